// What is kept of a sign-in, written and read back; the key of an entry.
#include "app/auth/token_store.h"

#include <QTest>

using namespace postreel;

class TestTokenStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenIsRead();
    void whatIsNoneIsNotRead_data();
    void whatIsNoneIsNotRead();
    void keysTellServersAndUsersApart();
};

void TestTokenStore::whatIsWrittenIsRead()
{
    const StoredSignIn least{.access = "A"};
    QCOMPARE(StoredSignIn::fromJson(least.toJson()), least);
    const StoredSignIn whole{.access = "acc%ss\"\\",
                             .refresh = "r3fresh",
                             .expiresAtMs = 1'800'000'000'123,
                             .lifeMs = 7'200'000,
                             .scopes = {QStringLiteral("a.b"), QStringLiteral("c.d")},
                             .app = {.clientId = QString::fromUtf8("idü"), .secret = "s\xc3\xbc"},
                             .renewingSinceMs = 1'700'000'000'456};
    QCOMPARE(StoredSignIn::fromJson(whole.toJson()), whole);
    QVERIFY(!least.toJson().contains("refresh_token"));
    QVERIFY(!least.toJson().contains("client_secret"));
}

void TestTokenStore::whatIsNoneIsNotRead_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"", "{}", "[]", "null", "not json", R"({"access_token":""})", R"({"access_token":7})",
                             R"({"refresh_token":"R"})", R"({"access_token":"A")"})
        QTest::newRow(json) << QByteArray(json);
}

void TestTokenStore::whatIsNoneIsNotRead()
{
    QFETCH(QByteArray, json);
    QVERIFY(!StoredSignIn::fromJson(json));
}

void TestTokenStore::keysTellServersAndUsersApart()
{
    QCOMPARE(tokenKey(QUrl(QStringLiteral("https://api.x.com")), QStringLiteral("42")), QStringLiteral("api.x.com/42"));
    QCOMPARE(tokenKey(QUrl(QStringLiteral("http://127.0.0.1:8080/x")), QStringLiteral("1")),
             QStringLiteral("127.0.0.1:8080/1"));
    QCOMPARE(tokenKey(QUrl(QStringLiteral("https://api.x.com:443")), QStringLiteral("42")), QStringLiteral("api.x.com/42"));
    QCOMPARE(tokenKey(QUrl(QStringLiteral("http://localhost:80")), QStringLiteral("42")), QStringLiteral("localhost/42"));
    QCOMPARE(tokenKey(QUrl(QStringLiteral("http://localhost:443")), QStringLiteral("1")), QStringLiteral("localhost:443/1"));
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestTokenStore)
#include "tst_token_store.moc"
