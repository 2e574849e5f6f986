// Which Posts stay where they are because a row of theirs cannot be read, and which calls may mean one of them.
#include "app/engine/unreadable_rows.h"
#include "app/store/records.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace postreel;

namespace {

const QString ada = QStringLiteral("host/42");

Post post(const char *id, PostState state, const char *text, const char *onceKey = "")
{
    Post made;
    made.id = QString::fromLatin1(id);
    made.account = ada;
    made.state = state;
    made.onceKey = QString::fromLatin1(onceKey);
    made.parts = {PostPart{.text = QString::fromLatin1(text)}};
    return made;
}

NewPost wanted(const char *text, const char *onceKey, bool continueSame)
{
    return {.account = ada, .text = QString::fromLatin1(text), .media = {}, .onceKey = QString::fromLatin1(onceKey), .continueSame = continueSame};
}

} // namespace

class TestUnreadableRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsWrong();
    void aPostWithoutItsMediaStays();
    void mayHold_data();
    void mayHold();
    void aDatabaseThatWasSetAsideKeepsTheFiles_data();
    void aDatabaseThatWasSetAsideKeepsTheFiles();
};

void TestUnreadableRows::nothingIsWrong()
{
    QTemporaryDir profile;
    UnreadableRows rows(profile.path());
    PostStore::Loaded posts{.posts = {post("1", PostState::Draft, "a")}, .unreadable = {}};
    QVERIFY(!rows.setAside(posts, {}, true));
    QCOMPARE(posts.posts.size(), 1);
    QVERIFY(!rows.keepsAllFiles());
    QVERIFY(rows.setAside(posts, {}, false)); // an account that cannot be read
    QVERIFY(!rows.keepsAllFiles());
}

void TestUnreadableRows::aPostWithoutItsMediaStays()
{
    QTemporaryDir profile;
    UnreadableRows rows(profile.path());
    PostStore::Loaded posts{.posts = {post("1", PostState::Scheduled, "a"), post("2", PostState::Posted, "b"), post("3", PostState::Draft, "c")},
                            .unreadable = {}};
    const UploadStore::Loaded uploads{.uploads = {},
                                      .unreadable = {{.id = QStringLiteral("u1"), .postId = QStringLiteral("1")},
                                                     {.id = QStringLiteral("u2"), .postId = QStringLiteral("2")}}};
    QVERIFY(rows.setAside(posts, uploads, true));
    QStringList left;
    for (const Post &one : std::as_const(posts.posts))
        left << one.id;
    QCOMPARE(left, (QStringList{QStringLiteral("2"), QStringLiteral("3")})); // nothing more is sent of what is posted
    QVERIFY(rows.keepsAllFiles());
    QVERIFY(rows.hasPostsOf(ada));
    QVERIFY(!rows.hasPostsOf(QStringLiteral("host/43")));
}

void TestUnreadableRows::mayHold_data()
{
    QTest::addColumn<NewPost>("asked");
    QTest::addColumn<bool>("may");
    QTest::newRow("another text") << wanted("b", "", true) << false;
    QTest::newRow("the same, but another one is wanted") << wanted("a", "", false) << false;
    QTest::newRow("the same") << wanted("a", "", true) << true;
    QTest::newRow("its key") << wanted("b", "key", false) << true;
    QTest::newRow("the key of the row that says no more") << wanted("b", "lost", false) << true;
    QTest::newRow("another key") << wanted("b", "new", false) << false;
    NewPost others = wanted("a", "key", true);
    others.account = QStringLiteral("host/43");
    QTest::newRow("of another user") << others << false;
}

void TestUnreadableRows::mayHold()
{
    QFETCH(const NewPost, asked);
    QFETCH(const bool, may);
    QTemporaryDir profile;
    UnreadableRows rows(profile.path());
    PostStore::Loaded posts{.posts = {post("1", PostState::Scheduled, "a", "key")},
                            .unreadable = {{.id = QStringLiteral("9"), .account = ada, .onceKey = QStringLiteral("lost")}}};
    const UploadStore::Loaded uploads{.uploads = {}, .unreadable = {{.id = QStringLiteral("u1"), .postId = QStringLiteral("1")}}};
    QVERIFY(rows.setAside(posts, uploads, true));
    const Error error = rows.mayHold(asked);
    QCOMPARE(error.kind, may ? ErrorKind::Storage : ErrorKind::None);
    QCOMPARE(error.problem, may ? UnreadableRows::notice().problem : QString());
}

void TestUnreadableRows::aDatabaseThatWasSetAsideKeepsTheFiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("keeps");
    for (const char *name : {"damaged-1", "newer-1", "older-1"})
        QTest::newRow(name) << QStringLiteral("postreel.sqlite.") % QLatin1String(name) << true;
    QTest::newRow("a journal") << QStringLiteral("postreel.sqlite-wal") << false;
}

void TestUnreadableRows::aDatabaseThatWasSetAsideKeepsTheFiles()
{
    QFETCH(const QString, file);
    QFETCH(const bool, keeps);
    QTemporaryDir profile;
    QFile aside(profile.filePath(file));
    QVERIFY(aside.open(QIODevice::WriteOnly));
    UnreadableRows rows(profile.path());
    PostStore::Loaded posts;
    QVERIFY(!rows.setAside(posts, {}, true)); // it was told when it was set aside
    QCOMPARE(rows.keepsAllFiles(), keeps);
    QCOMPARE(bool(rows.mayHold(wanted("a", "key", false))), keeps);
    QVERIFY(!rows.mayHold(wanted("a", "", true)));
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestUnreadableRows)
#include "tst_unreadable_rows.moc"
