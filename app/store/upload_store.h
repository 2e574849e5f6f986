// Keeps uploads with their segments and the history of states.
// Invariant: a save is one transaction; either the whole step is kept or nothing of it.
#pragma once

#include "app/store/database.h"
#include "app/store/records.h"

namespace postreel {

class UploadStore
{
public:
    explicit UploadStore(Database &database) : m_database(database) {}

    // Writes what differs between `before` (as last saved; a default one for a new upload) and `now`,
    // and `entry` when the state changed. Errors: Storage.
    Result<Done> save(const Upload &before, const Upload &now, const std::optional<HistoryEntry> &entry, Sync sync = Sync::Now);
    // New ones, all or none. Errors: Storage.
    Result<Done> add(const QVector<Upload> &uploads);
    struct Unreadable
    {
        QString id;
        QString postId;
    };
    struct Loaded
    {
        QVector<Upload> uploads;         // by Post and position
        QVector<Unreadable> unreadable; // rows whose upload cannot be told: there is one, and nobody knows of what
    };
    Result<Loaded> loadAll();
    // Takes away the rows of Posts that have none: a kill came between the two. Whether a row can be read does not matter.
    Result<Done> removeOrphans();
    Result<Done> remove(const QString &uploadId);

private:
    Result<Done> loadSegments(QVector<Upload> &uploads, const QHash<QString, qsizetype> &places);
    Result<Done> saveSegments(const Upload &before, const Upload &now);
    Result<Done> writeSegment(const QString &uploadId, const Segment &segment);
    Database &m_database;
};

// Adds one line to the timeline of states.
Result<Done> addHistory(Database &database, const HistoryEntry &entry);
// The timeline of a Post and its uploads, oldest first.
Result<QVector<HistoryEntry>> loadHistory(Database &database, const QString &postId);

} // namespace postreel
