// What a media's card tells of its texts and of its neighbours, and what its menu opens.
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "tests/ui/sample_views.h"
#include "ui/translation.h"
#include "ui/window/compose/composer.h"
#include "ui/window/compose/media_card.h"
#include "ui/window/compose/subtitle_row.h"
#include "ui/window/compose/subtitles_dialog.h"
#include "ui/window/compose/title_dialog.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/parts/picture_cache.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace postreel;
using namespace postreel::testing;

namespace {

// `type`: its content, whatever its name says.
UploadView media(const char *id, const char *type)
{
    UploadView upload = sampleUpload(text(id), UploadState::Ready, text("/films/a.jpg"));
    upload.facts = {.mediaType = text(type)};
    if (!*type) // not looked at yet
        upload.verdict = Verdict::Unknown;
    return upload;
}

UploadView track(const char *id, const char *parent, UploadState state)
{
    UploadView upload;
    upload.id = text(id);
    upload.kind = UploadKind::Subtitle;
    upload.parentId = text(parent);
    upload.language = QStringLiteral("DE");
    upload.file = QStringLiteral("/films/a.de.srt");
    upload.state = state;
    if (state == UploadState::NeedsFix)
        upload.verdict = Verdict::WillBeRefused;
    return upload;
}

struct Fixture
{
    PictureCache pictures;
    Composer composer{pictures, nullptr};
    Translation translation;

    Fixture()
    {
        QCoreApplication::installTranslator(&translation);
        composer.setAccounts({{QStringLiteral("a"), QStringLiteral("@a"), false}}, QStringLiteral("a"));
        composer.resize(400, 500);
        composer.show();
    }
    ~Fixture() { QCoreApplication::removeTranslator(&translation); }
    void show(const QVector<UploadView> &uploads) { composer.showDraft({}, uploads); }
    MediaCard *card(int place = 0) const { return composer.findChildren<MediaCard *>().value(place); }
    QAction *action(const char *name, int place = 0) const
    {
        auto *menu = card(place)->findChild<QMenu *>();
        Q_EMIT menu->aboutToShow();
        for (QAction *each : menu->actions())
            if (each->text() == text(name))
                return each;
        return nullptr;
    }
};

} // namespace

class MediaTextsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatCannotShareAPost_data();
    void whatCannotShareAPost();
    void whatDoesNotFitIsMarked();
    void tracksAreCounted();
    void tracksThatAskHoldThePostBack();
    void tracksThatEndLateAreToldAlone();
    void theMenuIsForVideos_data();
    void theMenuIsForVideos();
    void titleAndDescription();
    void subtitles();
    void subtitlesGoWithTheirVideo();
    void troubleIsToldWhereItIsSeen();
    void missingAltTextsAreAskedInTurn();
};

void MediaTextsTest::whatCannotShareAPost_data()
{
    QTest::addColumn<QVector<UploadView>>("uploads");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *tag, const QVector<UploadView> &uploads, const char *why) {
        QTest::newRow(tag) << uploads << text(why);
    };
    const UploadView picture = media("p", "image/png");
    row("four pictures", QVector<UploadView>(4, picture), "");
    row("five pictures", QVector<UploadView>(5, picture), "up to four pictures");
    row("two videos", {media("a", "video/mp4"), media("b", "video/quicktime")}, "one video or GIF");
    row("a GIF and a video", {media("a", "image/gif"), media("b", "video/mp4")}, "one video or GIF");
    row("a picture and a video", {picture, media("b", "video/mp4")}, "together with pictures");
    row("nothing known, named as pictures", {media("a", ""), media("b", "")}, "");
}

void MediaTextsTest::whatCannotShareAPost()
{
    QFETCH(QVector<UploadView>, uploads);
    QFETCH(QString, why);
    for (qsizetype i = 0; i < uploads.size(); ++i)
        uploads[i].id = QString::number(i);
    Fixture fixture;
    fixture.show(uploads);
    const QString said = fixture.composer.whyNotPost();
    QCOMPARE(said.isEmpty(), why.isEmpty());
    QVERIFY2(said.contains(why), qPrintable(said));
    QVERIFY(why.isEmpty() || said.contains(QStringLiteral("Make one Post per file instead")));
}

void MediaTextsTest::whatDoesNotFitIsMarked()
{
    Fixture fixture;
    const QString mark = QStringLiteral("X does not take it together with the media above");
    fixture.show({media("a", "video/mp4"), media("b", "video/mp4")});
    QVERIFY(!fixture.card(0)->accessibleName().contains(mark));
    QVERIFY(fixture.card(1)->accessibleName().contains(mark));
    fixture.composer.setUploads({media("b", "video/mp4")});
    QTRY_COMPARE(fixture.composer.findChildren<MediaCard *>().size(), 1);
    QVERIFY(!fixture.card()->accessibleName().contains(mark));
    QCOMPARE(fixture.composer.whyNotPost(), QString());
}

void MediaTextsTest::tracksAreCounted()
{
    Fixture fixture;
    fixture.show({media("a", "video/mp4"), track("t1", "a", UploadState::Ready),
               track("t2", "a", UploadState::Sending), track("t3", "a", UploadState::Cancelled),
               track("t4", "another", UploadState::Ready)});
    QCOMPARE(fixture.composer.findChildren<MediaCard *>().size(), 1);
    QVERIFY2(fixture.card()->accessibleName().contains(QStringLiteral("2 subtitle tracks")),
             qPrintable(fixture.card()->accessibleName()));
    fixture.composer.setUploads({media("a", "video/mp4"), track("t1", "a", UploadState::Ready)});
    QVERIFY(fixture.card()->accessibleName().contains(QStringLiteral("1 subtitle track,")));
    UploadView titled = media("a", "video/mp4");
    titled.title = QStringLiteral("x");
    fixture.composer.setUploads({titled});
    QVERIFY(!fixture.card()->accessibleName().contains(QStringLiteral("subtitle")));
    QVERIFY(fixture.card()->accessibleName().contains(QStringLiteral("has a title")));
}

void MediaTextsTest::tracksThatAskHoldThePostBack()
{
    Fixture fixture;
    for (const UploadState state : {UploadState::NeedsFix, UploadState::Failed}) {
        fixture.show({media("a", "video/mp4"), track("t", "a", state)});
        QVERIFY(fixture.composer.whyNotPost().contains(QStringLiteral("wrong with the subtitles")));
        QVERIFY(fixture.card()->accessibleName().contains(QStringLiteral("German subtitles: ")));
        // What its words end in is a button of the card.
        const bool failed = state == UploadState::Failed;
        QSignalSpy decided(&fixture.composer, failed ? &Composer::retryRequested : &Composer::sendAnywayRequested);
        for (QPushButton *button : fixture.card()->findChildren<QPushButton *>())
            if (button->isVisibleTo(fixture.card()) && button->text() == text(failed ? "Retry" : "Send anyway"))
                button->click();
        QCOMPARE(decided.size(), 1);
        QCOMPARE(decided.first().first().toString(), text("t"));
    }
    fixture.show({media("a", "video/mp4"), track("t", "a", UploadState::Sending)});
    QCOMPARE(fixture.composer.whyNotPost(), QString());
}

// A warning holds nothing back, and goes as soon as it is not true any more.
void MediaTextsTest::tracksThatEndLateAreToldAlone()
{
    Fixture fixture;
    UploadView late = track("t", "a", UploadState::Sending);
    late.verdict = Verdict::Ready;
    late.problems = {{.field = QStringLiteral("subtitles"), .value = QStringLiteral("until 9 s, but the video ends at 4 s"), .limit = {}, .fix = {}}};
    fixture.show({media("a", "video/mp4"), late});
    QCOMPARE(fixture.composer.whyNotPost(), QString());
    const QString words = QStringLiteral("German subtitles: Subtitles until 9 s, but the video ends at 4 s");
    QVERIFY2(fixture.card()->accessibleName().contains(words), qPrintable(fixture.card()->accessibleName()));
    late.problems.clear();
    fixture.show({media("a", "video/mp4"), late});
    QVERIFY(!fixture.card()->accessibleName().contains(QStringLiteral("until 9 s")));
}

void MediaTextsTest::theMenuIsForVideos_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("shown");
    QTest::newRow("video") << text("video/webm") << true;
    QTest::newRow("picture") << text("image/png") << false;
    QTest::newRow("GIF") << text("image/gif") << false;
}

void MediaTextsTest::theMenuIsForVideos()
{
    QFETCH(QString, type);
    QFETCH(bool, shown);
    Fixture fixture;
    fixture.show({media("a", qPrintable(type))});
    QCOMPARE(fixture.action("Subtitles…")->isVisible(), shown);
    QCOMPARE(fixture.action("Title and description…")->isVisible(), shown);
    QVERIFY(fixture.action("Alt text…")->isVisible());
}

void MediaTextsTest::titleAndDescription()
{
    Fixture fixture;
    fixture.show({media("a", "video/mp4")});
    QSignalSpy changed(&fixture.composer, &Composer::titleChanged);
    fixture.action("Title and description…")->trigger();
    auto *dialog = fixture.composer.findChild<TitleDialog *>();
    QVERIFY(dialog);
    dialog->findChild<QLineEdit *>()->setText(QStringLiteral("Harbour"));
    dialog->accept();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first(), (QVariantList{QStringLiteral("a"), QStringLiteral("Harbour"), QString()}));
}

void MediaTextsTest::subtitles()
{
    Fixture fixture;
    fixture.show({media("a", "video/mp4"), track("t", "a", UploadState::Ready)});
    QSignalSpy added(&fixture.composer, &Composer::subtitlesAdded);
    QSignalSpy removed(&fixture.composer, &Composer::removeRequested);
    QSignalSpy fixed(&fixture.composer, &Composer::fixRequested);
    QSignalSpy shown(&fixture.composer, &Composer::subtitlesShown);
    fixture.action("Subtitles…")->trigger();
    auto *dialog = fixture.composer.findChild<SubtitlesDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(dialog->findChildren<SubtitleRow *>().size(), 1);
    Q_EMIT dialog->addRequested(QStringLiteral("/a.srt"), QStringLiteral("EN"));
    QCOMPARE(added.first(),
             (QVariantList{QStringLiteral("a"), QStringLiteral("/a.srt"), QStringLiteral("EN")}));
    fixture.composer.setUploads({media("a", "video/mp4"), track("t", "a", UploadState::Ready),
                              track("t2", "a", UploadState::Checking)});
    QCOMPARE(dialog->findChildren<SubtitleRow *>().size(), 2); // as they are now
    Q_EMIT dialog->removeRequested(QStringLiteral("t"));
    Q_EMIT dialog->fixRequested(QStringLiteral("t2"));
    QCOMPARE(removed.first().first().toString(), QStringLiteral("t"));
    QCOMPARE(fixed.first().first().toString(), QStringLiteral("t2"));
    QCOMPARE(shown, QList<QVariantList>{{true}});
    dialog->close();
    QCOMPARE(shown, (QList<QVariantList>{{true}, {false}}));
}

void MediaTextsTest::subtitlesGoWithTheirVideo()
{
    Fixture fixture;
    fixture.show({media("a", "video/mp4")});
    fixture.action("Subtitles…")->trigger();
    fixture.composer.showDraft({}, {});
    QTRY_VERIFY(!fixture.composer.findChild<SubtitlesDialog *>());
}

void MediaTextsTest::troubleIsToldWhereItIsSeen()
{
    Fixture fixture;
    fixture.show({media("a", "video/mp4")});
    fixture.action("Subtitles…")->trigger();
    auto *dialog = fixture.composer.findChild<SubtitlesDialog *>();
    fixture.composer.showSubtitleError(QStringLiteral("It is not there."));
    QVERIFY(fixture.composer.messages().bars().isEmpty());
    const QList<QLabel *> labels = dialog->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->text() == QStringLiteral("It is not there.");
    }));
    dialog->close();
    QTRY_VERIFY(!fixture.composer.findChild<SubtitlesDialog *>());
    fixture.composer.showSubtitleError(QStringLiteral("It is not there."));
    QCOMPARE(fixture.composer.messages().bars().size(), 1);
}

void MediaTextsTest::missingAltTextsAreAskedInTurn()
{
    Fixture fixture;
    QVector<UploadView> uploads{media("a", "image/png"), media("b", "image/png"), media("c", "image/png")};
    uploads[1].altText = QStringLiteral("There is one");
    fixture.show(uploads);
    QSignalSpy changed(&fixture.composer, &Composer::altTextChanged);
    fixture.composer.writeAltTexts();
    for (const char *id : {"a", "c"}) {
        QDialog *open = nullptr;
        for (QDialog *dialog : fixture.composer.findChildren<QDialog *>())
            open = dialog->isVisible() ? dialog : open;
        QVERIFY2(open, id);
        open->findChild<QPlainTextEdit *>()->setPlainText(text(id));
        open->accept();
        QCOMPARE(changed.last(), (QVariantList{text(id), text(id)}));
    }
    QCOMPARE(changed.size(), 2);
    for (const QDialog *dialog : fixture.composer.findChildren<QDialog *>())
        QVERIFY(!dialog->isVisible());
}

POSTREEL_TEST_MAIN(MediaTextsTest)
#include "tst_media_texts.moc"
