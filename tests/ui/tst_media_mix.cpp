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
    void onceLookedAtNothingIsUnknown();
    void everySuffixHasItsKind();
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
    QTest::newRow("what is fixed first") << QStringLiteral("/a.m2ts") << FileKind::Video;
    QTest::newRow("none") << QStringLiteral("/a") << FileKind::Unknown;
    QTest::newRow("an unlisted one") << QStringLiteral("/a.dat") << FileKind::Unknown;
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

void MediaMixTest::onceLookedAtNothingIsUnknown()
{
    UploadView upload;
    upload.file = QStringLiteral("/a");
    upload.verdict = Verdict::WillBeRefused;
    QCOMPARE(kindOf(upload), FileKind::Other);
    upload.facts.mediaCategory = QStringLiteral("tweet_video"); // in a container that X does not take
    QCOMPARE(kindOf(upload), FileKind::Video);
}

void MediaMixTest::everySuffixHasItsKind()
{
    const QStringList suffixes = suffixesOfMedia();
    QVERIFY(suffixes.contains(QStringLiteral("mkv")) && suffixes.contains(QStringLiteral("png")));
    for (const QString &suffix : suffixes)
        QVERIFY2(kindByName(QStringLiteral("/a.") % suffix) != FileKind::Unknown, qPrintable(suffix));
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
    row("two videos", {Video, Video}, {1}, "one video or GIF in a Post, and here are 2");
    row("two gifs", {Gif, Gif}, {1}, "one video or GIF in a Post, and here are 2");
    row("six pictures", Kinds(6, Picture), {4, 5}, "up to four pictures in a Post, and here are 6");
    row("video and picture", {Video, Picture}, {1}, "together with pictures");
    row("a gif among pictures", {Picture, Gif, Picture, Picture, Picture, Picture}, {1, 5}, "together with pictures");
    row("not known yet, and a picture", {Unknown, Picture, Unknown}, {}, "");
    row("not known yet, and a video", {Unknown, Video}, {1}, "one video, one GIF or up to four pictures");
    row("a video, and not known yet", {Video, Unknown}, {1}, "one video, one GIF or up to four pictures");
    row("five not known yet", Kinds(5, Unknown), {4}, "one video, one GIF or up to four pictures");
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
