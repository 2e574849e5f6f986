#include "app/sandbox/processing_script.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace postreel::sandbox {

namespace {

constexpr const char *normalSteps =
    "pending:0.5,in_progress:10:0.5,in_progress:45:0.5,in_progress:90:0.5,succeeded";

Error usage(const QString &text)
{
    return Error{
        .kind = ErrorKind::Usage,
        .detail = QCoreApplication::translate(
                    "SandboxText", "\"%1\" is neither a processing script nor a step such as in_progress:50:1.")
                    .arg(text)};
}

void readState(const QString &word, ProcessingStep &step)
{
    using enum ProcessingState;
    if (word == QLatin1String("pending"))
        step.state = Pending;
    else if (word == QLatin1String("in_progress"))
        step.state = InProgress;
    else if (word == QLatin1String("succeeded"))
        step.state = Succeeded;
    else if (word == QLatin1String("failed") || word == QLatin1String("failed-bare"))
        step.state = Failed;
    else if (word == QLatin1String("erring"))
        step.state = InProgress;
    if (word == QLatin1String("failed") || word == QLatin1String("erring"))
        step.error = ProcessingError{};
}

Result<ProcessingStep> parseStep(const QString &text)
{
    static const QRegularExpression pending(QStringLiteral(
        "^(?<state>pending)(?::(?<secs>\\d{1,6}(?:\\.\\d{1,3})?)(?::(?<check>\\d{1,9}|-))?)?$"));
    static const QRegularExpression other(QStringLiteral(
        "^(?<state>in_progress|erring|succeeded|failed|failed-bare)"
        "(?::(?<percent>\\d{1,3})(?::(?<secs>\\d{1,6}(?:\\.\\d{1,3})?)(?::(?<check>\\d{1,9}|-))?)?)?$"));
    QRegularExpressionMatch match = pending.match(text);
    if (!match.hasMatch())
        match = other.match(text);
    if (!match.hasMatch())
        return usage(text);
    ProcessingStep step;
    readState(match.captured(QStringLiteral("state")), step);
    const QString percent = match.captured(QStringLiteral("percent"));
    if (!percent.isEmpty())
        step.percent = percent.toInt();
    else if (step.state == ProcessingState::Succeeded)
        step.percent = 100;
    const QString seconds = match.captured(QStringLiteral("secs"));
    step.seconds = seconds.isEmpty() ? 1.0 : seconds.toDouble();
    const QString check = match.captured(QStringLiteral("check"));
    if (!check.isEmpty())
        step.checkAfter = check == QLatin1String("-") ? -1 : check.toLongLong();
    return step;
}

QLatin1String stateName(ProcessingState state)
{
    switch (state) {
    case ProcessingState::Pending:
        return QLatin1String("pending");
    case ProcessingState::InProgress:
        return QLatin1String("in_progress");
    case ProcessingState::Succeeded:
        return QLatin1String("succeeded");
    case ProcessingState::Failed:
        return QLatin1String("failed");
    }
    return {};
}

} // namespace

QJsonObject ProcessingError::json() const
{
    return {
        {QStringLiteral("code"), code}, {QStringLiteral("name"), name}, {QStringLiteral("message"), message}};
}

ProcessingError ProcessingError::fromJson(const QJsonObject &json)
{
    return {json.value(QStringLiteral("code")).toInt(), json.value(QStringLiteral("name")).toString(),
            json.value(QStringLiteral("message")).toString()};
}

const QList<NamedScript> &processingScripts()
{
    static const QList<NamedScript> scripts{
        {"normal", normalSteps, "pending, in progress, succeeded after 2 s (the default)"},
        {"instant", "succeeded", "FINALIZE already says succeeded; content is not looked at"},
        {"none", "", "FINALIZE gives no processing_info: ready at once; content is not looked at"},
        {"strict", normalSteps, "as normal, but content that is no known media fails with InvalidMedia"},
        {"slow",
         "pending:2:2,in_progress:5:3:2,in_progress:30:3:2,in_progress:60:3:2,in_progress:95:3:2,succeeded",
         "succeeded after 14 s"},
        {"long", "pending:5:5,in_progress:1:120:5,in_progress:30:240:30,in_progress:70:240:60,succeeded",
         "succeeded after ten minutes"},
        {"stuck", "pending:1,in_progress:50:1", "stays at 50 % for ever"},
        {"failed", "pending:0.5,in_progress:30:0.5,failed:30", "failed with InvalidMedia (1)"},
        {"failed-bare", "pending:0.5,in_progress:99:0.5,failed-bare:99",
         "failed at 99 % without an error member"},
        {"in-progress-error", "pending:0.5,erring:40",
         "in_progress with an error member, which means failed"},
        {"no-check-after", "pending:0.5:-,in_progress:50:1:-,succeeded", "check_after_secs is never told"},
        {"check-zero", "pending:0.5:0,in_progress:50:1:0,succeeded", "check_after_secs is 0"},
        {"check-huge", "pending:0.5:86400,in_progress:50:1:86400,succeeded", "check_after_secs is a day"},
    };
    return scripts;
}

Result<ProcessingScript> ProcessingScript::parse(const QString &text)
{
    ProcessingScript script;
    script.m_name = text.isEmpty() ? QStringLiteral("normal") : text;
    QString steps = script.m_name;
    for (const NamedScript &named : processingScripts())
        if (script.m_name == QLatin1String(named.name))
            steps = QLatin1String(named.steps);
    script.m_strict = script.m_name == QLatin1String("strict");
    if (steps.isEmpty())
        return script;
    for (const QString &word : steps.split(u',')) {
        const Result<ProcessingStep> step = parseStep(word);
        if (!step)
            return step.error();
        script.m_steps.append(*step);
    }
    return script;
}

bool ProcessingScript::takesTime() const
{
    return !m_steps.isEmpty() && m_steps.first().state != ProcessingState::Succeeded &&
           m_steps.first().state != ProcessingState::Failed;
}

const ProcessingStep &ProcessingScript::at(qint64 msSinceFinalize) const
{
    Q_ASSERT(!m_steps.isEmpty());
    double end = 0;
    for (const ProcessingStep &step : m_steps) {
        end += step.seconds * 1000;
        if (static_cast<double>(msSinceFinalize) < end)
            return step;
    }
    return m_steps.last();
}

QJsonObject ProcessingScript::info(const ProcessingStep &step)
{
    QJsonObject info{{QStringLiteral("state"), stateName(step.state)}};
    const bool over = step.state == ProcessingState::Succeeded || step.state == ProcessingState::Failed;
    if (!over && step.checkAfter >= 0)
        info[QStringLiteral("check_after_secs")] = step.checkAfter;
    if (step.percent >= 0)
        info[QStringLiteral("progress_percent")] = step.percent;
    if (step.error)
        info[QStringLiteral("error")] = step.error->json();
    return info;
}

} // namespace postreel::sandbox
