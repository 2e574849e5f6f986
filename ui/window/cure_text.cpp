#include "ui/window/cure_text.h"

#include "ui/error_text.h"
#include "ui/line_parts.h"
#include "ui/quantities.h"

#include <QCoreApplication>

namespace postreel {

namespace {

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
    case CureKind::Trim: return Cure::tr("Cuts it; picture and sound stay as they are");
    case CureKind::Audio: return Cure::tr("Converts the sound; the picture stays as it is");
    case CureKind::Video: return Cure::tr("Converts the picture; the sound stays as it is");
    case CureKind::Both: return Cure::tr("Converts picture and sound");
    case CureKind::Fit: return Cure::tr("Converts it to fit");
    case CureKind::Picture: return Cure::tr("Makes a picture that fits");
    case CureKind::Gif: return Cure::tr("Makes a GIF that fits");
    }
    // clang-format on
    return {};
}

} // namespace

QString fixText(const UploadView &upload, qint64 nowMs)
{
    if (upload.fixedInMs >= 0)
        //: %1 is a time of day
        return Cure::tr("Fix, ready at %1").arg(momentText(nowMs + upload.fixedInMs, nowMs));
    constexpr qint64 worthTelling = 2000;
    if (upload.offer.ms >= worthTelling)
        //: %1 is a span such as 1:20 (minutes and seconds)
        return Cure::tr("Fix (about %1)").arg(spanText(upload.offer.ms));
    return Cure::tr("Fix");
}

QString sendAnywayText(const UploadView &upload, qint64 nowMs)
{
    if (upload.sentInMs < 0)
        return Cure::tr("Send anyway");
    //: %1 is a time of day
    return Cure::tr("Send anyway, ready at %1").arg(momentText(nowMs + upload.sentInMs, nowMs));
}

QString cureText(const CureOffer &offer)
{
    const QString what = kindText(offer.kind);
    if (what.isEmpty() || offer.bytes <= 0)
        return what;
    //: %1 is what a fix does, %2 the size of its result
    return Cure::tr("%1; about %2 afterwards").arg(what, bytesText(offer.bytes));
}

QString fixingText(const UploadView &upload)
{
    const QString stage = stateWord(UploadState::Fixing);
    if (upload.fixPercent < 0)
        return stage;
    //: %1 is "Fixing", %2 a percentage
    return lineOf({Cure::tr("%1 %2 %").arg(stage).arg(upload.fixPercent), timeLeftText(upload.fixLeftMs)});
}

} // namespace postreel
