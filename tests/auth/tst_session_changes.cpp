// Sign-ins that begin and end while others use them: adopted, signed out, in the midst of a renewal.
#include "session_desk.h"

#include "tests/support/test_main.h"

#include <QSignalSpy>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

class TestSessionChanges : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSignInIsAdopted();
    void aSignOutRevokesAndRemoves();
    void aSignOutDuringARenewalLeavesNothing_data();
    void aSignOutDuringARenewalLeavesNothing();
    void whatTheKeychainDidNotTakeIsTakenWhenAsked();
    void aSignInDuringARenewalStays_data();
    void aSignInDuringARenewalStays();
};

void TestSessionChanges::aSignInIsAdopted()
{
    SessionDesk desk;
    desk.signIn(0);
    desk.onRefresh = [](RawConnection &c, const WireRequest &) { c.answer(400, deadBody); };
    QCOMPARE(desk.sessions->token().error().kind, ErrorKind::NotSignedIn);
    const StoredSignIn fresh{.access = "fresh", .refresh = "r", .expiresAtMs = desk.clock.serverMs() + 60 * minuteMs};
    std::optional<StoreOutcome> kept;
    desk.sessions->sessions.adopt(accountKey, {}, fresh, true, [&](StoreOutcome outcome) { kept = outcome; });
    QCOMPARE(desk.sessions->token().value(), QByteArray("fresh"));
    QTRY_COMPARE(kept, std::optional(StoreOutcome::Stored));
    QCOMPARE(desk.stored(), fresh);
    // Where the keychain does not take it, it lasts for this run.
    desk.store.writesAs = StoreOutcome::Locked;
    StoredSignIn other = fresh;
    other.access = "other";
    kept.reset();
    desk.sessions->sessions.adopt(accountKey, {}, other, true, [&](StoreOutcome outcome) { kept = outcome; });
    QTRY_COMPARE(kept, std::optional(StoreOutcome::Locked));
    QCOMPARE(desk.sessions->token().value(), QByteArray("other"));
}

void TestSessionChanges::aSignOutRevokesAndRemoves()
{
    SessionDesk desk;
    desk.signIn(60 * minuteMs);
    std::optional<StoreOutcome> removed;
    desk.sessions->sessions.signOut(accountKey, [&](StoreOutcome outcome) { removed = outcome; });
    QCOMPARE(desk.sessions->token().error().kind, ErrorKind::NotSignedIn);
    QTRY_COMPARE(removed, std::optional(StoreOutcome::Stored));
    QVERIFY(!desk.store.entries.contains(accountKey));
    QTRY_COMPARE(desk.refreshes(), 1); // also of one that this run never used
    QCOMPARE(desk.server.requests().first().body, QByteArray("token=refresh-0&client_id=id"));
}

void TestSessionChanges::aSignOutDuringARenewalLeavesNothing_data()
{
    QTest::addColumn<bool>("refused");
    QTest::newRow("renewed") << false;
    QTest::newRow("refused") << true; // which would bury what is there
}

void TestSessionChanges::aSignOutDuringARenewalLeavesNothing()
{
    QFETCH(bool, refused);
    SessionDesk desk;
    desk.signIn(0);
    QByteArrayList sent;
    desk.onRefresh = [&](RawConnection &c, const WireRequest &request) {
        sent << request.body;
        if (!request.body.startsWith("grant_type"))
            return c.answer(200);
        if (sent.size() == 1)
            desk.sessions->sessions.signOut(accountKey, [](StoreOutcome) {});
        refused ? c.answer(400, deadBody) : c.answer(200, grantBody("access-1", "refresh-1"));
    };
    QCOMPARE(desk.sessions->token().error().kind, ErrorKind::NotSignedIn);
    if (!refused)
        QTRY_VERIFY(sent.contains("token=refresh-1&client_id=id"));
    bool atRest = false;
    desk.sessions->sessions.whenAtRest([&] { atRest = true; });
    QTRY_VERIFY(atRest);
    QTRY_VERIFY(!desk.store.entries.contains(accountKey));
}

void TestSessionChanges::whatTheKeychainDidNotTakeIsTakenWhenAsked()
{
    SessionDesk desk;
    Sessions &sessions = desk.sessions->sessions;
    const StoredSignIn fresh{.access = "fresh", .refresh = "r", .expiresAtMs = desk.clock.serverMs() + 60 * minuteMs};
    desk.store.writesAs = StoreOutcome::Refused;
    std::optional<StoreOutcome> said;
    sessions.adopt(accountKey, {}, fresh, true, [&](StoreOutcome outcome) { said = outcome; });
    QTRY_COMPARE(said, StoreOutcome::Refused);
    QSignalSpy heard(&sessions, &Sessions::keychainSaid);
    desk.store.writesAs = StoreOutcome::Stored;
    sessions.tryKeychainAgain();
    QTRY_COMPARE(heard.size(), 1);
    QCOMPARE(heard.first().last().value<StoreOutcome>(), StoreOutcome::Stored);
    QCOMPARE(desk.stored(), fresh);
}

void TestSessionChanges::aSignInDuringARenewalStays_data()
{
    aSignOutDuringARenewalLeavesNothing_data();
}

void TestSessionChanges::aSignInDuringARenewalStays()
{
    QFETCH(bool, refused);
    SessionDesk desk;
    desk.signIn(0);
    const StoredSignIn fresh{.access = "fresh", .refresh = "r", .expiresAtMs = desk.clock.serverMs() + 60 * minuteMs};
    desk.onRefresh = [&](RawConnection &c, const WireRequest &) {
        desk.sessions->sessions.adopt(accountKey, {}, fresh, true, [](StoreOutcome) {});
        refused ? c.answer(400, deadBody) : c.answer(200, grantBody("access-1", "refresh-1"));
    };
    QCOMPARE(desk.sessions->token().value(), QByteArray("fresh"));
    QTRY_VERIFY(desk.store.writes >= 4); // the mark, the new sign-in, what the renewal gave, the sign-in again
    QTRY_COMPARE(desk.stored(), fresh);
    QTRY_VERIFY(!desk.isLocked());
    QCOMPARE(desk.stored(), fresh);
}

POSTREEL_TEST_MAIN(TestSessionChanges)
#include "tst_session_changes.moc"
