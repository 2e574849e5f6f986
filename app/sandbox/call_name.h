// The calls of the X API that the sandbox serves, with the names that fault rules, rate limits and logs use.
// Invariant: callNames holds every enumerator once.
#pragma once

#include "app/base/enum_names.h"

namespace postreel::sandbox {

enum class Call {
    Initialize,
    Append,
    Finalize,
    Status,
    Upload, // the whole file in one request
    CreatePost,
    Me,
    Timeline,
    Metadata,
    Subtitles,
    Token,
    Revoke,
    Authorize,
    Page,    // pages for a browser
    Inspect, // /sandbox/…
    Unknown,
    Any, // only in fault rules: every call that isApiCall()
};

inline constexpr EnumNames<Call, 17> callNames{{
    {Call::Initialize, "initialize"},
    {Call::Append, "append"},
    {Call::Finalize, "finalize"},
    {Call::Status, "status"},
    {Call::Upload, "upload"},
    {Call::CreatePost, "createpost"},
    {Call::Me, "me"},
    {Call::Timeline, "timeline"},
    {Call::Metadata, "metadata"},
    {Call::Subtitles, "subtitles"},
    {Call::Token, "token"},
    {Call::Revoke, "revoke"},
    {Call::Authorize, "authorize"},
    {Call::Page, "page"},
    {Call::Inspect, "inspect"},
    {Call::Unknown, "unknown"},
    {Call::Any, "any"},
}};
static_assert(callNames.size() == static_cast<std::size_t>(Call::Any) + 1);

// True for the calls of X's API proper: only they are affected by faults and think time.
constexpr bool isApiCall(Call call)
{
    return call <= Call::Revoke;
}

} // namespace postreel::sandbox
