// X's limits as they are known: what is held back, until when, and what the next start still knows.
#include "app/x/rate_limit_tracker.h"

#include <QJsonDocument>
#include <QTest>

#include <map>

using namespace postreel;

namespace {

constexpr qint64 now = 1'700'000'000'000; // X's clock
constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;
constexpr qint64 day = 24 * 60 * minute;
const QString ada = QStringLiteral("ada");

Response answer(int http, RateHeaders rate = {}, std::optional<qint64> retryAfterMs = {})
{
    return Response{.outcome = RequestOutcome::Answered, .http = http, .retryAfterMs = retryAfterMs, .rate = rate};
}

RateHeaders headers(qint64 remaining, qint64 resetsAtMs, bool perDay = false)
{
    return RateHeaders{.limit = 100, .remaining = remaining, .resetsAtMs = resetsAtMs, .perDay = perDay};
}

} // namespace

class TestRateLimitTracker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void holds_data();
    void holds();
    void aRefusalWithoutAWordIsWaitedForLongerEachTime();
    void refusalsThatCameTogetherCountOnce();
    void aSuccessForgetsTheRefusals();
    void whatLeftBeforeARefusalLiftsNoHold_data();
    void whatLeftBeforeARefusalLiftsNoHold();
    void oneCallAndAccountHoldsNoOther();
    void countsWhatLeft();
    void pollsShareWhatRemains_data();
    void pollsShareWhatRemains();
    void aPatientPollDelaysNoOther();
    void aResetThatAWrongClockSaidIsNotWaitedFor();
    void theLongerHoldSurvivesAMove();
    void aPollThatWillNotLeaveIsGivenBack();
    void pollsOfManyAreNeverRefused();
    void isKeptForTheNextStart();
    void aSpoiltRecordHoldsNothingForEver();
    void goesAlongToAnotherAccount();
    void aClockThatGoesBackMakesNoHoldLonger_data();
    void aClockThatGoesBackMakesNoHoldLonger();
    void noWindowResetsLaterThanItIsLong();
};

void TestRateLimitTracker::holds_data()
{
    QTest::addColumn<Response>("answer");
    QTest::addColumn<qint64>("heldMs"); // 0: it is not
    const auto none = qint64(0);
    QTest::newRow("all is well") << answer(200, headers(5, now + minute)) << none;
    QTest::newRow("no headers") << answer(200) << none;
    QTest::newRow("the last one was used") << answer(200, headers(0, now + minute)) << minute + second;
    QTest::newRow("its window is over") << answer(200, headers(0, now - second)) << none;
    QTest::newRow("used, and nobody says until when")
        << answer(200, RateHeaders{.limit = {}, .remaining = 0, .resetsAtMs = {}}) << none;
    QTest::newRow("a reset that is no 15 minutes") << answer(200, headers(0, now + day)) << 901 * second;
    QTest::newRow("the limit of a day") << answer(200, headers(0, now + day / 2, true)) << day / 2 + second;
    QTest::newRow("429, Retry-After") << answer(429, {}, 7 * second) << 7 * second;
    QTest::newRow("429, Retry-After: 0") << answer(429, {}, 0) << second;
    QTest::newRow("429, Retry-After before reset")
        << answer(429, headers(0, now + minute), 7 * second) << 7 * second;
    QTest::newRow("429, reset") << answer(429, headers(0, now + minute)) << minute + second;
    QTest::newRow("429, wild reset") << answer(429, headers(0, now + 900 * day)) << 901 * second;
    QTest::newRow("429, wild reset of a day") << answer(429, headers(0, now + 900 * day, true)) << day + second;
    QTest::newRow("429, wild Retry-After") << answer(429, {}, 900 * day) << day;
    QTest::newRow("429, bare") << answer(429) << 5 * second;
    QTest::newRow("429, reset long ago") << answer(429, headers(0, now - minute)) << 5 * second;
    QTest::newRow("503") << answer(503, {}, 7 * second) << none;
    Response silent = answer(0);
    silent.outcome = RequestOutcome::NoAnswer;
    QTest::newRow("no answer") << silent << none;
}

void TestRateLimitTracker::holds()
{
    QFETCH(Response, answer);
    QFETCH(qint64, heldMs);
    RateLimitTracker book;
    book.note(ada, Call::Append, answer, now, 0);
    const std::optional<qint64> held = book.heldUntil(ada, Call::Append, now);
    QCOMPARE(held.value_or(now) - now, heldMs);
    QCOMPARE(book.takeNewHold(), heldMs > 0);
    QVERIFY(!book.takeNewHold());
    QVERIFY(!book.heldUntil(ada, Call::Append, now + heldMs)); // over to the millisecond
}

void TestRateLimitTracker::aRefusalWithoutAWordIsWaitedForLongerEachTime()
{
    RateLimitTracker book;
    qint64 at = now;
    QVector<qint64> waits;
    for (int i = 0; i < 10; ++i) {
        book.note(ada, Call::Append, answer(429), at, i % 2);
        const qint64 until = book.heldUntil(ada, Call::Append, at).value_or(at);
        waits << (until - at) / second;
        at = until;
    }
    QCOMPARE(waits, (QVector<qint64>{5, 12, 20, 50, 80, 200, 320, 800, 900, 1125}));
}

void TestRateLimitTracker::refusalsThatCameTogetherCountOnce()
{
    RateLimitTracker book;
    for (int i = 0; i < 6; ++i)
        book.note(ada, Call::Append, answer(429), now + i, 0);
    QCOMPARE(*book.heldUntil(ada, Call::Append, now + 6), now + 5 * second);
}

void TestRateLimitTracker::aSuccessForgetsTheRefusals()
{
    RateLimitTracker book;
    for (int i = 0; i < 4; ++i)
        book.note(ada, Call::Append, answer(429), now + i * 15 * minute, 0);
    book.note(ada, Call::Append, answer(200), now + day, 0);
    book.note(ada, Call::Append, answer(429), now + day, 0);
    QCOMPARE(*book.heldUntil(ada, Call::Append, now + day), now + day + 5 * second);
}

void TestRateLimitTracker::whatLeftBeforeARefusalLiftsNoHold_data()
{
    QTest::addColumn<Response>("late");
    QTest::newRow("without headers") << answer(200);
    QTest::newRow("with some left") << answer(200, headers(3, now + minute));
    QTest::newRow("with none left until sooner") << answer(200, headers(0, now + minute));
    QTest::newRow("503") << answer(503);
}

// Several are out at once, and their answers come in any order.
void TestRateLimitTracker::whatLeftBeforeARefusalLiftsNoHold()
{
    QFETCH(const Response, late);
    RateLimitTracker book;
    book.note(ada, Call::Append, answer(429, {}, 10 * minute), now, 0);
    book.note(ada, Call::Append, late, now + second, 0);
    QCOMPARE(book.heldUntil(ada, Call::Append, now + second), std::optional(now + 10 * minute));
    book.note(ada, Call::Append, answer(200), now + 11 * minute, 0);
    QVERIFY(!book.heldUntil(ada, Call::Append, now + 11 * minute));
}

void TestRateLimitTracker::oneCallAndAccountHoldsNoOther()
{
    RateLimitTracker book;
    book.note(ada, Call::Append, answer(429, {}, minute), now, 0);
    QVERIFY(book.heldUntil(ada, Call::Append, now));
    QVERIFY(!book.heldUntil(ada, Call::Status, now));
    QVERIFY(!book.heldUntil(QStringLiteral("bob"), Call::Append, now));
}

void TestRateLimitTracker::countsWhatLeft()
{
    RateLimitTracker book;
    book.left(ada, Call::Append, now); // nothing is known yet
    QCOMPARE(book.window(ada, Call::Append, now).remaining, -1);
    book.note(ada, Call::Append, answer(200, headers(2, now + minute)), now, 0);
    book.left(ada, Call::Append, now);
    QCOMPARE(book.window(ada, Call::Append, now).remaining, 1);
    for (int i = 0; i < 3; ++i)
        book.left(ada, Call::Append, now);
    QCOMPARE(book.window(ada, Call::Append, now).remaining, 0);
    QCOMPARE(book.window(ada, Call::Append, now + minute).remaining, 100); // a new window
}

void TestRateLimitTracker::pollsShareWhatRemains_data()
{
    QTest::addColumn<Response>("answer");
    QTest::addColumn<QVector<qint64>>("waits"); // of polls that are wanted after 1 s, each
    const QVector<qint64> atOnce{second, second, second};
    QTest::newRow("nothing is known") << answer(200) << atOnce;
    QTest::newRow("more than half remains") << answer(200, headers(54, now + minute)) << atOnce;
    QTest::newRow("the window is over") << answer(200, headers(0, now - second)) << atOnce;
    QTest::newRow("half") << answer(200, headers(50, now + 100 * second)) << QVector<qint64>{1000, 2000, 4000};
    QTest::newRow("more time than is needed") << answer(200, headers(50, now + 1100)) << QVector<qint64>{1000, 1000, 1000};
    QTest::newRow("two") << answer(200, headers(2, now + minute)) << QVector<qint64>{1000, 30'000, 61'000};
    QTest::newRow("none for long: it is held, and told") << answer(200, headers(0, now + 2 * minute)) << atOnce;
    QTest::newRow("none for a moment") << answer(200, headers(0, now + 9 * second))
                                       << QVector<qint64>{10 * second, 10 * second, 10 * second};
}

void TestRateLimitTracker::pollsShareWhatRemains()
{
    QFETCH(const Response, answer);
    QFETCH(const QVector<qint64>, waits);
    RateLimitTracker book;
    book.note(ada, Call::Status, answer, now, 0);
    for (const qint64 wait : waits)
        QCOMPARE(book.pollAt(ada, Call::Status, now + second, now) - now, wait);
}

void TestRateLimitTracker::aPatientPollDelaysNoOther()
{
    RateLimitTracker book;
    book.note(ada, Call::Status, answer(200, headers(50, now + 100 * second)), now, 0);
    QCOMPARE(book.pollAt(ada, Call::Status, now + 60 * second, now), now + 60 * second);
    QCOMPARE(book.pollAt(ada, Call::Status, now + 3 * second, now), now + 3 * second);
}

void TestRateLimitTracker::aResetThatAWrongClockSaidIsNotWaitedFor()
{
    RateLimitTracker book;
    book.note(ada, Call::Status, answer(200, headers(1, now + 15 * minute)), now, 0);
    const qint64 corrected = now - 5 * 60 * minute;
    for (int i = 0; i < 3; ++i)
        QVERIFY(book.pollAt(ada, Call::Status, corrected + second, corrected) <= corrected + 15 * minute + second);
}

void TestRateLimitTracker::theLongerHoldSurvivesAMove()
{
    const QString run = QStringLiteral("api.x.com/run");
    for (const bool holdIsMoved : {false, true}) {
        RateLimitTracker book;
        book.note(holdIsMoved ? run : ada, Call::Append, answer(429, headers(0, now + minute)), now, 0);
        book.note(holdIsMoved ? ada : run, Call::Append, answer(200, headers(17, now + 2 * minute)), now, 0);
        book.pollAt(ada, Call::Append, now + second, now);
        book.pollAt(run, Call::Append, now + second, now);
        book.move(run, ada);
        QCOMPARE(book.window(ada, Call::Append, now).polls.size(), 2);
        QVERIFY(book.heldUntil(ada, Call::Append, now).value_or(0) >= now + minute);
        QCOMPARE(book.window(ada, Call::Append, now).resetsAtMs, now + 2 * minute);
        QCOMPARE(book.window(run, Call::Append, now).limit, -1);
    }
}

void TestRateLimitTracker::aPollThatWillNotLeaveIsGivenBack()
{
    RateLimitTracker book;
    book.note(ada, Call::Status, answer(200, headers(2, now + minute)), now, 0);
    book.pollAt(ada, Call::Status, now + second, now);
    const qint64 second30 = book.pollAt(ada, Call::Status, now + second, now);
    book.dropPoll(ada, Call::Status, second30);
    QCOMPARE(book.pollAt(ada, Call::Status, now + second, now), second30); // without it: after the reset
    book.dropPoll(ada, Call::Append, now); // of a call of which nothing is known
}

// 200 media that X processes for half an hour, each asked for every second at most, 1000 times in 15 minutes.
void TestRateLimitTracker::pollsOfManyAreNeverRefused()
{
    constexpr qint64 limit = 1000;
    RateLimitTracker book;
    std::multimap<qint64, int> due;
    for (int media = 0; media < 200; ++media)
        due.emplace(now + media, media);
    qint64 resetsAt = 0;
    qint64 remaining = limit;
    int asked = 0;
    while (due.begin()->first < now + 30 * minute) {
        const auto [at, media] = *due.begin();
        due.erase(due.begin());
        if (at >= resetsAt) {
            resetsAt = at + 15 * minute;
            remaining = limit;
        }
        QVERIFY2(remaining > 0, qPrintable(QString::number(at - now)));
        book.left(ada, Call::Status, at);
        book.note(ada, Call::Status,
                  Response{.outcome = RequestOutcome::Answered, .http = 200, .rate = {.limit = limit, .remaining = --remaining, .resetsAtMs = resetsAt}},
                  at, 0);
        ++asked;
        due.emplace(book.pollAt(ada, Call::Status, at + second, at), media);
    }
    QVERIFY2(asked > 1800, qPrintable(QString::number(asked))); // and what may be asked is
}

void TestRateLimitTracker::isKeptForTheNextStart()
{
    RateLimitTracker book;
    book.note(ada, Call::Append, answer(429, headers(0, now + minute)), now, 0);
    book.note(ada, Call::CreatePost, answer(201, headers(17, now + minute)), now, 0);
    RateLimitTracker next;
    next.restore(QJsonDocument::fromJson(QJsonDocument(book.toJson()).toJson()).object(), now + second);
    QCOMPARE(next.heldUntil(ada, Call::Append, now + second), book.heldUntil(ada, Call::Append, now + second));
    QCOMPARE(next.window(ada, Call::CreatePost, now), book.window(ada, Call::CreatePost, now));
    QVERIFY(!next.takeNewHold());
}

void TestRateLimitTracker::aSpoiltRecordHoldsNothingForEver()
{
    const QByteArray spoilt = R"({"append/ada":{"heldUntil":9e18,"refusals":9e9},"append/bob":7,"":null})";
    RateLimitTracker book;
    book.restore(QJsonDocument::fromJson(spoilt).object(), now);
    QVERIFY(!book.heldUntil(ada, Call::Append, now + day));
    book.note(ada, Call::Append, answer(429), now + day, 0);
    QVERIFY(*book.heldUntil(ada, Call::Append, now + day) <= now + day + 15 * minute);
}

void TestRateLimitTracker::goesAlongToAnotherAccount()
{
    const QString own = QStringLiteral("host/run-1");
    const QString user = QStringLiteral("host/42");
    const QString other = QStringLiteral("host/run-12");
    RateLimitTracker book;
    book.note(own, Call::Append, answer(429, headers(0, now + minute)), now, 0);
    book.note(user, Call::CreatePost, answer(429, headers(0, now + minute)), now, 0);
    book.note(own, Call::CreatePost, answer(200, headers(5, now + second)), now, 0);
    book.note(other, Call::Append, answer(429, headers(0, now + minute)), now, 0);
    book.move(own, user);
    QVERIFY(!book.heldUntil(own, Call::Append, now));
    QVERIFY(book.heldUntil(user, Call::Append, now));
    QVERIFY(book.heldUntil(user, Call::CreatePost, now)); // the stricter word
    QVERIFY(book.heldUntil(other, Call::Append, now));
}

void TestRateLimitTracker::aClockThatGoesBackMakesNoHoldLonger_data()
{
    QTest::addColumn<qint64>("back");
    QTest::newRow("a minute") << minute;
    QTest::newRow("hours") << 5 * 60 * minute;
    QTest::newRow("days") << 40 * day;
}

// Within a run and between two: X's clock is this computer's until X tells its time.
void TestRateLimitTracker::aClockThatGoesBackMakesNoHoldLonger()
{
    QFETCH(qint64, back);
    RateLimitTracker book;
    book.note(ada, Call::Append, answer(429, headers(0, now + 15 * minute)), now, 0);
    const qint64 held = 15 * minute + second;
    RateLimitTracker next;
    next.restore(book.toJson(), now - back);
    for (RateLimitTracker *each : {&book, &next}) {
        QCOMPARE(each->heldUntil(ada, Call::Append, now - back), std::optional(now - back + held));
        QVERIFY(!each->heldUntil(ada, Call::Append, now - back + held)); // it ends, and does not start over
    }
    QVERIFY(next.window(ada, Call::Append, now - back).resetsAtMs <= now - back + day);
}

void TestRateLimitTracker::noWindowResetsLaterThanItIsLong()
{
    QCOMPARE(RateLimitTracker::bounded(headers(0, now + 40 * day), now).resetsAtMs, std::optional(now + 15 * minute));
    QCOMPARE(RateLimitTracker::bounded(headers(0, now + 40 * day, true), now).resetsAtMs, std::optional(now + day));
    QCOMPARE(RateLimitTracker::bounded(headers(0, now + minute), now).resetsAtMs, std::optional(now + minute));
    QCOMPARE(RateLimitTracker::bounded({}, now).resetsAtMs, std::optional<qint64>());
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestRateLimitTracker)
#include "tst_rate_limit_tracker.moc"
