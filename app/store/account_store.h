// Keeps who is signed in, for the picker and for what X allows them; their tokens are in the keychain.
// Invariant: one record per key, and none holds a secret.
#pragma once

#include "app/store/database.h"
#include "app/store/records.h"

namespace postreel {

class AccountStore
{
public:
    explicit AccountStore(Database &database) : m_database(database) {}

    // A second save of a key replaces all but when it was added. Errors: Storage.
    Result<Done> save(const AccountRecord &account);
    // Only where there is no row of that key, be it readable or not.
    Result<Done> addNew(const AccountRecord &account);
    struct Loaded
    {
        QVector<AccountRecord> accounts; // oldest first
        QStringList unreadable;          // keys of rows whose account cannot be told
    };
    Result<Loaded> loadAll();
    Result<Done> remove(const QString &key);

private:
    Result<Done> write(const AccountRecord &account, const QString &whereKnown);
    Database &m_database;
};

} // namespace postreel
