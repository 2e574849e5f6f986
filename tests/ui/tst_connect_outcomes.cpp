// "Connect X" while and after it waits: what comes of a try, what is kept of it, and whom it is for.
#include "connect_room.h"

using namespace postreel;
using namespace postreel::testing;

class ConnectOutcomesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theBrowserIsOpenedAndCanBeAgain();
    void onlyTheWebIsOpened();
    void aPortThatIsTakenIsSaid();
    void pastedTextsAreAnswered();
    void aWishThatIsNoneLeadsBackToTheKeys();
    void leavingTheBrowserEndsTheTry();
    void aLateFailureIsNotShown();
    void everyFailureLeadsOn_data();
    void everyFailureLeadsOn();
    void theKeychainCanBeTriedAgain();
    void forThisSessionOnly();
    void aTokenIsTakenOnce();
    void aTokenThatNobodySawIsGivenAgain();
    void signingInAgainKnowsWhom();
};

void ConnectOutcomesTest::theBrowserIsOpenedAndCanBeAgain()
{
    Room room;
    room.toBrowser();
    QVERIFY(room.browser.opened.isEmpty());
    QVERIFY(!room.find<QPushButton>("Open the browser again")->isEnabled());
    room.assistant->begun(SignInStarted{.authorize = authorize});
    QCOMPARE(room.browser.opened, QVector<QUrl>{authorize});
    QVERIFY(room.says("continues by itself"));
    QVERIFY(room.says("second computer ends"));
    room.press("Open the browser again");
    QCOMPARE(room.browser.opened.size(), 2);
    room.press("Copy the address");
    QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromLatin1(authorize.toEncoded()));
}

void ConnectOutcomesTest::onlyTheWebIsOpened()
{
    Room room;
    room.toBrowser();
    room.assistant->begun(SignInStarted{.authorize = QUrl(text("file:///etc/passwd"))});
    QVERIFY(room.says("No browser could be opened"));
}

void ConnectOutcomesTest::aPortThatIsTakenIsSaid()
{
    Room room;
    room.toBrowser();
    room.assistant->begun(SignInStarted{.authorize = authorize});
    QVERIFY(!room.says("Another program is using port"));
    room.press("Back");
    room.press("Open the browser");
    room.assistant->begun(SignInStarted{.authorize = authorize, .portTaken = true});
    QVERIFY(room.says("Another program is using port 8737"));
}

void ConnectOutcomesTest::pastedTextsAreAnswered()
{
    Room room;
    room.toBrowser();
    room.assistant->begun(SignInStarted{.authorize = authorize});
    auto *field = room.find<QLineEdit>("Address of the browser's last page, or the code");
    QVERIFY(!room.find<QPushButton>("Use what was pasted")->isEnabled());
    QSignalSpy pasted(room.assistant, &ConnectAssistant::pasted);
    field->setText(text(" http://127.0.0.1:8737/callback?code=1 "));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(pasted.takeFirst().first().toString(), text("http://127.0.0.1:8737/callback?code=1"));
    QVERIFY(field->text().isEmpty());
    QCOMPARE(room.assistant->step(), ConnectStep::Browser);
    room.assistant->pasteSaid(std::nullopt);
    QVERIFY(room.says("That is neither"));
    room.assistant->pasteSaid(CallbackEnd::WrongState);
    QVERIFY(room.says("That belongs to another attempt"));
    room.assistant->stray();
    QVERIFY(room.says("earlier attempt"));
}

void ConnectOutcomesTest::aWishThatIsNoneLeadsBackToTheKeys()
{
    Room room;
    room.toBrowser();
    QSignalSpy cancelled(room.assistant, &ConnectAssistant::cancelled);
    room.assistant->begun(Error{.kind = ErrorKind::Usage});
    QCOMPARE(room.assistant->step(), ConnectStep::Keys);
    QVERIFY(room.says("does not work"));
    QVERIFY(cancelled.isEmpty()); // there is no try to take back
}

void ConnectOutcomesTest::leavingTheBrowserEndsTheTry()
{
    Room room;
    QSignalSpy cancelled(room.assistant, &ConnectAssistant::cancelled);
    room.toBrowser();
    room.press("Back");
    QCOMPARE(room.assistant->step(), ConnectStep::Keys);
    QCOMPARE(cancelled.size(), 1);
    room.assistant->begun(SignInStarted{.authorize = authorize}); // too late
    QVERIFY(room.browser.opened.isEmpty());
    room.press("Open the browser");
    QTest::keyClick(room.assistant, Qt::Key_Escape);
    QCOMPARE(cancelled.size(), 2);
    QTRY_VERIFY(!room.assistant);
}

void ConnectOutcomesTest::aLateFailureIsNotShown()
{
    Room room;
    room.toBrowser();
    room.press("Back");
    room.assistant->ended({.end = SignInEnd::Denied});
    QCOMPARE(room.assistant->step(), ConnectStep::Keys);
    room.assistant->ended(signedIn()); // but the account that is there is
    QCOMPARE(room.assistant->step(), ConnectStep::End);
}

void ConnectOutcomesTest::everyFailureLeadsOn_data()
{
    QTest::addColumn<SignInEnd>("end");
    QTest::addColumn<ConnectStep>("to");
    const auto row = [](SignInEnd end, ConnectStep to) { QTest::newRow(qPrintable(nameOf(end))) << end << to; };
    using enum SignInEnd;
    row(Denied, ConnectStep::Browser);
    row(ErrorFromX, ConnectStep::Register);
    row(TimedOut, ConnectStep::Browser);
    row(CodeRefused, ConnectStep::Browser);
    row(AppRefused, ConnectStep::Keys);
    row(ScopeMissing, ConnectStep::Register);
    row(NoUser, ConnectStep::Browser);
    row(Failed, ConnectStep::Browser);
}

void ConnectOutcomesTest::everyFailureLeadsOn()
{
    QFETCH(SignInEnd, end);
    QFETCH(ConnectStep, to);
    Room room;
    QSignalSpy wanted(room.assistant, &ConnectAssistant::signInWanted);
    room.toBrowser();
    SignInOutcome outcome{.end = end, .missing = {text("media.write")}};
    outcome.error = {.kind = ErrorKind::NotReached};
    room.assistant->ended(outcome);
    QCOMPARE(room.assistant->step(), ConnectStep::End);
    QVERIFY(!room.find<QPushButton>("Try the keychain again"));
    const SignInWords words = wordsFor(outcome, {});
    QVERIFY(room.says(words.text.toUtf8().constData()));
    QString name = words.button;
    room.press(name.remove(u'&').toUtf8().constData());
    QCOMPARE(room.assistant->step(), to);
    QCOMPARE(wanted.size(), to == ConnectStep::Browser ? 2 : 1);
    QCOMPARE(wanted.last().first().value<SignInWish>().app.clientId, text("client-1"));
}

void ConnectOutcomesTest::theKeychainCanBeTriedAgain()
{
    Room room;
    room.toBrowser();
    SignInOutcome outcome = signedIn();
    outcome.kept = StoreOutcome::Locked;
    room.assistant->ended(outcome);
    QVERIFY(room.says("@ann"));
    QVERIFY(room.says("keychain is locked"));
    QVERIFY(room.assistant->shows(text("api.x.com/1")) && !room.assistant->shows(text("api.x.com/2")));
    QSignalSpy wanted(room.assistant, &ConnectAssistant::keychainWanted);
    room.press("Try the keychain again");
    QCOMPARE(wanted.size(), 1);
    QVERIFY(room.says("Asking the keychain again")); // it may have nothing new to say
    room.assistant->keychainSaid(StoreOutcome::Stored);
    QVERIFY(room.says("is kept in this computer's keychain"));
    QVERIFY(!room.find<QPushButton>("Try the keychain again"));
    room.press("Done");
    QTRY_VERIFY(!room.assistant);
}

void ConnectOutcomesTest::forThisSessionOnly()
{
    Room room;
    room.toBrowser();
    SignInOutcome outcome = signedIn();
    outcome.kept = StoreOutcome::Absent;
    room.assistant->ended(outcome);
    QSignalSpy wanted(room.assistant, &ConnectAssistant::runAloneWanted);
    room.press("Keep for this session only");
    QCOMPARE(wanted.first().first().toString(), text("api.x.com/1"));
    QVERIFY(room.says("As you asked"));
    QVERIFY(!room.find<QPushButton>("Keep for this session only"));
}

void ConnectOutcomesTest::aTokenIsTakenOnce()
{
    Room room;
    room.press("I have an access token");
    QSignalSpy given(room.assistant, &ConnectAssistant::tokenGiven);
    auto *field = room.find<QLineEdit>("Access token");
    QCOMPARE(field->echoMode(), QLineEdit::Password);
    room.press("Sign in");
    QVERIFY(room.says("Paste the access token first") && given.isEmpty());
    field->setText(text(" t-0-k-e-n\n"));
    room.press("Sign in");
    QCOMPARE(given.first().at(0).toUrl(), QUrl(text("https://api.x.com")));
    QCOMPARE(given.first().at(1).toByteArray(), QByteArray("t-0-k-e-n"));
    QVERIFY(given.first().at(2).toBool());
    QVERIFY(field->text().isEmpty());
    QVERIFY(!room.find<QPushButton>("Sign in")->isEnabled()); // one at a time
    QVERIFY(!room.says("Paste the access token first"));
    room.assistant->ended({.end = SignInEnd::ScopeMissing, .missing = {text("media.write")}});
    QVERIFY(room.says("The token has too few permissions"));
    room.press("Paste another token");
    QCOMPARE(room.assistant->step(), ConnectStep::Token);
    QVERIFY(field->isEnabled());
    room.press("Back");
    QCOMPARE(room.assistant->step(), ConnectStep::Costs); // where it was entered from
}

// The network was away, so the token is as good as it was; nobody has to look for it a second time.
void ConnectOutcomesTest::aTokenThatNobodySawIsGivenAgain()
{
    Room room;
    room.press("I have an access token");
    QSignalSpy given(room.assistant, &ConnectAssistant::tokenGiven);
    room.find<QLineEdit>("Access token")->setText(text("t-0-k-e-n"));
    room.press("Sign in");
    const SignInOutcome away{.end = SignInEnd::Failed, .error = {.kind = ErrorKind::NotReached}};
    room.assistant->ended(away);
    QVERIFY(room.says("X cannot be reached"));
    room.press("Try again");
    QCOMPARE(given.size(), 2);
    QCOMPARE(given.last().at(1).toByteArray(), QByteArray("t-0-k-e-n"));
    QCOMPARE(room.assistant->step(), ConnectStep::Token);
    QVERIFY(room.find<QLineEdit>("Access token")->text().isEmpty());
    room.assistant->ended(away);
    room.press("Back"); // perhaps to another server
    room.press("Sign in");
    QCOMPARE(given.size(), 2);
    QVERIFY(room.says("Paste the access token first"));
}

void ConnectOutcomesTest::signingInAgainKnowsWhom()
{
    Room room(ann());
    QCOMPARE(room.assistant->step(), ConnectStep::Keys);
    QVERIFY(room.assistant->windowTitle().contains(text("@ann")));
    QCOMPARE(room.find<QLineEdit>("Client ID")->text(), text("ann's-client"));
    room.press("Open the browser");
    room.assistant->ended(signedIn("2", "bob"));
    QVERIFY(room.says("You signed in as \u2068@bob\u2069; this needs \u2068@ann\u2069"));
    room.press("Try again");
    QCOMPARE(room.assistant->step(), ConnectStep::Browser);
    room.assistant->ended(signedIn());
    QVERIFY(room.says("You are signed in as \u2068@ann\u2069"));
    room.press("Done");
    // What another account was begun with is as it was.
    QVERIFY(!room.kept().contains("ann"));
    // One that was signed in with a token takes a token.
    AccountView byToken = ann();
    byToken.clientId.clear();
    room.open(byToken);
    QCOMPARE(room.assistant->step(), ConnectStep::Token);
    room.press("Back");
    QCOMPARE(room.assistant->step(), ConnectStep::Keys);
}

POSTREEL_TEST_MAIN(ConnectOutcomesTest)
#include "tst_connect_outcomes.moc"
