// How each Post of a call ended, and the resulting exit code. Pure functions.
// Invariant: a Post that can still proceed by itself is Pending, so that no call ends too early.
#pragma once

#include "app/engine/views.h"
#include "ui/cli/event_writer.h"

#include <QVector>

namespace postreel {

enum class RunOutcome {
    Pending,     // proceeds by itself
    Posted,
    Ready,       // a draft whose uploads are ready
    Failed,
    BadFile,     // a file cannot be read, changes while it is sent, or is of a type that X does not accept
    NeedsPerson, // a file needs a decision, an account has to sign in, or a proxy needs a password
    Unknown,     // it cannot be determined whether it is on X
};

// The exit codes that --help lists.
namespace exit_code {
constexpr int done = 0;
constexpr int failed = 1;
constexpr int usage = 2;
constexpr int needsPerson = 3;
constexpr int unknown = 4;
constexpr int timedOut = 5;
constexpr int signalBase = 128;
} // namespace exit_code

// What the run knows besides the Post itself.
struct RunView
{
    bool submitted = false;   // the call has --post
    bool awayIsBad = false;   // a missing file has been waited for long enough
    bool finishesAll = false; // the run works on Posts submitted earlier; one that the user paused needs the user
    bool proxyAsks = false;   // this run was told that a proxy needs the user
    bool signInAsked = false; // this run was told that the Post needs the user to sign in
    bool held = false;        // "Pause all" was in force when the run began and still is: only the user can end that
};

RunOutcome outcomeOf(const PostView &post, RunView call);

// True if a file of the Post has become unreachable: card removed, share disconnected, file moved.
bool hasFileAway(const PostView &post);

// True for errors that are about a wrong, unreadable or changing file (exit code 2).
bool isAboutFile(ErrorKind kind);

// The exit code of a whole call. If Posts ended differently, the order is: bad file, unknown outcome, user
// needed, failure.
int exitCodeOf(const QVector<RunOutcome> &outcomes);

RunSummary summaryOf(const QVector<RunOutcome> &outcomes, int exit);

} // namespace postreel
