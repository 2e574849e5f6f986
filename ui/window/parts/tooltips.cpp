#include "ui/window/parts/tooltips.h"

#include "ui/no_break.h"

#include <QCoreApplication>

namespace postreel {

namespace {
class Tooltips
{
    Q_DECLARE_TR_FUNCTIONS(Tooltips)
};
} // namespace

QString withKey(const QString &what, const QString &key)
{
    //: %1 is what a control does, such as "Pause", %2 its key
    return key.isEmpty() ? what : Tooltips::tr("%1 (%2)").arg(what, key);
}

QString withKey(const QString &what, const QKeySequence &key)
{
    return withKey(what, key.toString(QKeySequence::NativeText));
}

QString plainTooltip(const QString &text)
{
    return text.isEmpty() ? QString() : QLatin1String("<p>") % noBreak(text).toHtmlEscaped().replace(u'\n', QLatin1String("<br>"));
}

} // namespace postreel
