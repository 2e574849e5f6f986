#include "tests/support/test_main.h"
#include "tests/ui/sample_views.h"
#include "ui/window/queue/queue_filter.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/segment_table.h"
#include "ui/window/queue/timeline_table.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace postreel;
using namespace postreel::testing;

namespace {

PostView dated(const char *id, qint64 activityAtMs, PostState state = PostState::Draft)
{
    PostView post =
        samplePost(QString::fromLatin1(id), state, QStringLiteral("text of %1").arg(QLatin1String(id)));
    post.activityAtMs = activityAtMs;
    return post;
}

QString order(const QAbstractItemModel &model)
{
    QString ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids += model.index(row, 0).data(QueueModel::IdRole).toString();
    return ids;
}

} // namespace

class QueueModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void newestFirst();
    void neverResets();
    void aRowMovesOnlyWhenItsStateChanges();
    void atMostTenChangesASecond();
    void findKnowsWhatIsNotShownYet();
    void removes();
    void speaks();
    void marksWhatIsBeingWritten();
    void filterByGroup();
    void filterBySearch();
    void segments();
    void timeline();
};

void QueueModelTest::newestFirst()
{
    QueueModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.putAll({dated("b", 2), dated("a", 1), dated("c", 3)});
    QCOMPARE(order(model), QStringLiteral("cba"));
}

void QueueModelTest::neverResets()
{
    QueueModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy reset(&model, &QueueModel::modelReset);
    QSignalSpy changed(&model, &QueueModel::dataChanged);
    model.putAll({dated("a", 1), dated("b", 2), dated("c", 3)});
    PostView post = dated("b", 9);
    post.parts = {QStringLiteral("other")};
    model.putAll({post, dated("d", 4)});
    QCOMPARE(order(model), QStringLiteral("dcba"));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), 2);
    QCOMPARE(changed.first().at(1).toModelIndex().row(), 2);
    QCOMPARE(model.index(2).data().toString(), QStringLiteral("other"));
    QCOMPARE(reset.size(), 0);
}

void QueueModelTest::aRowMovesOnlyWhenItsStateChanges()
{
    QueueModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.putAll({dated("a", 1), dated("b", 2), dated("c", 3)});
    model.putAll({dated("a", 8)});
    QCOMPARE(order(model), QStringLiteral("cba"));
    model.putAll({dated("a", 9, PostState::Posting)});
    QCOMPARE(order(model), QStringLiteral("acb"));
    model.putAll({dated("a", 10, PostState::Posted)});
    QCOMPARE(order(model), QStringLiteral("acb"));
    model.putAll({dated("c", 2, PostState::Posted)});
    QCOMPARE(order(model), QStringLiteral("acb"));
    for (const char *id : {"a", "b", "c"})
        QCOMPARE(model.postAt(model.rowOf(QString::fromLatin1(id))).id, QString::fromLatin1(id));
}

void QueueModelTest::atMostTenChangesASecond()
{
    QueueModel model;
    model.put(dated("a", 1));
    QCOMPARE(model.rowCount(), 1);
    QSignalSpy changed(&model, &QueueModel::dataChanged);
    for (int i = 0; i < 50; ++i) {
        PostView post = dated("a", 1);
        post.parts = {QString::number(i)};
        model.put(post);
    }
    QCOMPARE(changed.size(), 0);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("49"));
}

void QueueModelTest::findKnowsWhatIsNotShownYet()
{
    QueueModel model;
    model.put(dated("a", 1));
    model.put(dated("b", 2));
    QCOMPARE(model.rowOf(QStringLiteral("b")), -1);
    QVERIFY(model.find(QStringLiteral("b")));
    QVERIFY(!model.find(QStringLiteral("c")));
    QTRY_COMPARE(model.rowOf(QStringLiteral("b")), 0);
}

void QueueModelTest::removes()
{
    QueueModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.putAll({dated("a", 1), dated("b", 2), dated("c", 3)});
    model.remove(QStringLiteral("b"));
    model.remove(QStringLiteral("nobody"));
    QCOMPARE(order(model), QStringLiteral("ca"));
    QCOMPARE(model.rowOf(QStringLiteral("a")), 1);
    model.put(dated("d", 4));
    model.put(dated("e", 5));
    model.remove(QStringLiteral("e")); // before it was ever shown
    QTest::qWait(150);
    QCOMPARE(model.rowOf(QStringLiteral("e")), -1);
}

void QueueModelTest::speaks()
{
    QueueModel model;
    PostView post = samplePost(QStringLiteral("a"), PostState::Posted, QStringLiteral("Hello\nworld"));
    post.sandbox = true;
    model.put(post);
    const QString spoken = model.index(0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.startsWith(QStringLiteral("Hello, Posted in the sandbox, not on X")),
             qPrintable(spoken));
}

void QueueModelTest::marksWhatIsBeingWritten()
{
    QueueModel model;
    model.putAll({samplePost(QStringLiteral("p1"), PostState::Draft, QStringLiteral("one"), {}),
                  samplePost(QStringLiteral("p2"), PostState::Draft, QStringLiteral("two"), {})});
    const auto written = [&model](const char *id) {
        const QModelIndex index = model.index(model.rowOf(QString::fromLatin1(id)));
        const bool spoken =
            index.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("Being written"));
        return spoken && index.data(QueueModel::EditedRole).toBool();
    };
    QSignalSpy changed(&model, &QueueModel::dataChanged);
    model.setEditedDraft(QStringLiteral("p1"));
    QVERIFY(written("p1") && !written("p2"));
    QCOMPARE(changed.size(), 1);
    model.setEditedDraft(QStringLiteral("p2"));
    QVERIFY(!written("p1") && written("p2"));
    QCOMPARE(changed.size(), 3);
    model.setEditedDraft({});
    QVERIFY(!written("p1") && !written("p2"));
}

void QueueModelTest::filterByGroup()
{
    QueueModel model;
    QueueFilter filter;
    filter.setSourceModel(&model);
    const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    PostView busyDraft = dated("b", 2);
    busyDraft.uploads = {sampleUpload(QStringLiteral("u"), UploadState::Sending)};
    model.putAll({dated("a", 1), busyDraft, dated("c", 3, PostState::Posting),
                  dated("d", 4, PostState::Posted), dated("e", 5, PostState::Failed),
                  dated("f", 6, PostState::Waiting)});
    const std::initializer_list<std::pair<QueueGroup, const char *>> table{
        {QueueGroup::Active, "fcb"}, {QueueGroup::Drafts, "ba"},  {QueueGroup::Posted, "d"},
        {QueueGroup::Failed, "e"},   {QueueGroup::All, "fcbeda"},
    };
    for (const auto &[group, ids] : table) {
        filter.setGroup(group);
        QCOMPARE(order(filter), QString::fromLatin1(ids));
    }
    filter.setGroup(QueueGroup::Active);
    model.putAll({dated("c", 9, PostState::Posted)});
    QCOMPARE(order(filter), QStringLiteral("fb"));
}

void QueueModelTest::filterBySearch()
{
    QueueModel model;
    QueueFilter filter;
    filter.setSourceModel(&model);
    PostView harbour = dated("a", 1);
    harbour.uploads = {sampleUpload(QStringLiteral("u"), UploadState::Ready)};
    model.putAll({harbour, dated("b", 2, PostState::Posted)});
    const std::initializer_list<std::pair<const char *, const char *>> table{
        {"DAWN", "a"},           {"text posted", "b"}, {"b posted", "b"},
        {"nothing like it", ""}, {"@harbour", "ba"},   {"  ", "ba"},
    };
    for (const auto &[words, ids] : table) {
        filter.setSearch(QString::fromLatin1(words));
        QCOMPARE(order(filter), QString::fromLatin1(ids));
    }
}

void QueueModelTest::segments()
{
    SegmentTable table(nullptr);
    const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy reset(&table, &SegmentTable::modelReset);
    QSignalSpy changed(&table, &SegmentTable::dataChanged);
    UploadView upload = sampleUpload(QStringLiteral("u1"), UploadState::Sending);
    table.setUploads({upload});
    QCOMPARE(table.rowCount(), 11);
    QCOMPARE(table.index(0, SegmentTable::Index).data().toString(), QStringLiteral("1"));
    QCOMPARE(table.index(0, SegmentTable::Size).data().toString(), QStringLiteral("4.0 MB"));
    QCOMPARE(table.index(0, SegmentTable::Time).data().toString(), QStringLiteral("0.82 s"));
    QCOMPARE(table.index(5, SegmentTable::State).data().toString(), QStringLiteral("Sending"));
    QCOMPARE(table.index(6, SegmentTable::State).data().toString(), QStringLiteral("Sending again"));
    QCOMPARE(table.index(6, SegmentTable::Tries).data().toString(), QStringLiteral("2"));
    upload.segments[5].phase = SegmentPhase::Sent;
    upload.segments << SegmentView{11, 5, SegmentPhase::Waiting, 0, 0};
    table.setUploads({upload});
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), 5);
    QCOMPARE(table.rowCount(), 12);
    table.setUploads({sampleUpload(QStringLiteral("u0"), UploadState::Ready), upload});
    QCOMPARE(table.rowCount(), 23);
    table.setUploads({});
    QCOMPARE(table.rowCount(), 0);
    QCOMPARE(reset.size(), 0);
}

void QueueModelTest::timeline()
{
    TimelineTable table(nullptr);
    const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const PostView post = samplePost(QStringLiteral("p"), PostState::Failed, {},
                                     {sampleUpload(QStringLiteral("u"), UploadState::Failed)});
    QVector<HistoryEntry> entries{{QStringLiteral("p"),
                                   QStringLiteral("u"),
                                   1'000,
                                   QStringLiteral("Sending"),
                                   QStringLiteral("Finalizing"),
                                   {}}};
    table.setEntries(entries, post);
    entries << HistoryEntry{QStringLiteral("p"),
                            {},
                            2'000,
                            QStringLiteral("WaitingForMedia"),
                            QStringLiteral("Failed"),
                            QStringLiteral("InvalidMedia\u202e")};
    table.setEntries(entries, post);
    QCOMPARE(table.rowCount(), 2);
    QCOMPARE(table.index(0, TimelineTable::Became).data().toString(), QStringLiteral("Finalizing"));
    QVERIFY(table.index(0, TimelineTable::What)
                .data()
                .toString()
                .contains(QStringLiteral("harbour at dawn.mp4")));
    QCOMPARE(table.index(1, TimelineTable::What).data().toString(), QStringLiteral("Post"));
    QCOMPARE(table.index(1, TimelineTable::Became).data().toString(), QStringLiteral("Failed"));
    QCOMPARE(table.index(1, TimelineTable::Words).data().toString(), QStringLiteral("InvalidMedia"));
    // Nobody can tell afterwards whether an account had been chosen by then.
    entries = {{QStringLiteral("p"), QStringLiteral("u"), 1'000, {}, QStringLiteral("NeedsSignIn"), {}},
               {QStringLiteral("p"), {}, 2'000, {}, QStringLiteral("NeedsSignIn"), {}}};
    table.setEntries(entries, post);
    for (const int row : {0, 1})
        QCOMPARE(table.index(row, TimelineTable::Became).data().toString(), QStringLiteral("Waiting for an account"));
    // Two states with one word are one step, unless something was said with the second.
    const auto step = [](const char *upload, const char *to, const char *note) {
        return HistoryEntry{QStringLiteral("p"),     QString::fromLatin1(upload), 3'000, {},
                            QString::fromLatin1(to), QString::fromLatin1(note)};
    };
    entries = {step("u", "Initializing", ""), step("v", "Sending", ""), step("u", "Sending", ""),
               step("", "Attaching", ""),     step("", "Posting", ""),  step("u", "Waiting", ""),
               step("u", "Waiting", "busy"),  step("u", "Sending", "")};
    table.setEntries(entries, post);
    QStringList words;
    for (int row = 0; row < table.rowCount(); ++row)
        words << table.index(row, TimelineTable::Became).data().toString();
    QCOMPARE(words.join(u' '), QStringLiteral("Uploading Uploading Posting Waiting Waiting Uploading"));
}

POSTREEL_TEST_MAIN(QueueModelTest)
#include "tst_queue_model.moc"
