#include "tests/support/held_file.h"
#include "tests/support/test_main.h"
#include "ui/window/compose/drop.h"
#include "ui/window/compose/file_importer.h"

#include <QDir>
#include <QFile>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <sys/stat.h>
#include <unistd.h>

using namespace postreel;
using namespace postreel::testing;

namespace {

QString written(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        return {};
    return path;
}

} // namespace

class DropTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void addresses_data();
    void addresses();
    void eachFileOnce();
    void aNameThatIsNoUtf8IsTold();
    void inspection();
    void goodFilesGoOnBesideBadOnes();
    void aFileThatHangsHoldsUpNoOther();
    void anEmptyDropIsNotPassedOver();
    void pastedPictureBecomesAFile();
    void pictureThatCannotBeSavedIsTold();
};

void DropTest::addresses_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("refusal");
    const auto row = [](const char *url, const char *file, const char *refusal) {
        QTest::newRow(url) << QUrl(QString::fromUtf8(url)) << QString::fromUtf8(file)
                           << QString::fromUtf8(refusal);
    };
    row("file:///films/a.mp4", "/films/a.mp4", "");
    row("file://localhost/films/a.mp4", "/films/a.mp4", "");
    row("file:///films/a%20b%22%0A%F0%9F%8E%AC.mp4", "/films/a b\"\n🎬.mp4", "");
    row("file:///films/", "/films", "");
    row("http://example.org/a.mp4", "", "Download it first");
    row("https://example.org/", "", "Download it first");
    row("mtp://host/Phone/DCIM/a.mp4", "", "(mtp). Copy it to this computer first");
    row("gphoto2://Camera/a.mov", "", "(gphoto2)");
    row("smb://nas/films/a.mp4", "", "(smb)");
    row("a.mp4", "", "Drop the file itself");
}

void DropTest::addresses()
{
    QFETCH(QUrl, url);
    QFETCH(QString, file);
    QFETCH(QString, refusal);
    const DroppedFiles plan = decodeUrls({url});
    QCOMPARE(plan.files, file.isEmpty() ? QStringList() : QStringList{file});
    QStringList told = plan.refusals;
    for (const QUrl &elsewhere : plan.elsewhere)
        told << remoteUrlText(elsewhere);
    QCOMPARE(plan.elsewhere.isEmpty(), refusal.isEmpty() || url.scheme().isEmpty());
    QCOMPARE(told.size(), refusal.isEmpty() ? 0 : 1);
    if (!refusal.isEmpty())
        QVERIFY2(told.first().contains(refusal), qPrintable(told.first()));
    if (url.fileName() == QLatin1String("a.mp4") && !refusal.isEmpty())
        QVERIFY(told.first().contains(QStringLiteral("\u2068a.mp4\u2069")));
}

void DropTest::eachFileOnce()
{
    const QUrl first(QStringLiteral("file:///a.mp4"));
    const QUrl second(QStringLiteral("file:///b.mp4"));
    const QStringList wanted{QStringLiteral("/a.mp4"), QStringLiteral("/b.mp4")};
    QCOMPARE(decodeUrls({first, second, first}).files, wanted);
}

void DropTest::aNameThatIsNoUtf8IsTold()
{
    QTemporaryDir folder;
    // The file that has the name which Qt makes of it is never taken in its place.
    written(folder.filePath(QStringLiteral("caf\ufffd.mp4")), "another");
    QMimeData dropped;
    dropped.setData(QStringLiteral("text/uri-list"), "file://" + folder.path().toUtf8() + "/caf%E9.mp4\r\n");
    const DroppedFiles plan = decodeUrls(dropped.urls());
    QVERIFY2(plan.files.isEmpty(), qPrintable(plan.files.join(u' ')));
    QVERIFY2(plan.refusals.value(0).contains(QStringLiteral("not valid UTF-8")), qPrintable(plan.refusals.value(0)));
    QCOMPARE(decodeUrls({QUrl::fromLocalFile(folder.filePath(QStringLiteral("caf\ufffd.mp4")))}).files.size(), 1);
    // A dialog hands over the name as Qt reads it.
    QVERIFY(usableFiles({folder.filePath(QStringLiteral("gone\ufffd.mp4"))}).refusals.value(0).contains(QStringLiteral("not valid UTF-8")));
}

void DropTest::inspection()
{
    QTemporaryDir folder;
    const QString good = written(folder.filePath(QStringLiteral("good.mp4")), "x");
    const QString empty = written(folder.filePath(QStringLiteral("empty.mp4")), "");
    QFile begun(folder.filePath(QStringLiteral("begun.mp4"))); // a recording of which nothing was written yet
    QVERIFY(begun.open(QIODevice::WriteOnly));
    QCOMPARE(usableFiles({begun.fileName()}).files, QStringList{begun.fileName()});
    const QString missing = folder.filePath(QStringLiteral("missing.mp4"));
    const QString fifo = folder.filePath(QStringLiteral("fifo.mp4"));
    QCOMPARE(::mkfifo(QFile::encodeName(fifo).constData(), 0600), 0);
    const DroppedFiles plan = usableFiles({empty, good, folder.path(), missing, fifo});
    QCOMPARE(plan.files, QStringList{good});
    QCOMPARE(plan.refusals.size(), 4);
    QVERIFY(plan.refusals.at(0).contains(QStringLiteral("\u2068empty.mp4\u2069 is empty (0 bytes)")));
    QVERIFY(plan.refusals.at(1).contains(QStringLiteral("folder")));
    QVERIFY(plan.refusals.at(2).contains(QStringLiteral("\u2068missing.mp4\u2069 cannot be found")));
    QVERIFY(plan.refusals.at(3).contains(QStringLiteral("not a file")));
    if (::geteuid() == 0)
        return; // root reads everything
    QFile::setPermissions(good, QFile::Permissions());
    QVERIFY(usableFiles({good}).refusals.value(0).contains(QStringLiteral("cannot be read")));
}

void DropTest::goodFilesGoOnBesideBadOnes()
{
    QTemporaryDir folder;
    const QString good = written(folder.filePath(QStringLiteral("good.mp4")), "x");
    FileImporter fileImporter(folder.path(), nullptr);
    QSignalSpy accepted(&fileImporter, &FileImporter::accepted);
    QSignalSpy refused(&fileImporter, &FileImporter::refused);
    QSignalSpy elsewhere(&fileImporter, &FileImporter::remoteUrlsFound);
    QMimeData mime;
    mime.setUrls({QUrl(QStringLiteral("https://example.org/b.mp4")), QUrl::fromLocalFile(folder.path()),
                  QUrl::fromLocalFile(good)});
    fileImporter.take(mime, Purpose::OneEach);
    QTRY_COMPARE(accepted.size(), 1);
    QCOMPARE(accepted.first().at(0).toStringList(), QStringList{good});
    QCOMPARE(accepted.first().at(1).value<Purpose>(), Purpose::OneEach);
    QCOMPARE(refused.size(), 1);
    QCOMPARE(elsewhere.size(), 1);
    QCOMPARE(elsewhere.first().at(0).value<QList<QUrl>>(), QList<QUrl>{mime.urls().first()});
}

void DropTest::aFileThatHangsHoldsUpNoOther()
{
    constexpr int limitMs = 60'000;
    QTemporaryDir folder;
    QStringList files;
    for (const char *name : {"first.mp4", "hangs.mp4", "last.mp4"})
        files << written(folder.filePath(QLatin1String(name)), "film");
    HeldFile held(files.at(1));
    FileImporter fileImporter(folder.filePath(QStringLiteral("cache")), nullptr);
    QSignalSpy accepted(&fileImporter, &FileImporter::accepted);
    QStringList hanging;
    connect(&fileImporter, &FileImporter::hanging, this, [&hanging](const QStringList &paths) { hanging = paths; });
    fileImporter.takeFiles(files, Purpose::Attach);
    QTRY_COMPARE_WITH_TIMEOUT(accepted.size(), 1, limitMs);
    QCOMPARE(accepted.first().first().toStringList(), (QStringList{files.at(0), files.at(2)}));
    QTRY_COMPARE_WITH_TIMEOUT(hanging, QStringList{files.at(1)}, limitMs);
    // A later drop from there does not wait for it either.
    fileImporter.takeFiles({files.at(2)}, Purpose::Attach);
    QTRY_COMPARE_WITH_TIMEOUT(accepted.size(), 2, limitMs);
    held.release();
    QTRY_COMPARE_WITH_TIMEOUT(accepted.size(), 3, limitMs);
    QCOMPARE(accepted.last().first().toStringList(), QStringList{files.at(1)});
    QVERIFY(hanging.isEmpty());
}

void DropTest::anEmptyDropIsNotPassedOver()
{
    FileImporter fileImporter(QString(), nullptr);
    QSignalSpy refused(&fileImporter, &FileImporter::refused);
    fileImporter.take(QMimeData(), Purpose::Attach);
    QCOMPARE(refused.size(), 1);
}

void DropTest::pastedPictureBecomesAFile()
{
    QTemporaryDir folder;
    FileImporter fileImporter(folder.filePath(QStringLiteral("cache")), nullptr);
    QSignalSpy accepted(&fileImporter, &FileImporter::accepted);
    QImage picture(20, 10, QImage::Format_RGB32);
    picture.fill(Qt::red);
    QMimeData mime;
    mime.setImageData(picture);
    QVERIFY(FileImporter::canImport(mime));
    fileImporter.take(mime, Purpose::Attach);
    QTRY_COMPARE(accepted.size(), 1);
    const QString file = accepted.first().at(0).toStringList().value(0);
    QVERIFY(file.startsWith(folder.filePath(QStringLiteral("cache"))));
    QCOMPARE(QImage(file).size(), picture.size());
}

void DropTest::pictureThatCannotBeSavedIsTold()
{
    FileImporter fileImporter(QStringLiteral("/proc/nowhere"), nullptr);
    QSignalSpy told(&fileImporter, &FileImporter::pasteFailed);
    QMimeData mime;
    mime.setImageData(QImage(4, 4, QImage::Format_RGB32));
    fileImporter.take(mime, Purpose::Attach);
    QTRY_COMPARE(told.size(), 1);
}

POSTREEL_TEST_MAIN(DropTest)
#include "tst_drop.moc"
