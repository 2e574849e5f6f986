#!/usr/bin/env bash
# Builds and runs every test of Postreel under the address and undefined-behaviour sanitizers, and ends
# with ctest's summary. Arguments go to ctest: packaging/test.sh -R e2e
# Without any, each parser of foreign bytes is fed with odd ones for 5 s, too (packaging/fuzz.sh: a minute).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/install-deps.sh"
install_dependencies tests fuzz
cd "$here/.."

# Each pass of the compiler takes about 1 GB: a machine with many cores and little memory must not swap.
memory_gb=$(awk '/MemAvailable/ {print int($2 / 1048576)}' /proc/meminfo)
jobs=$(nproc)
[ "$memory_gb" -lt "$jobs" ] && jobs=$((memory_gb > 1 ? memory_gb : 1))

# The app without the window first, in the same folder: what it builds is not built again.
cmake --preset asan -DBUILD_UI=OFF
cmake --build --preset asan --parallel "$jobs"
if ldd build/asan/bin/postreel-sandbox | grep -E 'libQt6(Gui|Widgets)'; then
    echo "app links Qt Gui or Widgets." >&2
    exit 1
fi
cmake --preset asan -DBUILD_UI=ON
cmake --build --preset asan --parallel "$jobs"

if [ $# -eq 0 ]; then
    "$here/fuzz.sh" 5
fi
# Most tests wait for somebody else more than they work.
ctest --preset asan --parallel "$((jobs * 3))" "$@"
