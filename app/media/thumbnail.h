// Small pictures of files for the queue, filmstrips, and single frames for covers, made by ffmpeg.
// Invariant: at most two ffmpeg at once, none longer than 10 s; a picture file is there whole or not at all; pictures
// that can be made again take at most 200 MB and a little.
#pragma once

#include "app/base/result.h"
#include "app/media/filmstrip.h"
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
    ~Frames() override; // ends what runs; calls nobody

    // All functions that are given here are called from the event loop, on this thread, while `context` lives; what
    // nobody waits for any more is given up. A picture that could not be made, because of the file, is not tried again
    // in this run, and one that is there costs no ffmpeg as long as the file has not changed.

    // Gives `done` the path of a JPEG that fits 640×480, or an empty one when none can be made (no
    // ffmpeg, no picture inside, over 10 s): show an icon then. `mediaType`: by content; empty is tried as
    // a video.
    void request(const QString &path, const QString &mediaType, const Fingerprint &fingerprint,
                 QObject *context, ThumbnailDone done);

    // Gives `each` the frames as they are made, in any order, then `done`. In long films each is the key frame before
    // its moment. Errors, when there is not one frame: NoFfmpeg, Unreadable, TimedOut, Storage; Usage for a film without
    // a length.
    void filmstrip(const FilmstripRequest &wish, QObject *context, FrameMade each, StripDone done);

    // Gives `done` a JPEG at most 640 pixels wide of exactly the frame that is shown at `timeMs`, before all that waits
    // for ffmpeg. Errors: as extractFrame().
    void frameAt(const QString &path, const QString &mediaType, const Fingerprint &fingerprint, qint64 timeMs,
                 QObject *context, FrameDone done);

    // Writes the frame at `timeMs` of a video to `outFile` as a JPEG at most 1280 pixels wide; gives the
    // path. A time less than 2 s behind the last frame means that one. Errors: NoFfmpeg, Unreadable (no frame at that
    // time, or none that ffmpeg can read; subject the file name), TimedOut, Storage.
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
        QVector<QStringList> tries; // arguments; the next ones when there is no frame
        QString outFile;
        bool cached = false; // lies on the shelf
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
    std::deque<Order> m_orders;                // not begun
    QHash<QString, QVector<Waiter>> m_waiters; // by key
    QHash<FrameJob *, Order> m_jobs;           // running; children
    QHash<QString, Error> m_hopeless;          // by key
    qint64 m_newBytes = -1;                    // on the shelf since it was last looked through; -1: never was
};

} // namespace postreel
