#!/usr/bin/env bash
# The long proofs, one after the other: 200 kills, the whole table of faults, 500 ends, 500 uploads under faults, the parsers,
# fixes of every kind of file, and the thread sanitizer. Every one is run, whatever the others find. Exit code 1 on any finding.
#
#   packaging/nightly.sh            logs go to build/nightly
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/install-deps.sh"
install_dependencies tests
cd "$here/.."
logs=build/nightly
mkdir -p "$logs"

cmake --preset dev >"$logs/build"
cmake --build --preset dev --target postreel postreel-sandbox >>"$logs/build"
export POSTREEL=$PWD/build/dev/bin/postreel POSTREEL_SANDBOX=$PWD/build/dev/bin/postreel-sandbox LC_ALL=C.UTF-8

found=0
# run NAME COMMAND…: prints the end of what it said.
run()
{
    local name=$1 verdict=ok
    shift
    "$@" >"$logs/$name" 2>&1 </dev/null || { verdict=FOUND; found=1; }
    printf '%-7s %s: %s\n' "$name" "$verdict" "$(tail -n 1 "$logs/$name")"
    [ "$verdict" = ok ] || grep -E -A2 'WRONG|FOUND|Failed' "$logs/$name" | head -n 40 || true
}

run crash python3 -B tests/e2e/crash/crash.py --kills 200
run faults python3 -B tests/e2e/faults/faults.py --write tests/e2e/README.md
run leaving python3 -B tests/e2e/leaving/leaving.py --starts 500
run soak python3 -B tests/e2e/soak/soak.py --files 500
run fuzz packaging/fuzz.sh
run fixes env POSTREEL_THOROUGH=1 packaging/test.sh -R '^media/tst_fix'
run tsan packaging/tsan.sh
exit "$found"
