// The next step after an error: at most one action that the program offers, depending on the situation. A
// message about the error names only that step, and the place that shows the message has a button for it.
// Invariant: pure functions; the messages (ui/error_text.h) and the buttons use the same table.
#pragma once

#include "app/engine/views.h"

#include <optional>

namespace postreel {

// The situation in which an error is shown.
enum class ErrorSituation {
    NotDone,      // the requested action failed, e.g. a file was not added: message bars, command line
    Failed,
    Waits,        // continues by itself
    LooksUp,      // like Waits, but the user cannot retry: X is asked whether it has the Post
    NeedsAccount, // the user has not chosen an account yet
    NeedsSignIn,
    NeedsToken,   // the user of its token is unknown: restart with that token, or choose another account
    NeedsFix,     // a file that X may refuse waits for a decision
    AskPerson,    // only the user can find out whether it is on X
    SigningIn,    // an attempt to sign in failed
};

enum class NextStep {
    None, // there is nothing that the program could offer
    AddMedia,
    Retry,
    TryNow,
    TryAgain, // for signing in
    SignIn,
    ChooseAccount, // the sandbox or X: two buttons, one choice
    FindFile,
    Fix,
    SendAnyway,
    Edit,
    Decide, // whether it was posted: two buttons, one answer
};

NextStep nextStepOf(const Error &error, ErrorSituation situation);

// Nothing if its state shows no error.
std::optional<ErrorSituation> situationOf(const UploadView &upload);
std::optional<ErrorSituation> situationOf(const PostView &post);

// The situation of an upload or Post that lacks a sign-in because of this error: NeedsSignIn or NeedsToken.
ErrorSituation situationOfSignIn(const Error &error);

// A step in words; both empty if the step has a sentence of its own.
struct StepWords
{
    QString clause; // ends a sentence of advice: "then retry"
    QString alone;  // follows advice that names no step: "Then retry."
};
StepWords wordsOf(NextStep step);

} // namespace postreel
