#!/usr/bin/env bash
# Measures the first painted window under Xvfb: Postreel against an empty Qt Widgets window, both as release
# builds, each the median of several starts. Exit code 1 if Postreel takes over 60 ms longer.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
. "$here/install-deps.sh"
. "$here/display.sh"
install_dependencies
cd "$top"
cmake --preset release -B build/measure -DBUILD_TESTING=ON >/dev/null
cmake --build build/measure --target postreel empty_window first_paint

folder=$(mktemp -d "${TMPDIR:-/tmp}/postreel-start.XXXXXX")
clean_up()
{
    stop_display
    rm -rf "$folder"
    return 0
}
trap clean_up EXIT
start_display "$folder"
# A profile that is there already, as with every start but the first.
build/measure/bin/postreel -platform offscreen --profile "$folder/profile" --quit-when-done
build/measure/bin/first_paint --runs "${RUNS:-15}" --most 60 \
    --reference "build/measure/bin/empty_window" \
    --program "build/measure/bin/postreel --profile $folder/profile"
