#include "ui/refusal_text.h"

#include <QCoreApplication>
#include <algorithm>

namespace postreel {

namespace {

class Refusal
{
    Q_DECLARE_TR_FUNCTIONS(RefusalText)

public:
    static QString notEnrolled(const Error &error)
    {
        const QString page = error.remedyUrl.isEmpty() ? QStringLiteral("https://console.x.com") : error.remedyUrl;
        //: %1 is the address of a page of X
        return tr("The X app behind this sign-in is not enrolled for this, even if you have paid for it. Open %1, "
                  "move the app to the package Pay-per-use and the environment Production, then retry.")
            .arg(page);
    }
    static QString accountLocked()
    {
        return tr("X has suspended or locked this account, so nothing more is sent from it. Sign in on x.com, do what "
                  "X asks there, then retry.");
    }
    static QString usageCapped()
    {
        return tr("Your X plan is used up. Postreel continues by itself when the plan's next period starts; to "
                  "continue sooner, buy credit in X's developer console, then retry.");
    }
    static QString notFromX(int http)
    {
        //: %1 is a number of HTTP, such as 403
        return tr("Something other than X answered, with a web page (HTTP %1): a proxy, this network or a protection "
                  "service in front of X. Nothing is lost: Postreel tries again by itself; if it keeps happening, try "
                  "another network.")
            .arg(http);
    }
    static QString mediaInvalid(const QString &name)
    {
        const QString causes = tr("The upload may have expired or belong to another user, X may still be processing "
                                  "it, or the file may have more than 60 frames a second or too large a picture. "
                                  "Retry: Postreel asks X whether it still has the upload, and sends it again if that "
                                  "helps.");
        //: %1 is a file name in isolates, %2 are whole sentences
        return name.isEmpty() ? tr("X accepted the upload but not the Post with it. %1").arg(causes)
                              : tr("X accepted the upload of %1 but not the Post with it. %2").arg(name, causes);
    }
};

// Whether it is known to be a video that is something else than MP4 with H.264 and AAC.
bool isOfAnotherFormat(const UploadView &upload)
{
    if (upload.mended || !upload.facts.mediaType.startsWith(QLatin1String("video/")))
        return false;
    return upload.facts.mediaType != QLatin1String("video/mp4")
           || std::any_of(upload.problems.begin(), upload.problems.end(), [](const Problem &problem) {
                  return problem.field == QLatin1String("video codec") || problem.field == QLatin1String("audio codec");
              });
}

} // namespace

QString rejectedText(const QString &name, const UploadView &upload)
{
    //: %1 is a file name in isolates
    const QString what = name.isEmpty() ? Refusal::tr("X could not process the file.") : Refusal::tr("X could not process %1.").arg(name);
    const QString step = isOfAnotherFormat(upload)
                             ? Refusal::tr("Convert it to MP4 with H.264 video and AAC sound, then add it again, or retry.")
                             : Refusal::tr("Export it again with another program or other settings, then add it again, or retry.");
    //: %1 and %2 are whole sentences
    return Refusal::tr("%1 %2").arg(what, step);
}

QString refusalText(const Error &error, const QString &name)
{
    switch (error.kind) { // an open list: all other kinds have their words elsewhere
    case ErrorKind::NotEnrolled:
        return Refusal::notEnrolled(error);
    case ErrorKind::AccountLocked:
        return Refusal::accountLocked();
    case ErrorKind::UsageCapped:
        return Refusal::usageCapped();
    case ErrorKind::NotFromX:
        return Refusal::notFromX(error.http);
    case ErrorKind::MediaInvalid:
        return Refusal::mediaInvalid(name);
    default:
        return {};
    }
}

} // namespace postreel
