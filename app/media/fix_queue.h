// Fixes files with ffmpeg: one film at a time (a transcode takes every processor), in the order they were asked for;
// pictures and subtitles, which are done in a moment, beside it.
// Invariant: the original is never written to; a fixed file is in its place only when it was looked at again and breaks
// no rule, is as long as it should be and has the streams that it should have.
#pragma once

#include "app/media/fix_plan.h"
#include "app/media/range_reader.h"

#include <QObject>
#include <functional>
#include <memory>

namespace postreel {

struct FixProgress
{
    FixKind kind = FixKind::None;
    int percent = 0;    // 0…100, never back
    qint64 leftMs = -1; // -1: not known yet
};

class FixQueue : public QObject
{
    Q_OBJECT
public:
    struct Order
    {
        QString id;     // of the upload: names the fixed file
        QString file;   // the original
        UploadKind kind = UploadKind::Media;
        FixRequest wish;
        Allowance allowance;
        std::optional<Inspection> seen; // what inspect() and scanned() said of it, if it was looked at before
        qint64 estimatedMs = 0; // how long it will take
        Fingerprint expected;           // of the file that was to be fixed; invalid: whatever it is by now
    };
    using Told = std::function<void(const FixProgress &)>;
    using Ended = std::function<void(const Result<QString> &file)>;

    // Bytes that are free where a folder is; what the system says.
    using FreeBytes = std::function<qint64(const QString &folder)>;
    static qint64 freeBytesOf(const QString &folder);

    // `folder`: takes the fixed files, and what a fix that was cut off has done so far. Made when it is not there.
    FixQueue(const QString &folder, FileReads &reads, const FreeBytes &freeBytes = freeBytesOf);
    ~FixQueue() override; // ends what runs, calls nobody; the next fix() of the same order goes on from there

    // Looks at the file, plans, runs, looks at the result. Both functions are called from the event loop, on this thread,
    // while `context` lives. Errors, with the file name as subject: NoFfmpeg, FixFailed (`detail`: ffmpeg's last line, or
    // what is wrong with its result), FileChanged (it is another file by now), NothingToFix, Storage (the disk has no room for the result; `detail` says how much it
    // takes), and those of inspect().
    void fix(const Order &order, QObject *context, Told told, Ended ended);
    // Ends it without a word; the next fix() of the same order goes on from there.
    void stop(const QString &id);
    // The same, and removes the fixed file of an upload and what is left of its fix: it has ended, or its wish has changed.
    void forget(const QString &id);
    // The same for all uploads but these: those of a former run that are not known any more.
    void keepOnly(const QStringList &ids);

    // How long the films take that run and wait, in ms: one that is ordered now is begun then.
    qint64 queueMs() const;

    // What is measured on the way; to begin with, what an earlier run measured.
    const FixSpeeds &speeds() const { return m_speeds; }
    void setSpeeds(const FixSpeeds &speeds) { m_speeds = speeds; }
    void setLinkSpeed(qint64 bytesPerSecond); // 0: not known yet

    // Whether ffmpeg and ffprobe are installed.
    static bool available();

Q_SIGNALS:
    void speedsMeasured(); // speeds() has changed and is worth keeping

private:
    struct JobQueue;
    JobQueue &queueFor(const Order &order);
    std::unique_ptr<JobQueue> m_films;
    std::unique_ptr<JobQueue> m_small; // pictures and subtitles
    FixSpeeds m_speeds;
};

} // namespace postreel
