#include "ui/window/intake.h"

#include "app/base/unjoined_threads.h"
#include "ui/error_text.h"
#include "ui/window/drop.h"

#include <QDateTime>
#include <QDir>
#include <QMimeData>
#include <QUuid>

namespace postreel {

namespace {

// Saved under a name of its own; an empty path when the disk refuses.
QString savedPicture(const QImage &picture, const QString &folder)
{
    const QString stem = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss")) % u'-' %
                         QUuid::createUuid().toString(QUuid::Id128).left(6);
    const QString path = QDir(folder).filePath(QStringLiteral("pasted-") % stem % QStringLiteral(".png"));
    return QDir().mkpath(folder) && picture.save(path, "PNG") ? path : QString();
}

} // namespace

Intake::Intake(QString cacheFolder, QObject *parent) : QObject(parent), m_cacheFolder(std::move(cacheFolder))
{
}

bool Intake::understands(const QMimeData &data)
{
    return data.hasUrls() || data.hasImage();
}

void Intake::take(const QMimeData &data, Purpose purpose)
{
    const DropPlan plan = decodeUrls(data.urls());
    // A picture dragged out of a browser comes with its web address, too: the picture itself is wanted.
    if (plan.files.isEmpty() && data.hasImage())
        return takePicture(qvariant_cast<QImage>(data.imageData()), purpose);
    if (!plan.elsewhere.isEmpty())
        Q_EMIT foundElsewhere(plan.elsewhere, purpose);
    if (plan.files.isEmpty() && plan.refusals.isEmpty() && plan.elsewhere.isEmpty())
        Q_EMIT refused(
            {tr("There was no file in it. Drop a file from your file manager, or use Add media.")});
    if (!plan.refusals.isEmpty())
        Q_EMIT refused(plan.refusals);
    if (!plan.files.isEmpty())
        takeFiles(plan.files, purpose);
}

void Intake::takeFiles(const QStringList &files, Purpose purpose)
{
    startUnjoined([this, calls = m_looked.sender(), files, purpose] {
        calls.send([this, plan = inspectFiles(files), purpose] {
            if (!plan.refusals.isEmpty())
                Q_EMIT refused(plan.refusals);
            if (!plan.files.isEmpty())
                Q_EMIT accepted(plan.files, purpose);
        });
    });
}

void Intake::takePicture(const QImage &picture, Purpose purpose)
{
    startUnjoined([this, calls = m_looked.sender(), picture, folder = m_cacheFolder, purpose] {
        calls.send([this, path = savedPicture(picture, folder), purpose] {
            if (path.isEmpty())
                Q_EMIT refused({tr("The picture could not be saved to be uploaded. Check that the disk has free "
                                   "space, then paste it again.")});
            else
                Q_EMIT accepted({path}, purpose);
        });
    });
}

} // namespace postreel
