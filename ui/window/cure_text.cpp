#include "ui/window/cure_text.h"

#include "ui/error_text.h"
#include "ui/line_parts.h"
#include "ui/quantities.h"
#include "ui/window/row_facts.h"

#include <QCoreApplication>

namespace postreel {

namespace {

constexpr qint64 worthTellingMs = 2000;

class Cure
{
    Q_DECLARE_TR_FUNCTIONS(CureText)
};

QString kindText(CureKind kind)
{
    // A table, one line each.
    // clang-format off
    switch (kind) {
    case CureKind::None: return {};
    case CureKind::Text: return Cure::tr("Rewrites the subtitles as UTF-8");
    case CureKind::Remux: return Cure::tr("Puts it into an MP4 as it is");
    case CureKind::Trim: return Cure::tr("Cuts it");
    case CureKind::Audio: return Cure::tr("Converts the sound");
    case CureKind::Video: return Cure::tr("Converts the picture");
    case CureKind::Both: return Cure::tr("Converts picture and sound");
    case CureKind::Fit: return Cure::tr("Converts it to fit");
    case CureKind::Picture: return Cure::tr("Makes a picture that fits");
    case CureKind::Gif: return Cure::tr("Makes a GIF that fits");
    }
    // clang-format on
    return {};
}

// What loses nothing by it.
QString keptText(CureKind kind)
{
    switch (kind) {
    case CureKind::Remux:
    case CureKind::Trim:
        return Cure::tr("Picture and sound stay as they are");
    case CureKind::Audio:
        return Cure::tr("The picture stays as it is");
    case CureKind::Video:
        return Cure::tr("The sound stays as it is");
    case CureKind::None:
    case CureKind::Text:
    case CureKind::Both:
    case CureKind::Fit:
    case CureKind::Picture:
    case CureKind::Gif:
        return {};
    }
    return {};
}

QString readyIn(qint64 ms, qint64 nowMs)
{
    constexpr qint64 hourMs = 3'600'000;
    //: %1 is a time of day, or a date and time
    return ms < hourMs ? aboutText(ms) : Cure::tr("ready at %1").arg(momentText(nowMs + ms, nowMs));
}

QString withTime(const QString &what, const QString &time)
{
    //: %1 is "Fix it" or "Send anyway", %2 how long it takes, such as "10 s", or "ready at 14:25"
    return time.isEmpty() ? what : Cure::tr("%1 (%2)").arg(what, time);
}

} // namespace

QString fixText(const UploadView &upload, qint64 nowMs)
{
    const QString fix = actionText(QueueAction::Fix);
    if (upload.fixedInMs >= 0)
        return withTime(fix, readyIn(upload.fixedInMs, nowMs));
    return withTime(fix, upload.offer.ms >= worthTellingMs ? aboutText(upload.offer.ms) : QString());
}

QString sendAnywayText(const UploadView &upload, qint64 nowMs)
{
    return withTime(actionText(QueueAction::SendAnyway), upload.sentInMs < 0 ? QString() : readyIn(upload.sentInMs, nowMs));
}

QString fixSteps(const UploadView &upload)
{
    if (upload.offer.kind == CureKind::None)
        return {};
    QStringList steps;
    for (const Problem &problem : upload.problems)
        steps << problem.cure;
    steps.removeAll(QString());
    steps.removeDuplicates();
    if (steps.isEmpty())
        steps << kindText(upload.offer.kind);
    steps << keptText(upload.offer.kind);
    if (upload.offer.bytes > 0)
        //: %1 is the size of a file that was fixed
        steps << Cure::tr("About %1 afterwards").arg(bytesText(upload.offer.bytes));
    steps.removeAll(QString());
    return steps.join(QStringLiteral(". ")) % u'.';
}

QString fixHint(const UploadView &upload)
{
    const QString steps = fixSteps(upload);
    if (steps.isEmpty() || upload.fixedInMs < 0)
        return steps;
    //: %1 are whole sentences: what a fix does
    return Cure::tr("%1 The time shown includes the upload.").arg(steps);
}

QString fixingText(const UploadView &upload)
{
    const QString stage = stateWord(UploadState::Fixing);
    if (upload.fixPercent < 0)
        return stage;
    const QString left = timeLeftText(upload.fixLeftMs);
    //: %1 is a percentage
    return lineOf({stage, Cure::tr("%1 %").arg(upload.fixPercent),
                   //: %1 is a time left, such as "20 s left"
                   left.isEmpty() ? QString() : Cure::tr("about %1").arg(left)});
}

} // namespace postreel
