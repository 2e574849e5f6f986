// Both generations of the media calls, the one-call upload, connections and pages, on real sockets.
#include "sandbox_fixture.h"
#include "tests/support/test_main.h"

#include <QCryptographicHash>

using namespace postreel;
using namespace postreel::sandbox;
using namespace postreel::testing;

namespace {

QString sha256(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<char>(state >> 24);
    }
    return bytes;
}

QByteArray command(const QList<Part> &parts)
{
    return request("POST", "/2/media/upload", multipart(parts), multipartType);
}

QString processingState(const RawAnswer &answer)
{
    return answer.data().value(QStringLiteral("processing_info"))[QStringLiteral("state")].toString();
}

} // namespace

class TestWireForms : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void resourceForm()
    {
        RunningSandbox box("probe=off,processing=pending:1,succeeded");
        const QByteArray bytes = noise(300001);
        const RawAnswer begun = box.ask(initRequest(bytes.size()));
        QCOMPARE(begun.status, 200);
        const QString id = begun.id();
        QCOMPARE(id.size(), 19);
        QCOMPARE(begun.data().value(QStringLiteral("media_key")).toString(), QStringLiteral("7_") + id);
        QCOMPARE(begun.data().value(QStringLiteral("expires_after_secs")).toInt(), 86400);
        QCOMPARE(box.ask(statusRequest(id)).status, 404);
        // Out of order, and one of them twice.
        for (const int index : {2, 0, 1, 2}) {
            const RawAnswer appended =
                box.ask(appendRequest(id, index, bytes.mid(index * 100000, index == 2 ? -1 : 100000)));
            QCOMPARE(appended.status, 200);
            QVERIFY(appended.data().value(QStringLiteral("expires_at")).toInteger() > 1700000000);
        }
        const RawAnswer ended = box.ask(finalizeRequest(id));
        QCOMPARE(ended.status, 200);
        QCOMPARE(processingState(ended), QStringLiteral("pending"));
        QTRY_COMPARE(processingState(box.ask(statusRequest(id))), QStringLiteral("succeeded"));
        const QJsonObject upload = box.upload(id);
        QCOMPARE(upload.value(QStringLiteral("sha256")).toString(), sha256(bytes));
        QCOMPARE(
            upload.value(QStringLiteral("segments"))[QStringLiteral("2")][QStringLiteral("appends")].toInt(),
            2);
        QFile file(upload.value(QStringLiteral("file")).toString());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), bytes);
    }

    void commandForm()
    {
        RunningSandbox box("processing=instant");
        const QByteArray bytes = noise(1000);
        const RawAnswer begun = box.ask(command({{"command", "INIT"},
                                                 {"media_type", "video/mp4"},
                                                 {"total_bytes", "1000"},
                                                 {"media_category", "amplify_video"}}));
        QCOMPARE(begun.status, 200);
        const QByteArray id = begun.id().toLatin1();
        QVERIFY(begun.data().value(QStringLiteral("media_key")).toString().startsWith(QStringLiteral("13_")));
        for (const int index : {0, 1}) {
            const RawAnswer appended =
                box.ask(command({{"command", "APPEND"},
                                 {"media_id", id},
                                 {"segment_index", QByteArray::number(index)},
                                 {"media", bytes.mid(index * 500, 500), "video.mp4"}}));
            QCOMPARE(appended.status, 204);
            QVERIFY(appended.body.isEmpty());
        }
        const RawAnswer ended = box.ask(request("POST", "/2/media/upload", "command=FINALIZE&media_id=" + id,
                                                "application/x-www-form-urlencoded"));
        QCOMPARE(processingState(ended), QStringLiteral("succeeded"));
        QCOMPARE(box.upload(QString::fromLatin1(id)).value(QStringLiteral("sha256")).toString(),
                 sha256(bytes));
        QCOMPARE(box.upload(QString::fromLatin1(id)).value(QStringLiteral("form")).toString(),
                 QStringLiteral("command"));
    }

    void servedForms_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<int>("resource");
        QTest::addColumn<int>("command");
        QTest::newRow("both") << QByteArray("forms=both") << 200 << 200;
        QTest::newRow("resource") << QByteArray("forms=resource") << 200 << 400;
        QTest::newRow("command") << QByteArray("forms=command") << 404 << 200;
    }
    void servedForms()
    {
        QFETCH(QByteArray, spec);
        RunningSandbox box(spec.constData());
        QTEST(box.ask(initRequest(10)).status, "resource");
        const RawAnswer answer =
            box.ask(command({{"command", "INIT"}, {"media_type", "video/mp4"}, {"total_bytes", "10"}}));
        QTEST(answer.status, "command");
        if (answer.status == 400)
            QVERIFY(answer.body.contains("Missing media field in JSON"));
    }

    void oneCall()
    {
        RunningSandbox box;
        const QByteArray picture = QByteArray("\x89PNG\r\n\x1a\n") + noise(500);
        const RawAnswer plain =
            box.ask(command({{"media", picture, "p.png"}, {"media_category", "tweet_image"}}));
        QCOMPARE(plain.status, 200);
        QVERIFY(!plain.data().contains(QStringLiteral("processing_info")));
        QCOMPARE(box.upload(plain.id()).value(QStringLiteral("sha256")).toString(), sha256(picture));
        const QByteArray json =
            "{\"media\":\"" + picture.toBase64() + "\",\"media_category\":\"tweet_image\"}";
        const RawAnswer coded = box.ask(request("POST", "/2/media/upload", json));
        QCOMPARE(coded.status, 200);
        QCOMPARE(box.upload(coded.id()).value(QStringLiteral("sha256")).toString(), sha256(picture));
        QCOMPARE(box.ask(command({{"media", noise(100), "x"}, {"media_category", "tweet_image"}})).status,
                 400);
        QCOMPARE(box.ask(command({{"media", picture, "p.png"},
                                  {"media_category", "tweet_image"},
                                  {"media_type", "image/png"}}))
                     .status,
                 400);
    }

    void appendAsJson()
    {
        RunningSandbox box;
        const QByteArray path = "/2/media/upload/" + box.ask(initRequest(3)).id().toLatin1() + "/append";
        QCOMPARE(box.ask(request("POST", path, "{\"media\":\"YWJj\",\"segment_index\":\"0\"}")).status, 400);
        QCOMPARE(box.ask(request("POST", path, "{\"media\":\"?\",\"segment_index\":0}")).status, 400);
        QCOMPARE(box.ask(request("POST", path, "{\"media\":\"YWJj\",\"segment_index\":0}")).status, 200);
    }

    void keepAliveAndPipelining()
    {
        RunningSandbox box;
        RawClient client(box.port());
        client.send(initRequest(5) + initRequest(6) + request("GET", "/2/users/me"));
        const RawAnswer first = client.read();
        const RawAnswer second = client.read();
        const RawAnswer third = client.read();
        QCOMPARE(first.status, 200);
        QCOMPARE(second.status, 200);
        QVERIFY(first.id() != second.id());
        QCOMPARE(third.data().value(QStringLiteral("username")).toString(), QStringLiteral("sandbox"));
        const QJsonArray log = box.list("log");
        QCOMPARE(log.at(0)[QStringLiteral("connection")], log.at(2)[QStringLiteral("connection")]);
        client.send(
            "GET /2/users/me HTTP/1.1\r\nHost: @\r\nAuthorization: Bearer good\r\nConnection: close\r\n\r\n");
        QCOMPARE(client.read().status, 200);
        QVERIFY(client.ends());
    }

    void chunkedAndContinue()
    {
        RunningSandbox box;
        RawClient client(box.port());
        const QByteArray json = "{\"media_type\":\"video/mp4\",\"total_bytes\":9}";
        client.send("POST /2/media/upload/initialize HTTP/1.1\r\nHost: @\r\nAuthorization: bearer "
                    "good\r\nExpect: 100-continue\r\n"
                    "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        QCOMPARE(client.read().status, 100);
        for (const char byte : json)
            client.send(QByteArray("1\r\n") + byte + "\r\n");
        client.send("0\r\n\r\n");
        QCOMPARE(client.read().status, 200);
        // Refused before the body is sent: no 100, and the connection is not used further.
        client.send("POST /2/media/upload/initialize HTTP/1.1\r\nHost: @\r\nExpect: "
                    "100-continue\r\nContent-Length: 9\r\n\r\n");
        QCOMPARE(client.read().status, 401);
        QVERIFY(client.ends());
    }

    void tooLargeIsSeen()
    {
        RunningSandbox box;
        const QString id = box.ask(initRequest(20'000'000)).id();
        const RawAnswer announced = box.ask(appendRequest(id, 0, QByteArray(9'000'000, 'x')));
        QCOMPARE(announced.status, 413);
        QVERIFY(announced.body.isEmpty());
        QCOMPARE(box.ask(appendRequest(id, 0, QByteArray(8'000'001, 'x'))).status, 413);
        QCOMPARE(box.ask(appendRequest(id, 0, QByteArray(8'000'000, 'x'))).status, 200);
    }

    void postPage()
    {
        RunningSandbox box("processing=instant");
        const QByteArray bytes = noise(5000);
        const QString video = box.readyMedia(bytes, "video/mp4", "tweet_video");
        const QString captions =
            box.readyMedia("1\n00:00:00,000 --> 00:00:01,500\nHi\n", "text/srt", "subtitles");
        const QByteArray track = "{\"id\":\"" + video.toLatin1() +
                                 "\",\"media_category\":\"TweetVideo\",\"subtitles\":{\"id\":\"" +
                                 captions.toLatin1() +
                                 "\",\"language_code\":\"EN\",\"display_name\":\"English\"}}";
        QCOMPARE(box.ask(request("POST", "/2/media/subtitles", track)).status, 200);
        QCOMPARE(box.ask(request("POST", "/2/media/metadata",
                                 "{\"id\":\"" + video.toLatin1() +
                                     "\",\"metadata\":{\"alt_text\":{\"text\":\"a \\\"cat\\\"\"}}}"))
                     .status,
                 200);
        const RawAnswer posted = box.ask(
            request("POST", "/2/tweets",
                    "{\"text\":\"<b>Hi & bye\",\"media\":{\"media_ids\":[\"" + video.toLatin1() + "\"]}}"));
        QCOMPARE(posted.status, 201);
        const RawAnswer page = box.ask(request("GET", "/i/status/" + posted.id().toLatin1()));
        QVERIFY(page.body.contains("<title>Posted in the sandbox, not on X</title>"));
        QVERIFY(page.body.contains("&lt;b&gt;Hi &amp; bye"));
        QVERIFY(page.body.contains("a &quot;cat&quot;"));
        QVERIFY(page.body.contains("<video controls"));
        QVERIFY(page.body.contains("@sandbox"));
        const QByteArray file = "/media/" + video.toLatin1() + "/file";
        QCOMPARE(box.ask(request("GET", file)).body, bytes);
        const RawAnswer range =
            box.ask("GET " + file + " HTTP/1.1\r\nHost: @\r\nAuthorization: Bearer good\r\nRange: bytes=100-199\r\n\r\n");
        QCOMPARE(range.status, 206);
        QCOMPARE(range.headers.value("content-range"), QByteArray("bytes 100-199/5000"));
        QCOMPARE(range.body, bytes.mid(100, 100));
        QCOMPARE(box.ask("GET " + file + " HTTP/1.1\r\nHost: @\r\nAuthorization: Bearer good\r\nRange: bytes=-10\r\n\r\n").body,
                 bytes.right(10));
        QCOMPARE(box.ask("GET " + file + " HTTP/1.1\r\nHost: @\r\nAuthorization: Bearer good\r\nRange: bytes=5000-\r\n\r\n").status, 416);
        const RawAnswer headOnly = box.ask("HEAD " + file + " HTTP/1.1\r\nHost: @\r\nAuthorization: Bearer good\r\n\r\n");
        QCOMPARE(headOnly.headers.value("content-length"), QByteArray("5000"));
        const RawAnswer vtt =
            box.ask(request("GET", "/media/" + video.toLatin1() + "/subtitles/EN"));
        QVERIFY(vtt.body.startsWith("WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.500"));
        QVERIFY(box.ask(request("GET", "/"))
                    .body.contains(QByteArray("/i/status/" + posted.id().toLatin1())));
        QCOMPARE(box.ask(request("GET", "/i/status/1")).status, 404);
    }

    void record()
    {
        QTemporaryDir folder;
        SandboxOptions options = RunningSandbox::optionsOf("");
        options.recordFile = folder.filePath(QStringLiteral("record.jsonl"));
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        RunningSandbox box(options);
        const QString id = box.ask(initRequest(3)).id();
        box.ask(appendRequest(id, 0, "abc"));
        box.ask(request("POST", "/2/oauth2/token",
                        "grant_type=refresh_token&refresh_token=TOPSECRET&client_id=a",
                        "application/x-www-form-urlencoded", {}));
        QFile file(options.recordFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray all = file.readAll();
        QVERIFY(!all.contains("TOPSECRET") && !all.contains("good"));
        const QList<QByteArray> lines = all.trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        const QJsonObject begun = QJsonDocument::fromJson(lines.at(0)).object();
        QCOMPARE(begun.value(QStringLiteral("json"))[QStringLiteral("total_bytes")].toInt(), 3);
        QCOMPARE(begun.value(QStringLiteral("status")).toInt(), 200);
        const QJsonObject appended = QJsonDocument::fromJson(lines.at(1)).object();
        QCOMPARE(appended.value(QStringLiteral("connection")).toInt(), 2);
        const qint64 began = begun.value(QStringLiteral("t")).toInteger();
        const qint64 answered = began + begun.value(QStringLiteral("ms")).toInteger();
        QVERIFY(began >= before && answered >= began);
        QVERIFY(appended.value(QStringLiteral("t")).toInteger() >= answered);
        QCOMPARE(appended.value(QStringLiteral("fields"))[QStringLiteral("segment_index")].toString(),
                 QStringLiteral("0"));
        QCOMPARE(appended.value(QStringLiteral("fields"))[QStringLiteral("media")][QStringLiteral("bytes")]
                     .toInt(),
                 3);
    }
};

POSTREEL_TEST_MAIN(TestWireForms)
#include "tst_wire_forms.moc"
