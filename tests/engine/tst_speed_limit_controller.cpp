// The speed limits alone, by a clock that stands still until it is moved.
#include "app/engine/speed_limit_controller.h"
#include "app/store/database.h"
#include "tests/support/fake_clock.h"
#include "tests/support/test_timeout.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace postreel;
using namespace postreel::testing;

namespace {

constexpr qint64 kib = 1 << 10;
constexpr qint64 mib = 1 << 20;
constexpr TimetableRow always{.days = 127, .fromMinute = 0, .toMinute = 0, .bytesPerSecond = 300 * kib};

struct Profile
{
    Profile()
    {
        if (!database.open(folder.filePath(QStringLiteral("postreel.sqlite"))))
            qFatal("no database");
    }
    QTemporaryDir folder;
    Database database;
    Settings settings{database};
    FakeClock clock;
};

StatusView shown(const SpeedLimitController &limits)
{
    StatusView status;
    limits.showIn(status);
    return status;
}

} // namespace

class TestSpeedLimitController : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatWasSetBeforeTheProfileWasOpenChangesWhatIsKept();
    void theRunsLimitIsNotKept();
    void slowDownTakesAQuarterAndEndsAfterAnHour();
    void slowDownSaysNothingOfTheLink();
    void aClockThatWasSetBackKeepsItNoLonger();
    void theSpeedIsKeptWhereItDiffersEnough_data();
    void theSpeedIsKeptWhereItDiffersEnough();
    void tellsOfASpeedThatChangesTimes();
};

void TestSpeedLimitController::whatWasSetBeforeTheProfileWasOpenChangesWhatIsKept()
{
    Profile profile;
    {
        SpeedLimitController limits(profile.settings, profile.clock, 0);
        limits.open();
        limits.setTimetable({{.days = 0}, always}); // the first makes no sense
    }
    SpeedLimitController limits(profile.settings, profile.clock, 0);
    QSignalSpy inForce(&limits, &SpeedLimitController::inForce);
    limits.setPlainLimit(100 * kib);
    QCOMPARE(inForce.size(), 0);
    limits.open();
    QCOMPARE(inForce.last().first().toLongLong(), 300 * kib);
    QCOMPARE(shown(limits).plainLimit, 100 * kib);
    QCOMPARE(shown(limits).timetable, QVector<TimetableRow>{always});
    QCOMPARE(shown(limits).limitReason, LimitReason::Timetable);
}

void TestSpeedLimitController::theRunsLimitIsNotKept()
{
    Profile profile;
    {
        SpeedLimitController limits(profile.settings, profile.clock, 50 * kib);
        limits.open();
        QCOMPARE(shown(limits).limitReason, LimitReason::Run);
        QCOMPARE(shown(limits).limitBytesPerSecond, 50 * kib);
        limits.setPlainLimit(0); // the newer word
        QCOMPARE(shown(limits).limitReason, LimitReason::None);
        limits.setRunLimit(60 * kib);
        QCOMPARE(shown(limits).limitBytesPerSecond, 60 * kib);
    }
    SpeedLimitController next(profile.settings, profile.clock, 0);
    next.open();
    QCOMPARE(shown(next).limitBytesPerSecond, 0);
}

void TestSpeedLimitController::slowDownTakesAQuarterAndEndsAfterAnHour()
{
    Profile profile;
    SpeedLimitController limits(profile.settings, profile.clock, 0);
    limits.open();
    limits.noteSpeed(4 * mib);
    limits.slowDown(true);
    QCOMPARE(shown(limits).limitBytesPerSecond, mib);
    QCOMPARE(shown(limits).limitUntilMs, profile.clock.wallMs() + slowDownMs);
    profile.clock.advance(slowDownMs / 2);
    limits.slowDown(true); // an hour more of the same
    QCOMPARE(shown(limits).limitBytesPerSecond, mib);
    QCOMPARE(shown(limits).limitUntilMs, profile.clock.wallMs() + slowDownMs);
    QSignalSpy changed(&limits, &SpeedLimitController::changed);
    profile.clock.sleep(slowDownMs);
    limits.apply();
    QVERIFY(!shown(limits).slowedDown);
    QCOMPARE(shown(limits).limitBytesPerSecond, 0);
    QCOMPARE(changed.size(), 1);
}

void TestSpeedLimitController::slowDownSaysNothingOfTheLink()
{
    Profile profile;
    SpeedLimitController limits(profile.settings, profile.clock, 0);
    limits.open();
    limits.slowDown(true);
    limits.noteSpeed(64 * kib);
    QCOMPARE(limits.linkSpeed(), 0);
}

void TestSpeedLimitController::aClockThatWasSetBackKeepsItNoLonger()
{
    Profile profile;
    SpeedLimitController limits(profile.settings, profile.clock, 0);
    limits.open();
    limits.slowDown(true);
    profile.clock.sleep(-24 * slowDownMs);
    limits.apply();
    QCOMPARE(shown(limits).limitUntilMs, profile.clock.wallMs() + slowDownMs);
}

void TestSpeedLimitController::theSpeedIsKeptWhereItDiffersEnough_data()
{
    QTest::addColumn<qint64>("kept");
    QTest::addColumn<qint64>("measured");
    QTest::addColumn<qint64>("then");
    QTest::newRow("the first one") << qint64(0) << mib << mib;
    QTest::newRow("nothing was sent") << mib << qint64(0) << mib;
    QTest::newRow("nearly the same") << mib << mib + mib / 6 << mib;
    QTest::newRow("another one") << mib << 2 * mib << 2 * mib;
}

void TestSpeedLimitController::theSpeedIsKeptWhereItDiffersEnough()
{
    QFETCH(const qint64, kept);
    QFETCH(const qint64, measured);
    QFETCH(const qint64, then);
    Profile profile;
    profile.settings.setLastBestSpeed(kept);
    SpeedLimitController limits(profile.settings, profile.clock, 0);
    limits.open();
    limits.noteSpeed(measured);
    limits.saveLinkSpeed();
    QCOMPARE(profile.settings.lastBestSpeed(), then);
    QCOMPARE(limits.linkSpeed(), measured > 0 ? measured : kept);
}

void TestSpeedLimitController::tellsOfASpeedThatChangesTimes()
{
    Profile profile;
    SpeedLimitController limits(profile.settings, profile.clock, 0);
    limits.open();
    QSignalSpy changed(&limits, &SpeedLimitController::linkSpeedChanged);
    QSignalSpy noted(&limits, &SpeedLimitController::linkSpeedNoted);
    limits.noteSpeed(mib);
    limits.noteSpeed(mib + kib);
    limits.noteSpeed(2 * mib);
    QCOMPARE(noted.size(), 3);
    QCOMPARE(changed.size(), 2);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestSpeedLimitController)
#include "tst_speed_limit_controller.moc"
