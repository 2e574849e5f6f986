// A real Publisher against the real sandbox: what X holds afterwards, once and never twice.
#include "tests/post/post_bench.h"
#include "tests/support/raw_server.h"

using namespace postreel;
using namespace postreel::testing;

class PublisherTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void posts();
    void withAltTextSubtitlesAndCover();
    void aThread();
    void sentIsOnDiskBeforeItLeaves();
    void unknownOutcomesAreLookedUp_data();
    void unknownOutcomesAreLookedUp();
    void aCrashWhilePosting();
    void aLookWithoutATokenWaits();
    void notMadeWaits_data();
    void notMadeWaits();
    void notReachedWaits();
    void mediaNotYet();
    void mediaThatRanOut();
    void withoutATokenAsksToSignIn();
    void duplicateIsRefused();
    void altTextThatXRefuses_data();
    void altTextThatXRefuses();
    void lookImpossibleAsks();
    void cancelWhilePosting();
    void waitsForItsMedia();

private:
    QString file(const QString &name) const { return m_folder->filePath(name); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void PublisherTest::posts()
{
    LiveSandbox sandbox;
    PostBench bench(m_folder->path(), sandbox.base());
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Hello & good day")}), nullptr);
    publisher.handle(post_event::Submit{});
    TRY_POST(publisher, PostState::Posted);
    QCOMPARE(sandbox.callsInOrder(), QStringLiteral("createpost"));
    QCOMPARE(sandbox.posts().size(), 1);
    QCOMPARE(sandbox.posts().first()[QStringLiteral("text")].toString(), QStringLiteral("Hello & good day"));
    QCOMPARE(sandbox.posts().first()[QStringLiteral("id")].toString(),
             publisher.record().parts.first().postedId);
    QCOMPARE(statesOf(loadHistory(bench.database, QStringLiteral("post")).take()),
             (QStringList{QStringLiteral("Waiting for media"), QStringLiteral("Attaching"),
                          QStringLiteral("Posting"), QStringLiteral("Posted")}));
}

void PublisherTest::withAltTextSubtitlesAndCover()
{
    LiveSandbox sandbox;
    PostBench bench(m_folder->path(), sandbox.base());
    bench.hold(writeVideo(file(QStringLiteral("a.mp4")), 5000));
    bench.hold(writeBytes(file(QStringLiteral("a.srt")), "1\n00:00:00,000 --> 00:00:01,000\nHello\n\n"),
               UploadKind::Subtitle);
    bench.hold(writePicture(file(QStringLiteral("cover.png"))), UploadKind::Cover);
    bench.uploads[0].altText = QStringLiteral("A film of \"nothing\"");
    bench.uploads[1].parentId = bench.uploads.at(0).id;
    bench.uploads[1].language = QStringLiteral("EN");
    bench.uploads[2].parentId = bench.uploads.at(0).id;
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Film")}), nullptr);
    publisher.handle(post_event::Submit{});
    TRY_POST(publisher, PostState::Posted);
    const QJsonObject post = sandbox.posts().first().toObject();
    QCOMPARE(post[QStringLiteral("media_ids")].toArray(), QJsonArray{bench.uploads.at(0).mediaId});
    QCOMPARE(post[QStringLiteral("alt")].toArray(), QJsonArray{QStringLiteral("A film of \"nothing\"")});
    QCOMPARE(post[QStringLiteral("preview_media_id")].toString(), bench.uploads.at(2).mediaId);
    const QJsonObject track = post[QStringLiteral("subtitles")].toArray().first().toObject();
    QCOMPARE(track[QStringLiteral("subtitles")].toString(), bench.uploads.at(1).mediaId);
    QCOMPARE(track[QStringLiteral("language")].toString(), QStringLiteral("EN"));
}

void PublisherTest::aThread()
{
    LiveSandbox sandbox(QStringLiteral("faults=swallow@createpost#2"));
    PostBench bench(m_folder->path(), sandbox.base());
    const QStringList texts{QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("three")};
    Publisher publisher(bench.postServices, bench.draft(texts), nullptr);
    publisher.handle(post_event::Submit{});
    TRY_POST(publisher, PostState::Posted);
    const QJsonArray posts = sandbox.posts();
    QCOMPARE(posts.size(), 3);
    QString previous;
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(posts.at(i)[QStringLiteral("text")].toString(), texts.at(i));
        QCOMPARE(posts.at(i)[QStringLiteral("reply_to")].toString(), previous);
        previous = posts.at(i)[QStringLiteral("id")].toString();
        QCOMPARE(publisher.record().parts.at(i).postedId, previous);
    }
}

void PublisherTest::sentIsOnDiskBeforeItLeaves()
{
    RawServer server;
    QVector<Post> seen;
    server.onWhole = [&](RawConnection &connection, const WireRequest &) {
        Database second; // what a start after a crash at this moment would read
        QVERIFY(second.open(file(QStringLiteral("postreel.sqlite"))));
        seen << PostStore(second).loadAll().take().posts.first();
        if (seen.size() == 1)
            connection.answer(429, "{}", {"Retry-After: 0"});
        else
            connection.answer(201, "{\"data\":{\"id\":\"5\"}}");
    };
    PostBench bench(m_folder->path(), server.base());
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Hello")}), nullptr);
    publisher.handle(post_event::Submit{});
    TRY_POST(publisher, PostState::Posted);
    QCOMPARE(seen.size(), 2);
    for (const Post &post : std::as_const(seen)) {
        QCOMPARE(post.state, PostState::Posting);
        QCOMPARE(post.parts.first().sends, 1); // the 429 proved that the first made no Post
        QVERIFY(post.parts.first().sentAtMs > 0);
        QVERIFY(post.parts.first().postedId.isEmpty());
    }
}

void PublisherTest::unknownOutcomesAreLookedUp_data()
{
    QTest::addColumn<QString>("faults");
    QTest::addColumn<bool>("media");
    QTest::newRow("answer lost, text alone") << QStringLiteral("lost-post-answer") << false;
    QTest::newRow("answer lost, media") << QStringLiteral("lost-post-answer") << true;
    QTest::newRow("503, but done") << QStringLiteral("post-503-but-done") << true;
    QTest::newRow("an answer that is no JSON") << QStringLiteral("garbage@createpost#1") << false;
    QTest::newRow("an odd redirect, but done") << QStringLiteral("post-redirected-but-done") << true;
    QTest::newRow("a redirect without a change of method, but done") << QStringLiteral("moved308@createpost#1") << false;
    QTest::newRow("a page of another with 403, but done") << QStringLiteral("post-page-but-done") << false;
    QTest::newRow("a page of another with 200, but done") << QStringLiteral("donepage200@createpost#1") << false;
    QTest::newRow("a page of another with 401, but done") << QStringLiteral("donepage401@createpost#1") << false;
}

void PublisherTest::unknownOutcomesAreLookedUp()
{
    QFETCH(QString, faults);
    QFETCH(bool, media);
    LiveSandbox sandbox(QStringLiteral("faults=") + faults);
    PostBench bench(m_folder->path(), sandbox.base());
    if (media)
        bench.hold(writeVideo(file(QStringLiteral("a.mp4")), 5000));
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("See https://example.com & <this>")}),
                        nullptr);
    publisher.handle(post_event::Submit{});
    TRY_POST(publisher, PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
    QCOMPARE(sandbox.posts().first()[QStringLiteral("id")].toString(),
             publisher.record().parts.first().postedId);
    QCOMPARE(sandbox.requests(QStringLiteral("createpost")).size(), 1);
    const QStringList states = statesOf(loadHistory(bench.database, QStringLiteral("post")).take());
    QCOMPARE(
        states.mid(states.indexOf(QStringLiteral("Posting"))),
        (QStringList{QStringLiteral("Posting"), QStringLiteral("Unconfirmed"), QStringLiteral("Posted")}));
}

void PublisherTest::aCrashWhilePosting()
{
    LiveSandbox sandbox(QStringLiteral("faults=mute@createpost#1"));
    {
        PostBench bench(m_folder->path(), sandbox.base());
        Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Hello")}), nullptr);
        publisher.handle(post_event::Submit{});
        TRY_POST(publisher, PostState::Posting);
        QTRY_COMPARE_WITH_TIMEOUT(sandbox.posts().size(), 1, waitMs); // X has it, and we are gone
    }
    PostBench bench(m_folder->path(), sandbox.base());
    const QVector<Post> loaded = bench.posts.loadAll().take().posts;
    QCOMPARE(loaded.first().state, PostState::Posting);
    Publisher publisher(bench.postServices, loaded.first(), nullptr);
    publisher.handle(post_event::Restored{});
    QCOMPARE(publisher.record().state, PostState::Unconfirmed);
    TRY_POST(publisher, PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
}

// The program starts before the person has signed in: that is no reason to ask what stands on X.
void PublisherTest::aLookWithoutATokenWaits()
{
    LiveSandbox sandbox;
    PostBench bench(m_folder->path(), sandbox.base());
    bench.tokens.set(benchAccount, {});
    Post post = bench.draft({QStringLiteral("Hello")});
    post.state = PostState::Unconfirmed;
    post.parts.first().sends = 1;
    post.parts.first().sentAtMs = post.parts.first().lastSentAtMs = bench.clock.serverMs() - 5000;
    Publisher publisher(bench.postServices, post, nullptr);
    publisher.handle(post_event::Restored{});
    QTRY_COMPARE_WITH_TIMEOUT(publisher.record().reason, WaitReason::TokenRefused, waitMs);
    QCOMPARE(publisher.record().state, PostState::Unconfirmed);
    QCOMPARE(publisher.record().looks, 0);
    bench.tokens.set(benchAccount, goodToken);
    publisher.handle(post_event::SignedIn{});
    QTRY_COMPARE_WITH_TIMEOUT(publisher.record().looks, 1, waitMs); // a complete look, and it is not there
    QCOMPARE(publisher.record().state, PostState::Unconfirmed);
    QCOMPARE(sandbox.requests(QStringLiteral("timeline")).size(), 1);
}

void PublisherTest::notMadeWaits_data()
{
    QTest::addColumn<QString>("faults");
    QTest::addColumn<WaitReason>("reason");
    QTest::newRow("429") << QStringLiteral("status429@createpost#1") << WaitReason::RateLimit;
    QTest::newRow("401") << QStringLiteral("status401@createpost#1") << WaitReason::TokenRefused;
    QTest::newRow("403 unknown") << QStringLiteral("unknownauth@createpost#1") << WaitReason::ServerTrouble;
    QTest::newRow("the plan is used up") << QStringLiteral("capped@createpost#1") << WaitReason::UsageCap;
    QTest::newRow("the plan is used up for today") << QStringLiteral("capped@createpost#1:1") << WaitReason::UsageCap;
}

void PublisherTest::notMadeWaits()
{
    QFETCH(QString, faults);
    LiveSandbox sandbox(QStringLiteral("faults=") + faults);
    PostBench bench(m_folder->path(), sandbox.base());
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Hello")}), nullptr);
    publisher.handle(post_event::Submit{});
    TRY_POST(publisher, PostState::Waiting);
    QTEST(publisher.record().reason, "reason");
    QCOMPARE(publisher.record().parts.first().sends, 0);
    QCOMPARE(sandbox.posts().size(), 0);
    publisher.handle(post_event::Due{});
    TRY_POST(publisher, PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
}

void PublisherTest::notReachedWaits()
{
    LiveSandbox sandbox;
    PostBench bench(m_folder->path(), sandbox.base());
    {
        QTcpServer closed; // a port that nobody listens on any more
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        bench.base.setPort(closed.serverPort());
    }
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Hello")}), nullptr);
    publisher.handle(post_event::Submit{});
    TRY_POST(publisher, PostState::Waiting);
    QCOMPARE(publisher.record().reason, WaitReason::Offline);
    QCOMPARE(publisher.record().parts.first().sends, 0);
    QVERIFY(canEdit(publisher.record()));
    bench.base = sandbox.base();
    publisher.handle(post_event::Online{});
    TRY_POST(publisher, PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
}

void PublisherTest::mediaNotYet()
{
    LiveSandbox sandbox;
    PostBench bench(m_folder->path(), sandbox.base());
    bench.hold(writeVideo(file(QStringLiteral("a.mp4")), 5000));
    const QString mediaId =
        std::exchange(bench.uploads[0].mediaId, QStringLiteral("4711")); // X: not ready yet
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Film")}), nullptr);
    publisher.handle(post_event::Submit{});
    TRY_POST(publisher, PostState::Waiting);
    QCOMPARE(publisher.record().reason, WaitReason::MediaNotYet);
    bench.uploads[0].mediaId = mediaId;
    publisher.handle(post_event::Due{});
    TRY_POST(publisher, PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
    QCOMPARE(sandbox.requests(QStringLiteral("createpost")).size(), 2);
}

void PublisherTest::mediaThatRanOut()
{
    LiveSandbox sandbox(QStringLiteral("faults=status429@createpost#1"));
    PostBench bench(m_folder->path(), sandbox.base());
    bench.hold(writeVideo(file(QStringLiteral("a.mp4")), 5000));
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Film")}), nullptr);
    publisher.handle(post_event::Submit{});
    TRY_POST(publisher, PostState::Waiting);
    const Upload ready = bench.uploads.first();
    bench.uploads[0].state = UploadState::Queued; // it expired in the meantime
    bench.uploads[0].mediaId.clear();
    publisher.handle(post_event::Due{});
    TRY_POST(publisher, PostState::WaitingForMedia);
    QCOMPARE(publisher.record().parts.first().sends, 0);
    QCOMPARE(bench.asked.last(), QStringLiteral("start"));
    bench.uploads[0] = ready;
    publisher.uploadChanged();
    TRY_POST(publisher, PostState::Posted);
    QCOMPARE(sandbox.requests(QStringLiteral("createpost")).size(), 2); // none with an empty id in between
}

void PublisherTest::withoutATokenAsksToSignIn()
{
    LiveSandbox sandbox;
    PostBench bench(m_folder->path(), sandbox.base());
    bench.tokens.set(benchAccount, {});
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Hello")}), nullptr);
    publisher.handle(post_event::Submit{});
    TRY_POST(publisher, PostState::NeedsSignIn);
    QCOMPARE(publisher.record().parts.first().sends, 0);
    QCOMPARE(sandbox.callsInOrder(), QString());
    bench.tokens.set(benchAccount, goodToken);
    publisher.handle(post_event::SignedIn{});
    TRY_POST(publisher, PostState::Posted);
}

void PublisherTest::duplicateIsRefused()
{
    LiveSandbox sandbox;
    PostBench bench(m_folder->path(), sandbox.base());
    Publisher first(bench.postServices, bench.draft({QStringLiteral("Hello")}), nullptr);
    first.handle(post_event::Submit{});
    TRY_POST(first, PostState::Posted);
    Publisher second(bench.postServices, bench.draft({QStringLiteral("Hello")}), nullptr);
    second.handle(post_event::Submit{});
    TRY_POST(second, PostState::Failed);
    QCOMPARE(second.record().error.kind, ErrorKind::Duplicate);
    QVERIFY(second.record().error.detail.contains(QLatin1String("duplicate content"))); // X's own words
    QVERIFY(canEdit(second.record()));
    QCOMPARE(sandbox.posts().size(), 1);
}

void PublisherTest::altTextThatXRefuses_data()
{
    QTest::addColumn<bool>("picture");
    QTest::addColumn<PostState>("state");
    QTest::addColumn<int>("warnings");
    QTest::newRow("of a video: a warning") << false << PostState::Posted << 1;
    QTest::newRow("of a picture: a failure") << true << PostState::Failed << 0;
}

void PublisherTest::altTextThatXRefuses()
{
    QFETCH(bool, picture);
    LiveSandbox sandbox(QStringLiteral("faults=status403@metadata#1"));
    PostBench bench(m_folder->path(), sandbox.base());
    bench.hold(picture ? writePicture(file(QStringLiteral("a.png")))
                       : writeVideo(file(QStringLiteral("a.mp4")), 5000));
    bench.uploads[0].altText = QStringLiteral("Words");
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Look")}), nullptr);
    int warnings = 0;
    connect(&publisher, &Publisher::warned, this, [&] { ++warnings; });
    publisher.handle(post_event::Submit{});
    QTRY_VERIFY_WITH_TIMEOUT(!isUnderWay(publisher.record().state), waitMs);
    QTEST(publisher.record().state, "state");
    QTEST(warnings, "warnings");
}

void PublisherTest::lookImpossibleAsks()
{
    LiveSandbox sandbox(QStringLiteral("faults=lost-post-answer+status403@timeline#1"));
    PostBench bench(m_folder->path(), sandbox.base());
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Hello")}), nullptr);
    publisher.handle(post_event::Submit{});
    TRY_POST(publisher, PostState::AskPerson);
    QCOMPARE(publisher.record().error.kind, ErrorKind::Forbidden);
    QCOMPARE(sandbox.requests(QStringLiteral("createpost")).size(), 1);
    publisher.handle(post_event::Decided{true});
    QCOMPARE(publisher.record().state, PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
}

void PublisherTest::cancelWhilePosting()
{
    LiveSandbox sandbox(QStringLiteral("faults=delay@createpost#1:300"));
    PostBench bench(m_folder->path(), sandbox.base());
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Hello")}), nullptr);
    publisher.handle(post_event::Submit{});
    TRY_POST(publisher, PostState::Posting);
    publisher.handle(post_event::Cancel{});
    QCOMPARE(publisher.record().state, PostState::Posting); // it may stand on X already
    TRY_POST(publisher, PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
}

void PublisherTest::waitsForItsMedia()
{
    LiveSandbox sandbox;
    PostBench bench(m_folder->path(), sandbox.base());
    bench.hold(writePicture(file(QStringLiteral("a.png"))));
    bench.uploads[0].state = UploadState::Sending;
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Look")}), nullptr);
    publisher.handle(post_event::Submit{});
    TRY_POST(publisher, PostState::WaitingForMedia);
    publisher.uploadChanged();
    QCOMPARE(publisher.record().state, PostState::WaitingForMedia);
    bench.uploads[0].state = UploadState::Failed;
    bench.uploads[0].error = Error{.kind = ErrorKind::Rejected};
    publisher.uploadChanged();
    QCOMPARE(publisher.record().state, PostState::Failed);
    QCOMPARE(publisher.record().error.kind, ErrorKind::Rejected);
    bench.uploads[0].state = UploadState::Ready;
    publisher.handle(post_event::Retry{});
    QVERIFY(bench.asked.contains(QStringLiteral("retry")));
    TRY_POST(publisher, PostState::Posted);
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(PublisherTest)
#include "tst_publisher.moc"
