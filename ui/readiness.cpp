#include "ui/readiness.h"

#include "ui/media_mix.h"
#include "ui/problem_text.h"

#include <QCoreApplication>

namespace postreel {

namespace {

class Readiness
{
    Q_DECLARE_TR_FUNCTIONS(Readiness)
};

bool needsAPerson(const UploadView &upload)
{
    return upload.state == UploadState::NeedsFix || upload.state == UploadState::Failed;
}

// For a file that waits for a decision.
QString whatIsAsked(const UploadView &upload)
{
    const QString why = isRefusal(upload.verdict) ? verdictText(upload.verdict) : Readiness::tr("A file waits for your decision");
    return upload.offer.kind == FixKind::None
               //: %1 is what is wrong, such as "X may refuse this"
               ? Readiness::tr("%1: send it anyway or remove it first").arg(why)
               : Readiness::tr("%1: fix it, send it anyway or remove it first").arg(why);
}

QString whyNotMedia(const QVector<UploadView> &uploads)
{
    QVector<FileKind> kinds;
    bool tracks = false;
    for (const UploadView &upload : uploads) {
        if (upload.kind == UploadKind::Subtitle)
            tracks = tracks || needsAPerson(upload);
        if (upload.kind != UploadKind::Media)
            continue;
        if (upload.state == UploadState::NeedsFix)
            return whatIsAsked(upload);
        if (upload.state == UploadState::Failed)
            return Readiness::tr("An upload failed: retry or remove it first");
        kinds << kindOf(upload);
    }
    if (tracks)
        return Readiness::tr("Something is wrong with the subtitles: check them in their video's menu first");
    return mixAdvice(kinds);
}

} // namespace

QString whyNotPost(const QString &text, const QVector<UploadView> &uploads, bool hasAccount)
{
    if (text.trimmed().isEmpty() && uploads.isEmpty())
        return Readiness::tr("There is nothing to post yet: write something or add media");
    if (const QString why = whyNotMedia(uploads); !why.isEmpty())
        return why;
    return hasAccount ? QString() : Readiness::tr("Choose first where it goes: the sandbox or X");
}

QString whyNotPost(const PostView &draft)
{
    return whyNotPost(draft.parts.value(0), draft.uploads, !draft.account.isEmpty());
}

} // namespace postreel
