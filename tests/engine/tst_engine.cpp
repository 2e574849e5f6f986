// The engine through its door, with the real sandbox behind it: from a draft to a Post.
#include "tests/engine/engine_ground.h"

#include <sys/stat.h>

using namespace postreel;
using namespace postreel::testing;

class EngineTest : public QObject, private EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void uploadsBeforeItIsSubmitted();
    void eventsInOrder();
    void sameFilesAndTextContinue();
    void onceKey();
    void onceKeyTwiceAtTheSameMoment();
    void badFilesRecordNothing_data();
    void badFilesRecordNothing();
    void checkSaysItBefore();
    void twoPostsAtOnce();
    void history();

};

void EngineTest::uploadsBeforeItIsSubmitted()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString path = video("a.mp4", 100 * kib);
    const QString id = session.mustCreate(newPost(QStringLiteral("Film"), {path}));
    TRY_UPLOAD(session, id, UploadState::Ready);
    QCOMPARE(session.state(id), PostState::Draft);
    QCOMPARE(sandbox.requests(QStringLiteral("createpost")).size(), 0);
    QVERIFY(sha256sReceived(sandbox).contains(sha256Of(path)));
    session.engine.posts().submit(id, 0, 0);
    TRY_POST(session, id, PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
    const PostView view = session.view(id);
    QCOMPARE(view.accountLabel, QStringLiteral("@ada"));
    QCOMPARE(view.postedId, sandbox.posts().first()[QStringLiteral("id")].toString());
    QCOMPARE(view.url, QUrl(sandbox.base().toString() % QStringLiteral("/i/status/") % view.postedId));
    QCOMPARE(view.uploads.first().shownBytes, 100 * kib);
}

void EngineTest::eventsInOrder()
{
    LiveSandbox sandbox(QStringLiteral("probe=off,processing=in_progress:45:0.2,succeeded"));
    Session session(profile(), sandbox);
    NewPost wanted = newPost(QStringLiteral("Film"), {video("a.mp4", 50 * kib)});
    wanted.submit = true;
    const QString id = session.mustCreate(wanted);
    TRY_POST(session, id, PostState::Posted);
    const QStringList uploads = session.told().filter(QRegularExpression(QStringLiteral("^(?!post )")));
    QCOMPARE(uploads, (QStringList{QStringLiteral("created"), QStringLiteral("state Queued>Checking"),
                                   QStringLiteral("verdict"), QStringLiteral("state Checking>Initializing"),
                                   QStringLiteral("state Initializing>Sending"), QStringLiteral("segment"),
                                   QStringLiteral("state Sending>Finalizing"),
                                   QStringLiteral("state Finalizing>Processing"), QStringLiteral("finalized"),
                                   QStringLiteral("processing"), QStringLiteral("processing"),
                                   QStringLiteral("state Processing>Ready"), QStringLiteral("posted")}));
    const QStringList posts = session.told().filter(QStringLiteral("post "));
    QCOMPARE(posts,
             (QStringList{QStringLiteral("post Draft>Waiting for media"),
                          QStringLiteral("post Waiting for media>Attaching"),
                          QStringLiteral("post Attaching>Posting"), QStringLiteral("post Posting>Posted")}));
    // The fields that a script reads.
    QCOMPARE(session.told().last(), QStringLiteral("posted"));
    const EngineEvent segment = session.last(QStringLiteral("segment"));
    QCOMPARE(segment.postId, id);
    QCOMPARE(segment.fields.value(QStringLiteral("upload")).toString(), session.view(id).uploads.first().id);
    QCOMPARE(segment.fields.value(QStringLiteral("try")).toInt(), 1);
    QCOMPARE(segment.fields.value(QStringLiteral("acked")).toInteger(), 50 * kib);
    QCOMPARE(segment.fields.value(QStringLiteral("total")).toInteger(), 50 * kib);
    const EngineEvent posted = session.last(QStringLiteral("posted"));
    QCOMPARE(posted.fields.value(QStringLiteral("post")).toString(), id);
    QCOMPARE(posted.fields.value(QStringLiteral("files")).toArray(),
             QJsonArray{file(QStringLiteral("a.mp4"))});
    QVERIFY(posted.fields.value(QStringLiteral("url")).toString().endsWith(session.view(id).postedId));
    const QByteArray token = goodToken;
    for (const EngineEvent &event : std::as_const(session.events))
        QVERIFY(!QJsonDocument(event.fields).toJson().contains(token));
}

void EngineTest::sameFilesAndTextContinue()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString path = video("a.mp4", 20 * kib);
    NewPost wanted = newPost(QStringLiteral("Film"), {path});
    wanted.continueSame = true;
    const QString id = session.mustCreate(wanted);
    QCOMPARE(session.mustCreate(wanted), id);
    NewPost other = wanted;
    other.text = QStringLiteral("Another film");
    QVERIFY(session.mustCreate(other) != id);
    NewPost submitted = wanted;
    submitted.submit = true;
    submitted.askedAtMs = QDateTime::currentMSecsSinceEpoch();
    QCOMPARE(session.mustCreate(submitted), id);
    TRY_POST(session, id, PostState::Posted);
    // It was unfinished when this was asked for, and came to its end while the files were looked at.
    QCOMPARE(session.mustCreate(submitted), id);
    // What is posted is finished: the same again is a new one.
    QVERIFY(session.mustCreate(wanted) != id);
    QCOMPARE(sandbox.posts().size(), 1);
}

void EngineTest::onceKey()
{
    LiveSandbox sandbox;
    const QString path = video("a.mp4", 20 * kib);
    NewPost wanted = newPost(QStringLiteral("Film"), {path});
    wanted.onceKey = QStringLiteral("release-7");
    wanted.submit = true;
    QString id;
    {
        Session session(profile(), sandbox);
        id = session.mustCreate(wanted);
        TRY_POST(session, id, PostState::Posted);
    }
    QVERIFY(QFile::remove(path)); // its outcome is repeated all the same
    Session session(profile(), sandbox);
    QCOMPARE(session.mustCreate(wanted), id);
    TRY_POST(session, id, PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
}

void EngineTest::onceKeyTwiceAtTheSameMoment()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    NewPost wanted = newPost(QStringLiteral("Hello"));
    wanted.onceKey = QStringLiteral("greeting");
    wanted.submit = true;
    QStringList answers;
    QObject context;
    for (int i = 0; i < 3; ++i)
        session.engine.posts().create(wanted, &context, [&](const Result<QString> &id) {
            answers << (id ? *id : nameOf(id.error().kind));
        });
    QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 3, waitMs);
    QCOMPARE(QSet<QString>(answers.cbegin(), answers.cend()).size(), 1);
    TRY_POST(session, answers.first(), PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
    QCOMPARE(session.engine.posts().all().size(), 1);
}

void EngineTest::badFilesRecordNothing_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("missing") << QStringLiteral("missing") << ErrorKind::Missing;
    QTest::newRow("empty") << QStringLiteral("empty") << ErrorKind::Empty;
    QTest::newRow("folder") << QStringLiteral("folder") << ErrorKind::NotAFile;
    QTest::newRow("FIFO") << QStringLiteral("fifo") << ErrorKind::NotAFile;
}

void EngineTest::badFilesRecordNothing()
{
    QFETCH(QString, what);
    const QString bad = file(what);
    if (what == QLatin1String("empty"))
        writeBytes(bad, {});
    else if (what == QLatin1String("folder"))
        QVERIFY(QDir().mkpath(bad));
    else if (what == QLatin1String("fifo"))
        QCOMPARE(mkfifo(QFile::encodeName(bad).constData(), 0600), 0);
    LiveSandbox sandbox;
    {
        Session session(profile(), sandbox);
        const Result<QString> answer =
            session.create(newPost(QStringLiteral("Films"), {video("good.mp4", 20 * kib), bad}));
        QVERIFY(!answer);
        QTEST(answer.error().kind, "kind");
        QCOMPARE(answer.error().subject, what);
        QCOMPARE(session.engine.posts().all().size(), 0);
        QCOMPARE(session.events.size(), 0);
    }
    Session session(profile(), sandbox);
    QCOMPARE(session.engine.posts().all().size(), 0);
    QCOMPARE(sandbox.callsInOrder(), QString());
}

void EngineTest::checkSaysItBefore()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    QVector<FileVerdict> verdicts;
    QObject context;
    const QStringList files{video("good.mp4", 20 * kib),
                            writeBytes(file(QStringLiteral("words.mp4")), "only words"),
                            file(QStringLiteral("none"))};
    session.engine.media().check(files, {}, QString(), &context, [&](const QVector<FileVerdict> &given) { verdicts = given; });
    QTRY_COMPARE_WITH_TIMEOUT(verdicts.size(), 3, waitMs);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(verdicts.at(i).file, files.at(i));
    QVERIFY(verdicts.at(0).verdict == Verdict::Ready || verdicts.at(0).verdict == Verdict::MayBeRefused);
    QCOMPARE(verdicts.at(1).verdict, Verdict::WillBeRefused);
    QCOMPARE(verdicts.at(1).problems.first().field, QStringLiteral("content"));
    QCOMPARE(verdicts.at(2).error.kind, ErrorKind::Missing);
    QCOMPARE(session.engine.posts().all().size(), 0);
    QCOMPARE(sandbox.callsInOrder(), QString());
}

void EngineTest::twoPostsAtOnce()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QStringList files{video("a.mp4", mib, 1), video("b.mp4", mib, 2)};
    QStringList ids;
    for (const QString &path : files) {
        NewPost wanted = newPost(path, {path});
        wanted.submit = true;
        ids << session.mustCreate(wanted);
    }
    for (const QString &id : std::as_const(ids))
        TRY_POST(session, id, PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 2);
    QCOMPARE(sha256sReceived(sandbox), (QSet<QString>{sha256Of(files.at(0)), sha256Of(files.at(1))}));
    QCOMPARE(session.engine.status().active, 0);
}

void EngineTest::history()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    NewPost wanted = newPost(QStringLiteral("Look"), {writePicture(file(QStringLiteral("a.png")))});
    wanted.submit = true;
    const QString id = session.mustCreate(wanted);
    TRY_POST(session, id, PostState::Posted);
    QVector<HistoryEntry> entries;
    QObject context;
    session.engine.posts().history(id, &context, [&](const QVector<HistoryEntry> &given) { entries = given; });
    QTRY_VERIFY_WITH_TIMEOUT(!entries.isEmpty(), waitMs);
    QStringList posts;
    QStringList uploads;
    qint64 last = 0;
    for (const HistoryEntry &entry : std::as_const(entries)) {
        (entry.uploadId.isEmpty() ? posts : uploads) << entry.to;
        QVERIFY(entry.atMs >= last); // oldest first
        last = entry.atMs;
    }
    QCOMPARE(posts, (QStringList{QStringLiteral("Waiting for media"), QStringLiteral("Attaching"),
                                 QStringLiteral("Posting"), QStringLiteral("Posted")}));
    QCOMPARE(uploads,
             (QStringList{QStringLiteral("Checking"), QStringLiteral("Initializing"),
                          QStringLiteral("Sending"), QStringLiteral("Finalizing"), QStringLiteral("Ready")}));
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(EngineTest)
#include "tst_engine.moc"
