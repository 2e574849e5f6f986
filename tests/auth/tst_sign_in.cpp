// A whole try to sign in, against the sandbox's OAuth server, with a browser that goes where it is sent.
#include "app/auth/sign_in.h"
#include "oauth_sandbox.h"
#include "tests/support/fake_clock.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/own_port.h"

#include <QSignalSpy>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

class TestSignIn : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aFirstSignIn_data();
    void aFirstSignIn();
    void aRefusalOnTheWayKeepsTheNewestPair();
    void theNextRunIsStillSignedIn();
    void aBrowserOnAnotherDevice();
    void aTakenPortLeavesThePaste();
    void deniedConsent();
    void anAnswerToAnEarlierTry();
    void aReplayedCode();
    void aWrongSecret();
    void whatCannotBegin();
    void nobodyComesBack();
    void anXOutOfReachIsSaidToBeThat();
    void aCancelledTryIsSilent();
    void aLockedKeychainKeepsItForThisRun();
    void anotherSignInOfTheSameUserReplacesTheFirst();

private:
    struct Controller
    {
        explicit Controller(MemoryTokenStore &store, const QString &locks) : sessions(clock, store, locks)
        {
            sessions.attach(transport);
        }
        SystemClock clock;
        Sessions sessions;
        Transport transport{clock, sessions};
        SignIn signIn{clock, transport, sessions};
        QSignalSpy ended{&signIn, &SignIn::ended};
        SignInOutcome outcome() const { return ended.value(0).value(0).value<SignInOutcome>(); }
    };
    SignInRequest request(const OAuthSandbox &box) const
    {
        return {.apiBase = box.base(),
                .endpoints = box.endpoints(),
                .app = {.clientId = publicClient, .secret = {}},
                .callback = QUrl(m_callback)};
    }

    QString keySignedIn(OAuthSandbox &box);
    Result<QByteArray> renewed(const OAuthSandbox &box, const QString &key);

    QString m_callback;
    MemoryTokenStore m_store;
    QTemporaryDir m_locks;
};

void TestSignIn::init()
{
    m_callback = usualCallback(ownPort()).toString();
    m_store = MemoryTokenStore();
}

// Signs in, in a run of its own; answers the key of the account, empty: it did not work.
QString TestSignIn::keySignedIn(OAuthSandbox &box)
{
    Controller fixture(m_store, m_locks.path());
    const bool ended = resumeFrom(chooseAt(fixture.signIn.start(request(box))->authorize)) &&
                       QTest::qWaitFor([&] { return fixture.ended.size() == 1; }, pageMs);
    return ended && fixture.outcome().end == SignInEnd::SignedIn ? fixture.outcome().account.key : QString();
}

// What the next run gets, which finds its token ended.
Result<QByteArray> TestSignIn::renewed(const OAuthSandbox &box, const QString &key)
{
    m_store.entries[key].expiresAtMs = 0;
    Controller next(m_store, m_locks.path());
    next.sessions.add(key, box.endpoints());
    QObject context;
    Result<QByteArray> token = ErrorKind::TimedOut;
    bool answered = false;
    next.sessions.withToken(key, &context, [&](const Result<QByteArray> &answer) {
        token = answer;
        answered = true;
    });
    return QTest::qWaitFor([&] { return answered; }, pageMs) ? token : Result<QByteArray>(ErrorKind::TimedOut);
}

void TestSignIn::aFirstSignIn_data()
{
    QTest::addColumn<bool>("confidential");
    QTest::newRow("public") << false;
    QTest::newRow("confidential") << true;
}

void TestSignIn::aFirstSignIn()
{
    QFETCH(bool, confidential);
    OAuthSandbox box(QStringLiteral("account=premium"), m_callback);
    Controller fixture(m_store, m_locks.path());
    SignInRequest asked = request(box);
    if (confidential)
        asked.app = {.clientId = confidentialClient, .secret = clientSecret};
    const Result<SignInStarted> started = fixture.signIn.start(asked);
    QVERIFY(started);
    QVERIFY(!started->portTaken);
    QVERIFY(resumeFrom(chooseAt(started->authorize)));
    QTRY_COMPARE(fixture.ended.size(), 1);
    const SignInOutcome outcome = fixture.outcome();
    QCOMPARE(nameOf(outcome.end), QStringLiteral("SignedIn"));
    QCOMPARE(outcome.kept, StoreOutcome::Stored);
    QCOMPARE(outcome.account.handle, QStringLiteral("ada"));
    QCOMPARE(outcome.account.subscription, QStringLiteral("Premium"));
    QVERIFY(outcome.account.verified);
    QVERIFY(outcome.account.pictureUrl.startsWith(box.base().toString()));
    QCOMPARE(outcome.account.key, tokenKey(box.base(), outcome.account.userId));
    QCOMPARE(outcome.account.clientId, asked.app.clientId);
    QCOMPARE(m_store.entries.keys(), QStringList{outcome.account.key});
    QCOMPARE(m_store.entries.cbegin().value().app, asked.app);
    QCOMPARE(box.userOf(m_store.entries.cbegin().value().access), QStringLiteral("ada"));
}

// A 401 to "who is it" brings about a renewal, which uses up the first refresh token.
void TestSignIn::aRefusalOnTheWayKeepsTheNewestPair()
{
    OAuthSandbox box(QStringLiteral("faults=status401@me#1"), m_callback);
    QVERIFY(renewed(box, keySignedIn(box)).ok());
}

void TestSignIn::theNextRunIsStillSignedIn()
{
    OAuthSandbox box(QStringLiteral("tokens=8"), m_callback);
    const QString key = keySignedIn(box);
    for (int run = 0; run < 3; ++run) { // each finds its token ended, as after a night
        const QByteArray before = m_store.entries.value(key).access;
        const Result<QByteArray> token = renewed(box, key);
        QVERIFY(token.ok());
        QVERIFY(token.value() != before);
        QCOMPARE(box.userOf(token.value()), QStringLiteral("ada"));
    }
}

void TestSignIn::aBrowserOnAnotherDevice()
{
    OAuthSandbox box({}, m_callback);
    for (const bool codeAlone : {false, true}) {
        Controller fixture(m_store, m_locks.path());
        const QUrl back = chooseAt(fixture.signIn.start(request(box))->authorize);
        QVERIFY(!fixture.signIn.paste(QStringLiteral("I am not a code")));
        const QString text = codeAlone ? QUrlQuery(back).queryItemValue(QStringLiteral("code")) : back.toString();
        QCOMPARE(fixture.signIn.paste(text), std::optional(CallbackEnd::Code));
        QVERIFY(!fixture.signIn.paste(text)); // once is enough
        QTRY_COMPARE(fixture.ended.size(), 1);
        QCOMPARE(nameOf(fixture.outcome().end), QStringLiteral("SignedIn"));
    }
}

void TestSignIn::aTakenPortLeavesThePaste()
{
    OAuthSandbox box({}, m_callback);
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost, static_cast<quint16>(QUrl(m_callback).port())));
    Controller fixture(m_store, m_locks.path());
    const Result<SignInStarted> started = fixture.signIn.start(request(box));
    QVERIFY(started);
    QVERIFY(started->portTaken);
    QCOMPARE(fixture.signIn.paste(chooseAt(started->authorize).toString()), std::optional(CallbackEnd::Code));
    QTRY_COMPARE(fixture.ended.size(), 1);
    QCOMPARE(nameOf(fixture.outcome().end), QStringLiteral("SignedIn"));
}

void TestSignIn::deniedConsent()
{
    OAuthSandbox box({}, m_callback);
    Controller fixture(m_store, m_locks.path());
    QVERIFY(resumeFrom(chooseAt(fixture.signIn.start(request(box))->authorize, QStringLiteral("ada"), false)));
    QTRY_COMPARE(fixture.ended.size(), 1);
    QCOMPARE(nameOf(fixture.outcome().end), QStringLiteral("Denied"));
    QVERIFY(m_store.entries.isEmpty());
}

void TestSignIn::anAnswerToAnEarlierTry()
{
    OAuthSandbox box({}, m_callback);
    Controller fixture(m_store, m_locks.path());
    QSignalSpy stray(&fixture.signIn, &SignIn::strayAnswer);
    const QUrl earlier = chooseAt(fixture.signIn.start(request(box))->authorize);
    const Result<SignInStarted> started = fixture.signIn.start(request(box));
    QVERIFY(resumeFrom(earlier));
    QCOMPARE(stray.size(), 1);
    QCOMPARE(fixture.signIn.paste(earlier.toString()), std::optional(CallbackEnd::WrongState));
    QCOMPARE(fixture.ended.size(), 0);
    QVERIFY(resumeFrom(chooseAt(started->authorize)));
    QTRY_COMPARE(fixture.ended.size(), 1);
    QCOMPARE(nameOf(fixture.outcome().end), QStringLiteral("SignedIn"));
}

void TestSignIn::aReplayedCode()
{
    OAuthSandbox box({}, m_callback);
    Controller fixture(m_store, m_locks.path());
    const QUrl back = chooseAt(fixture.signIn.start(request(box))->authorize);
    fixture.signIn.paste(back.toString());
    QTRY_COMPARE(fixture.ended.size(), 1);
    fixture.ended.clear();
    QVERIFY(fixture.signIn.start(request(box)));
    fixture.signIn.paste(QUrlQuery(back).queryItemValue(QStringLiteral("code")));
    QTRY_COMPARE(fixture.ended.size(), 1);
    QCOMPARE(nameOf(fixture.outcome().end), QStringLiteral("CodeRefused"));
    QVERIFY(!fixture.outcome().error.detail.isEmpty());
}

void TestSignIn::aWrongSecret()
{
    OAuthSandbox box({}, m_callback);
    Controller fixture(m_store, m_locks.path());
    SignInRequest asked = request(box);
    asked.app = {.clientId = confidentialClient, .secret = "wrong"};
    QVERIFY(resumeFrom(chooseAt(fixture.signIn.start(asked)->authorize)));
    QTRY_COMPARE(fixture.ended.size(), 1);
    QCOMPARE(nameOf(fixture.outcome().end), QStringLiteral("AppRefused"));
}

void TestSignIn::whatCannotBegin()
{
    OAuthSandbox box({}, m_callback);
    Controller fixture(m_store, m_locks.path());
    SignInRequest noId = request(box);
    noId.app.clientId.clear();
    SignInRequest clear = request(box);
    clear.endpoints.token = QUrl(QStringLiteral("http://auth.example/token"));
    SignInRequest elsewhere = request(box);
    elsewhere.callback = QUrl(QStringLiteral("http://example.com:8737/callback"));
    for (const SignInRequest &one : {noId, clear, elsewhere})
        QCOMPARE(fixture.signIn.start(one).error().kind, ErrorKind::Usage);
    QVERIFY(!fixture.signIn.paste(QStringLiteral("abcdefghijkl")));
    QCOMPARE(fixture.ended.size(), 0);
}

void TestSignIn::nobodyComesBack()
{
    OAuthSandbox box({}, m_callback);
    Controller fixture(m_store, m_locks.path());
    QVERIFY(fixture.signIn.start(request(box), 50));
    QTRY_COMPARE(fixture.ended.size(), 1);
    QCOMPARE(nameOf(fixture.outcome().end), QStringLiteral("TimedOut"));
}

// It may well know whose the token is, once it is asked.
void TestSignIn::anXOutOfReachIsSaidToBeThat()
{
    Controller fixture(m_store, m_locks.path());
    const QUrl nobody(QStringLiteral("http://127.0.0.1:%1").arg(ownPort()));
    QVERIFY(fixture.signIn.startWithToken({.apiBase = nobody, .endpoints = {}, .app = {}}, "a-token-of-a-user"));
    QTRY_COMPARE(fixture.ended.size(), 1);
    QCOMPARE(nameOf(fixture.outcome().end), QStringLiteral("Failed"));
    QCOMPARE(fixture.outcome().error.kind, ErrorKind::NotReached);
}

void TestSignIn::aCancelledTryIsSilent()
{
    OAuthSandbox box({}, m_callback);
    Controller fixture(m_store, m_locks.path());
    const QUrl back = chooseAt(fixture.signIn.start(request(box), 100)->authorize);
    fixture.signIn.paste(back.toString());
    fixture.signIn.cancel();
    QVERIFY(!QTest::qWaitFor([&] { return !fixture.ended.isEmpty(); }, 400));
    QVERIFY(m_store.entries.isEmpty());
}

void TestSignIn::aLockedKeychainKeepsItForThisRun()
{
    OAuthSandbox box({}, m_callback);
    Controller fixture(m_store, m_locks.path());
    m_store.writesAs = StoreOutcome::Locked;
    QVERIFY(resumeFrom(chooseAt(fixture.signIn.start(request(box))->authorize)));
    QTRY_COMPARE(fixture.ended.size(), 1);
    QCOMPARE(nameOf(fixture.outcome().end), QStringLiteral("SignedIn"));
    QCOMPARE(fixture.outcome().kept, StoreOutcome::Locked);
    QVERIFY(m_store.entries.isEmpty());
    QByteArray token;
    fixture.sessions.withToken(fixture.outcome().account.key, &fixture.signIn,
                            [&](const Result<QByteArray> &answer) { token = answer ? *answer : QByteArray(); });
    QCOMPARE(box.userOf(token), QStringLiteral("ada"));
}

void TestSignIn::anotherSignInOfTheSameUserReplacesTheFirst()
{
    OAuthSandbox box({}, m_callback);
    Controller fixture(m_store, m_locks.path());
    QVERIFY(resumeFrom(chooseAt(fixture.signIn.start(request(box))->authorize)));
    QTRY_COMPARE(fixture.ended.size(), 1);
    const QByteArray first = m_store.entries.cbegin().value().access;
    QVERIFY(resumeFrom(chooseAt(fixture.signIn.start(request(box))->authorize)));
    QTRY_COMPARE(fixture.ended.size(), 2);
    QCOMPARE(m_store.entries.size(), 1);
    QVERIFY(m_store.entries.cbegin().value().access != first);
    QVERIFY(resumeFrom(chooseAt(fixture.signIn.start(request(box))->authorize, QStringLiteral("bob"))));
    QTRY_COMPARE(fixture.ended.size(), 3);
    QCOMPARE(m_store.entries.size(), 2); // another user is another account
    for (const StoredSignIn &one : std::as_const(m_store.entries))
        QVERIFY(!box.userOf(one.access).isEmpty());
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestSignIn)
#include "tst_sign_in.moc"
