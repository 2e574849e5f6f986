// Words of X on their way to a person, a log or an event: no secret comes through, whatever stands around it.
#include "app/base/known_secrets.h"
#include "app/x/error_mapping.h"
#include "tests/fuzz/error_rules.h"
#include "tests/fuzz/made_json.h"

using namespace postreel;
using namespace postreel::fuzzing;

namespace {

const QString secret = QStringLiteral("q7Zk-4vT9_xW2mB8nR5cL1dH6j");

// Each shape in which FACTS says that a secret travels.
const QStringList &carriers()
{
    static const QStringList all{
        QStringLiteral("Authorization: Bearer %1"),
        QStringLiteral("authorization: basic %1"),
        QStringLiteral("Bearer %1"),
        QStringLiteral(R"("access_token":"%1")"),
        QStringLiteral(R"("refresh_token" : "%1")"),
        QStringLiteral(R"(\"client_secret\": \"%1\")"),
        QStringLiteral("&code=%1&"),
        QStringLiteral("?code_verifier=%1"),
        QStringLiteral("&token=%1"),
        QStringLiteral(R"("id_token":"\"%1")"),
    };
    return all;
}

// What looks like the beginning of another secret may swallow the mark of this one.
bool isPlainSurrounding(const QString &text)
{
    for (const char *word : {"bearer", "basic", "token", "secret", "code", "authorization"})
        if (text.contains(QLatin1String(word), Qt::CaseInsensitive))
            return false;
    return true;
}

void checkPlanted(ByteSource &source)
{
    const QString carrier = carriers().at(source.below(carriers().size()));
    const QString before = source.text(source.byte());
    const QString after = source.text(source.byte());
    if (!isPlainSurrounding(before) || !isPlainSurrounding(after))
        return;
    const QString text = before % u' ' % carrier.arg(secret) % u' ' % after;
    must(!redact(text).contains(secret), "redact() takes a secret out");
    must(!cleanWords(text).contains(secret), "cleanWords() takes a secret out");
    const QJsonObject object{{QStringLiteral("detail"), text}};
    must(!wordsOf(QJsonDocument(object).toJson()).contains(secret), "wordsOf() takes a secret out of JSON");
    must(!wordsOf(text.toUtf8()).contains(secret), "wordsOf() takes a secret out of plain text");
}

void checkAny(const QByteArray &body)
{
    checkWords(wordsOf(body));
    const QString text = QString::fromUtf8(body);
    const QString clean = cleanWords(text);
    checkWords(clean);
    must(isRedacted(cleanWords(clean)), "clean words stay clean");
    const QString once = redact(text);
    must(redact(once) == once, "redact() leaves nothing for a second pass");
}

// A known secret is taken out in whatever it is wrapped, once for all, and what stands around it stays.
void checkKnown(ByteSource &source)
{
    const KnownSecret known(secret.toLatin1());
    const QByteArray wraps[] = {"\r\n", "\\n", "=\r\n", "%0A", " ", ""};
    QByteArray wrapped = source.byte() % 2 == 0 ? secret.toLatin1() : secret.toLatin1().toBase64(QByteArray::OmitTrailingEquals);
    wrapped.insert(1 + source.below(wrapped.size() - 1), wraps[source.below(std::size(wraps))]);
    const QByteArray before = '(' + QByteArray::number(source.byte()) + ' ';
    const QByteArray clean = redactKnown(before + wrapped + " )");
    must(clean.startsWith(before) && clean.endsWith(" )"), "what stands around a secret stays");
    must(clean.contains("[redacted]") && clean.size() <= before.size() + 16, "a wrapped secret is taken out");
    const QByteArray rest = source.rest();
    const QByteArray once = redactKnown(rest + wrapped + rest);
    must(redactKnown(once) == once, "redactKnown() leaves nothing for a second pass");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    ByteSource source(data, size);
    const auto way = source.byte() % 4;
    if (way == 3)
        checkKnown(source);
    else if (way % 2 == 0)
        checkPlanted(source);
    else
        checkAny(source.rest());
    return 0;
}
