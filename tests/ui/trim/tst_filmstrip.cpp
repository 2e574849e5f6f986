// The filmstrip: where its handles are, how mouse and keys move them, in every direction of writing; and the arithmetic
// behind it.
#include "tests/support/test_main.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/trim/filmstrip.h"
#include "ui/window/trim/trim_selection.h"

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
struct Fixture
{
    PictureCache pictures;
    Filmstrip strip{pictures, 16.0 / 9, 25'000, 20 * minuteMs, nullptr};
    TrimSelection cut;

    explicit Fixture(const TrimSelection &begin, int width = 628) : cut(begin) // frames are 600 pixels wide
    {
        strip.resize(width, strip.minimumSizeHint().height());
        strip.show(cut);
        QObject::connect(&strip, &Filmstrip::wanted, &strip, [this](TrimHandle hand, qint64 ms) {
            cut = moved(cut, hand, ms);
            strip.show(cut);
        });
        strip.QWidget::show();
    }
    QRect place(TrimHandle hand) const { return strip.handle(hand)->geometry(); }
    QPoint middle(TrimHandle hand) const
    {
        const QRect box = place(hand);
        return hand == TrimHandle::Cover ? QPoint(box.center().x(), 10) : box.center();
    }
    void drag(TrimHandle hand, int pixels)
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
    void key(TrimHandle hand, int key, Qt::KeyboardModifiers with = {}) { QTest::keyClick(strip.handle(hand), Qt::Key(key), with); }
};

TrimSelection minute()
{
    return makeTrimSelection(minuteMs, 10'000, 40'000, 20'000);
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
    QTest::addColumn<TrimHandle>("hand");
    QTest::addColumn<qint64>("at");
    QTest::addColumn<TrimSelection>("expected");
    const auto row = [](const char *name, TrimHandle hand, qint64 at, qint64 start, qint64 end, qint64 cover) {
        QTest::newRow(name) << hand << at << TrimSelection{minuteMs, start, end, cover};
    };
    row("start", TrimHandle::Start, 15'000, 15'000, 40'000, 20'000);
    row("start before the film", TrimHandle::Start, -3, 0, 40'000, 20'000);
    row("start at the end", TrimHandle::Start, 50'000, 39'500, 40'000, 20'000);
    row("end", TrimHandle::End, 15'000, 10'000, 15'000, 20'000);
    row("end before the start", TrimHandle::End, 0, 10'000, 10'500, 20'000);
    row("end behind the film", TrimHandle::End, 99'999, 10'000, 60'000, 20'000);
    row("cover outside the part", TrimHandle::Cover, 50'000, 10'000, 40'000, 50'000);
    row("cover behind the film", TrimHandle::Cover, 99'999, 10'000, 40'000, 60'000);
}

void FilmstripTest::theCutStaysPossible()
{
    QFETCH(TrimHandle, hand);
    QFETCH(qint64, at);
    QTEST(moved(minute(), hand, at), "expected");
    QCOMPARE(makeTrimSelection(minuteMs, 70'000, 80'000, 90'000), (TrimSelection{minuteMs, 59'500, 60'000, 60'000}));
    QCOMPARE(makeTrimSelection(minuteMs, 0, -1, -1), (TrimSelection{minuteMs, 0, 60'000, -1}));
    QVERIFY(!makeTrimSelection(minuteMs, 0, -1, 5).trims());
    QVERIFY(makeTrimSelection(minuteMs, 1, -1, -1).trims());
    QVERIFY(makeTrimSelection(minuteMs, 0, 59'000, -1).trims());
    // Shorter than X takes, it is what it is.
    QCOMPARE(moved(makeTrimSelection(300, 0, -1, -1), TrimHandle::Start, 200), (TrimSelection{300, 0, 300, -1}));
}

void FilmstripTest::framesAreStepped()
{
    QCOMPARE(offsetByFrames(1000, 1, 25'000), 1040);
    QCOMPARE(offsetByFrames(1000, -1, 25'000), 960);
    QCOMPARE(offsetByFrames(1000, 1, 0), 1040); // 40 ms when the rate is not known
    QCOMPARE(offsetByFrames(0, -1, 25'000), 0);
    // 29.97: frame after frame, none is met twice and none is left out.
    qint64 at = 0;
    for (int frame = 1; frame <= 3000; ++frame) {
        at = offsetByFrames(at, 1, 29'970);
        QCOMPARE(at, frame * 1'000'000LL / 29'970);
    }
    QCOMPARE(offsetByFrames(at, -3000, 29'970), 0);
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
    Fixture fixture(minute());
    // 600 pixels for a minute, behind an edge of 14; the edges stand outside the part.
    QCOMPARE(fixture.place(TrimHandle::Start).right() + 1, 14 + 100);
    QCOMPARE(fixture.place(TrimHandle::End).left(), 14 + 400);
    QCOMPARE(fixture.place(TrimHandle::Cover).center().x(), 14 + 200 - 1);
    QVERIFY(fixture.strip.handle(TrimHandle::Cover)->isVisible());
    fixture.strip.show(makeTrimSelection(minuteMs, 0, -1, -1));
    QCOMPARE(fixture.place(TrimHandle::Start).left(), 0);
    QCOMPARE(fixture.place(TrimHandle::End).right() + 1, fixture.strip.width());
    QVERIFY(!fixture.strip.handle(TrimHandle::Cover)->isVisible());
    fixture.strip.resize(328, fixture.strip.height());
    fixture.strip.show(minute());
    QTRY_COMPARE(fixture.place(TrimHandle::End).left(), 14 + 200);
}

void FilmstripTest::handlesAreDragged_data()
{
    QTest::addColumn<TrimHandle>("hand");
    QTest::addColumn<int>("pixels");
    QTest::addColumn<TrimSelection>("expected");
    QTest::newRow("start") << TrimHandle::Start << 50 << TrimSelection{minuteMs, 15'000, 40'000, 20'000};
    QTest::newRow("start over the edge") << TrimHandle::Start << -500 << TrimSelection{minuteMs, 0, 40'000, 20'000};
    QTest::newRow("start over the end") << TrimHandle::Start << 500 << TrimSelection{minuteMs, 39'500, 40'000, 20'000};
    QTest::newRow("end") << TrimHandle::End << 100 << TrimSelection{minuteMs, 10'000, 50'000, 20'000};
    QTest::newRow("cover") << TrimHandle::Cover << -50 << TrimSelection{minuteMs, 10'000, 40'000, 15'000};
}

void FilmstripTest::handlesAreDragged()
{
    QFETCH(TrimHandle, hand);
    QFETCH(int, pixels);
    Fixture fixture(minute());
    QSignalSpy entered(&fixture.strip, &Filmstrip::entered);
    fixture.drag(hand, pixels);
    QTEST(fixture.cut, "expected");
    QCOMPARE(fixture.strip.current(), hand);
    QVERIFY(fixture.strip.handle(hand)->hasFocus() || !fixture.strip.isActiveWindow());
    QVERIFY(!entered.isEmpty());
    QCOMPARE(entered.last().first().value<TrimHandle>(), hand);
    const TrimSelection after = fixture.cut;
    fixture.move({300, 50}); // no button any more
    QCOMPARE(fixture.cut, after);
}

void FilmstripTest::aClickBesideMovesTheCurrentHand()
{
    Fixture fixture(minute());
    fixture.strip.setCurrent(TrimHandle::End);
    QTest::mouseClick(&fixture.strip, Qt::LeftButton, {}, {14 + 300, 50});
    QCOMPARE(fixture.cut, (TrimSelection{minuteMs, 10'000, 30'000, 20'000}));
    fixture.strip.setCurrent(TrimHandle::Start);
    QTest::mouseClick(&fixture.strip, Qt::LeftButton, {}, {14 + 200, 50});
    QCOMPARE(fixture.cut, (TrimSelection{minuteMs, 20'000, 30'000, 20'000}));
    // A press on a handle alone moves nothing.
    QTest::mouseClick(&fixture.strip, Qt::LeftButton, {}, fixture.middle(TrimHandle::End) + QPoint(5, 0));
    QCOMPARE(fixture.cut, (TrimSelection{minuteMs, 20'000, 30'000, 20'000}));
    // A cover that X chooses has no hand.
    Fixture other(makeTrimSelection(minuteMs, 0, -1, -1));
    other.strip.setCurrent(TrimHandle::Cover);
    QTest::mouseClick(&other.strip, Qt::LeftButton, {}, {14 + 300, 50});
    QCOMPARE(other.cut, (TrimSelection{minuteMs, 30'000, 60'000, -1}));
}

void FilmstripTest::otherButtonsMoveNothing()
{
    Fixture fixture(minute());
    for (const Qt::MouseButton button : {Qt::RightButton, Qt::MiddleButton})
        QTest::mouseClick(&fixture.strip, button, {}, {14 + 300, 50});
    QCOMPARE(fixture.cut, minute());
}

void FilmstripTest::theCoverIsTakenByItsFlag()
{
    Fixture fixture(makeTrimSelection(minuteMs, 10'000, 40'000, 10'000)); // over the start
    QTest::mouseClick(&fixture.strip, Qt::LeftButton, {}, {14 + 97, 50});
    QCOMPARE(fixture.strip.current(), TrimHandle::Start);
    QTest::mouseClick(&fixture.strip, Qt::LeftButton, {}, {14 + 97, 8});
    QCOMPARE(fixture.strip.current(), TrimHandle::Cover);
    fixture.drag(TrimHandle::Cover, 100);
    QCOMPARE(fixture.cut, (TrimSelection{minuteMs, 10'000, 40'000, 20'000}));
}

void FilmstripTest::edgesThatMeetHaveTheirSides()
{
    Fixture fixture(makeTrimSelection(60 * minuteMs, 30 * minuteMs, 30 * minuteMs + 1000, -1)); // less than a pixel apart
    fixture.drag(TrimHandle::Start, -100);
    QCOMPARE(fixture.cut.startMs, 20 * minuteMs);
    Fixture other(makeTrimSelection(60 * minuteMs, 30 * minuteMs, 30 * minuteMs + 1000, -1));
    other.drag(TrimHandle::End, 100);
    QCOMPARE(other.cut.endMs, 40 * minuteMs + 1000);
}

void FilmstripTest::keys_data()
{
    QTest::addColumn<TrimHandle>("hand");
    QTest::addColumn<int>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<qint64>("expected");
    const auto row = [](const char *name, TrimHandle hand, Qt::Key key, Qt::KeyboardModifiers modifiers, qint64 expected) {
        QTest::newRow(name) << hand << int(key) << modifiers << expected;
    };
    row("a frame on", TrimHandle::Start, Qt::Key_Right, {}, 10'040);
    row("a frame back", TrimHandle::End, Qt::Key_Left, {}, 39'960);
    row("a frame up", TrimHandle::Cover, Qt::Key_Up, {}, 20'040);
    row("a frame down", TrimHandle::Cover, Qt::Key_Down, {}, 19'960);
    row("a second on", TrimHandle::Cover, Qt::Key_Right, Qt::ShiftModifier, 21'000);
    row("a second back", TrimHandle::Start, Qt::Key_Left, Qt::ShiftModifier, 9'000);
    row("ten seconds on", TrimHandle::End, Qt::Key_PageUp, {}, 50'000);
    row("ten seconds back", TrimHandle::Start, Qt::Key_PageDown, {}, 0);
    row("not past the film", TrimHandle::Cover, Qt::Key_End, {}, 60'000);
    row("home", TrimHandle::Start, Qt::Key_Home, {}, 0);
    row("start as late as it goes", TrimHandle::Start, Qt::Key_End, {}, 39'500);
    row("end as early as it goes", TrimHandle::End, Qt::Key_Home, {}, 10'500);
    row("end", TrimHandle::End, Qt::Key_End, {}, 60'000);
}

void FilmstripTest::keys()
{
    QFETCH(TrimHandle, hand);
    QFETCH(int, key);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
        QApplication::setLayoutDirection(direction);
        Fixture fixture(minute());
        fixture.key(hand, key, modifiers);
        QTEST(fixture.cut.at(hand), "expected");
    }
}

void FilmstripTest::tabLeadsThroughTheHandles()
{
    Fixture fixture(minute());
    fixture.strip.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&fixture.strip));
    fixture.strip.handle(TrimHandle::Start)->setFocus(Qt::TabFocusReason);
    for (const TrimHandle next : {TrimHandle::End, TrimHandle::Cover}) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), fixture.strip.handle(next));
        QCOMPARE(fixture.strip.current(), next);
    }
}

void FilmstripTest::isToldInWords()
{
    Fixture fixture(minute());
    const QList<std::pair<TrimHandle, QString>> hands{{TrimHandle::Start, QStringLiteral("Start")},
                                                    {TrimHandle::End, QStringLiteral("End")},
                                                    {TrimHandle::Cover, QStringLiteral("Cover frame")}};
    for (const auto &[hand, name] : hands) {
        QAccessibleInterface *told = QAccessible::queryAccessibleInterface(fixture.strip.handle(hand));
        QVERIFY(told);
        QCOMPARE(told->role(), QAccessible::Slider);
        QCOMPARE(told->text(QAccessible::Name), name);
        QVERIFY(told->state().focusable);
        QVERIFY(told->valueInterface());
        QCOMPARE(told->valueInterface()->currentValue().toLongLong(), fixture.cut.at(hand));
        QCOMPARE(told->valueInterface()->maximumValue().toLongLong(), allowedRange(fixture.cut, hand).toMs);
    }
    fixture.key(TrimHandle::Start, Qt::Key_Right, Qt::ShiftModifier);
    QAccessibleInterface *start = QAccessible::queryAccessibleInterface(fixture.strip.handle(TrimHandle::Start));
    QCOMPARE(start->text(QAccessible::Description), QStringLiteral("0:00:11.000 of 0:01:00.000"));
}

void FilmstripTest::handlesAreSetByAssistiveTechnology()
{
    Fixture fixture(minute());
    const auto set = [&fixture](TrimHandle hand, qint64 ms) {
        QAccessible::queryAccessibleInterface(fixture.strip.handle(hand))->valueInterface()->setCurrentValue(double(ms));
    };
    set(TrimHandle::Start, 12'000);
    QCOMPARE(fixture.cut.startMs, 12'000);
    set(TrimHandle::Cover, 30'000);
    QCOMPARE(fixture.cut.coverMs, 30'000);
    set(TrimHandle::End, 40'000);
    QCOMPARE(fixture.cut.endMs, 40'000);
    QAccessibleInterface *start = QAccessible::queryAccessibleInterface(fixture.strip.handle(TrimHandle::Start));
    QCOMPARE(start->text(QAccessible::Value), QStringLiteral("0:00:12.000"));
    // What moves one hand moves no other one, though its room changes.
    QCOMPARE(fixture.cut.startMs, 12'000);
    QCOMPARE(fixture.cut.coverMs, 30'000);
}

void FilmstripTest::framesAreShownInTheirPlaces()
{
    QTemporaryDir folder;
    QApplication::setLayoutDirection(Qt::RightToLeft);
    Fixture fixture(makeTrimSelection(minuteMs, 0, -1, -1));
    const auto color = [](int index) { return QColor(20 * index + 10, 200 - 20 * index, 40); };
    for (int index = 0; index < Filmstrip::frameCount; ++index) {
        QImage image(160, 90, QImage::Format_RGB32);
        image.fill(color(index));
        const QString file = folder.filePath(QString::number(index) % QStringLiteral(".png"));
        QVERIFY(image.save(file));
        fixture.strip.addFrame({index, 0, file});
    }
    fixture.strip.addFrame({-1, 0, QString()});
    fixture.strip.addFrame({Filmstrip::frameCount, 0, QString()});
    for (int index = 0; index < Filmstrip::frameCount; ++index) {
        const QPoint middle(14 + 30 + 60 * index, 22 + 32);
        QTRY_COMPARE(fixture.strip.grab().toImage().pixelColor(middle), color(index));
    }
}

void FilmstripTest::tooMuchIsMarked()
{
    const auto picture = [](qint64 endMs) {
        Fixture fixture(makeTrimSelection(40 * minuteMs, 0, endMs, -1));
        return fixture.strip.grab().toImage();
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
