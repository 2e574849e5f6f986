// Errors end in the button that they name: every kind of error in every place that shows one. The words are read as a person
// would, so that a step in them that nobody thought of in ui/next_step.h is found, too.
#include "named_steps.h"
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/error_text.h"
#include "ui/next_text.h"
#include "ui/shown_words.h"
#include "ui/stage_text.h"
#include "ui/window/compose/media_card.h"
#include "ui/window/connect/sign_in_text.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/parts/post_actions.h"
#include "ui/window/parts/post_error_text.h"
#include "ui/window/parts/stage_icon.h"
#include "ui/window/queue/details.h"

#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

// The reason that a wait for this error has.
WaitReason reasonOf(const Error &error)
{
    switch (error.kind) { // an open list
    case ErrorKind::FileAway:
        return WaitReason::FileAway;
    case ErrorKind::UsageCapped:
        return WaitReason::UsageCap;
    case ErrorKind::RateLimited:
        return WaitReason::RateLimit;
    case ErrorKind::NotReached:
        return WaitReason::Offline;
    case ErrorKind::Redirected:
        return WaitReason::CaptivePortal;
    case ErrorKind::TlsFailed:
        return WaitReason::Certificate;
    case ErrorKind::ProxyFailed:
    case ErrorKind::ProxyRefused:
        return WaitReason::Proxy;
    case ErrorKind::ProxySignIn:
    case ErrorKind::ProxyUnusable:
        return WaitReason::ProxySignIn;
    default:
        return WaitReason::ServerTrouble;
    }
}

} // namespace

class NextStepsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() // one of each for all rows: they take long to make
    {
        m_pictures = std::make_unique<PictureCache>();
        m_details = std::make_unique<Details>(*m_pictures, nullptr);
        m_card = std::make_unique<MediaCard>(*m_pictures, nullptr);
    }
    void cleanupTestCase()
    {
        m_card.reset();
        m_details.reset();
    }
    void rowsAndDetails_data();
    void rowsAndDetails();
    void mediaCards_data();
    void mediaCards();
    void mediaCardsWithTracks_data() { errors(); }
    void mediaCardsWithTracks();
    void messageBars_data() { errors(); }
    void messageBars();
    void theSignInAssistant_data();
    void theSignInAssistant();
    void theNetworkIsTriedNowEverywhere();
    void nothingIsSaidToHaveNotBeenSent_data() { errors(); }
    void nothingIsSaidToHaveNotBeenSent();
    void tenPostsWithoutCredit();

private:
    static void errors()
    {
        QTest::addColumn<Error>("error");
        const QVector<Error> all = everyError();
        for (qsizetype i = 0; i < all.size(); ++i)
            QTest::addRow("%s (%d)", qPrintable(nameOf(all.at(i))), int(i)) << all.at(i);
    }
    static PostView shown(PostState state, const Error &error, std::optional<UploadState> upload = {})
    {
        QVector<UploadView> uploads;
        if (upload) {
            uploads << sampleUpload(text("u"), *upload);
            uploads.first().error = error;
            uploads.first().reason = reasonOf(error);
            uploads.first().offer.kind = FixKind::Video;
        }
        PostView post = samplePost(text("p"), state, text("t"), uploads);
        if (!upload || state == PostState::Failed)
            post.error = error;
        post.reason = reasonOf(error);
        return post;
    }

    std::unique_ptr<PictureCache> m_pictures;
    std::unique_ptr<Details> m_details;
    std::unique_ptr<MediaCard> m_card;
};

void NextStepsTest::rowsAndDetails_data()
{
    QTest::addColumn<PostView>("post");
    const auto add = [](const char *place, const Error &error, const PostView &post) {
        static int number = 0;
        QTest::addRow("%s %s (%d)", place, qPrintable(nameOf(error)), ++number) << post;
    };
    for (const Error &error : everyError()) {
        add("failed", error, shown(PostState::Failed, error));
        add("failed media", error, shown(PostState::Failed, error, UploadState::Failed));
        add("failed media of a draft", error, shown(PostState::Draft, error, UploadState::Failed));
        add("waiting", error, shown(PostState::Waiting, error));
        add("waiting media", error, shown(PostState::WaitingForMedia, error, UploadState::Waiting));
        add("file to be decided about", error, shown(PostState::Draft, error, UploadState::NeedsFix));
        add("needs a sign-in", error, shown(PostState::NeedsSignIn, error));
        add("media that needs a sign-in", error, shown(PostState::WaitingForMedia, error, UploadState::NeedsSignIn));
        add("looked up", error, shown(PostState::Unconfirmed, error));
        add("a person is asked", error, shown(PostState::AskPerson, error));
        for (const UploadState state : {UploadState::Failed, UploadState::NeedsFix, UploadState::NeedsSignIn, UploadState::Waiting}) {
            add("media of a scheduled one", error, shown(PostState::Scheduled, error, state));
            add("media of a paused one", error, shown(PostState::Paused, error, state));
        }
        PostView nowhere = shown(PostState::NeedsSignIn, error);
        nowhere.account.clear();
        add("goes nowhere yet", error, nowhere);
    }
}

void NextStepsTest::rowsAndDetails()
{
    QFETCH(PostView, post);
    if (post.error.kind == ErrorKind::FileAway && post.uploads.isEmpty())
        return; // a Post has no file of its own
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    const QString row = complaint(errorTextOf(post, nowMs), buttonsOf(post));
    QVERIFY2(row.isEmpty(), qPrintable(row));
    const QString two = contradiction(postErrorTextOf(post, nowMs), nextText(post, nowMs));
    if (post.error.kind != ErrorKind::Storage) // of the program's records: no Post waits because of it
        QVERIFY2(two.isEmpty(), qPrintable(two));
    const QString ofRow = contradiction(errorTextOf(post, nowMs), nextText(post, nowMs));
    if (post.state == PostState::Scheduled || post.state == PostState::Paused)
        QVERIFY2(ofRow.isEmpty(), qPrintable(ofRow));
    m_details->setPost(post);
    const QStringList buttons = shownButtons(*m_details);
    for (const QString &button : buttonsOf(post))
        QVERIFY2(buttons.contains(button), qPrintable(button));
    // Its first line is the stage, which says how things are.
    const QString told = complaint(shownWords(*m_details).filter(stageText(post)).join(u'\n').section(u'\n', 1), buttons);
    QVERIFY2(told.isEmpty(), qPrintable(told));
}

void NextStepsTest::mediaCards_data()
{
    QTest::addColumn<UploadView>("upload");
    const QVector<Error> all = everyError();
    for (qsizetype i = 0; i < all.size(); ++i)
        for (const UploadState state : {UploadState::Failed, UploadState::NeedsFix, UploadState::Waiting})
            for (const FixKind offer : {FixKind::None, FixKind::Video}) {
                if (offer == FixKind::None && all.at(i).kind == ErrorKind::Storage)
                    continue; // a fix that could not be written is still one
                UploadView upload = sampleUpload(text("u"), state);
                upload.error = all.at(i);
                upload.offer.kind = offer;
                upload.verdict = Verdict::WillBeRefused;
                QTest::addRow("%s %s %s (%d)", qPrintable(postreel::nameOf(state)), qPrintable(nameOf(all.at(i))),
                              qPrintable(postreel::nameOf(offer)), int(i))
                    << upload;
            }
}

void NextStepsTest::mediaCards()
{
    QFETCH(UploadView, upload);
    m_card->setView(upload);
    const QString told = complaint(shownWords(*m_card).join(u'\n'), shownButtons(*m_card));
    QVERIFY2(told.isEmpty(), qPrintable(told));
}

// A card speaks of its subtitle tracks as well.
void NextStepsTest::mediaCardsWithTracks()
{
    QFETCH(Error, error);
    for (const UploadState state : {UploadState::Failed, UploadState::NeedsFix}) {
        UploadView track = sampleUpload(text("t"), state, text("/films/a.srt"));
        track.kind = UploadKind::Subtitle;
        track.parentId = text("u");
        track.language = text("DE");
        track.error = error;
        track.offer.kind = FixKind::Text;
        track.verdict = Verdict::WillBeRefused;
        UploadView film = sampleUpload(text("u"), UploadState::Ready);
        film.verdict = Verdict::Ready;
        m_card->setTracks({track});
        m_card->setView(film);
        const QString told = complaint(shownWords(*m_card).join(u'\n'), shownButtons(*m_card));
        QVERIFY2(told.isEmpty(), qPrintable(told));
        m_card->setTracks({});
        m_card->setView(film);
        QCOMPARE(shownButtons(*m_card).filter(text("Retry")), QStringList());
    }
}

void NextStepsTest::messageBars()
{
    QFETCH(Error, error);
    MessageArea area(nullptr);
    const MessageBar *bar = area.addError(Severity::Warning, error);
    QVERIFY(bar->text().size() > 10);
    if (error.kind == ErrorKind::NotSignedIn)
        return; // waits in a row of its own, and is told there
    const QString told = complaint(bar->text(), shownButtons(*bar));
    QVERIFY2(told.isEmpty(), qPrintable(told));
}

void NextStepsTest::theSignInAssistant_data()
{
    QTest::addColumn<SignInOutcome>("outcome");
    QTest::addColumn<bool>("byToken");
    constexpr SignInEnd ends[]{SignInEnd::SignedIn,    SignInEnd::Denied,     SignInEnd::ErrorFromX,
                               SignInEnd::TimedOut,    SignInEnd::CodeRefused, SignInEnd::AppRefused,
                               SignInEnd::ScopeMissing, SignInEnd::NoUser,     SignInEnd::Failed};
    const QVector<Error> all = everyError();
    for (const SignInEnd end : ends)
        for (qsizetype i = 0; i < all.size(); ++i)
            for (const bool byToken : {false, true})
                QTest::addRow("%s %s (%d)%s", qPrintable(postreel::nameOf(end)), qPrintable(nameOf(all.at(i))), int(i), byToken ? " token" : "")
                    << SignInOutcome{.end = end, .account = {.key = text("k"), .handle = text("bob")}, .error = all.at(i), .clockAheadMs = 3'600'000}
                    << byToken;
}

void NextStepsTest::theSignInAssistant()
{
    QFETCH(SignInOutcome, outcome);
    QFETCH(bool, byToken);
    const bool none = outcome.end != SignInEnd::NoUser && outcome.end != SignInEnd::Failed && outcome.end != SignInEnd::CodeRefused;
    if (none)
        outcome.error.kind = ErrorKind::None;
    using enum SignInEnd;
    const bool withToken = outcome.end == SignedIn || outcome.end == ScopeMissing || outcome.end == NoUser || outcome.end == Failed;
    if (byToken && !withToken)
        return; // a browser alone brings them
    const bool ofFile = nextStepOf(outcome.error, ErrorSituation::NotDone) == NextStep::AddMedia;
    if (ofFile || outcome.error.kind == ErrorKind::NoFfmpeg || outcome.error.kind == ErrorKind::TimedOut)
        return; // no sign-in meets them
    for (const AccountView &again : {AccountView{}, AccountView{.key = text("other"), .label = text("@ann"), .userId = text("1")}}) {
        const SignInWords words = wordsFor(outcome, {.again = again, .byToken = byToken});
        const QString told = complaint(words.text, {QString(words.button).remove(u'&')});
        QVERIFY2(told.isEmpty(), qPrintable(told));
    }
}

// What the network ended can be tried at once, in the row, in the details and by key.
void NextStepsTest::theNetworkIsTriedNowEverywhere()
{
    const Error error{.kind = ErrorKind::NotReached};
    for (const PostView &post : {shown(PostState::Waiting, error), shown(PostState::WaitingForMedia, error, UploadState::Waiting),
                                 shown(PostState::Draft, error, UploadState::Waiting)}) {
        QVERIFY(buttonsOf(post).contains(text("Try now")));
        m_details->setPost(post);
        QVERIFY(shownButtons(*m_details).contains(text("Try now")));
    }
    QVERIFY(!actionKey(PostAction::TryNow).isEmpty());
}

// Much of a video may be with X by then.
void NextStepsTest::nothingIsSaidToHaveNotBeenSent()
{
    QFETCH(Error, error);
    for (const ErrorSituation situation : {ErrorSituation::Failed, ErrorSituation::Waits}) {
        const QString words = sentence(error, text("/films/a.mp4"), situation);
        QVERIFY2(!words.contains(text("nothing was sent"), Qt::CaseInsensitive), qPrintable(words));
    }
}

// Each says it, and all can be tried again at once when credit was added.
void NextStepsTest::tenPostsWithoutCredit()
{
    const QVector<PostView> posts(10, shown(PostState::Failed, {.kind = ErrorKind::NoCredit, .http = 402}));
    QVERIFY(errorTextOf(posts.first(), 0).contains(text("Add credit in X's developer portal, then retry.")));
    QCOMPARE(actionsOf(posts.first()).first(), PostAction::Retry);
    QVERIFY(actionsOf(posts).contains(PostAction::Retry));
    QCOMPARE(actionText(PostAction::Retry, 10), text("Retry (10)"));
}

POSTREEL_TEST_MAIN(NextStepsTest)
#include "tst_next_steps.moc"
