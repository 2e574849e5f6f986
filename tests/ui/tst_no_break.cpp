// Where a line of a label may not end, and that nothing else changes.
#include "tests/support/test_main.h"
#include "ui/no_break.h"
#include "ui/window/parts/paragraph.h"

#include <QFontMetrics>
#include <QLabel>
#include <QTextBoundaryFinder>

using namespace postreel;

class NoBreakTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noLineEndsInside_data();
    void noLineEndsInside();
    void allElseStaysAsItIs_data();
    void allElseStaysAsItIs();
    void whoListensHearsItPlainly();
};

void NoBreakTest::noLineEndsInside_data()
{
    QTest::addColumn<QString>("whole");
    for (const char *whole : {"60 fps", "59.94 fps", "5.3 MB", "800 kB", "12 bytes", "3.2 MB/s", "32 KiB/s", "8.0 GB", "43 %", "10 s",
                              "250 ms", "4 min", "1 h", "8 bit", "8-bit", "1080 × 1920", "H.264", "H.265", "AAC-LC", "HE-AAC", "MPEG-4",
                              "AC-3", "E-AC-3", "UTF-8", "UTF-16"})
        QTest::newRow(whole) << QString::fromUtf8(whole);
}

void NoBreakTest::noLineEndsInside()
{
    QFETCH(QString, whole);
    const QString before = QStringLiteral("X takes ");
    const QString all = noBreak(before % whole % QStringLiteral(" and no more"));
    const qsizetype end = all.indexOf(QLatin1String(" and no more"));
    QVERIFY(end > before.size());
    QTextBoundaryFinder lines(QTextBoundaryFinder::Line, all);
    QSet<qsizetype> ends;
    for (qsizetype at = lines.toNextBoundary(); at >= 0; at = lines.toNextBoundary())
        ends << at;
    QVERIFY(ends.contains(before.size())); // before it one may
    for (qsizetype at = before.size() + 1; at < end; ++at)
        QVERIFY2(!ends.contains(at), qPrintable(QString::number(at - before.size())));
    // It is shown as it was.
    const QFontMetrics metrics((QFont()));
    const QString shown = all.mid(before.size(), end - before.size());
    QVERIFY(qAbs(metrics.horizontalAdvance(shown) - metrics.horizontalAdvance(whole)) <= 1);
}

void NoBreakTest::allElseStaysAsItIs_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "Add it again from where it is now.", "5 frames", "2 seconds", "10 some words", "sMB 5", "at 14:35",
                             "https://console.x.com/a-b/c", "2026-09-01 film-H264.mp4", "in 3 steps", "4 minutes", "X takes 1"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void NoBreakTest::allElseStaysAsItIs()
{
    QFETCH(QString, text);
    QCOMPARE(noBreak(text), text);
}

void NoBreakTest::whoListensHearsItPlainly()
{
    QLabel label;
    showParagraph(label, QStringLiteral("33 MB; X takes 15 MB"));
    QCOMPARE(label.text(), QStringLiteral("33\u00a0MB; X takes 15\u00a0MB"));
    QCOMPARE(label.accessibleName(), QStringLiteral("33 MB; X takes 15 MB"));
}

POSTREEL_TEST_MAIN(NoBreakTest)
#include "tst_no_break.moc"
