// A moment of a film as a number: typed in any way, stepped by keys, never out of its range.
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/timecode.h"
#include "ui/window/trim/time_field.h"

#include <QAccessible>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

struct Fixture
{
    TimeField field{QStringLiteral("Start time"), 25'000, nullptr};
    QLineEdit *edit = field.findChild<QLineEdit *>();
    QSignalSpy chosen{&field, &TimeField::chosen};

    Fixture()
    {
        field.show(10'000, {0, 59'500});
        field.QWidget::show();
        field.activateWindow();
        if (!QTest::qWaitForWindowActive(&field))
            qFatal("no active window");
        field.setFocus();
    }
    void type(const QString &words, Qt::Key then = Qt::Key_Return)
    {
        field.selectAll();
        edit->insert(words); // QTest has keys for Latin letters alone
        QTest::keyClick(&field, then);
    }
};

} // namespace

class TimeFieldTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void timesAreTyped_data();
    void timesAreTyped();
    void whatCannotBeReadChangesNothing();
    void lettersAreNotTaken();
    void nothingIsToldThatDidNotChange();
    void stepsByKeys();
    void arrowsOfTheBoxStepAFrame();
    void holdsWithinItsRange();
    void noneIsSaid();
    void isSetByAssistiveTechnology();
    void writesWhatItReads();
};

void TimeFieldTest::timesAreTyped_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("seconds") << text("12") << qint64(12'000);
    QTest::newRow("parts of a second") << text("12.5") << qint64(12'500);
    QTest::newRow("a comma") << text("12,25") << qint64(12'250);
    QTest::newRow("minutes") << text("0:42.040") << qint64(42'040);
    QTest::newRow("all") << text("0:00:07.001") << qint64(7001);
    QTest::newRow("other digits") << QString::fromUtf8("\u0661\u0662") << qint64(12'000);
    QTest::newRow("past the end") << text("2:00") << qint64(59'500);
}

void TimeFieldTest::timesAreTyped()
{
    QFETCH(QString, typed);
    QFETCH(qint64, expected);
    Fixture fixture;
    fixture.type(typed);
    QCOMPARE(fixture.field.value(), expected);
    QCOMPARE(fixture.field.text(), timecodeText(expected));
    QCOMPARE(fixture.chosen.size(), 1);
    QCOMPARE(fixture.chosen.first().first().toLongLong(), expected);
}

void TimeFieldTest::whatCannotBeReadChangesNothing()
{
    Fixture fixture;
    for (const char *odd : {"", ":", "1:", "1:99", "::", "1.2.3"}) {
        fixture.field.selectAll();
        QTest::keyClick(&fixture.field, Qt::Key_Delete);
        fixture.type(text(odd));
        QCOMPARE(fixture.field.value(), 10'000);
        QCOMPARE(fixture.field.text(), text("0:00:10.000"));
    }
    QCOMPARE(fixture.chosen.size(), 0);
}

void TimeFieldTest::lettersAreNotTaken()
{
    Fixture fixture;
    fixture.field.selectAll();
    QTest::keyClicks(&fixture.field, text("a1b2s"));
    QCOMPARE(fixture.field.text(), text("12"));
}

void TimeFieldTest::nothingIsToldThatDidNotChange()
{
    Fixture fixture;
    fixture.type(text("0:00:10.000"));
    QTest::keyClick(&fixture.field, Qt::Key_Return);
    QCOMPARE(fixture.chosen.size(), 0);
    fixture.field.show(20'000, {0, 59'500});
    QCOMPARE(fixture.chosen.size(), 0);
    QCOMPARE(fixture.field.text(), text("0:00:20.000"));
}

void TimeFieldTest::stepsByKeys()
{
    Fixture fixture;
    const QVector<std::tuple<Qt::Key, Qt::KeyboardModifiers, qint64>> steps{
        {Qt::Key_Up, Qt::NoModifier, 10'040},     {Qt::Key_Down, Qt::NoModifier, 10'000},
        {Qt::Key_Up, Qt::ShiftModifier, 11'000},  {Qt::Key_Down, Qt::ShiftModifier, 10'000},
        {Qt::Key_PageUp, Qt::NoModifier, 20'000}, {Qt::Key_PageDown, Qt::NoModifier, 10'000}};
    for (const auto &[key, with, expected] : steps) {
        QTest::keyClick(&fixture.field, key, with);
        QCOMPARE(fixture.field.value(), expected);
        QCOMPARE(fixture.chosen.last().first().toLongLong(), expected);
    }
    fixture.type(text("30"), Qt::Key_PageUp); // from what was typed and not yet taken
    QCOMPARE(fixture.field.value(), 40'000);
    QTest::keyClick(&fixture.field, Qt::Key_Left); // within the text
    QCOMPARE(fixture.field.value(), 40'000);
}

void TimeFieldTest::arrowsOfTheBoxStepAFrame()
{
    Fixture fixture;
    fixture.field.stepUp();
    QCOMPARE(fixture.field.value(), 10'040);
    fixture.field.stepDown();
    QCOMPARE(fixture.field.value(), 10'000);
    fixture.field.stepBy(10); // the wheel with Ctrl
    QCOMPARE(fixture.field.value(), 20'000);
}

void TimeFieldTest::holdsWithinItsRange()
{
    Fixture fixture;
    for (int page = 0; page < 3; ++page)
        QTest::keyClick(&fixture.field, Qt::Key_PageDown);
    QCOMPARE(fixture.field.value(), 0);
    for (int page = 0; page < 7; ++page)
        QTest::keyClick(&fixture.field, Qt::Key_PageUp);
    QCOMPARE(fixture.field.value(), 59'500);
}

void TimeFieldTest::noneIsSaid()
{
    Fixture fixture;
    fixture.field.show(-1, {0, 59'500}, text("X chooses"));
    QCOMPARE(fixture.edit->text(), QString());
    QCOMPARE(fixture.edit->placeholderText(), text("X chooses"));
    QTest::keyClick(&fixture.field, Qt::Key_Return);
    QCOMPARE(fixture.chosen.size(), 0);
    fixture.field.show(1500, {0, 59'500});
    QCOMPARE(fixture.edit->text(), text("0:00:01.500"));
    QAccessibleInterface *told = QAccessible::queryAccessibleInterface(&fixture.field);
    QCOMPARE(told->text(QAccessible::Name), text("Start time"));
    QVERIFY(told->text(QAccessible::Value).contains(text("0:00:01.500")));
}

void TimeFieldTest::isSetByAssistiveTechnology()
{
    Fixture fixture;
    QAccessibleInterface *told = QAccessible::queryAccessibleInterface(&fixture.field);
    QVERIFY(told && told->valueInterface());
    QCOMPARE(told->valueInterface()->minimumValue().toLongLong(), 0);
    QCOMPARE(told->valueInterface()->maximumValue().toLongLong(), 59'500);
    told->valueInterface()->setCurrentValue(20'500.0);
    QCOMPARE(fixture.field.value(), 20'500);
    QCOMPARE(fixture.chosen.size(), 1);
    QCOMPARE(told->text(QAccessible::Value), text("0:00:20.500"));
    told->valueInterface()->setCurrentValue(90'000.0);
    QCOMPARE(fixture.field.value(), 59'500);
}

void TimeFieldTest::writesWhatItReads()
{
    for (const qint64 ms : {0LL, 1LL, 999LL, 61'001LL, 3'599'999LL, 3'600'000LL, 360'000'007LL})
        QCOMPARE(parseTimecode(timecodeText(ms)), ms);
    QCOMPARE(timecodeText(3'723'004), text("1:02:03.004"));
    QCOMPARE(timecodeText(-1), QString());
}

POSTREEL_TEST_MAIN(TimeFieldTest)
#include "tst_time_field.moc"
