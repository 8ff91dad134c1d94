#!/bin/sh
# Signs the .app with the owner's Developer ID, what is inside first: sign.sh APP
# JIFEN_SIGN_IDENTITY names the certificate in the keychain ("Developer ID Application: …").
# Its order of calls was tried with stand-ins for Apple's tools; codesign itself has never been run by it.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
app=${1:?usage: sign.sh APP}
: "${JIFEN_SIGN_IDENTITY:?names no certificate}"
[ -d "$app/Contents" ] || { echo "sign.sh: no app: $app" >&2; exit 1; }

sign() {
    codesign --force --timestamp --options runtime --sign "$JIFEN_SIGN_IDENTITY" "$@"
}

# Libraries and helper programs by what they are, since endings don't tell; links are left to what they point at.
find "$app/Contents" -type f ! -path "$app/Contents/MacOS/*" | sort | while IFS= read -r file; do
    case $(file -b "$file") in
        *Mach-O*) sign "$file" ;;
    esac
done
find "$app/Contents" -depth -type d -name '*.framework' | while IFS= read -r framework; do
    sign "$framework"
done
# Only programs have entitlements; libraries run under those of the program.
for program in "$app/Contents/MacOS"/*; do
    sign --entitlements "$here/entitlements.plist" "$program"
done
sign --entitlements "$here/entitlements.plist" "$app"
codesign --verify --deep --strict "$app"
