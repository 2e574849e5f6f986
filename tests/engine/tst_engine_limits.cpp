// The speed limits through the engine's door: what is kept, what counts, what the status says of it.
#include "app/store/database.h"
#include "app/store/settings.h"
#include "app/engine/speed_limit.h"
#include "tests/engine/engine_ground.h"
#include "tests/support/test_main.h"

#include <QDateTime>

using namespace postreel;
using namespace postreel::testing;

namespace {

constexpr TimetableRow always{.days = 127, .fromMinute = 0, .toMinute = 0, .bytesPerSecond = 300 * kib};

// A program of this profile without anything to upload.
struct Idle
{
    explicit Idle(const QString &profile, qint64 runLimit = 0)
        : engine({.profile = profile, .limitBytesPerSecond = runLimit})
    {
    }
    void start()
    {
        QSignalSpy started(&engine, &Engine::started);
        engine.start();
        if (!started.wait(waitMs))
            qFatal("the engine did not start");
    }
    qint64 limit() const { return engine.status().limitBytesPerSecond; }
    LimitReason reason() const { return engine.status().limitReason; }
    Engine engine;
};

} // namespace

class EngineLimitsTest : public QObject, private EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void isKept();
    void whatIsSaidBeforeTheStartChangesWhatWasKept();
    void ofARunIsNotKept();
    void theNewerWordEndsTheOneOfTheRun();
    void aTimetableCounts();
    void slowDownIsTakenBack();
    void slowDownIsAQuarterOfWhatWasMeasured();
    void whatWaitsForADecisionLearnsTheSpeed();
    void slowDownEndsByItself();
    void slowDownNeverLastsMoreThanAnHour();
};

void EngineLimitsTest::isKept()
{
    {
        Idle idle(profile());
        idle.start();
        QCOMPARE(idle.limit(), 0);
        idle.engine.network().setPlainLimit(100 * kib);
        idle.engine.network().setTimetable({{.days = 0}, always}); // the first makes no sense
        QTRY_COMPARE(idle.engine.status().timetable, QVector<TimetableRow>{always});
    }
    Idle idle(profile());
    idle.start();
    QCOMPARE(idle.engine.status().plainLimit, 100 * kib);
    QCOMPARE(idle.engine.status().timetable, QVector<TimetableRow>{always});
    idle.engine.network().setTimetable({});
    QTRY_COMPARE(idle.limit(), 100 * kib);
    QCOMPARE(idle.reason(), LimitReason::Plain);
}

void EngineLimitsTest::whatIsSaidBeforeTheStartChangesWhatWasKept()
{
    {
        Idle idle(profile());
        idle.start();
        idle.engine.network().setPlainLimit(100 * kib);
        QTRY_COMPARE(idle.limit(), 100 * kib);
    }
    Idle idle(profile());
    idle.engine.network().setTimetable({always});
    idle.start();
    QTRY_COMPARE(idle.limit(), always.bytesPerSecond);
    QCOMPARE(idle.engine.status().plainLimit, 100 * kib);
}

void EngineLimitsTest::ofARunIsNotKept()
{
    {
        Idle idle(profile(), 50 * kib);
        idle.engine.network().setPlainLimit(5); // taken as the least
        idle.start();
        idle.engine.network().setRunLimit(70 * kib); // a second call to the program that runs
        QTRY_COMPARE(idle.limit(), 70 * kib);
        QCOMPARE(idle.reason(), LimitReason::Run);
    }
    Idle idle(profile());
    idle.start();
    QCOMPARE(idle.limit(), leastLimit);
    QCOMPARE(idle.reason(), LimitReason::Plain);
}

void EngineLimitsTest::theNewerWordEndsTheOneOfTheRun()
{
    Idle idle(profile(), 50 * kib);
    idle.start();
    QCOMPARE(idle.limit(), 50 * kib);
    idle.engine.network().setPlainLimit(0);
    QTRY_COMPARE(idle.reason(), LimitReason::None);
    QCOMPARE(idle.limit(), 0);
}

void EngineLimitsTest::aTimetableCounts()
{
    Idle idle(profile());
    idle.start();
    idle.engine.network().setPlainLimit(100 * kib);
    idle.engine.network().setTimetable({always});
    QTRY_COMPARE(idle.limit(), 300 * kib);
    QCOMPARE(idle.reason(), LimitReason::Timetable);
    QCOMPARE(idle.engine.status().limitUntilMs, 0);
}

void EngineLimitsTest::slowDownIsTakenBack()
{
    Idle idle(profile());
    idle.start();
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    idle.engine.network().slowDown(true);
    QTRY_COMPARE(idle.limit(), 256 * kib); // nothing was ever measured
    QCOMPARE(idle.reason(), LimitReason::SlowDown);
    QVERIFY(idle.engine.status().slowedDown);
    QVERIFY(idle.engine.status().limitUntilMs >= before + slowDownMs);
    idle.engine.network().setPlainLimit(100 * kib); // lower than the room
    QTRY_COMPARE(idle.reason(), LimitReason::Plain);
    QVERIFY(idle.engine.status().slowedDown);
    idle.engine.network().slowDown(false);
    QTRY_VERIFY(!idle.engine.status().slowedDown);
    idle.engine.network().setPlainLimit(0);
    QTRY_COMPARE(idle.limit(), 0);
}

void EngineLimitsTest::slowDownIsAQuarterOfWhatWasMeasured()
{
    LiveSandbox sandbox;
    qint64 slowDown = 0;
    {
        Session session(profile(), sandbox);
        session.engine.network().setPlainLimit(2 * mib);
        const QString id = session.mustCreate(newPost(QStringLiteral("Film"), {video("a.mp4", 5 * mib)}));
        TRY_UPLOAD(session, id, UploadState::Ready);
        session.engine.network().slowDown(true);
        QTRY_COMPARE(session.engine.status().limitReason, LimitReason::SlowDown);
        slowDown = session.engine.status().limitBytesPerSecond;
        // How much the computer managed under the limit is its own affair; that it was measured is not: a speed that
        // is not known gives 256 KiB/s.
        QVERIFY2(slowDown >= 32 * kib && slowDown < mib && slowDown != 256 * kib, qPrintable(QString::number(slowDown)));
        session.engine.network().slowDown(false);
        QTRY_VERIFY(!session.engine.status().slowedDown);
    }
    Idle next(profile()); // the next run knows the speed of this one
    next.start();
    next.engine.network().slowDown(true);
    QTRY_COMPARE(next.limit(), slowDown);
}

void EngineLimitsTest::whatWaitsForADecisionLearnsTheSpeed()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    QFile notes(file(QStringLiteral("notes.mp4")));
    QVERIFY(notes.open(QIODevice::WriteOnly) && notes.write("These are notes.\n") > 0);
    notes.close();
    const QString asking = session.mustCreate(newPost(QStringLiteral("Notes"), {notes.fileName()}));
    TRY_UPLOAD(session, asking, UploadState::NeedsFix);
    QCOMPARE(session.view(asking).uploads.first().sentInMs, -1);
    session.engine.network().setPlainLimit(2 * mib);
    session.mustCreate(newPost(QStringLiteral("Film"), {video("a.mp4", 5 * mib)}));
    QTRY_VERIFY_WITH_TIMEOUT(session.view(asking).uploads.first().sentInMs >= 0, waitMs);
}

void EngineLimitsTest::slowDownEndsByItself()
{
    {
        Idle idle(profile());
        idle.start();
    }
    {
        Database database;
        QVERIFY(database.open(profile() % QStringLiteral("/postreel.sqlite")).ok());
        const qint64 soon = QDateTime::currentMSecsSinceEpoch() + 2000;
        QVERIFY(Settings(database).setDocument(Settings::Document::SpeedLimits, toJson({.slowDown = 90 * kib, .slowedUntilMs = soon})).ok());
    }
    Idle idle(profile());
    idle.start();
    QCOMPARE(idle.limit(), 90 * kib); // it was made before the program was closed
    QTRY_COMPARE(idle.limit(), 0);
    QVERIFY(!idle.engine.status().slowedDown);
}

void EngineLimitsTest::slowDownNeverLastsMoreThanAnHour()
{
    {
        Idle idle(profile());
        idle.start();
    }
    {
        Database database;
        QVERIFY(database.open(profile() % QStringLiteral("/postreel.sqlite")).ok());
        const qint64 late = QDateTime::currentMSecsSinceEpoch() + 30 * slowDownMs; // by a clock that was wrong
        QVERIFY(Settings(database).setDocument(Settings::Document::SpeedLimits, toJson({.slowDown = 90 * kib, .slowedUntilMs = late})).ok());
    }
    Idle idle(profile());
    idle.start();
    QVERIFY(idle.engine.status().limitUntilMs <= QDateTime::currentMSecsSinceEpoch() + slowDownMs);
}

POSTREEL_TEST_MAIN(EngineLimitsTest)
#include "tst_engine_limits.moc"
