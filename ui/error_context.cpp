#include "ui/error_context.h"

#include <QCoreApplication>

namespace postreel {

namespace {

class Told
{
    Q_DECLARE_TR_FUNCTIONS(ErrorText)

public:
    static QString goesOn() { return tr("Postreel keeps trying by itself."); }
};

} // namespace

QString joined(const QString &first, const QString &second)
{
    return second.isEmpty() ? first : first % u' ' % second;
}

ErrorMessage ErrorContext::saying(const QString &happened, const QString &advice, const QString &alone) const
{
    const QString clause = wordsOf(m_step).clause;
    return clause.isEmpty() ? ErrorMessage{joined(happened, alone), false} : ErrorMessage{joined(happened, advice.arg(clause)), true};
}

QString ErrorContext::whole(const ErrorMessage &said) const
{
    if (said.whole || said.words.isEmpty())
        return said.words;
    return joined(said.words, goesOn() ? Told::goesOn() : wordsOf(m_step).alone);
}

} // namespace postreel
