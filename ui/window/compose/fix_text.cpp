#include "ui/window/compose/fix_text.h"

#include "ui/line_parts.h"
#include "ui/quantities.h"
#include "ui/stage_text.h"
#include "ui/window/parts/post_actions.h"

#include <QCoreApplication>

namespace postreel {

namespace {

constexpr qint64 worthTellingMs = 2000;

class FixText
{
    Q_DECLARE_TR_FUNCTIONS(FixText)
};

QString kindText(FixKind kind)
{
    // clang-format off
    switch (kind) {
    case FixKind::None: return {};
    case FixKind::Text: return FixText::tr("Rewrites the subtitles as UTF-8");
    case FixKind::Remux: return FixText::tr("Puts it into an MP4 as it is");
    case FixKind::Trim: return FixText::tr("Cuts it");
    case FixKind::Audio: return FixText::tr("Converts the sound");
    case FixKind::Video: return FixText::tr("Converts the picture");
    case FixKind::Both: return FixText::tr("Converts picture and sound");
    case FixKind::Fit: return FixText::tr("Converts it to fit");
    case FixKind::Picture: return FixText::tr("Makes a picture that fits");
    case FixKind::Gif: return FixText::tr("Makes a GIF that fits");
    }
    // clang-format on
    return {};
}

// What the fix leaves unchanged.
QString keptText(FixKind kind)
{
    switch (kind) {
    case FixKind::Remux:
    case FixKind::Trim:
        return FixText::tr("Picture and sound stay as they are");
    case FixKind::Audio:
        return FixText::tr("The picture stays as it is");
    case FixKind::Video:
        return FixText::tr("The sound stays as it is");
    case FixKind::None:
    case FixKind::Text:
    case FixKind::Both:
    case FixKind::Fit:
    case FixKind::Picture:
    case FixKind::Gif:
        return {};
    }
    return {};
}

QString readyIn(qint64 ms, qint64 nowMs)
{
    constexpr qint64 hourMs = 3'600'000;
    //: %1 is a time of day, or a date and time
    return ms < hourMs ? aboutText(ms) : FixText::tr("ready at %1").arg(dateTimeText(nowMs + ms, nowMs));
}

QString withTime(const QString &what, const QString &time)
{
    //: %1 is "Fix it" or "Send anyway", %2 how long it takes, such as "10 s", or "ready at 14:25"
    return time.isEmpty() ? what : FixText::tr("%1 (%2)").arg(what, time);
}

} // namespace

QString fixText(const UploadView &upload, qint64 nowMs)
{
    const QString fix = actionText(PostAction::Fix);
    if (upload.fixedInMs >= 0)
        return withTime(fix, readyIn(upload.fixedInMs, nowMs));
    return withTime(fix, upload.offer.ms >= worthTellingMs ? aboutText(upload.offer.ms) : QString());
}

QString sendAnywayText(const UploadView &upload, qint64 nowMs)
{
    return withTime(actionText(PostAction::SendAnyway), upload.sentInMs < 0 ? QString() : readyIn(upload.sentInMs, nowMs));
}

QString fixSteps(const UploadView &upload)
{
    if (upload.offer.kind == FixKind::None)
        return {};
    QStringList steps;
    for (const Problem &problem : upload.problems)
        steps << problem.fix;
    steps.removeAll(QString());
    steps.removeDuplicates();
    if (steps.isEmpty())
        steps << kindText(upload.offer.kind);
    steps << keptText(upload.offer.kind);
    if (upload.offer.bytes > 0)
        //: %1 is the size of a file that was fixed
        steps << FixText::tr("About %1 afterwards").arg(bytesText(upload.offer.bytes));
    steps.removeAll(QString());
    return steps.join(QStringLiteral(". ")) % u'.';
}

QString fixHint(const UploadView &upload)
{
    const QString steps = fixSteps(upload);
    if (steps.isEmpty() || upload.fixedInMs < 0)
        return steps;
    //: %1 are whole sentences: what a fix does
    return FixText::tr("%1 The time shown includes the upload.").arg(steps);
}

QString fixingText(const UploadView &upload)
{
    const QString stage = stateWord(UploadState::Fixing);
    if (upload.fixPercent < 0)
        return stage;
    const QString left = timeLeftText(upload.fixLeftMs);
    //: %1 is a percentage
    return lineOf({stage, FixText::tr("%1 %").arg(upload.fixPercent),
                   //: %1 is a time left, such as "20 s left"
                   left.isEmpty() ? QString() : FixText::tr("about %1").arg(left)});
}

} // namespace postreel
