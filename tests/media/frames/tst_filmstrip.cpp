// Filmstrips and single moments of real films: of the right time, from the shelf, given up when nobody waits.
#include "app/media/files/fingerprint.h"
#include "app/media/frames/picture_shelf.h"
#include "app/media/frames/thumbnail.h"
#include "app/media/probe/header_probe.h"
#include "tests/media/media_files.h"
#include "tests/support/test_main.h"
#include "tests/support/time_film.h"

#include <QDir>
#include <QTemporaryDir>
#include <memory>

using namespace postreel;
using namespace postreel::testing;

namespace {

constexpr int jpegError = 5;       // in brightness

QString utf16(const char *text)
{
    return QString::fromLatin1(text);
}

FilmstripRequest requestFor(const QString &path, qint64 durationMs, int count)
{
    return {.path = path,
            .mediaType = QStringLiteral("video/mp4"),
            .fingerprint = fingerprintOf(path).value(),
            .durationMs = durationMs,
            .count = count,
            .heightPx = 90};
}

qsizetype running(const Frames &frames)
{
    return frames.findChildren<QProcess *>().size();
}

} // namespace

class FilmstripTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void everyFrameIsOfItsTime();
    void longFilmsTakeKeyFrames();
    void aFrameBehindTheLastKeyFrameIsThere();
    void comesFromTheShelf();
    void isGivenUpWithItsContext();
    void canBeAskedForAgainAtOnce();
    void aFilmWithoutLength();
    void noFfmpeg();
    void aMomentIsExact();
    void theEndIsTheLastFrame();
    void aMomentGoesFirst();
    void brokenFilesAreTriedOnce_data();
    void brokenFilesAreTriedOnce();
    void theShelfIsBounded();

private:
    struct Got
    {
        QVector<FilmstripFrame> frames;
        std::optional<Result<Done>> end;
        QStringList filesInOrder() const
        {
            QStringList files;
            for (int i = 0; i < frames.size(); ++i)
                for (const FilmstripFrame &frame : frames)
                    if (frame.index == i)
                        files << frame.file;
            return files;
        }
    };
    void ask(Frames &frames, const FilmstripRequest &request, QObject *context, Got &got);
    Result<QString> moment(Frames &frames, const QString &path, qint64 atMs);
    QString file(const char *name) const { return m_folder->filePath(utf16(name)); }
    QString cache() const { return m_folder->filePath(QStringLiteral("cache")); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void FilmstripTest::init()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
    m_folder = std::make_unique<QTemporaryDir>();
}

void FilmstripTest::ask(Frames &frames, const FilmstripRequest &request, QObject *context, Got &got)
{
    frames.filmstrip(
        request, context, [&got](const FilmstripFrame &frame) { got.frames << frame; },
        [&got](const Result<Done> &end) { got.end = end; });
}

Result<QString> FilmstripTest::moment(Frames &frames, const QString &path, qint64 atMs)
{
    std::optional<Result<QString>> got;
    frames.frameAt(path, QStringLiteral("video/mp4"), fingerprintOf(path).value(), atMs, this,
                   [&got](const Result<QString> &made) { got = made; });
    [&got] { QTRY_VERIFY_WITH_TIMEOUT(got.has_value(), timeoutMs); }();
    return got.value_or(ErrorKind::TimedOut);
}

void FilmstripTest::everyFrameIsOfItsTime()
{
    const TimeFilm film; // with one key frame, at its beginning
    const FilmstripRequest request = requestFor(film.write(file("a.mp4")), 10'000, 5);
    Frames frames(cache());
    Got got;
    ask(frames, request, this, got);
    QCOMPARE(running(frames), 2);
    QTRY_VERIFY_WITH_TIMEOUT(got.end.has_value(), timeoutMs);
    QVERIFY(got.end->ok());
    QCOMPARE(got.frames.size(), 5);
    for (const FilmstripFrame &frame : std::as_const(got.frames)) {
        QCOMPARE(frame.atMs, 1000 + 2000 * frame.index);
        const int brightness = brightnessOf(frame.file);
        QVERIFY2(qAbs(brightness - film.brightnessAt(frame.atMs)) <= jpegError, qPrintable(QString::number(brightness)));
        QFile picture(frame.file);
        QVERIFY(picture.open(QIODevice::ReadOnly));
        QCOMPARE(probeHeader(picture, QStringLiteral("image/jpeg")).height, 90);
    }
}

void FilmstripTest::longFilmsTakeKeyFrames()
{
    const TimeFilm film{.seconds = 90, .step = 2, .rate = 1, .keyFrameEvery = 4};
    Frames frames(cache());
    Got got;
    ask(frames, requestFor(film.write(file("long.mp4")), 90'000, 3), this, got);
    QTRY_VERIFY_WITH_TIMEOUT(got.end.has_value(), timeoutMs);
    QCOMPARE(got.frames.size(), 3);
    for (const FilmstripFrame &frame : std::as_const(got.frames)) { // 15, 45, 75 s: key frames at 12, 44, 72 s
        const qint64 keyFrameMs = frame.atMs / 4000 * 4000;
        QVERIFY(qAbs(brightnessOf(frame.file) - film.brightnessAt(keyFrameMs)) <= 2);
    }
}

void FilmstripTest::aFrameBehindTheLastKeyFrameIsThere()
{
    // A container that tells a longer time than it has pictures.
    const TimeFilm film{.seconds = 30, .step = 2, .rate = 1, .keyFrameEvery = 10};
    Frames frames(cache());
    Got got;
    ask(frames, requestFor(film.write(file("short.mp4")), 100'000, 4), this, got);
    QTRY_VERIFY_WITH_TIMEOUT(got.end.has_value(), timeoutMs);
    QVERIFY(got.end->ok());
    QVERIFY(!got.frames.isEmpty());
}

void FilmstripTest::comesFromTheShelf()
{
    const FilmstripRequest request = requestFor(TimeFilm{.seconds = 3}.write(file("a.mp4")), 3000, 3);
    Got first;
    {
        Frames frames(cache());
        ask(frames, request, this, first);
        QTRY_VERIFY_WITH_TIMEOUT(first.end.has_value(), timeoutMs);
        QCOMPARE(first.frames.size(), 3);
    }
    QVERIFY(QFile::remove(request.path)); // nothing could be made any more
    Frames frames(cache());
    Got second;
    ask(frames, request, this, second);
    QCOMPARE(running(frames), 0);
    QVERIFY(second.frames.isEmpty()); // not from within the call
    QTRY_VERIFY(second.end.has_value());
    QCOMPARE(second.filesInOrder(), first.filesInOrder());
    // A file that has changed has other frames.
    FilmstripRequest changed = request;
    changed.fingerprint.mtimeMs += 1;
    Got third;
    ask(frames, changed, this, third);
    QTRY_VERIFY_WITH_TIMEOUT(third.end.has_value(), timeoutMs);
    QCOMPARE(third.end->error().kind, ErrorKind::Unreadable);
}

void FilmstripTest::isGivenUpWithItsContext()
{
    const QString path = TimeFilm{.seconds = 3}.write(file("a.mp4"));
    Frames frames(cache());
    Got dropped;
    auto dialog = std::make_unique<QObject>();
    ask(frames, requestFor(path, 3000, 20), dialog.get(), dropped);
    QCOMPARE(running(frames), 2);
    dialog.reset();
    QTRY_COMPARE_WITH_TIMEOUT(running(frames), 0, timeoutMs);
    QVERIFY(dropped.frames.isEmpty());
    QVERIFY(!dropped.end.has_value());
    QVERIFY(QDir(cache() % QStringLiteral("/thumbs")).isEmpty());
}

void FilmstripTest::canBeAskedForAgainAtOnce()
{
    const FilmstripRequest request = requestFor(TimeFilm{.seconds = 3}.write(file("a.mp4")), 3000, 4);
    Frames frames(cache());
    Got dropped;
    auto dialog = std::make_unique<QObject>();
    ask(frames, request, dialog.get(), dropped);
    dialog.reset();
    Got got; // before the processes of the first one have ended
    ask(frames, request, this, got);
    QTRY_VERIFY_WITH_TIMEOUT(got.end.has_value(), timeoutMs);
    QVERIFY(got.end->ok());
    QCOMPARE(got.frames.size(), 4);
}

void FilmstripTest::aFilmWithoutLength()
{
    Frames frames(cache());
    Got got;
    ask(frames, requestFor(writeFile(file("a.mp4"), "x"), 0, 4), this, got);
    QVERIFY(!got.end.has_value());
    QTRY_VERIFY(got.end.has_value());
    QCOMPARE(got.end->error().kind, ErrorKind::Usage);
    QCOMPARE(got.end->error().subject, QStringLiteral("a.mp4"));
}

void FilmstripTest::noFfmpeg()
{
    const QString path = TimeFilm{.seconds = 2}.write(file("a.mp4"));
    const QByteArray programs = qgetenv("PATH");
    qputenv("PATH", m_folder->path().toUtf8());
    Frames frames(cache());
    Got got;
    ask(frames, requestFor(path, 2000, 2), this, got);
    QTRY_VERIFY(got.end.has_value());
    const ErrorKind said = moment(frames, path, 1000).error().kind;
    qputenv("PATH", programs);
    QVERIFY(got.frames.isEmpty());
    QCOMPARE(got.end->error().kind, ErrorKind::NoFfmpeg);
    QCOMPARE(said, ErrorKind::NoFfmpeg);
    // Once it is installed it is found: only what the file is to blame for is not tried again.
    QVERIFY(moment(frames, path, 1000).ok());
}

void FilmstripTest::aMomentIsExact()
{
    const TimeFilm film;
    const QString path = film.write(file("a.mp4"));
    Frames frames(cache());
    for (const qint64 atMs : {0, 1900, 2000, 4950, 9900}) {
        const Result<QString> picture = moment(frames, path, atMs);
        QVERIFY(picture.ok());
        const qint64 shownMs = (atMs + 99) / 100 * 100; // the first frame that does not begin before it
        QVERIFY2(qAbs(brightnessOf(*picture) - film.brightnessAt(qMin<qint64>(shownMs, 9900))) <= jpegError,
                 qPrintable(QString::number(atMs)));
    }
}

void FilmstripTest::theEndIsTheLastFrame()
{
    const TimeFilm film{.seconds = 4};
    const QString path = film.write(file("sound.mp4"), 5); // its sound lasts longer
    Frames frames(cache());
    for (const qint64 atMs : {3990, 4000, 5000}) {
        const Result<QString> picture = moment(frames, path, atMs);
        QVERIFY2(picture.ok(), qPrintable(QString::number(atMs)));
        QVERIFY(qAbs(brightnessOf(*picture) - film.brightnessAt(3900)) <= jpegError);
    }
    QCOMPARE(moment(frames, path, 9000).error().kind, ErrorKind::Unreadable);
}

void FilmstripTest::aMomentGoesFirst()
{
    const QString path = TimeFilm{.seconds = 4}.write(file("a.mp4"));
    Frames frames(cache());
    Got got;
    ask(frames, requestFor(path, 4000, 12), this, got);
    QVERIFY(moment(frames, path, 2000).ok());
    QVERIFY(got.frames.size() < 12);
    QTRY_COMPARE_WITH_TIMEOUT(got.frames.size(), 12, timeoutMs);
}

void FilmstripTest::brokenFilesAreTriedOnce_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QFile film(TimeFilm{.seconds = 3}.write(file("whole.mp4")));
    QVERIFY(film.open(QIODevice::ReadOnly));
    const QByteArray whole = film.readAll();
    QByteArray random(50'000, '\0');
    quint32 x = 7;
    for (char &c : random)
        c = static_cast<char>((x = x * 1664525 + 1013904223) >> 24);
    QTest::newRow("cut in half") << whole.left(whole.size() / 2);
    QTest::newRow("cut in its head") << whole.left(20);
    QTest::newRow("a head, then noise") << whole.left(32) + random;
    QTest::newRow("noise") << random;
    QTest::newRow("zeros") << QByteArray(50'000, '\0');
}

void FilmstripTest::brokenFilesAreTriedOnce()
{
    QFETCH(QByteArray, bytes);
    const QString path = writeFile(file("broken.mp4"), bytes);
    Frames frames(cache());
    for (int time = 1; time <= 3; ++time) {
        std::optional<QString> picture;
        frames.request(path, QStringLiteral("video/mp4"), fingerprintOf(path).value(), this,
                       [&picture](const QString &made) { picture = made; });
        QCOMPARE(running(frames), time == 1 ? 1 : 0);
        QTRY_VERIFY_WITH_TIMEOUT(picture.has_value(), timeoutMs);
        QCOMPARE(*picture, QString());
        QTRY_COMPARE(running(frames), 0);
    }
    Got got;
    ask(frames, requestFor(path, 3000, 2), this, got);
    QTRY_VERIFY_WITH_TIMEOUT(got.end.has_value(), timeoutMs);
    QCOMPARE(got.end->error().kind, ErrorKind::Unreadable);
    // Fixed, it is another file.
    TimeFilm{.seconds = 1}.write(path);
    std::optional<QString> picture;
    frames.request(path, QStringLiteral("video/mp4"), fingerprintOf(path).value(), this,
                   [&picture](const QString &made) { picture = made; });
    QTRY_VERIFY_WITH_TIMEOUT(picture.has_value(), timeoutMs);
    QVERIFY(!picture->isEmpty());
}

void FilmstripTest::theShelfIsBounded()
{
    QVERIFY(QDir().mkpath(file("shelf")));
    const QDir shelf(file("shelf"));
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    constexpr qint64 dayMs = 24 * 3600 * 1000;
    for (int age = 0; age < 6; ++age)
        setTime(writeSparse(shelf.filePath(QString::number(age)), 1000), now - age * dayMs);
    QVERIFY(touchCached(shelf.filePath(QStringLiteral("5")))); // the oldest, but just used
    QVERIFY(!touchCached(shelf.filePath(QStringLiteral("none"))));
    keepWithin(shelf.path(), 3999);
    QCOMPARE(shelf.entryList(QDir::Files, QDir::Name),
             (QStringList{QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("5")}));
    keepWithin(file("no such folder"), 0);
}

POSTREEL_TEST_MAIN(FilmstripTest)
#include "tst_filmstrip.moc"
