#include "ui/window/connect/sign_in_text.h"

#include "ui/error_text.h"
#include "ui/shown_words.h"
#include "ui/text_direction.h"

#include <QCoreApplication>
#include <QLocale>
#include <cstdlib>

namespace postreel {

namespace {

// A clock that is off by more can make certificates and sign-in codes seem too old or not yet valid.
constexpr qint64 clockIsOffMs = 5 * 60'000;

// A name given by another user or by X, for the middle of a sentence.
QString nameInLine(const QString &text)
{
    return inOwnDirection(shownWords(text).replace(u'\n', u' '));
}

bool isAnother(const SignInOutcome &outcome, const AccountView &meant)
{
    if (meant.key.isEmpty() || outcome.account.key == meant.key)
        return false;
    // A session-only token has a key of its own, so the user id decides, if it is known.
    return !meant.userId.isEmpty() && outcome.account.userId != meant.userId;
}

class EndWords
{
    Q_DECLARE_TR_FUNCTIONS(SignInText)

public:
    EndWords(const SignInOutcome &outcome, const SignInTarget &aim) : m_outcome(outcome), m_aim(aim) {}

    SignInWords words() const;

private:
    ConnectStep wayIn() const { return m_aim.byToken ? ConnectStep::Token : ConnectStep::Browser; }
    QString again() const { return m_aim.byToken ? tr("Paste another &token") : tr("&Try again"); }
    QString withSaid(const QString &text) const { return withWordsOf(m_outcome.error, text); }
    // X's answer; empty if it is only that there is no sign-in yet, which is obvious here.
    QString answer() const
    {
        const bool noToken = m_outcome.error.kind == ErrorKind::NotSignedIn && m_outcome.error.http == 0;
        return noToken ? QString() : sentence(m_outcome.error, {});
    }
    QString afterAnswer(const QString &text) const
    {
        const QString said = answer();
        return said.isEmpty() ? text : said % QStringLiteral("\n\n") % text;
    }
    SignInWords byEnd() const;
    SignInWords signedIn() const;
    SignInWords another() const;
    SignInWords denied() const;
    SignInWords errorFromX() const;
    SignInWords timedOut() const;
    SignInWords codeRefused() const;
    SignInWords appRefused() const;
    SignInWords scopeMissing() const;
    SignInWords noUser() const;
    SignInWords failed() const;

    const SignInOutcome &m_outcome;
    const SignInTarget &m_aim;
};

SignInWords EndWords::words() const
{
    SignInWords words = byEnd();
    if (!words.signedIn && std::abs(m_outcome.clockAheadMs) > clockIsOffMs)
        words.text += QStringLiteral("\n\n") % clockText(m_outcome.clockAheadMs);
    return words;
}

SignInWords EndWords::byEnd() const
{
    switch (m_outcome.end) {
    case SignInEnd::SignedIn:
        return isAnother(m_outcome, m_aim.again) ? another() : signedIn();
    case SignInEnd::Denied:
        return denied();
    case SignInEnd::ErrorFromX:
        return errorFromX();
    case SignInEnd::TimedOut:
        return timedOut();
    case SignInEnd::CodeRefused:
        return codeRefused();
    case SignInEnd::AppRefused:
        return appRefused();
    case SignInEnd::ScopeMissing:
        return scopeMissing();
    case SignInEnd::NoUser:
        return noUser();
    case SignInEnd::Failed:
        return failed();
    }
    return failed();
}

SignInWords EndWords::signedIn() const
{
    const AccountRecord &account = m_outcome.account;
    const QString who = shownAccount(account);
    const bool named = !account.handle.isEmpty() && !account.name.isEmpty() && account.name != account.handle;
    //: %1 is a handle such as @name, %2 the name of the person
    const QString title = named ? tr("You are signed in as %1 (%2)").arg(who, nameInLine(account.name))
                                //: %1 is a handle such as @name
                                : tr("You are signed in as %1").arg(who);
    const QString kept = m_aim.keep ? keptText(m_outcome.kept)
                                    : tr("As you asked, the sign-in is kept for this session only: once Postreel is "
                                         "closed, you have to sign in again.");
    const QString next = tr("To post with it, choose the account above the text of a Post.");
    return {title, kept % QStringLiteral("\n\n") % next, tr("&Done"), ConnectStep::End, true};
}

SignInWords EndWords::another() const
{
    const QString meant = shownAccount(m_aim.again);
    const QString who = shownAccount(m_outcome.account);
    const bool unkept = m_aim.keep && m_outcome.kept != StoreOutcome::Stored;
    //: %1 is who signed in, %2 who was meant
    return {tr("You signed in as %1; this needs %2").arg(who, meant),
            //: %1 is who signed in, %2 who was meant
            (m_aim.byToken ? tr("What is waiting for %2 keeps waiting; nothing is lost, and %1 has been added as another "
                                "account. Create a token as %2, and paste it.")
                           //: %1 is who signed in, %2 who was meant
                           : tr("What is waiting for %2 keeps waiting; nothing is lost, and %1 has been added as another "
                                "account. In the browser, sign in to X as %2, then try again here."))
                    .arg(who, meant) %
                (unkept ? QStringLiteral("\n\n") % keptText(m_outcome.kept) : QString()),
            again(), wayIn()};
}

SignInWords EndWords::denied() const
{
    return {tr("Access was not allowed"),
            tr("In the browser, the app was not allowed to use the account, so Postreel cannot post with it. Nothing "
               "else changed. If that was a mistake, try again and allow it."),
            again(), wayIn()};
}

SignInWords EndWords::errorFromX() const
{
    return {tr("X did not ask for your permission"),
            withSaid(tr("X's page refused the app's request. Usually the callback address, the type of app or its "
                        "permissions are not registered as they should be: compare them.")),
            tr("&Compare the settings"), ConnectStep::Register};
}

SignInWords EndWords::timedOut() const
{
    return {tr("No answer came from the browser"),
            tr("Postreel waited, but the browser did not come back, so nothing changed. Try again; if the browser "
               "ends on a page that cannot be opened, paste the address of that page."),
            again(), wayIn()};
}

SignInWords EndWords::codeRefused() const
{
    const QString said = answer();
    return {tr("X no longer took the code"),
            tr("The code from the browser works only once, and only for half a minute. Try again, and come back from "
               "the browser or paste the address of its last page within that time.") %
                (said.isEmpty() ? QString() : QStringLiteral("\n\n") % said),
            again(), wayIn()};
}

SignInWords EndWords::appRefused() const
{
    return {tr("X does not know this app"),
            withSaid(tr("X refused the client ID, or the client secret that was given with it. Compare both with the "
                        "developer portal: a “Native App” has no secret, a “Web App” needs its own, and the API key "
                        "there is something else.")),
            tr("Check the &keys"), ConnectStep::Keys};
}

SignInWords EndWords::scopeMissing() const
{
    const QString names = nameInLine(QLocale().createSeparatedList(m_outcome.missing));
    if (m_aim.byToken)
        return {tr("The token has too few permissions"),
                //: %1 is a list of names such as media.write
                tr("Without %1, Postreel cannot post videos with it. Create a token that has this too, and paste it.")
                    .arg(names),
                again(), ConnectStep::Token};
    return {tr("X gave too few permissions"),
            //: %1 is a list of names such as media.write
            tr("Without %1, Postreel cannot post videos. In the developer portal, set the app's permissions to “Read "
               "and write”, and save.")
                .arg(names),
            tr("&Compare the settings"), ConnectStep::Register};
}

SignInWords EndWords::noUser() const
{
    return {tr("X does not say whose sign-in this is"),
            afterAnswer(m_aim.byToken ? tr("Without that, Postreel cannot post for you, so it did not keep the token. "
                                          "Check that it is a user's access token, not an app's, and that it has not "
                                          "expired.")
                                     : tr("X accepted the sign-in but did not say whose it is, so Postreel did not "
                                          "keep it. Try again later; if it happens again, check in the developer "
                                          "portal that the app may use the API and has credit.")),
            again(), wayIn()};
}

SignInWords EndWords::failed() const
{
    const QString why = sentence(m_outcome.error, {}, ErrorSituation::SigningIn);
    return {tr("The sign-in did not work"), why.isEmpty() ? tr("Nothing changed. Try again at any time.") : why,
            tr("&Try again"), wayIn()};
}

class KeychainWords
{
    Q_DECLARE_TR_FUNCTIONS(SignInText)

public:
    static QString kept(StoreOutcome outcome);
    static QString bar(const QString &account, StoreOutcome outcome);
    static QString left(StoreOutcome removed);
    static QString signedOut(const QString &account, bool kept, StoreOutcome removed);
    static QString pasted(const std::optional<CallbackEnd> &said);
    static QString again(const QString &account);
};

QString KeychainWords::kept(StoreOutcome outcome)
{
    switch (outcome) {
    case StoreOutcome::Stored:
        return tr("The sign-in is kept in this computer's keychain until you sign out.");
    case StoreOutcome::Locked:
        return tr("For this session only: the keychain is locked, so the sign-in could not be kept. Unlock it, then "
                  "try the keychain again.");
    case StoreOutcome::Absent:
        return tr("For this session only: no keychain is running on this computer, and Postreel stores sign-ins "
                  "nowhere else. Start or install one (such as GNOME Keyring or KWallet), then try the keychain "
                  "again.");
    case StoreOutcome::Refused:
        return tr("For this session only: the keychain did not allow Postreel to keep the sign-in. Allow it when "
                  "you are asked, or in the keychain's settings, then try the keychain again.");
    case StoreOutcome::TimedOut:
        return tr("For this session only: the keychain did not answer in time. It may be asking you something in "
                  "another window: answer there, then try the keychain again.");
    case StoreOutcome::Damaged:
        return tr("For this session only: what the keychain returned was not what was saved. Remove the entry "
                  "“postreel” from the keychain, then try the keychain again.");
    }
    return {};
}

QString KeychainWords::bar(const QString &account, StoreOutcome outcome)
{
    switch (outcome) {
    case StoreOutcome::Stored:
        return {};
    case StoreOutcome::Locked:
        //: %1 is a handle such as @name
        return tr("The keychain is locked, or it does not have the sign-in for %1. Unlock it and try again; until "
                  "then, whatever needs it waits.")
            .arg(account);
    case StoreOutcome::Absent:
        //: %1 is a handle such as @name
        return tr("No keychain is running on this computer, so the sign-in for %1 cannot be saved or read. Start one "
                  "and try again.")
            .arg(account);
    case StoreOutcome::Refused:
        //: %1 is a handle such as @name
        return tr("The keychain did not allow Postreel to use the sign-in for %1. Try again and allow it when you are "
                  "asked.")
            .arg(account);
    case StoreOutcome::TimedOut:
        //: %1 is a handle such as @name
        return tr("The keychain did not answer when asked for the sign-in for %1. It may be asking you something in "
                  "another window: answer there, then try again.")
            .arg(account);
    case StoreOutcome::Damaged:
        //: %1 is a handle such as @name
        return tr("The sign-in for %1 in the keychain cannot be read. Sign in again to replace it; until then, "
                  "whatever needs it waits.")
            .arg(account);
    }
    return {};
}

// What the keychain may still contain, and what to do about it.
QString KeychainWords::left(StoreOutcome removed)
{
    switch (removed) {
    case StoreOutcome::Stored:
        break;
    case StoreOutcome::Locked:
        return tr("The keychain is locked, or the entry is already gone: unlock it, look for “postreel” there and "
                  "remove what is left.");
    case StoreOutcome::Absent:
        return tr("No keychain is running right now, so its entry could not be removed: once it is back, remove "
                  "“postreel” from it.");
    case StoreOutcome::Refused:
        return tr("The keychain did not allow Postreel to remove the entry: remove “postreel” there yourself.");
    case StoreOutcome::TimedOut:
        return tr("The keychain did not answer in time, so the entry may still be there: look for “postreel” and "
                  "remove it.");
    case StoreOutcome::Damaged:
        return tr("The entry in the keychain cannot be read and may still be there: look for “postreel” and remove "
                  "it.");
    }
    return {};
}

QString KeychainWords::signedOut(const QString &account, bool kept, StoreOutcome removed)
{
    const bool gone = removed == StoreOutcome::Stored || !kept;
    //: %1 is a handle such as @name
    const QString done = tr("Signed out of %1.").arg(account);
    if (gone)
        return done;
    //: %1 is "Signed out of @name.", %2 a sentence about what the keychain did
    return tr("%1 %2").arg(done, left(removed));
}

QString KeychainWords::pasted(const std::optional<CallbackEnd> &said)
{
    if (!said)
        return tr("That is neither the address of the browser's last page nor a code. Copy the whole line from the "
                  "address bar there, and paste it here.");
    switch (*said) {
    case CallbackEnd::Code:
        return tr("That is it. Asking X for the sign-in now.");
    case CallbackEnd::Denied:
        return tr("That page says access was not allowed in the browser.");
    case CallbackEnd::WrongState:
        return tr("That belongs to another attempt, so it was not used. Open the browser again from here, and paste "
                  "the address of its last page this time.");
    case CallbackEnd::ErrorFromX:
        return tr("That page says X refused the app's request.");
    case CallbackEnd::PortTaken:
        return tr("Another program is using the port, so the browser cannot come back by itself: paste the address of "
                  "its last page.");
    case CallbackEnd::TimedOut:
        return tr("That came too late: this attempt is over. Try again.");
    }
    return {};
}

QString KeychainWords::again(const QString &account)
{
    //: %1 is a handle such as @name
    return tr("Sign in again as %1: the sign-in has ended. Nothing is lost; its Posts wait until then.")
        .arg(account);
}

} // namespace

SignInWords wordsFor(const SignInOutcome &outcome, const SignInTarget &aim)
{
    return EndWords(outcome, aim).words();
}

QString shownAccount(const AccountRecord &account)
{
    if (!account.handle.isEmpty())
        return nameInLine(u'@' % account.handle);
    return nameInLine(account.name.isEmpty() ? account.userId : account.name);
}

QString shownAccount(const AccountView &account)
{
    return nameInLine(account.label.isEmpty() ? account.key : account.label);
}

QString keptText(StoreOutcome outcome)
{
    return KeychainWords::kept(outcome);
}

QString keychainText(const QString &account, StoreOutcome outcome)
{
    return KeychainWords::bar(account, outcome);
}

QString pastedText(const std::optional<CallbackEnd> &said)
{
    return KeychainWords::pasted(said);
}

QString signedOutText(const QString &account, bool kept, StoreOutcome removed)
{
    return KeychainWords::signedOut(account, kept, removed);
}

QString signInAgainText(const QString &account)
{
    return KeychainWords::again(account);
}

} // namespace postreel
