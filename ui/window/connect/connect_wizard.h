// "Connect X", step by step: what it takes, the app, its keys, the browser, and what came of it.
// Invariant: knows no engine; it says what the person wants and is told what came of it. At most one try is under way,
// and it is taken back when its step is left. Secrets live in its fields alone. Deletes itself when it is closed.
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
    // `settings`: where it is kept how far one came, null: nowhere. `again`: who signs in again; no key: anybody.
    ConnectWizard(QSettings *settings, const AccountView &again, QWidget *parent);

    ConnectStep step() const { return m_step; }

    // What came of signInRequested() and pasted().
    void begun(const Result<SignInStarted> &started);
    void pasteSaid(const std::optional<CallbackEnd> &said);
    void ended(const SignInOutcome &outcome);
    void stray();
    // Whether that account's sign-in is what is shown at the end.
    bool shows(const QString &accountKey) const;
    void keychainSaid(StoreOutcome outcome);

Q_SIGNALS:
    void signInRequested(const postreel::SignInRequest &wish);
    void pasted(const QString &text);
    void tokenGiven(const QUrl &apiBase, const QByteArray &token, bool keep);
    void cancelled(); // the try under way
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
    bool m_trying = false;  // in the browser, or with a token
    bool m_byToken = false; // the way of the last try
};

} // namespace postreel
