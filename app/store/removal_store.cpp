#include "app/store/removal_store.h"

namespace postreel {

Result<Done> RemovalStore::runAll(const QString &sql, const QStringList &ids)
{
    return m_database.transaction([&]() -> Result<Done> {
        for (const QString &id : ids)
            if (const Result<QSqlQuery> done = m_database.run(sql, {id}); !done)
                return done.error();
        return Done{};
    });
}

Result<Done> RemovalStore::mark(const QStringList &ids)
{
    return runAll(QStringLiteral("INSERT OR IGNORE INTO removed(id) VALUES(?)"), ids);
}

Result<Done> RemovalStore::unmark(const QStringList &ids)
{
    return runAll(QStringLiteral("DELETE FROM removed WHERE id=?"), ids);
}

Result<QSet<QString>> RemovalStore::marked()
{
    QSet<QString> ids;
    const Result<Done> read = m_database.each(QStringLiteral("SELECT id FROM removed"), {},
                                              [&ids](const QSqlQuery &row) { ids.insert(row.value(0).toString()); });
    return read ? Result<QSet<QString>>(ids) : Result<QSet<QString>>(read.error());
}

Result<Done> RemovalStore::removeMarked()
{
    const QString ids = QStringLiteral("(SELECT id FROM removed)");
    return m_database.transaction([&]() -> Result<Done> {
        for (const QString &sql :
             {QStringLiteral("DELETE FROM segments WHERE upload_id IN (SELECT id FROM uploads WHERE id IN %1 OR post_id IN %1)"),
              QStringLiteral("DELETE FROM uploads WHERE id IN %1 OR post_id IN %1"),
              QStringLiteral("DELETE FROM history WHERE post_id IN %1"), QStringLiteral("DELETE FROM posts WHERE id IN %1"),
              QStringLiteral("DELETE FROM removed")})
            if (const Result<QSqlQuery> done = m_database.run(QString(sql).replace(QLatin1String("%1"), ids)); !done)
                return done.error();
        return Done{};
    });
}

} // namespace postreel
