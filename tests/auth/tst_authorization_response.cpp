// What the authorize page sends back, by the browser or by a person's paste.
#include "app/auth/authorization_response.h"
#include "app/auth/callback_page.h"

#include <QTest>

using namespace postreel;

class TestAuthorizationResponse : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void callbacks_data();
    void callbacks();
    void pastes_data();
    void pastes();
    void wordsOfXAreCleanAndEscaped();
    void pagesCarryNothingOn();
};

namespace {
const QByteArray state = "the-state";
const std::optional<CallbackEnd> none;
} // namespace

void TestAuthorizationResponse::callbacks_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<std::optional<CallbackEnd>>("end");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const QByteArray &query, std::optional<CallbackEnd> end, const QByteArray &code = {}) {
        QTest::newRow(query.isEmpty() ? "nothing" : query.left(60).constData()) << query << end << code;
    };
    using enum CallbackEnd;
    row("state=the-state&code=abc", Code, "abc");
    row("code=abc&state=the-state&iss=x", Code, "abc");
    row("code=a%2Bb%2F%3D&state=the-state", Code, "a+b/=");
    row("code=abc&state=other", WrongState);
    row("code=abc&state=the-stat", WrongState);
    row("code=abc", WrongState);
    row("code=abc&state=", WrongState);
    row("code=abc&state=the-state&state=the-state", WrongState);
    row("error=access_denied&state=the-state", Denied);
    row("error=access_denied", WrongState); // any page could ask the browser for that
    row("error=access_denied&state=x", WrongState);
    row("error=invalid_scope&error_description=bad%20scope&state=the-state", ErrorFromX);
    row("error=server_error&state=the-state&code=abc", ErrorFromX);
    row("code=&state=the-state", none);
    row("code=abc&code=def&state=the-state", none);
    row("code=a%20b&state=the-state", none);
    row("code=a%0D%0Ab&state=the-state", none);
    row("code=%C3%A4&state=the-state", none);
    row("code=" + QByteArray(5000, 'a') + "&state=the-state", none);
    row("state=the-state", none);
    row("", none);
    row("%%%&=&&", none);
}

void TestAuthorizationResponse::callbacks()
{
    QFETCH(QByteArray, query);
    QFETCH(std::optional<CallbackEnd>, end);
    QFETCH(QByteArray, code);
    const std::optional<AuthorizationResponse> read = readCallback(query, state);
    QCOMPARE(read.has_value(), end.has_value());
    if (!read)
        return;
    QCOMPARE(nameOf(read->end), nameOf(*end));
    QCOMPARE(read->code, code);
}

void TestAuthorizationResponse::pastes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<std::optional<CallbackEnd>>("end");
    const auto row = [](const char *text, std::optional<CallbackEnd> end) {
        QTest::newRow(*text ? text : "nothing") << QString::fromUtf8(text) << end;
    };
    using enum CallbackEnd;
    row("http://127.0.0.1:8737/callback?state=the-state&code=abcdefgh", Code);
    row("  \n\"http://127.0.0.1:8737/callback?code=abcdefgh&state=the-state#x\"\n ", Code);
    row("?code=abcdefgh&state=the-state", Code);
    row("code=abcdefgh&state=the-state", Code);
    row("abcdefgh", Code);
    row(" 'VGhpc0lz-_QS5Db2Rl' ", Code);
    row("http://127.0.0.1:8737/callback?code=abcdefgh&state=of-another-try", WrongState);
    row("http://127.0.0.1:8737/callback?error=access_denied&state=the-state", Denied);
    row("https://x.com/i/oauth2/authorize?response_type=code&client_id=a&state=the-state&code_challenge=b", none);
    row("https://x.com/home", none);
    row("hello", none);
    row("hello there", none);
    row("", none);
    row("   ", none);
    row("?", none);
}

void TestAuthorizationResponse::pastes()
{
    QFETCH(QString, text);
    QFETCH(std::optional<CallbackEnd>, end);
    const std::optional<AuthorizationResponse> read = readPasted(text, state);
    QCOMPARE(read.has_value(), end.has_value());
    if (read)
        QCOMPARE(nameOf(read->end), nameOf(*end));
    if (read && read->end == CallbackEnd::Code)
        QVERIFY(text.toUtf8().contains(read->code));
}

void TestAuthorizationResponse::wordsOfXAreCleanAndEscaped()
{
    const auto read = readCallback("error=x&state=the-state&error_description=%3Cscript%3E%E2%80%AEcode=pl4nted%26x", state);
    QVERIFY(read);
    QVERIFY2(!read->detail.contains(QStringLiteral("pl4nted")), qPrintable(read->detail));
    QVERIFY(!read->detail.contains(QChar(0x202e)));
    QVERIFY(!CallbackPage::of(*read).contains("<script"));
    QVERIFY(CallbackPage::of(*read).contains("&lt;script"));
}

void TestAuthorizationResponse::pagesCarryNothingOn()
{
    for (const CallbackEnd end : {CallbackEnd::Code, CallbackEnd::Denied, CallbackEnd::WrongState,
                                  CallbackEnd::ErrorFromX}) {
        const QByteArray page = CallbackPage::of({.end = end, .code = "pl4nted", .detail = {}});
        QVERIFY(!page.contains("pl4nted"));
        QVERIFY(page.contains("Referrer-Policy: no-referrer\r\n"));
        QVERIFY(page.contains("Cache-Control: no-store\r\n"));
        QVERIFY(page.contains("default-src 'none'"));
        QVERIFY(page.startsWith(end == CallbackEnd::WrongState ? "HTTP/1.1 400" : "HTTP/1.1 200"));
    }
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestAuthorizationResponse)
#include "tst_authorization_response.moc"
