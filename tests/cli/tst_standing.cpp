// What a call says of the Posts of earlier calls that it takes up.
#include "tests/support/test_main.h"
#include "ui/cli/run_outcome.h"
#include "ui/cli/run_words.h"
#include "ui/cli/standing.h"

#include <QJsonObject>

using namespace postreel;

namespace {

PostView postOf(PostState state, UploadState upload)
{
    UploadView media;
    media.id = QStringLiteral("u");
    media.file = QStringLiteral("/films/a.mkv");
    media.state = upload;
    PostView post;
    post.id = QStringLiteral("p");
    post.state = state;
    post.parts = {QStringLiteral("Our film")};
    post.uploads = {media};
    return post;
}

QStringList told(const PostView &post)
{
    QStringList lines;
    for (const EngineEvent &event : needsOf(post)) {
        const QJsonObject &fields = event.fields;
        lines << event.name % u' ' % (fields.contains(QStringLiteral("upload")) ? QStringLiteral("upload ") : QStringLiteral("post "))
                     % fields[QStringLiteral("action")].toString();
    }
    return lines;
}

} // namespace

class TestStanding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsUnfinished()
    {
        for (const PostState state : {PostState::Draft, PostState::Posted, PostState::Cancelled, PostState::Failed})
            QVERIFY(!isUnfinished(PostView{.state = state}));
        for (const PostState state : {PostState::Scheduled, PostState::WaitingForMedia, PostState::Attaching, PostState::Posting,
                                      PostState::Unconfirmed, PostState::AskPerson, PostState::Waiting, PostState::NeedsSignIn,
                                      PostState::Paused})
            QVERIFY(isUnfinished(PostView{.state = state}));
        QVERIFY(isUnfinished(PostView{.state = PostState::Draft, .leavesWhenAdded = true}));
    }

    void whatNeedsAPersonIsTold()
    {
        const PostView fix = postOf(PostState::WaitingForMedia, UploadState::NeedsFix);
        QCOMPARE(told(fix), QStringList{QStringLiteral("needs upload fix")});
        QVERIFY(messageOf(needsOf(fix).first(), fix).contains(QStringLiteral("a.mkv")));
        QCOMPARE(told(postOf(PostState::WaitingForMedia, UploadState::NeedsSignIn)),
                 QStringList{QStringLiteral("needs upload signin")});
        QCOMPARE(told(postOf(PostState::NeedsSignIn, UploadState::Ready)), QStringList{QStringLiteral("needs post signin")});
        QCOMPARE(told(postOf(PostState::AskPerson, UploadState::Ready)), QStringList{QStringLiteral("needs post decide")});
        QCOMPARE(told(postOf(PostState::WaitingForMedia, UploadState::Sending)), QStringList());
    }

    void whatIsPausedWaitsForThePersonWhoPausedIt()
    {
        for (const PostView &post : {postOf(PostState::Paused, UploadState::Ready), postOf(PostState::WaitingForMedia, UploadState::Paused)}) {
            QVERIFY(pausedText(post).contains(QStringLiteral("Our film")));
            QCOMPARE(outcomeOf(post, {.finishesAll = true}), RunOutcome::NeedsPerson);
            QCOMPARE(outcomeOf(post, {.submitted = true}), RunOutcome::Pending);
        }
        QVERIFY(pausedText(postOf(PostState::Posting, UploadState::Ready)).isEmpty());
    }
};

POSTREEL_TEST_MAIN(TestStanding)
#include "tst_standing.moc"
