#include "ui/error_text.h"
#include "ui/shown_words.h"
#include "ui/stage_text.h"

#include "ui/connection_text.h"
#include "ui/file_text.h"
#include "ui/record_text.h"
#include "ui/refusal_text.h"

#include <QCoreApplication>

namespace postreel {

namespace {

// The messages. Each says what happened, what it means and the next step.
class Words
{
    Q_DECLARE_TR_FUNCTIONS(ErrorText)

public:
    explicit Words(const ErrorContext &told) : m_told(told), m_error(told.error()) {}

    ErrorMessage of(ErrorKind kind) const;

private:
    QString named(const QString &withName, const QString &without) const { return m_told.named(withName, without); }
    ErrorMessage unsupportedType() const
    {
        return m_told.saying(named(tr("X does not take files like %1."), tr("X does not take files of this kind.")),
                             tr("Convert it to MP4, or to JPEG or PNG if it is a picture, %1."),
                             tr("Convert it to MP4, or to JPEG or PNG if it is a picture."));
    }
    ErrorMessage refused() const
    {
        //: %1 is a file name in isolates; so in all sentences below.
        return m_told.saying(named(tr("X refused %1."), tr("X refused the request.")),
                             //: %1 is what to do then, such as "then retry"; so in all sentences below
                             tr("Change what X objects to, %1."), tr("Change what X objects to."));
    }
    ErrorMessage tokenLater() const
    {
        if (m_error.problem == QLatin1String("whose-token"))
            return {tr("X does not say right now whose access token this is, so nothing is sent with it. Postreel asks "
                       "again by itself."), true};
        return m_told.saying(tr("This account's sign-in cannot be used right now: the keychain is locked or not running, or "
                                "X is not renewing it."),
                             tr("Unlock or start the keychain, %1."));
    }
    ErrorMessage notSignedIn() const
    {
        if (m_error.problem == QLatin1String("other-user"))
            return otherUserMessage(m_told);
        if (m_told.is(ErrorSituation::NeedsSignIn) && m_error.http == 0)
            return {tr("This account is not signed in, so nothing can be sent. Sign in again to continue."), true};
        if (m_told.is(ErrorSituation::NeedsSignIn))
            return {tr("X no longer accepts this account's sign-in. Nothing is lost: sign in again to continue."), true};
        if (m_error.http == 0 && (m_told.is(ErrorSituation::NotDone) || m_told.is(ErrorSituation::NeedsAccount)))
            return {tr("No account is chosen or signed in, so nothing can be sent. Choose the sandbox or an account to "
                       "continue."), true};
        if (m_error.http == 0) // there was no token to send
            return m_told.saying(tr("This account is not signed in, so nothing can be sent."), tr("Choose another account, %1."));
        return m_told.saying(tr("X does not accept this sign-in."), tr("Check that it is a user's and has not ended, %1."));
    }
    ErrorMessage noCredit() const
    {
        return m_told.saying(tr("The developer account has no credit left, so X takes nothing more."),
                             tr("Add credit in X's developer portal, %1."), tr("Add credit in X's developer portal."));
    }
    ErrorMessage forbidden() const
    {
        if (m_error.cause == ErrorCause::CreatePost)
            return m_told.saying(tr("X does not let this account send this Post; what is uploaded stays uploaded."),
                                 tr("Check that the account's access includes posting (tweet.write) and that it can post on "
                                    "x.com, %1."),
                                 tr("Check that the account's access includes posting (tweet.write) and that it can post on "
                                    "x.com."));
        if (m_error.cause == ErrorCause::ReadAccount)
            return m_told.saying(tr("X does not let Postreel read this account or its Posts."),
                                 tr("Check that its access includes that (users.read and tweet.read), %1."),
                                 tr("Check that its access includes that (users.read and tweet.read)."));
        if (m_error.cause == ErrorCause::FinishMedia)
            return m_told.saying(tr("X took the whole file but does not let this account use it."),
                                 tr("Check on x.com that the account can post it, %1."),
                                 tr("Check on x.com that the account can post it."));
        return m_told.saying(tr("X does not let this account do this."),
                             tr("Check that its access includes uploading media (media.write), %1."),
                             tr("Check that its access includes uploading media (media.write)."));
    }
    ErrorMessage duplicate() const
    {
        return m_told.saying(tr("X already has a Post with the same content."),
                             tr("Check your timeline; if it is not there, change the text, %1."),
                             tr("Check your timeline."));
    }
    ErrorMessage notFound() const
    {
        const QString what = tr("X no longer knows this address or this media.");
        if (m_told.step() == NextStep::Retry)
            return {joined(what, tr("Retry; if that does not help, check the address of the API.")), true};
        return m_told.saying(what, tr("Check the address of the API, %1."), tr("Check the address of the API."));
    }
    ErrorMessage tooLarge() const
    {
        return m_told.saying(tr("X did not take even the smallest segment."), tr("Wait a while or make the file smaller, %1."));
    }
    ErrorMessage rateLimited() const
    {
        const bool known = m_error.resetsAtMs.has_value();
        const QString until = known ? dateTimeText(*m_error.resetsAtMs, m_told.nowMs()) : QString();
        if (m_told.goesOn())
            //: %1 is a time of day, or a date and time
            return {known ? tr("X's limit is used up. Nothing is lost, and there is nothing you need to do: it continues by "
                               "itself at %1.").arg(until)
                          : tr("X's limit is used up for now. Nothing is lost, and there is nothing you need to do: it "
                               "continues by itself."), true};
        return m_told.saying(known ? tr("X's limit is used up until %1.").arg(until) : tr("X's limit is used up for now."),
                             tr("Wait until it is over, %1."));
    }
    ErrorMessage serverError() const
    {
        return m_told.saying(tr("X is having problems right now. Nothing is lost."), tr("Wait a little, %1."));
    }
    // `unclear`: `happened` plus what it means, for the situation in which nothing retries by itself.
    ErrorMessage noAnswer(const QString &happened, const QString &unclear) const
    {
        if (m_told.step() == NextStep::Retry)
            return {joined(unclear, tr("Retry: Postreel first checks whether X has the Post.")), true};
        return m_told.saying(happened, tr("Wait a little, %1."));
    }
    ErrorMessage redirected() const
    {
        return m_told.saying(tr("Something other than X answered: this network may want you to sign in."),
                             tr("Open a web page in your browser and sign in there, %1."),
                             tr("Open a web page in your browser and sign in there."));
    }
    ErrorMessage notReached() const
    {
        if (m_told.goesOn())
            return {tr("X cannot be reached. Nothing is lost: Postreel continues by itself once X is back."), true};
        return m_told.saying(tr("X cannot be reached."), tr("Check your network, %1."), tr("Check your network."));
    }
    ErrorMessage stalled() const
    {
        return m_told.saying(tr("Nothing moved on the connection for too long, so it was closed. Nothing is lost."),
                             tr("Check your network, %1."), tr("Check your network."));
    }
    ErrorMessage aborted() const
    {
        if (m_told.step() == NextStep::Retry)
            return {tr("This was stopped. Retry to continue where it stopped."), true};
        return {tr("This was stopped before it was done."), false};
    }
    ErrorMessage usage() const
    {
        return m_told.saying(named(tr("This cannot be done with %1."), tr("This cannot be done.")),
                             tr("Check what you asked for, %1."), tr("Check what you asked for."));
    }
    ErrorMessage timedOut() const
    {
        return {tr("Time is up. Everything done so far is saved: start again to continue."), true};
    }

    const ErrorContext &m_told;
    const Error &m_error;
};

// clang-format off
ErrorMessage Words::of(ErrorKind kind) const
{
    switch (kind) { // a table, one line each
    case ErrorKind::Missing: case ErrorKind::NotAFile: case ErrorKind::Unreadable: case ErrorKind::Empty:
    case ErrorKind::TooBig: case ErrorKind::FileChanged: case ErrorKind::FileAway: case ErrorKind::NoFfmpeg:
    case ErrorKind::FixFailed: case ErrorKind::NothingToFix: case ErrorKind::NotAVideo: case ErrorKind::NoSuchFrame:
    case ErrorKind::NameNotUtf8: case ErrorKind::TooLate: return fileMessage(m_told);
    case ErrorKind::UnsupportedType: return unsupportedType();
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
    case ErrorKind::BadAnswer: return noAnswer(tr("X's answer could not be read."), tr("X's answer could not be read, so it is not clear what happened."));
    case ErrorKind::NoAnswer: return noAnswer(tr("X did not answer."), tr("X did not answer, so it is not clear what happened."));
    case ErrorKind::NotEnrolled: case ErrorKind::AccountLocked: case ErrorKind::UsageCapped: case ErrorKind::NotFromX:
    case ErrorKind::MediaInvalid: return refusalMessage(m_told);
    case ErrorKind::Rejected: return rejectedMessage(m_told, {});
    case ErrorKind::Redirected: return redirected();
    case ErrorKind::NotReached: return notReached();
    case ErrorKind::TlsFailed: case ErrorKind::ProxyFailed: case ErrorKind::ProxySignIn:
    case ErrorKind::ProxyRefused: case ErrorKind::ProxyUnusable: return connectionMessage(m_told);
    case ErrorKind::Stalled: return stalled();
    case ErrorKind::Aborted: return aborted();
    case ErrorKind::Storage: case ErrorKind::PutAside: return recordMessage(m_told);
    case ErrorKind::Usage: return usage();
    case ErrorKind::TimedOut: return timedOut();
    case ErrorKind::None: break; }
    return {};
}
// clang-format on

// True if the message already contains the error's own words.
bool isInItsSentence(const Error &error)
{
    return error.cause == ErrorCause::RoomForFix || error.problem == QLatin1String("other-user");
}

} // namespace

QString sentence(const Error &error, const QString &fileName, ErrorSituation situation, qint64 nowMs)
{
    if (situation == ErrorSituation::AskPerson)
        return withWordsOf(error, Words::tr("Postreel could not find out whether this Post is on X. Look on X before you "
                                            "post it again."));
    const QString about = fileName.isEmpty() ? error.subject : fileName;
    const ErrorContext told(error, about.isEmpty() ? QString() : shownName(about), situation, nowMs);
    const QString words = told.whole(Words(told).of(error.kind));
    return words.isEmpty() || isInItsSentence(error) ? words : withWordsOf(error, words);
}

QString sentence(const UploadView &upload, ErrorSituation situation, qint64 nowMs)
{
    if (upload.error.kind != ErrorKind::Rejected)
        return sentence(upload.error, upload.file, situation, nowMs);
    const ErrorContext told(upload.error, shownName(upload.file), situation, nowMs);
    return withWordsOf(upload.error, told.whole(rejectedMessage(told, upload)));
}

QString withWordsOf(const Error &error, const QString &text)
{
    const QString said = shownWords(error.detail);
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
    return Words::tr("This computer's clock is wrong: it says %1, the server's says %2. Correct it first.")
        .arg(shown(nowMs), shown(nowMs - aheadMs));
}

} // namespace postreel
