// Which speed limit counts, and until when: hours, midnight, weeks, changes of the clocks.
#include "app/engine/best_speed.h"
#include "app/engine/speed_limit.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTest>

using namespace postreel;

namespace {

constexpr qint64 kib = 1 << 10;
constexpr int monday = 1;
constexpr int friday = 16;
constexpr int sunday = 64;
constexpr int workdays = 31;
constexpr int everyDay = 127;

const QTimeZone &berlin() // 2026: forward on 29 March at 2:00, back on 25 October at 3:00
{
    static const QTimeZone zone("Europe/Berlin");
    return zone;
}

qint64 at(const char *iso)
{
    return QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate).toMSecsSinceEpoch();
}

TimetableRow row(int days, int from, int to, qint64 limit)
{
    return {.days = days, .fromMinute = from * 60, .toMinute = to * 60, .bytesPerSecond = limit};
}

LimitInForce is(qint64 limit, LimitReason reason, qint64 until = 0)
{
    return {limit, reason, until};
}

QString shown(const LimitInForce &one)
{
    return QStringLiteral("%1 by %2 until %3")
        .arg(one.bytesPerSecond)
        .arg(static_cast<int>(one.reason))
        .arg(QDateTime::fromMSecsSinceEpoch(one.untilMs, Qt::UTC).toString(Qt::ISODate));
}

} // namespace

class TestSpeedLimit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(berlin().isValid()); }
    void counts_data();
    void counts();
    void rowsThatMakeNoSenseAreLeftOut();
    void aLimitIsNeverLessThanTheLeast();
    void slowDownIsAQuarter();
    void isReadBackAsWritten();
    void damagedOnesReadAsNone();
    void theBestOfTwentySecondsOfSending();
};

void TestSpeedLimit::counts_data()
{
    QTest::addColumn<SpeedLimits>("limits");
    QTest::addColumn<QString>("when");
    QTest::addColumn<LimitInForce>("wanted");
    const auto add = [](const char *name, const SpeedLimits &limits, const char *when, const LimitInForce &wanted) {
        QTest::newRow(name) << limits << QString::fromLatin1(when) << wanted;
    };
    const char *noon = "2026-06-17T12:00:00+02:00"; // a Wednesday
    const qint64 one = at("2026-06-17T13:00:00+02:00");
    add("nothing was said", {}, noon, is(0, LimitReason::None));
    add("plain", {.plain = 100 * kib}, noon, is(100 * kib, LimitReason::Plain));
    add("of the run", {.plain = 100 * kib, .run = 900 * kib}, noon, is(900 * kib, LimitReason::Run));
    const QVector<TimetableRow> office{row(workdays, 8, 18, 50 * kib)};
    add("in office hours", {.plain = 100 * kib, .timetable = office}, noon,
        is(50 * kib, LimitReason::Timetable, at("2026-06-17T18:00:00+02:00")));
    add("before them", {.plain = 100 * kib, .timetable = office}, "2026-06-17T07:59:59+02:00",
        is(100 * kib, LimitReason::Plain, at("2026-06-17T08:00:00+02:00")));
    add("as they begin", {.timetable = office}, "2026-06-17T08:00:00+02:00",
        is(50 * kib, LimitReason::Timetable, at("2026-06-17T18:00:00+02:00")));
    add("as they end", {.timetable = office}, "2026-06-17T18:00:00+02:00",
        is(0, LimitReason::None, at("2026-06-18T08:00:00+02:00")));
    add("over the weekend", {.timetable = office}, "2026-06-19T18:00:00+02:00",
        is(0, LimitReason::None, at("2026-06-22T08:00:00+02:00")));
    add("the run's is above the timetable", {.timetable = office, .run = 70 * kib}, noon,
        is(70 * kib, LimitReason::Run));
    add("hours without a limit", {.plain = 100 * kib, .timetable = {row(everyDay, 10, 14, 0)}}, noon,
        is(0, LimitReason::Timetable, at("2026-06-17T14:00:00+02:00")));
    add("the first row counts", {.timetable = {row(everyDay, 11, 13, 40 * kib), row(everyDay, 8, 18, 50 * kib)}},
        noon, is(40 * kib, LimitReason::Timetable, one));
    add("rows that say the same", {.timetable = {row(everyDay, 8, 13, 50 * kib), row(everyDay, 13, 18, 50 * kib)}},
        noon, is(50 * kib, LimitReason::Timetable, at("2026-06-17T18:00:00+02:00")));
    add("always", {.timetable = {row(everyDay, 0, 0, 50 * kib)}}, noon, is(50 * kib, LimitReason::Timetable));

    const QVector<TimetableRow> night{row(friday, 22, 6, 50 * kib)};
    add("past midnight, in the evening", {.timetable = night}, "2026-06-19T23:00:00+02:00",
        is(50 * kib, LimitReason::Timetable, at("2026-06-20T06:00:00+02:00")));
    add("past midnight, in the morning", {.timetable = night}, "2026-06-20T05:59:00+02:00",
        is(50 * kib, LimitReason::Timetable, at("2026-06-20T06:00:00+02:00")));
    add("not in the morning of its day", {.timetable = night}, "2026-06-19T05:00:00+02:00",
        is(0, LimitReason::None, at("2026-06-19T22:00:00+02:00")));
    add("past the end of the week", {.timetable = {row(sunday, 22, 6, 50 * kib)}}, "2026-06-22T03:00:00+02:00",
        is(50 * kib, LimitReason::Timetable, at("2026-06-22T06:00:00+02:00")));
    add("a week ahead", {.timetable = {row(monday, 8, 9, 50 * kib)}}, "2026-06-22T09:00:00+02:00",
        is(0, LimitReason::None, at("2026-06-29T08:00:00+02:00")));
    add("a day and a night", {.timetable = {row(monday, 9, 9, 50 * kib)}}, "2026-06-23T08:59:00+02:00",
        is(50 * kib, LimitReason::Timetable, at("2026-06-23T09:00:00+02:00")));

    const QVector<TimetableRow> small{row(everyDay, 1, 4, 50 * kib)};
    add("a night of two hours", {.timetable = small}, "2026-03-29T01:30:00+01:00",
        is(50 * kib, LimitReason::Timetable, at("2026-03-29T04:00:00+02:00")));
    add("a night of four hours", {.timetable = small}, "2026-10-25T01:30:00+02:00",
        is(50 * kib, LimitReason::Timetable, at("2026-10-25T04:00:00+01:00")));
    const QVector<TimetableRow> skipped{row(sunday, 2, 3, 50 * kib)};
    add("an hour that there is not", {.timetable = skipped}, "2026-03-28T12:00:00+01:00",
        is(0, LimitReason::None, at("2026-04-05T02:00:00+02:00")));
    add("an hour that comes twice", {.timetable = skipped}, "2026-10-25T02:30:00+02:00",
        is(50 * kib, LimitReason::Timetable, at("2026-10-25T03:00:00+01:00")));
    const TimetableRow half{.days = sunday, .fromMinute = 120, .toMinute = 150, .bytesPerSecond = 50 * kib};
    add("half of an hour that comes twice", {.timetable = {half}}, "2026-10-25T02:40:00+02:00",
        is(0, LimitReason::None, at("2026-10-25T02:00:00+01:00")));

    add("slowDown", {.slowDown = 40 * kib, .slowedUntilMs = one}, noon, is(40 * kib, LimitReason::SlowDown, one));
    add("room below all", {.plain = 100 * kib, .run = 90 * kib, .slowDown = 40 * kib, .slowedUntilMs = one}, noon,
        is(40 * kib, LimitReason::SlowDown, one));
    add("room that is none", {.plain = 100 * kib, .slowDown = 400 * kib, .slowedUntilMs = one}, noon,
        is(100 * kib, LimitReason::Plain));
    add("room that is over", {.plain = 100 * kib, .slowDown = 40 * kib, .slowedUntilMs = one}, "2026-06-17T13:00:00+02:00",
        is(100 * kib, LimitReason::Plain));
    add("a lower limit within the hour",
        {.timetable = {{.days = everyDay, .fromMinute = 750, .toMinute = 780, .bytesPerSecond = 33 * kib}},
         .slowDown = 40 * kib, .slowedUntilMs = one},
        noon, is(40 * kib, LimitReason::SlowDown, at("2026-06-17T12:30:00+02:00")));
}

void TestSpeedLimit::counts()
{
    QFETCH(SpeedLimits, limits);
    QFETCH(QString, when);
    QFETCH(LimitInForce, wanted);
    const LimitInForce found = limitAt(limits, at(qPrintable(when)), berlin());
    QVERIFY2(found == wanted, qPrintable(shown(found) + QStringLiteral(", wanted ") + shown(wanted)));
}

void TestSpeedLimit::rowsThatMakeNoSenseAreLeftOut()
{
    const TimetableRow good = row(workdays, 8, 18, 50 * kib);
    const QVector<TimetableRow> rows{row(0, 8, 18, 0),   row(128, 8, 18, 0),   row(-1, 8, 18, 0), row(1, -1, 18, 0),
                                     row(1, 8, 24, 0),   row(1, 8, 18, -1),    good};
    QCOMPARE(appliedRows(rows), QVector<TimetableRow>{good});
    QCOMPARE(appliedRows(QVector<TimetableRow>(1000, good)).size(), mostTimetableRows);
    QCOMPARE(appliedRows({row(1, 8, 18, 5)}).first().bytesPerSecond, leastLimit);
}

void TestSpeedLimit::aLimitIsNeverLessThanTheLeast()
{
    QCOMPARE(appliedLimit(-5), 0);
    QCOMPARE(appliedLimit(0), 0);
    QCOMPARE(appliedLimit(1), 32 * kib);
    QCOMPARE(appliedLimit(32 * kib + 1), 32 * kib + 1);
    QCOMPARE(appliedLimit(std::numeric_limits<qint64>::max()), mostLimit);
}

void TestSpeedLimit::slowDownIsAQuarter()
{
    QCOMPARE(slowDownLimit(4'000'000, 1), 1'000'000);
    QCOMPARE(slowDownLimit(0, 800'000), 200'000); // nothing was measured in this run
    QCOMPARE(slowDownLimit(0, 0), 256 * kib);
    QCOMPARE(slowDownLimit(3, 0), leastLimit);
}

void TestSpeedLimit::isReadBackAsWritten()
{
    const SpeedLimits limits{.plain = 100 * kib, .timetable = {row(workdays, 8, 18, 50 * kib), row(sunday, 22, 6, 0)},
                             .run = 70 * kib, .slowDown = 40 * kib, .slowedUntilMs = 1'781'694'000'000};
    const SpeedLimits read = speedLimitsFrom(toJson(limits));
    QCOMPARE(read.plain, limits.plain);
    QCOMPARE(read.timetable, limits.timetable);
    QCOMPARE(read.slowDown, limits.slowDown);
    QCOMPARE(read.slowedUntilMs, limits.slowedUntilMs);
    QCOMPARE(read.run, 0); // of one run
}

void TestSpeedLimit::damagedOnesReadAsNone()
{
    const SpeedLimits read = speedLimitsFrom({{QStringLiteral("plain"), QStringLiteral("fast")},
                                              {QStringLiteral("timetable"), QJsonArray{1, QJsonObject{}, QStringLiteral("x")}},
                                              {QStringLiteral("slowDown"), -4},
                                              {QStringLiteral("slowedUntil"), -4}});
    QCOMPARE(read.plain, 0);
    QVERIFY(read.timetable.isEmpty());
    QCOMPARE(read.slowDown, 0);
    QCOMPARE(read.slowedUntilMs, 0);
}

void TestSpeedLimit::theBestOfTwentySecondsOfSending()
{
    BestSpeed speed;
    QCOMPARE(speed.bytesPerSecond(), 0);
    speed.note(1000, 900);
    speed.note(1500, 700);
    QCOMPARE(speed.bytesPerSecond(), 900);
    speed.note(500'000, 0); // a pause ages nothing
    QCOMPARE(speed.bytesPerSecond(), 900);
    for (int second = 0; second < 19; ++second)
        speed.note(600'000 + second * 1000, 100 + second);
    QCOMPARE(speed.bytesPerSecond(), 900);
    speed.note(619'000, 50);
    QCOMPARE(speed.bytesPerSecond(), 118);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestSpeedLimit)
#include "tst_speed_limit.moc"
