// Files that X would refuse, through the engine's door: what asks, what is fixed by itself, what each word does, and
// what X's own words change.
#include "tests/engine/engine_ground.h"
#include "tests/support/film_kinds.h"
#include "tests/support/test_main.h"

#include <QDir>

using namespace postreel;
using namespace postreel::testing;

namespace {

const FilmShelf shelf;

UploadView filmOf(const Session &session, const QString &post)
{
    return session.view(post).uploads.value(0);
}

void replaceBy(const QString &source, const QString &target)
{
    QVERIFY(QFile::remove(target));
    QVERIFY(QFile::copy(source, target));
}

QStringList verdicts(const Session &session)
{
    QStringList told;
    for (const EngineEvent &event : session.events)
        if (event.name == QLatin1String("verdict"))
            told << event.fields.value(QStringLiteral("verdict")).toString();
    return told;
}

} // namespace

class EngineFixesTest : public QObject, private EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void whatXWouldRefuseAsks();
    void oneWordFixesIt();
    void whatIsToBeFixedByItselfAsksNobody();
    void theSettingCountsForDrafts();
    void aFixCanBeStopped();
    void sentAnywayItGoesAsItIs();
    void aFixGoesOnAtTheNextStart();
    void aTrimIsAFix();
    void premiumMakesADifference_data();
    void premiumMakesADifference();
    void whatMakesNoDifferenceIsNotAsked();
    void aHurryChangesTheOffer();
    void whatCannotBeSentAtAllIsSaidBeforeItIsSent();
    void anOriginalThatChangesIsFixedAnew();
    void anOriginalThatChangesIsNotSentAsItWas();

private:
    QString film(const char *kind) const { return shelf.film(QString::fromLatin1(kind)); }
    // Of so many seconds, and nearly as many to fix.
    QString slowFilm(int seconds) const
    {
        return makeWithFfmpeg(QStringLiteral("-f lavfi -i testsrc2=size=640x360:rate=120 -t %1 -c:v libx264 -preset ultrafast "
                                             "-pix_fmt yuv420p")
                                  .arg(seconds),
                              file(QStringLiteral("slow.mp4")));
    }
    // A Post of that film which asks what to do, and is then being fixed.
    static void beginsToFix(Session &session, const QString &id)
    {
        TRY_UPLOAD(session, id, UploadState::NeedsFix);
        session.engine.media().fix(filmOf(session, id).id);
        QTRY_VERIFY_WITH_TIMEOUT(session.count(QStringLiteral("fixing")) > 0, waitMs);
    }
    QStringList fixes() const
    {
        return QDir(profile() % QStringLiteral("/cache/fixes")).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    }
};

void EngineFixesTest::init()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
    freshFolder();
}

void EngineFixesTest::whatXWouldRefuseAsks()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(newPost(QStringLiteral("Fast"), {film("120 fps")}));
    TRY_UPLOAD(session, id, UploadState::NeedsFix);
    const UploadView upload = filmOf(session, id);
    QCOMPARE(upload.verdict, Verdict::WillBeRefused);
    QCOMPARE(upload.problems.size(), 1);
    QCOMPARE(upload.problems.first().field, QStringLiteral("frame rate"));
    QCOMPARE(upload.offer.kind, FixKind::Video);
    QVERIFY(upload.offer.ms > 0 && upload.offer.bytes > 0);
    QVERIFY(sandbox.requests(QStringLiteral("initialize")).isEmpty());
    QCOMPARE(session.last(QStringLiteral("needs")).fields.value(QStringLiteral("action")).toString(),
             QStringLiteral("fix"));
}

void EngineFixesTest::oneWordFixesIt()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString file = film("120 fps");
    const QString before = sha256Of(file);
    const QString id = session.mustCreate(newPost(QStringLiteral("Fast"), {file}));
    TRY_UPLOAD(session, id, UploadState::NeedsFix);
    session.engine.media().fix(filmOf(session, id).id);
    TRY_UPLOAD(session, id, UploadState::Ready);
    QCOMPARE(verdicts(session), (QStringList{QStringLiteral("X will refuse"), QStringLiteral("ready")}));
    QVERIFY(session.count(QStringLiteral("fixing")) > 0);
    QVERIFY(filmOf(session, id).fixed);
    QCOMPARE(filmOf(session, id).file, file); // it stays the person's own
    QCOMPARE(sha256Of(file), before);
    QVERIFY(!sha256sReceived(sandbox).contains(before));
    QCOMPARE(fixes().size(), 1);
    session.engine.posts().submit(id, 0, 0);
    TRY_POST(session, id, PostState::Posted);
    QTRY_VERIFY(fixes().isEmpty()); // nobody needs it any more
}

void EngineFixesTest::whatIsToBeFixedByItselfAsksNobody()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    NewPost post = newPost(QStringLiteral("Film"), {film("mkv")});
    post.media.first().fix = true;
    post.submit = true;
    const QString id = session.mustCreate(post);
    TRY_POST(session, id, PostState::Posted);
    QCOMPARE(session.count(QStringLiteral("needs")), 0);
    QCOMPARE(session.last(QStringLiteral("fixing")).fields.value(QStringLiteral("fix")).toString(),
             QStringLiteral("remux"));
    QCOMPARE(sandbox.uploads().first()[QStringLiteral("media_type")].toString(), QStringLiteral("video/mp4"));
}

void EngineFixesTest::theSettingCountsForDrafts()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(newPost(QStringLiteral("Film"), {film("5.1")}));
    TRY_UPLOAD(session, id, UploadState::NeedsFix);
    QVERIFY(!session.engine.status().fixByItself);
    session.engine.media().setFixByItself(true); // what asks now is fixed, too
    TRY_UPLOAD(session, id, UploadState::Ready);
    QTRY_VERIFY(session.engine.status().fixByItself);
    const QString next = session.mustCreate(newPost(QStringLiteral("Next"), {film("4:4:4")}));
    TRY_UPLOAD(session, next, UploadState::Ready);
    NewPost never = newPost(QStringLiteral("Never"), {film("10 bit")});
    never.media.first().fix = false; // a script's word
    const QString asks = session.mustCreate(never);
    TRY_UPLOAD(session, asks, UploadState::NeedsFix);
}

void EngineFixesTest::aFixCanBeStopped()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString slow = slowFilm(20);
    const QString id = session.mustCreate(newPost(QStringLiteral("Slow"), {slow}));
    beginsToFix(session, id);
    session.engine.media().stopFixing(filmOf(session, id).id);
    TRY_UPLOAD(session, id, UploadState::NeedsFix);
    QTRY_VERIFY(fixes().isEmpty());
    QCOMPARE(filmOf(session, id).error.kind, ErrorKind::Aborted);
    session.engine.media().sendAnyway(filmOf(session, id).id);
    TRY_UPLOAD(session, id, UploadState::Ready);
    QVERIFY(sha256sReceived(sandbox).contains(sha256Of(slow)));
}

void EngineFixesTest::sentAnywayItGoesAsItIs()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    NewPost post = newPost(QStringLiteral("HEVC"), {film("hevc")});
    post.media.first().sendAnyway = true;
    const QString id = session.mustCreate(post);
    TRY_UPLOAD(session, id, UploadState::Ready);
    QCOMPARE(verdicts(session), QStringList{QStringLiteral("may be refused")});
    QVERIFY(sha256sReceived(sandbox).contains(sha256Of(film("hevc"))));
}

void EngineFixesTest::aFixGoesOnAtTheNextStart()
{
    LiveSandbox sandbox;
    QString id;
    const QString slow = slowFilm(20);
    {
        Session session(profile(), sandbox);
        id = session.mustCreate(newPost(QStringLiteral("Slow"), {slow}));
        beginsToFix(session, id);
    }
    Session session(profile(), sandbox);
    QTRY_VERIFY_WITH_TIMEOUT(session.uploadState(id) == UploadState::Ready, 8 * waitMs);
    QCOMPARE(sandbox.uploads().size(), 1);
}

void EngineFixesTest::aTrimIsAFix()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(newPost(QStringLiteral("Part"), {film("high")}));
    TRY_UPLOAD(session, id, UploadState::Ready);
    session.engine.media().setTrim(filmOf(session, id).id, 0, 1000);
    QTRY_VERIFY_WITH_TIMEOUT(filmOf(session, id).fixed && session.uploadState(id) == UploadState::Ready, waitMs);
    const qint64 length = filmOf(session, id).facts.durationMs;
    QVERIFY2(qAbs(length - 1000) <= 60, qPrintable(QString::number(length)));
}

void EngineFixesTest::premiumMakesADifference_data()
{
    QTest::addColumn<QString>("spec");
    QTest::addColumn<UploadState>("state");
    QTest::newRow("none") << QStringLiteral("account=none") << UploadState::NeedsFix;
    QTest::newRow("Premium") << QStringLiteral("account=premium") << UploadState::Ready;
}

void EngineFixesTest::premiumMakesADifference()
{
    QFETCH(QString, spec);
    QFETCH(UploadState, state);
    LiveSandbox sandbox(spec);
    Session session(profile(), sandbox);
    const QString first = session.mustCreate(newPost(QStringLiteral("Large"), {film("1080p")}));
    TRY_UPLOAD(session, first, state);
    const QString second = session.mustCreate(newPost(QStringLiteral("Once more"), {film("1080p")}));
    TRY_UPLOAD(session, second, state);
    QCOMPARE(sandbox.requests(QStringLiteral("me")).size(), 1); // once a run
}

void EngineFixesTest::whatMakesNoDifferenceIsNotAsked()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString ready = session.mustCreate(newPost(QStringLiteral("Ready"), {film("high")}));
    TRY_UPLOAD(session, ready, UploadState::Ready);
    const QString refused = session.mustCreate(newPost(QStringLiteral("Fast"), {film("120 fps")}));
    TRY_UPLOAD(session, refused, UploadState::NeedsFix);
    QVERIFY(sandbox.requests(QStringLiteral("me")).isEmpty());
}

void EngineFixesTest::aHurryChangesTheOffer()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString slow = makeWithFfmpeg(QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=120 -t 60 -c:v libx264 "
                                                       "-preset ultrafast -pix_fmt yuv420p"),
                                        file(QStringLiteral("slow.mp4")));
    const QString id = session.mustCreate(newPost(QStringLiteral("Slow"), {slow}));
    TRY_UPLOAD(session, id, UploadState::NeedsFix);
    const qint64 best = filmOf(session, id).offer.ms;
    session.engine.media().setDeadline(filmOf(session, id).id, QDateTime::currentMSecsSinceEpoch() + best / 2);
    QTRY_VERIFY2(filmOf(session, id).offer.ms < best, qPrintable(QString::number(best)));
    // There is time enough, though nothing is known of the link yet.
    session.engine.media().setDeadline(filmOf(session, id).id, QDateTime::currentMSecsSinceEpoch() + 3'600'000);
    QTRY_VERIFY(filmOf(session, id).offer.ms == best);
    session.engine.media().setDeadline(filmOf(session, id).id, 0);
    QTRY_VERIFY(filmOf(session, id).offer.ms == best);
}

void EngineFixesTest::whatCannotBeSentAtAllIsSaidBeforeItIsSent()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString huge = file(QStringLiteral("huge.mp4"));
    QVERIFY(QFile::copy(film("high"), huge));
    QFile grown(huge);
    QVERIFY(grown.open(QIODevice::ReadWrite) && grown.seek(grown.size()));
    QByteArray box(16, '\0'); // a free box of 64-bit length up to the end
    qToBigEndian<quint32>(1, box.data());
    box.replace(4, 4, "free");
    qToBigEndian<quint64>(9'000'000'000 - grown.size(), box.data() + 8);
    QVERIFY(grown.write(box) == box.size() && grown.resize(9'000'000'000));
    grown.close();
    const QString id = session.mustCreate(newPost(QStringLiteral("Huge"), {huge}));
    TRY_UPLOAD(session, id, UploadState::NeedsFix);
    QCOMPARE(filmOf(session, id).problems.first().field, QStringLiteral("bytes"));
    session.engine.media().sendAnyway(filmOf(session, id).id);
    TRY_UPLOAD(session, id, UploadState::Failed);
    QCOMPARE(filmOf(session, id).error.kind, ErrorKind::TooBig);
    QVERIFY(sandbox.requests(QStringLiteral("initialize")).isEmpty());
}

void EngineFixesTest::anOriginalThatChangesIsFixedAnew()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString slow = slowFilm(10);
    const QString id = session.mustCreate(newPost(QStringLiteral("Slow"), {slow}));
    beginsToFix(session, id);
    replaceBy(film("120 fps"), slow); // under ffmpeg's hands, which goes on reading the old one
    TRY_UPLOAD(session, id, UploadState::Failed);
    QCOMPARE(filmOf(session, id).error.kind, ErrorKind::FileChanged);
    session.engine.posts().retry(id);
    TRY_UPLOAD(session, id, UploadState::Ready);
    const qint64 length = filmOf(session, id).facts.durationMs;
    QVERIFY2(qAbs(length - 2000) <= 60, qPrintable(QString::number(length)));
}

void EngineFixesTest::anOriginalThatChangesIsNotSentAsItWas()
{
    LiveSandbox sandbox(QStringLiteral("up=0.5"));
    Session session(profile(), sandbox);
    const QString original = file(QStringLiteral("film.mkv"));
    QVERIFY(QFile::copy(film("mkv"), original));
    NewPost post = newPost(QStringLiteral("Film"), {original});
    post.media.first().fix = true;
    const QString id = session.mustCreate(post);
    TRY_UPLOAD(session, id, UploadState::Sending);
    session.engine.posts().pause(id);
    TRY_UPLOAD(session, id, UploadState::Paused);
    QVERIFY(filmOf(session, id).fixed);
    replaceBy(film("audio only"), original);
    sandbox.play({});
    session.engine.posts().resume(id);
    TRY_UPLOAD(session, id, UploadState::Failed);
    QCOMPARE(filmOf(session, id).error.kind, ErrorKind::FileChanged);
    QVERIFY(sandbox.requests(QStringLiteral("finalize")).isEmpty());
}

POSTREEL_TEST_MAIN(EngineFixesTest)
#include "tst_engine_fixes.moc"
