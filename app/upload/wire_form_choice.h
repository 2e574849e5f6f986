// Chooses the wire form of INIT: the resource form first, the command form of X's guide only where the resource form
// does not exist.
// Invariant: pure; each form is tried at most once per INIT, and a forced form is the only one.
#pragma once

#include "app/base/error.h"
#include "app/store/records.h"

#include <optional>

namespace postreel {

// `forced` and `remembered` may be Unknown.
inline WireForm firstForm(WireForm forced, WireForm remembered)
{
    if (forced != WireForm::Unknown)
        return forced;
    return remembered == WireForm::Command ? WireForm::Command : WireForm::Resource;
}

// The form to try after `asked` failed with `error`; nullopt: the first error stands.
inline std::optional<WireForm> formAfter(WireForm asked, const Error &error, WireForm forced)
{
    const bool notThere = error.http == 404 || error.http == 405;
    if (forced != WireForm::Unknown)
        return std::nullopt;
    if (asked == WireForm::Resource)
        return notThere ? std::optional(WireForm::Command) : std::nullopt;
    // X answers the command form with 400 "Missing media field in JSON", so a remembered command form may be
    // outdated.
    return notThere || error.http == 400 ? std::optional(WireForm::Resource) : std::nullopt;
}

} // namespace postreel
