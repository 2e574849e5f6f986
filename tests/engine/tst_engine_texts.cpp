// Subtitle tracks, title and description of a draft's video, through the engine's door.
#include "tests/engine/removal_ground.h"

using namespace postreel;
using namespace postreel::testing;

namespace {

QStringList tracksOf(const PostView &post)
{
    QStringList tracks;
    for (const UploadView &upload : post.uploads)
        if (upload.kind == UploadKind::Subtitle)
            tracks << upload.language % u' ' % QFileInfo(upload.file).fileName();
    return tracks;
}

} // namespace

class EngineTextsTest : public QObject, private EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void tracksComeAndGo();
    void aReplacedTrackIsTakenBack();
    void tracksArePosted();
    void whatMakesNoSense_data();
    void whatMakesNoSense();
    void titlesAreKept();

private:
    QString subtitles(const char *name) const
    {
        return writeBytes(file(QString::fromLatin1(name)), "1\n00:00:00,000 --> 00:00:01,000\nHello\n");
    }
    Result<QString> add(Session &session, const QString &uploadId, const QString &path, const char *language)
    {
        std::optional<Result<QString>> answer;
        QObject context;
        session.engine.media().addSubtitles(uploadId, path, QString::fromLatin1(language), &context,
                                    [&](const Result<QString> &given) { answer = given; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, waitMs))
            qFatal("no answer to addSubtitles");
        return *answer;
    }
};

void EngineTextsTest::tracksComeAndGo()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(newPost(QStringLiteral("Film"), {video("a.mp4", 20 * kib)}));
    const QString film = session.view(id).uploads.first().id;
    const Result<QString> english = add(session, film, subtitles("en.srt"), "EN");
    QVERIFY(english);
    QVERIFY(add(session, film, subtitles("de.srt"), "DE"));
    QTRY_COMPARE(tracksOf(session.view(id)),
                 (QStringList{QStringLiteral("EN en.srt"), QStringLiteral("DE de.srt")}));
    QCOMPARE(session.view(id).uploads.at(1).id, *english);
    QCOMPARE(session.view(id).uploads.at(1).parentId, film);
    QVERIFY(add(session, film, subtitles("better.srt"), "EN")); // one per language
    QTRY_COMPARE(tracksOf(session.view(id)),
                 (QStringList{QStringLiteral("DE de.srt"), QStringLiteral("EN better.srt")}));
    session.engine.media().detach(session.view(id).uploads.at(1).id);
    QTRY_COMPARE(tracksOf(session.view(id)), QStringList(QStringLiteral("EN better.srt")));
    session.engine.media().detach(film);
    QTRY_VERIFY(session.view(id).uploads.isEmpty()); // a track is nothing without its video
}

void EngineTextsTest::aReplacedTrackIsTakenBack()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    Last last(session.engine);
    const QString id = session.mustCreate(newPost(QStringLiteral("Film"), {video("a.mp4", 20 * kib)}));
    const QString film = session.view(id).uploads.first().id;
    const Result<QString> old = add(session, film, subtitles("en.srt"), "EN");
    QVERIFY(old);
    QVERIFY(add(session, film, subtitles("worse.srt"), "EN"));
    QTRY_COMPARE(tracksOf(session.view(id)), QStringList(QStringLiteral("EN worse.srt")));
    QCOMPARE(last.view.uploadId, *old);
    QCOMPARE(last.view.file, file(QStringLiteral("en.srt")));
    QCOMPARE(last.view.postId, id);
    last.undo();
    QTRY_COMPARE(tracksOf(session.view(id)), QStringList(QStringLiteral("EN en.srt")));
    QCOMPARE(session.view(id).uploads.last().id, *old);
}

void EngineTextsTest::tracksArePosted()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(newPost(QStringLiteral("Film"), {video("a.mp4", 20 * kib)}));
    TRY_UPLOAD(session, id, UploadState::Ready);
    QVERIFY(add(session, session.view(id).uploads.first().id, subtitles("en.srt"), "EN"));
    session.engine.posts().submit(id, 0, 0);
    TRY_POST(session, id, PostState::Posted);
    const QJsonArray tracks = sandbox.posts().first()[QStringLiteral("subtitles")].toArray();
    QCOMPARE(tracks.size(), 1);
    QCOMPARE(tracks.first()[QStringLiteral("language")].toString(), QStringLiteral("EN"));
}

void EngineTextsTest::whatMakesNoSense_data()
{
    QTest::addColumn<QString>("of");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("language");
    QTest::addColumn<ErrorKind>("error");
    const QString good = QStringLiteral("en.srt");
    QTest::newRow("no such video") << QStringLiteral("nobody") << good << QByteArray("EN")
                                   << ErrorKind::Usage;
    QTest::newRow("a picture") << QStringLiteral("picture") << good << QByteArray("EN") << ErrorKind::Usage;
    QTest::newRow("no language") << QStringLiteral("film") << good << QByteArray() << ErrorKind::Usage;
    QTest::newRow("no code") << QStringLiteral("film") << good << QByteArray("en") << ErrorKind::Usage;
    QTest::newRow("no file") << QStringLiteral("film") << QStringLiteral("none.srt") << QByteArray("EN")
                             << ErrorKind::Missing;
    QTest::newRow("a video that is out")
        << QStringLiteral("posted") << good << QByteArray("EN") << ErrorKind::Usage;
}

void EngineTextsTest::whatMakesNoSense()
{
    QFETCH(QString, of);
    QFETCH(QString, path);
    QFETCH(QByteArray, language);
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString source = of == QLatin1String("picture") ? writePicture(file(QStringLiteral("a.png")))
                                                          : video("a.mp4", 20 * kib);
    NewPost wanted = newPost(QStringLiteral("Film"), {source});
    wanted.submit = of == QLatin1String("posted");
    const QString id = session.mustCreate(wanted);
    TRY_UPLOAD(session, id, UploadState::Ready);
    if (wanted.submit)
        TRY_POST(session, id, PostState::Posted);
    subtitles("en.srt");
    const QString upload = of == QLatin1String("nobody") ? of : session.view(id).uploads.first().id;
    QTEST(add(session, upload, file(path), language.constData()).error().kind, "error");
    QCOMPARE(tracksOf(session.view(id)), QStringList());
}

void EngineTextsTest::titlesAreKept()
{
    LiveSandbox sandbox;
    QString id;
    {
        Session session(profile(), sandbox);
        id = session.mustCreate(newPost(QStringLiteral("Film"), {video("a.mp4", 20 * kib)}));
        session.engine.media().setTitle(session.view(id).uploads.first().id, QStringLiteral(" The harbour\n"),
                                QStringLiteral("At dawn"));
        QTRY_COMPARE(session.view(id).uploads.first().title, QStringLiteral("The harbour"));
        session.engine.posts().cancel(id);
        TRY_POST(session, id, PostState::Cancelled);
        session.engine.posts().edit(id); // by a new upload of the same file
        TRY_POST(session, id, PostState::Draft);
    }
    Session session(profile(), sandbox);
    TRY_POST(session, id, PostState::Draft);
    QCOMPARE(session.view(id).uploads.first().title, QStringLiteral("The harbour"));
    QCOMPARE(session.view(id).uploads.first().description, QStringLiteral("At dawn"));
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(EngineTextsTest)
#include "tst_engine_texts.moc"
