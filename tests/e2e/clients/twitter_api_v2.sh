#!/bin/sh
# The npm client twitter-api-v2, unchanged, uploads a video to a sandbox and posts it.
# usage: twitter_api_v2.sh PATH-OF-postreel-sandbox
# Exit 0: uploaded, posted, same bytes. 77: npm, node or ffmpeg is missing, or the package cannot be had.
set -eu
sandbox=$1
here=$(cd "$(dirname "$0")" && pwd)
for tool in node npm ffmpeg; do
    command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }
done
work=$(mktemp -d)
pid=
cleanup() {
    [ -z "$pid" ] || { kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; }
    rm -rf "$work"
}
trap cleanup EXIT

cp "$here/twitter_api_v2.mjs" "$work/"
(cd "$work" && npm install --no-audit --no-fund --no-package-lock --silent twitter-api-v2@1) >&2 ||
    { echo "skipped: twitter-api-v2 cannot be installed"; exit 77; }
ffmpeg -v error -f lavfi -i testsrc2=size=1280x720:rate=30 -f lavfi -i sine -t 8 \
    -c:v libx264 -b:v 3M -pix_fmt yuv420p -c:a aac "$work/video.mp4"
ffmpeg -v error -f lavfi -i testsrc2=size=320x200 -frames:v 1 "$work/picture.png"

"$sandbox" --open --port 0 --dir "$work/state" >"$work/ready" &
pid=$!
tries=0
until grep -q '^listening on ' "$work/ready"; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || { echo "FAILED: the sandbox does not listen" >&2; exit 1; }
    sleep 0.1
done
cd "$work"
node twitter_api_v2.mjs "$(sed -n 's/^listening on //p' ready)" video.mp4 picture.png
