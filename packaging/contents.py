"""What goes into the frozen program of what PyInstaller found, and what stays out; the same for all three systems."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

Entry = tuple[str, str, str]
"""PyInstaller's: the name inside the bundle, where the file lies, its kind."""

# Modules that libraries would import if they were there, and parts of libraries that nothing of ours reaches.
UNUSED_MODULES: Final = (
    "_tkinter", "tkinter", "turtle", "idlelib", "lib2to3", "ensurepip", "venv", "doctest", "pdb", "test",
    "curses", "_curses", "readline", "sqlite3.test", "IPython", "numpy", "pandas", "matplotlib", "pytest",
    "setuptools", "pkg_resources", "pip", "wheel",
    "PIL._avif", "PIL._imagingtk", "PIL.ImageTk", "PIL.ImageQt", "PIL.ImageGrab",
    "fontTools.feaLib.lexer", "fontTools.qu2cu", "fontTools.subset", "fontTools.merge",
    "fontTools.varLib.iup",
    "lxml.html", "lxml.objectify", "lxml.isoschematron", "lxml.cssselect", "lxml.sax",
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtSql",
    "PySide6.QtTest", "PySide6.QtDesigner", "PySide6.QtUiTools", "PySide6.QtHelp", "PySide6.QtConcurrent",
)  # fmt: skip

# Qt's plugins by their folder; None is the whole folder. The rest (databases, QML, TLS, virtual keyboard, bare
# framebuffers …) stays out. Pictures are decoded by Pillow in the worker, so Qt needs what it draws itself.
_PLUGINS: Final[dict[str, tuple[str, ...] | None]] = {
    "platforms": ("windows", "cocoa", "xcb", "wayland", "offscreen"),
    "styles": None,
    "iconengines": ("svgicon",),
    "imageformats": ("ico", "icns", "jpeg", "svg"),
    "platforminputcontexts": ("ibus", "compose"),
    "platformthemes": (
        "xdgdesktopportal",
    ),  # GTK's would need a GTK of the very version that this was built beside
    "printsupport": None,
    "xcbglintegrations": None,
    "wayland-shell-integration": ("xdg-shell",),
    "wayland-decoration-client": None,
    "wayland-graphics-integration-client": ("wayland-egl",),
    "permissions": (),
}

_UNUSED_FILES: Final = (
    r"(^|/)translations/(?!qtbase_zh_CN\.qm$)",
    # Qt's other libraries, which only plugins that are left out need.
    r"(^|/)(lib)?Qt6?(Quick|Qml|VirtualKeyboard|OpenGLWidgets|Pdf|Sql|Test|WebChannel|Lottie|LabsAnimation|WlShell)\w*",
    r"(^|/)opengl32sw\.dll$",  # drawing 3D without a graphics card: nothing here is drawn so
    r"(^|/)(lib)?avif-\w+\.(so|dll|dylib)",
    r"(^|/)mupdf-devel/",
    r"(^|/)docx/templates/default-docx-template/",
    r"(^|/)stdnum/(?!cn/)[\w/]+\.dat$",  # tables of other countries' numbers
    # Linux: a part of glibc, which reads the inside of the glibc that it was built with: another one's would crash it.
    r"(^|/)libmvec\.so",
    # CUPS with its own, which a system with printers has; what else nothing needs goes later (unneeded.py).
    r"(^|/)libQt6Egl\w+\.so",
    r"(^|/)lib(cups|avahi-\w+|gnutls|p11-kit|tasn1|nettle|hogweed|gmp|idn2|unistring)\.so",
    # How a package was put on the machine that built this, its folders too.
    r"\.dist-info/(RECORD|INSTALLER|REQUESTED|direct_url\.json|uv_cache\.json|sboms/.*)$",
)
_UNUSED: Final = re.compile("|".join(_UNUSED_FILES))


def wanted(name: str) -> bool:
    """Whether the file of this name (as in the bundle, with either slash) is needed."""
    path = PurePosixPath(name.replace("\\", "/"))
    if _UNUSED.search(str(path)):
        return False
    parts = path.parts
    if "plugins" not in parts:
        return True
    folder, *rest = parts[parts.index("plugins") + 1 :]
    if folder not in _PLUGINS or len(rest) != 1:
        return False
    chosen = _PLUGINS[folder]
    return chosen is None or any(part in rest[0] for part in chosen)


def kept(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that are needed, in their order."""
    return [entry for entry in entries if wanted(entry[0])]
