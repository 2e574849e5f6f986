// The words of signing in: what came of it, what the keychain said, what was pasted.
// Invariant: pure; every value of every enum has words that say what happened, what it means and the next step, and
// none of them holds a token, a code or a secret.
#pragma once

#include "app/engine/views.h"

#include <optional>

namespace postreel {

// The steps of "Connect X".
enum class ConnectStep { Costs, Register, Keys, Browser, Token, End };

// For whom a person signs in, and how.
struct SignInTarget
{
    AccountView again;    // signs in again as this one; no key: as whoever it is
    bool byToken = false; // with a token from elsewhere, not in the browser
    bool keep = true;     // in the keychain
};

struct SignInWords
{
    QString title;  // what happened
    QString text;   // what it means and the next step
    QString button; // for the next step
    ConnectStep to = ConnectStep::End; // where the button leads; End: it is over
    bool signedIn = false;             // as the one that was meant
};

SignInWords wordsFor(const SignInOutcome &outcome, const SignInTarget &aim);

// "@handle", or the name, or the id: as an account may be shown within a sentence.
QString shownAccount(const AccountRecord &account);
QString shownAccount(const AccountView &account);

// Whether a sign-in was kept, and what would fix it.
QString keptText(StoreOutcome outcome);
// What the keychain says of an account; empty: nothing that a person has to know.
QString keychainText(const QString &account, StoreOutcome outcome);
// What was pasted; nothing: none of what was asked for.
QString pastedText(const std::optional<CallbackEnd> &said);
// After signing out. `kept`: it was in the keychain, so that it has to be out of it now.
QString signedOutText(const QString &account, bool kept, StoreOutcome removed);
// The sign-in of that account has ended: X does not take it any more, or it was for an earlier session only.
QString signInAgainText(const QString &account);

} // namespace postreel
