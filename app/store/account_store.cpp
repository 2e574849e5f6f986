#include "app/store/account_store.h"

#include "app/store/record_json.h"

#include <QJsonDocument>

namespace postreel {

Result<Done> AccountStore::save(const AccountRecord &account)
{
    return write(account, QStringLiteral("DO UPDATE SET body=excluded.body"));
}

Result<Done> AccountStore::addNew(const AccountRecord &account)
{
    return write(account, QStringLiteral("DO NOTHING"));
}

Result<Done> AccountStore::write(const AccountRecord &account, const QString &whereKnown)
{
    const QString body = QString::fromUtf8(QJsonDocument(toJson(account)).toJson(QJsonDocument::Compact));
    const Result<QSqlQuery> done = m_database.run(
        QStringLiteral("INSERT INTO accounts(key, added_at, body) VALUES(?, ?, ?) ON CONFLICT(key) ") % whereKnown,
        {account.key, account.addedAtMs, body});
    return done ? Result<Done>(Done{}) : Result<Done>(done.error());
}

Result<AccountStore::Loaded> AccountStore::loadAll()
{
    Loaded loaded;
    const Result<Done> read = m_database.each(
        QStringLiteral("SELECT key, added_at, body FROM accounts ORDER BY added_at, rowid"), {}, [&](const QSqlQuery &row) {
            AccountRecord account = accountFromJson(QJsonDocument::fromJson(row.value(2).toString().toUtf8()).object());
            account.addedAtMs = row.value(1).toLongLong();
            if (!account.key.isEmpty() && account.key == row.value(0).toString())
                loaded.accounts.append(account);
            else
                loaded.unreadable.append(row.value(0).toString());
        });
    return read ? Result<Loaded>(loaded) : Result<Loaded>(read.error());
}

Result<Done> AccountStore::remove(const QString &key)
{
    const Result<QSqlQuery> done = m_database.run(QStringLiteral("DELETE FROM accounts WHERE key=?"), {key});
    return done ? Result<Done>(Done{}) : Result<Done>(done.error());
}

} // namespace postreel
