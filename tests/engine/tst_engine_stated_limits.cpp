// Limits that X names in its own words, through the engine's door: whose they are, of what kind, and until when.
#include "tests/engine/engine_ground.h"
#include "tests/support/film_kinds.h"
#include "tests/support/test_main.h"

using namespace postreel;
using namespace postreel::testing;

namespace {

const FilmShelf shelf;
const QString sayingOneSecond = QStringLiteral("processing=normal,longest=1");

UploadView filmOf(const Session &session, const QString &post)
{
    return session.view(post).uploads.value(0);
}

} // namespace

class EngineSaidLimitsTest : public QObject, private EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aLimitOfPicturesIsNoVideos();
    void aLimitOfOneAccountIsNoOthers();
    void aLimitThatXGaveUpIsForgotten();
    void aLimitGoesWithTheSubscription();
    void premiumThatHasEndedIsNoticed();

private:
    QString film(const char *kind) const { return shelf.film(QString::fromLatin1(kind)); }
    // By refusing a Post of two seconds.
    void xNamesItsLimit(Session &session) const
    {
        const QString id = session.mustCreate(newPost(QStringLiteral("Two seconds"), {film("high")}));
        TRY_UPLOAD(session, id, UploadState::Ready);
        session.engine.posts().submit(id, 0, 0);
        TRY_POST(session, id, PostState::Failed);
    }
};

void EngineSaidLimitsTest::init()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
    freshFolder();
}

void EngineSaidLimitsTest::aLimitOfPicturesIsNoVideos()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString large = makeWithFfmpeg(QStringLiteral("-f lavfi -i color=gray:size=2000x1500,format=rgb24,"
                                                        "noise=alls=100:allf=t -frames:v 1"),
                                         file(QStringLiteral("large.png")));
    QVERIFY(QFileInfo(large).size() > 5 * mib);
    NewPost photo = newPost(QStringLiteral("Photo"), {large});
    photo.media.first().sendAnyway = true;
    const QString refused = session.mustCreate(photo);
    TRY_UPLOAD(session, refused, UploadState::Failed);
    QVERIFY(filmOf(session, refused).error.detail.contains(QStringLiteral("exceeds")));
    const QString larger = session.mustCreate(newPost(QStringLiteral("Film"), {video("film.mp4", 6 * mib)}));
    TRY_UPLOAD(session, larger, UploadState::Ready);
}

void EngineSaidLimitsTest::aLimitOfOneAccountIsNoOthers()
{
    LiveSandbox sandbox(sayingOneSecond);
    Session session(profile(), sandbox);
    const QString other = QStringLiteral("bob-key");
    sandbox.addToken("other-token");
    session.engine.accounts().add({.key = other, .label = QStringLiteral("@bob")}, sandbox.base(), "other-token");
    const QString id = session.mustCreate(newPost(QStringLiteral("Two seconds"), {film("high")}));
    session.engine.posts().setAccount(id, other);
    TRY_UPLOAD(session, id, UploadState::Ready);
    session.engine.posts().submit(id, 0, 0);
    TRY_POST(session, id, PostState::Failed);
    const QString mine = session.mustCreate(newPost(QStringLiteral("Mine"), {film("high")}));
    TRY_UPLOAD(session, mine, UploadState::Ready);
    NewPost theirs = newPost(QStringLiteral("Theirs"), {film("high")});
    theirs.account = other;
    const QString asks = session.mustCreate(theirs);
    TRY_UPLOAD(session, asks, UploadState::NeedsFix);
}

void EngineSaidLimitsTest::aLimitThatXGaveUpIsForgotten()
{
    LiveSandbox sandbox(sayingOneSecond);
    Session session(profile(), sandbox);
    xNamesItsLimit(session);
    const QString second = session.mustCreate(newPost(QStringLiteral("Once more"), {film("mono")}));
    TRY_UPLOAD(session, second, UploadState::NeedsFix);
    sandbox.play({});
    session.engine.media().sendAnyway(filmOf(session, second).id);
    TRY_UPLOAD(session, second, UploadState::Ready);
    session.engine.posts().submit(second, 0, 0);
    TRY_POST(session, second, PostState::Posted);
    const QString third = session.mustCreate(newPost(QStringLiteral("Now"), {film("main")}));
    TRY_UPLOAD(session, third, UploadState::Ready);
}

void EngineSaidLimitsTest::aLimitGoesWithTheSubscription()
{
    LiveSandbox sandbox(sayingOneSecond);
    {
        Session session(profile(), sandbox);
        xNamesItsLimit(session);
    }
    sandbox.play(QStringLiteral("account=premium"));
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(newPost(QStringLiteral("With Premium"), {film("main")}));
    TRY_UPLOAD(session, id, UploadState::Ready);
}

void EngineSaidLimitsTest::premiumThatHasEndedIsNoticed()
{
    LiveSandbox sandbox(QStringLiteral("account=none"));
    Session session(profile(), sandbox, goodToken, false);
    session.engine.accounts().add({.key = account, .label = QStringLiteral("@ada"), .subscription = QStringLiteral("Premium")},
                              sandbox.base(), goodToken);
    const QString id = session.mustCreate(newPost(QStringLiteral("Large"), {film("1080p")}));
    TRY_UPLOAD(session, id, UploadState::NeedsFix);
}

POSTREEL_TEST_MAIN(EngineSaidLimitsTest)
#include "tst_engine_stated_limits.moc"
