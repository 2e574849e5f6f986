// The files of an Engine: checks before anything is sent, cuts, covers and tracks of what is in a Post, and fixes.
// Invariant: lives on the main thread; no call blocks.
#pragma once

#include "app/base/result.h"
#include "app/engine/callback.h"
#include "app/engine/views.h"

#include <QObject>
#include <QUrl>

namespace postreel {

class EngineThread;

class EngineMedia final : public QObject
{
    Q_OBJECT
public:
    // `thread`: of the engine; must outlive it.
    explicit EngineMedia(EngineThread *thread);

    // Reads the files and reports what X would accept from the user of an account (empty: from any user); sends and
    // stores nothing. `subtitles`: tracks of the first file; their verdicts follow those of the files.
    void check(const QStringList &files, const QStringList &subtitles, const QString &accountKey, QObject *context,
               Callback<QVector<FileVerdict>> done);

    // Copies a file that is not on this computer's file system (mtp:// and the like) into the profile; `done` gets
    // the path to attach. `soFar`: bytes, twice a second. Errors: those of RemoteFileFetcher::copy().
    void copyHere(const QUrl &from, QObject *context, Callback<qint64> soFar, Callback<Result<QString>> done);
    void stopCopying(const QUrl &from);

    // For drafts, and Posts that wait and were not sent yet.
    void setAltText(const QString &uploadId, const QString &text);
    // For videos of drafts. Times are those of the original file, in ms. The id of an upload that was replaced (by
    // one of these calls, or by another account) refers to its replacement.
    // filmFacts() reads the facts of the original again. Errors: those of inspect(), NotAVideo, and Usage for an
    // unknown id.
    void filmFacts(const QString &uploadId, QObject *context, Callback<Result<FilmFacts>> done);
    // `count` frames spread over the video; `each` gets them as they are made, in any order; dropped when `context`
    // is destroyed. Errors: those of filmFacts() and Frames::filmstrip().
    void filmstrip(const QString &uploadId, int count, int heightPx, QObject *context, Callback<FilmstripFrame> each,
                   Callback<Result<Done>> done);
    // `done` gets the path of an image of exactly the frame at `atMs`. Errors: those of filmFacts() and
    // Frames::frameAt().
    void frameAt(const QString &uploadId, qint64 atMs, QObject *context, Callback<Result<QString>> done);
    // The part of the video to keep; 0 and -1: all of it; ignored if the end is not after the start. The video is
    // uploaded again, as a new upload.
    void setTrim(const QString &uploadId, qint64 startMs, qint64 endMs);
    // The sound track to keep; MediaFacts::sounds has their stream indexes. The video is uploaded again, as above.
    void setSound(const QString &uploadId, int stream);
    // The frame that X shows before the video plays; -1: X chooses. If it cannot be extracted, Engine::notice() is emitted
    // and the cover stays as it was.
    void setCover(const QString &uploadId, qint64 atMs);

    void detach(const QString &uploadId); // with its subtitle tracks and cover; cannot be undone
    // Adds a subtitle track to the video of a draft; `language` is two capitals, and replaces a track of the same
    // language. `done` gets the id of the track's upload. Errors: Usage (no video of a draft, no language), Storage,
    // and those of checkRegularFile(). Its view reports what X would say about it.
    void addSubtitles(const QString &uploadId, const QString &file, const QString &language, QObject *context,
                      Callback<Result<QString>> done);
    // What X shows below a video; empty: nothing.
    void setTitle(const QString &uploadId, const QString &title, const QString &description);

    // Decisions for an upload in NeedsFix.
    void sendAnyway(const QString &uploadId);
    void fix(const QString &uploadId);
    // Stops a running fix; the upload waits for a decision again.
    void stopFixing(const QString &uploadId);
    // "Post no later than": chooses a fix that meets it. Wall clock, ms; 0: the best fix.
    void setDeadline(const QString &uploadId, qint64 atMs);
    // Whether files that X would refuse are fixed without asking; stored. True also fixes uploads that are in
    // NeedsFix now, unless their fix failed or would lose a part.
    void setFixByItself(bool fix);

    // Gives the new path of the file that an upload waits for. `done` gets FileChanged with the cause OtherFile if it
    // is another file, Usage if the upload no longer waits for one, or the errors of fingerprintOf().
    void findFile(const QString &uploadId, const QString &path, QObject *context, Callback<Result<Done>> done);

    // The uploads whose thumbnails are visible now: only for these are thumbnails made. Views report them.
    void showThumbnails(const QStringList &uploadIds);

private:
    EngineThread *m_thread;
};

} // namespace postreel
