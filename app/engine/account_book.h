// The accounts that the engine knows: those that are signed in, or were, with their records; those that are there for one
// run; and to which user the account of a token moved once X said whose it is.
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
    // `profile`: the folder under which pictures of users are kept. All outlive it.
    AccountBook(AccountStore &store, Sessions &sessions, const QString &profile);

    // Before load(), which may ask for pictures.
    void setTransport(Transport &transport);
    // Reads the kept accounts and lends their sign-ins to the sessions. Answers whether all could be read. Errors: Storage.
    Result<bool> load();

    // Empty for a key that is not known; the same holds below.
    AccountView view(const QString &key) const { return m_accounts.value(key).view; }
    // Without a key for one of this run alone.
    AccountRecord record(const QString &key) const { return m_accounts.value(key).record; }
    QUrl apiBaseOf(const QString &key) const { return view(key).apiBase; }
    bool contains(const QString &key) const { return m_accounts.contains(key); }
    QStringList keys() const { return m_accounts.keys(); }

    // One that is there for this run alone: nothing is kept of it.
    void addForRun(const AccountView &account);
    // One that signed in: kept. Errors: Storage; it is known for this run all the same.
    Result<Done> addSignedIn(const AccountRecord &record);
    // The user of a token of this run, kept by name, and shown as they are known where they signed in before.
    void addUser(const AccountRecord &user);
    void setState(const QString &key, AccountState state);
    // Nothing: it is not known, or stays for what it posted; see setState(). Errors: Storage; it is gone all the same.
    Result<Done> remove(const QString &key);

    // What is recorded for `from` is that of `to` from now on.
    void setMoved(const QString &from, const QString &to);
    QString movedTo(const QString &key) const { return m_moved.value(key); } // empty: it did not move

Q_SIGNALS:
    void changed(const postreel::AccountView &account);
    void gone(const QString &key);
    void viewChanged(const QString &key); // what Posts show of it: its label, its links
    // What the keychain says of an account that is known.
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
    QSet<QString> m_picturesAsked; // addresses
};

} // namespace postreel
