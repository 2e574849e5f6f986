# shellcheck shell=bash
# A display without a screen: Xvfb with the window manager openbox, for scripts that show a real window.
# Sourced. start_display sets DISPLAY; stop_display ends what it started.

display_pids=()

# wait_for SECONDS COMMAND…: until the command succeeds; fails when the time is up.
wait_for()
{
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -ge $deadline ] && return 1
        sleep 0.05
    done
}

# start_display FOLDER [WIDTHxHEIGHT]: FOLDER takes its logs.
start_display()
{
    local folder=$1 size=${2:-1280x900}
    # Xvfb picks a free number by itself and writes it down. Without -noreset it starts over when its last client leaves,
    # such as a look for the window manager, and throws out whoever connects just then: the window manager.
    Xvfb -displayfd 3 -screen 0 "${size}x24" -nolisten tcp -noreset 3>"$folder/display" 2>"$folder/xvfb.log" </dev/null &
    display_pids+=($!)
    if ! wait_for 20 test -s "$folder/display"; then
        echo "Xvfb did not start:" >&2
        cat "$folder/xvfb.log" >&2
        return 1
    fi
    DISPLAY=:$(cat "$folder/display")
    export DISPLAY
    unset WAYLAND_DISPLAY QT_QPA_PLATFORM
    openbox --sm-disable >"$folder/openbox.log" 2>&1 </dev/null &
    display_pids+=($!)
    wait_for 20 window_manager_is_there
}

window_manager_is_there()
{
    xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q 'window id'
}

# Succeeds when two looks at the screen in a row show the same: what was to be painted is painted.
screen_settled()
{
    local now
    now=$(import -window root rgb:- | sha256sum)
    [ "$now" = "${last_screen:-}" ] && return 0
    last_screen=$now
    return 1
}

stop_display()
{
    local i
    for ((i = ${#display_pids[@]} - 1; i >= 0; i--)); do
        kill "${display_pids[i]}" 2>/dev/null && wait "${display_pids[i]}" 2>/dev/null || true
    done
    display_pids=()
}

# clean_up_at_the_end FOLDER: when the script ends, the program of $program_pid and the display end and FOLDER goes.
program_pid=
clean_up_at_the_end()
{
    scratch_folder=$1
    trap clean_up EXIT
}

clean_up()
{
    if [ -n "$program_pid" ]; then
        kill "$program_pid" 2>/dev/null && wait "$program_pid" 2>/dev/null || true
    fi
    stop_display
    rm -rf "$scratch_folder"
    return 0
}
