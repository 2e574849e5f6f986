// Makes thumbnails for the queue, filmstrips, and single frames for covers with ffmpeg.
// Invariant: at most two ffmpeg processes at once, none longer than 10 s; a picture file is complete or does not exist; the
// cache takes little more than 200 MB at most.
#pragma once

#include "app/base/result.h"
#include "app/media/frames/filmstrip.h"
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
    using FrameMade = std::function<void(const FilmstripFrame &frame)>;
    using StripDone = std::function<void(const Result<Done> &)>;

    // `cache`: folder; the pictures go to its sub-folder "thumbs".
    explicit Frames(const QString &cache, QObject *parent = nullptr);
    ~Frames() override; // kills running jobs, without a callback

    // All callbacks are called from the event loop, on this thread, while `context` lives; a request that nobody waits for
    // any more is dropped. Except by extractFrame(), a picture that could not be made because of the file is not tried again
    // in this program run, and one in the cache needs no ffmpeg as long as the file has not changed.

    // Calls `done` with the path of a JPEG of at most 640×480, or with an empty one if none can be made (no ffmpeg, no
    // picture in the file, over 10 s): show an icon then. `mediaType`: by content; empty: tried as a video.
    void request(const QString &path, const QString &mediaType, const Fingerprint &fingerprint,
                 QObject *context, ThumbnailDone done);

    // Calls `each` with the frames as they are made, in any order, then `done`. In long videos (20 s between frames), each is
    // the key frame before its moment. Errors, if there is not a single frame: NoFfmpeg, Unreadable, TimedOut, Storage; Usage
    // for a request without duration, count or height.
    void filmstrip(const FilmstripRequest &request, QObject *context, FrameMade each, StripDone done);

    // Calls `done` with a JPEG at most 640 pixels wide of exactly the frame that is shown at `timeMs`. Runs before all waiting
    // requests. Errors: as extractFrame().
    void frameAt(const QString &path, const QString &mediaType, const Fingerprint &fingerprint, qint64 timeMs,
                 QObject *context, FrameDone done);

    // Writes the frame at `timeMs` of a video to `outFile` as a JPEG at most 1280 pixels wide, and calls `done` with the path.
    // A time less than 2 s after the last frame means that frame. Errors, with the file name as subject: NoFfmpeg, Unreadable
    // (no frame at that time, or none that ffmpeg can read), TimedOut, Storage.
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
        QString key; // requests with the same key share one job
        QString path;
        QVector<QStringList> tries; // ffmpeg's arguments; the next ones are tried if there is no frame
        QString outFile;
        bool cached = false; // kept in the cache
        bool urgent = false;
    };
    struct Strip;
    QString shelfFile(const QString &path, const Fingerprint &fingerprint, const QString &which = {}) const;
    void give(const Order &order, QObject *context, FrameDone done);
    void add(const Order &order, QObject *context, FrameDone done);
    void startNext();
    void finish(FrameJob *job, const Result<QString> &result);
    void answer(const QString &key, const Result<QString> &result);
    void noteMade(const QString &file);
    void dropUnwanted();

    QString m_folder;
    std::deque<Order> m_orders;                // waiting
    QHash<QString, QVector<Waiter>> m_waiters; // by key
    QHash<FrameJob *, Order> m_jobs;           // running; children
    QHash<QString, Error> m_hopeless;          // by key
    qint64 m_newBytes = -1;                    // added to the cache since it was last trimmed; -1: not trimmed yet
};

} // namespace postreel
