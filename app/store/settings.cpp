#include "app/store/settings.h"

#include "app/base/log.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <algorithm>

namespace postreel {

namespace {
QString nameOf(Settings::Document which)
{
    switch (which) {
    case Settings::Document::Rates:
        return QStringLiteral("rates");
    case Settings::Document::SpeedLimits:
        return QStringLiteral("speed limit");
    case Settings::Document::FixSpeeds:
        return QStringLiteral("fix speeds");
    }
    return {};
}
} // namespace

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

Pace Settings::paceOf(const QString &apiBase)
{
    const QString saved = read(QStringLiteral("pace/") % apiBase);
    if (saved.isEmpty())
        return {};
    return {saved.section(u' ', 0, 0).toInt(), saved.section(u' ', 1, 1).toLongLong()};
}

void Settings::setPaceOf(const QString &apiBase, const Pace &pace)
{
    const QString text = QStringLiteral("%1 %2").arg(pace.parallel).arg(pace.chunkBytes);
    if (text != read(QStringLiteral("pace/") % apiBase))
        write(QStringLiteral("pace/") % apiBase, text);
}

QJsonObject Settings::document(Document which)
{
    return readJson(nameOf(which));
}

Result<Done> Settings::setDocument(Document which, const QJsonObject &content)
{
    return writeJson(nameOf(which), content);
}

qint64 Settings::lastBestSpeed()
{
    return std::max<qint64>(0, read(QStringLiteral("good speed")).toLongLong());
}

void Settings::setLastBestSpeed(qint64 bytesPerSecond)
{
    write(QStringLiteral("good speed"), QString::number(bytesPerSecond));
}

bool Settings::askWhenMetered()
{
    return read(QStringLiteral("metered")) != QLatin1String("send");
}

void Settings::setAskWhenMetered(bool ask)
{
    write(QStringLiteral("metered"), ask ? QStringLiteral("ask") : QStringLiteral("send"));
}

bool Settings::fixByItself()
{
    return read(QStringLiteral("fix")) == QLatin1String("by itself");
}

void Settings::setFixByItself(bool fix)
{
    write(QStringLiteral("fix"), fix ? QStringLiteral("by itself") : QStringLiteral("ask"));
}

bool Settings::pausedAll()
{
    const Result<QString> said = ask(QStringLiteral("pause"));
    return !said || *said == QLatin1String("all"); // while the user's choice cannot be read, nothing is sent
}

Result<Done> Settings::setPausedAll(bool paused)
{
    return write(QStringLiteral("pause"), paused ? QStringLiteral("all") : QStringLiteral("none"));
}

StatedLimits Settings::statedLimitsOf(const QString &account)
{
    const QJsonObject saved = readJson(QStringLiteral("stated limits/") % account);
    return {.durationMs = saved[QStringLiteral("ms")].toInteger(),
            .bytes = saved[QStringLiteral("bytes")].toInteger(),
            .premium = saved[QStringLiteral("premium")].toBool(),
            .durationAtMs = saved[QStringLiteral("ms at")].toInteger(),
            .bytesAtMs = saved[QStringLiteral("bytes at")].toInteger()};
}

void Settings::setStatedLimitsOf(const QString &account, const StatedLimits &limits)
{
    writeJson(QStringLiteral("stated limits/") % account, {{QStringLiteral("ms"), limits.durationMs},
                                                         {QStringLiteral("bytes"), limits.bytes},
                                                         {QStringLiteral("premium"), limits.premium},
                                                         {QStringLiteral("ms at"), limits.durationAtMs},
                                                         {QStringLiteral("bytes at"), limits.bytesAtMs}});
}

Result<QByteArray> Settings::tokenSalt()
{
    constexpr qsizetype saltBytes = 32;
    const QString name = QStringLiteral("token salt");
    const Result<QString> saved = ask(name);
    if (!saved)
        return saved.error();
    if (const QByteArray salt = QByteArray::fromBase64(saved->toLatin1()); salt.size() == saltBytes)
        return salt;
    QByteArray salt(saltBytes, '\0');
    QRandomGenerator::system()->generate(salt.begin(), salt.end());
    write(name, QString::fromLatin1(salt.toBase64()));
    return salt;
}

QString Settings::accountOfToken(const QString &digest)
{
    return read(QStringLiteral("token of/") % digest);
}

Result<Done> Settings::setAccountOfToken(const QString &digest, const QString &account)
{
    return write(QStringLiteral("token of/") % digest, account);
}

QString Settings::read(const QString &name)
{
    const Result<QString> value = ask(name);
    return value ? *value : QString();
}

// Empty for a name that was never written.
Result<QString> Settings::ask(const QString &name)
{
    if (const auto known = m_known.constFind(name); known != m_known.cend())
        return *known;
    QString value;
    const Result<Done> read = m_database.each(QStringLiteral("SELECT value FROM settings WHERE name=?"), {name},
                                              [&](const QSqlQuery &row) { value = row.value(0).toString(); });
    if (read)
        return *m_known.insert(name, value);
    qCInfo(logStore) << "a setting could not be read:" << name;
    return read.error();
}

Result<Done> Settings::write(const QString &name, const QString &value)
{
    m_known.insert(name, value);
    // Losing a learned value costs one more question to X, so a failure is logged here, and most callers ignore it.
    const Result<QSqlQuery> done = m_database.run(
        QStringLiteral("INSERT OR REPLACE INTO settings(name, value) VALUES(?, ?)"), {name, value});
    if (done)
        return Done{};
    qCInfo(logStore) << "a setting was not saved:" << name;
    return done.error();
}

QJsonObject Settings::readJson(const QString &name)
{
    return QJsonDocument::fromJson(read(name).toUtf8()).object();
}

Result<Done> Settings::writeJson(const QString &name, const QJsonObject &value)
{
    return write(name, QString::fromUtf8(QJsonDocument(value).toJson(QJsonDocument::Compact)));
}

} // namespace postreel
