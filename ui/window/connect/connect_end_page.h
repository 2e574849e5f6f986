// The last step of "Connect X": what came of it, and what to do next.
// Invariant: says one outcome at a time; offers the keychain only where it did not keep the sign-in.
#pragma once

#include "app/engine/views.h"
#include "ui/window/connect/connect_page.h"
#include "ui/window/connect/sign_in_text.h"

class QPushButton;

namespace postreel {

class EndPage : public ConnectPage
{
    Q_OBJECT
public:
    explicit EndPage(QWidget *parent);

    void show(const SignInOutcome &outcome, const SignInTarget &aim);
    // The keychain was tried again.
    void keychainSaid(StoreOutcome outcome);
    const SignInWords &words() const { return m_words; }
    // The account that was signed in, also where another was meant; empty: none.
    QString account() const { return m_outcome.account.key; }

Q_SIGNALS:
    void keychainRequested();
    void sessionOnlyRequested(const QString &accountKey);

private:
    void refresh();

    QLabel *m_text;
    QPushButton *m_try;
    QPushButton *m_runAlone;
    QLabel *m_asked = nullptr;
    SignInOutcome m_outcome;
    SignInTarget m_aim;
    SignInWords m_words;
};

} // namespace postreel
