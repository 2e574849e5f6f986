#include "ui/cli/run_words.h"

#include "ui/cli/cli_text.h"
#include "ui/connection_text.h"
#include "ui/error_text.h"
#include "ui/problem_text.h"
#include "ui/shown_words.h"
#include "ui/stage_text.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonArray>

namespace postreel {

Error rejectionReason(const FileVerdict &verdict, bool sendAnyway)
{
    // A file that changes during the check is still being written: its upload waits for that.
    if (verdict.error)
        return verdict.error.kind == ErrorKind::FileChanged ? Error{} : verdict.error;
    if (verdict.facts.mediaCategory.isEmpty() && !sendAnyway)
        return Error{.kind = ErrorKind::UnsupportedType, .subject = verdict.file};
    return {};
}

QStringList subtitleFiles(const StartRequest &request)
{
    QStringList files;
    for (const StartRequest::Subtitle &subtitle : request.subtitles)
        files << subtitle.file;
    return files;
}

QString pathOf(const QString &subject, const QStringList &files)
{
    for (const QString &file : files)
        if (subject.isEmpty() || file == subject || QFileInfo(file).fileName() == subject)
            return QFileInfo(file).absoluteFilePath();
    return subject;
}

QVector<EngineEvent> waitsOf(const PostView &post)
{
    QVector<EngineEvent> waits;
    const auto add = [&](const QString &uploadId, WaitReason reason, qint64 untilAtMs) {
        const QDateTime until = QDateTime::fromMSecsSinceEpoch(untilAtMs, Qt::UTC);
        waits << EngineEvent{.name = QStringLiteral("waiting"),
                             .postId = post.id,
                             .uploadId = uploadId,
                             .fields = {{QStringLiteral("reason"), nameOf(reason)},
                                        {QStringLiteral("until"),
                                         untilAtMs > 0 ? until.toString(Qt::ISODateWithMs) : QString()}}};
    };
    const bool waiting = post.state == PostState::Waiting || post.state == PostState::Unconfirmed;
    if (waiting && post.reason != WaitReason::None) {
        add({}, post.reason, post.untilAtMs);
        waits.last().error = post.error;
    }
    for (const UploadView &upload : post.uploads)
        if (upload.state == UploadState::Waiting)
            add(upload.id, upload.reason, upload.untilAtMs);
    return waits;
}

QJsonObject createdFields(const PostView &post)
{
    QJsonArray media;
    for (const UploadView &upload : post.uploads) // subtitles and covers, too: events name their uploads
        media << QJsonObject{{QStringLiteral("upload"), upload.id}, {QStringLiteral("file"), upload.file}};
    return {{QStringLiteral("post"), post.id},
            {QStringLiteral("account"), post.accountLabel},
            {QStringLiteral("media"), media}};
}

QJsonObject postedFields(const PostView &post)
{
    QJsonArray files;
    for (const UploadView &upload : post.uploads)
        if (upload.kind == UploadKind::Media)
            files << upload.file;
    return {{QStringLiteral("post"), post.id},
            {QStringLiteral("id"), post.postedId},
            {QStringLiteral("url"), post.url.toString()},
            {QStringLiteral("files"), files}};
}

QJsonObject verdictFields(const FileVerdict &verdict)
{
    QJsonArray problems;
    for (const Problem &problem : verdict.problems)
        problems << QJsonObject{{QStringLiteral("field"), problem.field},
                                {QStringLiteral("value"), problem.value},
                                {QStringLiteral("limit"), problem.limit},
                                {QStringLiteral("fix"), problem.fix}};
    return {{QStringLiteral("upload"), QString()},
            {QStringLiteral("file"), verdict.file},
            {QStringLiteral("verdict"), nameOf(verdict.verdict)},
            {QStringLiteral("problems"), problems}};
}

QVector<Problem> problemsOf(const QJsonObject &verdictFields)
{
    QVector<Problem> problems;
    for (const QJsonValue &problem : verdictFields[QLatin1String("problems")].toArray())
        problems << Problem{problem[QStringLiteral("field")].toString(), problem[QStringLiteral("value")].toString(),
                            problem[QStringLiteral("limit")].toString(), problem[QStringLiteral("fix")].toString()};
    return problems;
}

QString verdictLine(const FileVerdict &verdict)
{
    QString line = shownName(verdict.file) % QStringLiteral(": ") % verdictText(verdict.verdict, verdict.headersAlone);
    for (const Problem &problem : verdict.problems)
        line += QStringLiteral(". ") % problemWithFix(problem);
    return line;
}

namespace {

// The upload that an event is about; a default one if it is about the Post.
UploadView uploadOf(const EngineEvent &event, const PostView &post)
{
    for (const UploadView &upload : post.uploads)
        if (upload.id == event.uploadId)
            return upload;
    return {};
}

QString fixWords(const EngineEvent &event, const UploadView &upload)
{
    if (event.error) // a fix was tried and failed
        return sentence(event.error, upload.file, ErrorSituation::NeedsFix);
    QStringList problems;
    for (const Problem &problem : upload.problems)
        problems << problemWithFix(problem);
    if (problems.isEmpty())
        problems << verdictText(isRefusal(upload.verdict) ? upload.verdict : Verdict::MayBeRefused);
    const QString all = problems.join(QStringLiteral(". "));
    if (event.wantsFfmpeg)
        //: %1 is what is wrong with a file, %2 a whole sentence: that ffmpeg is not installed
        return CliText::tr("%1. %2").arg(all, sentence(Error{.kind = ErrorKind::NoFfmpeg}, {}, ErrorSituation::NeedsFix));
    return event.offered == FixKind::None ? CliText::tr("%1. Change the file, or send it anyway.").arg(all)
                                           : CliText::tr("%1. Fix it (--fix auto), or send it anyway.").arg(all);
}

// There was no token to send: time does not help, a sign-in does.
bool lacksToken(const Error &error)
{
    return error.kind == ErrorKind::NotSignedIn && error.http == 0;
}

// For a Post that may be on X.
QString unconfirmedWords(const PostView &post)
{
    if (post.sandbox)
        return CliText::tr("Whether this Post is in the sandbox can only be looked up while the sandbox runs. Add --sandbox.");
    if (post.accountLabel.isEmpty())
        return CliText::tr("Whether this Post is on X can only be looked up with the sign-in or token that it was sent with. Sign in "
                           "again, or bring that token.");
    //: %1 is an account, such as @name
    return CliText::tr("Whether this Post is on X can only be looked up with the sign-in or a token of %1. Sign in as %1, or bring "
                       "such a token.").arg(shownWords(post.accountLabel));
}

QString needsWords(const EngineEvent &event, const UploadView &upload, const PostView &post)
{
    const QString action = event.fields[QLatin1String("action")].toString();
    const Error &error = event.error;
    if (action == QLatin1String("fix"))
        return fixWords(event, upload);
    if (action == QLatin1String("decide"))
        return sentence(error, upload.file, ErrorSituation::AskPerson);
    if (post.state == PostState::Unconfirmed && lacksToken(error) && error.problem.isEmpty())
        return unconfirmedWords(post);
    if (error) // an error of a proxy: it waits
        return sentence(error, upload.file, error.kind == ErrorKind::NotSignedIn ? situationOfSignIn(error) : ErrorSituation::Waits);
    return CliText::tr("No account is signed in for this. Sign in, or name the account to post from.");
}

} // namespace

QString messageOf(const EngineEvent &event, const PostView &post)
{
    UploadView about = uploadOf(event, post);
    about.error = event.error; // the snapshot may be older or newer than the event
    QString words;
    if (event.name == QLatin1String("needs"))
        words = needsWords(event, about, post);
    else if (event.name == QLatin1String("failed"))
        words = sentence(about, ErrorSituation::Failed);
    const QString name = about.file.isEmpty() ? QString() : shownName(about.file);
    if (words.isEmpty() || name.isEmpty() || words.contains(name))
        return words;
    return name % QStringLiteral(": ") % words;
}

QString warningOf(const EngineEvent &event, const PostView &post)
{
    const bool goesOut = event.fields[QLatin1String("verdict")].toString() == nameOf(Verdict::Ready);
    QStringList problems;
    for (const Problem &problem : problemsOf(event.fields))
        problems << problemWithFix(problem);
    if (event.name != QLatin1String("verdict") || !goesOut || problems.isEmpty())
        return {};
    return shownName(uploadOf(event, post).file) % QStringLiteral(": ") % problems.join(QStringLiteral(". ")) % u'.';
}

QString waitLine(const EngineEvent &event, const PostView &post)
{
    const WaitReason reason = waitReasonOf(event.fields[QLatin1String("reason")].toString());
    const QDateTime until = QDateTime::fromString(event.fields[QLatin1String("until")].toString(), Qt::ISODateWithMs);
    const QString words = waitText(reason, until.isValid() ? until.toMSecsSinceEpoch() : 0,
                                   QDateTime::currentMSecsSinceEpoch(), event.error);
    const QString file = uploadOf(event, post).file;
    if (reason == WaitReason::TokenRefused && lacksToken(event.error))
        return {};
    if (!connectionText(reason, event.error).isEmpty()) // the message on a terminal has to explain it in full
        return (file.isEmpty() ? CliText::tr("The Post") : shownName(file)) % QStringLiteral(": ")
            % sentence(event.error, {}, ErrorSituation::Waits);
    return (file.isEmpty() ? CliText::tr("The Post") : shownName(file)) % QStringLiteral(": ") % words % u'.';
}

} // namespace postreel
