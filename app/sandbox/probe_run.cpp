#include "app/sandbox/probe_run.h"

#include "app/base/process_end.h"

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace postreel::sandbox {

namespace {

constexpr qsizetype mostSaid = 1024 * 1024; // bytes

QStringList argumentsFor(const QString &file, bool countFrames)
{
    QStringList list{QStringLiteral("-hide_banner"), QStringLiteral("-loglevel"), QStringLiteral("quiet")};
    // Keeps a file from posing as a playlist of other files or reaching the network; "file:" keeps its name
    // from being taken as a URL or an option.
    list << QStringLiteral("-protocol_whitelist") << QStringLiteral("file")
         << QStringLiteral("-format_whitelist") << QStringLiteral("mov,matroska,mpegts,gif");
    if (countFrames)
        list << QStringLiteral("-count_packets");
    return list
           << QStringLiteral("-show_error") << QStringLiteral("-show_entries")
           << QStringLiteral(
                  "format=format_name,duration:stream_disposition=attached_pic:stream=codec_type,codec_name,"
                  "profile,width,height,sample_aspect_ratio,pix_fmt,field_order,avg_frame_rate,duration,"
                  "channels,nb_read_packets")
           << QStringLiteral("-of") << QStringLiteral("json") << QStringLiteral("-i")
           << QStringLiteral("file:") % file;
}

#ifdef Q_OS_UNIX
void limit(int resource, rlim_t most)
{
    const rlimit both{most, most};
    static_cast<void>(::setrlimit(resource, &both));
}

// Runs in the child process before exec.
void restrainChild()
{
    constexpr rlim_t memoryBytes = 1024UL * 1024 * 1024;
    constexpr rlim_t processorSecs = 60;
    limit(RLIMIT_AS, memoryBytes);
    limit(RLIMIT_CPU, processorSecs);
    limit(RLIMIT_CORE, 0);
    static_cast<void>(::nice(10));
}
#endif

} // namespace

ProbeRun::ProbeRun(const QString &file, bool countFrames, QObject *parent)
    : QObject(parent), m_process(new QProcess(this)), m_limit(this)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] { end({}); });
    connect(m_process, &QProcess::readyReadStandardOutput, this, &ProbeRun::collect);
    connect(m_process, &QProcess::finished, this, [this](int, QProcess::ExitStatus status) {
        collect();
        end(status == QProcess::NormalExit ? readProbeResult(m_said) : ProbeResult());
    });
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end({});
    });
    m_process->setArguments(argumentsFor(file, countFrames));
    m_process->setStandardErrorFile(QProcess::nullDevice());
    m_process->setStandardInputFile(QProcess::nullDevice());
#ifdef Q_OS_UNIX
    m_process->setChildProcessModifier(restrainChild);
#endif
}

ProbeRun::~ProbeRun()
{
    constexpr int timeoutMs = 300;
    endProcess(m_process, QDeadlineTimer(timeoutMs));
}

void ProbeRun::start(const QString &program, int limitMs)
{
    m_limit.start(limitMs);
    m_process->setProgram(program);
    m_process->start(QIODevice::ReadOnly);
}

void ProbeRun::collect()
{
    m_said += m_process->readAllStandardOutput();
    if (m_said.size() > mostSaid)
        end({});
}

void ProbeRun::end(const ProbeResult &look)
{
    if (m_ended)
        return;
    m_ended = true;
    m_limit.stop();
    Q_EMIT finished(look);
    if (m_process->state() == QProcess::NotRunning)
        return deleteLater();
    m_process->disconnect(this);
    connect(m_process, &QProcess::finished, this, &QObject::deleteLater);
    m_process->kill();
}

} // namespace postreel::sandbox
