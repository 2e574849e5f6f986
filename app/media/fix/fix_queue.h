// Fixes files with ffmpeg: one video at a time (a transcode uses every processor), in the order of the requests; pictures
// and subtitles, which take only a moment, in parallel to it.
// Invariant: never writes to the original; a fixed file is moved to its place only after a check that it breaks no fixable
// rule and has the right length and streams.
#pragma once

#include "app/media/files/range_reader.h"
#include "app/media/fix/fix_plan.h"

#include <QObject>
#include <functional>
#include <memory>

namespace postreel {

struct FixProgress
{
    FixKind kind = FixKind::None;
    int percent = 0;    // 0…100, never goes back
    qint64 leftMs = -1; // -1: not known yet
};

class FixQueue : public QObject
{
    Q_OBJECT
public:
    struct Order
    {
        QString id;     // of the upload; the fixed file is named after it
        QString file;   // the original
        UploadKind kind = UploadKind::Media;
        FixRequest request;
        Allowance allowance;
        std::optional<Inspection> seen; // an earlier result of inspect() and scanned(), if any
        qint64 estimatedMs = 0; // how long the fix will take
        Fingerprint expected;           // of the file to fix; invalid: any content
    };
    using Told = std::function<void(const FixProgress &)>;
    using Ended = std::function<void(const Result<QString> &file)>;

    // Returns the free bytes on the disk of a folder; freeBytesOf() asks the system.
    using FreeBytes = std::function<qint64(const QString &folder)>;
    static qint64 freeBytesOf(const QString &folder);

    // `folder`: for the fixed files and the work of unfinished fixes; created if missing.
    FixQueue(const QString &folder, FileReads &reads, const FreeBytes &freeBytes = freeBytesOf);
    ~FixQueue() override; // ends running fixes without a callback; the next fix() of the same order resumes

    // Inspects the file, plans, runs, and checks the result. Both functions are called from the event loop, on this thread,
    // while `context` lives. Errors, with the file name as subject: NoFfmpeg, FixFailed (`detail`: ffmpeg's last line, or
    // what is wrong with its result), FileChanged (not the expected file any more), NothingToFix, Storage (the disk has no
    // space for the result; `detail`: how much it takes), and those of inspect().
    void fix(const Order &order, QObject *context, Told told, Ended ended);
    // Ends a fix without a callback; the next fix() of the same order resumes it.
    void stop(const QString &id);
    // Like stop(), and removes the upload's fixed file and unfinished work: the upload has ended, or its request has changed.
    void forget(const QString &id);
    // Removes the files of all uploads but these: those of an earlier program run that are not known any more.
    void keepOnly(const QStringList &ids);

    // Time in ms until the running and waiting videos are done, i.e. until one that is requested now begins.
    qint64 queueMs() const;

    // Measured by the fixes; set the values of an earlier program run at the start.
    const FixSpeeds &speeds() const { return m_speeds; }
    void setSpeeds(const FixSpeeds &speeds) { m_speeds = speeds; }
    void setLinkSpeed(qint64 bytesPerSecond); // 0 (not known yet) is ignored

    // Whether ffmpeg and ffprobe are installed.
    static bool available();

Q_SIGNALS:
    void speedsMeasured(); // speeds() has changed and should be saved

private:
    struct JobQueue;
    JobQueue &queueFor(const Order &order);
    std::unique_ptr<JobQueue> m_films;
    std::unique_ptr<JobQueue> m_small; // pictures and subtitles
    FixSpeeds m_speeds;
};

} // namespace postreel
