// The upload machine's table: every state with every event, and nothing that the table does not name.
#include "tests/support/drawn_table.h"
#include "tests/upload/upload_samples.h"

#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

QVector<UploadEvent> allEvents()
{
    const event::FileOk ok{print(), video(), Verdict::Ready, {}};
    event::FileNeedsFix bad{ok};
    bad.verdict = Verdict::WillBeRefused;
    return {event::Start{},
            ok,
            bad,
            event::FileBad{trouble},
            event::StillWritten{},
            event::Fix{},
            event::SendAnyway{},
            event::FixDone{QStringLiteral("/fixed/a.mp4")},
            event::FixFailed{trouble},
            event::GotMediaId{QStringLiteral("88"), QStringLiteral("7_88"), now + 1000, WireForm::Resource,
                              4 * mib},
            event::Refused{trouble},
            event::Acked{QStringLiteral("77"), 1, 30},
            event::FileSame{print()},
            event::FileChanged{trouble},
            event::FileAway{trouble},
            event::FileFound{QStringLiteral("/found/a.mp4"), print()},
            event::TooLarge{QStringLiteral("77"), 1, false, trouble},
            event::MediaGone{trouble},
            event::MediaReady{QStringLiteral("succeeded"), QStringLiteral("7_77"), now + 1000},
            event::MediaProcessing{QStringLiteral("pending"), 10, 2000, {}},
            event::Rejected{trouble},
            event::NoAnswer{trouble},
            event::StatusUnknown{},
            event::MediaSuspect{},
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

// What an event does wherever the table names it without another outcome.
QHash<QString, QString> everywhere()
{
    return {{QStringLiteral("Cancel"), QStringLiteral("Cancelled: Abort")},
            {QStringLiteral("Pause"), QStringLiteral("Paused: LetFinish+5000")},
            {QStringLiteral("Wait"), QStringLiteral("Waiting: Wake+5000")},
            {QStringLiteral("NeedSignIn"), QStringLiteral("NeedsSignIn: LetFinish+5000")},
            {QStringLiteral("Refused"), QStringLiteral("Failed: Abort")},
            {QStringLiteral("MediaGone"), QStringLiteral("Initializing: Abort Initialize")},
            {QStringLiteral("MediaReady"), QStringLiteral("Ready: WatchExpiry")},
            {QStringLiteral("MediaProcessing"), QStringLiteral("Processing: AskStatus+2000")},
            {QStringLiteral("Rejected"), QStringLiteral("Failed: Abort")},
            {QStringLiteral("FileChanged"), QStringLiteral("Failed: Abort")}};
}

// The table of app/README.md with the commands of each step; a pair that is not here must not be there.
// "Event" alone: as everywhere(); "Event>Outcome" else.
QVector<std::pair<UploadState, QString>> rows()
{
    return {
        {UploadState::Queued,
         QStringLiteral("Start>Checking: Check|SendAnyway>Queued:|Pause|Cancel|Restored>Queued:")},
        {UploadState::Checking,
         QStringLiteral("FileOk>Initializing: Initialize|FileNeedsFix>NeedsFix:|FileBad>Failed: Abort|StillWritten>Waiting: AwaitQuiet|"
                        "SendAnyway>Checking:|Pause|Cancel|Restored>Checking: Check")},
        {UploadState::NeedsFix,
         QStringLiteral("Fix>Fixing: Fix|SendAnyway>Initializing: Initialize|Cancel|Restored>NeedsFix:")},
        {UploadState::Fixing,
         QStringLiteral("FixDone>Checking: Check|FixFailed>NeedsFix:|Pause|Cancel|Restored>Fixing: Fix")},
        {UploadState::Initializing,
         QStringLiteral("GotMediaId>Sending: Send|Refused|Wait|NeedSignIn|Pause|Cancel|"
                        "Restored>Initializing: Initialize")},
        {UploadState::Sending,
         QStringLiteral(
             "Refused|Acked>Sending: Send|FileSame>Sending: Send|FileChanged|FileAway>Waiting: AwaitFile|"
             "TooLarge>Sending: Send|MediaGone|Wait|NeedSignIn|Pause|Cancel|Restored>Sending: Recheck")},
        {UploadState::Finalizing,
         QStringLiteral(
             "Refused|FileChanged|MediaGone|MediaReady|MediaProcessing|Rejected|"
             "NoAnswer>Finalizing: AskStatus|StatusUnknown>Finalizing: Finalize|Wait|NeedSignIn|Pause|Cancel|"
             "Restored>Finalizing: AskStatus")},
        {UploadState::Processing,
         QStringLiteral("Refused|MediaGone|MediaReady|MediaProcessing|Rejected|Wait|NeedSignIn|Pause|Cancel|"
                        "Restored>Processing: AskStatus")},
        {UploadState::Ready,
         QStringLiteral("FileChanged|MediaSuspect>Processing: AskStatus|Expired>Queued:|Cancel|Restored>Ready: WatchExpiry")},
        {UploadState::Waiting,
         QStringLiteral(
             "Due>Sending: Recheck|Online>Sending: Recheck|Pause|Cancel|Restored>Waiting: Wake+9000")},
        {UploadState::NeedsSignIn,
         QStringLiteral("SignedIn>Sending: Recheck|Pause|Cancel|Restored>NeedsSignIn:")},
        {UploadState::Paused, QStringLiteral("Resume>Sending: Recheck|Cancel|Restored>Paused:")},
        {UploadState::Cancelled, QStringLiteral("Restored>Cancelled:")},
        {UploadState::Failed, QStringLiteral("Retry>Sending: Recheck|Cancel|Restored>Failed:")},
    };
}

QHash<QString, QString> table()
{
    QHash<QString, QString> cells;
    for (const auto &[state, row] : rows()) {
        const QString name = postreel::nameOf(state);
        // An acknowledgement is recorded in every state; a 413 outside Sending is met again later.
        cells.insert(name % QStringLiteral("/Acked"), name % u':');
        cells.insert(name % QStringLiteral("/TooLarge"), name % u':');
        for (const QString &cell : row.split(u'|')) {
            const QString event = cell.section(u'>', 0, 0);
            cells.insert(name % u'/' % event,
                         cell.contains(u'>') ? cell.section(u'>', 1) : everywhere().value(event));
        }
    }
    return cells;
}

} // namespace

class UploadTableTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyPair_data();
    void everyPair();
    void everyStateHasARow();
    void isDrawnInTheDocuments();
};

void UploadTableTest::everyPair_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("event");
    const QVector<UploadEvent> events = allEvents();
    for (int state = 0; state < uploadStateNames().size(); ++state)
        for (int event = 0; event < events.size(); ++event)
            QTest::addRow("%s/%s", qPrintable(nameOf(static_cast<UploadState>(state))),
                          qPrintable(nameOf(events.at(event))))
                << state << event;
}

void UploadTableTest::everyPair()
{
    QFETCH(int, state);
    QFETCH(int, event);
    static const QHash<QString, QString> cells = table();
    const std::optional<UploadStep> next =
        step(halfSent(static_cast<UploadState>(state)), allEvents().at(event), now);
    const QString expected =
        cells.value(QString::fromLatin1(QTest::currentDataTag()), QStringLiteral("not in the table"));
    QCOMPARE(next ? inWords(*next) : QStringLiteral("not in the table"), expected);
}

// Acked and TooLarge do the same in every state but Sending, and are left out there.
void UploadTableTest::isDrawnInTheDocuments()
{
    QString drawn = QStringLiteral("| an upload that is | event → next *commands* |\n|---|---|\n");
    for (int i = 0; i < uploadStateNames().size(); ++i) {
        const auto state = static_cast<UploadState>(i);
        QStringList cells;
        for (const UploadEvent &each : allEvents()) {
            const bool anywhere = std::holds_alternative<event::Acked>(each) || std::holds_alternative<event::TooLarge>(each);
            const std::optional<UploadStep> next = step(halfSent(state), each, now);
            if (next && (state == UploadState::Sending || !anywhere))
                cells << drawnCell(nameOf(each), inWords(*next));
        }
        drawn += QStringLiteral("| %1 | %2 |\n").arg(nameOf(state), cells.join(QStringLiteral(" · ")));
    }
    QCOMPARE(differenceFromDocument(QStringLiteral("states of uploads"), drawn), QString());
}

void UploadTableTest::everyStateHasARow()
{
    QCOMPARE(static_cast<size_t>(allEvents().size()), std::variant_size_v<UploadEvent>);
    for (int i = 0; i < allEvents().size(); ++i)
        QCOMPARE(static_cast<int>(allEvents().at(i).index()), i);
    for (const QString &state : uploadStateNames())
        QVERIFY2(table().contains(state % QStringLiteral("/Restored")), qPrintable(state));
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(UploadTableTest)
#include "tst_upload_table.moc"
