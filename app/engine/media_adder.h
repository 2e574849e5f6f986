// How files come into a Post that is recorded already. It does not leave before they have come.
#pragma once

#include "app/engine/post_commands.h"

namespace postreel {

// All that it works with; each outlives it.
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

    // As those of Engine.
    void attach(const QString &postId, const QVector<NewMedia> &media, std::function<void(Result<QString>)> done);
    void addSubtitles(const QString &uploadId, const NewMedia::Subtitle &track, std::function<void(Result<QString>)> done);

    // Behind all media that are there or on their way.
    int freePosition(const QString &postId) const;
    // So many files have come, or will not: what was to leave with them does so now, but not without one that did not come;
    // then a person decides again.
    void ended(const QString &postId, int files, bool added);

private:
    Result<QString> accountToAddTo(const QString &postId, const QString &file) const;
    Result<QString> takeTrack(const Upload &track);

    const AddingServices m_services;
    PostMaker *m_maker = nullptr;
};

} // namespace postreel
