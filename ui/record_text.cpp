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
        return tr("This Post was started with another token, so it is waiting. Start Postreel with that token again, "
                  "or choose an account for it in the window.");
    if (tokenOf.isEmpty())
        //: %1 is the name of a user, "@name"
        return tr("This Post belongs to %1, and X does not say whose token this is, so it is waiting. Start Postreel "
                  "with a token for %1, or sign in as %1.").arg(shownWords(user));
    //: %1 and %2 are names of users, "@name"
    return tr("This Post belongs to %1, but this token belongs to %2, so it is waiting. Start Postreel with a token "
              "for %1, or sign in as %1.")
        .arg(shownWords(user), shownWords(tokenOf));
}

QString unreadableRowSentence(const QString &onceKey)
{
    if (onceKey.isEmpty())
        return tr("Part of this profile's records cannot be read. Those Posts are not sent, and none of their files "
                  "are removed. Check on X which of them were posted, and keep a copy of the profile folder.");
    return tr("Part of this profile's records cannot be read, and the Post with the key “%1” may be among them, so it "
              "is not posted again. Look for it on X; if it is not there, use another key.").arg(shownWords(onceKey));
}

} // namespace postreel
