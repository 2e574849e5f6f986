// A fix that is cut off goes on where it was: what is done stays as it is, and the whole comes out as if it had been made in
// one go.
#include "app/media/fix/fix_job.h"
#include "app/media/fix/fix_time.h"
#include "app/media/fix/fix_tools.h"
#include "app/media/fix/kept_plan.h"
#include "tests/media/film_measures.h"
#include "tests/support/test_main.h"
#include "tests/support/thorough.h"

#include <QDir>
#include <QFileInfo>
#include <cmath>

using namespace postreel;
using namespace postreel::testing;

class TestFixResume : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void goesOnBehindTheLastWholeChunk_data();
    void goesOnBehindTheLastWholeChunk();
    void isCutOffWhileItRuns();
    void whatIsDamagedIsMadeAnew_data();
    void whatIsDamagedIsMadeAnew();
    void anotherEncodingBeginsAnew();
    void whatTheFirstPassLearnedIsKept();
    void noRoomCostsNoWork();
    void aHurryKeepsItsPlan();
    void shortFilmsAreMadeInOneGo();

private:
    Result<QString> run(const FixJob::Work &work);
    FixJob::Work workOn(const QString &file, const FixRequest &request = {}) const;
    QString chunk(int index) const { return m_folder % u'/' % chunkName(index); }
    void cutOff(int whole) const;
    QString longFilm(const QString &suffix, const QString &encoding) const;

    FilmShelf m_shelf;
    QString m_folder;
    int m_folders = 0;
    double m_firstPercent = -1; // that the last run told
};

namespace {

constexpr double flash = 16.5;
constexpr int lengthSeconds = 20;
const QString mpeg4 = QStringLiteral("-c:v mpeg4 -q:v 3 ");

QDateTime changed(const QString &file)
{
    return QFileInfo(file).lastModified();
}

} // namespace

void TestFixResume::init()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
    m_folder = m_shelf.path(QStringLiteral("1.work%1").arg(++m_folders));
    QVERIFY(QDir().mkpath(m_folder));
}

QString TestFixResume::longFilm(const QString &suffix, const QString &encoding) const
{
    return makeWithFfmpeg(flashAt(flash) + QStringLiteral("-t %1 ").arg(lengthSeconds) + encoding,
                          m_shelf.path(QStringLiteral("%1.%2").arg(m_folders).arg(suffix)));
}

// Chunks of about three seconds.
FixJob::Work TestFixResume::workOn(const QString &file, const FixRequest &request) const
{
    FixJob::Work work{.file = file, .seen = inspectedWhole(file, UploadKind::Media, {}, {})};
    work.plan = planFix(work.seen, request, {}, {});
    work.skills = askFfmpeg();
    work.folder = m_folder;
    work.result = m_shelf.path(QStringLiteral("result %1.mp4").arg(m_folders));
    work.chunkPixels = pixelsOf(work.plan, work.seen) * 3 / lengthSeconds;
    return work;
}

Result<QString> TestFixResume::run(const FixJob::Work &work)
{
    FileReads reads;
    FixJob job(work, reads);
    std::optional<Result<QString>> result;
    m_firstPercent = -1;
    connect(&job, &FixJob::ended, this, [&result](const Result<QString> &ended) { result = ended; });
    connect(&job, &FixJob::progressed, this, [this](const FixProgress &progress) {
        if (m_firstPercent < 0)
            m_firstPercent = progress.percent;
    });
    job.start();
    [&result] { QTRY_VERIFY_WITH_TIMEOUT(result.has_value(), FixBench::timeoutMs); }();
    return result.value_or(Error{.kind = ErrorKind::Stalled});
}

// As if it had been killed in the midst of the chunk behind that many whole ones.
void TestFixResume::cutOff(int whole) const
{
    const int count = chunksIn(m_folder);
    QVERIFY2(count > whole + 1, qPrintable(QString::number(count)));
    for (int i = whole + 1; i < count; ++i)
        QVERIFY(QFile::remove(chunk(i)));
    QFile last(chunk(whole));
    QVERIFY(last.resize(last.size() / 2));
    QDir(m_folder).rename(QLatin1String(chunkSoundFile), QLatin1String(chunkSoundPart));
}

void TestFixResume::goesOnBehindTheLastWholeChunk_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<FixRequest>("request");
    const QString uneven = QStringLiteral("-vf select='lt(mod(n,12),5)' -vsync vfr ");
    const auto row = [](const char *tag, const char *suffix, const QString &encoding, const FixRequest &request = {}) {
        QTest::newRow(tag) << QString::fromLatin1(suffix) << encoding << request;
    };
    row("even frames", "mp4", mpeg4 + QStringLiteral("-c:a aac"));
    row("uneven frames in an MKV", "mkv", uneven + mpeg4 + QStringLiteral("-c:a aac"));
    row("no index", "ts", QStringLiteral("-c:v mpeg2video -q:v 3 -c:a mp2"));
    row("a part", "mp4", mpeg4 + QStringLiteral("-c:a pcm_s16le -f mov"), {.startMs = 1370, .endMs = 18'000});
    if (!isThorough())
        return;
    row("times in whole ms", "mkv", mpeg4 + QStringLiteral("-r 24000/1001 -c:a flac"));
    row("uneven frames", "mp4", uneven + mpeg4 + QStringLiteral("-c:a aac"));
    row("an AVI", "avi", mpeg4 + QStringLiteral("-c:a libmp3lame"));
    row("slowed down", "mp4", QStringLiteral("-c:v libx264 -preset ultrafast -pix_fmt yuv420p -r 120 -c:a aac"));
    row("no sound", "mp4", mpeg4 + QStringLiteral("-an"));
    row("late picture", "mkv", mpeg4 + QStringLiteral("-vf trim=start=1 -c:a flac"));
}

void TestFixResume::goesOnBehindTheLastWholeChunk()
{
    QFETCH(FixRequest, request);
    QFETCH(QString, suffix);
    QFETCH(QString, encoding);
    const FixJob::Work work = workOn(longFilm(suffix, encoding), request);
    const QString model = work.result % QStringLiteral(".model");
    const Result<QString> whole = run(work);
    QVERIFY2(whole.ok(), qPrintable(whole.error().detail));
    QVERIFY(QFile::rename(*whole, model));

    cutOff(3);
    const QDateTime before = changed(chunk(2));
    const QByteArray content = digestOf(chunk(1)) + digestOf(chunk(2));
    const Result<QString> result = run(work);
    QVERIFY2(result.ok(), qPrintable(result.error().detail));
    const bool findsTimes = suffix != QLatin1String("ts") && suffix != QLatin1String("avi");
    QVERIFY2(!findsTimes || m_firstPercent > 30, qPrintable(QString::number(m_firstPercent)));
    QCOMPARE(changed(chunk(2)), before);
    QCOMPARE(digestOf(chunk(1)) + digestOf(chunk(2)), content);
    QVERIFY(changed(chunk(3)) > before);

    QCOMPARE(faultsOf(*result), QString());
    const QVector<double> times = frameTimes(*result);
    const QVector<double> wanted = frameTimes(model);
    for (qsizetype i = 0; i < std::min(times.size(), wanted.size()); ++i)
        QVERIFY2(std::abs(times[i] - wanted[i]) < 0.0012, qPrintable(QStringLiteral("frame %1 at %2, not %3").arg(i).arg(times[i]).arg(wanted[i])));
    QCOMPARE(times.size(), wanted.size());
    QVERIFY2(std::abs(flashIn(*result) - flashIn(model)) < 0.002, qPrintable(QString::number(flashIn(*result))));
    if (work.seen.streams.audio) {
        QVERIFY(std::abs(beepIn(*result) - beepIn(model)) < 0.003);
    }
}

void TestFixResume::isCutOffWhileItRuns()
{
    const QString film = makeWithFfmpeg(
        QStringLiteral("-f lavfi -i testsrc2=size=640x360:rate=30,noise=alls=20:allf=t -f lavfi -i sine -t 20 ") + mpeg4 + QStringLiteral("-c:a aac"),
        m_shelf.path(QStringLiteral("slow.mkv")));
    const FixJob::Work work = workOn(film);
    {
        FileReads reads;
        FixJob job(work, reads);
        job.start();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(chunk(2)), FixBench::timeoutMs); // then ffmpeg is killed
    }
    QVERIFY(QFile::exists(chunk(1)) && !QFile::exists(m_folder % u'/' % QLatin1String(chunkSoundFile)));
    const QDateTime before = changed(chunk(1));
    const Result<QString> result = run(work);
    QVERIFY2(result.ok(), qPrintable(result.error().detail));
    QCOMPARE(changed(chunk(1)), before);
    const QVector<double> times = frameTimes(*result);
    for (qsizetype i = 1; i < times.size(); ++i)
        QVERIFY2(std::abs(times[i] - times[i - 1] - 1.0 / 30) < 0.0012, qPrintable(QStringLiteral("%1: %2 %3").arg(i).arg(times[i - 1]).arg(times[i])));
    QCOMPARE(frameTimes(*result).size(), lengthSeconds * 30);
    QCOMPARE(faultsOf(*result), QString());
}

void TestFixResume::whatIsDamagedIsMadeAnew_data()
{
    QTest::addColumn<int>("from"); // percent of the chunk
    QTest::newRow("all of it") << 0; // a computer that lost its power may have left files of zeros
    QTest::newRow("its midst") << 30;
}

void TestFixResume::whatIsDamagedIsMadeAnew()
{
    QFETCH(int, from);
    const FixJob::Work work = workOn(longFilm(QStringLiteral("mp4"), mpeg4 + QStringLiteral("-c:a aac")));
    QVERIFY(run(work).ok());
    cutOff(3);
    QFile zeros(chunk(1));
    const qint64 size = zeros.size() * (100 - 2 * from) / 100;
    QVERIFY(zeros.open(QIODevice::ReadWrite) && zeros.seek(zeros.size() * from / 100));
    QCOMPARE(zeros.write(QByteArray(size, '\0')), size);
    zeros.close();
    const Result<QString> result = run(work);
    QVERIFY2(result.ok(), qPrintable(result.error().detail));
    QCOMPARE(frameTimes(*result).size(), lengthSeconds * 30);
    QCOMPARE(faultsOf(*result), QString());
}

void TestFixResume::anotherEncodingBeginsAnew()
{
    FixJob::Work work = workOn(longFilm(QStringLiteral("mp4"), mpeg4 + QStringLiteral("-c:a aac")));
    QVERIFY(run(work).ok());
    cutOff(3);
    const QByteArray before = digestOf(chunk(0));
    work.plan.preset = QStringLiteral("ultrafast");
    QVERIFY(run(work).ok());
    QVERIFY(digestOf(chunk(0)) != before);
    cutOff(3);
    const QDateTime then = changed(chunk(0));
    work.seen.fingerprint.hash = "another file";
    run(work); // which fails, since the file is not that one
    QVERIFY(changed(chunk(0)) > then);
}

void TestFixResume::whatTheFirstPassLearnedIsKept()
{
    FixJob::Work work = workOn(longFilm(QStringLiteral("mp4"), mpeg4 + QStringLiteral("-c:a aac")));
    work.plan.goalBytes = 900'000;
    work.plan.videoBitRate = 200'000;
    QVERIFY(run(work).ok());
    const QDateTime before = changed(m_folder % QStringLiteral("/passes-0.log"));
    QVERIFY(before.isValid());
    QVERIFY(QFile::remove(work.result));
    const Result<QString> result = run(work);
    QVERIFY2(result.ok(), qPrintable(result.error().detail));
    QCOMPARE(changed(m_folder % QStringLiteral("/passes-0.log")), before);
    QVERIFY(m_firstPercent > 30);

    QVERIFY(QFile::remove(m_folder % u'/' % QLatin1String(firstPassDone))); // its log may be that of a part
    QVERIFY(run(work).ok());
    QVERIFY(changed(m_folder % QStringLiteral("/passes-0.log")) > before);
}

// What an earlier run has done stays, and takes no room a second time.
void TestFixResume::noRoomCostsNoWork()
{
    const QString fixes = m_shelf.path(QStringLiteral("fixes"));
    const QString work = fixes % QStringLiteral("/1.work/");
    QVERIFY(QDir().mkpath(work));
    for (const char *name : {"key", "chunk-00000.ts", "chunk-00001.ts"}) {
        QFile file(work % QLatin1String(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("some") == 4);
    }
    FixBench bench(fixes, [](const QString &) { return 10'000'000; });
    QCOMPARE(bench.fix(m_shelf.film(QStringLiteral("mkv"))).error().kind, ErrorKind::Storage);
    QCOMPARE(QDir(work).entryList(QDir::Files).size(), 3);
    QVERIFY(QFile(work % QStringLiteral("chunk-00000.ts")).resize(100'000'000)); // of holes
    QVERIFY(bench.fix(m_shelf.film(QStringLiteral("mkv"))).ok());
}

// Less time is left when it goes on; all would be to do again with a plan of its own.
void TestFixResume::aHurryKeepsItsPlan()
{
    const QString film = longFilm(QStringLiteral("mp4"), mpeg4 + QStringLiteral("-c:a aac"));
    FixJob::Work work = workOn(film, {.withinMs = 600'000});
    const QString fixes = m_shelf.path(QStringLiteral("hurried"));
    work.folder = m_folder = fixes % QStringLiteral("/1.work");
    QVERIFY(QDir().mkpath(m_folder));
    QVERIFY(run(work).ok());
    QVERIFY(work.plan.preset != QLatin1String("ultrafast"));
    QCOMPARE(keptPlan(m_folder, work.seen.fingerprint), work.plan);
    Fingerprint other = work.seen.fingerprint;
    ++other.size;
    QVERIFY(!keptPlan(m_folder, other));

    FixBench bench(fixes);
    bench.fixQueue.setSpeeds({.pixelsPerSecond = 10'000});
    bench.begin({.id = QStringLiteral("1"), .file = film, .request = {.withinMs = 1}});
    QTRY_VERIFY_WITH_TIMEOUT(!bench.told.isEmpty(), FixBench::timeoutMs);
    QCOMPARE(keptPlan(m_folder, work.seen.fingerprint), work.plan);
    bench.wait();
    QVERIFY2(bench.result->ok(), qPrintable(bench.result->error().detail));
}

void TestFixResume::shortFilmsAreMadeInOneGo()
{
    FixJob::Work work = workOn(longFilm(QStringLiteral("mp4"), mpeg4 + QStringLiteral("-c:a aac")));
    QVERIFY(chunkMsOf(work.plan, work.seen, work.chunkPixels) >= 2000);
    QCOMPARE(chunkMsOf(work.plan, work.seen, FixJob::Work{}.chunkPixels), 0);
    work.plan.goalBytes = 900'000; // two passes
    QCOMPARE(chunkMsOf(work.plan, work.seen, work.chunkPixels), 0);
    work.plan.goalBytes = 0;
    work.plan.copiesVideo = true;
    QCOMPARE(chunkMsOf(work.plan, work.seen, work.chunkPixels), 0);
}

POSTREEL_TEST_MAIN(TestFixResume)
#include "tst_fix_resume.moc"
