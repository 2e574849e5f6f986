#!/usr/bin/env bash
# Draws the window in every state that people see it in, light and dark, at 480, 1080 and 2560 pixels, in 10 and 20 points,
# left to right and right to left: for reviewers to look at. Needs no display.
#   packaging/pictures.sh FOLDER [WORD…]    WORDs choose: packaging/pictures.sh /tmp/look verdict 480 dark rtl
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
. "$here/install-deps.sh"
[ $# -ge 1 ] || { sed -n '2,4s/^# \?//p' "$0"; exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shift
install_dependencies
cd "$top"
preset=${POSTREEL_PRESET:-dev}
cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset" --target window_pictures
QT_QPA_PLATFORM=offscreen "build/$preset/bin/window_pictures" "$folder" "$@"
