// Stores the accounts, for the account picker and for what X allows each of them; their tokens are in the keychain.
// Invariant: one record per key, and none holds a secret.
#pragma once

#include "app/store/database.h"
#include "app/store/records.h"

namespace postreel {

class AccountStore
{
public:
    explicit AccountStore(Database &database) : m_database(database) {}

    // Inserts or replaces the record of its key; the `addedAtMs` of the first save stays. Errors: Storage.
    Result<Done> save(const AccountRecord &account);
    // Does nothing if there is a row of that key already, readable or not. Errors: Storage.
    Result<Done> addNew(const AccountRecord &account);
    struct Loaded
    {
        QVector<AccountRecord> accounts; // oldest first
        QStringList unreadable;          // keys of rows that cannot be parsed
    };
    Result<Loaded> loadAll();
    Result<Done> remove(const QString &key);

private:
    Result<Done> write(const AccountRecord &account, const QString &whereKnown);
    Database &m_database;
};

} // namespace postreel
