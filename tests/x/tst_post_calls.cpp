// The calls around a Post: what leaves, and what is read from every answer.
#include "app/x/post_calls.h"
#include "tests/x/answers.h"

#include <QJsonArray>
#include <QTest>
#include <QUrl>

using namespace postreel;
using namespace postreel::testing;

namespace {
QJsonObject object(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}
} // namespace

class TestPostCalls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void createPostSends_data();
    void createPostSends();
    void createPostReads_data();
    void createPostReads();
    void meSendsAndReads();
    void ownPostsAsksForAPage();
    void thePageTokenComesBackAsXGaveIt_data();
    void thePageTokenComesBackAsXGaveIt();
    void ownPostsReadsAPage();
    void textsAreRestored_data();
    void textsAreRestored();
    void timelinesThatAreNone_data();
    void timelinesThatAreNone();
    void metadataSends();
    void subtitlesSend_data();
    void subtitlesSend();
    void anyTwoHundredWillDoForExtras();
};

void TestPostCalls::createPostSends_data()
{
    using Content = CreatePostCall::Content;
    QTest::addColumn<Content>("content");
    QTest::addColumn<QJsonObject>("body");
    QTest::newRow("text alone") << Content{.text = QStringLiteral("a \"b\"\n🎬")}
                                << QJsonObject{{QStringLiteral("text"), QStringLiteral("a \"b\"\n🎬")}};
    QTest::newRow("media without text")
        << Content{.mediaIds = {QStringLiteral("9223372036854775807")}}
        << object(R"({"text":"","media":{"media_ids":["9223372036854775807"]}})");
    QTest::newRow("all") << Content{.text = QStringLiteral("t"),
                                    .mediaIds = {QStringLiteral("1"), QStringLiteral("2")},
                                    .coverMediaId = QStringLiteral("3"),
                                    .title = QStringLiteral("The \"harbour\""),
                                    .description = QStringLiteral("At dawn"),
                                    .replyTo = QStringLiteral("4"),
                                    .replySettings = QStringLiteral("mentionedUsers")}
                         << object(
                                R"({"text":"t","media":{"media_ids":["1","2"],"preview_media_id":"3",)"
                                R"("title":"The \"harbour\"","description":"At dawn"},)"
                                R"("reply":{"in_reply_to_tweet_id":"4"},"reply_settings":"mentionedUsers"})");
    QTest::newRow("a title alone")
        << Content{.mediaIds = {QStringLiteral("1")}, .title = QStringLiteral("Harbour")}
        << object(R"({"text":"","media":{"media_ids":["1"],"title":"Harbour"}})");
    QTest::newRow("a cover and a title without media go nowhere")
        << Content{.text = QStringLiteral("t"), .coverMediaId = QStringLiteral("3"), .title = QStringLiteral("Harbour")}
        << object(R"({"text":"t"})");
}

void TestPostCalls::createPostSends()
{
    QFETCH(CreatePostCall::Content, content);
    QFETCH(QJsonObject, body);
    const Request request = CreatePostCall(content).request();
    QCOMPARE(request.call, Call::CreatePost);
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.path, QStringLiteral("/2/tweets"));
    QCOMPARE(request.contentType, QByteArray("application/json"));
    QCOMPARE(jsonOf(request), body);
}

void TestPostCalls::createPostReads_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("id"); // empty: BadAnswer, so the outcome is unknown
    QTest::newRow("the guide's") << QByteArray(
                                        R"({"data":{"edit_history_tweet_ids":["1880028106020515840"],)"
                                        R"("id":"1880028106020515840","text":"t https://t.co/DqNyXX"}})")
                                 << QStringLiteral("1880028106020515840");
    QTest::newRow("newer") << QByteArray(R"({"data":{"edit_history_post_ids":["5"],"id":"5","text":""}})")
                           << QStringLiteral("5");
    QTest::newRow("a number") << QByteArray(R"({"data":{"id":9223372036854775807}})")
                              << QStringLiteral("9223372036854775807");
    for (const char *body :
         {"", "{}", "[]", "ok", R"({"data":{}})", R"({"data":null})", R"({"id":"5"})",
          R"({"data":{"id":""}})", R"({"data":{"id":"0"}})", R"({"data":{"id":0}})", R"({"data":{"id":1.5}})",
          R"({"data":{"id":9.3e18}})", R"({"data":{"id":"5 "}})", R"({"data":{"id":"5\n"}})",
          R"({"data":{"id":"5")", R"({"errors":[{"message":"x"}]})"})
        QTest::addRow("unreadable %s", body) << QByteArray(body) << QString();
}

void TestPostCalls::createPostReads()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, id);
    const Result<QString> read = CreatePostCall::read(answered(201, body));
    QCOMPARE(read.ok(), !id.isEmpty());
    if (read)
        QCOMPARE(read.value(), id);
    else
        QCOMPARE(read.error().kind, ErrorKind::BadAnswer);
}

void TestPostCalls::meSendsAndReads()
{
    const Request request = MeCall().request();
    QCOMPARE(request.method, QByteArray("GET"));
    QCOMPARE(request.path, QStringLiteral("/2/users/me"));
    QCOMPARE(request.query.toString(),
             QStringLiteral("user.fields=subscription_type,verified,verified_type,profile_image_url"));
    const Result<Me> read =
        MeCall::read(answered(200, R"({"data":{"id":"42","name":"N","username":"reel"}})"));
    QVERIFY(read);
    QCOMPARE(read->id, QStringLiteral("42"));
    QCOMPARE(read->username, QStringLiteral("reel"));
    QCOMPARE(read->name, QStringLiteral("N"));
    QVERIFY(read->subscription.isEmpty() && !read->verified && read->pictureUrl.isEmpty());
    const Result<Me> whole = MeCall::read(answered(
        200, R"({"data":{"id":"42","name":"N\u0007
<b>","username":"reel","subscription_type":"PremiumPlus",
                 "verified":true,"verified_type":"blue","profile_image_url":"https://pbs.example/a_normal.png"}})"));
    QCOMPARE(whole->name, QStringLiteral("N <b>")); // shown to people as plain text
    QCOMPARE(whole->subscription, QStringLiteral("PremiumPlus"));
    QVERIFY(whole->verified);
    QCOMPARE(whole->verifiedType, QStringLiteral("blue"));
    QCOMPARE(whole->pictureUrl, QStringLiteral("https://pbs.example/a_normal.png"));
    for (const char *picture : {"file:///etc/passwd", "http://pbs.example/a.png", "javascript:x", "x", ""}) {
        const QByteArray body = R"({"data":{"id":"42","profile_image_url":")" + QByteArray(picture) + R"("}})";
        QVERIFY2(MeCall::read(answered(200, body))->pictureUrl.isEmpty(), picture);
    }
    const QByteArray nameAlone = R"({"data":{"username":"reel"}})";
    QCOMPARE(MeCall::read(answered(200, nameAlone)).error().kind, ErrorKind::BadAnswer);
    QCOMPARE(MeCall::read(answered(401)).error().kind, ErrorKind::NotSignedIn);
}

void TestPostCalls::ownPostsAsksForAPage()
{
    const Request first = OwnPostsCall(QStringLiteral("42"), 1'700'000'000'999, {}).request();
    QCOMPARE(first.method, QByteArray("GET"));
    QCOMPARE(first.path, QStringLiteral("/2/users/42/tweets"));
    QCOMPARE(first.query.queryItemValue(QStringLiteral("max_results")), QStringLiteral("100"));
    QCOMPARE(first.query.queryItemValue(QStringLiteral("start_time")),
             QStringLiteral("2023-11-14T22:13:20Z"));
    QCOMPARE(first.query.queryItemValue(QStringLiteral("tweet.fields")),
             QStringLiteral("attachments,created_at,entities,note_tweet,referenced_tweets"));
    QCOMPARE(first.query.queryItemValue(QStringLiteral("expansions")),
             QStringLiteral("attachments.media_keys"));
    QCOMPARE(first.query.queryItems().size(), 4);
}

void TestPostCalls::thePageTokenComesBackAsXGaveIt_data()
{
    QTest::addColumn<QString>("token");
    QTest::newRow("as X makes them") << QStringLiteral("7140dibdnow9c7btw482");
    QTest::newRow("of base64") << QStringLiteral("a+b/c==");
    QTest::newRow("of the signs of a URL") << QStringLiteral("a&b=c#d%2Fe ?");
}

void TestPostCalls::thePageTokenComesBackAsXGaveIt()
{
    QFETCH(QString, token);
    const Request request = OwnPostsCall(QStringLiteral("42"), 0, token).request();
    // As a server reads it from the wire.
    QUrl url(QStringLiteral("http://127.0.0.1/"));
    url.setQuery(request.query);
    QByteArray value;
    for (const QByteArray &field : url.query(QUrl::FullyEncoded).toLatin1().split('&'))
        if (field.startsWith("pagination_token="))
            value = field.mid(field.indexOf('=') + 1).replace('+', ' ');
    QCOMPARE(QString::fromUtf8(QByteArray::fromPercentEncoding(value)), token);
}

void TestPostCalls::ownPostsReadsAPage()
{
    const QByteArray body =
        R"({"data":[{"id":"1880028106020515840","text":"a",)"
        R"("created_at":"2023-11-14T22:13:20.500Z","attachments":{"media_keys":["13_1","3_2"]},)"
        R"("referenced_tweets":[{"type":"quoted","id":"8"},{"type":"replied_to","id":"7"}]},)"
        R"({"id":"6","text":"b"},{"text":"without an id"}],)"
        R"("meta":{"result_count":3,"next_token":"next"}})";
    const Result<OwnPostsPage> read = OwnPostsCall::read(answered(200, body));
    QVERIFY(read);
    QCOMPARE(read->nextToken, QStringLiteral("next"));
    QCOMPARE(read->posts.size(), 2);
    const OwnPost &first = read->posts.first();
    QCOMPARE(first.id, QStringLiteral("1880028106020515840"));
    QCOMPARE(first.createdAtMs, qint64(1'700'000'000'500));
    QCOMPARE(first.mediaKeys, (QStringList{QStringLiteral("13_1"), QStringLiteral("3_2")}));
    QCOMPARE(first.replyTo, QStringLiteral("7"));
    QCOMPARE(read->posts.last().createdAtMs, qint64(0));
    QVERIFY(read->posts.last().replyTo.isEmpty());
}

void TestPostCalls::textsAreRestored_data()
{
    QTest::addColumn<QByteArray>("post");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << QByteArray(R"({"text":"a b"})") << QStringLiteral("a b");
    QTest::newRow("entities") << QByteArray(R"({"text":"a &lt;b&gt; &amp;amp; &amp; c"})")
                              << QStringLiteral("a <b> &amp; & c");
    QTest::newRow("a link")
        << QByteArray(R"({"text":"see https://t.co/abc now","entities":{"urls":[{"url":"https://t.co/abc",)"
                      R"("expanded_url":"https://example.org/x?a=1&lt=2"}]}})")
        << QStringLiteral("see https://example.org/x?a=1&lt=2 now");
    QTest::newRow("a link with an entity of its own")
        << QByteArray(R"({"text":"https://t.co/abc","entities":{"urls":[{"url":"https://t.co/abc",)"
                      R"("expanded_url":"https://example.org/?a&lt;b"}]}})")
        << QStringLiteral("https://example.org/?a&lt;b");
    QTest::newRow("the link of the media")
        << QByteArray(R"({"text":"film https://t.co/abc","entities":{"urls":[{"url":"https://t.co/abc",)"
                      R"("expanded_url":"https://x.com/u/status/1/video/1","media_key":"13_1"}]}})")
        << QStringLiteral("film");
    QTest::newRow("a long text")
        << QByteArray(
               R"({"text":"the begi…","note_tweet":{"text":"the beginning &amp; https://t.co/z",)"
               R"("entities":{"urls":[{"url":"https://t.co/z","expanded_url":"https://example.org"}]}}})")
        << QStringLiteral("the beginning & https://example.org");
}

void TestPostCalls::textsAreRestored()
{
    QFETCH(QByteArray, post);
    QFETCH(QString, text);
    QJsonObject whole = QJsonDocument::fromJson(post).object();
    whole[QStringLiteral("id")] = QStringLiteral("1");
    const QByteArray body = QJsonDocument(QJsonObject{{QStringLiteral("data"), QJsonArray{whole}}}).toJson();
    const Result<OwnPostsPage> read = OwnPostsCall::read(answered(200, body));
    QVERIFY(read);
    QCOMPARE(read->posts.first().text, text);
}

void TestPostCalls::timelinesThatAreNone_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("readable");
    QTest::newRow("no Posts") << QByteArray(R"({"meta":{"result_count":0}})") << true;
    QTest::newRow("empty list") << QByteArray(R"({"data":[]})") << true;
    // Taken for "no Posts", these would let a Post go out twice.
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("empty object") << QByteArray("{}") << false;
    QTest::newRow("errors alone") << QByteArray(R"({"errors":[{"message":"try later"}]})") << false;
    QTest::newRow("cut") << QByteArray(R"({"data":[{"id":"1")") << false;
    QTest::newRow("data no list") << QByteArray(R"({"data":{"id":"1"}})") << false;
}

void TestPostCalls::timelinesThatAreNone()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, readable);
    const Result<OwnPostsPage> read = OwnPostsCall::read(answered(200, body));
    QCOMPARE(read.ok(), readable);
    QCOMPARE(read.error().kind, readable ? ErrorKind::None : ErrorKind::BadAnswer);
    if (read) {
        QVERIFY(read->posts.isEmpty());
        QVERIFY(read->nextToken.isEmpty());
    }
}

void TestPostCalls::metadataSends()
{
    const Request request = MetadataCall(QStringLiteral("5"), QStringLiteral("a \"cat\"")).request();
    QCOMPARE(request.call, Call::Metadata);
    QCOMPARE(request.path, QStringLiteral("/2/media/metadata"));
    const QJsonObject sent = object(R"({"id":"5","metadata":{"alt_text":{"text":"a \"cat\""}}})");
    QCOMPARE(jsonOf(request), sent);
}

void TestPostCalls::subtitlesSend_data()
{
    QTest::addColumn<QString>("category");
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("sentCategory");
    QTest::addColumn<QString>("display");
    QTest::newRow("English") << QStringLiteral("tweet_video") << QStringLiteral("EN")
                             << QStringLiteral("TweetVideo") << QStringLiteral("English");
    QTest::newRow("German") << QStringLiteral("amplify_video") << QStringLiteral("DE")
                            << QStringLiteral("AmplifyVideo") << QStringLiteral("German");
    QTest::newRow("unknown") << QStringLiteral("") << QStringLiteral("QQ") << QStringLiteral("TweetVideo")
                             << QStringLiteral("QQ");
}

void TestPostCalls::subtitlesSend()
{
    QFETCH(QString, category);
    QFETCH(QString, language);
    QFETCH(QString, sentCategory);
    QFETCH(QString, display);
    const Request request =
        SubtitlesCall(QStringLiteral("5"), category, QStringLiteral("6"), language).request();
    QCOMPARE(request.path, QStringLiteral("/2/media/subtitles"));
    QCOMPARE(jsonOf(request), (QJsonObject{{QStringLiteral("id"), QStringLiteral("5")},
                                           {QStringLiteral("media_category"), sentCategory},
                                           {QStringLiteral("subtitles"),
                                            QJsonObject{{QStringLiteral("id"), QStringLiteral("6")},
                                                        {QStringLiteral("language_code"), language},
                                                        {QStringLiteral("display_name"), display}}}}));
}

void TestPostCalls::anyTwoHundredWillDoForExtras()
{
    for (const char *body : {"", "{}", R"({"data":{"id":"1"}})"}) {
        QVERIFY(MetadataCall::read(answered(200, body)));
        QVERIFY(SubtitlesCall::read(answered(204, body)));
    }
    QCOMPARE(MetadataCall::read(answered(400)).error().kind, ErrorKind::Refused);
    QCOMPARE(SubtitlesCall::read(answered(429)).error().kind, ErrorKind::RateLimited);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestPostCalls)
#include "tst_post_calls.moc"
