#include "ui/told_error.h"

#include <QCoreApplication>

namespace postreel {

namespace {

class Told
{
    Q_DECLARE_TR_FUNCTIONS(ErrorText)

public:
    // Behind advice that names no step.
    static QString stepAlone(NextStep step)
    {
        switch (step) {
        case NextStep::AddMedia:
            return tr("Then add it again.");
        case NextStep::Retry:
            return tr("Then retry.");
        case NextStep::TryNow:
            return tr("Then try now.");
        case NextStep::TryAgain:
            return tr("Then try again.");
        case NextStep::SignIn:
            return tr("Then sign in again.");
        case NextStep::Fix:
            return tr("Then fix it again.");
        case NextStep::SendAnyway:
            return tr("Or send it anyway.");
        case NextStep::ChooseAccount:
            return tr("Choose where it goes: the sandbox or X.");
        case NextStep::None:
        case NextStep::FindFile: // of one kind of error, which has its own words for it
        case NextStep::Decide:   // of all kinds, with the same words
            break;
        }
        return {};
    }
    static QString goesOn() { return tr("Postreel keeps trying by itself."); }
};

} // namespace

QString joined(const QString &first, const QString &second)
{
    return second.isEmpty() ? first : first % u' ' % second;
}

Saying ToldError::saying(const QString &happened, const QString &advice, const QString &alone) const
{
    const QString clause = thenClause(m_step);
    return clause.isEmpty() ? Saying{joined(happened, alone), false} : Saying{joined(happened, advice.arg(clause)), true};
}

QString ToldError::whole(const Saying &said) const
{
    if (said.whole || said.words.isEmpty())
        return said.words;
    return joined(said.words, goesOn() ? Told::goesOn() : Told::stepAlone(m_step));
}

} // namespace postreel
