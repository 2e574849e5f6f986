// The step of "Connect X" that waits for the browser.
// Invariant: opens only the address that the engine gave, and only http or https; what is pasted leaves its field at once.
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

    // A new try: nothing is known of it yet.
    void begin();
    // Where the browser has to go: opens it.
    void begun(const SignInStarted &started, quint16 port);
    void pasteSaid(const std::optional<CallbackEnd> &said);
    void stray();
    // For whom this sign-in is, in words; empty: for anybody.
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
