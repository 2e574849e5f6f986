// Manages the runs of one running program: its own and those that later starts hand over.
// Invariant: the program quits only when every run that it waits for has ended; each caller gets its exit
// code before that.
#pragma once

#include "ui/cli/run.h"
#include "ui/cli/start_request.h"

#include <QObject>
#include <QSet>
#include <QVector>
#include <functional>

class QLocalSocket;

namespace postreel {

class Program : public QObject
{
    Q_OBJECT
public:
    // The account that a request uses.
    struct Access
    {
        QString account; // key; empty: none chosen
        QString problem; // a sentence; not empty: the request cannot be carried out
        bool picks = false; // the account is still to be chosen with PickAccess, after the engine has started
    };
    using FindAccess = std::function<Access(const StartRequest &)>;
    // Calls `picked` on this thread, immediately or later, while `context` lives.
    using PickAccess =
        std::function<void(const StartRequest &, QObject *context, std::function<void(const Access &)> picked)>;

    // `open` is called for every request immediately; `pick` after the engine has started, if `open` returned
    // `picks`.
    Program(Engine &engine, FindAccess open, PickAccess pick, QObject *parent = nullptr);

    // Starts the run of this process's own command line.
    void begin(const StartRequest &request, const Run::Output &output);
    // Serves a second start; takes ownership of its connection.
    void serve(QLocalSocket *connection);

    // Ends all runs, because of a signal or because the window was closed. Without an exit code, that of the
    // process's own run counts.
    void leave(std::optional<int> exitCode = std::nullopt);

Q_SIGNALS:
    // Show the window or bring it to the front. `draft`: id of a draft to open; empty: none.
    void windowRequested(const QString &draft);
    void left(int exitCode); // emitted once

private:
    void startRun(Run *run, const Access &access);
    void launch(Run *run);
    void launchAs(Run *run, const Access &access);
    void engineStarted();
    void engineFailed(const Error &error);
    void runEnded(Run *run, int exitCode);
    void serveRequest(class RequestConnection *caller, const StartRequest &request);

    Engine &m_engine;
    const FindAccess m_openAccess;
    const PickAccess m_pickAccess;
    Run *m_own = nullptr;
    QVector<Run *> m_runs; // not ended
    QSet<Run *> m_picking; // runs whose account is not chosen yet
    std::function<void(const QString &)> m_say;
    bool m_started = false;
    bool m_ownStays = false;  // the own run has no --quit-when-done
    bool m_staysOpen = false; // a window is open for the user, so the end of a run does not end the program
    bool m_leaving = false;
    bool m_openingFailed = false; // start failed, and the user was told
    int m_exitCode = 0;
};

} // namespace postreel
