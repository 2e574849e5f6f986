// What outlasts the process, what the timeline tells, and signing in.
#include "app/sandbox/link_meter.h"
#include "sandbox_fixture.h"
#include "tests/support/fake_clock.h"
#include "tests/support/test_main.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QTcpServer>
#include <QUrlQuery>

using namespace postreel;
using namespace postreel::sandbox;
using namespace postreel::testing;

namespace {

constexpr const char *formType = "application/x-www-form-urlencoded";
const QByteArray verifier(64, 'v');

QByteArray challenge()
{
    return QCryptographicHash::hash(verifier, QCryptographicHash::Sha256)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray authorizeFields(const QByteArray &client = "app",
                           const QByteArray &callback = "http%3A%2F%2F127.0.0.1%3A7777%2Fcallback")
{
    return "response_type=code&client_id=" + client + "&redirect_uri=" + callback +
           "&scope=tweet.read%20media.write%20offline.access&state=st4te&code_challenge=" + challenge() +
           "&code_challenge_method=S256";
}

QByteArray authorizeOnce(RunningSandbox &box)
{
    const RawAnswer allowed = box.ask(
        request("POST", "/i/oauth2/authorize", authorizeFields() + "&choice=allow&user=ada", formType));
    const QUrlQuery query(QUrl(QString::fromLatin1(allowed.headers.value("location"))));
    return query.queryItemValue(QStringLiteral("code")).toLatin1();
}

RawAnswer exchange(RunningSandbox &box, const QByteArray &code, const QByteArray &with = verifier)
{
    return box.ask(request("POST", "/2/oauth2/token",
                           "grant_type=authorization_code&client_id=app&redirect_uri=http%3A%2F%2F127.0.0.1%"
                           "3A7777%2Fcallback&code=" +
                               code + "&code_verifier=" + with,
                           formType, {}));
}

RawAnswer refresh(RunningSandbox &box, const QByteArray &token)
{
    return box.ask(request("POST", "/2/oauth2/token",
                           "grant_type=refresh_token&client_id=app&refresh_token=" + token, formType, {}));
}

QByteArray member(const RawAnswer &answer, const char *name)
{
    return answer.json().value(QLatin1String(name)).toString().toLatin1();
}

} // namespace

class TestState : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void outlastsTheProcess()
    {
        QTemporaryDir folder;
        SandboxOptions options = RunningSandbox::optionsOf("processing=instant");
        options.folder = folder.path();
        quint16 port = 0;
        QString open;
        QString ready;
        QString post;
        {
            RunningSandbox box(options);
            port = box.port();
            ready = box.readyMedia("picture");
            open = box.ask(initRequest(12)).id();
            QCOMPARE(box.ask(appendRequest(open, 0, "abcd")).status, 200);
            QCOMPARE(box.ask(appendRequest(open, 2, "ijkl")).status, 200);
            box.ask(request("POST", "/2/media/metadata",
                            "{\"id\":\"" + ready.toLatin1() +
                                "\",\"metadata\":{\"alt_text\":{\"text\":\"alt\"}}}"));
            post = box.ask(request("POST", "/2/tweets",
                                   "{\"text\":\"stays\",\"media\":{\"media_ids\":[\"" + ready.toLatin1() +
                                       "\"]}}"))
                       .id();
        }
        QFile journal(folder.filePath(QStringLiteral("journal.jsonl")));
        QVERIFY(journal.open(QIODevice::Append));
        journal.write("{\"kind\":\"post\",\"id\":\"77\",\"text\":\"torn"); // what kill -9 may leave
        journal.close();
        RunningSandbox box(options);
        QCOMPARE(box.port(), port);
        QCOMPARE(box.ask(appendRequest(open, 0, "abcd")).status, 200); // a repeated one is still harmless
        QCOMPARE(box.ask(appendRequest(open, 0, "xxxx")).status, 400);
        QCOMPARE(box.ask(appendRequest(open, 1, "efgh")).status, 200);
        QCOMPARE(box.ask(finalizeRequest(open)).status, 200);
        QCOMPARE(box.upload(open).value(QStringLiteral("sha256")).toString().toLatin1(),
                 QCryptographicHash::hash("abcdefghijkl", QCryptographicHash::Sha256).toHex());
        QCOMPARE(box.upload(open)
                     .value(QStringLiteral("segments"))[QStringLiteral("0")][QStringLiteral("appends")]
                     .toInt(),
                 2);
        const QJsonArray posts = box.list("posts");
        QCOMPARE(posts.size(), 1);
        QCOMPARE(posts.first()[QStringLiteral("id")].toString(), post);
        QCOMPARE(posts.first()[QStringLiteral("alt")][0].toString(), QStringLiteral("alt"));
        QVERIFY(box.ask(request("GET", "/i/status/" + post.toLatin1())).body.contains("stays"));
        QVERIFY(box.ask(request("POST", "/2/tweets", "{\"text\":\"next\"}")).id().toULongLong() >
                post.toULongLong());
    }

    void takesAnotherPortWhenItsOwnIsTaken()
    {
        QTemporaryDir folder;
        SandboxOptions options = RunningSandbox::optionsOf("");
        options.folder = folder.path();
        quint16 port = 0;
        {
            port = RunningSandbox(options).port();
        }
        QTcpServer squatter;
        QVERIFY(squatter.listen(QHostAddress::LocalHost, port));
        QVERIFY(RunningSandbox(options).port() != port);
    }

    void saysWhyItDoesNotStart()
    {
        Sandbox nowhere({.folder = QStringLiteral("/proc/nowhere")});
        QCOMPARE(nowhere.start().error().kind, ErrorKind::Storage);
        QTemporaryDir folder;
        Sandbox noKey(
            {.folder = folder.path(), .tlsCertFile = folder.path(), .tlsKeyFile = QStringLiteral("x")});
        QCOMPARE(noKey.start().error().kind, ErrorKind::Usage);
        QTcpServer squatter;
        QVERIFY(squatter.listen(QHostAddress::LocalHost));
        Sandbox taken({.folder = folder.path(), .port = squatter.serverPort()});
        QCOMPARE(taken.start().error().kind, ErrorKind::NotReached);
    }

    void seedRepeats()
    {
        const auto ids = [](const char *spec) {
            RunningSandbox box(spec);
            return QStringList{box.ask(initRequest(1)).id(),
                               box.ask(request("POST", "/2/tweets", "{\"text\":\"a http://b.c\"}"))
                                   .data()
                                   .value(QStringLiteral("text"))
                                   .toString()};
        };
        QCOMPARE(ids("seed=5"), ids("seed=5"));
        QVERIFY(ids("seed=5") != ids("seed=6"));
    }

    void timeline()
    {
        RunningSandbox box("processing=instant");
        const QByteArray me =
            box.ask(request("GET", "/2/users/me?user.fields=subscription_type,verified")).id().toLatin1();
        const QByteArray video = box.readyMedia("film", "video/mp4", "tweet_video").toLatin1();
        QByteArray previous;
        QStringList ids;
        for (int i = 0; i < 7; ++i) {
            const QByteArray reply =
                previous.isEmpty() ? QByteArray()
                                   : QByteArray(",\"reply\":{\"in_reply_to_tweet_id\":\"" + previous + "\"}");
            const QByteArray media =
                i == 6 ? QByteArray(",\"media\":{\"media_ids\":[\"" + video + "\"]}") : QByteArray();
            const RawAnswer posted =
                box.ask(request("POST", "/2/tweets",
                                "{\"text\":\"part " + QByteArray::number(i) + " a&b https://example.com/x\"" +
                                    reply + media + "}"));
            QCOMPARE(posted.status, 201);
            previous = posted.id().toLatin1();
            ids.prepend(posted.id());
        }
        QStringList seen;
        QByteArray token;
        QJsonObject newest;
        for (int page = 0; page < 2; ++page) {
            const RawAnswer answer = box.ask(request(
                "GET", "/2/users/" + me +
                           "/tweets?max_results=5&tweet.fields=attachments,created_at,entities,note_tweet,"
                           "referenced_tweets"
                           "&expansions=attachments.media_keys&start_time=2020-01-01T00:00:00Z" +
                           (token.isEmpty() ? QByteArray() : QByteArray("&pagination_token=" + token))));
            QCOMPARE(answer.status, 200);
            const QJsonArray tweets = answer.json().value(QStringLiteral("data")).toArray();
            for (const QJsonValue &tweet : tweets)
                seen << tweet[QStringLiteral("id")].toString();
            if (page == 0) {
                newest = tweets.first().toObject();
                QCOMPARE(answer.json()
                             .value(QStringLiteral(
                                 "includes"))[QStringLiteral("media")][0][QStringLiteral("media_key")]
                             .toString()
                             .toLatin1(),
                         "7_" + video);
            }
            token = answer.json()
                        .value(QStringLiteral("meta"))[QStringLiteral("next_token")]
                        .toString()
                        .toLatin1();
        }
        QCOMPARE(seen, ids);
        QVERIFY(token.isEmpty());
        QVERIFY(newest.value(QStringLiteral("text"))
                    .toString()
                    .startsWith(QStringLiteral("part 6 a&amp;b https://t.co/")));
        QCOMPARE(
            newest
                .value(QStringLiteral("entities"))[QStringLiteral("urls")][0][QStringLiteral("expanded_url")]
                .toString(),
            QStringLiteral("https://example.com/x"));
        QCOMPARE(newest.value(QStringLiteral("referenced_tweets"))[0][QStringLiteral("id")].toString(),
                 ids.at(1));
        QCOMPARE(newest.value(QStringLiteral("attachments"))[QStringLiteral("media_keys")][0]
                     .toString()
                     .toLatin1(),
                 "7_" + video);
        QCOMPARE(box.ask(request("GET", "/2/users/" + me + "/tweets?start_time=2999-01-01T00:00:00Z"))
                     .json()
                     .value(QStringLiteral("meta"))[QStringLiteral("result_count")]
                     .toInt(),
                 0);
        for (const char *wrong : {"max_results=4", "max_results=101", "start_time=yesterday",
                                  "pagination_token=zzz", "colour=red", "tweet.fields=colour"})
            QCOMPARE(box.ask(request("GET", "/2/users/" + me + "/tweets?" + wrong)).status, 400);
        QCOMPARE(box.ask(request("GET", "/2/users/1/tweets")).status, 404);
    }

    void signsIn()
    {
        FakeClock clock;
        SandboxOptions options = RunningSandbox::optionsOf("");
        options.clock = &clock;
        RunningSandbox box(options);
        const RawAnswer page =
            box.ask(request("GET", "/i/oauth2/authorize?" + authorizeFields()));
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains("value=\"allow\"") && page.body.contains("media.write"));
        const RawAnswer denied =
            box.ask(request("POST", "/i/oauth2/authorize", authorizeFields() + "&choice=deny", formType));
        QCOMPARE(denied.headers.value("location"),
                 QByteArray("http://127.0.0.1:7777/callback?error=access_denied&state=st4te"));
        const QByteArray code = authorizeOnce(box);
        const RawAnswer wrongVerifier = exchange(box, code, QByteArray(64, 'w'));
        QCOMPARE(wrongVerifier.status, 400);
        QCOMPARE(exchange(box, code).status, 400); // spent
        const RawAnswer first = exchange(box, authorizeOnce(box));
        QCOMPARE(first.status, 200);
        QCOMPARE(first.json().value(QStringLiteral("expires_in")).toInt(), 7200);
        const QByteArray access = member(first, "access_token");
        // The scopes asked for do not hold users.read.
        QCOMPARE(box.ask(request("GET", "/2/users/me", {}, {}, access)).status, 403);
        QCOMPARE(box.ask(request("GET", "/2/media/upload?media_id=1", {}, {}, access)).status, 404);
        const RawAnswer second = refresh(box, member(first, "refresh_token"));
        QCOMPARE(second.status, 200);
        QCOMPARE(box.ask(request("GET", "/2/media/upload?media_id=1", {}, {}, access)).status, 401);
        // A used refresh token takes its family along.
        QCOMPARE(refresh(box, member(first, "refresh_token")).status, 400);
        QCOMPARE(refresh(box, member(second, "refresh_token")).status, 400);
        QCOMPARE(box.ask(request("GET", "/2/media/upload?media_id=1", {}, {}, member(second, "access_token")))
                     .status,
                 401);
        const QByteArray late = authorizeOnce(box);
        box.onThread([&clock] { clock.advance(31'000); });
        QCOMPARE(exchange(box, late).status, 400);
        const RawAnswer last = exchange(box, authorizeOnce(box));
        box.onThread([&clock] { clock.advance(7'201'000); });
        QCOMPARE(box.ask(request("GET", "/2/media/upload?media_id=1", {}, {}, member(last, "access_token")))
                     .status,
                 401);
        QCOMPARE(box.ask(request("POST", "/2/oauth2/revoke",
                                 "client_id=app&token=" + member(last, "refresh_token"), formType, {}))
                     .status,
                 200);
        QCOMPARE(refresh(box, member(last, "refresh_token")).status, 400);
    }

    void clientsAreMatchedExactly()
    {
        SandboxOptions options = RunningSandbox::optionsOf("");
        options.clients = {
            {QStringLiteral("web"), "s3cret", QStringLiteral("http://127.0.0.1:7777/callback")}};
        RunningSandbox box(options);
        QCOMPARE(box.ask(request("GET", "/i/oauth2/authorize?" + authorizeFields("web"))).status,
                 200);
        QCOMPARE(
            box.ask(request("GET", "/i/oauth2/authorize?" + authorizeFields("other"))).status,
            400);
        QCOMPARE(box.ask(request("GET",
                                 "/i/oauth2/authorize?" +
                                     authorizeFields("web", "http%3A%2F%2F127.0.0.1%3A7777%2Fcallback%2F")))
                     .status,
                 400);
        const QByteArray body = "grant_type=refresh_token&refresh_token=x";
        QCOMPARE(box.ask(request("POST", "/2/oauth2/token", body + "&client_id=web", formType, {})).status,
                 401);
        QCOMPARE(box.ask(request("POST", "/2/oauth2/token", body + "&client_id=web&client_secret=s3cret",
                                 formType, {}))
                     .status,
                 401);
        const QByteArray basic = "POST /2/oauth2/token HTTP/1.1\r\nHost: @\r\nAuthorization: Basic " +
                                 QByteArray("web:s3cret").toBase64() +
                                 "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                                 QByteArray::number(body.size()) + "\r\n\r\n" + body;
        QCOMPARE(box.ask(basic).status, 400); // known client, unknown token
    }

    void noSecretOnDisk()
    {
        QTemporaryDir folder;
        SandboxOptions options = RunningSandbox::optionsOf("");
        options.folder = folder.path();
        RunningSandbox box(options);
        const QByteArray code = authorizeOnce(box);
        const RawAnswer pair = exchange(box, code);
        QFile journal(folder.filePath(QStringLiteral("journal.jsonl")));
        QVERIFY(journal.open(QIODevice::ReadOnly));
        const QByteArray all = journal.readAll() + QJsonDocument(box.list("log")).toJson();
        QVERIFY(!all.contains(code) && !all.contains(member(pair, "access_token")) &&
                !all.contains(member(pair, "refresh_token")));
        QVERIFY(!all.contains("good"));
    }

    void meterGrantsWhatTheRateAllows()
    {
        LinkMeter meter;
        meter.setRate(100); // 12,500 bytes a millisecond
        meter.start(0);
        qint64 sent = 0;
        for (qint64 ms = 1; ms <= 1000; ms += 3) {
            meter.advance(ms * 1'000'000);
            const qint64 grant = meter.granted();
            meter.spend(grant);
            sent += grant;
        }
        QVERIFY(std::abs(sent - 12'500'000) <= 3 * 12'500);
        meter.advance(5'000'000'000);
        meter.idle();
        QCOMPARE(meter.granted(), 25'000); // what it did not carry is not saved up
    }

    void linkDelaysAndKeepsEveryByte()
    {
        RunningSandbox box("rtt=120,up=200,down=200,think=50");
        QElapsedTimer watch;
        watch.start();
        const QString id = box.ask(initRequest(600'000)).id();
        QVERIFY(watch.elapsed() >= 120 + 120 + 50 - 5); // handshake, request and answer, server time
        QByteArray bytes(600'000, 'a');
        for (qsizetype i = 0; i < bytes.size(); i += 7)
            bytes[i] = static_cast<char>(i);
        QCOMPARE(box.ask(appendRequest(id, 0, bytes)).status, 200);
        QCOMPARE(box.ask(finalizeRequest(id)).status, 200);
        QCOMPARE(box.upload(id).value(QStringLiteral("sha256")).toString().toLatin1(),
                 QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
        QCOMPARE(box.ask(request("GET", "/media/" + id.toLatin1() + "/file")).body, bytes);
        box.sandbox().apply(specOf(""));
        QCOMPARE(box.ask(request("GET", "/2/users/me")).status, 200);
    }

    void fasterLinkIsFaster()
    {
        const auto took = [](const char *spec) {
            RunningSandbox box(spec);
            const QString id = box.ask(initRequest(500'000)).id();
            QElapsedTimer watch;
            watch.start();
            box.ask(appendRequest(id, 0, QByteArray(500'000, 'x')));
            return watch.elapsed();
        };
        const qint64 slow = took("up=4");
        QVERIFY2(slow >= 900, qPrintable(QString::number(slow))); // 1 s at 4 Mbit/s
        QVERIFY(took("up=100") < slow);
    }
};

POSTREEL_TEST_MAIN(TestState)
#include "tst_state.moc"
