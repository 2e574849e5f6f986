// Stores uploads with their segments, and the history of states.
// Invariant: a save is one transaction; either the whole step is stored or nothing of it.
#pragma once

#include "app/store/database.h"
#include "app/store/records.h"

namespace postreel {

class UploadStore
{
public:
    explicit UploadStore(Database &database) : m_database(database) {}

    // Writes the differences between `before` (as last saved; default-constructed for a new upload) and `now`, and `entry` if
    // the state changed. Errors: Storage.
    Result<Done> save(const Upload &before, const Upload &now, const std::optional<HistoryEntry> &entry, Sync sync = Sync::Now);
    // Inserts new uploads, all or none. Errors: Storage.
    Result<Done> add(const QVector<Upload> &uploads);
    struct Unreadable
    {
        QString id;
        QString postId;
    };
    struct Loaded
    {
        QVector<Upload> uploads;         // ordered by Post and position
        QVector<Unreadable> unreadable; // rows that cannot be parsed, or lack segments: content unknown
    };
    Result<Loaded> loadAll();
    // Deletes uploads, with their segments, whose Post has no row, as after a crash between the two; readable or not.
    Result<Done> removeOrphans();
    Result<Done> remove(const QString &uploadId);

private:
    Result<Done> loadSegments(QVector<Upload> &uploads, const QHash<QString, qsizetype> &places);
    Result<Done> saveSegments(const Upload &before, const Upload &now);
    Result<Done> writeSegment(const QString &uploadId, const Segment &segment);
    Database &m_database;
};

// Appends one entry to the history of states. Errors: Storage.
Result<Done> addHistory(Database &database, const HistoryEntry &entry);
// The history of a Post and its uploads, oldest first. Errors: Storage.
Result<QVector<HistoryEntry>> loadHistory(Database &database, const QString &postId);

} // namespace postreel
