// Which account a Post is for: the picker and its last entry, the menu, the one that is used by default.
#include "tests/ui/account_fixture.h"
#include "ui/window/compose/account_picker.h"
#include "ui/window/parts/picture_cache.h"

#include <QAccessible>
#include <QSignalSpy>

using namespace postreel;
using namespace postreel::testing;

class AccountChoiceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        fakeEngine() = FakeEngine{};
        fakeEngine().starts = SignInStarted{.authorize = QUrl(text("https://x.com/i/oauth2/authorize"))};
    }
    void theLastEntryOfThePickerIsNoAccount();
    void keysInThePickerStopBeforeIt();
    void theMenuHasRealAccountsAlone();
    void bothWaysAreAlwaysThere();
    void theSandboxComesWhenItIsWanted();
    void whatHadNoAccountGoesAlong();
    void aRowOffersBothWays();
    void aRowGoesToTheSandboxAlone();
    void whatIsShownIsWhereTheDraftGoes();
    void anotherAccountIsConnectedForTheDraftThatAskedForIt();
    void theDefaultAccountBeginsNewDrafts();
    void whatIsBeingWrittenKeepsItsAccount();
    void accountsHavePictures();
    void aDraftKeepsAnAccountThatIsNotHere();
    void aNameWithoutRoomIsElided_data();
    void aNameWithoutRoomIsElided();
};

void AccountChoiceTest::theLastEntryOfThePickerIsNoAccount()
{
    Fixture fixture;
    fixture.put(sandbox());
    fixture.put(ann());
    fixture.choose("api.x.com/1");
    QCOMPARE(fakeEngine().calls, QStringList());
    const int last = fixture.picker->count() - 1;
    QVERIFY(fixture.picker->itemText(last).startsWith(text("Connect X")));
    fixture.picker->setCurrentIndex(last);
    Q_EMIT fixture.picker->activated(last);
    QVERIFY(fixture.wizard());
    QCOMPARE(fixture.window.composer().account(), text("api.x.com/1")); // what was shown still is
    QCOMPARE(fixture.settings.value(text("composer/account")).toString(), text("api.x.com/1"));
    QCOMPARE(fixture.picker->itemData(fixture.picker->currentIndex(), Qt::ToolTipRole).toString(),
             text("<p>Ann &lt;b&gt;B&lt;/b&gt;"));
    const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(fixture.picker);
    QCOMPARE(face->text(QAccessible::Description), text("Ann <b>B</b>")); // as it is, not the markup of a tooltip
}

void AccountChoiceTest::keysInThePickerStopBeforeIt()
{
    Fixture fixture;
    fixture.put(sandbox());
    fixture.put(ann());
    for (int times = 0; times < 4; ++times)
        QTest::keyClick(fixture.picker, Qt::Key_Down);
    QTest::keyClick(fixture.picker, Qt::Key_End);
    QTest::keyClicks(fixture.picker, text("Conn"));
    QCOMPARE(fixture.window.composer().account(), text("api.x.com/1"));
    QVERIFY(!fixture.wizard());
    QVERIFY(fixture.picker->model()->flags(fixture.picker->model()->index(fixture.picker->count() - 1, 0))
                .testFlag(Qt::ItemIsEnabled)); // in the open list it can be chosen
}

void AccountChoiceTest::theMenuHasRealAccountsAlone()
{
    Fixture fixture;
    fixture.put(sandbox());
    QCOMPARE(fixture.window.accountsMenu().actions().size(), 2); // the ways to an account
    AccountView odd = ann();
    odd.label = text("@a&b");
    fixture.put(odd);
    QVERIFY(fixture.entry("@a&&b", "Sign in again…")); // no mnemonic of a name
    QVERIFY(!fixture.entry("Sandbox", "Sign out…"));
    fixture.entry("@a&&b", "Sign in again…")->trigger();
    QVERIFY(fixture.wizard() && fixture.wizard()->step() == ConnectStep::Keys);
}

void AccountChoiceTest::bothWaysAreAlwaysThere()
{
    Fixture fixture;
    const auto entries = [&] {
        QStringList shown;
        for (int index = 0; index < fixture.picker->count(); ++index)
            if (!fixture.picker->itemText(index).isEmpty())
                shown << fixture.picker->itemText(index);
        return shown;
    };
    const auto offers = [&] {
        QStringList shown;
        const QList<QAction *> actions = fixture.window.accountsMenu().actions();
        for (const QAction *action : actions)
            if (!action->menu() && !action->isSeparator())
                shown << action->text().remove(u'&');
        return shown;
    };
    const QString sandboxEntry = text("Sandbox (nothing leaves this computer)");
    const QStringList both{text("Use the sandbox"), text("Connect X…")};
    QCOMPARE(entries(), (QStringList{text("Choose where it goes"), sandboxEntry, text("Connect X…")}));
    QCOMPARE(offers(), both);
    fixture.put(ann());
    QCOMPARE(entries(), (QStringList{text("@ann"), sandboxEntry, text("Connect X…")}));
    QCOMPARE(offers(), both);
    fixture.put(sandbox());
    QCOMPARE(entries().count(sandboxEntry), 1);
    QCOMPARE(offers(), both);
}

void AccountChoiceTest::theSandboxComesWhenItIsWanted()
{
    Fixture fixture;
    fixture.put(ann());
    fixture.window.composer().findChild<QPushButton *>()->setFocus();
    QSignalSpy requested(&fixture.controller, &WindowController::sandboxRequested);
    const int entry = fixture.picker->findText(text("Sandbox (nothing leaves this computer)"));
    QVERIFY(entry > 0);
    fixture.picker->setCurrentIndex(entry);
    Q_EMIT fixture.picker->activated(entry);
    QCOMPARE(fixture.window.composer().account(), text("api.x.com/1")); // until it is there
    Q_EMIT fixture.window.accountsMenu().sandboxRequested();
    QCOMPARE(requested.size(), 2); // it may not have started
    fixture.put(sandbox());
    QCOMPARE(fixture.window.composer().account(), text("sandbox"));
    QCOMPARE(fixture.settings.value(text("composer/account")).toString(), text("sandbox"));
    QVERIFY(qobject_cast<PostEdit *>(fixture.window.focusWidget()));
    fixture.choose("api.x.com/1");
    Q_EMIT fixture.window.accountsMenu().sandboxRequested();
    QCOMPARE(requested.size(), 2);
    QCOMPARE(fixture.window.composer().account(), text("sandbox"));
}

void AccountChoiceTest::whatHadNoAccountGoesAlong()
{
    Fixture fixture;
    PostView early = samplePost(text("early"), PostState::Draft, text("t"), {});
    early.account.clear();
    Q_EMIT fixture.engine.posts().changed(early);
    QVERIFY(!fakeEngine().calls.contains(text("setAccount early sandbox")));
    fixture.put(sandbox());
    QVERIFY(fakeEngine().calls.contains(text("setAccount early sandbox")));
    // One that was on its way when the choice was made.
    early.id = text("late");
    Q_EMIT fixture.engine.posts().changed(early);
    QVERIFY(fakeEngine().calls.contains(text("setAccount late sandbox")));
    // What has an account keeps it, and what goes out is not for a choice that was meant for something else.
    PostView other = samplePost(text("other"), PostState::Draft, text("t"), {});
    Q_EMIT fixture.engine.posts().changed(other);
    early.id = text("waits");
    early.state = PostState::NeedsSignIn;
    Q_EMIT fixture.engine.posts().changed(early);
    QVERIFY(fakeEngine().calls.filter(text("setAccount other")).isEmpty());
    QVERIFY(fakeEngine().calls.filter(text("setAccount waits")).isEmpty());
}

void AccountChoiceTest::aRowOffersBothWays()
{
    Fixture fixture;
    QSignalSpy requested(&fixture.controller, &WindowController::sandboxRequested);
    PostView post = samplePost(text("p"), PostState::NeedsSignIn, text("t"), {});
    post.account.clear();
    Q_EMIT fixture.engine.posts().changed(post);
    Q_EMIT fixture.window.queue().actionTriggered(text("p"), PostAction::TrySandbox);
    QCOMPARE(requested.size(), 1);
    QVERIFY(fakeEngine().calls.contains(text("edit p"))); // a draft again, until it is known where it goes
    Q_EMIT fixture.window.queue().actionTriggered(text("p"), PostAction::ConnectX);
    QVERIFY(fixture.wizard());
}

// Another draft is being written: it keeps its account, and the row goes to the sandbox, not to that account.
void AccountChoiceTest::aRowGoesToTheSandboxAlone()
{
    Fixture fixture;
    fixture.put(ann());
    fixture.choose("api.x.com/1");
    PostView open = samplePost(text("x"), PostState::Draft, text("mine"), {});
    open.account = ann().key;
    Q_EMIT fixture.engine.posts().changed(open);
    fixture.controller.openDraft(text("x"));
    PostView post = samplePost(text("p"), PostState::NeedsSignIn, text("t"), {});
    post.account.clear();
    Q_EMIT fixture.engine.posts().changed(post);
    fakeEngine().calls.clear();
    Q_EMIT fixture.window.queue().actionTriggered(text("p"), PostAction::TrySandbox);
    fixture.put(sandbox());
    QCOMPARE(fakeEngine().calls.filter(text("setAccount")), QStringList{text("setAccount p sandbox")});
}

// The engine finds out whose token a draft was made with; and an account may go while its draft is open.
void AccountChoiceTest::whatIsShownIsWhereTheDraftGoes()
{
    Fixture fixture;
    fixture.put(ann());
    fixture.put({.key = text("api.x.com/run-1"), .label = text("api.x.com")});
    PostView draft = samplePost(text("x"), PostState::Draft, text("mine"), {});
    draft.account = text("api.x.com/run-1");
    draft.accountLabel = text("api.x.com");
    Q_EMIT fixture.engine.posts().changed(draft);
    fixture.controller.openDraft(text("x"));
    QCOMPARE(fixture.picker->account(), text("api.x.com/run-1"));
    fixture.picker->setAccounts({ann(), bob()}, fixture.picker->account()); // it has become bob's
    QCOMPARE(fixture.picker->account(), text("api.x.com/run-1"));
    QVERIFY2(fixture.picker->currentText().contains(text("api.x.com")), qPrintable(fixture.picker->currentText()));
    draft.account = bob().key;
    draft.accountLabel = bob().label;
    Q_EMIT fixture.engine.posts().changed(draft);
    QCOMPARE(fixture.picker->account(), bob().key);
}

void AccountChoiceTest::anotherAccountIsConnectedForTheDraftThatAskedForIt()
{
    for (const bool asked : {true, false}) {
        Fixture fixture;
        fixture.put(ann());
        fixture.choose("api.x.com/1");
        if (asked)
            Q_EMIT fixture.window.composer().connectRequested();
        else
            Q_EMIT fixture.window.accountsMenu().connectRequested();
        fixture.put(bob());
        SignInOutcome outcome{.end = SignInEnd::SignedIn};
        outcome.account.key = bob().key;
        Q_EMIT fixture.engine.accounts().signInEnded(outcome);
        QCOMPARE(fixture.window.composer().account(), asked ? text("api.x.com/2") : text("api.x.com/1"));
    }
}

void AccountChoiceTest::theDefaultAccountBeginsNewDrafts()
{
    Fixture fixture;
    fixture.put(sandbox());
    fixture.put(ann());
    fixture.put(bob());
    QCOMPARE(fixture.window.composer().account(), text("sandbox"));
    fixture.entry("@bob", "Make default")->trigger();
    QCOMPARE(fixture.settings.value(text("accounts/default")).toString(), text("api.x.com/2"));
    QVERIFY(fixture.entry("@bob", "Make default")->isChecked());
    QCOMPARE(fixture.window.composer().account(), text("api.x.com/2")); // nothing is written yet
    fixture.choose("api.x.com/1"); // chosen for this one draft
    fixture.put(ann());
    QCOMPARE(fixture.window.composer().account(), text("api.x.com/1"));
    Q_EMIT fixture.window.composer().newPostRequested();
    QCOMPARE(fixture.window.composer().account(), text("api.x.com/2"));
    fixture.entry("@bob", "Make default")->trigger();
    QVERIFY(!fixture.settings.contains(text("accounts/default")));
    fixture.entry("@ann", "Make default")->trigger();
    QVERIFY(!fixture.entry("@bob", "Make default")->isChecked());
    // At the next start, too, in whatever order the accounts come.
    MainWindow window({.settings = &fixture.settings, .cacheFolder = fixture.folder.path(), .logFile = {}});
    Engine engine{EngineOptions{}};
    WindowController controller(engine, window);
    for (const AccountView &account : {sandbox(), bob(), ann()})
        engine.accounts().add(account, {}, {});
    QCOMPARE(window.composer().account(), text("api.x.com/1"));
}

void AccountChoiceTest::whatIsBeingWrittenKeepsItsAccount()
{
    Fixture fixture;
    fixture.settings.setValue(text("accounts/default"), bob().key);
    fixture.put(sandbox());
    fixture.window.composer().findChild<PostEdit *>()->insertPlainText(text("for the sandbox"));
    fixture.put(bob());
    QCOMPARE(fixture.window.composer().account(), text("sandbox"));
    // A draft that was opened before its account was known gets it as soon as it is.
    PostView draft = samplePost(text("p1"), PostState::Draft, text("for Ann"));
    draft.account = ann().key;
    fixture.controller.openDraft(text("p1"));
    Q_EMIT fixture.engine.posts().changed(draft);
    QTRY_COMPARE(fixture.window.composer().text(), text("for Ann")); // what was open is recorded first
    fixture.put(ann());
    QCOMPARE(fixture.window.composer().account(), ann().key);
}

void AccountChoiceTest::accountsHavePictures()
{
    Fixture fixture;
    AccountView shown = ann();
    shown.picture = fixture.folder.filePath(text("ann.png"));
    QImage picture(48, 48, QImage::Format_RGB32);
    picture.fill(Qt::red);
    QVERIFY(picture.save(shown.picture));
    fixture.put(bob()); // no picture, and no room for one that is torn
    fixture.put(shown);
    const int index = fixture.picker->findData(ann().key);
    QTRY_VERIFY(!fixture.picker->itemIcon(index).isNull());
    QVERIFY(fixture.picker->itemIcon(fixture.picker->findData(bob().key)).isNull());
}

void AccountChoiceTest::aDraftKeepsAnAccountThatIsNotHere()
{
    PictureCache pictures;
    AccountPicker picker(pictures, nullptr);
    const AccountView here{.key = text("b"), .label = text("@bob")};
    picker.setAccounts({here}, text("b"));
    const int before = picker.count();
    picker.choose(text("gone"), text("@gone"));
    for (int again = 0; again < 2; ++again) {
        QCOMPARE(picker.account(), text("gone"));
        QVERIFY2(picker.currentText().contains(text("@gone")), qPrintable(picker.currentText()));
        QCOMPARE(picker.count(), before + 1);
        picker.setAccounts({here}, picker.account()); // another one came or went
    }
    picker.setAccounts({here, {.key = text("gone"), .label = text("@gone")}}, text("b")); // signed in
    QCOMPARE(picker.account(), text("gone"));
    QCOMPARE(picker.currentText(), text("@gone"));
    picker.choose(text("b"));
    QCOMPARE(picker.account(), text("b"));
    picker.choose(text("gone"), text("@gone"));
    picker.setAccounts({here}, text("b"));
    picker.choose(text("b"));
    QCOMPARE(picker.count(), before);
}

void AccountChoiceTest::aNameWithoutRoomIsElided_data()
{
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::newRow("left to right") << Qt::LeftToRight;
    QTest::newRow("right to left") << Qt::RightToLeft;
}

void AccountChoiceTest::aNameWithoutRoomIsElided()
{
    QFETCH(Qt::LayoutDirection, direction);
    PictureCache pictures;
    const auto shown = [&](const QString &label) {
        AccountPicker picker(pictures, nullptr);
        picker.setAccounts({{.key = text("a"), .label = label}}, text("a"));
        picker.setLayoutDirection(direction);
        picker.resize(150, picker.sizeHint().height());
        return picker.grab().toImage();
    };
    const QString name = text("@") + QString(40, u'W');
    const auto elided = [&name](int letters) -> QString { return name.left(letters) + QChar(0x2026); };
    const QImage seen = shown(name);
    bool found = false;
    for (int letters = 4; letters < 20 && !found; ++letters)
        found = seen == shown(elided(letters));
    QVERIFY(found);
}

POSTREEL_TEST_MAIN(AccountChoiceTest)
#include "tst_account_choice.moc"
