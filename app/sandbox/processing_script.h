// What X does with a video after FINALIZE, as a script: a sequence of states, each lasting some seconds.
// Invariant: only "none" and a default-constructed script have no steps; the last step of any other lasts for
// ever.
#pragma once

#include "app/base/result.h"

#include <QJsonObject>
#include <QList>
#include <optional>

namespace postreel::sandbox {

enum class ProcessingState { Pending, InProgress, Succeeded, Failed };

// The `error` member in which X says why it rejected a media item.
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
    int percent = -1;      // progress_percent; -1: omitted
    double seconds = 0;    // duration; 0 or more
    qint64 checkAfter = 1; // check_after_secs; -1: omitted
    std::optional<ProcessingError> error; // independent of the state
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
    // Parses a name in the table, or steps STATE[:PERCENT][:SECONDS[:CHECK_AFTER]] joined with ',', where
    // STATE is pending, in_progress, succeeded, failed, failed-bare (no error member) or erring (in_progress
    // with an error). pending takes no PERCENT. SECONDS defaults to 1. CHECK_AFTER "-" omits
    // check_after_secs. Empty text means "normal"; errors are of kind Usage.
    static Result<ProcessingScript> parse(const QString &text);

    const QString &name() const { return m_name; }
    // FINALIZE responds without processing_info: the media is ready at once.
    bool none() const { return m_steps.isEmpty(); }
    // FINALIZE reports processing that has not ended yet.
    bool takesTime() const;
    // Content in no known container fails with InvalidMedia.
    bool strict() const { return m_strict; }
    // The step at that time; only for a script with steps.
    const ProcessingStep &at(qint64 msSinceFinalize) const;
    // The `processing_info` member for that step.
    static QJsonObject info(const ProcessingStep &step);

private:
    QString m_name;
    QList<ProcessingStep> m_steps;
    bool m_strict = false;
};

} // namespace postreel::sandbox
