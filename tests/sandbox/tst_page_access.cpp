// Who is answered: not a foreign page, not a foreign name, and pages only to a token or a browser that came with a key.
#include "sandbox_fixture.h"
#include "tests/support/fake_clock.h"
#include "tests/support/test_main.h"

#include <QUrlQuery>

using namespace postreel;
using namespace postreel::sandbox;
using namespace postreel::testing;

namespace {

// A request head as written, "PORT" standing for the sandbox's own; no token.
RawAnswer ask(RunningSandbox &box, const QByteArray &firstLine, const QList<QByteArray> &headers)
{
    QByteArray head = firstLine + "\r\n";
    for (const QByteArray &header : headers)
        head += header + "\r\n";
    head += "\r\n";
    return box.ask(head.replace("PORT", QByteArray::number(box.port())));
}

const QByteArray own = "Host: 127.0.0.1:PORT";
const QByteArray token = "Authorization: Bearer good";

QByteArray pathOf(const QUrl &url)
{
    return url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
}

} // namespace

class TestPageAccess : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hostAndOrigin_data()
    {
        QTest::addColumn<QList<QByteArray>>("headers");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const QList<QByteArray> &headers, int status) {
            QTest::newRow(name) << headers << status;
        };
        row("by address", {own}, 200);
        row("by name", {"Host: localhost:PORT"}, 200);
        row("in capitals", {"Host: LOCALHOST:PORT"}, 200);
        row("another loopback address", {"Host: 127.8.9.10:PORT"}, 200);
        row("IPv6", {"Host: [::1]:PORT"}, 200);
        row("no Host", {}, 400);
        row("two Hosts", {own, own}, 400);
        row("a foreign name", {"Host: evil.example:PORT"}, 421);
        row("a name that begins like ours", {"Host: 127.0.0.1.evil.example:PORT"}, 421);
        row("a name that ends like ours", {"Host: evil.localhost:PORT"}, 421);
        row("an address of the network", {"Host: 192.168.1.2:PORT"}, 421);
        row("any address", {"Host: 0.0.0.0:PORT"}, 421);
        row("an octal address", {"Host: 0177.0.0.1:PORT"}, 421);
        row("a number too large", {"Host: 127.0.0.256:PORT"}, 421);
        row("a short address", {"Host: 127.1:PORT"}, 421);
        row("another IPv6 address", {"Host: [::2]:PORT"}, 421);
        row("with a user", {"Host: 127.0.0.1@evil.example:PORT"}, 421);
        row("another port", {"Host: 127.0.0.1:1"}, 421);
        row("no port", {"Host: 127.0.0.1"}, 421);
        row("an empty port", {"Host: 127.0.0.1:"}, 421);
        row("two ports", {"Host: 127.0.0.1:PORT:PORT"}, 421);
        row("empty", {"Host:"}, 421);
        row("own origin", {own, "Origin: http://127.0.0.1:PORT"}, 200);
        row("a foreign origin", {own, "Origin: https://evil.example"}, 403);
        row("a foreign origin with our port", {own, "Origin: http://evil.example:PORT"}, 403);
        row("another program here", {own, "Origin: http://127.0.0.1:3000"}, 403);
        row("another loopback name", {own, "Origin: http://localhost:PORT"}, 403);
        row("another scheme", {own, "Origin: https://127.0.0.1:PORT"}, 403);
        row("null", {own, "Origin: null"}, 403);
        row("empty origin", {own, "Origin:"}, 403);
        row("own origin and a foreign one", {own, "Origin: http://127.0.0.1:PORT", "Origin: https://evil.example"}, 403);
        row("typed", {own, "Sec-Fetch-Site: none"}, 200);
        row("same origin", {own, "Sec-Fetch-Site: same-origin"}, 200);
        row("cross site", {own, "Sec-Fetch-Site: cross-site"}, 403);
        row("same site", {own, "Sec-Fetch-Site: same-site"}, 403);
    }
    void hostAndOrigin()
    {
        QFETCH(QList<QByteArray>, headers);
        QFETCH(int, status);
        RunningSandbox box;
        const RawAnswer answer = ask(box, "GET /2/users/me HTTP/1.1", headers + QList{token});
        QCOMPARE(answer.status, status);
        for (auto it = answer.headers.begin(); it != answer.headers.end(); ++it)
            QVERIFY2(!it.key().startsWith("access-control-"), it.key().constData());
        // Nor is it asked by which method, nor on which path, nor by whom.
        if (status != 200)
            for (const char *line : {"OPTIONS /2/tweets", "POST /2/oauth2/token", "HEAD /", "GET /nowhere"})
                QCOMPARE(ask(box, QByteArray(line) + " HTTP/1.1", headers).status, status);
    }

    void absoluteTargets()
    {
        RunningSandbox box;
        QCOMPARE(ask(box, "GET http://127.0.0.1:PORT/2/users/me HTTP/1.1", {own, token}).status, 200);
        QCOMPARE(ask(box, "GET http://evil.example/2/users/me HTTP/1.1", {own, token}).status, 421);
        QCOMPARE(ask(box, "GET /2/users/me HTTP/1.0", {token}).status, 200); // no browser speaks it
    }

    // What a foreign page sends costs nothing of a fault scene and changes nothing.
    void foreignPagesChangeNothing()
    {
        RunningSandbox box("faults=status503@createpost,limits=off");
        const QByteArray post = request("POST", "/2/tweets", R"({"text":"from a page"})");
        QCOMPARE(box.ask(QByteArray(post).replace("\r\n\r\n", "\r\nOrigin: https://evil.example\r\n\r\n")).status, 403);
        QVERIFY(box.list("posts").isEmpty());
        QCOMPARE(box.ask(post).status, 503);
    }

    void pagesAskForATokenOrACookie_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("shown");
        QTest::addColumn<int>("refused");
        QTest::newRow("index") << QByteArray("GET /") << 200 << 403;
        QTest::newRow("index, head") << QByteArray("HEAD /") << 200 << 403;
        QTest::newRow("Post") << QByteArray("GET /i/status/POST") << 200 << 403;
        QTest::newRow("no such Post") << QByteArray("GET /i/status/1") << 404 << 403;
        QTest::newRow("media") << QByteArray("GET /media/MEDIA/file") << 200 << 403;
        QTest::newRow("no such media") << QByteArray("GET /media/1/file") << 404 << 403;
        QTest::newRow("authorize") << QByteArray("GET /i/oauth2/authorize") << 400 << 403;
        QTest::newRow("authorize, form") << QByteArray("POST /i/oauth2/authorize") << 400 << 403;
        QTest::newRow("uploads") << QByteArray("GET /sandbox/uploads") << 200 << 401;
        QTest::newRow("posts") << QByteArray("GET /sandbox/posts") << 200 << 401;
        QTest::newRow("log") << QByteArray("GET /sandbox/log") << 200 << 401;
        QTest::newRow("avatar") << QByteArray("GET /sandbox/avatar.svg") << 200 << 401;
        QTest::newRow("scene") << QByteArray("POST /sandbox/scene") << 400 << 401;
    }
    void pagesAskForATokenOrACookie()
    {
        QFETCH(QByteArray, line);
        QFETCH(int, shown);
        QFETCH(int, refused);
        RunningSandbox box;
        const QString media = box.readyMedia(QByteArray::fromHex("89504e470d0a1a0a") + "picture");
        const QString post = box.ask(request("POST", "/2/tweets", R"({"text":"seen by me"})")).id();
        line.replace("POST /", "@").replace("POST", post.toLatin1()).replace("@", "POST /").replace("MEDIA", media.toLatin1());
        line += " HTTP/1.1";
        QCOMPARE(ask(box, line, {own, token}).status, shown);
        const RawAnswer refusal = ask(box, line, {own});
        QCOMPARE(refusal.status, refused);
        QVERIFY(!refusal.body.contains("seen by me"));
        QCOMPARE(ask(box, line, {own, "Authorization: Bearer bad"}).status, refused);
        QCOMPARE(ask(box, line, {own, "Cookie: postreel-sandbox-PORT=guess"}).status, refused);
        const QUrl base(QStringLiteral("http://127.0.0.1:%1/").arg(box.port()));
        const RawAnswer entered = ask(box, "GET " + pathOf(box.sandbox().browserLink(base)) + " HTTP/1.1", {own});
        const QByteArray cookie = entered.headers.value("set-cookie").split(';').first();
        QCOMPARE(ask(box, line, {own, "Cookie: other=1; " + cookie}).status, shown);
    }

    void aKeyOpensOnce()
    {
        RunningSandbox box;
        const QUrl page(QStringLiteral("http://127.0.0.1:%1/i/status/1?a=b%26c").arg(box.port()));
        const QByteArray line = "GET " + pathOf(box.sandbox().browserLink(page)) + " HTTP/1.1";
        const RawAnswer entered = ask(box, line, {own});
        QCOMPARE(entered.status, 303);
        QCOMPARE(entered.headers.value("location"), page.toEncoded());
        const QByteArray cookie = entered.headers.value("set-cookie");
        QVERIFY2(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Path=/"), cookie.constData());
        QCOMPARE(ask(box, line, {own}).status, 403); // whoever saw the link has nothing of it
        QCOMPARE(ask(box, line, {own, "Cookie: " + cookie.split(';').first()}).status, 303); // the person reloads
        QCOMPARE(ask(box, "GET /?key=guess HTTP/1.1", {own}).status, 403);
        const QByteArray log = ask(box, "GET /sandbox/log HTTP/1.1", {own, token}).body;
        QVERIFY(log.contains("[redacted]"));
        QVERIFY(!log.contains(QUrlQuery(QUrl::fromEncoded(line.split(' ').at(1))).queryItemValue(QStringLiteral("key")).toLatin1()));
        // A link to somewhere else is not given a key.
        const QUrl other(QStringLiteral("https://x.com/i/status/1"));
        QCOMPARE(box.sandbox().browserLink(other), other);
    }

    void aKeyRunsOut()
    {
        FakeClock clock;
        SandboxOptions options = RunningSandbox::optionsOf("");
        options.clock = &clock;
        RunningSandbox box(options);
        const QUrl page(QStringLiteral("http://127.0.0.1:%1/").arg(box.port()));
        const QByteArray line = "GET " + pathOf(box.sandbox().browserLink(page)) + " HTTP/1.1";
        box.onThread([&clock] { clock.advance(3 * 60 * 1000); });
        QCOMPARE(ask(box, line, {own}).status, 403);
    }

    void openAsksForNothing()
    {
        SandboxOptions options = RunningSandbox::optionsOf("");
        options.open = true;
        options.anyTokenUser = QStringLiteral("sandbox");
        RunningSandbox box(options);
        QCOMPARE(ask(box, "GET / HTTP/1.1", {own}).status, 200);
        QCOMPARE(ask(box, "GET /sandbox/posts HTTP/1.1", {own}).status, 200);
        QCOMPARE(ask(box, "GET /2/users/me HTTP/1.1", {own, "Authorization: Bearer anything"}).status, 200);
        QCOMPARE(ask(box, "GET /sandbox/posts HTTP/1.1", {own, "Origin: null"}).status, 403);
        QCOMPARE(ask(box, "GET / HTTP/1.1", {"Host: evil.example:PORT"}).status, 421);
        // A relay in front of it names its own port; a page from there is still none of ours.
        QCOMPARE(ask(box, "GET / HTTP/1.1", {"Host: 127.0.0.1:1"}).status, 200);
        QCOMPARE(ask(box, "GET / HTTP/1.1", {own, "Origin: http://127.0.0.1:1"}).status, 403);
    }
};

POSTREEL_TEST_MAIN(TestPageAccess)
#include "tst_page_access.moc"
