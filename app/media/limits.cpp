#include "app/media/limits.h"

#include "app/base/enum_names.h"
#include "app/base/log.h"
#include "app/media/limit_words.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

// A static library's resources are dropped by the linker unless they are asked for, outside a namespace.
static void keepResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace postreel {

namespace {

constexpr EnumNames<Outcome, 2> outcomeNames{{{Outcome::Refuse, "refuse"}, {Outcome::Maybe, "maybe"}}};
constexpr EnumNames<Cure, 15> cureNames{{
    {Cure::None, "none"},
    {Cure::Remux, "remux"},
    {Cure::Video, "video"},
    {Cure::SlowDown, "slow down"},
    {Cure::Deinterlace, "deinterlace"},
    {Cure::Square, "square"},
    {Cure::Audio, "audio"},
    {Cure::Thin, "thin"},
    {Cure::Convert, "convert"},
    {Cure::Shrink, "shrink"},
    {Cure::Trim, "trim"},
    {Cure::Lengthen, "lengthen"},
    {Cure::Scale, "scale"},
    {Cure::Enlarge, "enlarge"},
    {Cure::Pad, "pad"},
}};

std::optional<Measure> measureOf(const QString &field)
{
    for (const Measure measure : {Measure::Bytes, Measure::Duration, Measure::FrameSize, Measure::Aspect})
        if (fieldOf(measure) == field)
            return measure;
    return std::nullopt;
}

// False for a bound that is there and makes no sense.
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

std::optional<LimitRule> parseRule(const QJsonObject &json)
{
    const auto measure = measureOf(json[QLatin1String("field")].toString());
    const auto outcome = enumValue(outcomeNames, json[QLatin1String("outcome")].toString());
    const auto cure = enumValue(cureNames, json[QLatin1String("cure")].toString());
    if (!measure || !outcome || !cure)
        return std::nullopt;
    LimitRule rule{.category = json[QLatin1String("category")].toString(),
                   .tier = {},
                   .measure = *measure,
                   .min = {},
                   .max = {},
                   .words = {},
                   .turned = json[QLatin1String("turned")].toBool(),
                   .outcome = *outcome,
                   .cure = *cure};
    const bool sound = readBound(json[QLatin1String("min")], *measure, rule.min) &&
                       readBound(json[QLatin1String("max")], *measure, rule.max) && (rule.min || rule.max) &&
                       !rule.category.isEmpty();
    return sound ? std::optional(rule) : std::nullopt;
}

// The measured value; nothing when it is not known.
std::optional<LimitRule::Bound> measured(Measure measure, const MediaFacts &facts, qint64 bytes)
{
    switch (measure) {
    case Measure::Bytes:
        return LimitRule::Bound{bytes, 0};
    case Measure::Duration:
        return facts.durationMs < 0 ? std::nullopt : std::optional(LimitRule::Bound{facts.durationMs, 0});
    case Measure::FrameSize:
    case Measure::Aspect:
        if (facts.width <= 0 || facts.height <= 0)
            return std::nullopt;
        return LimitRule::Bound{facts.width, facts.height};
    default:
        return std::nullopt;
    }
}

// Whether every dimension of `a` is at most that of `b`; ratios are compared as such.
bool within(Measure measure, const LimitRule::Bound &a, const LimitRule::Bound &b)
{
    if (measure == Measure::Aspect)
        return a[0] * b[1] <= b[0] * a[1];
    return a[0] <= b[0] && a[1] <= b[1];
}

std::optional<Problem> brokenBy(const LimitRule &rule, const LimitRule::Bound &value)
{
    if (rule.min && !within(rule.measure, *rule.min, value))
        return problemOf(rule.measure, rule.cure, {.value = value, .limit = *rule.min, .least = true});
    if (!rule.max || within(rule.measure, value, *rule.max))
        return std::nullopt;
    const LimitRule::Bound turned{value[1], value[0]};
    if (rule.turned && within(rule.measure, turned, *rule.max))
        return std::nullopt;
    // A frame that stands upright is measured against the limit as it stands.
    const bool upright = rule.turned && value[1] > value[0];
    const LimitRule::Bound limit = upright ? LimitRule::Bound{(*rule.max)[1], (*rule.max)[0]} : *rule.max;
    return problemOf(rule.measure, rule.cure, {.value = value, .limit = limit, .least = false});
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

QVector<LimitRule> limitsFor(const Allowance &)
{
    return defaultLimits();
}

Tier tierOf(const QString &subscription, bool verified)
{
    return verified || subscription.startsWith(QLatin1String("Premium")) ? Tier::Premium : Tier::Default;
}

Judgement judge(const MediaFacts &facts, const StreamFacts &, qint64 bytes, const QVector<LimitRule> &rules)
{
    Judgement judgement;
    qsizetype refused = 0; // problems that make X refuse; they stand first
    for (const LimitRule &rule : rules) {
        if (rule.category != facts.mediaCategory)
            continue;
        const auto value = measured(rule.measure, facts, bytes);
        const auto problem = value ? brokenBy(rule, *value) : std::nullopt;
        if (!problem)
            continue;
        if (rule.outcome == Outcome::Refuse)
            judgement.problems.insert(refused++, *problem);
        else
            judgement.problems << *problem;
    }
    if (refused > 0)
        judgement.verdict = Verdict::WillBeRefused;
    else if (!judgement.problems.isEmpty())
        judgement.verdict = Verdict::MayBeRefused;
    return judgement;
}

} // namespace postreel
