// What the window offers for a file that X would refuse, in which words, and what becomes of a person's word.
#include "tests/support/test_main.h"
#include "tests/ui/sample_views.h"
#include "ui/stage_text.h"
#include "ui/window/compose/deadline_dialog.h"
#include "ui/window/compose/decision_buttons.h"
#include "ui/window/compose/fix_text.h"
#include "ui/window/compose/media_card.h"
#include "ui/window/fix_menu.h"
#include "ui/window/parts/link_button.h"
#include "ui/window/parts/main_button.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/parts/stage_icon.h"
#include "ui/window/parts/tooltips.h"

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

struct MediaCardFixture
{
    PictureCache pictures;
    MediaCard card{pictures, nullptr};

    explicit MediaCardFixture(const UploadView &view)
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
    void everyFixHasWords();
    void theFixSaysWhatItDoes();
    void bothWaysAreOffered();
    void whatHasNoFixIsNotOfferedOne();
    void aFixAtWorkTellsAndStops();
    void aFixThatFailedSaysWhy();
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
        return QStringLiteral("(ready at ") % dateTimeText(noon() + minutes * minuteMs, noon()) % u')';
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
    UploadView upload = sampleOffer(FixKind::Both);
    upload.offer.ms = offerMs;
    upload.fixedInMs = fixedInMs;
    upload.sentInMs = sentInMs;
    QTEST(fixText(upload, noon()), "fix");
    QTEST(sendAnywayText(upload, noon()), "anyway");
}

void DecisionsTest::aFixAtWorkIsTold()
{
    UploadView upload = sampleOffer(FixKind::Both);
    QCOMPARE(fixingText(upload), QStringLiteral("Fixing"));
    upload.fixPercent = 42;
    QCOMPARE(fixingText(upload), QStringLiteral("Fixing · 42 %"));
    upload.fixLeftMs = 20'000;
    QCOMPARE(fixingText(upload), QStringLiteral("Fixing · 42 % · about 20 s left"));
    upload.fixLeftMs = 3 * minuteMs;
    QCOMPARE(fixingText(upload), QStringLiteral("Fixing · 42 % · about 3 min left"));
}

void DecisionsTest::everyFixHasWords()
{
    QStringList told;
    const QStringList names = fixKindNames();
    for (const QString &name : names) {
        UploadView upload;
        upload.offer = {.kind = fixKindOf(name), .ms = 1, .bytes = 2'000'000};
        told << fixSteps(upload);
    }
    QVERIFY(told.takeFirst().isEmpty()); // there is none
    for (const QString &words : std::as_const(told))
        QVERIFY2(words.endsWith(QStringLiteral(". About 2.0 MB afterwards.")), qPrintable(words));
    QCOMPARE(QSet<QString>(told.cbegin(), told.cend()).size(), told.size());
}

void DecisionsTest::theFixSaysWhatItDoes()
{
    UploadView upload = sampleOffer(FixKind::Video);
    upload.problems[0].fix = QStringLiteral("Reduce it to 60 fps");
    upload.problems << upload.problems[0]; // it is said once
    const QString steps = QStringLiteral("Reduce it to 60 fps. The sound stays as it is. About 12.0 MB afterwards.");
    QCOMPARE(fixSteps(upload), steps);
    MediaCardFixture fixture(upload);
    const QPushButton *fix = fixture.button(QStringLiteral("Fix it"));
    QCOMPARE(fix->accessibleDescription(), steps);
    QCOMPARE(fix->toolTip(), plainTooltip(steps)); // never markup of a file
    QVERIFY(fixture.card.accessibleName().endsWith(QStringLiteral("The fix: ") % steps));
    upload.fixedInMs = minuteMs; // with the way to X
    fixture.card.setView(upload);
    QVERIFY(fix->accessibleDescription().contains(QStringLiteral("includes the upload")));
}

void DecisionsTest::bothWaysAreOffered()
{
    MediaCardFixture fixture(sampleOffer(FixKind::Both));
    QSignalSpy fix(&fixture.card, &MediaCard::fixRequested);
    QSignalSpy anyway(&fixture.card, &MediaCard::sendAnywayRequested);
    QVERIFY(qobject_cast<MainButton *>(fixture.button(QStringLiteral("Fix it (about 2 min)"))));
    fixture.button(QStringLiteral("Fix it"))->click();
    QCOMPARE(fix.takeFirst().at(0).toString(), QStringLiteral("u"));
    QVERIFY(qobject_cast<LinkButton *>(fixture.button(QStringLiteral("Send anyway")))); // the lesser one
    fixture.button(QStringLiteral("Send anyway"))->click();
    QCOMPARE(anyway.size(), 1);
    QVERIFY(fixture.button(QStringLiteral("Fix it"))->accessibleName().contains(QStringLiteral("harbour at dawn.mp4")));
    QVERIFY(fixture.menu().contains(QStringLiteral("Fix it")));
    QVERIFY(fixture.menu().contains(QStringLiteral("Post no later than…")));
}

void DecisionsTest::whatHasNoFixIsNotOfferedOne()
{
    MediaCardFixture fixture(sampleOffer(FixKind::None));
    QVERIFY(!fixture.button(QStringLiteral("Fix")));
    QVERIFY(fixture.button(QStringLiteral("Send anyway")));
    QVERIFY(!fixture.menu().contains(QStringLiteral("Fix it")));
}

void DecisionsTest::aFixAtWorkTellsAndStops()
{
    UploadView upload = sampleOffer(FixKind::Video);
    upload.state = UploadState::Fixing;
    upload.fixPercent = 7;
    MediaCardFixture fixture(upload);
    QVERIFY2(fixture.card.accessibleName().contains(QStringLiteral("Fixing · 7 %")), qPrintable(fixture.card.accessibleName()));
    QSignalSpy stop(&fixture.card, &MediaCard::stopFixingRequested);
    fixture.button(QStringLiteral("Stop"))->click();
    QCOMPARE(stop.size(), 1);
    QVERIFY(!fixture.button(QStringLiteral("Send anyway")));
    // What is wrong is being fixed: what that does is said with it.
    QVERIFY(fixture.card.accessibleName().contains(QStringLiteral("Converts the picture")));
    QVERIFY(!fixture.card.accessibleName().contains(QStringLiteral("X won't take")));
    QCOMPARE(fixture.card.accessibleName().count(QStringLiteral("Fixing")), 1);
}

void DecisionsTest::aFixThatFailedSaysWhy()
{
    UploadView upload = sampleOffer(FixKind::Video);
    upload.error = {.kind = ErrorKind::FixFailed, .detail = QStringLiteral("Invalid data found")};
    MediaCardFixture fixture(upload);
    QVERIFY2(fixture.card.accessibleName().contains(QStringLiteral("could not be fixed")), qPrintable(fixture.card.accessibleName()));
    QVERIFY(fixture.card.accessibleName().contains(QStringLiteral("Invalid data found")));
    QVERIFY(fixture.button(QStringLiteral("Fix"))); // once more, if wanted
    upload.error = {.kind = ErrorKind::Aborted}; // the person stopped it, and knows
    fixture.card.setView(upload);
    QVERIFY(fixture.card.accessibleName().contains(QStringLiteral("X won't take this as it is, 120 frames a second")));
}

void DecisionsTest::headersAreToldWhileFramesAreLookedAt()
{
    UploadView upload = sampleOffer(FixKind::None);
    upload.state = UploadState::Checking;
    MediaCardFixture fixture(upload);
    QVERIFY2(fixture.card.accessibleName().endsWith(
                 QStringLiteral("X won't take this as it is, Still checking its frames…, 120 frames a second; X takes 60")),
             qPrintable(fixture.card.accessibleName()));
    QVERIFY(!fixture.button(QString()));
}

void DecisionsTest::outByIsAskedFor()
{
    auto *dialog = new DeadlineDialog(QStringLiteral("/films/a.mp4"), 0, noon() + 12'345, nullptr);
    QCOMPARE(dialog->deadlineMs(), noon() + 60 * minuteMs); // whoever opens it wants a time: Return gives one
    auto *time = dialog->findChild<QDateTimeEdit *>();
    time->setDateTime(QDateTime::fromMSecsSinceEpoch(noon() + 6 * 60 * minuteMs));
    QVERIFY(dialog->findChild<QCheckBox *>()->isChecked());
    QCOMPARE(dialog->deadlineMs(), noon() + 6 * 60 * minuteMs);
    QVERIFY2(!time->displayFormat().contains(u's'), qPrintable(time->displayFormat()));
    dialog->findChild<QCheckBox *>()->setChecked(false);
    QCOMPARE(dialog->deadlineMs(), 0); // whenever it is ready
    delete dialog;
}

void DecisionsTest::aHurryCanBeSaidBeforeTheFileIsKnown()
{
    const QString outBy = QStringLiteral("Post no later than…");
    UploadView upload = sampleOffer(FixKind::Both);
    for (const UploadState state : {UploadState::Queued, UploadState::Checking}) {
        upload.state = state;
        QVERIFY(MediaCardFixture(upload).menu().contains(outBy));
    }
    upload.state = UploadState::Sending;
    QVERIFY(!MediaCardFixture(upload).menu().contains(outBy));
    UploadView queued = sampleUpload(QStringLiteral("u"), UploadState::Queued);
    queued.verdict = Verdict::Unknown;
    queued.deadlineAtMs = noon();
    MediaCardFixture fixture(queued);
    QVERIFY(fixture.card.accessibleName().contains(QStringLiteral("Post no later than ") % dateTimeText(noon())));
}

void DecisionsTest::aHurryThatNoFixMakesIsSaid()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    UploadView upload = sampleOffer(FixKind::Both);
    upload.deadlineAtMs = now + 60 * minuteMs;
    upload.fixedInMs = 20 * minuteMs;
    MediaCardFixture fixture(upload);
    const QString late = QStringLiteral("even the quickest fix is not ready until ");
    QVERIFY(!fixture.card.accessibleName().contains(late));
    upload.fixedInMs = 300 * minuteMs;
    fixture.card.setView(upload);
    QVERIFY2(fixture.card.accessibleName().contains(late), qPrintable(fixture.card.accessibleName()));
}

void DecisionsTest::timesAreReckonedAnewEachMinute()
{
    UploadView upload = sampleOffer(FixKind::Both);
    upload.fixedInMs = 19 * minuteMs;
    MediaCardFixture fixture(upload);
    QPushButton *fix = fixture.button(QStringLiteral("Fix"));
    auto *minute = fixture.card.findChild<QTimer *>(QString(), Qt::FindDirectChildrenOnly);
    QVERIFY(minute && minute->isActive());
    QCOMPARE(minute->interval(), minuteMs);
    fix->setText(QStringLiteral("Fix it (ready at an old time)"));
    minute->setInterval(1);
    QTRY_VERIFY(!fix->text().contains(QStringLiteral("old")));
    fixture.card.hide();
    fix->setText(QStringLiteral("Fix it (ready at an old time)"));
    fixture.card.show();
    QVERIFY(!fix->text().contains(QStringLiteral("old")));
    upload.state = UploadState::Sending;
    fixture.card.setView(upload);
    QVERIFY(!minute->isActive());
}

void DecisionsTest::whatHelpsIsSaid()
{
    UploadView upload = sampleOffer(FixKind::None);
    upload.problems[0].fix = QStringLiteral("Reduce it to 60 fps");
    upload.wantsFfmpeg = true;
    MediaCardFixture fixture(upload);
    const QString said = fixture.card.accessibleName();
    QVERIFY2(said.endsWith(QStringLiteral("120 frames a second; X takes 60 (Reduce it to 60 fps)")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("Install the package ffmpeg")), qPrintable(said));
}

void DecisionsTest::readyByHeadersAloneIsAWarning()
{
    UploadView upload = sampleUpload(QStringLiteral("u"), UploadState::Ready);
    MediaCardFixture fixture(upload);
    const auto badge = [&fixture]() -> QLabel * {
        for (QLabel *label : fixture.card.findChildren<QLabel *>())
            if (label->accessibleName().startsWith(QStringLiteral("Ready")))
                return label;
        return nullptr;
    };
    const auto color = [&badge] { return badge()->palette().color(QPalette::WindowText); };
    QVERIFY(badge());
    QCOMPARE(color(), severityColor(Severity::Good, fixture.card.palette()));
    upload.headersAlone = true;
    fixture.card.setView(upload);
    QVERIFY(badge());
    QCOMPARE(badge()->text(), QStringLiteral("Ready, as far as Postreel can tell without ffmpeg"));
    QCOMPARE(color(), severityColor(Severity::Warning, fixture.card.palette()));
}

void DecisionsTest::theMenuHasOneChoice()
{
    FixMenu menu(nullptr);
    QSignalSpy chosen(&menu, &FixMenu::chosen);
    menu.setFixesByItself(true); // as the engine has it: nobody chose
    QCOMPARE(chosen.size(), 0);
    QVERIFY(menu.actions().at(1)->isChecked() && !menu.actions().at(0)->isChecked());
    menu.actions().at(0)->trigger();
    QCOMPARE(chosen.takeFirst().at(0).toBool(), false);
}

POSTREEL_TEST_MAIN(DecisionsTest)
#include "tst_decisions.moc"
