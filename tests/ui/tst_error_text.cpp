#include "tests/support/test_main.h"
#include "ui/error_text.h"

using namespace postreel;

class ErrorTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindSaysTheNextStep_data();
    void everyKindSaysTheNextStep();
    void noErrorHasNoWords();
    void namesTheFile();
    void namesTheSubjectWithoutAFile();
    void keepsTheWordsOfX();
    void limitSaysWhen();
    void aFrameBehindTheEndSaysBothTimes();
    void shownNames_data();
    void shownNames();
    void shownWordsHoldNoControls();
    void problems();
};

void ErrorTextTest::everyKindSaysTheNextStep_data()
{
    QTest::addColumn<QString>("kind");
    for (const QString &name : errorKindNames())
        if (name != QLatin1String("None"))
            QTest::newRow(qPrintable(name)) << name;
}

void ErrorTextTest::everyKindSaysTheNextStep()
{
    QFETCH(QString, kind);
    for (const QString &file : {QString(), QStringLiteral("/films/a.mp4")}) {
        const QString words = sentence(Error{.kind = errorKindOf(kind)}, file);
        QVERIFY2(words.size() > 40, qPrintable(words));
        QVERIFY2(words.endsWith(u'.'), qPrintable(words));
        // A next step is something to do, or that nothing has to be done.
        static const QRegularExpression step(
            QStringLiteral(
                "\\b(add|retry|again|mend|check|insert|make|wait|change|resume|sign in|goes on|convert|replace|choose)\\b"),
            QRegularExpression::CaseInsensitiveOption);
        QVERIFY2(step.match(words).hasMatch(), qPrintable(words));
        QVERIFY2(!words.contains(u'%'), qPrintable(words));
    }
}

void ErrorTextTest::noErrorHasNoWords()
{
    QCOMPARE(sentence(Error{}, QStringLiteral("/a.mp4")), QString());
    QCOMPARE(sentence(Error{.said = QStringLiteral("words")}, QString()), QString());
}

void ErrorTextTest::namesTheFile()
{
    const QString words = sentence(Error{.kind = ErrorKind::Empty}, QStringLiteral("/films/harbour.mp4"));
    QVERIFY(words.contains(QStringLiteral("\u2068harbour.mp4\u2069")));
    QVERIFY(!words.contains(QStringLiteral("/films")));
}

void ErrorTextTest::namesTheSubjectWithoutAFile()
{
    const Error error{.kind = ErrorKind::Missing, .subject = QStringLiteral("100% %1 %2.mp4")};
    QVERIFY(sentence(error, QString()).contains(QStringLiteral("\u2068100% %1 %2.mp4\u2069")));
}

void ErrorTextTest::keepsTheWordsOfX()
{
    const Error error{.kind = ErrorKind::Forbidden,
                      .http = 403,
                      .said = QStringLiteral("You are not allowed to post a video longer than 2 minutes")};
    QVERIFY(
        sentence(error, QString())
            .endsWith(QStringLiteral("X says: “You are not allowed to post a video longer than 2 minutes”")));
}

void ErrorTextTest::limitSaysWhen()
{
    const QDateTime now(QDate(2026, 9, 3), QTime(14, 20));
    Error error{.kind = ErrorKind::RateLimited, .http = 429};
    QVERIFY(!sentence(error, QString(), now.toMSecsSinceEpoch()).contains(QStringLiteral("14:35")));
    error.resetsAtMs = now.addSecs(900).toMSecsSinceEpoch();
    QVERIFY(sentence(error, QString(), now.toMSecsSinceEpoch()).contains(QStringLiteral("14:35")));
}

void ErrorTextTest::aFrameBehindTheEndSaysBothTimes()
{
    Error error{.kind = ErrorKind::NoSuchFrame, .wantedMs = 99'000, .lengthMs = 5000};
    QCOMPARE(sentence(error, QString()),
             QStringLiteral("The film is 0:05 long: there is no frame at 1:39. Choose an earlier time."));
    error.subject = QStringLiteral("%2.mp4");
    QVERIFY(sentence(error, QString()).startsWith(QStringLiteral("The film \u2068%2.mp4\u2069 is 0:05 long")));
    error.wantedMs = 5300; // they never read the same
    QVERIFY(sentence(error, QString()).contains(QStringLiteral("is 0:00:05.000 long: there is no frame at 0:00:05.300")));
}

void ErrorTextTest::shownNames_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << QStringLiteral("/a/b.mp4") << QStringLiteral("b.mp4");
    QTest::newRow("quotes") << QStringLiteral("/a/\"b\".mp4") << QStringLiteral("\"b\".mp4");
    QTest::newRow("emoji") << QStringLiteral("/a/🎬.mp4") << QStringLiteral("🎬.mp4");
    QTest::newRow("right to left") << QStringLiteral("/a/فيلم.mp4") << QStringLiteral("فيلم.mp4");
    QTest::newRow("newline") << QStringLiteral("/a/b\nc.mp4") << QStringLiteral("b\ufffdc.mp4");
    QTest::newRow("override") << QStringLiteral("/a/\u202egpj.mp4") << QStringLiteral("\ufffdgpj.mp4");
    QTest::newRow("isolate end") << QStringLiteral("/a/\u2069b.mp4") << QStringLiteral("\ufffdb.mp4");
    QTest::newRow("escape") << QStringLiteral("/a/\u001b[31mb.mp4") << QStringLiteral("\ufffd[31mb.mp4");
    QTest::newRow("markup stays text") << QStringLiteral("/a/<b>.mp4") << QStringLiteral("<b>.mp4");
    QTest::newRow("no name") << QStringLiteral("/") << QStringLiteral("/");
    QTest::newRow("long") << QString(QStringLiteral("/") + QString(100, u'a') + QStringLiteral(".mp4"))
                          << QString(QString(30, u'a') + u'…' + QString(25, u'a') + QStringLiteral(".mp4"));
    QTest::newRow("long, cut beside pairs")
        << QString(QStringLiteral("🎬").repeated(50)) // no half pairs
        << QString(QStringLiteral("🎬").repeated(15) + u'…' + QStringLiteral("🎬").repeated(14));
}

void ErrorTextTest::shownNames()
{
    QFETCH(QString, path);
    QFETCH(QString, name);
    QCOMPARE(shownName(path), QString(QStringLiteral("\u2068") + name + QStringLiteral("\u2069")));
}

void ErrorTextTest::shownWordsHoldNoControls()
{
    QCOMPARE(shownWords(QStringLiteral(" one\ntwo\u001b[0m\u202e ")), QStringLiteral("one\ntwo [0m"));
}

void ErrorTextTest::problems()
{
    QCOMPARE(
        problemText({QStringLiteral("frame rate"), QStringLiteral("120 fps"), QStringLiteral("60 fps"), {}}),
        QStringLiteral("Frame rate 120 fps, X takes 60 fps"));
    QCOMPARE(problemText({QStringLiteral("content"), QStringLiteral("text/plain"), {}, {}}),
             QStringLiteral("Content text/plain"));
    QCOMPARE(problemWithCure({QStringLiteral("frame rate"), QStringLiteral("120 fps"), QStringLiteral("60 fps"),
                              QStringLiteral("Reduce it to 60 fps")}),
             QStringLiteral("Frame rate 120 fps, X takes 60 fps (Reduce it to 60 fps)"));
    QCOMPARE(problemWithCure({QStringLiteral("content"), QStringLiteral("text/plain"), {}, {}}),
             QStringLiteral("Content text/plain"));
    for (const QString &name : verdictNames())
        QVERIFY(!verdictText(verdictOf(name)).isEmpty());
    QCOMPARE(verdictText(Verdict::Ready, true), QStringLiteral("Ready, as far as can be told without ffmpeg"));
    QCOMPARE(verdictText(Verdict::WillBeRefused, true), verdictText(Verdict::WillBeRefused));
}

POSTREEL_TEST_MAIN(ErrorTextTest)
#include "tst_error_text.moc"
