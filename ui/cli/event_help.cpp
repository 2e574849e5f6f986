#include "ui/cli/event_help.h"

#include "app/base/error.h"
#include "app/store/records.h"
#include "ui/cli/event_writer.h"

#include <QStringList>

namespace postreel {

namespace {

// Not translated: names and formats for programs.
constexpr char events[] =
    R"(Each line of --events is one JSON object: "t" (ISO 8601, UTC, with milliseconds), "event", and the fields of
that event. Ids are strings, "try" starts at 1, no line ever holds a token. A reader that goes away stops nothing.

hello       v version pid                                 the first line; v is the version of this format
created     post account media[{upload file}]             the Post is on disk
verdict     upload file verdict problems[{field value limit fix}]    upload is "" when nothing was recorded
fixing      upload fix percent eta_ms                     names: fixes; eta_ms is -1 while it is not known
state       upload file from to                           names: upload states
segment     upload index bytes acked total try ms inflight   index 0-999 is acknowledged; acked and total are bytes
retry       upload index try reason wait_ms               reason: error kinds
finalized   upload media_id
processing  upload state percent                          state is X's: pending in_progress succeeded failed; percent
                                                          is -1 while X tells none
waiting     upload|post reason until                      names: wait reasons; until is ISO 8601, or "" when open
needs       upload|post action message                    action: fix signin decide
post        post from to                                  names: Post states
posted      post id url files
failed      upload|post kind message http                 names: error kinds; http is 0 without an answer; with "file" in
                                                          place of an id when nothing was recorded
summary     posted failed waiting exit                    the last line; exit is the exit code
)";

QString list(const char *title, const QStringList &names)
{
    return u'\n' % QLatin1String(title) % QStringLiteral(":\n  ") % names.join(QStringLiteral("\n  ")) % u'\n';
}

QStringList without(QStringList names, const QString &none)
{
    names.removeAll(none);
    return names;
}

} // namespace

QString eventHelpText()
{
    return QString::fromUtf8(events) % list("Upload states", uploadStateNames())
           % list("Post states", postStateNames())
           % list("Wait reasons", without(waitReasonNames(), nameOf(WaitReason::None)))
           % list("Error kinds", without(errorKindNames(), nameOf(ErrorKind::None)))
           % list("Verdicts", verdictNames()) % list("Fixes", without(fixKindNames(), nameOf(FixKind::None)));
}

} // namespace postreel
