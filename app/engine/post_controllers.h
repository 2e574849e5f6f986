// Everything that is asked of Posts and their media, built and connected: what each does, its own header says.
#pragma once

#include "app/engine/account_mover.h"
#include "app/engine/film_controller.h"
#include "app/engine/media_adder.h"
#include "app/engine/media_commands.h"
#include "app/engine/post_creation.h"
#include "app/engine/profile.h"
#include "app/engine/post_remover.h"

namespace postreel {

// The Posts of a profile, and what a person said of them.
struct Queue
{
    Queue(const EngineOptions &options, Profile &profile, const Clock &clock);

    UnreadableRows unreadable;
    LivePosts live;
    Removals removals;
    FilesBeingAdded adding;
    Pauses pauses;
};

// What they work with besides; each outlives them.
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

    // They go to the parent's thread with it.
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
