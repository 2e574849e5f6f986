#include "app/store/upload_store.h"

#include "app/store/record_json.h"

#include <QJsonDocument>

namespace postreel {

namespace {

QString bodyOf(const Upload &upload)
{
    return QString::fromUtf8(QJsonDocument(toJson(upload)).toJson(QJsonDocument::Compact));
}

Result<Done> asDone(const Result<QSqlQuery> &result)
{
    return result ? Result<Done>(Done{}) : Result<Done>(result.error());
}

} // namespace

Result<Done> UploadStore::save(const Upload &before, const Upload &now, const std::optional<HistoryEntry> &entry)
{
    return m_database.transaction([&]() -> Result<Done> {
        const QString body = bodyOf(now);
        if (before.id.isEmpty() || body != bodyOf(before)) {
            const Result<QSqlQuery> written = m_database.run(
                QStringLiteral("INSERT INTO uploads(id, post_id, position, body) VALUES(?, ?, ?, ?) "
                               "ON CONFLICT(id) DO UPDATE SET post_id=excluded.post_id, "
                               "position=excluded.position, body=excluded.body"),
                {now.id, now.postId, now.position, body});
            if (!written)
                return written.error();
        }
        if (const Result<Done> segments = saveSegments(before, now); !segments)
            return segments;
        return entry ? addHistory(m_database, *entry) : Result<Done>(Done{});
    });
}

Result<Done> UploadStore::saveSegments(const Upload &before, const Upload &now)
{
    if (before.mediaId != now.mediaId || now.segments.size() < before.segments.size()) {
        const Result<QSqlQuery> cleared = m_database.run(
            QStringLiteral("DELETE FROM segments WHERE upload_id=?"), {now.id});
        if (!cleared)
            return cleared.error();
        for (const Segment &segment : now.segments)
            if (const Result<Done> done = writeSegment(now.id, segment); !done)
                return done;
        return Done{};
    }
    for (qsizetype i = 0; i < now.segments.size(); ++i) {
        if (i < before.segments.size() && before.segments.at(i) == now.segments.at(i))
            continue;
        if (const Result<Done> done = writeSegment(now.id, now.segments.at(i)); !done)
            return done;
    }
    return Done{};
}

Result<Done> UploadStore::writeSegment(const QString &uploadId, const Segment &segment)
{
    return asDone(m_database.run(
        QStringLiteral("INSERT OR REPLACE INTO segments(upload_id, idx, offset, length, acked, tries, ms) "
                       "VALUES(?, ?, ?, ?, ?, ?, ?)"),
        {uploadId, segment.index, segment.offset, segment.length, segment.acked ? 1 : 0, segment.tries, segment.ms}));
}

Result<QVector<Upload>> UploadStore::loadAll()
{
    Result<QSqlQuery> asked = m_database.run(QStringLiteral("SELECT body FROM uploads ORDER BY post_id, position"));
    if (!asked)
        return asked.error();
    QVector<Upload> uploads;
    QHash<QString, qsizetype> places;
    for (QSqlQuery query = asked.take(); query.next();) {
        const QJsonObject body = QJsonDocument::fromJson(query.value(0).toString().toUtf8()).object();
        const Upload upload = uploadFromJson(body);
        if (upload.id.isEmpty())
            continue;
        places.insert(upload.id, uploads.size());
        uploads.append(upload);
    }
    Result<QSqlQuery> cut = m_database.run(QStringLiteral(
        "SELECT upload_id, idx, offset, length, acked, tries, ms FROM segments ORDER BY upload_id, idx"));
    if (!cut)
        return cut.error();
    for (QSqlQuery query = cut.take(); query.next();) {
        const auto place = places.constFind(query.value(0).toString());
        if (place == places.cend())
            continue;
        uploads[*place].segments.append(Segment{.index = query.value(1).toInt(),
                                                .offset = query.value(2).toLongLong(),
                                                .length = query.value(3).toLongLong(),
                                                .acked = query.value(4).toInt() != 0,
                                                .tries = query.value(5).toInt(),
                                                .ms = query.value(6).toLongLong()});
    }
    return uploads;
}

Result<Done> UploadStore::removeOrphans()
{
    return m_database.transaction([&]() -> Result<Done> {
        for (const QString &sql :
             {QStringLiteral("DELETE FROM segments WHERE upload_id IN "
                             "(SELECT id FROM uploads WHERE post_id NOT IN (SELECT id FROM posts))"),
              QStringLiteral("DELETE FROM uploads WHERE post_id NOT IN (SELECT id FROM posts)")})
            if (const Result<QSqlQuery> done = m_database.run(sql); !done)
                return done.error();
        return Done{};
    });
}

Result<Done> UploadStore::remove(const QString &uploadId)
{
    return m_database.transaction([&]() -> Result<Done> {
        for (const QString &sql : {QStringLiteral("DELETE FROM segments WHERE upload_id=?"),
                                   QStringLiteral("DELETE FROM uploads WHERE id=?")})
            if (const Result<QSqlQuery> done = m_database.run(sql, {uploadId}); !done)
                return done.error();
        return Done{};
    });
}

Result<Done> addHistory(Database &database, const HistoryEntry &entry)
{
    return asDone(database.run(
        QStringLiteral("INSERT INTO history(post_id, upload_id, at, state_from, state_to, note) VALUES(?, ?, ?, ?, ?, ?)"),
        {entry.postId, entry.uploadId.isNull() ? QStringLiteral("") : entry.uploadId, entry.atMs,
         entry.from.isNull() ? QStringLiteral("") : entry.from, entry.to,
         entry.note.isNull() ? QStringLiteral("") : entry.note}));
}

Result<QVector<HistoryEntry>> loadHistory(Database &database, const QString &postId)
{
    Result<QSqlQuery> asked = database.run(
        QStringLiteral("SELECT upload_id, at, state_from, state_to, note FROM history WHERE post_id=? ORDER BY rowid"),
        {postId});
    if (!asked)
        return asked.error();
    QVector<HistoryEntry> entries;
    for (QSqlQuery query = asked.take(); query.next();)
        entries.append(HistoryEntry{.postId = postId,
                                    .uploadId = query.value(0).toString(),
                                    .atMs = query.value(1).toLongLong(),
                                    .from = query.value(2).toString(),
                                    .to = query.value(3).toString(),
                                    .note = query.value(4).toString()});
    return entries;
}

} // namespace postreel
