// Event lines: their shape, their order, and the words that are added.
#include "tests/support/test_main.h"
#include "ui/cli/event_writer.h"

#include <QDateTime>
#include <QJsonDocument>

using namespace postreel;

class TestEventWriter : public QObject
{
    Q_OBJECT

    QList<QByteArray> m_lines;
    EventWriter writer()
    {
        m_lines.clear();
        return EventWriter([this](const QByteArray &line) { m_lines << line; });
    }
    QJsonObject last() const { return QJsonDocument::fromJson(m_lines.last()).object(); }

private Q_SLOTS:
    void helloFirstSummaryLast()
    {
        EventWriter events = writer();
        events.write(QStringLiteral("early"), {});
        QVERIFY(m_lines.isEmpty());
        events.hello();
        QCOMPARE(last()[QStringLiteral("event")].toString(), QStringLiteral("hello"));
        QCOMPARE(last()[QStringLiteral("v")].toInt(), 1);
        QCOMPARE(last()[QStringLiteral("version")].toString(), QStringLiteral(POSTREEL_VERSION));
        QCOMPARE(last()[QStringLiteral("pid")].toInteger(), QCoreApplication::applicationPid());
        events.summary({.posted = 1, .failed = 2, .waiting = 3, .exit = 4});
        QCOMPARE(last()[QStringLiteral("waiting")].toInt(), 3);
        QCOMPARE(last()[QStringLiteral("exit")].toInt(), 4);
        events.write(QStringLiteral("late"), {});
        QCOMPARE(m_lines.size(), 2);
    }

    void aLineIsOneObjectWithTimeAndNameFirst()
    {
        EventWriter events = writer();
        events.hello();
        events.write({.name = QStringLiteral("state"),
                      .postId = QStringLiteral("p"),
                      .uploadId = QStringLiteral("u"),
                      .fields = {{QStringLiteral("file"), QStringLiteral("a\n\u202e\"b")},
                                 {QStringLiteral("a"), 1}}});
        QVERIFY(m_lines.last().endsWith("}\n"));
        QCOMPARE(m_lines.last().count('\n'), 1);
        static const QRegularExpression head(
            QStringLiteral("^\\{\"t\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\",\"event\":\"state\","));
        QVERIFY2(head.match(QString::fromUtf8(m_lines.last())).hasMatch(), m_lines.last());
        QCOMPARE(last()[QStringLiteral("upload")].toString(), QStringLiteral("u"));
        QVERIFY(!last().contains(QStringLiteral("post")));
        QCOMPARE(last()[QStringLiteral("file")].toString(), QStringLiteral("a\n\u202e\"b"));
        events.write(QStringLiteral("bare"), {});
        QVERIFY(m_lines.last().endsWith("\"event\":\"bare\"}\n"));
    }

    void aMessageIsAdded()
    {
        EventWriter events = writer();
        events.hello();
        events.write({.name = QStringLiteral("failed"), .postId = QStringLiteral("p")}, QStringLiteral("words"));
        QCOMPARE(last()[QStringLiteral("message")].toString(), QStringLiteral("words"));
        QCOMPARE(last()[QStringLiteral("post")].toString(), QStringLiteral("p"));
        events.write({.name = QStringLiteral("finalized"), .uploadId = QStringLiteral("u")});
        QVERIFY(!last().contains(QStringLiteral("message")));
    }

    void goesOnAfterTheHelloOfAnother()
    {
        EventWriter events = writer();
        events.resume();
        QVERIFY(m_lines.isEmpty());
        events.summary({.exit = 5});
        QCOMPARE(m_lines.size(), 1);
        QCOMPARE(last()[QStringLiteral("exit")].toInt(), 5);
    }

    void nobodyListens()
    {
        EventWriter events(nullptr);
        events.resume();
        events.hello();
        events.write(QStringLiteral("x"), {});
        events.summary({});
    }
};

POSTREEL_TEST_MAIN(TestEventWriter)
#include "tst_event_writer.moc"
