// The next step after an error: at most one thing that the program itself offers, by how things stand. A sentence about the
// error names that step and no other, and the place that shows the sentence has a button for it.
// Invariant: pure; one table for the words (ui/error_text.h) and for the buttons.
#pragma once

#include "app/engine/views.h"

#include <optional>

namespace postreel {

// The situation in which an error is shown.
enum class ErrorSituation {
    NotDone,      // what was asked for did not come about, such as a file that was not added: bars, the command line
    Failed,
    Waits,        // it goes on by itself
    LooksUp,      // like Waits, but cannot be retried by hand: whether X has the Post is being found out
    NeedsAccount, // nobody has chosen yet where it goes
    NeedsSignIn,
    NeedsToken,   // it is not known whose it is: another start with its token, or another account
    NeedsFix,     // a file that X may refuse waits for a decision
    AskPerson,    // only a person can find out whether it is on X
    SigningIn,    // a try to sign in has ended with it
};

enum class NextStep {
    None, // there is nothing to do, or nothing that the program could do
    AddMedia,
    Retry,
    TryNow,
    TryAgain, // to sign in
    SignIn,
    ChooseAccount, // the sandbox or X: two buttons, one choice
    FindFile,
    Fix,
    SendAnyway,
    Edit,
    Decide, // whether it was posted: two buttons, one answer
};

NextStep nextStepOf(const Error &error, ErrorSituation standing);

// Nothing: in this state no error is told of it.
std::optional<ErrorSituation> situationOf(const UploadView &upload);
std::optional<ErrorSituation> situationOf(const PostView &post);

// What a sign-in waits for that is missing because of this error.
ErrorSituation situationOfSignIn(const Error &error);

// A step in words; empty where it takes a sentence of its own, which says more.
struct StepWords
{
    QString clause; // ends a sentence of advice: "then retry"
    QString alone;  // stands behind advice that names no step: "Then retry."
};
StepWords wordsOf(NextStep step);

} // namespace postreel
