// The words of signing in: each value of each enum has its own, and each failure a way on.
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/window/connect/sign_in_text.h"

#include <QRegularExpression>
#include <QSet>

using namespace postreel;
using namespace postreel::testing;

namespace {

constexpr SignInEnd ends[]{SignInEnd::SignedIn,    SignInEnd::Denied,     SignInEnd::ErrorFromX,
                           SignInEnd::TimedOut,    SignInEnd::CodeRefused, SignInEnd::AppRefused,
                           SignInEnd::ScopeMissing, SignInEnd::NoUser,     SignInEnd::Failed};
constexpr StoreOutcome outcomes[]{StoreOutcome::Stored,  StoreOutcome::Locked,   StoreOutcome::Absent,
                                  StoreOutcome::Refused, StoreOutcome::TimedOut, StoreOutcome::Damaged};

AccountRecord account(const char *handle)
{
    return {.key = text("api.x.com/") % text(handle), .userId = text(handle), .handle = text(handle), .name = text("Ann")};
}

SignInOutcome outcome(SignInEnd end)
{
    return {.end = end,
            .account = account("ann"),
            .missing = {text("media.write"), text("offline.access")},
            .error = {.kind = ErrorKind::ServerError, .http = 503, .detail = text("over capacity"), .source = ErrorSource::X}};
}

AccountView view(const char *handle)
{
    return {.key = text("api.x.com/") % text(handle), .label = u'@' % text(handle), .userId = text(handle)};
}

} // namespace

class SignInTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyEndHasItsWords();
    void aClockThatIsOffIsTold();
    void anXOutOfReachIsTriedAgain();
    void theNextStepFits_data();
    void theNextStepFits();
    void whatXSaidIsTold();
    void missingScopesAreNamed();
    void whoIsSignedInIsNamed();
    void anotherUserIsNotWhoWasMeant();
    void aTokenOfTheRunIsComparedByItsUser();
    void whatTheKeychainDidIsTold();
    void everyPastedThingHasItsWords();
    void signingOutTellsWhatIsLeft();
    void namesCannotBendTheSentence();
};

void SignInTextTest::everyEndHasItsWords()
{
    for (const bool byToken : {false, true}) {
        QSet<QString> titles;
        QSet<QString> texts;
        for (const SignInEnd end : ends) {
            const SignInWords words = wordsFor(outcome(end), {.byToken = byToken});
            QVERIFY2(!words.title.isEmpty() && !words.button.isEmpty(), qPrintable(nameOf(end)));
            QVERIFY2(words.text.size() > 40, qPrintable(words.text));
            QVERIFY2(!words.text.contains(u'%') && !words.title.contains(u'%'), qPrintable(words.text));
            titles.insert(words.title);
            texts.insert(words.text);
            QCOMPARE(words.signedIn, end == SignInEnd::SignedIn);
            QCOMPARE(words.to == ConnectStep::End, end == SignInEnd::SignedIn);
        }
        QCOMPARE(titles.size(), int(std::size(ends)));
        QCOMPARE(texts.size(), int(std::size(ends)));
    }
}

void SignInTextTest::aClockThatIsOffIsTold()
{
    for (const SignInEnd end : ends) {
        SignInOutcome off = outcome(end);
        const SignInWords right = wordsFor(off, {});
        off.clockAheadMs = -3 * 3600 * 1000;
        const SignInWords told = wordsFor(off, {});
        QCOMPARE(told.text != right.text, end != SignInEnd::SignedIn);
        QCOMPARE(told.text.contains(QStringLiteral("clock")), end != SignInEnd::SignedIn);
        off.clockAheadMs = 60'000;
        QCOMPARE(wordsFor(off, {}).text, right.text);
    }
}

// The token is not to blame where nobody was asked about it.
void SignInTextTest::anXOutOfReachIsTriedAgain()
{
    for (const bool byToken : {false, true}) {
        const SignInWords words =
            wordsFor({.end = SignInEnd::Failed, .error = {.kind = ErrorKind::NotReached}}, {.byToken = byToken});
        QCOMPARE(words.button, text("&Try again"));
        QCOMPARE(words.text, text("X cannot be reached. Check your network, then try again."));
        QVERIFY2(!words.title.contains(text("does not say")), qPrintable(words.title));
    }
    const SignInOutcome refused{.end = SignInEnd::NoUser, .error = {.kind = ErrorKind::NotSignedIn, .http = 401}};
    QCOMPARE(wordsFor(refused, {.byToken = true}).button, text("Paste another &token"));
}

void SignInTextTest::theNextStepFits_data()
{
    QTest::addColumn<SignInEnd>("end");
    QTest::addColumn<ConnectStep>("browser");
    QTest::addColumn<ConnectStep>("token");
    const auto row = [](SignInEnd end, ConnectStep browser, ConnectStep token) {
        QTest::newRow(qPrintable(nameOf(end))) << end << browser << token;
    };
    using enum ConnectStep;
    row(SignInEnd::SignedIn, End, End);
    row(SignInEnd::Denied, Browser, Token);
    row(SignInEnd::ErrorFromX, Register, Register);
    row(SignInEnd::TimedOut, Browser, Token);
    row(SignInEnd::CodeRefused, Browser, Token);
    row(SignInEnd::AppRefused, Keys, Keys);
    row(SignInEnd::ScopeMissing, Register, Token);
    row(SignInEnd::NoUser, Browser, Token);
    row(SignInEnd::Failed, Browser, Token);
}

void SignInTextTest::theNextStepFits()
{
    QFETCH(SignInEnd, end);
    QFETCH(ConnectStep, browser);
    QFETCH(ConnectStep, token);
    QCOMPARE(wordsFor(outcome(end), {}).to, browser);
    QCOMPARE(wordsFor(outcome(end), {.byToken = true}).to, token);
}

void SignInTextTest::whatXSaidIsTold()
{
    for (const SignInEnd end : {SignInEnd::ErrorFromX, SignInEnd::CodeRefused, SignInEnd::AppRefused,
                                SignInEnd::NoUser, SignInEnd::Failed})
        QVERIFY2(wordsFor(outcome(end), {}).text.contains(text("over capacity")), qPrintable(nameOf(end)));
    // Without words of X's, none are made up.
    for (const SignInEnd end : ends)
        QVERIFY(!wordsFor({.end = end, .missing = {text("media.write")}}, {}).text.contains(text("X says")));
}

void SignInTextTest::missingScopesAreNamed()
{
    for (const bool byToken : {false, true}) {
        const QString words = wordsFor(outcome(SignInEnd::ScopeMissing), {.byToken = byToken}).text;
        QVERIFY2(words.contains(text("media.write")) && words.contains(text("offline.access")), qPrintable(words));
    }
}

void SignInTextTest::whoIsSignedInIsNamed()
{
    const QString title = wordsFor(outcome(SignInEnd::SignedIn), {}).title;
    QVERIFY2(title.contains(text("@ann")) && title.contains(text("Ann")), qPrintable(title));
    // Nothing in brackets where there is nothing to put there.
    SignInOutcome nameless = outcome(SignInEnd::SignedIn);
    nameless.account.name.clear();
    QVERIFY(!wordsFor(nameless, {}).title.contains(u'('));
}

void SignInTextTest::anotherUserIsNotWhoWasMeant()
{
    const SignInWords words = wordsFor(outcome(SignInEnd::SignedIn), {.again = view("bob")});
    QVERIFY(!words.signedIn);
    QVERIFY2(words.title.contains(text("@ann")) && words.title.contains(text("@bob")), qPrintable(words.title));
    QVERIFY(words.title.indexOf(text("@ann")) < words.title.indexOf(text("@bob")));
    QVERIFY2(words.text.contains(text("keeps waiting")), qPrintable(words.text));
    QCOMPARE(words.to, ConnectStep::Browser);
    QVERIFY(wordsFor(outcome(SignInEnd::SignedIn), {.again = view("ann")}).signedIn);
    // That one's sign-in is there, too: what the keychain did with it is said where it did not keep it.
    QVERIFY(!words.text.contains(text("keychain")));
    SignInOutcome unkept = outcome(SignInEnd::SignedIn);
    unkept.kept = StoreOutcome::Absent;
    QVERIFY(wordsFor(unkept, {.again = view("bob")}).text.contains(keptText(StoreOutcome::Absent)));
}

void SignInTextTest::aTokenOfTheRunIsComparedByItsUser()
{
    AccountView given = view("ann");
    given.key = text("api.x.com");
    QVERIFY(wordsFor(outcome(SignInEnd::SignedIn), {.again = given}).signedIn);
    given.userId.clear(); // not known: nobody is accused of being another
    QVERIFY(wordsFor(outcome(SignInEnd::SignedIn), {.again = given}).signedIn);
    given.userId = text("bob");
    QVERIFY(!wordsFor(outcome(SignInEnd::SignedIn), {.again = given}).signedIn);
}

void SignInTextTest::whatTheKeychainDidIsTold()
{
    QSet<QString> kept;
    QSet<QString> bars;
    for (const StoreOutcome store : outcomes) {
        const bool stored = store == StoreOutcome::Stored;
        const QString words = keptText(store);
        QCOMPARE(words.startsWith(text("For this session only")), !stored);
        QCOMPARE(words.contains(text("try the keychain again")), !stored);
        SignInOutcome ended = outcome(SignInEnd::SignedIn);
        ended.kept = store;
        QVERIFY2(wordsFor(ended, {}).text.contains(words), qPrintable(nameOf(store)));
        // Who wanted it for this session only is not told to fix the keychain.
        QVERIFY2(!wordsFor(ended, {.keep = false}).text.contains(text("keychain")), qPrintable(nameOf(store)));
        const QString bar = keychainText(text("@ann"), store);
        QCOMPARE(bar.isEmpty(), stored);
        QCOMPARE(bar.contains(text("@ann")), !stored);
        kept.insert(words);
        bars.insert(bar);
    }
    QCOMPARE(kept.size(), int(std::size(outcomes)));
    QCOMPARE(bars.size(), int(std::size(outcomes)));
}

void SignInTextTest::everyPastedThingHasItsWords()
{
    QSet<QString> all{pastedText(std::nullopt)};
    QVERIFY(pastedText(std::nullopt).startsWith(text("That is neither")));
    QVERIFY(pastedText(CallbackEnd::WrongState).startsWith(text("That belongs to another attempt")));
    for (const CallbackEnd end : {CallbackEnd::Code, CallbackEnd::Denied, CallbackEnd::WrongState,
                                  CallbackEnd::ErrorFromX, CallbackEnd::PortTaken, CallbackEnd::TimedOut})
        all.insert(pastedText(end));
    QCOMPARE(all.size(), 7);
    QVERIFY(!all.contains(QString()));
}

void SignInTextTest::signingOutTellsWhatIsLeft()
{
    const QString plain = signedOutText(text("@ann"), true, StoreOutcome::Stored);
    QVERIFY2(plain.contains(text("@ann")) && !plain.contains(text("keychain")), qPrintable(plain));
    QSet<QString> all{plain};
    for (const StoreOutcome store : outcomes) {
        const QString words = signedOutText(text("@ann"), true, store);
        QCOMPARE(words.contains(text("“postreel”")), store != StoreOutcome::Stored);
        all.insert(words);
        // What was never in the keychain cannot have stayed there.
        QCOMPARE(signedOutText(text("@ann"), false, store), plain);
    }
    QCOMPARE(all.size(), int(std::size(outcomes)));
}

void SignInTextTest::namesCannotBendTheSentence()
{
    SignInOutcome ended = outcome(SignInEnd::SignedIn);
    ended.account.name = QStringLiteral("a\u202Eb\nc\u2069d");
    const QString title = wordsFor(ended, {}).title;
    static const QRegularExpression bends(QStringLiteral("[\\x{202E}\n]"));
    QVERIFY(!title.contains(bends));
    QCOMPARE(title.count(QChar(0x2068)), title.count(QChar(0x2069)));
    ended.end = SignInEnd::ErrorFromX;
    ended.error.detail = QStringLiteral("<b>no\u202E</b>");
    const QString words = wordsFor(ended, {}).text;
    QVERIFY(words.contains(text("<b>no"))); // shown as it is: labels are plain text
    QVERIFY(!words.contains(QChar(0x202e)));
}

POSTREEL_TEST_MAIN(SignInTextTest)
#include "tst_sign_in_text.moc"
