#!/bin/sh
# Has Apple look at a signed image, waits, and fastens the answer to it: notarize.sh IMAGE.dmg
# JIFEN_NOTARY_KEY is the path of the App Store Connect key (.p8), JIFEN_NOTARY_KEY_ID and JIFEN_NOTARY_ISSUER belong to it.
# Its order of calls was tried with stand-ins for Apple's tools; nothing has ever been sent to Apple.
set -eu
image=${1:?usage: notarize.sh IMAGE.dmg}
: "${JIFEN_NOTARY_KEY:?names no key}" "${JIFEN_NOTARY_KEY_ID:?is missing}" "${JIFEN_NOTARY_ISSUER:?is missing}"
xcrun notarytool submit "$image" --wait \
    --key "$JIFEN_NOTARY_KEY" --key-id "$JIFEN_NOTARY_KEY_ID" --issuer "$JIFEN_NOTARY_ISSUER"
xcrun stapler staple "$image"
spctl --assess --type open --context context:primary-signature "$image"
