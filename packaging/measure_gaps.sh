#!/usr/bin/env bash
# Measures the event-loop gaps of the window while ten uploads run to a postreel-sandbox in another process and 1,000
# rows are scrolled, as a release build under Xvfb. Exit code 1 if one is longer than 50 ms, or one in a hundred than 16.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
. "$here/install-deps.sh"
. "$here/display.sh"
. "$here/samples.sh"
. "$here/measuring.sh"
install_dependencies
cd "$top"
build_measured postreel-sandbox loop_gap fill_profile

folder=$(mktemp -d "${TMPDIR:-/tmp}/postreel-gaps.XXXXXX")
sandbox_pid=
clean_up()
{
    [ -n "$sandbox_pid" ] && kill "$sandbox_pid" 2>/dev/null
    stop_display
    rm -rf "$folder"
    return 0
}
trap clean_up EXIT
start_display "$folder"
make_video "$folder/0.mp4"
"$bin/fill_profile" --profile "$folder/profile" --account bench --file "$folder/0.mp4" --posts 1000
truncate -s 64M "$folder/0.mp4" # zeros behind the last box, which players pass over
for n in 1 2 3 4 5 6 7 8 9; do cp --sparse=always "$folder/0.mp4" "$folder/$n.mp4"; done
"$bin/postreel-sandbox" --open --dir "$folder/sandbox" --up 400 --rtt 20 --limits off >"$folder/url" &
sandbox_pid=$!
wait_for 10 grep -q listening "$folder/url"
status=0
QT_LOGGING_RULES="*.info=false" "$bin/loop_gap" --api-base "$(grep -o 'http:[^ ]*' "$folder/url")" --profile "$folder/profile" --rows 1000 \
    "$folder"/[0-9].mp4 >"$folder/gaps" || status=$?
measured <"$folder/gaps"
exit "$status"
