// Looking at the videos of drafts, and what is chosen of them: the part that is wanted, the sound, the cover.
#pragma once

#include "app/engine/media_adder.h"

#include <QHash>

namespace postreel {

// What was seen of an original file.
struct Film
{
    QString path;
    QString mediaType; // by content; empty: none that X takes
    Fingerprint fingerprint;
    FilmFacts facts;
};

// All that it works with; each outlives it.
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
    // Reads the original again. Errors: those of inspect(), Usage for what is no video.
    void lookAt(const QString &uploadId, QObject *context, Seen seen);
    // As it was seen last; read where it was not.
    void with(const QString &uploadId, QObject *context, Seen seen);

    // As those of Engine. `viewer` goes with the last frame, or takes what is still to come with it.
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
    void recreate(Uploader *upload, const Upload &wish);
    void cutCover(const QString &uploadId, qint64 atMs);
    bool coverCut(const QString &uploadId, qint64 atMs, const Result<QString> &frame);
    bool changeCover(const Upload &video, qint64 atMs, const std::optional<Upload> &cover);

    const FilmServices m_services;
    Frames *m_frames = nullptr;
    PostMaker *m_maker = nullptr;
    QHash<QString, Film> m_films;          // by path
    QHash<QString, qint64> m_coversWanted; // by upload, while they are being cut
};

} // namespace postreel
