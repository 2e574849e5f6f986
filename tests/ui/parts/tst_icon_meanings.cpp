// An icon means one thing, wherever it stands: the table of all actions and stages.
#include "tests/support/test_main.h"
#include "tests/ui/sample_views.h"
#include "ui/window/parts/post_actions.h"
#include "ui/window/parts/stage_icon.h"

using namespace postreel;
using namespace postreel::testing;

namespace {

// Of every glyph that an action or a stage has, and what it says.
QString meaning(Glyph glyph)
{
    switch (glyph) {
    case Glyph::Check: return QStringLiteral("done");
    case Glyph::Send: return QStringLiteral("posting");
    case Glyph::Wrench: return QStringLiteral("fixing");
    case Glyph::Upload: return QStringLiteral("uploading");
    case Glyph::Past: return QStringLiteral("as it is");
    case Glyph::First: return QStringLiteral("before others");
    case Glyph::Process: return QStringLiteral("X is processing");
    case Glyph::Search: return QStringLiteral("checking");
    case Glyph::Clock: return QStringLiteral("waiting");
    case Glyph::Key: return QStringLiteral("signing in");
    case Glyph::Warning: return QStringLiteral("needs a person");
    case Glyph::Pause: return QStringLiteral("paused");
    case Glyph::Play: return QStringLiteral("resuming");
    case Glyph::Retry: return QStringLiteral("again");
    case Glyph::Cross: return QStringLiteral("cancelled");
    case Glyph::Trash: return QStringLiteral("away with it");
    case Glyph::Pencil: return QStringLiteral("writing");
    case Glyph::Open: return QStringLiteral("in the browser");
    case Glyph::Link: return QStringLiteral("its link");
    case Glyph::Folder: return QStringLiteral("a place on this computer");
    case Glyph::Box: return QStringLiteral("the sandbox");
    default: return {};
    }
}

} // namespace

class IconMeaningsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ofActions_data();
    void ofActions();
    void ofStages_data();
    void ofStages();
};

void IconMeaningsTest::ofActions_data()
{
    QTest::addColumn<PostAction>("action");
    QTest::addColumn<QString>("means");
    using enum PostAction;
    const auto row = [](PostAction action, const char *means) {
        QTest::newRow(qPrintable(actionText(action))) << action << QString::fromLatin1(means);
    };
    row(TrySandbox, "the sandbox");
    row(ConnectX, "signing in");
    row(Post, "posting");
    row(Pause, "paused");
    row(Resume, "resuming");
    row(TryNow, "again");
    row(Retry, "again");
    row(Cancel, "cancelled");
    row(Discard, "away with it");
    row(Remove, "away with it");
    row(Edit, "writing");
    row(Open, "in the browser");
    row(CopyLink, "its link");
    row(Fix, "fixing");
    row(SendAnyway, "as it is");
    row(FindFile, "a place on this computer");
    row(SendFirst, "before others");
    row(WasPosted, "done");
    row(WasNotPosted, "again");
}

void IconMeaningsTest::ofActions()
{
    QFETCH(PostAction, action);
    QTEST(meaning(actionGlyph(action)), "means");
}

void IconMeaningsTest::ofStages_data()
{
    QTest::addColumn<UploadState>("state");
    QTest::addColumn<QString>("means");
    using enum UploadState;
    const auto row = [](UploadState state, const char *means) {
        QTest::newRow(qPrintable(nameOf(state))) << state << QString::fromLatin1(means);
    };
    row(Queued, "waiting");
    row(Checking, "checking");
    row(NeedsFix, "needs a person");
    row(Fixing, "fixing");
    row(Initializing, "uploading");
    row(Sending, "uploading");
    row(Finalizing, "uploading");
    row(Processing, "X is processing");
    row(Ready, "done");
    row(Waiting, "waiting");
    row(NeedsSignIn, "signing in");
    row(Paused, "paused");
    row(Cancelled, "cancelled");
    row(Failed, "needs a person");
}

void IconMeaningsTest::ofStages()
{
    QFETCH(UploadState, state);
    const UploadView upload = sampleUpload(QStringLiteral("u"), state);
    QTEST(meaning(stageIconOf(upload).glyph), "means");
    // A Post shows that of its upload until it is sent itself, which alone is the paper plane.
    const PostView draft = samplePost(QStringLiteral("p"), PostState::Draft, QStringLiteral("x"), {upload});
    QVERIFY(stageIconOf(draft).glyph != Glyph::Send);
    const PostView posting = samplePost(QStringLiteral("p"), PostState::Posting, QStringLiteral("x"), {upload});
    QCOMPARE(stageIconOf(posting).glyph, Glyph::Send);
}

POSTREEL_TEST_MAIN(IconMeaningsTest)
#include "tst_icon_meanings.moc"
