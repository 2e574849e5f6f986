#include "ui/cli/console.h"

#include "app/base/known_secrets.h"
#include "ui/cli/cli_text.h"
#include "ui/cli/command_line.h"
#include "ui/cli/event_help.h"
#include "ui/cli/output_writer.h"
#include "ui/shown_words.h"

#include <QFile>
#include <QStandardPaths>
#include <cstdio>

namespace postreel {

namespace {

QByteArray bytesOf(const QString &line)
{
    return redactKnown(line).toUtf8() + '\n';
}

void print(std::FILE *stream, const QString &line)
{
    const QByteArray bytes = bytesOf(line);
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}

// Returns why the output could not be written completely. A writer whose thread hangs is leaked, because that
// thread still uses it.
QString finish(std::unique_ptr<OutputWriter> &outlet, ProgramExit &programExit)
{
    if (!outlet)
        return {};
    const QString why = outlet->finish();
    programExit.note(!outlet->isStuck());
    if (outlet->isStuck())
        (void)outlet.release();
    return why;
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
    // A pipe returns what it holds at the moment; only an empty read means its end.
    for (QByteArray part = input.read(maxBytes); !part.isEmpty() && bytes.size() < maxBytes;
         part = input.read(maxBytes))
        bytes += part;
    return bytes;
}

int withOutput(const StartRequest &request, ProgramExit &programExit, const std::function<int(const Run::Output &)> &execute)
{
    // Written on threads of their own, so that a reader that does not read (a pager, a stopped logger) blocks
    // nothing.
    std::unique_ptr<OutputWriter> words = OutputWriter::standardError();
    Run::Output output;
    output.say = [&words](const QString &line) { words->write(bytesOf(line)); };
    QString why;
    std::unique_ptr<OutputWriter> standardOutput;
    if (request.events != QLatin1String("-")) {
        standardOutput = OutputWriter::open(QStringLiteral("-"), &why);
        output.print = [&standardOutput](const QString &line) { standardOutput->write(bytesOf(line)); };
    }
    std::unique_ptr<OutputWriter> events = request.events.isEmpty() ? nullptr : OutputWriter::open(request.events, &why);
    if (!request.events.isEmpty() && !events)
        return refuseCall(CliText::tr("--events cannot write to %1 (%2): name another file.").arg(shownName(request.events), why));
    if (events)
        output.event = [&events](const QByteArray &line) { events->write(line); };
    const int exitCode = execute(output);
    if (const QString lost = finish(events, programExit); !lost.isEmpty())
        output.say(CliText::tr("--events could not finish writing to %1 (%2).").arg(shownName(request.events), lost));
    finish(standardOutput, programExit);
    finish(words, programExit);
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
