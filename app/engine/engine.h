// The public API of the engine: starts and ends it, and gives access to its accounts, Posts, media, removals and network.
// Lives on the main thread; the work happens on the engine thread that it owns.
// Invariant: no call blocks, and no value that crosses threads is shared with the engine thread.
#pragma once

#include "app/engine/engine_accounts.h"
#include "app/engine/engine_media.h"
#include "app/engine/engine_network.h"
#include "app/engine/engine_options.h"
#include "app/engine/engine_posts.h"
#include "app/engine/engine_removals.h"

#include <QDeadlineTimer>
#include <memory>

namespace postreel {

class Engine : public QObject
{
    Q_OBJECT
public:
    explicit Engine(const EngineOptions &options, QObject *parent = nullptr);
    ~Engine() override; // calls leave() with 2 s

    // The last call: ends the engine thread and all its work. Returns false if the thread has not ended by then, for
    // example because a disk hangs. The thread is then abandoned and the process must not return from main();
    // everything is saved.
    bool leave(QDeadlineTimer until);

    // Opens the profile and continues the work saved in it. Emits started() or, if the profile cannot be used,
    // startFailed(); a damaged database is put aside and reported with notice().
    void start();
    // Call it once, after started(), when the accounts that the saved work needs have been added (see
    // waitsForAccounts).
    void resume();

    EngineAccounts &accounts() const { return *m_accounts; }
    EnginePosts &posts() const { return *m_posts; }
    EngineRemovals &removals() const { return *m_removals; }
    EngineMedia &media() const { return *m_media; }
    EngineNetwork &network() const { return *m_network; }
    StatusView status() const { return m_status; }

Q_SIGNALS:
    void started();
    void startFailed(const postreel::Error &error);
    void notice(const postreel::Error &error);            // for the user to know; nothing stops
    void statusChanged(const postreel::StatusView &status); // ≤ 10 Hz
    void happened(const postreel::EngineEvent &event);    // every event, in order

private:
    void wire();

    std::unique_ptr<EngineThread> m_thread;
    std::unique_ptr<EngineAccounts> m_accounts;
    std::unique_ptr<EnginePosts> m_posts;
    std::unique_ptr<EngineRemovals> m_removals;
    std::unique_ptr<EngineMedia> m_media;
    std::unique_ptr<EngineNetwork> m_network;
    StatusView m_status;
};

} // namespace postreel
