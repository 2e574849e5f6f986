// What a Post does about answers that are no plain word of X: media that it refuses, and what somebody else may have
// said in its place.
#include "tests/post/post_bench.h"
#include "tests/post/post_samples.h"

using namespace postreel;
using namespace postreel::testing;

class PublisherDoubtsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void theTableOfRefusedMedia_data();
    void theTableOfRefusedMedia();
    void refusedMediaAreProvedAndSentAnew_data();
    void refusedMediaAreProvedAndSentAnew();
    void anOddAnswerIsLookedUpFirst_data();
    void anOddAnswerIsLookedUpFirst();
    void aFileThatChangedIsNotPosted();
    void whatIsSaidBeforeItLeavesCounts_data();
    void whatIsSaidBeforeItLeavesCounts();

private:
    QString file(const QString &name) const { return m_folder->filePath(name); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

// Its retry asks X for the media; refused again, they are sent again; those are given their three seconds, too.
void PublisherDoubtsTest::theTableOfRefusedMedia_data()
{
    QTest::addColumn<PostState>("state");
    QTest::newRow("by Create Post") << PostState::Posting;
    QTest::newRow("by what is attached to them") << PostState::Attaching;
}

void PublisherDoubtsTest::theTableOfRefusedMedia()
{
    QFETCH(PostState, state);
    const Error invalid{.kind = ErrorKind::MediaInvalid, .http = 400};
    const QStringList old{QStringLiteral("77"), QStringLiteral("78")};
    Post post = sample(state);
    post.mediaNotYetTried = true;
    post = must(post, post_event::MediaNotYet{old, wall + 3000, invalid}).post;
    QCOMPARE(post.state, PostState::Failed);
    PostStep next = must(post, post_event::Retry{});
    QCOMPARE(inWords(next), QStringLiteral("Waiting for media: VerifyMedia AwaitMedia"));
    next.post.state = state; // X knew them
    next = must(next.post, post_event::MediaNotYet{old, wall + 3000, invalid});
    QCOMPARE(inWords(next), QStringLiteral("Waiting for media: ReuploadMedia AwaitMedia"));
    next.post.state = state;
    const QStringList fresh{QStringLiteral("87"), QStringLiteral("88")};
    next = must(next.post, post_event::MediaNotYet{fresh, wall + 3000, invalid});
    QCOMPARE(inWords(next), QStringLiteral("Waiting: Wake+3000"));
    next.post.state = state;
    next = must(next.post, post_event::MediaNotYet{fresh, wall + 3000, invalid});
    QCOMPARE(next.post.state, PostState::Failed); // it is the file, or the account
    QCOMPARE(next.post.refusedMedia, fresh);
}

void PublisherDoubtsTest::refusedMediaAreProvedAndSentAnew_data()
{
    QTest::addColumn<QString>("scene");
    QTest::addColumn<bool>("again");
    QTest::newRow("refused until it was asked for") << QStringLiteral("media-refused") << false;
    QTest::newRow("refused though X knows it") << QStringLiteral("media-refused-long") << true;
}

void PublisherDoubtsTest::refusedMediaAreProvedAndSentAnew()
{
    QFETCH(QString, scene);
    QFETCH(bool, again);
    LiveSandbox sandbox(QStringLiteral("faults=") + scene);
    PostBench bench(m_folder->path(), sandbox.base());
    bench.hold(writeVideo(file(QStringLiteral("a.mp4")), 5000));
    const QString mediaId = bench.uploads.first().mediaId;
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Film")}), nullptr);
    publisher.handle(post_event::Submit{});
    TRY_POST(publisher, PostState::Failed);
    QCOMPARE(publisher.record().error.kind, ErrorKind::MediaInvalid);
    QCOMPARE(sandbox.requests(QStringLiteral("createpost")).size(), 2); // once more after 3 s
    publisher.handle(post_event::Retry{});
    TRY_POST(publisher, PostState::Posted);
    QVERIFY(bench.asked.contains(QStringLiteral("prove ") % mediaId));
    QCOMPARE(bench.asked.contains(QStringLiteral("send anew ") % mediaId), again);
    QCOMPARE(sandbox.posts().size(), 1);
}

void PublisherDoubtsTest::anOddAnswerIsLookedUpFirst_data()
{
    QTest::addColumn<QString>("fault");
    QTest::newRow("nothing but errors") << QStringLiteral("errors@createpost#1");
    QTest::newRow("a page with 403") << QStringLiteral("page403@createpost#1");
    QTest::newRow("a page with 400") << QStringLiteral("page400@createpost#1");
    QTest::newRow("a portal's page") << QStringLiteral("page200@createpost#1");
    QTest::newRow("a redirect") << QStringLiteral("redirect@createpost#1");
}

// Who knows what became of the request: it is looked for before another one leaves.
void PublisherDoubtsTest::anOddAnswerIsLookedUpFirst()
{
    QFETCH(QString, fault);
    LiveSandbox sandbox(QStringLiteral("faults=") + fault);
    PostBench bench(m_folder->path(), sandbox.base());
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Hello")}), nullptr);
    publisher.handle(post_event::Submit{});
    TRY_POST(publisher, PostState::Unconfirmed);
    QCOMPARE(publisher.record().parts.first().sends, 1); // it counts
    QTRY_COMPARE_WITH_TIMEOUT(publisher.record().looks, 1, waitMs);
    QCOMPARE(sandbox.callsInOrder(), QStringLiteral("createpost me timeline"));
}

void PublisherDoubtsTest::aFileThatChangedIsNotPosted()
{
    LiveSandbox sandbox;
    PostBench bench(m_folder->path(), sandbox.base());
    bench.hold(writeVideo(file(QStringLiteral("a.mp4")), 5000));
    bench.filesAreSame = false;
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("A recording")}), nullptr);
    publisher.handle(post_event::Submit{});
    QTRY_COMPARE_WITH_TIMEOUT(bench.looks, 1, waitMs);
    TRY_POST(publisher, PostState::WaitingForMedia);
    QCOMPARE(publisher.record().parts.first().sends, 0); // nothing left, so nothing is looked up
    bench.filesAreSame = true;
    bench.uploads.first().state = UploadState::Ready;
    publisher.uploadChanged();
    TRY_POST(publisher, PostState::Posted);
    QCOMPARE(sandbox.requests(QStringLiteral("createpost")).size(), 1);
}

// The last look at the files takes up to 2 s, in which nothing has left yet.
void PublisherDoubtsTest::whatIsSaidBeforeItLeavesCounts_data()
{
    QTest::addColumn<bool>("cancel"); // else "Pause all"
    QTest::addColumn<PostState>("ends");
    QTest::newRow("Cancel") << true << PostState::Cancelled;
    QTest::newRow("Pause all") << false << PostState::Paused;
}

void PublisherDoubtsTest::whatIsSaidBeforeItLeavesCounts()
{
    QFETCH(bool, cancel);
    LiveSandbox sandbox;
    PostBench bench(m_folder->path(), sandbox.base());
    bench.hold(writePicture(file(QStringLiteral("a.png"))));
    std::function<void(bool)> looked;
    bool paused = false;
    bench.postServices.recheckFiles = [&looked](const QString &, std::function<void(bool)> then) { looked = std::move(then); };
    bench.postServices.isPaused = [&paused](const QString &) { return paused; };
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Hello")}), nullptr);
    publisher.handle(post_event::Submit{});
    QTRY_VERIFY(looked);
    QCOMPARE(publisher.record().state, PostState::Posting);
    paused = !cancel;
    if (cancel)
        publisher.handle(post_event::Cancel{});
    looked(true);
    QFETCH(PostState, ends);
    TRY_POST(publisher, ends);
    QCOMPARE(sandbox.requests(QStringLiteral("createpost")).size(), 0);
    QCOMPARE(publisher.record().parts.first().sends, 0);
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(PublisherDoubtsTest)
#include "tst_publisher_doubts.moc"
