// The calls of an OAuth server: as they stand on the wire, and against the sandbox's own.
#include "app/auth/oauth_calls.h"
#include "app/auth/pkce.h"
#include "oauth_sandbox.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fixed_tokens.h"
#include "tests/support/raw_server.h"

#include <QTest>

using namespace postreel;
using namespace postreel::testing;
using Verdict = TokenResponse::Verdict;

class TestOAuthCalls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFormIsEncoded();
    void aPublicClientSendsItsIdInTheBody();
    void aConfidentialClientSendsBasicAlone();
    void aSignInRoundTrip_data();
    void aSignInRoundTrip();
    void aWrongVerifierGetsNothing();
    void aWrongSecretIsTheAppsFault();
    void aCodeWorksOnce();
    void aRefreshTokenWorksOnceAndTakesItsFamilyAlong();

private:
    struct Controller
    {
        FakeClock clock;
        FixedTokens tokens;
        Transport transport{clock, tokens};
        OAuthCalls calls{transport};
        QObject context;
    };
    static TokenResponse exchange(Controller &fixture, const OAuthSandbox &box, const OAuthApp &app, const QByteArray &code,
                                  const QByteArray &verifier);
    static TokenResponse refresh(Controller &fixture, const OAuthSandbox &box, const OAuthApp &app, const QByteArray &token);
    static QByteArray codeOf(OAuthSandbox &box, const OAuthApp &app, const SignInSecrets &secrets);
};

namespace {
const OAuthApp nativeApp{.clientId = publicClient, .secret = {}};
const OAuthApp webApp{.clientId = confidentialClient, .secret = clientSecret};

TokenResponse awaited(const std::function<void(OAuthCalls::TokenHandler)> &call)
{
    std::optional<TokenResponse> got;
    call([&got](const TokenResponse &answer) { got = answer; });
    if (!QTest::qWaitFor([&got] { return got.has_value(); }, 15'000))
        return TokenResponse{.verdict = Verdict::Later, .grant = {}, .error = {.kind = ErrorKind::TimedOut}};
    return *got;
}
} // namespace

TokenResponse TestOAuthCalls::exchange(Controller &fixture, const OAuthSandbox &box, const OAuthApp &app, const QByteArray &code,
                                       const QByteArray &verifier)
{
    return awaited([&](OAuthCalls::TokenHandler done) {
        fixture.calls.exchange(box.endpoints().token, app, code, verifier, registeredCallback, &fixture.context,
                               std::move(done));
    });
}

TokenResponse TestOAuthCalls::refresh(Controller &fixture, const OAuthSandbox &box, const OAuthApp &app, const QByteArray &token)
{
    return awaited([&](OAuthCalls::TokenHandler done) {
        fixture.calls.refresh(box.endpoints().token, app, token, &fixture.context, std::move(done));
    });
}

QByteArray TestOAuthCalls::codeOf(OAuthSandbox &box, const OAuthApp &app, const SignInSecrets &secrets)
{
    const QUrl url = chooseAt(authorizeUrl(box.endpoints().authorize, app.clientId, registeredCallback, secrets.state,
                                           challengeOf(secrets.verifier)));
    const QUrlQuery query(url);
    return query.queryItemValue(QStringLiteral("state")) == QLatin1String(secrets.state)
               ? query.queryItemValue(QStringLiteral("code")).toLatin1()
               : QByteArray();
}

void TestOAuthCalls::aFormIsEncoded()
{
    QCOMPARE(formOf({{"a", "1"}, {"b", "x y&z=+%/\xc3\xbc"}, {"c", ""}}),
             QByteArray("a=1&b=x%20y%26z%3D%2B%25%2F%C3%BC&c="));
    QCOMPARE(basicOf(nativeApp), QByteArray());
    QCOMPARE(QByteArray::fromBase64(basicOf(webApp)),
             QByteArray("web%20app%3A1:s3cr3t%25%2B%2F%20of%20the%20web%20app"));
}

void TestOAuthCalls::aPublicClientSendsItsIdInTheBody()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(503); };
    Controller fixture;
    awaited([&](OAuthCalls::TokenHandler done) {
        fixture.calls.refresh(server.base(), nativeApp, "the-token", &fixture.context, std::move(done));
    });
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(server.requests().first().body,
             QByteArray("grant_type=refresh_token&refresh_token=the-token&client_id=native-app"));
    QVERIFY(server.requests().first().header("Authorization").isEmpty());
}

void TestOAuthCalls::aConfidentialClientSendsBasicAlone()
{
    RawServer server;
    server.onWhole = [](RawConnection &c, const WireRequest &) { c.answer(503); };
    Controller fixture;
    awaited([&](OAuthCalls::TokenHandler done) {
        fixture.calls.exchange(server.base(), webApp, "the-code", "the-verifier", registeredCallback, &fixture.context,
                               std::move(done));
    });
    QCOMPARE(server.requests().first().body,
             QByteArray("grant_type=authorization_code&code=the-code&"
                        "redirect_uri=http%3A%2F%2F127.0.0.1%3A8737%2Fcallback&code_verifier=the-verifier"));
    QCOMPARE(server.requests().first().header("Authorization"), "Basic " + basicOf(webApp));
}

void TestOAuthCalls::aSignInRoundTrip_data()
{
    QTest::addColumn<bool>("confidential");
    QTest::newRow("public") << false;
    QTest::newRow("confidential") << true;
}

void TestOAuthCalls::aSignInRoundTrip()
{
    QFETCH(bool, confidential);
    const OAuthApp &app = confidential ? webApp : nativeApp;
    OAuthSandbox box;
    Controller fixture;
    const SignInSecrets secrets = SignInSecrets::make();
    const TokenResponse first = exchange(fixture, box, app, codeOf(box, app, secrets), secrets.verifier);
    QCOMPARE(first.verdict, Verdict::Granted);
    QVERIFY(missingScopes(first.grant.scopes).isEmpty());
    QCOMPARE(first.grant.lifeMs, qint64(7'200'000));
    QCOMPARE(box.userOf(first.grant.access), QStringLiteral("ada"));

    const TokenResponse second = refresh(fixture, box, app, first.grant.refresh);
    QCOMPARE(second.verdict, Verdict::Granted);
    QVERIFY(second.grant.access != first.grant.access);
    QVERIFY(second.grant.refresh != first.grant.refresh);
    QCOMPARE(box.userOf(second.grant.access), QStringLiteral("ada"));

    std::optional<Result<Done>> ended;
    fixture.calls.revoke(box.endpoints().revoke, app, second.grant.refresh, &fixture.context,
                      [&](const Result<Done> &done) { ended = done; });
    QTRY_VERIFY(ended);
    QVERIFY(ended->ok());
    QVERIFY(box.userOf(second.grant.access).isEmpty());
    QCOMPARE(refresh(fixture, box, app, second.grant.refresh).verdict, Verdict::Dead);
}

void TestOAuthCalls::aWrongVerifierGetsNothing()
{
    OAuthSandbox box;
    Controller fixture;
    const SignInSecrets secrets = SignInSecrets::make();
    const TokenResponse answer =
        exchange(fixture, box, nativeApp, codeOf(box, nativeApp, secrets), SignInSecrets::make().verifier);
    QVERIFY(answer.verdict != Verdict::Granted);
    QVERIFY(answer.error.detail.contains(QStringLiteral("code verifier")));
}

void TestOAuthCalls::aWrongSecretIsTheAppsFault()
{
    OAuthSandbox box;
    Controller fixture;
    const SignInSecrets secrets = SignInSecrets::make();
    const QByteArray code = codeOf(box, webApp, secrets);
    for (const QByteArray &secret : {QByteArray("wrong"), QByteArray()}) {
        const OAuthApp wrong{.clientId = confidentialClient, .secret = secret};
        QCOMPARE(exchange(fixture, box, wrong, code, secrets.verifier).verdict, Verdict::AppRefused);
    }
    QCOMPARE(exchange(fixture, box, webApp, code, secrets.verifier).verdict, Verdict::Granted);
}

void TestOAuthCalls::aCodeWorksOnce()
{
    OAuthSandbox box;
    Controller fixture;
    const SignInSecrets secrets = SignInSecrets::make();
    const QByteArray code = codeOf(box, nativeApp, secrets);
    const TokenResponse first = exchange(fixture, box, nativeApp, code, secrets.verifier);
    QCOMPARE(first.verdict, Verdict::Granted);
    QCOMPARE(exchange(fixture, box, nativeApp, code, secrets.verifier).verdict, Verdict::Dead);
    QVERIFY(box.userOf(first.grant.access).isEmpty()); // a replayed code ends what it gave
}

void TestOAuthCalls::aRefreshTokenWorksOnceAndTakesItsFamilyAlong()
{
    OAuthSandbox box;
    Controller fixture;
    const SignInSecrets secrets = SignInSecrets::make();
    const TokenResponse first = exchange(fixture, box, nativeApp, codeOf(box, nativeApp, secrets), secrets.verifier);
    const TokenResponse second = refresh(fixture, box, nativeApp, first.grant.refresh);
    QCOMPARE(second.verdict, Verdict::Granted);
    QCOMPARE(refresh(fixture, box, nativeApp, first.grant.refresh).verdict, Verdict::Dead);
    QCOMPARE(refresh(fixture, box, nativeApp, second.grant.refresh).verdict, Verdict::Dead);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestOAuthCalls)
#include "tst_oauth_calls.moc"
