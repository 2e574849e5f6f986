// Builds and connects the classes that carry out the commands for Posts and media.
#pragma once

#include "app/engine/account_mover.h"
#include "app/engine/engine_options.h"
#include "app/engine/film_controller.h"
#include "app/engine/media_adder.h"
#include "app/engine/media_commands.h"
#include "app/engine/post_creation.h"
#include "app/engine/post_remover.h"
#include "app/engine/profile.h"

namespace postreel {

// The Posts of a profile and the user's decisions about them.
struct Queue
{
    Queue(const EngineOptions &options, Profile &profile, const Clock &clock);

    UnreadableRows unreadable;
    LivePosts live;
    Removals removals;
    FilesBeingAdded adding;
    Pauses pauses;
};

// The other services that they use; each must outlive them.
struct PostControllerServices
{
    Profile &profile;
    Queue &queue;
    AccountBook &accounts;
    Allowances &allowances;
    StorageRetry &storage;
    PostViews &views;
    FileReads &reads;
    Clock &clock;
};

struct PostControllers
{
    PostControllers(const EngineOptions &options, const PostControllerServices &with);

    // Makes them children of `parent`, so that they move to its thread.
    void setParent(QObject *parent);
    void open(Transport &transport, Frames &frames, PostMaker &maker);

    MediaChanger changer;
    PostCommands commands;
    AccountMover mover;
    PostCreation creation;
    MediaAdder adder;
    FilmController films;
    PostRemover removals;
    MediaCommands media;
};

} // namespace postreel
