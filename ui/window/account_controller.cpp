#include "ui/window/account_controller.h"

#include "ui/usual_account.h"
#include "ui/window/compose/composer.h"
#include "ui/window/connect/account_messages.h"
#include "ui/window/connect/accounts_menu.h"
#include "ui/window/connect/connect_wizard.h"
#include "ui/window/connect/sign_in_text.h"
#include "ui/window/main_window.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/queue/queue_pane.h"

#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <utility>

namespace postreel {

AccountController::AccountController(Engine &engine, MainWindow &window, BrowserLink browserLink, QObject *parent)
    : QObject(parent), m_engine(engine), m_window(window), m_browserLink(std::move(browserLink)),
      m_bars(new AccountMessages(engine, window.messages(), this))
{
    connectEngine();
    connectWindow();
    show();
}

void AccountController::connectEngine()
{
    connect(&m_engine.accounts(), &EngineAccounts::changed, this, &AccountController::show);
    connect(&m_engine.accounts(), &EngineAccounts::signInEnded, this, &AccountController::ended);
    connect(&m_engine.accounts(), &EngineAccounts::strayAnswer, this, [this] {
        if (m_wizard)
            m_wizard->stray();
    });
    connect(&m_engine.accounts(), &EngineAccounts::keychainSaid, this, [this](const QString &accountKey, StoreOutcome outcome) {
        // While the wizard shows this account, it alone reports a failure.
        const bool shown = m_wizard && m_wizard->shows(accountKey);
        if (shown)
            m_wizard->keychainSaid(outcome);
        if (!shown || outcome == StoreOutcome::Stored)
            m_bars->showKeychain(accountKey, outcome);
    });
}

void AccountController::connectWindow()
{
    connect(m_bars, &AccountMessages::signInRequested, this, &AccountController::signInAgain);
    connect(&m_window.queue(), &QueuePane::connectRequested, this, &AccountController::connectX);
    connect(&m_window.composer(), &Composer::connectRequested, this, [this] { open({}, true); });
    AccountsMenu &menu = m_window.accountsMenu();
    connect(&menu, &AccountsMenu::connectRequested, this, &AccountController::connectX);
    connect(&menu, &AccountsMenu::signInRequested, this, &AccountController::signInAgain);
    connect(&menu, &AccountsMenu::signOutRequested, this, &AccountController::signOut);
    connect(&menu, &AccountsMenu::usualRequested, this, &AccountController::setUsual);
}

void AccountController::show()
{
    m_window.accountsMenu().setAccounts(m_engine.accounts().all(), defaultAccount());
    m_bars->refresh();
}

AccountView AccountController::find(const QString &accountKey) const
{
    for (const AccountView &account : m_engine.accounts().all())
        if (account.key == accountKey)
            return account;
    return {};
}

QString AccountController::defaultAccount() const
{
    const QSettings *settings = m_window.settings();
    return settings ? find(settings->value(usualAccountKey).toString()).key : QString();
}

void AccountController::setUsual(const QString &accountKey)
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

void AccountController::connectX()
{
    open({});
}

void AccountController::signInAgain(const QString &accountKey)
{
    open(find(accountKey)); // if it was signed out meanwhile: connects any account
}

void AccountController::open(const AccountView &again, bool forDraft)
{
    m_forDraft = forDraft;
    if (m_wizard) { // an attempt may be in progress in it
        m_wizard->raise();
        m_wizard->activateWindow();
        return;
    }
    m_wizard = new ConnectWizard(m_window.settings(), again, &m_window);
    connectAssistant(*m_wizard);
    m_wizard->open();
}

void AccountController::connectAssistant(ConnectWizard &wizard)
{
    connect(&wizard, &ConnectWizard::signInRequested, this,
            [this, &wizard](const SignInRequest &request) { signIn(wizard, request); });
    connect(&wizard, &ConnectWizard::pasted, this, [this, &wizard](const QString &text) {
        m_engine.accounts().pasteSignIn(text, &wizard, [this, &wizard, number = m_try](std::optional<CallbackEnd> said) {
            if (number == m_try)
                wizard.pasteSaid(said);
        });
    });
    connect(&wizard, &ConnectWizard::tokenGiven, this,
            [this](const QUrl &apiBase, const QByteArray &token, bool keep) {
                ++m_try;
                m_engine.accounts().signInWithToken(apiBase, token, keep);
            });
    connect(&wizard, &ConnectWizard::cancelled, this, [this] {
        ++m_try;
        m_engine.accounts().cancelSignIn();
    });
    connect(&wizard, &ConnectWizard::keychainRequested, &m_engine.accounts(), &EngineAccounts::tryKeychainAgain);
    connect(&wizard, &ConnectWizard::sessionOnlyRequested, this, [this](const QString &accountKey) {
        m_bars->forgetKeychain(accountKey);
        m_engine.accounts().keepForSession(accountKey);
    });
    connect(&wizard, &QDialog::finished, this, [this] {
        m_wizard = nullptr; // it deletes itself; another one may be opened now
        m_bars->remind();
    });
}

void AccountController::signIn(ConnectWizard &wizard, const SignInRequest &request)
{
    const int number = ++m_try;
    m_engine.accounts().signIn(request, &wizard, [this, &wizard, number](Result<SignInStarted> started) {
        if (number != m_try)
            return;
        if (started && m_browserLink) {
            SignInStarted opened = *started;
            opened.authorize = m_browserLink(opened.authorize);
            started = opened;
        }
        wizard.begun(started);
    });
}

void AccountController::ended(const SignInOutcome &outcome)
{
    ++m_try;
    if (outcome.end == SignInEnd::SignedIn && std::exchange(m_forDraft, false))
        Q_EMIT connected(outcome.account.key);
    if (m_wizard)
        return m_wizard->ended(outcome);
    // The wizard was closed just before X answered: the account is signed in all the same.
    if (outcome.end == SignInEnd::SignedIn)
        //: %1 is a handle such as @name
        m_window.messages().addMessage(Severity::Good, tr("You are signed in as %1.").arg(shownAccount(outcome.account)));
}

void AccountController::signOut(const QString &accountKey)
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

void AccountController::signOutNow(const AccountView &account)
{
    m_engine.accounts().signOut(account.key, this, [this, account](StoreOutcome removed) {
        const bool clean = removed == StoreOutcome::Stored || !account.kept;
        m_window.messages().addMessage(clean ? Severity::Good : Severity::Warning,
                                       signedOutText(shownAccount(account), account.kept, removed));
    });
}

} // namespace postreel
