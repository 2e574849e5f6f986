// The calls that one running program works for: its own and those that later starts hand to it.
// Invariant: the program leaves only when every call that it leaves for has ended; each caller gets its
// exit code before that.
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
    // What a request asks for besides its Posts: the account of the sandbox or of its token.
    struct Access
    {
        QString account; // key; empty: none chosen
        QString problem; // a sentence: the request cannot be carried out
        bool picks = false; // one of those that are signed in, or whoever the token is of: known once the engine has started
    };
    using FindAccess = std::function<Access(const StartRequest &)>;
    // Answers at once or later, on this thread, while `context` lives.
    using PickAccess =
        std::function<void(const StartRequest &, QObject *context, std::function<void(const Access &)> picked)>;

    // `open` is asked at once, `pick` after the engine has started, of requests that open() said that of.
    Program(Engine &engine, FindAccess open, PickAccess pick, QObject *parent = nullptr);

    // The call of this process itself.
    void begin(const StartRequest &request, const Run::Output &output);
    // A second start on its connection, which is taken over.
    void serve(QLocalSocket *connection);

    // A signal came or the person closed the window: ends all calls. Without an exit code: that of the
    // own call.
    void leave(std::optional<int> exitCode = std::nullopt);

Q_SIGNALS:
    // Also when it is there: bring it to the front. `draft`: to be opened; may be empty.
    void windowRequested(const QString &draft);
    void left(int exitCode); // once

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
    QSet<Run *> m_picking; // have no account yet
    std::function<void(const QString &)> m_say;
    bool m_started = false;
    bool m_ownStays = false;  // the own call is one without --quit-when-done
    bool m_staysOpen = false; // a window is there for its person, so no call ends the program
    bool m_leaving = false;
    bool m_openingFailed = false; // and was told
    int m_exitCode = 0;
};

} // namespace postreel
