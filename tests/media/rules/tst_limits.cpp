#include "app/media/rules/evaluate.h"
#include "tests/support/test_main.h"

#include <QDate>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSize>

using namespace postreel;
using namespace postreel::testing;

class TestLimits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rules_data();
    void rules();
    void worstFirst();
    void everyRuleIsSourced();
    void malformedRules_data();
    void malformedRules();
};

namespace {

using enum Verdict;

// `problem`: field: value / limit / fix
void row(const char *tag, const char *category, qint64 bytes, qint64 durationMs, QSize size, Verdict verdict,
         const char *problem)
{
    QTest::newRow(tag) << QString::fromLatin1(category) << bytes << durationMs << size << verdict
                       << QString::fromUtf8(problem);
}

void videoRows()
{
    const char *video = "tweet_video";
    row("nothing known", video, 100, -1, {0, 0}, Ready, "");
    row("at the limits", video, 8'000'000'000, 1'200'000, {1280, 1024}, Ready, "");
    row("least", video, 100, 500, {32, 32}, Ready, "");
    row("upright", video, 100, 5000, {720, 1280}, Ready, "");
    row("too short", video, 100, 499, {640, 480}, WillBeRefused,
        "duration: 499 ms / at least 0.5 s / Hold the last frame until 0.5 s");
    row("no length at all", video, 100, 0, {640, 480}, WillBeRefused,
        "duration: 0 s / at least 0.5 s / Hold the last frame until 0.5 s");
    row("too long", video, 100, 1'501'400, {640, 480}, WillBeRefused,
        "duration: 25 min 1 s / 20 min / Trim it to 20 min");
    row("just too long", video, 100, 1'200'001, {640, 480}, WillBeRefused,
        "duration: 1,200,001 ms / 20 min / Trim it to 20 min");
    row("too wide", video, 100, 5000, {1920, 1080}, MayBeRefused,
        "frame size: 1920\u00D71080 / 1280\u00D71024 / Scale it down to 1280\u00D71024");
    row("too high", video, 100, 5000, {1080, 1920}, MayBeRefused,
        "frame size: 1080\u00D71920 / 1024\u00D71280 / Scale it down to 1024\u00D71280");
    row("too small", video, 100, 5000, {64, 31}, WillBeRefused,
        "frame size: 64\u00D731 / at least 32\u00D732 / Scale it up to 32\u00D732");
    row("a ribbon", video, 100, 5000, {1000, 100}, WillBeRefused,
        "aspect ratio: 10:1 / 3:1 / Add bars to make it 3:1");
    row("a tower", video, 100, 5000, {100, 301}, WillBeRefused,
        "aspect ratio: 100:301 / at least 1:3 / Add bars to make it 1:3");
}

void otherRows()
{
    row("picture", "tweet_image", 5'000'000, -1, {8000, 100}, Ready, "");
    row("picture too big", "tweet_image", 5'000'001, -1, {100, 100}, WillBeRefused,
        "bytes: 5,000,001 bytes / 5 MB / Make it smaller than 5 MB");
    row("gif", "tweet_gif", 15'000'000, -1, {1280, 1080}, Ready, "");
    row("gif too big", "tweet_gif", 16'340'000, -1, {0, 0}, WillBeRefused,
        "bytes: 16.3 MB / 15 MB / Make it smaller than 15 MB");
    row("gif too high", "tweet_gif", 100, -1, {1080, 1280}, WillBeRefused,
        "frame size: 1080\u00D71280 / 1280\u00D71080 / Scale it down to 1280\u00D71080");
    row("the least gif", "tweet_gif", 100, -1, {4, 4}, Ready, "");
    row("gif too small", "tweet_gif", 100, -1, {3, 4}, WillBeRefused, "frame size: 3\u00D74 / at least 4\u00D74 / ");
    row("subtitles", "subtitles", 1'000'000, -1, {0, 0}, Ready, "");
    row("subtitles too big", "subtitles", 2'000'000, -1, {0, 0}, WillBeRefused,
        "bytes: 2 MB / 1 MB / Make it smaller than 1 MB");
}

} // namespace

void TestLimits::rules_data()
{
    QTest::addColumn<QString>("category");
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<qint64>("durationMs");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QString>("problem"); // field: value / limit / fix
    videoRows();
    otherRows();
}

void TestLimits::rules()
{
    QFETCH(QString, category);
    QFETCH(qint64, bytes);
    QFETCH(qint64, durationMs);
    QFETCH(QSize, size);
    const MediaFacts facts{.mediaType = {},
                           .mediaCategory = category,
                           .durationMs = durationMs,
                           .width = size.width(),
                           .height = size.height()};
    const Evaluation evaluation = evaluate(facts, {}, bytes, limitsFor({}));
    QTEST(evaluation.verdict, "verdict");
    QString told;
    for (const Problem &problem : evaluation.problems)
        told = problem.field % QLatin1String(": ") % problem.value % QLatin1String(" / ") % problem.limit %
               QLatin1String(" / ") % problem.fix;
    QTEST(told, "problem");
    QVERIFY(evaluation.problems.size() <= 1);
}

void TestLimits::worstFirst()
{
    const MediaFacts facts{.mediaType = {},
                           .mediaCategory = QStringLiteral("tweet_video"),
                           .durationMs = 100,
                           .width = 6000,
                           .height = 1000};
    const Evaluation evaluation = evaluate(facts, {}, 100, limitsFor({}));
    QCOMPARE(evaluation.verdict, Verdict::WillBeRefused);
    QStringList fields;
    for (const Problem &problem : evaluation.problems)
        fields << problem.field;
    QCOMPARE(fields, (QStringList{QStringLiteral("duration"), QStringLiteral("aspect ratio"),
                                  QStringLiteral("frame size")}));
}

void TestLimits::everyRuleIsSourced()
{
    QVERIFY(!defaultLimits().isEmpty());
    QFile file(QStringLiteral(":/postreel/limits.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray rules = QJsonDocument::fromJson(file.readAll())[QLatin1String("rules")].toArray();
    QCOMPARE(rules.size(), defaultLimits().size());
    for (const QJsonValue &rule : rules) {
        QVERIFY(rule[QLatin1String("source")].toString().startsWith(QLatin1String("https://")));
        QVERIFY(QDate::fromString(rule[QLatin1String("date")].toString(), Qt::ISODate).isValid());
    }
}

void TestLimits::malformedRules_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto rule = [](const char *members) -> QByteArray {
        return "{\"rules\":[{" + QByteArray(members) + "}]}";
    };
    QTest::newRow("no json") << QByteArray("x");
    QTest::newRow("no rules") << QByteArray("{}");
    QTest::newRow("unknown field") << rule(
        R"("category":"c","field":"taste","max":1,"outcome":"refuse","fix":"trim")");
    QTest::newRow("unknown outcome") << rule(
        R"("category":"c","field":"bytes","max":1,"outcome":"pass","fix":"trim")");
    QTest::newRow("unknown fix") << rule(
        R"("category":"c","field":"bytes","max":1,"outcome":"maybe","fix":"pray")");
    QTest::newRow("no bound") << rule(R"("category":"c","field":"bytes","outcome":"maybe","fix":"trim")");
    QTest::newRow("a pair for bytes")
        << rule(R"("category":"c","field":"bytes","max":[1,2],"outcome":"maybe","fix":"trim")");
    QTest::newRow("one number for a size")
        << rule(R"("category":"c","field":"frame size","max":1,"outcome":"maybe","fix":"trim")");
    QTest::newRow("no words") << rule(R"("category":"c","field":"video codec","outcome":"maybe","fix":"video")");
    QTest::newRow("a bound for words")
        << rule(R"("category":"c","field":"video codec","max":1,"outcome":"maybe","fix":"video")");
    QTest::newRow("words for a number")
        << rule(R"("category":"c","field":"bytes","one_of":["1"],"outcome":"maybe","fix":"trim")");
    QTest::newRow("both")
        << rule(R"("category":"c","field":"bytes","max":1,"one_of":["1"],"outcome":"maybe","fix":"trim")");
    QTest::newRow("a word that is none")
        << rule(R"("category":"c","field":"video codec","one_of":["a",1],"outcome":"maybe","fix":"video")");
    QTest::newRow("one word that is no list")
        << rule(R"("category":"c","field":"video codec","one_of":"h264","outcome":"maybe","fix":"video")");
    QTest::newRow("an unknown tier")
        << rule(R"("category":"c","for":"friends","field":"bytes","max":1,"outcome":"maybe","fix":"trim")");
    QTest::newRow("no category") << rule(R"("field":"bytes","max":1,"outcome":"maybe","fix":"trim")");
}

void TestLimits::malformedRules()
{
    QFETCH(QByteArray, json);
    QString error;
    QVERIFY(!parseLimits(json, &error));
    QVERIFY(!error.isEmpty());
}

POSTREEL_TEST_MAIN(TestLimits)
#include "tst_limits.moc"
