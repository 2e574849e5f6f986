// Checks dropped, pasted or chosen files on other threads and passes on the usable ones.
// Invariant: the usable files of a drop are passed on in its order, whatever is wrong with the others; each other file
// is reported. One that does not respond within 2 s does not delay the others: it follows once it does.
#pragma once

#include "app/base/file_reads.h"

#include <QHash>
#include <QImage>
#include <QObject>
#include <QUrl>
#include <memory>

class QMimeData;

namespace postreel {

enum class Purpose { Attach, OneEach };

class FileImporter : public QObject
{
    Q_OBJECT
public:
    // `cacheFolder`: pasted pictures are saved here; created if missing.
    FileImporter(QString cacheFolder, QObject *parent);

    // Whether `data` contains URLs or a picture.
    static bool canImport(const QMimeData &data);

    void take(const QMimeData &data, Purpose purpose);
    void takeFiles(const QStringList &files, Purpose purpose);

    // Announces `files` files that arrive one by one, such as copies from a phone; returns the number of this drop.
    int expect(int files, Purpose purpose);
    // The next file of drop `drop` is at `path`; it is checked and passed on at once. Empty: it will not come.
    void takeExpected(int drop, const QString &path);

Q_SIGNALS:
    // Emitted at once: `files` files are being checked, or are still to arrive. `drop` numbers the drops, pastes and choices.
    void began(int drop, int files, postreel::Purpose purpose);
    void accepted(const QStringList &files, postreel::Purpose purpose, int drop);
    // Emitted when all files of the drop were checked. `whole`: none was refused.
    void ended(int drop, bool whole);
    void remoteUrlsFound(const QList<QUrl> &urls, postreel::Purpose purpose);
    void refused(const QStringList &sentences); // each suggests adding another file
    void pasteFailed(const QString &sentence);    // suggests pasting it again
    // Emitted with the files that do not respond now; empty: all have responded.
    void hanging(const QStringList &paths);

private:
    struct Batch;
    void check(const std::shared_ptr<Batch> &batch, const QString &file, qsizetype position);
    void passOn(const std::shared_ptr<Batch> &batch);
    void takePicture(const QImage &picture, Purpose purpose);
    int begin(int files, Purpose purpose);
    const QString m_cacheFolder;
    FileReads m_reads;
    int m_drops = 0; // number of the last one
    QHash<int, std::shared_ptr<Batch>> m_expected; // drops whose files arrive one by one
};

} // namespace postreel
