// Which of several videos goes up first.
#include "tests/engine/engine_ground.h"

using namespace postreel;
using namespace postreel::testing;

class EngineOrderTest : public QObject, private EngineGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void whoIsReadyFirst_data();
    void whoIsReadyFirst();
};

void EngineOrderTest::whoIsReadyFirst_data()
{
    QTest::addColumn<bool>("byHand");
    QTest::newRow("the order of the queue") << false;
    QTest::newRow("send first") << true;
}

void EngineOrderTest::whoIsReadyFirst()
{
    QFETCH(bool, byHand);
    LiveSandbox sandbox(QStringLiteral("up=80,down=80,rtt=10"));
    Session session(profile(), sandbox);
    const QString early = session.mustCreate(newPost(QStringLiteral("Early"), {video("a.mp4", 16 * mib)}));
    const QString late = session.mustCreate(newPost(QStringLiteral("Late"), {video("b.mp4", 16 * mib, 2)}));
    TRY_UPLOAD(session, late, UploadState::Sending);
    if (byHand)
        session.engine.sendFirst(late);
    QStringList ready;
    for (const QString &id : {early, late})
        TRY_UPLOAD(session, id, UploadState::Ready);
    for (const EngineEvent &event : session.events)
        if (event.name == QLatin1String("finalized"))
            ready << event.postId;
    QCOMPARE(ready, byHand ? (QStringList{late, early}) : (QStringList{early, late}));
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(EngineOrderTest)
#include "tst_engine_order.moc"
