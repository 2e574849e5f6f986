// Whether a Post of the own timeline is the one that was sent: as X shows it, not as it was written.
#include "app/post/recognition.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace postreel;

namespace {

constexpr qint64 sent = 1'700'000'000'000;

PostQuery wanted(const QString &text)
{
    return {.text = text, .withMedia = false, .mediaKeys = {}, .replyTo = {}, .sentAtMs = sent};
}

OwnPost shown(const QString &text)
{
    return {
        .id = QStringLiteral("5"), .text = text, .createdAtMs = sent + 300, .mediaKeys = {}, .replyTo = {}};
}

// The timeline as X's JSON gives it, read by the call class.
QVector<OwnPost> read(const QJsonObject &post)
{
    const QJsonObject page{{QStringLiteral("data"), QJsonArray{post}},
                           {QStringLiteral("meta"), QJsonObject{{QStringLiteral("result_count"), 1}}}};
    const Result<OwnPostsPage> posts = OwnPostsCall::read(
        Response{.outcome = RequestOutcome::Answered, .http = 200, .body = QJsonDocument(page).toJson()});
    return posts ? posts->posts : QVector<OwnPost>();
}

} // namespace

class RecognitionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void texts_data();
    void texts();
    void times_data();
    void times();
    void media_data();
    void media();
    void replies_data();
    void replies();
    void whatIsOursAlreadyIsAnother();
    void anEmptyTimelineHasNone();
};

void RecognitionTest::texts_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("json"); // of the Post on the timeline
    QTest::addColumn<bool>("found");
    const auto row = [](const char *name, const char *written, const char *json, bool found) {
        QTest::newRow(name) << QString::fromUtf8(written) << QString::fromUtf8(json) << found;
    };
    row("the same", "Hello", R"({"text":"Hello"})", true);
    row("another", "Hello", R"({"text":"Hello!"})", false);
    row("another case", "Hello", R"({"text":"hello"})", false);
    row("escaped", "Fish & chips <3 >2", R"({"text":"Fish &amp; chips &lt;3 &gt;2"})", true);
    row("what was written escaped", "&amp;", R"({"text":"&amp;amp;"})", true);
    row("a link", "See https://example.com/a?b=1 now",
        R"({"text":"See https://t.co/abc now","entities":{"urls":[{"url":"https://t.co/abc","expanded_url":"https://example.com/a?b=1"}]}})",
        true);
    row("another link", "See https://example.com/a",
        R"({"text":"See https://t.co/abc","entities":{"urls":[{"url":"https://t.co/abc","expanded_url":"https://example.com/b"}]}})",
        false);
    const char *bare = R"({"text":"See https://t.co/abc, https://t.co/def","entities":{"urls":[
        {"url":"https://t.co/abc","expanded_url":"http://example.com"},{"url":"https://t.co/def","expanded_url":"https://Example.org/"}]}})";
    row("bare hosts", "See Example.com, example.org", bare, true);
    row("another bare host", "See example.net, example.org", bare, false);
    row("another case of a path", "https://example.com/A",
        R"({"text":"https://t.co/abc","entities":{"urls":[{"url":"https://t.co/abc","expanded_url":"https://example.com/a"}]}})", false);
    row("long text stands in the note", "The whole of a long text",
        R"({"text":"The whole…","note_tweet":{"text":"The whole of a long text"}})", true);
    row("composed letters", "Cafe\xcc\x81", R"({"text":"Café"})", true);
    row("blanks at the ends and doubled", "  a   b ", R"({"text":"a b"})", true);
    row("line breaks", "a\nb", R"({"text":"a\nb"})", true);
}

void RecognitionTest::texts()
{
    QFETCH(QString, written);
    QFETCH(QString, json);
    QFETCH(bool, found);
    QJsonObject post = QJsonDocument::fromJson(json.toUtf8()).object();
    QVERIFY(!post.isEmpty());
    post[QStringLiteral("id")] = QStringLiteral("5");
    const QString id = recognise(wanted(written), read(post), {});
    QCOMPARE(id, found ? QStringLiteral("5") : QString());
}

void RecognitionTest::times_data()
{
    QTest::addColumn<qint64>("createdAtMs");
    QTest::addColumn<bool>("found");
    QTest::newRow("just after") << sent + 1 << true;
    QTest::newRow("much later: the answer was lost, the program off") << sent + 86'400'000 << true;
    QTest::newRow("clocks that differ a little") << sent - lookBackMs << true;
    QTest::newRow("older than the request") << sent - lookBackMs - 1 << false;
    QTest::newRow("X did not say when") << 0ll << true;
}

void RecognitionTest::times()
{
    QFETCH(qint64, createdAtMs);
    QFETCH(bool, found);
    OwnPost post = shown(QStringLiteral("Hello"));
    post.createdAtMs = createdAtMs;
    QCOMPARE(!recognise(wanted(QStringLiteral("Hello")), {post}, {}).isEmpty(), found);
}

void RecognitionTest::media_data()
{
    QTest::addColumn<bool>("withMedia");
    QTest::addColumn<QStringList>("keys");
    QTest::addColumn<QStringList>("shownKeys");
    QTest::addColumn<QString>("shownText");
    QTest::addColumn<bool>("found");
    const QStringList none;
    const QStringList one{QStringLiteral("7_1")};
    const QString same = QStringLiteral("Hello");
    const QString other = QStringLiteral("Other");
    QTest::newRow("the same key, whatever the text") << true << one << one << other << true;
    QTest::newRow("one of several keys") << true << QStringList{QStringLiteral("3_1"), QStringLiteral("3_2")}
                                         << QStringList{QStringLiteral("3_2")} << same << true;
    QTest::newRow("another key, the same text")
        << true << one << QStringList{QStringLiteral("7_2")} << same << false;
    QTest::newRow("no media there, the same text") << true << one << none << same << false;
    QTest::newRow("no media wanted, none there") << false << none << none << same << true;
    QTest::newRow("no media wanted, some there") << false << none << one << same << false;
    QTest::newRow("a key that X never told: by the text") << true << none << one << same << true;
    QTest::newRow("a key that X never told, another text") << true << none << one << other << false;
    QTest::newRow("a key that X never told, no media there") << true << none << none << same << false;
}

void RecognitionTest::media()
{
    QFETCH(bool, withMedia);
    QFETCH(QStringList, keys);
    QFETCH(QStringList, shownKeys);
    QFETCH(QString, shownText);
    QFETCH(bool, found);
    PostQuery sought = wanted(QStringLiteral("Hello"));
    sought.withMedia = withMedia;
    sought.mediaKeys = keys;
    OwnPost post = shown(shownText);
    post.mediaKeys = shownKeys;
    QCOMPARE(!recognise(sought, {post}, {}).isEmpty(), found);
}

void RecognitionTest::replies_data()
{
    QTest::addColumn<QString>("wantedReply");
    QTest::addColumn<QString>("shownReply");
    QTest::addColumn<bool>("found");
    QTest::newRow("first part") << QString() << QString() << true;
    QTest::newRow("second part") << QStringLiteral("4") << QStringLiteral("4") << true;
    QTest::newRow("reply to another") << QStringLiteral("4") << QStringLiteral("3") << false;
    QTest::newRow("the same text outside the thread") << QStringLiteral("4") << QString() << false;
    QTest::newRow("the same text as a reply") << QString() << QStringLiteral("4") << false;
}

void RecognitionTest::replies()
{
    QFETCH(QString, wantedReply);
    QFETCH(QString, shownReply);
    QFETCH(bool, found);
    PostQuery sought = wanted(QStringLiteral("Hello"));
    sought.replyTo = wantedReply;
    OwnPost post = shown(QStringLiteral("Hello"));
    post.replyTo = shownReply;
    QCOMPARE(!recognise(sought, {post}, {}).isEmpty(), found);
}

void RecognitionTest::whatIsOursAlreadyIsAnother()
{
    const OwnPost mine = shown(QStringLiteral("Hello"));
    OwnPost second = mine;
    second.id = QStringLiteral("6");
    QCOMPARE(recognise(wanted(QStringLiteral("Hello")), {mine}, {QStringLiteral("5")}), QString());
    QCOMPARE(recognise(wanted(QStringLiteral("Hello")), {mine, second}, {QStringLiteral("5")}),
             QStringLiteral("6"));
}

void RecognitionTest::anEmptyTimelineHasNone()
{
    QCOMPARE(recognise(wanted({}), {}, {}), QString());
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(RecognitionTest)
#include "tst_recognition.moc"
