#!/usr/bin/env bash
# Measures the peak memory (VmHWM) of Postreel: idle, and while a 4 GB file goes up to a sandbox in another
# process. Exit code 1 if the upload takes over 64 MB more. Needs 4 GB of disk in TMPDIR for what the sandbox receives.
#
#   packaging/measure_memory.sh [BYTES]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
. "$here/install-deps.sh"
. "$here/display.sh"
. "$here/samples.sh"
install_dependencies
cd "$top"
bytes=${1:-4000000000}
cmake --preset release >/dev/null
cmake --build --preset release --target postreel postreel-sandbox

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

# A video with a free box at its end, which is a hole in the file: it takes no disk here.
make_video "$folder/film.mp4" 4
python3 - "$folder/film.mp4" "$bytes" <<'PYTHON'
import os, struct, sys
path, total = sys.argv[1], int(sys.argv[2])
box = total - os.path.getsize(path)
with open(path, "ab") as file:
    file.write(struct.pack(">I4sQ", 1, b"free", box))
    file.truncate(total)
PYTHON

echo measuring >"$folder/token"
build/release/bin/postreel-sandbox --dir "$folder/sandbox" --limits off >"$folder/sandbox.out" &
sandbox_pid=$!
wait_for 20 grep -q listening "$folder/sandbox.out"
base=$(sed -n 's/^listening on //p' "$folder/sandbox.out")

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

# run_until NAME EVENT [OPTIONS…]: starts the program, waits for the event, sets peak_kb to its peak.
run_until()
{
    local name=$1 event=$2
    shift 2
    build/release/bin/postreel -platform offscreen --profile "$folder/$name" --events "$folder/$name.events" \
        --api-base "$base" --access-token-file "$folder/token" "$@" &
    program_pid=$!
    wait_for 900 grep -q "\"event\":\"$event\"" "$folder/$name.events"
    peak_kb=
    wait_for 30 peak_settled
    kill "$program_pid"
    wait "$program_pid" 2>/dev/null || true
    program_pid=
}

run_until idle hello
idle_kb=$peak_kb
run_until upload posted --post --text "a large file" "$folder/film.mp4"
upload_kb=$peak_kb
grown_mb=$(((upload_kb - idle_kb) / 1024))
echo "idle: $((idle_kb / 1024)) MB, while $bytes bytes go up: $((upload_kb / 1024)) MB, that is $grown_mb MB more (at most 64)"
[ "$grown_mb" -le 64 ]
