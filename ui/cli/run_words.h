// What a Run reports: the fields of events that it creates itself, and messages for the user. Pure functions.
// Invariant: file names in fields are exact; in messages they are made safe to display.
#pragma once

#include "app/engine/views.h"
#include "ui/cli/start_request.h"

#include <QJsonObject>
#include <QString>

namespace postreel {

// The reason to refuse a file outright; kind None if there is none. A type that X does not accept is a reason
// unless `sendAnyway`.
Error rejectionReason(const FileVerdict &verdict, bool sendAnyway);

// The files of the subtitle tracks.
QStringList subtitleFiles(const StartRequest &request);
// The absolute path of the file that an error's `subject` names; of the first file if it names none.
QString pathOf(const QString &subject, const QStringList &files);

// `waiting` events for the Post and its uploads, as they stand now; empty if nothing waits.
QVector<EngineEvent> waitsOf(const PostView &post);
QJsonObject createdFields(const PostView &post);
QJsonObject postedFields(const PostView &post);
// `upload` is empty, because nothing was recorded.
QJsonObject verdictFields(const FileVerdict &verdict);

// The problems in the fields of a `verdict` event.
QVector<Problem> problemsOf(const QJsonObject &verdictFields);

// One line of --check: "film.mp4: Ready".
QString verdictLine(const FileVerdict &verdict);
// The message for a `needs` or `failed` event: what happened and the next step, with the file name. Empty for
// every other event.
QString messageOf(const EngineEvent &event, const PostView &post);

// The message for a `verdict` event about a file that is uploaded as it is despite a problem; else empty.
QString warningOf(const EngineEvent &event, const PostView &post);

// The message for a `waiting` event: which file, why, and until when. Empty if a `needs` event says it.
QString waitLine(const EngineEvent &event, const PostView &post);

} // namespace postreel
