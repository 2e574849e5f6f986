// Sign-ins that begin and end while others use them: adopted, signed out, in the midst of a renewal.
#include "session_fixture.h"

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
    void aSignInForThisRunAloneIsRenewed();
};

void TestSessionChanges::aSignInIsAdopted()
{
    SessionFixture fixture;
    fixture.signIn(0);
    fixture.onRefresh = [](RawConnection &c, const WireRequest &) { c.answer(400, deadBody); };
    QCOMPARE(fixture.sessions->token().error().kind, ErrorKind::NotSignedIn);
    const StoredSignIn fresh{.access = "fresh", .refresh = "r", .expiresAtMs = fixture.clock.serverMs() + 60 * minuteMs};
    std::optional<StoreOutcome> kept;
    fixture.sessions->sessions.adopt(accountKey, {}, fresh, true, [&](StoreOutcome outcome) { kept = outcome; });
    QCOMPARE(fixture.sessions->token().value(), QByteArray("fresh"));
    QTRY_COMPARE(kept, std::optional(StoreOutcome::Stored));
    QCOMPARE(fixture.stored(), fresh);
    // Where the keychain does not take it, it lasts for this run.
    fixture.store.writesAs = StoreOutcome::Locked;
    StoredSignIn other = fresh;
    other.access = "other";
    kept.reset();
    fixture.sessions->sessions.adopt(accountKey, {}, other, true, [&](StoreOutcome outcome) { kept = outcome; });
    QTRY_COMPARE(kept, std::optional(StoreOutcome::Locked));
    QCOMPARE(fixture.sessions->token().value(), QByteArray("other"));
}

void TestSessionChanges::aSignOutRevokesAndRemoves()
{
    SessionFixture fixture;
    fixture.signIn(60 * minuteMs);
    std::optional<StoreOutcome> removed;
    fixture.sessions->sessions.signOut(accountKey, [&](StoreOutcome outcome) { removed = outcome; });
    QCOMPARE(fixture.sessions->token().error().kind, ErrorKind::NotSignedIn);
    QTRY_COMPARE(removed, std::optional(StoreOutcome::Stored));
    QVERIFY(!fixture.store.entries.contains(accountKey));
    QTRY_COMPARE(fixture.refreshes(), 1); // also of one that this run never used
    QCOMPARE(fixture.server.requests().first().body, QByteArray("token=refresh-0&client_id=id"));
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
    SessionFixture fixture;
    fixture.signIn(0);
    QByteArrayList sent;
    fixture.onRefresh = [&](RawConnection &c, const WireRequest &request) {
        sent << request.body;
        if (!request.body.startsWith("grant_type"))
            return c.answer(200);
        if (sent.size() == 1)
            fixture.sessions->sessions.signOut(accountKey, [](StoreOutcome) {});
        refused ? c.answer(400, deadBody) : c.answer(200, grantBody("access-1", "refresh-1"));
    };
    QCOMPARE(fixture.sessions->token().error().kind, ErrorKind::NotSignedIn);
    if (!refused)
        QTRY_VERIFY(sent.contains("token=refresh-1&client_id=id"));
    bool atRest = false;
    fixture.sessions->sessions.whenIdle([&] { atRest = true; });
    QTRY_VERIFY(atRest);
    QTRY_VERIFY(!fixture.store.entries.contains(accountKey));
}

void TestSessionChanges::whatTheKeychainDidNotTakeIsTakenWhenAsked()
{
    SessionFixture fixture;
    Sessions &sessions = fixture.sessions->sessions;
    const StoredSignIn fresh{.access = "fresh", .refresh = "r", .expiresAtMs = fixture.clock.serverMs() + 60 * minuteMs};
    fixture.store.writesAs = StoreOutcome::Refused;
    std::optional<StoreOutcome> said;
    sessions.adopt(accountKey, {}, fresh, true, [&](StoreOutcome outcome) { said = outcome; });
    QTRY_COMPARE(said, StoreOutcome::Refused);
    QSignalSpy heard(&sessions, &Sessions::keychainSaid);
    fixture.store.writesAs = StoreOutcome::Stored;
    sessions.tryKeychainAgain();
    QTRY_COMPARE(heard.size(), 1);
    QCOMPARE(heard.first().last().value<StoreOutcome>(), StoreOutcome::Stored);
    QCOMPARE(fixture.stored(), fresh);
}

void TestSessionChanges::aSignInDuringARenewalStays_data()
{
    aSignOutDuringARenewalLeavesNothing_data();
}

void TestSessionChanges::aSignInDuringARenewalStays()
{
    QFETCH(bool, refused);
    SessionFixture fixture;
    fixture.signIn(0);
    const StoredSignIn fresh{.access = "fresh", .refresh = "r", .expiresAtMs = fixture.clock.serverMs() + 60 * minuteMs};
    fixture.onRefresh = [&](RawConnection &c, const WireRequest &) {
        fixture.sessions->sessions.adopt(accountKey, {}, fresh, true, [](StoreOutcome) {});
        refused ? c.answer(400, deadBody) : c.answer(200, grantBody("access-1", "refresh-1"));
    };
    QCOMPARE(fixture.sessions->token().value(), QByteArray("fresh"));
    QTRY_VERIFY(fixture.store.writes >= 4); // the mark, the new sign-in, what the renewal gave, the sign-in again
    QTRY_COMPARE(fixture.stored(), fresh);
    QTRY_VERIFY(!fixture.isLocked());
    QCOMPARE(fixture.stored(), fresh);
}

void TestSessionChanges::aSignInForThisRunAloneIsRenewed()
{
    SessionFixture fixture;
    const StoredSignIn ending{.access = "old", .refresh = "r", .expiresAtMs = fixture.clock.serverMs()};
    fixture.sessions->sessions.adopt(accountKey, {{}, fixture.server.base(), fixture.server.base()}, ending, false, [](StoreOutcome) {});
    for (const char *renewed : {"access-1", "access-2"}) {
        QCOMPARE(fixture.sessions->token().value(), QByteArray(renewed));
        fixture.clock.advance(120 * minuteMs);
    }
    bool atRest = false;
    fixture.sessions->sessions.tryKeychainAgain();
    fixture.sessions->sessions.whenIdle([&] { atRest = true; });
    QTRY_VERIFY(atRest);
    QVERIFY(fixture.store.entries.isEmpty()); // the user did not want it kept
    QTRY_VERIFY(!fixture.isLocked());
}

POSTREEL_TEST_MAIN(TestSessionChanges)
#include "tst_session_changes.moc"
