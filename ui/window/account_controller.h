// Joins the engine's accounts with the window: connecting X, signing in again and out, the account used by default.
// Invariant: at most one wizard is open; an answer of an earlier try never reaches a later one.
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
    // Asks first.
    void signOut(const QString &accountKey);

    // The account that new drafts begin with; empty: none was chosen, or it is not there any more.
    QString usualAccount() const;

Q_SIGNALS:
    void usualAccountChanged();
    void connected(const QString &accountKey); // for what is being written

private:
    void connectEngine();
    void connectWindow();
    void show();
    void open(const AccountView &again, bool forDraft = false);
    void connectAssistant(ConnectWizard &wizard);
    void signIn(ConnectWizard &wizard, const SignInRequest &wish);
    void ended(const SignInOutcome &outcome);
    void signOutNow(const AccountView &account);
    void setUsual(const QString &accountKey);
    AccountView find(const QString &accountKey) const;

    Engine &m_engine;
    MainWindow &m_window;
    const BrowserLink m_browserLink;
    AccountMessages *m_bars;
    QPointer<ConnectWizard> m_wizard;
    bool m_forDraft = false; // the account that is being connected is that of what is being written
    int m_try = 0; // its number: answers of an older one are dropped
};

} // namespace postreel
