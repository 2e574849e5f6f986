#include "tests/support/test_main.h"
#include "tests/ui/double_click.h"
#include "tests/ui/sample_views.h"
#include "ui/window/compose/alt_text_dialog.h"
#include "ui/window/compose/composer.h"
#include "ui/window/compose/media_card.h"
#include "ui/window/compose/post_edit.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/parts/picture_cache.h"

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

struct Fixture
{
    PictureCache pictures;
    Composer composer{pictures, nullptr};
    PostEdit *edit = composer.findChild<PostEdit *>();
    QPushButton *post = nullptr;

    Fixture()
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
    Fixture fixture;
    QSignalSpy paused(&fixture.composer, &Composer::textPaused);
    QTest::keyClicks(fixture.edit, QStringLiteral("hello"));
    QCOMPARE(paused.size(), 0);
    QTRY_COMPARE(paused.size(), 1);
    QCOMPARE(paused.first().first().toString(), QStringLiteral("hello"));
}

void ComposerTest::flushTellsAtOnce()
{
    Fixture fixture;
    QSignalSpy paused(&fixture.composer, &Composer::textPaused);
    QTest::keyClicks(fixture.edit, QStringLiteral("hello"));
    fixture.composer.flush();
    QCOMPARE(paused.size(), 1);
    fixture.composer.flush();
    QCOMPARE(paused.size(), 1);
}

void ComposerTest::showingADraftTellsNothing()
{
    Fixture fixture;
    QSignalSpy paused(&fixture.composer, &Composer::textPaused);
    fixture.composer.showDraft(QStringLiteral("old words"), {});
    fixture.composer.flush();
    QCOMPARE(paused.size(), 0);
    QCOMPARE(fixture.composer.text(), QStringLiteral("old words"));
}

void ComposerTest::postIsOffUntilThereIsSomething()
{
    Fixture fixture;
    QVERIFY(fixture.post);
    QVERIFY(!fixture.post->isEnabled());
    QVERIFY(fixture.post->toolTip().contains(QStringLiteral("nothing to post")));
    QTest::keyClicks(fixture.edit, QStringLiteral("  "));
    QVERIFY(!fixture.post->isEnabled());
    QTest::keyClicks(fixture.edit, QStringLiteral("x"));
    QVERIFY(fixture.post->isEnabled());
    fixture.composer.showDraft({}, {sampleUpload(QStringLiteral("u"), UploadState::Sending)});
    QVERIFY(fixture.post->isEnabled()); // the Post waits for its media, the person need not
}

void ComposerTest::postIsOffWhileADecisionIsNeeded()
{
    Fixture fixture;
    fixture.composer.showDraft(QStringLiteral("text"), {refused("u")});
    QVERIFY(!fixture.post->isEnabled());
    QVERIFY(fixture.post->toolTip().contains(QStringLiteral("send it anyway or remove it")));
    fixture.composer.setUploads({sampleUpload(QStringLiteral("u"), UploadState::Failed)});
    QVERIFY(fixture.post->toolTip().contains(QStringLiteral("retry or remove it")));
    fixture.composer.setUploads({sampleUpload(QStringLiteral("u"), UploadState::Ready)});
    QVERIFY(fixture.post->isEnabled());
}

void ComposerTest::postIsOffWithoutAnAccount()
{
    Fixture fixture;
    fixture.composer.showDraft(QStringLiteral("text"), {});
    fixture.composer.setAccounts({}, {});
    QVERIFY(!fixture.post->isEnabled());
    QVERIFY(fixture.post->toolTip().contains(QStringLiteral("sandbox")));
    fixture.composer.setAccounts(accounts, QStringLiteral("sandbox"));
    QCOMPARE(fixture.composer.account(), QStringLiteral("sandbox"));
    QVERIFY(fixture.post->isEnabled());
}

void ComposerTest::postTellsTheTextFirst()
{
    Fixture fixture;
    QStringList order;
    connect(&fixture.composer, &Composer::textPaused, this, [&order](const QString &text) { order << text; });
    connect(&fixture.composer, &Composer::postRequested, this, [&order] { order << QStringLiteral("post"); });
    fixture.composer.tryPost();
    QTest::keyClicks(fixture.edit, QStringLiteral("hi"));
    QTest::mouseClick(fixture.post, Qt::LeftButton);
    const QStringList wanted{QStringLiteral("hi"), QStringLiteral("post")};
    QCOMPARE(order, wanted);
}

void ComposerTest::nothingIsPostedWhileComposing()
{
    Fixture fixture;
    QSignalSpy post(&fixture.composer, &Composer::postRequested);
    QTest::keyClicks(fixture.edit, QStringLiteral("hi"));
    QInputMethodEvent composing(QStringLiteral("に"), {});
    QCoreApplication::sendEvent(fixture.edit, &composing);
    fixture.composer.tryPost();
    QCOMPARE(post.size(), 0);
    QInputMethodEvent done;
    done.setCommitString(QStringLiteral("日"));
    QCoreApplication::sendEvent(fixture.edit, &done);
    fixture.composer.tryPost();
    QCOMPARE(post.size(), 1);
    QCOMPARE(fixture.composer.text(), QStringLiteral("hi日"));
}

void ComposerTest::pastedFilesAreMedia()
{
    Fixture fixture;
    QList<QUrl> pasted;
    connect(&fixture.composer, &Composer::mediaPasted, this,
            [&pasted](const QMimeData &mime) { pasted = mime.urls(); });
    auto *mime = new QMimeData;
    mime->setUrls({QUrl(QStringLiteral("file:///films/a.mp4"))});
    QGuiApplication::clipboard()->setMimeData(mime);
    fixture.edit->paste();
    QCOMPARE(pasted.size(), 1);
    QCOMPARE(fixture.composer.text(), QString());
    auto *picture = new QMimeData;
    picture->setImageData(QImage(4, 4, QImage::Format_RGB32));
    QGuiApplication::clipboard()->setMimeData(picture);
    QSignalSpy given(fixture.edit, &PostEdit::mediaPasted);
    fixture.edit->paste();
    QCOMPARE(given.size(), 1);
}

void ComposerTest::pastedWebAddressIsText()
{
    Fixture fixture;
    QSignalSpy given(fixture.edit, &PostEdit::mediaPasted);
    auto *mime = new QMimeData;
    mime->setUrls({QUrl(QStringLiteral("https://example.org/a"))});
    mime->setText(QStringLiteral("https://example.org/a"));
    QGuiApplication::clipboard()->setMimeData(mime);
    fixture.edit->paste();
    QCOMPARE(given.size(), 0);
    QCOMPARE(fixture.composer.text(), QStringLiteral("https://example.org/a"));
}

void ComposerTest::cardsStayTheSameWidgets()
{
    Fixture fixture;
    const UploadView first = sampleUpload(QStringLiteral("u1"), UploadState::Sending);
    const UploadView second = sampleUpload(QStringLiteral("u2"), UploadState::Sending);
    fixture.composer.setUploads({first, second});
    const QList<MediaCard *> before = fixture.composer.findChildren<MediaCard *>();
    QCOMPARE(before.size(), 2);
    fixture.composer.setUploads({sampleUpload(QStringLiteral("u1"), UploadState::Ready), second});
    QCOMPARE(fixture.composer.findChildren<MediaCard *>(), before);
    fixture.composer.setUploads({second});
    QTRY_COMPARE(fixture.composer.findChildren<MediaCard *>().size(), 1);
    QCOMPARE(fixture.composer.findChild<MediaCard *>()->view().id, QStringLiteral("u2"));
    UploadView cancelled = second;
    cancelled.state = UploadState::Cancelled;
    fixture.composer.setUploads({cancelled});
    QVERIFY(fixture.composer.isBlank());
}

void ComposerTest::cardSaysWhy()
{
    Fixture fixture;
    fixture.composer.setUploads({refused("u")});
    const QString name = fixture.composer.findChild<MediaCard *>()->accessibleName();
    QVERIFY2(name.contains(QStringLiteral("harbour at dawn.mp4")), qPrintable(name));
    QVERIFY2(name.contains(QStringLiteral("Waiting for your decision · 0:32 · 42.0 MB")), qPrintable(name));
    QVERIFY2(name.endsWith(QStringLiteral("X won't take this as it is, 120 frames a second; X takes 60")), qPrintable(name));
}

void ComposerTest::cardButtons()
{
    Fixture fixture;
    fixture.composer.setUploads({refused("u")});
    auto *card = fixture.composer.findChild<MediaCard *>();
    QSignalSpy anyway(&fixture.composer, &Composer::sendAnywayRequested);
    QSignalSpy retry(&fixture.composer, &Composer::retryRequested);
    QSignalSpy remove(&fixture.composer, &Composer::removeRequested);
    QCOMPARE(shownButtons(*card), QStringList{QStringLiteral("Send anyway")});
    pressButton(*card, QStringLiteral("Send anyway"));
    QCOMPARE(anyway.size(), 1);
    fixture.composer.setUploads({sampleUpload(QStringLiteral("u"), UploadState::Failed)});
    QCOMPARE(shownButtons(*card), QStringList{QStringLiteral("Retry")});
    pressButton(*card, QStringLiteral("Retry"));
    QCOMPARE(retry.size(), 1);
    fixture.composer.setUploads({sampleUpload(QStringLiteral("u"), UploadState::Ready)});
    QCOMPARE(shownButtons(*card), QStringList());
    card->findChild<QMenu *>()->actions().last()->trigger();
    QCOMPARE(remove.size(), 1);
}

void ComposerTest::decisionsComeAfterTheText()
{
    Fixture fixture;
    fixture.composer.setUploads({sampleUpload(QStringLiteral("u"), UploadState::Checking)});
    UploadView view = refused("u");
    view.offer.kind = FixKind::Video;
    fixture.composer.setUploads({view});
    fixture.composer.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&fixture.composer));
    fixture.composer.focusText();
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
    Fixture fixture;
    fixture.composer.setUploads({sampleUpload(QStringLiteral("u"), UploadState::Ready)});
    QSignalSpy changed(&fixture.composer, &Composer::altTextChanged);
    fixture.composer.findChild<MediaCard *>()->findChild<QMenu *>()->actions().first()->trigger();
    auto *dialog = fixture.composer.findChild<AltTextDialog *>();
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
    Fixture fixture;
    MessageArea &messages = fixture.composer.messages();
    MessageBar *bar = messages.addMessage(Severity::Active, QStringLiteral("Posting"));
    bool undone = false;
    bar->addAction(QStringLiteral("Undo"), this, [&undone] { undone = true; });
    QVERIFY(messages.isVisible());
    QCOMPARE(bar->accessibleName(), QStringLiteral("Posting"));
    bar->findChild<QPushButton *>()->click();
    QVERIFY(undone);
    QVERIFY(messages.bars().isEmpty());
    bar = messages.addMessage(Severity::Warning, QStringLiteral("<b>plain</b>"));
    QTest::keyClick(bar->findChild<QToolButton *>(), Qt::Key_Escape);
    QVERIFY(messages.bars().isEmpty());
    QVERIFY(!messages.isVisible());
}

// Whatever is told meanwhile: what was just pressed stays where it was, and a double click is one click.
void ComposerTest::nothingMovesUnderTheHand()
{
    Fixture fixture;
    fixture.composer.showDraft(QStringLiteral("words"), {});
    QCoreApplication::processEvents();
    QPushButton *post = fixture.post;
    QVERIFY(post->isEnabled());
    const QRect before = post->geometry();
    QSignalSpy wanted(&fixture.composer, &Composer::postRequested);
    connect(&fixture.composer, &Composer::postRequested, this, [&] {
        fixture.composer.showDraft(QStringLiteral("the next"), {}); // which could be posted at once
        fixture.composer.messages().addMessage(Severity::Active, QStringLiteral("Posting"))->addAction(QStringLiteral("Undo"), this, [] {
            QFAIL("the double click undid it");
        });
    });
    pressTwice(*post, middleOf(*post));
    QCoreApplication::processEvents();
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(post->geometry(), before);
    QCOMPARE(fixture.composer.messages().bars().size(), 1);
}

void ComposerTest::barsAreCounted()
{
    Fixture fixture;
    MessageArea &messages = fixture.composer.messages();
    for (int i = 0; i < 9; ++i)
        messages.addMessage(Severity::Warning, QString::number(i));
    QCOMPARE(messages.bars().size(), 4);
    QCOMPARE(messages.bars().last()->text(), QStringLiteral("8"));
    QStringList many;
    for (int i = 0; i < 30; ++i)
        many << QString::number(i);
    MessageBar *bar = messages.addMessages(Severity::Warning, many);
    QCOMPARE(bar->text().count(u'\n'), 5);
    QVERIFY(bar->text().contains(QStringLiteral("25")));
    QVERIFY(!messages.addMessages(Severity::Warning, {}));
}

POSTREEL_TEST_MAIN(ComposerTest)
#include "tst_composer.moc"
