// Which of several videos goes up first.
#include "tests/engine/engine_ground.h"

#include <algorithm>

using namespace postreel;
using namespace postreel::testing;

class EngineOrderTest : public QObject, private EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void whoseSegmentsLeaveFirst_data();
    void whoseSegmentsLeaveFirst();

private:
    static QVector<QString> appendsInOrder(const LiveSandbox &sandbox, const Session &session);
};

// The Post of each APPEND, in the order in which they reached the sandbox.
QVector<QString> EngineOrderTest::appendsInOrder(const LiveSandbox &sandbox, const Session &session)
{
    QHash<QString, QString> postOfMedia;
    for (const EngineEvent &event : session.events)
        if (event.name == QLatin1String("finalized"))
            postOfMedia.insert(event.fields[QLatin1String("media_id")].toString(), event.postId);
    QVector<QJsonObject> appends = sandbox.requests(QStringLiteral("append"));
    std::stable_sort(appends.begin(), appends.end(), [](const QJsonObject &a, const QJsonObject &b) {
        return a[QLatin1String("t")].toInteger() < b[QLatin1String("t")].toInteger();
    });
    QVector<QString> posts;
    for (const QJsonObject &append : std::as_const(appends))
        posts << postOfMedia.value(append[QLatin1String("path")].toString().section(u'/', -2, -2));
    return posts;
}

void EngineOrderTest::whoseSegmentsLeaveFirst_data()
{
    QTest::addColumn<bool>("byHand");
    QTest::newRow("the order of the queue") << false;
    QTest::newRow("send first") << true;
}

// By what leaves when: which of two answers comes first is the machine's to say.
void EngineOrderTest::whoseSegmentsLeaveFirst()
{
    QFETCH(bool, byHand);
    LiveSandbox sandbox(QStringLiteral("up=1,down=80,rtt=10")); // nothing of note arrives before the order is said
    Session session(profile(), sandbox);
    const QString early = session.mustCreate(newPost(QStringLiteral("Early"), {video("a.mp4", 16 * mib)}));
    const QString late = session.mustCreate(newPost(QStringLiteral("Late"), {video("b.mp4", 16 * mib, 2)}));
    TRY_UPLOAD(session, late, UploadState::Sending);
    if (byHand)
        session.engine.posts().sendFirst(late);
    sandbox.play(QStringLiteral("up=80,down=80,rtt=10"));
    for (const QString &id : {early, late})
        TRY_UPLOAD(session, id, UploadState::Ready);
    const QVector<QString> order = appendsInOrder(sandbox, session);
    const QString first = byHand ? late : early;
    const QString second = byHand ? early : late;
    QVERIFY2(order.contains(first) && order.contains(second), qPrintable(order.join(u' ')));
    // The first leaves one place to the second: it has sent all of its own while the second has some left.
    QVERIFY2(order.lastIndexOf(first) < order.lastIndexOf(second), qPrintable(order.join(u' ')));
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(EngineOrderTest)
#include "tst_engine_order.moc"
