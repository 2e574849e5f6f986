// Tokens that are brought for one run: whose they are, who may use them, and what is kept of them.
#include "session_fixture.h"

#include "app/auth/transient_tokens.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

// An X that tells of two tokens whose they are, and is otherwise told what to say.
struct Controller
{
    Controller()
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
        program = std::make_unique<SessionFixture::Program>(clock, store, folder.path());
        tokens = std::make_unique<TransientTokens>(
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
    std::unique_ptr<SessionFixture::Program> program;
    std::unique_ptr<TransientTokens> tokens;
    QObject context;
};

} // namespace

class TestTransientTokens : public QObject
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

void TestTransientTokens::itsUserIsAskedOnce()
{
    Controller fixture;
    QCOMPARE(fixture.use("secret-a"), fixture.user(QStringLiteral("42")));
    QCOMPARE(fixture.use("secret-a"), fixture.user(QStringLiteral("42")));
    QCOMPARE(fixture.server.requests().size(), 1);
    QCOMPARE(fixture.adopted.size(), 1);
    // The next run need not ask, so it works without X.
    TransientTokens next(fixture.program->transport, fixture.program->sessions, fixture.settings,
                   [](const QString &, const QUrl &, const Me &) { return true; }, [](const QString &, const QUrl &, bool) {});
    QString account;
    next.use(fixture.server.base(), "secret-a", false, [&](const QString &found) { account = found; });
    QCOMPARE(account, fixture.user(QStringLiteral("42")));
    QCOMPARE(fixture.server.requests().size(), 1);
}

void TestTransientTokens::whereXDoesNotSayItIsOnItsOwn_data()
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

void TestTransientTokens::whereXDoesNotSayItIsOnItsOwn()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, said);
    Controller fixture;
    fixture.status = status;
    fixture.said = said;
    const QString own = fixture.use("secret-a");
    QVERIFY(own.startsWith(fixture.user(QStringLiteral("run-"))));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.tokenFor(own).ok(), 30'000);
    QCOMPARE(fixture.tokenFor(own).value(), QByteArray("secret-a"));
    QTEST(static_cast<int>(fixture.server.requests().size()), "asked");
    QCOMPARE(fixture.alone, QStringList{own});
    const QString other = fixture.use("secret-b");
    QVERIFY(other != own);
    QCOMPARE(fixture.use("secret-a"), own); // the same one, also in the next run
}

// A key of --once stands for its user's Post, so nothing leaves before it can be looked up there.
void TestTransientTokens::whatHasAKeyWaitsForItsUser_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorKind>("kept");
    QTest::newRow("404") << 404 << ErrorKind::TokenLater;
    QTest::newRow("503") << 503 << ErrorKind::TokenLater;
    QTest::newRow("401") << 401 << ErrorKind::NotSignedIn;
}

void TestTransientTokens::whatHasAKeyWaitsForItsUser()
{
    QFETCH(const int, status);
    Controller fixture;
    fixture.status = status;
    const QString own = fixture.use("secret-a", true);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.server.requests().size(), 4, 30'000);
    const auto error = [&] { return fixture.tokenFor(own).error().kind; };
    QTRY_VERIFY_WITH_TIMEOUT(error() != ErrorKind::TimedOut, 30'000);
    QTEST(error(), "kept");
    QCOMPARE(fixture.alone, QStringList());
    fixture.status = 200;
    fixture.tokens->askAgain();
    QTRY_COMPARE(fixture.adopted, QStringList{own % u">42"});
    QCOMPARE(fixture.tokenFor(own).value(), QByteArray("secret-a"));
}

// The same token was brought without a key before, when X did not say whose it is.
void TestTransientTokens::aKeyThatComesLaterIsWaitedFor()
{
    Controller fixture;
    fixture.status = 404;
    const QString own = fixture.use("secret-a");
    QTRY_COMPARE_WITH_TIMEOUT(fixture.alone, QStringList{own}, 30'000);
    fixture.status = 200;
    QCOMPARE(fixture.use("secret-a", true), fixture.user(QStringLiteral("42")));
    QCOMPARE(fixture.adopted, QStringList{own % u">42"});
}

// A proxy that is down says nothing of whose the token is: nothing goes out, and what waits for it tells the proxy.
void TestTransientTokens::whatKeepsXAwayIsToldAsItIs()
{
    qputenv("http_proxy", "http://127.0.0.1:9");
    const auto restore = qScopeGuard([] { qunsetenv("http_proxy"); });
    Controller fixture;
    const QString own = fixture.use("secret-a");
    QCOMPARE(fixture.tokenFor(own).error().kind, ErrorKind::ProxyFailed);
    QCOMPARE(fixture.tokenFor(own).error().subject, QStringLiteral("127.0.0.1:9"));
    QCOMPARE(fixture.alone, QStringList());
    QCOMPARE(fixture.server.requests().size(), 0);
}

void TestTransientTokens::nobodyElseGetsIt()
{
    Controller fixture;
    fixture.use("secret-a");
    QCOMPARE(fixture.tokenFor(fixture.user(QStringLiteral("42"))).value(), QByteArray("secret-a"));
    QCOMPARE(fixture.tokenFor(fixture.user(QStringLiteral("43"))).error().kind, ErrorKind::NotSignedIn);
    QCOMPARE(fixture.tokenFor(QStringLiteral("elsewhere/42")).error().kind, ErrorKind::NotSignedIn);
    // While X is being asked, whoever may be meant waits.
    fixture.program->sessions.beginUserLookup(fixture.user({}).chopped(1));
    QCOMPARE(fixture.tokenFor(fixture.user(QStringLiteral("44"))).error().kind, ErrorKind::TimedOut);
    QCOMPARE(fixture.tokenFor(QStringLiteral("elsewhere/42")).error().kind, ErrorKind::NotSignedIn);
    fixture.program->sessions.endUserLookup(fixture.user({}).chopped(1));
}

void TestTransientTokens::theSignInOfItsUserIsNotTouched()
{
    Controller fixture;
    const QString key = fixture.user(QStringLiteral("42"));
    fixture.store.entries[key] = StoredSignIn{.access = "kept", .scopes = {}, .app = {}};
    fixture.program->sessions.add(key, {});
    fixture.use("secret-a");
    QCOMPARE(fixture.tokenFor(key).value(), QByteArray("secret-a"));
    QCOMPARE(fixture.store.entries.value(key).access, QByteArray("kept"));
    QCOMPARE(fixture.store.writes, 0);
    // X refuses it: the sign-in is there.
    QVERIFY(fixture.program->sessions.refused(key, "secret-a"));
    std::optional<QByteArray> token;
    fixture.program->sessions.withToken(key, &fixture.context, [&](const Result<QByteArray> &given) { token = given.value(); });
    QTRY_COMPARE(token, std::optional(QByteArray("kept")));
}

void TestTransientTokens::theProfileHoldsNoToken()
{
    Controller fixture;
    fixture.use("secret-a-that-nobody-may-see");
    for (const QFileInfo &info : QDir(fixture.folder.path()).entryInfoList(QDir::Files)) {
        QFile file(info.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("nobody-may-see"));
    }
}

POSTREEL_TEST_MAIN(TestTransientTokens)
#include "tst_transient_tokens.moc"
