#include "ui/record_text.h"

#include "ui/shown_words.h"

#include <QCoreApplication>

namespace postreel {

namespace {
class RecordText
{
    Q_DECLARE_TR_FUNCTIONS(RecordText)
};
} // namespace

ErrorMessage otherUserMessage(const ErrorContext &told)
{
    const QString user = shownWords(told.error().subject);
    const QString tokenOf = shownWords(told.error().detail);
    if (user.isEmpty()) {
        const bool asks = told.is(ErrorSituation::NeedsToken);
        const QString other = RecordText::tr("This Post was started with another token, so it is waiting.");
        return {asks ? joined(other, RecordText::tr("Start Postreel with that token again, or edit the Post to choose another account."))
                     : other, asks};
    }
    //: %1 and %2 are names of users, "@name"
    const QString another = tokenOf.isEmpty()
                                ? RecordText::tr("This Post belongs to %1, and it is not known whose token this is, so it is waiting.").arg(user)
                                : RecordText::tr("This Post belongs to %1, but this token belongs to %2, so it is waiting.").arg(user, tokenOf);
    const bool asks = told.is(ErrorSituation::NeedsSignIn);
    //: %1 is the name of a user, "@name"
    return {asks ? joined(another, RecordText::tr("Start Postreel with a token for %1, or sign in again as %1.").arg(user)) : another, asks};
}

namespace {

// `onceKey`: key of the requested Post, which may be among the unreadable ones; empty: none was requested.
QString unreadableRows(const QString &onceKey)
{
    if (onceKey.isEmpty())
        return RecordText::tr("Part of this profile's records cannot be read. Those Posts are not sent, and none of their files "
                              "are removed. Check on X which of them were posted, and keep a copy of the profile folder.");
    return RecordText::tr("Part of this profile's records cannot be read, and the Post with the key “%1” may be among them, so it "
                          "is not posted again. Look for it on X; if it is not there, use another key.").arg(shownWords(onceKey));
}

// For a fix that could not be completed.
ErrorMessage fixNotWritten(const ErrorContext &told)
{
    const Error &error = told.error();
    if (error.cause == ErrorCause::RoomForFix)
        //: %1 is how much the fix takes, such as 1.2 GB
        return told.saying(RecordText::tr("There is not enough space on the disk for the fix, which needs about %1.").arg(shownWords(error.detail)),
                           //: %1 is what to do then, such as "then retry"; so in all sentences below that have it near their end
                           RecordText::tr("Free up space, %1."), RecordText::tr("Free up space."));
    if (error.cause == ErrorCause::FileSizeLimit)
        return told.saying(RecordText::tr("The system does not let Postreel write files this large (ulimit -f), so the fix could not be "
                                          "saved."),
                           RecordText::tr("Raise the limit and start Postreel again, %1."));
    return told.saying(RecordText::tr("The disk is full, so the fix could not be saved."), RecordText::tr("Free up space, %1."));
}

ErrorMessage notWritten(const ErrorContext &told)
{
    if (told.name().isEmpty())
        return told.saying(RecordText::tr("Postreel could not read or write its own data on this computer's disk."),
                           RecordText::tr("Free up space, or make the profile folder writable, %1."),
                           RecordText::tr("Free up space, or make the profile folder writable: nothing is sent until then."));
    //: %1 is a file name in isolates
    return told.saying(RecordText::tr("Postreel could not read or write %1 on this computer's disk.").arg(told.name()),
                       RecordText::tr("Check that there is free space and that the folder is writable, %1."),
                       RecordText::tr("Check that there is free space and that the folder is writable, then start Postreel again."));
}

} // namespace

ErrorMessage recordMessage(const ErrorContext &told)
{
    const Error &error = told.error();
    if (error.kind == ErrorKind::PutAside)
        //: %1 is a file name in isolates
        return {RecordText::tr("Postreel could not use its records in this profile, so it started new ones. The old ones are kept as %1: "
                               "add whatever was waiting in them again.").arg(told.name()), true};
    if (error.problem == QLatin1String("unreadable-row"))
        return {unreadableRows(error.subject), true};
    if (error.cause == ErrorCause::RoomForFix || (told.is(ErrorSituation::NeedsFix) && error.cause != ErrorCause::None))
        return fixNotWritten(told);
    if (error.cause == ErrorCause::FileSizeLimit)
        return {RecordText::tr("The system does not let Postreel write files this large (ulimit -f), so it cannot save its work, and "
                               "nothing is sent until it can. Raise the limit, then start Postreel again."), true};
    if (error.cause == ErrorCause::DiskFull)
        return {RecordText::tr("The disk is full, so Postreel cannot save its work, and nothing is sent until it can. Free up space: "
                               "Postreel continues by itself, or when you next start it."), true};
    return notWritten(told);
}

} // namespace postreel
