// Films whose time stamps tell something else than what plays: what is said of them, and what a fix makes of them; and
// those whose long holds, late starts and edit lists are as they should be.
#include "app/media/probe/time_stamps.h"

#include "app/media/rules/inspect.h"
#include "tests/media/film_measures.h"
#include "tests/support/test_main.h"

#include <cmath>

using namespace postreel;
using namespace postreel::testing;

class TestTimeStamps : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void faulty_data();
    void faulty();
    void asMeant_data();
    void asMeant();
    void retimed_data();
    void retimed();
    void partsOfRetimed();

private:
    QString made(const QString &name) const;
    QString copied(const QString &from, const QString &to, const QString &arguments) const;
    QString joined(const QString &a, const QString &b, const QString &to) const;

    FilmShelf m_shelf;
};

namespace {

Inspection lookedAt(const QString &path)
{
    return inspectedWhole(path, UploadKind::Media, {}, {});
}

// "a gap of 3 s at 4 s": what is said of the time stamps; empty: nothing.
QString saidOfTimes(const Inspection &seen)
{
    for (const Problem &problem : seen.problems)
        if (problem.field == QLatin1String("time stamps"))
            return problem.value;
    return {};
}

const char *x264 = "-c:v libx264 -preset veryfast -pix_fmt yuv420p -g 30 ";
const char *aac = "-c:a aac -ac 2 ";

// Packets at one end of the film are 40 s away from all others; empty for another name.
QString strayAtAnEnd(const QString &name)
{
    const auto moved = [](const QString &which, const QString &condition) {
        return QStringLiteral("-bsf:%1 setts=pts=if(%2\\,PTS+40/TB\\,PTS):dts=if(%2\\,DTS+40/TB\\,DTS) ").arg(which, condition);
    };
    const QString kind = name.section(u'.', 0, 0);
    if (kind == QLatin1String("first far before"))
        return moved(QStringLiteral("v"), QStringLiteral("gte(N\\,1)")) % moved(QStringLiteral("a"), QStringLiteral("1"));
    if (kind == QLatin1String("last far behind"))
        return moved(QStringLiteral("v"), QStringLiteral("gte(N\\,119)"));
    if (kind == QLatin1String("last sound far behind"))
        return moved(QStringLiteral("a"), QStringLiteral("gte(PTS*TB\\,3.93)"));
    if (kind == QLatin1String("last but one far behind"))
        return QStringLiteral("-bsf:v setts=pts=if(eq(N\\,118)\\,PTS+40/TB\\,PTS):dts=DTS");
    if (kind == QLatin1String("first far behind"))
        return QStringLiteral("-bsf:v setts=pts=if(eq(N\\,0)\\,PTS+40/TB\\,PTS):dts=DTS");
    return {};
}

// All times that a filter tells by that name.
QVector<double> endsIn(const QString &file, const QString &filter, const char *name)
{
    const QString said = ffmpegSays(QStringLiteral("-nostdin -i FILE %1 -f null -").arg(filter), file);
    QRegularExpression pattern(QLatin1String(name) % QStringLiteral("[:=] ?(-?[0-9.]+)"));
    QVector<double> times;
    for (auto match = pattern.globalMatch(said); match.hasNext();)
        times << match.next().captured(1).toDouble();
    return times;
}

} // namespace

void TestTimeStamps::init()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
}

QString TestTimeStamps::copied(const QString &from, const QString &to, const QString &arguments) const
{
    const QString path = m_shelf.path(to);
    if (!QFile::exists(path))
        makeWithFfmpeg(QStringLiteral("-i ") % made(from) % QStringLiteral(" -c copy ") % arguments, path);
    return path;
}

QString TestTimeStamps::joined(const QString &a, const QString &b, const QString &to) const
{
    return m_shelf.written(to, contentOf(a) + contentOf(b));
}

// Files by name; all are made of 4 s with a flash and a beep at 3 s.
QString TestTimeStamps::made(const QString &name) const
{
    const QString path = m_shelf.path(name);
    const QString encoding = QLatin1String(x264) % QLatin1String(aac);
    const QString stray = QStringLiteral("-bsf:v setts=pts=if(eq(N\\,60)\\,PTS+%1/TB\\,PTS):dts=DTS");
    const QString behind = QStringLiteral("-bsf:v setts=pts=if(gte(N\\,%1)\\,PTS+%2/TB\\,PTS):dts=if(gte(N\\,%1)\\,DTS+%2/TB\\,DTS)");
    const QString late = behind.arg(118).arg(3000);
    const QString hole = behind.arg(60).arg(5) % QStringLiteral(" -bsf:a setts=pts=if(gte(PTS*TB\\,2)\\,PTS+5/TB\\,PTS):dts=if(gte(PTS*TB\\,2)\\,DTS+5/TB\\,DTS)");
    if (QFile::exists(path))
        return path;
    if (name == QLatin1String("good.mp4"))
        return makeWithFfmpeg(flashAt(3) % QStringLiteral("-t 4 ") % encoding, path);
    if (name == QLatin1String("inorder.mp4"))
        return makeWithFfmpeg(flashAt(3) % QStringLiteral("-t 4 -bf 0 ") % encoding, path);
    if (name == QLatin1String("stray.mp4") || name == QLatin1String("stray.mov"))
        return copied(QStringLiteral("good.mp4"), name, stray.arg(3000));
    if (name == QLatin1String("good.mkv"))
        return copied(QStringLiteral("good.mp4"), name, {});
    if (name == QLatin1String("stray.mkv"))
        return copied(QStringLiteral("good.mkv"), name, stray.arg(20));
    if (name == QLatin1String("silent stray.mp4"))
        return copied(QStringLiteral("good.mp4"), name, QStringLiteral("-an ") % stray.arg(3000));
    if (name == QLatin1String("late end.mp4"))
        return copied(QStringLiteral("inorder.mp4"), name, late);
    if (name == QLatin1String("silent late end.mp4"))
        return copied(QStringLiteral("inorder.mp4"), name, QStringLiteral("-an ") % late);
    if (name.startsWith(QLatin1String("hole.")))
        return copied(QStringLiteral("good.") % name.section(u'.', 1), name, hole);
    if (const QString ends = strayAtAnEnd(name); !ends.isEmpty())
        return copied(QStringLiteral("inorder.") % name.section(u'.', 1), name, ends);
    if (name == QLatin1String("inorder.mkv"))
        return copied(QStringLiteral("inorder.mp4"), name, {});
    if (name == QLatin1String("a.ts"))
        return copied(QStringLiteral("good.mp4"), name, {});
    if (name == QLatin1String("b.ts"))
        return copied(QStringLiteral("good.mp4"), name, QStringLiteral("-output_ts_offset 5000"));
    if (name == QLatin1String("c.ts"))
        return copied(QStringLiteral("good.mp4"), name, QStringLiteral("-output_ts_offset 9"));
    if (name == QLatin1String("back.ts"))
        return joined(made(QStringLiteral("a.ts")), made(QStringLiteral("a.ts")), name);
    if (name == QLatin1String("forwards.ts"))
        return joined(made(QStringLiteral("a.ts")), made(QStringLiteral("b.ts")), name);
    if (name == QLatin1String("a little forwards.ts"))
        return joined(made(QStringLiteral("a.ts")), made(QStringLiteral("c.ts")), name);
    if (name == QLatin1String("mpeg2 back.ts")) {
        const QString part = makeWithFfmpeg(flashAt(3) % QStringLiteral("-t 4 -c:v mpeg2video -q:v 3 -c:a mp2"), m_shelf.path(QStringLiteral("mpeg2.ts")));
        return joined(part, part, name);
    }
    qFatal("no film is called %s", qPrintable(name));
}

void TestTimeStamps::faulty_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<qint64>("plays");
    const auto row = [](const char *name, const char *said, qint64 plays) { QTest::newRow(name) << QString::fromUtf8(said) << plays; };
    row("stray.mp4", "1 stray frame(s), 50 min 2 s claimed", 4000);
    row("stray.mov", "1 stray frame(s), 50 min 2 s claimed", 4000);
    row("silent stray.mp4", "1 stray frame(s), 50 min 2 s claimed", 4000);
    row("stray.mkv", "1 stray frame(s), 22.1 s claimed", 4000);
    row("late end.mp4", "a gap of 49 min 59 s at 4 s, 50 min 4 s claimed", 4060);
    row("silent late end.mp4", "a gap of 49 min 59 s at 4 s, 50 min 4 s claimed", 4000);
    row("hole.mkv", "a gap of 5 s at 2 s, 9 s claimed", 4060);
    row("hole.mp4", "a gap of 4.9 s at 2.1 s, 9 s claimed", 4060);
    row("first far before.mp4", "a gap of 39.9 s at 0 s, 44 s claimed", 4060);
    row("last far behind.mp4", "a gap of 40 s at 4 s, 44 s claimed", 4040);
    row("last far behind.mkv", "a gap of 40 s at 4 s, 44 s claimed", 4040);
    row("last sound far behind.mp4", "a gap of 39.9 s at 4 s, 44 s claimed", 4060);
    row("last but one far behind.mp4", "1 stray frame(s), 44 s claimed", 4000);
    row("first far behind.mkv", "1 stray frame(s), 40.1 s claimed", 4000);
    row("back.ts", "start over 1 time(s), 4 s claimed", 8060);
    row("forwards.ts", "a gap of 83 min 15 s at 4 s, 83 min 23 s claimed", 8060);
    row("a little forwards.ts", "a gap of 4.9 s at 4 s, 13 s claimed", 8060);
}

void TestTimeStamps::faulty()
{
    const Inspection seen = lookedAt(made(QString::fromUtf8(QTest::currentDataTag())));
    QTEST(saidOfTimes(seen), "said");
    QFETCH(qint64, plays);
    QVERIFY2(std::abs(seen.facts.durationMs - plays) <= 80, qPrintable(QString::number(seen.facts.durationMs)));
    QVERIFY(seen.verdict != Verdict::Ready);
}

void TestTimeStamps::asMeant_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<qint64>("plays");
    const QString encoding = QLatin1String(x264) % QLatin1String(aac);
    const QString held = QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=30 -f lavfi -i sine=r=48000 -t 40 -vf select='not(between(t,4,34))' -fps_mode vfr ");
    const auto row = [](const char *name, const char *suffix, const QString &arguments, qint64 plays) {
        QTest::newRow(name) << QString::fromLatin1(suffix) << arguments << plays;
    };
    row("held while sound plays", "mp4", held % encoding, 40'000);
    row("the same in an MKV", "mkv", held % encoding, 40'000);
    row("the same in a TS", "ts", held % encoding, 40'000);
    row("held in silence", "mp4", held % QStringLiteral("-an ") % QLatin1String(x264), 40'000);
    row("held in silence in an MKV", "mkv", held % QStringLiteral("-an ") % QLatin1String(x264), 40'000);
    row("sound late", "mp4", QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=30 -itsoffset 3 -f lavfi -i sine=r=48000 -t 8 ") % encoding, 8000);
    row("sound ends early", "mkv", QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=30 -f lavfi -t 2 -i sine=r=48000 -t 8 ") % encoding, 8000);
    // A film between two cards that are held, the sound of which goes on for one of them alone.
    const QString cards = QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=30 -f lavfi -t 30 -i sine=r=48000 -t 40 "
                                         "-vf select='not(between(t,4,14)+between(t,26,36))' -fps_mode vfr ");
    row("held behind the sound as before", "mp4", cards % encoding, 40'000);
    row("pictures for 20 s each", "mp4", QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=1/20 -t 100 ") % QLatin1String(x264), 100'000);
    row("one frame a second", "mp4", QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=1 -f lavfi -i sine=r=48000 -t 10 ") % encoding, 10'000);
    row("one picture and sound", "mp4", QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=1/30 -f lavfi -i sine=r=48000 -t 30 ") % encoding, 30'000);
    row("muted for a while", "mkv", QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=30 -f lavfi -i sine=r=48000 -t 10 -af aselect='not(between(t,3,7))' ") % encoding, 10'000);
    row("across the end of the clock", "ts",
        QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=30 -f lavfi -i sine=r=48000 -t 8 ") % encoding % QStringLiteral("-output_ts_offset 95440"), 8000);
    row("begins at an hour", "mkv",
        QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=30 -f lavfi -i sine=r=48000 -t 8 ") % encoding % QStringLiteral("-output_ts_offset 3600"), 8000);
}

void TestTimeStamps::asMeant()
{
    QFETCH(QString, suffix);
    QFETCH(QString, arguments);
    QFETCH(qint64, plays);
    const QString path = makeWithFfmpeg(arguments, m_shelf.path(QString::fromUtf8(QTest::currentDataTag()) % u'.' % suffix));
    const Inspection seen = lookedAt(path);
    QCOMPARE(saidOfTimes(seen), QString());
    QVERIFY(seen.streams.times.playsMs > 0);
    QVERIFY2(std::abs(seen.facts.durationMs - plays) <= 100 || suffix == QLatin1String("mkv"), qPrintable(QString::number(seen.facts.durationMs)));
}

void TestTimeStamps::retimed_data()
{
    QTest::addColumn<FixKind>("kind");
    QTest::addColumn<qint64>("plays");
    const auto row = [](const char *name, FixKind kind, qint64 plays) { QTest::newRow(name) << kind << plays; };
    row("stray.mp4", FixKind::Remux, 4000);
    row("stray.mov", FixKind::Remux, 4000);
    row("stray.mkv", FixKind::Remux, 4000);
    row("late end.mp4", FixKind::Remux, 4000);
    row("hole.mkv", FixKind::Remux, 4000);
    row("hole.mp4", FixKind::Remux, 4000);
    row("first far before.mp4", FixKind::Remux, 4000);
    row("last far behind.mp4", FixKind::Remux, 4000);
    row("last far behind.mkv", FixKind::Remux, 4000);
    row("last sound far behind.mp4", FixKind::Remux, 4000);
    row("last but one far behind.mp4", FixKind::Remux, 4000);
    row("first far behind.mkv", FixKind::Remux, 4000);
    row("back.ts", FixKind::Remux, 8000);
    row("forwards.ts", FixKind::Remux, 8000);
    row("a little forwards.ts", FixKind::Remux, 8000);
    row("mpeg2 back.ts", FixKind::Both, 8000);
}

// As long as what plays, sound and picture together, also behind a join.
void TestTimeStamps::retimed()
{
    constexpr double together = 0.040;
    QFETCH(qint64, plays);
    FixBench bench(m_shelf.path(QStringLiteral("fixes")));
    const QString source = made(QString::fromUtf8(QTest::currentDataTag()));
    const Result<QString> fixed = bench.fix(source);
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    QTEST(bench.told.last().kind, "kind");
    const Inspection seen = lookedAt(*fixed);
    QVERIFY2(std::abs(seen.facts.durationMs - plays) <= 100, qPrintable(QString::number(seen.facts.durationMs)));
    QCOMPARE(seen.problems.size(), 0);
    const QVector<double> times = frameTimes(*fixed);
    for (qsizetype i = 1; i < times.size(); ++i)
        QVERIFY2(times[i] - times[i - 1] < 0.12, qPrintable(QStringLiteral("%1 behind %2").arg(times[i]).arg(times[i - 1])));
    QCOMPARE(times.size(), plays * 30 / 1000);
    const QVector<double> flashes = endsIn(*fixed, QStringLiteral("-vf blackdetect=d=0.1:pix_th=0.3 -an"), "black_end");
    const QVector<double> beeps = endsIn(*fixed, QStringLiteral("-vn -af silencedetect=n=-20dB:d=0.1"), "silence_end");
    QVERIFY(!flashes.isEmpty());
    for (qsizetype i = 0; i < plays / 4000; ++i) {
        const double wanted = 3 + 4.0 * double(i);
        const auto nearest = [wanted](const QVector<double> &all) {
            return *std::min_element(all.begin(), all.end(), [wanted](double a, double b) { return std::abs(a - wanted) < std::abs(b - wanted); });
        };
        QVERIFY2(std::abs(nearest(flashes) - wanted) <= 0.08, qPrintable(QString::number(nearest(flashes))));
        QVERIFY2(std::abs(nearest(beeps) - nearest(flashes)) <= together + 1e-6,
                 qPrintable(QStringLiteral("flash %1 beep %2").arg(nearest(flashes)).arg(nearest(beeps))));
    }
}

// The part that is wished is one of what plays.
void TestTimeStamps::partsOfRetimed()
{
    FixBench bench(m_shelf.path(QStringLiteral("parts")));
    const Result<QString> fixed = bench.fix(made(QStringLiteral("hole.mkv")), {.startMs = 1500, .endMs = 3500});
    QVERIFY2(fixed.ok(), qPrintable(fixed.error().detail));
    const Inspection seen = lookedAt(*fixed);
    QVERIFY2(std::abs(seen.facts.durationMs - 2000) <= 60, qPrintable(QString::number(seen.facts.durationMs)));
    QVERIFY2(std::abs(flashIn(*fixed) - 1.5) <= 0.08, qPrintable(QString::number(flashIn(*fixed))));
    QVERIFY2(std::abs(beepIn(*fixed) - flashIn(*fixed)) <= 0.041, qPrintable(QString::number(beepIn(*fixed))));
}

POSTREEL_TEST_MAIN(TestTimeStamps)
#include "tst_time_stamps.moc"
