#!/usr/bin/env bash
# Makes docs/screenshot.png, the picture at the head of the README: the real program with its sandbox and videos
# made by ffmpeg, on a display without a screen. One Post is done, one goes up, one draft is being written.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
. "$here/install-deps.sh"
. "$here/display.sh"
. "$here/samples.sh"
install_dependencies
cd "$top"
cmake --preset release >/dev/null
cmake --build --preset release --target postreel

folder=$(mktemp -d "${TMPDIR:-/tmp}/postreel-screenshot.XXXXXX")
clean_up_at_the_end "$folder"

make_video "$folder/harbour.mp4" 12 1280x720 testsrc2
make_video "$folder/tidepools.mp4" 40 1280x1024 mandelbrot
make_video "$folder/night-train.mp4" 8 1280x720 rgbtestsrc
postreel=("$top/build/release/bin/postreel" --profile "$folder/profile")
# At this speed the second video is on its way for the better part of a minute.
sandbox=("--sandbox=rtt=40,up=12")

has()
{
    grep -q "$1" "$folder/events" 2>/dev/null
}

start_display "$folder" 1280x820
"${postreel[@]}" "${sandbox[@]}" --events "$folder/events" &
program_pid=$!
wait_for 30 has '"hello"'
# Later starts hand their Posts to the running window.
"${postreel[@]}" --account sandbox --post --quit-when-done --text "The harbour at first light." "$folder/harbour.mp4"
"${postreel[@]}" --account sandbox --post --text "Tide pools, one low tide, no cuts." "$folder/tidepools.mp4"
"${postreel[@]}" --account sandbox --text "The night train leaves at ten. Sound on." "$folder/night-train.mp4"

segments_of_the_second()
{
    [ "$(grep -c '"event":"segment"' "$folder/events")" -ge 4 ]
}
wait_for 120 segments_of_the_second
window=$(xdotool search --onlyvisible --pid "$program_pid" | tail -n 1)
xdotool windowsize --sync "$window" 1180 720
wait_for 5 screen_settled || true # the bar of an upload moves all the time
mkdir -p docs
import -window "$window" docs/screenshot.png
echo "docs/screenshot.png"
