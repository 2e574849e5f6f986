// The dialog of the subtitle tracks, worked by keys.
#include "tests/support/test_main.h"
#include "tests/ui/named_controls.h"
#include "tests/ui/sample_views.h"
#include "ui/window/compose/subtitle_language.h"
#include "ui/window/compose/subtitle_row.h"
#include "ui/window/compose/subtitles_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace postreel;
using namespace postreel::testing;

namespace {

UploadView track(const char *id, const char *language, UploadState state = UploadState::Ready)
{
    UploadView view;
    view.id = QString::fromLatin1(id);
    view.kind = UploadKind::Subtitle;
    view.parentId = QStringLiteral("u");
    view.language = QString::fromLatin1(language);
    view.file = QStringLiteral("/films/harbour.") % view.language % QStringLiteral(".srt");
    view.state = state;
    view.verdict = Verdict::Ready;
    return view;
}

UploadView refused(const char *id, const char *language)
{
    UploadView view = track(id, language, UploadState::NeedsFix);
    view.verdict = Verdict::WillBeRefused;
    view.problems = {
        {QStringLiteral("text encoding"), QStringLiteral("UTF-16 LE"), QStringLiteral("UTF-8"), {}},
        {QStringLiteral("subtitles"), QStringLiteral("line 7: a cue without a number"), {}, {}}};
    view.offer.kind = FixKind::Text;
    return view;
}

struct Fixture
{
    SubtitlesDialog *dialog =
        new SubtitlesDialog(sampleUpload(QStringLiteral("u"), UploadState::Ready), nullptr);
    QComboBox *language = dialog->findChild<QComboBox *>();
    QPushButton *choose = button("Choose &file…");
    QSignalSpy added{dialog, &SubtitlesDialog::addRequested};

    Fixture()
    {
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->show();
        if (!QTest::qWaitForWindowActive(dialog))
            qFatal("the dialog is not active");
    }
    ~Fixture() { delete dialog; }
    QPushButton *button(const char *text) const
    {
        for (QPushButton *each : dialog->findChildren<QPushButton *>())
            if (each->text() == QString::fromUtf8(text) && each->isVisibleTo(dialog))
                return each;
        return nullptr;
    }
    QStringList words() const
    {
        QStringList words;
        for (const QLabel *label : dialog->findChildren<QLabel *>())
            if (label->isVisibleTo(dialog))
                words << (label->accessibleName().isEmpty() ? label->text() : label->accessibleName());
        return words;
    }
    bool says(const char *text) const { return words().join(u'\n').contains(QString::fromUtf8(text)); }
    static void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
};

} // namespace

class SubtitlesDialogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aTrackIsAddedByKeys();
    void returnAdds();
    void aTrackOfTheSameLanguageIsReplaced();
    void aFileIsChosen();
    void whyAFileWasNotAdded();
    void problemsAreTold();
    void decisionsAreToldByKeys();
    void aTrackIsRemovedByKey();
    void rowsKeepTheFocus();
    void whatHoldsATrackUp();
    void everyControlHasAName();
    void languages();
    void languagesInNames_data();
    void languagesInNames();
};

void SubtitlesDialogTest::aTrackIsAddedByKeys()
{
    Fixture fixture;
    QVERIFY(fixture.says("There are no subtitles yet."));
    QVERIFY(fixture.choose->hasFocus());
    QVERIFY(!fixture.button("&Add")->isEnabled());
    QCOMPARE(fixture.language->currentData().toString(), QStringLiteral("EN")); // as the system has no other
    fixture.dialog->setFile(QStringLiteral("/films/harbour.de.srt"));
    QVERIFY(fixture.language->hasFocus());
    QCOMPARE(fixture.language->currentData().toString(), QStringLiteral("DE")); // as its name tells
    QTest::keyClicks(fixture.language, QStringLiteral("French"));
    QCOMPARE(fixture.language->currentData().toString(), QStringLiteral("FR"));
    Fixture::press(Qt::Key_Tab);
    QVERIFY(fixture.button("&Add")->hasFocus());
    QCOMPARE(fixture.button("&Add")->accessibleName(), QStringLiteral("Add French subtitles"));
    Fixture::press(Qt::Key_Space);
    QCOMPARE(fixture.added.size(), 1);
    QCOMPARE(fixture.added.first(),
             (QVariantList{QStringLiteral("/films/harbour.de.srt"), QStringLiteral("FR")}));
    QVERIFY(fixture.choose->hasFocus()); // for the next one
    QVERIFY(!fixture.button("&Add")->isEnabled());
    fixture.dialog->setTracks({track("t", "FR")});
    QVERIFY(!fixture.says("There are no subtitles yet."));
    QVERIFY(fixture.says("French"));
    Fixture::press(Qt::Key_Escape);
    QVERIFY(!fixture.dialog->isVisible());
}

void SubtitlesDialogTest::returnAdds()
{
    Fixture fixture;
    fixture.language->setFocus();
    Fixture::press(Qt::Key_Return); // there is no file yet
    QVERIFY(fixture.dialog->isVisible());
    QCOMPARE(fixture.added.size(), 0);
    fixture.dialog->setFile(QStringLiteral("/films/harbour.de.srt"));
    Fixture::press(Qt::Key_Return);
    QCOMPARE(fixture.added.size(), 1);
    QVERIFY(fixture.dialog->isVisible());
}

void SubtitlesDialogTest::aTrackOfTheSameLanguageIsReplaced()
{
    Fixture fixture;
    fixture.dialog->setTracks({track("t", "DE")});
    fixture.dialog->setFile(QStringLiteral("/films/new.de.vtt"));
    QVERIFY(fixture.button("&Replace"));
    QCOMPARE(fixture.button("&Replace")->accessibleName(), QStringLiteral("Replace the German subtitles"));
    fixture.dialog->setLanguage(QStringLiteral("IT"));
    QVERIFY(fixture.button("&Add"));
}

void SubtitlesDialogTest::aFileIsChosen()
{
    Fixture fixture;
    Fixture::press(Qt::Key_Space);
    auto *files = fixture.dialog->findChild<QFileDialog *>();
    QVERIFY(files);
    QVERIFY(files->nameFilters().first().contains(QStringLiteral("*.srt *.vtt")));
    Q_EMIT files->fileSelected(QStringLiteral("/films/x.it.vtt"));
    QVERIFY(fixture.says("x.it.vtt"));
    QCOMPARE(fixture.language->currentData().toString(), QStringLiteral("IT"));
    files->close();
}

void SubtitlesDialogTest::whyAFileWasNotAdded()
{
    Fixture fixture;
    fixture.dialog->showError(QStringLiteral("It is not there."));
    QVERIFY(fixture.says("It is not there."));
    fixture.dialog->setFile(QStringLiteral("/films/x.srt"));
    QVERIFY(!fixture.says("It is not there."));
}

void SubtitlesDialogTest::problemsAreTold()
{
    Fixture fixture;
    fixture.dialog->setTracks({track("a", "EN"), refused("b", "DE")});
    QVERIFY(fixture.says(
        "X won't take this as it is\nText encoding UTF-16 LE; X takes UTF-8\nSubtitles line 7: a cue without a number"));
    UploadView gone = track("b", "DE", UploadState::Failed);
    gone.error = Error{.kind = ErrorKind::Missing};
    fixture.dialog->setTracks({track("a", "EN"), gone});
    QVERIFY(fixture.says("cannot be found"));
    QVERIFY(!fixture.says("UTF-16"));
}

void SubtitlesDialogTest::decisionsAreToldByKeys()
{
    Fixture fixture;
    QSignalSpy fix(fixture.dialog, &SubtitlesDialog::fixRequested);
    QSignalSpy anyway(fixture.dialog, &SubtitlesDialog::sendAnywayRequested);
    fixture.dialog->setTracks({refused("b", "DE")});
    fixture.button("Fix it")->setFocus();
    Fixture::press(Qt::Key_Space);
    Fixture::press(Qt::Key_Tab);
    QVERIFY(fixture.button("Send anyway")->hasFocus());
    Fixture::press(Qt::Key_Space);
    QCOMPARE(fix.size(), 1);
    QCOMPARE(anyway.size(), 1);
    QCOMPARE(fix.first().first().toString(), QStringLiteral("b"));
    Fixture::press(Qt::Key_Tab);
    auto *remove = fixture.dialog->findChild<SubtitleRow *>()->findChild<QToolButton *>();
    QVERIFY(remove->hasFocus());
    Fixture::press(Qt::Key_Tab);
    QVERIFY(fixture.choose->hasFocus()); // from the tracks on to the next one
}

void SubtitlesDialogTest::aTrackIsRemovedByKey()
{
    Fixture fixture;
    QSignalSpy removed(fixture.dialog, &SubtitlesDialog::removeRequested);
    fixture.dialog->setTracks({track("a", "EN"), track("b", "DE")});
    auto *remove = fixture.dialog->findChildren<SubtitleRow *>().last()->findChild<QToolButton *>();
    QCOMPARE(remove->accessibleName(), QStringLiteral("Remove the German subtitles"));
    remove->setFocus();
    Fixture::press(Qt::Key_Space);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.first().first().toString(), QStringLiteral("b"));
    fixture.dialog->setTracks({track("a", "EN")});
    QVERIFY(fixture.choose->hasFocus());
    QTRY_COMPARE(fixture.dialog->findChildren<SubtitleRow *>().size(), 1);
}

void SubtitlesDialogTest::rowsKeepTheFocus()
{
    Fixture fixture;
    fixture.dialog->setTracks({track("b", "DE", UploadState::Sending)});
    auto *remove = fixture.dialog->findChild<SubtitleRow *>()->findChild<QToolButton *>();
    remove->setFocus();
    fixture.dialog->setTracks({track("a", "EN"), track("b", "DE")}); // news come ten times a second
    QVERIFY(remove->hasFocus());
}

void SubtitlesDialogTest::whatHoldsATrackUp()
{
    QCOMPARE(trackErrorText(track("a", "EN")), QString());
    QCOMPARE(trackErrorText(track("a", "EN", UploadState::Sending)), QString());
    QCOMPARE(trackErrorText(refused("b", "DE")),
             QStringLiteral(
                 "German subtitles: Waiting for your decision. X won't take this as it is. Text encoding UTF-16 LE; X takes UTF-8. "
                 "Subtitles line 7: a cue without a number"));
}

void SubtitlesDialogTest::everyControlHasAName()
{
    Fixture fixture;
    fixture.dialog->setTracks({refused("a", "EN"), track("b", "DE")});
    int seen = 0;
    QCOMPARE(namelessControl(*fixture.dialog, seen), QString());
    QCOMPARE(seen, 8);
    for (const SubtitleRow *row : fixture.dialog->findChildren<SubtitleRow *>())
        QVERIFY(row->accessibleName().contains(languageName(row->view().language)));
}

void SubtitlesDialogTest::languages()
{
    const QVector<SubtitleLanguage> all = subtitleLanguages();
    QVERIFY(all.size() > 100);
    QSet<QString> codes;
    for (const SubtitleLanguage &language : all) {
        QCOMPARE(language.code.size(), 2);
        QCOMPARE(language.code, language.code.toUpper());
        QVERIFY(!codes.contains(language.code));
        codes << language.code;
        QCOMPARE(languageName(language.code), language.name);
    }
    for (const char *code : {"EN", "DE", "JA", "AR", "PT", "ZH"})
        QVERIFY2(codes.contains(QLatin1String(code)), code);
    QCOMPARE(languageName(QStringLiteral("QQ")), QStringLiteral("QQ"));
}

void SubtitlesDialogTest::languagesInNames_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("code");
    QTest::newRow("a code") << QStringLiteral("/a.b/film.de.srt") << QStringLiteral("DE");
    QTest::newRow("capitals") << QStringLiteral("film_EN.vtt") << QStringLiteral("EN");
    QTest::newRow("three letters") << QStringLiteral("film.deu.srt") << QStringLiteral("DE");
    QTest::newRow("with a country") << QStringLiteral("film.pt-BR.srt") << QStringLiteral("PT");
    QTest::newRow("no code") << QStringLiteral("film.srt") << QString();
    QTest::newRow("letters that are none") << QStringLiteral("film.qq.srt") << QString();
    QTest::newRow("a word") << QStringLiteral("film.final.srt") << QString();
}

void SubtitlesDialogTest::languagesInNames()
{
    QFETCH(QString, file);
    QTEST(languageInName(file), "code");
}

POSTREEL_TEST_MAIN(SubtitlesDialogTest)
#include "tst_subtitles_dialog.moc"
