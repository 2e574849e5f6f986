// The slots: never more than the limit, and whoever waits is told when one is free.
#include "app/upload/send_slots.h"

#include <QSignalSpy>
#include <QTest>

using postreel::SendSlots;

class SendSlotsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void neverMoreThanTheLimit_data();
    void neverMoreThanTheLimit();
    void freedIsTold();
};

void SendSlotsTest::neverMoreThanTheLimit_data()
{
    QTest::addColumn<int>("limit");
    QTest::newRow("none") << 0;
    QTest::newRow("one") << 1;
    QTest::newRow("six") << 6;
}

void SendSlotsTest::neverMoreThanTheLimit()
{
    QFETCH(int, limit);
    SendSlots places(limit);
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < limit; ++i)
            QVERIFY(places.take());
        QVERIFY(!places.take());
        QVERIFY(!places.take()); // a refusal takes nothing
        for (int i = 0; i < limit; ++i)
            places.giveBack();
    }
}

void SendSlotsTest::freedIsTold()
{
    SendSlots places(1);
    QSignalSpy freed(&places, &SendSlots::freed);
    QVERIFY(places.take());
    QCOMPARE(freed.size(), 0);
    bool takenInSlot = false;
    connect(&places, &SendSlots::freed, this, [&] { takenInSlot = places.take(); });
    places.giveBack();
    QCOMPARE(freed.size(), 1);
    QVERIFY(takenInSlot); // it is free already when it is told
    QVERIFY(!places.take());
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(SendSlotsTest)
#include "tst_send_slots.moc"
