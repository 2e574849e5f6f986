// Whose segment leaves next, and how many are on their way.
#include "app/upload/segment_scheduler.h"
#include "tests/support/test_main.h"

#include <QTemporaryDir>
#include <QTest>

using namespace postreel;

namespace {

const int places = Pace{}.parallel; // of a link of which nothing is known

// An upload with any number of segments, whose requests end when the test says so.
class FakeSource final : public SegmentSource
{
public:
    FakeSource(SegmentScheduler &order, QString link, SendPriority claim, QStringList &sent, QString name)
        : m_order(order), m_link(std::move(link)), m_claim(claim), m_sent(sent), m_name(std::move(name))
    {
    }
    QString link() const override { return m_link; }
    bool hasNext() override { return segments > 0; }
    SendPriority claim() const override { return m_claim; }
    void sendNext() override
    {
        --segments;
        ++m_claim.inFlight;
        m_order.acquireSlot(m_link);
        m_sent << m_name;
    }
    void complete()
    {
        --m_claim.inFlight;
        m_order.releaseSlot(m_link);
    }

    int segments = 100;

private:
    SegmentScheduler &m_order;
    QString m_link;
    SendPriority m_claim;
    QStringList &m_sent;
    QString m_name;
};

} // namespace

class SegmentSchedulerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void whoComesFirst_data();
    void whoComesFirst();
    void noneIsThere();
    void theFirstLeavesRoom();
    void neverMoreThanSixOverAllLinks();
    void aPlaceThatIsGivenBackIsGivenOn();
    void whoLeavesGetsNone();
    void thePaceOfALinkIsRemembered();

private:
    FakeSource *add(const QString &name, SendPriority claim = {}, const QString &link = QStringLiteral("https://a"))
    {
        m_sources.push_back(std::make_unique<FakeSource>(*m_order, link, claim, m_sent, name));
        m_order->join(m_sources.back().get());
        return m_sources.back().get();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<SegmentScheduler> m_order;
    std::vector<std::unique_ptr<FakeSource>> m_sources;
    QStringList m_sent;
};

void SegmentSchedulerTest::init()
{
    m_sources.clear();
    m_sent.clear();
    m_order.reset();
    m_settings.reset();
    m_database = std::make_unique<Database>();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_database->open(m_folder->filePath(QStringLiteral("db"))).ok());
    m_settings = std::make_unique<Settings>(*m_database);
    m_order = std::make_unique<SegmentScheduler>(*m_settings);
}

void SegmentSchedulerTest::whoComesFirst_data()
{
    QTest::addColumn<SendPriority>("first");
    QTest::addColumn<SendPriority>("second");
    QTest::newRow("by hand before submitted") << SendPriority{.sendFirstAtMs = 1} << SendPriority{.submitted = true};
    QTest::newRow("by hand, the later word") << SendPriority{.sendFirstAtMs = 2} << SendPriority{.sendFirstAtMs = 1};
    QTest::newRow("submitted before a draft")
        << SendPriority{.submitted = true, .queuedAtMs = 2} << SendPriority{.queuedAtMs = 1};
    QTest::newRow("the order of the queue")
        << SendPriority{.queuedAtMs = 1, .bytesLeft = 9} << SendPriority{.queuedAtMs = 2, .bytesLeft = 1};
    QTest::newRow("of one Post: nearest to done") << SendPriority{.bytesLeft = 1} << SendPriority{.bytesLeft = 2};
}

void SegmentSchedulerTest::whoComesFirst()
{
    QFETCH(SendPriority, first);
    QFETCH(SendPriority, second);
    QVERIFY(isBefore(first, second));
    QVERIFY(!isBefore(second, first));
    QCOMPARE(nextInOrder({second, first}), 1);
    QCOMPARE(nextInOrder({first, second}), 0);
}

void SegmentSchedulerTest::noneIsThere()
{
    QCOMPARE(nextInOrder({}), -1);
}

void SegmentSchedulerTest::theFirstLeavesRoom()
{
    add(QStringLiteral("late"), {.queuedAtMs = 2});
    add(QStringLiteral("early"), {.queuedAtMs = 1});
    QTRY_COMPARE(m_sent.size(), places);
    QCOMPARE(m_sent, QStringList(places - 1, QStringLiteral("early")) << QStringLiteral("late"));
    // Alone, it takes what there is.
    init();
    add(QStringLiteral("only"));
    QTRY_COMPARE(m_sent.size(), places);
}

void SegmentSchedulerTest::neverMoreThanSixOverAllLinks()
{
    add(QStringLiteral("a"));
    add(QStringLiteral("b"), {}, QStringLiteral("https://b"));
    QTRY_COMPARE(m_sent.size(), 6);
    QCOMPARE(m_order->inFlight(QStringLiteral("https://a")) + m_order->inFlight(QStringLiteral("https://b")), 6);
    QVERIFY(m_sent.count(QStringLiteral("b")) >= 2);
}

void SegmentSchedulerTest::aPlaceThatIsGivenBackIsGivenOn()
{
    FakeSource *early = add(QStringLiteral("early"), {.queuedAtMs = 1});
    add(QStringLiteral("late"), {.queuedAtMs = 2});
    QTRY_COMPARE(m_sent.size(), places);
    early->segments = 0;
    early->complete();
    early->complete();
    QTRY_COMPARE(m_sent.size(), places + 2);
    QCOMPARE(m_sent.mid(places), (QStringList{QStringLiteral("late"), QStringLiteral("late")}));
}

void SegmentSchedulerTest::whoLeavesGetsNone()
{
    FakeSource *gone = add(QStringLiteral("gone"), {.queuedAtMs = 1});
    m_order->leave(gone);
    add(QStringLiteral("stays"), {.queuedAtMs = 2});
    QTRY_COMPARE(m_sent.size(), places);
    QVERIFY(!m_sent.contains(QStringLiteral("gone")));
}

void SegmentSchedulerTest::thePaceOfALinkIsRemembered()
{
    const QString link = QStringLiteral("https://a");
    m_order->pacing(link).overloaded(0);
    m_order->remember(link);
    SegmentScheduler next(*m_settings);
    QCOMPARE(next.pacing(link).parallel(), 2);
    QCOMPARE(next.pacing(QStringLiteral("https://b")).parallel(), places);
}

POSTREEL_TEST_MAIN(SegmentSchedulerTest)
#include "tst_segment_scheduler.moc"
