// What X does with a video after FINALIZE, as a script: a row of states, each for some seconds.
// Invariant: a script is never empty, and its last step holds for ever.
#pragma once

#include "app/base/result.h"

#include <QJsonObject>
#include <QList>
#include <optional>

namespace postreel::sandbox {

enum class ProcessingState { Pending, InProgress, Succeeded, Failed };

// The `error` member with which X says why a media is nothing.
struct ProcessingError
{
    int code = 1;
    QString name = QStringLiteral("InvalidMedia");
    QString message = QStringLiteral("Invalid or unsupported media");

    QJsonObject json() const;
    static ProcessingError fromJson(const QJsonObject &json);
};

struct ProcessingStep
{
    ProcessingState state = ProcessingState::Pending;
    int percent = -1;      // progress_percent, -1: not told
    double seconds = 0;    // how long it lasts, from 0
    qint64 checkAfter = 1; // check_after_secs, -1: not told
    std::optional<ProcessingError> error; // whatever the state
};

struct NamedScript
{
    const char *name;
    const char *steps; // in the grammar of parse(); empty for "none"
    const char *description;
};
const QList<NamedScript> &processingScripts();

class ProcessingScript
{
public:
    // A name of the table or STATE[:PERCENT][:SECONDS[:CHECK_AFTER]] joined with ',', where STATE is
    // pending, in_progress, succeeded, failed, failed-bare or erring (in_progress with an error), and
    // pending takes no PERCENT. CHECK_AFTER may be "-": not told.
    static Result<ProcessingScript> parse(const QString &text);

    const QString &name() const { return m_name; }
    // FINALIZE answers without processing_info: the media is ready at once.
    bool none() const { return m_steps.isEmpty(); }
    // FINALIZE tells of a processing that has yet to end.
    bool takesTime() const;
    // Content that is no known container fails with InvalidMedia.
    bool strict() const { return m_strict; }
    const ProcessingStep &at(qint64 msSinceFinalize) const;
    // The `processing_info` member of that step.
    static QJsonObject info(const ProcessingStep &step);

private:
    QString m_name;
    QList<ProcessingStep> m_steps;
    bool m_strict = false;
};

} // namespace postreel::sandbox
