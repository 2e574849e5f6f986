// Calls between threads end with their receiver, on its own thread, whoever sends them and however many there are.
#include "app/base/queued_calls.h"
#include "tests/support/test_main.h"

#include <QTest>
#include <QThread>
#include <atomic>
#include <thread>

using namespace postreel;

class TestQueuedCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callsComeInOrderOnTheReceiversThread()
    {
        QueuedCalls calls;
        QVector<int> came;
        QThread *where = nullptr;
        std::thread other([&, sender = calls.sender()] {
            for (int i = 0; i < 1000; ++i)
                sender.send([&, i] {
                    came << i;
                    where = QThread::currentThread();
                });
        });
        other.join();
        QVERIFY(came.isEmpty());
        QTRY_COMPARE(came.size(), 1000);
        QCOMPARE(came.last(), 999);
        QCOMPARE(where, thread());
    }

    void noneIsCalledForAContextThatIsGone()
    {
        QueuedCalls calls;
        auto context = std::make_unique<QObject>();
        bool called = false, other = false;
        calls.sender().send(QPointer<QObject>(context.get()), [&] { called = true; });
        calls.sender().send([&] { other = true; });
        context.reset();
        QTRY_VERIFY(other);
        QVERIFY(!called);
    }

    // An object whose thread is changed when it goes: in an event that is destroyed with the queue of the thread, that
    // waits for a mutex which the queue holds.
    void whatWaitsGoesWithTheReceiver()
    {
        auto calls = std::make_unique<QueuedCalls>();
        const auto ended = std::make_shared<QThread *>(nullptr);
        std::shared_ptr<QObject> held(new QObject, [ended](QObject *object) {
            object->moveToThread(nullptr);
            delete object;
            *ended = QThread::currentThread();
        });
        const QueuedCalls::Sender sender = calls->sender();
        std::thread([sender, part = held]() mutable { sender.send([part = std::move(part)] {}); }).join();
        const std::weak_ptr<QObject> watched = held;
        held.reset();
        QVERIFY(!watched.expired());
        calls.reset();
        QVERIFY(watched.expired());
        QCOMPARE(*ended, QThread::currentThread());
        bool called = false;
        sender.send([&] { called = true; }); // nobody is there
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }

    void receiversEndWhileOthersSend()
    {
        for (int round = 0; round < 200; ++round) {
            auto calls = std::make_unique<QueuedCalls>();
            auto context = std::make_unique<QObject>();
            std::atomic<bool> over = false;
            bool alive = true;
            std::thread other([&, sender = calls->sender(), pointer = QPointer<QObject>(context.get())] {
                while (!over)
                    sender.send(pointer, [&alive, &context] {
                        QVERIFY(alive);
                        context->setObjectName(QStringLiteral("asked"));
                    });
            });
            QTRY_COMPARE(context->objectName(), QStringLiteral("asked"));
            alive = false;
            context.reset();
            QCoreApplication::processEvents();
            calls.reset();
            over = true;
            other.join();
        }
    }
};

POSTREEL_TEST_MAIN(TestQueuedCalls)
#include "tst_queued_calls.moc"
