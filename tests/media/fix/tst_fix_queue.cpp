// The queue of fixes: one after the other, stopped, forgotten, without room, without ffmpeg, with an ffmpeg that ends early.
#include "app/media/fix/fix_job.h"
#include "tests/media/fix_bench.h"
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

class TestFixQueue : public QObject
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
    void nothingToFix();
    void whatIsDamagedIsMadeAnew();
    void damagedSoundIsMadeAnewToo();
    void indexThatDidNotFit();
    void speedsAreMeasured();
    void deadContext();
    void endsWhileRunning();
    void subtitles();

private:
    // Takes as many seconds to fix, more or less.
    QString slowFilm(int seconds = 20);
    FixQueue::Order order(const char *id, const QString &file) const { return {.id = QString::fromLatin1(id), .file = file}; }
    FilmShelf m_shelf;
    QString m_folder;
    int m_folders = 0;
};

void TestFixQueue::init()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
    m_folder = m_shelf.path(QStringLiteral("fixes%1").arg(++m_folders));
}

QString TestFixQueue::slowFilm(int seconds)
{
    const QString file = m_shelf.path(QStringLiteral("slow %1.mkv").arg(seconds));
    if (!QFile::exists(file))
        makeWithFfmpeg(QStringLiteral("-f lavfi -i testsrc2=size=640x360:rate=30,noise=alls=20:allf=t -f lavfi -i sine -t %1 -c:v mpeg4 "
                                      "-q:v 6 -c:a aac")
                           .arg(seconds),
                       file);
    return file;
}

void TestFixQueue::oneAfterTheOther()
{
    FixBench bench(m_folder);
    QStringList ended;
    qsizetype most = 0;
    const auto begin = [&](const char *id, const char *kind) {
        bench.fixQueue.fix(
            order(id, m_shelf.film(QString::fromLatin1(kind))), this,
            [&](const FixProgress &) {
                const auto processes = bench.fixQueue.findChildren<QProcess *>();
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
                              FixBench::timeoutMs);
    QVERIFY(most <= 1);
    QCOMPARE(everythingIn(m_folder), (QStringList{QStringLiteral("a.mp4"), QStringLiteral("c.mp4")}));
}

void TestFixQueue::whatIsSmallDoesNotWait()
{
    FixBench bench(m_folder);
    FixQueue::Order film = order("film", slowFilm());
    film.estimatedMs = 24 * 3600'000; // more than it will have run by then
    bench.begin(film);
    QTRY_VERIFY_WITH_TIMEOUT(!bench.told.isEmpty(), FixBench::timeoutMs);
    FixQueue::Order next = film;
    next.id = QStringLiteral("next");
    bench.fixQueue.fix(next, this, [](const FixProgress &) {}, [](const Result<QString> &) {});
    QVERIFY(bench.fixQueue.queueMs() > film.estimatedMs);

    QStringList ended;
    const auto begin = [&](const char *id, const QString &file, UploadKind kind) {
        FixQueue::Order small = order(id, file);
        small.kind = kind;
        small.seen = inspect(file, kind);
        bench.fixQueue.fix(small, this, [](const FixProgress &) {}, [&ended](const Result<QString> &made) { ended << made->section(u'/', -1); });
    };
    begin("photo", m_shelf.film(QStringLiteral("jpeg 2000")), UploadKind::Media);
    begin("words", m_shelf.written(QStringLiteral("words.srt"), "1\n00:00:00,200 --> 00:00:01,000\n\xDC" "ber\n"), UploadKind::Subtitle);
    QTRY_COMPARE_WITH_TIMEOUT(ended, (QStringList{QStringLiteral("photo.jpg"), QStringLiteral("words.srt")}),
                              FixBench::timeoutMs);
    QVERIFY(!bench.result); // the film goes on
    bench.fixQueue.stop(QStringLiteral("next"));
    bench.fixQueue.forget(film.id);
    QCOMPARE(bench.fixQueue.queueMs(), 0);
}

void TestFixQueue::progressIsTold()
{
    FixBench bench(m_folder);
    QVERIFY(bench.fix(slowFilm(3)).ok());
    QVERIFY(bench.told.size() > 3);
    int last = 0;
    bool knewTime = false;
    for (const FixProgress &progress : std::as_const(bench.told)) {
        QCOMPARE(progress.kind, FixKind::Video);
        QVERIFY(progress.percent >= last);
        last = progress.percent;
        knewTime = knewTime || progress.leftMs > 0;
    }
    QVERIFY(knewTime);
    QCOMPARE(last, 100);
}

void TestFixQueue::stopped()
{
    FixBench bench(m_folder);
    bench.begin(order("1", slowFilm()));
    QTRY_VERIFY_WITH_TIMEOUT(bench.told.size() > 1, FixBench::timeoutMs);
    QPointer<QProcess> process = runningFfmpeg(bench.fixQueue);
    QVERIFY(process);
    bench.fixQueue.stop(QStringLiteral("1"));
    bench.fixQueue.stop(QStringLiteral("1"));
    bench.fixQueue.stop(QStringLiteral("unknown"));
    QTRY_VERIFY(!process);
    QVERIFY(!bench.result);
    QVERIFY(!QFile::exists(m_folder % QStringLiteral("/1.mp4")));
    // The next one begins, and so does the same again.
    QVERIFY(bench.fix(order("2", m_shelf.film(QStringLiteral("mkv")))).ok());
    QVERIFY(bench.fix(order("1", m_shelf.film(QStringLiteral("mkv")))).ok());
}

void TestFixQueue::forgotten()
{
    FixBench bench(m_folder);
    const Result<QString> fixed = bench.fix(order("1", m_shelf.film(QStringLiteral("mkv"))));
    QVERIFY(fixed.ok());
    bench.begin(order("2", slowFilm()));
    QTRY_VERIFY_WITH_TIMEOUT(bench.told.size() > 1, FixBench::timeoutMs);
    bench.fixQueue.forget(QStringLiteral("1"));
    QVERIFY(!QFile::exists(*fixed));
    bench.fixQueue.forget(QStringLiteral("2"));
    QTRY_COMPARE(everythingIn(m_folder), QStringList());
    QVERIFY(!bench.result);
}

void TestFixQueue::onlyKnownOnesAreKept()
{
    QVERIFY(QDir().mkpath(m_folder % QStringLiteral("/gone.work")));
    for (const char *name : {"a.mp4", "gone.mp4", "gone.work/result.part", "b.jpg"})
        QVERIFY(QFile(m_folder % u'/' % QLatin1String(name)).open(QIODevice::WriteOnly));
    FixBench bench(m_folder);
    bench.fixQueue.keepOnly({QStringLiteral("a"), QStringLiteral("c")});
    QTRY_COMPARE(everythingIn(m_folder), QStringList{QStringLiteral("a.mp4")});
}

void TestFixQueue::noRoom()
{
    QString asked;
    FixBench bench(m_folder, [&asked](const QString &folder) {
        asked = folder;
        return 10'000'000;
    });
    const Error error = bench.fix(m_shelf.film(QStringLiteral("mkv"))).error();
    QCOMPARE(error.kind, ErrorKind::Storage);
    QCOMPARE(error.subject, QStringLiteral("mkv.mkv"));
    QVERIFY2(error.detail.contains(QLatin1String("MB")) || error.detail.contains(QLatin1String("MiB")), qPrintable(error.detail));
    QCOMPARE(asked, m_folder);
    QVERIFY(bench.told.isEmpty());
    QCOMPARE(everythingIn(m_folder), QStringList());
}

// A device that is always full, where the result would be.
void TestFixQueue::noRoomOnTheWay()
{
    if (!QFile::exists(QStringLiteral("/dev/full")))
        QSKIP("has no /dev/full");
    QVERIFY(QDir().mkpath(m_folder % QStringLiteral("/1.work")));
    QVERIFY(QFile::link(QStringLiteral("/dev/full"), m_folder % QStringLiteral("/1.work/result.part")));
    FixBench bench(m_folder);
    const Error error = bench.fix(m_shelf.film(QStringLiteral("mkv"))).error();
    QCOMPARE(error.kind, ErrorKind::Storage);
}

void TestFixQueue::withoutFfmpeg()
{
    const QString film = m_shelf.film(QStringLiteral("mkv"));
    const QByteArray programs = qgetenv("PATH");
    qputenv("PATH", m_shelf.folder().toUtf8());
    QVERIFY(!FixQueue::available());
    FixBench bench(m_folder);
    const Error error = bench.fix(film).error();
    qputenv("PATH", programs);
    QVERIFY(FixQueue::available());
    QCOMPARE(error.kind, ErrorKind::NoFfmpeg);
    QCOMPARE(error.subject, QStringLiteral("mkv.mkv"));
}

void TestFixQueue::ffmpegIsKilled()
{
    FixBench bench(m_folder);
    bench.begin(order("1", slowFilm()));
    QTRY_VERIFY_WITH_TIMEOUT(bench.told.size() > 1, FixBench::timeoutMs);
    QProcess *process = runningFfmpeg(bench.fixQueue);
    QVERIFY(process);
    process->kill();
    bench.wait();
    const Error error = bench.result->error();
    QCOMPARE(error.kind, ErrorKind::FixFailed);
    QVERIFY(!error.detail.isEmpty());
    QCOMPARE(error.subject, QStringLiteral("slow 20.mkv"));
    QCOMPARE(everythingIn(m_folder), QStringList());
}

void TestFixQueue::ffmpegStandsStill()
{
#ifndef Q_OS_UNIX
    QSKIP("no process can be halted here");
#else
    FixRun run;
    std::optional<Result<Done>> result;
    connect(&run, &FixRun::ended, this, [&result](const Result<Done> &ended) { result = ended; });
    connect(&run, &FixRun::reported, this, [&run] {
        if (QProcess *process = runningFfmpeg(run))
            ::kill(pid_t(process->processId()), SIGSTOP);
    });
    run.start(QStringLiteral("-nostdin -v error -nostats -progress pipe:1 -re -f lavfi -i testsrc2 -f null -").split(u' '),
              {.stallMs = 1500});
    QTRY_VERIFY_WITH_TIMEOUT(result, FixBench::timeoutMs);
    QCOMPARE(result->error().kind, ErrorKind::Stalled);
    QVERIFY(!runningFfmpeg(run));
#endif
}

void TestFixQueue::nothingToFix()
{
    FixBench bench(m_folder);
    QCOMPARE(bench.fix(m_shelf.film(QStringLiteral("high"))).error().kind, ErrorKind::NothingToFix);
    QCOMPARE(bench.fix(m_shelf.film(QStringLiteral("audio only"))).error().kind, ErrorKind::NothingToFix);
    QCOMPARE(bench.fix(m_shelf.path(QStringLiteral("gone.mp4"))).error().kind, ErrorKind::Missing);
}

// A film with a fault in its midst is not copied: its picture is encoded, and decodes.
void TestFixQueue::whatIsDamagedIsMadeAnew()
{
    QByteArray bytes = contentOf(m_shelf.film(QStringLiteral("high")));
    const qsizetype middle = bytes.size() / 2;
    for (qsizetype i = middle; i < middle + 2000; ++i)
        bytes[i] = char(i * 7);
    const QString damaged = m_shelf.written(QStringLiteral("damaged.mp4"), bytes);
    QVERIFY(!faultsOf(damaged).isEmpty());
    FixBench bench(m_folder);
    const Result<QString> fixed = bench.fix(damaged, {.endMs = 1800});
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    QCOMPARE(bench.told.last().kind, FixKind::Both);
    QCOMPARE(faultsOf(*fixed), QString());
}

// The picture is encoded anyway; the sound is copied first, with its fault.
void TestFixQueue::damagedSoundIsMadeAnewToo()
{
    const QString whole = makeWithFfmpeg(QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=25:d=4 -f lavfi -i sine=frequency=440:sample_rate=48000:d=4 "
                                                        "-c:v mpeg4 -c:a aac -ac 2"),
                                         m_shelf.path(QStringLiteral("whole sound.mp4")));
    const QString damaged = m_shelf.path(QStringLiteral("damaged sound.mp4"));
    saidBy(QStringLiteral("ffmpeg"), {QStringLiteral("-nostdin"), QStringLiteral("-y"), QStringLiteral("-i"), whole, QStringLiteral("-c"), QStringLiteral("copy"),
                                      QStringLiteral("-bsf:a"), QStringLiteral("noise=amount='if(eq(n,100),1,0)'"), damaged});
    QVERIFY(!faultsOf(damaged).isEmpty());
    FixBench bench(m_folder);
    const Result<QString> fixed = bench.fix(damaged);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    QCOMPARE(bench.told.last().kind, FixKind::Both);
    QCOMPARE(faultsOf(*fixed), QString());
}

// More frames than the headers let expect: the room left for the index is too small, which only shows at the end.
void TestFixQueue::indexThatDidNotFit()
{
    const QString film = makeWithFfmpeg(QStringLiteral("-f lavfi -i color=size=64x64:rate=4000 -t 15 -c:v libx264 -preset ultrafast -g 20 "
                                                       "-pix_fmt yuv420p"),
                                        m_shelf.path(QStringLiteral("crowded.mp4")));
    FixJob::Work work{.file = film, .seen = inspect(film, UploadKind::Media), .folder = m_folder, .result = m_folder % QStringLiteral("/a.mp4")};
    work.seen.streams.video->milliFps = 10'000;
    work.seen.streams.scan = {};
    work.plan = planFix(work.seen, {.endMs = 14'000, .keyFrameMs = 0}, {}, {});
    work.plan.copiesVideo = true;
    work.plan.kind = FixKind::Remux;
    work.seen.broken << BrokenRule{.measure = Measure::FrameRate, .fix = FixStep::None};
    QVERIFY(QDir().mkpath(m_folder));
    const FixFiles files{.source = film, .result = m_folder % QStringLiteral("/try.mp4")};
    QVERIFY(indexDidNotFit(saidBy(QStringLiteral("ffmpeg"), passesOf(work.plan, work.seen, files, {}).first().arguments)));
    FileReads reads;
    FixJob job(work, reads);
    std::optional<Result<QString>> result;
    connect(&job, &FixJob::ended, this, [&result](const Result<QString> &ended) { result = ended; });
    job.start();
    QTRY_VERIFY_WITH_TIMEOUT(result, FixBench::timeoutMs);
    QVERIFY2(result->ok(), qPrintable(result->error().detail));
    QCOMPARE(faultsOf(work.result), QString());
}

void TestFixQueue::speedsAreMeasured()
{
    FixBench bench(m_folder);
    int times = 0;
    connect(&bench.fixQueue, &FixQueue::speedsMeasured, this, [&times] { ++times; });
    bench.fixQueue.setSpeeds({.pixelsPerSecond = 1});
    bench.fixQueue.setLinkSpeed(0);
    const qint64 guess = bench.fixQueue.speeds().linkBytesPerSecond;
    bench.fixQueue.setLinkSpeed(0); // not known yet
    QCOMPARE(bench.fixQueue.speeds().linkBytesPerSecond, guess);
    QVERIFY(bench.fix(slowFilm(3)).ok());
    QCOMPARE(times, 1);
    QVERIFY(bench.fixQueue.speeds().pixelsPerSecond > 1); // how many depends on who works beside it
}

void TestFixQueue::deadContext()
{
    FixBench bench(m_folder);
    bool called = false;
    auto context = std::make_unique<QObject>();
    bench.fixQueue.fix(order("1", m_shelf.film(QStringLiteral("mkv"))), context.get(), [&called](const FixProgress &) { called = true; },
                     [&called](const Result<QString> &) { called = true; });
    context.reset();
    QVERIFY(bench.fix(order("2", m_shelf.film(QStringLiteral("mkv")))).ok());
    QVERIFY(!called);
}

void TestFixQueue::endsWhileRunning()
{
    QPointer<QProcess> process;
    {
        FixBench bench(m_folder);
        bench.begin(order("1", slowFilm()));
        QTRY_VERIFY_WITH_TIMEOUT(bench.told.size() > 1, FixBench::timeoutMs);
        process = runningFfmpeg(bench.fixQueue);
        QVERIFY(process);
    }
    QTRY_VERIFY(!process); // killed, and known until it is gone
    QCoreApplication::processEvents();
    QVERIFY(!QFile::exists(m_folder % QStringLiteral("/1.mp4")));
}

void TestFixQueue::subtitles()
{
    const QString file = m_shelf.written(QStringLiteral("words.srt"), "1\r\n00:00:00,200 --> 00:00:01,000\r\n\xDC" "ber\r\n");
    FixBench bench(m_folder);
    FixQueue::Order words = order("1", file);
    words.kind = UploadKind::Subtitle;
    const Result<QString> fixed = bench.fix(words);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    QCOMPARE(*fixed, m_folder % QStringLiteral("/1.srt"));
    QVERIFY(contentOf(*fixed).contains("\xC3\x9C" "ber"));
}

POSTREEL_TEST_MAIN(TestFixQueue)
#include "tst_fix_queue.moc"
