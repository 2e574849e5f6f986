// Rows that are read without an error, but lack what every record has: they are set aside like those that cannot be read.
#include "app/store/post_store.h"
#include "app/store/settings.h"
#include "app/store/upload_store.h"
#include "tests/store/full_records.h"
#include "tests/support/test_main.h"

#include <QTemporaryDir>
#include <QTest>

using namespace postreel;
using namespace postreel::testing;

class TestLackingRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aBodyThatLacksSomethingIsUnreadable_data();
    void aBodyThatLacksSomethingIsUnreadable();
    void aPauseThatCannotBeReadHolds();
};

void TestLackingRows::aBodyThatLacksSomethingIsUnreadable_data()
{
    QTest::addColumn<QString>("damage");
    QTest::newRow("no parts") << QStringLiteral("UPDATE posts SET body = json_remove(body, '$.parts')");
    QTest::newRow("empty parts") << QStringLiteral("UPDATE posts SET body = json_set(body, '$.parts', json('[]'))");
    QTest::newRow("a part that is not there") << QStringLiteral("UPDATE posts SET body = json_set(body, '$.part', 9)");
    QTest::newRow("a part below the first") << QStringLiteral("UPDATE posts SET body = json_set(body, '$.part', -1)");
    QTest::newRow("no account") << QStringLiteral("UPDATE posts SET body = json_remove(body, '$.account')");
    QTest::newRow("another key") << QStringLiteral("UPDATE posts SET once_key = 'another'");
    QTest::newRow("a segment less") << QStringLiteral("DELETE FROM segments WHERE idx = 0");
}

void TestLackingRows::aBodyThatLacksSomethingIsUnreadable()
{
    QFETCH(const QString, damage);
    QTemporaryDir folder;
    Database database;
    QVERIFY(database.open(folder.filePath(QStringLiteral("p.sqlite"))));
    UploadStore uploads(database);
    PostStore posts(database);
    QVERIFY(uploads.save(Upload(), fullUpload(), std::nullopt));
    QVERIFY(posts.save(fullPost(), std::nullopt));
    const auto unreadable = [&] { return uploads.loadAll()->unreadable.size() + posts.loadAll()->unreadable.size(); };
    QCOMPARE(unreadable(), 0);
    QVERIFY(database.run(damage));
    QCOMPARE(unreadable(), 1);
    QCOMPARE(uploads.loadAll()->uploads.size() + posts.loadAll()->posts.size(), 1);
}

// "Pause all" is a person's word: where it cannot be read, nothing is sent.
void TestLackingRows::aPauseThatCannotBeReadHolds()
{
    QTemporaryDir folder;
    Database database;
    QVERIFY(database.open(folder.filePath(QStringLiteral("p.sqlite"))));
    QVERIFY(!Settings(database).pausedAll());
    QVERIFY(database.run(QStringLiteral("ALTER TABLE settings RENAME TO away")));
    QVERIFY(Settings(database).pausedAll());
}

POSTREEL_TEST_MAIN(TestLackingRows)
#include "tst_lacking_rows.moc"
