// What the window offers for a file that X would refuse, in which words, and what becomes of a person's word.
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "ui/error_text.h"
#include "ui/window/cure_text.h"
#include "ui/window/decision_buttons.h"
#include "ui/window/media_card.h"
#include "ui/window/mending_menu.h"
#include "ui/window/out_by_dialog.h"
#include "ui/window/picture_cache.h"
#include "ui/window/row_facts.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTimer>

using namespace postreel;
using namespace postreel::testing;

namespace {

constexpr qint64 minuteMs = 60'000;

UploadView asking(CureKind offered)
{
    UploadView upload = sampleUpload(QStringLiteral("u"), UploadState::NeedsFix);
    upload.verdict = Verdict::WillBeRefused;
    upload.problems = {{QStringLiteral("frame rate"), QStringLiteral("120 fps"), QStringLiteral("60 fps"), {}}};
    upload.offer = {.kind = offered, .ms = 80'000, .bytes = 12'000'000};
    return upload;
}

qint64 noon()
{
    return QDateTime(QDate(2030, 5, 1), QTime(12, 0)).toMSecsSinceEpoch();
}

struct CardRoom
{
    PictureCache pictures;
    MediaCard card{pictures, nullptr};

    explicit CardRoom(const UploadView &view)
    {
        card.setView(view);
        card.resize(360, 200);
        card.show();
    }
    QPushButton *button(const QString &start) const
    {
        for (QPushButton *each : card.findChildren<QPushButton *>())
            if (each->isVisible() && each->text().startsWith(start))
                return each;
        return nullptr;
    }
    QStringList menu() const
    {
        auto *menu = card.findChild<QMenu *>();
        Q_EMIT menu->aboutToShow();
        QStringList shown;
        for (const QAction *action : menu->actions())
            if (action->isVisible() && !action->isSeparator())
                shown << action->text();
        return shown;
    }
};

} // namespace

class DecisionsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void timesAreThoseThatWereReckoned();
    void everyCureHasWords();
    void bothWaysAreOffered();
    void whatHasNoCureIsNotOfferedOne();
    void aCureAtWorkTellsAndStops();
    void aCureThatFailedSaysWhy();
    void headersAreToldWhileFramesAreLookedAt();
    void outByIsAskedFor();
    void aHurryCanBeSaidBeforeTheFileIsKnown();
    void aHurryThatNoFixMakesIsSaid();
    void timesAreReckonedAnewEachMinute();
    void whatHelpsIsSaid();
    void readyByHeadersAloneIsAWarning();
    void theMenuHasOneChoice();
};

void DecisionsTest::timesAreThoseThatWereReckoned()
{
    UploadView upload = asking(CureKind::Both);
    QCOMPARE(fixText(upload, noon()), QStringLiteral("Fix (about 1:20)"));
    QCOMPARE(sendAnywayText(upload, noon()), QStringLiteral("Send anyway"));
    upload.fixedInMs = 25 * minuteMs;
    upload.sentInMs = 70 * minuteMs;
    QCOMPARE(fixText(upload, noon()), QStringLiteral("Fix, ready at ") % momentText(noon() + 25 * minuteMs, noon()));
    QVERIFY(sendAnywayText(upload, noon()).endsWith(momentText(noon() + 70 * minuteMs, noon())));
    upload.fixedInMs = -1;
    upload.offer.ms = 300;
    QCOMPARE(fixText(upload, noon()), QStringLiteral("Fix"));
    upload.fixPercent = 42;
    upload.fixLeftMs = 3 * minuteMs;
    QCOMPARE(fixingText(upload), QStringLiteral("Fixing 42 % \u00b7 3 min left"));
}

void DecisionsTest::everyCureHasWords()
{
    QStringList told;
    const QStringList names = cureKindNames();
    for (const QString &name : names)
        told << cureText({.kind = cureKindOf(name), .ms = 1, .bytes = 2'000'000});
    QVERIFY(told.takeFirst().isEmpty()); // there is none
    for (const QString &words : std::as_const(told))
        QVERIFY2(words.endsWith(QStringLiteral("about 2.0 MB afterwards")), qPrintable(words));
    QCOMPARE(QSet<QString>(told.cbegin(), told.cend()).size(), told.size());
}

void DecisionsTest::bothWaysAreOffered()
{
    CardRoom room(asking(CureKind::Both));
    QSignalSpy fix(&room.card, &MediaCard::fixWanted);
    QSignalSpy anyway(&room.card, &MediaCard::sendAnywayWanted);
    QVERIFY(room.button(QStringLiteral("Fix")));
    room.button(QStringLiteral("Fix"))->click();
    QCOMPARE(fix.takeFirst().at(0).toString(), QStringLiteral("u"));
    room.button(QStringLiteral("Send anyway"))->click();
    QCOMPARE(anyway.size(), 1);
    QVERIFY(room.button(QStringLiteral("Fix"))->accessibleName().contains(QStringLiteral("harbour at dawn.mp4")));
    QVERIFY(room.menu().contains(QStringLiteral("Fix")));
    QVERIFY(room.menu().contains(QStringLiteral("Post no later than…")));
}

void DecisionsTest::whatHasNoCureIsNotOfferedOne()
{
    CardRoom room(asking(CureKind::None));
    QVERIFY(!room.button(QStringLiteral("Fix")));
    QVERIFY(room.button(QStringLiteral("Send anyway")));
    QVERIFY(!room.menu().contains(QStringLiteral("Fix")));
}

void DecisionsTest::aCureAtWorkTellsAndStops()
{
    UploadView upload = asking(CureKind::Video);
    upload.state = UploadState::Fixing;
    upload.fixPercent = 7;
    CardRoom room(upload);
    QVERIFY2(room.card.accessibleName().contains(QStringLiteral("Fixing 7 %")), qPrintable(room.card.accessibleName()));
    QSignalSpy stop(&room.card, &MediaCard::stopFixingWanted);
    room.button(QStringLiteral("Stop fixing"))->click();
    QCOMPARE(stop.size(), 1);
    QVERIFY(!room.button(QStringLiteral("Send anyway")));
    // What is wrong is being mended: what that does is said in its place.
    QVERIFY(room.card.accessibleName().contains(QStringLiteral("Converts the picture")));
    QVERIFY(!room.card.accessibleName().contains(QStringLiteral("X will refuse")));
}

void DecisionsTest::aCureThatFailedSaysWhy()
{
    UploadView upload = asking(CureKind::Video);
    upload.error = {.kind = ErrorKind::CureFailed, .said = QStringLiteral("Invalid data found")};
    CardRoom room(upload);
    QVERIFY2(room.card.accessibleName().contains(QStringLiteral("could not be fixed")), qPrintable(room.card.accessibleName()));
    QVERIFY(room.card.accessibleName().contains(QStringLiteral("Invalid data found")));
    QVERIFY(room.button(QStringLiteral("Fix"))); // once more, if wanted
    upload.error = {.kind = ErrorKind::Aborted}; // the person stopped it, and knows
    room.card.setView(upload);
    QVERIFY(room.card.accessibleName().contains(QStringLiteral("Frame rate 120 fps")));
}

void DecisionsTest::headersAreToldWhileFramesAreLookedAt()
{
    UploadView upload = asking(CureKind::None);
    upload.state = UploadState::Checking;
    CardRoom room(upload);
    QVERIFY2(room.card.accessibleName().contains(QStringLiteral("Frame rate 120 fps, X takes 60 fps. Still checking")),
             qPrintable(room.card.accessibleName()));
    QVERIFY(!room.button(QString()));
}

void DecisionsTest::outByIsAskedFor()
{
    auto *dialog = new OutByDialog(QStringLiteral("/films/a.mp4"), 0, noon() + 12'345, nullptr);
    QCOMPARE(dialog->outByMs(), noon() + 60 * minuteMs); // whoever opens it wants a time: Return gives one
    auto *time = dialog->findChild<QDateTimeEdit *>();
    time->setDateTime(QDateTime::fromMSecsSinceEpoch(noon() + 6 * 60 * minuteMs));
    QVERIFY(dialog->findChild<QCheckBox *>()->isChecked());
    QCOMPARE(dialog->outByMs(), noon() + 6 * 60 * minuteMs);
    QVERIFY2(!time->displayFormat().contains(u's'), qPrintable(time->displayFormat()));
    dialog->findChild<QCheckBox *>()->setChecked(false);
    QCOMPARE(dialog->outByMs(), 0); // whenever it is ready
    delete dialog;
}

void DecisionsTest::aHurryCanBeSaidBeforeTheFileIsKnown()
{
    const QString outBy = QStringLiteral("Post no later than…");
    UploadView upload = asking(CureKind::Both);
    for (const UploadState state : {UploadState::Queued, UploadState::Checking}) {
        upload.state = state;
        QVERIFY(CardRoom(upload).menu().contains(outBy));
    }
    upload.state = UploadState::Sending;
    QVERIFY(!CardRoom(upload).menu().contains(outBy));
    UploadView queued = sampleUpload(QStringLiteral("u"), UploadState::Queued);
    queued.verdict = Verdict::Unknown;
    queued.outByAtMs = noon();
    CardRoom room(queued);
    QVERIFY(room.card.accessibleName().contains(QStringLiteral("Post no later than ") % momentText(noon())));
}

void DecisionsTest::aHurryThatNoFixMakesIsSaid()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    UploadView upload = asking(CureKind::Both);
    upload.outByAtMs = now + 60 * minuteMs;
    upload.fixedInMs = 20 * minuteMs;
    CardRoom room(upload);
    const QString late = QStringLiteral("even the quickest fix is not ready until ");
    QVERIFY(!room.card.accessibleName().contains(late));
    upload.fixedInMs = 300 * minuteMs;
    room.card.setView(upload);
    QVERIFY2(room.card.accessibleName().contains(late), qPrintable(room.card.accessibleName()));
}

void DecisionsTest::timesAreReckonedAnewEachMinute()
{
    UploadView upload = asking(CureKind::Both);
    upload.fixedInMs = 19 * minuteMs;
    CardRoom room(upload);
    QPushButton *fix = room.button(QStringLiteral("Fix"));
    auto *minute = room.card.findChild<QTimer *>(QString(), Qt::FindDirectChildrenOnly);
    QVERIFY(minute && minute->isActive());
    QCOMPARE(minute->interval(), minuteMs);
    fix->setText(QStringLiteral("Fix, ready at an old time"));
    minute->setInterval(1);
    QTRY_VERIFY(!fix->text().contains(QStringLiteral("old")));
    room.card.hide();
    fix->setText(QStringLiteral("Fix, ready at an old time"));
    room.card.show();
    QVERIFY(!fix->text().contains(QStringLiteral("old")));
    upload.state = UploadState::Sending;
    room.card.setView(upload);
    QVERIFY(!minute->isActive());
}

void DecisionsTest::whatHelpsIsSaid()
{
    UploadView upload = asking(CureKind::None);
    upload.problems[0].cure = QStringLiteral("Reduce it to 60 fps");
    upload.wantsFfmpeg = true;
    CardRoom room(upload);
    const QString said = room.card.accessibleName();
    QVERIFY2(said.contains(QStringLiteral("X takes 60 fps (Reduce it to 60 fps). ")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("Install the package ffmpeg")), qPrintable(said));
}

void DecisionsTest::readyByHeadersAloneIsAWarning()
{
    UploadView upload = sampleUpload(QStringLiteral("u"), UploadState::Sending);
    CardRoom room(upload);
    const auto badge = [&room]() -> QLabel * {
        for (QLabel *label : room.card.findChildren<QLabel *>())
            if (label->text().startsWith(QStringLiteral("Ready")))
                return label;
        return nullptr;
    };
    const auto color = [&badge] { return badge()->palette().color(QPalette::WindowText); };
    QVERIFY(badge());
    QCOMPARE(color(), moodColor(Mood::Good, room.card.palette()));
    upload.headersAlone = true;
    room.card.setView(upload);
    QVERIFY(badge());
    QCOMPARE(badge()->text(), QStringLiteral("Ready, as far as Postreel can tell without ffmpeg"));
    QCOMPARE(color(), moodColor(Mood::Warning, room.card.palette()));
}

void DecisionsTest::theMenuHasOneChoice()
{
    MendingMenu menu(nullptr);
    QSignalSpy chosen(&menu, &MendingMenu::chosen);
    menu.setFixesByItself(true); // as the engine has it: nobody chose
    QCOMPARE(chosen.size(), 0);
    QVERIFY(menu.actions().at(1)->isChecked() && !menu.actions().at(0)->isChecked());
    menu.actions().at(0)->trigger();
    QCOMPARE(chosen.takeFirst().at(0).toBool(), false);
}

POSTREEL_TEST_MAIN(DecisionsTest)
#include "tst_decisions.moc"
