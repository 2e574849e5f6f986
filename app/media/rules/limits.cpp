#include "app/media/rules/limits.h"

#include "app/base/enum_names.h"
#include "app/base/log.h"
#include "app/media/rules/limit_words.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

// The linker drops a static library's resources unless Q_INIT_RESOURCE is used, which must be outside a namespace.
static void keepResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace postreel {

namespace {

constexpr EnumNames<Tier, 2> tierNames{{{Tier::Default, "default"}, {Tier::Premium, "premium"}}};
constexpr EnumNames<Outcome, 2> outcomeNames{{{Outcome::Refuse, "refuse"}, {Outcome::Maybe, "maybe"}}};
constexpr EnumNames<FixStep, 19> fixNames{{
    {FixStep::None, "none"},
    {FixStep::Remux, "remux"},
    {FixStep::Video, "video"},
    {FixStep::SlowDown, "slow down"},
    {FixStep::Deinterlace, "deinterlace"},
    {FixStep::Square, "square"},
    {FixStep::Audio, "audio"},
    {FixStep::Thin, "thin"},
    {FixStep::Convert, "convert"},
    {FixStep::Retime, "retime"},
    {FixStep::Keep, "keep"},
    {FixStep::OneSound, "one sound"},
    {FixStep::Animate, "animate"},
    {FixStep::Shrink, "shrink"},
    {FixStep::Trim, "trim"},
    {FixStep::Lengthen, "lengthen"},
    {FixStep::Scale, "scale"},
    {FixStep::Enlarge, "enlarge"},
    {FixStep::Pad, "pad"},
}};

// Returns false if the bound is present but invalid.
bool readBound(const QJsonValue &json, Measure measure, std::optional<LimitRule::Bound> &bound)
{
    if (json.isUndefined())
        return true;
    const bool pair = measure == Measure::FrameSize || measure == Measure::Aspect;
    if (pair != json.isArray() || (pair && json.toArray().size() != 2))
        return false;
    const QJsonArray array = json.toArray();
    bound = pair ? LimitRule::Bound{array[0].toInteger(), array[1].toInteger()}
                 : LimitRule::Bound{json.toInteger(), 0};
    return (*bound)[0] > 0 && (!pair || (*bound)[1] > 0);
}

// Returns false if the list is present but contains anything except words.
bool readWords(const QJsonValue &json, QStringList &words)
{
    for (const QJsonValue &word : json.toArray())
        words << word.toString();
    return json.isUndefined() || (json.isArray() && !words.contains(QString()));
}

// A measure in words has a list, one in numbers has bounds; neither has both.
bool isSound(const LimitRule &rule)
{
    const bool bounded = rule.min || rule.max;
    return !rule.category.isEmpty() && bounded != isInWords(rule.measure) && rule.words.isEmpty() == bounded;
}

std::optional<LimitRule> parseRule(const QJsonObject &json)
{
    const QJsonValue whom = json[QLatin1String("for")];
    const auto tier = enumValue(tierNames, whom.toString());
    const auto measure = measureOf(json[QLatin1String("field")].toString());
    const auto outcome = enumValue(outcomeNames, json[QLatin1String("outcome")].toString());
    const auto fix = enumValue(fixNames, json[QLatin1String("fix")].toString());
    if (!measure || !outcome || !fix || (!tier && !whom.isUndefined()))
        return std::nullopt;
    LimitRule rule{.category = json[QLatin1String("category")].toString(),
                   .tier = tier,
                   .of = json[QLatin1String("of")].toString(),
                   .measure = *measure,
                   .min = {},
                   .max = {},
                   .words = {},
                   .turned = json[QLatin1String("turned")].toBool(),
                   .outcome = *outcome,
                   .fix = *fix};
    const bool read = readBound(json[QLatin1String("min")], *measure, rule.min) &&
                      readBound(json[QLatin1String("max")], *measure, rule.max) &&
                      readWords(json[QLatin1String("one_of")], rule.words);
    return read && isSound(rule) ? std::optional(rule) : std::nullopt;
}

// A limit that X has stated is the newer one, but never raises the published one.
void lower(LimitRule &rule, qint64 said)
{
    if (said > 0 && rule.max)
        (*rule.max)[0] = std::min((*rule.max)[0], said);
}

} // namespace

std::optional<QVector<LimitRule>> parseLimits(const QByteArray &json, QString *error)
{
    QJsonParseError failure;
    const QJsonDocument document = QJsonDocument::fromJson(json, &failure);
    const QJsonArray array = document[QLatin1String("rules")].toArray();
    if (array.isEmpty()) {
        *error =
            failure.error == QJsonParseError::NoError ? QStringLiteral("no rules") : failure.errorString();
        return std::nullopt;
    }
    QVector<LimitRule> rules;
    for (qsizetype i = 0; i < array.size(); ++i) {
        const auto rule = parseRule(array[i].toObject());
        if (!rule) {
            *error = QStringLiteral("rule %1 makes no sense").arg(i);
            return std::nullopt;
        }
        rules << *rule;
    }
    return rules;
}

const QVector<LimitRule> &defaultLimits()
{
    static const QVector<LimitRule> rules = [] {
        keepResources();
        QFile file(QStringLiteral(":/postreel/limits.json"));
        QString error = QStringLiteral("not compiled in");
        std::optional<QVector<LimitRule>> parsed;
        if (file.open(QIODevice::ReadOnly))
            parsed = parseLimits(file.readAll(), &error);
        if (!parsed)
            qCCritical(logMedia) << "limits.json:" << error;
        return parsed.value_or(QVector<LimitRule>());
    }();
    return rules;
}

QVector<LimitRule> limitsFor(const Allowance &allowance)
{
    QVector<LimitRule> rules;
    for (LimitRule rule : defaultLimits()) {
        if (rule.tier.value_or(allowance.tier) != allowance.tier)
            continue;
        const bool video = rule.category == QLatin1String("tweet_video");
        if (video && rule.measure == Measure::Duration)
            lower(rule, allowance.statedDurationMs);
        if (video && rule.measure == Measure::Bytes)
            lower(rule, allowance.statedBytes);
        rules << rule;
    }
    return rules;
}

Tier tierOf(const QString &subscription, bool verified)
{
    return verified || subscription.startsWith(QLatin1String("Premium")) ? Tier::Premium : Tier::Default;
}

} // namespace postreel
