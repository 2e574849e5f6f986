// Adds files to a Post that is already saved. The Post is not sent before they are part of it.
#pragma once

#include "app/engine/post_commands.h"

namespace postreel {

// The services that it uses; each must outlive it.
struct AddingServices
{
    Database &database;
    LivePosts &live;
    FilesBeingAdded &adding;
    Removals &removals;
    MediaChanger &changer;
    PostCommands &commands;
    PostViews &views;
    FileReads &reads;
};

class MediaAdder final : public QObject
{
    Q_OBJECT
public:
    explicit MediaAdder(const AddingServices &services);
    void setMaker(PostMaker &maker) { m_maker = &maker; }

    // As EnginePosts::attach() and EngineMedia::addSubtitles().
    void attach(const QString &postId, const QVector<NewMedia> &media, std::function<void(Result<QString>)> done);
    void addSubtitles(const QString &uploadId, const NewMedia::Subtitle &track, std::function<void(Result<QString>)> done);

    // The position after all media that are there or being added.
    int freePosition(const QString &postId) const;
    // Call it when `files` files have been saved (`added`) or could not be added: submits the Post if that was
    // deferred; if a file could not be added, the Post is a draft again and the user decides.
    void ended(const QString &postId, int files, bool added);

private:
    Result<QString> accountToAddTo(const QString &postId, const QString &file) const;
    Result<QString> takeTrack(const Upload &track);

    const AddingServices m_services;
    PostMaker *m_maker = nullptr;
};

} // namespace postreel
