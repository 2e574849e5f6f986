// redact(): a planted secret is found and goes; what X said otherwise stays word for word.
#include "app/base/log.h"

#include <QTest>

using namespace postreel;

namespace {
const QString planted = QStringLiteral("s3cr3T-Pl4nted_0.9~x+/=");
const QString plain = QStringLiteral("s3cr3TPl4nted09");
} // namespace

class TestRedact : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSecretGoes_data();
    void aSecretGoes();
    void severalSecretsGoAtOnce();
    void aHugeSecretGoesWhole();
    void theRestStays_data();
    void theRestStays();
    void isIdempotent();
};

void TestRedact::aSecretGoes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("secret");
    QTest::newRow("header") << QStringLiteral("Authorization: Bearer ") + planted << planted;
    QTest::newRow("header, lower case") << QStringLiteral("authorization: bearer ") + planted << planted;
    QTest::newRow("header, upper case") << QStringLiteral("AUTHORIZATION: BEARER ") + planted << planted;
    QTest::newRow("header, two spaces") << QStringLiteral("Authorization:  Bearer  ") + planted << planted;
    QTest::newRow("header, short") << QStringLiteral("Authorization: Bearer hush") << QStringLiteral("hush");
    QTest::newRow("basic") << QStringLiteral("Authorization: Basic ") + planted << planted;
    QTest::newRow("basic, alone") << QStringLiteral("Basic Y2xpZW50OnNlY3JldC1vZi1pdA==")
                                  << QStringLiteral("Y2xpZW50OnNlY3JldC1vZi1pdA==");
    QTest::newRow("bearer in a sentence") << QStringLiteral("sent Bearer %1 to X").arg(planted) << planted;
    QTest::newRow("bearer in quotes") << QStringLiteral("\"Bearer %1\"").arg(planted) << planted;

    for (const char *key : {"access_token", "refresh_token", "id_token", "client_secret", "code_verifier",
                            "code", "token", "Access_Token", "CLIENT_SECRET"}) {
        const QString name = QString::fromLatin1(key);
        QTest::addRow("json %s", key) << QStringLiteral("{\"%1\":\"%2\"}").arg(name, planted) << planted;
        QTest::addRow("form %s", key) << QStringLiteral("a=b&%1=%2&c=d").arg(name, planted) << planted;
        QTest::addRow("first in form %s", key) << QStringLiteral("%1=%2&c=d").arg(name, planted) << planted;
        QTest::addRow("url %s", key) << QStringLiteral("GET /callback?%1=%2 HTTP/1.1").arg(name, planted)
                                     << planted;
    }
    QTest::newRow("json, spaces") << QStringLiteral("{ \"access_token\" : \"%1\" }").arg(planted) << planted;
    QTest::newRow("json, new line") << QStringLiteral("{\"access_token\":\n  \"%1\"}").arg(planted)
                                    << planted;
    QTest::newRow("json, escaped quote") << QStringLiteral("{\"token\":\"a\\\"%1\"}").arg(plain) << plain;
    // qDebug() << QByteArray prints a body so.
    QTest::newRow("json, printed by qDebug")
        << QStringLiteral("\"{\\\"access_token\\\":\\\"%1\\\",\\\"a\\\":1}\"").arg(plain) << plain;
    QTest::newRow("json, cut short") << QStringLiteral("{\"refresh_token\":\"%1").arg(plain) << plain;
    QTest::newRow("url fragment") << QStringLiteral("http://127.0.0.1/callback#access_token=") + planted
                                  << planted;
    // Half a character makes a text that no expression is tried on.
    QTest::newRow("beside half a character") << QString(QStringLiteral("h%1 access_token=%2").arg(QChar(0xd800)).arg(plain))
                                             << plain;
    QTest::newRow("half a character at the end") << QString(QStringLiteral("Bearer ") + planted + QChar(0xd83c)) << planted;
    QTest::newRow("form in quotes") << QStringLiteral("body \"code=%1\"").arg(plain) << plain;
    QTest::newRow("form in brackets") << QStringLiteral("(client_secret=%1)").arg(plain) << plain;
    QTest::newRow("form after a comma") << QStringLiteral("a=1,token=%1").arg(plain) << plain;
    QTest::newRow("form, in percent") << QStringLiteral("code_verifier=abc%2F") + plain << plain;
    QTest::newRow("second line") << QStringLiteral("POST /2/oauth2/token\ncode=") + planted << planted;
}

void TestRedact::aSecretGoes()
{
    QFETCH(QString, text);
    QFETCH(QString, secret);
    QVERIFY(text.contains(secret)); // it was there to be found
    const QString clean = redact(text);
    QVERIFY2(!clean.contains(secret), qPrintable(clean));
    QVERIFY2(clean.contains(QStringLiteral("[redacted]")), qPrintable(clean));
}

void TestRedact::severalSecretsGoAtOnce()
{
    const QString clean =
        redact(QStringLiteral("Bearer one1one {\"access_token\":\"two\",\"refresh_token\":\"three\"} "
                              "code=four&code_verifier=five&state=kept"));
    for (const char *secret : {"one1one", "two", "three", "four", "five"})
        QVERIFY2(!clean.contains(QLatin1String(secret)), secret);
    QVERIFY(clean.contains(QStringLiteral("state=kept")));
}

void TestRedact::aHugeSecretGoesWhole()
{
    // An expression that gives up on a long text would let it through.
    const QString huge = QString(4'000'000, u'a') + QStringLiteral("\\\"the end");
    for (const QString &shape : {QStringLiteral("{\"token\":\"%1\"}"), QStringLiteral("{\"token\":\"%1"),
                                 QStringLiteral("Authorization: Bearer %1"), QStringLiteral("a=b&token=%1")})
        QVERIFY2(redact(shape.arg(huge)).size() < 200, qPrintable(shape));
}

void TestRedact::theRestStays_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("a sentence") << QStringLiteral("Your media IDs are invalid.");
    QTest::newRow("a code that is a number")
        << QStringLiteral("{\"code\":88,\"message\":\"Rate limit exceeded\"}");
    QTest::newRow("status code") << QStringLiteral("status_code=404");
    QTest::newRow("a word for a plan") << QStringLiteral("Upgrade from the Basic tier to go on.");
    QTest::newRow("talk of bearers") << QStringLiteral("Send a Bearer token, please.");
    QTest::newRow("talk of tokens") << QStringLiteral("The token is expired; the code is 32.");
    QTest::newRow("a longer key") << QStringLiteral("next_token_count=3&barcode=12");
    QTest::newRow("other scripts") << QStringLiteral("Видео 動画 🎬");
}

void TestRedact::theRestStays()
{
    QFETCH(QString, text);
    QCOMPARE(redact(text), text);
}

void TestRedact::isIdempotent()
{
    const QString once = redact(QStringLiteral("Authorization: Bearer ") + planted +
                                QStringLiteral(" {\"token\":\"x\"} code=y"));
    QCOMPARE(redact(once), once);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestRedact)
#include "tst_redact.moc"
