#!/bin/sh
# Tries the frozen program in an empty Debian without Python: `sample`, `export`, and a window on an X server.
#
# As root; needs debootstrap, Xvfb, a Debian mirror, and what `./dev build` made. The system is kept in build/chroot and
# used again. Run so far: on Debian 12 (x86-64) with Debian 12 inside.
set -eu
top=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
root="$top/build/chroot"
# All that the program doesn't bring along: what speaks to the graphics card has to be the system's own.
needed=libegl1,libgl1
change_root=$(command -v chroot)
display=:$((6000 + $$ % 1000))

say() { printf 'try_in_chroot: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

[ "$(id -u)" -eq 0 ] || die "chroot needs root"
[ -x "$top/dist/linux/jifen-desktop/jifen-desktop" ] || die "run ./dev build first"
if [ ! -e "$root/made" ]; then
    say "making an empty Debian in build/chroot"
    rm -rf "$root"
    debootstrap --variant=minbase --include="$needed" bookworm "$root" >/dev/null
    touch "$root/made"
fi
rm -rf "$root/opt/jifen-desktop" "$root/var/try"
mkdir -p "$root/var/try"
cp -a "$top/dist/linux/jifen-desktop" "$root/opt/"

# Becomes the program inside, as somebody with an empty home; to be called in a shell of its own.
inside() {
    exec env -i HOME=/var/try PATH=/usr/bin:/bin LC_ALL=C.UTF-8 DISPLAY="${shown:-}" XDG_RUNTIME_DIR=/var/try \
        "$change_root" "$root" /opt/jifen-desktop/jifen-desktop "$@"
}

mkdir -p "$root/tmp/.X11-unix"
server=''
first=''
# shellcheck disable=SC2317 # called by trap
end() {
    for process in $first $server; do
        if kill "$process" 2>/dev/null; then wait "$process" 2>/dev/null || true; fi
    done
    for place in tmp/.X11-unix dev/shm dev proc; do umount --lazy "$root/$place" 2>/dev/null || true; done
}
trap end EXIT
# As on every running system.
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/dev/shm"

if chroot "$root" sh -c 'command -v python3 python' >/dev/null; then die "there is a Python in it"; fi
say "sample and export"
(inside sample /var/try/示例) >/dev/null
(inside export /var/try/示例/submission.toml --out /var/try/导出) >/dev/null
[ -s "$root/var/try/导出/张样本.zip" ] || die "no archive was written"
[ -s "$root/var/try/导出/打印件.pdf" ] || die "nothing to print was written"

say "a window, and a second start that is handed over to it"
Xvfb "$display" -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 &
server=$!
socket="/tmp/.X11-unix/X${display#:}"
for _ in 1 2 3 4 5 6 7 8 9 10; do
    [ -S "$socket" ] && break
    sleep 0.5
done
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
shown=$display
(inside) &
first=$!
library="$root/var/try/.local/share/jifen-desktop/library.db"
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    [ -e "$library" ] && break
    kill -0 "$first" 2>/dev/null || die "the window did not open"
    sleep 0.5
done
(inside) || die "the second start found no window"
kill -0 "$first" || die "the window is gone"
sleep 8 # the font for Chinese, where the system has none, comes after the first picture
if command -v import >/dev/null 2>&1; then
    import -display "$display" -window root "$top/build/chroot-window.png"
    say "what was seen: build/chroot-window.png"
fi
say "all of it worked"
