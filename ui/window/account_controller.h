// Connects the engine's accounts with the window: connecting X, signing in again, signing out, the default account.
// Invariant: at most one wizard is open; an answer to an earlier attempt never reaches a later one.
#pragma once

#include "app/engine/engine.h"
#include "ui/window/browser_link.h"

#include <QPointer>

namespace postreel {

class AccountMessages;
class ConnectWizard;
class MainWindow;

class AccountController : public QObject
{
    Q_OBJECT
public:
    // Both must outlive it.
    AccountController(Engine &engine, MainWindow &window, BrowserLink browserLink, QObject *parent);

    void connectX();
    void signInAgain(const QString &accountKey);
    // Asks for confirmation first.
    void signOut(const QString &accountKey);

    // Key of the default account for new drafts; empty: none was chosen, or it no longer exists.
    QString defaultAccount() const;

Q_SIGNALS:
    void usualAccountChanged();
    void connected(const QString &accountKey); // an account that the composer had asked for, for the open draft

private:
    void connectEngine();
    void connectWindow();
    void show();
    void open(const AccountView &again, bool forDraft = false);
    void connectAssistant(ConnectWizard &wizard);
    void signIn(ConnectWizard &wizard, const SignInRequest &request);
    void ended(const SignInOutcome &outcome);
    void signOutNow(const AccountView &account);
    void setUsual(const QString &accountKey);
    AccountView find(const QString &accountKey) const;

    Engine &m_engine;
    MainWindow &m_window;
    const BrowserLink m_browserLink;
    AccountMessages *m_bars;
    QPointer<ConnectWizard> m_wizard;
    bool m_forDraft = false; // the composer asked for the account that is being connected
    int m_try = 0; // number of the current attempt; answers to older ones are dropped
};

} // namespace postreel
