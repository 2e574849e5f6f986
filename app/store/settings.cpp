#include "app/store/settings.h"

#include "app/base/log.h"

namespace postreel {

WireForm Settings::formOf(const QString &apiBase)
{
    return wireFormOf(read(QStringLiteral("form/") % apiBase));
}

void Settings::setFormOf(const QString &apiBase, WireForm form)
{
    write(QStringLiteral("form/") % apiBase, nameOf(form));
}

qint64 Settings::provenChunkOf(const QString &apiBase)
{
    return read(QStringLiteral("chunk/") % apiBase).toLongLong();
}

void Settings::setProvenChunkOf(const QString &apiBase, qint64 bytes)
{
    write(QStringLiteral("chunk/") % apiBase, QString::number(bytes));
}

QString Settings::read(const QString &name)
{
    if (const auto known = m_known.constFind(name); known != m_known.cend())
        return *known;
    Result<QSqlQuery> asked = m_database.run(QStringLiteral("SELECT value FROM settings WHERE name=?"), {name});
    if (!asked)
        return {};
    QSqlQuery query = asked.take();
    return *m_known.insert(name, query.next() ? query.value(0).toString() : QString());
}

void Settings::write(const QString &name, const QString &value)
{
    m_known.insert(name, value);
    // Losing what was learned costs a question to X, no more; so it is logged, not raised.
    const Result<QSqlQuery> done = m_database.run(
        QStringLiteral("INSERT OR REPLACE INTO settings(name, value) VALUES(?, ?)"), {name, value});
    if (!done)
        qCWarning(logStore) << "a setting was not saved:" << name;
}

} // namespace postreel
