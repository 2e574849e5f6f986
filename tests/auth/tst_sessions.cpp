// Tokens of stored accounts: handed out, renewed once for all, and never forgotten by themselves.
#include "session_fixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

class TestSessions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nobodyIsNotSignedIn();
    void aYoungTokenIsReadOnceAndUsed();
    void anOldOneIsRenewedOnceForAllWhoAsk();
    void theNewPairIsStoredBeforeItIsUsed();
    void aServerThatDoesNotRotateKeepsItsRefreshToken();
    void aRefusedTokenIsRenewedOnce();
    void aRefusalOfAnOlderTokenIsNone();
    void withoutARefreshTokenTheRefusalIsXs();
    void theEndpointsWordEndsIt();
    void everythingElseIsAWait_data();
    void everythingElseIsAWait();
    void failuresAreSpacedOut();
    void anOldTokenIsUsedWhileItCannotBeRenewed();
    void aLockedKeychainIsAWaitAndComesBack();
    void aKeychainThatCannotBeWrittenSpendsNothing();
    void aPairThatCannotBeStoredIsUsedAndKeptUnderItsLock();
    void forThisRunAloneNeedsNoKeychain();
    void aDamagedEntryNeedsAPerson();
    void aContextThatIsGoneIsNotCalled();
};

void TestSessions::nobodyIsNotSignedIn()
{
    SessionFixture fixture;
    Result<QByteArray> answer = ErrorKind::None;
    fixture.sessions->sessions.withToken(QStringLiteral("nobody"), &fixture.sessions->context,
                                      [&](const Result<QByteArray> &token) { answer = token; });
    QCOMPARE(answer.error().kind, ErrorKind::NotSignedIn);
    QVERIFY(!fixture.sessions->sessions.refused(QStringLiteral("nobody"), "x"));
}

void TestSessions::aYoungTokenIsReadOnceAndUsed()
{
    SessionFixture fixture;
    fixture.signIn(60 * minuteMs);
    for (int i = 0; i < 3; ++i)
        fixture.sessions->ask();
    QTRY_COMPARE(fixture.sessions->answers.size(), 3);
    for (const Result<QByteArray> &answer : fixture.sessions->answers)
        QCOMPARE(answer.value(), QByteArray("access-0"));
    QCOMPARE(fixture.sessions->token().value(), QByteArray("access-0"));
    QCOMPARE(fixture.store.reads, 1);
    QCOMPARE(fixture.store.writes, 0);
    QCOMPARE(fixture.refreshes(), 0);
}

void TestSessions::anOldOneIsRenewedOnceForAllWhoAsk()
{
    SessionFixture fixture;
    fixture.signIn(5 * minuteMs);
    for (int i = 0; i < 20; ++i)
        fixture.sessions->ask();
    QTRY_COMPARE(fixture.sessions->answers.size(), 20);
    for (const Result<QByteArray> &answer : fixture.sessions->answers)
        QCOMPARE(answer.value(), QByteArray("access-1"));
    QCOMPARE(fixture.refreshes(), 1);
    QCOMPARE(fixture.server.requests().first().body,
             QByteArray("grant_type=refresh_token&refresh_token=refresh-0&client_id=id"));
    const StoredSignIn kept = fixture.stored();
    QCOMPARE(kept.refresh, QByteArray("refresh-1"));
    QCOMPARE(kept.expiresAtMs, fixture.clock.serverMs() + 120 * minuteMs);
    QCOMPARE(kept.scopes, QStringList{QStringLiteral("a.b")});
    QCOMPARE(kept.renewingSinceMs, 0);
    QTRY_VERIFY(!fixture.isLocked());
}

void TestSessions::theNewPairIsStoredBeforeItIsUsed()
{
    SessionFixture fixture;
    fixture.signIn(0);
    QStringList order;
    fixture.store.onWrite = [&](const QString &, const StoredSignIn &signIn) {
        order << QString::fromLatin1(signIn.access) % (signIn.renewingSinceMs ? QStringLiteral(" marked") : QString());
        QVERIFY(fixture.isLocked());
    };
    fixture.onRefresh = [&](RawConnection &c, const WireRequest &) {
        order << QStringLiteral("sent");
        c.answer(200, grantBody("access-1", "refresh-1"));
    };
    fixture.sessions->sessions.withToken(accountKey, &fixture.sessions->context,
                                      [&](const Result<QByteArray> &) { order << QStringLiteral("used"); });
    QTRY_VERIFY(order.contains(QStringLiteral("used")));
    QCOMPARE(order, (QStringList{QStringLiteral("access-0 marked"), QStringLiteral("sent"), QStringLiteral("access-1"),
                                 QStringLiteral("used")}));
}

void TestSessions::aServerThatDoesNotRotateKeepsItsRefreshToken()
{
    SessionFixture fixture;
    fixture.signIn(0);
    fixture.onRefresh = [](RawConnection &c, const WireRequest &) { c.answer(200, grantBody("access-1")); };
    QCOMPARE(fixture.sessions->token().value(), QByteArray("access-1"));
    QCOMPARE(fixture.stored().refresh, QByteArray("refresh-0"));
}

void TestSessions::aRefusedTokenIsRenewedOnce()
{
    SessionFixture fixture;
    fixture.signIn(60 * minuteMs);
    Sessions &sessions = fixture.sessions->sessions;
    QCOMPARE(fixture.sessions->token().value(), QByteArray("access-0"));
    QVERIFY(sessions.refused(accountKey, "access-0"));
    QCOMPARE(fixture.sessions->token().value(), QByteArray("access-1"));
    // A fresh one that is refused, too, is X's trouble: for two hours it is sent again and again, and not renewed.
    for (int i = 0; i < 110; ++i) {
        QVERIFY(sessions.refused(accountKey, "access-1"));
        QCOMPARE(fixture.sessions->token().value(), QByteArray("access-1"));
        fixture.clock.advance(minuteMs);
    }
    QCOMPARE(fixture.refreshes(), 1);
    QCOMPARE(fixture.stored().access, QByteArray("access-1"));
    fixture.clock.advance(10 * minuteMs); // at its end it is, by time
    QCOMPARE(fixture.sessions->token().value(), QByteArray("access-2"));
}

void TestSessions::aRefusalOfAnOlderTokenIsNone()
{
    SessionFixture fixture;
    fixture.signIn(0);
    QCOMPARE(fixture.sessions->token().value(), QByteArray("access-1"));
    QVERIFY(fixture.sessions->sessions.refused(accountKey, "access-0")); // was on its way meanwhile: tried with the new one
    QCOMPARE(fixture.sessions->token().value(), QByteArray("access-1"));
    QCOMPARE(fixture.refreshes(), 1);
}

void TestSessions::withoutARefreshTokenTheRefusalIsXs()
{
    SessionFixture fixture;
    fixture.signIn(-10 * minuteMs, {});
    QCOMPARE(fixture.sessions->token().value(), QByteArray("access-0")); // X may see it otherwise
    QVERIFY(!fixture.sessions->sessions.refused(accountKey, "access-0"));
    QCOMPARE(fixture.sessions->token().value(), QByteArray("access-0"));
    QCOMPARE(fixture.refreshes(), 0);
    QCOMPARE(fixture.stored().access, QByteArray("access-0"));
}

void TestSessions::theEndpointsWordEndsIt()
{
    SessionFixture fixture;
    fixture.signIn(0);
    fixture.onRefresh = [](RawConnection &c, const WireRequest &) { c.answer(400, deadBody); };
    QSignalSpy ended(&fixture.sessions->sessions, &Sessions::signInEnded);
    QCOMPARE(fixture.sessions->token().error().kind, ErrorKind::NotSignedIn);
    QCOMPARE(ended.size(), 1);
    QCOMPARE(ended.first().first().toString(), accountKey);
    QVERIFY(ended.first().last().value<Error>().detail.contains(QStringLiteral("token was invalid")));
    QCOMPARE(fixture.sessions->token().error().kind, ErrorKind::NotSignedIn);
    QCOMPARE(fixture.refreshes(), 1);
    QVERIFY(!fixture.stored().access.isEmpty());
    QVERIFY(fixture.stored().refresh.isEmpty()); // so that no later run shows it again
    QTRY_VERIFY(!fixture.isLocked());
}

void TestSessions::everythingElseIsAWait_data()
{
    QTest::addColumn<int>("http");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("mayBeSpent");
    QTest::newRow("no answer") << 0 << QByteArray() << true;
    QTest::newRow("401 of an outage") << 401 << QByteArray(R"({"title":"Unauthorized"})") << false;
    QTest::newRow("the app is refused") << 401 << QByteArray(R"({"error":"invalid_client"})") << false;
    QTest::newRow("429") << 429 << QByteArray() << false;
    QTest::newRow("503") << 503 << QByteArray() << true;
    QTest::newRow("a captive portal") << 302 << QByteArray() << true;
    QTest::newRow("a page of one") << 200 << QByteArray("<html>") << true;
}

void TestSessions::everythingElseIsAWait()
{
    QFETCH(int, http);
    QFETCH(QByteArray, body);
    QFETCH(bool, mayBeSpent);
    SessionFixture fixture;
    fixture.signIn(0);
    fixture.onRefresh = [&](RawConnection &c, const WireRequest &) { http ? c.answer(http, body) : c.close(); };
    QSignalSpy ended(&fixture.sessions->sessions, &Sessions::signInEnded);
    const Result<QByteArray> answer = fixture.sessions->token();
    QCOMPARE(answer.error().kind, ErrorKind::TokenLater);
    QVERIFY(answer.error().retryAfterMs.value_or(0) > 0);
    QCOMPARE(fixture.stored().refresh, QByteArray("refresh-0"));
    QCOMPARE(fixture.stored().renewingSinceMs != 0, mayBeSpent);
    QTRY_VERIFY(!fixture.isLocked());
    fixture.onRefresh = {};
    fixture.clock.advance(2'000);
    QCOMPARE(fixture.sessions->token().value(), QByteArray("access-1"));
    QCOMPARE(ended.size(), 0);
}

void TestSessions::failuresAreSpacedOut()
{
    SessionFixture fixture;
    fixture.signIn(0);
    fixture.onRefresh = [](RawConnection &c, const WireRequest &) { c.answer(503); };
    for (int i = 0; i < 600; ++i) { // ten minutes of a queue that asks each second
        QCOMPARE(fixture.sessions->token().error().kind, ErrorKind::TokenLater);
        fixture.clock.advance(1'000);
    }
    QVERIFY2(fixture.refreshes() >= 10 && fixture.refreshes() <= 16, qPrintable(QString::number(fixture.refreshes())));
    fixture.onRefresh = [](RawConnection &c, const WireRequest &) { c.answer(429, {}, {"Retry-After: 600"}); };
    fixture.clock.advance(60'000);
    QCOMPARE(fixture.sessions->token().error().retryAfterMs, std::optional<qint64>(600'000));
}

void TestSessions::anOldTokenIsUsedWhileItCannotBeRenewed()
{
    SessionFixture fixture;
    fixture.signIn(5 * minuteMs);
    fixture.onRefresh = [](RawConnection &c, const WireRequest &) { c.close(); };
    QCOMPARE(fixture.sessions->token().value(), QByteArray("access-0"));
    fixture.clock.advance(4 * minuteMs); // the next try may cost it, so it is used to its end
    QCOMPARE(fixture.sessions->token().value(), QByteArray("access-0"));
    QCOMPARE(fixture.refreshes(), 1);
    auto next = fixture.anotherProgram(); // a new start knows of it by the mark
    QCOMPARE(next->token().value(), QByteArray("access-0"));
    QCOMPARE(fixture.refreshes(), 1);
    fixture.onRefresh = {};
    fixture.clock.advance(minuteMs);
    QCOMPARE(next->token().value(), QByteArray("access-1"));
}

void TestSessions::aLockedKeychainIsAWaitAndComesBack()
{
    SessionFixture fixture;
    fixture.signIn(60 * minuteMs);
    fixture.store.readsAs = StoreOutcome::Locked;
    QSignalSpy said(&fixture.sessions->sessions, &Sessions::keychainSaid);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(fixture.sessions->token().error().kind, ErrorKind::TokenLater);
    QCOMPARE(fixture.store.reads, 1); // a prompt of the keychain does not come with each request
    QCOMPARE(said.size(), 1);
    QCOMPARE(said.first().last().value<StoreOutcome>(), StoreOutcome::Locked);
    fixture.store.readsAs = StoreOutcome::Stored;
    fixture.sessions->sessions.tryKeychainAgain();
    QCOMPARE(fixture.sessions->token().value(), QByteArray("access-0"));
    QCOMPARE(said.size(), 2);
    QCOMPARE(said.last().last().value<StoreOutcome>(), StoreOutcome::Stored);
}

void TestSessions::aKeychainThatCannotBeWrittenSpendsNothing()
{
    SessionFixture fixture;
    fixture.signIn(0);
    for (const StoreOutcome outcome : {StoreOutcome::Locked, StoreOutcome::Absent, StoreOutcome::Refused,
                                       StoreOutcome::TimedOut}) {
        fixture.store.writesAs = outcome;
        QCOMPARE(fixture.sessions->token().error().kind, ErrorKind::TokenLater);
        fixture.clock.advance(minuteMs);
    }
    QCOMPARE(fixture.refreshes(), 0);
    fixture.store.writesAs = StoreOutcome::Stored;
    QCOMPARE(fixture.sessions->token().value(), QByteArray("access-1"));
}

void TestSessions::aPairThatCannotBeStoredIsUsedAndKeptUnderItsLock()
{
    SessionFixture fixture;
    fixture.signIn(0);
    fixture.onRefresh = [&](RawConnection &c, const WireRequest &) {
        fixture.store.writesAs = StoreOutcome::Absent; // the keychain goes at the worst moment
        c.answer(200, grantBody("access-1", "refresh-1"));
    };
    QSignalSpy said(&fixture.sessions->sessions, &Sessions::keychainSaid);
    QCOMPARE(fixture.sessions->token().value(), QByteArray("access-1"));
    QCOMPARE(said.last().last().value<StoreOutcome>(), StoreOutcome::Absent);
    QVERIFY(fixture.isLocked()); // or another program would show the token that was used up
    fixture.store.writesAs = StoreOutcome::Stored;
    fixture.sessions->sessions.tryKeychainAgain();
    QTRY_COMPARE(fixture.stored().access, QByteArray("access-1"));
    QCOMPARE(fixture.stored().refresh, QByteArray("refresh-1"));
    QTRY_VERIFY(!fixture.isLocked());
}

void TestSessions::forThisRunAloneNeedsNoKeychain()
{
    SessionFixture fixture;
    fixture.signIn(0);
    QCOMPARE(fixture.sessions->token().value(), QByteArray("access-1"));
    fixture.store.readsAs = fixture.store.writesAs = StoreOutcome::Absent;
    fixture.clock.advance(120 * minuteMs);
    QCOMPARE(fixture.sessions->token().error().kind, ErrorKind::TokenLater);
    fixture.sessions->sessions.keepForSession(accountKey);
    QCOMPARE(fixture.sessions->token().value(), QByteArray("access-2"));
    QCOMPARE(fixture.stored().access, QByteArray("access-1"));
}

void TestSessions::aDamagedEntryNeedsAPerson()
{
    SessionFixture fixture;
    fixture.store.readsAs = StoreOutcome::Damaged;
    QSignalSpy ended(&fixture.sessions->sessions, &Sessions::signInEnded);
    QCOMPARE(fixture.sessions->token().error().kind, ErrorKind::NotSignedIn);
    QCOMPARE(ended.size(), 1);
}

void TestSessions::aContextThatIsGoneIsNotCalled()
{
    SessionFixture fixture;
    fixture.signIn(60 * minuteMs);
    int calls = 0;
    auto context = std::make_unique<QObject>();
    fixture.sessions->sessions.withToken(accountKey, context.get(), [&](const Result<QByteArray> &) { ++calls; });
    context.reset();
    QCOMPARE(fixture.sessions->token().value(), QByteArray("access-0"));
    QCOMPARE(calls, 0);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestSessions)
#include "tst_sessions.moc"
