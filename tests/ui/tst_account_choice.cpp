// Which account a Post is for: the picker and its last entry, the menu, the one that is used by default.
#include "account_room.h"
#include "ui/window/account_picker.h"
#include "ui/window/picture_cache.h"

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
    Room room;
    room.put(sandbox());
    room.put(ann());
    room.choose("api.x.com/1");
    QCOMPARE(fakeEngine().calls, QStringList());
    const int last = room.picker->count() - 1;
    QVERIFY(room.picker->itemText(last).startsWith(text("Connect X")));
    room.picker->setCurrentIndex(last);
    Q_EMIT room.picker->activated(last);
    QVERIFY(room.assistant());
    QCOMPARE(room.window.composer().account(), text("api.x.com/1")); // what was shown still is
    QCOMPARE(room.settings.value(text("composer/account")).toString(), text("api.x.com/1"));
    QCOMPARE(room.picker->itemData(room.picker->currentIndex(), Qt::ToolTipRole).toString(),
             text("<p>Ann &lt;b&gt;B&lt;/b&gt;"));
    const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(room.picker);
    QCOMPARE(face->text(QAccessible::Description), text("Ann <b>B</b>")); // as it is, not the markup of a tooltip
}

void AccountChoiceTest::keysInThePickerStopBeforeIt()
{
    Room room;
    room.put(sandbox());
    room.put(ann());
    for (int times = 0; times < 4; ++times)
        QTest::keyClick(room.picker, Qt::Key_Down);
    QTest::keyClick(room.picker, Qt::Key_End);
    QTest::keyClicks(room.picker, text("Conn"));
    QCOMPARE(room.window.composer().account(), text("api.x.com/1"));
    QVERIFY(!room.assistant());
    QVERIFY(room.picker->model()->flags(room.picker->model()->index(room.picker->count() - 1, 0))
                .testFlag(Qt::ItemIsEnabled)); // in the open list it can be chosen
}

void AccountChoiceTest::theMenuHasRealAccountsAlone()
{
    Room room;
    room.put(sandbox());
    QCOMPARE(room.window.accountsMenu().actions().size(), 2); // the ways to an account
    AccountView odd = ann();
    odd.label = text("@a&b");
    room.put(odd);
    QVERIFY(room.entry("@a&&b", "Sign in again…")); // no mnemonic of a name
    QVERIFY(!room.entry("Sandbox", "Sign out…"));
    room.entry("@a&&b", "Sign in again…")->trigger();
    QVERIFY(room.assistant() && room.assistant()->step() == ConnectStep::Keys);
}

void AccountChoiceTest::bothWaysAreAlwaysThere()
{
    Room room;
    const auto entries = [&] {
        QStringList shown;
        for (int index = 0; index < room.picker->count(); ++index)
            if (!room.picker->itemText(index).isEmpty())
                shown << room.picker->itemText(index);
        return shown;
    };
    const auto offers = [&] {
        QStringList shown;
        const QList<QAction *> actions = room.window.accountsMenu().actions();
        for (const QAction *action : actions)
            if (!action->menu() && !action->isSeparator())
                shown << action->text().remove(u'&');
        return shown;
    };
    const QString sandboxEntry = text("Sandbox (nothing leaves this computer)");
    const QStringList both{text("Use the sandbox"), text("Connect X…")};
    QCOMPARE(entries(), (QStringList{text("Choose where it goes"), sandboxEntry, text("Connect X…")}));
    QCOMPARE(offers(), both);
    room.put(ann());
    QCOMPARE(entries(), (QStringList{text("@ann"), sandboxEntry, text("Connect X…")}));
    QCOMPARE(offers(), both);
    room.put(sandbox());
    QCOMPARE(entries().count(sandboxEntry), 1);
    QCOMPARE(offers(), both);
}

void AccountChoiceTest::theSandboxComesWhenItIsWanted()
{
    Room room;
    room.put(ann());
    room.window.composer().findChild<QPushButton *>()->setFocus();
    QSignalSpy requested(&room.bench, &Workbench::sandboxRequested);
    const int entry = room.picker->findText(text("Sandbox (nothing leaves this computer)"));
    QVERIFY(entry > 0);
    room.picker->setCurrentIndex(entry);
    Q_EMIT room.picker->activated(entry);
    QCOMPARE(room.window.composer().account(), text("api.x.com/1")); // until it is there
    Q_EMIT room.window.accountsMenu().sandboxWanted();
    QCOMPARE(requested.size(), 2); // it may not have started
    room.put(sandbox());
    QCOMPARE(room.window.composer().account(), text("sandbox"));
    QCOMPARE(room.settings.value(text("composer/account")).toString(), text("sandbox"));
    QVERIFY(qobject_cast<PostEdit *>(room.window.focusWidget()));
    room.choose("api.x.com/1");
    Q_EMIT room.window.accountsMenu().sandboxWanted();
    QCOMPARE(requested.size(), 2);
    QCOMPARE(room.window.composer().account(), text("sandbox"));
}

void AccountChoiceTest::whatHadNoAccountGoesAlong()
{
    Room room;
    PostView early = samplePost(text("early"), PostState::Draft, text("t"), {});
    early.account.clear();
    Q_EMIT room.engine.postChanged(early);
    QVERIFY(!fakeEngine().calls.contains(text("setAccount early sandbox")));
    room.put(sandbox());
    QVERIFY(fakeEngine().calls.contains(text("setAccount early sandbox")));
    // One that was on its way when the choice was made.
    early.id = text("late");
    Q_EMIT room.engine.postChanged(early);
    QVERIFY(fakeEngine().calls.contains(text("setAccount late sandbox")));
    // What has an account keeps it, and what goes out is not for a choice that was meant for something else.
    PostView other = samplePost(text("other"), PostState::Draft, text("t"), {});
    Q_EMIT room.engine.postChanged(other);
    early.id = text("waits");
    early.state = PostState::NeedsSignIn;
    Q_EMIT room.engine.postChanged(early);
    QVERIFY(fakeEngine().calls.filter(text("setAccount other")).isEmpty());
    QVERIFY(fakeEngine().calls.filter(text("setAccount waits")).isEmpty());
}

void AccountChoiceTest::aRowOffersBothWays()
{
    Room room;
    QSignalSpy requested(&room.bench, &Workbench::sandboxRequested);
    PostView post = samplePost(text("p"), PostState::NeedsSignIn, text("t"), {});
    post.account.clear();
    Q_EMIT room.engine.postChanged(post);
    Q_EMIT room.window.queue().acted(text("p"), QueueAction::TrySandbox);
    QCOMPARE(requested.size(), 1);
    QVERIFY(fakeEngine().calls.contains(text("edit p"))); // a draft again, until it is known where it goes
    Q_EMIT room.window.queue().acted(text("p"), QueueAction::ConnectX);
    QVERIFY(room.assistant());
}

void AccountChoiceTest::anotherAccountIsConnectedForTheDraftThatAskedForIt()
{
    for (const bool asked : {true, false}) {
        Room room;
        room.put(ann());
        room.choose("api.x.com/1");
        if (asked)
            Q_EMIT room.window.composer().connectWanted();
        else
            Q_EMIT room.window.accountsMenu().connectWanted();
        room.put(bob());
        SignInOutcome outcome{.end = SignInEnd::SignedIn};
        outcome.account.key = bob().key;
        Q_EMIT room.engine.signInEnded(outcome);
        QCOMPARE(room.window.composer().account(), asked ? text("api.x.com/2") : text("api.x.com/1"));
    }
}

void AccountChoiceTest::theDefaultAccountBeginsNewDrafts()
{
    Room room;
    room.put(sandbox());
    room.put(ann());
    room.put(bob());
    QCOMPARE(room.window.composer().account(), text("sandbox"));
    room.entry("@bob", "Make default")->trigger();
    QCOMPARE(room.settings.value(text("accounts/default")).toString(), text("api.x.com/2"));
    QVERIFY(room.entry("@bob", "Make default")->isChecked());
    QCOMPARE(room.window.composer().account(), text("api.x.com/2")); // nothing is written yet
    room.choose("api.x.com/1"); // chosen for this one draft
    room.put(ann());
    QCOMPARE(room.window.composer().account(), text("api.x.com/1"));
    Q_EMIT room.window.composer().newPostWanted();
    QCOMPARE(room.window.composer().account(), text("api.x.com/2"));
    room.entry("@bob", "Make default")->trigger();
    QVERIFY(!room.settings.contains(text("accounts/default")));
    room.entry("@ann", "Make default")->trigger();
    QVERIFY(!room.entry("@bob", "Make default")->isChecked());
    // At the next start, too, in whatever order the accounts come.
    MainWindow window({.settings = &room.settings, .cacheFolder = room.folder.path(), .logFile = {}});
    Engine engine{EngineOptions{}};
    Workbench bench(engine, window);
    for (const AccountView &account : {sandbox(), bob(), ann()})
        engine.addAccount(account, {}, {});
    QCOMPARE(window.composer().account(), text("api.x.com/1"));
}

void AccountChoiceTest::whatIsBeingWrittenKeepsItsAccount()
{
    Room room;
    room.settings.setValue(text("accounts/default"), bob().key);
    room.put(sandbox());
    room.window.composer().findChild<PostEdit *>()->insertPlainText(text("for the sandbox"));
    room.put(bob());
    QCOMPARE(room.window.composer().account(), text("sandbox"));
    // A draft that was opened before its account was known gets it as soon as it is.
    PostView draft = samplePost(text("p1"), PostState::Draft, text("for Ann"));
    draft.account = ann().key;
    room.bench.openDraft(text("p1"));
    Q_EMIT room.engine.postChanged(draft);
    QTRY_COMPARE(room.window.composer().text(), text("for Ann")); // what was open is recorded first
    room.put(ann());
    QCOMPARE(room.window.composer().account(), ann().key);
}

void AccountChoiceTest::accountsHavePictures()
{
    Room room;
    AccountView shown = ann();
    shown.picture = room.folder.filePath(text("ann.png"));
    QImage picture(48, 48, QImage::Format_RGB32);
    picture.fill(Qt::red);
    QVERIFY(picture.save(shown.picture));
    room.put(bob()); // no picture, and no room for one that is torn
    room.put(shown);
    const int index = room.picker->findData(ann().key);
    QTRY_VERIFY(!room.picker->itemIcon(index).isNull());
    QVERIFY(room.picker->itemIcon(room.picker->findData(bob().key)).isNull());
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
