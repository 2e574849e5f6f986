// "Trim and cover": numbers, handles, pictures and words say the same, and what was chosen is given back.
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/trim/filmstrip.h"
#include "ui/window/trim/frame_preview.h"
#include "ui/window/trim/time_field.h"
#include "ui/window/trim/trim_dialog.h"

#include <QAbstractSlider>
#include <QAccessible>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

constexpr qint64 minuteMs = 60'000;

TrimSubject film(qint64 durationMs = minuteMs)
{
    return {.file = text("/films/harbour.mp4"),
            .facts = {.durationMs = durationMs, .width = 160, .height = 90, .milliFps = 25'000, .mostMs = 20 * minuteMs}};
}

struct Fixture
{
    PictureCache pictures;
    TrimDialog dialog;
    QVector<qint64> asked;

    explicit Fixture(const TrimSubject &subject = film()) : dialog(subject, pictures, nullptr)
    {
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QObject::connect(&dialog, &TrimDialog::momentRequested, &dialog, [this](qint64 ms) { asked << ms; });
        dialog.show();
        if (!QTest::qWaitForWindowActive(&dialog))
            qFatal("no active window");
    }
    TimeField *field(const char *name)
    {
        for (TimeField *field : dialog.findChildren<TimeField *>())
            if (field->accessibleName() == text(name))
                return field;
        qFatal("no field %s", name);
    }
    TimeField *start() { return field("Start time"); }
    TimeField *end() { return field("End time"); }
    TimeField *cover() { return field("Time of the cover frame"); }
    QCheckBox *own() { return dialog.findChild<QCheckBox *>(); }
    QWidget *handle(TrimHandle hand) { return dialog.findChild<Filmstrip *>()->handle(hand); }
    QPushButton *button(QDialogButtonBox::StandardButton which)
    {
        return dialog.findChild<QDialogButtonBox *>()->button(which);
    }
    void type(TimeField *field, const char *words, Qt::Key then = Qt::Key_Tab)
    {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text(words));
        QTest::keyClick(field, then);
    }
    void answer(const Result<QString> &file) { dialog.showFrame(asked.last(), file); }
    // What the labels say that are shown.
    QString said()
    {
        QStringList lines;
        for (const QLabel *label : dialog.findChildren<QLabel *>())
            if (label->isVisible())
                lines << label->text();
        return lines.join(u'\n');
    }
};

} // namespace

class TrimDialogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void beginsAsItWas();
    void fieldsAndHandlesSayTheSame();
    void aCoverIsChosenAndGivenUp();
    void resetIsAllOfIt();
    void returnTakesWhatWasTyped();
    void escapeLeavesIt();
    void thePictureFollowsTheHand();
    void oneMomentAtATime();
    void theEndShowsTheLastFrame();
    void worksWithoutFfmpeg();
    void saysHowLongAndWhetherTooLong();
    void saysHowItIsCut();
    void nothingMovesUnderTheHand();
    void everyControlHasAName();
    void numbersRunFromLeftToRight();
    void thePictureStaysUntilTheNextOneIsRead();
};

void TrimDialogTest::beginsAsItWas()
{
    Fixture whole;
    QCOMPARE(whole.dialog.startMs(), 0);
    QCOMPARE(whole.dialog.endMs(), -1);
    QCOMPARE(whole.dialog.coverMs(), -1);
    QCOMPARE(whole.start()->text(), text("0:00:00.000"));
    QCOMPARE(whole.end()->text(), text("0:01:00.000"));
    QVERIFY(!whole.own()->isChecked());
    QVERIFY(!whole.cover()->isEnabled());
    TrimSubject subject = film();
    subject.startMs = 1500;
    subject.endMs = 40'040;
    subject.coverMs = 50'000;
    Fixture cut(subject);
    QCOMPARE(cut.dialog.startMs(), 1500);
    QCOMPARE(cut.dialog.endMs(), 40'040);
    QCOMPARE(cut.dialog.coverMs(), 50'000);
    QCOMPARE(cut.start()->text(), text("0:00:01.500"));
    QCOMPARE(cut.cover()->text(), text("0:00:50.000"));
    QVERIFY(cut.own()->isChecked());
}

void TrimDialogTest::fieldsAndHandlesSayTheSame()
{
    Fixture fixture;
    QTest::keyClick(fixture.handle(TrimHandle::Start), Qt::Key_PageUp);
    QTest::keyClick(fixture.handle(TrimHandle::End), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(fixture.start()->value(), 10'000);
    QCOMPARE(fixture.end()->value(), 59'000);
    QCOMPARE(fixture.dialog.startMs(), 10'000);
    QCOMPARE(fixture.dialog.endMs(), 59'000);
    fixture.type(fixture.end(), "30");
    QCOMPARE(static_cast<QAbstractSlider *>(fixture.handle(TrimHandle::End))->value(), 30'000);
    QTest::keyClick(fixture.handle(TrimHandle::End), Qt::Key_End);
    QCOMPARE(fixture.dialog.endMs(), -1); // to its end, whatever that is
}

void TrimDialogTest::aCoverIsChosenAndGivenUp()
{
    Fixture fixture;
    QVERIFY(!fixture.handle(TrimHandle::Cover)->isVisible());
    QTest::keyClick(fixture.handle(TrimHandle::Start), Qt::Key_PageUp); // its picture is not there yet
    fixture.own()->click();
    QCOMPARE(fixture.dialog.coverMs(), 10'000); // what was being looked at
    QVERIFY(fixture.cover()->isEnabled());
    QVERIFY(fixture.handle(TrimHandle::Cover)->isVisible());
    fixture.type(fixture.cover(), "55");
    QCOMPARE(fixture.dialog.coverMs(), 55'000);
    fixture.own()->click();
    QCOMPARE(fixture.dialog.coverMs(), -1);
    QVERIFY(!fixture.handle(TrimHandle::Cover)->isVisible());
    QCOMPARE(fixture.cover()->findChild<QLineEdit *>()->displayText(), QString());
    QCOMPARE(fixture.cover()->findChild<QLineEdit *>()->placeholderText(), text("X chooses"));
}

void TrimDialogTest::resetIsAllOfIt()
{
    TrimSubject subject = film();
    subject.startMs = 1500;
    subject.endMs = 40'040;
    subject.coverMs = 50'000;
    Fixture fixture(subject);
    fixture.button(QDialogButtonBox::Reset)->click();
    QVERIFY(fixture.dialog.isVisible());
    QCOMPARE(fixture.dialog.startMs(), 0);
    QCOMPARE(fixture.dialog.endMs(), -1);
    QCOMPARE(fixture.dialog.coverMs(), -1);
    QVERIFY(!fixture.own()->isChecked());
    QCOMPARE(fixture.end()->text(), text("0:01:00.000"));
}

void TrimDialogTest::returnTakesWhatWasTyped()
{
    Fixture fixture;
    QSignalSpy accepted(&fixture.dialog, &QDialog::accepted);
    fixture.type(fixture.start(), "0:12.5", Qt::Key_Return);
    QCOMPARE(fixture.dialog.startMs(), 12'500);
    QCOMPARE(accepted.size(), 1);
    Fixture other;
    QSignalSpy done(&other.dialog, &QDialog::accepted);
    QTest::keyClick(other.handle(TrimHandle::End), Qt::Key_Return);
    QCOMPARE(done.size(), 1);
}

void TrimDialogTest::escapeLeavesIt()
{
    Fixture fixture;
    QSignalSpy rejected(&fixture.dialog, &QDialog::rejected);
    QTest::keyClick(fixture.handle(TrimHandle::Start), Qt::Key_Escape);
    QCOMPARE(rejected.size(), 1);
}

void TrimDialogTest::thePictureFollowsTheHand()
{
    TrimSubject subject = film();
    subject.startMs = 10'000;
    subject.coverMs = 20'000;
    Fixture fixture(subject);
    QCOMPARE(fixture.asked, QVector<qint64>{10'000});
    QVERIFY(fixture.said().contains(text("Start: 0:00:10.000")));
    fixture.answer(text("/none.jpg"));
    fixture.handle(TrimHandle::Cover)->setFocus();
    QCOMPARE(fixture.asked.last(), 20'000);
    QVERIFY(fixture.said().contains(text("Cover frame: 0:00:20.000")));
    fixture.answer(text("/none.jpg"));
    fixture.end()->setFocus();
    QVERIFY(fixture.said().contains(text("End: 0:01:00.000")));
    fixture.answer(text("/none.jpg"));
    fixture.start()->setFocus();
    QCOMPARE(fixture.asked.last(), 10'000);
}

void TrimDialogTest::oneMomentAtATime()
{
    Fixture fixture;
    QCOMPARE(fixture.asked, QVector<qint64>{0});
    for (int second = 0; second < 5; ++second)
        QTest::keyClick(fixture.handle(TrimHandle::Start), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(fixture.asked, QVector<qint64>{0});
    fixture.answer(text("/none.jpg"));
    QCOMPARE(fixture.asked, (QVector<qint64>{0, 5000})); // the newest; those between are left out
    fixture.answer({ErrorKind::Unreadable});
    QCOMPARE(fixture.asked.size(), 2);
    QVERIFY(fixture.dialog.findChild<FramePreview *>()->words().contains(text("no picture")));
    QTest::keyClick(fixture.handle(TrimHandle::Start), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(fixture.asked.last(), 4000);
    fixture.answer(text("/none.jpg"));
    QCOMPARE(fixture.dialog.findChild<FramePreview *>()->words(), QString());
}

void TrimDialogTest::theEndShowsTheLastFrame()
{
    Fixture fixture;
    fixture.answer(text("/none.jpg"));
    fixture.handle(TrimHandle::End)->setFocus();
    QCOMPARE(fixture.asked.last(), 59'960); // what begins at the end is not in any more
}

void TrimDialogTest::worksWithoutFfmpeg()
{
    Fixture fixture;
    fixture.dialog.stripEnded(Error{.kind = ErrorKind::NoFfmpeg});
    QVERIFY(fixture.dialog.findChild<FramePreview *>()->words().contains(text("ffmpeg")));
    QTest::keyClick(fixture.handle(TrimHandle::Start), Qt::Key_PageUp);
    fixture.type(fixture.end(), "30");
    fixture.own()->click();
    QCOMPARE(fixture.asked, QVector<qint64>{0}); // it is not asked for what cannot be had
    QCOMPARE(fixture.dialog.startMs(), 10'000);
    QCOMPARE(fixture.dialog.endMs(), 30'000);
    QVERIFY(fixture.dialog.coverMs() >= 0);
    QVERIFY(fixture.button(QDialogButtonBox::Ok)->isEnabled());
    Fixture other;
    other.answer({ErrorKind::NoFfmpeg});
    QVERIFY(other.dialog.findChild<FramePreview *>()->words().contains(text("ffmpeg")));
}

void TrimDialogTest::saysHowLongAndWhetherTooLong()
{
    Fixture fixture(film(30 * minuteMs));
    QVERIFY2(fixture.said().contains(text("30:00 of 30:00")), qPrintable(fixture.said()));
    QVERIFY2(fixture.said().contains(text("20:00 from this account; this is 10:00 too long")), qPrintable(fixture.said()));
    fixture.type(fixture.start(), "9:59.500");
    QVERIFY2(fixture.said().contains(text("this is 0:01 too long")), qPrintable(fixture.said()));
    fixture.type(fixture.start(), "10:00");
    QVERIFY(fixture.said().contains(text("20:00 of 30:00")));
    QVERIFY2(!fixture.said().contains(text("too long")), qPrintable(fixture.said()));
    TrimSubject unknown = film(30 * minuteMs);
    unknown.facts.mostMs = 0;
    Fixture other(unknown);
    QVERIFY(!other.said().contains(text("too long")));
}

void TrimDialogTest::saysHowItIsCut()
{
    TrimSubject subject = film();
    subject.onlyLengthWrong = true;
    Fixture fixture(subject);
    QVERIFY(!fixture.said().contains(text("Quick")));
    QVERIFY(!fixture.said().contains(text("exact")));
    fixture.type(fixture.end(), "30");
    QVERIFY2(fixture.said().contains(text("Quick")), qPrintable(fixture.said()));
    fixture.type(fixture.start(), "3");
    QVERIFY(!fixture.said().contains(text("Quick")));
    QVERIFY2(fixture.said().contains(text("takes longer")), qPrintable(fixture.said()));
    Fixture other; // has to be fixed anyway: nothing is promised
    other.type(other.end(), "30");
    QVERIFY(!other.said().contains(text("Quick")));
}

// Notes come and go while a handle is dragged: the film stays where it is, and so does the dialog's size.
void TrimDialogTest::nothingMovesUnderTheHand()
{
    TrimSubject subject = film(30 * minuteMs);
    subject.onlyLengthWrong = true;
    Fixture fixture(subject);
    const auto *strip = fixture.dialog.findChild<Filmstrip *>();
    const auto placed = [&] { return QRect(strip->mapToGlobal(QPoint()), strip->size()); };
    const QRect before = placed();
    const QSize size = fixture.dialog.size();
    for (const char *start : {"1", "9:59", "10:00", "15:00", "0"}) {
        fixture.type(fixture.start(), start);
        QCoreApplication::processEvents();
        QCOMPARE(placed(), before);
        QCOMPARE(fixture.dialog.size(), size);
    }
}

void TrimDialogTest::everyControlHasAName()
{
    TrimSubject subject = film();
    subject.coverMs = 5000;
    Fixture fixture(subject);
    int controls = 0;
    for (QWidget *widget : fixture.dialog.findChildren<QWidget *>()) {
        const bool part = qobject_cast<QAbstractSpinBox *>(widget->parentWidget());
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() || part)
            continue;
        ++controls;
        QAccessibleInterface *told = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(told && !told->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
    }
    QCOMPARE(controls, 3 + 3 + 1 + 3); // handles, fields, the check box, buttons
    QAccessibleInterface *field = QAccessible::queryAccessibleInterface(fixture.cover());
    QVERIFY(field->text(QAccessible::Value).contains(text("0:00:05.000")));
}

void TrimDialogTest::numbersRunFromLeftToRight()
{
    QApplication::setLayoutDirection(Qt::RightToLeft);
    Fixture fixture;
    const auto x = [&fixture](QWidget *widget) { return widget->mapTo(&fixture.dialog, QPoint()).x(); };
    QVERIFY(x(fixture.handle(TrimHandle::Start)) < x(fixture.handle(TrimHandle::End)));
    QVERIFY(x(fixture.start()) < x(fixture.end()));
    QVERIFY(x(fixture.end()) < x(fixture.cover()));
    QVERIFY(x(fixture.start()) > 0);
    QApplication::setLayoutDirection(Qt::LeftToRight);
}

void TrimDialogTest::thePictureStaysUntilTheNextOneIsRead()
{
    QTemporaryDir folder;
    const auto picture = [&folder](const QColor &color) {
        QImage image(160, 90, QImage::Format_RGB32);
        image.fill(color);
        const QString file = folder.filePath(color.name().mid(1) % QStringLiteral(".png"));
        return image.save(file) ? file : QString();
    };
    Fixture fixture;
    auto *shown = fixture.dialog.findChild<FramePreview *>();
    const auto middle = [shown] { return shown->grab().toImage().pixelColor(shown->rect().center()); };
    fixture.answer(picture(Qt::red));
    QTRY_COMPARE(middle(), QColor(Qt::red));
    QTest::keyClick(fixture.handle(TrimHandle::Start), Qt::Key_PageUp);
    fixture.answer(picture(Qt::green));
    QCOMPARE(middle(), QColor(Qt::red)); // not a blank between the two
    QTRY_COMPARE(middle(), QColor(Qt::green));
}

POSTREEL_TEST_MAIN(TrimDialogTest)
#include "tst_trim_dialog.moc"
