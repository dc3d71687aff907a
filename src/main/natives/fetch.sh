#!/bin/sh
# Packs libvips for this platform and the face model into the classes: fetch.sh <target> <classes>
# The pin is the integrity in package-lock.json; npm's own settings decide where it comes from.
# Without npm the build goes on, and the server looks for a system libvips at its start.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$1/natives
packed=$2/natives

warn() {
  echo "WARNING ****************************************************************" >&2
  echo "WARNING: libvips was not packed: $1." >&2
  echo "WARNING: the server will need a system libvips (Debian: libvips42, Homebrew: vips)." >&2
  echo "WARNING ****************************************************************" >&2
  exit 0
}

if [ -f "$packed/libvips.properties" ] && cmp -s "$here/package-lock.json" "$packed/package-lock.json"; then
  exit 0
fi
mkdir -p "$work"
if ! cmp -s "$here/package-lock.json" "$work/done" 2>/dev/null; then
  command -v npm >/dev/null 2>&1 || warn "npm is not on the PATH"
  cp "$here/package.json" "$here/package-lock.json" "$work/"
  (cd "$work" && npm ci --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error) >&2 \
    || warn "npm could not fetch it"
  cp "$here/package-lock.json" "$work/done"
fi
library=$(find "$work/node_modules/@img" -type f \( -name '*.so.*' -o -name '*.so' -o -name '*.dylib' \) 2>/dev/null | head -n 1)
[ -n "$library" ] || warn "there is no package for this platform"
package=$(dirname "$(dirname "$library")")
if command -v sha256sum >/dev/null 2>&1; then
  sum=$(sha256sum "$library" | cut -d ' ' -f 1)
else
  sum=$(shasum -a 256 "$library" | cut -d ' ' -f 1)
fi
rm -rf "$packed"
mkdir -p "$packed"
cp "$library" "$packed/"
cp "$package/README.md" "$packed/NOTICE-libvips.md"
cp "$package/versions.json" "$packed/versions.json"
faces=$work/node_modules/@mediapipe/face_detection
if [ -f "$faces/face_detection_full_range.tflite" ]; then
  cp "$faces/face_detection_full_range.tflite" "$packed/faces.tflite"
  cp "$faces/README.md" "$packed/NOTICE-faces.md"
else
  echo "WARNING: the face model was not packed: faces will not be found." >&2
fi
cp "$here/package-lock.json" "$packed/package-lock.json"
printf 'file=%s\nsha256=%s\n' "$(basename "$library")" "$sum" > "$packed/libvips.properties"
