// What is asked before a draft is posted, and that nobody at the keyboard is held up by it.
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "tests/ui/fake_engine.h"
#include "tests/ui/sample_views.h"
#include "ui/translation.h"
#include "ui/window/compose/alt_text_dialog.h"
#include "ui/window/compose/composer.h"
#include "ui/window/compose/post_edit.h"
#include "ui/window/draft_controller.h"
#include "ui/window/main_window.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_pane.h"
#include "ui/window/window_controller.h"

#include <QAction>
#include <QMenuBar>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>

using namespace postreel;
using namespace postreel::testing;

namespace {

UploadView media(const char *id, const char *type, const char *alt = "")
{
    UploadView upload = sampleUpload(text(id), UploadState::Ready, text("/films/") % text(id) % text(".jpg"));
    upload.facts = {.mediaType = text(type)};
    if (!*type) // not looked at yet
        upload.verdict = Verdict::Unknown;
    upload.altText = text(alt);
    return upload;
}

struct Fixture
{
    QSettings &settings;
    Engine engine{EngineOptions{}};
    MainWindow window{{.settings = &settings, .cacheFolder = {}, .logFile = {}}};
    WindowController controller{engine, window};
    Translation translation;

    explicit Fixture(QSettings &kept) : settings(kept)
    {
        QCoreApplication::installTranslator(&translation);
        window.composer().setAccounts({{QStringLiteral("a"), QStringLiteral("@a"), false}},
                                      QStringLiteral("a"));
        window.show();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window is not active");
    }
    ~Fixture() { QCoreApplication::removeTranslator(&translation); }
    void open(const QVector<UploadView> &uploads, const char *id = "p1")
    {
        notify(uploads, id);
        controller.openDraft(text(id));
        window.composer().focusText();
    }
    void notify(const QVector<UploadView> &uploads, const char *id = "p1")
    {
        Q_EMIT engine.posts().changed(samplePost(text(id), PostState::Draft, text("words"), uploads));
    }
    void remind(bool on)
    {
        if (reminder()->isChecked() != on)
            reminder()->trigger();
    }
    QAction *reminder() const
    {
        for (QAction *action : window.findChildren<QAction *>())
            if (action->text() == text("&Remind me about missing alt text"))
                return action;
        return nullptr;
    }
    void pressPost() { QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier); }
    MessageBar *bar() { return window.composer().messages().bars().value(0); }
    // By key, as soon as it is shown.
    void press(const char *words)
    {
        for (QPushButton *each : bar()->findChildren<QPushButton *>()) {
            if (each->text() != text(words) || !QTest::qWaitFor([each] { return each->isVisible(); }))
                continue;
            each->setFocus();
            return QTest::keyClick(each, Qt::Key_Space);
        }
        qFatal("no button %s", words);
    }
    QStringList submitted() const { return fakeEngine().calls.filter(QStringLiteral("submit")); }
};

} // namespace

class DraftChecksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        fakeEngine() = FakeEngine{};
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath(text("s.ini")), QSettings::IniFormat);
    }
    void nobodyIsRemindedUnasked();
    void remindsOnceAndPostsThen();
    void postAnyway();
    void writeIt();
    void nothingIsMissing();
    void eachDraftIsAskedAnew();
    void theSettingIsKept();
    void mediaThatTurnOutNotToFit();
    void onePostPerFile();
    void whatGetsNoDraftStays();
    void whatFitsAgainIsNotSpokenOf();
    void subtitlesReachTheEngine();
    void aCopyTakesItsTextsAlong();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
};

void DraftChecksTest::nobodyIsRemindedUnasked()
{
    Fixture fixture(*m_settings);
    QVERIFY(!fixture.reminder()->isChecked());
    fixture.open({media("u", "image/png")});
    fixture.pressPost();
    QCOMPARE(fixture.submitted().size(), 1);
}

void DraftChecksTest::remindsOnceAndPostsThen()
{
    Fixture fixture(*m_settings);
    fixture.remind(true);
    fixture.open({media("u", "image/png"), media("v", "image/png"), media("w", "image/png", "Boats")});
    QWidget *const focused = QApplication::focusWidget();
    fixture.pressPost();
    QCOMPARE(fixture.submitted(), QStringList());
    QVERIFY(fixture.bar());
    QCOMPARE(fixture.bar()->text(), text("2 media have no alt text."));
    QCOMPARE(QApplication::focusWidget(), focused);
    fixture.pressPost(); // who knows what they do is not held up
    QCOMPARE(fixture.submitted().size(), 1);
    for (const MessageBar *bar : fixture.window.composer().messages().bars())
        QVERIFY(!bar->text().contains(text("alt text")));
}

void DraftChecksTest::postAnyway()
{
    Fixture fixture(*m_settings);
    fixture.remind(true);
    fixture.open({media("u", "video/mp4")});
    fixture.pressPost();
    QCOMPARE(fixture.bar()->text(), text("1 media has no alt text."));
    fixture.press("Post anyway");
    QCOMPARE(fixture.submitted().size(), 1);
}

void DraftChecksTest::writeIt()
{
    Fixture fixture(*m_settings);
    fixture.remind(true);
    fixture.open({media("u", "image/png")});
    fixture.pressPost();
    fixture.press("Write it");
    auto *dialog = fixture.window.findChild<AltTextDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(fixture.window.composer().messages().bars().isEmpty());
    QCOMPARE(fixture.submitted(), QStringList());
    dialog->reject();
}

void DraftChecksTest::nothingIsMissing()
{
    Fixture fixture(*m_settings);
    fixture.remind(true);
    fixture.open({media("u", "image/png", "Boats")});
    fixture.pressPost();
    QCOMPARE(fixture.submitted().size(), 1);
}

void DraftChecksTest::eachDraftIsAskedAnew()
{
    Fixture fixture(*m_settings);
    fixture.remind(true);
    fixture.open({media("u", "image/png")});
    fixture.pressPost();
    QVERIFY(fixture.bar());
    fixture.open({media("v", "image/png")}, "p2");
    QVERIFY(!fixture.bar()); // it was about the other one
    fixture.pressPost();
    QVERIFY(fixture.bar());
    QCOMPARE(fixture.submitted(), QStringList());
}

void DraftChecksTest::theSettingIsKept()
{
    {
        Fixture fixture(*m_settings);
        fixture.remind(true);
    }
    Fixture fixture(*m_settings);
    QVERIFY(fixture.reminder()->isChecked());
    fixture.open({media("u", "image/png")});
    fixture.pressPost();
    QCOMPARE(fixture.submitted(), QStringList());
}

void DraftChecksTest::mediaThatTurnOutNotToFit()
{
    Fixture fixture(*m_settings);
    fixture.open({media("u", ""), media("v", "")}); // pictures by their names
    QVERIFY(!fixture.bar());
    fixture.notify({media("u", "video/mp4"), media("v", "video/mp4")});
    QVERIFY(fixture.bar());
    QVERIFY(fixture.bar()->text().contains(text("one video or GIF in a Post, and here are 2")));
    fixture.notify({media("u", "video/mp4"), media("v", "video/mp4")}); // news come ten times a second
    QCOMPARE(fixture.window.composer().messages().bars().size(), 1);
    fixture.bar()->dismiss();
    fixture.notify({media("u", "video/mp4"), media("v", "video/mp4")});
    QVERIFY(!fixture.bar()); // said is said
    fixture.pressPost();
    QCOMPARE(fixture.submitted(), QStringList());
}

void DraftChecksTest::onePostPerFile()
{
    Fixture fixture(*m_settings);
    UploadView second = media("v", "video/mp4", "Boats");
    second.title = text("Harbour");
    second.coverMs = 1500;
    UploadView track;
    track.id = text("t");
    track.kind = UploadKind::Subtitle;
    track.parentId = second.id;
    track.language = text("DE");
    track.file = text("/films/v.srt");
    fixture.open({media("u", "video/mp4"), second, track, media("w", "video/mp4")});
    fixture.press("One Post per file");
    QTRY_COMPARE(fakeEngine().created.size(), 2);
    QTRY_COMPARE(fakeEngine().calls, (QStringList{text("detach v"), text("detach w")}));
    const NewMedia &made = fakeEngine().created.first().media.first();
    QCOMPARE(made.file, second.file);
    QCOMPARE(made.altText, text("Boats"));
    QCOMPARE(made.title, text("Harbour"));
    QCOMPARE(made.coverMs, 1500);
    QCOMPARE(made.subtitles.size(), 1);
    QCOMPARE(made.subtitles.first().language, text("DE"));
    QCOMPARE(fixture.window.composer().text(), text("words")); // the first one stays open
}

void DraftChecksTest::whatGetsNoDraftStays()
{
    Fixture fixture(*m_settings);
    fakeEngine().silent = true;
    fakeEngine().answers = {Error{.kind = ErrorKind::Missing, .subject = text("v")}, text("p2")};
    fixture.open({media("u", "video/mp4"), media("v", "video/mp4"), media("w", "video/mp4")});
    fixture.press("One Post per file");
    QTRY_COMPARE(fakeEngine().created.size(), 1);
    QVERIFY(fakeEngine().calls.isEmpty()); // not before its draft is there
    fakeEngine().silent = false;
    fakeEngine().answerNow();
    QTRY_COMPARE(fakeEngine().created.size(), 2);
    QTRY_COMPARE(fakeEngine().calls, QStringList{text("detach w")});
}

void DraftChecksTest::whatFitsAgainIsNotSpokenOf()
{
    Fixture fixture(*m_settings);
    fixture.open({media("u", "video/mp4"), media("v", "image/png")});
    QVERIFY(fixture.bar());
    fixture.notify({media("u", "video/mp4")});
    QVERIFY(!fixture.bar());
    fixture.notify({media("u", "video/mp4"), media("x", "image/png")});
    QVERIFY(fixture.bar()); // it is another case
}

void DraftChecksTest::subtitlesReachTheEngine()
{
    Fixture fixture(*m_settings);
    fixture.open({media("u", "video/mp4")});
    Q_EMIT fixture.window.composer().subtitlesAdded(text("u"), text("/a.srt"), text("DE"));
    Q_EMIT fixture.window.composer().titleChanged(text("u"), text("A"), text("B"));
    QCOMPARE(fakeEngine().calls, (QStringList{text("addSubtitles u /a.srt DE"), text("setTitle u A B")}));
    fakeEngine().trackSays = Error{.kind = ErrorKind::Missing};
    Q_EMIT fixture.window.composer().subtitlesAdded(text("u"), text("/gone.srt"), text("DE"));
    QTRY_VERIFY(fixture.bar());
    QVERIFY(fixture.bar()->text().contains(text("gone.srt")));
}

void DraftChecksTest::aCopyTakesItsTextsAlong()
{
    Fixture fixture(*m_settings);
    UploadView film = media("u", "video/mp4");
    film.description = text("At dawn");
    PostView old = samplePost(text("p9"), PostState::Cancelled, text("words"), {film});
    fixture.window.queue().model().putAll({old});
    Q_EMIT fixture.window.queue().actionTriggered(old.id, PostAction::Edit);
    QTRY_COMPARE(fakeEngine().created.size(), 1);
    QCOMPARE(fakeEngine().created.first().media.first().description, text("At dawn"));
}

POSTREEL_TEST_MAIN(DraftChecksTest)
#include "tst_draft_checks.moc"
