#!/usr/bin/env bash
# Measures the peak memory (VmHWM) of Postreel: idle, while a 4 GB file goes up to a sandbox in another process, and
# while ten files of 100 MB go up at once. Exit code 1 if one of them takes over 48 MB more than idle. Needs 5 GB of
# disk in TMPDIR for what the sandbox receives.
#
#   packaging/measure_memory.sh [BYTES]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
. "$here/install-deps.sh"
. "$here/display.sh"
. "$here/samples.sh"
. "$here/measuring.sh"
install_dependencies
cd "$top"
bytes=${1:-4000000000}
most=48
build_measured postreel postreel-sandbox

folder=$(mktemp -d "${TMPDIR:-/tmp}/postreel-memory.XXXXXX")
sandbox_pid=
program_pid=
clean_up()
{
    local pid
    for pid in $program_pid $sandbox_pid; do
        kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true
    done
    rm -rf "$folder"
    return 0
}
trap clean_up EXIT

# lengthen FILE BYTES: adds a free box at its end, which is a hole in the file: it takes no disk here.
lengthen()
{
    python3 - "$@" <<'PYTHON'
import os, struct, sys
path, total = sys.argv[1], int(sys.argv[2])
box = total - os.path.getsize(path)
with open(path, "ab") as file:
    file.write(struct.pack(">I4sQ", 1, b"free", box))
    file.truncate(total)
PYTHON
}

make_video "$folder/film.mp4" 4
ten=()
for n in 0 1 2 3 4 5 6 7 8 9; do
    ten+=("$folder/$n.mp4")
    cp "$folder/film.mp4" "$folder/$n.mp4"
    lengthen "$folder/$n.mp4" 100000000
done
lengthen "$folder/film.mp4" "$bytes"

echo measuring >"$folder/token"

# start_sandbox [OPTIONS…]: sets base; one that ran before ends.
start_sandbox()
{
    if [ -n "$sandbox_pid" ]; then
        kill "$sandbox_pid"
        wait "$sandbox_pid" 2>/dev/null || true
        rm -rf "$folder/sandbox" # up to 4 GB
    fi
    "$bin/postreel-sandbox" --open --dir "$folder/sandbox" --limits off "$@" >"$folder/sandbox.out" &
    sandbox_pid=$!
    wait_for 20 grep -q listening "$folder/sandbox.out"
    base=$(sed -n 's/^listening on //p' "$folder/sandbox.out")
}

read_peak()
{
    awk '/^VmHWM/ {print $2}' "/proc/$program_pid/status"
}

# Succeeds when the peak was the same half a second ago: what is loaded at the start is loaded.
peak_settled()
{
    local before=$peak_kb
    sleep 0.5
    peak_kb=$(read_peak)
    [ "$peak_kb" = "$before" ]
}

# seen EVENT COUNT
seen()
{
    local count
    count=$(grep -c "\"event\":\"$1\"" "$events" 2>/dev/null) || true
    [ "${count:-0}" -ge "$2" ]
}

# run_until NAME EVENT COUNT [OPTIONS…]: starts the program, waits for so many of the event, sets peak_kb to its peak.
run_until()
{
    local name=$1 event=$2 count=$3
    shift 3
    events=$folder/$name.events
    "$bin/postreel" -platform offscreen --profile "$folder/$name" --events "$events" \
        --api-base "$base" --access-token-file "$folder/token" "$@" >"$folder/$name.out" &
    program_pid=$!
    wait_for 900 seen "$event" "$count"
    peak_kb=
    wait_for 30 peak_settled
    kill "$program_pid"
    wait "$program_pid" 2>/dev/null || true
    program_pid=
}

status=0
# check NAME: of the last run.
check()
{
    local grown_mb=$(((peak_kb - idle_kb + 512) / 1024))
    echo "idle: $((idle_kb / 1024)) MB, $1: $((peak_kb / 1024)) MB" >&2
    measured <<<"peak memory over idle, $1|$grown_mb|$most|MB"
    [ "$grown_mb" -le "$most" ] || status=1
}

start_sandbox
run_until idle hello 1
idle_kb=$peak_kb
run_until upload posted 1 --post --text "a large file" "$folder/film.mp4"
check "one file of $bytes bytes"
# A line that is slow enough for all ten to be under way together.
start_sandbox --up 400 --rtt 20
run_until ten posted 10 --post --each --text "one of ten" "${ten[@]}"
check "ten files at once"
exit "$status"
