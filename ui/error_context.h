// What an error message depends on besides the error: the file, the situation, and the one next step at its
// end.
// Invariant: a message names at most one step of the program, whatever the cause and the advice; that step is
// step().
#pragma once

#include "ui/next_step.h"

namespace postreel {

// The words of a message.
struct ErrorMessage
{
    QString words;
    bool whole = false; // complete: no next step has to be appended
};

class ErrorContext
{
public:
    // `name`: the file concerned, as returned by shownName(); may be empty. `nowMs`: wall clock, ms since the
    // epoch.
    ErrorContext(const Error &error, const QString &name, ErrorSituation situation, qint64 nowMs)
        : m_error(error), m_name(name), m_situation(situation), m_step(nextStepOf(error, situation)), m_nowMs(nowMs)
    {
    }

    const Error &error() const { return m_error; }
    const QString &name() const { return m_name; }
    NextStep step() const { return m_step; }
    qint64 nowMs() const { return m_nowMs; }
    bool is(ErrorSituation situation) const { return m_situation == situation; }
    bool goesOn() const { return is(ErrorSituation::Waits) || is(ErrorSituation::LooksUp); }

    // Returns `withName` with the name in place of %1, or `without` if there is no name.
    QString named(const QString &withName, const QString &without) const
    {
        return m_name.isEmpty() ? without : withName.arg(m_name);
    }
    // Combines what happened with what the user can do about it outside the program. `advice` ends with the
    // clause of the next step, inserted for its %1; `alone` is used instead if the step has no clause.
    ErrorMessage saying(const QString &happened, const QString &advice, const QString &alone = {}) const;
    // Appends what is still missing: the next step, or that the program keeps trying by itself.
    QString whole(const ErrorMessage &said) const;

private:
    const Error &m_error;
    const QString m_name;
    const ErrorSituation m_situation;
    const NextStep m_step;
    const qint64 m_nowMs;
};

// Joins two sentences with a space; the second may be empty.
QString joined(const QString &first, const QString &second);

} // namespace postreel
