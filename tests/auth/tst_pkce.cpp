// Verifiers, challenges, states, and the authorize URL that carries them.
#include "app/auth/oauth_app.h"
#include "app/auth/pkce.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QUrlQuery>

using namespace postreel;

class TestPkce : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theChallengeIsThatOfTheRfc();
    void secretsAreLongEnoughAndNew();
    void secretsAreCompared();
    void theAuthorizeUrlHasEveryParameter();
    void whatWouldBreakAUrlIsEncoded();
    void anEndpointKeepsItsOwnQuery();
    void endpointsOfXAndOfOthers();
    void scopesThatAreMissingAreNamed();
};

void TestPkce::theChallengeIsThatOfTheRfc()
{
    // RFC 7636, appendix B.
    QCOMPARE(challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
             QByteArray("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
}

void TestPkce::secretsAreLongEnoughAndNew()
{
    static const QRegularExpression unreserved(QStringLiteral("^[A-Za-z0-9_-]{43,128}$"));
    QSet<QByteArray> seen;
    for (int i = 0; i < 200; ++i) {
        const SignInSecrets secrets = SignInSecrets::make();
        QVERIFY(unreserved.match(QString::fromLatin1(secrets.verifier)).hasMatch());
        QVERIFY(unreserved.match(QString::fromLatin1(secrets.state)).hasMatch());
        QCOMPARE(challengeOf(secrets.verifier).size(), 43);
        seen << secrets.state << secrets.verifier;
    }
    QCOMPARE(seen.size(), 400);
}

void TestPkce::secretsAreCompared()
{
    QVERIFY(sameSecret("abc", "abc"));
    for (const char *other : {"", "ab", "abd", "abcd", "Abc"})
        QVERIFY2(!sameSecret("abc", other), other);
    QVERIFY(!sameSecret(QByteArray("a\0b", 3), QByteArray("a\0c", 3)));
}

void TestPkce::theAuthorizeUrlHasEveryParameter()
{
    const QUrl url = authorizeUrl(QUrl(QStringLiteral("https://x.com/i/oauth2/authorize")), QStringLiteral("id"),
                                  QStringLiteral("http://127.0.0.1:8737/callback"), "the-state", "the-challenge");
    QCOMPARE(url.toEncoded(),
             QByteArray("https://x.com/i/oauth2/authorize?response_type=code&client_id=id&"
                        "redirect_uri=http%3A%2F%2F127.0.0.1%3A8737%2Fcallback&"
                        "scope=tweet.read%20tweet.write%20users.read%20media.write%20offline.access&"
                        "state=the-state&code_challenge=the-challenge&code_challenge_method=S256"));
}

void TestPkce::whatWouldBreakAUrlIsEncoded()
{
    const QString odd = QString::fromUtf8("a b&c=d#e?f+g%20ü\"");
    const QUrl url = authorizeUrl(QUrl(QStringLiteral("https://x.com/a")), odd, QStringLiteral("cb"), "s", "c");
    QVERIFY(url.isValid());
    QVERIFY(!url.hasFragment());
    const QByteArray encoded = url.toEncoded();
    const qsizetype from = encoded.indexOf("client_id=") + 10;
    QCOMPARE(QByteArray::fromPercentEncoding(encoded.mid(from, encoded.indexOf('&', from) - from)), odd.toUtf8());
    QVERIFY(!encoded.contains('+'));
}

void TestPkce::anEndpointKeepsItsOwnQuery()
{
    const QUrl url = authorizeUrl(QUrl(QStringLiteral("https://auth.example/go?tenant=a")), QStringLiteral("id"),
                                  QStringLiteral("cb"), "s", "c");
    QVERIFY2(url.toEncoded().startsWith("https://auth.example/go?tenant=a&response_type=code&"), url.toEncoded());
}

void TestPkce::endpointsOfXAndOfOthers()
{
    const OAuthEndpoints x = endpointsOf(QUrl(QStringLiteral("https://api.x.com/")));
    QCOMPARE(x.authorize, QUrl(QStringLiteral("https://x.com/i/oauth2/authorize")));
    QCOMPARE(x.token, QUrl(QStringLiteral("https://api.x.com/2/oauth2/token")));
    QCOMPARE(x.revoke, QUrl(QStringLiteral("https://api.x.com/2/oauth2/revoke")));
    const OAuthEndpoints other = endpointsOf(QUrl(QStringLiteral("http://127.0.0.1:80/below?a=b")));
    QCOMPARE(other.authorize, QUrl(QStringLiteral("http://127.0.0.1:80/below/i/oauth2/authorize")));
    QCOMPARE(other.token, QUrl(QStringLiteral("http://127.0.0.1:80/below/2/oauth2/token")));
}

void TestPkce::scopesThatAreMissingAreNamed()
{
    QVERIFY(missingScopes(neededScopes()).isEmpty());
    QCOMPARE(missingScopes({}), neededScopes());
    QStringList granted = neededScopes();
    granted.removeOne(QStringLiteral("media.write"));
    granted << QStringLiteral("like.read");
    QCOMPARE(missingScopes(granted), QStringList{QStringLiteral("media.write")});
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestPkce)
#include "tst_pkce.moc"
