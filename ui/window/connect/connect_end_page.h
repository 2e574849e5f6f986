// The last step of "Connect X": the result, and what to do next.
// Invariant: shows one outcome at a time; offers the keychain again only if it did not save the sign-in.
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
    // Result of trying the keychain again.
    void keychainSaid(StoreOutcome outcome);
    const SignInWords &words() const { return m_words; }
    // Key of the account that was signed in, even if another one was intended; empty: none.
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
