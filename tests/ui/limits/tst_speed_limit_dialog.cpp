// The dialog of the speed limit: gives back what it was given, and nothing that makes no sense.
#include "tests/support/test_main.h"
#include "tests/ui/named_controls.h"
#include "ui/window/limits/speed_box.h"
#include "ui/window/limits/speed_limit_dialog.h"
#include "ui/window/limits/timetable_row_edit.h"

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QScrollArea>
#include <QTest>
#include <QTimeEdit>
#include <QToolButton>
#include <cmath>

using namespace postreel;
using namespace postreel::testing;

namespace {

constexpr TimetableRow office{.days = 31, .fromMinute = 480, .toMinute = 1080, .bytesPerSecond = 512 * 1024};
constexpr TimetableRow night{.days = 96, .fromMinute = 1320, .toMinute = 375, .bytesPerSecond = 0};

template <typename W> W *named(QWidget &within, const char *name)
{
    for (W *widget : within.findChildren<W *>())
        if (widget->accessibleName() == QLatin1String(name) && !widget->isHidden())
            return widget;
    return nullptr;
}

QPushButton *save(SpeedLimitDialog &dialog)
{
    return dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
}

} // namespace

class SpeedLimitDialogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesBackWhatItWasGiven_data();
    void givesBackWhatItWasGiven();
    void unitsAreConverted();
    void whatWasTypedComesBack_data();
    void whatWasTypedComesBack();
    void isNeverLessThanTheLeast();
    void theLimitIsSwitchedOff();
    void rowsComeAndGoByKey();
    void aRowWithoutADayCannotBeSaved();
    void everyControlHasAName();
    void theUnitSaysThatItIsOne();
};

void SpeedLimitDialogTest::givesBackWhatItWasGiven_data()
{
    QTest::addColumn<qint64>("limit");
    for (const qint64 limit : {qint64(0), leastLimit, qint64(500 * 1024), qint64(512'000), qint64(1'250'000),
                               qint64(3) << 20, qint64(333 * 1024), mostLimit})
        QTest::addRow("%lld", static_cast<long long>(limit)) << limit;
}

void SpeedLimitDialogTest::givesBackWhatItWasGiven()
{
    QFETCH(qint64, limit);
    const QVector<TimetableRow> rows{office, night};
    SpeedLimitDialog dialog(limit, rows, nullptr);
    QCOMPARE(dialog.limit(), limit);
    QCOMPARE(dialog.timetable(), rows);
}

void SpeedLimitDialogTest::unitsAreConverted()
{
    SpeedBox box(QStringLiteral("Limit"), true, nullptr);
    box.setBytesPerSecond(2'048'000); // 2.05 MB/s, roughly
    auto *unit = box.findChild<QComboBox *>();
    auto *number = box.findChild<QDoubleSpinBox *>();
    unit->setCurrentIndex(0);
    QCOMPARE(number->value(), 2048.0);
    unit->setCurrentIndex(1);
    QCOMPARE(number->value(), 2.05);
    QCOMPARE(box.bytesPerSecond(), 2'050'000); // what stands there counts
    unit->setCurrentIndex(2);
    QCOMPARE(box.bytesPerSecond(), 0);
    QVERIFY(!number->isEnabled());
    unit->setCurrentIndex(1);
    QVERIFY(number->isEnabled());
    QVERIFY(box.bytesPerSecond() >= leastLimit);
}

// A number that a person typed is the one they see when they come again, with its unit.
void SpeedLimitDialogTest::whatWasTypedComesBack_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("unit");
    QTest::addColumn<qint64>("bytes");
    for (const int number : {33, 50, 100, 500, 640, 750, 999})
        QTest::addRow("%d kB/s", number) << QString::number(number) << 0 << qint64(number) * 1000;
    QTest::newRow("1234 kB/s") << QStringLiteral("1234") << 0 << qint64(1'234'000);
    for (const char *number : {"1.00", "1.25", "2.50", "12.00", "100.00"})
        QTest::addRow("%s MB/s", number) << QString::fromLatin1(number) << 1
                                         << qint64(std::llround(QByteArray(number).toDouble() * 1'000'000));
}

void SpeedLimitDialogTest::whatWasTypedComesBack()
{
    QFETCH(QString, typed);
    QFETCH(int, unit);
    SpeedBox box(QStringLiteral("Limit"), false, nullptr);
    box.findChild<QComboBox *>()->setCurrentIndex(unit);
    auto *number = box.findChild<QDoubleSpinBox *>();
    number->selectAll();
    QTest::keyClicks(number, typed);
    number->interpretText();
    QTEST(box.bytesPerSecond(), "bytes");
    SpeedBox again(QStringLiteral("Limit"), false, nullptr);
    again.setBytesPerSecond(box.bytesPerSecond());
    QCOMPARE(again.findChild<QDoubleSpinBox *>()->cleanText(), typed);
    QCOMPARE(again.findChild<QComboBox *>()->currentIndex(), unit);
    QCOMPARE(again.findChild<QComboBox *>()->currentText(), unit == 0 ? QStringLiteral("kB/s") : QStringLiteral("MB/s"));
}

void SpeedLimitDialogTest::isNeverLessThanTheLeast()
{
    SpeedBox box(QStringLiteral("Limit"), false, nullptr);
    for (const int unit : {0, 1}) {
        box.findChild<QComboBox *>()->setCurrentIndex(unit);
        box.findChild<QDoubleSpinBox *>()->setValue(0);
        QVERIFY(box.bytesPerSecond() >= leastLimit);
        QVERIFY(box.bytesPerSecond() < 2 * leastLimit);
    }
}

void SpeedLimitDialogTest::theLimitIsSwitchedOff()
{
    SpeedLimitDialog dialog(500 * 1024, {}, nullptr);
    auto *on = dialog.findChild<QCheckBox *>();
    on->click();
    QCOMPARE(dialog.limit(), 0);
    QVERIFY(!dialog.findChild<SpeedBox *>()->isEnabled());
    on->click();
    QCOMPARE(dialog.limit(), 500 * 1024);
}

void SpeedLimitDialogTest::rowsComeAndGoByKey()
{
    SpeedLimitDialog dialog(0, {}, nullptr);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QPushButton *add = nullptr;
    for (QPushButton *button : dialog.findChildren<QPushButton *>())
        if (button->text() == QStringLiteral("&Add hours"))
            add = button;
    QVERIFY(add);
    add->setFocus();
    QTest::keyClick(add, Qt::Key_Space);
    QCOMPARE(dialog.timetable().size(), 1);
    QVERIFY(dialog.focusWidget() && dialog.focusWidget()->parentWidget() == dialog.findChild<TimetableRowEdit *>());
    named<QTimeEdit>(dialog, "From")->setTime(QTime(9, 30));
    named<QTimeEdit>(dialog, "To")->setTime(QTime(7, 15));
    const TimetableRow row = dialog.timetable().first();
    QCOMPARE(row.fromMinute, 570);
    QCOMPARE(row.toMinute, 435);
    auto *remove = named<QToolButton>(dialog, "Remove these hours");
    remove->setFocus();
    QTest::keyClick(remove, Qt::Key_Space);
    QVERIFY(dialog.timetable().isEmpty());
    QVERIFY(add->hasFocus());
}

void SpeedLimitDialogTest::aRowWithoutADayCannotBeSaved()
{
    SpeedLimitDialog dialog(0, {{.days = 1, .fromMinute = 0, .toMinute = 60}}, nullptr);
    QVERIFY(save(dialog)->isEnabled());
    auto *day = named<QToolButton>(dialog, qPrintable(QLocale().dayName(1)));
    day->click();
    QVERIFY(!save(dialog)->isEnabled());
    day->click();
    QVERIFY(save(dialog)->isEnabled());
    QCOMPARE(dialog.timetable().first().days, 1);
}

void SpeedLimitDialogTest::everyControlHasAName()
{
    SpeedLimitDialog dialog(500 * 1024, {office}, nullptr);
    dialog.show();
    int seen = 0;
    QCOMPARE(namelessControl(dialog, seen), QString());
    QVERIFY(seen > 12);
}

// Its name is its value on Linux, whatever it was given: a screen reader takes the label's.
void SpeedLimitDialogTest::theUnitSaysThatItIsOne()
{
    SpeedBox box(QStringLiteral("Limit"), false, nullptr);
    const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(box.findChild<QComboBox *>());
    const auto labels = face->relations(QAccessible::Label);
    QCOMPARE(labels.size(), 1);
    QCOMPARE(labels.first().first->text(QAccessible::Name), QStringLiteral("Limit: unit"));
}

POSTREEL_TEST_MAIN(SpeedLimitDialogTest)
#include "tst_speed_limit_dialog.moc"
