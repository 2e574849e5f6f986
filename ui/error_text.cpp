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
        return named(tr("The file %1 is not there. It may have been moved or renamed: add it again from "
                        "where it is now."),
                     tr("The file is not there. It may have been moved or renamed: add it again from where "
                        "it is now."));
    }
    QString notAFile() const
    {
        return named(tr("%1 is not a file but a folder or a device. Nothing of it was added: open it and add "
                        "the files in it."),
                     tr("This is not a file but a folder or a device. Nothing of it was added: open it and "
                        "add the files in it."));
    }
    QString unreadable() const
    {
        return named(tr("The file %1 cannot be read. Allow reading it in its properties, or copy it to a "
                        "folder of yours, then add it again."),
                     tr("The file cannot be read. Allow reading it in its properties, or copy it to a folder "
                        "of yours, then add it again."));
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
        return named(tr("The file %1 is larger than 8 GB, more than can be sent to X at all. Make it "
                        "smaller, then add it again."),
                     tr("The file is larger than 8 GB, more than can be sent to X at all. Make it smaller, "
                        "then add it again."));
    }
    QString unsupportedType() const
    {
        return named(tr("The content of %1 is of no kind that X takes. Convert it to MP4, or to JPEG or PNG "
                        "if it is a picture, then add it."),
                     tr("The content of the file is of no kind that X takes. Convert it to MP4, or to JPEG "
                        "or PNG if it is a picture, then add it."));
    }
    QString fileChanged() const
    {
        return named(tr("The file %1 was changed meanwhile, so what was made or sent of it does not fit together any more. "
                        "Retry to begin anew with the file as it is now."),
                     tr("The file was changed meanwhile, so what was made or sent of it does not fit together any more. "
                        "Retry to begin anew with the file as it is now."));
    }
    QString fileAway() const
    {
        return named(tr("The file %1 is out of reach. Insert the card or connect the share again: the upload "
                        "goes on where it stopped."),
                     tr("The file is out of reach. Insert the card or connect the share again: the upload "
                        "goes on where it stopped."));
    }
    QString noFfmpeg() const
    {
        return tr("This takes ffmpeg, which is not installed. Install the package ffmpeg, then try again; or send the "
                  "file as it is.");
    }
    QString noCure() const
    {
        if (m_error.kind == ErrorKind::NothingToMend)
            return nothingToMend();
        return named(tr("%1 could not be mended; the original is untouched. Convert it with another program, or send it "
                        "as it is."),
                     tr("The file could not be mended; the original is untouched. Convert it with another program, or "
                        "send it as it is."));
    }
    QString nothingToMend() const
    {
        return named(tr("Postreel knows no cure for %1. Replace it with a file that X takes, or send it as it is."),
                     tr("Postreel knows no cure for the file. Replace it with one that X takes, or send it as it is."));
    }
    QString notAVideo() const
    {
        return named(tr("A cover belongs to a video, and %1 is none. Leave the cover out, or choose a video."),
                     tr("A cover belongs to a video, and this file is none. Leave the cover out, or choose a video."));
    }
    QString tooLate() const
    {
        return named(tr("%1 was not added: its Post had left, or was discarded, by then. Add it to another Post."),
                     tr("The file was not added: its Post had left, or was discarded, by then. Add it to another Post."));
    }
    QString noCover() const
    {
        if (m_error.kind == ErrorKind::NotAVideo)
            return notAVideo();
        if (!m_error.wantedMs || !m_error.lengthMs)
            return tr("The film has no frame at that time. Choose an earlier time.");
        const bool close = spanText(*m_error.wantedMs) == spanText(*m_error.lengthMs);
        const auto shown = [close](qint64 ms) { return close ? filmTimeText(ms) : spanText(ms); };
        const QString length = shown(*m_error.lengthMs);
        const QString wanted = shown(*m_error.wantedMs);
        if (m_name.isEmpty())
            //: %1 and %2 are times of a film, such as 0:05
            return tr("The film is %1 long: there is no frame at %2. Choose an earlier time.").arg(length, wanted);
        //: %1 is a file name, %2 and %3 are times of a film, such as 0:05
        return tr("The film %1 is %2 long: there is no frame at %3. Choose an earlier time.")
            .arg(m_name, length, wanted);
    }
    QString nameNotUtf8() const
    {
        return named(tr("The name of the file %1 is not valid UTF-8, so the file cannot be opened under it. Rename it, then "
                        "add it again."),
                     tr("The name of the file is not valid UTF-8, so the file cannot be opened under it. Rename it, then "
                        "add it again."));
    }
    QString refused() const
    {
        return named(tr("X refused %1. Mend what X names, then retry."),
                     tr("X refused the request. Mend what X names, then retry."));
    }
    QString tokenLater() const
    {
        return tr("This account's sign-in cannot be used just now: the keychain is locked or away, or X does not renew "
                  "it. Postreel tries again by itself.");
    }
    QString notSignedIn() const
    {
        if (m_error.problem == QLatin1String("other-user"))
            return otherUserSentence(m_error.subject, m_error.said);
        if (m_error.http == 0) // nothing was sent: there was no token to send
            return tr("No account is chosen, or none is signed in here, so nothing can be sent. Choose the sandbox or "
                      "an account, and it goes on.");
        return tr("X does not accept the sign-in of this account any more. Nothing is lost: sign in again, "
                  "and it goes on.");
    }
    QString noCredit() const
    {
        return tr("The developer account has no credit left, so X does not take more. Add credit in X's "
                  "developer portal, then retry.");
    }
    QString forbidden() const
    {
        if (m_error.detail == ErrorDetail::CreatePost)
            return tr("X does not allow this Post for the account; what is uploaded stays uploaded. Check that its access "
                      "includes posting (tweet.write) and that the account may post on x.com, then retry.");
        if (m_error.detail == ErrorDetail::ReadAccount)
            return tr("X does not allow reading the account or its Posts. Check that its access includes that (users.read "
                      "and tweet.read), sign in again, then retry.");
        return tr("X does not allow this for the account. Check that its access includes uploading media "
                  "(media.write), sign in again, then retry.");
    }
    QString duplicate() const
    {
        return tr("X already has a Post with the same content. Look at your timeline; if it is not there, "
                  "change the text and retry.");
    }
    QString notFound() const
    {
        return tr("X does not know this address or this media any more. Retry; if it stays, check the "
                  "address of the API.");
    }
    QString tooLarge() const
    {
        return tr("X did not take a piece of this size, not even the smallest one. Retry later, or make the "
                  "file smaller.");
    }
    QString rateLimited() const
    {
        if (!m_error.resetsAtMs)
            return tr("X's limit is used up for now. Nothing is lost: it goes on by itself, there is nothing "
                      "to do but wait.");
        //: %1 is a time of day, or a date and time
        return tr("X's limit is used up. Nothing is lost: it goes on by itself at %1, there is nothing to do "
                  "but wait.")
            .arg(momentText(*m_error.resetsAtMs, m_nowMs));
    }
    QString serverError() const
    {
        return tr("X has trouble of its own at the moment. Nothing is lost: wait a little, then retry.");
    }
    QString badAnswer() const
    {
        return tr("X's answer could not be read, so it is not known what it did. Retry; Postreel looks first "
                  "whether X has the Post.");
    }
    QString rejected() const
    {
        return named(tr("X could not process %1. Convert it to MP4 with H.264 video and AAC sound, then add "
                        "it again, or retry."),
                     tr("X could not process the file. Convert it to MP4 with H.264 video and AAC sound, "
                        "then add it again, or retry."));
    }
    QString redirected() const
    {
        return tr("Something other than X answered: this network may want you to sign in. Open a web page in "
                  "your browser, sign in there, then retry.");
    }
    QString notReached() const
    {
        return tr("X cannot be reached; nothing was sent. Check the network: it goes on by itself when X is "
                  "there again.");
    }
    QString noAnswer() const
    {
        return tr("X did not answer, so it is not known what it did. Retry; Postreel looks first whether X "
                  "has the Post.");
    }
    QString stalled() const
    {
        return tr("The connection stood still for too long and was ended. Check the network, then retry: it "
                  "goes on where it stopped.");
    }
    QString aborted() const
    {
        return tr("This was stopped here. Resume or retry to go on where it stopped.");
    }
    QString storage() const
    {
        if (m_error.problem == QLatin1String("unreadable-row"))
            return unreadableRowSentence(m_error.subject);
        if (m_error.detail == ErrorDetail::RoomForFix)
            //: %1 is how much the fix takes, such as 1.2 GB
            return tr("The disk has too little room for the fix: it takes about %1. Make room there, then fix the file "
                      "again, or send it as it is.").arg(shownWords(m_error.said));
        if (m_error.detail == ErrorDetail::FileSizeLimit)
            return tr("The system lets this program write no longer files (ulimit -f), so what has to be recorded or made "
                      "cannot be, and nothing is sent until it can. Raise the limit, then start again.");
        if (m_error.detail == ErrorDetail::DiskFull)
            return tr("The disk is full, so Postreel cannot record what it does, and nothing is sent until it can. Make room "
                      "there: it goes on by itself, or with the next start.");
        return named(tr("Postreel could not read or write %1 on this computer's disk. Check that there is "
                        "free space and that the folder is writable, then start again."),
                     tr("Postreel could not read or write its own data on this computer's disk. Make room "
                        "there, or make the profile folder writable: nothing is sent until then."));
    }
    QString putAside() const
    {
        return tr("Postreel's records in this profile could not be used, so it began new ones. The old ones are "
                  "kept as %1: what was waiting in them has to be added again.")
            .arg(m_name);
    }
    QString usage() const
    {
        return named(tr("This cannot be done with %1. Check what you asked for and try again."),
                     tr("This cannot be done. Check what you asked for and try again."));
    }
    QString timedOut() const
    {
        return tr("The time that was given is over. What was done is saved: start again to go on.");
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
    case ErrorKind::Rejected: return rejected();
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
    return Words::tr("The clock of this computer is wrong: it says %1, the server's says %2. Set it right, then try again.")
        .arg(shown(nowMs), shown(nowMs - aheadMs));
}

} // namespace postreel
