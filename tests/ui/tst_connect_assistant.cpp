// "Connect X" by mouse and keys: what it asks for, what it gives, what it keeps and what it never keeps.
#include "connect_room.h"

using namespace postreel;
using namespace postreel::testing;

class ConnectAssistantTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatItTakesFirst();
    void tellsWhatToRegister();
    void thePortIsPartOfTheCallback();
    void keysAreAskedForInOneSentence();
    void keysReachTheWish();
    void anotherServerIsTakenOnlyIfItIsSafe();
    void progressIsKeptAndSecretsAreNot();
    void whatWasKeptDoesNotBreakIt();
    void goesByKeysAlone();
    void everyControlHasAName();
    void nothingIsClippedInASmallWindow();
};

namespace {
// Each step from the first one to the keys, with all that can be opened there.
void asFarAsTheKeys(Room &room, const std::function<void()> &look)
{
    look();
    room.press("Next");
    room.press("Change the port");
    look();
    room.toKeys();
    room.press("Another server");
    look();
}
} // namespace

void ConnectAssistantTest::saysWhatItTakesFirst()
{
    Room room;
    QCOMPARE(room.assistant->step(), ConnectStep::Costs);
    for (const char *words : {"developer.x.com", "Credit", "$0.015", "$0.20", "may change"})
        QVERIFY2(room.says(words), words);
}

void ConnectAssistantTest::tellsWhatToRegister()
{
    Room room;
    room.press("Next");
    for (const char *words : {"Native App", "Web App", "Read and write"})
        QVERIFY2(room.says(words), words);
    auto *callback = room.find<QLineEdit>("Callback URI");
    QVERIFY(callback && callback->isReadOnly());
    QCOMPARE(callback->text(), text("http://127.0.0.1:8737/callback"));
    room.press("Copy the callback URI");
    QCOMPARE(QGuiApplication::clipboard()->text(), callback->text());
    room.press("Open the developer portal");
    QCOMPARE(room.browser.opened, QVector<QUrl>{QUrl(text("https://developer.x.com/en/portal/dashboard"))});
}

void ConnectAssistantTest::thePortIsPartOfTheCallback()
{
    Room room;
    room.press("Next");
    QVERIFY(!room.find<QSpinBox>("Port on this computer"));
    room.press("Change the port");
    auto *port = room.find<QSpinBox>("Port on this computer");
    QVERIFY(port);
    QCOMPARE(port->minimum(), 1024);
    QCOMPARE(port->maximum(), 65535);
    port->setValue(9001);
    QCOMPARE(room.find<QLineEdit>("Callback URI")->text(), text("http://127.0.0.1:9001/callback"));
    QSignalSpy wanted(room.assistant, &ConnectAssistant::signInWanted);
    room.toBrowser();
    QCOMPARE(wanted.first().first().value<SignInWish>().callback, QUrl(text("http://127.0.0.1:9001/callback")));
    room.open();
    QCOMPARE(room.settings.value(text("connect/port")).toInt(), 9001);
}

void ConnectAssistantTest::keysAreAskedForInOneSentence()
{
    Room room;
    room.toKeys("");
    QSignalSpy wanted(room.assistant, &ConnectAssistant::signInWanted);
    QVERIFY(!room.says("Enter the client ID")); // nobody is scolded before they did anything
    room.press("Open the browser");
    QVERIFY(room.says("Enter the client ID"));
    room.find<QLineEdit>("Client ID")->setText(text("two words"));
    QVERIFY(room.says("no spaces"));
    room.press("Open the browser");
    QCOMPARE(room.assistant->step(), ConnectStep::Keys);
    room.find<QLineEdit>("Client ID")->setText(text("  client-1\n"));
    QVERIFY(!room.says("no spaces"));
    QVERIFY(wanted.isEmpty());
    room.press("Open the browser");
    QCOMPARE(wanted.first().first().value<SignInWish>().app.clientId, text("client-1"));
}

void ConnectAssistantTest::keysReachTheWish()
{
    Room room;
    room.toKeys();
    auto *secret = room.find<QLineEdit>("Client secret");
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    secret->setText(text(" hush "));
    room.find<QCheckBox>("Stay signed in")->setChecked(false);
    QSignalSpy wanted(room.assistant, &ConnectAssistant::signInWanted);
    room.press("Open the browser");
    const auto wish = wanted.first().first().value<SignInWish>();
    QCOMPARE(wish.app, (OAuthApp{text("client-1"), "hush"}));
    QCOMPARE(wish.apiBase, QUrl(text("https://api.x.com")));
    QCOMPARE(wish.endpoints, OAuthEndpoints{}); // empty: the usual ones
    QVERIFY(!wish.keep);
}

void ConnectAssistantTest::anotherServerIsTakenOnlyIfItIsSafe()
{
    Room room;
    room.toKeys();
    QVERIFY(!room.find<QLineEdit>("Address of the API"));
    room.press("Another server");
    auto *api = room.find<QLineEdit>("Address of the API");
    QSignalSpy wanted(room.assistant, &ConnectAssistant::signInWanted);
    for (const char *bad : {"http://api.example.org", "ftp://api.example.org", "api.example.org",
                            "https://ann:hush@api.example.org", "https://api.example.org/?a=b"}) {
        api->setText(text(bad));
        room.press("Open the browser");
        QVERIFY2(room.says("begin with https://") && wanted.isEmpty(), bad);
    }
    api->setText(text("http://127.0.0.1:4000/"));
    room.find<QLineEdit>("Address for tokens")->setText(text("http://api.example.org/token"));
    room.press("Open the browser");
    QVERIFY(room.says("Address for tokens: ") && wanted.isEmpty());
    room.find<QLineEdit>("Address for tokens")->setText(text("https://api.example.org/token?a=b%26"));
    room.press("Open the browser");
    const auto wish = wanted.first().first().value<SignInWish>();
    QCOMPARE(wish.apiBase, QUrl(text("http://127.0.0.1:4000")));
    QCOMPARE(wish.endpoints.token, QUrl(text("https://api.example.org/token?a=b%26")));
    QVERIFY(wish.endpoints.authorize.isEmpty() && wish.endpoints.revoke.isEmpty());
}

void ConnectAssistantTest::progressIsKeptAndSecretsAreNot()
{
    Room room;
    room.press("I have an access token");
    room.find<QLineEdit>("Access token")->setText(text("t-0-k-e-n"));
    room.press("Back");
    room.toKeys();
    room.find<QLineEdit>("Client secret")->setText(text("hush-hush"));
    room.press("Another server");
    room.find<QLineEdit>("Address of the API")->setText(text("https://api.example.org"));
    room.press("Open the browser");
    room.assistant->begun(SignInStarted{.authorize = authorize});
    room.find<QLineEdit>("Address of the browser's last page, or the code")->setText(text("the-c0de"));
    QTest::keyClick(room.assistant, Qt::Key_Escape);
    QTRY_VERIFY(!room.assistant);
    const QByteArray kept = room.kept();
    QVERIFY(kept.contains("client-1") && kept.contains("api.example.org"));
    for (const char *secret : {"hush", "t-0-k", "c0de", "s%2Bt"})
        QVERIFY2(!kept.contains(secret), secret);
    room.open();
    QCOMPARE(room.assistant->step(), ConnectStep::Keys);
    QCOMPARE(room.find<QLineEdit>("Client ID")->text(), text("client-1"));
    QCOMPARE(room.find<QLineEdit>("Address of the API")->text(), text("https://api.example.org"));
    QVERIFY(room.find<QLineEdit>("Client secret")->text().isEmpty());
}

void ConnectAssistantTest::whatWasKeptDoesNotBreakIt()
{
    Room room;
    room.settings.setValue(text("connect/step"), text("browser"));
    room.settings.setValue(text("connect/port"), 80);
    room.settings.setValue(text("connect/apiBase"), text("http://api.example.org"));
    room.open();
    QCOMPARE(room.assistant->step(), ConnectStep::Costs);
    room.toKeys();
    QSignalSpy wanted(room.assistant, &ConnectAssistant::signInWanted);
    room.press("Open the browser");
    const auto wish = wanted.first().first().value<SignInWish>();
    QCOMPARE(wish.callback, usualCallback());
    QCOMPARE(wish.apiBase, QUrl(text("https://api.x.com")));
}

void ConnectAssistantTest::goesByKeysAlone()
{
    Room room;
    QVERIFY(QTest::qWaitForWindowActive(room.assistant));
    QVERIFY(room.find<QPushButton>("Next")->hasFocus());
    QTest::keyClick(room.assistant->focusWidget(), Qt::Key_Return);
    QCOMPARE(room.assistant->step(), ConnectStep::Register);
    QTest::keyClick(room.assistant, Qt::Key_N, Qt::AltModifier);
    QTRY_COMPARE(room.assistant->step(), ConnectStep::Keys);
    QVERIFY(room.find<QLineEdit>("Client ID")->hasFocus());
    QTest::keyClicks(room.find<QLineEdit>("Client ID"), text("client-1"));
    QTest::keyClick(room.find<QLineEdit>("Client ID"), Qt::Key_Tab);
    QVERIFY(room.find<QLineEdit>("Client secret")->hasFocus());
    QTest::keyClick(room.find<QLineEdit>("Client secret"), Qt::Key_Return);
    QCOMPARE(room.assistant->step(), ConnectStep::Browser);
    QTest::keyClick(room.assistant, Qt::Key_B, Qt::AltModifier);
    QTRY_COMPARE(room.assistant->step(), ConnectStep::Keys);
    room.find<QLineEdit>("Client secret")->setFocus();
    QTest::keyClick(room.assistant, Qt::Key_I, Qt::AltModifier); // the buddy of its label
    QTRY_VERIFY(room.find<QLineEdit>("Client ID")->hasFocus());
}

void ConnectAssistantTest::everyControlHasAName()
{
    Room room;
    int seen = 0;
    const auto look = [&] {
        QStringList mnemonics;
        for (QWidget *widget : room.assistant->findChildren<QWidget *>()) {
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
    asFarAsTheKeys(room, look);
    room.press("I have an access token");
    room.press("Another server");
    look();
    room.press("Back");
    room.press("Open the browser");
    room.assistant->begun(SignInStarted{.authorize = authorize, .portTaken = true});
    look();
    SignInOutcome outcome = signedIn();
    outcome.kept = StoreOutcome::Locked;
    room.assistant->ended(outcome);
    look();
    QVERIFY(seen > 35);
}

void ConnectAssistantTest::nothingIsClippedInASmallWindow()
{
    Room room;
    room.assistant->resize(480, 360);
    const auto look = [&] {
        QCoreApplication::processEvents();
        QVERIFY(room.assistant->width() <= 720 && room.assistant->height() <= 480);
        for (const QLabel *label : room.assistant->findChildren<QLabel *>()) {
            if (!label->isVisible())
                continue;
            const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
            QVERIFY2(label->height() >= needed, qPrintable(label->text()));
            QVERIFY2(label->wordWrap() || label->width() >= label->sizeHint().width(), qPrintable(label->text()));
        }
        for (const QScrollArea *area : room.assistant->findChildren<QScrollArea *>())
            if (area->isVisible()) // what is too high scrolls, and nothing is too wide
                QVERIFY2(area->widget()->width() <= area->viewport()->width(), qPrintable(area->widget()->accessibleName()));
    };
    asFarAsTheKeys(room, look);
    const QScrollArea *area = nullptr;
    for (const QScrollArea *one : room.assistant->findChildren<QScrollArea *>())
        if (one->isVisible())
            area = one;
    QVERIFY(area && area->verticalScrollBar()->value() == 0);
    QTest::keyClick(room.assistant, Qt::Key_PageDown);
    QVERIFY(area->verticalScrollBar()->value() > 0);
    room.press("Open the browser");
    room.assistant->begun(SignInStarted{.authorize = authorize, .portTaken = true});
    room.assistant->pasteSaid(std::nullopt);
    look();
    SignInOutcome outcome = signedIn();
    outcome.kept = StoreOutcome::Damaged;
    room.assistant->ended(outcome);
    look();
}

POSTREEL_TEST_MAIN(ConnectAssistantTest)
#include "tst_connect_assistant.moc"
