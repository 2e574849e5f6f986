// The upload machine: every state with every event, and what the records hold afterwards.
#include "app/upload/segment_plan.h"
#include "app/upload/upload_machine.h"

#include <QTest>

using namespace postreel;

namespace {

constexpr qint64 now = 1'700'000'000'000;
constexpr qint64 mib = 1 << 20;
constexpr qint64 total = 12 * mib;

const Error trouble{.kind = ErrorKind::Refused, .http = 400, .said = QStringLiteral("no")};

Fingerprint print()
{
    return {.size = total, .mtimeMs = 5, .hash = "hash"};
}

MediaFacts video()
{
    return {.mediaType = QStringLiteral("video/mp4"), .mediaCategory = QStringLiteral("tweet_video")};
}

// In the middle of sending: segment 0 acknowledged, 1 on its way, the last third not cut yet.
Upload halfSent(UploadState state)
{
    Upload upload;
    upload.id = QStringLiteral("u");
    upload.postId = QStringLiteral("p");
    upload.file = QStringLiteral("/films/a.mp4");
    upload.state = state;
    upload.backTo = UploadState::Sending;
    upload.facts = video();
    upload.fingerprint = print();
    upload.mediaId = QStringLiteral("77");
    upload.mediaKey = QStringLiteral("7_77");
    upload.form = WireForm::Resource;
    upload.chunkBytes = 4 * mib;
    upload.segments = {Segment{.index = 0, .offset = 0, .length = 4 * mib, .acked = true, .tries = 1},
                       Segment{.index = 1, .offset = 4 * mib, .length = 4 * mib, .tries = 1}};
    if (state == UploadState::Waiting) {
        upload.reason = WaitReason::Offline;
        upload.untilAtMs = now + 9000;
    }
    return upload;
}

Upload withAllCut(UploadState state)
{
    Upload upload = halfSent(state);
    upload.segments.append(Segment{.index = 2, .offset = 8 * mib, .length = 4 * mib, .tries = 1});
    return upload;
}

Upload allSent(UploadState state)
{
    Upload upload = withAllCut(state);
    for (Segment &segment : upload.segments)
        segment.acked = true;
    return upload;
}

QVector<UploadEvent> allEvents()
{
    const event::FileOk ok{print(), video(), Verdict::Ready, {}};
    event::FileNeedsFix bad{ok};
    bad.verdict = Verdict::WillBeRefused;
    return {event::Start{},
            ok,
            bad,
            event::FileBad{trouble},
            event::Fix{},
            event::SendAnyway{},
            event::FixDone{QStringLiteral("/fixed/a.mp4")},
            event::FixFailed{trouble},
            event::GotMediaId{QStringLiteral("88"), QStringLiteral("7_88"), now + 1000, WireForm::Resource, 4 * mib},
            event::Refused{trouble},
            event::Acked{QStringLiteral("77"), 1, 30},
            event::FileSame{print()},
            event::FileChanged{trouble},
            event::FileAway{trouble},
            event::TooLarge{QStringLiteral("77"), 1, false, trouble},
            event::MediaGone{trouble},
            event::MediaReady{QStringLiteral("succeeded"), QStringLiteral("7_77"), now + 1000},
            event::MediaProcessing{QStringLiteral("pending"), 10, 2000, {}},
            event::Rejected{trouble},
            event::NoAnswer{trouble},
            event::StatusUnknown{},
            event::Expired{false},
            event::Wait{WaitReason::Offline, now + 5000, trouble},
            event::NeedSignIn{trouble},
            event::Due{},
            event::Online{},
            event::SignedIn{},
            event::Pause{},
            event::Resume{},
            event::Cancel{},
            event::Retry{},
            event::Restored{}};
}

QString nameOf(UploadCommand::Kind kind)
{
    switch (kind) {
    case UploadCommand::Kind::Check:
        return QStringLiteral("Check");
    case UploadCommand::Kind::Fix:
        return QStringLiteral("Fix");
    case UploadCommand::Kind::Initialize:
        return QStringLiteral("Initialize");
    case UploadCommand::Kind::Recheck:
        return QStringLiteral("Recheck");
    case UploadCommand::Kind::Send:
        return QStringLiteral("Send");
    case UploadCommand::Kind::Finalize:
        return QStringLiteral("Finalize");
    case UploadCommand::Kind::AskStatus:
        return QStringLiteral("AskStatus");
    case UploadCommand::Kind::WatchExpiry:
        return QStringLiteral("WatchExpiry");
    case UploadCommand::Kind::Wake:
        return QStringLiteral("Wake");
    case UploadCommand::Kind::LetFinish:
        return QStringLiteral("LetFinish");
    case UploadCommand::Kind::Abort:
        return QStringLiteral("Abort");
    }
    return {};
}

// "Sending: Abort Wake+5000"; times on the wall clock count from `now`.
QString inWords(const UploadStep &step)
{
    QStringList words{postreel::nameOf(step.upload.state) % u':'};
    for (const UploadCommand &command : step.commands) {
        const bool wall = command.kind == UploadCommand::Kind::Wake;
        const qint64 value = wall ? command.value - now : command.value;
        words << nameOf(command.kind) % (value == 0 ? QString() : u'+' % QString::number(value));
    }
    return words.join(u' ');
}

// The table of app/README.md with the commands of each step; a pair that is not here must not be there.
QHash<QString, QString> table()
{
    const QHash<QString, QString> everywhere{{QStringLiteral("Cancel"), QStringLiteral("Cancelled: Abort")},
                                             {QStringLiteral("Pause"), QStringLiteral("Paused: LetFinish+5000")},
                                             {QStringLiteral("Wait"), QStringLiteral("Waiting: Wake+5000")},
                                             {QStringLiteral("NeedSignIn"), QStringLiteral("NeedsSignIn: LetFinish+5000")},
                                             {QStringLiteral("Refused"), QStringLiteral("Failed: Abort")},
                                             {QStringLiteral("MediaGone"), QStringLiteral("Initializing: Abort Initialize")},
                                             {QStringLiteral("MediaReady"), QStringLiteral("Ready: WatchExpiry")},
                                             {QStringLiteral("MediaProcessing"), QStringLiteral("Processing: AskStatus+2000")},
                                             {QStringLiteral("Rejected"), QStringLiteral("Failed: Abort")},
                                             {QStringLiteral("FileChanged"), QStringLiteral("Failed: Abort")}};
    // "Event" alone: as everywhere; "Event>Outcome" else.
    const QVector<std::pair<UploadState, QString>> rows{
        {UploadState::Queued, QStringLiteral("Start>Checking: Check|SendAnyway>Queued:|Pause|Cancel|Restored>Queued:")},
        {UploadState::Checking,
         QStringLiteral("FileOk>Initializing: Initialize|FileNeedsFix>NeedsFix:|FileBad>Failed: Abort|"
                        "SendAnyway>Checking:|Pause|Cancel|Restored>Checking: Check")},
        {UploadState::NeedsFix,
         QStringLiteral("Fix>Fixing: Fix|SendAnyway>Initializing: Initialize|Cancel|Restored>NeedsFix:")},
        {UploadState::Fixing,
         QStringLiteral("FixDone>Checking: Check|FixFailed>NeedsFix:|Pause|Cancel|Restored>Fixing: Fix")},
        {UploadState::Initializing,
         QStringLiteral("GotMediaId>Sending: Send|Refused|Wait|NeedSignIn|Pause|Cancel|"
                        "Restored>Initializing: Initialize")},
        {UploadState::Sending,
         QStringLiteral("Refused|Acked>Sending: Send|FileSame>Sending: Send|FileChanged|FileAway>Waiting: Wake+5000|"
                        "TooLarge>Sending: Send|MediaGone|Wait|NeedSignIn|Pause|Cancel|Restored>Sending: Recheck")},
        {UploadState::Finalizing,
         QStringLiteral("Refused|FileChanged|MediaGone|MediaReady|MediaProcessing|Rejected|"
                        "NoAnswer>Finalizing: AskStatus|StatusUnknown>Finalizing: Finalize|Wait|NeedSignIn|Pause|Cancel|"
                        "Restored>Finalizing: AskStatus")},
        {UploadState::Processing,
         QStringLiteral("Refused|MediaGone|MediaReady|MediaProcessing|Rejected|Wait|NeedSignIn|Pause|Cancel|"
                        "Restored>Processing: AskStatus")},
        {UploadState::Ready, QStringLiteral("Expired>Queued:|Cancel|Restored>Ready: WatchExpiry")},
        {UploadState::Waiting,
         QStringLiteral("Due>Sending: Recheck|Online>Sending: Recheck|Pause|Cancel|Restored>Waiting: Wake+9000")},
        {UploadState::NeedsSignIn, QStringLiteral("SignedIn>Sending: Recheck|Pause|Cancel|Restored>NeedsSignIn:")},
        {UploadState::Paused, QStringLiteral("Resume>Sending: Recheck|Cancel|Restored>Paused:")},
        {UploadState::Cancelled, QStringLiteral("Restored>Cancelled:")},
        {UploadState::Failed, QStringLiteral("Retry>Sending: Recheck|Cancel|Restored>Failed:")},
    };
    QHash<QString, QString> cells;
    for (const auto &[state, row] : rows) {
        const QString name = postreel::nameOf(state);
        // An acknowledgement is recorded in every state; a 413 outside Sending is met again later.
        cells.insert(name % QStringLiteral("/Acked"), name % u':');
        cells.insert(name % QStringLiteral("/TooLarge"), name % u':');
        for (const QString &cell : row.split(u'|')) {
            const QString event = cell.section(u'>', 0, 0);
            cells.insert(name % u'/' % event, cell.contains(u'>') ? cell.section(u'>', 1) : everywhere.value(event));
        }
    }
    return cells;
}

template <typename Event>
UploadStep must(const Upload &upload, const Event &event)
{
    const std::optional<UploadStep> next = step(upload, event, now);
    if (!next)
        qFatal("no entry for %s in %s", qPrintable(postreel::nameOf(UploadEvent(event))),
               qPrintable(postreel::nameOf(upload.state)));
    return *next;
}

} // namespace

class UploadMachineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyPair_data();
    void everyPair();
    void everyStateHasARow();
    void pauseMeansSomething_data();
    void pauseMeansSomething();
    void checkingForgetsTheOldMedia();
    void sendAnywayIsRemembered();
    void attemptsGrowAndAreForgotten();
    void lostMediaRestartsTwice();
    void acknowledgementIsNeverLost_data();
    void acknowledgementIsNeverLost();
    void acknowledgementOfAnotherMediaIsIgnored();
    void lastAcknowledgementFinalizes();
    void lastAcknowledgementWhilePaused();
    void tooLarge_data();
    void tooLarge();
    void tooLargeOfAnotherMediaIsIgnored();
    void chunkNeverGrowsAgainAfterARefusal();
    void finalizeTwice_data();
    void finalizeTwice();
    void unansweredFinalizeBacksOff();
    void refusedFinalizeRetries_data();
    void refusedFinalizeRetries();
    void expiredWantedOrNot();
    void percentNeverGoesBack();
    void processingEndsInItsLastWord();
    void waitKeepsWhereItCameFrom();
    void onlineHelpsTheNetworkAlone_data();
    void onlineHelpsTheNetworkAlone();
    void signedInHelpsARefusedToken();
    void sendingGoesOnWhenTheFileIsTheSame();
};

void UploadMachineTest::everyPair_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("event");
    const QVector<UploadEvent> events = allEvents();
    for (int state = 0; state < uploadStateNames().size(); ++state)
        for (int event = 0; event < events.size(); ++event)
            QTest::addRow("%s/%s", qPrintable(nameOf(static_cast<UploadState>(state))), qPrintable(nameOf(events.at(event))))
                << state << event;
}

void UploadMachineTest::everyPair()
{
    QFETCH(int, state);
    QFETCH(int, event);
    static const QHash<QString, QString> cells = table();
    const std::optional<UploadStep> next =
        step(halfSent(static_cast<UploadState>(state)), allEvents().at(event), now);
    const QString expected = cells.value(QString::fromLatin1(QTest::currentDataTag()), QStringLiteral("not in the table"));
    QCOMPARE(next ? inWords(*next) : QStringLiteral("not in the table"), expected);
}

void UploadMachineTest::everyStateHasARow()
{
    QCOMPARE(static_cast<size_t>(allEvents().size()), std::variant_size_v<UploadEvent>);
    for (int i = 0; i < allEvents().size(); ++i)
        QCOMPARE(static_cast<int>(allEvents().at(i).index()), i);
    for (const QString &state : uploadStateNames())
        QVERIFY2(table().contains(state % QStringLiteral("/Restored")), qPrintable(state));
}

void UploadMachineTest::pauseMeansSomething_data()
{
    QTest::addColumn<int>("state");
    for (int state = 0; state < uploadStateNames().size(); ++state)
        QTest::addRow("%s", qPrintable(uploadStateNames().at(state))) << state;
}

void UploadMachineTest::pauseMeansSomething()
{
    QFETCH(int, state);
    const Upload upload = halfSent(static_cast<UploadState>(state));
    QCOMPARE(canPause(upload.state), step(upload, event::Pause{}, now).has_value());
    QCOMPARE(isSuspended(upload.state), upload.state == UploadState::Waiting || upload.state == UploadState::NeedsSignIn
                                            || upload.state == UploadState::Paused);
}

void UploadMachineTest::checkingForgetsTheOldMedia()
{
    Upload upload = halfSent(UploadState::Checking);
    upload.processing = QStringLiteral("pending");
    upload.percent = 40;
    upload.finalizeTwice = true;
    const Upload after = must(upload, event::FileOk{print(), video(), Verdict::MayBeRefused, {Problem{}}}).upload;
    QVERIFY(after.segments.isEmpty());
    QVERIFY(after.mediaId.isEmpty() && after.mediaKey.isEmpty() && after.processing.isEmpty());
    QVERIFY(!after.finalizeTwice);
    QCOMPARE(after.percent, -1);
    QCOMPARE(after.verdict, Verdict::MayBeRefused);
    QCOMPARE(after.problems.size(), 1);
    QCOMPARE(after.facts, video());
}

void UploadMachineTest::sendAnywayIsRemembered()
{
    const Upload early = must(halfSent(UploadState::Queued), event::SendAnyway{}).upload;
    QVERIFY(early.sendAnyway);
    Upload checking = early;
    checking.state = UploadState::Checking;
    event::FileNeedsFix refused;
    refused.fingerprint = print();
    refused.verdict = Verdict::WillBeRefused;
    QCOMPARE(must(checking, refused).upload.state, UploadState::Initializing);
    QVERIFY(must(halfSent(UploadState::NeedsFix), event::SendAnyway{}).upload.sendAnyway);
}

void UploadMachineTest::attemptsGrowAndAreForgotten()
{
    Upload upload = halfSent(UploadState::Sending);
    for (int i = 1; i <= 3; ++i) {
        upload = must(upload, event::Wait{WaitReason::ServerTrouble, now, trouble}).upload;
        QCOMPARE(upload.attempts, i);
        upload = must(upload, event::Due{}).upload;
        QCOMPARE(upload.state, UploadState::Sending);
        QCOMPARE(upload.attempts, i);
    }
    QCOMPARE(must(upload, event::Acked{upload.mediaId, 1, 1}).upload.attempts, 0);
    upload.state = UploadState::Failed;
    upload.restarts = 2;
    const Upload again = must(upload, event::Retry{}).upload;
    QCOMPARE(again.attempts, 0);
    QCOMPARE(again.restarts, 0);
    QCOMPARE(again.segments, upload.segments); // the step that failed goes on, with all that X has
}

void UploadMachineTest::lostMediaRestartsTwice()
{
    Upload upload = halfSent(UploadState::Sending);
    for (int i = 1; i <= 2; ++i) {
        upload = must(upload, event::MediaGone{trouble}).upload;
        QCOMPARE(upload.state, UploadState::Initializing);
        QCOMPARE(upload.restarts, i);
        QVERIFY(upload.segments.isEmpty());
        QVERIFY(upload.mediaId.isEmpty());
        upload = must(upload, event::GotMediaId{QStringLiteral("9"), {}, 0, WireForm::Resource, 4 * mib}).upload;
    }
    upload = must(upload, event::MediaGone{trouble}).upload;
    QCOMPARE(upload.state, UploadState::Failed);
    QCOMPARE(upload.error, trouble);
    // A retry by a person begins anew, and may restart again.
    upload = must(upload, event::Retry{}).upload;
    QCOMPARE(upload.state, UploadState::Initializing);
    QCOMPARE(upload.restarts, 0);
    QVERIFY(upload.mediaId.isEmpty());
}

void UploadMachineTest::acknowledgementIsNeverLost_data()
{
    pauseMeansSomething_data();
}

void UploadMachineTest::acknowledgementIsNeverLost()
{
    QFETCH(int, state);
    const Upload after = must(halfSent(static_cast<UploadState>(state)), event::Acked{QStringLiteral("77"), 1, 42}).upload;
    QVERIFY(after.segments.at(1).acked);
    QCOMPARE(after.segments.at(1).ms, 42);
    QCOMPARE(after.ackedBytes(), 8 * mib);
}

void UploadMachineTest::acknowledgementOfAnotherMediaIsIgnored()
{
    const Upload upload = halfSent(UploadState::Sending);
    QCOMPARE(must(upload, event::Acked{QStringLiteral("66"), 1, 1}).upload, upload);
    QCOMPARE(must(upload, event::Acked{QStringLiteral("77"), 2, 1}).upload, upload);
    QCOMPARE(must(upload, event::Acked{QStringLiteral("77"), -1, 1}).upload, upload);
}

void UploadMachineTest::lastAcknowledgementFinalizes()
{
    Upload upload = withAllCut(UploadState::Sending);
    upload = must(upload, event::Acked{upload.mediaId, 2, 1}).upload;
    QCOMPARE(upload.state, UploadState::Sending);
    const UploadStep last = must(upload, event::Acked{upload.mediaId, 1, 1});
    QCOMPARE(inWords(last), QStringLiteral("Finalizing: Finalize"));
}

void UploadMachineTest::lastAcknowledgementWhilePaused()
{
    Upload upload = allSent(UploadState::Paused);
    upload.segments[2].acked = false;
    upload = must(upload, event::Acked{upload.mediaId, 2, 1}).upload;
    QCOMPARE(upload.state, UploadState::Paused);
    QCOMPARE(inWords(must(upload, event::Resume{})), QStringLiteral("Finalizing: AskStatus"));
}

void UploadMachineTest::tooLarge_data()
{
    QTest::addColumn<int>("segments");
    QTest::addColumn<int>("index");
    QTest::addColumn<bool>("maybeReceived");
    QTest::addColumn<qint64>("chunk");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<int>("left");
    QTest::addColumn<qint64>("nextChunk");
    QTest::newRow("last index, surely not received: cut anew alone")
        << 2 << 1 << false << 4 * mib << QStringLiteral("Sending: Send") << 1 << 2 * mib;
    QTest::newRow("perhaps received: a new media")
        << 2 << 1 << true << 4 * mib << QStringLiteral("Initializing: Abort Initialize") << 0 << 2 * mib;
    QTest::newRow("higher indexes are out: a new media")
        << 3 << 1 << false << 4 * mib << QStringLiteral("Initializing: Abort Initialize") << 0 << 2 * mib;
    QTest::newRow("nothing smaller is left")
        << 2 << 1 << false << 256 * 1024ll << QStringLiteral("Failed: Abort") << 2 << 256 * 1024ll;
}

void UploadMachineTest::tooLarge()
{
    QFETCH(int, segments);
    QFETCH(int, index);
    QFETCH(bool, maybeReceived);
    QFETCH(qint64, chunk);
    Upload upload = halfSent(UploadState::Sending);
    upload.chunkBytes = chunk;
    upload.segments.clear();
    for (int i = 0; i < segments; ++i)
        upload.segments.append(Segment{.index = i, .offset = i * chunk, .length = chunk, .acked = i == 0, .tries = 1});
    const UploadStep next = must(upload, event::TooLarge{upload.mediaId, index, maybeReceived, trouble});
    QTEST(inWords(next), "expected");
    QTEST(static_cast<int>(next.upload.segments.size()), "left");
    QTEST(next.upload.chunkBytes, "nextChunk");
    QCOMPARE(next.upload.restarts, 0); // a smaller size is no lost media
}

void UploadMachineTest::tooLargeOfAnotherMediaIsIgnored()
{
    const Upload upload = halfSent(UploadState::Sending);
    QCOMPARE(must(upload, event::TooLarge{QStringLiteral("66"), 1, false, trouble}).upload, upload);
    QCOMPARE(must(upload, event::TooLarge{QStringLiteral("77"), 7, false, trouble}).upload, upload);
}

void UploadMachineTest::chunkNeverGrowsAgainAfterARefusal()
{
    Upload upload = halfSent(UploadState::Sending);
    upload = must(upload, event::TooLarge{upload.mediaId, 1, true, trouble}).upload;
    upload = must(upload, event::GotMediaId{QStringLiteral("88"), {}, 0, WireForm::Command, 4 * mib}).upload;
    QCOMPARE(upload.chunkBytes, 2 * mib);
    QCOMPARE(upload.mediaId, QStringLiteral("88"));
    QCOMPARE(upload.form, WireForm::Command);
}

void UploadMachineTest::finalizeTwice_data()
{
    QTest::addColumn<QString>("category");
    QTest::addColumn<UploadState>("expected");
    QTest::newRow("picture") << QStringLiteral("tweet_image") << UploadState::Ready;
    QTest::newRow("subtitles") << QStringLiteral("subtitles") << UploadState::Ready;
    QTest::newRow("video") << QStringLiteral("tweet_video") << UploadState::Failed;
    QTest::newRow("GIF") << QStringLiteral("tweet_gif") << UploadState::Failed;
}

// FINALIZE without an answer → STATUS 404 → FINALIZE once more → refused.
void UploadMachineTest::finalizeTwice()
{
    QFETCH(QString, category);
    Upload upload = allSent(UploadState::Finalizing);
    upload.facts.mediaCategory = category;
    // Refused at once, it is refused: nobody has finalized it before.
    QCOMPARE(must(upload, event::Refused{trouble}).upload.state, UploadState::Failed);
    upload = must(upload, event::NoAnswer{trouble}).upload;
    upload = must(upload, event::StatusUnknown{}).upload;
    QVERIFY(upload.finalizeTwice);
    QTEST(must(upload, event::Refused{trouble}).upload.state, "expected");
}

void UploadMachineTest::unansweredFinalizeBacksOff()
{
    Upload upload = allSent(UploadState::Finalizing);
    qint64 last = -1;
    for (int i = 0; i < 12; ++i) {
        const UploadStep asked = must(upload, event::NoAnswer{trouble});
        QCOMPARE(asked.commands.size(), 1);
        QCOMPARE(asked.commands.first().kind, UploadCommand::Kind::AskStatus);
        QVERIFY(asked.commands.first().value > last || asked.commands.first().value == 30'000);
        last = asked.commands.first().value;
        upload = must(asked.upload, event::StatusUnknown{}).upload;
    }
    QCOMPARE(last, 30'000);
}

void UploadMachineTest::refusedFinalizeRetries_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("retry");
    QTest::newRow("what was sent is wrong") << ErrorKind::Refused << QStringLiteral("Initializing: Initialize");
    QTest::newRow("X does not know it") << ErrorKind::NotFound << QStringLiteral("Initializing: Initialize");
    QTest::newRow("a right is missing") << ErrorKind::Forbidden << QStringLiteral("Finalizing: AskStatus");
    QTest::newRow("no credit") << ErrorKind::NoCredit << QStringLiteral("Finalizing: AskStatus");
}

void UploadMachineTest::refusedFinalizeRetries()
{
    QFETCH(ErrorKind, kind);
    const Upload failed = must(allSent(UploadState::Finalizing), event::Refused{Error{.kind = kind}}).upload;
    QCOMPARE(failed.state, UploadState::Failed);
    QTEST(inWords(must(failed, event::Retry{})), "retry");
}

void UploadMachineTest::expiredWantedOrNot()
{
    const UploadStep wanted = must(allSent(UploadState::Ready), event::Expired{true});
    QCOMPARE(inWords(wanted), QStringLiteral("Initializing: Initialize"));
    QVERIFY(wanted.upload.segments.isEmpty());
    const UploadStep unwanted = must(allSent(UploadState::Ready), event::Expired{false});
    QCOMPARE(inWords(unwanted), QStringLiteral("Queued:"));
    QVERIFY(unwanted.upload.mediaId.isEmpty());
    QCOMPARE(unwanted.upload.expiresAtMs, 0);
}

void UploadMachineTest::percentNeverGoesBack()
{
    Upload upload = allSent(UploadState::Finalizing);
    const QVector<std::pair<int, int>> told{{10, 10}, {45, 45}, {30, 45}, {-1, 45}, {90, 90}};
    for (const auto &[percent, shown] : told) {
        upload = must(upload, event::MediaProcessing{QStringLiteral("in_progress"), percent, 1000, {}}).upload;
        QCOMPARE(upload.percent, shown);
        QCOMPARE(upload.processingSinceAtMs, now);
    }
}

void UploadMachineTest::processingEndsInItsLastWord()
{
    Upload upload = allSent(UploadState::Processing);
    upload.processing = QStringLiteral("in_progress");
    upload.percent = 90;
    upload = must(upload, event::MediaReady{QStringLiteral("succeeded"), {}, 0}).upload;
    QCOMPARE(upload.processing, QStringLiteral("succeeded"));
    QCOMPARE(upload.percent, 100);
    QCOMPARE(upload.mediaKey, QStringLiteral("7_77")); // not told again, so not forgotten
    // A kind without processing has no words for it.
    const Upload picture = must(allSent(UploadState::Finalizing), event::MediaReady{{}, QStringLiteral("3_1"), now + 5}).upload;
    QVERIFY(picture.processing.isEmpty());
    QCOMPARE(picture.percent, -1);
    QCOMPARE(picture.mediaKey, QStringLiteral("3_1"));
    QCOMPARE(picture.expiresAtMs, now + 5);
    QCOMPARE(must(upload = allSent(UploadState::Processing), event::Rejected{trouble}).upload.processing, QStringLiteral("failed"));
}

void UploadMachineTest::waitKeepsWhereItCameFrom()
{
    Upload upload = must(halfSent(UploadState::Processing), event::Wait{WaitReason::RateLimit, now + 60, trouble}).upload;
    QCOMPARE(upload.backTo, UploadState::Processing);
    upload = must(upload, event::Pause{}).upload;
    QCOMPARE(upload.backTo, UploadState::Processing);
    QCOMPARE(upload.reason, WaitReason::None);
    const UploadStep resumed = must(upload, event::Resume{});
    QCOMPARE(inWords(resumed), QStringLiteral("Processing: AskStatus"));
    QVERIFY(!resumed.upload.error);
    QCOMPARE(resumed.upload.untilAtMs, 0);
}

void UploadMachineTest::onlineHelpsTheNetworkAlone_data()
{
    QTest::addColumn<WaitReason>("reason");
    QTest::addColumn<UploadState>("expected");
    QTest::newRow("no network") << WaitReason::Offline << UploadState::Sending;
    QTest::newRow("captive portal") << WaitReason::CaptivePortal << UploadState::Sending;
    QTest::newRow("limit used up") << WaitReason::RateLimit << UploadState::Waiting;
    QTest::newRow("card pulled") << WaitReason::FileAway << UploadState::Waiting;
    QTest::newRow("X in trouble") << WaitReason::ServerTrouble << UploadState::Waiting;
}

void UploadMachineTest::onlineHelpsTheNetworkAlone()
{
    QFETCH(WaitReason, reason);
    Upload upload = halfSent(UploadState::Waiting);
    upload.reason = reason;
    QTEST(must(upload, event::Online{}).upload.state, "expected");
}

void UploadMachineTest::signedInHelpsARefusedToken()
{
    Upload upload = halfSent(UploadState::Waiting);
    upload.reason = WaitReason::TokenRefused;
    upload.attempts = 2;
    const Upload after = must(upload, event::SignedIn{}).upload;
    QCOMPARE(after.state, UploadState::Sending);
    QCOMPARE(after.attempts, 0); // a new token has three tries of its own
}

void UploadMachineTest::sendingGoesOnWhenTheFileIsTheSame()
{
    Fingerprint remounted = print();
    remounted.mtimeMs = 7;
    const Upload after = must(halfSent(UploadState::Sending), event::FileSame{remounted}).upload;
    QCOMPARE(after.fingerprint, remounted); // what the range reader compares from now on
    QCOMPARE(inWords(must(allSent(UploadState::Sending), event::FileSame{print()})), QStringLiteral("Finalizing: Finalize"));
    const UploadStep away = must(halfSent(UploadState::Sending), event::FileAway{trouble});
    QCOMPARE(away.upload.reason, WaitReason::FileAway);
    QCOMPARE(away.upload.segments.at(0).acked, true);
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(UploadMachineTest)
#include "tst_upload_machine.moc"
