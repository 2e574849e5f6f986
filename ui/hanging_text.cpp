#include "ui/hanging_text.h"

#include "ui/shown_words.h"

#include <QCoreApplication>

namespace postreel {

namespace {
struct Hanging
{
    Q_DECLARE_TR_FUNCTIONS(Hanging)
};
} // namespace

QString hangingText(const QStringList &paths)
{
    if (paths.isEmpty())
        return {};
    const QString name = shownName(paths.first());
    if (paths.size() == 1)
        //: %1 is the name of a file
        return Hanging::tr("Still waiting for %1: reading it takes unusually long. If the card, disk or share it is "
                           "on does not respond, check its connection; everything else continues.")
            .arg(name);
    //: %1 is the name of a file, the number is of those that wait beside it
    return Hanging::tr("Still waiting for %1 and %n more file(s): reading them takes unusually long. If the card, disk or share they are on does not respond, check its connection; everything else continues.",
                       nullptr, static_cast<int>(paths.size()) - 1)
        .arg(name);
}

} // namespace postreel
