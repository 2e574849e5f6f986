// The step of "Connect X" that waits for the browser.
// Invariant: opens only the URL from the engine, and only over http or https; pasted text is cleared as soon as it is used.
#pragma once

#include "app/engine/views.h"
#include "ui/window/connect/connect_page.h"

#include <optional>

class QPushButton;

namespace postreel {

class BrowserPage : public ConnectPage
{
    Q_OBJECT
public:
    explicit BrowserPage(QWidget *parent);

    QWidget *first() const override;

    // Resets the page for a new attempt.
    void begin();
    // Opens the authorisation page in the browser. `port`: of the callback.
    void begun(const SignInStarted &started, quint16 port);
    void pasteSaid(const std::optional<CallbackEnd> &said);
    void stray();
    // Whom this sign-in is for, as text; empty: any account.
    void setAim(const QString &aim);

Q_SIGNALS:
    void pasted(const QString &text);

private:
    void layOut();
    void openBrowser();
    void handIn();
    void setReady(bool ready);
    void setAnswer(const QString &answer);

    QLabel *m_aim;
    QLabel *m_state;
    QLabel *m_port;
    QPushButton *m_open;
    QPushButton *m_copy;
    QLineEdit *m_paste;
    QPushButton *m_use;
    QLabel *m_answer;
    QUrl m_authorize;
    bool m_portTaken = false;
};

} // namespace postreel
