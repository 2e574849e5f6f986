// Every fault action on a real socket: what the client sees, and what the sandbox did or did not do.
#include "sandbox_fixture.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>

using namespace postreel;
using namespace postreel::sandbox;
using namespace postreel::testing;

class TestFaultScenes : public QObject
{
    Q_OBJECT

    static constexpr int bodyBytes = 400000;

    // One APPEND of bodyBytes under that scene.
    struct Scene
    {
        explicit Scene(const char *faults)
            : box(faults), id(box.ask(initRequest(bodyBytes)).id()), client(box.port())
        {
        }
        RawAnswer append()
        {
            client.send(appendRequest(id, 0, QByteArray(bodyBytes, 'x')));
            return client.read();
        }
        int appends()
        {
            return box.upload(id)
                .value(QStringLiteral("segments"))[QStringLiteral("0")][QStringLiteral("appends")]
                .toInt();
        }
        RunningSandbox box;
        QString id;
        RawClient client;
    };

private Q_SLOTS:
    void append_data()
    {
        QTest::addColumn<QByteArray>("faults");
        QTest::addColumn<int>("status"); // 0: no answer
        QTest::addColumn<int>("stored");
        QTest::newRow("cut before") << QByteArray("faults=cut@append") << 0 << 0;
        QTest::newRow("cut in the middle") << QByteArray("faults=cut@append:half") << 0 << 0;
        QTest::newRow("cut at a byte") << QByteArray("faults=cut@append:65536") << 0 << 0;
        QTest::newRow("cut after") << QByteArray("faults=cut@append:end") << 0 << 0;
        QTest::newRow("cut behind the end") << QByteArray("faults=cut@append:99999999") << 0 << 0;
        QTest::newRow("reset") << QByteArray("faults=reset@append:half") << 0 << 0;
        QTest::newRow("swallowed") << QByteArray("faults=swallow@append") << 0 << 1;
        QTest::newRow("401") << QByteArray("faults=status401@append") << 401 << 0;
        QTest::newRow("403") << QByteArray("faults=status403@append") << 403 << 0;
        QTest::newRow("404") << QByteArray("faults=status404@append") << 404 << 0;
        QTest::newRow("408") << QByteArray("faults=status408@append") << 408 << 0;
        QTest::newRow("413") << QByteArray("faults=status413@append") << 413 << 0;
        QTest::newRow("425") << QByteArray("faults=status425@append") << 425 << 0;
        QTest::newRow("431") << QByteArray("faults=status431@append") << 431 << 0;
        QTest::newRow("500") << QByteArray("faults=status500@append") << 500 << 0;
        QTest::newRow("502") << QByteArray("faults=status502@append") << 502 << 0;
        QTest::newRow("503") << QByteArray("faults=status503@append") << 503 << 0;
        QTest::newRow("504") << QByteArray("faults=status504@append") << 504 << 0;
        QTest::newRow("503 but done") << QByteArray("faults=done503@append") << 503 << 1;
        QTest::newRow("a page") << QByteArray("faults=page403@append") << 403 << 0;
        QTest::newRow("a page, but done") << QByteArray("faults=donepage403@append") << 403 << 1;
        QTest::newRow("errors alone") << QByteArray("faults=errors@append") << 200 << 0;
        QTest::newRow("lost") << QByteArray("faults=lose@append") << 200 << 0;
        QTest::newRow("moved, but done") << QByteArray("faults=moved302@append") << 302 << 1;
        QTest::newRow("of another") << QByteArray("faults=otherid@append") << 200 << 1;
        QTest::newRow("403 unknown") << QByteArray("faults=unknownauth@append") << 403 << 0;
        QTest::newRow("usage cap") << QByteArray("faults=capped@append") << 429 << 0;
        QTest::newRow("not enrolled") << QByteArray("faults=notenrolled@append") << 403 << 0;
        QTest::newRow("suspended") << QByteArray("faults=suspended@append") << 403 << 0;
        QTest::newRow("bad media") << QByteArray("faults=badmedia@append") << 400 << 0;
        QTest::newRow("limit") << QByteArray("faults=limit@append:300000") << 413 << 0;
        QTest::newRow("limit by length") << QByteArray("faults=chunk-limit-256k") << 413 << 0;
        QTest::newRow("within the limit") << QByteArray("faults=limit@append:400000") << 200 << 1;
        QTest::newRow("random, surely") << QByteArray("faults=status503@append*,seed=1") << 503 << 0;
        QTest::newRow("the second alone") << QByteArray("faults=cut@append#2") << 200 << 1;
        QTest::newRow("another call") << QByteArray("faults=cut@finalize*") << 200 << 1;
    }
    void append()
    {
        QFETCH(QByteArray, faults);
        Scene scene(faults.constData());
        const RawAnswer answer = scene.append();
        QTEST(answer.status, "status");
        if (answer.status == 0)
            QVERIFY(scene.client.ends());
        QTEST(scene.appends(), "stored");
        QCOMPARE(QDir(QFileInfo(scene.box.upload(scene.id).value(QStringLiteral("file")).toString())
                          .dir()
                          .filePath(QStringLiteral("../../incoming")))
                     .entryList(QDir::Files)
                     .size(),
                 0);
    }

    void commandFormIsStruckToo()
    {
        RunningSandbox box("faults=cut@append:2000");
        const QString id = box.ask(initRequest(bodyBytes)).id();
        RawClient client(box.port());
        client.send(request("POST", "/2/media/upload",
                            multipart({{"command", "APPEND"},
                                       {"media_id", id.toLatin1()},
                                       {"segment_index", "0"},
                                       {"media", QByteArray(bodyBytes, 'x'), "b"}}),
                            multipartType));
        QCOMPARE(client.read().status, 0);
        QVERIFY(client.ends());
        const QJsonObject entry = box.list("log").at(1).toObject();
        QCOMPARE(entry.value(QStringLiteral("call")).toString(), QStringLiteral("append"));
        QCOMPARE(entry.value(QStringLiteral("fault")).toString(), QStringLiteral("cut"));
        QCOMPARE(entry.value(QStringLiteral("body_bytes")).toInt(), 2000);
    }

    // What a worn connection leaves unread is not counted: of segments of 400,000 bytes each third one ends it.
    void wearsConnectionsOut()
    {
        RunningSandbox box("faults=wear@append:1000000");
        const QString id = box.ask(initRequest(6 * bodyBytes)).id();
        QList<int> statuses;
        for (int index = 0; index < 6; ++index)
            statuses << box.ask(appendRequest(id, index, QByteArray(bodyBytes, 'x'))).status;
        QCOMPARE(statuses, QList<int>({200, 200, 0, 200, 200, 0}));
        QCOMPARE(box.upload(id).value(QStringLiteral("segments")).toObject().keys(),
                 QStringList({QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("3"), QStringLiteral("4")}));
        qint64 carried = 0;
        QList<qint64> worn;
        for (const QJsonValue &entry : box.list("log")) {
            if (entry[QStringLiteral("call")].toString() != QLatin1String("append"))
                continue;
            carried += entry[QStringLiteral("body_bytes")].toInt();
            if (entry[QStringLiteral("fault")].toString() == QLatin1String("wear"))
                worn << carried;
        }
        QCOMPARE(worn, QList<qint64>({1'000'000, 2'000'000}));
        QCOMPARE(box.ask(finalizeRequest(id)).status, 400); // other calls have no such connection
    }

    void commandFormWearsToo()
    {
        RunningSandbox box("faults=wear@append:100000");
        const QString id = box.ask(initRequest(bodyBytes)).id();
        const QByteArray body = multipart({{"command", "APPEND"},
                                           {"media_id", id.toLatin1()},
                                           {"segment_index", "0"},
                                           {"media", QByteArray(bodyBytes, 'x'), "b"}});
        QCOMPARE(box.ask(request("POST", "/2/media/upload", body, multipartType)).status, 0);
        const QJsonObject entry = box.list("log").at(1).toObject();
        QCOMPARE(entry.value(QStringLiteral("fault")).toString(), QStringLiteral("wear"));
        QCOMPARE(entry.value(QStringLiteral("body_bytes")).toInt(), 100'000);
    }

    void stallsForEver()
    {
        Scene scene("faults=stall@append:1000");
        scene.client.send(appendRequest(scene.id, 0, QByteArray(bodyBytes, 'x')));
        QVERIFY(!scene.client.socket().waitForReadyRead(300));
        QCOMPARE(scene.client.socket().state(), QAbstractSocket::ConnectedState);
        QCOMPARE(scene.appends(), 0);
    }

    void neverAnswers()
    {
        Scene scene("faults=mute@append");
        scene.client.send(appendRequest(scene.id, 0, QByteArray(bodyBytes, 'x')));
        QTRY_COMPARE(scene.appends(), 1);
        QVERIFY(!scene.client.socket().waitForReadyRead(300));
        QCOMPARE(scene.client.socket().state(), QAbstractSocket::ConnectedState);
    }

    void earlyAnswerMayBeLost()
    {
        Scene scene("faults=413-early-close");
        const RawAnswer answer = scene.append();
        QVERIFY(answer.status == 413 || answer.status == 0);
        QVERIFY(scene.client.ends());
        QCOMPARE(scene.appends(), 0);
    }

    void halfAnAnswer()
    {
        Scene scene("faults=half@append:150");
        const RawAnswer answer = scene.append();
        QVERIFY(!answer.whole || answer.status == 0);
        QVERIFY(scene.client.ends());
        QCOMPARE(scene.appends(), 1);
    }

    void rateLimitWithAndWithoutHeaders()
    {
        Scene with("faults=status429@append");
        const RawAnswer told = with.append();
        QCOMPARE(told.status, 429);
        QCOMPARE(told.headers.value("x-rate-limit-remaining"), QByteArray("0"));
        QVERIFY(told.headers.value("x-rate-limit-reset").toLongLong() > 1700000000);
        Scene bare("faults=429-bare");
        bare.append();
        QCOMPARE(bare.append().status, 429);
        Scene untold("faults=bare429@append");
        const RawAnswer silent = untold.append();
        QCOMPARE(silent.status, 429);
        QVERIFY(!silent.headers.contains("x-rate-limit-reset"));
    }

    void retryAfter_data()
    {
        QTest::addColumn<QByteArray>("faults");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("seconds");
        QTest::newRow("503") << QByteArray("faults=later503@append:7") << 503 << QByteArray("7");
        QTest::newRow("429") << QByteArray("faults=later429@append:0") << 429 << QByteArray("0");
        QTest::newRow("default") << QByteArray("faults=later408@append") << 408 << QByteArray("2");
        QTest::newRow("not told") << QByteArray("faults=status503@append") << 503 << QByteArray();
    }
    void retryAfter()
    {
        QFETCH(QByteArray, faults);
        Scene scene(faults.constData());
        const RawAnswer answer = scene.append();
        QTEST(answer.status, "status");
        QTEST(answer.headers.value("retry-after"), "seconds");
        QVERIFY(!answer.headers.contains("x-rate-limit-reset"));
        QCOMPARE(scene.appends(), 0);
        QCOMPARE(scene.append().status, 200); // the next one is taken
        QCOMPARE(scene.appends(), 1);
    }

    void spoiledAnswers_data()
    {
        QTest::addColumn<QByteArray>("faults");
        QTest::addColumn<bool>("json");
        QTest::addColumn<int>("least");
        QTest::newRow("garbage") << QByteArray("faults=garbage@initialize") << false << 10;
        QTest::newRow("huge") << QByteArray("faults=huge@initialize") << true << 10'000'000;
        QTest::newRow("UTF-8") << QByteArray("faults=badutf8@initialize") << false << 10;
    }
    void spoiledAnswers()
    {
        QFETCH(QByteArray, faults);
        RunningSandbox box(faults.constData());
        const RawAnswer answer = box.ask(initRequest(1));
        QCOMPARE(answer.status, 200);
        QTEST(!answer.json().isEmpty(), "json");
        QFETCH(int, least);
        QVERIFY(answer.body.size() >= least);
        QCOMPARE(box.list("uploads").size(), 1);
    }

    void idsAsNumbers()
    {
        RunningSandbox box("faults=ids-as-numbers");
        QVERIFY(box.ask(initRequest(1)).data().value(QStringLiteral("id")).isDouble());
        const RawAnswer posted = box.ask(request("POST", "/2/tweets", "{\"text\":\"a\"}"));
        QVERIFY2(!posted.body.contains("\"id\":\""), posted.body.constData());
        QVERIFY2(!posted.body.contains("[\""), posted.body.constData());
    }

    void redirects()
    {
        RunningSandbox box("faults=redirect@me");
        const RawAnswer answer = box.ask(request("GET", "/2/users/me?user.fields=verified"));
        QCOMPARE(answer.status, 307);
        QCOMPARE(answer.headers.value("location"),
                 "http://localhost:" + QByteArray::number(box.port()) + "/2/users/me?user.fields=verified");
    }

    void headersNeverEnd()
    {
        RunningSandbox box("faults=endless@me");
        RawClient client(box.port());
        client.send(request("GET", "/2/users/me"));
        QByteArray seen;
        while (seen.size() < 200'000 && client.socket().waitForReadyRead(waitMs))
            seen += client.socket().readAll();
        QVERIFY(seen.size() >= 200'000);
        QVERIFY(seen.startsWith("HTTP/1.1 200 OK"));
        QVERIFY(!seen.contains("\r\n\r\n"));
    }

    void tricklesAndDelays()
    {
        QElapsedTimer watch;
        RunningSandbox slow("faults=slow@revoke");
        RawClient client(slow.port());
        client.send(
            request("POST", "/2/oauth2/revoke", "client_id=a&token=b", "application/x-www-form-urlencoded"));
        QVERIFY(client.socket().waitForReadyRead(waitMs));
        QVERIFY(client.socket().bytesAvailable() < 20);
        watch.start();
        RunningSandbox late("faults=delay@me:300");
        QCOMPARE(late.ask(request("GET", "/2/users/me")).status, 200);
        QVERIFY(watch.elapsed() >= 300);
    }

    void postsWithUnknownOutcome_data()
    {
        QTest::addColumn<QByteArray>("faults");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("posts");
        QTest::newRow("lost answer") << QByteArray("faults=lost-post-answer") << 0 << 1;
        QTest::newRow("503 but done") << QByteArray("faults=post-503-but-done") << 503 << 1;
        QTest::newRow("503") << QByteArray("faults=post-503") << 503 << 0;
        QTest::newRow("cut") << QByteArray("faults=cut@createpost:end") << 0 << 0;
    }
    void postsWithUnknownOutcome()
    {
        QFETCH(QByteArray, faults);
        RunningSandbox box(faults.constData());
        QTEST(box.ask(request("POST", "/2/tweets", "{\"text\":\"once\"}")).status, "status");
        QTEST(static_cast<int>(box.list("posts").size()), "posts");
    }

    void timelineLags()
    {
        RunningSandbox box("faults=timeline-lags");
        QCOMPARE(box.ask(request("POST", "/2/tweets", "{\"text\":\"late\"}")).status, 201);
        const QByteArray me = box.ask(request("GET", "/2/users/me")).id().toLatin1();
        const auto count = [&] {
            return box.ask(request("GET", "/2/users/" + me + "/tweets"))
                .json()
                .value(QStringLiteral("meta"))[QStringLiteral("result_count")]
                .toInt();
        };
        QCOMPARE(count(), 0);
        QCOMPARE(box.ask(request("POST", "/sandbox/scene", "{\"spec\":\"\"}")).status, 200);
        QCOMPARE(count(), 1);
    }

    void sceneSwitchesWhileRunning()
    {
        RunningSandbox box;
        QCOMPARE(box.ask(initRequest(1)).status, 200);
        QCOMPARE(box.ask(request("POST", "/sandbox/scene", "{\"spec\":\"faults=outage\"}")).status, 200);
        QCOMPARE(box.ask(initRequest(1)).status, 503);
        const RawAnswer wrong =
            box.ask(request("POST", "/sandbox/scene", "{\"spec\":\"faults=earthquake\"}"));
        QCOMPARE(wrong.status, 400);
        QVERIFY(wrong.body.contains("earthquake"));
        box.sandbox().apply(specOf(""));
        QCOMPARE(box.ask(initRequest(1)).status, 200);
    }

    void processingScripts_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QByteArray>("holds"); // in some STATUS
        QTest::newRow("failed") << QByteArray("pending:0.01,failed:30")
                                << QByteArray("\"name\":\"InvalidMedia\"");
        QTest::newRow("bare") << QByteArray("failed-bare:99")
                              << QByteArray("\"progress_percent\":99,\"state\":\"failed\"");
        QTest::newRow("erring") << QByteArray("erring:40") << QByteArray("\"state\":\"in_progress\"");
        QTest::newRow("no check") << QByteArray("in_progress:50:9:-")
                                  << QByteArray("{\"progress_percent\":50,\"state\":\"in_progress\"}");
        QTest::newRow("zero") << QByteArray("check-zero") << QByteArray("\"check_after_secs\":0");
        QTest::newRow("huge") << QByteArray("check-huge") << QByteArray("\"check_after_secs\":86400");
        QTest::newRow("strict") << QByteArray("strict") << QByteArray("\"state\":\"failed\"");
    }
    void processingScripts()
    {
        QFETCH(QByteArray, script);
        QFETCH(QByteArray, holds);
        RunningSandbox box(QByteArray("processing=" + script).constData());
        const QString id = box.readyMedia("not a video", "video/mp4", "tweet_video");
        QTRY_VERIFY(box.ask(statusRequest(id)).body.contains(holds));
    }

    void noProcessing()
    {
        RunningSandbox box("processing=none");
        const QString id = box.readyMedia("x", "video/mp4", "tweet_video");
        QCOMPARE(box.ask(statusRequest(id)).status, 404);
        QCOMPARE(box.upload(id).value(QStringLiteral("state")).toString(), QStringLiteral("ready"));
    }
};

POSTREEL_TEST_MAIN(TestFaultScenes)
#include "tst_fault_scenes.moc"
