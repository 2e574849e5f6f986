// What the window offers for a file that X would refuse, in which words, and what becomes of a person's word.
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "ui/error_text.h"
#include "ui/window/cure_text.h"
#include "ui/window/decision_buttons.h"
#include "ui/window/link_button.h"
#include "ui/window/main_button.h"
#include "ui/window/media_card.h"
#include "ui/window/mending_menu.h"
#include "ui/window/out_by_dialog.h"
#include "ui/window/picture_cache.h"
#include "ui/window/row_facts.h"
#include "ui/window/tooltips.h"

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
    void timesAreThoseThatWereReckoned_data();
    void timesAreThoseThatWereReckoned();
    void aFixAtWorkIsTold();
    void everyCureHasWords();
    void theFixSaysWhatItDoes();
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

void DecisionsTest::timesAreThoseThatWereReckoned_data()
{
    QTest::addColumn<qint64>("offerMs");
    QTest::addColumn<qint64>("fixedInMs");
    QTest::addColumn<qint64>("sentInMs");
    QTest::addColumn<QString>("fix");
    QTest::addColumn<QString>("anyway");
    const auto row = [](const char *tag, qint64 offerMs, qint64 fixedInMs, qint64 sentInMs, const QString &fix,
                        const QString &anyway) { QTest::newRow(tag) << offerMs << fixedInMs << sentInMs << fix << anyway; };
    const auto at = [](qint64 minutes) -> QString {
        return QStringLiteral("(ready at ") % momentText(noon() + minutes * minuteMs, noon()) % u')';
    };
    const QString fix = QStringLiteral("Fix it");
    const QString anyway = QStringLiteral("Send anyway");
    row("nothing to speak of", 300, -1, -1, fix, anyway);
    row("seconds", 9500, -1, -1, QStringLiteral("Fix it (10 s)"), anyway);
    row("minutes", 80'000, -1, -1, QStringLiteral("Fix it (about 2 min)"), anyway);
    row("the way to X is known", 80'000, 25 * minuteMs, 4000, QStringLiteral("Fix it (about 25 min)"),
        QStringLiteral("Send anyway (4 s)"));
    row("just below an hour", 0, 60 * minuteMs - 1, 59 * minuteMs, QStringLiteral("Fix it (about 1 h)"),
        QStringLiteral("Send anyway (about 59 min)"));
    row("a time of day from an hour on", 0, 60 * minuteMs, 70 * minuteMs, fix % u' ' % at(60), anyway % u' ' % at(70));
}

void DecisionsTest::timesAreThoseThatWereReckoned()
{
    QFETCH(qint64, offerMs);
    QFETCH(qint64, fixedInMs);
    QFETCH(qint64, sentInMs);
    UploadView upload = sampleOffer(CureKind::Both);
    upload.offer.ms = offerMs;
    upload.fixedInMs = fixedInMs;
    upload.sentInMs = sentInMs;
    QTEST(fixText(upload, noon()), "fix");
    QTEST(sendAnywayText(upload, noon()), "anyway");
}

void DecisionsTest::aFixAtWorkIsTold()
{
    UploadView upload = sampleOffer(CureKind::Both);
    QCOMPARE(fixingText(upload), QStringLiteral("Fixing"));
    upload.fixPercent = 42;
    QCOMPARE(fixingText(upload), QStringLiteral("Fixing · 42 %"));
    upload.fixLeftMs = 20'000;
    QCOMPARE(fixingText(upload), QStringLiteral("Fixing · 42 % · about 20 s left"));
    upload.fixLeftMs = 3 * minuteMs;
    QCOMPARE(fixingText(upload), QStringLiteral("Fixing · 42 % · about 3 min left"));
}

void DecisionsTest::everyCureHasWords()
{
    QStringList told;
    const QStringList names = cureKindNames();
    for (const QString &name : names) {
        UploadView upload;
        upload.offer = {.kind = cureKindOf(name), .ms = 1, .bytes = 2'000'000};
        told << fixSteps(upload);
    }
    QVERIFY(told.takeFirst().isEmpty()); // there is none
    for (const QString &words : std::as_const(told))
        QVERIFY2(words.endsWith(QStringLiteral(". About 2.0 MB afterwards.")), qPrintable(words));
    QCOMPARE(QSet<QString>(told.cbegin(), told.cend()).size(), told.size());
}

void DecisionsTest::theFixSaysWhatItDoes()
{
    UploadView upload = sampleOffer(CureKind::Video);
    upload.problems[0].cure = QStringLiteral("Reduce it to 60 fps");
    upload.problems << upload.problems[0]; // it is said once
    const QString steps = QStringLiteral("Reduce it to 60 fps. The sound stays as it is. About 12.0 MB afterwards.");
    QCOMPARE(fixSteps(upload), steps);
    CardRoom room(upload);
    const QPushButton *fix = room.button(QStringLiteral("Fix it"));
    QCOMPARE(fix->accessibleDescription(), steps);
    QCOMPARE(fix->toolTip(), plainTooltip(steps)); // never markup of a file
    QVERIFY(room.card.accessibleName().endsWith(QStringLiteral("The fix: ") % steps));
    upload.fixedInMs = minuteMs; // with the way to X
    room.card.setView(upload);
    QVERIFY(fix->accessibleDescription().contains(QStringLiteral("includes the upload")));
}

void DecisionsTest::bothWaysAreOffered()
{
    CardRoom room(sampleOffer(CureKind::Both));
    QSignalSpy fix(&room.card, &MediaCard::fixWanted);
    QSignalSpy anyway(&room.card, &MediaCard::sendAnywayWanted);
    QVERIFY(qobject_cast<MainButton *>(room.button(QStringLiteral("Fix it (about 2 min)"))));
    room.button(QStringLiteral("Fix it"))->click();
    QCOMPARE(fix.takeFirst().at(0).toString(), QStringLiteral("u"));
    QVERIFY(qobject_cast<LinkButton *>(room.button(QStringLiteral("Send anyway")))); // the lesser one
    room.button(QStringLiteral("Send anyway"))->click();
    QCOMPARE(anyway.size(), 1);
    QVERIFY(room.button(QStringLiteral("Fix it"))->accessibleName().contains(QStringLiteral("harbour at dawn.mp4")));
    QVERIFY(room.menu().contains(QStringLiteral("Fix it")));
    QVERIFY(room.menu().contains(QStringLiteral("Post no later than…")));
}

void DecisionsTest::whatHasNoCureIsNotOfferedOne()
{
    CardRoom room(sampleOffer(CureKind::None));
    QVERIFY(!room.button(QStringLiteral("Fix")));
    QVERIFY(room.button(QStringLiteral("Send anyway")));
    QVERIFY(!room.menu().contains(QStringLiteral("Fix it")));
}

void DecisionsTest::aCureAtWorkTellsAndStops()
{
    UploadView upload = sampleOffer(CureKind::Video);
    upload.state = UploadState::Fixing;
    upload.fixPercent = 7;
    CardRoom room(upload);
    QVERIFY2(room.card.accessibleName().contains(QStringLiteral("Fixing · 7 %")), qPrintable(room.card.accessibleName()));
    QSignalSpy stop(&room.card, &MediaCard::stopFixingWanted);
    room.button(QStringLiteral("Stop"))->click();
    QCOMPARE(stop.size(), 1);
    QVERIFY(!room.button(QStringLiteral("Send anyway")));
    // What is wrong is being mended: what that does is said with it.
    QVERIFY(room.card.accessibleName().contains(QStringLiteral("Converts the picture")));
    QVERIFY(!room.card.accessibleName().contains(QStringLiteral("X won't take")));
    QCOMPARE(room.card.accessibleName().count(QStringLiteral("Fixing")), 1);
}

void DecisionsTest::aCureThatFailedSaysWhy()
{
    UploadView upload = sampleOffer(CureKind::Video);
    upload.error = {.kind = ErrorKind::CureFailed, .said = QStringLiteral("Invalid data found")};
    CardRoom room(upload);
    QVERIFY2(room.card.accessibleName().contains(QStringLiteral("could not be fixed")), qPrintable(room.card.accessibleName()));
    QVERIFY(room.card.accessibleName().contains(QStringLiteral("Invalid data found")));
    QVERIFY(room.button(QStringLiteral("Fix"))); // once more, if wanted
    upload.error = {.kind = ErrorKind::Aborted}; // the person stopped it, and knows
    room.card.setView(upload);
    QVERIFY(room.card.accessibleName().contains(QStringLiteral("X won't take this as it is, 120 frames a second")));
}

void DecisionsTest::headersAreToldWhileFramesAreLookedAt()
{
    UploadView upload = sampleOffer(CureKind::None);
    upload.state = UploadState::Checking;
    CardRoom room(upload);
    QVERIFY2(room.card.accessibleName().endsWith(
                 QStringLiteral("X won't take this as it is, Still checking its frames…, 120 frames a second; X takes 60")),
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
    UploadView upload = sampleOffer(CureKind::Both);
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
    UploadView upload = sampleOffer(CureKind::Both);
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
    UploadView upload = sampleOffer(CureKind::Both);
    upload.fixedInMs = 19 * minuteMs;
    CardRoom room(upload);
    QPushButton *fix = room.button(QStringLiteral("Fix"));
    auto *minute = room.card.findChild<QTimer *>(QString(), Qt::FindDirectChildrenOnly);
    QVERIFY(minute && minute->isActive());
    QCOMPARE(minute->interval(), minuteMs);
    fix->setText(QStringLiteral("Fix it (ready at an old time)"));
    minute->setInterval(1);
    QTRY_VERIFY(!fix->text().contains(QStringLiteral("old")));
    room.card.hide();
    fix->setText(QStringLiteral("Fix it (ready at an old time)"));
    room.card.show();
    QVERIFY(!fix->text().contains(QStringLiteral("old")));
    upload.state = UploadState::Sending;
    room.card.setView(upload);
    QVERIFY(!minute->isActive());
}

void DecisionsTest::whatHelpsIsSaid()
{
    UploadView upload = sampleOffer(CureKind::None);
    upload.problems[0].cure = QStringLiteral("Reduce it to 60 fps");
    upload.wantsFfmpeg = true;
    CardRoom room(upload);
    const QString said = room.card.accessibleName();
    QVERIFY2(said.endsWith(QStringLiteral("120 frames a second; X takes 60 (Reduce it to 60 fps)")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("Install the package ffmpeg")), qPrintable(said));
}

void DecisionsTest::readyByHeadersAloneIsAWarning()
{
    UploadView upload = sampleUpload(QStringLiteral("u"), UploadState::Ready);
    CardRoom room(upload);
    const auto badge = [&room]() -> QLabel * {
        for (QLabel *label : room.card.findChildren<QLabel *>())
            if (label->accessibleName().startsWith(QStringLiteral("Ready")))
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
