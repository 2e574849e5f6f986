#!/usr/bin/env bash
# Measures the first painted window under Xvfb, each as a release build and as the median of several starts: Postreel
# against an empty Qt Widgets window, and with 1,000 Posts in its queue against none. Exit code 1 if the one takes over
# 60 ms longer, or the other over 40.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
. "$here/install-deps.sh"
. "$here/display.sh"
. "$here/samples.sh"
. "$here/measuring.sh"
install_dependencies
cd "$top"
build_measured postreel empty_window first_paint fill_profile

folder=$(mktemp -d "${TMPDIR:-/tmp}/postreel-start.XXXXXX")
clean_up()
{
    stop_display
    rm -rf "$folder"
    return 0
}
trap clean_up EXIT
start_display "$folder"
make_video "$folder/film.mp4"
# Profiles that are there already, as with every start but the first.
"$bin/fill_profile" --profile "$folder/full" --account sandbox --file "$folder/film.mp4" --posts 1000
for profile in bare full; do
    "$bin/postreel" -platform offscreen --profile "$folder/$profile" --quit-when-done
done

status=0
# compare NAME MOST REFERENCE PROGRAM
compare()
{
    "$bin/first_paint" --runs "${RUNS:-15}" --measure "$1" --most "$2" --reference "$3" --program "$4" >"$folder/start" || status=1
    measured <"$folder/start"
}
compare "first painted window, more than an empty Qt window" 60 "$bin/empty_window" "$bin/postreel --profile $folder/bare"
compare "the same with 1,000 Posts, more than without" 40 \
    "$bin/postreel --profile $folder/bare" "$bin/postreel --profile $folder/full"
exit "$status"
