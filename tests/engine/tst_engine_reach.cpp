// What waits for the network goes on soon after the server is back, however long its own wait still is.
#include "app/store/database.h"
#include "app/store/post_store.h"
#include "app/store/upload_store.h"
#include "tests/engine/engine_ground.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/own_port.h"

#include <QDir>
#include <QTcpServer>
#include <QTcpSocket>

using namespace postreel;
using namespace postreel::testing;

namespace {

constexpr qint64 minuteMs = 60'000;

// A way to the sandbox that is there only once it is opened.
class Line
{
public:
    explicit Line(const QUrl &to) : m_to(to)
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket *near = m_server.nextPendingConnection())
                join(near);
        });
    }
    void open()
    {
        if (!m_server.listen(QHostAddress::LocalHost, m_port))
            qFatal("port %d is taken", m_port);
    }
    QUrl base() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port)); }

private:
    void join(QTcpSocket *near)
    {
        auto *far = new QTcpSocket(near);
        far->connectToHost(m_to.host(), static_cast<quint16>(m_to.port()));
        for (const auto &[from, to] : {std::pair{near, far}, std::pair{far, near}}) {
            QObject::connect(from, &QTcpSocket::readyRead, to, [from = from, to = to] { to->write(from->readAll()); });
            QObject::connect(from, &QTcpSocket::disconnected, to, [to = to] { to->disconnectFromHost(); });
        }
    }

    const QUrl m_to;
    const quint16 m_port = ownPort();
    QTcpServer m_server;
};

// As after many tries in vain, when the ladder of retries has its longest pauses, and longer still.
template <typename Record>
void waitLonger(Record &record)
{
    record.waitSinceAtMs = QDateTime::currentMSecsSinceEpoch();
    record.untilAtMs = record.waitSinceAtMs + 30 * minuteMs;
}

void waitLongerIn(const QString &profile)
{
    Database database;
    if (!database.open(QDir(profile).filePath(QStringLiteral("postreel.sqlite"))))
        qFatal("no database");
    UploadStore uploads(database);
    const Result<UploadStore::Loaded> media = uploads.loadAll();
    for (const Upload &upload : media->uploads) {
        Upload late = upload;
        waitLonger(late);
        if (!uploads.save(upload, late, std::nullopt))
            qFatal("not saved");
    }
    PostStore posts(database);
    const Result<PostStore::Loaded> all = posts.loadAll();
    for (Post post : all->posts) {
        if (post.state == PostState::Waiting)
            waitLonger(post);
        if (!posts.save(post, std::nullopt))
            qFatal("not saved");
    }
}

} // namespace

class EngineReachTest : public QObject, private EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void whatWaitsForTheNetworkGoesOn_data();
    void whatWaitsForTheNetworkGoesOn();

private:
    static bool isOffline(const PostView &post)
    {
        const UploadView upload = post.uploads.value(0);
        return (post.state == PostState::Waiting && post.reason == WaitReason::Offline)
               || (upload.state == UploadState::Waiting && upload.reason == WaitReason::Offline);
    }
};

void EngineReachTest::whatWaitsForTheNetworkGoesOn_data()
{
    QTest::addColumn<bool>("withMedia");
    QTest::newRow("an upload") << true;
    QTest::newRow("a Post") << false;
}

void EngineReachTest::whatWaitsForTheNetworkGoesOn()
{
    QFETCH(bool, withMedia);
    LiveSandbox sandbox;
    Line line(sandbox.base());
    MemoryTokenStore keychain;
    const AccountView ada{.key = account, .label = QStringLiteral("@ada")};
    NewPost wanted = newPost(QStringLiteral("Film"), withMedia ? QStringList{video("a.mp4", 20 * kib)} : QStringList());
    wanted.submit = true;
    QString id;
    {
        Session session(profile(), keychain);
        session.engine.accounts().add(ada, line.base(), goodToken);
        id = session.mustCreate(wanted);
        QTRY_VERIFY(isOffline(session.view(id)));
    }
    waitLongerIn(profile());
    Session session(profile(), keychain);
    session.engine.accounts().add(ada, line.base(), goodToken);
    const PostView before = session.view(id);
    QVERIFY(isOffline(before));
    const qint64 untilAtMs = withMedia ? before.uploads.first().untilAtMs : before.untilAtMs;
    QVERIFY(untilAtMs > QDateTime::currentMSecsSinceEpoch() + 20 * minuteMs);
    line.open();
    TRY_POST(session, id, PostState::Posted); // within the timeout of a test, which is far less than that
    QCOMPARE(sandbox.posts().size(), 1);
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(EngineReachTest)
#include "tst_engine_reach.moc"
