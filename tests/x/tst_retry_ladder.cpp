// What is done about an error, and how long it waits.
#include "app/x/retry_ladder.h"

#include <QTest>
#include <limits>

using namespace postreel;

namespace {
constexpr qint64 now = 1'790'000'000'000;
constexpr qint64 day = 24LL * 3600 * 1000;
} // namespace

class TestRetryLadder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindHasItsReaction_data();
    void everyKindHasItsReaction();
    void delaysGrowToACap_data();
    void delaysGrowToACap();
    void theSpreadStaysInItsBounds();
    void whatXSaysCounts_data();
    void whatXSaysCounts();
    void aRefusedTokenIsAWaitThenASignIn();
    void noTokenIsASignInAtOnce();
    void aSmallCallThatIsTooLargeIsAMistakeOfTheEdge();
};

void TestRetryLadder::everyKindHasItsReaction_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<Reaction>("segment");
    QTest::addColumn<Reaction>("otherwise");
    QTest::addColumn<WaitReason>("reason");
    struct Row
    {
        ErrorKind kind;
        Reaction segment;
        Reaction otherwise;
        WaitReason reason;
    };
    using enum Reaction;
    const QVector<Row> rows{
        {ErrorKind::NotReached, Wait, Wait, WaitReason::Offline},
        {ErrorKind::TlsFailed, Wait, Wait, WaitReason::Certificate},
        {ErrorKind::ProxyFailed, Wait, Wait, WaitReason::Proxy},
        {ErrorKind::ProxyRefused, Wait, Wait, WaitReason::Proxy},
        {ErrorKind::ProxySignIn, Wait, Wait, WaitReason::ProxySignIn},
        {ErrorKind::ProxyUnusable, Wait, Wait, WaitReason::ProxySignIn},
        {ErrorKind::Redirected, Wait, Wait, WaitReason::CaptivePortal},
        {ErrorKind::NotSignedIn, Wait, Wait, WaitReason::TokenRefused},
        {ErrorKind::TokenLater, Wait, Wait, WaitReason::TokenRefused},
        {ErrorKind::RateLimited, Wait, Wait, WaitReason::RateLimit},
        {ErrorKind::NotFound, Again, Wait, WaitReason::ServerTrouble},
        {ErrorKind::ServerError, Again, Wait, WaitReason::ServerTrouble},
        {ErrorKind::BadAnswer, Again, Wait, WaitReason::ServerTrouble},
        {ErrorKind::NoAnswer, Again, Wait, WaitReason::ServerTrouble},
        {ErrorKind::Stalled, Again, Wait, WaitReason::ServerTrouble},
        {ErrorKind::TooLarge, Smaller, Wait, WaitReason::ServerTrouble},
    };
    QStringList named;
    for (const Row &row : rows) {
        named << nameOf(row.kind);
        QTest::addRow("%s", qPrintable(nameOf(row.kind)))
            << row.kind << row.segment << row.otherwise << row.reason;
    }
    for (const QString &name : errorKindNames()) // all others only a person can mend
        if (!named.contains(name))
            QTest::addRow("%s", qPrintable(name)) << errorKindOf(name) << Final << Final << WaitReason::None;
}

void TestRetryLadder::everyKindHasItsReaction()
{
    QFETCH(ErrorKind, kind);
    QFETCH(Reaction, segment);
    QFETCH(Reaction, otherwise);
    QFETCH(WaitReason, reason);
    const Error error{.kind = kind, .http = 400};
    const Advice forSegment = adviceFor(Call::Append, error, 1, 0, now);
    QCOMPARE(forSegment.reaction, segment);
    QCOMPARE(forSegment.reason, reason);
    for (const Call call : {Call::Initialize, Call::Finalize, Call::Status, Call::CreatePost, Call::Me,
                            Call::OwnPosts, Call::Metadata, Call::Subtitles}) {
        const Advice advice = adviceFor(call, error, 1, 0, now);
        QCOMPARE(advice.reaction, otherwise);
        QCOMPARE(advice.reason, reason);
        QCOMPARE(advice.delayMs, segment == Reaction::Smaller ? qint64(1000) : forSegment.delayMs); // smaller goes out at once
    }
    // Whatever is tried again by itself is tried after a while, never at once.
    if (segment == Reaction::Again || segment == Reaction::Wait)
        QVERIFY(forSegment.delayMs >= 500);
    else
        QCOMPARE(forSegment.delayMs, qint64(0));
}

void TestRetryLadder::delaysGrowToACap_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("longest");
    const auto row = [](ErrorKind kind, qint64 first, qint64 longest) {
        QTest::addRow("%s", qPrintable(nameOf(kind))) << kind << first << longest;
    };
    row(ErrorKind::NotReached, 1000, 30'000);
    row(ErrorKind::TlsFailed, 5000, 60'000);
    row(ErrorKind::ProxyFailed, 1000, 30'000);
    row(ErrorKind::ProxyRefused, 5000, 60'000);
    row(ErrorKind::ProxySignIn, 30'000, 300'000);
    row(ErrorKind::ProxyUnusable, 30'000, 300'000);
    row(ErrorKind::Redirected, 5000, 60'000);
    row(ErrorKind::RateLimited, 5000, 900'000);
    row(ErrorKind::NotFound, 1000, 30'000);
    row(ErrorKind::ServerError, 1000, 60'000);
    row(ErrorKind::BadAnswer, 1000, 60'000);
    row(ErrorKind::NoAnswer, 500, 30'000);
    row(ErrorKind::Stalled, 1000, 30'000);
}

void TestRetryLadder::delaysGrowToACap()
{
    QFETCH(ErrorKind, kind);
    QFETCH(qint64, first);
    QFETCH(qint64, longest);
    const Error error{.kind = kind};
    qint64 last = 0;
    for (int attempts = 1; attempts <= 100; ++attempts) {
        const qint64 delay = adviceFor(Call::Append, error, attempts, 0, now).delayMs;
        QVERIFY(delay >= last);
        QVERIFY(delay <= longest);
        if (attempts > 1 && last < longest)
            QCOMPARE(delay, std::min(2 * last, longest));
        last = delay;
    }
    QCOMPARE(last, longest); // there is no last try
    QCOMPARE(adviceFor(Call::Append, error, 1, 0, now).delayMs, first);
    for (const int odd : {0, -5, std::numeric_limits<int>::min()})
        QCOMPARE(adviceFor(Call::Append, error, odd, 0, now).delayMs, first);
    QCOMPARE(adviceFor(Call::Append, error, std::numeric_limits<int>::max(), 0, now).delayMs, longest);
}

void TestRetryLadder::theSpreadStaysInItsBounds()
{
    const Error error{.kind = ErrorKind::ServerError};
    for (int attempts = 1; attempts < 12; ++attempts) {
        const qint64 plain = adviceFor(Call::Append, error, attempts, 0, now).delayMs;
        const qint64 half = adviceFor(Call::Append, error, attempts, 0.5, now).delayMs;
        const qint64 most = adviceFor(Call::Append, error, attempts, 1, now).delayMs;
        QVERIFY(plain < half);
        QVERIFY(half < most);
        QVERIFY(most <= plain + plain / 4);
        QCOMPARE(adviceFor(Call::Append, error, attempts, 17, now).delayMs, most);
        QCOMPARE(adviceFor(Call::Append, error, attempts, -1, now).delayMs, plain);
        QCOMPARE(adviceFor(Call::Append, error, attempts, 0.5, now).delayMs, half); // pure
    }
}

void TestRetryLadder::whatXSaysCounts_data()
{
    using Time = std::optional<qint64>;
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<Time>("retryAfter");
    QTest::addColumn<Time>("resetsAt");
    QTest::addColumn<qint64>("delay");
    QTest::newRow("nothing") << ErrorKind::RateLimited << Time() << Time() << qint64(5000);
    QTest::newRow("Retry-After") << ErrorKind::RateLimited << Time(7000) << Time() << qint64(7000);
    QTest::newRow("both: Retry-After")
        << ErrorKind::RateLimited << Time(7000) << Time(now + 60'000) << qint64(7000);
    QTest::newRow("Retry-After of a 503")
        << ErrorKind::ServerError << Time(120'000) << Time() << qint64(120'000);
    // A server in trouble that says 0 must not be asked in a tight loop.
    QTest::newRow("Retry-After 0") << ErrorKind::ServerError << Time(0) << Time() << qint64(1000);
    QTest::newRow("Retry-After 0 of a 429") << ErrorKind::RateLimited << Time(0) << Time() << qint64(1000);
    QTest::newRow("Retry-After of a year") << ErrorKind::RateLimited << Time(365 * day) << Time() << day;
    QTest::newRow("reset") << ErrorKind::RateLimited << Time() << Time(now + 60'000) << qint64(61'000);
    QTest::newRow("reset in a year") << ErrorKind::RateLimited << Time() << Time(now + 365 * day) << day;
    QTest::newRow("reset just now") << ErrorKind::RateLimited << Time() << Time(now) << qint64(5000);
    QTest::newRow("reset long ago") << ErrorKind::RateLimited << Time() << Time(0) << qint64(5000);
}

void TestRetryLadder::whatXSaysCounts()
{
    QFETCH(ErrorKind, kind);
    QFETCH(std::optional<qint64>, retryAfter);
    QFETCH(std::optional<qint64>, resetsAt);
    QFETCH(qint64, delay);
    const Error error{.kind = kind, .retryAfterMs = retryAfter, .resetsAtMs = resetsAt};
    QCOMPARE(adviceFor(Call::Append, error, 1, 0, now).delayMs, delay);
}

void TestRetryLadder::aRefusedTokenIsAWaitThenASignIn()
{
    const Error refused{.kind = ErrorKind::NotSignedIn, .http = 401};
    for (const Call call : {Call::Append, Call::Status, Call::CreatePost}) {
        for (int attempts = 1; attempts <= 2; ++attempts) {
            const Advice advice = adviceFor(call, refused, attempts, 0, now);
            QCOMPARE(advice.reaction, Reaction::Wait);
            QCOMPARE(advice.reason, WaitReason::TokenRefused);
            QVERIFY(advice.delayMs >= 10'000);
        }
        for (const int attempts : {3, 4, 100})
            QCOMPARE(adviceFor(call, refused, attempts, 0, now).reaction, Reaction::SignIn);
    }
}

void TestRetryLadder::aSmallCallThatIsTooLargeIsAMistakeOfTheEdge()
{
    const Error tooLarge{.kind = ErrorKind::TooLarge, .http = 413};
    for (const Call call : {Call::Initialize, Call::Status, Call::CreatePost, Call::OwnPosts}) {
        QCOMPARE(adviceFor(call, tooLarge, 5, 0, now).reaction, Reaction::Wait);
        QCOMPARE(adviceFor(call, tooLarge, 6, 0, now).reaction, Reaction::Final); // but not for ever
    }
    QCOMPARE(adviceFor(Call::Append, tooLarge, 60, 0, now).reaction, Reaction::Smaller);
}

void TestRetryLadder::noTokenIsASignInAtOnce()
{
    const Error none{.kind = ErrorKind::NotSignedIn};
    QCOMPARE(adviceFor(Call::Append, none, 1, 0, now).reaction, Reaction::SignIn);
    QCOMPARE(adviceFor(Call::CreatePost, none, 1, 0, now).reaction, Reaction::SignIn);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestRetryLadder)
#include "tst_retry_ladder.moc"
