// The main program: options, log, one program per profile, engine, sandbox, window.
#include "app/base/core_dumps.h"
#include "app/base/file_size_limit.h"
#include "app/base/known_secrets.h"
#include "app/base/log.h"
#include "app/desktop/heap.h"
#include "app/desktop/signals.h"
#include "app/desktop/single_instance.h"
#include "app/engine/computer.h"
#include "app/sandbox/sandbox.h"
#include "ui/cli/cli_text.h"
#include "ui/cli/command_line.h"
#include "ui/cli/console.h"
#include "ui/cli/hand_over.h"
#include "ui/cli/program_exit.h"
#include "ui/cli/program_window.h"
#include "ui/cli/raw_arguments.h"
#include "ui/cli/request_access.h"
#include "ui/error_text.h"
#include "ui/shown_words.h"
#include "ui/translation.h"
#include "ui/usual_account.h"
#include "ui/window/parts/window_style.h"
#include "ui/window/profile_error_dialog.h"

#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QRandomGenerator>
#include <QSettings>
#include <QThread>
#include <QTimer>
#include <algorithm>
#include <cstdlib>

using namespace postreel;

namespace {

// The sandbox of this profile, on a thread of its own, with a token that is valid only for this run.
class SandboxHost
{
public:
    explicit SandboxHost(QString folder) : m_folder(std::move(folder)) {}
    Q_DISABLE_COPY_MOVE(SandboxHost)

    // The last call. False: its thread did not end in time and is leaked until the process ends.
    bool leave(QDeadlineTimer until)
    {
        if (m_sandbox)
            m_sandbox->deleteLater(); // on its own thread, before quit() takes effect there
        m_thread->quit();
        const bool ended = m_thread->wait(until);
        if (!ended)
            (void)m_thread.release();
        return ended;
    }

    // Starts the sandbox if it is not running, and adds its account to the engine. A non-empty spec also
    // applies to a running sandbox. Returns the key of the account.
    Result<QString> open(Engine &engine, const QString &specText)
    {
        const Result<sandbox::SandboxSpec> spec = sandbox::SandboxSpec::parse(specText);
        if (!spec.ok())
            return spec.error();
        if (m_sandbox && !specText.isEmpty())
            m_sandbox->apply(*spec);
        return m_sandbox ? Result<QString>(key) : start(engine, *spec);
    }

    // The sandbox's account, whether or not the sandbox runs.
    static AccountView account() { return {.key = key, .label = CliText::tr("Sandbox"), .sandbox = true}; }

    // Converts links before a browser opens them: a link to this sandbox gets a key, without which its pages
    // show nothing.
    BrowserLink links()
    {
        return [this](const QUrl &link) { return m_sandbox ? m_sandbox->browserLink(link) : link; };
    }

private:
    Result<QString> start(Engine &engine, const sandbox::SandboxSpec &spec)
    {
        m_sandbox = new sandbox::Sandbox(
            {.folder = m_folder, .spec = spec, .howToOpen = CliText::tr("Choose Open on the Post in Postreel's queue.")});
        m_sandbox->moveToThread(m_thread.get());
        m_thread->setObjectName(QStringLiteral("sandbox"));
        m_thread->start();
        Result<QUrl> base = ErrorKind::NotReached;
        QMetaObject::invokeMethod(
            m_sandbox, [this, &base] { base = m_sandbox->start(); }, Qt::BlockingQueuedConnection);
        if (!base.ok()) {
            std::exchange(m_sandbox, nullptr)->deleteLater();
            return base.error();
        }
        QByteArray random(32, '\0');
        QRandomGenerator::system()->generate(random.begin(), random.end());
        const QByteArray token =
            random.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        m_token = KnownSecret(token);
        m_sandbox->addToken(token, key);
        engine.accounts().add(account(), *base, token);
        return key;
    }

    static const QString key;
    const QString m_folder;
    std::unique_ptr<QThread> m_thread = std::make_unique<QThread>();
    KnownSecret m_token;
    sandbox::Sandbox *m_sandbox = nullptr;
};

const QString SandboxHost::key = QStringLiteral("sandbox");

// Waits for a token refresh in progress, because losing its response may lose the sign-in, but only for a
// limited time; the next run knows that a refresh had begun.
void quitWhenSignInsIdle(Engine &engine, int code)
{
    constexpr int timeoutMs = ProgramExit::stepsMs * 3 / 4; // the rest is left for the engine
    const auto leave = [code] { QCoreApplication::exit(code); };
    engine.accounts().whenSignInsIdle(qApp, leave);
    QTimer::singleShot(timeoutMs, qApp, leave);
}

// Call after the event loop, when no request and no window is left. The sandbox ends last, because the engine
// may still call it.
void endWork(Engine &engine, SandboxHost &sandboxHost, ProgramExit &programExit)
{
    programExit.note(engine.leave(programExit.until()));
    programExit.note(sandboxHost.leave(programExit.until()));
}

QString accountIn(const QString &profile, QLatin1String setting)
{
    return QSettings(profile % QStringLiteral("/settings.ini"), QSettings::IniFormat).value(setting).toString();
}

// Whether to start the sandbox immediately: this profile has Posts for it, or used it last.
bool isInUse(const AccountView &sandbox, const Engine &engine, const QString &profile)
{
    const QVector<PostView> posts = engine.posts().all();
    return accountIn(profile, usualAccountKey) == sandbox.key || accountIn(profile, lastAccountKey) == sandbox.key ||
           std::any_of(posts.cbegin(), posts.cend(), [&](const PostView &post) { return post.account == sandbox.key; });
}

// Create it before the engine starts. It must not outlive the engine.
std::unique_ptr<ProgramWindow> makeWindow(Engine &engine, Computer &computer, const QString &profile,
                                          const BrowserLink &links, Program &program, const std::function<void()> &openSandbox)
{
    auto window = std::make_unique<ProgramWindow>(engine, computer, profile, links);
    QObject::connect(&program, &Program::windowRequested, window.get(), &ProgramWindow::show);
    QObject::connect(window.get(), &ProgramWindow::sandboxRequested, &program, openSandbox);
    // When the session ends, only unsaved drafts have to be saved; everything else is on disk already.
    QObject::connect(qApp, &QGuiApplication::commitDataRequest, window.get(), &ProgramWindow::saveAll, Qt::DirectConnection);
    return window;
}

EngineOptions optionsOf(const StartRequest &request, const QString &profile)
{
    return {.profile = profile,
            .caFile = request.caFile,
            .limitBytesPerSecond = request.limitBytesPerSecond,
            .asksPerson = !request.quitsByItself(),
            .sandbox = SandboxHost::account(),
            .waitsForAccounts = true};
}

// What the profile holds continues with the first request for more than a check, which uses no network.
class ProfileWork
{
public:
    ProfileWork(Engine &engine, Computer &computer) : m_engine(engine), m_computer(computer) {}

    void isAskedFor(const StartRequest &request)
    {
        m_wanted = m_wanted || request.kind == StartRequest::Kind::Run;
        resume();
    }
    // The records are loaded.
    void mayResume()
    {
        m_loaded = true;
        resume();
    }

private:
    void resume()
    {
        if (!m_loaded || !m_wanted || std::exchange(m_resumed, true))
            return;
        m_engine.resume();
        m_computer.start();
    }

    Engine &m_engine;
    Computer &m_computer;
    bool m_loaded = false;
    bool m_wanted = false;
    bool m_resumed = false;
};

// Finds the access of each request, and resumes the work of the profile for the first that needs it.
Program::FindAccess opening(RequestAccess &access, ProfileWork &work)
{
    return [&access, &work](const StartRequest &asked) {
        work.isAskedFor(asked);
        return access.open(asked);
    };
}

// Ends the program on a signal, or when the user closes the window.
void leaveOn(Signals &signals_, Program &program)
{
    QObject::connect(&signals_, &Signals::received, &program,
                     [&program](int number) { program.leave(exit_code::signalBase + number); });
    QObject::connect(qApp, &QGuiApplication::lastWindowClosed, &program, [&program] { program.leave(); });
}

int runHere(SingleInstance &single, const StartRequest &request, const Run::Output &output, const QString &profile,
            ProgramExit &programExit)
{
    QDir().mkpath(profile % QStringLiteral("/logs"));
    installLog(profile % QStringLiteral("/logs"));
    SandboxHost sandboxHost(profile % QStringLiteral("/sandbox"));
    Engine engine(optionsOf(request, profile));
    auto computer = std::make_unique<Computer>(engine);
    std::unique_ptr<ProgramWindow> window;
    const auto openForPerson = [&] {
        if (const Result<QString> key = sandboxHost.open(engine, {}); !key.ok())
            window->showNoSandbox(key.error());
    };
    ProfileWork work(engine, *computer);
    // Connected first, so that it runs before everything else that uses the loaded records.
    QObject::connect(&engine, &Engine::started, &engine, [&] {
        if (!request.quitsByItself() && isInUse(SandboxHost::account(), engine, profile))
            openForPerson();
        work.mayResume();
    });
    RequestAccess access(engine, request, [&](const QString &spec) { return sandboxHost.open(engine, spec); }, [&] { return accountIn(profile, usualAccountKey); });
    Program program(
        engine, opening(access, work),
        [&access](auto &&...asked) { access.pick(asked...); });
    Signals signals_;
    QObject::connect(&single, &SingleInstance::callerCame, &program, &Program::serve);
    leaveOn(signals_, program);
    QObject::connect(&program, &Program::left, &program, [&](int code) {
        programExit.decide(code);
        single.stopListening();
        quitWhenSignInsIdle(engine, code);
    });
    const bool mayWatch = request.kind == StartRequest::Kind::Run && ProgramWindow::canBeSeen();
    if (!request.quitsByItself() || mayWatch)
        window = makeWindow(engine, *computer, profile, sandboxHost.links(), program, openForPerson);
    program.begin(request, output);
    engine.start();
    const int code = QCoreApplication::exec();
    programExit.decide(code);
    window.reset();
    computer.reset();
    endWork(engine, sandboxHost, programExit);
    return code;
}

// While `signals_` lives, a system signal ends the event loop with its exit code.
void leaveOn(Signals &signals_)
{
    QObject::connect(&signals_, &Signals::received, qApp,
                     [](int number) { QCoreApplication::exit(exit_code::signalBase + number); });
}

// Returns the exit code; nothing if the running program quit before it took the request.
std::optional<int> relay(SingleInstance &single, const StartRequest &request, const Run::Output &output, ProgramExit &programExit)
{
    constexpr int requestRejected = -1;
    RequestForwarder relay(single.takeConnection().release(), request, output);
    Signals signals_;
    QObject::connect(&relay, &RequestForwarder::finished, qApp, &QCoreApplication::exit, Qt::QueuedConnection);
    QObject::connect(&relay, &RequestForwarder::unanswered, qApp, [&] {
        output.say(CliText::tr("Postreel is already running for this profile (process %1) but does not answer. This start waits for "
                                "it, and goes on by itself once that process answers or ends.")
                        .arg(single.holder()));
    });
    QObject::connect(&relay, &RequestForwarder::requestRejected, qApp, [] { QCoreApplication::exit(requestRejected); }, Qt::QueuedConnection);
    leaveOn(signals_);
    const int code = QCoreApplication::exec();
    if (code == requestRejected)
        return std::nullopt;
    programExit.decide(code);
    return code;
}

// Reports the problem in a window, which closes once the profile can be used. Returns a signal's exit code,
// or 0.
int claimWithPerson(SingleInstance &single, const QString &profile, SingleInstance::Claim &claim)
{
    ProfileErrorDialog trouble(profile, [&] {
        claim = single.claim();
        return claim != SingleInstance::Claim::Unusable && claim != SingleInstance::Claim::NoRoom;
    });
    Signals signals_;
    leaveOn(signals_);
    QObject::connect(&trouble, &ProfileErrorDialog::ended, qApp, [] { QCoreApplication::exit(); }, Qt::QueuedConnection);
    trouble.show();
    return QCoreApplication::exec();
}

// `profileLock`: set here; the caller keeps it until nothing can write to the profile any more.
int run(const StartRequest &request, bool noDisplay, const Run::Output &output, ProgramExit &programExit,
        std::unique_ptr<SingleInstance> &profileLock)
{
    const QString profile = profileOf(request);
    profileLock = std::make_unique<SingleInstance>(profile);
    SingleInstance &single = *profileLock;
    SingleInstance::Claim claim = single.claim();
    const bool unusable = claim == SingleInstance::Claim::Unusable || claim == SingleInstance::Claim::NoRoom;
    if (unusable && !request.quitsByItself() && ProgramWindow::canBeSeen())
        if (const int code = claimWithPerson(single, profile, claim); code != exit_code::done)
            return code;
    std::optional<int> told;
    while (claim == SingleInstance::Claim::Running && !(told = relay(single, request, output, programExit)))
        claim = single.claim();
    switch (claim) {
    case SingleInstance::Claim::Ours:
        if (noDisplay && !request.quitsByItself())
            return refuseCall(
                CliText::tr("There is no display to open a window on: start Postreel in a desktop session, or "
                            "add --quit-when-done."));
        return runHere(single, request, output, profile, programExit);
    case SingleInstance::Claim::Running:
        return *told;
    case SingleInstance::Claim::Silent:
        return refuseCall(
            CliText::tr("Postreel is already running for this profile (process %1) but does not answer: end that process, "
                        "then run this again.")
                .arg(single.holder()));
    case SingleInstance::Claim::NoRoom:
        printToError(sentence(single.problem(), profile));
        return exit_code::failed;
    case SingleInstance::Claim::Unusable:
        return refuseCall(
            CliText::tr("The profile %1 cannot be created or written to: name a folder of your own with --profile.")
                .arg(shownName(profile)));
    }
    return exit_code::usage;
}

} // namespace

int main(int argc, char **argv)
{
    surviveFileSizeLimit();
    giveBackFreedMemory();
    if (!qEnvironmentVariableIsSet("POSTREEL_CORE_DUMPS"))
        forbidCoreDumps();
    installLog({});
    const QByteArrayList arguments(argv + 1, argv + argc); // a copy, because Qt removes its own options from argv
    const bool noDisplay = goOffscreenWithoutDisplay(argc, argv);
    QApplication application(argc, argv);
    QApplication::setStyle(new WindowStyle);
    Translation translation;
    QCoreApplication::installTranslator(&translation);
    QCoreApplication::setApplicationName(QStringLiteral("Postreel"));
    QCoreApplication::setApplicationVersion(QStringLiteral(POSTREEL_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.postreel.Postreel"));
    QGuiApplication::setQuitOnLastWindowClosed(false); // Program decides, so that each call gets its exit code
#ifdef Q_OS_UNIX
    if (const QString problem = notUtf8Among(arguments); !problem.isEmpty())
        return refuseCall(problem);
#endif
    const CommandLine line =
        readCommandLine(QCoreApplication::arguments().mid(1),
                        {QDir::currentPath(), readStandardInput, QDateTime::currentMSecsSinceEpoch()});
    if (line.isLate) {
        printToError(line.problem);
        std::_Exit(exit_code::timedOut); // nothing may be destroyed while the other thread still reads
    }
    if (!line.ok())
        return refuseCall(line.problem);
    if (printAtOnce(line.request.kind))
        return exit_code::done;
    if (const auto spec = sandbox::SandboxSpec::parse(line.request.sandboxSpec); !spec.ok())
        return refuseCall(QStringLiteral("--sandbox: ") % spec.error().detail);
    constexpr int secondsToEnd = 8; // after a signal: time for the summary, plus the watchdog's time
    Signals::endProcessAfter(secondsToEnd);
    ProgramExit programExit;
    std::unique_ptr<SingleInstance> profileLock;
    const KnownSecret token(line.request.token);
    return programExit.end(withOutput(line.request, programExit, [&](const Run::Output &output) {
        return run(line.request, noDisplay, output, programExit, profileLock);
    }));
}
