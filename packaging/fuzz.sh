#!/usr/bin/env bash
# Feeds every parser of foreign bytes what libFuzzer makes up, under the address and undefined-behaviour
# sanitizers, and prints one line per target. Exit code 1 on any finding: its input then lies in
# build/fuzz/findings; once it is fixed it belongs into tests/fuzz/corpus/TARGET.
#
#   packaging/fuzz.sh [SECONDS]     for each target; 60 when not told
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
seconds=${1:-60}
if ! [[ $seconds =~ ^[1-9][0-9]{0,5}$ ]]; then
    echo "usage: packaging/fuzz.sh [SECONDS]" >&2
    exit 2
fi
. "$here/install-deps.sh"
install_dependencies fuzz
cd "$here/.."
out=build/fuzz
mkdir -p "$out/findings" "$out/logs" "$out/run"

cmake --preset fuzz >"$out/logs/configure" || { cat "$out/logs/configure" >&2; exit 1; }
cmake --build --preset fuzz --parallel "$(nproc)" >"$out/logs/build" || { cat "$out/logs/build" >&2; exit 1; }

# run_target NAME: what is found again is kept in build/fuzz/corpus, so that the next run goes on from it.
run_target()
{
    local name=$1 log=$out/logs/$1 dictionary=tests/fuzz/dictionaries/$1.dict options
    options=(-max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -malloc_limit_mb=512 -print_final_stats=1
             -artifact_prefix="$out/findings/$name-")
    [ -f "$dictionary" ] && options+=(-dict="$dictionary")
    # The short run is the same each time, so that CI checks the change and not the dice; the nightly one throws them.
    [ "$seconds" -le 5 ] && options+=(-seed=1)
    mkdir -p "$out/corpus/$name"
    local verdict=ok failed=0
    TMPDIR=$PWD/$out/run UBSAN_OPTIONS=print_stacktrace=1 LC_ALL=C.UTF-8 \
        "$out/bin/fuzz_$name" "${options[@]}" "$out/corpus/$name" "tests/fuzz/corpus/$name" >"$log" 2>&1 || failed=1
    if [ "$failed" = 1 ]; then
        verdict="FOUND: $(grep -m1 -E 'broken property|runtime error|ERROR: ' "$log" || tail -n 1 "$log")"
        verdict+=" ($(grep -oE "$out/findings/[^ ]+" "$log" | tail -n 1), stack in $log)"
    fi
    printf '%-20s %9s runs, %5s new units: %s\n' "$name" "$(stat_of number_of_executed_units "$log")" \
        "$(stat_of new_units_added "$log")" "$verdict"
    return "$failed"
}

stat_of()
{
    awk -v key="stat::$1:" '$1 == key {value = $2} END {print value == "" ? "?" : value}' "$2"
}

# As many at a time as there are processors; every one is run, whatever the others find.
running=0 found=0
for source in tests/fuzz/fuzz_*.cpp; do
    name=$(basename "$source" .cpp)
    run_target "${name#fuzz_}" &
    running=$((running + 1))
    if [ "$running" -ge "$(nproc)" ]; then
        wait -n || found=1
        running=$((running - 1))
    fi
done
while [ "$running" -gt 0 ]; do
    wait -n || found=1
    running=$((running - 1))
done
rm -rf "$out/run"
exit "$found"
