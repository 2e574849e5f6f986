// The filmstrip: where its handles are, how mouse and keys move them, in every direction of writing; and the arithmetic
// behind it.
#include "tests/support/test_main.h"
#include "ui/window/film_cut.h"
#include "ui/window/filmstrip.h"
#include "ui/window/picture_cache.h"

#include <QAccessible>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace postreel;

namespace {

constexpr qint64 minuteMs = 60'000;

// A strip as a dialog has it: what is wanted is done.
struct Room
{
    PictureCache pictures;
    Filmstrip strip{pictures, 16.0 / 9, 25'000, 20 * minuteMs, nullptr};
    FilmCut cut;

    explicit Room(const FilmCut &begin, int width = 628) : cut(begin) // frames are 600 pixels wide
    {
        strip.resize(width, strip.minimumSizeHint().height());
        strip.show(cut);
        QObject::connect(&strip, &Filmstrip::wanted, &strip, [this](FilmHand hand, qint64 ms) {
            cut = moved(cut, hand, ms);
            strip.show(cut);
        });
        strip.QWidget::show();
    }
    QRect place(FilmHand hand) const { return strip.handle(hand)->geometry(); }
    QPoint middle(FilmHand hand) const
    {
        const QRect box = place(hand);
        return hand == FilmHand::Cover ? QPoint(box.center().x(), 10) : box.center();
    }
    void drag(FilmHand hand, int pixels)
    {
        const QPoint from = middle(hand);
        QTest::mousePress(&strip, Qt::LeftButton, {}, from);
        move(from + QPoint(pixels / 2, 0));
        move(from + QPoint(pixels, 40)); // not exactly along
        QTest::mouseRelease(&strip, Qt::LeftButton, {}, from + QPoint(pixels, 0));
    }
    // QTest::mouseMove() presses no button.
    void move(const QPoint &to)
    {
        QMouseEvent event(QEvent::MouseMove, to, strip.mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&strip, &event);
    }
    void key(FilmHand hand, int key, Qt::KeyboardModifiers with = {}) { QTest::keyClick(strip.handle(hand), Qt::Key(key), with); }
};

FilmCut minute()
{
    return filmCut(minuteMs, 10'000, 40'000, 20'000);
}

} // namespace

class FilmstripTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QApplication::setLayoutDirection(Qt::LeftToRight); }
    void cleanup() { QApplication::setLayoutDirection(Qt::LeftToRight); }
    void theCutStaysPossible_data();
    void theCutStaysPossible();
    void framesAreStepped();
    void handlesStandAtTheirTimes_data();
    void handlesStandAtTheirTimes();
    void handlesAreDragged_data();
    void handlesAreDragged();
    void aClickBesideMovesTheCurrentHand();
    void otherButtonsMoveNothing();
    void theCoverIsTakenByItsFlag();
    void edgesThatMeetHaveTheirSides();
    void keys_data();
    void keys();
    void tabLeadsThroughTheHandles();
    void isToldInWords();
    void handlesAreSetByAssistiveTechnology();
    void framesAreShownInTheirPlaces();
    void tooMuchIsMarked();
};

void FilmstripTest::theCutStaysPossible_data()
{
    QTest::addColumn<FilmHand>("hand");
    QTest::addColumn<qint64>("at");
    QTest::addColumn<FilmCut>("expected");
    const auto row = [](const char *name, FilmHand hand, qint64 at, qint64 start, qint64 end, qint64 cover) {
        QTest::newRow(name) << hand << at << FilmCut{minuteMs, start, end, cover};
    };
    row("start", FilmHand::Start, 15'000, 15'000, 40'000, 20'000);
    row("start before the film", FilmHand::Start, -3, 0, 40'000, 20'000);
    row("start at the end", FilmHand::Start, 50'000, 39'500, 40'000, 20'000);
    row("end", FilmHand::End, 15'000, 10'000, 15'000, 20'000);
    row("end before the start", FilmHand::End, 0, 10'000, 10'500, 20'000);
    row("end behind the film", FilmHand::End, 99'999, 10'000, 60'000, 20'000);
    row("cover outside the part", FilmHand::Cover, 50'000, 10'000, 40'000, 50'000);
    row("cover behind the film", FilmHand::Cover, 99'999, 10'000, 40'000, 60'000);
}

void FilmstripTest::theCutStaysPossible()
{
    QFETCH(FilmHand, hand);
    QFETCH(qint64, at);
    QTEST(moved(minute(), hand, at), "expected");
    QCOMPARE(filmCut(minuteMs, 70'000, 80'000, 90'000), (FilmCut{minuteMs, 59'500, 60'000, 60'000}));
    QCOMPARE(filmCut(minuteMs, 0, -1, -1), (FilmCut{minuteMs, 0, 60'000, -1}));
    QVERIFY(!filmCut(minuteMs, 0, -1, 5).trims());
    QVERIFY(filmCut(minuteMs, 1, -1, -1).trims());
    QVERIFY(filmCut(minuteMs, 0, 59'000, -1).trims());
    // Shorter than X takes, it is what it is.
    QCOMPARE(moved(filmCut(300, 0, -1, -1), FilmHand::Start, 200), (FilmCut{300, 0, 300, -1}));
}

void FilmstripTest::framesAreStepped()
{
    QCOMPARE(framesFurther(1000, 1, 25'000), 1040);
    QCOMPARE(framesFurther(1000, -1, 25'000), 960);
    QCOMPARE(framesFurther(1000, 1, 0), 1040); // 40 ms when the rate is not known
    QCOMPARE(framesFurther(0, -1, 25'000), 0);
    // 29.97: frame after frame, none is met twice and none is left out.
    qint64 at = 0;
    for (int frame = 1; frame <= 3000; ++frame) {
        at = framesFurther(at, 1, 29'970);
        QCOMPARE(at, frame * 1'000'000LL / 29'970);
    }
    QCOMPARE(framesFurther(at, -3000, 29'970), 0);
}

void FilmstripTest::handlesStandAtTheirTimes_data()
{
    QTest::addColumn<bool>("rightToLeft");
    QTest::newRow("left to right") << false;
    QTest::newRow("right to left") << true; // a film is not mirrored
}

void FilmstripTest::handlesStandAtTheirTimes()
{
    QFETCH(bool, rightToLeft);
    QApplication::setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    Room room(minute());
    // 600 pixels for a minute, behind an edge of 14; the edges stand outside the part.
    QCOMPARE(room.place(FilmHand::Start).right() + 1, 14 + 100);
    QCOMPARE(room.place(FilmHand::End).left(), 14 + 400);
    QCOMPARE(room.place(FilmHand::Cover).center().x(), 14 + 200 - 1);
    QVERIFY(room.strip.handle(FilmHand::Cover)->isVisible());
    room.strip.show(filmCut(minuteMs, 0, -1, -1));
    QCOMPARE(room.place(FilmHand::Start).left(), 0);
    QCOMPARE(room.place(FilmHand::End).right() + 1, room.strip.width());
    QVERIFY(!room.strip.handle(FilmHand::Cover)->isVisible());
    room.strip.resize(328, room.strip.height());
    room.strip.show(minute());
    QTRY_COMPARE(room.place(FilmHand::End).left(), 14 + 200);
}

void FilmstripTest::handlesAreDragged_data()
{
    QTest::addColumn<FilmHand>("hand");
    QTest::addColumn<int>("pixels");
    QTest::addColumn<FilmCut>("expected");
    QTest::newRow("start") << FilmHand::Start << 50 << FilmCut{minuteMs, 15'000, 40'000, 20'000};
    QTest::newRow("start over the edge") << FilmHand::Start << -500 << FilmCut{minuteMs, 0, 40'000, 20'000};
    QTest::newRow("start over the end") << FilmHand::Start << 500 << FilmCut{minuteMs, 39'500, 40'000, 20'000};
    QTest::newRow("end") << FilmHand::End << 100 << FilmCut{minuteMs, 10'000, 50'000, 20'000};
    QTest::newRow("cover") << FilmHand::Cover << -50 << FilmCut{minuteMs, 10'000, 40'000, 15'000};
}

void FilmstripTest::handlesAreDragged()
{
    QFETCH(FilmHand, hand);
    QFETCH(int, pixels);
    Room room(minute());
    QSignalSpy entered(&room.strip, &Filmstrip::entered);
    room.drag(hand, pixels);
    QTEST(room.cut, "expected");
    QCOMPARE(room.strip.current(), hand);
    QVERIFY(room.strip.handle(hand)->hasFocus() || !room.strip.isActiveWindow());
    QVERIFY(!entered.isEmpty());
    QCOMPARE(entered.last().first().value<FilmHand>(), hand);
    const FilmCut after = room.cut;
    room.move({300, 50}); // no button any more
    QCOMPARE(room.cut, after);
}

void FilmstripTest::aClickBesideMovesTheCurrentHand()
{
    Room room(minute());
    room.strip.setCurrent(FilmHand::End);
    QTest::mouseClick(&room.strip, Qt::LeftButton, {}, {14 + 300, 50});
    QCOMPARE(room.cut, (FilmCut{minuteMs, 10'000, 30'000, 20'000}));
    room.strip.setCurrent(FilmHand::Start);
    QTest::mouseClick(&room.strip, Qt::LeftButton, {}, {14 + 200, 50});
    QCOMPARE(room.cut, (FilmCut{minuteMs, 20'000, 30'000, 20'000}));
    // A press on a handle alone moves nothing.
    QTest::mouseClick(&room.strip, Qt::LeftButton, {}, room.middle(FilmHand::End) + QPoint(5, 0));
    QCOMPARE(room.cut, (FilmCut{minuteMs, 20'000, 30'000, 20'000}));
    // A cover that X chooses has no hand.
    Room other(filmCut(minuteMs, 0, -1, -1));
    other.strip.setCurrent(FilmHand::Cover);
    QTest::mouseClick(&other.strip, Qt::LeftButton, {}, {14 + 300, 50});
    QCOMPARE(other.cut, (FilmCut{minuteMs, 30'000, 60'000, -1}));
}

void FilmstripTest::otherButtonsMoveNothing()
{
    Room room(minute());
    for (const Qt::MouseButton button : {Qt::RightButton, Qt::MiddleButton})
        QTest::mouseClick(&room.strip, button, {}, {14 + 300, 50});
    QCOMPARE(room.cut, minute());
}

void FilmstripTest::theCoverIsTakenByItsFlag()
{
    Room room(filmCut(minuteMs, 10'000, 40'000, 10'000)); // over the start
    QTest::mouseClick(&room.strip, Qt::LeftButton, {}, {14 + 97, 50});
    QCOMPARE(room.strip.current(), FilmHand::Start);
    QTest::mouseClick(&room.strip, Qt::LeftButton, {}, {14 + 97, 8});
    QCOMPARE(room.strip.current(), FilmHand::Cover);
    room.drag(FilmHand::Cover, 100);
    QCOMPARE(room.cut, (FilmCut{minuteMs, 10'000, 40'000, 20'000}));
}

void FilmstripTest::edgesThatMeetHaveTheirSides()
{
    Room room(filmCut(60 * minuteMs, 30 * minuteMs, 30 * minuteMs + 1000, -1)); // less than a pixel apart
    room.drag(FilmHand::Start, -100);
    QCOMPARE(room.cut.startMs, 20 * minuteMs);
    Room other(filmCut(60 * minuteMs, 30 * minuteMs, 30 * minuteMs + 1000, -1));
    other.drag(FilmHand::End, 100);
    QCOMPARE(other.cut.endMs, 40 * minuteMs + 1000);
}

void FilmstripTest::keys_data()
{
    QTest::addColumn<FilmHand>("hand");
    QTest::addColumn<int>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<qint64>("expected");
    const auto row = [](const char *name, FilmHand hand, Qt::Key key, Qt::KeyboardModifiers modifiers, qint64 expected) {
        QTest::newRow(name) << hand << int(key) << modifiers << expected;
    };
    row("a frame on", FilmHand::Start, Qt::Key_Right, {}, 10'040);
    row("a frame back", FilmHand::End, Qt::Key_Left, {}, 39'960);
    row("a frame up", FilmHand::Cover, Qt::Key_Up, {}, 20'040);
    row("a frame down", FilmHand::Cover, Qt::Key_Down, {}, 19'960);
    row("a second on", FilmHand::Cover, Qt::Key_Right, Qt::ShiftModifier, 21'000);
    row("a second back", FilmHand::Start, Qt::Key_Left, Qt::ShiftModifier, 9'000);
    row("ten seconds on", FilmHand::End, Qt::Key_PageUp, {}, 50'000);
    row("ten seconds back", FilmHand::Start, Qt::Key_PageDown, {}, 0);
    row("not past the film", FilmHand::Cover, Qt::Key_End, {}, 60'000);
    row("home", FilmHand::Start, Qt::Key_Home, {}, 0);
    row("start as late as it goes", FilmHand::Start, Qt::Key_End, {}, 39'500);
    row("end as early as it goes", FilmHand::End, Qt::Key_Home, {}, 10'500);
    row("end", FilmHand::End, Qt::Key_End, {}, 60'000);
}

void FilmstripTest::keys()
{
    QFETCH(FilmHand, hand);
    QFETCH(int, key);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
        QApplication::setLayoutDirection(direction);
        Room room(minute());
        room.key(hand, key, modifiers);
        QTEST(room.cut.at(hand), "expected");
    }
}

void FilmstripTest::tabLeadsThroughTheHandles()
{
    Room room(minute());
    room.strip.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&room.strip));
    room.strip.handle(FilmHand::Start)->setFocus(Qt::TabFocusReason);
    for (const FilmHand next : {FilmHand::End, FilmHand::Cover}) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), room.strip.handle(next));
        QCOMPARE(room.strip.current(), next);
    }
}

void FilmstripTest::isToldInWords()
{
    Room room(minute());
    const QList<std::pair<FilmHand, QString>> hands{{FilmHand::Start, QStringLiteral("Start")},
                                                    {FilmHand::End, QStringLiteral("End")},
                                                    {FilmHand::Cover, QStringLiteral("Cover frame")}};
    for (const auto &[hand, name] : hands) {
        QAccessibleInterface *told = QAccessible::queryAccessibleInterface(room.strip.handle(hand));
        QVERIFY(told);
        QCOMPARE(told->role(), QAccessible::Slider);
        QCOMPARE(told->text(QAccessible::Name), name);
        QVERIFY(told->state().focusable);
        QVERIFY(told->valueInterface());
        QCOMPARE(told->valueInterface()->currentValue().toLongLong(), room.cut.at(hand));
        QCOMPARE(told->valueInterface()->maximumValue().toLongLong(), roomOf(room.cut, hand).toMs);
    }
    room.key(FilmHand::Start, Qt::Key_Right, Qt::ShiftModifier);
    QAccessibleInterface *start = QAccessible::queryAccessibleInterface(room.strip.handle(FilmHand::Start));
    QCOMPARE(start->text(QAccessible::Description), QStringLiteral("0:00:11.000 of 0:01:00.000"));
}

void FilmstripTest::handlesAreSetByAssistiveTechnology()
{
    Room room(minute());
    const auto set = [&room](FilmHand hand, qint64 ms) {
        QAccessible::queryAccessibleInterface(room.strip.handle(hand))->valueInterface()->setCurrentValue(double(ms));
    };
    set(FilmHand::Start, 12'000);
    QCOMPARE(room.cut.startMs, 12'000);
    set(FilmHand::Cover, 30'000);
    QCOMPARE(room.cut.coverMs, 30'000);
    set(FilmHand::End, 40'000);
    QCOMPARE(room.cut.endMs, 40'000);
    QAccessibleInterface *start = QAccessible::queryAccessibleInterface(room.strip.handle(FilmHand::Start));
    QCOMPARE(start->text(QAccessible::Value), QStringLiteral("0:00:12.000"));
    // What moves one hand moves no other one, though its room changes.
    QCOMPARE(room.cut.startMs, 12'000);
    QCOMPARE(room.cut.coverMs, 30'000);
}

void FilmstripTest::framesAreShownInTheirPlaces()
{
    QTemporaryDir folder;
    QApplication::setLayoutDirection(Qt::RightToLeft);
    Room room(filmCut(minuteMs, 0, -1, -1));
    const auto color = [](int index) { return QColor(20 * index + 10, 200 - 20 * index, 40); };
    for (int index = 0; index < Filmstrip::frameCount; ++index) {
        QImage image(160, 90, QImage::Format_RGB32);
        image.fill(color(index));
        const QString file = folder.filePath(QString::number(index) % QStringLiteral(".png"));
        QVERIFY(image.save(file));
        room.strip.addFrame({index, 0, file});
    }
    room.strip.addFrame({-1, 0, QString()});
    room.strip.addFrame({Filmstrip::frameCount, 0, QString()});
    for (int index = 0; index < Filmstrip::frameCount; ++index) {
        const QPoint middle(14 + 30 + 60 * index, 22 + 32);
        QTRY_COMPARE(room.strip.grab().toImage().pixelColor(middle), color(index));
    }
}

void FilmstripTest::tooMuchIsMarked()
{
    const auto picture = [](qint64 endMs) {
        Room room(filmCut(40 * minuteMs, 0, endMs, -1));
        return room.strip.grab().toImage();
    };
    const QRect first(14 + 30, 30, 200, 45);
    const QRect surplus(14 + 310, 30, 140, 45);
    // X takes 20 min: half of it.
    QCOMPARE(picture(30 * minuteMs).copy(first), picture(20 * minuteMs).copy(first));
    const QImage within = picture(20 * minuteMs);
    const QImage over = picture(30 * minuteMs);
    QVERIFY(over.copy(surplus) != within.copy(surplus));
    QSet<QRgb> tones;
    for (int x = surplus.left(); x <= surplus.right(); ++x)
        tones << over.pixel(x, 50);
    QVERIFY(tones.size() > 1); // hatched: not by colour alone
}

POSTREEL_TEST_MAIN(FilmstripTest)
#include "tst_filmstrip.moc"
