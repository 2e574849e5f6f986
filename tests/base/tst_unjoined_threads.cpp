// Whoever ends the process knows whether a thread that nobody joins is still at work.
#include "app/base/unjoined_threads.h"
#include "tests/support/test_main.h"

#include <QTest>
#include <future>
#include <thread>

using namespace postreel;

class TestUnjoinedThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thoseAtWorkAreKnown()
    {
        constexpr int longMs = 30'000;
        QVERIFY(unjoinedEnded(QDeadlineTimer(0)));
        std::promise<void> resume;
        std::promise<std::thread::id> where;
        startUnjoined([waits = resume.get_future().share(), &where] {
            where.set_value(std::this_thread::get_id());
            waits.wait();
        });
        QVERIFY(where.get_future().get() != std::this_thread::get_id());
        QVERIFY(!unjoinedEnded(QDeadlineTimer(0)));
        resume.set_value();
        QVERIFY(unjoinedEnded(QDeadlineTimer(longMs)));
    }

    void mayBeWaitedForWithoutAnEnd()
    {
        std::promise<void> resume;
        startUnjoined([waits = resume.get_future().share()] { waits.wait(); });
        std::thread later([&resume] {
            std::this_thread::sleep_for(std::chrono::milliseconds(50)); // the wait has begun by then
            resume.set_value();
        });
        QVERIFY(unjoinedEnded(QDeadlineTimer(QDeadlineTimer::Forever)));
        later.join();
    }

    void whatTheWorkHoldsIsGoneByThen()
    {
        constexpr int longMs = 30'000;
        const auto held = std::make_shared<int>(1);
        startUnjoined([held] {});
        QVERIFY(unjoinedEnded(QDeadlineTimer(longMs)));
        QCOMPARE(held.use_count(), 1);
    }
};

POSTREEL_TEST_MAIN(TestUnjoinedThreads)
#include "tst_unjoined_threads.moc"
