#!/bin/sh
# Makes the disk image that users get: dmg.sh APP IMAGE.dmg [FILE…]
# The image shows the app, a link to Programs and the files (licence, notices). Signed where JIFEN_SIGN_IDENTITY is set.
# Its order of calls was tried with stand-ins for Apple's tools; hdiutil itself has never been run by it.
set -eu
app=${1:?usage: dmg.sh APP IMAGE.dmg [FILE…]}
image=${2:?usage: dmg.sh APP IMAGE.dmg [FILE…]}
shift 2
[ -d "$app/Contents" ] || { echo "dmg.sh: no app: $app" >&2; exit 1; }

shown=$(mktemp -d)
trap 'rm -rf "$shown"' EXIT
ditto "$app" "$shown/$(basename "$app")"
ln -s /Applications "$shown/Applications"
for file in "$@"; do
    cp "$file" "$shown/"
done
rm -f "$image"
hdiutil create -volname "$(basename "$app" .app)" -srcfolder "$shown" -fs HFS+ -format UDZO "$image"
if [ -n "${JIFEN_SIGN_IDENTITY:-}" ]; then
    codesign --force --timestamp --sign "$JIFEN_SIGN_IDENTITY" "$image"
fi
