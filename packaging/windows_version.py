"""The version resource of the Windows programs, which Explorer shows under 属性·详细信息. Imported on Windows alone."""

from __future__ import annotations

from PyInstaller.utils.win32.versioninfo import (
    FixedFileInfo,
    StringFileInfo,
    StringStruct,
    StringTable,
    VarFileInfo,
    VarStruct,
    VSVersionInfo,
)

import product

_CHINESE = 0x0804
_UTF16 = 1200


def resource_of(name: str) -> VSVersionInfo:
    """That of the program with this file name, without `.exe`."""
    numbers = product.version_numbers()
    texts = {
        "FileDescription": product.TITLE,
        "FileVersion": product.version(),
        "InternalName": name,
        "LegalCopyright": "AGPL-3.0-or-later",
        "OriginalFilename": f"{name}.exe",
        "ProductName": product.TITLE,
        "ProductVersion": product.version(),
    }
    table = StringTable(
        f"{_CHINESE:04X}{_UTF16:04X}", [StringStruct(*pair) for pair in texts.items()]
    )
    return VSVersionInfo(
        ffi=FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[StringFileInfo([table]), VarFileInfo([VarStruct("Translation", [_CHINESE, _UTF16])])],
    )
