// Tokens of stored accounts: handed out, renewed once for all, and never forgotten by themselves.
#include "session_desk.h"

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
    SessionDesk desk;
    Result<QByteArray> answer = ErrorKind::None;
    desk.sessions->sessions.withToken(QStringLiteral("nobody"), &desk.sessions->context,
                                      [&](const Result<QByteArray> &token) { answer = token; });
    QCOMPARE(answer.error().kind, ErrorKind::NotSignedIn);
    QVERIFY(!desk.sessions->sessions.refused(QStringLiteral("nobody"), "x"));
}

void TestSessions::aYoungTokenIsReadOnceAndUsed()
{
    SessionDesk desk;
    desk.signIn(60 * minuteMs);
    for (int i = 0; i < 3; ++i)
        desk.sessions->ask();
    QTRY_COMPARE(desk.sessions->answers.size(), 3);
    for (const Result<QByteArray> &answer : desk.sessions->answers)
        QCOMPARE(answer.value(), QByteArray("access-0"));
    QCOMPARE(desk.sessions->token().value(), QByteArray("access-0"));
    QCOMPARE(desk.store.reads, 1);
    QCOMPARE(desk.store.writes, 0);
    QCOMPARE(desk.refreshes(), 0);
}

void TestSessions::anOldOneIsRenewedOnceForAllWhoAsk()
{
    SessionDesk desk;
    desk.signIn(5 * minuteMs);
    for (int i = 0; i < 20; ++i)
        desk.sessions->ask();
    QTRY_COMPARE(desk.sessions->answers.size(), 20);
    for (const Result<QByteArray> &answer : desk.sessions->answers)
        QCOMPARE(answer.value(), QByteArray("access-1"));
    QCOMPARE(desk.refreshes(), 1);
    QCOMPARE(desk.server.requests().first().body,
             QByteArray("grant_type=refresh_token&refresh_token=refresh-0&client_id=id"));
    const StoredSignIn kept = desk.stored();
    QCOMPARE(kept.refresh, QByteArray("refresh-1"));
    QCOMPARE(kept.expiresAtMs, desk.clock.serverMs() + 120 * minuteMs);
    QCOMPARE(kept.scopes, QStringList{QStringLiteral("a.b")});
    QCOMPARE(kept.renewingSinceMs, 0);
    QTRY_VERIFY(!desk.isLocked());
}

void TestSessions::theNewPairIsStoredBeforeItIsUsed()
{
    SessionDesk desk;
    desk.signIn(0);
    QStringList order;
    desk.store.onWrite = [&](const QString &, const StoredSignIn &signIn) {
        order << QString::fromLatin1(signIn.access) % (signIn.renewingSinceMs ? QStringLiteral(" marked") : QString());
        QVERIFY(desk.isLocked());
    };
    desk.onRefresh = [&](RawConnection &c, const WireRequest &) {
        order << QStringLiteral("sent");
        c.answer(200, grantBody("access-1", "refresh-1"));
    };
    desk.sessions->sessions.withToken(accountKey, &desk.sessions->context,
                                      [&](const Result<QByteArray> &) { order << QStringLiteral("used"); });
    QTRY_VERIFY(order.contains(QStringLiteral("used")));
    QCOMPARE(order, (QStringList{QStringLiteral("access-0 marked"), QStringLiteral("sent"), QStringLiteral("access-1"),
                                 QStringLiteral("used")}));
}

void TestSessions::aServerThatDoesNotRotateKeepsItsRefreshToken()
{
    SessionDesk desk;
    desk.signIn(0);
    desk.onRefresh = [](RawConnection &c, const WireRequest &) { c.answer(200, grantBody("access-1")); };
    QCOMPARE(desk.sessions->token().value(), QByteArray("access-1"));
    QCOMPARE(desk.stored().refresh, QByteArray("refresh-0"));
}

void TestSessions::aRefusedTokenIsRenewedOnce()
{
    SessionDesk desk;
    desk.signIn(60 * minuteMs);
    Sessions &sessions = desk.sessions->sessions;
    QCOMPARE(desk.sessions->token().value(), QByteArray("access-0"));
    QVERIFY(sessions.refused(accountKey, "access-0"));
    QCOMPARE(desk.sessions->token().value(), QByteArray("access-1"));
    // A fresh one that is refused, too, is X's trouble: for two hours it is sent again and again, and not renewed.
    for (int i = 0; i < 110; ++i) {
        QVERIFY(sessions.refused(accountKey, "access-1"));
        QCOMPARE(desk.sessions->token().value(), QByteArray("access-1"));
        desk.clock.advance(minuteMs);
    }
    QCOMPARE(desk.refreshes(), 1);
    QCOMPARE(desk.stored().access, QByteArray("access-1"));
    desk.clock.advance(10 * minuteMs); // at its end it is, by time
    QCOMPARE(desk.sessions->token().value(), QByteArray("access-2"));
}

void TestSessions::aRefusalOfAnOlderTokenIsNone()
{
    SessionDesk desk;
    desk.signIn(0);
    QCOMPARE(desk.sessions->token().value(), QByteArray("access-1"));
    QVERIFY(desk.sessions->sessions.refused(accountKey, "access-0")); // was on its way meanwhile: tried with the new one
    QCOMPARE(desk.sessions->token().value(), QByteArray("access-1"));
    QCOMPARE(desk.refreshes(), 1);
}

void TestSessions::withoutARefreshTokenTheRefusalIsXs()
{
    SessionDesk desk;
    desk.signIn(-10 * minuteMs, {});
    QCOMPARE(desk.sessions->token().value(), QByteArray("access-0")); // X may see it otherwise
    QVERIFY(!desk.sessions->sessions.refused(accountKey, "access-0"));
    QCOMPARE(desk.sessions->token().value(), QByteArray("access-0"));
    QCOMPARE(desk.refreshes(), 0);
    QCOMPARE(desk.stored().access, QByteArray("access-0"));
}

void TestSessions::theEndpointsWordEndsIt()
{
    SessionDesk desk;
    desk.signIn(0);
    desk.onRefresh = [](RawConnection &c, const WireRequest &) { c.answer(400, deadBody); };
    QSignalSpy ended(&desk.sessions->sessions, &Sessions::signInEnded);
    QCOMPARE(desk.sessions->token().error().kind, ErrorKind::NotSignedIn);
    QCOMPARE(ended.size(), 1);
    QCOMPARE(ended.first().first().toString(), accountKey);
    QVERIFY(ended.first().last().value<Error>().said.contains(QStringLiteral("token was invalid")));
    QCOMPARE(desk.sessions->token().error().kind, ErrorKind::NotSignedIn);
    QCOMPARE(desk.refreshes(), 1);
    QVERIFY(!desk.stored().access.isEmpty());
    QVERIFY(desk.stored().refresh.isEmpty()); // so that no later run shows it again
    QTRY_VERIFY(!desk.isLocked());
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
    SessionDesk desk;
    desk.signIn(0);
    desk.onRefresh = [&](RawConnection &c, const WireRequest &) { http ? c.answer(http, body) : c.close(); };
    QSignalSpy ended(&desk.sessions->sessions, &Sessions::signInEnded);
    const Result<QByteArray> answer = desk.sessions->token();
    QCOMPARE(answer.error().kind, ErrorKind::TokenLater);
    QVERIFY(answer.error().retryAfterMs.value_or(0) > 0);
    QCOMPARE(desk.stored().refresh, QByteArray("refresh-0"));
    QCOMPARE(desk.stored().renewingSinceMs != 0, mayBeSpent);
    QTRY_VERIFY(!desk.isLocked());
    desk.onRefresh = {};
    desk.clock.advance(2'000);
    QCOMPARE(desk.sessions->token().value(), QByteArray("access-1"));
    QCOMPARE(ended.size(), 0);
}

void TestSessions::failuresAreSpacedOut()
{
    SessionDesk desk;
    desk.signIn(0);
    desk.onRefresh = [](RawConnection &c, const WireRequest &) { c.answer(503); };
    for (int i = 0; i < 600; ++i) { // ten minutes of a queue that asks each second
        QCOMPARE(desk.sessions->token().error().kind, ErrorKind::TokenLater);
        desk.clock.advance(1'000);
    }
    QVERIFY2(desk.refreshes() >= 10 && desk.refreshes() <= 16, qPrintable(QString::number(desk.refreshes())));
    desk.onRefresh = [](RawConnection &c, const WireRequest &) { c.answer(429, {}, {"Retry-After: 600"}); };
    desk.clock.advance(60'000);
    QCOMPARE(desk.sessions->token().error().retryAfterMs, std::optional<qint64>(600'000));
}

void TestSessions::anOldTokenIsUsedWhileItCannotBeRenewed()
{
    SessionDesk desk;
    desk.signIn(5 * minuteMs);
    desk.onRefresh = [](RawConnection &c, const WireRequest &) { c.close(); };
    QCOMPARE(desk.sessions->token().value(), QByteArray("access-0"));
    desk.clock.advance(4 * minuteMs); // the next try may cost it, so it is used to its end
    QCOMPARE(desk.sessions->token().value(), QByteArray("access-0"));
    QCOMPARE(desk.refreshes(), 1);
    auto next = desk.anotherProgram(); // a new start knows of it by the mark
    QCOMPARE(next->token().value(), QByteArray("access-0"));
    QCOMPARE(desk.refreshes(), 1);
    desk.onRefresh = {};
    desk.clock.advance(minuteMs);
    QCOMPARE(next->token().value(), QByteArray("access-1"));
}

void TestSessions::aLockedKeychainIsAWaitAndComesBack()
{
    SessionDesk desk;
    desk.signIn(60 * minuteMs);
    desk.store.readsAs = StoreOutcome::Locked;
    QSignalSpy said(&desk.sessions->sessions, &Sessions::keychainSaid);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(desk.sessions->token().error().kind, ErrorKind::TokenLater);
    QCOMPARE(desk.store.reads, 1); // a prompt of the keychain does not come with each request
    QCOMPARE(said.size(), 1);
    QCOMPARE(said.first().last().value<StoreOutcome>(), StoreOutcome::Locked);
    desk.store.readsAs = StoreOutcome::Stored;
    desk.sessions->sessions.tryKeychainAgain();
    QCOMPARE(desk.sessions->token().value(), QByteArray("access-0"));
    QCOMPARE(said.size(), 2);
    QCOMPARE(said.last().last().value<StoreOutcome>(), StoreOutcome::Stored);
}

void TestSessions::aKeychainThatCannotBeWrittenSpendsNothing()
{
    SessionDesk desk;
    desk.signIn(0);
    for (const StoreOutcome outcome : {StoreOutcome::Locked, StoreOutcome::Absent, StoreOutcome::Refused,
                                       StoreOutcome::TimedOut}) {
        desk.store.writesAs = outcome;
        QCOMPARE(desk.sessions->token().error().kind, ErrorKind::TokenLater);
        desk.clock.advance(minuteMs);
    }
    QCOMPARE(desk.refreshes(), 0);
    desk.store.writesAs = StoreOutcome::Stored;
    QCOMPARE(desk.sessions->token().value(), QByteArray("access-1"));
}

void TestSessions::aPairThatCannotBeStoredIsUsedAndKeptUnderItsLock()
{
    SessionDesk desk;
    desk.signIn(0);
    desk.onRefresh = [&](RawConnection &c, const WireRequest &) {
        desk.store.writesAs = StoreOutcome::Absent; // the keychain goes at the worst moment
        c.answer(200, grantBody("access-1", "refresh-1"));
    };
    QSignalSpy said(&desk.sessions->sessions, &Sessions::keychainSaid);
    QCOMPARE(desk.sessions->token().value(), QByteArray("access-1"));
    QCOMPARE(said.last().last().value<StoreOutcome>(), StoreOutcome::Absent);
    QVERIFY(desk.isLocked()); // or another program would show the token that was used up
    desk.store.writesAs = StoreOutcome::Stored;
    desk.sessions->sessions.tryKeychainAgain();
    QTRY_COMPARE(desk.stored().access, QByteArray("access-1"));
    QCOMPARE(desk.stored().refresh, QByteArray("refresh-1"));
    QTRY_VERIFY(!desk.isLocked());
}

void TestSessions::forThisRunAloneNeedsNoKeychain()
{
    SessionDesk desk;
    desk.signIn(0);
    QCOMPARE(desk.sessions->token().value(), QByteArray("access-1"));
    desk.store.readsAs = desk.store.writesAs = StoreOutcome::Absent;
    desk.clock.advance(120 * minuteMs);
    QCOMPARE(desk.sessions->token().error().kind, ErrorKind::TokenLater);
    desk.sessions->sessions.keepForThisRunAlone(accountKey);
    QCOMPARE(desk.sessions->token().value(), QByteArray("access-2"));
    QCOMPARE(desk.stored().access, QByteArray("access-1"));
}

void TestSessions::aDamagedEntryNeedsAPerson()
{
    SessionDesk desk;
    desk.store.readsAs = StoreOutcome::Damaged;
    QSignalSpy ended(&desk.sessions->sessions, &Sessions::signInEnded);
    QCOMPARE(desk.sessions->token().error().kind, ErrorKind::NotSignedIn);
    QCOMPARE(ended.size(), 1);
}

void TestSessions::aContextThatIsGoneIsNotCalled()
{
    SessionDesk desk;
    desk.signIn(60 * minuteMs);
    int calls = 0;
    auto context = std::make_unique<QObject>();
    desk.sessions->sessions.withToken(accountKey, context.get(), [&](const Result<QByteArray> &) { ++calls; });
    context.reset();
    QCOMPARE(desk.sessions->token().value(), QByteArray("access-0"));
    QCOMPARE(calls, 0);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestSessions)
#include "tst_sessions.moc"
