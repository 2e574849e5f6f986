#!/usr/bin/env bash
# Builds the modules with threads in them, the command line and what of the window paints nothing under the thread sanitizer,
# and runs their tests, one at a time. A race fails its test; what is Qt's own is told in tests/support/tsan.supp. Arguments
# go to ctest.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/install-deps.sh"
install_dependencies tests
cd "$here/.."
# What two threads do to each other is in these modules. Not tst_signals: the sanitizer holds a signal back until the
# program calls into it again, so one that comes just before the event loop sleeps arrives with the next one.
modules='x|auth|upload|post|engine|media|sandbox|desktop|cli'
window='error_text|next_text|problem_text|stage_text|quantities|media_mix|queue_model|translation'

cmake --preset tsan -DBUILD_UI=ON
mapfile -t targets < <(ninja -C build/tsan -t targets all | sed -nE "s/^(tst_(\w+_($modules)|($window)_ui)): phony$/\1/p")
cmake --build --preset tsan --parallel "$(nproc)" --target "${targets[@]}"
ctest --preset tsan --parallel 1 -R "^(($modules)/|ui/tst_($window)$)" -E '^desktop/tst_signals$' "$@"
