#include "ui/cli/program.h"

#include "ui/cli/hand_over.h"
#include "ui/error_text.h"

#include <QMetaMethod>
#include <QTimer>

namespace postreel {

namespace {

constexpr int openAgainMs = 3000;

// A second start without --quit-when-done ends as soon as the running program has recorded its Posts, unless
// it asks for events or a timeout.
Run::Ends endOf(const StartRequest &request)
{
    const bool waits = request.quitsByItself() || !request.events.isEmpty() || request.timeoutMs > 0;
    return waits ? Run::Ends::WhenDone : Run::Ends::WhenRecorded;
}

} // namespace

Program::Program(Engine &engine, FindAccess open, PickAccess pick, QObject *parent)
    : QObject(parent), m_engine(engine), m_openAccess(std::move(open)), m_pickAccess(std::move(pick))
{
    connect(&m_engine, &Engine::started, this, &Program::engineStarted);
    connect(&m_engine, &Engine::startFailed, this, &Program::engineFailed);
    connect(&m_engine, &Engine::notice, this, [this](const Error &error) {
        if (m_say)
            m_say(sentence(error, QString()));
    });
}

void Program::begin(const StartRequest &request, const Run::Output &output)
{
    m_say = output.say;
    m_ownStays = !request.quitsByItself();
    m_staysOpen = m_ownStays;
    const Access access = m_openAccess(request);
    m_own = new Run(m_engine, request, m_ownStays ? Run::Ends::Never : Run::Ends::WhenDone, output, this);
    startRun(m_own, access);
    if (!access.problem.isEmpty())
        return m_own->refuse(access.problem);
    // Shows the window only once the draft is recorded, so that a bad file is reported without opening a
    // window briefly.
    if (m_staysOpen && request.makesPosts())
        connect(m_own, &Run::recorded, this, &Program::windowRequested);
    else
        Q_EMIT windowRequested({});
}

void Program::serve(QLocalSocket *connection)
{
    auto *caller = new RequestConnection(connection, this);
    connect(caller, &RequestConnection::asked, this,
            [this, caller](const StartRequest &request) { serveRequest(caller, request); });
}

void Program::serveRequest(RequestConnection *caller, const StartRequest &request)
{
    if (m_leaving)
        return caller->rejectRequest();
    caller->take();
    const Access access = m_openAccess(request);
    auto *run = new Run(m_engine, request, endOf(request), caller->output(!request.events.isEmpty()), caller);
    connect(run, &Run::finished, caller, &RequestConnection::exit);
    if (!request.quitsByItself() && isSignalConnected(QMetaMethod::fromSignal(&Program::windowRequested))) {
        connect(run, &Run::recorded, this, &Program::windowRequested);
        m_staysOpen = true; // the user opened the window of a program that would have quit by itself
    }
    startRun(run, access);
    if (!access.problem.isEmpty())
        run->refuse(access.problem);
}

void Program::startRun(Run *run, const Access &access)
{
    m_runs << run;
    if (access.picks)
        m_picking.insert(run);
    else
        run->setAccount(access.account);
    connect(run, &Run::finished, this, [this, run](int exitCode) { runEnded(run, exitCode); });
    if (m_started)
        launch(run);
}

void Program::launch(Run *run)
{
    if (!m_picking.remove(run))
        return run->start();
    m_pickAccess(run->request(), run, [this, run](const Access &access) { launchAs(run, access); });
}

void Program::launchAs(Run *run, const Access &access)
{
    if (!access.problem.isEmpty())
        return run->refuse(access.problem);
    run->setAccount(access.account);
    run->start();
}

void Program::engineStarted()
{
    m_started = true;
    const QVector<Run *> waiting = m_runs;
    for (Run *run : waiting)
        launch(run);
}

void Program::engineFailed(const Error &error)
{
    if (m_say && !std::exchange(m_openingFailed, true))
        m_say(sentence(error, QString()));
    if (!m_staysOpen)
        return leave(exit_code::failed);
    // The window stays open and reports it; a full disk or a locked folder may be fixed meanwhile.
    Q_EMIT windowRequested({});
    QTimer::singleShot(openAgainMs, &m_engine, &Engine::start);
}

void Program::runEnded(Run *run, int exitCode)
{
    m_runs.removeOne(run);
    m_picking.remove(run);
    if (run == m_own) {
        m_exitCode = exitCode;
        m_own = nullptr;
        // A run without --quit-when-done ends before its window only if it could not be carried out.
        m_staysOpen = m_staysOpen && !m_ownStays;
    }
    if (m_runs.isEmpty() && !m_own && !m_staysOpen && !std::exchange(m_leaving, true))
        Q_EMIT left(m_exitCode);
}

void Program::leave(std::optional<int> exitCode)
{
    if (std::exchange(m_leaving, true))
        return;
    const QVector<Run *> runs = m_runs;
    for (Run *run : runs)
        run->end(exitCode);
    Q_EMIT left(exitCode.value_or(m_exitCode));
}

} // namespace postreel
