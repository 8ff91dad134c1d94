#!/bin/sh
# 把本程序放进应用菜单（只为当前用户）；再运行一次就更新。移除：add-to-menu.sh --remove
# Puts the program of this folder into the user's menu. Needs nothing but a shell.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
program="${here%/*}/jifen-desktop"
data="${XDG_DATA_HOME:-$HOME/.local/share}"
entry="$data/applications/jifen-desktop.desktop"

if [ "${1:-}" = --remove ]; then
    rm -f "$entry" "$data"/icons/hicolor/*/apps/jifen-desktop.png
    exit 0
fi
mkdir -p "$data/applications" "$data/icons"
cp -R "$here/icons/hicolor" "$data/icons/"
# A path in Exec is quoted; what is escaped in the quotes is escaped once more, as in every value of such a file
# (Desktop Entry Specification, “The Exec key”).
# shellcheck disable=SC2016 # sed's own
quoted=$(printf '%s' "$program" | sed 's/\\/\\\\\\\\/g; s/["`$]/\\\\&/g; s/%/%%/g')
while IFS= read -r line; do
    case "$line" in
        Exec=*) printf 'Exec="%s"\n' "$quoted" ;;
        *) printf '%s\n' "$line" ;;
    esac
done <"$here/jifen-desktop.desktop" >"$entry"
printf '%s\n' "$entry"
