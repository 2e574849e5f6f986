#include "app/media/files/fingerprint.h"
#include "app/media/frames/frame_job.h"
#include "app/media/frames/thumbnail.h"
#include "app/media/probe/header_probe.h"
#include "tests/media/media_files.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QTemporaryDir>
#include <algorithm>
#include <memory>

using namespace postreel;
using namespace postreel::testing;

namespace {


HeaderFacts jpegFacts(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? probeHeader(file, QStringLiteral("image/jpeg")) : HeaderFacts{};
}

} // namespace

class TestThumbnail : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void fitsTheFrame_data();
    void fitsTheFrame();
    void madeOnce();
    void manyAtOnce();
    void noPicture_data();
    void noPicture();
    void withoutFfmpeg();
    void timeLimit();
    void deadContext();
    void endsWhileRunning();
    void frames();

private:
    QString request(Frames &thumbnails, const QString &path, const QString &mediaType);
    QString video(const QString &name, const QString &size = QStringLiteral("640x480"));
    QTemporaryDir m_folder;
    QString m_cache;
    int m_caches = 0;
    const QString m_mp4 = QStringLiteral("video/mp4");
};

void TestThumbnail::init()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
    m_cache = m_folder.filePath(QStringLiteral("cache%1").arg(++m_caches));
}

QString TestThumbnail::video(const QString &name, const QString &size)
{
    return makeWithFfmpeg(
        QStringLiteral("-f lavfi -i testsrc2=size=%1:rate=10 -t 1 -c:v mpeg4 -f mp4").arg(size),
        m_folder.filePath(name));
}

QString TestThumbnail::request(Frames &thumbnails, const QString &path, const QString &mediaType)
{
    bool called = false;
    QString got;
    thumbnails.request(path, mediaType, fingerprintOf(path).value(), this, [&](const QString &file) {
        called = true;
        got = file;
    });
    if (called)
        qFatal("answered from within request()");
    [&called] { QTRY_VERIFY_WITH_TIMEOUT(called, timeoutMs); }();
    return got;
}

void TestThumbnail::fitsTheFrame_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("mediaType");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    const QString clip = QStringLiteral("-f lavfi -i testsrc2=size=%1:rate=10 -t 1 %2");
    const QString picture = QStringLiteral("-f lavfi -i testsrc2=size=%1 -frames:v 1 %2");
    const auto row = [](const char *tag, const QString &name, const QString &arguments, const char *type,
                        int w, int h) {
        QTest::newRow(tag) << name << arguments << QString::fromLatin1(type) << w << h;
    };
    const QString mp4 = QStringLiteral("-c:v mpeg4 -f mp4");
    row("4:3", QStringLiteral("a"), clip.arg(QStringLiteral("1280x960"), mp4), "video/mp4", 640, 480);
    row("wide", QStringLiteral("a"), clip.arg(QStringLiteral("960x320"), mp4), "video/mp4", 640, 213);
    row("upright", QStringLiteral("a"), clip.arg(QStringLiteral("720x1280"), mp4), "video/mp4", 270, 480);
    row("small stays small", QStringLiteral("a"), clip.arg(QStringLiteral("64x48"), mp4), "video/mp4", 64,
        48);
    row("webm", QStringLiteral("a"),
        clip.arg(QStringLiteral("640x480"), QStringLiteral("-c:v libvpx -f webm")), "video/webm", 640, 480);
    row("ts", QStringLiteral("a"),
        clip.arg(QStringLiteral("640x480"), QStringLiteral("-c:v mpeg2video -f mpegts")), "video/mp2t", 640,
        480);
    row("type not known", QStringLiteral("a"),
        clip.arg(QStringLiteral("640x480"), QStringLiteral("-c:v mpeg4 -f matroska")), "", 640, 480);
    row("gif", QStringLiteral("a"), clip.arg(QStringLiteral("640x480"), QStringLiteral("-f gif")),
        "image/gif", 640, 480);
    row("png with a pattern for a name", QStringLiteral("a%03d.png"),
        picture.arg(QStringLiteral("640x480"), QStringLiteral("-c:v png -f image2pipe")), "image/png", 640,
        480);
    row("an option for a name", QStringLiteral("-y"), clip.arg(QStringLiteral("640x480"), mp4), "video/mp4",
        640, 480);
    row("quotes, newline, emoji", QString::fromUtf8("it's \"a\"\n\xF0\x9F\x8E\xAC;$(x)|y.mp4"),
        clip.arg(QStringLiteral("640x480"), mp4), "video/mp4", 640, 480);
    row("a protocol for a name", QStringLiteral("http:x.mp4"), clip.arg(QStringLiteral("640x480"), mp4),
        "video/mp4", 640, 480);
}

void TestThumbnail::fitsTheFrame()
{
    QFETCH(QString, name);
    QFETCH(QString, arguments);
    QFETCH(QString, mediaType);
    const QString path = makeWithFfmpeg(arguments, m_folder.filePath(name));
    Frames thumbnails(m_cache);
    const QString file = request(thumbnails, path, mediaType);
    QVERIFY(file.startsWith(m_cache % QLatin1String("/thumbs/")));
    QTEST(jpegFacts(file).width, "width");
    QTEST(jpegFacts(file).height, "height");
}

void TestThumbnail::madeOnce()
{
    const QString path = video(QStringLiteral("once.mp4"));
    const Fingerprint fingerprint = fingerprintOf(path).value();
    Frames thumbnails(m_cache);
    QStringList files;
    for (int i = 0; i < 3; ++i)
        thumbnails.request(path, m_mp4, fingerprint, this, [&files](const QString &file) { files << file; });
    QTRY_COMPARE_WITH_TIMEOUT(files.size(), 3, timeoutMs);
    QVERIFY(!files[0].isEmpty());
    QCOMPARE(files, QStringList(3, files[0]));
    // The file is in the cache now: it is not made again, not even without ffmpeg's input.
    QVERIFY(QFile::remove(path));
    thumbnails.request(path, m_mp4, fingerprint, this, [&files](const QString &file) { files << file; });
    QTRY_COMPARE(files.size(), 4);
    QCOMPARE(files[3], files[0]);
    // Nothing else was left there.
    QCOMPARE(QDir(m_cache % QLatin1String("/thumbs")).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void TestThumbnail::manyAtOnce()
{
    Frames thumbnails(m_cache);
    const auto running = [&thumbnails] {
        const auto processes = thumbnails.findChildren<QProcess *>();
        return std::count_if(processes.begin(), processes.end(), [](const QProcess *process) {
            return process->state() != QProcess::NotRunning;
        });
    };
    int done = 0;
    qsizetype most = 0;
    for (int i = 0; i < 5; ++i) {
        const QString path = video(QStringLiteral("many%1.mp4").arg(i), QStringLiteral("64x48"));
        thumbnails.request(path, m_mp4, fingerprintOf(path).value(), this, [&](const QString &file) {
            QVERIFY(!file.isEmpty());
            most = std::max<qsizetype>(most, running());
            ++done;
        });
    }
    QCOMPARE(running(), 2);
    QTRY_COMPARE_WITH_TIMEOUT(done, 5, timeoutMs);
    QVERIFY(most <= 2);
}

void TestThumbnail::noPicture_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("mediaType");
    QTest::newRow("text") << QByteArray("Hello") << QString();
    QTest::newRow("broken video") << handmadeMp4(1000, 640, 480) << m_mp4;
    QTest::newRow("a playlist that poses as a video")
        << QByteArray("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:1/x.ts\n") << m_mp4;
    QTest::newRow("a playlist") << QByteArray("ffconcat version 1.0\nfile 'other.mp4'\n") << QString();
}

void TestThumbnail::noPicture()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, mediaType);
    video(QStringLiteral("other.mp4"));
    const QString path = writeFile(m_folder.filePath(QStringLiteral("none.mp4")), bytes);
    Frames thumbnails(m_cache);
    QCOMPARE(request(thumbnails, path, mediaType), QString());
}

void TestThumbnail::withoutFfmpeg()
{
    const QString path = video(QStringLiteral("lonely.mp4"));
    const QByteArray programs = qgetenv("PATH");
    qputenv("PATH", m_folder.path().toUtf8());
    Frames thumbnails(m_cache);
    const QString file = request(thumbnails, path, m_mp4);
    Result<QString> frame = QString();
    thumbnails.extractFrame(path, m_mp4, 0, m_folder.filePath(QStringLiteral("f.jpg")), this,
                            [&frame](const Result<QString> &made) { frame = made; });
    QTRY_VERIFY(!frame.ok());
    qputenv("PATH", programs);
    QCOMPARE(file, QString());
    QCOMPARE(frame.error().kind, ErrorKind::NoFfmpeg);
}

void TestThumbnail::timeLimit()
{
    // A source without end, read at the speed of life.
    FrameJob job({.path = QStringLiteral("endless.mp4"),
                  .arguments = {QStringLiteral("-re"), QStringLiteral("-f"), QStringLiteral("lavfi"),
                                QStringLiteral("-i"), QStringLiteral("testsrc2"), QStringLiteral("-f"),
                                QStringLiteral("null"), QStringLiteral("-")},
                  .outFile = m_folder.filePath(QStringLiteral("never.jpg")),
                  .limitMs = 200});
    Result<QString> result = QString();
    int times = 0;
    connect(&job, &FrameJob::finished, this, [&](const Result<QString> &file) {
        result = file;
        ++times;
    });
    job.start();
    QTRY_COMPARE(times, 1);
    QCOMPARE(result.error().kind, ErrorKind::TimedOut);
    QCOMPARE(result.error().subject, QStringLiteral("endless.mp4"));
    QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("never.jpg"))));
}

void TestThumbnail::deadContext()
{
    const QString path = video(QStringLiteral("dead.mp4"));
    Frames thumbnails(m_cache);
    bool called = false;
    bool other = false;
    auto context = std::make_unique<QObject>();
    const Fingerprint fingerprint = fingerprintOf(path).value();
    thumbnails.request(path, m_mp4, fingerprint, context.get(),
                       [&called](const QString &) { called = true; });
    thumbnails.request(path, m_mp4, fingerprint, this, [&other](const QString &) { other = true; });
    context.reset();
    QTRY_VERIFY_WITH_TIMEOUT(other, timeoutMs);
    QVERIFY(!called);
}

void TestThumbnail::endsWhileRunning()
{
    const QString path = video(QStringLiteral("running.mp4"));
    bool called = false;
    {
        Frames thumbnails(m_cache);
        thumbnails.request(path, m_mp4, fingerprintOf(path).value(), this,
                           [&called](const QString &) { called = true; });
        QCOMPARE(thumbnails.findChildren<QProcess *>().size(), 1);
    }
    QCoreApplication::processEvents();
    QVERIFY(!called);
}

void TestThumbnail::frames()
{
    const QString path = video(QStringLiteral("large.mp4"), QStringLiteral("1920x1080"));
    Frames thumbnails(m_cache);
    const QString out = writeFile(m_folder.filePath(QStringLiteral("cover.jpg")), "old");
    QVector<Result<QString>> results;
    const auto take = [&results](const Result<QString> &result) { results << result; };
    thumbnails.extractFrame(path, m_mp4, 500, out, this, take);
    QTRY_COMPARE_WITH_TIMEOUT(results.size(), 1, timeoutMs);
    QVERIFY(results[0].ok());
    QCOMPARE(*results[0], out);
    QCOMPARE(jpegFacts(out), (HeaderFacts{.durationMs = -1, .width = 1280, .height = 720}));
    thumbnails.extractFrame(path, m_mp4, 60'000, out, this, take);
    QTRY_COMPARE_WITH_TIMEOUT(results.size(), 2, timeoutMs);
    QCOMPARE(results[1].error().kind, ErrorKind::Unreadable);
    QCOMPARE(results[1].error().subject, QStringLiteral("large.mp4"));
    thumbnails.extractFrame(path, m_mp4, 0, m_folder.path(), this, take); // a folder is in the way
    QTRY_COMPARE_WITH_TIMEOUT(results.size(), 3, timeoutMs);
    QCOMPARE(results[2].error().kind, ErrorKind::Storage);
}

POSTREEL_TEST_MAIN(TestThumbnail)
#include "tst_thumbnail.moc"
