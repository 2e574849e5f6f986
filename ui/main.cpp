// The program: options, log, one program per profile, engine, sandbox, window.
#include "app/base/log.h"
#include "app/desktop/signals.h"
#include "app/desktop/single_program.h"
#include "ui/cli/command_line.h"
#include "ui/cli/event_help.h"
#include "ui/cli/hand_over.h"
#include "ui/cli/outlet.h"
#include "ui/cli/program.h"

#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QStandardPaths>
#include <cstdio>

namespace postreel {

namespace {

void printTo(std::FILE *stream, const QString &text)
{
    const QByteArray bytes = text.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}

int refuse(const QString &sentence)
{
    printTo(stderr, sentence);
    return exit_code::usage;
}

QByteArray readStandardInput()
{
    constexpr qint64 maxBytes = (1 << 20) + 1; // the parser refuses what is longer than 1 MiB
    QFile input;
    QByteArray bytes;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return bytes;
    // A pipe gives what it holds at the moment, nothing only at its end.
    for (QByteArray part = input.read(maxBytes); !part.isEmpty() && bytes.size() < maxBytes;
         part = input.read(maxBytes))
        bytes += part;
    return bytes;
}

// On a machine without a display the command line works all the same; only a window does not.
bool goOffscreenWithoutDisplay([[maybe_unused]] int argc, [[maybe_unused]] char **argv)
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        if (!qEnvironmentVariableIsEmpty(name))
            return false;
    for (int i = 1; i < argc; ++i)
        if (QByteArrayView(argv[i]) == "-platform" || QByteArrayView(argv[i]) == "--platform")
            return false;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    return true;
#else
    return false;
#endif
}

Run::Outlets outletsFor(const StartRequest &request, Outlet *events)
{
    Run::Outlets outlets;
    if (events)
        outlets.event = [events](const QByteArray &line) { events->write(line); };
    if (request.events != QLatin1String("-"))
        outlets.print = [](const QString &text) { printTo(stdout, text); };
    outlets.say = [](const QString &text) { printTo(stderr, text); };
    return outlets;
}

QString profileOf(const StartRequest &request)
{
    if (!request.profile.isEmpty())
        return request.profile;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) %
           QStringLiteral("/org.postreel.Postreel");
}

int relay(SingleProgram &single, const StartRequest &request, const Run::Outlets &outlets)
{
    Relay relay(single.takeConnection().release(), request, outlets);
    QObject::connect(&relay, &Relay::finished, qApp, &QCoreApplication::exit, Qt::QueuedConnection);
    Signals signals_;
    QObject::connect(&signals_, &Signals::received, qApp,
                     [](int number) { QCoreApplication::exit(exit_code::signalBase + number); });
    return QCoreApplication::exec();
}

int runHere(SingleProgram &single, const StartRequest &request, const Run::Outlets &outlets,
            const QString &profile)
{
    installLog(profile);
    Engine engine(
        {.profile = profile, .caFile = request.caFile, .limitBytesPerSecond = request.limitBytesPerSecond});
    Program program(engine, [](const StartRequest &) { return Program::Access{}; });
    Signals signals_;
    QObject::connect(&single, &SingleProgram::callerCame, &program, &Program::serve);
    QObject::connect(&signals_, &Signals::received, &program,
                     [&program](int number) { program.leave(exit_code::signalBase + number); });
    QObject::connect(&program, &Program::left, qApp, &QCoreApplication::exit, Qt::QueuedConnection);
    program.begin(request, outlets);
    engine.start();
    return QCoreApplication::exec();
}

int run(const StartRequest &request)
{
    QString why;
    std::unique_ptr<Outlet> events;
    if (!request.events.isEmpty() && !(events = Outlet::open(request.events, &why)))
        return refuse(QCoreApplication::translate("postreel::CommandLine",
                                                  "--events %1 cannot be written (%2): name another file.")
                          .arg(request.events, why));
    const Run::Outlets outlets = outletsFor(request, events.get());
    const QString profile = profileOf(request);
    SingleProgram single(profile);
    switch (single.claim()) {
    case SingleProgram::Claim::Ours:
        return runHere(single, request, outlets, profile);
    case SingleProgram::Claim::Running:
        return relay(single, request, outlets);
    case SingleProgram::Claim::Silent:
        return refuse(QStringLiteral("silent"));
    case SingleProgram::Claim::Unusable:
        return refuse(QStringLiteral("unusable"));
    }
    return exit_code::usage;
}

} // namespace

} // namespace postreel

int main(int argc, char **argv)
{
    using namespace postreel;
    goOffscreenWithoutDisplay(argc, argv);
    QApplication application(argc, argv);
    const CommandLine line =
        readCommandLine(QCoreApplication::arguments().mid(1),
                         {QDir::currentPath(), readStandardInput, QDateTime::currentMSecsSinceEpoch()});
    if (!line.ok())
        return refuse(line.problem);
    return run(line.request);
}
