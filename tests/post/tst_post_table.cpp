// The post machine's table: every state with every event, and nothing that the table does not name.
#include "tests/post/post_samples.h"
#include "tests/support/drawn_table.h"

#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

// What an event does wherever the table names it without another outcome.
QHash<QString, QString> everywhere()
{
    return {{QStringLiteral("Edit"), QStringLiteral("Draft:")},
            {QStringLiteral("Pause"), QStringLiteral("Paused:")},
            {QStringLiteral("Cancel"), QStringLiteral("Cancelled: CancelUploads")},
            {QStringLiteral("NeedSignIn"), QStringLiteral("NeedsSignIn:")},
            {QStringLiteral("Refused"), QStringLiteral("Failed:")},
            {QStringLiteral("MediaExpired"), QStringLiteral("Waiting for media: AwaitMedia")}};
}

// The table of app/README.md with the commands of each step; a pair that is not here must not be there.
// "Event" alone: as everywhere(); "Event>Outcome" else.
QVector<std::pair<PostState, QString>> rows()
{
    const QString wait = QStringLiteral("Waiting for media: AwaitMedia");
    return {
        {PostState::Draft, QStringLiteral("Submit>") % wait % QStringLiteral("|Cancel|Restored>Draft:")},
        {PostState::Scheduled,
         QStringLiteral("Due>") % wait % QStringLiteral("|Edit|Pause|Cancel|Restored>Scheduled: Wake+9000")},
        {PostState::WaitingForMedia,
         QStringLiteral("AllReady>Attaching: Attach|MediaFailed>Failed:|Edit|Pause|Cancel|Restored>") % wait},
        {PostState::Attaching, QStringLiteral("Attached>Posting: Send|Refused|MediaExpired|MediaNotYet>Waiting: Wake+3000|Wait>Waiting: "
                                              "Wake+5000|NeedSignIn|Edit|Pause|Cancel|"
                                              "Restored>Attaching: Attach")},
        {PostState::Posting,
         QStringLiteral("Created>Posted:|Refused|Duplicate>Failed:|NotMade>Waiting: "
                        "Wake+5000|MediaNotYet>Waiting: Wake+3000|"
                        "MediaExpired|OutcomeUnknown>Unconfirmed: Look+1000|NeedSignIn|Cancel>Posting:|"
                        "Restored>Unconfirmed: Look+1000")},
        {PostState::Unconfirmed,
         QStringLiteral("Found>Posted:|LookupEmpty>Unconfirmed: Look+15000|LookupDelayed>Unconfirmed: Look+5000|"
                        "LookupFailed>AskPerson:|Due>Unconfirmed: Look+0|Online>Unconfirmed:|SignedIn>Unconfirmed: Look+0|Cancel>Unconfirmed:|Restored>"
                        "Unconfirmed: Look+0")},
        {PostState::AskPerson, QStringLiteral("Decided>Posting: Send|SignedIn>Unconfirmed: Look+1000|Cancel>AskPerson:|Restored>AskPerson:")},
        {PostState::Posted, QStringLiteral("Restored>Posted:")},
        {PostState::Waiting, QStringLiteral("Due>") % wait % QStringLiteral("|Online>") % wait %
                                 QStringLiteral("|Edit|Pause|Cancel|Restored>Waiting: Wake+9000")},
        {PostState::NeedsSignIn,
         QStringLiteral("SignedIn>") % wait % QStringLiteral("|Edit|Pause|Cancel|Restored>NeedsSignIn:")},
        {PostState::Paused,
         QStringLiteral("Resume>") % wait % QStringLiteral("|Edit|Cancel|Restored>Paused:")},
        {PostState::Cancelled, QStringLiteral("Edit|Restored>Cancelled:")},
        {PostState::Failed,
         QStringLiteral("Retry>Waiting for media: RetryUploads AwaitMedia|Edit|Cancel|Restored>Failed:")},
    };
}

QHash<QString, QString> table()
{
    QHash<QString, QString> cells;
    for (const auto &[state, row] : rows())
        for (const QString &cell : row.split(u'|')) {
            const QString event = cell.section(u'>', 0, 0);
            cells.insert(postreel::nameOf(state) % u'/' % event,
                         cell.contains(u'>') ? cell.section(u'>', 1) : everywhere().value(event));
        }
    return cells;
}

} // namespace

class PostTableTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyPair_data();
    void everyPair();
    void everyStateHasARow();
    void isDrawnInTheDocuments();
};

void PostTableTest::everyPair_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("event");
    const QVector<PostEvent> events = allEvents();
    for (int state = 0; state < postStateNames().size(); ++state)
        for (int event = 0; event < events.size(); ++event)
            QTest::addRow("%s/%s", qPrintable(nameOf(static_cast<PostState>(state))),
                          qPrintable(nameOf(events.at(event))))
                << state << event;
}

void PostTableTest::everyPair()
{
    QFETCH(int, state);
    QFETCH(int, event);
    static const QHash<QString, QString> cells = table();
    const std::optional<PostStep> next =
        step(sample(static_cast<PostState>(state)), allEvents().at(event), now);
    const QString expected =
        cells.value(QString::fromLatin1(QTest::currentDataTag()), QStringLiteral("not in the table"));
    QCOMPARE(next ? inWords(*next) : QStringLiteral("not in the table"), expected);
}

void PostTableTest::isDrawnInTheDocuments()
{
    QString drawn = QStringLiteral("| a Post that is | event → next *commands* |\n|---|---|\n");
    for (int state = 0; state < postStateNames().size(); ++state) {
        QStringList cells;
        for (const PostEvent &event : allEvents())
            if (const auto next = step(sample(static_cast<PostState>(state)), event, now))
                cells << drawnCell(nameOf(event), inWords(*next));
        drawn += QStringLiteral("| %1 | %2 |\n").arg(nameOf(static_cast<PostState>(state)), cells.join(QStringLiteral(" · ")));
    }
    QCOMPARE(differenceFromDocument(QStringLiteral("states of Posts"), drawn), QString());
}

void PostTableTest::everyStateHasARow()
{
    QCOMPARE(static_cast<size_t>(allEvents().size()), std::variant_size_v<PostEvent>);
    for (int i = 0; i < allEvents().size(); ++i)
        QCOMPARE(static_cast<int>(allEvents().at(i).index()), i);
    for (const QString &state : postStateNames())
        QVERIFY2(table().contains(state % QStringLiteral("/Restored")), qPrintable(state));
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(PostTableTest)
#include "tst_post_table.moc"
