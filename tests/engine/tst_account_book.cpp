// The accounts that the engine knows, alone: what is kept of each, and what is told of it.
#include "tests/engine/account_ground.h"

#include <QFile>

using namespace postreel;
using namespace postreel::testing;

class TestAccountBook : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsKeptIsThereAgain_data();
    void whatIsKeptIsThereAgain();
    void oneOfThisRunIsNotKept();
    void oneOfThisRunHidesTheKeptOne();
    void aUserOfATokenIsNamedAndNotSignedIn();
    void aUserWhoSignedInBeforeStaysSo();
    void movesOnce();
    void removingTellsIt();
};

void TestAccountBook::whatIsKeptIsThereAgain_data()
{
    QTest::addColumn<AccountState>("kept");
    QTest::addColumn<AccountState>("then");
    QTest::addColumn<bool>("shown");
    QTest::newRow("signed in") << AccountState::SignedIn << AccountState::SignedIn << true;
    QTest::newRow("for one session, which is over") << AccountState::SessionOnly << AccountState::Ended << true;
    QTest::newRow("ended") << AccountState::Ended << AccountState::Ended << true;
    QTest::newRow("signed out: known for what it posted") << AccountState::SignedOut << AccountState::SignedOut << false;
}

void TestAccountBook::whatIsKeptIsThereAgain()
{
    QFETCH(const AccountState, kept);
    QFETCH(const AccountState, then);
    QFETCH(const bool, shown);
    AccountGround ground;
    QVERIFY(ground.store.save(ground.record(kept)));
    QSignalSpy changed(&ground.accounts, &AccountBook::changed);
    QSignalSpy gone(&ground.accounts, &AccountBook::gone);
    const Result<bool> whole = ground.accounts.load();
    QVERIFY(whole && *whole);
    QCOMPARE(ground.accounts.record(ada).state, then);
    QCOMPARE(ground.accounts.view(ada).label, QStringLiteral("@ada"));
    QCOMPARE(ground.accounts.apiBaseOf(ada), ground.sandbox.base());
    QCOMPARE(changed.size(), shown ? 1 : 0);
    QCOMPARE(gone.size(), shown ? 0 : 1);
    QCOMPARE(ground.sessions.has(ada), kept == AccountState::SignedIn);
}

void TestAccountBook::oneOfThisRunIsNotKept()
{
    AccountGround ground;
    ground.accounts.addForRun({.key = ada, .label = QStringLiteral("run"), .apiBase = ground.sandbox.base()});
    ground.accounts.setState(ada, AccountState::Ended); // there is nothing to keep
    QCOMPARE(ground.accounts.view(ada).label, QStringLiteral("run"));
    QVERIFY(ground.accounts.record(ada).key.isEmpty());
    QVERIFY(ground.store.loadAll()->accounts.isEmpty());
}

void TestAccountBook::oneOfThisRunHidesTheKeptOne()
{
    AccountGround ground;
    QVERIFY(ground.store.save(ground.record()));
    ground.accounts.addForRun({.key = ada, .label = QStringLiteral("run")});
    QVERIFY(ground.accounts.load());
    QCOMPARE(ground.accounts.view(ada).label, QStringLiteral("run"));
    QVERIFY(!ground.sessions.has(ada));
}

void TestAccountBook::aUserOfATokenIsNamedAndNotSignedIn()
{
    AccountGround ground;
    ground.accounts.addUser(ground.record(AccountState::SignedOut));
    QCOMPARE(ground.accounts.view(ada).label, QStringLiteral("@ada"));
    const QVector<AccountRecord> kept = ground.store.loadAll()->accounts;
    QCOMPARE(kept.size(), 1);
    QCOMPARE(kept.first().state, AccountState::SignedOut);
}

void TestAccountBook::aUserWhoSignedInBeforeStaysSo()
{
    AccountGround ground;
    QVERIFY(ground.store.save(ground.record(AccountState::Ended)));
    QVERIFY(ground.accounts.load());
    QVERIFY(ground.accounts.view(ada).signInEnded);
    ground.accounts.addUser(ground.record(AccountState::SignedOut));
    QVERIFY(!ground.accounts.view(ada).signInEnded); // the token does until the end of this run
    QCOMPARE(ground.accounts.record(ada).state, AccountState::Ended);
    QCOMPARE(ground.store.loadAll()->accounts.first().state, AccountState::Ended);
}

void TestAccountBook::movesOnce()
{
    AccountGround ground;
    QSignalSpy gone(&ground.accounts, &AccountBook::gone);
    QCOMPARE(ground.accounts.movedTo(QStringLiteral("host/run-1")), QString());
    ground.accounts.setMoved(QStringLiteral("host/run-1"), ada);
    QCOMPARE(ground.accounts.movedTo(QStringLiteral("host/run-1")), ada);
    QCOMPARE(gone.size(), 1);
}

void TestAccountBook::removingTellsIt()
{
    AccountGround ground;
    QVERIFY(ground.accounts.addSignedIn(ground.record()));
    QSignalSpy gone(&ground.accounts, &AccountBook::gone);
    QVERIFY(ground.accounts.remove(ada));
    QVERIFY(!ground.accounts.contains(ada));
    QVERIFY(ground.store.loadAll()->accounts.isEmpty());
    QCOMPARE(gone.size(), 1);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestAccountBook)
#include "tst_account_book.moc"
