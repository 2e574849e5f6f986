// Reads the videos of drafts, and applies the user's choices for them: trim, sound track, cover.
#pragma once

#include "app/engine/media_adder.h"

#include <QHash>

namespace postreel {

// What is known of an original file.
struct Film
{
    QString path;
    QString mediaType; // by content; empty: not a type that X accepts
    Fingerprint fingerprint;
    FilmFacts facts;
};

// The services that it uses; each must outlive it.
struct FilmServices
{
    LivePosts &live;
    FilesBeingAdded &adding;
    MediaChanger &changer;
    const Allowances &allowances;
    PostCommands &commands;
    PostViews &views;
    MediaAdder &adder;
    FileReads &reads;
};

class FilmController final : public QObject
{
    Q_OBJECT
public:
    explicit FilmController(const FilmServices &services);
    void open(Frames &frames, PostMaker &maker);

    using Seen = std::function<void(const Result<Film> &)>;
    // Reads the original again. Errors: those of inspect(), NotAVideo, and Usage for an id that is no media upload.
    void lookAt(const QString &uploadId, QObject *context, Seen seen);
    // The last known facts; reads the file if there are none. Errors as above.
    void with(const QString &uploadId, QObject *context, Seen seen);

    // As in EngineMedia. filmstrip() deletes `viewer` after the last frame; destroying it earlier drops the remaining
    // frames.
    void facts(const QString &uploadId, const std::function<void(const Result<FilmFacts> &)> &done);
    void filmstrip(const QString &uploadId, int count, int heightPx, QObject *viewer,
                   const std::function<void(const FilmstripFrame &)> &each,
                   const std::function<void(const Result<Done> &)> &done);
    void frameAt(const QString &uploadId, qint64 atMs, const std::function<void(const Result<QString> &)> &done);
    void setTrim(const QString &uploadId, qint64 startMs, qint64 endMs);
    void setSound(const QString &uploadId, int stream);
    void setCover(const QString &uploadId, qint64 atMs);

Q_SIGNALS:
    void notice(const postreel::Error &error);

private:
    void recreate(Uploader *upload, const Upload &replacement);
    void cutCover(const QString &uploadId, qint64 atMs);
    bool coverCut(const QString &uploadId, qint64 atMs, const Result<QString> &frame);
    bool changeCover(const Upload &video, qint64 atMs, const std::optional<Upload> &cover);

    const FilmServices m_services;
    Frames *m_frames = nullptr;
    PostMaker *m_maker = nullptr;
    QHash<QString, Film> m_films;          // by path
    QHash<QString, qint64> m_coversWanted; // by upload, while the frames are being extracted
};

} // namespace postreel
