#include "ui/window/account_desk.h"

#include "ui/usual_account.h"
#include "ui/window/account_bars.h"
#include "ui/window/accounts_menu.h"
#include "ui/window/composer.h"
#include "ui/window/connect_assistant.h"
#include "ui/window/main_window.h"
#include "ui/window/message_area.h"
#include "ui/window/queue_pane.h"
#include "ui/window/sign_in_text.h"

#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <utility>

namespace postreel {

AccountDesk::AccountDesk(Engine &engine, MainWindow &window, BrowserLink browserLink, QObject *parent)
    : QObject(parent), m_engine(engine), m_window(window), m_browserLink(std::move(browserLink)),
      m_bars(new AccountBars(engine, window.messages(), this))
{
    connectEngine();
    connectWindow();
    show();
}

void AccountDesk::connectEngine()
{
    connect(&m_engine, &Engine::accountsChanged, this, &AccountDesk::show);
    connect(&m_engine, &Engine::signInEnded, this, &AccountDesk::ended);
    connect(&m_engine, &Engine::strayAnswer, this, [this] {
        if (m_assistant)
            m_assistant->stray();
    });
    connect(&m_engine, &Engine::keychainSaid, this, [this](const QString &accountKey, StoreOutcome outcome) {
        // Where it is being looked at, it is said there alone.
        const bool shown = m_assistant && m_assistant->shows(accountKey);
        if (shown)
            m_assistant->keychainSaid(outcome);
        if (!shown || outcome == StoreOutcome::Stored)
            m_bars->tellKeychain(accountKey, outcome);
    });
}

void AccountDesk::connectWindow()
{
    connect(m_bars, &AccountBars::signInWanted, this, &AccountDesk::signInAgain);
    connect(&m_window.queue(), &QueuePane::connectWanted, this, &AccountDesk::connectX);
    connect(&m_window.composer(), &Composer::connectWanted, this, [this] { open({}, true); });
    AccountsMenu &menu = m_window.accountsMenu();
    connect(&menu, &AccountsMenu::connectWanted, this, &AccountDesk::connectX);
    connect(&menu, &AccountsMenu::signInWanted, this, &AccountDesk::signInAgain);
    connect(&menu, &AccountsMenu::signOutWanted, this, &AccountDesk::signOut);
    connect(&menu, &AccountsMenu::usualWanted, this, &AccountDesk::setUsual);
}

void AccountDesk::show()
{
    m_window.accountsMenu().setAccounts(m_engine.accounts(), usualAccount());
    m_bars->refresh();
}

AccountView AccountDesk::find(const QString &accountKey) const
{
    for (const AccountView &account : m_engine.accounts())
        if (account.key == accountKey)
            return account;
    return {};
}

QString AccountDesk::usualAccount() const
{
    const QSettings *settings = m_window.settings();
    return settings ? find(settings->value(usualAccountKey).toString()).key : QString();
}

void AccountDesk::setUsual(const QString &accountKey)
{
    if (QSettings *settings = m_window.settings()) {
        if (accountKey.isEmpty())
            settings->remove(usualAccountKey);
        else
            settings->setValue(usualAccountKey, accountKey);
    }
    show();
    Q_EMIT usualAccountChanged();
}

void AccountDesk::connectX()
{
    open({});
}

void AccountDesk::signInAgain(const QString &accountKey)
{
    open(find(accountKey)); // signed out by now: as whoever signs in
}

void AccountDesk::open(const AccountView &again, bool forDraft)
{
    m_forDraft = forDraft;
    if (m_assistant) { // it may have a try under way
        m_assistant->raise();
        m_assistant->activateWindow();
        return;
    }
    m_assistant = new ConnectAssistant(m_window.settings(), again, &m_window);
    connectAssistant(*m_assistant);
    m_assistant->open();
}

void AccountDesk::connectAssistant(ConnectAssistant &assistant)
{
    connect(&assistant, &ConnectAssistant::signInWanted, this,
            [this, &assistant](const SignInWish &wish) { signIn(assistant, wish); });
    connect(&assistant, &ConnectAssistant::pasted, this, [this, &assistant](const QString &text) {
        m_engine.pasteSignIn(text, &assistant, [this, &assistant, number = m_try](std::optional<CallbackEnd> said) {
            if (number == m_try)
                assistant.pasteSaid(said);
        });
    });
    connect(&assistant, &ConnectAssistant::tokenGiven, this,
            [this](const QUrl &apiBase, const QByteArray &token, bool keep) {
                ++m_try;
                m_engine.signInWithToken(apiBase, token, keep);
            });
    connect(&assistant, &ConnectAssistant::cancelled, this, [this] {
        ++m_try;
        m_engine.cancelSignIn();
    });
    connect(&assistant, &ConnectAssistant::keychainWanted, &m_engine, &Engine::tryKeychainAgain);
    connect(&assistant, &ConnectAssistant::runAloneWanted, this, [this](const QString &accountKey) {
        m_bars->forgetKeychain(accountKey);
        m_engine.keepForThisRunAlone(accountKey);
    });
    connect(&assistant, &QDialog::finished, this, [this] {
        m_assistant = nullptr; // it goes by itself; from now on another one may be opened
        m_bars->remind();
    });
}

void AccountDesk::signIn(ConnectAssistant &assistant, const SignInWish &wish)
{
    const int number = ++m_try;
    m_engine.signIn(wish, &assistant, [this, &assistant, number](Result<SignInStarted> started) {
        if (number != m_try)
            return;
        if (started && m_browserLink) {
            SignInStarted opened = *started;
            opened.authorize = m_browserLink(opened.authorize);
            started = opened;
        }
        assistant.begun(started);
    });
}

void AccountDesk::ended(const SignInOutcome &outcome)
{
    ++m_try;
    if (outcome.end == SignInEnd::SignedIn && std::exchange(m_forDraft, false))
        Q_EMIT connected(outcome.account.key);
    if (m_assistant)
        return m_assistant->ended(outcome);
    // The assistant was closed a moment before X answered: the account is there all the same.
    if (outcome.end == SignInEnd::SignedIn)
        //: %1 is a handle such as @name
        m_window.messages().tell(Mood::Good, tr("You are signed in as %1.").arg(shownAccount(outcome.account)));
}

void AccountDesk::signOut(const QString &accountKey)
{
    const AccountView account = find(accountKey);
    if (account.key.isEmpty())
        return;
    auto *box = new QMessageBox(&m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Question);
    box->setTextFormat(Qt::PlainText);
    box->setWindowTitle(tr("Sign out"));
    //: %1 is a handle such as @name
    box->setText(tr("Sign out of %1?").arg(shownAccount(account)));
    box->setInformativeText(tr("This ends the sign-in at X and removes it from this computer's keychain. Whatever is "
                               "not posted yet stays here and waits until you sign in again."));
    QPushButton *out = box->addButton(tr("Sign &out"), QMessageBox::DestructiveRole);
    QPushButton *stay = box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    connect(out, &QPushButton::clicked, this, [this, account] { signOutNow(account); });
    box->open();
}

void AccountDesk::signOutNow(const AccountView &account)
{
    m_engine.signOut(account.key, this, [this, account](StoreOutcome removed) {
        const bool clean = removed == StoreOutcome::Stored || !account.kept;
        m_window.messages().tell(clean ? Mood::Good : Mood::Warning,
                                 signedOutText(shownAccount(account), account.kept, removed));
    });
}

} // namespace postreel
