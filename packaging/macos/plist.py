"""What macOS is told of the program (Info.plist); PyInstaller adds its name, icon, version and identifier.

Not tried on a Mac. Without the kinds of files named here the Finder and the Dock would hand none over
(`ui/application.py` takes them).
"""

from __future__ import annotations

import plistlib
import sys
from typing import Any, Final

import product

LEAST_SYSTEM: Final = "13.0"
"""What Qt 6.11 runs on, and PySide6's wheels are tagged for (macosx_13_0)."""
SCANNERS: Final = ("_uscan._tcp", "_uscans._tcp")
"""AirScan/eSCL, plain and encrypted; macOS hides services that aren't named here."""
FILES: Final = (("toml", "申报文件", "Alternate"), ("jifenbackup", "积分材料备份", "Owner"))
"""Endings with their names; others open TOML first, backups are ours."""


def info() -> dict[str, Any]:
    """The values, for PyInstaller's BUNDLE."""
    return {
        "CFBundleDevelopmentRegion": "zh_CN",
        "CFBundleLocalizations": ["zh_CN"],
        "CFBundleDisplayName": product.TITLE,
        "CFBundleName": product.TITLE,
        "CFBundleShortVersionString": product.version(),
        "CFBundleVersion": product.version(),
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeExtensions": [ending],
                "CFBundleTypeName": name,
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": rank,
            }
            for ending, name, rank in FILES
        ],
        "LSApplicationCategoryType": "public.app-category.business",
        "LSMinimumSystemVersion": LEAST_SYSTEM,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "自由软件，AGPL-3.0-or-later，不提供任何担保",
        "NSPrincipalClass": "NSApplication",
        "NSRequiresAquaSystemAppearance": False,
        "NSBonjourServices": list(SCANNERS),
        "NSLocalNetworkUsageDescription": "只有您要扫描时，程序才在本地网络里寻找扫描仪，并且只和您选的那一台通信。",
        "NSDesktopFolderUsageDescription": "用来读取您选的材料、保存导出的文件。",
        "NSDocumentsFolderUsageDescription": "用来读取您选的材料、保存导出的文件。",
        "NSDownloadsFolderUsageDescription": "用来读取您选的材料、保存导出的文件。",
        "NSNetworkVolumesUsageDescription": "用来读取复印机扫描到的共享文件夹。",
        "NSRemovableVolumesUsageDescription": "用来读取 U 盘里的材料，或把导出的文件、备份存到 U 盘。",
    }


if __name__ == "__main__":  # to look at it
    sys.stdout.buffer.write(plistlib.dumps(info()))
