// A film with several sound tracks, through the engine's door: which is kept, and another one that a person chooses.
#include "tests/engine/engine_ground.h"
#include "tests/support/film_kinds.h"
#include "tests/support/test_main.h"

#include <QDir>

using namespace postreel;
using namespace postreel::testing;

namespace {

UploadView videoOf(const Session &session, const QString &postId)
{
    for (const UploadView &upload : session.view(postId).uploads)
        if (upload.kind == UploadKind::Media && upload.state != UploadState::Cancelled)
            return upload;
    return {};
}

QStringList soundRates(const QString &file)
{
    QProcess process;
    process.start(QStringLiteral("ffprobe"), {QStringLiteral("-v"), QStringLiteral("error"), QStringLiteral("-select_streams"), QStringLiteral("a"),
                                              QStringLiteral("-show_entries"), QStringLiteral("stream=sample_rate"), QStringLiteral("-of"),
                                              QStringLiteral("csv=p=0"), file});
    if (!process.waitForFinished(60'000))
        qFatal("ffprobe does not end");
    return QString::fromUtf8(process.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

} // namespace

class EngineSoundsTest : public QObject, private EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void anotherTrackIsChosen();
};

void EngineSoundsTest::init()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
    freshFolder();
}

void EngineSoundsTest::anotherTrackIsChosen()
{
    const QString film = makeWithFfmpeg(
        QStringLiteral("-f lavfi -i testsrc2=size=320x240:rate=30 -f lavfi -i sine=r=48000 -f lavfi -i sine=r=44100 -map 0 -map 1 -map 2 -t 2 "
                       "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -ac 2 -metadata:s:a:0 language=eng -metadata:s:a:1 language=deu"),
        file(QStringLiteral("two.mp4")));
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QString id = session.mustCreate(newPost(QStringLiteral("Film"), {film}));
    TRY_UPLOAD(session, id, UploadState::Ready);
    const UploadView first = videoOf(session, id);
    QCOMPARE(first.facts.sounds.size(), 2);
    QCOMPARE(first.facts.sounds[0].name, QStringLiteral("English, stereo"));
    QCOMPARE(first.facts.sounds[1].name, QStringLiteral("German, stereo"));
    QCOMPARE(first.facts.sound, first.facts.sounds[0].stream);
    QVERIFY(!first.fixed);
    session.engine.media().setSound(first.id, 77); // none of them
    session.engine.media().setSound(first.id, first.facts.sounds[1].stream);
    QTRY_VERIFY_WITH_TIMEOUT(videoOf(session, id).fixed && videoOf(session, id).state == UploadState::Ready, waitMs);
    const UploadView second = videoOf(session, id);
    QCOMPARE(second.soundStream, first.facts.sounds[1].stream);
    QCOMPARE(second.facts.sound, second.soundStream);
    QCOMPARE(second.facts.sounds, first.facts.sounds); // still to choose from
    const QString made = QDir(profile()).filePath(QStringLiteral("cache/fixes/%1.mp4").arg(second.id));
    QCOMPARE(soundRates(made), QStringList{QStringLiteral("44100")});
    session.engine.media().setSound(second.id, first.facts.sounds[0].stream);
    QTRY_VERIFY_WITH_TIMEOUT(videoOf(session, id).id != second.id && videoOf(session, id).fixed
                                 && videoOf(session, id).state == UploadState::Ready, waitMs);
    QCOMPARE(videoOf(session, id).facts.sound, first.facts.sounds[0].stream);
}

POSTREEL_TEST_MAIN(EngineSoundsTest)
#include "tst_engine_sounds.moc"
