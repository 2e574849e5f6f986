// What the engine says of files while ffmpeg is not installed: that a verdict is that of headers alone, and that a fix
// is not offered for want of it.
#include "app/engine/without_ffmpeg.h"
#include "tests/engine/engine_ground.h"
#include "tests/support/test_main.h"

using namespace postreel;
using namespace postreel::testing;

namespace {

Upload asking(const Problem &problem)
{
    Upload upload;
    upload.state = UploadState::NeedsFix;
    upload.facts = {.mediaType = QStringLiteral("video/mp4"), .mediaCategory = QStringLiteral("tweet_video")};
    upload.verdict = Verdict::WillBeRefused;
    upload.problems = {problem};
    return upload;
}

const Problem fast{QStringLiteral("frame rate"), QStringLiteral("120 fps"), QStringLiteral("60 fps"),
                   QStringLiteral("Reduce it to 60 fps")};

} // namespace

class WithoutFfmpegTest : public QObject, private EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { qputenv("PATH", m_path); }
    void videosAreToldByTheirHeaders();
    void whatWouldHaveAFixWantsFfmpeg();
    void aCheckSaysSo();
    void aFileThatNeedsADecisionSaysSo();

private:
    QByteArray m_path;
};

void WithoutFfmpegTest::init()
{
    m_path = qgetenv("PATH");
    freshFolder();
    qputenv("PATH", file(QString()).toUtf8());
}

void WithoutFfmpegTest::videosAreToldByTheirHeaders()
{
    Upload upload = asking({});
    upload.state = UploadState::Sending;
    upload.verdict = Verdict::Ready;
    QVERIFY(isToldByHeadersAlone(upload));
    upload.state = UploadState::Ready; // X has looked at it
    QVERIFY(!isToldByHeadersAlone(upload));
    upload.state = UploadState::Sending;
    upload.facts.mediaCategory = QStringLiteral("tweet_image");
    QVERIFY(!isToldByHeadersAlone(upload));
}

void WithoutFfmpegTest::whatWouldHaveAFixWantsFfmpeg()
{
    QVERIFY(wantsFfmpeg(asking(fast)));
    Problem hopeless = fast;
    hopeless.fix.clear();
    QVERIFY(!wantsFfmpeg(asking(hopeless)));
    Upload fixable = asking(fast);
    fixable.offer.kind = FixKind::Video;
    QVERIFY(!wantsFfmpeg(fixable));
    Upload subtitles = asking(fast);
    subtitles.kind = UploadKind::Subtitle; // fixed without a tool
    QVERIFY(!wantsFfmpeg(subtitles));
    qputenv("PATH", m_path);
    if (isToldByHeadersAlone(fixable))
        QSKIP("ffmpeg is not installed");
    QVERIFY(!wantsFfmpeg(asking(fast)));
}

void WithoutFfmpegTest::aCheckSaysSo()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const QStringList files{video("a.mp4", 64 * kib), writePicture(file(QStringLiteral("a.png")))};
    QVector<FileVerdict> told;
    session.engine.media().check(files, {}, {}, this, [&](const QVector<FileVerdict> &verdicts) { told = verdicts; });
    QTRY_COMPARE_WITH_TIMEOUT(told.size(), 2, waitMs);
    QCOMPARE(told[0].verdict, Verdict::Ready);
    QVERIFY(told[0].headersAlone);
    QCOMPARE(told[1].verdict, Verdict::Ready);
    QVERIFY(!told[1].headersAlone);
}

void WithoutFfmpegTest::aFileThatNeedsADecisionSaysSo()
{
    LiveSandbox sandbox;
    Session session(profile(), sandbox);
    const auto needs = [&](const QByteArray &content, const char *name) {
        QFile made(file(QString::fromLatin1(name)));
        if (!made.open(QIODevice::WriteOnly) || made.write(content) != content.size())
            qFatal("no file");
        made.close();
        const QString id = session.mustCreate(newPost(QString::fromLatin1(name), {made.fileName()}));
        [&] { TRY_UPLOAD(session, id, UploadState::NeedsFix); }();
        return id;
    };
    // An AVI film as far as its headers say.
    const QByteArray avi = QByteArray("RIFF") + QByteArray("\x00\x10\x00\x00", 4) + "AVI LIST" + QByteArray(4096, '\0');
    const UploadView film = session.view(needs(avi, "old.avi")).uploads.first();
    QVERIFY(film.wantsFfmpeg);
    QVERIFY(session.last(QStringLiteral("needs")).wantsFfmpeg);
    const UploadView words = session.view(needs("These are notes.\n", "notes.mp4")).uploads.first();
    QVERIFY(!words.wantsFfmpeg); // nothing fixes them
    QVERIFY(!session.last(QStringLiteral("needs")).wantsFfmpeg);
}

POSTREEL_TEST_MAIN(WithoutFfmpegTest)
#include "tst_without_ffmpeg.moc"
