// Accounts over a real database.
#include "app/store/account_store.h"
#include "tests/store/full_records.h"

#include <QTemporaryDir>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

class TestAccountStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void accountsComeBackOldestFirst();
    void signingInAgainReplacesTheRest();
    void aRemovedOneIsGone();
    void anUnreadableBodyIsLeftOut();

private:
    QTemporaryDir m_folder;
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
};

namespace {
AccountRecord account(const char *key, qint64 addedAtMs)
{
    AccountRecord made = fullAccount();
    made.key = QLatin1String(key);
    made.addedAtMs = addedAtMs;
    return made;
}
} // namespace

void TestAccountStore::accountsComeBackOldestFirst()
{
    Database database;
    QVERIFY(database.open(path("order")));
    AccountStore store(database);
    QVERIFY(store.save(account("b", 2)));
    QVERIFY(store.save(account("a", 3)));
    QVERIFY(store.save(account("c", exact)));
    Database again;
    QVERIFY(again.open(path("order")));
    const QVector<AccountRecord> loaded = AccountStore(again).loadAll()->accounts;
    QCOMPARE(loaded, (QVector<AccountRecord>{account("b", 2), account("a", 3), account("c", exact)}));
}

void TestAccountStore::signingInAgainReplacesTheRest()
{
    Database database;
    QVERIFY(database.open(path("again")));
    AccountStore store(database);
    QVERIFY(store.save(account("a", 1)));
    AccountRecord later = account("a", 9);
    later.handle = QStringLiteral("renamed");
    QVERIFY(store.save(later));
    const Result<AccountStore::Loaded> loaded = store.loadAll();
    QCOMPARE(loaded->accounts.size(), 1);
    QCOMPARE(loaded->accounts.first().handle, QStringLiteral("renamed"));
    QCOMPARE(loaded->accounts.first().addedAtMs, 1);
}

void TestAccountStore::aRemovedOneIsGone()
{
    Database database;
    QVERIFY(database.open(path("removed")));
    AccountStore store(database);
    QVERIFY(store.save(account("a", 1)));
    QVERIFY(store.save(account("b", 2)));
    QVERIFY(store.remove(QStringLiteral("a")));
    QVERIFY(store.remove(QStringLiteral("nobody")));
    QCOMPARE(store.loadAll()->accounts, QVector<AccountRecord>{account("b", 2)});
}

void TestAccountStore::anUnreadableBodyIsLeftOut()
{
    Database database;
    QVERIFY(database.open(path("odd")));
    AccountStore store(database);
    QVERIFY(store.save(account("a", 1)));
    QVERIFY(database.run(QStringLiteral("INSERT INTO accounts(key, added_at, body) VALUES('x', 0, '{\"half')")));
    QCOMPARE(store.loadAll()->accounts.size(), 1);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestAccountStore)
#include "tst_account_store.moc"
