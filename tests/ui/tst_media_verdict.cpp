// What a card says of its media: headline with an icon, reasons folded below.
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "ui/window/media_card.h"
#include "ui/window/media_verdict.h"
#include "ui/window/picture_cache.h"

#include <QLabel>
#include <QToolButton>

using namespace postreel;
using namespace postreel::testing;

namespace {

UploadView lateTrack()
{
    UploadView track;
    track.kind = UploadKind::Subtitle;
    track.language = QStringLiteral("DE");
    track.state = UploadState::Ready;
    track.verdict = Verdict::Ready;
    track.problems = {{QStringLiteral("subtitles"), QStringLiteral("until 4 s, but the video ends at 3 s"), {}, {}}};
    return track;
}

struct Room
{
    PictureCache pictures;
    MediaCard card{pictures, nullptr};

    explicit Room(const UploadView &view)
    {
        card.setView(view);
        card.resize(360, 200);
        card.show();
    }
};

struct Case
{
    UploadView media;
    QVector<UploadView> tracks;
    bool fits = true;
    std::optional<Glyph> glyph;
    Mood mood = Mood::Quiet;
    const char *headline = "";
    QStringList notes;
};

} // namespace

Q_DECLARE_METATYPE(Case)

class MediaVerdictTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theIconAndTheHeadline_data();
    void theIconAndTheHeadline();
    void whatHelpsWithoutAFixStandsWithItsReason();
    void aFixAtWorkKeepsTheReasons();
    void aFixThatFailedKeepsTheReasons();
    void theReasonsAreFolded();
    void aLineEndsInNoNumber();
};

void MediaVerdictTest::theIconAndTheHeadline_data()
{
    QTest::addColumn<Case>("it");
    const auto row = [](const char *tag, const Case &it) { QTest::newRow(tag) << it; };
    const UploadView ready = sampleUpload(QStringLiteral("u"), UploadState::Sending);
    UploadView view = ready;
    view.verdict = Verdict::Unknown;
    row("not known yet", {.media = view});
    row("ready, not uploaded yet", {.media = ready, .headline = "Ready"}); // a check mark means that it is done
    row("ready and uploaded", {.media = sampleUpload(QStringLiteral("u"), UploadState::Ready),
                               .glyph = Glyph::Check,
                               .mood = Mood::Good,
                               .headline = "Ready"});
    view = ready;
    view.headersAlone = true;
    row("ready by its headers", {.media = view, .glyph = Glyph::Info, .mood = Mood::Warning,
                                 .headline = "Ready, as far as Postreel can tell without ffmpeg"});
    view = sampleOffer(CureKind::Both);
    row("refused", {.media = view, .glyph = Glyph::Warning, .mood = Mood::Bad, .headline = "X won't take this as it is."});
    view.verdict = Verdict::MayBeRefused;
    row("perhaps", {.media = view, .glyph = Glyph::Warning, .mood = Mood::Warning, .headline = "X may refuse this."});
    view.state = UploadState::Checking;
    row("still checking", {.media = view, .glyph = Glyph::Warning, .mood = Mood::Warning, .headline = "X may refuse this.",
                           .notes = {QStringLiteral("Still checking its frames…")}});
    view.state = UploadState::Fixing;
    view.fixPercent = 43;
    view.fixLeftMs = 20'000;
    row("fixing", {.media = view, .glyph = Glyph::Wrench, .mood = Mood::Active, .headline = "Fixing · 43 % · about 20 s left"});
    row("fixing, but not with the one above", {.media = view, .fits = false, .glyph = Glyph::Wrench, .mood = Mood::Active,
                                               .headline = "Fixing · 43 % · about 20 s left",
                                               .notes = {QStringLiteral("X does not take it together with the media above")}});
    row("not with the one above", {.media = ready, .fits = false, .glyph = Glyph::Warning, .mood = Mood::Bad,
                                   .headline = "X does not take it together with the media above"});
    row("late subtitles", {.media = ready, .tracks = {lateTrack()}, .glyph = Glyph::Warning, .mood = Mood::Warning,
                           .headline = "German subtitles: Subtitles until 4 s, but the video ends at 3 s"});
    row("both", {.media = sampleOffer(CureKind::Both), .fits = false, .glyph = Glyph::Warning, .mood = Mood::Bad,
                 .headline = "X won't take this as it is.",
                 .notes = {QStringLiteral("X does not take it together with the media above")}});
}

void MediaVerdictTest::theIconAndTheHeadline()
{
    QFETCH(Case, it);
    const MediaVerdict verdict = mediaVerdict(it.media, it.tracks, it.fits, 0);
    QCOMPARE(verdict.headline, QString::fromUtf8(it.headline));
    QCOMPARE(verdict.glyph, it.glyph);
    QCOMPARE(verdict.mood, it.mood);
    QCOMPARE(verdict.notes, it.notes);
    QVERIFY(spokenVerdict(verdict).contains(it.notes.join(QStringLiteral(", "))));
}

void MediaVerdictTest::whatHelpsWithoutAFixStandsWithItsReason()
{
    UploadView upload = sampleOffer(CureKind::None);
    upload.problems = {{QStringLiteral("content"), QStringLiteral("a camera's RAW file"), QStringLiteral("JPEG, PNG"),
                        QStringLiteral("Export it as a JPEG from a photo program")}};
    QCOMPARE(mediaVerdict(upload, {}, true, 0).reasons,
             QStringList{QStringLiteral("A camera's RAW file; X takes JPEG or PNG (Export it as a JPEG from a photo program)")});
}

void MediaVerdictTest::aFixAtWorkKeepsTheReasons()
{
    UploadView upload = sampleOffer(CureKind::Both);
    const QStringList reasons = mediaVerdict(upload, {}, true, 0).reasons;
    QCOMPARE(reasons.size(), 2);
    upload.state = UploadState::Fixing;
    QCOMPARE(mediaVerdict(upload, {}, true, 0).reasons, reasons);
    upload.offer = {}; // "fix by itself": a trim alone
    upload.problems.clear();
    QVERIFY(mediaVerdict(upload, {}, true, 0).reasons.isEmpty());
}

void MediaVerdictTest::aFixThatFailedKeepsTheReasons()
{
    UploadView upload = sampleOffer(CureKind::Both);
    upload.error = {.kind = ErrorKind::CureFailed};
    const MediaVerdict verdict = mediaVerdict(upload, {}, true, 0);
    QVERIFY(verdict.headline.contains(QStringLiteral("could not be fixed")));
    QCOMPARE(verdict.reasons.first(), QStringLiteral("120 frames a second; X takes 60"));
}

void MediaVerdictTest::theReasonsAreFolded()
{
    UploadView upload = sampleOffer(CureKind::Both);
    upload.problems << Problem{QStringLiteral("video codec"), QStringLiteral("HEVC"), QStringLiteral("H.264"), {}};
    Room room(upload);
    const auto seen = [&room] {
        QStringList lines;
        for (const QLabel *label : room.card.findChildren<QLabel *>())
            if (label->isVisible())
                lines << label->accessibleName();
        return lines;
    };
    const QString headline = QStringLiteral("X won't take this as it is.");
    QCOMPARE(seen(), QStringList{headline});
    const auto why = [&room]() -> QToolButton * {
        for (QToolButton *each : room.card.findChildren<QToolButton *>())
            if (each->text() == QLatin1String("Why"))
                return each;
        return nullptr;
    };
    QVERIFY(why() && why()->isVisible());
    QVERIFY(why()->accessibleName().contains(QStringLiteral("harbour at dawn.mp4")));
    why()->click();
    const QStringList lines{headline, QStringLiteral("120 frames a second; X takes 60"), QStringLiteral("HEVC video; X takes H.264"),
                            QStringLiteral("The fix: Converts picture and sound. About 12.0 MB afterwards.")};
    QCOMPARE(seen(), lines);
    room.card.setView(upload); // news come ten times a second
    QCOMPARE(seen(), lines);
    why()->click();
    QCOMPARE(seen(), QStringList{headline});
    why()->click();
    room.card.setView(sampleUpload(QStringLiteral("u"), UploadState::Ready));
    QCOMPARE(seen(), QStringList{QStringLiteral("Ready")});
    QVERIFY(!why()->isVisible());
    upload.verdict = Verdict::MayBeRefused;
    room.card.setView(upload);
    QCOMPARE(seen().first(), QStringLiteral("X may refuse this."));
}

void MediaVerdictTest::aLineEndsInNoNumber()
{
    UploadView upload = sampleOffer(CureKind::Both);
    upload.problems[0] = {QStringLiteral("bytes"), QStringLiteral("33 MB"), QStringLiteral("15 MB"), {}};
    Room room(upload);
    QStringList shown;
    for (const QLabel *label : room.card.findChildren<QLabel *>())
        shown << label->text();
    QVERIFY2(shown.contains(QStringLiteral("33\u00a0MB; X takes 15\u00a0MB")), qPrintable(shown.join(u'\n')));
    QVERIFY(room.card.accessibleName().contains(QStringLiteral("33 MB; X takes 15 MB"))); // plain for who listens
}

POSTREEL_TEST_MAIN(MediaVerdictTest)
#include "tst_media_verdict.moc"
