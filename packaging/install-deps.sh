# shellcheck shell=bash
# Installs what Postreel needs to be built, tried and tested, where it is missing.
# Sourced by try.sh, test.sh and the measuring scripts; knows Debian 12 and 13 and Ubuntu 24.04.
# Needs root or sudo only when something is missing.

postreel_packages=(
    # to build
    g++ cmake ninja-build ccache qt6-base-dev qt6-tools-dev qt6-l10n-tools libgl-dev qtkeychain-qt6-dev pkgconf libuchardet-dev
    # to run
    libqt6sql6-sqlite libsecret-1-0 ffmpeg fonts-dejavu-core ca-certificates
    # to try it without a display
    xvfb openbox xdotool x11-utils imagemagick python3
)
postreel_test_packages=(
    # the hands of a person, who checks what is sent, and the keychain of a desktop
    pcmanfm-qt dbus curl openssl python3-jsonschema gnome-keyring libsecret-tools
    # a screen reader
    at-spi2-core python3-gi gir1.2-atspi-2.0
    # real proxies
    tinyproxy-bin microsocks
)
# A person's browser; the tests that need it skip where the distribution has it in another form (Ubuntu: a snap).
postreel_browser_packages=(chromium chromium-driver)
postreel_fuzz_packages=(
    # build the tests with sanitizers in half of the time that gcc and ld take; libFuzzer comes with the runtime of clang
    clang libclang-rt-dev lld
)

# install_dependencies [tests] [fuzz]: what is missing of the first list, and of those that are named.
install_dependencies()
{
    local package wanted=("${postreel_packages[@]}") missing=() as_root=()
    [[ " $* " == *" tests "* ]] && wanted+=("${postreel_test_packages[@]}")
    [[ " $* " == *" tests "* ]] && grep -q '^ID=debian' /etc/os-release && wanted+=("${postreel_browser_packages[@]}")
    [[ " $* " == *" fuzz "* ]] && wanted+=("${postreel_fuzz_packages[@]}")
    for package in "${wanted[@]}"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing+=("$package")
    done
    # Node may come from elsewhere and then brings its own npm, which the distribution's package clashes with.
    [[ " $* " == *" tests "* ]] && ! command -v npm >/dev/null && missing+=(nodejs npm)
    [ ${#missing[@]} -eq 0 ] && return 0
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Missing: ${missing[*]}. Run this as root, or install them yourself and run it again." >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "Installing: ${missing[*]}"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null || return 1
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
        "${missing[@]}" </dev/null
}
