#include "ui/no_break.h"

#include <QRegularExpression>
#include <array>

namespace postreel {

namespace {

struct Rule
{
    QRegularExpression place; // where no line may break
    QString joint;            // what is put there instead
};

QRegularExpression placed(const char *pattern)
{
    return QRegularExpression(QString::fromUtf8(pattern), QRegularExpression::UseUnicodePropertiesOption);
}

const std::array<Rule, 4> &rules()
{
    static const QString space = QStringLiteral("\u00a0");
    static const QString joiner = QStringLiteral("\u2060");
    static const std::array<Rule, 4> all{{
        // a number and its unit
        {placed("(?<=\\d) (?=(?:%|(?:bytes|[kKMGT]i?B(?:/s)?|fps|bit|ms|min|s|h|px)\\b))"), space},
        // width and height
        {placed("(?<=\\d) (?=×)|(?<=×) (?=\\d)"), space},
        // H.264, AAC-LC, E-AC-3, 8-bit; after a hyphen there is no line break before a digit
        {placed("(?<=\\bH\\.)(?=\\d)|(?<=\\bAAC-)(?=\\w)|(?<=\\bHE-)(?=AAC)|(?<=\\bE-)(?=AC-)|(?<=\\d-)(?=bit\\b)"), joiner},
        // MB/s
        {placed("(?<=B/)(?=s\\b)"), joiner},
    }};
    return all;
}

} // namespace

QString noBreak(const QString &text)
{
    QString whole = text;
    for (const Rule &rule : rules())
        whole.replace(rule.place, rule.joint);
    return whole;
}

} // namespace postreel
