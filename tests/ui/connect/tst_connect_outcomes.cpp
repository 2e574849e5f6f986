// "Connect X" while and after it waits: what comes of a try, what is kept of it, and whom it is for.
#include "tests/ui/connect_fixture.h"

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
    void aRequestThatIsNoneLeadsBackToTheKeys();
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
    Fixture fixture;
    fixture.toBrowser();
    QVERIFY(fixture.browser.opened.isEmpty());
    QVERIFY(!fixture.find<QPushButton>("Open the browser again")->isEnabled());
    fixture.wizard->begun(SignInStarted{.authorize = authorize});
    QCOMPARE(fixture.browser.opened, QVector<QUrl>{authorize});
    QVERIFY(fixture.says("continues by itself"));
    QVERIFY(fixture.says("second computer ends"));
    fixture.press("Open the browser again");
    QCOMPARE(fixture.browser.opened.size(), 2);
    fixture.press("Copy the address");
    QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromLatin1(authorize.toEncoded()));
}

void ConnectOutcomesTest::onlyTheWebIsOpened()
{
    Fixture fixture;
    fixture.toBrowser();
    fixture.wizard->begun(SignInStarted{.authorize = QUrl(text("file:///etc/passwd"))});
    QVERIFY(fixture.says("No browser could be opened"));
}

void ConnectOutcomesTest::aPortThatIsTakenIsSaid()
{
    Fixture fixture;
    fixture.toBrowser();
    fixture.wizard->begun(SignInStarted{.authorize = authorize});
    QVERIFY(!fixture.says("Another program is using port"));
    fixture.press("Back");
    fixture.press("Open the browser");
    fixture.wizard->begun(SignInStarted{.authorize = authorize, .portTaken = true});
    QVERIFY(fixture.says("Another program is using port 8737"));
}

void ConnectOutcomesTest::pastedTextsAreAnswered()
{
    Fixture fixture;
    fixture.toBrowser();
    fixture.wizard->begun(SignInStarted{.authorize = authorize});
    auto *field = fixture.find<QLineEdit>("Address of the browser's last page, or the code");
    QVERIFY(!fixture.find<QPushButton>("Use what was pasted")->isEnabled());
    QSignalSpy pasted(fixture.wizard, &ConnectWizard::pasted);
    field->setText(text(" http://127.0.0.1:8737/callback?code=1 "));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(pasted.takeFirst().first().toString(), text("http://127.0.0.1:8737/callback?code=1"));
    QVERIFY(field->text().isEmpty());
    QCOMPARE(fixture.wizard->step(), ConnectStep::Browser);
    fixture.wizard->pasteSaid(std::nullopt);
    QVERIFY(fixture.says("That is neither"));
    fixture.wizard->pasteSaid(CallbackEnd::WrongState);
    QVERIFY(fixture.says("That belongs to another attempt"));
    fixture.wizard->stray();
    QVERIFY(fixture.says("earlier attempt"));
}

void ConnectOutcomesTest::aRequestThatIsNoneLeadsBackToTheKeys()
{
    Fixture fixture;
    fixture.toBrowser();
    QSignalSpy cancelled(fixture.wizard, &ConnectWizard::cancelled);
    fixture.wizard->begun(Error{.kind = ErrorKind::Usage});
    QCOMPARE(fixture.wizard->step(), ConnectStep::Keys);
    QVERIFY(fixture.says("does not work"));
    QVERIFY(cancelled.isEmpty()); // there is no try to take back
}

void ConnectOutcomesTest::leavingTheBrowserEndsTheTry()
{
    Fixture fixture;
    QSignalSpy cancelled(fixture.wizard, &ConnectWizard::cancelled);
    fixture.toBrowser();
    fixture.press("Back");
    QCOMPARE(fixture.wizard->step(), ConnectStep::Keys);
    QCOMPARE(cancelled.size(), 1);
    fixture.wizard->begun(SignInStarted{.authorize = authorize}); // too late
    QVERIFY(fixture.browser.opened.isEmpty());
    fixture.press("Open the browser");
    QTest::keyClick(fixture.wizard, Qt::Key_Escape);
    QCOMPARE(cancelled.size(), 2);
    QTRY_VERIFY(!fixture.wizard);
}

void ConnectOutcomesTest::aLateFailureIsNotShown()
{
    Fixture fixture;
    fixture.toBrowser();
    fixture.press("Back");
    fixture.wizard->ended({.end = SignInEnd::Denied});
    QCOMPARE(fixture.wizard->step(), ConnectStep::Keys);
    fixture.wizard->ended(signedIn()); // but the account that is there is
    QCOMPARE(fixture.wizard->step(), ConnectStep::End);
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
    Fixture fixture;
    QSignalSpy wanted(fixture.wizard, &ConnectWizard::signInRequested);
    fixture.toBrowser();
    SignInOutcome outcome{.end = end, .missing = {text("media.write")}};
    outcome.error = {.kind = ErrorKind::NotReached};
    fixture.wizard->ended(outcome);
    QCOMPARE(fixture.wizard->step(), ConnectStep::End);
    QVERIFY(!fixture.find<QPushButton>("Try the keychain again"));
    const SignInWords words = wordsFor(outcome, {});
    QVERIFY(fixture.says(words.text.toUtf8().constData()));
    QString name = words.button;
    fixture.press(name.remove(u'&').toUtf8().constData());
    QCOMPARE(fixture.wizard->step(), to);
    QCOMPARE(wanted.size(), to == ConnectStep::Browser ? 2 : 1);
    QCOMPARE(wanted.last().first().value<SignInRequest>().app.clientId, text("client-1"));
}

void ConnectOutcomesTest::theKeychainCanBeTriedAgain()
{
    Fixture fixture;
    fixture.toBrowser();
    SignInOutcome outcome = signedIn();
    outcome.kept = StoreOutcome::Locked;
    fixture.wizard->ended(outcome);
    QVERIFY(fixture.says("@ann"));
    QVERIFY(fixture.says("keychain is locked"));
    QVERIFY(fixture.wizard->shows(text("api.x.com/1")) && !fixture.wizard->shows(text("api.x.com/2")));
    QSignalSpy wanted(fixture.wizard, &ConnectWizard::keychainRequested);
    fixture.press("Try the keychain again");
    QCOMPARE(wanted.size(), 1);
    QVERIFY(fixture.says("Asking the keychain again")); // it may have nothing new to say
    fixture.wizard->keychainSaid(StoreOutcome::Stored);
    QVERIFY(fixture.says("is kept in this computer's keychain"));
    QVERIFY(!fixture.find<QPushButton>("Try the keychain again"));
    fixture.press("Done");
    QTRY_VERIFY(!fixture.wizard);
}

void ConnectOutcomesTest::forThisSessionOnly()
{
    Fixture fixture;
    fixture.toBrowser();
    SignInOutcome outcome = signedIn();
    outcome.kept = StoreOutcome::Absent;
    fixture.wizard->ended(outcome);
    QSignalSpy wanted(fixture.wizard, &ConnectWizard::sessionOnlyRequested);
    fixture.press("Keep for this session only");
    QCOMPARE(wanted.first().first().toString(), text("api.x.com/1"));
    QVERIFY(fixture.says("As you asked"));
    QVERIFY(!fixture.find<QPushButton>("Keep for this session only"));
}

void ConnectOutcomesTest::aTokenIsTakenOnce()
{
    Fixture fixture;
    fixture.press("I have an access token");
    QSignalSpy given(fixture.wizard, &ConnectWizard::tokenGiven);
    auto *field = fixture.find<QLineEdit>("Access token");
    QCOMPARE(field->echoMode(), QLineEdit::Password);
    fixture.press("Sign in");
    QVERIFY(fixture.says("Paste the access token first") && given.isEmpty());
    field->setText(text(" t-0-k-e-n\n"));
    fixture.press("Sign in");
    QCOMPARE(given.first().at(0).toUrl(), QUrl(text("https://api.x.com")));
    QCOMPARE(given.first().at(1).toByteArray(), QByteArray("t-0-k-e-n"));
    QVERIFY(given.first().at(2).toBool());
    QVERIFY(field->text().isEmpty());
    QVERIFY(!fixture.find<QPushButton>("Sign in")->isEnabled()); // one at a time
    QVERIFY(!fixture.says("Paste the access token first"));
    fixture.wizard->ended({.end = SignInEnd::ScopeMissing, .missing = {text("media.write")}});
    QVERIFY(fixture.says("The token has too few permissions"));
    fixture.press("Paste another token");
    QCOMPARE(fixture.wizard->step(), ConnectStep::Token);
    QVERIFY(field->isEnabled());
    fixture.press("Back");
    QCOMPARE(fixture.wizard->step(), ConnectStep::Costs); // where it was entered from
}

// The network was away, so the token is as good as it was; nobody has to look for it a second time.
void ConnectOutcomesTest::aTokenThatNobodySawIsGivenAgain()
{
    Fixture fixture;
    fixture.press("I have an access token");
    QSignalSpy given(fixture.wizard, &ConnectWizard::tokenGiven);
    fixture.find<QLineEdit>("Access token")->setText(text("t-0-k-e-n"));
    fixture.press("Sign in");
    const SignInOutcome away{.end = SignInEnd::Failed, .error = {.kind = ErrorKind::NotReached}};
    fixture.wizard->ended(away);
    QVERIFY(fixture.says("X cannot be reached"));
    fixture.press("Try again");
    QCOMPARE(given.size(), 2);
    QCOMPARE(given.last().at(1).toByteArray(), QByteArray("t-0-k-e-n"));
    QCOMPARE(fixture.wizard->step(), ConnectStep::Token);
    QVERIFY(fixture.find<QLineEdit>("Access token")->text().isEmpty());
    fixture.wizard->ended(away);
    fixture.press("Back"); // perhaps to another server
    fixture.press("Sign in");
    QCOMPARE(given.size(), 2);
    QVERIFY(fixture.says("Paste the access token first"));
}

void ConnectOutcomesTest::signingInAgainKnowsWhom()
{
    Fixture fixture(ann());
    QCOMPARE(fixture.wizard->step(), ConnectStep::Keys);
    QVERIFY(fixture.wizard->windowTitle().contains(text("@ann")));
    QCOMPARE(fixture.find<QLineEdit>("Client ID")->text(), text("ann's-client"));
    fixture.press("Open the browser");
    fixture.wizard->ended(signedIn("2", "bob"));
    QVERIFY(fixture.says("You signed in as \u2068@bob\u2069; this needs \u2068@ann\u2069"));
    fixture.press("Try again");
    QCOMPARE(fixture.wizard->step(), ConnectStep::Browser);
    fixture.wizard->ended(signedIn());
    QVERIFY(fixture.says("You are signed in as \u2068@ann\u2069"));
    fixture.press("Done");
    // What another account was begun with is as it was.
    QVERIFY(!fixture.kept().contains("ann"));
    // One that was signed in with a token takes a token.
    AccountView byToken = ann();
    byToken.clientId.clear();
    fixture.open(byToken);
    QCOMPARE(fixture.wizard->step(), ConnectStep::Token);
    fixture.press("Back");
    QCOMPARE(fixture.wizard->step(), ConnectStep::Keys);
}

POSTREEL_TEST_MAIN(ConnectOutcomesTest)
#include "tst_connect_outcomes.moc"
