#include "ui/window/compose/file_importer.h"

#include "ui/window/compose/drop.h"

#include <QDateTime>
#include <QDir>
#include <QMimeData>
#include <QTimer>
#include <QUuid>
#include <optional>

namespace postreel {

namespace {

// Saves the picture under a unique name; returns an empty path if that fails.
QString savedPicture(const QImage &picture, const QString &folder)
{
    const QString stem = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss")) % u'-' %
                         QUuid::createUuid().toString(QUuid::Id128).left(6);
    const QString path = QDir(folder).filePath(QStringLiteral("pasted-") % stem % QStringLiteral(".png"));
    return QDir().mkpath(folder) && picture.save(path, "PNG") ? path : QString();
}

} // namespace

// The files of one drop.
struct FileImporter::Batch
{
    Purpose purpose;
    int drop;
    QVector<std::optional<DroppedFiles>> seen; // by position in the drop; emptied once passed on
    qsizetype open = 0;                    // not checked yet, or not arrived
    bool late = false;                     // each file is passed on as it is checked, without waiting for the others
    bool whole = true;                     // nothing refused so far
};

FileImporter::FileImporter(QString cacheFolder, QObject *parent) : QObject(parent), m_cacheFolder(std::move(cacheFolder))
{
    m_reads.whenHanging([this](const QStringList &paths) { Q_EMIT hanging(paths); });
}

bool FileImporter::canImport(const QMimeData &data)
{
    return data.hasUrls() || data.hasImage();
}

void FileImporter::take(const QMimeData &data, Purpose purpose)
{
    const DroppedFiles plan = decodeUrls(data.urls());
    // A picture dragged out of a browser also has its web address: the picture itself is wanted.
    if (plan.files.isEmpty() && data.hasImage())
        return takePicture(qvariant_cast<QImage>(data.imageData()), purpose);
    if (!plan.elsewhere.isEmpty())
        Q_EMIT remoteUrlsFound(plan.elsewhere, purpose);
    if (plan.files.isEmpty() && plan.refusals.isEmpty() && plan.elsewhere.isEmpty())
        Q_EMIT refused(
            {tr("That was not a file. Drop a file from your file manager, or use Add media.")});
    if (!plan.refusals.isEmpty())
        Q_EMIT refused(plan.refusals);
    if (!plan.files.isEmpty())
        takeFiles(plan.files, purpose);
}

void FileImporter::takeFiles(const QStringList &files, Purpose purpose)
{
    const auto batch = std::make_shared<Batch>(Batch{.purpose = purpose, .drop = begin(static_cast<int>(files.size()), purpose),
                                                     .seen = {}, .open = files.size()});
    batch->seen.resize(files.size());
    for (qsizetype i = 0; i < files.size(); ++i)
        check(batch, files.at(i), i);
    QTimer::singleShot(FileReads::hangsAfterMs, this, [this, waiting = std::weak_ptr(batch)] {
        if (const std::shared_ptr<Batch> late = waiting.lock()) {
            late->late = true;
            passOn(late);
        }
    });
}

void FileImporter::check(const std::shared_ptr<Batch> &batch, const QString &file, qsizetype position)
{
    m_reads.run<DroppedFiles>(
        file, this, [file] { return usableFiles({file}); },
        [this, batch, position](const DroppedFiles &plan) {
            batch->seen[position] = plan;
            --batch->open;
            if (batch->open == 0 || batch->late)
                passOn(batch);
        });
}

int FileImporter::expect(int files, Purpose purpose)
{
    const int drop = begin(files, purpose);
    m_expected.insert(drop, std::make_shared<Batch>(Batch{.purpose = purpose, .drop = drop, .seen = {}, .open = files, .late = true}));
    return drop;
}

void FileImporter::takeExpected(int drop, const QString &path)
{
    const std::shared_ptr<Batch> batch = m_expected.value(drop);
    if (!path.isEmpty()) {
        batch->seen.append(std::nullopt);
        return check(batch, path, batch->seen.size() - 1);
    }
    batch->whole = false;
    --batch->open;
    passOn(batch);
}

// Passes on what is checked by now, in the order of the drop.
void FileImporter::passOn(const std::shared_ptr<Batch> &batch)
{
    DroppedFiles all;
    for (std::optional<DroppedFiles> &plan : batch->seen)
        if (plan) {
            all.files += plan->files;
            all.refusals += plan->refusals;
            plan->files.clear();
            plan->refusals.clear();
        }
    batch->whole = batch->whole && all.refusals.isEmpty();
    if (!all.refusals.isEmpty())
        Q_EMIT refused(all.refusals);
    if (!all.files.isEmpty())
        Q_EMIT accepted(all.files, batch->purpose, batch->drop);
    if (batch->open == 0) {
        m_expected.remove(batch->drop);
        Q_EMIT ended(batch->drop, batch->whole);
    }
}

int FileImporter::begin(int files, Purpose purpose)
{
    Q_EMIT began(++m_drops, files, purpose);
    return m_drops;
}

void FileImporter::takePicture(const QImage &picture, Purpose purpose)
{
    const int drop = begin(1, purpose);
    const auto save = [picture, folder = m_cacheFolder] { return savedPicture(picture, folder); };
    m_reads.run<QString>(QDir(m_cacheFolder).filePath(QStringLiteral("pasted.png")), this, save, [this, purpose, drop](const QString &path) {
        if (path.isEmpty())
            Q_EMIT pasteFailed(tr("The picture could not be saved for the upload. Check that the disk has free space, "
                                "then paste it again."));
        else
            Q_EMIT accepted({path}, purpose, drop);
        Q_EMIT ended(drop, !path.isEmpty());
    });
}

} // namespace postreel
