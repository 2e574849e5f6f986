#include "app/store/account_store.h"

#include "app/store/record_json.h"

#include <QJsonDocument>

namespace postreel {

Result<Done> AccountStore::save(const AccountRecord &account)
{
    const QString body = QString::fromUtf8(QJsonDocument(toJson(account)).toJson(QJsonDocument::Compact));
    const Result<QSqlQuery> done = m_database.run(
        QStringLiteral("INSERT INTO accounts(key, added_at, body) VALUES(?, ?, ?) "
                       "ON CONFLICT(key) DO UPDATE SET body=excluded.body"),
        {account.key, account.addedAtMs, body});
    return done ? Result<Done>(Done{}) : Result<Done>(done.error());
}

Result<QVector<AccountRecord>> AccountStore::loadAll()
{
    Result<QSqlQuery> asked =
        m_database.run(QStringLiteral("SELECT body, added_at FROM accounts ORDER BY added_at, rowid"));
    if (!asked)
        return asked.error();
    QVector<AccountRecord> accounts;
    for (QSqlQuery query = asked.take(); query.next();) {
        AccountRecord account = accountFromJson(QJsonDocument::fromJson(query.value(0).toString().toUtf8()).object());
        account.addedAtMs = query.value(1).toLongLong();
        if (!account.key.isEmpty())
            accounts.append(account);
    }
    return accounts;
}

Result<Done> AccountStore::remove(const QString &key)
{
    const Result<QSqlQuery> done = m_database.run(QStringLiteral("DELETE FROM accounts WHERE key=?"), {key});
    return done ? Result<Done>(Done{}) : Result<Done>(done.error());
}

} // namespace postreel
