// Films that cannot be decoded in a part of their length: what is said of them, and what is kept; and those that only look so.
#include "app/media/probe/film_damage.h"

#include "app/media/fix/fix_plan.h"
#include "app/media/rules/inspect.h"
#include "app/media/rules/limit_words.h"
#include "tests/media/film_measures.h"
#include "tests/support/test_main.h"

#include <QHash>
#include <cmath>

using namespace postreel;
using namespace postreel::testing;

class TestFilmDamage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void damaged_data();
    void damaged();
    void cutAtHalf_data();
    void cutAtHalf();
    void holeInStream();
    void matroskaOfAnotherTimestampScale();
    void emptied_data();
    void emptied();
    void sound_data();
    void sound();
    void whatIsKept_data();
    void whatIsKept();
    void places();

private:
    QString zeroed(const QString &kind, double from, double to) const;

    FilmShelf m_shelf;
};

namespace {

const char *film = "-f lavfi -i testsrc2=size=320x240:rate=30 -f lavfi -i sine=r=48000 -t 12 ";

Inspection lookedAt(const QString &path)
{
    return inspectedWhole(path, UploadKind::Media, {}, {});
}

} // namespace

void TestFilmDamage::init()
{
    if (!haveFfmpeg())
        QSKIP("ffmpeg is not installed");
}

// A film of 12 s whose bytes are 0 from one part of its data to another.
QString TestFilmDamage::zeroed(const QString &kind, double from, double to) const
{
    static const QHash<QString, QString> others{
        {QStringLiteral("prores"), QStringLiteral("-c:v prores_ks -c:a pcm_s16le ")},
        {QStringLiteral("flv"), QStringLiteral("-c:v flv -q:v 3 -c:a libmp3lame -ar 44100 ")},
        {QStringLiteral("avi"), QStringLiteral("-c:v mpeg4 -q:v 3 -c:a libmp3lame ")},
        {QStringLiteral("ogv"), QStringLiteral("-c:v libtheora -q:v 7 -c:a libvorbis ")},
        {QStringLiteral("mpg"), QStringLiteral("-c:v mpeg2video -q:v 3 -c:a mp2 ")},
        {QStringLiteral("wmv"), QStringLiteral("-c:v wmv2 -q:v 3 -c:a wmav2 ")}};
    const QString encoding = others.value(kind, QStringLiteral("-c:v libx264 -preset veryfast -pix_fmt yuv420p -g 30 -c:a aac -ac 2 "));
    const QString suffix = kind == QLatin1String("prores") ? QStringLiteral("mov") : kind;
    const QString whole = m_shelf.path(QStringLiteral("whole.") % suffix);
    if (!QFile::exists(whole))
        makeWithFfmpeg(QLatin1String(film) % encoding, whole);
    QByteArray bytes = contentOf(whole);
    qsizetype begin = 0;
    qsizetype end = bytes.size();
    if (suffix == QLatin1String("mp4") || suffix == QLatin1String("mov")) {
        begin = bytes.indexOf("mdat") + 4;
        end = begin - 8 + qFromBigEndian<quint32>(bytes.constData() + begin - 8);
    }
    const auto at = [begin, end](double share) { return begin + qsizetype(double(end - begin) * share); };
    std::fill(bytes.begin() + at(from), bytes.begin() + at(to), '\0');
    return m_shelf.written(QStringLiteral("%1 %2 %3.").arg(kind).arg(from).arg(to) % suffix, bytes);
}

void TestFilmDamage::damaged_data()
{
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    for (const char *kind : {"mp4", "mov", "mkv", "ts", "prores", "flv", "avi", "ogv", "mpg", "wmv"}) {
        QTest::addRow("%s, the second half", kind) << 0.5 << 1.0;
        QTest::addRow("%s, in the middle", kind) << 0.4 << 0.6;
    }
    QTest::addRow("mp4, the beginning") << 0.0 << 0.3;
}

void TestFilmDamage::damaged()
{
    constexpr double slackMs = 2600;
    QFETCH(double, from);
    QFETCH(double, to);
    const QString kind = QString::fromUtf8(QTest::currentDataTag()).section(u',', 0, 0);
    const Inspection seen = lookedAt(zeroed(kind, from, to));
    QCOMPARE(seen.verdict, Verdict::WillBeRefused);
    const auto problem = std::find_if(seen.problems.begin(), seen.problems.end(),
                                      [](const Problem &each) { return each.field == QLatin1String("damage"); });
    QVERIFY(problem != seen.problems.end());
    const Damage &damage = seen.streams.damage;
    QVERIFY2(std::abs(double(damage.fromMs) - from * 12'000) < slackMs, qPrintable(problem->value));
    QVERIFY2(std::abs(double(damage.toMs) - to * 12'000) < slackMs, qPrintable(problem->value));
    QVERIFY(dropsContent(seen.problems));
}

void TestFilmDamage::cutAtHalf_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"flv", "wmv"})
        QTest::newRow(kind) << QString::fromUtf8(kind);
}

// What the header says to be there is missing: a person is asked.
void TestFilmDamage::cutAtHalf()
{
    QFETCH(QString, kind);
    const QByteArray bytes = contentOf(zeroed(kind, 0, 0));
    const Inspection seen = lookedAt(m_shelf.written(QStringLiteral("half.") % kind, bytes.first(bytes.size() / 2)));
    QVERIFY(dropsContent(seen.problems));
    QVERIFY2(std::abs(double(seen.streams.damage.fromMs) - 6000) < 1500, qPrintable(QString::number(seen.streams.damage.fromMs)));
    QVERIFY2(std::abs(double(seen.streams.damage.toMs) - 12'000) < 500, qPrintable(QString::number(seen.streams.damage.toMs)));
}

// A hole in TS is told by the clock in it, however little of the film can be read because of it.
void TestFilmDamage::holeInStream()
{
    const QString whole = zeroed(QStringLiteral("ts"), 0, 0);
    QByteArray bytes = contentOf(whole);
    QVector<qsizetype> places; // of the pictures at 4 s and 8 s
    for (const QString &packet : probed(whole, QStringLiteral("v"), QStringLiteral("packet=pts_time,pos")))
        if (packet.section(u',', 0, 0).toDouble() >= (places.isEmpty() ? 5.4 : 9.4) && places.size() < 2)
            places << packet.section(u',', 1, 1).toLongLong();
    QCOMPARE(places.size(), 2);
    std::fill(bytes.begin() + places[0], bytes.begin() + places[1], '\0');
    const Inspection seen = lookedAt(m_shelf.written(QStringLiteral("hole.ts"), bytes));
    QVERIFY(dropsContent(seen.problems));
    QVERIFY2(std::abs(double(seen.streams.damage.fromMs) - 4000) < 200, qPrintable(QString::number(seen.streams.damage.fromMs)));
    QVERIFY2(std::abs(double(seen.streams.damage.toMs) - 8000) < 200, qPrintable(QString::number(seen.streams.damage.toMs)));
}

// The same film at twice its speed: half a millisecond is its unit of time.
void TestFilmDamage::matroskaOfAnotherTimestampScale()
{
    QByteArray bytes = contentOf(zeroed(QStringLiteral("mkv"), 0.5, 1.0));
    const QByteArray standard = QByteArray::fromHex("2AD7B1830F4240");
    QCOMPARE(bytes.count(standard), 1);
    bytes.replace(standard, QByteArray::fromHex("2AD7B18307A120"));
    const Inspection seen = lookedAt(m_shelf.written(QStringLiteral("half units.mkv"), bytes));
    QVERIFY(dropsContent(seen.problems));
    QVERIFY2(std::abs(double(seen.streams.damage.fromMs) - 3000) < 1300, qPrintable(QString::number(seen.streams.damage.fromMs)));
    QVERIFY2(std::abs(double(seen.streams.damage.toMs) - 6000) < 500, qPrintable(QString::number(seen.streams.damage.toMs)));
}

void TestFilmDamage::emptied_data()
{
    QTest::addColumn<QString>("stream");
    QTest::addColumn<int>("kept"); // bytes of each packet
    QTest::newRow("sound") << QStringLiteral("a") << 0;
    QTest::newRow("units of frames") << QStringLiteral("v") << 5; // what H.264 tells of the first one
}

// The bytes of the packets behind 3 s are 0, but the tables that tell of them are whole.
void TestFilmDamage::emptied()
{
    QFETCH(QString, stream);
    QFETCH(int, kept);
    const QString whole = zeroed(QStringLiteral("mp4"), 0, 0);
    QByteArray bytes = contentOf(whole);
    for (const QString &packet : probed(whole, stream, QStringLiteral("packet=pts_time,size,pos"))) {
        const QStringList fields = packet.split(u',');
        const int from = fields.value(2).toInt() + kept;
        // A packet of a key frame begins with units that tell of it.
        if (fields.value(0).toDouble() >= 3 && (kept == 0 || bytes[from - 1] == 0x41))
            std::fill(bytes.begin() + from, bytes.begin() + fields.value(2).toInt() + fields.value(1).toInt(), '\0');
    }
    const Inspection seen = lookedAt(m_shelf.written(QStringLiteral("emptied ") % stream % QStringLiteral(".mp4"), bytes));
    QCOMPARE(seen.verdict, Verdict::WillBeRefused);
    QVERIFY(dropsContent(seen.problems));
    QVERIFY2(std::abs(double(seen.streams.damage.fromMs) - 3000) < 300, qPrintable(QString::number(seen.streams.damage.fromMs)));
    QVERIFY2(std::abs(double(seen.streams.damage.toMs) - 12'000) < 300, qPrintable(QString::number(seen.streams.damage.toMs)));
}

void TestFilmDamage::sound_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"high", "moov last", "mov", "fragmented", "hevc", "hevc 120 fps", "hdr", "10 bit", "4:4:4", "prores pcm", "vp9 opus",
                             "vp8 vorbis", "mkv", "mkv vp9", "ts", "m2ts", "open gop", "open gop ts", "interlaced", "avi", "mpeg4", "mpeg", "flv",
                             "windows media", "mxf", "ogg", "browser's recording", "variable rate", "short"})
        QTest::newRow(kind) << QString::fromUtf8(kind);
}

void TestFilmDamage::sound()
{
    QFETCH(QString, kind);
    const Inspection seen = lookedAt(m_shelf.film(kind));
    QVERIFY2(!seen.streams.damage.known(), qPrintable(QString::number(seen.streams.damage.fromMs)));
    QVERIFY(!seen.streams.times.faulty());
    QVERIFY(!dropsContent(seen.problems));
}

void TestFilmDamage::whatIsKept_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<double>("keptMs");
    QTest::newRow("the first half") << QStringLiteral("mp4") << 0.5 << 1.0 << 6000.0;
    QTest::newRow("both ends") << QStringLiteral("mp4") << 0.4 << 0.6 << 12'000.0;
    QTest::newRow("the first half of an MKV") << QStringLiteral("mkv") << 0.5 << 1.0 << 5000.0;
    QTest::newRow("the first half of an FLV") << QStringLiteral("flv") << 0.5 << 1.0 << 6000.0;
    QTest::newRow("the first half of a WMV") << QStringLiteral("wmv") << 0.5 << 1.0 << 6000.0;
}

// What is asked for by a person then is a film without the part that is lost, or with the picture held there.
void TestFilmDamage::whatIsKept()
{
    QFETCH(QString, kind);
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(double, keptMs);
    FixBench bench(m_shelf.path(QStringLiteral("fixes")));
    const Result<QString> kept = bench.fix(zeroed(kind, from, to));
    QVERIFY2(kept.ok(), qPrintable(kept.error().detail));
    const Inspection seen = lookedAt(*kept);
    QCOMPARE(seen.problems.size(), 0);
    QVERIFY2(std::abs(double(seen.facts.durationMs) - keptMs) < 1500, qPrintable(QString::number(seen.facts.durationMs)));
    QCOMPARE(faultsOf(*kept), QString());
}

void TestFilmDamage::places()
{
    const QByteArray good("packet,0.0,K_\nframe,0.0\npacket,3.0,K_\nframe,3.0\npacket,6.0,K_\nframe,6.0\n");
    QCOMPARE(readDecoded(good, 1, 9000), Damage{});
    const QByteArray middle("packet,0.0,K_\nframe,0.0\npacket,3.0,K_\npacket,6.0,K_\nframe,6.0\n");
    QCOMPARE(readDecoded(middle, 1, 9000), (Damage{3000, 6000}));
    const QByteArray last("packet,0.0,K_\nframe,0.0\npacket,3.0,K_\npacket,6.0,K_\n");
    QCOMPARE(readDecoded(last, 1, 9000), (Damage{3000, 9000}));
    QCOMPARE(readDecoded("packet,0.0,K_\npacket,3.0,K_\n", 1, 9000), Damage{}); // no decoder
    QCOMPARE(readDecoded("frame\n,,\npacket,1\n\xFF\xFE", 1, 9000), Damage{});
}

POSTREEL_TEST_MAIN(TestFilmDamage)
#include "tst_film_damage.moc"
