// "Connect X", step by step: what is needed, the app, its keys, the browser, the result.
// Invariant: does not use the engine; emits what the user requests and is told the results. At most one attempt is in
// progress; leaving its step cancels it. Secrets are kept only in its fields. Deletes itself when closed.
#pragma once

#include "app/base/result.h"
#include "ui/window/connect/sign_in_text.h"

#include <QDialog>
#include <optional>

class QLabel;
class QPushButton;
class QScrollArea;
class QSettings;
class QStackedWidget;

namespace postreel {

class BrowserPage;
class ConnectPage;
class CostsPage;
class EndPage;
class KeysPage;
class RegisterPage;
class TokenPage;

class ConnectWizard : public QDialog
{
    Q_OBJECT
public:
    // `settings`: stores the progress; null: not stored. `again`: the account that signs in again; without a key: any account.
    ConnectWizard(QSettings *settings, const AccountView &again, QWidget *parent);

    ConnectStep step() const { return m_step; }

    // Results of signInRequested(), pasted() and tokenGiven().
    void begun(const Result<SignInStarted> &started);
    void pasteSaid(const std::optional<CallbackEnd> &said);
    void ended(const SignInOutcome &outcome);
    void stray();
    // Whether the result of that account's sign-in is shown.
    bool shows(const QString &accountKey) const;
    void keychainSaid(StoreOutcome outcome);

Q_SIGNALS:
    void signInRequested(const postreel::SignInRequest &request);
    void pasted(const QString &text);
    void tokenGiven(const QUrl &apiBase, const QByteArray &token, bool keep);
    void cancelled(); // the attempt in progress
    void keychainRequested();
    void sessionOnlyRequested(const QString &accountKey);

protected:
    void done(int result) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makePages();
    QWidget *makeFoot();
    void addPage(ConnectPage *page);
    void connectPages();
    void fill();
    void go(ConnectStep step);
    void next();
    void back();
    void validate();
    void complain(const QString &trouble);
    void cancelAttempt();
    void beginAttempt();
    void submitToken();
    void remember();
    void openPortal();
    ConnectPage *pageOf(ConnectStep step) const;
    ConnectStep before(ConnectStep step) const;
    QString nextText() const;
    SignInTarget aim() const;

    QSettings *const m_settings;
    const AccountView m_again;
    QStackedWidget *m_pages;
    CostsPage *m_costs;
    RegisterPage *m_register;
    KeysPage *m_keys;
    BrowserPage *m_browser;
    TokenPage *m_token;
    EndPage *m_end;
    QLabel *m_trouble;
    QPushButton *m_back = nullptr;
    QPushButton *m_next = nullptr;
    QPushButton *m_close = nullptr;
    ConnectStep m_step = ConnectStep::Costs;
    ConnectStep m_beforeToken = ConnectStep::Costs;
    bool m_trying = false;  // an attempt is in progress, in the browser or with a token
    bool m_byToken = false; // the last attempt used a token
};

} // namespace postreel
