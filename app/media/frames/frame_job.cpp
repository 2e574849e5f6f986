#include "app/media/frames/frame_job.h"

#include "app/base/log.h"
#include "app/base/process_end.h"
#include "app/media/files/file_check.h"
#include "app/media/files/tool_process.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace postreel {

namespace {
constexpr qsizetype maxPictureBytes = 16 * 1024 * 1024;

Result<QString> save(const QByteArray &picture, const QString &path)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(picture) != picture.size() || !file.commit())
        return {ErrorKind::Storage, fileNameOf(path)};
    return path;
}
} // namespace

FrameJob::FrameJob(Work work, QObject *parent)
    : QObject(parent), m_work(std::move(work)), m_process(new QProcess(this)), m_limit(this)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        end({ErrorKind::TimedOut, fileNameOf(m_work.path)});
    });
    connect(m_process, &QProcess::readyReadStandardOutput, this, &FrameJob::collect);
    connect(m_process, &QProcess::finished, this, [this] { end(result()); });
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end({ErrorKind::NoFfmpeg, fileNameOf(m_work.path)});
    });
    m_process->setStandardErrorFile(QProcess::nullDevice());
    // Decoding one large frame takes more memory than reading headers.
    constexpr qint64 memoryBytes = 3'000'000'000;
    prepareTool(*m_process, {.memoryBytes = memoryBytes});
}

FrameJob::~FrameJob()
{
    endProcess(m_process);
}

void FrameJob::start()
{
    const QString program = toolPath(QStringLiteral("ffmpeg"));
    m_limit.start(m_work.limitMs);
    if (program.isEmpty()) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                end({ErrorKind::NoFfmpeg, fileNameOf(m_work.path)});
            },
            Qt::QueuedConnection);
        return;
    }
    m_process->start(program, m_work.arguments, QIODevice::ReadOnly);
}

// The job ends only with its process, so that no third process runs meanwhile.
void FrameJob::stop()
{
    m_stopped = true;
    m_process->kill();
}

void FrameJob::collect()
{
    m_picture += m_process->readAllStandardOutput();
    if (m_picture.size() > maxPictureBytes)
        end({ErrorKind::Unreadable, fileNameOf(m_work.path)});
}

Result<QString> FrameJob::result()
{
    m_picture += m_process->readAllStandardOutput();
    const bool whole = m_process->exitStatus() == QProcess::NormalExit && m_process->exitCode() == 0 &&
                       m_picture.startsWith("\xFF\xD8") && m_picture.endsWith("\xFF\xD9");
    if (!whole)
        return {ErrorKind::Unreadable, fileNameOf(m_work.path)};
    return save(m_picture, m_work.outFile);
}

void FrameJob::end(Result<QString> result)
{
    if (m_ended)
        return;
    m_ended = true;
    m_limit.stop();
    if (m_stopped)
        result = {ErrorKind::Aborted, fileNameOf(m_work.path)};
    else if (!result)
        qCInfo(logMedia) << "no frame of" << fileNameOf(m_work.path) << nameOf(result.error().kind);
    Q_EMIT finished(result);
}

} // namespace postreel
