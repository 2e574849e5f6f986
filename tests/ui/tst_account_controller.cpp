// Accounts between engine and window: connecting, signing in again and out, the default one, and the bars.
#include "account_fixture.h"

using namespace postreel;
using namespace postreel::testing;

class AccountControllerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        fakeEngine() = FakeEngine{};
        fakeEngine().starts = SignInStarted{.authorize = QUrl(text("https://x.com/i/oauth2/authorize"))};
    }
    void theAssistantOpensFromEverywhere();
    void signsIn();
    void pastedTextsGoBothWays();
    void anAnswerOfAnEarlierTryIsDropped();
    void aTokenReachesTheEngineAlone();
    void anEndWithoutAnAssistantIsTold();
    void anEndedSignInStandsAsABar();
    void theKeychainStandsAsABar();
    void theKeychainIsToldWhereItIsLookedAt();
    void signingOutAsksFirst();
    void signingOutTellsWhatTheKeychainKept();
};

void AccountControllerTest::theAssistantOpensFromEverywhere()
{
    Fixture fixture;
    Fixture::press(fixture.window.queue(), "Connect X…");
    QPointer<ConnectWizard> first = fixture.wizard();
    QVERIFY(first && first->isVisible());
    Q_EMIT fixture.window.accountsMenu().connectRequested();
    QCOMPARE(fixture.window.findChildren<ConnectWizard *>().size(), 1); // one at a time
    first->reject();
    QTRY_VERIFY(!first);
    Q_EMIT fixture.window.accountsMenu().connectRequested();
    QVERIFY(fixture.wizard());
    // Once there is an account, the list offers nothing more.
    fixture.put(ann());
    QVERIFY(!Fixture::find<QPushButton>(fixture.window.queue(), "Connect X…"));
}

void AccountControllerTest::signsIn()
{
    Fixture fixture;
    fixture.toBrowser();
    QCOMPARE(fakeEngine().signInRequests.size(), 1);
    QCOMPARE(fakeEngine().signInRequests.first().app.clientId, text("client-1"));
    QTRY_COMPARE(fixture.browser.opened.size(), 1);
    Q_EMIT fixture.engine.accounts().strayAnswer();
    QCOMPARE(fixture.wizard()->step(), ConnectStep::Browser);
    fixture.put(ann());
    Q_EMIT fixture.engine.accounts().signInEnded(signedIn());
    QCOMPARE(fixture.wizard()->step(), ConnectStep::End);
    Fixture::press(*fixture.wizard(), "Done");
    QTRY_VERIFY(!fixture.wizard());
    QCOMPARE(fakeEngine().calls, QStringList{text("signIn")}); // nothing was taken back
    QVERIFY(fixture.bars().isEmpty());
    QCOMPARE(fixture.window.composer().account(), text("api.x.com/1"));
}

void AccountControllerTest::pastedTextsGoBothWays()
{
    Fixture fixture;
    fixture.toBrowser();
    QTRY_COMPARE(fixture.browser.opened.size(), 1);
    fakeEngine().pasteSays = CallbackEnd::WrongState;
    fixture.find<QLineEdit>(*fixture.wizard(), "Address of the browser's last page, or the code")->setText(text("c0de"));
    Fixture::press(*fixture.wizard(), "Use what was pasted");
    QCOMPARE(fakeEngine().calls.last(), text("pasteSignIn c0de"));
    const auto says = [&] {
        for (const QLabel *label : fixture.wizard()->findChildren<QLabel *>())
            if (label->isVisible() && label->text().startsWith(text("That belongs to another attempt")))
                return true;
        return false;
    };
    QTRY_VERIFY(says());
}

void AccountControllerTest::anAnswerOfAnEarlierTryIsDropped()
{
    Fixture fixture;
    fixture.toBrowser(); // its answer is still queued
    Fixture::find<QPushButton>(*fixture.wizard(), "Back")->click();
    fakeEngine().starts = SignInStarted{.authorize = QUrl(text("https://x.com/second"))};
    Fixture::find<QPushButton>(*fixture.wizard(), "Open the browser")->click();
    QTRY_VERIFY(!fixture.browser.opened.isEmpty());
    QCOMPARE(fixture.browser.opened, QVector<QUrl>{QUrl(text("https://x.com/second"))});
    QCOMPARE(fakeEngine().calls, (QStringList{text("signIn"), text("cancelSignIn"), text("signIn")}));
}

void AccountControllerTest::aTokenReachesTheEngineAlone()
{
    Fixture fixture;
    Q_EMIT fixture.window.accountsMenu().connectRequested();
    Fixture::press(*fixture.wizard(), "I have an access token");
    Fixture::find<QLineEdit>(*fixture.wizard(), "Access token")->setText(text("t-0-k"));
    Fixture::press(*fixture.wizard(), "Sign in");
    QCOMPARE(fakeEngine().calls, QStringList{text("signInWithToken https://api.x.com kept")});
    QCOMPARE(fakeEngine().tokens, QVector<QByteArray>{"t-0-k"});
    fixture.wizard()->reject();
    QCOMPARE(fakeEngine().calls.last(), text("cancelSignIn"));
}

void AccountControllerTest::anEndWithoutAnAssistantIsTold()
{
    Fixture fixture;
    Q_EMIT fixture.engine.accounts().signInEnded({.end = SignInEnd::Denied});
    QVERIFY(fixture.bars().isEmpty());
    Q_EMIT fixture.engine.accounts().signInEnded(signedIn());
    QCOMPARE(fixture.bars().size(), 1);
    QVERIFY(fixture.bars().first().contains(text("@ann")));
}

void AccountControllerTest::anEndedSignInStandsAsABar()
{
    Fixture fixture;
    fixture.put(ann());
    AccountView ended = ann();
    ended.signInEnded = true;
    fixture.put(ended);
    fixture.put(bob()); // news of another account do not say it twice
    QCOMPARE(fixture.bars().size(), 1);
    QVERIFY2(fixture.bars().first().contains(text("Sign in again as \u2068@ann")), qPrintable(fixture.bars().first()));
    Fixture::press(fixture.window.messages(), "Sign in again…");
    QVERIFY(fixture.wizard() && fixture.wizard()->windowTitle().contains(text("@ann")));
    QTRY_VERIFY(fixture.bars().isEmpty());
    fixture.wizard()->reject(); // not signed in after all
    QTRY_COMPARE(fixture.bars().size(), 1);
    fixture.put(ann());
    QTRY_VERIFY(fixture.bars().isEmpty());
}

void AccountControllerTest::theKeychainStandsAsABar()
{
    Fixture fixture;
    fixture.put(ann());
    Q_EMIT fixture.engine.accounts().keychainSaid(ann().key, StoreOutcome::Stored);
    QVERIFY(fixture.bars().isEmpty());
    Q_EMIT fixture.engine.accounts().keychainSaid(ann().key, StoreOutcome::Locked);
    Q_EMIT fixture.engine.accounts().keychainSaid(ann().key, StoreOutcome::TimedOut);
    QTRY_COMPARE(fixture.bars().size(), 1);
    QVERIFY(fixture.bars().first().contains(text("did not answer")));
    Fixture::press(fixture.window.messages(), "Try again");
    QCOMPARE(fakeEngine().calls, QStringList{text("tryKeychainAgain")});
    QTRY_COMPARE(fixture.bars().size(), 1); // it stands until the keychain says otherwise
    QTRY_VERIFY(fixture.bars().first().contains(text("asked again")));
    Fixture::press(fixture.window.messages(), "Keep for this session only");
    QCOMPARE(fakeEngine().calls.last(), text("keepForThisRunAlone api.x.com/1"));
    QTRY_VERIFY(fixture.bars().isEmpty());
    Q_EMIT fixture.engine.accounts().keychainSaid(ann().key, StoreOutcome::Locked);
    QCOMPARE(fixture.bars().size(), 1);
    Q_EMIT fixture.engine.accounts().keychainSaid(ann().key, StoreOutcome::Stored);
    QTRY_VERIFY(fixture.bars().isEmpty());
}

void AccountControllerTest::theKeychainIsToldWhereItIsLookedAt()
{
    Fixture fixture;
    fixture.toBrowser();
    fixture.put(ann());
    Q_EMIT fixture.engine.accounts().signInEnded(signedIn(StoreOutcome::Locked));
    Fixture::press(*fixture.wizard(), "Try the keychain again");
    QCOMPARE(fakeEngine().calls.last(), text("tryKeychainAgain"));
    Q_EMIT fixture.engine.accounts().keychainSaid(ann().key, StoreOutcome::Refused);
    QVERIFY(fixture.bars().isEmpty());
    QVERIFY(Fixture::find<QPushButton>(*fixture.wizard(), "Try the keychain again"));
    Fixture::press(*fixture.wizard(), "Keep for this session only");
    QCOMPARE(fakeEngine().calls.last(), text("keepForThisRunAlone api.x.com/1"));
    Q_EMIT fixture.engine.accounts().keychainSaid(bob().key, StoreOutcome::Locked); // another account's is not its matter
    QCOMPARE(fixture.bars().size(), 1);
}

void AccountControllerTest::signingOutAsksFirst()
{
    Fixture fixture;
    fixture.put(ann());
    fixture.entry("@ann", "Sign out…")->trigger();
    auto *box = fixture.window.findChild<QMessageBox *>();
    QVERIFY(box && box->isVisible() && box->text().contains(text("@ann")));
    QTest::keyClick(box, Qt::Key_Escape);
    QVERIFY(fakeEngine().calls.isEmpty());
    QTRY_VERIFY(!fixture.window.findChild<QMessageBox *>());
    fixture.entry("@ann", "Sign out…")->trigger();
    box = fixture.window.findChild<QMessageBox *>();
    for (QAbstractButton *button : box->buttons())
        if (box->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();
    QCOMPARE(fakeEngine().calls, QStringList{text("signOut api.x.com/1")});
    QTRY_COMPARE(fixture.bars().size(), 1);
    QVERIFY(fixture.bars().first().startsWith(text("Signed out of")));
    QVERIFY(!fixture.bars().first().contains(text("keychain")));
}

void AccountControllerTest::signingOutTellsWhatTheKeychainKept()
{
    fakeEngine().removeSays = StoreOutcome::Refused;
    Fixture fixture;
    fixture.put(ann());
    fixture.entry("@ann", "Sign out…")->trigger();
    auto *box = fixture.window.findChild<QMessageBox *>();
    for (QAbstractButton *button : box->buttons())
        if (box->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();
    QTRY_COMPARE(fixture.bars().size(), 1);
    QVERIFY2(fixture.bars().first().contains(text("did not allow Postreel to remove the entry")), qPrintable(fixture.bars().first()));
}

POSTREEL_TEST_MAIN(AccountControllerTest)
#include "tst_account_controller.moc"
