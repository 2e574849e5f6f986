// redactKnown(): a secret in use is found by its value in whatever shape a server repeats it, and what else stands there stays.
#include "app/base/known_secrets.h"
#include "app/base/log.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QThread>

using namespace postreel;

namespace {

const QByteArray token = "Zx9_q~Lk-4/Tt+b2=HALF.way?&<Nn>'8";

QByteArray percentAll(const QByteArray &text, const char *before)
{
    QByteArray all;
    for (const char c : text)
        all += before + QByteArray(1, c).toHex();
    return all;
}

QByteArray unicodeEscaped(const QByteArray &text, const QByteArray &slash)
{
    QByteArray all;
    for (const char c : text)
        all += slash + "u00" + QByteArray(1, c).toHex();
    return all;
}

QByteArray entities(const QByteArray &text, bool hex)
{
    QByteArray all;
    for (const char c : text)
        all += "&#" + (hex ? QByteArray(1, c).toHex().toUpper().prepend('x') : QByteArray::number(static_cast<uchar>(c))) + ';';
    return all;
}

// As X's are: about 110 letters.
const QByteArray longToken = "WnQ4bTdRc3pLdVZ5eEhqM0pZaXNkN2tQb1JtQ2ZFdDhnVW5YYUxxMjVvSzZ6OjE3NjQ0ODE2MDAwMDA6MTowOmF0OjF-Zk9_w.x-9Lq7HsYz2R";

QByteArray broken(const QByteArray &text, qsizetype each, const QByteArray &between)
{
    QByteArray lines;
    for (qsizetype at = 0; at < text.size(); at += each)
        lines += (at == 0 ? QByteArray() : between) + text.mid(at, each);
    return lines;
}

QByteArray base32(const QByteArray &text)
{
    QByteArray all;
    uint bits = 0;
    int held = 0;
    for (const char c : text) {
        bits = bits << 8 | static_cast<uchar>(c);
        for (held += 8; held >= 5; held -= 5)
            all += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[bits >> (held - 5) & 31];
    }
    return all;
}

} // namespace

class TestKnownSecrets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isFoundInEveryShape_data();
    void isFoundInEveryShape();
    void isFoundInsideBase64_data();
    void isFoundInsideBase64();
    void whatElseStandsThereStays();
    void isKnownAsLongAsItIsHeld();
    void severalAtOnce();
    void shortOnes();
    void longOnes();
    void isFoundWrappedOrCut_data();
    void isFoundWrappedOrCut();
    void takesTimeAsTheTextDoes();
    void everyLineOfTheLog();
    void anyThread();
};

void TestKnownSecrets::isFoundInEveryShape_data()
{
    QTest::addColumn<QByteArray>("shape");
    const auto row = [](const char *name, const QByteArray &shape) { QTest::newRow(name) << shape; };
    row("plain", token);
    row("upper case, as a header's name", token.toUpper());
    row("lower case", token.toLower());
    row("percent", token.toPercentEncoding());
    row("percent, lower case", token.toPercentEncoding().toLower());
    row("percent, every letter", percentAll(token, "%"));
    row("percent, every letter, upper case", percentAll(token, "%").toUpper());
    row("percent twice", token.toPercentEncoding().toPercentEncoding());
    row("JSON", QJsonDocument(QJsonObject{{QStringLiteral("a"), QString::fromLatin1(token)}}).toJson());
    row("JSON with escaped slashes", QByteArray(token).replace('/', "\\/"));
    row("JSON, \\u", unicodeEscaped(token, "\\"));
    row("JSON inside JSON, \\u", unicodeEscaped(token, "\\\\"));
    row("\\x", percentAll(token, "\\x"));
    row("HTML", QString::fromLatin1(token).toHtmlEscaped().toUtf8());
    row("HTML, numbers", entities(token, false));
    row("HTML, hex numbers", entities(token, true));
    row("hex", token.toHex());
    row("hex, upper case", token.toHex().toUpper());
    row("Base64", token.toBase64());
    row("Base64, URL alphabet", token.toBase64(QByteArray::Base64UrlEncoding));
    row("Base64, percent", token.toBase64().toPercentEncoding());
    row("mixed", token.left(10).toPercentEncoding() + unicodeEscaped(token.mid(10, 10), "\\") + entities(token.mid(20), true));
}

void TestKnownSecrets::isFoundInEveryShape()
{
    QFETCH(QByteArray, shape);
    const KnownSecret known(token);
    const QByteArray clean = redactKnown("before " + shape + " after");
    QVERIFY2(clean.startsWith("before ") && clean.endsWith(" after"), clean.constData());
    QVERIFY2(clean.contains("[redacted]"), clean.constData());
    // No eight letters of it are left.
    for (qsizetype at = 0; at + 8 <= shape.size(); ++at)
        QVERIFY2(!clean.contains(shape.mid(at, 8)) || shape.startsWith('{'), clean.constData());
    QVERIFY(!redact(QString::fromLatin1("before " + shape)).contains(QString::fromLatin1(shape)));
}

void TestKnownSecrets::isFoundInsideBase64_data()
{
    QTest::addColumn<QByteArray>("before");
    for (const char *before : {"", "i", "id", "id:", "user:"})
        QTest::addRow("behind '%s'", before) << QByteArray(before);
}

void TestKnownSecrets::isFoundInsideBase64()
{
    QFETCH(QByteArray, before);
    const KnownSecret known(token);
    for (const auto options : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding})
        for (const char *after : {"", "x", ":and more"}) {
            const QByteArray whole = QByteArray(before + token + after).toBase64(options);
            const QByteArray clean = redactKnown("Basic " + whole);
            QVERIFY2(clean.contains("[redacted]"), clean.constData());
            // At each end, one letter belongs to what stands beside it, too.
            QVERIFY2(clean.size() <= whole.size() - token.size() + 16, clean.constData());
        }
}

void TestKnownSecrets::whatElseStandsThereStays()
{
    const KnownSecret known(token);
    const QString text = QStringLiteral("Your media IDs are invalid \u2013 \u00e4 \U0001F642, 100 %41 \\u0041 &#65;");
    QCOMPARE(redactKnown(text), text);
    QCOMPARE(redactKnown(QString(text % QString::fromLatin1(token))), QString(text % QStringLiteral("[redacted]")));
    QByteArray noise;
    for (int i = 0; i < 256; ++i)
        noise += static_cast<char>(i);
    QCOMPARE(redactKnown(noise), noise);
}

void TestKnownSecrets::isKnownAsLongAsItIsHeld()
{
    {
        const KnownSecret one(token);
        KnownSecret other(token);
        const KnownSecret copy = other; // NOLINT
        other = KnownSecret();
        QCOMPARE(redactKnown(token), QByteArray("[redacted]"));
    }
    QCOMPARE(redactKnown(token), token);
    const KnownSecret again(token);
    QCOMPARE(redactKnown(token), QByteArray("[redacted]"));
}

void TestKnownSecrets::severalAtOnce()
{
    const KnownSecret one(token);
    const KnownSecret other("another-secret-of-it");
    QCOMPARE(redactKnown("a " + token + " b another-secret-of-it c"), QByteArray("a [redacted] b [redacted] c"));
}

void TestKnownSecrets::shortOnes()
{
    const KnownSecret letter("a");
    const KnownSecret word("pass1");
    QCOMPARE(redactKnown(QByteArray("a banana, compass12, pass1-x and pass1.")), QByteArray("a banana, compass12, pass1-x and pass1."));
    QCOMPARE(redactKnown(QByteArray("said pass1, and \"pass1\"")), QByteArray("said [redacted], and \"[redacted]\""));
}

void TestKnownSecrets::longOnes()
{
    QByteArray jwt;
    for (int i = 0; i < 600; ++i)
        jwt += QByteArray::number(i * 7919 % 10007, 36);
    const KnownSecret known(jwt);
    for (const QByteArray &shape : {jwt, jwt.toPercentEncoding(), unicodeEscaped(jwt, "\\"), jwt.toBase64()}) {
        const QByteArray clean = redactKnown("<" + shape + ">");
        QVERIFY(clean.contains("[redacted]"));
        for (qsizetype at = 0; at + 24 <= shape.size(); ++at)
            QVERIFY2(!clean.contains(shape.mid(at, 24)), clean.constData());
    }
}

void TestKnownSecrets::isFoundWrappedOrCut_data()
{
    QTest::addColumn<QByteArray>("shape");
    const auto row = [](const char *name, const QByteArray &shape) { QTest::newRow(name) << shape; };
    row("Base64 in lines of 76", broken(longToken.toBase64(), 76, "\r\n"));
    row("Base64 in lines of 76, folded as a header", broken(longToken.toBase64(), 76, "\r\n\t"));
    row("Base64 in lines, in JSON", broken(longToken.toBase64(), 76, "\\r\\n"));
    row("Base64 in lines, percent", broken(longToken.toBase64(), 76, "%0D%0A"));
    row("in lines of 40", broken(longToken, 40, "\n"));
    row("in lines of 10", broken(longToken, 10, "\n"));
    row("in lines of 40, indented", broken(longToken, 40, "\n    "));
    row("quoted-printable", broken(longToken, 75, "=\r\n"));
    row("quoted-printable in JSON", broken(longToken, 40, "=\\r\\n"));
    row("JSON escapes between", broken(longToken, 40, "\\n"));
    row("JSON in JSON between", broken(longToken, 8, "\\\\n"));
    row("percent between", broken(longToken, 40, "%0A"));
    row("percent twice between", broken(longToken, 40, "%250a"));
    row("entities between", broken(longToken, 40, "&#10;"));
    row("hex in lines", broken(longToken.toHex(), 60, "\n"));
    row("hex in pairs", longToken.toHex(' '));
    row("Base32", base32(longToken));
    row("Base32 behind two letters", base32("id" + longToken));
    row("Base32 in lines", broken(base32(longToken), 64, "\n"));
    row("its first 60", longToken.left(60));
    row("its last 60", longToken.right(60));
    row("16 of it", longToken.mid(30, 16));
    row("its first 60 in Base64", longToken.left(60).toBase64());
    row("the midst of its Base64", longToken.toBase64().mid(30, 60));
}

void TestKnownSecrets::isFoundWrappedOrCut()
{
    QFETCH(QByteArray, shape);
    const KnownSecret known(longToken);
    const QByteArray clean = redactKnown("before: " + shape + " :after");
    QVERIFY2(clean.startsWith("before: ") && clean.endsWith(" :after"), clean.constData());
    // Letters at the ends of an encoding belong to what stands beside it, too.
    QVERIFY2(clean.contains("[redacted]") && clean.size() <= 15 + 10 + 6, clean.constData());
    QCOMPARE(redactKnown(clean), clean);
}

// Were it to read on from each letter, this would not end.
void TestKnownSecrets::takesTimeAsTheTextDoes()
{
    constexpr qsizetype bytes = 1 << 20;
    QVector<KnownSecret> known{KnownSecret(longToken), KnownSecret("pass-word")};
    for (int i = 0; i < 18; ++i)
        known << KnownSecret("secret-" + QByteArray::number(i) + '-' + longToken.mid(i, 60));
    const QByteArrayList noise{"\\", "%25", "&#0", " \n", longToken.left(15) + '!'};
    for (const QByteArray &letters : noise) {
        const QByteArray around = letters.repeated(bytes / letters.size());
        const QByteArray clean = redactKnown(around + '|' + longToken + "| pass-word");
        QVERIFY(clean == around + "|[redacted]| [redacted]");
    }
}

void TestKnownSecrets::everyLineOfTheLog()
{
    const KnownSecret known(token);
    const QString line = QStringLiteral("X-Echo-%1: 1").arg(QString::fromLatin1(token.toPercentEncoding().toLower()));
    QCOMPARE(redact(line), QStringLiteral("X-Echo-[redacted]: 1"));
}

void TestKnownSecrets::anyThread()
{
    const KnownSecret known(token);
    QVector<QThread *> threads;
    std::atomic<int> missed{0};
    for (int i = 0; i < 4; ++i) {
        threads << QThread::create([i, &missed] {
            for (int n = 0; n < 50; ++n) {
                const QByteArray own = "secret-of-thread-" + QByteArray::number(i) + '-' + QByteArray::number(n);
                const KnownSecret mine(own);
                missed += redactKnown(own + ' ' + token).contains(own) ? 1 : 0;
            }
        });
        threads.last()->start();
    }
    for (QThread *thread : threads) {
        thread->wait();
        delete thread;
    }
    QCOMPARE(missed.load(), 0);
}

QTEST_GUILESS_MAIN(TestKnownSecrets)
#include "tst_known_secrets.moc"
