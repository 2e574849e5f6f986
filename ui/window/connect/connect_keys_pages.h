// The steps of "Connect X" that ask for keys: those of an app, or an access token from elsewhere.
// Invariant: a secret is shown as dots and is in no object's name. A token is cleared from its field when it is taken;
// it is kept only until X has accepted or refused it, and is sent to no other server meanwhile.
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
    void openServer(); // expands the addresses of another server
    bool keep() const;
    void setKeep(bool keep);
    // Whom this is for, and why the keys have to be entered again; empty: hidden.
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
    // Takes the token out of the field; if that is empty, returns the last one, until forget().
    QByteArray takeToken();
    // Whether a token was taken and not forgotten, for example while X's answer is outstanding.
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
    KnownSecret m_known; // of m_held
};

} // namespace postreel
