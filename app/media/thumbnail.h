// Small pictures of files for the queue, and single frames for covers, made by ffmpeg.
// Invariant: at most two ffmpeg at once, none longer than 10 s; a picture file is there whole or not at all.
#pragma once

#include "app/base/result.h"
#include "app/store/records.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <deque>
#include <functional>

namespace postreel {

class FrameJob;

class Frames : public QObject
{
    Q_OBJECT
public:
    using ThumbnailDone = std::function<void(const QString &file)>;
    using FrameDone = std::function<void(const Result<QString> &file)>;

    // `cache`: folder; the pictures go to its sub-folder "thumbs".
    explicit Frames(const QString &cache, QObject *parent = nullptr);
    ~Frames() override; // ends what runs; calls nobody

    // Gives `done` the path of a JPEG that fits 320×180, or an empty one when none can be made (no
    // ffmpeg, no picture inside, over 10 s): show an icon then. `mediaType`: by content; empty is tried as
    // a video. A file that was asked for before, and has not changed, costs no ffmpeg.
    // `done` is called from the event loop, on this thread, while `context` lives.
    void request(const QString &path, const QString &mediaType, const Fingerprint &fingerprint,
                 QObject *context, ThumbnailDone done);

    // Writes the frame at `timeMs` of a video to `outFile` as a JPEG at most 1280 pixels wide; gives the
    // path. Errors: Missing (subject "ffmpeg"), Unreadable (no frame at that time, or none that ffmpeg
    // can read; subject the file name), TimedOut, Storage. `done` as above.
    void extractFrame(const QString &path, const QString &mediaType, qint64 timeMs, const QString &outFile,
                      QObject *context, FrameDone done);

private:
    struct Waiter
    {
        QPointer<QObject> context;
        FrameDone done;
    };
    struct Order
    {
        QString key; // asked twice, made once
        QString path;
        QStringList arguments;
        QString outFile;
    };
    void add(const Order &order, QObject *context, FrameDone done);
    void startNext();
    void finish(FrameJob *job, const QString &key, const Result<QString> &result);
    void answer(const QString &key, const Result<QString> &result);

    QString m_folder;
    std::deque<Order> m_orders;                // not begun
    QHash<QString, QVector<Waiter>> m_waiters; // by key
    QVector<FrameJob *> m_jobs;                // running; children
};

} // namespace postreel
