#include "app/sandbox/journal.h"

#include "app/base/log.h"

#include <QJsonDocument>
#include <QSaveFile>

namespace postreel::sandbox {

Result<Done> Journal::load(const QString &path, const std::function<void(const QJsonObject &)> &replay)
{
    m_path = path;
    QFile file(path);
    if (!file.exists())
        return Done{};
    if (!file.open(QIODevice::ReadOnly))
        return Error{.kind = ErrorKind::Storage, .detail = file.errorString(), .subject = path};
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (!line.endsWith('\n') || !document.isObject()) {
            qCInfo(logSandbox) << "A torn line of the journal is left out.";
            continue;
        }
        replay(document.object());
    }
    return Done{};
}

Result<Done> Journal::restart(const QList<QJsonObject> &lines)
{
    QSaveFile fresh(m_path);
    if (!fresh.open(QIODevice::WriteOnly))
        return Error{.kind = ErrorKind::Storage, .detail = fresh.errorString(), .subject = m_path};
    for (const QJsonObject &line : lines)
        fresh.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
    if (!fresh.commit())
        return Error{.kind = ErrorKind::Storage, .detail = fresh.errorString(), .subject = m_path};
    m_file.setFileName(m_path);
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        return Error{.kind = ErrorKind::Storage, .detail = m_file.errorString(), .subject = m_path};
    return Done{};
}

bool Journal::write(const QJsonObject &line)
{
    const QByteArray bytes = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    return m_file.write(bytes) == bytes.size();
}

} // namespace postreel::sandbox
