#!/usr/bin/env bash
# Builds Postreel and opens it in the sandbox with FILES, or with a sample video, ready to post.
# On a machine without a display the same runs on a virtual one through to the Post: the stages, the link
# and the path of a screenshot are printed, and the exit code is 0 only if it was posted.
#
#   packaging/try.sh [FILES…]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
. "$here/install-deps.sh"
. "$here/display.sh"
. "$here/samples.sh"

files=()
for file in "$@"; do
    files+=("$(realpath -m -- "$file")") # the build below works in another folder
done

install_dependencies
cd "$top"
cmake --preset release >/dev/null
cmake --build --preset release --target postreel

folder=$(mktemp -d "${TMPDIR:-/tmp}/postreel-try.XXXXXX")
clean_up_at_the_end "$folder"

if [ ${#files[@]} -eq 0 ]; then
    make_video "$folder/sample.mp4"
    files=("$folder/sample.mp4")
fi
command=("$top/build/release/bin/postreel" --sandbox --profile "$folder/profile" --text "Hello from Postreel")
[ ${#files[@]} -gt 1 ] && command+=(--each)

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo "Postreel opens with its sandbox: press Post. Nothing reaches X."
    "${command[@]}" -- "${files[@]}"
    exit
fi

events=$folder/events
show_stages()
{
    python3 - "$events" <<'PYTHON'
import json, os, sys
for line in open(sys.argv[1], encoding="utf-8"):
    if not line.endswith("\n"):
        continue
    event = json.loads(line)
    at, name = event["t"][11:23], event["event"]
    if name == "created":
        print(at, "recorded", *[os.path.basename(media["file"]) for media in event["media"]])
    elif name == "state":
        print(at, os.path.basename(event["file"]) + ":", event["from"], "->", event["to"])
    elif name == "post":
        print(at, "Post:", event["from"], "->", event["to"])
    elif name == "processing":
        print(at, "processing:", event["state"], f"{event['percent']} %" if event["percent"] >= 0 else "")
    elif name in ("failed", "needs"):
        print(at, name + ":", event["message"])
    elif name == "posted":
        print(at, "posted in the sandbox, not on X:", event["url"])
PYTHON
}

count_of()
{
    local count
    count=$(grep -c "\"event\":\"$1\"" "$events" 2>/dev/null) || true
    echo "${count:-0}" # the program makes the file a moment after its start
}

ended()
{
    ! kill -0 "$program_pid" 2>/dev/null || [ "$(count_of failed)" -gt 0 ] || [ "$(count_of needs)" -gt 0 ] \
        || [ "$(count_of posted)" -ge "$posts_wanted" ]
}

posts_wanted=1
[ ${#files[@]} -gt 1 ] && posts_wanted=${#files[@]}
start_display "$folder"
"${command[@]}" --post --events "$events" -- "${files[@]}" &
program_pid=$!
wait_for 600 ended || echo "Not posted within ten minutes." >&2

mkdir -p "$top/build/try"
screenshot=$top/build/try/screenshot.png
if kill -0 "$program_pid" 2>/dev/null; then
    wait_for 10 screen_settled || true
    import -window root "$screenshot"
    kill "$program_pid"
fi
status=0
wait "$program_pid" || status=$?
program_pid=
[ -e "$events" ] && show_stages
if [ "$(count_of posted)" -ge "$posts_wanted" ]; then
    echo "Screenshot: $screenshot"
    exit 0
fi
echo "It was not posted." >&2
[ "$status" -gt 0 ] && [ "$status" -lt 128 ] && exit "$status"
exit 1
