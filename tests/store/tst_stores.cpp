// The stores over a real database: what is saved comes back, and only what changed is written.
#include "app/store/post_store.h"
#include "app/store/settings.h"
#include "app/store/upload_store.h"
#include "tests/store/full_records.h"

#include <QTemporaryDir>
#include <QTest>
#include <memory>

using namespace postreel;
using namespace postreel::testing;

class TestStores : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aPostComesBackFromANewConnection();
    void postsComeOldestFirst();
    void savingAgainChangesInPlace();
    void removingAPostTakesItsHistory();
    void aOnceKeyIsUniqueAndAnEmptyOneIsNot();
    void anUploadComesBackFromANewConnection();
    void uploadsComeInTheOrderOfThePost();
    void segmentsOfOneUploadStayItsOwn();
    void onlyWhatDiffersIsWritten_data();
    void onlyWhatDiffersIsWritten();
    void aNewMediaIdClearsTheSegments();
    void fewerSegmentsLeaveNoneBehind();
    void removingAnUploadTakesItsSegments();
    void aSaveThatFailsLeavesNothingOfIt();
    void anUnreadableBodyIsTold();
    void historyIsOldestFirstAndOfOnePost();
    void settingsAreKeptPerApiBase();
    void settingsOutliveTheProgram();
    void oddSettingsReadAsUnknown();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("postreel.db")); }
    int changes();
    QVector<Upload> uploadsOnDisk();
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
};

void TestStores::init()
{
    m_database.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<Database>();
    QVERIFY(m_database->open(path()));
}

// Rows written on the test's connection so far.
int TestStores::changes()
{
    Result<QSqlQuery> asked = m_database->run(QStringLiteral("SELECT total_changes()"));
    QSqlQuery query = asked.take();
    return query.next() ? query.value(0).toInt() : -1;
}

// Read by a connection of its own, so that only what was committed shows.
QVector<Upload> TestStores::uploadsOnDisk()
{
    Database other;
    if (!other.open(path()))
        return {};
    UploadStore uploads(other);
    return uploads.loadAll().take().uploads;
}

void TestStores::aPostComesBackFromANewConnection()
{
    QVERIFY(PostStore(*m_database).save(fullPost(), std::nullopt));
    Database other;
    QVERIFY(other.open(path()));
    const Result<PostStore::Loaded> loaded = PostStore(other).loadAll();
    QVERIFY(loaded);
    QCOMPARE(loaded->posts.size(), 1);
    QVERIFY(loaded->posts.first() == fullPost());
}

void TestStores::postsComeOldestFirst()
{
    PostStore posts(*m_database);
    Post post;
    post.parts.append(PostPart{});
    for (const qint64 created : {30, 10, 20}) {
        post.id = QString::number(created);
        post.createdAtMs = created;
        QVERIFY(posts.save(post, std::nullopt));
    }
    post.id = QStringLiteral("20b");
    post.createdAtMs = 20;
    QVERIFY(posts.save(post, std::nullopt));
    QStringList ids;
    const Result<PostStore::Loaded> loaded = posts.loadAll();
    for (const Post &one : loaded->posts)
        ids << one.id;
    QCOMPARE(ids, (QStringList{QStringLiteral("10"), QStringLiteral("20"), QStringLiteral("20b"),
                               QStringLiteral("30")}));
}

void TestStores::savingAgainChangesInPlace()
{
    PostStore posts(*m_database);
    Post post = fullPost();
    QVERIFY(posts.save(post, std::nullopt));
    post.state = PostState::Posted;
    post.parts[0].postedId = QStringLiteral("99");
    post.onceKey.clear();
    QVERIFY(posts.save(post, std::nullopt));
    const Result<PostStore::Loaded> loaded = posts.loadAll();
    QCOMPARE(loaded->posts.size(), 1);
    QVERIFY(loaded->posts.first() == post);
}

void TestStores::removingAPostTakesItsHistory()
{
    PostStore posts(*m_database);
    QVERIFY(
        posts.save(fullPost(), HistoryEntry{.postId = QStringLiteral("p1"), .to = QStringLiteral("Draft")}));
    Post other = fullPost();
    other.id = QStringLiteral("p2");
    other.onceKey.clear();
    QVERIFY(posts.save(other, HistoryEntry{.postId = QStringLiteral("p2"), .to = QStringLiteral("Draft")}));
    QVERIFY(posts.remove(QStringLiteral("p1")));
    QCOMPARE(posts.loadAll()->posts.size(), 1);
    QCOMPARE(loadHistory(*m_database, QStringLiteral("p1"))->size(), 0);
    QCOMPARE(loadHistory(*m_database, QStringLiteral("p2"))->size(), 1);
    QVERIFY(posts.remove(QStringLiteral("never there")));
}

void TestStores::aOnceKeyIsUniqueAndAnEmptyOneIsNot()
{
    PostStore posts(*m_database);
    Post post;
    post.parts.append(PostPart{});
    for (const char *id : {"a", "b"}) { // without a key, as many as one likes
        post.id = QLatin1String(id);
        post.onceKey = QString();
        QVERIFY(posts.save(post, std::nullopt));
        post.id += QStringLiteral("2");
        post.onceKey = QStringLiteral("");
        QVERIFY(posts.save(post, std::nullopt));
    }
    post.id = QStringLiteral("c");
    post.onceKey = QStringLiteral("key");
    QVERIFY(posts.save(post, std::nullopt));
    QVERIFY(posts.save(post, std::nullopt)); // the same Post keeps its key
    post.id = QStringLiteral("d");
    QCOMPARE(posts.save(post, HistoryEntry{.postId = post.id, .to = QStringLiteral("Draft")}).error().kind,
             ErrorKind::Storage);
    QCOMPARE(posts.loadAll()->posts.size(), 5);
    QCOMPARE(loadHistory(*m_database, QStringLiteral("d"))->size(), 0);
    post.onceKey = QStringLiteral("Key"); // another key: case counts
    QVERIFY(posts.save(post, std::nullopt));
    post.id = QStringLiteral("e");
    post.onceKey = QStringLiteral("key");
    post.account = QStringLiteral("another's"); // has keys of its own
    QVERIFY(posts.save(post, std::nullopt));
    post.id = QStringLiteral("f");
    QVERIFY(!posts.save(post, std::nullopt));
}

void TestStores::anUploadComesBackFromANewConnection()
{
    UploadStore uploads(*m_database);
    QVERIFY(uploads.save(Upload(), fullUpload(), std::nullopt));
    const QVector<Upload> loaded = uploadsOnDisk();
    QCOMPARE(loaded.size(), 1);
    QVERIFY(loaded.first() == fullUpload());
}

void TestStores::uploadsComeInTheOrderOfThePost()
{
    UploadStore uploads(*m_database);
    for (const int position : {2, 0, 1}) {
        Upload upload = fullUpload();
        upload.id = QString::number(position);
        upload.position = position;
        QVERIFY(uploads.save(Upload(), upload, std::nullopt));
    }
    const QVector<Upload> loaded = uploadsOnDisk();
    QCOMPARE(loaded.size(), 3);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(loaded.at(i).position, i);
}

void TestStores::segmentsOfOneUploadStayItsOwn()
{
    UploadStore uploads(*m_database);
    Upload one = fullUpload();
    Upload other = fullUpload();
    other.id = QStringLiteral("u2");
    other.segments.removeLast();
    QVERIFY(uploads.save(Upload(), one, std::nullopt));
    QVERIFY(uploads.save(Upload(), other, std::nullopt));
    const QVector<Upload> loaded = uploadsOnDisk();
    QCOMPARE(loaded.size(), 2);
    QVERIFY(loaded.contains(one));
    QVERIFY(loaded.contains(other));
}

void TestStores::onlyWhatDiffersIsWritten_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<int>("rows");
    QTest::newRow("nothing") << QStringLiteral("nothing") << 0;
    QTest::newRow("a field") << QStringLiteral("field") << 1;
    QTest::newRow("an acknowledgement") << QStringLiteral("acked") << 1;
    QTest::newRow("a new segment") << QStringLiteral("segment") << 1;
    QTest::newRow("a try and a field") << QStringLiteral("both") << 2;
    QTest::newRow("a step of the timeline") << QStringLiteral("history") << 1;
}

void TestStores::onlyWhatDiffersIsWritten()
{
    QFETCH(QString, change);
    QFETCH(int, rows);
    UploadStore uploads(*m_database);
    const Upload before = fullUpload();
    QVERIFY(uploads.save(Upload(), before, std::nullopt));
    Upload now = before;
    std::optional<HistoryEntry> entry;
    if (change == QLatin1String("field") || change == QLatin1String("both"))
        now.attempts = 77;
    if (change == QLatin1String("acked"))
        now.segments[1].acked = true;
    if (change == QLatin1String("both"))
        ++now.segments[0].tries;
    if (change == QLatin1String("segment"))
        now.segments.append(Segment{.index = 2, .offset = exact + (4 << 20), .length = 6});
    if (change == QLatin1String("history"))
        entry = HistoryEntry{.postId = now.postId, .uploadId = now.id, .to = QStringLiteral("Sending")};
    const int start = changes();
    QVERIFY(uploads.save(before, now, entry));
    // INSERT OR REPLACE of a row counts once.
    QCOMPARE(changes() - start, rows);
    QVERIFY(uploadsOnDisk() == QVector<Upload>{now});
}

void TestStores::aNewMediaIdClearsTheSegments()
{
    UploadStore uploads(*m_database);
    const Upload before = fullUpload();
    QVERIFY(uploads.save(Upload(), before, std::nullopt));
    Upload now = before;
    now.mediaId = QStringLiteral("42");
    now.segments.clear();
    QVERIFY(uploads.save(before, now, std::nullopt));
    QVERIFY(uploadsOnDisk() == QVector<Upload>{now});
    // And with the first segments of the new plan in the same step, even if they are as many.
    Upload again = now;
    again.mediaId = QStringLiteral("43");
    again.segments = {Segment{.index = 0, .offset = 0, .length = 5}};
    QVERIFY(uploads.save(now, again, std::nullopt));
    QVERIFY(uploadsOnDisk() == QVector<Upload>{again});
}

void TestStores::fewerSegmentsLeaveNoneBehind()
{
    UploadStore uploads(*m_database);
    const Upload before = fullUpload();
    QVERIFY(uploads.save(Upload(), before, std::nullopt));
    Upload now = before;
    now.segments.removeLast();
    now.segments[0].length = 1 << 20; // cut again after a 413
    QVERIFY(uploads.save(before, now, std::nullopt));
    QVERIFY(uploadsOnDisk() == QVector<Upload>{now});
}

void TestStores::removingAnUploadTakesItsSegments()
{
    UploadStore uploads(*m_database);
    QVERIFY(uploads.save(Upload(), fullUpload(), std::nullopt));
    Upload other = fullUpload();
    other.id = QStringLiteral("u2");
    QVERIFY(uploads.save(Upload(), other, std::nullopt));
    QVERIFY(uploads.remove(QStringLiteral("u1")));
    QVERIFY(uploadsOnDisk() == QVector<Upload>{other});
    // The same id again starts without the old segments.
    Upload fresh;
    fresh.id = QStringLiteral("u1");
    fresh.postId = QStringLiteral("p9");
    QVERIFY(uploads.save(Upload(), fresh, std::nullopt));
    QVERIFY(uploadsOnDisk().contains(fresh));
}

void TestStores::aSaveThatFailsLeavesNothingOfIt()
{
    UploadStore uploads(*m_database);
    const Upload before = fullUpload();
    QVERIFY(uploads.save(Upload(), before, std::nullopt));
    QVERIFY(m_database->run(QStringLiteral("DROP TABLE history"))); // the last write of the step fails
    Upload now = before;
    now.attempts = 99;
    now.segments[1].acked = true;
    QCOMPARE(
        uploads.save(before, now, HistoryEntry{.postId = now.postId, .to = QStringLiteral("x")}).error().kind,
        ErrorKind::Storage);
    QVERIFY(uploadsOnDisk() == QVector<Upload>{before});
}

void TestStores::anUnreadableBodyIsTold()
{
    UploadStore uploads(*m_database);
    PostStore posts(*m_database);
    QVERIFY(uploads.save(Upload(), fullUpload(), std::nullopt));
    QVERIFY(posts.save(fullPost(), std::nullopt));
    QVERIFY(m_database->run(QStringLiteral("INSERT INTO uploads VALUES('x', 'p1', 0, '{not json')")));
    QVERIFY(m_database->run(QStringLiteral("INSERT INTO posts VALUES('x', 'Draft', 'ada', 'key', 0, '[]')")));
    // What would read as a draft is none: the state that it was saved with says so.
    QVERIFY(m_database->run(QStringLiteral("INSERT INTO posts VALUES('y', 'Posting', 'ada', '', 0, '{\"id\":\"y\"}')")));
    QVERIFY(m_database->run(QStringLiteral("INSERT INTO uploads VALUES('y', 'p1', 0, '{\"id\":\"y\",\"post\":\"p1\"}')")));
    QVERIFY(m_database->run(QStringLiteral("INSERT INTO segments VALUES('gone', 0, 0, 1, 0, 0, 0)")));
    const UploadStore::Loaded media = uploads.loadAll().take();
    QCOMPARE(media.uploads.size(), 1);
    QCOMPARE(media.unreadable.size(), 2);
    QCOMPARE(media.unreadable.first().id, QStringLiteral("x"));
    QCOMPARE(media.unreadable.first().postId, QStringLiteral("p1"));
    const PostStore::Loaded loaded = posts.loadAll().take();
    QCOMPARE(loaded.unreadable.size(), 2);
    QCOMPARE(loaded.unreadable.first().onceKey, QStringLiteral("key"));
    QCOMPARE(loaded.unreadable.first().account, QStringLiteral("ada"));
    QCOMPARE(posts.loadAll()->posts.size(), 1);
}

void TestStores::historyIsOldestFirstAndOfOnePost()
{
    const HistoryEntry first{.postId = QStringLiteral("p1"),
                             .uploadId = QStringLiteral("u1"),
                             .atMs = exact,
                             .from = QStringLiteral("Queued"),
                             .to = QStringLiteral("Checking"),
                             .note = QStringLiteral("X: „no“")};
    const HistoryEntry second{.postId = QStringLiteral("p1"), .atMs = 5, .to = QStringLiteral("Posting")};
    QVERIFY(addHistory(*m_database, first));
    QVERIFY(
        addHistory(*m_database, HistoryEntry{.postId = QStringLiteral("p2"), .to = QStringLiteral("Draft")}));
    QVERIFY(addHistory(*m_database, second));
    const Result<QVector<HistoryEntry>> loaded = loadHistory(*m_database, QStringLiteral("p1"));
    QVERIFY(loaded);
    QCOMPARE(loaded->size(), 2);
    for (const auto &[read, written] : {std::pair(loaded->at(0), first), std::pair(loaded->at(1), second)}) {
        const auto &[postId, uploadId, atMs, from, to, note] = read;
        QCOMPARE(postId, written.postId);
        QCOMPARE(uploadId, written.uploadId);
        QCOMPARE(atMs, written.atMs);
        QCOMPARE(from, written.from);
        QCOMPARE(to, written.to);
        QCOMPARE(note, written.note);
    }
}

void TestStores::settingsAreKeptPerApiBase()
{
    const QString one = QStringLiteral("https://api.x.com");
    const QString other = QStringLiteral("http://127.0.0.1:8080");
    Settings settings(*m_database);
    QCOMPARE(settings.formOf(one), WireForm::Unknown);
    QCOMPARE(settings.provenChunkOf(one), qint64(0));
    settings.setFormOf(one, WireForm::Command);
    settings.setProvenChunkOf(one, exact);
    QCOMPARE(settings.formOf(one), WireForm::Command);
    QCOMPARE(settings.provenChunkOf(one), exact);
    QCOMPARE(settings.formOf(other), WireForm::Unknown);
    QCOMPARE(settings.provenChunkOf(other), qint64(0));
}

void TestStores::settingsOutliveTheProgram()
{
    const QString base = QStringLiteral("https://api.x.com");
    {
        Settings settings(*m_database);
        settings.setFormOf(base, WireForm::Resource);
        settings.setFormOf(base, WireForm::Command);
        settings.setProvenChunkOf(base, 4 << 20);
    }
    Database other;
    QVERIFY(other.open(path()));
    Settings settings(other);
    QCOMPARE(settings.formOf(base), WireForm::Command);
    QCOMPARE(settings.provenChunkOf(base), qint64(4 << 20));
}

void TestStores::oddSettingsReadAsUnknown()
{
    QVERIFY(m_database->run(
        QStringLiteral("INSERT INTO settings VALUES('form/b', 'telepathy'), ('chunk/b', 'much')")));
    Settings settings(*m_database);
    QCOMPARE(settings.formOf(QStringLiteral("b")), WireForm::Unknown);
    QCOMPARE(settings.provenChunkOf(QStringLiteral("b")), qint64(0));
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestStores)
#include "tst_stores.moc"
