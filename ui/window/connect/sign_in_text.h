// The texts of signing in: the result, the keychain, pasted text.
// Invariant: pure; every value of every enum has a text that says what happened, what it means and the next step, and
// no text contains a token, a code or a secret.
#pragma once

#include "app/engine/views.h"

#include <optional>

namespace postreel {

// The steps of "Connect X".
enum class ConnectStep { Costs, Register, Keys, Browser, Token, End };

// Which account is to be signed in, and how.
struct SignInTarget
{
    AccountView again;    // this account signs in again; no key: any account
    bool byToken = false; // with a token from elsewhere, not through the browser
    bool keep = true;     // in the keychain
};

struct SignInWords
{
    QString title;  // what happened
    QString text;   // what it means and the next step
    QString button; // for the next step
    ConnectStep to = ConnectStep::End; // where the button leads; End: closes the wizard
    bool signedIn = false;             // with the intended account
};

SignInWords wordsFor(const SignInOutcome &outcome, const SignInTarget &aim);

// An account within a sentence: "@handle", or the name, or the id.
QString shownAccount(const AccountRecord &account);
QString shownAccount(const AccountView &account);

// Whether the sign-in was saved, and what to do if not.
QString keptText(StoreOutcome outcome);
// What the keychain reports for an account; empty: nothing the user has to know.
QString keychainText(const QString &account, StoreOutcome outcome);
// What kind of text was pasted; nothing: neither an address nor a code.
QString pastedText(const std::optional<CallbackEnd> &said);
// The text after signing out. `kept`: the sign-in was in the keychain. `removed`: result of removing it there.
QString signedOutText(const QString &account, bool kept, StoreOutcome removed);
// Says that the sign-in of the account has ended: X no longer accepts it, or it was for an earlier session only.
QString signInAgainText(const QString &account);

} // namespace postreel
