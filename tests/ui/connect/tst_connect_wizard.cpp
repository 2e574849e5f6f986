// "Connect X" by mouse and keys: what it asks for, what it gives, what it keeps and what it never keeps.
#include "tests/ui/connect_fixture.h"

using namespace postreel;
using namespace postreel::testing;

class ConnectWizardTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatItTakesFirst();
    void tellsWhatToRegister();
    void thePortIsPartOfTheCallback();
    void keysAreAskedForInOneSentence();
    void keysReachTheRequest();
    void anotherServerIsTakenOnlyIfItIsSafe();
    void progressIsKeptAndSecretsAreNot();
    void whatWasKeptDoesNotBreakIt();
    void goesByKeysAlone();
    void everyControlHasAName();
    void nothingIsClippedInASmallWindow();
};

namespace {
// Each step from the first one to the keys, with all that can be opened there.
void asFarAsTheKeys(Fixture &fixture, const std::function<void()> &look)
{
    look();
    fixture.press("Next");
    fixture.press("Change the port");
    look();
    fixture.toKeys();
    fixture.press("Another server");
    look();
}
} // namespace

void ConnectWizardTest::saysWhatItTakesFirst()
{
    Fixture fixture;
    QCOMPARE(fixture.wizard->step(), ConnectStep::Costs);
    for (const char *words : {"developer.x.com", "Credit", "$0.015", "$0.20", "may change"})
        QVERIFY2(fixture.says(words), words);
}

void ConnectWizardTest::tellsWhatToRegister()
{
    Fixture fixture;
    fixture.press("Next");
    for (const char *words : {"Native App", "Web App", "Read and write"})
        QVERIFY2(fixture.says(words), words);
    auto *callback = fixture.find<QLineEdit>("Callback URI");
    QVERIFY(callback && callback->isReadOnly());
    QCOMPARE(callback->text(), text("http://127.0.0.1:8737/callback"));
    fixture.press("Copy the callback URI");
    QCOMPARE(QGuiApplication::clipboard()->text(), callback->text());
    fixture.press("Open the developer portal");
    QCOMPARE(fixture.browser.opened, QVector<QUrl>{QUrl(text("https://developer.x.com/en/portal/dashboard"))});
}

void ConnectWizardTest::thePortIsPartOfTheCallback()
{
    Fixture fixture;
    fixture.press("Next");
    QVERIFY(!fixture.find<QSpinBox>("Port on this computer"));
    fixture.press("Change the port");
    auto *port = fixture.find<QSpinBox>("Port on this computer");
    QVERIFY(port);
    QCOMPARE(port->minimum(), 1024);
    QCOMPARE(port->maximum(), 65535);
    port->setValue(9001);
    QCOMPARE(fixture.find<QLineEdit>("Callback URI")->text(), text("http://127.0.0.1:9001/callback"));
    QSignalSpy wanted(fixture.wizard, &ConnectWizard::signInRequested);
    fixture.toBrowser();
    QCOMPARE(wanted.first().first().value<SignInRequest>().callback, QUrl(text("http://127.0.0.1:9001/callback")));
    fixture.open();
    QCOMPARE(fixture.settings.value(text("connect/port")).toInt(), 9001);
}

void ConnectWizardTest::keysAreAskedForInOneSentence()
{
    Fixture fixture;
    fixture.toKeys("");
    QSignalSpy wanted(fixture.wizard, &ConnectWizard::signInRequested);
    QVERIFY(!fixture.says("Enter the client ID")); // nobody is scolded before they did anything
    fixture.press("Open the browser");
    QVERIFY(fixture.says("Enter the client ID"));
    fixture.find<QLineEdit>("Client ID")->setText(text("two words"));
    QVERIFY(fixture.says("no spaces"));
    fixture.press("Open the browser");
    QCOMPARE(fixture.wizard->step(), ConnectStep::Keys);
    fixture.find<QLineEdit>("Client ID")->setText(text("  client-1\n"));
    QVERIFY(!fixture.says("no spaces"));
    QVERIFY(wanted.isEmpty());
    fixture.press("Open the browser");
    QCOMPARE(wanted.first().first().value<SignInRequest>().app.clientId, text("client-1"));
}

void ConnectWizardTest::keysReachTheRequest()
{
    Fixture fixture;
    fixture.toKeys();
    auto *secret = fixture.find<QLineEdit>("Client secret");
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    secret->setText(text(" hush "));
    fixture.find<QCheckBox>("Stay signed in")->setChecked(false);
    QSignalSpy wanted(fixture.wizard, &ConnectWizard::signInRequested);
    fixture.press("Open the browser");
    const auto request = wanted.first().first().value<SignInRequest>();
    QCOMPARE(request.app, (OAuthApp{text("client-1"), "hush"}));
    QCOMPARE(request.apiBase, QUrl(text("https://api.x.com")));
    QCOMPARE(request.endpoints, OAuthEndpoints{}); // empty: the usual ones
    QVERIFY(!request.keep);
}

void ConnectWizardTest::anotherServerIsTakenOnlyIfItIsSafe()
{
    Fixture fixture;
    fixture.toKeys();
    QVERIFY(!fixture.find<QLineEdit>("Address of the API"));
    fixture.press("Another server");
    auto *api = fixture.find<QLineEdit>("Address of the API");
    QSignalSpy wanted(fixture.wizard, &ConnectWizard::signInRequested);
    for (const char *bad : {"http://api.example.org", "ftp://api.example.org", "api.example.org",
                            "https://ann:hush@api.example.org", "https://api.example.org/?a=b"}) {
        api->setText(text(bad));
        fixture.press("Open the browser");
        QVERIFY2(fixture.says("begin with https://") && wanted.isEmpty(), bad);
    }
    api->setText(text("http://127.0.0.1:4000/"));
    fixture.find<QLineEdit>("Address for tokens")->setText(text("http://api.example.org/token"));
    fixture.press("Open the browser");
    QVERIFY(fixture.says("Address for tokens: ") && wanted.isEmpty());
    fixture.find<QLineEdit>("Address for tokens")->setText(text("https://api.example.org/token?a=b%26"));
    fixture.press("Open the browser");
    const auto request = wanted.first().first().value<SignInRequest>();
    QCOMPARE(request.apiBase, QUrl(text("http://127.0.0.1:4000")));
    QCOMPARE(request.endpoints.token, QUrl(text("https://api.example.org/token?a=b%26")));
    QVERIFY(request.endpoints.authorize.isEmpty() && request.endpoints.revoke.isEmpty());
}

void ConnectWizardTest::progressIsKeptAndSecretsAreNot()
{
    Fixture fixture;
    fixture.press("I have an access token");
    fixture.find<QLineEdit>("Access token")->setText(text("t-0-k-e-n"));
    fixture.press("Back");
    fixture.toKeys();
    fixture.find<QLineEdit>("Client secret")->setText(text("hush-hush"));
    fixture.press("Another server");
    fixture.find<QLineEdit>("Address of the API")->setText(text("https://api.example.org"));
    fixture.press("Open the browser");
    fixture.wizard->begun(SignInStarted{.authorize = authorize});
    fixture.find<QLineEdit>("Address of the browser's last page, or the code")->setText(text("the-c0de"));
    QTest::keyClick(fixture.wizard, Qt::Key_Escape);
    QTRY_VERIFY(!fixture.wizard);
    const QByteArray kept = fixture.kept();
    QVERIFY(kept.contains("client-1") && kept.contains("api.example.org"));
    for (const char *secret : {"hush", "t-0-k", "c0de", "s%2Bt"})
        QVERIFY2(!kept.contains(secret), secret);
    fixture.open();
    QCOMPARE(fixture.wizard->step(), ConnectStep::Keys);
    QCOMPARE(fixture.find<QLineEdit>("Client ID")->text(), text("client-1"));
    QCOMPARE(fixture.find<QLineEdit>("Address of the API")->text(), text("https://api.example.org"));
    QVERIFY(fixture.find<QLineEdit>("Client secret")->text().isEmpty());
}

void ConnectWizardTest::whatWasKeptDoesNotBreakIt()
{
    Fixture fixture;
    fixture.settings.setValue(text("connect/step"), text("browser"));
    fixture.settings.setValue(text("connect/port"), 80);
    fixture.settings.setValue(text("connect/apiBase"), text("http://api.example.org"));
    fixture.open();
    QCOMPARE(fixture.wizard->step(), ConnectStep::Costs);
    fixture.toKeys();
    QSignalSpy wanted(fixture.wizard, &ConnectWizard::signInRequested);
    fixture.press("Open the browser");
    const auto request = wanted.first().first().value<SignInRequest>();
    QCOMPARE(request.callback, usualCallback());
    QCOMPARE(request.apiBase, QUrl(text("https://api.x.com")));
}

void ConnectWizardTest::goesByKeysAlone()
{
    Fixture fixture;
    QVERIFY(QTest::qWaitForWindowActive(fixture.wizard));
    QVERIFY(fixture.find<QPushButton>("Next")->hasFocus());
    QTest::keyClick(fixture.wizard->focusWidget(), Qt::Key_Return);
    QCOMPARE(fixture.wizard->step(), ConnectStep::Register);
    QTest::keyClick(fixture.wizard, Qt::Key_N, Qt::AltModifier);
    QTRY_COMPARE(fixture.wizard->step(), ConnectStep::Keys);
    QVERIFY(fixture.find<QLineEdit>("Client ID")->hasFocus());
    QTest::keyClicks(fixture.find<QLineEdit>("Client ID"), text("client-1"));
    QTest::keyClick(fixture.find<QLineEdit>("Client ID"), Qt::Key_Tab);
    QVERIFY(fixture.find<QLineEdit>("Client secret")->hasFocus());
    QTest::keyClick(fixture.find<QLineEdit>("Client secret"), Qt::Key_Return);
    QCOMPARE(fixture.wizard->step(), ConnectStep::Browser);
    QTest::keyClick(fixture.wizard, Qt::Key_B, Qt::AltModifier);
    QTRY_COMPARE(fixture.wizard->step(), ConnectStep::Keys);
    fixture.find<QLineEdit>("Client secret")->setFocus();
    QTest::keyClick(fixture.wizard, Qt::Key_I, Qt::AltModifier); // the buddy of its label
    QTRY_VERIFY(fixture.find<QLineEdit>("Client ID")->hasFocus());
}

void ConnectWizardTest::everyControlHasAName()
{
    Fixture fixture;
    int seen = 0;
    const auto look = [&] {
        QStringList mnemonics;
        for (QWidget *widget : fixture.wizard->findChildren<QWidget *>()) {
            const bool inside = widget->parentWidget()->inherits("QAbstractSpinBox") ||
                                widget->parentWidget()->inherits("QLineEdit");
            if (const auto *button = qobject_cast<QAbstractButton *>(widget); button && button->isVisible())
                mnemonics << QKeySequence::mnemonic(button->text()).toString();
            if (const auto *label = qobject_cast<QLabel *>(widget); label && label->isVisible() && label->buddy())
                mnemonics << QKeySequence::mnemonic(label->text()).toString();
            if (inside || widget->focusPolicy() == Qt::NoFocus || !widget->isVisible())
                continue;
            const QString name = QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name);
            QVERIFY2(!name.isEmpty(), widget->metaObject()->className());
            ++seen;
        }
        mnemonics.removeAll(QString());
        QStringList once = mnemonics;
        once.removeDuplicates();
        QVERIFY2(once.size() == mnemonics.size(), qPrintable(mnemonics.join(u' '))); // none stands for two
    };
    asFarAsTheKeys(fixture, look);
    fixture.press("I have an access token");
    fixture.press("Another server");
    look();
    fixture.press("Back");
    fixture.press("Open the browser");
    fixture.wizard->begun(SignInStarted{.authorize = authorize, .portTaken = true});
    look();
    SignInOutcome outcome = signedIn();
    outcome.kept = StoreOutcome::Locked;
    fixture.wizard->ended(outcome);
    look();
    QVERIFY(seen > 35);
}

void ConnectWizardTest::nothingIsClippedInASmallWindow()
{
    Fixture fixture;
    fixture.wizard->resize(480, 360);
    const auto look = [&] {
        QCoreApplication::processEvents();
        QVERIFY(fixture.wizard->width() <= 720 && fixture.wizard->height() <= 480);
        for (const QLabel *label : fixture.wizard->findChildren<QLabel *>()) {
            if (!label->isVisible())
                continue;
            const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
            QVERIFY2(label->height() >= needed, qPrintable(label->text()));
            QVERIFY2(label->wordWrap() || label->width() >= label->sizeHint().width(), qPrintable(label->text()));
        }
        for (const QScrollArea *area : fixture.wizard->findChildren<QScrollArea *>())
            if (area->isVisible()) // what is too high scrolls, and nothing is too wide
                QVERIFY2(area->widget()->width() <= area->viewport()->width(), qPrintable(area->widget()->accessibleName()));
    };
    asFarAsTheKeys(fixture, look);
    const QScrollArea *area = nullptr;
    for (const QScrollArea *one : fixture.wizard->findChildren<QScrollArea *>())
        if (one->isVisible())
            area = one;
    QVERIFY(area && area->verticalScrollBar()->value() == 0);
    QTest::keyClick(fixture.wizard, Qt::Key_PageDown);
    QVERIFY(area->verticalScrollBar()->value() > 0);
    fixture.press("Open the browser");
    fixture.wizard->begun(SignInStarted{.authorize = authorize, .portTaken = true});
    fixture.wizard->pasteSaid(std::nullopt);
    look();
    SignInOutcome outcome = signedIn();
    outcome.kept = StoreOutcome::Damaged;
    fixture.wizard->ended(outcome);
    look();
}

POSTREEL_TEST_MAIN(ConnectWizardTest)
#include "tst_connect_wizard.moc"
