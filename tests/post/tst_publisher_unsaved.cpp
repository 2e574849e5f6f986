// What a person says while nothing can be recorded, and files that come into a Post on its way.
#include "tests/post/post_bench.h"
#include "tests/support/test_main.h"

#include <QRegularExpression>
#include <QTemporaryDir>

using namespace postreel;
using namespace postreel::testing;

class PublisherUnsavedTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void aWordIsKeptUntilItCanBeRecorded_data();
    void aWordIsKeptUntilItCanBeRecorded();
    void whatWasSaidFirstIsDoneFirst();
    void aPostLeavesOnceItCanBeRecorded();
    void filesOnTheirWayAreWaitedFor();

private:
    void lock(PostBench &bench, bool locks)
    {
        QVERIFY(bench.database.run(locks ? QStringLiteral("ALTER TABLE posts RENAME TO away")
                                         : QStringLiteral("ALTER TABLE away RENAME TO posts")));
        if (locks)
            QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("was not saved")));
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void PublisherUnsavedTest::aWordIsKeptUntilItCanBeRecorded_data()
{
    QTest::addColumn<int>("word");
    QTest::addColumn<bool>("dueFirst");
    QTest::addColumn<PostState>("then");
    for (const bool dueFirst : {false, true}) {
        const std::string when = dueFirst ? ", and its time comes" : "";
        QTest::newRow(("Cancel" + when).c_str()) << 0 << dueFirst << PostState::Cancelled;
        QTest::newRow(("Undo" + when).c_str()) << 1 << dueFirst << PostState::Draft;
        QTest::newRow(("Pause" + when).c_str()) << 2 << dueFirst << PostState::Paused;
    }
}

void PublisherUnsavedTest::aWordIsKeptUntilItCanBeRecorded()
{
    QFETCH(const int, word);
    QFETCH(const bool, dueFirst);
    QFETCH(const PostState, then);
    const PostEvent words[] = {post_event::Cancel{}, post_event::Edit{}, post_event::Pause{}};
    LiveSandbox sandbox;
    PostBench bench(m_folder->path(), sandbox.base());
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Hello")}), nullptr);
    publisher.handle(post_event::Submit{.untilAtMs = bench.clock.wallMs() + 3'600'000});
    lock(bench, true);
    publisher.handle(words[word]);
    QCOMPARE(publisher.record().state, PostState::Scheduled);
    lock(bench, false);
    if (dueFirst) // before anybody looked whether the disk takes something again
        publisher.handle(post_event::Due{});
    else
        publisher.resumeAfterDiskError();
    QCOMPARE(publisher.record().state, then);
    publisher.resumeAfterDiskError();
    QCOMPARE(publisher.record().state, then);
    QCOMPARE(sandbox.callsInOrder(), QString());
}

void PublisherUnsavedTest::whatWasSaidFirstIsDoneFirst()
{
    LiveSandbox sandbox;
    PostBench bench(m_folder->path(), sandbox.base());
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Hello")}), nullptr);
    lock(bench, true);
    publisher.handle(post_event::Submit{.untilAtMs = bench.clock.wallMs() + 3'600'000});
    lock(bench, false);
    publisher.handle(post_event::Pause{});
    QCOMPARE(publisher.record().state, PostState::Paused);
    QCOMPARE(publisher.record().resumeState, PostState::Scheduled);
}

void PublisherUnsavedTest::aPostLeavesOnceItCanBeRecorded()
{
    LiveSandbox sandbox;
    PostBench bench(m_folder->path(), sandbox.base());
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Hello")}), nullptr);
    lock(bench, true);
    publisher.handle(post_event::Submit{});
    QCOMPARE(publisher.record().state, PostState::Draft);
    lock(bench, false);
    publisher.resumeAfterDiskError();
    TRY_POST(publisher, PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
}

void PublisherUnsavedTest::filesOnTheirWayAreWaitedFor()
{
    LiveSandbox sandbox;
    PostBench bench(m_folder->path(), sandbox.base());
    bool takes = true;
    int asked = 0;
    bench.postServices.awaitsFiles = [&](const QString &) { ++asked; return takes; };
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Hello")}), nullptr);
    publisher.handle(post_event::Submit{});
    QTRY_VERIFY(asked > 0);
    QCOMPARE(publisher.record().state, PostState::WaitingForMedia);
    takes = false;
    publisher.uploadChanged();
    TRY_POST(publisher, PostState::Posted);
}

POSTREEL_TEST_MAIN(PublisherUnsavedTest)
#include "tst_publisher_unsaved.moc"
