// What an answer of a token endpoint proves, shape by shape.
#include "app/auth/token_response.h"

#include <QTest>

using namespace postreel;
using Verdict = TokenResponse::Verdict;

class TestTokenResponse : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aGrantIsRead_data();
    void aGrantIsRead();
    void whatIsNoGrant_data();
    void whatIsNoGrant();
    void whatARefusalProves_data();
    void whatARefusalProves();
    void whatALostAnswerProves_data();
    void whatALostAnswerProves();
    void noSecretIsInAnError();
};

namespace {
Response answered(int http, const QByteArray &body)
{
    return Response{.outcome = RequestOutcome::Answered, .http = http, .body = body};
}
} // namespace

void TestTokenResponse::aGrantIsRead_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("refresh");
    QTest::addColumn<qint64>("lifeMs");
    QTest::addColumn<QStringList>("scopes");
    const QStringList two{QStringLiteral("a.b"), QStringLiteral("c.d")};
    QTest::newRow("as X gives it")
        << QByteArray(R"({"token_type":"bearer","expires_in":7200,"access_token":"A","scope":"a.b c.d","refresh_token":"R"})")
        << QByteArray("R") << qint64(7'200'000) << two;
    QTest::newRow("Bearer") << QByteArray(R"({"token_type":"Bearer","expires_in":60,"access_token":"A"})")
                            << QByteArray() << qint64(60'000) << QStringList();
    QTest::newRow("no type, no life") << QByteArray(R"({"access_token":"A"})") << QByteArray() << qint64(7'200'000)
                                      << QStringList();
    QTest::newRow("life as text") << QByteArray(R"({"access_token":"A","expires_in":"90"})") << QByteArray()
                                  << qint64(90'000) << QStringList();
    QTest::newRow("life of 0") << QByteArray(R"({"access_token":"A","expires_in":0})") << QByteArray() << qint64(7'200'000)
                               << QStringList();
    QTest::newRow("negative life") << QByteArray(R"({"access_token":"A","expires_in":-5})") << QByteArray()
                                   << qint64(7'200'000) << QStringList();
    QTest::newRow("endless life") << QByteArray(R"({"access_token":"A","expires_in":1e300})") << QByteArray()
                                  << 365LL * 24 * 3600 * 1000 << QStringList();
    QTest::newRow("null members") << QByteArray(R"({"access_token":"A","expires_in":null,"refresh_token":null,"scope":null})")
                                  << QByteArray() << qint64(7'200'000) << QStringList();
    QTest::newRow("a refresh token that is none") << QByteArray(R"({"access_token":"A","refresh_token":"R\r\nX: y"})")
                                                  << QByteArray() << qint64(7'200'000) << QStringList();
}

void TestTokenResponse::aGrantIsRead()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, refresh);
    QFETCH(qint64, lifeMs);
    QFETCH(QStringList, scopes);
    const TokenResponse read = readTokenResponse(answered(200, body));
    QCOMPARE(read.verdict, Verdict::Granted);
    QCOMPARE(read.grant.access, QByteArray("A"));
    QCOMPARE(read.grant.refresh, refresh);
    QCOMPARE(read.grant.lifeMs, lifeMs);
    QCOMPARE(read.grant.scopes, scopes);
    QCOMPARE(read.error.kind, ErrorKind::None);
    QVERIFY(!read.mayBeSpent);
}

void TestTokenResponse::whatIsNoGrant_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("<html>Sign in to this network</html>");
    QTest::newRow("an array") << QByteArray("[]");
    QTest::newRow("no token") << QByteArray(R"({"token_type":"bearer"})");
    QTest::newRow("an empty token") << QByteArray(R"({"access_token":""})");
    QTest::newRow("a number") << QByteArray(R"({"access_token":5})");
    QTest::newRow("a token that breaks a header") << QByteArray(R"({"access_token":"A\r\nHost: evil"})");
    QTest::newRow("a token with a space") << QByteArray(R"({"access_token":"A B"})");
    QTest::newRow("a token of other letters") << QByteArray("{\"access_token\":\"\xc3\xa4\"}");
    QTest::newRow("a token without an end") << QByteArray(R"({"access_token":")" + QByteArray(9000, 'A') + R"("})");
    QTest::newRow("of another type") << QByteArray(R"({"access_token":"A","token_type":"mac"})");
    QTest::newRow("cut short") << QByteArray(R"({"access_token":"A","expires_in":72)");
}

void TestTokenResponse::whatIsNoGrant()
{
    QFETCH(QByteArray, body);
    const TokenResponse read = readTokenResponse(answered(200, body));
    QCOMPARE(read.verdict, Verdict::Later);
    QCOMPARE(read.error.kind, ErrorKind::BadAnswer);
    QVERIFY(read.mayBeSpent); // the server said yes to something
    QVERIFY(read.grant.access.isEmpty());
}

void TestTokenResponse::whatARefusalProves_data()
{
    QTest::addColumn<int>("http");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<bool>("mayBeSpent");
    const QByteArray ofX = R"({"error":"invalid_request","error_description":"Value passed for the token was invalid."})";
    const QByteArray ofRfc = R"({"error":"invalid_grant"})";
    const QByteArray app = R"({"error":"unauthorized_client","error_description":"Missing valid authorization header"})";
    const auto row = [](const char *name, int http, const QByteArray &body, Verdict verdict, bool spent = false) {
        QTest::newRow(name) << http << body << verdict << spent;
    };
    row("X's word", 400, ofX, Verdict::Dead);
    row("the RFC's word", 400, ofRfc, Verdict::Dead);
    row("the RFC's word as 401", 401, ofRfc, Verdict::Dead);
    row("X's word for a code", 400,
        R"({"error":"invalid_request","error_description":"Value passed for the authorization code was invalid."})",
        Verdict::Dead);
    row("something is missing", 400,
        R"({"error":"invalid_request","error_description":"Missing required parameter [refresh_token]."})", Verdict::Later);
    row("another value", 400,
        R"({"error":"invalid_request","error_description":"Value passed for the redirect uri was invalid."})",
        Verdict::Later);
    row("invalid_request alone", 400, R"({"error":"invalid_request"})", Verdict::Later);
    row("the app is refused", 401, app, Verdict::AppRefused);
    row("invalid_client", 401, R"({"error":"invalid_client"})", Verdict::AppRefused);
    row("401 without a word", 401, {}, Verdict::Later);
    row("X's outage", 401, R"({"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"})",
        Verdict::Later);
    row("a word in a page", 400, "<html>invalid_grant</html>", Verdict::Later, true);
    row("a word as text", 400, "invalid_grant", Verdict::Later);
    row("403", 403, ofRfc, Verdict::Later);
    row("404", 404, ofRfc, Verdict::Later);
    row("408", 408, {}, Verdict::Later, true);
    row("425", 425, {}, Verdict::Later, true);
    row("a page of somebody else", 403, "<html><title>Just a moment...</title></html>", Verdict::Later, true);
    row("429", 429, ofRfc, Verdict::Later);
    row("500", 500, ofRfc, Verdict::Later, true);
    row("502 of a proxy", 502, "<html/>", Verdict::Later, true);
    row("503", 503, {}, Verdict::Later, true);
    row("a captive portal, or what hands it on", 302, ofRfc, Verdict::Later, true);
    row("server_error", 400, R"({"error":"server_error"})", Verdict::Later);
    row("temporarily_unavailable", 400, R"({"error":"temporarily_unavailable"})", Verdict::Later);
    row("errors of another shape", 400, R"({"errors":[{"message":"invalid_grant"}]})", Verdict::Later);
}

void TestTokenResponse::whatARefusalProves()
{
    QFETCH(int, http);
    QFETCH(QByteArray, body);
    QFETCH(Verdict, verdict);
    QFETCH(bool, mayBeSpent);
    const TokenResponse read = readTokenResponse(answered(http, body));
    QCOMPARE(read.verdict, verdict);
    QCOMPARE(read.mayBeSpent, mayBeSpent);
    QVERIFY(read.error.kind != ErrorKind::None);
    QCOMPARE(read.error.http, http);
    QVERIFY(read.grant.access.isEmpty());
}

void TestTokenResponse::whatALostAnswerProves_data()
{
    QTest::addColumn<RequestOutcome>("outcome");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("mayBeSpent");
    QTest::newRow("not reached") << RequestOutcome::NotReached << ErrorKind::NotReached << false;
    QTest::newRow("tls") << RequestOutcome::TlsFailed << ErrorKind::TlsFailed << false;
    QTest::newRow("held back") << RequestOutcome::BlockedByRateLimit << ErrorKind::RateLimited << false;
    QTest::newRow("no answer") << RequestOutcome::NoAnswer << ErrorKind::NoAnswer << true;
    QTest::newRow("stalled") << RequestOutcome::Stalled << ErrorKind::Stalled << true;
    QTest::newRow("aborted") << RequestOutcome::Aborted << ErrorKind::Aborted << true;
}

void TestTokenResponse::whatALostAnswerProves()
{
    QFETCH(RequestOutcome, outcome);
    QFETCH(ErrorKind, kind);
    QFETCH(bool, mayBeSpent);
    const TokenResponse read = readTokenResponse(Response{.outcome = outcome});
    QCOMPARE(read.verdict, Verdict::Later);
    QCOMPARE(read.error.kind, kind);
    QCOMPARE(read.mayBeSpent, mayBeSpent);
}

void TestTokenResponse::noSecretIsInAnError()
{
    const QByteArray body = R"({"access_token":"pl4nted acc3ss","refresh_token":"pl4nted-r3fresh","detail":"d"})";
    for (const int http : {200, 400, 500}) {
        const TokenResponse read = readTokenResponse(answered(http, body));
        QCOMPARE(read.verdict, Verdict::Later);
        QVERIFY2(!read.error.detail.contains(QStringLiteral("pl4nted")), qPrintable(read.error.detail));
    }
    const TokenResponse echoed = readTokenResponse(answered(
        400, R"({"error":"invalid_request","error_description":"bad form refresh_token=pl4nted&x=1"})"));
    QVERIFY2(!echoed.error.detail.contains(QStringLiteral("pl4nted")), qPrintable(echoed.error.detail));
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestTokenResponse)
#include "tst_token_response.moc"
