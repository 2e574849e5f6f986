#include "double_click.h"
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "ui/window/alt_text_dialog.h"
#include "ui/window/composer.h"
#include "ui/window/media_card.h"
#include "ui/window/message_area.h"
#include "ui/window/picture_cache.h"
#include "ui/window/post_edit.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace postreel;
using namespace postreel::testing;

namespace {

const QVector<AccountView> accounts{{QStringLiteral("a"), QStringLiteral("@a"), false},
                                    {QStringLiteral("sandbox"), QStringLiteral("Sandbox"), true}};

struct Room
{
    PictureCache pictures;
    Composer composer{pictures, nullptr};
    PostEdit *edit = composer.findChild<PostEdit *>();
    QPushButton *post = nullptr;

    Room()
    {
        composer.setAccounts(accounts, QStringLiteral("a"));
        for (QPushButton *button : composer.findChildren<QPushButton *>())
            if (button->accessibleName() == QLatin1String("Post"))
                post = button;
        composer.resize(400, 500);
        composer.show();
    }
};

UploadView refused(const char *id)
{
    UploadView upload = sampleUpload(QString::fromLatin1(id), UploadState::NeedsFix);
    upload.verdict = Verdict::WillBeRefused;
    upload.problems = {
        {QStringLiteral("frame rate"), QStringLiteral("120 fps"), QStringLiteral("60 fps"), {}}};
    return upload;
}

// The first words of the buttons of a card that can be seen.
QStringList shownButtons(const MediaCard &card)
{
    QStringList shown;
    for (const QPushButton *button : card.findChildren<QPushButton *>())
        if (button->isVisible())
            shown << button->text();
    return shown;
}

void pressButton(const MediaCard &card, const QString &text)
{
    for (QPushButton *button : card.findChildren<QPushButton *>())
        if (button->isVisible() && button->text() == text)
            return button->click();
    QFAIL(qPrintable(text));
}

} // namespace

class ComposerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textIsToldAfterAPause();
    void flushTellsAtOnce();
    void showingADraftTellsNothing();
    void postIsOffUntilThereIsSomething();
    void postIsOffWhileADecisionIsNeeded();
    void postIsOffWithoutAnAccount();
    void postTellsTheTextFirst();
    void nothingIsPostedWhileComposing();
    void pastedFilesAreMedia();
    void pastedWebAddressIsText();
    void cardsStayTheSameWidgets();
    void cardSaysWhy();
    void cardButtons();
    void decisionsComeAfterTheText();
    void altText();
    void altTextIsLimited();
    void undoBarIsDismissedByKey();
    void nothingMovesUnderTheHand();
    void barsAreCounted();
};

void ComposerTest::textIsToldAfterAPause()
{
    Room room;
    QSignalSpy paused(&room.composer, &Composer::textPaused);
    QTest::keyClicks(room.edit, QStringLiteral("hello"));
    QCOMPARE(paused.size(), 0);
    QTRY_COMPARE(paused.size(), 1);
    QCOMPARE(paused.first().first().toString(), QStringLiteral("hello"));
}

void ComposerTest::flushTellsAtOnce()
{
    Room room;
    QSignalSpy paused(&room.composer, &Composer::textPaused);
    QTest::keyClicks(room.edit, QStringLiteral("hello"));
    room.composer.flush();
    QCOMPARE(paused.size(), 1);
    room.composer.flush();
    QCOMPARE(paused.size(), 1);
}

void ComposerTest::showingADraftTellsNothing()
{
    Room room;
    QSignalSpy paused(&room.composer, &Composer::textPaused);
    room.composer.showDraft(QStringLiteral("old words"), {});
    room.composer.flush();
    QCOMPARE(paused.size(), 0);
    QCOMPARE(room.composer.text(), QStringLiteral("old words"));
}

void ComposerTest::postIsOffUntilThereIsSomething()
{
    Room room;
    QVERIFY(room.post);
    QVERIFY(!room.post->isEnabled());
    QVERIFY(room.post->toolTip().contains(QStringLiteral("nothing to post")));
    QTest::keyClicks(room.edit, QStringLiteral("  "));
    QVERIFY(!room.post->isEnabled());
    QTest::keyClicks(room.edit, QStringLiteral("x"));
    QVERIFY(room.post->isEnabled());
    room.composer.showDraft({}, {sampleUpload(QStringLiteral("u"), UploadState::Sending)});
    QVERIFY(room.post->isEnabled()); // the Post waits for its media, the person need not
}

void ComposerTest::postIsOffWhileADecisionIsNeeded()
{
    Room room;
    room.composer.showDraft(QStringLiteral("text"), {refused("u")});
    QVERIFY(!room.post->isEnabled());
    QVERIFY(room.post->toolTip().contains(QStringLiteral("send it anyway or remove it")));
    room.composer.setUploads({sampleUpload(QStringLiteral("u"), UploadState::Failed)});
    QVERIFY(room.post->toolTip().contains(QStringLiteral("retry or remove it")));
    room.composer.setUploads({sampleUpload(QStringLiteral("u"), UploadState::Ready)});
    QVERIFY(room.post->isEnabled());
}

void ComposerTest::postIsOffWithoutAnAccount()
{
    Room room;
    room.composer.showDraft(QStringLiteral("text"), {});
    room.composer.setAccounts({}, {});
    QVERIFY(!room.post->isEnabled());
    QVERIFY(room.post->toolTip().contains(QStringLiteral("sandbox")));
    room.composer.setAccounts(accounts, QStringLiteral("sandbox"));
    QCOMPARE(room.composer.account(), QStringLiteral("sandbox"));
    QVERIFY(room.post->isEnabled());
}

void ComposerTest::postTellsTheTextFirst()
{
    Room room;
    QStringList order;
    connect(&room.composer, &Composer::textPaused, this, [&order](const QString &text) { order << text; });
    connect(&room.composer, &Composer::postWanted, this, [&order] { order << QStringLiteral("post"); });
    room.composer.tryPost();
    QTest::keyClicks(room.edit, QStringLiteral("hi"));
    QTest::mouseClick(room.post, Qt::LeftButton);
    const QStringList wanted{QStringLiteral("hi"), QStringLiteral("post")};
    QCOMPARE(order, wanted);
}

void ComposerTest::nothingIsPostedWhileComposing()
{
    Room room;
    QSignalSpy post(&room.composer, &Composer::postWanted);
    QTest::keyClicks(room.edit, QStringLiteral("hi"));
    QInputMethodEvent composing(QStringLiteral("に"), {});
    QCoreApplication::sendEvent(room.edit, &composing);
    room.composer.tryPost();
    QCOMPARE(post.size(), 0);
    QInputMethodEvent done;
    done.setCommitString(QStringLiteral("日"));
    QCoreApplication::sendEvent(room.edit, &done);
    room.composer.tryPost();
    QCOMPARE(post.size(), 1);
    QCOMPARE(room.composer.text(), QStringLiteral("hi日"));
}

void ComposerTest::pastedFilesAreMedia()
{
    Room room;
    QList<QUrl> pasted;
    connect(&room.composer, &Composer::mediaPasted, this,
            [&pasted](const QMimeData &mime) { pasted = mime.urls(); });
    auto *mime = new QMimeData;
    mime->setUrls({QUrl(QStringLiteral("file:///films/a.mp4"))});
    QGuiApplication::clipboard()->setMimeData(mime);
    room.edit->paste();
    QCOMPARE(pasted.size(), 1);
    QCOMPARE(room.composer.text(), QString());
    auto *picture = new QMimeData;
    picture->setImageData(QImage(4, 4, QImage::Format_RGB32));
    QGuiApplication::clipboard()->setMimeData(picture);
    QSignalSpy given(room.edit, &PostEdit::mediaPasted);
    room.edit->paste();
    QCOMPARE(given.size(), 1);
}

void ComposerTest::pastedWebAddressIsText()
{
    Room room;
    QSignalSpy given(room.edit, &PostEdit::mediaPasted);
    auto *mime = new QMimeData;
    mime->setUrls({QUrl(QStringLiteral("https://example.org/a"))});
    mime->setText(QStringLiteral("https://example.org/a"));
    QGuiApplication::clipboard()->setMimeData(mime);
    room.edit->paste();
    QCOMPARE(given.size(), 0);
    QCOMPARE(room.composer.text(), QStringLiteral("https://example.org/a"));
}

void ComposerTest::cardsStayTheSameWidgets()
{
    Room room;
    const UploadView first = sampleUpload(QStringLiteral("u1"), UploadState::Sending);
    const UploadView second = sampleUpload(QStringLiteral("u2"), UploadState::Sending);
    room.composer.setUploads({first, second});
    const QList<MediaCard *> before = room.composer.findChildren<MediaCard *>();
    QCOMPARE(before.size(), 2);
    room.composer.setUploads({sampleUpload(QStringLiteral("u1"), UploadState::Ready), second});
    QCOMPARE(room.composer.findChildren<MediaCard *>(), before);
    room.composer.setUploads({second});
    QTRY_COMPARE(room.composer.findChildren<MediaCard *>().size(), 1);
    QCOMPARE(room.composer.findChild<MediaCard *>()->view().id, QStringLiteral("u2"));
    UploadView cancelled = second;
    cancelled.state = UploadState::Cancelled;
    room.composer.setUploads({cancelled});
    QVERIFY(room.composer.isBlank());
}

void ComposerTest::cardSaysWhy()
{
    Room room;
    room.composer.setUploads({refused("u")});
    const QString name = room.composer.findChild<MediaCard *>()->accessibleName();
    QVERIFY2(name.contains(QStringLiteral("harbour at dawn.mp4")), qPrintable(name));
    QVERIFY2(name.contains(QStringLiteral("Waiting for your decision · 0:32 · 42.0 MB")), qPrintable(name));
    QVERIFY2(name.endsWith(QStringLiteral("X won't take this as it is, 120 frames a second; X takes 60")), qPrintable(name));
}

void ComposerTest::cardButtons()
{
    Room room;
    room.composer.setUploads({refused("u")});
    auto *card = room.composer.findChild<MediaCard *>();
    QSignalSpy anyway(&room.composer, &Composer::sendAnywayWanted);
    QSignalSpy retry(&room.composer, &Composer::retryWanted);
    QSignalSpy remove(&room.composer, &Composer::removeWanted);
    QCOMPARE(shownButtons(*card), QStringList{QStringLiteral("Send anyway")});
    pressButton(*card, QStringLiteral("Send anyway"));
    QCOMPARE(anyway.size(), 1);
    room.composer.setUploads({sampleUpload(QStringLiteral("u"), UploadState::Failed)});
    QCOMPARE(shownButtons(*card), QStringList{QStringLiteral("Retry")});
    pressButton(*card, QStringLiteral("Retry"));
    QCOMPARE(retry.size(), 1);
    room.composer.setUploads({sampleUpload(QStringLiteral("u"), UploadState::Ready)});
    QCOMPARE(shownButtons(*card), QStringList());
    card->findChild<QMenu *>()->actions().last()->trigger();
    QCOMPARE(remove.size(), 1);
}

void ComposerTest::decisionsComeAfterTheText()
{
    Room room;
    room.composer.setUploads({sampleUpload(QStringLiteral("u"), UploadState::Checking)});
    UploadView view = refused("u");
    view.offer.kind = CureKind::Video;
    room.composer.setUploads({view});
    room.composer.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&room.composer));
    room.composer.focusText();
    QStringList visited;
    for (int i = 0; i < 5; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        visited << QApplication::focusWidget()->accessibleName().section(u':', 0, 0).section(u' ', 0, 1);
    }
    QCOMPARE(visited, (QStringList{QStringLiteral("Fix it"), QStringLiteral("Send anyway"), QStringLiteral("Why"),
                                   QStringLiteral("More for"), QStringLiteral("Add media")}));
}

void ComposerTest::altText()
{
    Room room;
    room.composer.setUploads({sampleUpload(QStringLiteral("u"), UploadState::Ready)});
    QSignalSpy changed(&room.composer, &Composer::altTextChanged);
    room.composer.findChild<MediaCard *>()->findChild<QMenu *>()->actions().first()->trigger();
    auto *dialog = room.composer.findChild<AltTextDialog *>();
    QVERIFY(dialog);
    dialog->findChild<QPlainTextEdit *>()->setPlainText(QStringLiteral(" Boats "));
    dialog->accept();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().at(0).toString(), QStringLiteral("u"));
    QCOMPARE(changed.first().at(1).toString(), QStringLiteral("Boats"));
}

void ComposerTest::altTextIsLimited()
{
    PictureCache pictures;
    UploadView media = sampleUpload(QStringLiteral("u"), UploadState::Ready);
    media.altText = QString(1000, u'x');
    AltTextDialog dialog(pictures, media, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    auto *save = dialog.findChildren<QPushButton *>().first();
    QVERIFY(save->isEnabled());
    dialog.findChild<QPlainTextEdit *>()->setPlainText(QString(1001, u'x'));
    QVERIFY(!save->isEnabled());
    QVERIFY(!save->toolTip().isEmpty());
    dialog.findChild<QPlainTextEdit *>()->setPlainText(QStringLiteral("🎬").repeated(1000));
    QVERIFY(save->isEnabled());
}

void ComposerTest::undoBarIsDismissedByKey()
{
    Room room;
    MessageArea &messages = room.composer.messages();
    MessageBar *bar = messages.tell(Mood::Active, QStringLiteral("Posting"));
    bool undone = false;
    bar->addAction(QStringLiteral("Undo"), this, [&undone] { undone = true; });
    QVERIFY(messages.isVisible());
    QCOMPARE(bar->accessibleName(), QStringLiteral("Posting"));
    bar->findChild<QPushButton *>()->click();
    QVERIFY(undone);
    QVERIFY(messages.bars().isEmpty());
    bar = messages.tell(Mood::Warning, QStringLiteral("<b>plain</b>"));
    QTest::keyClick(bar->findChild<QToolButton *>(), Qt::Key_Escape);
    QVERIFY(messages.bars().isEmpty());
    QVERIFY(!messages.isVisible());
}

// Whatever is told meanwhile: what was just pressed stays where it was, and a double click is one click.
void ComposerTest::nothingMovesUnderTheHand()
{
    Room room;
    room.composer.showDraft(QStringLiteral("words"), {});
    QCoreApplication::processEvents();
    QPushButton *post = room.post;
    QVERIFY(post->isEnabled());
    const QRect before = post->geometry();
    QSignalSpy wanted(&room.composer, &Composer::postWanted);
    connect(&room.composer, &Composer::postWanted, this, [&] {
        room.composer.showDraft(QStringLiteral("the next"), {}); // which could be posted at once
        room.composer.messages().tell(Mood::Active, QStringLiteral("Posting"))->addAction(QStringLiteral("Undo"), this, [] {
            QFAIL("the double click undid it");
        });
    });
    pressTwice(*post, middleOf(*post));
    QCoreApplication::processEvents();
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(post->geometry(), before);
    QCOMPARE(room.composer.messages().bars().size(), 1);
}

void ComposerTest::barsAreCounted()
{
    Room room;
    MessageArea &messages = room.composer.messages();
    for (int i = 0; i < 9; ++i)
        messages.tell(Mood::Warning, QString::number(i));
    QCOMPARE(messages.bars().size(), 4);
    QCOMPARE(messages.bars().last()->text(), QStringLiteral("8"));
    QStringList many;
    for (int i = 0; i < 30; ++i)
        many << QString::number(i);
    MessageBar *bar = messages.tellAll(Mood::Warning, many);
    QCOMPARE(bar->text().count(u'\n'), 5);
    QVERIFY(bar->text().contains(QStringLiteral("25")));
    QVERIFY(!messages.tellAll(Mood::Warning, {}));
}

POSTREEL_TEST_MAIN(ComposerTest)
#include "tst_composer.moc"
