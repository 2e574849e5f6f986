// Title and description go out with a video, and with nothing else.
#include "tests/post/post_bench.h"
#include "tests/support/raw_server.h"

using namespace postreel;
using namespace postreel::testing;

namespace {

// Ready, as if X had it.
Upload held(UploadKind kind, const char *mediaId, const char *category)
{
    Upload upload;
    upload.id = QString::fromLatin1(mediaId);
    upload.kind = kind;
    upload.state = UploadState::Ready;
    upload.mediaId = QString::fromLatin1(mediaId);
    upload.facts.mediaCategory = QString::fromLatin1(category);
    upload.title = QStringLiteral("The harbour");
    upload.description = QStringLiteral("At dawn,\nin \"fog\"");
    return upload;
}

} // namespace

class PublisherTitlesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsSent_data();
    void whatIsSent();
    void theSandboxTakesThem();
};

void PublisherTitlesTest::whatIsSent_data()
{
    QTest::addColumn<QVector<Upload>>("uploads");
    QTest::addColumn<QStringList>("members"); // of "media" besides the ids
    const QStringList both{QStringLiteral("description"), QStringLiteral("title")};
    using enum UploadKind;
    QTest::newRow("video") << QVector<Upload>{held(Media, "1", "tweet_video")} << both;
    QTest::newRow("amplify video") << QVector<Upload>{held(Media, "1", "amplify_video")} << both;
    QTest::newRow("picture") << QVector<Upload>{held(Media, "1", "tweet_image")} << QStringList();
    QTest::newRow("GIF") << QVector<Upload>{held(Media, "1", "tweet_gif")} << QStringList();
    QVector<Upload> untitled{held(Media, "1", "tweet_video"), held(Subtitle, "2", "subtitles"),
                             held(Cover, "3", "tweet_image")};
    untitled[0].title.clear();
    QTest::newRow("what is empty stays away")
        << untitled << QStringList{QStringLiteral("description"), QStringLiteral("preview_media_id")};
}

void PublisherTitlesTest::whatIsSent()
{
    QFETCH(QVector<Upload>, uploads);
    QFETCH(QStringList, members);
    RawServer server;
    QJsonObject sent;
    server.onWhole = [&](RawConnection &connection, const WireRequest &request) {
        if (request.line().contains("/2/tweets"))
            sent = QJsonDocument::fromJson(request.body).object();
        connection.answer(201, R"({"data":{"id":"5"}})");
    };
    const QTemporaryDir folder;
    PostBench bench(folder.path(), server.base());
    bench.uploads = uploads;
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Film")}), nullptr);
    publisher.handle(post_event::Submit{});
    TRY_POST(publisher, PostState::Posted);
    const QJsonObject media = sent[QStringLiteral("media")].toObject();
    QCOMPARE(media[QStringLiteral("media_ids")].toArray(), QJsonArray{QStringLiteral("1")});
    QStringList others = media.keys();
    others.removeOne(QStringLiteral("media_ids"));
    QCOMPARE(others, members);
    if (members.contains(QStringLiteral("title")))
        QCOMPARE(media[QStringLiteral("title")].toString(), uploads[0].title);
    if (members.contains(QStringLiteral("description")))
        QCOMPARE(media[QStringLiteral("description")].toString(), uploads[0].description);
}

void PublisherTitlesTest::theSandboxTakesThem()
{
    LiveSandbox sandbox;
    const QTemporaryDir folder;
    PostBench bench(folder.path(), sandbox.base());
    bench.hold(writeVideo(folder.filePath(QStringLiteral("a.mp4")), 5000));
    bench.uploads[0].title = QStringLiteral("The harbour");
    bench.uploads[0].description = QStringLiteral("At dawn");
    Publisher publisher(bench.postServices, bench.draft({QStringLiteral("Film")}), nullptr);
    publisher.handle(post_event::Submit{});
    TRY_POST(publisher, PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(PublisherTitlesTest)
#include "tst_publisher_titles.moc"
