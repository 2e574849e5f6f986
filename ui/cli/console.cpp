#include "ui/cli/console.h"

#include "app/base/known_secrets.h"
#include "ui/cli/command_line.h"
#include "ui/cli/event_help.h"
#include "ui/cli/outlet.h"
#include "ui/error_text.h"

#include <QCoreApplication>
#include <QFile>
#include <QStandardPaths>
#include <cstdio>

namespace postreel {

namespace {

void print(std::FILE *stream, const QString &line)
{
    const QByteArray bytes = redactKnown(line).toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}

QString tr(const char *text)
{
    return QCoreApplication::translate("postreel::CommandLine", text);
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

int withOutlets(const StartRequest &request, Leaving &leaving, const std::function<int(const Run::Outlets &)> &carryOut)
{
    Run::Outlets outlets;
    outlets.say = printToError;
    if (request.events != QLatin1String("-"))
        outlets.print = printToOutput;
    if (request.events.isEmpty())
        return carryOut(outlets);
    QString why;
    std::unique_ptr<Outlet> events = Outlet::open(request.events, &why);
    if (!events)
        return refuseCall(tr("--events cannot write to %1 (%2): name another file.").arg(shownName(request.events), why));
    outlets.event = [&events](const QByteArray &line) { events->write(line); };
    const int exitCode = carryOut(outlets);
    why = events->finish();
    leaving.note(!events->isStuck());
    if (events->isStuck())
        (void)events.release();
    if (!why.isEmpty())
        printToError(tr("--events could not finish writing to %1 (%2).").arg(shownName(request.events), why));
    return exitCode;
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
