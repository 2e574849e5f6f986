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
    Result<QVector<AccountRecord>> loadAll(); // oldest first
    Result<Done> remove(const QString &key);

private:
    Database &m_database;
};

} // namespace postreel
