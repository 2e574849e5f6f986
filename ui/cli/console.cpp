#include "ui/cli/console.h"

#include "ui/cli/command_line.h"
#include "ui/cli/event_help.h"
#include "ui/cli/outlet.h"

#include <QFile>
#include <QStandardPaths>
#include <cstdio>

namespace postreel {

namespace {

void print(std::FILE *stream, const QString &line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}

} // namespace

void printToOutput(const QString &line)
{
    print(stdout, line);
}

void printToError(const QString &line)
{
    print(stderr, line);
}

int refuseCall(const QString &sentence)
{
    printToError(sentence);
    return exit_code::usage;
}

QByteArray readStandardInput()
{
    constexpr qint64 maxBytes = (1 << 20) + 1;
    QFile input;
    QByteArray bytes;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return bytes;
    // A pipe gives what it holds at the moment, and nothing only at its end.
    for (QByteArray part = input.read(maxBytes); !part.isEmpty() && bytes.size() < maxBytes;
         part = input.read(maxBytes))
        bytes += part;
    return bytes;
}

Run::Outlets consoleOutlets(const StartRequest &request, Outlet *events)
{
    Run::Outlets outlets;
    if (events)
        outlets.event = [events](const QByteArray &line) { events->write(line); };
    if (request.events != QLatin1String("-"))
        outlets.print = printToOutput;
    outlets.say = printToError;
    return outlets;
}

bool printAtOnce(StartRequest::Kind kind)
{
    switch (kind) {
    case StartRequest::Kind::Help:
        printToOutput(commandLineHelp().trimmed());
        return true;
    case StartRequest::Kind::HelpEvents:
        printToOutput(eventHelpText().trimmed());
        return true;
    case StartRequest::Kind::Version:
        printToOutput(QStringLiteral("postreel " POSTREEL_VERSION));
        return true;
    case StartRequest::Kind::Run: case StartRequest::Kind::Check:
        return false;
    }
    return false;
}

QString profileOf(const StartRequest &request)
{
    if (!request.profile.isEmpty())
        return request.profile;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
           % QStringLiteral("/org.postreel.Postreel");
}

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

} // namespace postreel
