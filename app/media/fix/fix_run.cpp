#include "app/media/fix/fix_run.h"

#include "app/base/cpu_time.h"
#include "app/base/process_end.h"
#include "app/media/files/tool_process.h"
#include "app/media/fix/fix_arguments.h"

#include <QCoreApplication>

namespace postreel {

namespace {

constexpr int killMs = 300;
constexpr qint64 memoryBytes = 8'000'000'000; // for x264's lookahead, of videos up to 8K

// Strips the leading "[h264 @ 0x55…]".
QString withoutSource(const QString &line)
{
    const qsizetype mark = line.indexOf(QLatin1String("] "));
    return line.startsWith(u'[') && mark > 0 ? line.mid(mark + 2) : line;
}

// The last meaningful line, without the lines that ffmpeg adds to every failure.
QString lastLine(const QByteArray &said)
{
    const QStringList lines = QString::fromUtf8(said).split(u'\n', Qt::SkipEmptyParts);
    QString last;
    for (const QString &each : lines) {
        const QString line = withoutSource(each.trimmed());
        if (!line.startsWith(QLatin1String("Error writing trailer")) && !line.startsWith(QLatin1String("Conversion failed")))
            last = line;
    }
    return last;
}

QString killedWords()
{
    return QCoreApplication::translate("Media", "ffmpeg was stopped before it finished");
}

} // namespace

FixRun::FixRun(QObject *parent) : QObject(parent), m_process(new QProcess(this)), m_stallTimer(this)
{
    connect(&m_stallTimer, &QTimer::timeout, this, &FixRun::checkStall);
    // All queued: each may end the run, which deletes the process, and QProcess still runs code after emitting its signals.
    connect(m_process, &QProcess::readyReadStandardOutput, this, &FixRun::collect, Qt::QueuedConnection);
    connect(m_process, &QProcess::readyReadStandardError, this, &FixRun::collect, Qt::QueuedConnection);
    connect(m_process, &QProcess::finished, this, &FixRun::finish, Qt::QueuedConnection);
    connect(m_process, &QProcess::errorOccurred, this, &FixRun::fail, Qt::QueuedConnection);
    prepareTool(*m_process, {.memoryBytes = memoryBytes});
}

FixRun::~FixRun()
{
    stop();
}

void FixRun::start(const QStringList &arguments, const Limits &limits)
{
    m_limits = limits;
    m_ended = false;
    const QString program = toolPath(QStringLiteral("ffmpeg"));
    if (program.isEmpty()) {
        QMetaObject::invokeMethod(this, [this] { end(ErrorKind::NoFfmpeg); }, Qt::QueuedConnection);
        return;
    }
    m_process->start(program, arguments, QIODevice::ReadOnly);
    restartStallTimer();
}

void FixRun::setFolder(const QString &folder)
{
    m_process->setWorkingDirectory(folder);
}

void FixRun::stop()
{
    m_ended = true;
    m_stallTimer.stop();
    // Waits for the process: the next run may resume what it writes.
    if (m_process && m_process->state() != QProcess::NotRunning)
        endProcess(std::exchange(m_process, nullptr), QDeadlineTimer(killMs));
}

void FixRun::collect()
{
    constexpr qsizetype keptBytes = 4096;
    if (m_ended)
        return;
    m_said += m_process->readAllStandardError();
    m_said = m_said.right(keptBytes);
    const FfmpegReport before = m_reader.report();
    m_reader.take(m_process->readAllStandardOutput());
    if (m_reader.report() == before)
        return;
    restartStallTimer();
    if (m_limits.mostBytes > 0 && m_reader.report().bytes > m_limits.mostBytes)
        return end(ErrorKind::TooBig);
    Q_EMIT reported(m_reader.report());
}

void FixRun::restartStallTimer()
{
    m_stallDetector.restart(m_limits.stallMs, cpuTimeMs(m_process->processId()));
    m_stallTimer.start(m_limits.stallMs);
}

void FixRun::checkStall()
{
    if (m_stallDetector.isStalled(cpuTimeMs(m_process->processId())))
        end(Error{.kind = ErrorKind::Stalled,
                  .detail = QCoreApplication::translate("Media", "ffmpeg stopped making progress")});
}

void FixRun::finish()
{
    collect();
    if (!m_ended)
        end(result());
}

void FixRun::fail(QProcess::ProcessError error)
{
    if (error == QProcess::FailedToStart)
        end(ErrorKind::NoFfmpeg);
}

Result<Done> FixRun::result()
{
    // Some versions of ffmpeg exit with 0 even if they could not write the index.
    const bool whole = m_process->exitStatus() == QProcess::NormalExit && m_process->exitCode() == 0 &&
                       !m_said.contains("Error writing trailer");
    const QString said = lastLine(m_said);
    if (whole && (!m_limits.silent || said.isEmpty()))
        return Done{};
    const ErrorSource source = said.isEmpty() ? ErrorSource::None : ErrorSource::Ffmpeg;
    if (m_said.contains("No space left on device"))
        return Error{.kind = ErrorKind::Storage, .detail = said, .source = source, .cause = ErrorCause::DiskFull};
    if (m_said.contains("File too large"))
        return Error{.kind = ErrorKind::Storage, .detail = said, .source = source, .cause = ErrorCause::FileSizeLimit};
    return Error{.kind = ErrorKind::FixFailed, .detail = said.isEmpty() ? killedWords() : said, .source = source};
}

void FixRun::end(const Result<Done> &result)
{
    if (m_ended)
        return;
    stop();
    Q_EMIT ended(result);
}

bool indexDidNotFit(const QString &said)
{
    return said.contains(QLatin1String("reserved_moov_size"));
}

} // namespace postreel
