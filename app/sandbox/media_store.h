// All media of the sandbox, on disk under FOLDER/media/ID: segments while they arrive, then one `file`.
// Invariant: a segment is on disk and in the journal before append() returns Stored, so an acknowledged byte
// survives kill -9; the assembled file holds the segments in the order of their indexes. A content check that
// the end of the process interrupted runs again at the next start.
#pragma once

#include "app/sandbox/content_probe.h"
#include "app/sandbox/journal.h"
#include "app/sandbox/media.h"
#include "app/sandbox/media_assembler.h"
#include "app/sandbox/received_file.h"

#include <QHash>
#include <QPointer>
#include <functional>

namespace postreel::sandbox {

class MediaStore : public QObject
{
    Q_OBJECT
public:
    enum class AppendOutcome {
        Stored,
        Repeated, // the same bytes were already there
        Conflict, // other bytes are there under this index
        TooMuch,  // more bytes than INIT announced
        DiskFull,
    };
    enum class FinalizeOutcome { Finalized, Incomplete, WrongSum, Already, DiskFull };

    // `probeLimitMs`: time limit of ffprobe per file.
    MediaStore(const QString &folder, Journal &journal, int probeLimitMs, QObject *parent = nullptr);

    // Folder in which the media part of a request waits until append() takes it.
    QString incomingFolder() const;
    // Null for an unknown id.
    const Media *find(const QString &id) const;
    QList<const Media *> all() const;
    QString filePath(const QString &id) const;

    // Adds a media item that INIT described; false if the disk cannot be written.
    bool create(const Media &media);
    // Adds a segment to a known media item that is not finalized; keeps `file` if the result is Stored.
    AppendOutcome append(const QString &id, int index, ReceivedFile &file);
    // `look`: check the content with ffprobe, if it is installed and there are rules for this media.
    FinalizeOutcome finalize(const QString &id, qint64 nowMs, qint64 expiresMs,
                             const ProcessingScript &script, bool look);
    // Up to `most` bytes of the consecutive segments from index 0, whether already assembled or not; for
    // small files.
    QByteArray firstBytes(const QString &id, qint64 most) const;
    void setAltText(const QString &id, const QString &text);
    void setSubtitle(const QString &id, const SubtitleTrack &track);
    // False if there is no such track.
    bool removeSubtitle(const QString &id, const QString &language);
    // Calls `then` once that media item (empty `id`: every finalized one) is assembled and hashed, at once if
    // it already is; not at all if `context` is deleted before.
    void whenAssembled(const QString &id, QObject *context, const std::function<void()> &then);
    bool assembled(const QString &id) const;

    QList<QJsonObject> snapshot() const;
    void replay(const QJsonObject &line);
    // Call after the last replay(): continues the interrupted assemblies and content checks.
    void resumeAssembly();

private:
    QString mediaFolder(const QString &id) const;
    QString segmentPath(const QString &id, int index) const;
    AppendOutcome appendAgain(Media &media, int index, ReceivedFile &file);
    void handOver(const QString &id);
    void resumeAssemblyOf(const QString &id);
    void segmentAppended(const QString &id, int index, bool ok);
    void hashed(const QString &id, const QByteArray &sha256);
    void lookAt(const Media &media);
    void looked(const QString &id, const ProbeResult &look);
    bool write(const QString &id);

    struct Waiter
    {
        QString id; // empty: all
        QPointer<QObject> context;
        std::function<void()> then;
    };

    QString m_folder;
    Journal &m_journal;
    MediaAssembler m_assembler;
    ContentProbe m_probe;
    std::map<QString, Media> m_media; // by id, thus in order of creation
    QHash<QString, int> m_handed;     // segments given to the assembler, per media item not yet assembled
    QList<Waiter> m_waiters;
};

} // namespace postreel::sandbox
