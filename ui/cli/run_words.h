// What a Run prints: the fields of the events that it makes itself, and its lines for a person. Pure.
// Invariant: file names in fields are exact; in lines for a person they are made harmless.
#pragma once

#include "app/engine/views.h"
#include "ui/cli/start_request.h"

#include <QJsonObject>
#include <QString>

namespace postreel {

// The reason why a file is not taken up at all; kind None when it is. A type that X does not take is
// such a reason unless it is to be sent anyway.
Error rejectionReason(const FileVerdict &verdict, bool sendAnyway);

// The files of its subtitle tracks.
QStringList subtitleFiles(const StartRequest &request);
// The path of the file that an error names; of the first one when it names none.
QString pathOf(const QString &subject, const QStringList &files);

// What holds up a Post, or an upload of it, until a time or until something happens; empty: nothing does.
QVector<EngineEvent> waitsOf(const PostView &post);
QJsonObject createdFields(const PostView &post);
QJsonObject postedFields(const PostView &post);
// `upload` is empty: nothing was recorded.
QJsonObject verdictFields(const FileVerdict &verdict);

// The problems in the fields of a `verdict`.
QVector<Problem> problemsOf(const QJsonObject &verdictFields);

// One line of --check: "film.mp4: Ready".
QString verdictLine(const FileVerdict &verdict);
// The words of an event that needs a person or failed: what happened and the next step, with the name
// of the file. Empty for every other event.
QString messageOf(const EngineEvent &event, const PostView &post);

// The words of a `verdict` about a file that goes out as it is though something is to be said of it; empty else.
QString warningOf(const EngineEvent &event, const PostView &post);

// The line for a `waiting`: which file, why, and until when. Empty where a `needs` says it.
QString waitLine(const EngineEvent &event, const PostView &post);

} // namespace postreel
