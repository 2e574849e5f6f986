#include "app/sandbox/sandbox_spec.h"

#include "app/sandbox/sandbox_text.h"

#include <QHash>
#include <QStringList>
#include <cmath>
#include <optional>

namespace postreel::sandbox {

namespace {

Error usage(const QString &sentence)
{
    return Error{.kind = ErrorKind::Usage, .detail = sentence};
}

Result<double> number(const QString &word, const QString &value, double least, double most)
{
    bool ok = false;
    const double parsed = value.toDouble(&ok);
    if (!ok || !std::isfinite(parsed) || parsed < least || parsed > most)
        return usage(SandboxText::tr("%1=%2: a number from %3 to %4 is expected.")
                         .arg(word, value, QString::number(least), QString::number(most, 'f', 0)));
    return parsed;
}

template <typename T>
Result<Done> choose(const QString &word, const QString &value,
                    const QList<std::pair<const char *, T>> &choices, T &to)
{
    QStringList names;
    for (const auto &[name, chosen] : choices) {
        if (value == QLatin1String(name)) {
            to = chosen;
            return Done{};
        }
        names << QLatin1String(name);
    }
    return usage(SandboxText::tr("%1=%2: one of %3 is expected.").arg(word, value, names.join(QStringLiteral(", "))));
}

template <typename T>
Result<Done> numberTo(const QString &word, const QString &value, double least, double most, T &to)
{
    const Result<double> parsed = number(word, value, least, most);
    if (!parsed)
        return parsed.error();
    to = static_cast<T>(*parsed);
    return Done{};
}

// Returns nothing if `word` is not one with a fixed set of values.
std::optional<Result<Done>> takeChoice(SandboxSpec &spec, const QString &word, const QString &value)
{
    if (word == QLatin1String("limits"))
        return choose<bool>(word, value, {{"x", true}, {"off", false}}, spec.limits);
    if (word == QLatin1String("probe"))
        return choose<bool>(word, value, {{"on", true}, {"off", false}}, spec.probe);
    if (word == QLatin1String("forms"))
        return choose<ServedForms>(word, value,
                                   {{"both", ServedForms::Both},
                                    {"resource", ServedForms::Resource},
                                    {"command", ServedForms::Command}},
                                   spec.forms);
    if (word == QLatin1String("account"))
        return choose<QString>(word, value,
                               {{"none", QStringLiteral("None")},
                                {"basic", QStringLiteral("Basic")},
                                {"premium", QStringLiteral("Premium")},
                                {"premiumplus", QStringLiteral("PremiumPlus")}},
                               spec.subscription);
    return std::nullopt;
}

Result<Done> take(SandboxSpec &spec, const QString &word, const QString &value)
{
    if (word == QLatin1String("rtt"))
        return numberTo(word, value, 0, 60000, spec.link.rttMs);
    if (word == QLatin1String("up"))
        return numberTo(word, value, 0, 100000, spec.link.upMbit);
    if (word == QLatin1String("down"))
        return numberTo(word, value, 0, 100000, spec.link.downMbit);
    if (word == QLatin1String("think"))
        return numberTo(word, value, 0, 600000, spec.thinkMs);
    if (word == QLatin1String("expires"))
        return numberTo(word, value, 1, 1e9, spec.expiresSecs);
    if (word == QLatin1String("longest"))
        return numberTo(word, value, 0, 1e6, spec.longestSecs);
    if (word == QLatin1String("tokens"))
        return numberTo(word, value, 1, 1e9, spec.tokenSecs);
    if (word == QLatin1String("seed"))
        return numberTo(word, value, 0, 9007199254740991.0, spec.seed);
    if (word == QLatin1String("processing")) {
        Result<ProcessingScript> script = ProcessingScript::parse(value);
        if (!script)
            return script.error();
        spec.processing = script.take();
        return Done{};
    }
    if (const auto taken = takeChoice(spec, word, value))
        return *taken;
    return usage(SandboxText::tr("The sandbox does not know the word \"%1\".").arg(word));
}

} // namespace

SandboxSpec::SandboxSpec() : processing(*ProcessingScript::parse({})) {}

Result<SandboxSpec> SandboxSpec::parse(const QString &text)
{
    QList<std::pair<QString, QString>> words;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts)) {
        const qsizetype equals = part.indexOf(u'=');
        if (equals > 0)
            words.append({part.left(equals).trimmed(), part.mid(equals + 1).trimmed()});
        else if (!words.isEmpty() && words.last().first == QLatin1String("processing"))
            words.last().second += u',' % part.trimmed();
        else
            return usage(SandboxText::tr("\"%1\" is not of the form WORD=VALUE.").arg(part));
    }
    SandboxSpec spec;
    QString faults;
    for (const auto &[word, value] : words) {
        if (word == QLatin1String("faults")) {
            faults = value;
            continue;
        }
        const Result<Done> taken = take(spec, word, value);
        if (!taken)
            return taken.error();
    }
    // Last, because the plan's random numbers depend on the seed.
    Result<FaultPlan> plan = FaultPlan::parse(faults, spec.seed);
    if (!plan)
        return plan.error();
    spec.faults = plan.take();
    return spec;
}

} // namespace postreel::sandbox
