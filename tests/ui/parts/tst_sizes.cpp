// The window in every size, font and direction: nothing is clipped, out of reach, or further apart than it belongs.
#include "tests/support/test_main.h"
#include "tests/ui/appearance.h"
#include "tests/ui/layout_faults.h"
#include "tests/ui/sample_views.h"
#include "tests/ui/window_states.h"
#include "ui/window/compose/composer.h"
#include "ui/window/compose/decision_buttons.h"
#include "ui/window/compose/media_card.h"
#include "ui/window/compose/media_picture.h"
#include "ui/window/compose/media_strip.h"
#include "ui/window/main_window.h"
#include "ui/window/parts/elided_label.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/parts/window_style.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_pane.h"
#include "ui/window/queue/queue_view.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>

using namespace postreel;
using namespace postreel::testing;

namespace {

// Where the buttons of the window stand, and of its messages the `ones`.
QStringList placesOf(const MainWindow &window, const QList<QAbstractButton *> &ones)
{
    QStringList all;
    for (QAbstractButton *button : window.findChildren<QAbstractButton *>())
        if (button->isVisible() && (ones.contains(button) || !window.messages().isAncestorOf(button)))
            all << namedAs(*button) % u' ' % placeOf(QRect(button->mapTo(&window, QPoint()), button->size()));
    return all;
}

void pointAt(QWidget &widget)
{
    QWidget *window = widget.window();
    const QPoint place = widget.mapTo(window, QPoint(8, 8));
    QTest::mouseMove(window->windowHandle(), place);
    settle();
}

} // namespace

class SizesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new WindowStyle); }
    void everythingHasItsPlace_data();
    void everythingHasItsPlace();
    void aLineHasAGreatestWidth();
    void mediaStandUnderTheText();
    void aPictureIsLargeAndKeepsItsAspect_data();
    void aPictureIsLargeAndKeepsItsAspect();
    void aPictureIsLargeAtTheFirstSight();
    void whatHasToBeDecidedIsSeen_data();
    void whatHasToBeDecidedIsSeen();
    void severalStandBesideOneAnother();
    void whatIsToldMovesNothing_data();
    void whatIsToldMovesNothing();
    void whatIsWrittenIsSeen();
    void stackingKeepsFocusSelectionAndSizes();
};

void SizesTest::everythingHasItsPlace_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<int>("points");
    QTest::addColumn<Qt::LayoutDirection>("direction");
    const QStringList states = windowStates();
    for (const QString &state : states)
        for (const int points : {10, 20})
            for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft})
                QTest::addRow("%s, %d pt, %s", qPrintable(state), points,
                              direction == Qt::LeftToRight ? "left to right" : "right to left")
                    << state << points << direction;
}

void SizesTest::everythingHasItsPlace()
{
    QFETCH(QString, state);
    QFETCH(int, points);
    QFETCH(Qt::LayoutDirection, direction);
    const Appearance appearance(points, direction);
    MainWindow window({});
    fill(window, state);
    QStringList faults;
    for (const int width : {480, 719, 720, 1080, 2560})
        for (const int height : {600, 1000}) {
            window.resize(width, height);
            window.show();
            settle();
            const QString size = QStringLiteral("%1x%2: ").arg(width).arg(height);
            if (window.size() != QSize(width, height))
                faults << size % QStringLiteral("the window is %1x%2").arg(window.width()).arg(window.height());
            for (const QString &fault : layoutFaults(window))
                faults << size % fault;
        }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void SizesTest::aLineHasAGreatestWidth()
{
    for (const int points : {10, 20}) {
        const Appearance appearance(points, Qt::LeftToRight);
        MainWindow window({});
        fill(window, QStringLiteral("uploading"));
        window.resize(2560, 1000);
        window.show();
        settle();
        const auto *edit = window.composer().findChild<QPlainTextEdit *>();
        QVERIFY(edit->viewport()->width() <= 90 * edit->fontMetrics().averageCharWidth());
    }
}

void SizesTest::mediaStandUnderTheText()
{
    MainWindow window({});
    fill(window, QStringLiteral("uploading"));
    window.resize(1080, 1000);
    window.show();
    settle();
    const QWidget *edit = window.composer().findChild<QPlainTextEdit *>();
    const QWidget *strip = window.composer().findChild<MediaStrip *>();
    const int line = edit->fontMetrics().lineSpacing();
    QVERIFY(strip->y() - edit->geometry().bottom() < line);
    QVERIFY(edit->height() <= 3 * line); // as high as its line, and one to spare
    window.composer().showDraft(QStringLiteral("words"), {});
    settle();
    QVERIFY(edit->height() > 500); // all of the room is for the text now
}

void SizesTest::aPictureIsLargeAndKeepsItsAspect_data()
{
    QTest::addColumn<QSize>("film");
    QTest::addColumn<bool>("beside"); // the words
    QTest::newRow("wide") << QSize(1920, 1080) << false;
    QTest::newRow("4:3") << QSize(640, 480) << false;
    QTest::newRow("upright") << QSize(1080, 1920) << true;
    QTest::newRow("not known") << QSize() << false;
}

void SizesTest::aPictureIsLargeAndKeepsItsAspect()
{
    QFETCH(QSize, film);
    QFETCH(bool, beside);
    MainWindow window({});
    UploadView upload = sampleUpload(QStringLiteral("u"), UploadState::Ready);
    upload.facts.width = film.width();
    upload.facts.height = film.height();
    window.composer().showDraft(QStringLiteral("words"), {upload});
    window.resize(1080, 720);
    window.show();
    settle();
    const auto *picture = window.composer().findChild<MediaPicture *>();
    const auto *card = window.composer().findChild<MediaCard *>();
    const auto *name = card->findChild<ElidedLabel *>();
    const double aspect = film.isValid() ? static_cast<double>(film.width()) / film.height() : 16.0 / 9;
    QVERIFY(qAbs(static_cast<double>(picture->width()) / picture->height() - aspect) < 0.02);
    QVERIFY(picture->height() <= window.composer().height() * 2 / 5);
    QVERIFY(picture->height() > 150);
    QCOMPARE(name->y() < picture->geometry().bottom(), beside);
    if (!beside)
        QVERIFY(picture->width() > card->width() * 3 / 4);
}

// Its room is counted by what stands around it: at the first sight nothing of that has its place yet.
void SizesTest::aPictureIsLargeAtTheFirstSight()
{
    MainWindow window({});
    fill(window, QStringLiteral("verdict"));
    window.resize(1080, 720);
    window.show();
    settle();
    const auto *card = window.composer().findChild<MediaCard *>();
    QVERIFY(card->findChild<MediaPicture *>()->width() > card->width() * 3 / 4);
}

void SizesTest::whatHasToBeDecidedIsSeen_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("points");
    QTest::newRow("1080x720, 20 pt") << QSize(1080, 720) << 20;
    QTest::newRow("720x600, 10 pt") << QSize(720, 600) << 10;
    QTest::newRow("480x600, 10 pt") << QSize(480, 600) << 10;
    QTest::newRow("2560x1440, 20 pt") << QSize(2560, 1440) << 20;
}

// Without scrolling: the picture gives way.
void SizesTest::whatHasToBeDecidedIsSeen()
{
    QFETCH(QSize, size);
    QFETCH(int, points);
    const Appearance appearance(points, Qt::LeftToRight);
    MainWindow window({});
    fill(window, QStringLiteral("verdict"));
    window.resize(size);
    window.show();
    settle();
    const auto *decide = window.composer().findChild<DecisionButtons *>();
    QVERIFY(decide && decide->isVisible());
    const auto *fix = decide->findChild<QPushButton *>();
    QVERIFY(fix);
    QCOMPARE(fix->visibleRegion().boundingRect().size(), fix->size());
}

void SizesTest::severalStandBesideOneAnother()
{
    MainWindow window({});
    fill(window, QStringLiteral("pictures"));
    window.resize(2560, 1000);
    window.show();
    settle();
    QList<MediaCard *> cards = window.composer().findChildren<MediaCard *>();
    QCOMPARE(cards.size(), 4);
    QCOMPARE(cards[0]->y(), cards[1]->y());
    QVERIFY(cards[1]->x() > cards[0]->geometry().right());
    QVERIFY(cards[2]->y() > cards[0]->geometry().bottom());
    window.resize(480, 1000);
    settle();
    QCOMPARE(cards[0]->x(), cards[1]->x());
    QVERIFY(cards[1]->y() > cards[0]->geometry().bottom());
}

void SizesTest::whatIsToldMovesNothing_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("points");
    QTest::addColumn<QString>("state");
    for (const char *state : {"uploading", "pictures", "writing"}) {
        QTest::addRow("%s", state) << QSize(1080, 720) << 10 << QString::fromLatin1(state);
        QTest::addRow("%s, no room", state) << QSize(480, 600) << 20 << QString::fromLatin1(state);
    }
}

// Wherever the pointer is, what it points at stays where it is.
void SizesTest::whatIsToldMovesNothing()
{
    QFETCH(QSize, size);
    QFETCH(int, points);
    QFETCH(QString, state);
    const Appearance appearance(points, Qt::LeftToRight);
    MainWindow window({});
    fill(window, state);
    window.resize(size);
    window.show();
    settle();
    const QList<QAbstractButton *> none;
    const QStringList before = placesOf(window, none);
    MessageBar *bar = window.messages().addMessage(Severity::Active, QStringLiteral("Goes out in 5 s"));
    bar->addAction(QStringLiteral("Undo"), bar, [] {});
    settle();
    QVERIFY(bar->isVisible());
    const QList<QAbstractButton *> its = bar->findChildren<QAbstractButton *>();
    QCOMPARE(placesOf(window, none), before);
    pointAt(*bar);
    const QStringList withIt = placesOf(window, its);
    MessageBar *other = window.messages().addMessage(Severity::Warning, QStringLiteral("There is no network"));
    other->addAction(QStringLiteral("Look again"), other, [] {});
    settle();
    QCOMPARE(placesOf(window, its), withIt);
    other->dismiss();
    settle();
    QCOMPARE(placesOf(window, its), withIt);
    bar->dismiss();
    settle();
    QCOMPARE(placesOf(window, none), before);
}

void SizesTest::whatIsWrittenIsSeen()
{
    const Appearance appearance(20, Qt::LeftToRight);
    MainWindow window({});
    fill(window, QStringLiteral("uploading"));
    window.resize(480, 600);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    auto *edit = window.composer().findChild<QPlainTextEdit *>();
    edit->setFocus();
    const auto cursorIsSeen = [edit] {
        settle();
        return edit->viewport()->visibleRegion().boundingRect().contains(edit->cursorRect());
    };
    for (int line = 0; line < 12; ++line) {
        QTest::keyClick(edit, Qt::Key_Return);
        QTest::keyClicks(edit, QStringLiteral("line"));
        QVERIFY2(cursorIsSeen(), qPrintable(QString::number(line)));
    }
    QTest::keyClick(edit, Qt::Key_Home, Qt::ControlModifier);
    QVERIFY(cursorIsSeen());
}

void SizesTest::stackingKeepsFocusSelectionAndSizes()
{
    MainWindow window({});
    fill(window, QStringLiteral("writing"));
    window.resize(1080, 720);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    auto *splitter = qobject_cast<QSplitter *>(window.centralWidget());
    QueueView &list = window.queue().view();
    list.setCurrentIndex(list.model()->index(2, 0));
    list.setFocus();
    splitter->setSizes({500, 575});
    settle();
    const QList<int> beside = splitter->sizes();
    window.resize(600, 720);
    settle();
    QCOMPARE(splitter->orientation(), Qt::Vertical);
    QVERIFY(list.hasFocus());
    QCOMPARE(list.currentIndex().row(), 2);
    splitter->setSizes({300, 700});
    settle();
    const QList<int> stacked = splitter->sizes();
    window.resize(1080, 720);
    settle();
    QCOMPARE(splitter->sizes(), beside);
    QVERIFY(list.hasFocus());
    QCOMPARE(list.selectionModel()->selectedIndexes().size(), 1);
    window.resize(600, 720);
    settle();
    QCOMPARE(splitter->sizes(), stacked);
}

POSTREEL_TEST_MAIN(SizesTest)
#include "tst_sizes.moc"
