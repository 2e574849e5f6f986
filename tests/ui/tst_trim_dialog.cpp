// "Trim and cover": numbers, handles, pictures and words say the same, and what was chosen is given back.
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/window/filmstrip.h"
#include "ui/window/moment_picture.h"
#include "ui/window/picture_cache.h"
#include "ui/window/time_field.h"
#include "ui/window/trim_dialog.h"

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

struct Room
{
    PictureCache pictures;
    TrimDialog dialog;
    QVector<qint64> asked;

    explicit Room(const TrimSubject &subject = film()) : dialog(subject, pictures, nullptr)
    {
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QObject::connect(&dialog, &TrimDialog::momentWanted, &dialog, [this](qint64 ms) { asked << ms; });
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
    QWidget *handle(FilmHand hand) { return dialog.findChild<Filmstrip *>()->handle(hand); }
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
    void answer(const Result<QString> &file) { dialog.showMoment(asked.last(), file); }
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
    Room whole;
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
    Room cut(subject);
    QCOMPARE(cut.dialog.startMs(), 1500);
    QCOMPARE(cut.dialog.endMs(), 40'040);
    QCOMPARE(cut.dialog.coverMs(), 50'000);
    QCOMPARE(cut.start()->text(), text("0:00:01.500"));
    QCOMPARE(cut.cover()->text(), text("0:00:50.000"));
    QVERIFY(cut.own()->isChecked());
}

void TrimDialogTest::fieldsAndHandlesSayTheSame()
{
    Room room;
    QTest::keyClick(room.handle(FilmHand::Start), Qt::Key_PageUp);
    QTest::keyClick(room.handle(FilmHand::End), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(room.start()->value(), 10'000);
    QCOMPARE(room.end()->value(), 59'000);
    QCOMPARE(room.dialog.startMs(), 10'000);
    QCOMPARE(room.dialog.endMs(), 59'000);
    room.type(room.end(), "30");
    QCOMPARE(static_cast<QAbstractSlider *>(room.handle(FilmHand::End))->value(), 30'000);
    QTest::keyClick(room.handle(FilmHand::End), Qt::Key_End);
    QCOMPARE(room.dialog.endMs(), -1); // to its end, whatever that is
}

void TrimDialogTest::aCoverIsChosenAndGivenUp()
{
    Room room;
    QVERIFY(!room.handle(FilmHand::Cover)->isVisible());
    QTest::keyClick(room.handle(FilmHand::Start), Qt::Key_PageUp); // its picture is not there yet
    room.own()->click();
    QCOMPARE(room.dialog.coverMs(), 10'000); // what was being looked at
    QVERIFY(room.cover()->isEnabled());
    QVERIFY(room.handle(FilmHand::Cover)->isVisible());
    room.type(room.cover(), "55");
    QCOMPARE(room.dialog.coverMs(), 55'000);
    room.own()->click();
    QCOMPARE(room.dialog.coverMs(), -1);
    QVERIFY(!room.handle(FilmHand::Cover)->isVisible());
    QCOMPARE(room.cover()->findChild<QLineEdit *>()->displayText(), QString());
    QCOMPARE(room.cover()->findChild<QLineEdit *>()->placeholderText(), text("X chooses"));
}

void TrimDialogTest::resetIsAllOfIt()
{
    TrimSubject subject = film();
    subject.startMs = 1500;
    subject.endMs = 40'040;
    subject.coverMs = 50'000;
    Room room(subject);
    room.button(QDialogButtonBox::Reset)->click();
    QVERIFY(room.dialog.isVisible());
    QCOMPARE(room.dialog.startMs(), 0);
    QCOMPARE(room.dialog.endMs(), -1);
    QCOMPARE(room.dialog.coverMs(), -1);
    QVERIFY(!room.own()->isChecked());
    QCOMPARE(room.end()->text(), text("0:01:00.000"));
}

void TrimDialogTest::returnTakesWhatWasTyped()
{
    Room room;
    QSignalSpy accepted(&room.dialog, &QDialog::accepted);
    room.type(room.start(), "0:12.5", Qt::Key_Return);
    QCOMPARE(room.dialog.startMs(), 12'500);
    QCOMPARE(accepted.size(), 1);
    Room other;
    QSignalSpy done(&other.dialog, &QDialog::accepted);
    QTest::keyClick(other.handle(FilmHand::End), Qt::Key_Return);
    QCOMPARE(done.size(), 1);
}

void TrimDialogTest::escapeLeavesIt()
{
    Room room;
    QSignalSpy rejected(&room.dialog, &QDialog::rejected);
    QTest::keyClick(room.handle(FilmHand::Start), Qt::Key_Escape);
    QCOMPARE(rejected.size(), 1);
}

void TrimDialogTest::thePictureFollowsTheHand()
{
    TrimSubject subject = film();
    subject.startMs = 10'000;
    subject.coverMs = 20'000;
    Room room(subject);
    QCOMPARE(room.asked, QVector<qint64>{10'000});
    QVERIFY(room.said().contains(text("Start: 0:00:10.000")));
    room.answer(text("/none.jpg"));
    room.handle(FilmHand::Cover)->setFocus();
    QCOMPARE(room.asked.last(), 20'000);
    QVERIFY(room.said().contains(text("Cover frame: 0:00:20.000")));
    room.answer(text("/none.jpg"));
    room.end()->setFocus();
    QVERIFY(room.said().contains(text("End: 0:01:00.000")));
    room.answer(text("/none.jpg"));
    room.start()->setFocus();
    QCOMPARE(room.asked.last(), 10'000);
}

void TrimDialogTest::oneMomentAtATime()
{
    Room room;
    QCOMPARE(room.asked, QVector<qint64>{0});
    for (int second = 0; second < 5; ++second)
        QTest::keyClick(room.handle(FilmHand::Start), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(room.asked, QVector<qint64>{0});
    room.answer(text("/none.jpg"));
    QCOMPARE(room.asked, (QVector<qint64>{0, 5000})); // the newest; those between are left out
    room.answer({ErrorKind::Unreadable});
    QCOMPARE(room.asked.size(), 2);
    QVERIFY(room.dialog.findChild<MomentPicture *>()->words().contains(text("no picture")));
    QTest::keyClick(room.handle(FilmHand::Start), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(room.asked.last(), 4000);
    room.answer(text("/none.jpg"));
    QCOMPARE(room.dialog.findChild<MomentPicture *>()->words(), QString());
}

void TrimDialogTest::theEndShowsTheLastFrame()
{
    Room room;
    room.answer(text("/none.jpg"));
    room.handle(FilmHand::End)->setFocus();
    QCOMPARE(room.asked.last(), 59'960); // what begins at the end is not in any more
}

void TrimDialogTest::worksWithoutFfmpeg()
{
    Room room;
    room.dialog.stripEnded(Error{.kind = ErrorKind::NoFfmpeg});
    QVERIFY(room.dialog.findChild<MomentPicture *>()->words().contains(text("ffmpeg")));
    QTest::keyClick(room.handle(FilmHand::Start), Qt::Key_PageUp);
    room.type(room.end(), "30");
    room.own()->click();
    QCOMPARE(room.asked, QVector<qint64>{0}); // it is not asked for what cannot be had
    QCOMPARE(room.dialog.startMs(), 10'000);
    QCOMPARE(room.dialog.endMs(), 30'000);
    QVERIFY(room.dialog.coverMs() >= 0);
    QVERIFY(room.button(QDialogButtonBox::Ok)->isEnabled());
    Room other;
    other.answer({ErrorKind::NoFfmpeg});
    QVERIFY(other.dialog.findChild<MomentPicture *>()->words().contains(text("ffmpeg")));
}

void TrimDialogTest::saysHowLongAndWhetherTooLong()
{
    Room room(film(30 * minuteMs));
    QVERIFY2(room.said().contains(text("30:00 of 30:00")), qPrintable(room.said()));
    QVERIFY2(room.said().contains(text("20:00 from this account; this is 10:00 too long")), qPrintable(room.said()));
    room.type(room.start(), "9:59.500");
    QVERIFY2(room.said().contains(text("this is 0:01 too long")), qPrintable(room.said()));
    room.type(room.start(), "10:00");
    QVERIFY(room.said().contains(text("20:00 of 30:00")));
    QVERIFY2(!room.said().contains(text("too long")), qPrintable(room.said()));
    TrimSubject unknown = film(30 * minuteMs);
    unknown.facts.mostMs = 0;
    Room other(unknown);
    QVERIFY(!other.said().contains(text("too long")));
}

void TrimDialogTest::saysHowItIsCut()
{
    TrimSubject subject = film();
    subject.lengthAlone = true;
    Room room(subject);
    QVERIFY(!room.said().contains(text("Quick")));
    QVERIFY(!room.said().contains(text("exact")));
    room.type(room.end(), "30");
    QVERIFY2(room.said().contains(text("Quick")), qPrintable(room.said()));
    room.type(room.start(), "3");
    QVERIFY(!room.said().contains(text("Quick")));
    QVERIFY2(room.said().contains(text("takes longer")), qPrintable(room.said()));
    Room other; // has to be mended anyway: nothing is promised
    other.type(other.end(), "30");
    QVERIFY(!other.said().contains(text("Quick")));
}

// Notes come and go while a handle is dragged: the film stays where it is, and so does the dialog's size.
void TrimDialogTest::nothingMovesUnderTheHand()
{
    TrimSubject subject = film(30 * minuteMs);
    subject.lengthAlone = true;
    Room room(subject);
    const auto *strip = room.dialog.findChild<Filmstrip *>();
    const auto placed = [&] { return QRect(strip->mapToGlobal(QPoint()), strip->size()); };
    const QRect before = placed();
    const QSize size = room.dialog.size();
    for (const char *start : {"1", "9:59", "10:00", "15:00", "0"}) {
        room.type(room.start(), start);
        QCoreApplication::processEvents();
        QCOMPARE(placed(), before);
        QCOMPARE(room.dialog.size(), size);
    }
}

void TrimDialogTest::everyControlHasAName()
{
    TrimSubject subject = film();
    subject.coverMs = 5000;
    Room room(subject);
    int controls = 0;
    for (QWidget *widget : room.dialog.findChildren<QWidget *>()) {
        const bool part = qobject_cast<QAbstractSpinBox *>(widget->parentWidget());
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() || part)
            continue;
        ++controls;
        QAccessibleInterface *told = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(told && !told->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
    }
    QCOMPARE(controls, 3 + 3 + 1 + 3); // handles, fields, the check box, buttons
    QAccessibleInterface *field = QAccessible::queryAccessibleInterface(room.cover());
    QVERIFY(field->text(QAccessible::Value).contains(text("0:00:05.000")));
}

void TrimDialogTest::numbersRunFromLeftToRight()
{
    QApplication::setLayoutDirection(Qt::RightToLeft);
    Room room;
    const auto x = [&room](QWidget *widget) { return widget->mapTo(&room.dialog, QPoint()).x(); };
    QVERIFY(x(room.handle(FilmHand::Start)) < x(room.handle(FilmHand::End)));
    QVERIFY(x(room.start()) < x(room.end()));
    QVERIFY(x(room.end()) < x(room.cover()));
    QVERIFY(x(room.start()) > 0);
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
    Room room;
    auto *shown = room.dialog.findChild<MomentPicture *>();
    const auto middle = [shown] { return shown->grab().toImage().pixelColor(shown->rect().center()); };
    room.answer(picture(Qt::red));
    QTRY_COMPARE(middle(), QColor(Qt::red));
    QTest::keyClick(room.handle(FilmHand::Start), Qt::Key_PageUp);
    room.answer(picture(Qt::green));
    QCOMPARE(middle(), QColor(Qt::red)); // not a blank between the two
    QTRY_COMPARE(middle(), QColor(Qt::green));
}

POSTREEL_TEST_MAIN(TrimDialogTest)
#include "tst_trim_dialog.moc"
