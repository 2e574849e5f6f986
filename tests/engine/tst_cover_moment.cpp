// Covers that cannot be: of a moment behind the end of a film, and of what is no film.
#include "app/engine/cover_moment.h"
#include "tests/engine/engine_ground.h"
#include "tests/support/test_main.h"
#include "tests/support/time_film.h"

#include <QDirIterator>

using namespace postreel;
using namespace postreel::testing;

namespace {

const QString name = QStringLiteral("/films/a.mp4");

} // namespace

class CoverMomentTest : public QObject, private EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void whatLiesBehindTheEndIsNamed();
    void onlyAFilmHasACover();
    void isToldBeforeAnythingIsRecorded();
    void belongsToItsOwnVideo();
    void isRemovedWithThePostThatIsNotMade();
};

void CoverMomentTest::whatLiesBehindTheEndIsNamed()
{
    QCOMPARE(troubleWithMoment(name, 5000, 0).kind, ErrorKind::None);
    QCOMPARE(troubleWithMoment(name, 5000, 5000).kind, ErrorKind::None);
    QCOMPARE(troubleWithMoment(name, -1, 99'000).kind, ErrorKind::None); // its length is not known
    const Error late = troubleWithMoment(name, 5000, 99'000);
    QCOMPARE(late.kind, ErrorKind::NoSuchFrame);
    QCOMPARE(late.subject, QStringLiteral("a.mp4"));
    QCOMPARE(late.wantedMs, 99'000);
    QCOMPARE(late.lengthMs, 5000);
}

void CoverMomentTest::onlyAFilmHasACover()
{
    Inspection seen;
    seen.facts = {.mediaType = QStringLiteral("image/gif"), .mediaCategory = QStringLiteral("tweet_gif")};
    QCOMPARE(troubleWithCover(name, seen, 0).kind, ErrorKind::NotAVideo);
    seen.facts = {.mediaCategory = QStringLiteral("tweet_video")}; // in a container that X does not take
    QCOMPARE(troubleWithCover(name, seen, 0).kind, ErrorKind::None); // nobody looked into it
    seen.streams.probed = true;
    QCOMPARE(troubleWithCover(name, seen, 0).kind, ErrorKind::NotAVideo); // sound alone
    seen.streams.video = VideoFacts{};
    QCOMPARE(troubleWithCover(name, seen, 0).kind, ErrorKind::None);
    seen.error.kind = ErrorKind::Empty;
    QCOMPARE(troubleWithCover(name, seen, 0).kind, ErrorKind::Empty);
}

void CoverMomentTest::isToldBeforeAnythingIsRecorded()
{
    if (!canMakeFilms())
        QSKIP("ffmpeg is not installed");
    freshFolder();
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const auto refusal = [&](const QString &path, qint64 atMs) {
        NewPost wanted = newPost(QStringLiteral("Film"), {path});
        wanted.media.first().coverMs = atMs;
        return session.create(wanted).error();
    };
    const Error late = refusal(TimeFilm{}.write(file(QStringLiteral("film.mp4"))), 99'000);
    QCOMPARE(late.kind, ErrorKind::NoSuchFrame);
    QCOMPARE(late.wantedMs, 99'000);
    QCOMPARE(late.lengthMs, 10'000);
    const Error still = refusal(writePicture(file(QStringLiteral("a.png"))), 1000);
    QCOMPARE(still.kind, ErrorKind::NotAVideo);
    QCOMPARE(still.subject, QStringLiteral("a.png"));
    QVERIFY(session.engine.posts().all().isEmpty());
}

// Also when the same file is there twice.
void CoverMomentTest::belongsToItsOwnVideo()
{
    if (!canMakeFilms())
        QSKIP("ffmpeg is not installed");
    freshFolder();
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString film = TimeFilm{}.write(file(QStringLiteral("film.mp4")));
    NewPost wanted = newPost(QStringLiteral("Film"), {film, film});
    wanted.media.last().coverMs = 3500;
    const QVector<UploadView> uploads = session.view(session.mustCreate(wanted)).uploads;
    QCOMPARE(uploads.size(), 3);
    QCOMPARE(uploads.at(1).coverMs, 3500);
    QCOMPARE(uploads.at(2).kind, UploadKind::Cover);
    QCOMPARE(uploads.at(2).parentId, uploads.at(1).id);
}

// The second cover cannot be: the first one was extracted for nothing.
void CoverMomentTest::isRemovedWithThePostThatIsNotMade()
{
    if (!canMakeFilms())
        QSKIP("ffmpeg is not installed");
    freshFolder();
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString film = TimeFilm{}.write(file(QStringLiteral("film.mp4")));
    NewPost wanted = newPost(QStringLiteral("Film"), {film, film});
    wanted.media.first().coverMs = 3500;
    wanted.media.last().coverMs = 99'000;
    QCOMPARE(session.create(wanted).error().kind, ErrorKind::NoSuchFrame);
    QDirIterator pictures(profile(), {QStringLiteral("*.jpg")}, QDir::Files, QDirIterator::Subdirectories);
    QVERIFY2(!pictures.hasNext(), qPrintable(pictures.next()));
}

POSTREEL_TEST_MAIN(CoverMomentTest)
#include "tst_cover_moment.moc"
