#include "app/media/files/tool_process.h"

#include "app/base/process_end.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QProcess>
#include <QStandardPaths>
#include <memory>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/prctl.h>
#endif

namespace postreel {

namespace {

#ifdef Q_OS_UNIX
// Runs between fork and exec, where only system calls are safe.
void limitSelf(const ToolLimits &limits)
{
    static_cast<void>(::nice(limits.niceness));
#ifdef Q_OS_LINUX
    // If the program is killed, it leaves no tool behind that still writes.
    static_cast<void>(::prctl(PR_SET_PDEATHSIG, SIGKILL));
#endif
    const auto limit = [](auto resource, qint64 most) {
        const struct rlimit bound = {static_cast<rlim_t>(most), static_cast<rlim_t>(most)};
        if (most > 0)
            static_cast<void>(::setrlimit(resource, &bound));
    };
    limit(RLIMIT_AS, limits.memoryBytes);
    limit(RLIMIT_CPU, limits.cpuSeconds);
    const struct rlimit noCore = {0, 0};
    static_cast<void>(::setrlimit(RLIMIT_CORE, &noCore));
}
#endif

} // namespace

QString toolPath(const QString &name)
{
    return QStandardPaths::findExecutable(name);
}

QStringList inputOptions(const QString &mediaType)
{
    static const QHash<QString, QString> readers{
        {QStringLiteral("video/mp4"), QStringLiteral("mov")},
        {QStringLiteral("video/quicktime"), QStringLiteral("mov")},
        {QStringLiteral("video/webm"), QStringLiteral("matroska")},
        {QStringLiteral("video/mp2t"), QStringLiteral("mpegts")},
        {QStringLiteral("image/jpeg"), QStringLiteral("jpeg_pipe")},
        {QStringLiteral("image/png"), QStringLiteral("png_pipe")},
        {QStringLiteral("image/gif"), QStringLiteral("gif")},
        {QStringLiteral("image/webp"), QStringLiteral("webp_pipe")},
        {QStringLiteral("image/bmp"), QStringLiteral("bmp_pipe")},
        {QStringLiteral("image/tiff"), QStringLiteral("tiff_pipe")},
    };
    QStringList options{QStringLiteral("-protocol_whitelist"), QStringLiteral("file")};
    if (const QString reader = readers.value(mediaType); !reader.isEmpty())
        return options << QStringLiteral("-f") << reader;
    return options << QStringLiteral("-format_whitelist")
                   << QStringLiteral("mov,matroska,mpegts,mpeg,mpegvideo,avi,flv,asf,ogg,mxf,"
                                     "j2k_pipe,jpegxl_pipe,psd_pipe,ico");
}

QString inputFile(const QString &path)
{
    return QStringLiteral("file:") % path;
}

void prepareTool(QProcess &process, const ToolLimits &limits)
{
    process.setStandardInputFile(QProcess::nullDevice());
#ifdef Q_OS_UNIX
    process.setChildProcessModifier([limits] { limitSelf(limits); });
#else
    Q_UNUSED(limits)
#endif
}

namespace {

struct EndsProcess
{
    void operator()(QProcess *process) const
    {
        constexpr int timeoutMs = 300;
        endProcess(process, QDeadlineTimer(timeoutMs));
    }
};

} // namespace

ToolRun runTool(const QString &name, const QStringList &arguments, const ToolLimits &limits)
{
    const QString program = toolPath(name);
    if (program.isEmpty())
        return {};
    const std::unique_ptr<QProcess, EndsProcess> process(new QProcess);
    prepareTool(*process, limits);
    process->setStandardErrorFile(QProcess::nullDevice());
    process->start(program, arguments, QIODevice::ReadOnly);
    const QDeadlineTimer deadline(limits.wallMs);
    ToolRun run;
    if (!process->waitForStarted(static_cast<int>(deadline.remainingTime())))
        return run;
    while (process->state() != QProcess::NotRunning && !deadline.hasExpired()) {
        process->waitForReadyRead(static_cast<int>(deadline.remainingTime()));
        run.output += process->readAllStandardOutput();
        if (run.output.size() > limits.outputBytes)
            break;
    }
    run.output += process->readAllStandardOutput();
    if (run.output.size() > limits.outputBytes)
        run.end = ToolRun::End::TooMuch;
    else if (process->state() != QProcess::NotRunning)
        run.end = ToolRun::End::TimedOut;
    else if (process->exitStatus() != QProcess::NormalExit)
        run.end = ToolRun::End::Crashed;
    else
        run.end = process->exitCode() == 0 ? ToolRun::End::Done : ToolRun::End::Failed;
    return run;
}

} // namespace postreel
