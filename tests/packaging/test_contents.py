"""What goes into the frozen program."""

from __future__ import annotations

import pytest

import contents
import jifen_desktop
import product


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6\\plugins\\styles\\qmodernwindowsstyle.dll",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "PySide6\\Qt6Network.dll",
        "jifen_desktop/_resources/rulebook/districts/xuhui.toml",
        "pymupdf-1.28.2.dist-info/licenses/COPYING",
        "stdnum/cn/loc.dat",
        "libdbus-1.so.3",
        "libgssapi_krb5.so.2",  # Qt's network library is linked to it
    ],
)
def test_needed_files_stay(name: str) -> None:
    assert contents.wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "PySide6\\plugins\\tls\\qopensslbackend.dll",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6\\Qt6Quick.dll",
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "PySide6\\opengl32sw.dll",
        "jifen_desktop-0.1.0.dist-info/direct_url.json",  # names a folder of the machine that built it
        "PySide6/Qt/lib/libQt6WlShellIntegration.so.6",
        "libmvec.so.1",
        "libcups.so.2",
        "stdnum/iban.dat",
    ],
)
def test_unused_files_go(name: str) -> None:
    assert not contents.wanted(name)


def test_entries_keep_their_order() -> None:
    entries = [("b", "/b", "BINARY"), ("PySide6/Qt6Qml.dll", "/q", "BINARY"), ("a", "/a", "BINARY")]
    assert contents.kept(entries) == [entries[0], entries[2]]


def test_version_is_the_programs() -> None:
    assert product.version() == jifen_desktop.__version__
    assert ".".join(map(str, product.version_numbers())).startswith(product.version()[:5])
