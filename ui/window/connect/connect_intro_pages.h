// The first two steps of "Connect X": what is needed, and how to register the app.
// Invariant: they ask only for the port, and send nothing.
#pragma once

#include "ui/window/connect/connect_page.h"

class QPushButton;
class QSpinBox;

namespace postreel {

class Disclosure;

// What is needed: a developer account and credit; and the price of a Post.
class CostsPage : public ConnectPage
{
    Q_OBJECT
public:
    explicit CostsPage(QWidget *parent);

Q_SIGNALS:
    void tokenRequested(); // "I have an access token"
};

// What to enter in X's developer portal, word for word.
class RegisterPage : public ConnectPage
{
    Q_OBJECT
public:
    explicit RegisterPage(QWidget *parent);

    quint16 port() const;
    void setPort(quint16 port);
    QWidget *first() const override;

Q_SIGNALS:
    void portalRequested();

private:
    QWidget *makePortRow();
    void showCallback();

    QPushButton *m_portal;
    QLineEdit *m_callback;
    QPushButton *m_copy;
    QSpinBox *m_port;
    QLabel *m_copied;
};

} // namespace postreel
