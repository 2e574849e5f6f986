// Checks dropped, pasted or chosen files off the window's thread and passes on the usable ones.
// Invariant: the good files of a drop go on, in its order, whatever is wrong with the others; each other one is reported. One that
// does not answer within two seconds holds up no other: it follows when it does.
#pragma once

#include "app/base/file_reads.h"

#include <QImage>
#include <QObject>
#include <QUrl>

class QMimeData;

namespace postreel {

enum class Purpose { Attach, OneEach };

class FileImporter : public QObject
{
    Q_OBJECT
public:
    // `cacheFolder`: where pasted pictures are saved; made when it is not there.
    FileImporter(QString cacheFolder, QObject *parent);

    // Whether there is anything in it for us: addresses or a picture.
    static bool canImport(const QMimeData &data);

    void take(const QMimeData &data, Purpose purpose);
    void takeFiles(const QStringList &files, Purpose purpose);

Q_SIGNALS:
    // Told at once: so many files are being looked at. `drop` is the number of the drop, paste or choice.
    void began(int drop, int files, postreel::Purpose purpose);
    void accepted(const QStringList &files, postreel::Purpose purpose, int drop);
    // All of it was looked at. `whole`: nothing was refused.
    void ended(int drop, bool whole);
    void remoteUrlsFound(const QList<QUrl> &urls, postreel::Purpose purpose);
    void refused(const QStringList &sentences); // which end in adding another
    void pasteFailed(const QString &sentence);    // which ends in pasting it again
    // Files that do not answer; none: all have.
    void hanging(const QStringList &paths);

private:
    struct Batch;
    void handOn(const std::shared_ptr<Batch> &batch);
    void takePicture(const QImage &picture, Purpose purpose);
    int begin(int files, Purpose purpose);
    const QString m_cacheFolder;
    FileReads m_reads;
    int m_drops = 0; // so far
};

} // namespace postreel
