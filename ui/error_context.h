// What the message of an error needs besides it: the file, the situation, and the one next step that it ends with.
// Invariant: whatever the cause and the advice are, one step at most is named, and it is step().
#pragma once

#include "ui/next_step.h"

namespace postreel {

// What is said of it.
struct ErrorMessage
{
    QString words;
    bool whole = false; // no next step has to be added
};

class ErrorContext
{
public:
    // `name`: of the file that it is about, as shownName() gives it; may be empty. `nowMs`: wall clock.
    ErrorContext(const Error &error, const QString &name, ErrorSituation standing, qint64 nowMs)
        : m_error(error), m_name(name), m_standing(standing), m_step(nextStepOf(error, standing)), m_nowMs(nowMs)
    {
    }

    const Error &error() const { return m_error; }
    const QString &name() const { return m_name; }
    NextStep step() const { return m_step; }
    qint64 nowMs() const { return m_nowMs; }
    bool is(ErrorSituation standing) const { return m_standing == standing; }
    bool goesOn() const { return is(ErrorSituation::Waits) || is(ErrorSituation::LooksUp); }

    // `withName` with the name for its %1; without a name: `without`.
    QString named(const QString &withName, const QString &without) const
    {
        return m_name.isEmpty() ? without : withName.arg(m_name);
    }
    // What happened, and what a person can do about it outside the program: `advice` ends in the step, which stands for its
    // %1; `alone` says the same where no step is named.
    ErrorMessage saying(const QString &happened, const QString &advice, const QString &alone = {}) const;
    // The words with what is still to be said: the step, or that it goes on by itself.
    QString whole(const ErrorMessage &said) const;

private:
    const Error &m_error;
    const QString m_name;
    const ErrorSituation m_standing;
    const NextStep m_step;
    const qint64 m_nowMs;
};

// Two sentences, one after the other; the second may be empty.
QString joined(const QString &first, const QString &second);

} // namespace postreel
