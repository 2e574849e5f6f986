// The details of a Post: what is of use comes first, and the list keeps its place beside them.
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "tests/ui/details_fixture.h"
#include "tests/ui/sample_views.h"
#include "ui/window/main_window.h"
#include "ui/window/parts/disclosure.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/queue/details.h"
#include "ui/window/queue/file_list.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_pane.h"
#include "ui/window/queue/queue_view.h"
#include "ui/window/queue/row_layout.h"

#include <QAccessible>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

PostView refused()
{
    UploadView upload = sampleUpload(text("u"), UploadState::NeedsFix);
    upload.verdict = Verdict::WillBeRefused;
    upload.offer.kind = FixKind::Video;
    for (const char *value : {"120 fps", "240 fps", "480 fps"})
        upload.problems << Problem{text("frame rate"), text(value), text("60 fps"),
                                   text("Reduce it to 60 fps")};
    return samplePost(text("p"), PostState::Draft, text("words"), {upload});
}

// All that is written in it and seen, from top to bottom.
QString written(const QWidget &details)
{
    QMultiMap<int, QString> lines;
    for (const QWidget *one : details.findChildren<QWidget *>()) {
        const bool says = one->inherits("QLabel") || one->inherits("QAbstractButton") ||
                          one->inherits("postreel::ElidedLabel");
        if (says && one->isVisibleTo(&details))
            lines.insert(
                one->mapTo(&details, QPoint()).y(),
                QAccessible::queryAccessibleInterface(const_cast<QWidget *>(one))->text(QAccessible::Name));
    }
    return QStringList(lines.values()).join(u'\n');
}

} // namespace

class DetailsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsOfUseComesFirst();
    void whereItGoes();
    void saysUploadingOnce();
    void moreIsFolded();
    void moreIsRemembered();
    void actionsWrap();
    void theFocusStaysOnTheAction();
    void neverCoversTheRow_data();
    void neverCoversTheRow();
    void halfIsTheMost_data();
    void halfIsTheMost();
    void whatIsHigherScrolls();
    void theHandleIsThePersons();
    void theirPicturesAreAskedFor();
};

void DetailsTest::whatIsOfUseComesFirst()
{
    PictureCache pictures;
    Details details(pictures, nullptr);
    details.resize(500, 600);
    details.setPost(refused());
    details.show();
    QVERIFY(QTest::qWaitForWindowExposed(&details));
    const QString all = written(details);
    int before = -1;
    for (const char *part :
         {"words", "harbour at dawn.mp4", "42.0 MB · 0:32", "Account: @harbourfilms",
          "Next: Waits for you: fix the file, or send it anyway.", "; X takes", "Fix", "More"}) {
        const auto at = static_cast<int>(all.indexOf(text(part)));
        QVERIFY2(at > before, qPrintable(text(part) + u" in " + all));
        before = at;
    }
    details.setPost(samplePost(text("q"), PostState::Posted, text("other"), {}));
    QVERIFY2(written(details).contains(text("Next: Nothing more to do. It is on X.")),
             qPrintable(written(details)));
    QVERIFY2(written(details).contains(text("\nLink\n")), qPrintable(written(details)));
    QVERIFY(!written(details).contains(text("harbour at dawn")));
    QVERIFY(details.findChild<FileList *>()->isHidden());
}

void DetailsTest::whereItGoes()
{
    PictureCache pictures;
    Details details(pictures, nullptr);
    details.resize(500, 600);
    PostView post = samplePost(text("p"), PostState::Draft, text("words"), {});
    post.account.clear();
    post.accountLabel.clear();
    details.setPost(post);
    QVERIFY2(written(details).contains(text("Account: Not chosen yet")), qPrintable(written(details)));
    post.account = text("sandbox");
    post.accountLabel = text("Sandbox");
    post.sandbox = true;
    details.setPost(post);
    QVERIFY2(written(details).contains(text("Account: Sandbox")), qPrintable(written(details)));
    post.state = PostState::Posted;
    details.setPost(post);
    QVERIFY2(written(details).contains(text("Posted in the sandbox, not on X")),
             qPrintable(written(details)));
    QVERIFY2(!written(details).contains(text("Sandbox")), qPrintable(written(details))); // said once
}

void DetailsTest::saysUploadingOnce()
{
    PictureCache pictures;
    Details details(pictures, nullptr);
    details.resize(500, 600);
    const PostView post = samplePost(text("p"), PostState::WaitingForMedia, text("words"),
                                     {sampleUpload(text("u"), UploadState::Sending)});
    details.setPost(post);
    details.setHistory(text("p"), {{text("p"), text("u"), 1'000, text("Queued"), text("Initializing"), {}},
                                   {text("p"), text("u"), 2'000, text("Initializing"), text("Sending"), {}}});
    details.setShowsMore(true);
    QString all = written(details);
    QCOMPARE(all.count(text("Uploading")), 1);
    for (const auto *table : details.findChildren<QAbstractTableModel *>())
        for (int row = 0; row < table->rowCount(); ++row)
            for (int column = 0; column < table->columnCount(); ++column)
                all += u'\n' % table->index(row, column).data().toString();
    QCOMPARE(all.count(text("Uploading")), 2); // now, and when it began
}

void DetailsTest::moreIsFolded()
{
    PictureCache pictures;
    Details details(pictures, nullptr);
    details.resize(500, 700);
    details.setPost(refused());
    details.show();
    auto *more = details.findChild<Disclosure *>();
    auto *tabs = details.findChild<QTabWidget *>();
    QVERIFY(more && tabs && !tabs->isVisible());
    const int folded = details.wholeHeightFor(500);
    QSignalSpy shown(&details, &Details::moreShown);
    more->click();
    QVERIFY(tabs->isVisible());
    QCOMPARE(shown.size(), 1);
    QVERIFY(details.wholeHeightFor(500) > folded);
    details.setPost(samplePost(text("q"), PostState::Posted, text("other"), {}));
    QVERIFY(tabs->isVisible()); // it is the same for all of them
}

void DetailsTest::moreIsRemembered()
{
    QTemporaryDir folder;
    QSettings settings(folder.filePath(text("s.ini")), QSettings::IniFormat);
    {
        Fixture fixture({1080, 720}, &settings);
        fixture.fill(3);
        fixture.click(0);
        QVERIFY(!fixture.details()->findChild<QTabWidget *>()->isVisible());
        fixture.details()->findChild<Disclosure *>()->click();
        fixture.window.close();
    }
    Fixture fixture({1080, 720}, &settings);
    fixture.fill(3);
    fixture.click(0);
    QVERIFY(fixture.details()->findChild<QTabWidget *>()->isVisible());
}

void DetailsTest::actionsWrap()
{
    PictureCache pictures;
    Details details(pictures, nullptr);
    details.setPost(refused());
    details.resize(240, 700);
    details.show();
    QVERIFY(QTest::qWaitForWindowExposed(&details));
    const QList<QPushButton *> buttons = details.findChildren<QPushButton *>();
    QVERIFY(buttons.size() >= 4);
    for (const QPushButton *button : buttons) {
        const QRect place(button->mapTo(&details, QPoint()), button->size());
        QVERIFY2(details.rect().contains(place), qPrintable(button->text()));
        QVERIFY(button->width() >= button->minimumSizeHint().width());
    }
    QVERIFY(buttons.last()->y() > buttons.first()->y());
}

void DetailsTest::theFocusStaysOnTheAction()
{
    PictureCache pictures;
    Details details(pictures, nullptr);
    PostView post = samplePost(text("p"), PostState::WaitingForMedia, text("words"),
                               {sampleUpload(text("u"), UploadState::Sending)});
    details.setPost(post);
    details.show();
    QVERIFY(QTest::qWaitForWindowActive(&details));
    const auto focused = [&details] {
        const auto *button = qobject_cast<QPushButton *>(details.focusWidget());
        return button ? button->text() : QString();
    };
    for (QPushButton *button : details.findChildren<QPushButton *>())
        if (button->text() == text("Edit"))
            button->setFocus();
    QCOMPARE(focused(), text("Edit"));
    post.state = PostState::Waiting;
    details.setPost(post);
    QCOMPARE(focused(), text("Edit"));
    post.state = PostState::Posted;
    post.url = QUrl(text("https://x.com/i/status/1"));
    details.setPost(post);
    QCOMPARE(focused(), text("Open")); // there is no Edit any more
}

void DetailsTest::neverCoversTheRow_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("usual") << QSize(1080, 720);
    QTest::newRow("small") << QSize(480, 600);
    QTest::newRow("wide") << QSize(2560, 1000);
}

void DetailsTest::neverCoversTheRow()
{
    QFETCH(QSize, size);
    Fixture fixture(size);
    fixture.fill(40);
    const QRect list = fixture.view().viewport()->rect();
    const int last =
        fixture.view().indexAt(QPoint(160, list.bottom() - 2)).row(); // half of it is below the edge
    QVERIFY(last >= 0);
    const auto isWhole = [&fixture] { return fixture.view().viewport()->rect().contains(fixture.currentRow()); };
    fixture.click(last);
    QCOMPARE(fixture.view().currentIndex().row(), last);
    QVERIFY(fixture.details() && fixture.details()->isVisible());
    QTRY_VERIFY(isWhole());
    for (int i = 0; i < 5; ++i) {
        QTest::keyClick(&fixture.view(), Qt::Key_Down);
        QTRY_VERIFY(isWhole());
    }
    fixture.details()->findChild<Disclosure *>()->click(); // they grow
    QTRY_VERIFY(isWhole());
    fixture.window.resize(size.width(), size.height() - 60);
    QTRY_VERIFY(isWhole());
}

void DetailsTest::halfIsTheMost_data()
{
    neverCoversTheRow_data();
}

void DetailsTest::halfIsTheMost()
{
    QFETCH(QSize, size);
    Fixture fixture(size);
    fixture.window.queue().setShowsMore(true);
    fixture.fill(40);
    fixture.click(0);
    const auto isFair = [&fixture] { return fixture.details()->height() <= fixture.view().height() + 1; };
    QTRY_VERIFY2(
        isFair(),
        qPrintable(QStringLiteral("%1 of %2").arg(fixture.details()->height()).arg(fixture.view().height())));
    fixture.window.resize(size.width(), size.height() + 200);
    QTRY_VERIFY(isFair());
    fixture.window.resize(size);
    QTRY_VERIFY(isFair());
}

void DetailsTest::whatIsHigherScrolls()
{
    Fixture fixture({480, 600});
    fixture.window.queue().model().putAll({refused()});
    Fixture::settle();
    fixture.click(0);
    auto *scroll = fixture.details()->findChild<QScrollArea *>();
    QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 0);
    const QList<QPushButton *> buttons = scroll->findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        button->setFocus(Qt::TabFocusReason);
        scroll->ensureWidgetVisible(button);
        const QRect place(button->mapTo(scroll->viewport(), QPoint()), button->size());
        QVERIFY2(scroll->viewport()->rect().contains(place), qPrintable(button->text()));
    }
    QVERIFY(!scroll->horizontalScrollBar()->isVisible());
    QCOMPARE(scroll->widget()->width(), scroll->viewport()->width()); // nothing is cut at the side
}

void DetailsTest::theHandleIsThePersons()
{
    Fixture fixture;
    fixture.fill(10);
    fixture.click(0);
    auto *splitter = qobject_cast<QSplitter *>(fixture.details()->parentWidget());
    QVERIFY(splitter);
    QTest::mousePress(splitter->handle(1), Qt::LeftButton, {}, {20, 1});
    QTest::mouseMove(splitter->handle(1), {20, -120});
    QTest::mouseRelease(splitter->handle(1), Qt::LeftButton, {}, {20, 1});
    const int wanted = fixture.details()->height();
    QVERIFY(wanted > fixture.view().height()); // more than half
    for (int i = 0; i < 5; ++i) {
        QTest::keyClick(&fixture.view(), Qt::Key_Down);
        Fixture::settle();
    }
    QVERIFY2(std::abs(fixture.details()->height() - wanted) <= splitter->handleWidth(),
             qPrintable(QString::number(wanted)));
}

void DetailsTest::theirPicturesAreAskedFor()
{
    Fixture fixture;
    PostView post = samplePost(text("p"), PostState::Draft, text("words"),
                               {sampleUpload(text("u"), UploadState::Ready), sampleUpload(text("v"), UploadState::Sending)});
    fixture.window.queue().model().putAll({post});
    QTRY_COMPARE(fixture.window.queue().shownUploads(), QStringList{text("u")});
    QSignalSpy changed(&fixture.window.queue(), &QueuePane::shownUploadsChanged);
    fixture.click(0);
    QCOMPARE(changed.size(), 1);
    QVERIFY(fixture.window.queue().shownUploads().contains(text("v")));
    post.uploads[1].shownBytes += 1;
    fixture.window.queue().model().putAll({post});
    QCOMPARE(changed.size(), 1); // the pictures are the same
    fixture.window.queue().hideDetails();
    QCOMPARE(fixture.window.queue().shownUploads(), QStringList{text("u")});
}

POSTREEL_TEST_MAIN(DetailsTest)
#include "tst_details.moc"
