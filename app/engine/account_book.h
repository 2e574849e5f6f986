// The accounts that the engine knows: those that are or were signed in, with their records; those of this run alone;
// and to which user the account of a token moved once X said whose token it is.
#pragma once

#include "app/auth/sessions.h"
#include "app/engine/views.h"
#include "app/store/account_store.h"
#include "app/x/post_calls.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace postreel {

class Transport;

class AccountBook final : public QObject
{
    Q_OBJECT
public:
    // `profile`: folder for cached pictures of users. `store` and `sessions` must outlive it.
    AccountBook(AccountStore &store, Sessions &sessions, const QString &profile);

    // Call it before load(), which may request pictures.
    void setTransport(Transport &transport);
    // Reads the stored accounts and adds their sign-ins to the sessions. Returns whether all could be read. Errors:
    // Storage.
    Result<bool> load();

    // The getters below return an empty value for an unknown key.
    AccountView view(const QString &key) const { return m_accounts.value(key).view; }
    // The record has no key if the account is of this run alone.
    AccountRecord record(const QString &key) const { return m_accounts.value(key).record; }
    QUrl apiBaseOf(const QString &key) const { return view(key).apiBase; }
    bool contains(const QString &key) const { return m_accounts.contains(key); }
    QStringList keys() const { return m_accounts.keys(); }

    // Adds an account for this run alone: nothing is stored.
    void addForRun(const AccountView &account);
    // Stores an account that signed in. Errors: Storage; the account is known for this run all the same.
    Result<Done> addSignedIn(const AccountRecord &record);
    // Adds the user of a token of this run: stored if X gave the name; keeps what is known from an earlier sign-in.
    void addUser(const AccountRecord &user);
    void setState(const QString &key, AccountState state);
    // Forgets an account; for one with Posts use setState(). Errors: Storage; it is forgotten all the same.
    Result<Done> remove(const QString &key);

    // Everything recorded for `from` belongs to `to` from now on.
    void setMoved(const QString &from, const QString &to);
    QString movedTo(const QString &key) const { return m_moved.value(key); } // empty: it has not moved

Q_SIGNALS:
    void changed(const postreel::AccountView &account);
    void gone(const QString &key);
    void viewChanged(const QString &key); // what Posts show of it has changed: label, links
    // Outcome of a keychain operation for a known account.
    void keychainSaid(const QString &key, postreel::StoreOutcome outcome);

private:
    struct Account
    {
        AccountView view;
        AccountRecord record;
    };

    void put(const AccountRecord &record);
    void askPicture(const AccountRecord &record);
    void onKeychainSaid(const QString &key, StoreOutcome outcome);

    AccountStore &m_store;
    Sessions &m_sessions;
    const QString m_profile;
    Transport *m_transport = nullptr;
    QHash<QString, Account> m_accounts;
    QHash<QString, QString> m_moved;
    QSet<QString> m_picturesAsked; // addresses requested in this run
};

} // namespace postreel
