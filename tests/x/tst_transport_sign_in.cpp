// What the transport does for signing in: forms for an OAuth server, and the word to the source of a refused token.
#include "app/x/error_mapping.h"
#include "tests/support/raw_server.h"
#include "transport_fixture.h"

#include <QTest>

using namespace postreel;
using namespace postreel::testing;

class TestTransportSignIn : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsFitForSecrets_data();
    void whatIsFitForSecrets();
    void aFormCarriesNoToken();
    void credentialsGoInTheirHeader();
    void theEndpointIsAskedAsItStands();
    void anUnfitEndpointIsNotAsked();
    void aRedirectIsNotFollowed();
    void aClosedConnectionIsNotTriedAgain();
    void eachFormHasAFreshConnection();
    void aRefusedTokenIsToldToItsSource();
    void aTokenThatIsLateIsNoSignIn();
    void aRefusalOfAFormIsNobodysToken();

private:
    static Response answerTo(const QUrl &url, const QByteArray &basic = {});
};

Response TestTransportSignIn::answerTo(const QUrl &url, const QByteArray &basic)
{
    TransportFixture fixture;
    std::optional<Response> got;
    fixture.transport->sendForm(url, "a=b&c=d", basic, &fixture.context, [&](const Response &answer) { got = answer; });
    if (got || !QTest::qWaitFor([&] { return got.has_value(); }, 10'000))
        return {}; // at once is wrong, too
    return *got;
}

void TestTransportSignIn::whatIsFitForSecrets_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("fit");
    const auto row = [](const char *url, bool fit) { QTest::newRow(url) << QString::fromLatin1(url) << fit; };
    row("https://api.x.com/2/oauth2/token", true);
    row("https://auth.example/token?tenant=a", true);
    row("http://127.0.0.1:8080/token", true);
    row("http://127.1.2.3/token", true);
    row("http://[::1]:8080/token", true);
    row("http://localhost/token", true);
    row("http://api.x.com/2/oauth2/token", false);
    row("http://localhost.example/token", false);
    row("http://127.0.0.1.example/token", false);
    row("http://10.0.0.1/token", false);
    row("https://user:secret@api.x.com/token", false);
    row("https://user@api.x.com/token", false);
    row("https://api.x.com/token#part", false);
    row("https:///token", false);
    row("ftp://127.0.0.1/token", false);
    row("file:///token", false);
    row("/2/oauth2/token", false);
    row("", false);
}

void TestTransportSignIn::whatIsFitForSecrets()
{
    QFETCH(QString, url);
    QFETCH(bool, fit);
    QCOMPARE(isFitForSecrets(QUrl(url)), fit);
}

void TestTransportSignIn::aFormCarriesNoToken()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200, "{}"); };
    const Response answer = answerTo(server.base().resolved(QUrl(QStringLiteral("/token"))));
    QCOMPARE(answer.http, 200);
    QCOMPARE(answer.body, QByteArray("{}"));
    QCOMPARE(server.requests().size(), 1);
    const WireRequest &request = server.requests().first();
    QCOMPARE(request.line(), QByteArray("POST /token HTTP/1.1"));
    QCOMPARE(request.header("Content-Type"), QByteArray("application/x-www-form-urlencoded"));
    QCOMPARE(request.body, QByteArray("a=b&c=d"));
    QVERIFY(request.header("Authorization").isEmpty());
}

void TestTransportSignIn::credentialsGoInTheirHeader()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) {
        c.answer(401, "{}", {"WWW-Authenticate: Basic realm=\"x\""}); // Qt asks nobody for better ones
    };
    const Response answer = answerTo(server.base(), "aWQ6c2VjcmV0");
    QCOMPARE(answer.http, 401);
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(server.requests().first().header("Authorization"), QByteArray("Basic aWQ6c2VjcmV0"));
}

void TestTransportSignIn::theEndpointIsAskedAsItStands()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200); };
    answerTo(server.base().resolved(QUrl(QStringLiteral("/a/token/?tenant=b"))));
    QCOMPARE(server.requests().value(0).line(), QByteArray("POST /a/token/?tenant=b HTTP/1.1"));
}

void TestTransportSignIn::anUnfitEndpointIsNotAsked()
{
    RawServer server;
    QUrl url = server.base();
    url.setUserInfo(QStringLiteral("a:b"));
    QCOMPARE(answerTo(url).outcome, RequestOutcome::NotReached);
    QCOMPARE(server.connections(), 0);
}

void TestTransportSignIn::aRedirectIsNotFollowed()
{
    RawServer other;
    RawServer server;
    server.onWhole = [&](RawConnection &c, const WireRequest &) {
        c.answer(307, {}, {"Location: " + other.base().toEncoded() + "/token"});
    };
    QCOMPARE(answerTo(server.base()).http, 307);
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(other.connections(), 0);
}

void TestTransportSignIn::aClosedConnectionIsNotTriedAgain()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.close(); };
    QCOMPARE(answerTo(server.base()).outcome, RequestOutcome::NoAnswer);
    QCOMPARE(server.requests().size(), 1); // a refresh token can be sent once
}

void TestTransportSignIn::eachFormHasAFreshConnection()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(200); };
    TransportFixture fixture;
    int answers = 0;
    for (int i = 1; i <= 3; ++i) {
        fixture.transport->sendForm(server.base(), "a=b", {}, &fixture.context, [&](const Response &) { ++answers; });
        QTRY_COMPARE(answers, i);
    }
    QCOMPARE(server.connections(), 3);
}

void TestTransportSignIn::aRefusedTokenIsToldToItsSource()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(401, "{}"); };
    TransportFixture fixture;
    fixture.send(server.base(), createPost());
    QVERIFY(fixture.wait());
    QCOMPARE(errorOf(Call::CreatePost, fixture.answer()).kind, ErrorKind::NotSignedIn);
    fixture.tokens.renewable = true;
    fixture.send(server.base(), createPost());
    QVERIFY(fixture.wait(2));
    const Error error = errorOf(Call::CreatePost, fixture.answer(1));
    QCOMPARE(error.kind, ErrorKind::TokenLater);
    QCOMPARE(error.http, 401);
    QCOMPARE(fixture.tokens.refusals.size(), 2);
    QCOMPARE(fixture.tokens.refusals.first().first, QStringLiteral("me"));
    QCOMPARE(fixture.tokens.refusals.first().second, plantedToken);
}

void TestTransportSignIn::aTokenThatIsLateIsNoSignIn()
{
    RawServer server;
    TransportFixture fixture;
    fixture.tokens.later = Error{.kind = ErrorKind::TokenLater, .retryAfterMs = 1234};
    fixture.send(server.base(), createPost());
    QVERIFY(fixture.wait());
    QCOMPARE(fixture.answer().outcome, RequestOutcome::TokenLater);
    const Error error = errorOf(Call::CreatePost, fixture.answer());
    QCOMPARE(error.kind, ErrorKind::TokenLater);
    QCOMPARE(error.retryAfterMs, std::optional<qint64>(1234));
    QCOMPARE(server.connections(), 0);
}

void TestTransportSignIn::aRefusalOfAFormIsNobodysToken()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(401, "{}"); };
    TransportFixture fixture;
    std::optional<Response> got;
    fixture.transport->sendForm(server.base(), "a=b", "aWQ6c2VjcmV0", &fixture.context, [&](const Response &a) { got = a; });
    QTRY_VERIFY(got);
    QVERIFY(fixture.tokens.refusals.isEmpty());
    QVERIFY(fixture.tokens.asked.isEmpty());
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestTransportSignIn)
#include "tst_transport_sign_in.moc"
