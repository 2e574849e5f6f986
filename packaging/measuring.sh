# shellcheck shell=bash
# What the measuring scripts share. Sourced by them from the top of the repository.

# build_measured TARGETS…: sets bin to the programs of a release build. POSTREEL_BIN names one that is there already.
build_measured()
{
    bin=${POSTREEL_BIN:-}
    [ -n "$bin" ] && return 0
    cmake --preset release -B build/measure -DBUILD_TESTING=ON >/dev/null
    cmake --build build/measure --target "$@" >&2
    bin=$PWD/build/measure/bin
}

# measured: reads lines NAME|VALUE|MOST|UNIT, tells them in words, and adds them to the file POSTREEL_MEASURED for bench.sh.
measured()
{
    local name value most unit
    while IFS='|' read -r name value most unit; do
        echo "$name: $value $unit (at most $most)"
        [ -z "${POSTREEL_MEASURED:-}" ] || echo "$name|$value|$most|$unit" >>"$POSTREEL_MEASURED"
    done
}
