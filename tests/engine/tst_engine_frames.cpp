// Looking at the videos of drafts through the engine's door: frames, the part that is wanted, the cover.
#include "tests/engine/engine_ground.h"
#include "tests/support/test_main.h"
#include "tests/support/time_film.h"

#include <QDir>
#include <QFileInfo>

using namespace postreel;
using namespace postreel::testing;

namespace {

const TimeFilm film; // 10 s

UploadView uploadOf(const Session &session, const QString &postId, UploadKind kind)
{
    for (const UploadView &upload : session.view(postId).uploads)
        if (upload.kind == kind && upload.state != UploadState::Cancelled)
            return upload;
    return {};
}

UploadView videoOf(const Session &session, const QString &postId)
{
    return uploadOf(session, postId, UploadKind::Media);
}

UploadView coverOf(const Session &session, const QString &postId)
{
    return uploadOf(session, postId, UploadKind::Cover);
}

// Answers come in the order of the calls, so what was asked before this has been taken in.
void settle(Session &session)
{
    session.mustCreate(newPost(QStringLiteral("Another")));
}

} // namespace

class EngineFramesTest : public QObject, private EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void tellsWhatAFilmIs();
    void framesAreOfTheirTime();
    void framesAreGivenUpWithWhoAsked();
    void whatIsNoVideoHasNoFrames();
    void aCoverIsCutAndGoesAlong();
    void anotherCoverTakesItsPlace();
    void theLastWordOnTheCoverCounts();
    void aCoverThatCannotBeCutLeavesTheOld();
    void onlyVideosHaveCovers();
    void aTrimmedVideoGoesUpAnewWithAllThatWasSaid();
    void trimsThatChangeNothing();
    void whatIsSubmittedStays();
    void trimAndCoverInOneBreath();
    void pausedIsPausedForTheNewOneToo();

private:
    QString filmFile(const char *name = "film.mp4") const { return film.write(file(QString::fromLatin1(name))); }
    QString draft(Session &session) const
    {
        const QString id = session.mustCreate(newPost(QStringLiteral("Film"), {filmFile()}));
        [&] { TRY_UPLOAD(session, id, UploadState::Ready); }();
        return id;
    }
};

void EngineFramesTest::init()
{
    if (!canMakeFilms())
        QSKIP("ffmpeg is not installed");
    freshFolder();
}

void EngineFramesTest::tellsWhatAFilmIs()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = draft(session);
    std::optional<Result<FilmFacts>> facts;
    session.engine.media().filmFacts(videoOf(session, id).id, this, [&](const Result<FilmFacts> &told) { facts = told; });
    QTRY_VERIFY_WITH_TIMEOUT(facts.has_value(), waitMs);
    QVERIFY(facts->ok());
    QCOMPARE(facts->value().durationMs, 10'000);
    QCOMPARE(facts->value().width, 160);
    QCOMPARE(facts->value().height, 90);
    QCOMPARE(facts->value().milliFps, 10'000);
    QCOMPARE(facts->value().mostMs, 20 * 60'000);
}

void EngineFramesTest::framesAreOfTheirTime()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString video = videoOf(session, draft(session)).id;
    QVector<FilmstripFrame> frames;
    std::optional<Result<Done>> end;
    session.engine.media().filmstrip(
        video, 5, 90, this, [&](const FilmstripFrame &frame) { frames << frame; },
        [&](const Result<Done> &told) { end = told; });
    QTRY_VERIFY_WITH_TIMEOUT(end.has_value(), waitMs);
    QVERIFY(end->ok());
    QCOMPARE(frames.size(), 5);
    for (const FilmstripFrame &frame : std::as_const(frames)) {
        QCOMPARE(frame.atMs, 1000 + 2000 * frame.index);
        QVERIFY(frame.file.startsWith(profile()));
        QVERIFY(qAbs(brightnessOf(frame.file) - film.brightnessAt(frame.atMs)) <= 5);
    }
    std::optional<Result<QString>> picture;
    session.engine.media().frameAt(video, 7500, this, [&](const Result<QString> &told) { picture = told; });
    QTRY_VERIFY_WITH_TIMEOUT(picture.has_value(), waitMs);
    QVERIFY(picture->ok());
    QVERIFY(qAbs(brightnessOf(picture->value()) - film.brightnessAt(7500)) <= 5);
}

void EngineFramesTest::framesAreGivenUpWithWhoAsked()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString video = videoOf(session, draft(session)).id;
    auto dialog = std::make_unique<QObject>();
    int told = 0;
    session.engine.media().filmstrip(
        video, 60, 90, dialog.get(), [&](const FilmstripFrame &) { ++told; }, [&](const Result<Done> &) { ++told; });
    QTRY_VERIFY_WITH_TIMEOUT(told > 0, waitMs);
    dialog.reset();
    told = 0;
    // What comes after it is not behind sixty frames.
    std::optional<Result<Done>> end;
    int made = 0;
    session.engine.media().filmstrip(
        video, 2, 50, this, [&](const FilmstripFrame &) { ++made; }, [&](const Result<Done> &result) { end = result; });
    QTRY_VERIFY_WITH_TIMEOUT(end.has_value(), waitMs);
    QCOMPARE(made, 2);
    QCOMPARE(told, 0);
    const QDir shelf(profile() % QStringLiteral("/cache/thumbs"));
    QVERIFY(shelf.entryList(QDir::Files).size() < 40);
}

void EngineFramesTest::whatIsNoVideoHasNoFrames()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(newPost(QStringLiteral("Still"), {writePicture(file(QStringLiteral("a.png")))}));
    const QString picture = videoOf(session, id).id;
    for (const QString &upload : {picture, QStringLiteral("nobody")}) {
        std::optional<Result<FilmFacts>> facts;
        session.engine.media().filmFacts(upload, this, [&](const Result<FilmFacts> &told) { facts = told; });
        std::optional<Result<Done>> end;
        session.engine.media().filmstrip(
            upload, 3, 90, this, [](const FilmstripFrame &) {}, [&](const Result<Done> &told) { end = told; });
        std::optional<Result<QString>> frame;
        session.engine.media().frameAt(upload, 0, this, [&](const Result<QString> &told) { frame = told; });
        QTRY_VERIFY_WITH_TIMEOUT(facts && end && frame, waitMs);
        const ErrorKind expected = upload == picture ? ErrorKind::NotAVideo : ErrorKind::Usage;
        QCOMPARE(facts->error().kind, expected);
        QCOMPARE(end->error().kind, expected);
        QCOMPARE(frame->error().kind, expected);
    }
}

void EngineFramesTest::aCoverIsCutAndGoesAlong()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    // A name that says something else: the content counts.
    const QString path = file(QStringLiteral("film.webm"));
    QVERIFY(QFile::rename(filmFile(), path));
    const QString id = session.mustCreate(newPost(QStringLiteral("Film"), {path}));
    TRY_UPLOAD(session, id, UploadState::Ready);
    session.engine.media().setCover(videoOf(session, id).id, 4500);
    QTRY_COMPARE_WITH_TIMEOUT(videoOf(session, id).coverMs, 4500, waitMs);
    const UploadView cover = coverOf(session, id);
    QVERIFY(cover.file.startsWith(profile() % QStringLiteral("/cache/covers/")));
    QVERIFY(qAbs(brightnessOf(cover.file) - film.brightnessAt(4500)) <= 5);
    session.engine.posts().submit(id, 0, 0);
    TRY_POST(session, id, PostState::Posted);
    const QString wanted = sandbox.posts().first()[QStringLiteral("preview_media_id")].toString();
    QVERIFY(!wanted.isEmpty());
    const QJsonArray uploads = sandbox.uploads();
    const auto sent = std::find_if(uploads.cbegin(), uploads.cend(),
                                   [&](const QJsonValue &upload) { return upload[QStringLiteral("id")] == wanted; });
    QVERIFY(sent != uploads.cend());
    QCOMPARE((*sent)[QStringLiteral("sha256")].toString(), sha256Of(cover.file));
}

void EngineFramesTest::anotherCoverTakesItsPlace()
{
    LiveSandbox sandbox;
    QString id;
    {
        Session session(profile(), sandbox);
        id = draft(session);
        const QString video = videoOf(session, id).id;
        session.engine.media().setCover(video, 1500);
        QTRY_COMPARE_WITH_TIMEOUT(videoOf(session, id).coverMs, 1500, waitMs);
        const UploadView first = coverOf(session, id);
        session.engine.media().setCover(video, 8500);
        QTRY_COMPARE_WITH_TIMEOUT(videoOf(session, id).coverMs, 8500, waitMs);
        const UploadView second = coverOf(session, id);
        QVERIFY(second.id != first.id);
        QCOMPARE(session.view(id).uploads.size(), 2);
        QVERIFY(!QFile::exists(first.file));
        QVERIFY(qAbs(brightnessOf(second.file) - film.brightnessAt(8500)) <= 5);
        QTRY_COMPARE_WITH_TIMEOUT(coverOf(session, id).state, UploadState::Ready, waitMs);
        QCOMPARE(videoOf(session, id).id, video); // it has not gone up again
    }
    Session session(profile(), sandbox);
    TRY_POST(session, id, PostState::Draft);
    QCOMPARE(videoOf(session, id).coverMs, 8500);
    const UploadView cover = coverOf(session, id);
    QVERIFY(!cover.id.isEmpty());
    session.engine.media().setCover(videoOf(session, id).id, -1);
    QTRY_COMPARE_WITH_TIMEOUT(videoOf(session, id).coverMs, -1, waitMs);
    QTRY_COMPARE(session.view(id).uploads.size(), 1);
    QVERIFY(!QFile::exists(cover.file));
}

void EngineFramesTest::theLastWordOnTheCoverCounts()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = draft(session);
    const QString video = videoOf(session, id).id;
    for (const qint64 atMs : {1500, 3500, 6500})
        session.engine.media().setCover(video, atMs);
    QTRY_COMPARE_WITH_TIMEOUT(videoOf(session, id).coverMs, 6500, waitMs);
    QCOMPARE(session.view(id).uploads.size(), 2);
    session.engine.media().setCover(video, 2500);
    session.engine.media().setCover(video, -1);
    QTRY_COMPARE_WITH_TIMEOUT(videoOf(session, id).coverMs, -1, waitMs);
    session.engine.media().setCover(video, 7500);
    QTRY_COMPARE_WITH_TIMEOUT(videoOf(session, id).coverMs, 7500, waitMs);
    // What was cut for nobody is not left behind.
    const QDir covers(profile() % QStringLiteral("/cache/covers"));
    QTRY_COMPARE_WITH_TIMEOUT(covers.entryList(QDir::Files), QStringList{QFileInfo(coverOf(session, id).file).fileName()},
                              waitMs);
}

void EngineFramesTest::aCoverThatCannotBeCutLeavesTheOld()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = draft(session);
    const QString video = videoOf(session, id).id;
    session.engine.media().setCover(video, 1500);
    QTRY_COMPARE_WITH_TIMEOUT(videoOf(session, id).coverMs, 1500, waitMs);
    const QString before = coverOf(session, id).id;
    QVector<Error> notices;
    connect(&session.engine, &Engine::notice, this, [&](const Error &error) { notices << error; });
    session.engine.media().setCover(video, 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(notices.size(), 1, waitMs);
    QCOMPARE(notices.last().kind, ErrorKind::NoSuchFrame);
    QCOMPARE(notices.last().subject, QStringLiteral("film.mp4"));
    QCOMPARE(notices.last().wantedMs, 60'000);
    QCOMPARE(notices.last().lengthMs, 10'000);
    QVERIFY(QFile::remove(file(QStringLiteral("film.mp4"))));
    session.engine.media().setCover(video, 2500);
    QTRY_COMPARE_WITH_TIMEOUT(notices.size(), 2, waitMs);
    QCOMPARE(notices.last().kind, ErrorKind::Missing);
    QCOMPARE(videoOf(session, id).coverMs, 1500);
    QCOMPARE(coverOf(session, id).id, before);
    // Fixed, the same request is tried again.
    filmFile();
    session.engine.media().setCover(video, 2500);
    QTRY_COMPARE_WITH_TIMEOUT(videoOf(session, id).coverMs, 2500, waitMs);
}

void EngineFramesTest::onlyVideosHaveCovers()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(newPost(QStringLiteral("Still"), {writePicture(file(QStringLiteral("a.png")))}));
    TRY_UPLOAD(session, id, UploadState::Ready);
    const QString picture = videoOf(session, id).id;
    session.engine.media().setCover(picture, 0);
    session.engine.media().setTrim(picture, 0, 1000);
    settle(session);
    QCOMPARE(session.view(id).uploads.size(), 1);
    QCOMPARE(videoOf(session, id).id, picture);
    QCOMPARE(videoOf(session, id).coverMs, -1);
}

void EngineFramesTest::aTrimmedVideoGoesUpAnewWithAllThatWasSaid()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    NewPost wanted = newPost(QStringLiteral("Film"), {filmFile()});
    wanted.media.first().altText = QStringLiteral("Grey on grey");
    wanted.media.first().coverMs = 3500;
    const QString id = session.mustCreate(wanted);
    TRY_UPLOAD(session, id, UploadState::Ready);
    const UploadView before = videoOf(session, id);
    const UploadView cover = coverOf(session, id);
    session.engine.media().setTrim(before.id, 0, 6000);
    QTRY_COMPARE_WITH_TIMEOUT(videoOf(session, id).trimEndMs, 6000, waitMs);
    const UploadView after = videoOf(session, id);
    QVERIFY(after.id != before.id);
    QCOMPARE(after.altText, before.altText);
    QCOMPARE(after.coverMs, 3500);
    QCOMPARE(after.file, before.file);
    QCOMPARE(coverOf(session, id).id, cover.id); // which does not go up again
    TRY_UPLOAD(session, id, UploadState::Ready);
    QCOMPARE(session.view(id).uploads.size(), 2);
    session.engine.posts().submit(id, 0, 0);
    TRY_POST(session, id, PostState::Posted);
    QCOMPARE(sandbox.posts().first()[QStringLiteral("alt")].toArray(), QJsonArray{QStringLiteral("Grey on grey")});
    QVERIFY(!sandbox.posts().first()[QStringLiteral("preview_media_id")].toString().isEmpty());
}

void EngineFramesTest::trimsThatChangeNothing()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = draft(session);
    const QString video = videoOf(session, id).id;
    session.engine.media().setTrim(video, 0, -1);
    session.engine.media().setTrim(video, -5, -5);
    session.engine.media().setTrim(video, 5000, 5000);
    session.engine.media().setTrim(video, 5000, 4000);
    session.engine.media().setTrim(QStringLiteral("nobody"), 0, 1000);
    settle(session);
    QCOMPARE(videoOf(session, id).id, video);
    session.engine.media().setTrim(video, 1000, -1);
    QTRY_COMPARE_WITH_TIMEOUT(videoOf(session, id).trimStartMs, 1000, waitMs);
    const QString trimmed = videoOf(session, id).id;
    session.engine.media().setTrim(trimmed, 1000, -1);
    settle(session);
    QCOMPARE(videoOf(session, id).id, trimmed);
    session.engine.media().setTrim(trimmed, 0, -1); // all of it again
    QTRY_COMPARE_WITH_TIMEOUT(videoOf(session, id).trimStartMs, 0, waitMs);
    TRY_UPLOAD(session, id, UploadState::Ready);
}

void EngineFramesTest::whatIsSubmittedStays()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = draft(session);
    const QString video = videoOf(session, id).id;
    session.engine.posts().submit(id, 60'000, 0); // the Undo pause
    TRY_POST(session, id, PostState::Scheduled);
    session.engine.media().setTrim(video, 0, 5000);
    session.engine.media().setCover(video, 2500);
    settle(session);
    QCOMPARE(videoOf(session, id).id, video);
    QCOMPARE(videoOf(session, id).coverMs, -1);
    session.engine.posts().edit(id);
    TRY_POST(session, id, PostState::Draft);
    session.engine.media().setCover(video, 2500);
    QTRY_COMPARE_WITH_TIMEOUT(videoOf(session, id).coverMs, 2500, waitMs);
}

void EngineFramesTest::trimAndCoverInOneBreath()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = draft(session);
    const QString video = videoOf(session, id).id;
    session.engine.media().setCover(video, 2500); // cut while the trim replaces its upload
    session.engine.media().setTrim(video, 1000, 7000);
    QTRY_COMPARE_WITH_TIMEOUT(videoOf(session, id).coverMs, 2500, waitMs);
    QCOMPARE(videoOf(session, id).trimStartMs, 1000);
    session.engine.media().setTrim(video, 2000, 7000); // by the id that it had at first
    session.engine.media().setAltText(video, QStringLiteral("Grey"));
    session.engine.media().setCover(video, 4500);
    QTRY_COMPARE_WITH_TIMEOUT(videoOf(session, id).coverMs, 4500, waitMs);
    QCOMPARE(videoOf(session, id).trimStartMs, 2000);
    QCOMPARE(videoOf(session, id).altText, QStringLiteral("Grey"));
    QCOMPARE(session.view(id).uploads.size(), 2);
    session.engine.media().detach(video);
    QTRY_COMPARE_WITH_TIMEOUT(session.view(id).uploads.size(), 0, waitMs);
}

void EngineFramesTest::pausedIsPausedForTheNewOneToo()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = draft(session);
    session.engine.posts().pauseAll();
    session.engine.media().setTrim(videoOf(session, id).id, 0, 5000);
    QTRY_COMPARE_WITH_TIMEOUT(videoOf(session, id).trimEndMs, 5000, waitMs);
    settle(session);
    QCOMPARE(videoOf(session, id).state, UploadState::Queued);
    session.engine.posts().resumeAll();
    TRY_UPLOAD(session, id, UploadState::Ready);
}

POSTREEL_TEST_MAIN(EngineFramesTest)
#include "tst_engine_frames.moc"
