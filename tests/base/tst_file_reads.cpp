// A file that does not answer is told, and holds up no other; those that are read are tested with ranges.
#include "app/base/file_reads.h"
#include "tests/support/test_main.h"

#include <QSemaphore>
#include <QTest>

using namespace postreel;

namespace {
constexpr int limitMs = 60'000;
const QString hangs = QStringLiteral("/mnt/share/films/hangs.mp4");
const QString answers = QStringLiteral("/mnt/share/films/answers.mp4");
}

class TestFileReads : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatHangsIsToldAndHoldsUpNoOther();
    void nobodyWaitsAnyMore();
    void noMoreThanSoMany();
    void whatHasAnsweredIsNotToldByALateLoop();
};

void TestFileReads::whatHangsIsToldAndHoldsUpNoOther()
{
    FileReads reads;
    QStringList hanging;
    bool told = false;
    reads.whenHanging([&](const QStringList &paths) {
        hanging = paths;
        told = true;
    });
    QSemaphore go;
    int ended = 0;
    for (const QString &path : {hangs, QString(hangs % u'2')}) // as many as read a volume at a time
        reads.run<int>(
            path, this, [&go] { go.acquire(); return 0; }, [&ended](int) { ++ended; });
    bool other = false;
    reads.run<int>(
        answers, this, [] { return 0; }, [&other](int) { other = true; });
    QTRY_VERIFY_WITH_TIMEOUT(other, limitMs); // in the place of one that hangs
    QVERIFY(told);
    QCOMPARE(hanging.mid(0, 2), (QStringList{hangs, hangs % u'2'}));
    QCOMPARE(ended, 0);
    go.release(2);
    QTRY_COMPARE_WITH_TIMEOUT(ended, 2, limitMs);
    QVERIFY(hanging.isEmpty());
}

void TestFileReads::nobodyWaitsAnyMore()
{
    FileReads reads;
    QStringList hanging;
    reads.whenHanging([&](const QStringList &paths) { hanging = paths; });
    QSemaphore go;
    auto context = std::make_unique<QObject>();
    reads.run<int>(
        hangs, context.get(), [&go] { go.acquire(); return 0; }, [](int) {});
    QTRY_COMPARE_WITH_TIMEOUT(hanging, QStringList{hangs}, limitMs);
    context.reset();
    QTRY_VERIFY_WITH_TIMEOUT(hanging.isEmpty(), limitMs);
    go.release();
}

void TestFileReads::noMoreThanSoMany()
{
    QSemaphore go;
    QSemaphore begun;
    FileReads reads;
    constexpr int all = FileReads::mostHanging + 5;
    int ended = 0;
    for (int i = 0; i < all; ++i)
        reads.run<int>(
            hangs, this, [&] { begun.release(); go.acquire(); return 0; }, [&ended](int) { ++ended; }, 1);
    QTRY_COMPARE_WITH_TIMEOUT(begun.available(), FileReads::mostHanging + 2, limitMs);
    go.release(all);
    QTRY_COMPARE_WITH_TIMEOUT(ended, all, limitMs);
}

// The computer may be so busy that its answer waits in the event loop for longer than a file may take.
void TestFileReads::whatHasAnsweredIsNotToldByALateLoop()
{
    constexpr int hangsMs = 50;
    FileReads reads;
    QStringList told;
    reads.whenHanging([&](const QStringList &paths) { told << paths; });
    QSemaphore read;
    bool done = false;
    reads.run<int>(
        answers, this, [&read] { read.release(); return 0; }, [&done](int) { done = true; }, hangsMs);
    read.acquire();
    QTest::qSleep(3 * hangsMs); // the loop does not run meanwhile: the timer and the answer are due together
    QTRY_VERIFY_WITH_TIMEOUT(done, limitMs);
    QCOMPARE(told, QStringList());
}

POSTREEL_TEST_MAIN(TestFileReads)
#include "tst_file_reads.moc"
