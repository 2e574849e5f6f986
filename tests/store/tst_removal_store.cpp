// What is marked as removed goes whole, and nothing else with it.
#include "app/store/post_store.h"
#include "app/store/removal_store.h"
#include "app/store/upload_store.h"

#include <QTemporaryDir>
#include <QTest>

using namespace postreel;

class TestRemovalStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsMarkedGoes_data();
    void whatIsMarkedGoes();
};

void TestRemovalStore::whatIsMarkedGoes_data()
{
    QTest::addColumn<QStringList>("marked");
    QTest::addColumn<QStringList>("unmarked");
    QTest::addColumn<QString>("left"); // Posts, uploads, segments, lines of history
    QTest::newRow("nothing") << QStringList() << QStringList() << QStringLiteral("2 3 3 2");
    QTest::newRow("a media") << QStringList{QStringLiteral("a1")} << QStringList() << QStringLiteral("2 2 2 2");
    QTest::newRow("a Post") << QStringList{QStringLiteral("a")} << QStringList() << QStringLiteral("1 1 1 1");
    QTest::newRow("both, twice") << QStringList{QStringLiteral("a1"), QStringLiteral("a"), QStringLiteral("a")} << QStringList()
                                 << QStringLiteral("1 1 1 1");
    QTest::newRow("taken back") << QStringList{QStringLiteral("a"), QStringLiteral("b1")} << QStringList{QStringLiteral("a")}
                                << QStringLiteral("2 2 2 2");
    QTest::newRow("nobody") << QStringList{QStringLiteral("nobody")} << QStringList() << QStringLiteral("2 3 3 2");
}

void TestRemovalStore::whatIsMarkedGoes()
{
    QFETCH(QStringList, marked);
    QFETCH(QStringList, unmarked);
    QFETCH(QString, left);
    const QTemporaryDir folder;
    Database database;
    QVERIFY(database.open(folder.filePath(QStringLiteral("db"))));
    for (const char *id : {"a", "b"}) {
        Post post;
        post.id = QString::fromLatin1(id);
        const HistoryEntry entry{.postId = post.id, .uploadId = {}, .atMs = 1, .from = {}, .to = QStringLiteral("Draft"), .note = {}};
        QVERIFY(PostStore(database).save(post, entry));
    }
    for (const char *id : {"a1", "a2", "b1"}) {
        Upload upload;
        upload.id = QString::fromLatin1(id);
        upload.postId = upload.id.left(1);
        upload.segments = {Segment{.index = 0, .offset = 0, .length = 1, .acked = true}};
        QVERIFY(UploadStore(database).add({upload}));
    }
    RemovalStore store(database);
    QVERIFY(store.mark(marked));
    QVERIFY(store.unmark(unmarked));
    QVERIFY(store.removeMarked());
    QVERIFY(store.marked()->isEmpty());
    QStringList counts;
    for (const char *table : {"posts", "uploads", "segments", "history"})
        QVERIFY(database.each(QStringLiteral("SELECT count(*) FROM ") % QLatin1String(table), {},
                              [&](const QSqlQuery &row) { counts << row.value(0).toString(); }));
    QCOMPARE(counts.join(u' '), left);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestRemovalStore)
#include "tst_removal_store.moc"
