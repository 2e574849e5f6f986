#include "ui/error_text.h"

#include "ui/connection_text.h"
#include "ui/film_time.h"
#include "ui/quantities.h"
#include "ui/record_text.h"
#include "ui/refusal_text.h"

#include <QCoreApplication>

namespace postreel {

namespace {

// The sentences. Each says what happened, what it means and the next step.
class Words
{
    Q_DECLARE_TR_FUNCTIONS(ErrorText)

public:
    Words(const Error &error, const QString &name, qint64 nowMs)
        : m_error(error), m_name(name), m_nowMs(nowMs)
    {
    }

    QString of(ErrorKind kind) const;

private:
    QString named(const QString &withName, const QString &without) const
    {
        return m_name.isEmpty() ? without : withName.arg(m_name);
    }
    QString missing() const
    {
        //: %1 is a file name in isolates; so in all sentences below.
        return named(tr("The file %1 cannot be found. It may have been moved or renamed: add it again from where it "
                        "is now."),
                     tr("The file cannot be found. It may have been moved or renamed: add it again from where it is "
                        "now."));
    }
    QString notAFile() const
    {
        return named(tr("%1 is a folder or a device, not a file, so nothing was added. Open it and add the files in "
                        "it."),
                     tr("This is a folder or a device, not a file, so nothing was added. Open it and add the files in "
                        "it."));
    }
    QString unreadable() const
    {
        return named(tr("The file %1 cannot be read. Change its permissions, or copy it to a folder of your own, then "
                        "add it again."),
                     tr("The file cannot be read. Change its permissions, or copy it to a folder of your own, then "
                        "add it again."));
    }
    QString empty() const
    {
        return named(tr("The file %1 is empty (0 bytes), so there is nothing to upload. Export or copy it "
                        "again, then add it."),
                     tr("The file is empty (0 bytes), so there is nothing to upload. Export or copy it "
                        "again, then add it."));
    }
    QString tooBig() const
    {
        return named(tr("The file %1 is larger than 8 GB, the most that can be sent to X. Make it smaller, then add "
                        "it again."),
                     tr("The file is larger than 8 GB, the most that can be sent to X. Make it smaller, then add it "
                        "again."));
    }
    QString unsupportedType() const
    {
        return named(tr("X does not take files like %1. Convert it to MP4, or to JPEG or PNG if it is a picture, then "
                        "add it again."),
                     tr("X does not take files of this kind. Convert it to MP4, or to JPEG or PNG if it is a picture, "
                        "then add it again."));
    }
    QString fileChanged() const
    {
        return named(tr("The file %1 has changed in the meantime, so what was already sent no longer matches it. "
                        "Retry to start over with the file as it is now."),
                     tr("The file has changed in the meantime, so what was already sent no longer matches it. Retry "
                        "to start over with the file as it is now."));
    }
    QString fileAway() const
    {
        return named(tr("The file %1 cannot be reached. Put the card back in or reconnect the share: the upload "
                        "continues where it stopped."),
                     tr("The file cannot be reached. Put the card back in or reconnect the share: the upload "
                        "continues where it stopped."));
    }
    QString noFfmpeg() const
    {
        return tr("This needs ffmpeg, which is not installed. Install the package ffmpeg and try again, or send the "
                  "file as it is.");
    }
    QString noCure() const
    {
        if (m_error.kind == ErrorKind::NothingToMend)
            return nothingToMend();
        return named(tr("%1 could not be fixed; the original is untouched. Convert it with another program, or send "
                        "it as it is."),
                     tr("The file could not be fixed; the original is untouched. Convert it with another program, or "
                        "send it as it is."));
    }
    QString nothingToMend() const
    {
        return named(tr("Postreel has no fix for %1. Replace it with a file that X takes, or send it as it is."),
                     tr("Postreel has no fix for this file. Replace it with one that X takes, or send it as it is."));
    }
    QString notAVideo() const
    {
        return named(tr("Only a video can have a cover, and %1 is not one. Leave out the cover, or choose a video."),
                     tr("Only a video can have a cover, and this file is not one. Leave out the cover, or choose a "
                        "video."));
    }
    QString tooLate() const
    {
        return named(tr("%1 was not added: its Post had already been sent or discarded. Add it to another Post."),
                     tr("The file was not added: its Post had already been sent or discarded. Add it to another Post."));
    }
    QString noCover() const
    {
        if (m_error.kind == ErrorKind::NotAVideo)
            return notAVideo();
        if (!m_error.wantedMs || !m_error.lengthMs)
            return tr("The video has no frame at that time. Choose an earlier time.");
        const bool close = spanText(*m_error.wantedMs) == spanText(*m_error.lengthMs);
        const auto shown = [close](qint64 ms) { return close ? filmTimeText(ms) : spanText(ms); };
        const QString length = shown(*m_error.lengthMs);
        const QString wanted = shown(*m_error.wantedMs);
        if (m_name.isEmpty())
            //: %1 and %2 are times of a video, such as 0:05
            return tr("The video is %1 long: there is no frame at %2. Choose an earlier time.").arg(length, wanted);
        //: %1 is a file name, %2 and %3 are times of a video, such as 0:05
        return tr("The video %1 is %2 long: there is no frame at %3. Choose an earlier time.")
            .arg(m_name, length, wanted);
    }
    QString nameNotUtf8() const
    {
        return named(tr("The name of the file %1 is not valid UTF-8, so the file cannot be opened. Rename it, then "
                        "add it again."),
                     tr("The name of the file is not valid UTF-8, so the file cannot be opened. Rename it, then add "
                        "it again."));
    }
    QString refused() const
    {
        return named(tr("X refused %1. Change what X objects to, then retry."),
                     tr("X refused the request. Change what X objects to, then retry."));
    }
    QString tokenLater() const
    {
        return tr("This account's sign-in cannot be used right now: the keychain is locked or not running, or X is "
                  "not renewing it. Postreel keeps trying by itself.");
    }
    QString notSignedIn() const
    {
        if (m_error.problem == QLatin1String("other-user"))
            return otherUserSentence(m_error.subject, m_error.said);
        if (m_error.http == 0) // nothing was sent: there was no token to send
            return tr("No account is chosen or signed in, so nothing can be sent. Choose the sandbox or an account to "
                      "continue.");
        return tr("X no longer accepts this account's sign-in. Nothing is lost: sign in again to continue.");
    }
    QString noCredit() const
    {
        return tr("The developer account has no credit left, so X takes nothing more. Add credit in X's developer "
                  "portal, then retry.");
    }
    QString forbidden() const
    {
        if (m_error.detail == ErrorDetail::CreatePost)
            return tr("X does not let this account send this Post; what is uploaded stays uploaded. Check that the "
                      "account's access includes posting (tweet.write) and that it can post on x.com, then retry.");
        if (m_error.detail == ErrorDetail::ReadAccount)
            return tr("X does not let Postreel read this account or its Posts. Check that its access includes that "
                      "(users.read and tweet.read), sign in again, then retry.");
        return tr("X does not let this account do this. Check that its access includes uploading media (media.write), "
                  "sign in again, then retry.");
    }
    QString duplicate() const
    {
        return tr("X already has a Post with the same content. Check your timeline; if it is not there, change the "
                  "text and retry.");
    }
    QString notFound() const
    {
        return tr("X no longer knows this address or this media. Retry; if that does not help, check the address of "
                  "the API.");
    }
    QString tooLarge() const
    {
        return tr("X did not take even the smallest segment. Retry later, or make the file smaller.");
    }
    QString rateLimited() const
    {
        if (!m_error.resetsAtMs)
            return tr("X's limit is used up for now. Nothing is lost, and there is nothing you need to do: it "
                      "continues by itself.");
        //: %1 is a time of day, or a date and time
        return tr("X's limit is used up. Nothing is lost, and there is nothing you need to do: it continues by itself "
                  "at %1.")
            .arg(momentText(*m_error.resetsAtMs, m_nowMs));
    }
    QString serverError() const
    {
        return tr("X is having problems right now. Nothing is lost: wait a little, then retry.");
    }
    QString badAnswer() const
    {
        return tr("X's answer could not be read, so it is not clear what happened. Retry: Postreel first checks "
                  "whether X has the Post.");
    }
    QString redirected() const
    {
        return tr("Something other than X answered: this network may want you to sign in. Open a web page in "
                  "your browser, sign in there, then retry.");
    }
    QString notReached() const
    {
        return tr("X cannot be reached, so nothing was sent. Check your network: Postreel continues by itself once X "
                  "is back.");
    }
    QString noAnswer() const
    {
        return tr("X did not answer, so it is not clear what happened. Retry: Postreel first checks whether X has the "
                  "Post.");
    }
    QString stalled() const
    {
        return tr("Nothing moved on the connection for too long, so it was closed. Check your network, then retry: it "
                  "continues where it stopped.");
    }
    QString aborted() const
    {
        return tr("This was stopped. Resume or retry to continue where it stopped.");
    }
    QString storage() const
    {
        if (m_error.problem == QLatin1String("unreadable-row"))
            return unreadableRowSentence(m_error.subject);
        if (m_error.detail == ErrorDetail::RoomForFix)
            //: %1 is how much the fix takes, such as 1.2 GB
            return tr("There is not enough space on the disk for the fix, which needs about %1. Free up space, then "
                      "fix the file again, or send it as it is.").arg(shownWords(m_error.said));
        if (m_error.detail == ErrorDetail::FileSizeLimit)
            return tr("The system does not let Postreel write files this large (ulimit -f), so it cannot save its "
                      "work, and nothing is sent until it can. Raise the limit, then start Postreel again.");
        if (m_error.detail == ErrorDetail::DiskFull)
            return tr("The disk is full, so Postreel cannot save its work, and nothing is sent until it can. Free up "
                      "space: Postreel continues by itself, or when you next start it.");
        return named(tr("Postreel could not read or write %1 on this computer's disk. Check that there is free space "
                        "and that the folder is writable, then start Postreel again."),
                     tr("Postreel could not read or write its own data on this computer's disk. Free up space, or "
                        "make the profile folder writable: nothing is sent until then."));
    }
    QString putAside() const
    {
        return tr("Postreel could not use its records in this profile, so it started new ones. The old ones are kept "
                  "as %1: add whatever was waiting in them again.")
            .arg(m_name);
    }
    QString usage() const
    {
        return named(tr("This cannot be done with %1. Check what you asked for and try again."),
                     tr("This cannot be done. Check what you asked for and try again."));
    }
    QString timedOut() const
    {
        return tr("Time is up. Everything done so far is saved: start again to continue.");
    }

    const Error &m_error;
    const QString m_name;
    const qint64 m_nowMs;
};

// clang-format off
QString Words::of(ErrorKind kind) const
{
    switch (kind) { // a table, one line each
    case ErrorKind::Missing: return missing();
    case ErrorKind::NotAFile: return notAFile();
    case ErrorKind::Unreadable: return unreadable();
    case ErrorKind::Empty: return empty();
    case ErrorKind::TooBig: return tooBig();
    case ErrorKind::UnsupportedType: return unsupportedType();
    case ErrorKind::FileChanged: return fileChanged();
    case ErrorKind::FileAway: return fileAway();
    case ErrorKind::NoFfmpeg: return noFfmpeg();
    case ErrorKind::CureFailed: case ErrorKind::NothingToMend: return noCure();
    case ErrorKind::NotAVideo: case ErrorKind::NoSuchFrame: return noCover();
    case ErrorKind::NameNotUtf8: return nameNotUtf8();
    case ErrorKind::TooLate: return tooLate();
    case ErrorKind::Refused: return refused();
    case ErrorKind::NotSignedIn: return notSignedIn();
    case ErrorKind::TokenLater: return tokenLater();
    case ErrorKind::NoCredit: return noCredit();
    case ErrorKind::Forbidden: return forbidden();
    case ErrorKind::Duplicate: return duplicate();
    case ErrorKind::NotFound: return notFound();
    case ErrorKind::TooLarge: return tooLarge();
    case ErrorKind::RateLimited: return rateLimited();
    case ErrorKind::ServerError: return serverError();
    case ErrorKind::BadAnswer: return badAnswer();
    case ErrorKind::NotEnrolled: case ErrorKind::AccountLocked: case ErrorKind::UsageCapped: case ErrorKind::NotFromX: case ErrorKind::MediaInvalid: return refusalText(m_error, m_name);
    case ErrorKind::Rejected: return rejectedText(m_name, {});
    case ErrorKind::Redirected: return redirected();
    case ErrorKind::NotReached: return notReached();
    case ErrorKind::TlsFailed: case ErrorKind::ProxyFailed: case ErrorKind::ProxySignIn:
    case ErrorKind::ProxyRefused: case ErrorKind::ProxyUnusable: return connectionSentence(m_error);
    case ErrorKind::NoAnswer: return noAnswer();
    case ErrorKind::Stalled: return stalled();
    case ErrorKind::Aborted: return aborted();
    case ErrorKind::Storage: return storage();
    case ErrorKind::PutAside: return putAside();
    case ErrorKind::Usage: return usage();
    case ErrorKind::TimedOut: return timedOut();
    case ErrorKind::None: break; }
    return {};
}
// clang-format on

} // namespace

QString sentence(const Error &error, const QString &fileName, qint64 nowMs)
{
    const QString about = fileName.isEmpty() ? error.subject : fileName;
    const QString words = Words(error, about.isEmpty() ? QString() : shownName(about), nowMs).of(error.kind);
    return words.isEmpty() || error.detail == ErrorDetail::RoomForFix ? words : withWordsOf(error, words);
}

QString sentence(const UploadView &upload, qint64 nowMs)
{
    if (upload.error.kind == ErrorKind::Rejected)
        return withWordsOf(upload.error, rejectedText(shownName(upload.file), upload));
    return sentence(upload.error, upload.file, nowMs);
}

QString withWordsOf(const Error &error, const QString &text)
{
    const QString said = shownWords(error.said);
    if (said.isEmpty())
        return text;
    switch (error.source) {
    case ErrorSource::X:
        //: %1 is one of our sentences, %2 are X's own words
        return Words::tr("%1 X says: “%2”").arg(text, said);
    case ErrorSource::AuthorizationServer:
        //: %1 is one of our sentences, %2 are the words of the server that people sign in at
        return Words::tr("%1 The sign-in server says: “%2”").arg(text, said);
    case ErrorSource::Proxy:
        //: %1 is one of our sentences, %2 are the words of a proxy
        return Words::tr("%1 The proxy says: “%2”").arg(text, said);
    case ErrorSource::Ffmpeg:
        //: %1 is one of our sentences, %2 are the words of ffmpeg
        return Words::tr("%1 ffmpeg says: “%2”").arg(text, said);
    case ErrorSource::System:
        //: %1 is one of our sentences, %2 are the words of the operating system or a library
        return Words::tr("%1 The system says: “%2”").arg(text, said);
    case ErrorSource::None:
        break;
    }
    //: %1 is one of our sentences, %2 what went wrong in other words
    return Words::tr("%1 What went wrong: “%2”").arg(text, said);
}

QString clockText(qint64 aheadMs, qint64 nowMs)
{
    const auto shown = [](qint64 ms) { return QLocale().toString(QDateTime::fromMSecsSinceEpoch(ms), QLocale::ShortFormat); };
    //: %1 and %2 are dates with times
    return Words::tr("This computer's clock is wrong: it says %1, the server's says %2. Correct it, then try again.")
        .arg(shown(nowMs), shown(nowMs - aheadMs));
}

} // namespace postreel
