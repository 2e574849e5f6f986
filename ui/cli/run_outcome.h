// How one Post of a call ended, and what exit code that makes. Pure.
// Invariant: a Post that can still go on by itself is Pending, so that nothing is called done too early.
#pragma once

#include "app/engine/views.h"
#include "ui/cli/event_writer.h"

#include <QVector>

namespace postreel {

enum class RunOutcome {
    Pending,     // goes on by itself
    Posted,
    Ready,       // a draft whose uploads are ready
    Failed,
    BadFile,     // a file cannot be read, changes while it is sent, or is of a type that X does not take
    NeedsPerson, // a file needs a decision, an account has to sign in, a proxy wants a password
    Unknown,     // whether it stands on X cannot be found out
};

// The exit codes of PRODUCT.md.
namespace exit_code {
constexpr int done = 0;
constexpr int failed = 1;
constexpr int usage = 2;
constexpr int needsPerson = 3;
constexpr int unknown = 4;
constexpr int timedOut = 5;
constexpr int signalBase = 128;
} // namespace exit_code

// What the call knows besides the Post itself.
struct RunView
{
    bool submitted = false;   // it was one with --post
    bool awayIsBad = false;   // a file that went away has been waited for long enough
    bool finishesAll = false; // it takes up what was submitted before: what a person paused then waits for that person
    bool proxyAsks = false;   // this run was told that a proxy wants a person
    bool signInAsked = false; // this run was told that the Post needs a person for it
    bool held = false;        // "Pause all" was in force when it began, and is: only a person ends that
};

RunOutcome outcomeOf(const PostView &post, RunView call);

// A file of it was there and is gone: card pulled, share gone, file moved.
bool hasFileAway(const PostView &post);

// True for the kinds that a wrong, unreadable or changing file has, exit code 2.
bool isAboutFile(ErrorKind kind);

// The exit code of a whole call. Where Posts ended differently, what a script must not overlook comes
// first: a bad file, an unknown outcome, a person needed, a failure.
int exitCodeOf(const QVector<RunOutcome> &outcomes);

RunSummary summaryOf(const QVector<RunOutcome> &outcomes, int exit);

} // namespace postreel
