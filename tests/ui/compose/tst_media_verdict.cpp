// What a card says of its media: headline with an icon, reasons folded below.
#include "tests/support/test_main.h"
#include "tests/ui/sample_views.h"
#include "ui/window/compose/media_card.h"
#include "ui/window/compose/media_verdict.h"
#include "ui/window/parts/picture_cache.h"

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

struct Fixture
{
    PictureCache pictures;
    MediaCard card{pictures, nullptr};

    explicit Fixture(const UploadView &view)
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
    Severity severity = Severity::Quiet;
    const char *headline = "";
    QStringList notes;
};

} // namespace

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
                               .severity = Severity::Good,
                               .headline = "Ready"});
    view = ready;
    view.headersAlone = true;
    row("ready by its headers", {.media = view, .glyph = Glyph::Info, .severity = Severity::Warning,
                                 .headline = "Ready, as far as Postreel can tell without ffmpeg"});
    view = sampleOffer(FixKind::Both);
    row("refused", {.media = view, .glyph = Glyph::Warning, .severity = Severity::Bad, .headline = "X won't take this as it is."});
    view.verdict = Verdict::MayBeRefused;
    row("perhaps", {.media = view, .glyph = Glyph::Warning, .severity = Severity::Warning, .headline = "X may refuse this."});
    view.state = UploadState::Checking;
    row("still checking", {.media = view, .glyph = Glyph::Warning, .severity = Severity::Warning, .headline = "X may refuse this.",
                           .notes = {QStringLiteral("Still checking its frames…")}});
    view.state = UploadState::Fixing;
    view.fixPercent = 43;
    view.fixLeftMs = 20'000;
    row("fixing", {.media = view, .glyph = Glyph::Wrench, .severity = Severity::Active, .headline = "Fixing · 43 % · about 20 s left"});
    row("fixing, but not with the one above", {.media = view, .fits = false, .glyph = Glyph::Wrench, .severity = Severity::Active,
                                               .headline = "Fixing · 43 % · about 20 s left",
                                               .notes = {QStringLiteral("X does not take it together with the media above")}});
    row("not with the one above", {.media = ready, .fits = false, .glyph = Glyph::Warning, .severity = Severity::Bad,
                                   .headline = "X does not take it together with the media above"});
    row("late subtitles", {.media = ready, .tracks = {lateTrack()}, .glyph = Glyph::Warning, .severity = Severity::Warning,
                           .headline = "German subtitles: Subtitles until 4 s, but the video ends at 3 s"});
    row("both", {.media = sampleOffer(FixKind::Both), .fits = false, .glyph = Glyph::Warning, .severity = Severity::Bad,
                 .headline = "X won't take this as it is.",
                 .notes = {QStringLiteral("X does not take it together with the media above")}});
}

void MediaVerdictTest::theIconAndTheHeadline()
{
    QFETCH(Case, it);
    const MediaVerdict verdict = mediaVerdict(it.media, it.tracks, it.fits, 0);
    QCOMPARE(verdict.headline, QString::fromUtf8(it.headline));
    QCOMPARE(verdict.glyph, it.glyph);
    QCOMPARE(verdict.severity, it.severity);
    QCOMPARE(verdict.notes, it.notes);
    QVERIFY(accessibleVerdictText(verdict).contains(it.notes.join(QStringLiteral(", "))));
}

void MediaVerdictTest::whatHelpsWithoutAFixStandsWithItsReason()
{
    UploadView upload = sampleOffer(FixKind::None);
    upload.problems = {{QStringLiteral("content"), QStringLiteral("a camera's RAW file"), QStringLiteral("JPEG, PNG"),
                        QStringLiteral("Export it as a JPEG from a photo program")}};
    QCOMPARE(mediaVerdict(upload, {}, true, 0).reasons,
             QStringList{QStringLiteral("A camera's RAW file; X takes JPEG or PNG (Export it as a JPEG from a photo program)")});
}

void MediaVerdictTest::aFixAtWorkKeepsTheReasons()
{
    UploadView upload = sampleOffer(FixKind::Both);
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
    UploadView upload = sampleOffer(FixKind::Both);
    upload.error = {.kind = ErrorKind::FixFailed};
    const MediaVerdict verdict = mediaVerdict(upload, {}, true, 0);
    QVERIFY(verdict.headline.contains(QStringLiteral("could not be fixed")));
    QCOMPARE(verdict.reasons.first(), QStringLiteral("120 frames a second; X takes 60"));
}

void MediaVerdictTest::theReasonsAreFolded()
{
    UploadView upload = sampleOffer(FixKind::Both);
    upload.problems << Problem{QStringLiteral("video codec"), QStringLiteral("HEVC"), QStringLiteral("H.264"), {}};
    Fixture fixture(upload);
    const auto seen = [&fixture] {
        QStringList lines;
        for (const QLabel *label : fixture.card.findChildren<QLabel *>())
            if (label->isVisible())
                lines << label->accessibleName();
        return lines;
    };
    const QString headline = QStringLiteral("X won't take this as it is.");
    QCOMPARE(seen(), QStringList{headline});
    const auto why = [&fixture]() -> QToolButton * {
        for (QToolButton *each : fixture.card.findChildren<QToolButton *>())
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
    fixture.card.setView(upload); // news come ten times a second
    QCOMPARE(seen(), lines);
    why()->click();
    QCOMPARE(seen(), QStringList{headline});
    why()->click();
    fixture.card.setView(sampleUpload(QStringLiteral("u"), UploadState::Ready));
    QCOMPARE(seen(), QStringList{QStringLiteral("Ready")});
    QVERIFY(!why()->isVisible());
    upload.verdict = Verdict::MayBeRefused;
    fixture.card.setView(upload);
    QCOMPARE(seen().first(), QStringLiteral("X may refuse this."));
}

void MediaVerdictTest::aLineEndsInNoNumber()
{
    UploadView upload = sampleOffer(FixKind::Both);
    upload.problems[0] = {QStringLiteral("bytes"), QStringLiteral("33 MB"), QStringLiteral("15 MB"), {}};
    Fixture fixture(upload);
    QStringList shown;
    for (const QLabel *label : fixture.card.findChildren<QLabel *>())
        shown << label->text();
    QVERIFY2(shown.contains(QStringLiteral("33\u00a0MB; X takes 15\u00a0MB")), qPrintable(shown.join(u'\n')));
    QVERIFY(fixture.card.accessibleName().contains(QStringLiteral("33 MB; X takes 15 MB"))); // plain for who listens
}

POSTREEL_TEST_MAIN(MediaVerdictTest)
#include "tst_media_verdict.moc"
