// The texts for errors.
// Invariant: every text is plain (no markup, no control or bidi-override characters), names the next step if
// there is one, and never changes X's own words.
#pragma once

#include "app/engine/views.h"
#include "ui/next_step.h"

#include <QDateTime>
#include <QString>

namespace postreel {

// The message for an error: what happened, what it means and the next step for the situation (at most one,
// see ui/next_step.h), then the words of whoever reported the cause. `fileName` is a path or a name; if
// empty, the error's subject is used. Empty only for ErrorKind::None, except in the situation AskPerson,
// which needs no error. `nowMs`: wall clock, ms since the epoch.
QString sentence(const Error &error, const QString &fileName, ErrorSituation situation = ErrorSituation::NotDone,
                 qint64 nowMs = QDateTime::currentMSecsSinceEpoch());

// The same for the error of an upload; the advice takes into account what is known about its file.
QString sentence(const UploadView &upload, ErrorSituation situation, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());

// The message that this computer's clock is wrong; `aheadMs`: how far it is ahead of the server's clock.
QString clockText(qint64 aheadMs, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());

// Appends the words that an error carries to `text`, attributed to their source: "X says" only for X itself.
QString withWordsOf(const Error &error, const QString &text);

} // namespace postreel
