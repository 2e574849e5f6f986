// Accounts between engine and window: connecting, signing in again and out, the default one, and the bars.
#include "account_room.h"

using namespace postreel;
using namespace postreel::testing;

class AccountDeskTest : public QObject
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

void AccountDeskTest::theAssistantOpensFromEverywhere()
{
    Room room;
    Room::press(room.window.queue(), "Connect X…");
    QPointer<ConnectAssistant> first = room.assistant();
    QVERIFY(first && first->isVisible());
    Q_EMIT room.window.accountsMenu().connectWanted();
    QCOMPARE(room.window.findChildren<ConnectAssistant *>().size(), 1); // one at a time
    first->reject();
    QTRY_VERIFY(!first);
    Q_EMIT room.window.accountsMenu().connectWanted();
    QVERIFY(room.assistant());
    // Once there is an account, the list offers nothing more.
    room.put(ann());
    QVERIFY(!Room::find<QPushButton>(room.window.queue(), "Connect X…"));
}

void AccountDeskTest::signsIn()
{
    Room room;
    room.toBrowser();
    QCOMPARE(fakeEngine().wishes.size(), 1);
    QCOMPARE(fakeEngine().wishes.first().app.clientId, text("client-1"));
    QTRY_COMPARE(room.browser.opened.size(), 1);
    Q_EMIT room.engine.strayAnswer();
    QCOMPARE(room.assistant()->step(), ConnectStep::Browser);
    room.put(ann());
    Q_EMIT room.engine.signInEnded(signedIn());
    QCOMPARE(room.assistant()->step(), ConnectStep::End);
    Room::press(*room.assistant(), "Done");
    QTRY_VERIFY(!room.assistant());
    QCOMPARE(fakeEngine().calls, QStringList{text("signIn")}); // nothing was taken back
    QVERIFY(room.bars().isEmpty());
    QCOMPARE(room.window.composer().account(), text("api.x.com/1"));
}

void AccountDeskTest::pastedTextsGoBothWays()
{
    Room room;
    room.toBrowser();
    QTRY_COMPARE(room.browser.opened.size(), 1);
    fakeEngine().pasteSays = CallbackEnd::WrongState;
    room.find<QLineEdit>(*room.assistant(), "Address of the browser's last page, or the code")->setText(text("c0de"));
    Room::press(*room.assistant(), "Use what was pasted");
    QCOMPARE(fakeEngine().calls.last(), text("pasteSignIn c0de"));
    const auto says = [&] {
        for (const QLabel *label : room.assistant()->findChildren<QLabel *>())
            if (label->isVisible() && label->text().startsWith(text("That belongs to another attempt")))
                return true;
        return false;
    };
    QTRY_VERIFY(says());
}

void AccountDeskTest::anAnswerOfAnEarlierTryIsDropped()
{
    Room room;
    room.toBrowser(); // its answer is still queued
    Room::find<QPushButton>(*room.assistant(), "Back")->click();
    fakeEngine().starts = SignInStarted{.authorize = QUrl(text("https://x.com/second"))};
    Room::find<QPushButton>(*room.assistant(), "Open the browser")->click();
    QTRY_VERIFY(!room.browser.opened.isEmpty());
    QCOMPARE(room.browser.opened, QVector<QUrl>{QUrl(text("https://x.com/second"))});
    QCOMPARE(fakeEngine().calls, (QStringList{text("signIn"), text("cancelSignIn"), text("signIn")}));
}

void AccountDeskTest::aTokenReachesTheEngineAlone()
{
    Room room;
    Q_EMIT room.window.accountsMenu().connectWanted();
    Room::press(*room.assistant(), "I have an access token");
    Room::find<QLineEdit>(*room.assistant(), "Access token")->setText(text("t-0-k"));
    Room::press(*room.assistant(), "Sign in");
    QCOMPARE(fakeEngine().calls, QStringList{text("signInWithToken https://api.x.com kept")});
    QCOMPARE(fakeEngine().tokens, QVector<QByteArray>{"t-0-k"});
    room.assistant()->reject();
    QCOMPARE(fakeEngine().calls.last(), text("cancelSignIn"));
}

void AccountDeskTest::anEndWithoutAnAssistantIsTold()
{
    Room room;
    Q_EMIT room.engine.signInEnded({.end = SignInEnd::Denied});
    QVERIFY(room.bars().isEmpty());
    Q_EMIT room.engine.signInEnded(signedIn());
    QCOMPARE(room.bars().size(), 1);
    QVERIFY(room.bars().first().contains(text("@ann")));
}

void AccountDeskTest::anEndedSignInStandsAsABar()
{
    Room room;
    room.put(ann());
    AccountView ended = ann();
    ended.signInEnded = true;
    room.put(ended);
    room.put(bob()); // news of another account do not say it twice
    QCOMPARE(room.bars().size(), 1);
    QVERIFY2(room.bars().first().contains(text("Sign in again as \u2068@ann")), qPrintable(room.bars().first()));
    Room::press(room.window.messages(), "Sign in again…");
    QVERIFY(room.assistant() && room.assistant()->windowTitle().contains(text("@ann")));
    QTRY_VERIFY(room.bars().isEmpty());
    room.assistant()->reject(); // not signed in after all
    QTRY_COMPARE(room.bars().size(), 1);
    room.put(ann());
    QTRY_VERIFY(room.bars().isEmpty());
}

void AccountDeskTest::theKeychainStandsAsABar()
{
    Room room;
    room.put(ann());
    Q_EMIT room.engine.keychainSaid(ann().key, StoreOutcome::Stored);
    QVERIFY(room.bars().isEmpty());
    Q_EMIT room.engine.keychainSaid(ann().key, StoreOutcome::Locked);
    Q_EMIT room.engine.keychainSaid(ann().key, StoreOutcome::TimedOut);
    QTRY_COMPARE(room.bars().size(), 1);
    QVERIFY(room.bars().first().contains(text("did not answer")));
    Room::press(room.window.messages(), "Try again");
    QCOMPARE(fakeEngine().calls, QStringList{text("tryKeychainAgain")});
    QTRY_COMPARE(room.bars().size(), 1); // it stands until the keychain says otherwise
    QTRY_VERIFY(room.bars().first().contains(text("asked again")));
    Room::press(room.window.messages(), "Keep for this session only");
    QCOMPARE(fakeEngine().calls.last(), text("keepForThisRunAlone api.x.com/1"));
    QTRY_VERIFY(room.bars().isEmpty());
    Q_EMIT room.engine.keychainSaid(ann().key, StoreOutcome::Locked);
    QCOMPARE(room.bars().size(), 1);
    Q_EMIT room.engine.keychainSaid(ann().key, StoreOutcome::Stored);
    QTRY_VERIFY(room.bars().isEmpty());
}

void AccountDeskTest::theKeychainIsToldWhereItIsLookedAt()
{
    Room room;
    room.toBrowser();
    room.put(ann());
    Q_EMIT room.engine.signInEnded(signedIn(StoreOutcome::Locked));
    Room::press(*room.assistant(), "Try the keychain again");
    QCOMPARE(fakeEngine().calls.last(), text("tryKeychainAgain"));
    Q_EMIT room.engine.keychainSaid(ann().key, StoreOutcome::Refused);
    QVERIFY(room.bars().isEmpty());
    QVERIFY(Room::find<QPushButton>(*room.assistant(), "Try the keychain again"));
    Room::press(*room.assistant(), "Keep for this session only");
    QCOMPARE(fakeEngine().calls.last(), text("keepForThisRunAlone api.x.com/1"));
    Q_EMIT room.engine.keychainSaid(bob().key, StoreOutcome::Locked); // another account's is not its matter
    QCOMPARE(room.bars().size(), 1);
}

void AccountDeskTest::signingOutAsksFirst()
{
    Room room;
    room.put(ann());
    room.entry("@ann", "Sign out…")->trigger();
    auto *box = room.window.findChild<QMessageBox *>();
    QVERIFY(box && box->isVisible() && box->text().contains(text("@ann")));
    QTest::keyClick(box, Qt::Key_Escape);
    QVERIFY(fakeEngine().calls.isEmpty());
    QTRY_VERIFY(!room.window.findChild<QMessageBox *>());
    room.entry("@ann", "Sign out…")->trigger();
    box = room.window.findChild<QMessageBox *>();
    for (QAbstractButton *button : box->buttons())
        if (box->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();
    QCOMPARE(fakeEngine().calls, QStringList{text("signOut api.x.com/1")});
    QTRY_COMPARE(room.bars().size(), 1);
    QVERIFY(room.bars().first().startsWith(text("Signed out of")));
    QVERIFY(!room.bars().first().contains(text("keychain")));
}

void AccountDeskTest::signingOutTellsWhatTheKeychainKept()
{
    fakeEngine().removeSays = StoreOutcome::Refused;
    Room room;
    room.put(ann());
    room.entry("@ann", "Sign out…")->trigger();
    auto *box = room.window.findChild<QMessageBox *>();
    for (QAbstractButton *button : box->buttons())
        if (box->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();
    QTRY_COMPARE(room.bars().size(), 1);
    QVERIFY2(room.bars().first().contains(text("did not allow Postreel to remove the entry")), qPrintable(room.bars().first()));
}

POSTREEL_TEST_MAIN(AccountDeskTest)
#include "tst_account_desk.moc"
