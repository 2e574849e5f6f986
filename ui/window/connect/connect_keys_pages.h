// The steps of "Connect X" that take keys: those of an app, or an access token from elsewhere.
// Invariant: a secret is shown as dots, is in no object's name, and a token is gone from its field once it was taken; it is
// held only until it is known whether X takes it, and is given to no other server meanwhile.
#pragma once

#include "app/base/known_secrets.h"
#include "app/engine/views.h"
#include "ui/window/connect/connect_page.h"

class QCheckBox;

namespace postreel {

class Disclosure;
class ServerFields;

class KeysPage : public ConnectPage
{
    Q_OBJECT
public:
    explicit KeysPage(QWidget *parent);

    QString trouble() const override;
    QWidget *first() const override;

    OAuthApp app() const;
    void setClientId(const QString &clientId);
    ServerFields &server() const { return *m_server; }
    void openServer(); // shows the addresses of another server
    bool keep() const;
    void setKeep(bool keep);
    // For whom, and why something has to be put in again; empty: nothing.
    void setReason(const QString &reason);

Q_SIGNALS:
    void tokenRequested(); // "I have an access token"

private:
    void layOut();

    QLabel *m_reason;
    QLineEdit *m_client;
    QLineEdit *m_secret;
    QCheckBox *m_keep;
    ServerFields *m_server;
    Disclosure *m_other = nullptr;
};

class TokenPage : public ConnectPage
{
    Q_OBJECT
public:
    explicit TokenPage(QWidget *parent);

    QString trouble() const override;
    QWidget *first() const override;

    ServerFields &server() const { return *m_server; }
    // The token, out of the field; where that is empty, the last one, until forget().
    QByteArray takeToken();
    // Whether a token was taken and not forgotten, such as while it is not known whether X takes it.
    bool hasToken() const { return !m_held.isEmpty(); }
    void forget();
    bool keep() const;
    void setKeep(bool keep);
    void setWaiting(bool waiting);
    bool isWaiting() const { return m_isWaiting; }

private:
    QLineEdit *m_token;
    QCheckBox *m_keep;
    ServerFields *m_server;
    QLabel *m_waiting;
    bool m_isWaiting = false;
    QByteArray m_held;
    KnownSecret m_known; // of it
};

} // namespace postreel
