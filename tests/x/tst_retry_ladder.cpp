// What is done about an error, and how long it waits.
#include "app/x/retry_ladder.h"

#include <QDateTime>
#include <QTest>
#include <limits>

using namespace postreel;

namespace {
constexpr qint64 now = 1'790'000'000'000;
constexpr qint64 hour = 3600LL * 1000;
constexpr qint64 day = 24 * hour;
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
    void aPageOfAPortalIsTold();
    void aDoubtfulRefusalIsTriedAgain_data();
    void aDoubtfulRefusalIsTriedAgain();
    void errorsAloneEndAtSomeTime();
    void aCapLastsUntilItsPeriodEnds_data();
    void aCapLastsUntilItsPeriodEnds();
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
        {ErrorKind::NotFromX, Wait, Wait, WaitReason::ServerTrouble},
        {ErrorKind::UsageCapped, Wait, Wait, WaitReason::UsageCap},
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
    row(ErrorKind::NotFromX, 2000, 60'000);
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
    const qint64 tenYears = 3650 * day;
    for (const ErrorKind kind : {ErrorKind::ServerError, ErrorKind::NotFound, ErrorKind::BadAnswer, ErrorKind::NotFromX,
                                 ErrorKind::Redirected, ErrorKind::NotSignedIn, ErrorKind::TokenLater})
        QTest::addRow("Retry-After of ten years of %s", qPrintable(nameOf(kind)))
            << kind << Time(tenYears) << Time() << hour; // looked at then, whatever was said
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
    const Error error{.kind = kind, .http = 503, .retryAfterMs = retryAfter, .resetsAtMs = resetsAt};
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

void TestRetryLadder::aPageOfAPortalIsTold()
{
    for (const int http : {200, 201, 511})
        QCOMPARE(adviceFor(Call::Status, {.kind = ErrorKind::NotFromX, .http = http}, 1, 0, now).reason,
                 WaitReason::CaptivePortal);
    for (const int http : {400, 401, 403, 404})
        QCOMPARE(adviceFor(Call::Status, {.kind = ErrorKind::NotFromX, .http = http}, 1, 0, now).reason,
                 WaitReason::ServerTrouble);
}

void TestRetryLadder::aDoubtfulRefusalIsTriedAgain_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<ErrorSource>("source");
    QTest::addColumn<bool>("again");
    const QString unknown = QStringLiteral("Authenticating with Unknown is forbidden for this endpoint.");
    QTest::newRow("X's sporadic one") << unknown << ErrorSource::X << true;
    QTest::newRow("words of nobody knows whom") << QStringLiteral("Access denied") << ErrorSource::None << true;
    QTest::newRow("X's verdict") << QStringLiteral("Forbidden") << ErrorSource::X << false;
    QTest::newRow("no words") << QString() << ErrorSource::None << true;
}

void TestRetryLadder::aDoubtfulRefusalIsTriedAgain()
{
    QFETCH(QString, said);
    QFETCH(ErrorSource, source);
    QFETCH(bool, again);
    const Error error{.kind = ErrorKind::Forbidden, .http = 403, .said = said, .source = source};
    QCOMPARE(adviceFor(Call::Append, error, 1, 0, now).reaction, again ? Reaction::Again : Reaction::Final);
    for (const Call call : {Call::Initialize, Call::Status, Call::CreatePost, Call::OwnPosts}) {
        for (int attempts = 1; attempts <= 2; ++attempts) {
            const Advice advice = adviceFor(call, error, attempts, 0, now);
            QCOMPARE(advice.reaction, again ? Reaction::Wait : Reaction::Final);
            QCOMPARE(advice.delayMs, again ? 1000 << (attempts - 1) : 0);
        }
        QCOMPARE(adviceFor(call, error, 3, 0, now).reaction, Reaction::Final); // it is meant
    }
}

void TestRetryLadder::errorsAloneEndAtSomeTime()
{
    Error error{.kind = ErrorKind::BadAnswer, .http = 200, .said = QStringLiteral("no"), .source = ErrorSource::X};
    QCOMPARE(adviceFor(Call::Initialize, error, 5, 0, now).reaction, Reaction::Wait);
    QCOMPARE(adviceFor(Call::Initialize, error, 6, 0, now).reaction, Reaction::Final);
    error.source = ErrorSource::None; // what cannot be read says nothing
    QCOMPARE(adviceFor(Call::Initialize, error, 60, 0, now).reaction, Reaction::Wait);
}

void TestRetryLadder::aCapLastsUntilItsPeriodEnds_data()
{
    QTest::addColumn<QString>("period");
    QTest::addColumn<QString>("at");
    QTest::addColumn<QString>("ends");
    const auto row = [](const char *period, const char *at, const char *ends) {
        QTest::addRow("%s %s", period, at)
            << QString::fromLatin1(period) << QString::fromLatin1(at) << QString::fromLatin1(ends);
    };
    row("Monthly", "2026-11-29T09:10:11Z", "2026-12-01T00:00:01Z");
    row("Monthly", "2026-12-31T23:59:59Z", "2027-01-01T00:00:01Z");
    row("monthly", "2028-02-01T00:00:00Z", "2028-03-01T00:00:01Z");
    row("Daily", "2026-11-29T09:10:11Z", "2026-11-30T00:00:01Z");
    row("Daily", "2026-11-30T23:59:59Z", "2026-12-01T00:00:01Z");
    row("", "2026-11-29T09:10:11Z", "2026-11-30T00:00:01Z");
}

void TestRetryLadder::aCapLastsUntilItsPeriodEnds()
{
    QFETCH(QString, period);
    QFETCH(QString, at);
    QFETCH(QString, ends);
    const qint64 serverMs = QDateTime::fromString(at, Qt::ISODate).toMSecsSinceEpoch();
    // Its headers show thousands left and a window of minutes, which say nothing of it.
    const Error error{.kind = ErrorKind::UsageCapped, .http = 429, .resetsAtMs = serverMs + 60'000, .period = period};
    const Advice advice = adviceFor(Call::CreatePost, error, 1, 1, serverMs);
    QCOMPARE(advice.reaction, Reaction::Wait);
    QCOMPARE(advice.reason, WaitReason::UsageCap);
    QCOMPARE(serverMs + advice.delayMs, QDateTime::fromString(ends, Qt::ISODate).toMSecsSinceEpoch());
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestRetryLadder)
#include "tst_retry_ladder.moc"
