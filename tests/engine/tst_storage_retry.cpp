// What is told and done while no record can be written.
#include "app/engine/storage_retry.h"
#include "tests/support/test_timeout.h"

#include <QSignalSpy>

using namespace postreel;

class TestStorageRetry : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsOnceAndGoesOnOnceTheDiskTakesARecord();
    void tellsAgainOfTheNextTime();
};

namespace {
const Error full{.kind = ErrorKind::Refused, .detail = QStringLiteral("database or disk is full"), .subject = QStringLiteral("a row")};
}

void TestStorageRetry::tellsOnceAndGoesOnOnceTheDiskTakesARecord()
{
    bool takes = false;
    int tried = 0;
    QStringList order;
    StorageRetry retry(
        [&] {
            ++tried;
            return takes;
        },
        1);
    QSignalSpy failed(&retry, &StorageRetry::failed);
    connect(&retry, &StorageRetry::recovered, this, [&] { order << QStringLiteral("recovered"); });
    retry.onNotSaved(full);
    retry.onNotSaved(full);
    retry.onceWritable([&] { order << QStringLiteral("step"); });
    QCOMPARE(failed.size(), 1);
    QCOMPARE(retry.error().kind, ErrorKind::Storage);
    QCOMPARE(retry.error().detail, full.detail);
    QCOMPARE(retry.error().subject, QString());
    QTRY_VERIFY(tried > 2);
    QCOMPARE(order, QStringList());
    takes = true;
    QTRY_COMPARE(order, (QStringList{QStringLiteral("recovered"), QStringLiteral("step")}));
    QVERIFY(!retry.error());
    const int before = tried;
    QTest::qWait(20);
    QCOMPARE(tried, before); // it is over
    QCOMPARE(order.size(), 2);
}

void TestStorageRetry::tellsAgainOfTheNextTime()
{
    StorageRetry retry([] { return true; }, 1);
    QSignalSpy failed(&retry, &StorageRetry::failed);
    QSignalSpy recovered(&retry, &StorageRetry::recovered);
    for (int time = 1; time < 3; ++time) {
        retry.onNotSaved(full);
        QTRY_COMPARE(recovered.size(), time);
        QCOMPARE(failed.size(), time);
    }
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestStorageRetry)
#include "tst_storage_retry.moc"
