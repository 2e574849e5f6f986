// Tokens of this run: each for its own account, and gone when forgotten.
#include "app/auth/run_tokens.h"

#include <QTest>
#include <memory>

using namespace postreel;

class TestRunTokens : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachAccountGetsItsOwn();
    void anUnknownAccountIsNotSignedIn();
    void anEmptyTokenForgets();
    void aLaterTokenReplaces();
    void aCopyHandedOutSurvivesTheSource();
};

namespace {
Result<QByteArray> ask(RunTokens &tokens, const char *account)
{
    Result<QByteArray> answer = ErrorKind::Aborted;
    QObject context;
    int calls = 0;
    tokens.withToken(QLatin1String(account), &context, [&](const Result<QByteArray> &token) {
        answer = token;
        ++calls;
    });
    return calls == 1 ? answer : Result<QByteArray>(ErrorKind::Usage);
}
} // namespace

void TestRunTokens::eachAccountGetsItsOwn()
{
    RunTokens tokens;
    tokens.set(QStringLiteral("a"), "one");
    tokens.set(QStringLiteral("b"), "two");
    QCOMPARE(ask(tokens, "a").value(), QByteArray("one"));
    QCOMPARE(ask(tokens, "b").value(), QByteArray("two"));
    QVERIFY(tokens.has(QStringLiteral("a")));
}

void TestRunTokens::anUnknownAccountIsNotSignedIn()
{
    RunTokens tokens;
    tokens.set(QStringLiteral("a"), "one");
    for (const char *account : {"", "A", "b"}) {
        QCOMPARE(ask(tokens, account).error().kind, ErrorKind::NotSignedIn);
        QVERIFY(!tokens.has(QLatin1String(account)));
    }
}

void TestRunTokens::anEmptyTokenForgets()
{
    RunTokens tokens;
    tokens.set(QStringLiteral("a"), "one");
    tokens.set(QStringLiteral("a"), {});
    QVERIFY(!tokens.has(QStringLiteral("a")));
    QCOMPARE(ask(tokens, "a").error().kind, ErrorKind::NotSignedIn);
}

void TestRunTokens::aLaterTokenReplaces()
{
    RunTokens tokens;
    tokens.set(QStringLiteral("a"), "one");
    tokens.set(QStringLiteral("a"), "two");
    QCOMPARE(ask(tokens, "a").value(), QByteArray("two"));
}

void TestRunTokens::aCopyHandedOutSurvivesTheSource()
{
    auto tokens = std::make_unique<RunTokens>();
    tokens->set(QStringLiteral("a"), QByteArray("one").repeated(3));
    const QByteArray copy = ask(*tokens, "a").value();
    tokens.reset(); // wipes its own bytes, not those of a request that is leaving
    QCOMPARE(copy, QByteArray("oneoneone"));
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestRunTokens)
#include "tst_run_tokens.moc"
