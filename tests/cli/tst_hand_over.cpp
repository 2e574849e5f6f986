// The way of a request to the running program and of its lines back, over a real local socket.
#include "tests/support/test_main.h"
#include "ui/cli/hand_over.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace postreel;

class TestHandOver : public QObject
{
    Q_OBJECT

    struct Ends
    {
        QTemporaryDir folder;
        QLocalServer server;
        QLocalSocket *there = nullptr; // the second start's
        QLocalSocket *here = nullptr;  // the running program's
    };
    static std::unique_ptr<Ends> connected()
    {
        auto ends = std::make_unique<Ends>();
        ends->server.listen(ends->folder.filePath(QStringLiteral("s")));
        ends->there = new QLocalSocket;
        ends->there->connectToServer(ends->server.fullServerName());
        if (!ends->there->waitForConnected(5000) || !ends->server.waitForNewConnection(5000))
            return nullptr;
        ends->here = ends->server.nextPendingConnection();
        return ends;
    }
    struct Heard
    {
        QByteArray events;
        QStringList said, printed;
    };
    static Run::Output onStored(Heard &heard)
    {
        return {[&heard](const QByteArray &line) { heard.events += line; },
                [&heard](const QString &text) { heard.said << text; },
                [&heard](const QString &text) { heard.printed << text; }};
    }

private Q_SLOTS:
    void thereAndBack()
    {
        const auto ends = connected();
        QVERIFY(ends);
        StartRequest request;
        request.files = {QStringLiteral("/a\n\"b")};
        request.token = "t";
        request.post = true;
        Heard heard;
        RequestForwarder relay(ends->there, request, onStored(heard));
        QSignalSpy finished(&relay, &RequestForwarder::finished);
        QPointer<RequestConnection> caller = new RequestConnection(ends->here, this);
        StartRequest got;
        connect(caller, &RequestConnection::asked, this, [&got](const StartRequest &asked) { got = asked; });
        QTRY_COMPARE(got, request);
        caller->take();

        const Run::Output output = caller->output(true);
        output.event("{\"t\":\"1\",\"event\":\"hello\",\"a\":1}\n");
        output.say(QStringLiteral("two\nlines \u202e"));
        output.print(QStringLiteral("http://127.0.0.1/i/status/1"));
        output.event("{\"event\":\"summary\"}\n");
        caller->exit(3);
        QVERIFY(finished.wait(5000));
        QCOMPARE(finished.first().first().toInt(), 3);
        QCOMPARE(heard.events, QByteArray("{\"t\":\"1\",\"event\":\"hello\",\"a\":1}\n{\"event\":\"summary\"}\n"));
        QCOMPARE(heard.said, QStringList(QStringLiteral("two\nlines \u202e")));
        QCOMPARE(heard.printed, QStringList(QStringLiteral("http://127.0.0.1/i/status/1")));
        ends->there->close();
        QTRY_VERIFY(caller.isNull());
    }

    void noEventsUnlessWanted()
    {
        const auto ends = connected();
        QVERIFY(ends);
        auto *caller = new RequestConnection(ends->here, this);
        QVERIFY(!caller->output(false).event);
        delete caller;
        delete ends->there;
    }

    void theTimeOfTheCallEndsBesideAProgramThatHangs()
    {
        for (const bool begun : {false, true}) {
            const auto ends = connected();
            QVERIFY(ends);
            Heard heard;
            StartRequest request;
            request.timeoutMs = 1;
            RequestForwarder relay(ends->there, request, onStored(heard));
            QSignalSpy finished(&relay, &RequestForwarder::finished);
            if (begun)
                ends->here->write("{\"taken\":true}\n{\"event\":{\"event\":\"hello\"}}\n");
            ends->here->flush();
            QTRY_COMPARE(finished.size(), 1);
            QCOMPARE(finished.first().first().toInt(), 5);
            QCOMPARE(heard.said.size(), 1);
            QCOMPARE(heard.events.count("\"hello\""), 1);
            QCOMPARE(heard.events.count("\"summary\""), 1);
            QVERIFY2(heard.events.contains("\"exit\":5"), heard.events.constData());
            ends->here->close();
        }
    }

    void aProgramThatEndsLeavesTheOutcomeUnknown()
    {
        const auto ends = connected();
        QVERIFY(ends);
        Heard heard;
        RequestForwarder relay(ends->there, {}, onStored(heard));
        QSignalSpy finished(&relay, &RequestForwarder::finished);
        ends->here->write("{\"taken\":true}\n");
        ends->here->flush();
        ends->here->close();
        QVERIFY(finished.wait(5000));
        QCOMPARE(finished.first().first().toInt(), 4);
        QCOMPARE(heard.said.size(), 1);
    }

    // It was about to end when the second start came: nothing was done, so another one may be asked.
    void aProgramThatLeavesTurnsAway()
    {
        for (const bool reads : {false, true}) {
            const auto ends = connected();
            QVERIFY(ends);
            Heard heard;
            RequestForwarder relay(ends->there, {}, onStored(heard));
            QSignalSpy finished(&relay, &RequestForwarder::finished), requestRejected(&relay, &RequestForwarder::requestRejected);
            if (reads) {
                auto *caller = new RequestConnection(ends->here, this);
                connect(caller, &RequestConnection::asked, caller, [caller] { caller->rejectRequest(); });
            } else {
                ends->here->abort();
            }
            QTRY_COMPARE(requestRejected.size(), 1);
            QVERIFY(finished.isEmpty());
            QVERIFY(heard.said.isEmpty());
        }
    }

    void aCallerThatGoesAwayStopsNothing()
    {
        const auto ends = connected();
        QVERIFY(ends);
        QPointer<RequestConnection> caller = new RequestConnection(ends->here, this);
        const Run::Output output = caller->output(true);
        delete ends->there;
        QTRY_COMPARE(ends->here->state(), QLocalSocket::UnconnectedState);
        output.event("{}\n");
        output.say(QStringLiteral("nobody hears this"));
        QVERIFY(caller);
        caller->exit(0);
        QTRY_VERIFY(caller.isNull());
    }

    void nonsenseIsTurnedAway()
    {
        const auto ends = connected();
        QVERIFY(ends);
        auto *caller = new RequestConnection(ends->here, this);
        QSignalSpy asked(caller, &RequestConnection::asked);
        ends->there->write("GET / HTTP/1.1\n");
        QTRY_VERIFY(ends->there->canReadLine());
        QCOMPARE(ends->there->readLine(), QByteArray("{\"exit\":2}\n"));
        QVERIFY(asked.isEmpty());
        delete caller;
        delete ends->there;
    }
};

POSTREEL_TEST_MAIN(TestHandOver)
#include "tst_hand_over.moc"
