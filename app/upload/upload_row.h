// What the rows of the upload machine's table have in common: how a state is entered, left for a wait and resumed.
// Invariant: pure.
#pragma once

#include "app/upload/upload_machine.h"

namespace postreel {

namespace upload_row {

using State = UploadState;
using Outcome = std::optional<UploadStep>;

Outcome stay(Upload upload, QVector<UploadCommand> commands = {});
// The commands with which a state starts when it is entered.
QVector<UploadCommand> startCommands(State state);
// The commands with which a state continues after a pause, a wait or a program start: the file may have changed, and
// an unanswered FINALIZE is checked with STATUS before it is repeated.
QVector<UploadCommand> resumeCommands(State state);
Upload moved(Upload upload, State to);
Outcome enter(Upload upload, State to);
// Enters Failed; Retry returns to `step`.
Outcome fail(Upload upload, State step, const Error &error);
// Forgets everything that X holds of the upload.
Upload withoutMedia(Upload upload);
Outcome restartUpload(Upload upload);
// Starts over with a check of the file, which may have changed since.
Outcome checkAgain(Upload upload);
Outcome resumeFrom(Upload upload);
// Whether calls to X are made in this state, which a wait, a pause or a lost sign-in therefore interrupts.
bool worksForX(State state);
// Whether X does not process this kind of media: FINALIZE completes it.
bool processesNothing(const Upload &upload);

} // namespace upload_row

} // namespace postreel
