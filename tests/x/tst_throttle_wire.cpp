// The speed limit where it counts: in the bytes that arrive at a server, over every five seconds.
#include "tests/support/test_timeout.h"
#include "tests/x/arrival_server.h"
#include "tests/x/transport_fixture.h"

#include <memory>
#include <vector>

using namespace postreel;
using namespace postreel::testing;

namespace {

constexpr qint64 kib = 1 << 10;
constexpr qint64 mib = 1 << 20;
constexpr qint64 settleMs = 1000;
constexpr qint64 windowMs = 5000;
constexpr qint64 runMs = 6500; // from the first byte on: a busy computer takes seconds to connect
constexpr int tickMs = 20;
constexpr qint64 madeUpForMs = 200; // by the throttle, at most

struct Change
{
    qint64 atMs;
    qint64 limit;
};

// For how long the computer let the sending thread wait, beyond its usual turns.
struct HeldUp
{
    qint64 longestMs = 0;
    qint64 allMs = 0;
};

// One transport with its bodies on the way to a server of its own.
class Scene
{
public:
    Scene(QString name, int bodies, QVector<Change> changes, const QElapsedTimer &clock)
        : m_name(std::move(name)), m_changes(std::move(changes)), m_clock(clock), m_server(clock)
    {
        for (const Change &change : std::as_const(m_changes))
            m_highest = std::max(m_highest, change.limit);
        fixture.transport->throttle().setLimit(m_changes.first().limit);
        for (int i = 0; i < bodies; ++i)
            fixture.send(m_server.base(), segment(QByteArray(m_highest * 9 / bodies, 'x'), i));
        m_bodies = bodies;
    }

    void apply()
    {
        while (m_applied + 1 < m_changes.size() && m_clock.elapsed() >= m_changes.at(m_applied + 1).atMs) {
            Change &change = m_changes[++m_applied];
            change.atMs = m_clock.elapsed(); // when it was really said
            fixture.transport->throttle().setLimit(change.limit);
        }
    }
    // Empty: every window is within five parts of a hundred, but for what the computer held up: what should have left during
    // the longest of these times may arrive on the other side of a window's edge, with what the throttle makes up for; and
    // all of them together may be missing.
    QString complaint(const HeldUp &heldUp) const
    {
        const qint64 longestMs = std::max(heldUp.longestMs, m_server.heldUpMs());
        const qint64 early = m_highest * (longestMs + std::min(heldUp.allMs, madeUpForMs)) / 1000;
        const qint64 missing = early + m_highest * heldUp.allMs / 1000;
        const qint64 firstMs = m_server.firstMs();
        for (qint64 from = firstMs + settleMs; from + windowMs <= firstMs + runMs; from += 100) {
            const qint64 arrived = m_server.arrived(from, from + windowMs);
            const qint64 due = dueIn(from, from + windowMs);
            if (arrived > due + due / 20 + early || arrived < due - due / 20 - missing)
                return QStringLiteral("%1: %2 of %3 bytes from %4 ms on; %5 may be early, %6 missing")
                    .arg(m_name).arg(arrived).arg(due).arg(from).arg(early).arg(missing);
        }
        return {};
    }
    bool isOver() const { return m_server.firstMs() >= 0 && m_clock.elapsed() >= m_server.firstMs() + runMs; }
    bool allAnswered() { return fixture.wait(m_bodies, timeoutMs); }

    TransportFixture fixture;

private:
    qint64 dueIn(qint64 fromMs, qint64 toMs) const
    {
        qint64 due = 0;
        for (qsizetype i = 0; i < m_changes.size(); ++i) {
            const qint64 begins = i == 0 ? 0 : m_changes.at(i).atMs;
            const qint64 ends = i + 1 < m_changes.size() ? m_changes.at(i + 1).atMs : toMs;
            due += m_changes.at(i).limit * std::max<qint64>(0, std::min(ends, toMs) - std::max(begins, fromMs)) / 1000;
        }
        return due;
    }

    const QString m_name;
    QVector<Change> m_changes;
    const QElapsedTimer m_clock;
    ArrivalServer m_server;
    int m_bodies = 0;
    qint64 m_highest = 0; // limit, bytes a second
    qsizetype m_applied = 0;
};

// All scenes at once, so that they take the time of one.
std::vector<std::unique_ptr<Scene>> makeScenes(const QElapsedTimer &clock)
{
    std::vector<std::unique_ptr<Scene>> scenes;
    const auto add = [&](const char *name, int bodies, const QVector<Change> &changes) {
        scenes.push_back(std::make_unique<Scene>(QString::fromLatin1(name), bodies, changes, clock));
    };
    for (const int bodies : {1, 6}) {
        add("32 KiB/s", bodies, {{0, 32 * kib}});
        add("256 KiB/s", bodies, {{0, 256 * kib}});
        add("4 MiB/s", bodies, {{0, 4 * mib}});
        add("up", bodies, {{0, 64 * kib}, {3000, 512 * kib}});
        add("down", bodies, {{0, 512 * kib}, {3000, 128 * kib}});
        add("said over and over", bodies, {{0, 256 * kib}, {1500, 256 * kib}, {1550, 256 * kib}, {4000, 256 * kib}});
    }
    return scenes;
}

HeldUp runThem(std::vector<std::unique_ptr<Scene>> &scenes)
{
    HeldUp heldUp;
    QEventLoop loop;
    QTimer tick;
    tick.setTimerType(Qt::PreciseTimer);
    QElapsedTimer sinceTick;
    sinceTick.start();
    QObject::connect(&tick, &QTimer::timeout, &loop, [&] {
        const qint64 gapMs = sinceTick.restart();
        heldUp.longestMs = std::max(heldUp.longestMs, gapMs);
        heldUp.allMs += gapMs > 2 * tickMs ? gapMs - tickMs : 0;
        for (const auto &scene : scenes)
            scene->apply();
        if (std::all_of(scenes.cbegin(), scenes.cend(), [](const auto &scene) { return scene->isOver(); }))
            loop.quit();
    });
    tick.start(tickMs);
    loop.exec();
    return heldUp;
}

} // namespace

class TestThrottleWire : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsItsLimitOverFiveSeconds();
    void aLimitIsNoStall();
};

void TestThrottleWire::keepsItsLimitOverFiveSeconds()
{
    QElapsedTimer clock;
    clock.start();
    auto scenes = makeScenes(clock);
    const HeldUp heldUp = runThem(scenes);
    QStringList complaints;
    for (const auto &scene : scenes)
        complaints << scene->complaint(heldUp);
    complaints.removeAll(QString());
    QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(u'\n')));
    for (const auto &scene : scenes) { // lifted in mid-body: all that is left goes out
        scene->fixture.transport->throttle().setLimit(0);
        QVERIFY(scene->allAnswered());
        for (const auto &[number, answer] : std::as_const(scene->fixture.completed))
            QCOMPARE(answer.http, 200);
    }
}

// At the least limit each of six bodies gets 5 KiB/s, for longer than a connection may be quiet.
void TestThrottleWire::aLimitIsNoStall()
{
    QElapsedTimer clock;
    clock.start();
    ArrivalServer server(clock);
    TransportFixture fixture;
    fixture.transport->setStallPolicy({.quietMs = 1500, .firstRate = 4 * mib, .highestRate = 4 * mib});
    fixture.send(server.base(), segment(QByteArray(200 * kib, 'x'))); // unlimited: the link is known to be fast
    QVERIFY(fixture.wait(1));
    fixture.transport->throttle().setLimit(32 * kib);
    const qint64 from = clock.elapsed();
    for (int i = 0; i < 6; ++i)
        fixture.send(server.base(), segment(QByteArray(24 * kib, 'x'), i));
    QVERIFY(fixture.wait(7));
    QVERIFY2(clock.elapsed() - from > 3000, qPrintable(QString::number(clock.elapsed() - from)));
    for (const auto &[number, answer] : std::as_const(fixture.completed))
        QCOMPARE(answer.http, 200);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestThrottleWire)
#include "tst_throttle_wire.moc"
