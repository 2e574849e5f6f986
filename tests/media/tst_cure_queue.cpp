// The queue of cures: one after the other, stopped, forgotten, without room, without ffmpeg, with an ffmpeg that ends early.
#include "app/media/cure_job.h"
#include "tests/media/cure_bench.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QPointer>
#include <csignal>

using namespace postreel;
using namespace postreel::testing;

namespace {

QStringList everythingIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
}

// The one that a bench runs.
QProcess *runningFfmpeg(const QObject &owner)
{
    for (QProcess *process : owner.findChildren<QProcess *>())
        if (process->state() == QProcess::Running)
            return process;
    return nullptr;
}

} // namespace

class TestCureQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void oneAfterTheOther();
    void whatIsSmallDoesNotWait();
    void progressIsTold();
    void stopped();
    void forgotten();
    void onlyKnownOnesAreKept();
    void noRoom();
    void noRoomOnTheWay();
    void withoutFfmpeg();
    void ffmpegIsKilled();
    void ffmpegStandsStill();
    void nothingToMend();
    void whatIsDamagedIsMadeAnew();
    void indexThatDidNotFit();
    void speedsAreMeasured();
    void deadContext();
    void endsWhileRunning();
    void subtitles();

private:
    // Takes as many seconds to mend, more or less.
    QString slowFilm(int seconds = 20);
    Cures::Order order(const char *id, const QString &file) const { return {.id = QString::fromLatin1(id), .file = file}; }
    FilmShelf m_shelf;
    QString m_folder;
    int m_folders = 0;
};

void TestCureQueue::init()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
    m_folder = m_shelf.path(QStringLiteral("cures%1").arg(++m_folders));
}

QString TestCureQueue::slowFilm(int seconds)
{
    const QString file = m_shelf.path(QStringLiteral("slow %1.mkv").arg(seconds));
    if (!QFile::exists(file))
        makeWithFfmpeg(QStringLiteral("-f lavfi -i testsrc2=size=640x360:rate=30,noise=alls=20:allf=t -f lavfi -i sine -t %1 -c:v mpeg4 "
                                      "-q:v 6 -c:a aac")
                           .arg(seconds),
                       file);
    return file;
}

void TestCureQueue::oneAfterTheOther()
{
    CureBench bench(m_folder);
    QStringList ended;
    qsizetype most = 0;
    const auto begin = [&](const char *id, const char *kind) {
        bench.cures.mend(
            order(id, m_shelf.film(QString::fromLatin1(kind))), this,
            [&](const CureProgress &) {
                const auto processes = bench.cures.findChildren<QProcess *>();
                most = std::max<qsizetype>(most, std::count_if(processes.begin(), processes.end(), [](const QProcess *process) {
                                               return process->state() != QProcess::NotRunning;
                                           }));
            },
            [&ended, id](const Result<QString> &file) {
                ended << QString::fromLatin1(id) % (file ? QLatin1String(" ok") : QLatin1String(" failed"));
            });
    };
    begin("a", "mkv");
    begin("b", "high");
    begin("c", "mp3");
    QVERIFY(ended.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(ended, (QStringList{QStringLiteral("a ok"), QStringLiteral("b failed"), QStringLiteral("c ok")}),
                              CureBench::patienceMs);
    QVERIFY(most <= 1);
    QCOMPARE(everythingIn(m_folder), (QStringList{QStringLiteral("a.mp4"), QStringLiteral("c.mp4")}));
}

void TestCureQueue::whatIsSmallDoesNotWait()
{
    CureBench bench(m_folder);
    Cures::Order film = order("film", slowFilm());
    film.estimatedMs = 24 * 3600'000; // more than it will have run by then
    bench.begin(film);
    QTRY_VERIFY_WITH_TIMEOUT(!bench.told.isEmpty(), CureBench::patienceMs);
    Cures::Order next = film;
    next.id = QStringLiteral("next");
    bench.cures.mend(next, this, [](const CureProgress &) {}, [](const Result<QString> &) {});
    QVERIFY(bench.cures.queueMs() > film.estimatedMs);

    QStringList ended;
    const auto begin = [&](const char *id, const QString &file, UploadKind kind) {
        Cures::Order small = order(id, file);
        small.kind = kind;
        small.seen = inspect(file, kind);
        bench.cures.mend(small, this, [](const CureProgress &) {}, [&ended](const Result<QString> &made) { ended << made->section(u'/', -1); });
    };
    begin("photo", m_shelf.film(QStringLiteral("jpeg 2000")), UploadKind::Media);
    begin("words", m_shelf.written(QStringLiteral("words.srt"), "1\n00:00:00,200 --> 00:00:01,000\n\xDC" "ber\n"), UploadKind::Subtitle);
    QTRY_COMPARE_WITH_TIMEOUT(ended, (QStringList{QStringLiteral("photo.jpg"), QStringLiteral("words.srt")}),
                              CureBench::patienceMs);
    QVERIFY(!bench.result); // the film goes on
    bench.cures.stop(QStringLiteral("next"));
    bench.cures.forget(film.id);
    QCOMPARE(bench.cures.queueMs(), 0);
}

void TestCureQueue::progressIsTold()
{
    CureBench bench(m_folder);
    QVERIFY(bench.mend(slowFilm(3)).ok());
    QVERIFY(bench.told.size() > 3);
    int last = 0;
    bool knewTime = false;
    for (const CureProgress &progress : std::as_const(bench.told)) {
        QCOMPARE(progress.kind, CureKind::Video);
        QVERIFY(progress.percent >= last);
        last = progress.percent;
        knewTime = knewTime || progress.leftMs > 0;
    }
    QVERIFY(knewTime);
    QCOMPARE(last, 100);
}

void TestCureQueue::stopped()
{
    CureBench bench(m_folder);
    bench.begin(order("1", slowFilm()));
    QTRY_VERIFY_WITH_TIMEOUT(bench.told.size() > 1, CureBench::patienceMs);
    QPointer<QProcess> process = runningFfmpeg(bench.cures);
    QVERIFY(process);
    bench.cures.stop(QStringLiteral("1"));
    bench.cures.stop(QStringLiteral("1"));
    bench.cures.stop(QStringLiteral("unknown"));
    QTRY_VERIFY(!process);
    QVERIFY(!bench.result);
    QVERIFY(!QFile::exists(m_folder % QStringLiteral("/1.mp4")));
    // The next one begins, and so does the same again.
    QVERIFY(bench.mend(order("2", m_shelf.film(QStringLiteral("mkv")))).ok());
    QVERIFY(bench.mend(order("1", m_shelf.film(QStringLiteral("mkv")))).ok());
}

void TestCureQueue::forgotten()
{
    CureBench bench(m_folder);
    const Result<QString> mended = bench.mend(order("1", m_shelf.film(QStringLiteral("mkv"))));
    QVERIFY(mended.ok());
    bench.begin(order("2", slowFilm()));
    QTRY_VERIFY_WITH_TIMEOUT(bench.told.size() > 1, CureBench::patienceMs);
    bench.cures.forget(QStringLiteral("1"));
    QVERIFY(!QFile::exists(*mended));
    bench.cures.forget(QStringLiteral("2"));
    QTRY_COMPARE(everythingIn(m_folder), QStringList());
    QVERIFY(!bench.result);
}

void TestCureQueue::onlyKnownOnesAreKept()
{
    QVERIFY(QDir().mkpath(m_folder % QStringLiteral("/gone.work")));
    for (const char *name : {"a.mp4", "gone.mp4", "gone.work/result.part", "b.jpg"})
        QVERIFY(QFile(m_folder % u'/' % QLatin1String(name)).open(QIODevice::WriteOnly));
    CureBench bench(m_folder);
    bench.cures.keepOnly({QStringLiteral("a"), QStringLiteral("c")});
    QTRY_COMPARE(everythingIn(m_folder), QStringList{QStringLiteral("a.mp4")});
}

void TestCureQueue::noRoom()
{
    QString asked;
    CureBench bench(m_folder, [&asked](const QString &folder) {
        asked = folder;
        return 10'000'000;
    });
    const Error error = bench.mend(m_shelf.film(QStringLiteral("mkv"))).error();
    QCOMPARE(error.kind, ErrorKind::Storage);
    QCOMPARE(error.subject, QStringLiteral("mkv.mkv"));
    QVERIFY2(error.said.contains(QLatin1String("MB")) || error.said.contains(QLatin1String("MiB")), qPrintable(error.said));
    QCOMPARE(asked, m_folder);
    QVERIFY(bench.told.isEmpty());
    QCOMPARE(everythingIn(m_folder), QStringList());
}

// A device that is always full, where the result would be.
void TestCureQueue::noRoomOnTheWay()
{
    if (!QFile::exists(QStringLiteral("/dev/full")))
        QSKIP("has no /dev/full");
    QVERIFY(QDir().mkpath(m_folder % QStringLiteral("/1.work")));
    QVERIFY(QFile::link(QStringLiteral("/dev/full"), m_folder % QStringLiteral("/1.work/result.part")));
    CureBench bench(m_folder);
    const Error error = bench.mend(m_shelf.film(QStringLiteral("mkv"))).error();
    QCOMPARE(error.kind, ErrorKind::Storage);
}

void TestCureQueue::withoutFfmpeg()
{
    const QString film = m_shelf.film(QStringLiteral("mkv"));
    const QByteArray programs = qgetenv("PATH");
    qputenv("PATH", m_shelf.folder().toUtf8());
    QVERIFY(!Cures::available());
    CureBench bench(m_folder);
    const Error error = bench.mend(film).error();
    qputenv("PATH", programs);
    QVERIFY(Cures::available());
    QCOMPARE(error.kind, ErrorKind::NoFfmpeg);
    QCOMPARE(error.subject, QStringLiteral("mkv.mkv"));
}

void TestCureQueue::ffmpegIsKilled()
{
    CureBench bench(m_folder);
    bench.begin(order("1", slowFilm()));
    QTRY_VERIFY_WITH_TIMEOUT(bench.told.size() > 1, CureBench::patienceMs);
    QProcess *process = runningFfmpeg(bench.cures);
    QVERIFY(process);
    process->kill();
    bench.wait();
    const Error error = bench.result->error();
    QCOMPARE(error.kind, ErrorKind::CureFailed);
    QVERIFY(!error.said.isEmpty());
    QCOMPARE(error.subject, QStringLiteral("slow 20.mkv"));
    QCOMPARE(everythingIn(m_folder), QStringList());
}

void TestCureQueue::ffmpegStandsStill()
{
#ifndef Q_OS_UNIX
    QSKIP("no process can be halted here");
#else
    CureRun run;
    std::optional<Result<Done>> result;
    connect(&run, &CureRun::ended, this, [&result](const Result<Done> &ended) { result = ended; });
    connect(&run, &CureRun::reported, this, [&run] {
        if (QProcess *process = runningFfmpeg(run))
            ::kill(pid_t(process->processId()), SIGSTOP);
    });
    run.start(QStringLiteral("-nostdin -v error -nostats -progress pipe:1 -re -f lavfi -i testsrc2 -f null -").split(u' '),
              {.stallMs = 1500});
    QTRY_VERIFY_WITH_TIMEOUT(result, CureBench::patienceMs);
    QCOMPARE(result->error().kind, ErrorKind::Stalled);
    QVERIFY(!runningFfmpeg(run));
#endif
}

void TestCureQueue::nothingToMend()
{
    CureBench bench(m_folder);
    QCOMPARE(bench.mend(m_shelf.film(QStringLiteral("high"))).error().kind, ErrorKind::NothingToMend);
    QCOMPARE(bench.mend(m_shelf.film(QStringLiteral("audio only"))).error().kind, ErrorKind::NothingToMend);
    QCOMPARE(bench.mend(m_shelf.path(QStringLiteral("gone.mp4"))).error().kind, ErrorKind::Missing);
}

// A film with a fault in its midst is not copied: its picture is encoded, and decodes.
void TestCureQueue::whatIsDamagedIsMadeAnew()
{
    QByteArray bytes = contentOf(m_shelf.film(QStringLiteral("high")));
    const qsizetype middle = bytes.size() / 2;
    for (qsizetype i = middle; i < middle + 2000; ++i)
        bytes[i] = char(i * 7);
    const QString damaged = m_shelf.written(QStringLiteral("damaged.mp4"), bytes);
    QVERIFY(!faultsOf(damaged).isEmpty());
    CureBench bench(m_folder);
    const Result<QString> mended = bench.mend(damaged, {.endMs = 1800});
    QVERIFY2(mended.ok(), qPrintable(mended.error().said));
    QCOMPARE(bench.told.last().kind, CureKind::Both);
    QCOMPARE(faultsOf(*mended), QString());
}

// More frames than the headers let expect: the room left for the index is too small, which only shows at the end.
void TestCureQueue::indexThatDidNotFit()
{
    const QString film = makeWithFfmpeg(QStringLiteral("-f lavfi -i color=size=64x64:rate=4000 -t 15 -c:v libx264 -preset ultrafast -g 20 "
                                                       "-pix_fmt yuv420p"),
                                        m_shelf.path(QStringLiteral("crowded.mp4")));
    CureJob::Work work{.file = film, .seen = inspect(film, UploadKind::Media), .folder = m_folder, .result = m_folder % QStringLiteral("/a.mp4")};
    work.seen.streams.video->milliFps = 10'000;
    work.seen.streams.scan = {};
    work.plan = planCure(work.seen, {.endMs = 14'000, .keyFrameMs = 0}, {}, {});
    work.plan.copiesVideo = true;
    work.plan.kind = CureKind::Remux;
    work.seen.broken << BrokenRule{.measure = Measure::FrameRate, .cure = Cure::None};
    QVERIFY(QDir().mkpath(m_folder));
    const CureFiles files{.source = film, .result = m_folder % QStringLiteral("/try.mp4")};
    QVERIFY(indexDidNotFit(saidBy(QStringLiteral("ffmpeg"), passesOf(work.plan, work.seen, files, {}).first().arguments)));
    FileReads reads;
    CureJob job(work, reads);
    std::optional<Result<QString>> result;
    connect(&job, &CureJob::ended, this, [&result](const Result<QString> &ended) { result = ended; });
    job.start();
    QTRY_VERIFY_WITH_TIMEOUT(result, CureBench::patienceMs);
    QVERIFY2(result->ok(), qPrintable(result->error().said));
    QCOMPARE(faultsOf(work.result), QString());
}

void TestCureQueue::speedsAreMeasured()
{
    CureBench bench(m_folder);
    int times = 0;
    connect(&bench.cures, &Cures::speedsMeasured, this, [&times] { ++times; });
    bench.cures.setSpeeds({.pixelsPerSecond = 1});
    bench.cures.setLinkSpeed(0);
    const qint64 guess = bench.cures.speeds().linkBytesPerSecond;
    bench.cures.setLinkSpeed(0); // not known yet
    QCOMPARE(bench.cures.speeds().linkBytesPerSecond, guess);
    QVERIFY(bench.mend(slowFilm(3)).ok());
    QCOMPARE(times, 1);
    QVERIFY(bench.cures.speeds().pixelsPerSecond > 1); // how many depends on who works beside it
}

void TestCureQueue::deadContext()
{
    CureBench bench(m_folder);
    bool called = false;
    auto context = std::make_unique<QObject>();
    bench.cures.mend(order("1", m_shelf.film(QStringLiteral("mkv"))), context.get(), [&called](const CureProgress &) { called = true; },
                     [&called](const Result<QString> &) { called = true; });
    context.reset();
    QVERIFY(bench.mend(order("2", m_shelf.film(QStringLiteral("mkv")))).ok());
    QVERIFY(!called);
}

void TestCureQueue::endsWhileRunning()
{
    QPointer<QProcess> process;
    {
        CureBench bench(m_folder);
        bench.begin(order("1", slowFilm()));
        QTRY_VERIFY_WITH_TIMEOUT(bench.told.size() > 1, CureBench::patienceMs);
        process = runningFfmpeg(bench.cures);
        QVERIFY(process);
    }
    QTRY_VERIFY(!process); // killed, and known until it is gone
    QCoreApplication::processEvents();
    QVERIFY(!QFile::exists(m_folder % QStringLiteral("/1.mp4")));
}

void TestCureQueue::subtitles()
{
    const QString file = m_shelf.written(QStringLiteral("words.srt"), "1\r\n00:00:00,200 --> 00:00:01,000\r\n\xDC" "ber\r\n");
    CureBench bench(m_folder);
    Cures::Order words = order("1", file);
    words.kind = UploadKind::Subtitle;
    const Result<QString> mended = bench.mend(words);
    QVERIFY2(mended.ok(), qPrintable(mended.error().said));
    QCOMPARE(*mended, m_folder % QStringLiteral("/1.srt"));
    QVERIFY(contentOf(*mended).contains("\xC3\x9C" "ber"));
}

POSTREEL_TEST_MAIN(TestCureQueue)
#include "tst_cure_queue.moc"
