#include "app/desktop/remote_file_fetcher.h"

#include "app/base/log.h"
#include "app/base/process_end.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTimer>
#include <QUuid>

namespace postreel {

namespace {

constexpr int lookEveryMs = 500;
constexpr int endWithinMs = 300; // for all copies together

// GLib's tool, which opens every location that GNOME's and most other file managers open. Empty: not installed.
QString copyTool()
{
    return QStandardPaths::findExecutable(QStringLiteral("gio"));
}

// An unused path in the folder: "film.mp4", "film (2).mp4", …
QString freePath(const QDir &folder, const QString &name)
{
    const QFileInfo info(name);
    const QString suffix = info.suffix().isEmpty() ? QString() : u'.' % info.suffix();
    QString path = folder.filePath(name);
    for (int n = 2; QFileInfo::exists(path); ++n)
        path = folder.filePath(QStringLiteral("%1 (%2)%3").arg(info.completeBaseName()).arg(n).arg(suffix));
    return path;
}

} // namespace

struct RemoteFileFetcher::Work : QObject
{
    Work(const QUrl &address, QString fileName, QObject *parent)
        : QObject(parent), from(address), name(std::move(fileName)), process(new QProcess(this)), look(this)
    {
        look.setInterval(lookEveryMs);
    }
    const QUrl from;
    const QString name;
    SoFar soFar;
    Callback answer;
    QString part; // temporary path until the copy is complete
    QProcess *process; // child of this object; null once the copy has ended
    QTimer look; // polls the size of the partial copy
};

RemoteFileFetcher::RemoteFileFetcher(QString folder, QObject *parent) : QObject(parent), m_folder(std::move(folder)) {}

RemoteFileFetcher::~RemoteFileFetcher()
{
    const QDeadlineTimer until(endWithinMs);
    for (Work *work : std::as_const(m_works)) {
        endProcess(work->process, until);
        QFile::remove(work->part);
    }
}

bool RemoteFileFetcher::available()
{
    return !copyTool().isEmpty();
}

void RemoteFileFetcher::copy(const QUrl &from, SoFar soFar, Callback answer)
{
    const QString name = from.fileName();
    const QString program = copyTool();
    if (const auto running = m_works.constFind(from); running != m_works.cend()) {
        (*running)->soFar = std::move(soFar);
        (*running)->answer = std::move(answer);
        return;
    }
    auto *work = new Work(from, name, this);
    work->soFar = std::move(soFar);
    work->answer = std::move(answer);
    m_works.insert(from, work);
    const auto later = [this, from](ErrorKind kind, const QString &subject) {
        QMetaObject::invokeMethod(this, [this, from, kind, subject] {
            end(from, Error{.kind = kind, .subject = subject});
        }, Qt::QueuedConnection);
    };
    if (name.isEmpty())
        return later(ErrorKind::Usage, from.toDisplayString());
    if (program.isEmpty())
        return later(ErrorKind::NotReached, name);
    if (!QDir().mkpath(m_folder))
        return later(ErrorKind::Storage, name);
    run(work, program);
}

void RemoteFileFetcher::run(Work *work, const QString &program)
{
    work->part = QDir(m_folder).filePath(QStringLiteral(".") % QUuid::createUuid().toString(QUuid::Id128));
    connect(work->process, &QProcess::finished, work, [this, work](int code, QProcess::ExitStatus status) {
        if (status != QProcess::NormalExit || code != 0) {
            const QString said = QString::fromUtf8(work->process->readAllStandardError()).trimmed().section(u'\n', -1);
            return end(work->from, Error{.kind = ErrorKind::Unreadable, .detail = said.left(300), .source = ErrorSource::System, .subject = work->name});
        }
        const QString path = freePath(QDir(m_folder), work->name);
        if (!QFile::rename(work->part, path))
            return end(work->from, Error{.kind = ErrorKind::Storage, .subject = work->name});
        end(work->from, path);
    });
    connect(work->process, &QProcess::errorOccurred, work, [this, work](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end(work->from, Error{.kind = ErrorKind::NotReached, .subject = work->name});
    });
    connect(&work->look, &QTimer::timeout, work, [work] {
        if (const qint64 bytes = QFileInfo(work->part).size(); bytes > 0)
            work->soFar(bytes);
    });
    work->look.start();
    work->process->setStandardInputFile(QProcess::nullDevice());
    work->process->setStandardOutputFile(QProcess::nullDevice());
    killWithProgram(*work->process);
    work->process->start(program, {QStringLiteral("copy"), QStringLiteral("--"), work->from.toString(QUrl::FullyEncoded),
                                  QUrl::fromLocalFile(work->part).toString(QUrl::FullyEncoded)});
}

void RemoteFileFetcher::stop(const QUrl &from)
{
    if (const Work *work = m_works.value(from))
        end(from, Error{.kind = ErrorKind::Aborted, .subject = work->name});
}

void RemoteFileFetcher::end(const QUrl &from, const Result<QString> &result)
{
    Work *work = m_works.take(from);
    if (!work)
        return;
    endProcess(std::exchange(work->process, nullptr));
    work->look.stop();
    if (!result) {
        QFile::remove(work->part);
        qCInfo(logEngine) << "not copied:" << nameOf(result.error().kind);
    }
    work->answer(result);
    work->deleteLater();
}

void RemoteFileFetcher::discard(const QString &file)
{
    const QFileInfo copy(file);
    if (copy.absolutePath() == QDir(m_folder).absolutePath() && !QFile::remove(file) && copy.exists())
        qCInfo(logEngine) << "cannot be removed:" << copy.fileName();
}

void RemoteFileFetcher::keepOnly(const QStringList &files)
{
    const QFileInfoList copies = QDir(m_folder).entryInfoList(QDir::Files | QDir::Hidden);
    for (const QFileInfo &copy : copies)
        if (!files.contains(copy.absoluteFilePath()))
            discard(copy.absoluteFilePath());
}

} // namespace postreel
