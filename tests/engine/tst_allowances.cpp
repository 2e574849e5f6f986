// What X allows to the user of an account, alone: asked once, learned from refusals, unlearned from what X took.
#include "tests/engine/account_ground.h"

using namespace postreel;
using namespace postreel::testing;

namespace {

constexpr qint64 minuteMs = 60'000;

Upload video(qint64 durationMs, qint64 bytes = 1000)
{
    Upload upload;
    upload.account = ada;
    upload.kind = UploadKind::Media;
    upload.facts.mediaType = QStringLiteral("video/mp4");
    upload.facts.mediaCategory = QStringLiteral("tweet_video");
    upload.facts.durationMs = durationMs;
    upload.fingerprint.size = bytes;
    return upload;
}

Error refusal(const char *words)
{
    return {.kind = ErrorKind::Refused, .detail = QString::fromLatin1(words), .source = ErrorSource::X};
}

} // namespace

class TestAllowances : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSubscriptionIsAskedOnce();
    void itIsAskedAgainAfterASignIn();
    void nobodyIsAskedWithoutASignIn();
    void whoHasGoneIsNotCalled();
    void refusals_data();
    void refusals();
    void aLimitThatXGaveUpIsForgotten();
    void goesAlongToAnotherAccount();
};

void TestAllowances::theSubscriptionIsAskedOnce()
{
    AccountGround ground(QStringLiteral("account=premium"));
    ground.accounts.addForRun({.key = ada, .apiBase = ground.sandbox.base()});
    ground.sessions.setTransientToken(ada, goodToken);
    QCOMPARE(ground.allowances.of(ada).tier, Tier::Default);
    int called = 0;
    for (int i = 0; i < 3; ++i)
        ground.allowances.learn(ada, &ground.accounts, [&] { ++called; });
    QCOMPARE(called, 0);
    QTRY_COMPARE(called, 3);
    QCOMPARE(ground.allowances.of(ada).tier, Tier::Premium);
    ground.allowances.learn(ada, &ground.accounts, [&] { ++called; });
    QCOMPARE(called, 4);
    QCOMPARE(ground.sandbox.callsInOrder(), QStringLiteral("me"));
}

void TestAllowances::itIsAskedAgainAfterASignIn()
{
    AccountGround ground;
    ground.accounts.addForRun({.key = ada, .apiBase = ground.sandbox.base()});
    ground.sessions.setTransientToken(ada, goodToken);
    ground.allowances.setSubscription(ada, Me{.subscription = QStringLiteral("Premium")});
    QCOMPARE(ground.allowances.of(ada).tier, Tier::Premium);
    ground.allowances.forgetSubscription(ada);
    bool called = false;
    ground.allowances.learn(ada, &ground.accounts, [&] { called = true; });
    QTRY_VERIFY(called);
    QCOMPARE(ground.allowances.of(ada).tier, Tier::Default);
}

void TestAllowances::nobodyIsAskedWithoutASignIn()
{
    AccountGround ground;
    bool called = false;
    ground.allowances.learn(ada, &ground.accounts, [&] { called = true; });
    QVERIFY(called);
    QCOMPARE(ground.sandbox.callsInOrder(), QString());
}

void TestAllowances::whoHasGoneIsNotCalled()
{
    AccountGround ground;
    ground.accounts.addForRun({.key = ada, .apiBase = ground.sandbox.base()});
    ground.sessions.setTransientToken(ada, goodToken);
    bool calledGone = false;
    bool called = false;
    {
        QObject gone;
        ground.allowances.learn(ada, &gone, [&] { calledGone = true; });
    }
    ground.allowances.learn(ada, &ground.accounts, [&] { called = true; });
    QTRY_VERIFY(called);
    QVERIFY(!calledGone);
}

void TestAllowances::refusals_data()
{
    QTest::addColumn<Upload>("upload");
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("isNew");
    QTest::addColumn<qint64>("durationMs");
    const QString twoMinutes = QStringLiteral("You are not allowed to post a video longer than 2 minutes");
    Upload picture = video(-1);
    picture.facts.mediaType = QStringLiteral("image/jpeg");
    picture.facts.mediaCategory = QStringLiteral("tweet_image");
    QTest::newRow("a limit") << video(3 * minuteMs) << twoMinutes << true << 2 * minuteMs;
    QTest::newRow("words without one") << video(3 * minuteMs) << QStringLiteral("Not now") << false << qint64(0);
    QTest::newRow("of a picture") << picture << twoMinutes << false << qint64(0);
}

void TestAllowances::refusals()
{
    QFETCH(const Upload, upload);
    QFETCH(const QString, words);
    QFETCH(const bool, isNew);
    QFETCH(const qint64, durationMs);
    AccountGround ground;
    const Error error = refusal(qPrintable(words));
    QCOMPARE(ground.allowances.applyRefusal(upload, error), isNew);
    QVERIFY(!ground.allowances.applyRefusal(upload, error)); // it is known by now
    QCOMPARE(ground.allowances.of(ada).statedDurationMs, durationMs);
    QCOMPARE(ground.allowances.of(QStringLiteral("host/43")).statedDurationMs, 0);
    QCOMPARE(ground.allowances.isBeyond(video(3 * minuteMs)), durationMs > 0);
    QVERIFY(!ground.allowances.isBeyond(video(minuteMs)));
}

void TestAllowances::aLimitThatXGaveUpIsForgotten()
{
    AccountGround ground;
    QVERIFY(ground.allowances.applyRefusal(video(3 * minuteMs), refusal("You are not allowed to post a video longer than 2 minutes")));
    ground.allowances.onPosted(video(minuteMs)); // says nothing of it
    QCOMPARE(ground.allowances.of(ada).statedDurationMs, 2 * minuteMs);
    ground.allowances.onPosted(video(3 * minuteMs));
    QCOMPARE(ground.allowances.of(ada).statedDurationMs, 0);
}

void TestAllowances::goesAlongToAnotherAccount()
{
    AccountGround ground;
    const QString own = QStringLiteral("host/run-1");
    Upload upload = video(3 * minuteMs);
    upload.account = own;
    QVERIFY(ground.allowances.applyRefusal(upload, refusal("You are not allowed to post a video longer than 2 minutes")));
    ground.allowances.move(own, ada);
    QCOMPARE(ground.allowances.of(ada).statedDurationMs, 2 * minuteMs);
    ground.allowances.move(QStringLiteral("host/run-2"), ada); // of which nothing is known
    QCOMPARE(ground.allowances.of(ada).statedDurationMs, 2 * minuteMs);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestAllowances)
#include "tst_allowances.moc"
