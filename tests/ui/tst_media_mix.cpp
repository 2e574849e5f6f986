// Which media X takes together in one Post, and the words for those that it does not.
#include "tests/support/test_main.h"
#include "ui/media_mix.h"

#include <QTest>

using namespace postreel;

class MediaMixTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void kinds_data();
    void kinds();
    void subtitlesAreNoMedia();
    void sharing_data();
    void sharing();
};

void MediaMixTest::kinds_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<FileKind>("kind");
    QTest::newRow("mp4") << QStringLiteral("/a.MP4") << FileKind::Video;
    QTest::newRow("gif") << QStringLiteral("/a.gif") << FileKind::Gif;
    QTest::newRow("jpeg") << QStringLiteral("/a.jpeg") << FileKind::Picture;
    QTest::newRow("none") << QStringLiteral("/a") << FileKind::Other;
}

void MediaMixTest::kinds()
{
    QFETCH(QString, file);
    QFETCH(FileKind, kind);
    QCOMPARE(kindByName(file), kind);
    UploadView upload;
    upload.file = file;
    QCOMPARE(kindOf(upload), kind);
    upload.facts.mediaType = QStringLiteral("image/png"); // the content decides once it is known
    QCOMPARE(kindOf(upload), FileKind::Picture);
}

void MediaMixTest::subtitlesAreNoMedia()
{
    const MediaFacts facts{.mediaType = QStringLiteral("text/srt")};
    QCOMPARE(kindOf(facts, QStringLiteral("/a.mp4")), FileKind::Other);
}

void MediaMixTest::sharing_data()
{
    QTest::addColumn<QVector<FileKind>>("files");
    QTest::addColumn<QVector<qsizetype>>("misfits");
    QTest::addColumn<QString>("words");
    using enum FileKind;
    using Kinds = QVector<FileKind>;
    using Places = QVector<qsizetype>;
    const auto row = [](const char *tag, const Kinds &kinds, const Places &misfits, const char *words) {
        QTest::newRow(tag) << kinds << misfits << QString::fromLatin1(words);
    };
    row("nothing", {}, {}, "");
    row("one video", {Video}, {}, "");
    row("something", {Other}, {}, "");
    row("four pictures", Kinds(4, Picture), {}, "");
    row("two videos", {Video, Video}, {1}, "one video or GIF in a Post, and these are 2");
    row("two gifs", {Gif, Gif}, {1}, "one video or GIF in a Post, and these are 2");
    row("six pictures", Kinds(6, Picture), {4, 5}, "up to four pictures in a Post, and these are 6");
    row("video and picture", {Video, Picture}, {1}, "together with pictures");
    row("a gif among pictures", {Picture, Gif, Picture, Picture, Picture, Picture}, {1, 5}, "together with pictures");
    row("something and a picture", {Other, Picture}, {1}, "one video, one GIF or up to four pictures");
}

void MediaMixTest::sharing()
{
    QFETCH(QVector<FileKind>, files);
    QFETCH(QVector<qsizetype>, misfits);
    QFETCH(QString, words);
    QCOMPARE(misfitsAmong(files), misfits);
    QCOMPARE(canShareOnePost(files), misfits.isEmpty());
    const QString said = whyNotOnePost(files);
    QCOMPARE(said.isEmpty(), words.isEmpty());
    QVERIFY2(said.contains(words), qPrintable(said));
}

POSTREEL_TEST_MAIN(MediaMixTest)
#include "tst_media_mix.moc"
