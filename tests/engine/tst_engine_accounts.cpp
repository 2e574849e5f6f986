// Accounts through the public door: signing in, what lasts, what ends, and what it means for uploads under way.
#include "engine_ground.h"

#include "tests/support/authorize_page.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/own_port.h"

#include <QFileInfo>
#include <QTcpServer>

using namespace postreel;
using namespace postreel::testing;

class TestEngineAccounts : public QObject, EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aSignInLastsBeyondTheRun();
    void aTokenThatRunsOutInMidUploadCostsNoSegment();
    void aRefusalInMidUploadIsRenewedOnce();
    void anEndedSignInGoesOnWithTheSameUserAlone();
    void signingOutLeavesTheLinksOfWhatWasPosted();
    void withoutAKeychainItLastsForTheRun();
    void aTokenFromElsewhere();
    void aTokenThatXRefusesSignsNobodyIn();

private:
    SignInRequest request(const LiveSandbox &box) const;
    SignInOutcome signIn(Session &session, const LiveSandbox &box, const QString &user = QStringLiteral("ada"));
    AccountView signedIn(Session &session, const LiveSandbox &box);
    SignInOutcome awaitEnd(QSignalSpy &ended);
    LiveSandbox makeBox(const QString &spec = {});

    QUrl m_callback;
    MemoryTokenStore m_store;
};

namespace {

const QString client = QStringLiteral("native-app");

NewPost postBy(const AccountView &by, const QString &text, const QStringList &files, bool submit = true)
{
    NewPost post = newPost(text, files);
    post.account = by.key;
    post.submit = submit;
    return post;
}

void revoke(const LiveSandbox &box, const QByteArray &token)
{
    const QByteArray form = "token=" + token.toPercentEncoding() + "&client_id=" + client.toUtf8();
    askServer(box.base(), "POST /2/oauth2/revoke HTTP/1.1\r\nHost: @\r\nConnection: close\r\nContent-Type: "
                          "application/x-www-form-urlencoded\r\nContent-Length: " +
                              QByteArray::number(form.size()) + "\r\n\r\n" + form);
}

int worstTries(const LiveSandbox &box)
{
    const QHash<int, int> counted = box.appendsByIndex();
    return counted.isEmpty() ? 0 : *std::max_element(counted.cbegin(), counted.cend());
}

} // namespace

void TestEngineAccounts::init()
{
    freshFolder();
    m_callback = usualCallback(ownPort());
    m_store = MemoryTokenStore();
}

LiveSandbox TestEngineAccounts::makeBox(const QString &spec)
{
    return LiveSandbox(spec, {{.id = client, .secret = {}, .callback = m_callback.toString()}});
}

SignInRequest TestEngineAccounts::request(const LiveSandbox &box) const
{
    return {.apiBase = box.base(), .app = {.clientId = client}, .callback = m_callback};
}

SignInOutcome TestEngineAccounts::awaitEnd(QSignalSpy &ended)
{
    if (ended.isEmpty() && !ended.wait(waitMs))
        qFatal("the try to sign in does not end");
    return ended.takeFirst().constFirst().value<SignInOutcome>();
}

SignInOutcome TestEngineAccounts::signIn(Session &session, const LiveSandbox &box, const QString &user)
{
    QSignalSpy ended(&session.engine.accounts(), &EngineAccounts::signInEnded);
    QUrl authorize;
    session.engine.accounts().signIn(request(box), this, [&](const Result<SignInStarted> &started) { authorize = started->authorize; });
    if (!QTest::qWaitFor([&] { return authorize.isValid(); }, waitMs) || !resumeFrom(chooseAt(authorize, user)))
        qFatal("the browser did not come back");
    return awaitEnd(ended);
}

// Signs in and answers the one account there is.
AccountView TestEngineAccounts::signedIn(Session &session, const LiveSandbox &box)
{
    if (signIn(session, box).end != SignInEnd::SignedIn ||
        !QTest::qWaitFor([&] { return session.engine.accounts().all().size() == 1; }, waitMs))
        qFatal("nobody is signed in");
    return session.engine.accounts().all().constFirst();
}

void TestEngineAccounts::aSignInLastsBeyondTheRun()
{
    const LiveSandbox box = makeBox(QStringLiteral("account=premium"));
    {
        Session first(profile(), m_store);
        signedIn(first, box);
    }
    Session next(profile(), m_store);
    QCOMPARE(next.engine.accounts().all().size(), 1);
    const AccountView ada = next.engine.accounts().all().constFirst();
    QCOMPARE(ada.label, QStringLiteral("@ada"));
    QCOMPARE(ada.subscription, QStringLiteral("Premium"));
    QVERIFY(ada.kept && !ada.signInEnded);
    const QString id = next.mustCreate(postBy(ada, QStringLiteral("hello"), {video("a.mp4", 300 * kib)}));
    TRY_POST(next, id, PostState::Posted);
    QCOMPARE(next.view(id).accountLabel, QStringLiteral("@ada"));
    QTRY_VERIFY(QFileInfo(next.engine.accounts().all().constFirst().picture).size() > 0);
}

void TestEngineAccounts::aTokenThatRunsOutInMidUploadCostsNoSegment()
{
    const LiveSandbox box = makeBox(QStringLiteral("tokens=2,up=24"));
    Session session(profile(), m_store);
    const AccountView ada = signedIn(session, box);
    const QByteArray first = m_store.entries.value(ada.key).access;
    const QString id = session.mustCreate(postBy(ada, QStringLiteral("long"), {video("a.mp4", 10 * mib)}));
    TRY_POST(session, id, PostState::Posted);
    QVERIFY(m_store.entries.value(ada.key).access != first);
    QCOMPARE(worstTries(box), 1);
    QCOMPARE(box.posts().size(), 1);
}

void TestEngineAccounts::aRefusalInMidUploadIsRenewedOnce()
{
    const LiveSandbox box = makeBox(QStringLiteral("up=40,faults=401"));
    Session session(profile(), m_store);
    const AccountView ada = signedIn(session, box);
    const QByteArray before = m_store.entries.value(ada.key).access;
    const QString id = session.mustCreate(postBy(ada, QStringLiteral("long"), {video("a.mp4", 10 * mib)}));
    TRY_POST(session, id, PostState::Posted);
    QVERIFY(m_store.entries.value(ada.key).access != before);
    QCOMPARE(box.requests(QStringLiteral("token")).size(), 2); // the code, and one renewal
    QCOMPARE(worstTries(box), 2);                              // of the one that was refused
}

void TestEngineAccounts::anEndedSignInGoesOnWithTheSameUserAlone()
{
    const LiveSandbox box = makeBox(QStringLiteral("up=40"));
    Session session(profile(), m_store);
    const AccountView ada = signedIn(session, box);
    const QString id = session.mustCreate(postBy(ada, QStringLiteral("long"), {video("a.mp4", 12 * mib)}));
    QTRY_VERIFY(session.view(id).uploads.value(0).ackedBytes > 0);
    revoke(box, m_store.entries.value(ada.key).refresh); // as a second computer does that signs in
    TRY_UPLOAD(session, id, UploadState::NeedsSignIn);
    QTRY_VERIFY(session.engine.accounts().all().constFirst().signInEnded);

    QCOMPARE(signIn(session, box, QStringLiteral("bea")).account.handle, QStringLiteral("bea"));
    QTRY_COMPARE(session.engine.accounts().all().size(), 2);
    QCOMPARE(nameOf(session.uploadState(id)), nameOf(UploadState::NeedsSignIn));

    QSet<int> acked;
    for (const SegmentView &segment : session.view(id).uploads.constFirst().segments)
        if (segment.phase == SegmentPhase::Sent)
            acked << segment.index;
    QVERIFY(!acked.isEmpty());
    const QHash<int, int> before = box.appendsByIndex();
    QCOMPARE(signIn(session, box).account.key, ada.key);
    TRY_POST(session, id, PostState::Posted);
    QVERIFY(!session.engine.accounts().all().constFirst().signInEnded);
    QCOMPARE(box.requests(QStringLiteral("initialize")).size(), 1);
    const QHash<int, int> after = box.appendsByIndex();
    for (const int index : acked)
        QCOMPARE(after.value(index), before.value(index));
}

void TestEngineAccounts::signingOutLeavesTheLinksOfWhatWasPosted()
{
    const LiveSandbox box = makeBox();
    QUrl url;
    QString id;
    {
        Session session(profile(), m_store);
        const SignInOutcome outcome = signIn(session, box);
        QTRY_COMPARE(session.engine.accounts().all().size(), 1);
        id = session.mustCreate(postBy(session.engine.accounts().all().constFirst(), QStringLiteral("x"), {}));
        TRY_POST(session, id, PostState::Posted);
        url = session.view(id).url;
        const QByteArray access = m_store.entries.value(outcome.account.key).access;
        std::optional<StoreOutcome> removed;
        session.engine.accounts().signOut(outcome.account.key, this, [&](StoreOutcome said) { removed = said; });
        QTRY_VERIFY(removed);
        QCOMPARE(*removed, StoreOutcome::Stored);
        QVERIFY(m_store.entries.isEmpty());
        QTRY_VERIFY(session.engine.accounts().all().isEmpty());
        QTRY_VERIFY(askServer(box.base(), "GET /2/users/me HTTP/1.1\r\nHost: @\r\nConnection: close\r\n"
                                          "Authorization: Bearer " + access + "\r\n\r\n").contains(" 401 "));
    }
    const Session next(profile(), m_store);
    QVERIFY(next.engine.accounts().all().isEmpty());
    QCOMPARE(next.view(id).url, url);
    QCOMPARE(next.view(id).accountLabel, QStringLiteral("@ada"));
}

void TestEngineAccounts::withoutAKeychainItLastsForTheRun()
{
    const LiveSandbox box = makeBox();
    m_store.writesAs = StoreOutcome::Absent;
    {
        Session session(profile(), m_store);
        const SignInOutcome outcome = signIn(session, box);
        QCOMPARE(nameOf(outcome.end), QStringLiteral("SignedIn"));
        QCOMPARE(outcome.kept, StoreOutcome::Absent);
        QTRY_COMPARE(session.engine.accounts().all().size(), 1);
        const AccountView ada = session.engine.accounts().all().constFirst();
        QVERIFY(!ada.kept && !ada.signInEnded);
        const QString id = session.mustCreate(postBy(ada, QStringLiteral("x"), {}));
        TRY_POST(session, id, PostState::Posted);
    }
    const Session next(profile(), m_store);
    QCOMPARE(next.engine.accounts().all().size(), 1);
    QVERIFY(next.engine.accounts().all().constFirst().signInEnded);
}

void TestEngineAccounts::aTokenFromElsewhere()
{
    const LiveSandbox box = makeBox();
    Session session(profile(), m_store);
    QSignalSpy ended(&session.engine.accounts(), &EngineAccounts::signInEnded);
    session.engine.accounts().signInWithToken(box.base(), goodToken, true);
    QCOMPARE(nameOf(awaitEnd(ended).end), QStringLiteral("SignedIn"));
    QTRY_COMPARE(session.engine.accounts().all().size(), 1);
    const AccountView ada = session.engine.accounts().all().constFirst();
    QCOMPARE(m_store.entries.value(ada.key).access, goodToken);
    const QString id = session.mustCreate(postBy(ada, QStringLiteral("x"), {}));
    TRY_POST(session, id, PostState::Posted);
}

void TestEngineAccounts::aTokenThatXRefusesSignsNobodyIn()
{
    const LiveSandbox box = makeBox();
    Session session(profile(), m_store);
    QSignalSpy ended(&session.engine.accounts(), &EngineAccounts::signInEnded);
    session.engine.accounts().signInWithToken(box.base(), "nobody's", true);
    const SignInOutcome outcome = awaitEnd(ended);
    QCOMPARE(nameOf(outcome.end), QStringLiteral("NoUser"));
    QCOMPARE(nameOf(outcome.error.kind), nameOf(ErrorKind::NotSignedIn));
    QVERIFY(session.engine.accounts().all().isEmpty());
    QVERIFY(m_store.entries.isEmpty());
    session.engine.accounts().signInWithToken(QUrl(QStringLiteral("http://example.com")), goodToken, true);
    QCOMPARE(nameOf(awaitEnd(ended).error.kind), nameOf(ErrorKind::Usage));
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(TestEngineAccounts)
#include "tst_engine_accounts.moc"
