// Sign-ins in a real Secret Service: gnome-keyring-daemon on a bus of the test's own.
#include "app/auth/keychain_store.h"
#include "private_keyring.h"
#include "tests/support/test_timeout.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QTest>
#include <QThread>

using namespace postreel;
using namespace postreel::testing;

class TestKeychainStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase() { m_keyring.reset(); }
    void whatIsWrittenIsReadByUsAndByOthers();
    void anEntryIsReplacedWhole();
    void aRemovedEntryIsGone();
    void nothingIsInClearTextOnTheDisk();
    void aLockedKeychainIsLockedNotEmpty();
    void aRemovalFromALockedKeychainIsNoRemoval();
    void withoutAServiceItIsAbsent();
    void aKilledDaemonIsAbsentThenLocked();
    void aDaemonThatHangsTimesOut();
    void whatTimedOutUnbegunNeverLands();
    void settlingWaitsForTheJobThatHangs();
    void anEntryOfNobodyIsDamaged();
    void anotherThreadIsAnsweredOnItsOwn();
    void aContextThatIsGoneIsNotCalled();

private:
    StoreRead read(KeychainStore &store, const QString &key = QStringLiteral("api.x.com/1"));
    StoreOutcome write(KeychainStore &store, const StoredSignIn &signIn,
                       const QString &key = QStringLiteral("api.x.com/1"));
    StoreOutcome remove(KeychainStore &store, const QString &key = QStringLiteral("api.x.com/1"));

    std::unique_ptr<PrivateKeyring> m_keyring;
};

namespace {
constexpr int waitMs = postreel::testing::timeoutMs;
const QString entry = QStringLiteral("api.x.com/1");
const StoredSignIn some{.access = "pl4nted-access",
                        .refresh = "pl4nted-refresh",
                        .expiresAtMs = 1'800'000'000'000,
                        .scopes = {QStringLiteral("a.b")},
                        .app = {.clientId = QStringLiteral("id"), .secret = "pl4nted-secret"}};
StoredSignIn other()
{
    StoredSignIn changed = some;
    changed.access = "another-access";
    return changed;
}
} // namespace

StoreRead TestKeychainStore::read(KeychainStore &store, const QString &key)
{
    std::optional<StoreRead> got;
    QObject context;
    store.read(key, &context, [&](const StoreRead &answer) { got = answer; });
    if (got || !QTest::qWaitFor([&] { return got.has_value(); }, waitMs))
        qFatal("a read was not answered from the event loop");
    return *got;
}

StoreOutcome TestKeychainStore::write(KeychainStore &store, const StoredSignIn &signIn, const QString &key)
{
    std::optional<StoreOutcome> got;
    QObject context;
    store.write(key, signIn, &context, [&](StoreOutcome outcome) { got = outcome; });
    if (got || !QTest::qWaitFor([&] { return got.has_value(); }, waitMs))
        qFatal("a write was not answered from the event loop");
    return *got;
}

StoreOutcome TestKeychainStore::remove(KeychainStore &store, const QString &key)
{
    std::optional<StoreOutcome> got;
    QObject context;
    store.remove(key, &context, [&](StoreOutcome outcome) { got = outcome; });
    if (got || !QTest::qWaitFor([&] { return got.has_value(); }, waitMs))
        qFatal("a removal was not answered from the event loop");
    return *got;
}

void TestKeychainStore::initTestCase()
{
    if (const QString lacking = PrivateKeyring::lacking(); !lacking.isEmpty())
        QSKIP(qPrintable(lacking));
    m_keyring = std::make_unique<PrivateKeyring>();
}

void TestKeychainStore::init()
{
    QVERIFY(m_keyring->unlock());
}

void TestKeychainStore::whatIsWrittenIsReadByUsAndByOthers()
{
    KeychainStore store;
    QCOMPARE(write(store, some), StoreOutcome::Stored);
    const StoreRead back = read(store);
    QCOMPARE(back.outcome, StoreOutcome::Stored);
    QCOMPARE(back.signIn, some);
    QCOMPARE(PrivateKeyring::secretOf(entry), some.toJson());
    KeychainStore later; // as after a new start
    QCOMPARE(read(later).signIn, some);
}

void TestKeychainStore::anEntryIsReplacedWhole()
{
    KeychainStore store;
    QCOMPARE(write(store, some), StoreOutcome::Stored);
    QCOMPARE(write(store, other()), StoreOutcome::Stored);
    QCOMPARE(write(store, some, QStringLiteral("api.x.com/2")), StoreOutcome::Stored);
    QCOMPARE(read(store).signIn, other());
    QCOMPARE(read(store, QStringLiteral("api.x.com/2")).signIn, some);
}

void TestKeychainStore::aRemovedEntryIsGone()
{
    KeychainStore store;
    QCOMPARE(write(store, some), StoreOutcome::Stored);
    QCOMPARE(remove(store), StoreOutcome::Stored);
    QVERIFY(PrivateKeyring::secretOf(entry).isEmpty());
    QCOMPARE(remove(store), StoreOutcome::Stored); // there is none, so it is done
    QVERIFY(PrivateKeyring::secretOf(entry).isEmpty());
}

void TestKeychainStore::nothingIsInClearTextOnTheDisk()
{
    KeychainStore store;
    QCOMPARE(write(store, some), StoreOutcome::Stored);
    int files = 0;
    for (QDirIterator it(m_keyring->home(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        QFile file(it.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("pl4nted"), qPrintable(file.fileName()));
        ++files;
    }
    QVERIFY(files > 0); // the keyring's own file at least
}

void TestKeychainStore::aLockedKeychainIsLockedNotEmpty()
{
    KeychainStore store;
    QCOMPARE(write(store, some), StoreOutcome::Stored);
    QVERIFY(m_keyring->lock());
    QCOMPARE(read(store).outcome, StoreOutcome::Locked);
    QCOMPARE(write(store, other()), StoreOutcome::Locked);
    QVERIFY(m_keyring->unlock());
    QCOMPARE(read(store).signIn, some);
}

void TestKeychainStore::aRemovalFromALockedKeychainIsNoRemoval()
{
    KeychainStore store;
    QCOMPARE(write(store, some), StoreOutcome::Stored);
    QVERIFY(m_keyring->lock());
    QCOMPARE(remove(store), StoreOutcome::Locked); // the Secret Service itself says that it did it
    QVERIFY(m_keyring->unlock());
    QCOMPARE(read(store).signIn, some);
}

void TestKeychainStore::withoutAServiceItIsAbsent()
{
    KeychainStore store;
    m_keyring->kill();
    QCOMPARE(read(store).outcome, StoreOutcome::Absent);
    QCOMPARE(write(store, some), StoreOutcome::Absent);
    QCOMPARE(remove(store), StoreOutcome::Absent);
}

void TestKeychainStore::aKilledDaemonIsAbsentThenLocked()
{
    KeychainStore store;
    QCOMPARE(write(store, some), StoreOutcome::Stored);
    m_keyring->kill();
    QCOMPARE(read(store).outcome, StoreOutcome::Absent);
    QVERIFY(m_keyring->unlock());
    QCOMPARE(read(store).signIn, some);
}

void TestKeychainStore::aDaemonThatHangsTimesOut()
{
    KeychainStore store(400);
    QCOMPARE(write(store, some), StoreOutcome::Stored);
    m_keyring->hang();
    QElapsedTimer elapsed;
    elapsed.start();
    QCOMPARE(read(store).outcome, StoreOutcome::TimedOut);
    QVERIFY2(elapsed.elapsed() >= 390, qPrintable(QString::number(elapsed.elapsed())));
    m_keyring->resume();
    QTRY_COMPARE_WITH_TIMEOUT(read(store).outcome, StoreOutcome::Stored, waitMs);
}

void TestKeychainStore::whatTimedOutUnbegunNeverLands()
{
    KeychainStore store(400);
    QCOMPARE(write(store, some), StoreOutcome::Stored);
    m_keyring->hang();
    QObject context;
    store.read(entry, &context, [](const StoreRead &) {}); // this one the keychain holds
    QCOMPARE(write(store, other()), StoreOutcome::TimedOut);
    m_keyring->resume();
    bool settled = false;
    store.settle(&context, [&] { settled = true; });
    QTRY_VERIFY_WITH_TIMEOUT(settled, waitMs);
    QCOMPARE(read(store).signIn, some);
}

void TestKeychainStore::settlingWaitsForTheJobThatHangs()
{
    KeychainStore store(400);
    QCOMPARE(write(store, some), StoreOutcome::Stored);
    m_keyring->hang();
    QCOMPARE(write(store, other()), StoreOutcome::TimedOut);
    QObject context;
    bool settled = false;
    store.settle(&context, [&] { settled = true; });
    QCOMPARE(read(store).outcome, StoreOutcome::TimedOut); // longer than any limit
    QVERIFY(!settled);
    m_keyring->resume();
    QTRY_VERIFY_WITH_TIMEOUT(settled, waitMs);
    QCOMPARE(read(store).signIn, other()); // it did land, late
}

void TestKeychainStore::anEntryOfNobodyIsDamaged()
{
    KeychainStore store;
    QProcess tool;
    tool.start(QStringLiteral("secret-tool"),
               {QStringLiteral("store"), QStringLiteral("--label=x"), QStringLiteral("server"),
                QStringLiteral("postreel"), QStringLiteral("user"), QStringLiteral("api.x.com/9"),
                QStringLiteral("type"), QStringLiteral("plaintext"), QStringLiteral("xdg:schema"),
                QStringLiteral("org.qt.keychain")});
    tool.write("{\"half");
    tool.closeWriteChannel();
    QVERIFY(tool.waitForFinished(waitMs));
    QCOMPARE(read(store, QStringLiteral("api.x.com/9")).outcome, StoreOutcome::Damaged);
}

void TestKeychainStore::anotherThreadIsAnsweredOnItsOwn()
{
    KeychainStore store;
    QCOMPARE(write(store, some), StoreOutcome::Stored);
    QThread thread;
    QObject worker;
    worker.moveToThread(&thread);
    thread.start();
    std::atomic<bool> right = false;
    std::atomic<bool> answered = false;
    QMetaObject::invokeMethod(&worker, [&] {
        store.read(entry, &worker, [&](const StoreRead &answer) {
            right = answer.signIn == some && QThread::currentThread() == &thread;
            answered = true;
        });
    });
    QTRY_VERIFY_WITH_TIMEOUT(answered, waitMs);
    QVERIFY(right);
    thread.quit();
    QVERIFY(thread.wait(waitMs));
}

void TestKeychainStore::aContextThatIsGoneIsNotCalled()
{
    KeychainStore store;
    int calls = 0;
    auto context = std::make_unique<QObject>();
    store.read(entry, context.get(), [&](const StoreRead &) { ++calls; });
    context.reset();
    QCOMPARE(write(store, some), StoreOutcome::Stored); // behind it in the queue
    QCOMPARE(calls, 0);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestKeychainStore)
#include "tst_keychain_store.moc"
