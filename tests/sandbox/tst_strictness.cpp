// What X would refuse is refused: requests by table, with the status and a piece of X's own words.
#include "sandbox_fixture.h"
#include "tests/support/fake_clock.h"
#include "tests/support/test_main.h"

using namespace postreel;
using namespace postreel::sandbox;
using namespace postreel::testing;

class TestStrictness : public QObject
{
    Q_OBJECT

    std::unique_ptr<RunningSandbox> m_box;
    QByteArray m_picture; // ready
    QByteArray m_second;  // ready
    QByteArray m_video;   // ready
    QByteArray m_open;    // 10 bytes announced, 4 there
    QByteArray m_foreign; // another user's, ready
    QByteArray m_done;    // the Post that a reply may go to

    // The names in capitals stand for the media and Posts above.
    QByteArray filled(QByteArray text) const
    {
        text.replace("PICTURE", m_picture).replace("SECOND", m_second).replace("VIDEO", m_video);
        return text.replace("OPEN", m_open).replace("FOREIGN", m_foreign).replace("DONE", m_done);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_box = std::make_unique<RunningSandbox>("processing=instant,limits=off");
        m_box->sandbox().addToken("other", QStringLiteral("other"));
        m_box->sandbox().addToken("no-media", QStringLiteral("sandbox"),
                                  {QStringLiteral("tweet.read"), QStringLiteral("users.read")}, 0);
        m_box->sandbox().addToken("expired", QStringLiteral("sandbox"), SandboxTokens::allScopes(), 1);
        m_picture = m_box->readyMedia("one").toLatin1();
        m_second = m_box->readyMedia("two").toLatin1();
        m_video = m_box->readyMedia("film", "video/mp4", "tweet_video").toLatin1();
        m_open = m_box->ask(initRequest(10)).id().toLatin1();
        QCOMPARE(m_box->ask(appendRequest(QString::fromLatin1(m_open), 0, "abcd")).status, 200);
        const RawAnswer begun = m_box->ask(request("POST", "/2/media/upload/initialize",
                                                   "{\"media_type\":\"image/png\",\"total_bytes\":1}",
                                                   "application/json", "other"));
        m_foreign = begun.id().toLatin1();
        m_done = m_box->ask(request("POST", "/2/tweets", "{\"text\":\"the first\"}")).id().toLatin1();
        QCOMPARE(m_done.size(), 19);
    }
    void cleanupTestCase() { m_box.reset(); }

    void json_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char *name, const char *path, const char *body, int status,
                            const char *says) {
            QTest::newRow(name) << QByteArray(path) << QByteArray(body) << status << QByteArray(says);
        };
        const char *init = "/2/media/upload/initialize";
        row("init: unknown member", init, R"({"media_type":"video/mp4","total_bytes":1,"command":"INIT"})",
            400, "$.command: is not defined in the schema");
        row("init: no type", init, R"({"total_bytes":1})", 400, "$.media_type: is missing");
        row("init: type unknown", init, R"({"media_type":"video/avi","total_bytes":1})", 400, "enumeration");
        row("init: total as string", init, R"({"media_type":"video/mp4","total_bytes":"1"})", 400,
            "string found, integer expected");
        row("init: total a fraction", init, R"({"media_type":"video/mp4","total_bytes":1.5})", 400,
            "number found, integer expected");
        row("init: total 0", init, R"({"media_type":"video/mp4","total_bytes":0})", 400,
            "minimum value of 1");
        row("init: total over schema", init, R"({"media_type":"video/mp4","total_bytes":17179869185})", 400,
            "maximum value");
        row("init: video over 8 GB", init, R"({"media_type":"video/mp4","total_bytes":8000000001})", 400,
            "File size exceeds 8000000000");
        row("init: image over 5 MB", init,
            R"({"media_type":"image/png","total_bytes":5000001,"media_category":"tweet_image"})", 400,
            "5000000");
        row("init: gif over 15 MB", init,
            R"({"media_type":"image/gif","total_bytes":15000001,"media_category":"tweet_gif"})", 400,
            "15000000");
        row("init: subtitles over 1 MB", init,
            R"({"media_type":"text/srt","total_bytes":1000001,"media_category":"subtitles"})", 400,
            "1000000");
        row("init: category unknown", init,
            R"({"media_type":"video/mp4","total_bytes":1,"media_category":"film"})", 400, "media_category");
        row("init: type does not fit", init,
            R"({"media_type":"image/png","total_bytes":1,"media_category":"tweet_video"})", 400,
            "does not fit");
        row("init: owners", init, R"({"media_type":"image/png","total_bytes":1,"additional_owners":["x"]})",
            400, "regex");
        row("init: array", init, "[1]", 400, "no JSON object");
        row("init: broken", init, "{\"media_type\":", 400, "no JSON object");
        row("init: bad UTF-8", init, "{\"media_type\":\"\xff\"}", 400, "no JSON object");
        row("finalize: too little", "/2/media/upload/OPEN/finalize", "{}", 400,
            "Segments do not add up to provided total file size: 4 of 10 bytes.");
        row("finalize: members", "/2/media/upload/OPEN/finalize", R"({"media_id":"1"})", 400,
            "$.media_id: is not defined");
        row("finalize: again", "/2/media/upload/PICTURE/finalize", "{}", 400, "finalized already");
        row("finalize: unknown", "/2/media/upload/123/finalize", "{}", 400, "unknown or has expired");
        row("finalize: another's", "/2/media/upload/FOREIGN/finalize", "{}", 403,
            "problems/not-authorized-for-resource");
        const char *post = "/2/tweets";
        row("post: empty", post, "{}", 400, "text or media");
        row("post: unknown member", post, R"({"text":"a","idempotency_key":"b"})", 400,
            "$.idempotency_key: is not defined");
        row("post: text a number", post, R"({"text":1})", 400, "integer found, string expected");
        row("post: unknown media member", post, R"({"media":{"media_ids":["PICTURE"],"alt":"x"}})", 400,
            "$.media.alt");
        row("post: ids as numbers", post, R"({"media":{"media_ids":[PICTURE]}})", 400, "string expected");
        row("post: no ids", post, R"({"media":{"media_ids":[]}})", 400, "minimum of 1");
        row("post: five ids", post, R"({"media":{"media_ids":["1","2","3","4","5"]}})", 400, "maximum of 4");
        row("post: unknown media", post, R"({"media":{"media_ids":["123"]}})", 400,
            "Your media IDs are invalid");
        row("post: media key", post, R"({"media":{"media_ids":["3_PICTURE"]}})", 400,
            "Your media IDs are invalid");
        row("post: unfinished", post, R"({"media":{"media_ids":["OPEN"]}})", 400,
            "Your media IDs are invalid");
        row("post: another's", post, R"({"media":{"media_ids":["FOREIGN"]}})", 400,
            "Your media IDs are invalid");
        row("post: mixed", post, R"({"media":{"media_ids":["PICTURE","VIDEO"]}})", 400,
            "Your media IDs are invalid");
        row("post: twice the same", post, R"({"media":{"media_ids":["PICTURE","PICTURE"]}})", 400,
            "Your media IDs are invalid");
        row("post: cover is a video", post, R"({"media":{"media_ids":["VIDEO"],"preview_media_id":"VIDEO"}})",
            400, "Your media IDs are invalid");
        row("post: duplicate", post, R"({"text":"the first"})", 403, "duplicate content");
        row("post: reply to nothing", post, R"({"text":"b","reply":{"in_reply_to_tweet_id":"1"}})", 403,
            "reply to a Post");
        row("post: reply without id", post, R"({"text":"b","reply":{}})", 400,
            "in_reply_to_tweet_id: is missing");
        row("post: reply settings", post, R"({"text":"b","reply_settings":"everyone"})", 400,
            "reply_settings");
        row("post: poll and media", post,
            R"({"text":"b","poll":{"options":["a","b"],"duration_minutes":5},"media":{"media_ids":["PICTURE"]}})",
            400, "poll");
        row("post: poll of one", post, R"({"text":"b","poll":{"options":["a"],"duration_minutes":5}})", 400,
            "minimum of 2");
        row("metadata: no id", "/2/media/metadata", "{}", 400, "$.id: is missing");
        row("metadata: unfinished", "/2/media/metadata", R"({"id":"OPEN"})", 400, "not finalized");
        row("metadata: flat text", "/2/media/metadata", R"({"id":"PICTURE","metadata":{"alt_text":"x"}})",
            400, "object expected");
        row("subtitles: of a picture", "/2/media/subtitles",
            R"({"id":"PICTURE","media_category":"TweetVideo","subtitles":{"id":"SECOND","language_code":"EN"}})",
            400, "no video");
        row("subtitles: not text", "/2/media/subtitles",
            R"({"id":"VIDEO","media_category":"TweetVideo","subtitles":{"id":"SECOND","language_code":"EN"}})",
            400, "holds no subtitles");
        row("subtitles: language", "/2/media/subtitles",
            R"({"id":"VIDEO","media_category":"TweetVideo","subtitles":{"id":"SECOND","language_code":"eng"}})",
            400, "regex");
        row("subtitles: category", "/2/media/subtitles",
            R"({"id":"VIDEO","media_category":"tweet_video","subtitles":{"id":"SECOND","language_code":"EN"}})",
            400, "enumeration");
        row("subtitles: amplify", "/2/media/subtitles",
            R"({"id":"VIDEO","media_category":"AmplifyVideo","subtitles":{"id":"SECOND","language_code":"EN"}})",
            400, "no video of this category");
    }
    void json()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, says);
        const RawAnswer answer = m_box->ask(request("POST", filled(path), filled(body)));
        QTEST(answer.status, "status");
        QVERIFY2(answer.body.contains(says), answer.body.constData());
        QCOMPARE(answer.headers.value("content-type"), QByteArray("application/problem+json"));
        if (answer.status == 400)
            QCOMPARE(answer.json().value(QStringLiteral("type")).toString(),
                     QStringLiteral("https://api.x.com/2/problems/invalid-request"));
    }

    void longAltText()
    {
        const auto body = [this](int size) {
            return QByteArray("{\"id\":\"" + m_picture + "\",\"metadata\":{\"alt_text\":{\"text\":\"" +
                              QByteArray(size, 'x') + "\"}}}");
        };
        QCOMPARE(m_box->ask(request("POST", "/2/media/metadata", body(1001))).status, 400);
        QCOMPARE(m_box->ask(request("POST", "/2/media/metadata", body(1000))).status, 200);
    }

    void longText()
    {
        const auto post = [this](const QByteArray &text) {
            return m_box->ask(request("POST", "/2/tweets", "{\"text\":\"" + text + "\"}")).status;
        };
        QCOMPARE(post(QByteArray(281, 'x')), 403);
        QCOMPARE(post(QByteArray(280, 'x')), 201);
        QCOMPARE(post(QByteArray("\xe6\xbc\xa2").repeated(141)), 403);
        QCOMPARE(post(QByteArray("\xe6\xbc\xa2").repeated(140)), 201);
        QCOMPARE(post(QByteArray(256, 'y') + " https://example.com/" + QByteArray(300, 'z')), 201);
    }

    void append_data()
    {
        QTest::addColumn<QList<QByteArray>>("nameValue");
        QTest::addColumn<int>("status");
        QTest::newRow("no index") << QList<QByteArray>{"media", "x"} << 400;
        QTest::newRow("no media") << QList<QByteArray>{"segment_index", "1"} << 400;
        QTest::newRow("empty media") << QList<QByteArray>{"segment_index", "1", "media", ""} << 400;
        QTest::newRow("index 1000") << QList<QByteArray>{"segment_index", "1000", "media", "x"} << 400;
        QTest::newRow("index -1") << QList<QByteArray>{"segment_index", "-1", "media", "x"} << 400;
        QTest::newRow("index 1.0") << QList<QByteArray>{"segment_index", "1.0", "media", "x"} << 400;
        QTest::newRow("index 01") << QList<QByteArray>{"segment_index", "01", "media", "x"} << 400;
        QTest::newRow("unknown field")
            << QList<QByteArray>{"segment_index", "1", "media_id", "7", "media", "x"} << 400;
        QTest::newRow("field twice") << QList<QByteArray>{"segment_index", "1", "segment_index", "2",
                                                          "media",         "x"}
                                     << 400;
        QTest::newRow("other bytes") << QList<QByteArray>{"segment_index", "0", "media", "zzzz"} << 400;
        QTest::newRow("shorter") << QList<QByteArray>{"segment_index", "0", "media", "abc"} << 400;
        QTest::newRow("the same again") << QList<QByteArray>{"segment_index", "0", "media", "abcd"} << 200;
        QTest::newRow("more than announced")
            << QList<QByteArray>{"segment_index", "1", "media", "1234567"} << 400;
        QTest::newRow("media first") << QList<QByteArray>{"media", "abcd", "segment_index", "0"} << 200;
    }
    void append()
    {
        QFETCH(QList<QByteArray>, nameValue);
        QList<Part> parts;
        for (qsizetype i = 0; i < nameValue.size(); i += 2)
            parts.append({nameValue.at(i), nameValue.at(i + 1),
                          nameValue.at(i) == "media" ? QByteArray("blob") : QByteArray()});
        QTEST(m_box
                  ->ask(request("POST", "/2/media/upload/" + m_open + "/append", multipart(parts),
                                multipartType))
                  .status,
              "status");
    }

    void appendElsewhere()
    {
        QCOMPARE(m_box->ask(appendRequest(QString::fromLatin1(m_picture), 1, "x")).status, 400); // finalized
        QCOMPARE(m_box->ask(appendRequest(QString::fromLatin1(m_foreign), 0, "x")).status, 403);
        QCOMPARE(m_box->ask(appendRequest(QStringLiteral("123"), 0, "x")).status, 400);
        const QByteArray path = "/2/media/upload/" + m_open + "/append";
        QCOMPARE(
            m_box->ask(request("POST", path, "segment_index=1", "application/x-www-form-urlencoded")).status,
            415);
        QCOMPARE(m_box->ask(request("POST", path, "--XyZ\r\nbroken", multipartType)).status, 400);
        QCOMPARE(m_box->ask(request("POST", path, "x", "multipart/form-data")).status, 400);
    }

    void gapIsRefused()
    {
        const QString id = m_box->ask(initRequest(4)).id();
        m_box->ask(appendRequest(id, 0, "ab"));
        m_box->ask(appendRequest(id, 2, "cd"));
        const RawAnswer answer = m_box->ask(finalizeRequest(id));
        QCOMPARE(answer.status, 400);
        QVERIFY(answer.body.contains("Segments are missing"));
    }

    void paths_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("allow");
        QTest::newRow("unknown") << QByteArray("GET") << QByteArray("/2/nothing") << 404 << QByteArray();
        QTest::newRow("root of the API") << QByteArray("GET") << QByteArray("/2") << 404 << QByteArray();
        QTest::newRow("head") << QByteArray("HEAD") << QByteArray("/2/tweets") << 404 << QByteArray();
        QTest::newRow("get initialize")
            << QByteArray("GET") << QByteArray("/2/media/upload/initialize") << 405 << QByteArray("POST");
        QTest::newRow("put upload") << QByteArray("PUT") << QByteArray("/2/media/upload") << 405
                                    << QByteArray("GET, POST");
        QTest::newRow("get tweets") << QByteArray("GET") << QByteArray("/2/tweets") << 405
                                    << QByteArray("POST");
        QTest::newRow("post me") << QByteArray("POST") << QByteArray("/2/users/me") << 405
                                 << QByteArray("GET");
        QTest::newRow("id of letters")
            << QByteArray("POST") << QByteArray("/2/media/upload/abc/append") << 404 << QByteArray();
        QTest::newRow("climbing out")
            << QByteArray("GET") << QByteArray("/media/../../etc/passwd") << 404 << QByteArray();
        QTest::newRow("climbing out coded")
            << QByteArray("GET") << QByteArray("/media/%2e%2e%2f1/file") << 404 << QByteArray();
    }
    void paths()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        const RawAnswer answer = m_box->ask(request(method, path));
        QTEST(answer.status, "status");
        QTEST(answer.headers.value("allow"), "allow");
        QVERIFY(answer.headers.contains("date"));
    }

    void tokens()
    {
        const auto me = [this](const QByteArray &token) {
            return m_box->ask(request("GET", "/2/users/me", {}, {}, token));
        };
        QCOMPARE(me({}).status, 401);
        QCOMPARE(me("wrong").status, 401);
        QCOMPARE(me("expired").status, 401);
        QCOMPARE(me("no-media").status, 200);
        QCOMPARE(
            m_box->ask("GET /2/users/me HTTP/1.1\r\nHost: @\r\nAuthorization: Basic Z29vZA==\r\n\r\n").status,
            401);
        const RawAnswer refused =
            m_box->ask(request("POST", "/2/media/upload/initialize", "{}", "application/json", "no-media"));
        QCOMPARE(refused.status, 403);
        QCOMPARE(refused.body, QByteArray("Forbidden"));
        QCOMPARE(m_box->ask(request("POST", "/2/tweets", "{\"text\":\"x\"}", "application/json", "no-media"))
                     .status,
                 403);
    }

    void statusCall()
    {
        QCOMPARE(m_box->ask(statusRequest(QString::fromLatin1(m_picture))).status, 404); // no processing
        QCOMPARE(m_box->ask(statusRequest(QString::fromLatin1(m_open))).status, 404);
        QCOMPARE(m_box->ask(statusRequest(QString::fromLatin1(m_video))).status, 200);
        QCOMPARE(m_box->ask(request("GET", "/2/media/upload?media_id=" + m_video)).status, 200);
        QCOMPARE(m_box->ask(request("GET", "/2/media/upload?command=INIT&media_id=" + m_video)).status, 400);
        QCOMPARE(m_box->ask(request("GET", "/2/media/upload?command=STATUS")).status, 400);
        QCOMPARE(m_box->ask(request("GET", "/2/media/upload?media_id=" + m_video + "&x=1")).status, 400);
    }

    void expiry()
    {
        FakeClock clock;
        SandboxOptions options = RunningSandbox::optionsOf("expires=100,processing=instant");
        options.clock = &clock;
        RunningSandbox box(options);
        const QString open = box.ask(initRequest(4)).id();
        const QString ready = box.readyMedia("abcd");
        box.onThread([&clock] { clock.advance(101'000); });
        QCOMPARE(box.ask(appendRequest(open, 0, "abcd")).status, 400);
        const RawAnswer posted = box.ask(
            request("POST", "/2/tweets", "{\"media\":{\"media_ids\":[\"" + ready.toLatin1() + "\"]}}"));
        QCOMPARE(posted.status, 400);
        QCOMPARE(box.upload(ready).value(QStringLiteral("state")).toString(), QStringLiteral("expired"));
    }

    void rateLimits()
    {
        FakeClock clock;
        SandboxOptions options = RunningSandbox::optionsOf("");
        options.clock = &clock;
        RunningSandbox box(options);
        RawClient client(box.port());
        for (int i = 0; i < 75; ++i) {
            client.send(request("GET", "/2/users/me"));
            const RawAnswer answer = client.read();
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.headers.value("x-rate-limit-limit"), QByteArray("75"));
            QCOMPARE(answer.headers.value("x-rate-limit-remaining").toInt(), 74 - i);
        }
        client.send(request("GET", "/2/users/me"));
        const RawAnswer refused = client.read();
        QCOMPARE(refused.status, 429);
        QVERIFY(refused.body.contains("\"code\":88"));
        QCOMPARE(refused.headers.value("x-rate-limit-reset").toLongLong(), clock.wallMs() / 1000 + 900);
        QCOMPARE(box.ask(initRequest(1)).status, 200); // another call, another window
        box.onThread([&clock] { clock.advance(900'000); });
        QCOMPARE(box.ask(request("GET", "/2/users/me")).status, 200);
    }
};

POSTREEL_TEST_MAIN(TestStrictness)
#include "tst_strictness.moc"
