// What is done about an error, and how long it waits.
#include "app/x/classify.h"

#include <QDateTime>
#include <QTest>
#include <limits>

using namespace postreel;

namespace {
constexpr qint64 now = 1'790'000'000'000;
constexpr qint64 hour = 3600LL * 1000;
constexpr qint64 day = 24 * hour;

// So many failures of the upload or Post, but the first of this request.
constexpr Attempts after(int failures)
{
    return {.call = 1, .step = failures};
}
} // namespace

class TestClassify : public QObject
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
    void whatXHasLostIsUploadedAgain();
    void anOutageBeforeCountsForNothing();
    void aCallThatIsNotThereEndsAtSomeTime();
    void aStreakIsOfOneKind();
    void aCapLastsUntilItsPeriodEnds_data();
    void aCapLastsUntilItsPeriodEnds();
    void aSmallCallThatIsTooLargeIsAMistakeOfTheEdge();
};

void TestClassify::everyKindHasItsReaction_data()
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
    for (const QString &name : errorKindNames()) // all others only a person can fix
        if (const Reaction reaction = name == nameOf(ErrorKind::Aborted) ? None : Final; !named.contains(name))
            QTest::addRow("%s", qPrintable(name)) << errorKindOf(name) << reaction << reaction << WaitReason::None;
}

void TestClassify::everyKindHasItsReaction()
{
    QFETCH(ErrorKind, kind);
    QFETCH(Reaction, segment);
    QFETCH(Reaction, otherwise);
    QFETCH(WaitReason, reason);
    const Error error{.kind = kind, .http = 400};
    // X may have done it: the same is not sent again before it was asked.
    const QVector<std::pair<Call, ErrorKind>> asked{
        {Call::Finalize, ErrorKind::NoAnswer}, {Call::Finalize, ErrorKind::Stalled}, {Call::Finalize, ErrorKind::BadAnswer},
        {Call::CreatePost, ErrorKind::NoAnswer}, {Call::CreatePost, ErrorKind::Stalled},
        {Call::CreatePost, ErrorKind::BadAnswer}, {Call::CreatePost, ErrorKind::ServerError},
        {Call::CreatePost, ErrorKind::Redirected}, {Call::CreatePost, ErrorKind::NotFromX}};
    const Advice forSegment = classify(Call::Append, error, after(1), 0, now);
    QCOMPARE(forSegment.reaction, segment);
    QCOMPARE(forSegment.reason, reason);
    for (const Call call : {Call::Initialize, Call::Finalize, Call::Status, Call::CreatePost, Call::Me,
                            Call::OwnPosts, Call::Metadata, Call::Subtitles}) {
        const Advice advice = classify(call, error, after(1), 0, now);
        if (asked.contains({call, kind})) {
            QCOMPARE(advice.reaction, Reaction::Ask);
            continue;
        }
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

void TestClassify::delaysGrowToACap_data()
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

void TestClassify::delaysGrowToACap()
{
    QFETCH(ErrorKind, kind);
    QFETCH(qint64, first);
    QFETCH(qint64, longest);
    const Error error{.kind = kind};
    qint64 last = 0;
    for (int attempts = 1; attempts <= 100; ++attempts) {
        const qint64 delay = classify(Call::Append, error, after(attempts), 0, now).delayMs;
        QVERIFY(delay >= last);
        QVERIFY(delay <= longest);
        if (attempts > 1 && last < longest)
            QCOMPARE(delay, std::min(2 * last, longest));
        last = delay;
    }
    QCOMPARE(last, longest); // there is no last try
    QCOMPARE(classify(Call::Append, error, after(1), 0, now).delayMs, first);
    for (const int odd : {0, -5, std::numeric_limits<int>::min()})
        QCOMPARE(classify(Call::Append, error, after(odd), 0, now).delayMs, first);
    QCOMPARE(classify(Call::Append, error, after(std::numeric_limits<int>::max()), 0, now).delayMs, longest);
}

void TestClassify::theSpreadStaysInItsBounds()
{
    const Error error{.kind = ErrorKind::ServerError};
    for (int attempts = 1; attempts < 12; ++attempts) {
        const qint64 plain = classify(Call::Append, error, after(attempts), 0, now).delayMs;
        const qint64 half = classify(Call::Append, error, after(attempts), 0.5, now).delayMs;
        const qint64 most = classify(Call::Append, error, after(attempts), 1, now).delayMs;
        QVERIFY(plain < half);
        QVERIFY(half < most);
        QVERIFY(most <= plain + plain / 4);
        QCOMPARE(classify(Call::Append, error, after(attempts), 17, now).delayMs, most);
        QCOMPARE(classify(Call::Append, error, after(attempts), -1, now).delayMs, plain);
        QCOMPARE(classify(Call::Append, error, after(attempts), 0.5, now).delayMs, half); // pure
    }
}

void TestClassify::whatXSaysCounts_data()
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

void TestClassify::whatXSaysCounts()
{
    QFETCH(ErrorKind, kind);
    QFETCH(std::optional<qint64>, retryAfter);
    QFETCH(std::optional<qint64>, resetsAt);
    QFETCH(qint64, delay);
    const Error error{.kind = kind, .http = 503, .retryAfterMs = retryAfter, .resetsAtMs = resetsAt};
    QCOMPARE(classify(Call::Append, error, after(1), 0, now).delayMs, delay);
}

void TestClassify::aRefusedTokenIsAWaitThenASignIn()
{
    const Error refused{.kind = ErrorKind::NotSignedIn, .http = 401};
    for (const Call call : {Call::Append, Call::Status, Call::CreatePost}) {
        for (int attempts = 1; attempts <= 2; ++attempts) {
            const Advice advice = classify(call, refused, after(attempts), 0, now);
            QCOMPARE(advice.reaction, Reaction::Wait);
            QCOMPARE(advice.reason, WaitReason::TokenRefused);
            QVERIFY(advice.delayMs >= 10'000);
        }
        for (const int attempts : {3, 4, 100})
            QCOMPARE(classify(call, refused, after(attempts), 0, now).reaction, Reaction::SignIn);
    }
}

void TestClassify::aSmallCallThatIsTooLargeIsAMistakeOfTheEdge()
{
    const Error tooLarge{.kind = ErrorKind::TooLarge, .http = 413};
    for (const Call call : {Call::Initialize, Call::Status, Call::CreatePost, Call::OwnPosts}) {
        QCOMPARE(classify(call, tooLarge, after(5), 0, now).reaction, Reaction::Wait);
        QCOMPARE(classify(call, tooLarge, after(6), 0, now).reaction, Reaction::Final); // but not for ever
    }
    QCOMPARE(classify(Call::Append, tooLarge, after(60), 0, now).reaction, Reaction::Smaller);
}

void TestClassify::noTokenIsASignInAtOnce()
{
    const Error none{.kind = ErrorKind::NotSignedIn};
    QCOMPARE(classify(Call::Append, none, after(1), 0, now).reaction, Reaction::SignIn);
    QCOMPARE(classify(Call::CreatePost, none, after(1), 0, now).reaction, Reaction::SignIn);
}

void TestClassify::aPageOfAPortalIsTold()
{
    for (const int http : {200, 201, 511})
        QCOMPARE(classify(Call::Status, {.kind = ErrorKind::NotFromX, .http = http}, after(1), 0, now).reason,
                 WaitReason::CaptivePortal);
    for (const int http : {400, 401, 403, 404})
        QCOMPARE(classify(Call::Status, {.kind = ErrorKind::NotFromX, .http = http}, after(1), 0, now).reason,
                 WaitReason::ServerTrouble);
}

void TestClassify::aDoubtfulRefusalIsTriedAgain_data()
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

void TestClassify::aDoubtfulRefusalIsTriedAgain()
{
    QFETCH(QString, said);
    QFETCH(ErrorSource, source);
    QFETCH(bool, again);
    const Error error{.kind = ErrorKind::Forbidden, .http = 403, .detail = said, .source = source};
    QCOMPARE(classify(Call::Append, error, after(1), 0, now).reaction, again ? Reaction::Again : Reaction::Final);
    const bool mayBeMade = again && source != ErrorSource::X; // whoever refused it may have handed it on before
    QCOMPARE(classify(Call::CreatePost, error, after(1), 0, now).reaction,
             mayBeMade ? Reaction::Ask : again ? Reaction::Wait : Reaction::Final);
    for (const Call call : {Call::Initialize, Call::Status, Call::OwnPosts}) {
        for (int attempts = 1; attempts <= 2; ++attempts) {
            const Advice advice = classify(call, error, after(attempts), 0, now);
            QCOMPARE(advice.reaction, again ? Reaction::Wait : Reaction::Final);
            QCOMPARE(advice.delayMs, again ? 1000 << (attempts - 1) : 0);
        }
        QCOMPARE(classify(call, error, after(3), 0, now).reaction, Reaction::Final); // it is meant
    }
}

void TestClassify::errorsAloneEndAtSomeTime()
{
    Error error{.kind = ErrorKind::BadAnswer, .http = 200, .detail = QStringLiteral("no"), .source = ErrorSource::X};
    QCOMPARE(classify(Call::Initialize, error, after(5), 0, now).reaction, Reaction::Wait);
    QCOMPARE(classify(Call::Initialize, error, after(6), 0, now).reaction, Reaction::Final);
    error.source = ErrorSource::None; // what cannot be read says nothing
    QCOMPARE(classify(Call::Initialize, error, after(60), 0, now).reaction, Reaction::Wait);
}

void TestClassify::anOutageBeforeCountsForNothing()
{
    const Error notFound{.kind = ErrorKind::NotFound, .http = 404};
    const Error refused{.kind = ErrorKind::NotSignedIn, .http = 401};
    const Error bare{.kind = ErrorKind::Forbidden, .http = 403};
    for (const Call call : {Call::Append, Call::Finalize, Call::Status}) {
        QVERIFY(classify(call, notFound, {9, 9, 3}, 0, now).reaction != Reaction::MediaGone);
        QCOMPARE(classify(call, notFound, {9, 9, 4}, 0, now).reaction, Reaction::MediaGone);
        QCOMPARE(classify(call, refused, {9, 9, 3}, 0, now).reaction, Reaction::SignIn);
        QCOMPARE(classify(call, bare, {9, 9, 3}, 0, now).reaction, Reaction::Final);
        QVERIFY(classify(call, bare, {9, 9, 1}, 0, now).delayMs > classify(call, bare, {1, 1, 1}, 0, now).delayMs);
    }
}

void TestClassify::aCallThatIsNotThereEndsAtSomeTime()
{
    const Error notFound{.kind = ErrorKind::NotFound, .http = 404};
    for (const Call call : {Call::Me, Call::OwnPosts, Call::CreatePost}) {
        QCOMPARE(classify(call, notFound, {9, 9, 5}, 0, now).reaction, Reaction::Wait);
        QCOMPARE(classify(call, notFound, {9, 9, 6}, 0, now).reaction, Reaction::Final);
    }
}

void TestClassify::aStreakIsOfOneKind()
{
    FailureStreak streak;
    QCOMPARE(streak.count(ErrorKind::ServerError), 1);
    QCOMPARE(streak.count(ErrorKind::NotFound), 1);
    QCOMPARE(streak.count(ErrorKind::NotFound), 2);
    streak.reset();
    QCOMPARE(streak.count(ErrorKind::NotFound), 1);
}

void TestClassify::whatXHasLostIsUploadedAgain()
{
    const Error notFound{.kind = ErrorKind::NotFound, .http = 404};
    const Error gone{.kind = ErrorKind::Refused, .http = 400, .detail = QStringLiteral("Your media IDs are invalid.")};
    for (const Call call : {Call::Append, Call::Finalize, Call::Status, Call::Metadata, Call::Subtitles}) {
        QVERIFY(classify(call, notFound, {3, 3}, 0, now).reaction != Reaction::MediaGone); // X's outages answer 404, too
        QCOMPARE(classify(call, notFound, {4, 1}, 0, now).reaction, Reaction::MediaGone);
        QVERIFY(classify(call, notFound, {1, 9}, 0, now).reaction != Reaction::MediaGone); // others of the upload failed
        QCOMPARE(classify(call, gone, {1, 1}, 0, now).reaction, Reaction::MediaGone);
    }
    for (const Call call : {Call::Initialize, Call::CreatePost, Call::Me, Call::OwnPosts})
        QVERIFY(classify(call, notFound, {9, 9}, 0, now).reaction != Reaction::MediaGone);
    const Error missing{.kind = ErrorKind::Refused, .http = 400,
                        .detail = QStringLiteral("Segments do not add up to provided total file size."),
                        .source = ErrorSource::X};
    QCOMPARE(classify(Call::Finalize, missing, {1, 1}, 0, now).reaction, Reaction::MediaGone);
    QCOMPARE(classify(Call::Status, missing, {1, 1}, 0, now).reaction, Reaction::Final);
    // A success with nothing but errors, each time.
    const Error errors{.kind = ErrorKind::BadAnswer, .http = 200, .detail = QStringLiteral("no"), .source = ErrorSource::X};
    QCOMPARE(classify(Call::Append, errors, {6, 1}, 0, now).reaction, Reaction::MediaGone);
    QCOMPARE(classify(Call::Finalize, errors, {6, 6}, 0, now).reaction, Reaction::MediaGone);
    QCOMPARE(classify(Call::Status, errors, {6, 6}, 0, now).reaction, Reaction::Final);
}

void TestClassify::aCapLastsUntilItsPeriodEnds_data()
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

void TestClassify::aCapLastsUntilItsPeriodEnds()
{
    QFETCH(QString, period);
    QFETCH(QString, at);
    QFETCH(QString, ends);
    const qint64 serverMs = QDateTime::fromString(at, Qt::ISODate).toMSecsSinceEpoch();
    // Its headers show thousands left and a window of minutes, which say nothing of it.
    const Error error{.kind = ErrorKind::UsageCapped, .http = 429, .resetsAtMs = serverMs + 60'000, .period = period};
    const Advice advice = classify(Call::CreatePost, error, after(1), 1, serverMs);
    QCOMPARE(advice.reaction, Reaction::Wait);
    QCOMPARE(advice.reason, WaitReason::UsageCap);
    QCOMPARE(serverMs + advice.delayMs, QDateTime::fromString(ends, Qt::ISODate).toMSecsSinceEpoch());
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestClassify)
#include "tst_classify.moc"
