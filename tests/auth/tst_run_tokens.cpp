// Tokens that are brought for one run: whose they are, who may use them, and what is kept of them.
#include "session_desk.h"

#include "app/auth/run_tokens.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

// An X that tells of two tokens whose they are, and is otherwise told what to say.
struct Desk
{
    Desk()
    {
        if (!database.open(folder.filePath(QStringLiteral("p.sqlite"))))
            qFatal("no database");
        server.onWhole = [this](RawConnection &connection, const WireRequest &request) {
            Q_UNUSED(request)
            if (status == 200)
                connection.answer(200, R"({"data":{"id":"42","username":"ada"}})");
            else
                connection.answer(status, said);
        };
        program = std::make_unique<SessionDesk::Program>(clock, store, folder.path());
        tokens = std::make_unique<RunTokens>(
            program->transport, program->sessions, settings,
            [this](const QString &own, const QUrl &, const Me &me) {
                adopted << own % u'>' % me.id;
                return true;
            },
            [this](const QString &own, const QUrl &, bool used) {
                if (used)
                    alone << own;
            });
    }
    QString use(const QByteArray &token, bool asUserOnly = false)
    {
        std::optional<QString> account;
        tokens->use(server.base(), token, asUserOnly, [&](const QString &found) { account = found; });
        if (!QTest::qWaitFor([&] { return account.has_value(); }, 30'000))
            return QStringLiteral("no answer");
        return *account;
    }
    Result<QByteArray> tokenFor(const QString &account)
    {
        std::optional<Result<QByteArray>> given;
        QObject asker; // gone when it waits for longer
        program->sessions.withToken(account, &asker, [&](const Result<QByteArray> &token) { given = token; });
        return given.value_or(Result<QByteArray>(ErrorKind::TimedOut)); // it waits
    }
    QString user(const QString &id) const { return tokenKey(server.base(), id); }

    QTemporaryDir folder;
    Database database;
    Settings settings{database};
    FakeClock clock;
    MemoryTokenStore store;
    RawServer server;
    int status = 200;
    QByteArray said = R"({"title":"no"})";
    QStringList adopted;
    QStringList alone;
    std::unique_ptr<SessionDesk::Program> program;
    std::unique_ptr<RunTokens> tokens;
    QObject context;
};

} // namespace

class TestRunTokens : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itsUserIsAskedOnce();
    void whereXDoesNotSayItIsOnItsOwn_data();
    void whereXDoesNotSayItIsOnItsOwn();
    void whatHasAKeyWaitsForItsUser_data();
    void whatHasAKeyWaitsForItsUser();
    void aKeyThatComesLaterIsWaitedFor();
    void whatKeepsXAwayIsToldAsItIs();
    void nobodyElseGetsIt();
    void theSignInOfItsUserIsNotTouched();
    void theProfileHoldsNoToken();
};

void TestRunTokens::itsUserIsAskedOnce()
{
    Desk desk;
    QCOMPARE(desk.use("secret-a"), desk.user(QStringLiteral("42")));
    QCOMPARE(desk.use("secret-a"), desk.user(QStringLiteral("42")));
    QCOMPARE(desk.server.requests().size(), 1);
    QCOMPARE(desk.adopted.size(), 1);
    // The next run need not ask, so it works without X.
    RunTokens next(desk.program->transport, desk.program->sessions, desk.settings,
                   [](const QString &, const QUrl &, const Me &) { return true; }, [](const QString &, const QUrl &, bool) {});
    QString account;
    next.use(desk.server.base(), "secret-a", false, [&](const QString &found) { account = found; });
    QCOMPARE(account, desk.user(QStringLiteral("42")));
    QCOMPARE(desk.server.requests().size(), 1);
}

void TestRunTokens::whereXDoesNotSayItIsOnItsOwn_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<int>("asked");
    const QByteArray no = R"({"title":"no"})";
    QTest::newRow("403") << 403 << no << 1;
    QTest::newRow("403 of an X in trouble") << 403 << QByteArray(R"({"detail":"Authenticating with Unknown is forbidden."})") << 4;
    QTest::newRow("404") << 404 << no << 4;
    QTest::newRow("a 2xx that says nothing") << 204 << no << 4;
    QTest::newRow("a 2xx with errors alone") << 201 << QByteArray(R"({"errors":[{"title":"Not Found Error"}]})") << 4;
    QTest::newRow("503") << 503 << no << 4;
}

void TestRunTokens::whereXDoesNotSayItIsOnItsOwn()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, said);
    Desk desk;
    desk.status = status;
    desk.said = said;
    const QString own = desk.use("secret-a");
    QVERIFY(own.startsWith(desk.user(QStringLiteral("run-"))));
    QTRY_VERIFY_WITH_TIMEOUT(desk.tokenFor(own).ok(), 30'000);
    QCOMPARE(desk.tokenFor(own).value(), QByteArray("secret-a"));
    QTEST(static_cast<int>(desk.server.requests().size()), "asked");
    QCOMPARE(desk.alone, QStringList{own});
    const QString other = desk.use("secret-b");
    QVERIFY(other != own);
    QCOMPARE(desk.use("secret-a"), own); // the same one, also in the next run
}

// A key of --once stands for its user's Post, so nothing leaves before it can be looked up there.
void TestRunTokens::whatHasAKeyWaitsForItsUser_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorKind>("kept");
    QTest::newRow("404") << 404 << ErrorKind::TokenLater;
    QTest::newRow("503") << 503 << ErrorKind::TokenLater;
    QTest::newRow("401") << 401 << ErrorKind::NotSignedIn;
}

void TestRunTokens::whatHasAKeyWaitsForItsUser()
{
    QFETCH(const int, status);
    Desk desk;
    desk.status = status;
    const QString own = desk.use("secret-a", true);
    QTRY_COMPARE_WITH_TIMEOUT(desk.server.requests().size(), 4, 30'000);
    const auto error = [&] { return desk.tokenFor(own).error().kind; };
    QTRY_VERIFY_WITH_TIMEOUT(error() != ErrorKind::TimedOut, 30'000);
    QTEST(error(), "kept");
    QCOMPARE(desk.alone, QStringList());
    desk.status = 200;
    desk.tokens->askAgain();
    QTRY_COMPARE(desk.adopted, QStringList{own % u">42"});
    QCOMPARE(desk.tokenFor(own).value(), QByteArray("secret-a"));
}

// The same token was brought without a key before, when X did not say whose it is.
void TestRunTokens::aKeyThatComesLaterIsWaitedFor()
{
    Desk desk;
    desk.status = 404;
    const QString own = desk.use("secret-a");
    QTRY_COMPARE_WITH_TIMEOUT(desk.alone, QStringList{own}, 30'000);
    desk.status = 200;
    QCOMPARE(desk.use("secret-a", true), desk.user(QStringLiteral("42")));
    QCOMPARE(desk.adopted, QStringList{own % u">42"});
}

// A proxy that is down says nothing of whose the token is: nothing goes out, and what waits for it tells the proxy.
void TestRunTokens::whatKeepsXAwayIsToldAsItIs()
{
    qputenv("http_proxy", "http://127.0.0.1:9");
    const auto restore = qScopeGuard([] { qunsetenv("http_proxy"); });
    Desk desk;
    const QString own = desk.use("secret-a");
    QCOMPARE(desk.tokenFor(own).error().kind, ErrorKind::ProxyFailed);
    QCOMPARE(desk.tokenFor(own).error().subject, QStringLiteral("127.0.0.1:9"));
    QCOMPARE(desk.alone, QStringList());
    QCOMPARE(desk.server.requests().size(), 0);
}

void TestRunTokens::nobodyElseGetsIt()
{
    Desk desk;
    desk.use("secret-a");
    QCOMPARE(desk.tokenFor(desk.user(QStringLiteral("42"))).value(), QByteArray("secret-a"));
    QCOMPARE(desk.tokenFor(desk.user(QStringLiteral("43"))).error().kind, ErrorKind::NotSignedIn);
    QCOMPARE(desk.tokenFor(QStringLiteral("elsewhere/42")).error().kind, ErrorKind::NotSignedIn);
    // While X is being asked, whoever may be meant waits.
    desk.program->sessions.askingBegins(desk.user({}).chopped(1));
    QCOMPARE(desk.tokenFor(desk.user(QStringLiteral("44"))).error().kind, ErrorKind::TimedOut);
    QCOMPARE(desk.tokenFor(QStringLiteral("elsewhere/42")).error().kind, ErrorKind::NotSignedIn);
    desk.program->sessions.askingEnds(desk.user({}).chopped(1));
}

void TestRunTokens::theSignInOfItsUserIsNotTouched()
{
    Desk desk;
    const QString key = desk.user(QStringLiteral("42"));
    desk.store.entries[key] = StoredSignIn{.access = "kept", .scopes = {}, .app = {}};
    desk.program->sessions.add(key, {});
    desk.use("secret-a");
    QCOMPARE(desk.tokenFor(key).value(), QByteArray("secret-a"));
    QCOMPARE(desk.store.entries.value(key).access, QByteArray("kept"));
    QCOMPARE(desk.store.writes, 0);
    // X refuses it: the sign-in is there.
    QVERIFY(desk.program->sessions.refused(key, "secret-a"));
    std::optional<QByteArray> token;
    desk.program->sessions.withToken(key, &desk.context, [&](const Result<QByteArray> &given) { token = given.value(); });
    QTRY_COMPARE(token, std::optional(QByteArray("kept")));
}

void TestRunTokens::theProfileHoldsNoToken()
{
    Desk desk;
    desk.use("secret-a-that-nobody-may-see");
    for (const QFileInfo &info : QDir(desk.folder.path()).entryInfoList(QDir::Files)) {
        QFile file(info.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("nobody-may-see"));
    }
}

POSTREEL_TEST_MAIN(TestRunTokens)
#include "tst_run_tokens.moc"
