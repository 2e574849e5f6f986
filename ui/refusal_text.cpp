#include "ui/refusal_text.h"

#include <QCoreApplication>
#include <algorithm>

namespace postreel {

namespace {

class Refusal
{
    Q_DECLARE_TR_FUNCTIONS(RefusalText)

public:
    static ErrorMessage notEnrolled(const ErrorContext &told)
    {
        const QString &remedy = told.error().remedyUrl;
        const QString page = remedy.isEmpty() ? QStringLiteral("https://console.x.com") : remedy;
        //: %1 is the address of a page of X
        return told.saying(tr("The X app behind this sign-in is not enrolled for this, even if you have paid for it. Its "
                              "settings are at %1.").arg(page),
                           //: %1 is what to do then, such as "then retry"; so in all sentences below that have it near their end
                           tr("Move the app to the package Pay-per-use and the environment Production, %1."),
                           tr("Move the app to the package Pay-per-use and the environment Production."));
    }
    static ErrorMessage accountLocked(const ErrorContext &told)
    {
        return told.saying(tr("X has suspended or locked this account, so nothing more is sent from it."),
                           tr("Sign in on x.com, do what X asks there, %1."), tr("Sign in on x.com and do what X asks there."));
    }
    static ErrorMessage usageCapped(const ErrorContext &told)
    {
        if (told.is(ErrorSituation::Waits))
            return {tr("Your X plan is used up. Postreel continues by itself when the plan's next period starts; to continue "
                       "sooner, buy credit in X's developer console, then try now."), true};
        return told.saying(tr("Your X plan is used up."), tr("Buy credit in X's developer console, %1."),
                           tr("Buy credit in X's developer console."));
    }
    static ErrorMessage notFromX(const ErrorContext &told)
    {
        //: %1 is a number of HTTP, such as 403
        const QString what = tr("Something other than X answered, with a web page (HTTP %1): a proxy, this network or a "
                                "protection service in front of X.").arg(told.error().http);
        if (told.goesOn())
            return {joined(what, tr("Nothing is lost: Postreel keeps trying by itself; if it keeps happening, use another "
                                    "network.")), true};
        return told.saying(what, tr("If it keeps happening, use another network, %1."));
    }
    static ErrorMessage mediaInvalid(const ErrorContext &told)
    {
        const QString what = told.named(tr("X accepted the upload of %1 but not the Post with it."),
                                        tr("X accepted the upload but not the Post with it."));
        const QString why = tr("The upload may have expired or belong to another user, X may still be processing it, or the "
                               "file may have more than 60 frames a second or too large a picture.");
        if (told.step() == NextStep::Retry)
            return {joined(joined(what, why), tr("Retry: Postreel asks X whether it still has the upload, and sends it again "
                                                 "if that helps.")), true};
        return {joined(what, why), false};
    }
};

// True if it is known to be a video in another format than MP4 with H.264 and AAC.
bool isOfAnotherFormat(const UploadView &upload)
{
    if (upload.fixed || !upload.facts.mediaType.startsWith(QLatin1String("video/")))
        return false;
    return upload.facts.mediaType != QLatin1String("video/mp4")
           || std::any_of(upload.problems.begin(), upload.problems.end(), [](const Problem &problem) {
                  return problem.field == QLatin1String("video codec") || problem.field == QLatin1String("audio codec");
              });
}

} // namespace

ErrorMessage rejectedMessage(const ErrorContext &told, const UploadView &upload)
{
    //: %1 is a file name in isolates
    const QString what = told.named(Refusal::tr("X could not process %1."), Refusal::tr("X could not process the file."));
    const bool retries = told.step() == NextStep::Retry; // retrying the same file comes first, other advice second
    if (isOfAnotherFormat(upload))
        return {joined(what, retries ? Refusal::tr("Retry; if that does not help, convert it to MP4 with H.264 video and AAC sound.")
                                     : Refusal::tr("Convert it to MP4 with H.264 video and AAC sound.")),
                true};
    return {joined(what, retries ? Refusal::tr("Retry; if that does not help, export it again with another program or other settings.")
                                 : Refusal::tr("Export it again with another program or other settings.")),
            true};
}

ErrorMessage refusalMessage(const ErrorContext &told)
{
    switch (told.error().kind) { // all other kinds have their message elsewhere
    case ErrorKind::NotEnrolled:
        return Refusal::notEnrolled(told);
    case ErrorKind::AccountLocked:
        return Refusal::accountLocked(told);
    case ErrorKind::UsageCapped:
        return Refusal::usageCapped(told);
    case ErrorKind::NotFromX:
        return Refusal::notFromX(told);
    case ErrorKind::MediaInvalid:
        return Refusal::mediaInvalid(told);
    default:
        return {};
    }
}

} // namespace postreel
