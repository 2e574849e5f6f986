#include "ui/record_text.h"

#include "ui/error_text.h"

#include <QCoreApplication>

namespace postreel {

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("postreel::RecordText", text);
}
} // namespace

QString otherUserSentence(const QString &user, const QString &tokenOf)
{
    if (user.isEmpty())
        return tr("This Post was begun with another token. It waits: start Postreel with that token again, or choose an "
                  "account for it in the window.");
    if (tokenOf.isEmpty())
        //: %1 is the name of a user, "@name"
        return tr("This Post is %1's; X does not say whose this token is. It waits: start Postreel with a token of %1, or "
                  "sign %1 in.").arg(shownWords(user));
    //: %1 and %2 are names of users, "@name"
    return tr("This Post is %1's; this token is %2's. It waits: start Postreel with a token of %1, or sign %1 in.")
        .arg(shownWords(user), shownWords(tokenOf));
}

QString unreadableRowSentence(const QString &onceKey)
{
    if (onceKey.isEmpty())
        return tr("Part of this profile's records cannot be read. Nothing of those Posts is sent, and none of their files is "
                  "removed. Look on X which of them stand there, and keep a copy of the profile's folder.");
    return tr("Part of this profile's records cannot be read, and the Post of the key “%1” may be among it, so it is not "
              "posted again. Look on X for it; if it is not there, use another key.").arg(shownWords(onceKey));
}

} // namespace postreel
