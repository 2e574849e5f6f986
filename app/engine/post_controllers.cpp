#include "app/engine/post_controllers.h"

namespace postreel {

Queue::Queue(const EngineOptions &options, Profile &profile, const Clock &clock)
    : unreadable(options.profile), removals(profile.database, clock, options.undoRemovalMs), pauses(profile.settings)
{
}

PostControllers::PostControllers(const EngineOptions &options, const PostControllerServices &with)
    : changer(with.profile.database, with.profile.uploads, with.queue.live, with.queue.removals, with.storage, with.clock),
      commands({.live = with.queue.live,
                .adding = with.queue.adding,
                .pauses = with.queue.pauses,
                .storage = with.storage,
                .removals = with.queue.removals,
                .changer = changer,
                .allowances = with.allowances,
                .accounts = with.accounts,
                .views = with.views,
                .clock = with.clock}),
      mover(with.profile.database, with.profile.posts, with.profile.uploads, with.queue.live, with.accounts,
            with.allowances, with.storage, with.views, commands),
      creation({.live = with.queue.live,
                .removals = with.queue.removals,
                .unreadable = with.queue.unreadable,
                .accounts = with.accounts,
                .mover = mover,
                .commands = commands,
                .views = with.views,
                .storage = with.storage},
               options.profile),
      adder({.database = with.profile.database,
             .live = with.queue.live,
             .adding = with.queue.adding,
             .removals = with.queue.removals,
             .changer = changer,
             .commands = commands,
             .views = with.views,
             .reads = with.reads}),
      films({.live = with.queue.live,
             .adding = with.queue.adding,
             .changer = changer,
             .allowances = with.allowances,
             .commands = commands,
             .views = with.views,
             .adder = adder,
             .reads = with.reads}),
      removals({.database = with.profile.database,
                .posts = with.profile.posts,
                .uploads = with.profile.uploads,
                .removals = with.queue.removals,
                .live = with.queue.live,
                .adding = with.queue.adding,
                .pauses = with.queue.pauses,
                .accounts = with.accounts,
                .changer = changer,
                .commands = commands,
                .mover = mover,
                .views = with.views,
                .storage = with.storage}),
      media(with.queue.live, with.reads, with.profile.settings, with.views)
{
    QObject::connect(&changer, &MediaChanger::changed, &with.views, &PostViews::markChanged);
}

void PostControllers::setParent(QObject *parent)
{
    for (QObject *each : std::initializer_list<QObject *>{&changer, &commands, &mover, &creation, &adder, &films, &removals, &media})
        each->setParent(parent);
}

void PostControllers::open(Transport &transport, Frames &frames, PostMaker &maker)
{
    QObject::connect(&commands, &PostCommands::askingAgain, &transport, &Transport::askAgain);
    mover.setTransport(transport);
    creation.setMaker(maker);
    adder.setMaker(maker);
    films.open(frames, maker);
}

} // namespace postreel
