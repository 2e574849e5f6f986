#!/usr/bin/env bash
# Measures a release build of Postreel beside the line itself, curl after X's guide and the npm client twitter-api-v2,
# over emulated links to postreel-sandbox, and its memory, event loop and start. Prints Markdown tables, which also go
# to build/bench/bench.md, and all values to build/bench/bench.json. Exit code 1 when a bar is missed, which is named.
#
#   packaging/bench.sh                          all of it; takes about half an hour
#   packaging/bench.sh --short                  a look: 16 MiB files, whose times are not checked, nothing else
#   packaging/bench.sh --profiles 100,tls       these links and nothing else; "measures": memory, event loop, start
#   packaging/bench.sh --program P --sandbox S  binaries that are built already
#   packaging/bench.sh --help                   the other options
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/install-deps.sh"
. "$here/measuring.sh"
install_dependencies tests
cd "$here/.."

arguments=()
measures=yes
program=
sandbox=
while [ $# -gt 0 ]; do
    case $1 in
    --help | -h) exec python3 -B tests/bench/bench.py --help ;;
    --program) program=$(realpath "$2"); shift ;;
    --sandbox) sandbox=$(realpath "$2"); shift ;;
    --short) measures=; arguments+=("$1") ;;
    --profiles)
        measures=
        [[ ,$2, == *,measures,* ]] && measures=yes
        links=,$2,
        links=${links/,measures,/,}
        links=${links#,}
        arguments+=("$1" "${links%,}")
        shift
        ;;
    *) arguments+=("$1") ;;
    esac
    shift
done

build_measured postreel postreel-sandbox bare_loop loop_gap fill_profile first_paint empty_window
export POSTREEL_BIN=$bin LC_ALL=C.UTF-8
# Programs that are named take the places of the built ones for every script.
if [ -n "$program$sandbox" ]; then
    mixed=$(mktemp -d "${TMPDIR:-/tmp}/postreel-bench.XXXXXX")
    trap 'rm -rf "$mixed"' EXIT
    ln -s "$bin"/* "$mixed"
    [ -z "$program" ] || ln -sf "$program" "$mixed/postreel"
    [ -z "$sandbox" ] || ln -sf "$sandbox" "$mixed/postreel-sandbox"
    export POSTREEL_BIN=$mixed
fi

mkdir -p build/bench
status=0
if [ -n "$measures" ]; then
    export POSTREEL_MEASURED=$PWD/build/bench/measured
    : >"$POSTREEL_MEASURED"
    for script in memory gaps start; do
        echo "measuring: $script" >&2
        before=$(wc -l <"$POSTREEL_MEASURED")
        # A bar that is missed is told at the end. Each of them measures two things.
        "packaging/measure_$script.sh" >&2 || true
        if [ "$(wc -l <"$POSTREEL_MEASURED")" -ne $((before + 2)) ]; then
            echo "Missed: packaging/measure_$script.sh did not measure." >&2
            status=1
        fi
    done
    arguments+=(--measures "$POSTREEL_MEASURED")
fi
python3 -B tests/bench/bench.py --program "$POSTREEL_BIN/postreel" --sandbox "$POSTREEL_BIN/postreel-sandbox" \
    --bare-loop "$POSTREEL_BIN/bare_loop" "${arguments[@]}" || status=1
exit "$status"
