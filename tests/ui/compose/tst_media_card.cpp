// A card of the composer: what its menu offers, what it says, and its picture.
#include "tests/support/test_main.h"
#include "tests/ui/sample_views.h"
#include "ui/stage_text.h"
#include "ui/window/compose/media_card.h"
#include "ui/window/compose/media_picture.h"
#include "ui/window/parts/picture_cache.h"

#include <QAccessible>
#include <QImage>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

struct Fixture
{
    PictureCache pictures;
    MediaCard card{pictures, nullptr};
    UploadView upload = sampleUpload(QStringLiteral("u"), UploadState::Ready);

    QString said()
    {
        card.setView(upload);
        return card.accessibleName();
    }
    QAction *entry(const char *begin)
    {
        auto *menu = card.findChild<QMenu *>();
        Q_EMIT menu->aboutToShow();
        for (QAction *action : menu->actions())
            if (action->text().startsWith(QLatin1String(begin)))
                return action;
        qFatal("no entry %s", begin);
    }
};

} // namespace

class MediaCardTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyVideosAreTrimmed();
    void saysWhatWasChosen();
    void aWaitIsNotWhatThePercentAreOf();
    void oneOfSeveralSoundsIsChosen();
    void assistiveTechnologyHasItsMenu();
    void withoutAPictureThereIsAnIcon_data();
    void withoutAPictureThereIsAnIcon();
};

void MediaCardTest::onlyVideosAreTrimmed()
{
    Fixture fixture;
    QSignalSpy wanted(&fixture.card, &MediaCard::trimRequested);
    fixture.card.setView(fixture.upload);
    QVERIFY(fixture.entry("Trim and cover")->isVisible());
    fixture.entry("Trim and cover")->trigger();
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().toString(), QStringLiteral("u"));
    for (const char *type : {"image/png", "image/gif", ""}) {
        fixture.upload.facts.mediaType = QString::fromLatin1(type);
        fixture.card.setView(fixture.upload);
        QVERIFY(!fixture.entry("Trim and cover")->isVisible());
    }
}

void MediaCardTest::saysWhatWasChosen()
{
    Fixture fixture;
    QVERIFY(!fixture.said().contains(QStringLiteral("trimmed")));
    QVERIFY(!fixture.said().contains(QStringLiteral("cover")));
    fixture.upload.trimEndMs = 5000;
    QVERIFY(fixture.said().contains(QStringLiteral("trimmed")));
    fixture.upload.coverMs = 0;
    QVERIFY(fixture.said().contains(QStringLiteral("has a cover")));
}

// "Uploading 40 %", but "No network · 40 %".
void MediaCardTest::aWaitIsNotWhatThePercentAreOf()
{
    Fixture fixture;
    fixture.upload = sampleUpload(QStringLiteral("u"), UploadState::Sending);
    const int percent = stageOf(fixture.upload).percent;
    QVERIFY(percent > 0 && percent < 100);
    QVERIFY2(fixture.said().contains(QStringLiteral("Uploading %1 %").arg(percent)), qPrintable(fixture.said()));
    fixture.upload.state = UploadState::Waiting;
    fixture.upload.reason = WaitReason::Offline;
    const int kept = stageOf(fixture.upload).percent;
    QVERIFY(kept > 0 && kept < 100);
    QVERIFY2(fixture.said().contains(QStringLiteral("No network · %1 %").arg(kept)), qPrintable(fixture.said()));
}

void MediaCardTest::oneOfSeveralSoundsIsChosen()
{
    Fixture fixture;
    fixture.card.setView(fixture.upload);
    QVERIFY(!fixture.entry("Sound track")->isVisible());
    fixture.upload.facts.sounds = {{.stream = 1, .name = QStringLiteral("English, stereo")}, {.stream = 3, .name = QStringLiteral("German & French, 5.1")}};
    fixture.upload.facts.sound = 1;
    QVERIFY(fixture.said().contains(QStringLiteral("sound: English, stereo")));
    QAction *entry = fixture.entry("Sound track");
    QVERIFY(entry->isVisible());
    const QList<QAction *> tracks = entry->menu()->actions();
    QCOMPARE(tracks.size(), 2);
    QVERIFY(tracks[0]->isChecked() && !tracks[1]->isChecked());
    QCOMPARE(tracks[1]->text(), QStringLiteral("German && French, 5.1"));
    QSignalSpy wanted(&fixture.card, &MediaCard::soundRequested);
    tracks[1]->trigger();
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first(), (QVariantList{QStringLiteral("u"), 3}));
}

// What pops up is no part of the window for it.
void MediaCardTest::assistiveTechnologyHasItsMenu()
{
    Fixture fixture;
    fixture.card.setView(fixture.upload);
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(&fixture.card);
    QAccessibleActionInterface *can = face->actionInterface();
    QVERIFY(can);
    for (const char *name : {"Alt text…", "Trim and cover…", "Subtitles…", "Title and description…", "Remove"})
        QVERIFY2(can->actionNames().contains(QString::fromUtf8(name)), name);
    QVERIFY(!can->actionNames().contains(QStringLiteral("Fix it"))); // the menu would not show it either
    QSignalSpy alt(&fixture.card, &MediaCard::altTextRequested);
    QSignalSpy removed(&fixture.card, &MediaCard::removeRequested);
    can->doAction(QStringLiteral("Alt text…"));
    QCOMPARE(alt.size(), 0); // whoever asked has its answer first
    QTRY_COMPARE(alt.size(), 1);
    QCOMPARE(alt.first().first().toString(), QStringLiteral("u"));
    can->doAction(QStringLiteral("Remove"));
    QTRY_COMPARE(removed.size(), 1);
    fixture.upload.facts.mediaType = QStringLiteral("image/png");
    fixture.upload.facts.mediaCategory = QStringLiteral("tweet_image");
    fixture.upload.facts.sounds = {{.stream = 1, .name = QStringLiteral("English")}, {.stream = 3, .name = QStringLiteral("German & French")}};
    fixture.card.setView(fixture.upload);
    QVERIFY(!can->actionNames().contains(QStringLiteral("Trim and cover…")));
    QSignalSpy sound(&fixture.card, &MediaCard::soundRequested);
    can->doAction(QStringLiteral("Sound track: German & French"));
    QTRY_COMPARE(sound.size(), 1);
}

void MediaCardTest::withoutAPictureThereIsAnIcon_data()
{
    QTest::addColumn<QByteArray>("thumbnail"); // nothing: none could be made
    QTest::newRow("none") << QByteArray();
    QTest::newRow("a broken one") << QByteArray("no picture at all");
}

void MediaCardTest::withoutAPictureThereIsAnIcon()
{
    QFETCH(QByteArray, thumbnail);
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(thumbnail);
    file.close();
    Fixture fixture;
    fixture.upload.thumbnail = thumbnail.isEmpty() ? QString() : file.fileName();
    fixture.card.setView(fixture.upload);
    auto *picture = fixture.card.findChild<MediaPicture *>();
    QSignalSpy read(&fixture.pictures, &PictureCache::ready);
    const auto tones = [picture] {
        const QImage image = picture->grab().toImage();
        QSet<QRgb> found;
        for (int x = image.width() / 2 - 13; x < image.width() / 2 + 13; ++x)
            for (int y = image.height() / 2 - 13; y < image.height() / 2 + 13; ++y)
                found << image.pixel(x, y);
        return found.size();
    };
    QVERIFY(tones() > 2);
    if (!thumbnail.isEmpty())
        QTRY_VERIFY(!read.isEmpty());
    QVERIFY(tones() > 2);
    QCOMPARE(read.size(), thumbnail.isEmpty() ? 0 : 1); // it is not read again and again
}

POSTREEL_TEST_MAIN(MediaCardTest)
#include "tst_media_card.moc"
