// Whole programs that share one sign-in: the real keychain, the sandbox's OAuth server, real processes and kills.
#include "app/auth/keychain_store.h"
#include "app/auth/pkce.h"
#include "tests/support/fixed_tokens.h"
#include "app/auth/sessions.h"
#include "app/base/log.h"
#include "app/x/call_sender.h"
#include "app/x/post_calls.h"
#include "oauth_sandbox.h"
#include "private_keyring.h"
#include "tests/support/raw_server.h"

#include <QDirIterator>
#include <QLoggingCategory>
#include <QTest>
#include <cstdio>

using namespace postreel;
using namespace postreel::testing;

class TestTwoPrograms : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase() { m_keyring.reset(); }
    void twoThatRenewAtOnceBothGoOn();
    void oneThatIsKilledInTheMidstLeavesAMarkAndNoLock();
    void aRevokedSignInNeedsAPerson();
    void aLockedKeychainIsAWait();
    void noLogHoldsASecret();

private:
    struct Program
    {
        QProcess process;
        QByteArray said() { return process.readAllStandardOutput().trimmed(); }
        bool ends() { return process.waitForFinished(60'000) && process.exitCode() == 0; }
    };
    std::unique_ptr<Program> program(const QUrl &base) const;
    StoredSignIn signIn(OAuthSandbox &box);
    StoreOutcome write(const StoredSignIn &signIn);
    StoredSignIn stored() const { return StoredSignIn::fromJson(PrivateKeyring::secretOf(m_key)).value_or(StoredSignIn()); }
    QStringList filesWith(const QByteArrayList &secrets) const;

    const QString m_key = QStringLiteral("127.0.0.1/1");
    std::unique_ptr<PrivateKeyring> m_keyring;
    QTemporaryDir m_folder;
    QByteArrayList m_secrets; // every one that ever was
};

namespace {

const OAuthApp webApp{.clientId = confidentialClient, .secret = clientSecret};

// In the child: waits for the word, asks X who it is, says it, and ends.
int renewAndAsk(const QStringList &arguments)
{
    const QUrl base(arguments.at(2));
    const QString folder = arguments.at(3);
    const QString key = arguments.at(4);
    QLoggingCategory::setFilterRules(QStringLiteral("postreel.*=true"));
    QDir().mkpath(folder + QStringLiteral("/log-%1").arg(QCoreApplication::applicationPid()));
    installLog(folder + QStringLiteral("/log-%1").arg(QCoreApplication::applicationPid()));
    SystemClock clock;
    KeychainStore store;
    Sessions sessions(clock, store, folder);
    Transport transport(clock, sessions);
    sessions.attach(transport);
    sessions.add(key, endpointsOf(base));
    std::puts("ready");
    std::fflush(stdout);
    if (std::getchar() == EOF)
        return 2;
    sendCall(transport, base, key, MeCall(), &transport, [](const Result<Me> &me) {
        std::puts(me ? qPrintable(me->username) : qPrintable(nameOf(me.error().kind)));
        QCoreApplication::quit();
    });
    return QCoreApplication::exec();
}

} // namespace

void TestTwoPrograms::initTestCase()
{
    if (const QString lacking = PrivateKeyring::lacking(); !lacking.isEmpty())
        QSKIP(qPrintable(lacking));
    m_keyring = std::make_unique<PrivateKeyring>();
}

void TestTwoPrograms::init()
{
    QVERIFY(m_keyring->unlock());
}

std::unique_ptr<TestTwoPrograms::Program> TestTwoPrograms::program(const QUrl &base) const
{
    auto started = std::make_unique<Program>();
    started->process.start(QCoreApplication::applicationFilePath(),
                           {QStringLiteral("--renew-and-ask"), base.toString(), m_folder.path(), m_key});
    if (!started->process.waitForReadyRead(20'000) || started->process.readLine() != "ready\n")
        qFatal("the other program does not start");
    return started;
}

StoreOutcome TestTwoPrograms::write(const StoredSignIn &signIn)
{
    m_secrets << signIn.access << signIn.refresh << signIn.app.secret;
    KeychainStore store;
    QObject context;
    std::optional<StoreOutcome> got;
    store.write(m_key, signIn, &context, [&](StoreOutcome outcome) { got = outcome; });
    return QTest::qWaitFor([&] { return got.has_value(); }, 20'000) ? *got : StoreOutcome::TimedOut;
}

// By the authorize page, as a person does; its access token has just ended.
StoredSignIn TestTwoPrograms::signIn(OAuthSandbox &box)
{
    SystemClock clock;
    FixedTokens none;
    Transport transport(clock, none);
    OAuthCalls calls(transport);
    const SignInSecrets secrets = SignInSecrets::make();
    const QUrl back = chooseAt(authorizeUrl(box.endpoints().authorize, webApp.clientId, registeredCallback,
                                            secrets.state, challengeOf(secrets.verifier)));
    const QByteArray code = QUrlQuery(back).queryItemValue(QStringLiteral("code")).toLatin1();
    m_secrets << secrets.state << secrets.verifier << code;
    std::optional<TokenResponse> got;
    calls.exchange(box.endpoints().token, webApp, code, secrets.verifier, registeredCallback, &transport,
                   [&](const TokenResponse &answer) { got = answer; });
    if (!QTest::qWaitFor([&] { return got.has_value(); }, 20'000))
        qFatal("no answer to a code");
    return {.access = got->grant.access,
            .refresh = got->grant.refresh,
            .expiresAtMs = clock.serverMs(),
            .scopes = got->grant.scopes,
            .app = webApp};
}

void TestTwoPrograms::twoThatRenewAtOnceBothGoOn()
{
    OAuthSandbox box;
    const StoredSignIn first = signIn(box);
    QVERIFY(!first.access.isEmpty());
    QCOMPARE(write(first), StoreOutcome::Stored);
    std::vector<std::unique_ptr<Program>> programs;
    for (int i = 0; i < 3; ++i)
        programs.push_back(program(box.base()));
    for (const auto &one : programs) {
        one->process.write("go\n");
        QVERIFY(one->process.waitForBytesWritten(20'000)); // or they would run one after another
    }
    for (const auto &one : programs) {
        QVERIFY(one->ends());
        QCOMPARE(one->said(), QByteArray("ada"));
    }
    // A refresh token that was shown twice would have ended it all.
    const StoredSignIn now = stored();
    QVERIFY(now.access != first.access);
    QCOMPARE(now.renewingSinceMs, 0);
    QCOMPARE(box.userOf(now.access), QStringLiteral("ada"));
    m_secrets << now.access << now.refresh;
}

void TestTwoPrograms::oneThatIsKilledInTheMidstLeavesAMarkAndNoLock()
{
    RawServer server;
    SystemClock clock;
    const QByteArray access = SignInSecrets::make().state;
    QCOMPARE(write({.access = access, .refresh = "r-" + access, .expiresAtMs = clock.serverMs(), .app = webApp}),
             StoreOutcome::Stored);
    QVERIFY(!PrivateKeyring::secretOf(m_key).contains("renewing_since"));
    auto killed = program(server.base());
    bool sent = false;
    server.onWhole = [&](RawConnection &, const WireRequest &) { sent = true; };
    killed->process.write("go\n");
    QTRY_VERIFY_WITH_TIMEOUT(sent, 20'000);
    killed->process.kill();
    QVERIFY(killed->process.waitForFinished(20'000));
    QVERIFY(PrivateKeyring::secretOf(m_key).contains("renewing_since"));
    QCOMPARE(stored().access, access);

    const QByteArray renewed = SignInSecrets::make().state;
    m_secrets << renewed;
    server.onWhole = [&](RawConnection &c, const WireRequest &request) {
        if (request.body.startsWith("grant_type"))
            return c.answer(200, "{\"access_token\":\"" + renewed + "\",\"expires_in\":7200}");
        c.answer(200, R"({"data":{"id":"1","username":"bob"}})");
    };
    auto next = program(server.base());
    next->process.write("go\n");
    QTRY_COMPARE_WITH_TIMEOUT(next->process.state(), QProcess::NotRunning, 60'000); // the server lives on this thread
    QCOMPARE(next->said(), QByteArray("bob"));
    QCOMPARE(server.requests().last().header("Authorization"), "Bearer " + renewed);
    QCOMPARE(stored().access, renewed);
    QCOMPARE(stored().refresh, "r-" + access);
    QCOMPARE(stored().renewingSinceMs, 0);
}

void TestTwoPrograms::aRevokedSignInNeedsAPerson()
{
    OAuthSandbox box;
    const StoredSignIn first = signIn(box);
    QCOMPARE(write(first), StoreOutcome::Stored);
    const StoredSignIn elsewhere = signIn(box); // one live grant per app and user
    QVERIFY(!elsewhere.access.isEmpty());
    auto one = program(box.base());
    one->process.write("go\n");
    QVERIFY(one->ends());
    QCOMPARE(one->said(), QByteArray("NotSignedIn"));
    QCOMPARE(stored().access, first.access);
    QVERIFY(stored().refresh.isEmpty()); // so that no later run shows it again
}

void TestTwoPrograms::aLockedKeychainIsAWait()
{
    OAuthSandbox box;
    QCOMPARE(write(signIn(box)), StoreOutcome::Stored);
    QVERIFY(m_keyring->lock());
    auto one = program(box.base());
    one->process.write("go\n");
    QVERIFY(one->ends());
    QCOMPARE(one->said(), QByteArray("TokenLater"));
}

QStringList TestTwoPrograms::filesWith(const QByteArrayList &secrets) const
{
    QStringList found;
    for (QDirIterator it(m_folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        QFile file(it.next());
        const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        for (const QByteArray &secret : secrets)
            if (!secret.isEmpty() && (text.contains(secret) || text.contains(secret.toPercentEncoding())
                                      || text.contains(secret.toBase64())))
                found << file.fileName();
    }
    return found;
}

// After all the others: of every program that ran.
void TestTwoPrograms::noLogHoldsASecret()
{
    QVERIFY(m_secrets.size() > 20);
    int logs = 0;
    for (QDirIterator it(m_folder.path(), {QStringLiteral("postreel.log")}, QDir::Files, QDirIterator::Subdirectories);
         it.hasNext();) {
        QFile log(it.next());
        QVERIFY(log.open(QIODevice::ReadOnly));
        logs += log.readAll().contains("postreel.auth") ? 1 : 0;
    }
    QVERIFY2(logs >= 4, qPrintable(QString::number(logs))); // what is renewed, or not, is told
    m_secrets << basicOf(webApp);
    QCOMPARE(filesWith(m_secrets), QStringList());
    QFile planted(m_folder.filePath(QStringLiteral("planted.log")));
    QVERIFY(planted.open(QIODevice::WriteOnly));
    planted.write("so this would be found: " + m_secrets.value(3));
    planted.close();
    QCOMPARE(filesWith(m_secrets), QStringList{planted.fileName()});
}

#include "tests/support/test_main.h"
// main() of its own: the program is also the others.
int main(int argc, char **argv)
{
    if (argc == 5 && qstrcmp(argv[1], "--renew-and-ask") == 0) {
        const QCoreApplication application(argc, argv);
        return renewAndAsk(QCoreApplication::arguments());
    }
    return postreel::testing::run<TestTwoPrograms>(argc, argv);
}
#include "tst_two_programs.moc"
