#include "app/store/upload_store.h"

#include "app/store/record_json.h"

#include <QJsonDocument>

namespace postreel {

namespace {

QString bodyOf(const Upload &upload)
{
    return QString::fromUtf8(QJsonDocument(toJson(upload)).toJson(QJsonDocument::Compact));
}

// Most saves change segments alone. Comparing the members first avoids serialising the upload, which would cost more than the
// save itself.
bool differButForSegments(const Upload &before, const Upload &now)
{
    Upload cut = before;
    cut.segments = now.segments;
    return cut != now && bodyOf(before) != bodyOf(now);
}

Result<Done> asDone(const Result<QSqlQuery> &result)
{
    return result ? Result<Done>(Done{}) : Result<Done>(result.error());
}

} // namespace

Result<Done> UploadStore::save(const Upload &before, const Upload &now, const std::optional<HistoryEntry> &entry, Sync sync)
{
    const auto write = [&]() -> Result<Done> {
        if (before.id.isEmpty() || differButForSegments(before, now)) {
            const Result<QSqlQuery> written = m_database.run(
                QStringLiteral("INSERT INTO uploads(id, post_id, position, body) VALUES(?, ?, ?, ?) "
                               "ON CONFLICT(id) DO UPDATE SET post_id=excluded.post_id, "
                               "position=excluded.position, body=excluded.body"),
                {now.id, now.postId, now.position, bodyOf(now)});
            if (!written)
                return written.error();
        }
        if (const Result<Done> segments = saveSegments(before, now); !segments)
            return segments;
        return entry ? addHistory(m_database, *entry) : Result<Done>(Done{});
    };
    return m_database.transaction(write, sync);
}

Result<Done> UploadStore::add(const QVector<Upload> &uploads)
{
    return m_database.transaction([&]() -> Result<Done> {
        for (const Upload &upload : uploads)
            if (const Result<Done> saved = save({}, upload, std::nullopt); !saved)
                return saved;
        return Done{};
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

namespace {
// Segments have the indexes 0, 1, 2, … without a gap.
bool hasEverySegment(const Upload &upload)
{
    for (qsizetype i = 0; i < upload.segments.size(); ++i)
        if (upload.segments.at(i).index != i)
            return false;
    return true;
}
} // namespace

Result<UploadStore::Loaded> UploadStore::loadAll()
{
    Loaded loaded;
    QHash<QString, qsizetype> places;
    const Result<Done> read = m_database.each(
        QStringLiteral("SELECT id, post_id, body FROM uploads ORDER BY post_id, position"), {}, [&](const QSqlQuery &row) {
            const Unreadable names{row.value(0).toString(), row.value(1).toString()};
            const QJsonObject body = QJsonDocument::fromJson(row.value(2).toString().toUtf8()).object();
            const Upload upload = uploadFromJson(body);
            // The columns repeat parts of the body; a body that disagrees with them was not written by save().
            const bool whole = !upload.id.isEmpty() && upload.id == names.id && upload.postId == names.postId &&
                               body.value(QLatin1String("state")).toString() == nameOf(upload.state);
            if (!whole)
                return loaded.unreadable.append(names);
            places.insert(upload.id, loaded.uploads.size());
            loaded.uploads.append(upload);
        });
    if (!read)
        return read.error();
    if (const Result<Done> cut = loadSegments(loaded.uploads, places); !cut)
        return cut.error();
    loaded.uploads.removeIf([&loaded](const Upload &upload) {
        if (hasEverySegment(upload))
            return false;
        loaded.unreadable.append({upload.id, upload.postId});
        return true;
    });
    return loaded;
}

Result<Done> UploadStore::loadSegments(QVector<Upload> &uploads, const QHash<QString, qsizetype> &places)
{
    return m_database.each(
        QStringLiteral("SELECT upload_id, idx, offset, length, acked, tries, ms FROM segments ORDER BY upload_id, idx"), {},
        [&](const QSqlQuery &row) {
            if (const auto place = places.constFind(row.value(0).toString()); place != places.cend())
                uploads[*place].segments.append(Segment{.index = row.value(1).toInt(),
                                                        .offset = row.value(2).toLongLong(),
                                                        .length = row.value(3).toLongLong(),
                                                        .acked = row.value(4).toInt() != 0,
                                                        .tries = row.value(5).toInt(),
                                                        .ms = row.value(6).toLongLong()});
        });
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
    QVector<HistoryEntry> entries;
    const Result<Done> read = database.each(
        QStringLiteral("SELECT upload_id, at, state_from, state_to, note FROM history WHERE post_id=? ORDER BY rowid"),
        {postId}, [&](const QSqlQuery &row) {
            entries.append(HistoryEntry{.postId = postId,
                                        .uploadId = row.value(0).toString(),
                                        .atMs = row.value(1).toLongLong(),
                                        .from = row.value(2).toString(),
                                        .to = row.value(3).toString(),
                                        .note = row.value(4).toString()});
        });
    return read ? Result<QVector<HistoryEntry>>(entries) : Result<QVector<HistoryEntry>>(read.error());
}

} // namespace postreel
