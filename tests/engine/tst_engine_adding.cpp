// Files that come into a Post: it does not leave before them, they stand in the order of the drop, and none is left over.
#include "app/store/database.h"
#include "app/store/upload_store.h"
#include "tests/engine/engine_ground.h"
#include "tests/support/test_main.h"
#include "tests/support/time_film.h"

#include <QDir>

using namespace postreel;
using namespace postreel::testing;

namespace {

const QString other = QStringLiteral("bob-key");

// A film whose cover is cut when it is added: that takes ffmpeg a while.
NewMedia withCover(const QString &path)
{
    NewMedia made = media(path);
    made.coverMs = 9000;
    return made;
}

} // namespace

class EngineAddingTest : public QObject, private EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aPostWaitsForItsFiles();
    void saysThatItWaits();
    void undoWhileItWaits();
    void mediaStandInTheOrderOfTheDrops();
    void theAccountIsThatOfTheEnd();
    void aFileThatComesTooLateIsTold_data();
    void aFileThatComesTooLateIsTold();
    void aFileThatDoesNotComeHoldsThePost();
    void aFileForAPostOnItsWayIsWaitedFor();
    void aCoverAndTracksAreWaitedForToo();
    void noOrphanSurvivesAStart();

private:
    QString filmFile(const char *name = "film.mp4") const { return TimeFilm{}.write(file(QString::fromLatin1(name))); }
    void attach(Session &session, const QString &id, const QVector<NewMedia> &media)
    {
        session.engine.posts().attach(id, media, this, [this](const Result<QString> &answer) { m_answers << answer; });
    }
    qsizetype rows() const
    {
        Database database;
        if (!database.open(QDir(profile()).filePath(QStringLiteral("postreel.sqlite"))))
            qFatal("no database");
        return UploadStore(database).loadAll()->uploads.size();
    }
    QVector<Result<QString>> m_answers;
};

void EngineAddingTest::init()
{
    if (!canMakeFilms())
        QSKIP("ffmpeg is not installed");
    freshFolder();
    m_answers.clear();
}

void EngineAddingTest::aPostWaitsForItsFiles()
{
    LiveSandbox sandbox;
    const QString film = filmFile();
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(newPost(QStringLiteral("With a film")));
    attach(session, id, {withCover(film)});
    session.engine.posts().submit(id, 0, 0);
    TRY_POST(session, id, PostState::Posted);
    QCOMPARE(m_answers.size(), 1);
    QVERIFY(m_answers.first());
    QCOMPARE(session.view(id).uploads.size(), 2); // and its cover
    QVERIFY(sha256sReceived(sandbox).contains(sha256Of(film)));
    QCOMPARE(sandbox.posts().size(), 1);
    QCOMPARE(sandbox.posts().first()[QStringLiteral("media_ids")].toArray().size(), 1);
}

void EngineAddingTest::saysThatItWaits()
{
    LiveSandbox sandbox;
    const QString film = filmFile();
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(newPost(QStringLiteral("With a film")));
    QVector<std::pair<int, bool>> told;
    connect(&session.engine.posts(), &EnginePosts::changed, this,
            [&](const PostView &post) { told.append({post.adding, post.leavesWhenAdded}); });
    attach(session, id, {withCover(film)});
    session.engine.posts().submit(id, 0, 0);
    TRY_POST(session, id, PostState::Posted);
    QVERIFY(told.contains(std::pair(1, true)));
    QCOMPARE(told.last(), std::pair(0, false));
}

void EngineAddingTest::undoWhileItWaits()
{
    LiveSandbox sandbox;
    const QString film = filmFile();
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(newPost(QStringLiteral("With a film")));
    attach(session, id, {withCover(film)});
    session.engine.posts().submit(id, 0, 0);
    session.engine.posts().edit(id);
    QTRY_COMPARE_WITH_TIMEOUT(m_answers.size(), 1, waitMs);
    TRY_UPLOAD(session, id, UploadState::Ready);
    QCOMPARE(session.state(id), PostState::Draft);
    QVERIFY(sandbox.posts().isEmpty());
    session.engine.posts().submit(id, 0, 0);
    TRY_POST(session, id, PostState::Posted);
}

// The first one takes longest.
void EngineAddingTest::mediaStandInTheOrderOfTheDrops()
{
    LiveSandbox sandbox;
    const QString film = filmFile();
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(newPost(QStringLiteral("Three")));
    NewMedia first = withCover(film);
    attach(session, id, {first});
    attach(session, id, {media(video("b.mp4", 20 * kib, 2)), media(video("c.mp4", 20 * kib, 3))});
    attach(session, id, {media(video("d.mp4", 20 * kib, 4))});
    QTRY_COMPARE_WITH_TIMEOUT(m_answers.size(), 3, waitMs);
    QStringList names;
    for (const UploadView &upload : session.view(id).uploads)
        if (upload.kind == UploadKind::Media)
            names << QFileInfo(upload.file).fileName();
    QCOMPARE(names.join(u' '), QStringLiteral("film.mp4 b.mp4 c.mp4 d.mp4"));
}

void EngineAddingTest::theAccountIsThatOfTheEnd()
{
    LiveSandbox sandbox;
    const QString film = filmFile();
    Session session(profile(), sandbox);
    session.engine.accounts().add({.key = other, .label = QStringLiteral("@bob")}, sandbox.base(), goodToken);
    const QString id = session.mustCreate(newPost(QStringLiteral("With a film")));
    attach(session, id, {withCover(film)});
    session.engine.posts().setAccount(id, other);
    session.engine.posts().submit(id, 0, 0);
    TRY_POST(session, id, PostState::Posted);
    QCOMPARE(session.view(id).account, other);
    QCOMPARE(session.view(id).uploads.size(), 2);
    Database database;
    QVERIFY(database.open(QDir(profile()).filePath(QStringLiteral("postreel.sqlite"))));
    const QVector<Upload> uploads = UploadStore(database).loadAll()->uploads;
    for (const Upload &upload : uploads)
        QCOMPARE(upload.account, other);
}

void EngineAddingTest::aFileThatComesTooLateIsTold_data()
{
    QTest::addColumn<bool>("posts");
    QTest::newRow("discarded") << false;
    QTest::newRow("discarded though it was to be posted") << true;
}

void EngineAddingTest::aFileThatComesTooLateIsTold()
{
    QFETCH(bool, posts);
    LiveSandbox sandbox;
    const QString film = filmFile();
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(newPost(QStringLiteral("With a film")));
    attach(session, id, {withCover(film)});
    if (posts)
        session.engine.posts().submit(id, 0, 0);
    session.engine.posts().cancel(id);
    QTRY_COMPARE_WITH_TIMEOUT(m_answers.size(), 1, waitMs);
    QCOMPARE(m_answers.first().error().kind, ErrorKind::TooLate);
    QCOMPARE(m_answers.first().error().subject, QStringLiteral("film.mp4"));
    TRY_POST(session, id, PostState::Cancelled);
    QVERIFY(session.view(id).uploads.isEmpty());
    QCOMPARE(rows(), 0);
    QVERIFY(QDir(profile() % QStringLiteral("/cache/covers")).entryList(QDir::Files).isEmpty());
    attach(session, id, {media(film)}); // and now it takes nothing any more
    QTRY_COMPARE_WITH_TIMEOUT(m_answers.size(), 2, waitMs);
    QCOMPARE(m_answers.last().error().kind, ErrorKind::TooLate);
    QVERIFY(sandbox.posts().isEmpty());
}

// It would leave without what its person put into it.
void EngineAddingTest::aFileThatDoesNotComeHoldsThePost()
{
    LiveSandbox sandbox;
    const QString film = filmFile();
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(newPost(QStringLiteral("With a film")));
    attach(session, id, {withCover(film)});
    attach(session, id, {media(file(QStringLiteral("none.mp4")))});
    session.engine.posts().submit(id, 0, 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_answers.size(), 2, waitMs);
    TRY_UPLOAD(session, id, UploadState::Ready);
    QTRY_VERIFY(session.view(id).adding == 0);
    QCOMPARE(session.state(id), PostState::Draft);
    QVERIFY(!session.view(id).leavesWhenAdded);
    QVERIFY(sandbox.posts().isEmpty());
}

// Its Undo pause is over before the file is there.
void EngineAddingTest::aFileForAPostOnItsWayIsWaitedFor()
{
    LiveSandbox sandbox;
    const QString film = filmFile();
    Session session(profile(), sandbox);
    NewPost wanted = newPost(QStringLiteral("With a film"));
    wanted.submit = true;
    wanted.undoMs = 300;
    const QString id = session.mustCreate(wanted);
    attach(session, id, {withCover(film)});
    TRY_POST(session, id, PostState::Posted);
    QVERIFY(m_answers.first());
    QCOMPARE(sandbox.posts().first()[QStringLiteral("media_ids")].toArray().size(), 1);

    wanted.undoMs = 60'000;
    const QString held = session.mustCreate(wanted);
    attach(session, held, {media(file(QStringLiteral("none.mp4")))});
    TRY_POST(session, held, PostState::Draft); // without one that does not come, a person decides again
    QCOMPARE(sandbox.posts().size(), 1);
}

void EngineAddingTest::aCoverAndTracksAreWaitedForToo()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(newPost(QStringLiteral("Film"), {filmFile()}));
    TRY_UPLOAD(session, id, UploadState::Ready);
    const QString film = session.view(id).uploads.first().id;
    QFile track(file(QStringLiteral("a.srt")));
    QVERIFY(track.open(QIODevice::WriteOnly));
    track.write("1\n00:00:01,000 --> 00:00:02,000\nHello\n");
    track.close();
    session.engine.media().setCover(film, 9000);
    session.engine.media().addSubtitles(film, track.fileName(), QStringLiteral("EN"), this, [](const Result<QString> &) {});
    session.engine.posts().submit(id, 0, 0);
    TRY_POST(session, id, PostState::Posted);
    QCOMPARE(session.view(id).uploads.size(), 3);
    QCOMPARE(sandbox.requests(QStringLiteral("subtitles")).size(), 1);
}

void EngineAddingTest::noOrphanSurvivesAStart()
{
    LiveSandbox sandbox;
    QString posted;
    QString draft;
    {
        Session session(profile(), sandbox);
        NewPost wanted = newPost(QStringLiteral("Posted"), {video("a.mp4", 20 * kib)});
        wanted.submit = true;
        posted = session.mustCreate(wanted);
        TRY_POST(session, posted, PostState::Posted);
        draft = session.mustCreate(newPost(QStringLiteral("Draft"), {video("b.mp4", 20 * kib, 2)}));
        TRY_UPLOAD(session, draft, UploadState::Ready);
    }
    {
        Database database;
        QVERIFY(database.open(QDir(profile()).filePath(QStringLiteral("postreel.sqlite"))));
        UploadStore store(database);
        for (const QString &post : {QStringLiteral("gone"), posted, draft}) {
            Upload upload{.id = QStringLiteral("late-") % post, .postId = post, .position = 7, .file = file(QStringLiteral("a.mp4")), .account = account};
            upload.segments = {Segment{.index = 0, .length = 20 * kib}};
            upload.fingerprint.size = 20 * kib;
            QVERIFY(store.save({}, upload, std::nullopt));
        }
        QCOMPARE(store.loadAll()->uploads.size(), 5);
    }
    {
        Session session(profile(), sandbox);
        TRY_POST(session, posted, PostState::Posted);
        QCOMPARE(session.view(posted).uploads.size(), 1);
        QCOMPARE(session.view(draft).uploads.size(), 2); // it is one of its media
    }
    QCOMPARE(rows(), 3);
    Database database;
    QVERIFY(database.open(QDir(profile()).filePath(QStringLiteral("postreel.sqlite"))));
    QSqlQuery segments = database.run(QStringLiteral("SELECT count(*) FROM segments WHERE upload_id LIKE 'late-gone' OR upload_id=?"), {QString(QStringLiteral("late-") % posted)}).take();
    QVERIFY(segments.next());
    QCOMPARE(segments.value(0).toInt(), 0);
}

POSTREEL_TEST_MAIN(EngineAddingTest)
#include "tst_engine_adding.moc"
