#include "tests/support/test_main.h"
#include "ui/error_text.h"
#include "ui/shown_words.h"
#include "ui/stage_text.h"

using namespace postreel;

namespace {

// Something to do, or that nothing has to be done.
bool saysTheNextStep(const QString &words)
{
    static const QRegularExpression step(
        QStringLiteral("\\b(add|retry|again|ask|check|free|make|keeps trying|wait|change|sign in|continues?|convert|replace"
                       "|choose|set|correct|anyway|find|use)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    return words.size() > 40 && words.endsWith(u'.') && !words.contains(u'%') && step.match(words).hasMatch();
}

} // namespace

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
    void xSaysOnlyWhatXSaid_data();
    void xSaysOnlyWhatXSaid();
    void whoseTheTokenIsIsNoQuotation();
    void certificatesHaveWordsOfTheirOwn();
    void proxiesAreNamed_data();
    void proxiesAreNamed();
    void aRefusedPostBlamesNoUpload();
    void whatTheDiskLacksIsSaid();
    void limitSaysWhen();
    void aFrameBehindTheEndSaysBothTimes();
    void shownNames_data();
    void shownNames();
    void shownWordsHoldNoControls();
    void theAdviceFitsTheFile_data();
    void theAdviceFitsTheFile();
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
        QVERIFY2(sentence(Error{.kind = errorKindOf(kind)}, file).endsWith(u'.'), qPrintable(kind));
        for (const ErrorSituation situation : {ErrorSituation::Failed, ErrorSituation::Waits, ErrorSituation::NeedsFix, ErrorSituation::SigningIn})
            QVERIFY2(saysTheNextStep(sentence(Error{.kind = errorKindOf(kind)}, file, situation)),
                     qPrintable(sentence(Error{.kind = errorKindOf(kind)}, file, situation)));
    }
}

void ErrorTextTest::noErrorHasNoWords()
{
    QCOMPARE(sentence(Error{}, QStringLiteral("/a.mp4")), QString());
    QCOMPARE(sentence(Error{.detail = QStringLiteral("words")}, QString()), QString());
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
                      .detail = QStringLiteral("You are not allowed to post a video longer than 2 minutes"),
                      .source = ErrorSource::X};
    QVERIFY(
        sentence(error, QString())
            .endsWith(QStringLiteral("X says: “You are not allowed to post a video longer than 2 minutes”")));
}

void ErrorTextTest::xSaysOnlyWhatXSaid_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<ErrorSource>("source");
    for (const QString &kind : errorKindNames())
        for (const char *source : {"None", "X", "AuthorizationServer", "Proxy", "Ffmpeg", "System"})
            if (kind != QLatin1String("None"))
                QTest::addRow("%s by %s", qPrintable(kind), source)
                    << errorKindOf(kind) << errorSourceOf(QLatin1String(source));
}

void ErrorTextTest::xSaysOnlyWhatXSaid()
{
    QFETCH(ErrorKind, kind);
    QFETCH(ErrorSource, source);
    const Error error{.kind = kind, .detail = QStringLiteral("these words"), .source = source};
    const QString words = sentence(error, {});
    QVERIFY2(words.endsWith(QStringLiteral("“these words”")), qPrintable(words));
    QCOMPARE(words.contains(QStringLiteral("X says")), source == ErrorSource::X);
    const QString other = withWordsOf(error, QStringLiteral("Text."));
    QCOMPARE(other.contains(QStringLiteral("X says")), source == ErrorSource::X);
    // What nobody said has no such end.
    QCOMPARE(withWordsOf(Error{.kind = kind, .source = source}, QStringLiteral("Text.")), QStringLiteral("Text."));
}

// A name that stands in the sentence is nobody's words.
void ErrorTextTest::whoseTheTokenIsIsNoQuotation()
{
    const Error error{.kind = ErrorKind::NotSignedIn,
                      .detail = QStringLiteral("@bob"),
                      .problem = QStringLiteral("other-user"),
                      .subject = QStringLiteral("@ann")};
    const QString words = sentence(error, {}, ErrorSituation::NeedsSignIn);
    QVERIFY2(words.contains(QStringLiteral("@bob")) && !words.contains(u'“'), qPrintable(words));
}

void ErrorTextTest::certificatesHaveWordsOfTheirOwn()
{
    QStringList seen;
    for (const ErrorCause cause : {ErrorCause::None, ErrorCause::SelfSigned, ErrorCause::UnknownIssuer, ErrorCause::Expired,
                                     ErrorCause::NotYetValid, ErrorCause::OtherHost, ErrorCause::OldTls, ErrorCause::NoTls}) {
        const Error error{.kind = ErrorKind::TlsFailed, .cause = cause};
        const QString words = sentence(error, {});
        const QString inShort = waitText(WaitReason::Certificate, 0, 0, error);
        QVERIFY2(!seen.contains(words), qPrintable(words));
        QVERIFY(!inShort.isEmpty());
        QVERIFY2(!words.contains(QStringLiteral("sign in")) && !inShort.contains(QStringLiteral("sign in")), qPrintable(words));
        // Of this connection alone: much may have gone over another one before.
        QVERIFY2(words.contains(QStringLiteral(" nothing")) && words.contains(QStringLiteral(" sends ")), qPrintable(words));
        seen << words;
    }
    QVERIFY(seen[1].contains(QStringLiteral("--ca-file")));
    QVERIFY(seen[3].contains(QStringLiteral("expired")));
    QVERIFY(seen[4].contains(QStringLiteral("Correct the clock")));
    QVERIFY(seen[6].contains(QStringLiteral("TLS 1.2")));
}

void ErrorTextTest::proxiesAreNamed_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<WaitReason>("reason");
    QTest::newRow("away") << ErrorKind::ProxyFailed << WaitReason::Proxy;
    QTest::newRow("forbids") << ErrorKind::ProxyRefused << WaitReason::Proxy;
    QTest::newRow("407") << ErrorKind::ProxySignIn << WaitReason::ProxySignIn;
}

void ErrorTextTest::proxiesAreNamed()
{
    QFETCH(ErrorKind, kind);
    QFETCH(WaitReason, reason);
    const Error error{.kind = kind, .subject = QStringLiteral("proxy.example:3128")};
    QVERIFY(sentence(error, {}).startsWith(QStringLiteral("The proxy proxy.example:3128 ")));
    QCOMPARE(sentence(error, QStringLiteral("/films/a.mp4")), sentence(error, {})); // it is not about the file
    QVERIFY(waitText(reason, 0, 0, error).startsWith(QStringLiteral("The proxy proxy.example:3128 ")));
    const Error unusable{.kind = ErrorKind::ProxyUnusable, .subject = QStringLiteral("https_proxy")};
    QVERIFY(sentence(unusable, {}).startsWith(QStringLiteral("The proxy set by https_proxy cannot be used")));
}

void ErrorTextTest::aRefusedPostBlamesNoUpload()
{
    for (const ErrorSituation situation : {ErrorSituation::NotDone, ErrorSituation::Failed}) {
        Error error{.kind = ErrorKind::Forbidden, .http = 403};
        QVERIFY(sentence(error, {}, situation).contains(QStringLiteral("media.write")));
        error.cause = ErrorCause::CreatePost;
        QVERIFY(!sentence(error, {}, situation).contains(QStringLiteral("media.write")));
        QVERIFY(sentence(error, {}, situation).contains(QStringLiteral("tweet.write")));
        error.cause = ErrorCause::FinishMedia;
        QVERIFY(!sentence(error, {}, situation).contains(QStringLiteral(".write")));
        error.cause = ErrorCause::ReadAccount;
        QVERIFY(!sentence(error, {}, situation).contains(QStringLiteral(".write")));
    }
}

void ErrorTextTest::whatTheDiskLacksIsSaid()
{
    const QString file = QStringLiteral("/films/a.mp4");
    const QString fixture = sentence({.kind = ErrorKind::Storage, .detail = QStringLiteral("1.2 GB"), .cause = ErrorCause::RoomForFix}, file,
                                     ErrorSituation::NeedsFix);
    QVERIFY2(fixture.contains(QStringLiteral("1.2 GB")) && !fixture.contains(QStringLiteral("“")), qPrintable(fixture));
    QVERIFY(sentence({.kind = ErrorKind::Storage, .cause = ErrorCause::DiskFull}, file).startsWith(QStringLiteral("The disk is full")));
    QVERIFY(sentence({.kind = ErrorKind::Storage, .cause = ErrorCause::FileSizeLimit}, file).contains(QStringLiteral("ulimit -f")));
}

void ErrorTextTest::limitSaysWhen()
{
    const QDateTime now(QDate(2026, 9, 3), QTime(14, 20));
    Error error{.kind = ErrorKind::RateLimited, .http = 429};
    QVERIFY(!sentence(error, QString(), ErrorSituation::Waits, now.toMSecsSinceEpoch()).contains(QStringLiteral("14:35")));
    error.resetsAtMs = now.addSecs(900).toMSecsSinceEpoch();
    for (const ErrorSituation situation : {ErrorSituation::Waits, ErrorSituation::Failed})
        QVERIFY(sentence(error, QString(), situation, now.toMSecsSinceEpoch()).contains(QStringLiteral("14:35")));
}

void ErrorTextTest::aFrameBehindTheEndSaysBothTimes()
{
    Error error{.kind = ErrorKind::NoSuchFrame, .wantedMs = 99'000, .lengthMs = 5000};
    QCOMPARE(sentence(error, QString()),
             QStringLiteral("The video is 0:05 long: there is no frame at 1:39. Choose an earlier time."));
    error.subject = QStringLiteral("%2.mp4");
    QVERIFY(sentence(error, QString()).startsWith(QStringLiteral("The video \u2068%2.mp4\u2069 is 0:05 long")));
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

void ErrorTextTest::theAdviceFitsTheFile_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("field"); // of a problem that it has; empty: none
    QTest::addColumn<bool>("fixed");
    QTest::addColumn<bool>("convert");
    const auto row = [](const char *tag, const char *type, const char *field, bool fixed, bool convert) {
        QTest::newRow(tag) << QString::fromLatin1(type) << QString::fromLatin1(field) << fixed << convert;
    };
    row("nothing is known", "", "", false, false);
    row("MP4 with H.264 and AAC", "video/mp4", "", false, false);
    row("the same, with too many frames", "video/mp4", "frame rate", false, false);
    row("MP4 with HEVC", "video/mp4", "video codec", false, true);
    row("MP4 with Opus", "video/mp4", "audio codec", false, true);
    row("WebM", "video/webm", "", false, true);
    row("WebM that was fixed", "video/webm", "video codec", true, false);
    row("a picture", "image/png", "", false, false);
    row("a GIF", "image/gif", "", false, false);
}

void ErrorTextTest::theAdviceFitsTheFile()
{
    QFETCH(QString, type);
    QFETCH(QString, field);
    QFETCH(bool, fixed);
    QFETCH(bool, convert);
    UploadView upload;
    upload.file = QStringLiteral("/films/a.mp4");
    upload.facts.mediaType = type;
    upload.fixed = fixed;
    if (!field.isEmpty())
        upload.problems = {{field, {}, {}, {}}};
    upload.error = {.kind = ErrorKind::Rejected, .detail = QStringLiteral("InvalidMedia"), .source = ErrorSource::X};
    const QString words = sentence(upload, ErrorSituation::Failed);
    QCOMPARE(words.contains(QStringLiteral("convert it to MP4 with H.264")), convert);
    QCOMPARE(words.contains(QStringLiteral("export it again")), !convert);
    QVERIFY(words.contains(QStringLiteral("Retry; if that does not help")));
    QVERIFY2(words.startsWith(QStringLiteral("X could not process \u2068a.mp4\u2069. ")), qPrintable(words));
    QVERIFY2(words.endsWith(QStringLiteral("X says: “InvalidMedia”")), qPrintable(words));
    // Every other kind is told as it is without the facts.
    upload.error.kind = ErrorKind::FileChanged;
    QCOMPARE(sentence(upload, ErrorSituation::Failed), sentence(upload.error, upload.file, ErrorSituation::Failed));
}

POSTREEL_TEST_MAIN(ErrorTextTest)
#include "tst_error_text.moc"
