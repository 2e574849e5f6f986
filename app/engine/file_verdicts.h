// Checks what X would accept of files, without a Post.
#pragma once

#include "app/engine/views.h"
#include "app/media/files/range_reader.h"
#include "app/media/fix/fix_queue.h"
#include "app/media/rules/limits.h"

#include <functional>

namespace postreel {

// What X allows, and how fast this computer fixes files.
struct VerdictTerms
{
    Allowance allowance;
    FixSpeeds speeds;
};

// Calls `done` with a verdict for each of `files`, then for each of `subtitles`, the tracks of the first file. Files
// are read independently, so that one that hangs is reported by itself and does not delay the reading of others.
// Dropped when `context` is destroyed.
void checkFiles(const QStringList &files, const QStringList &subtitles, const VerdictTerms &terms, FileReads &reads,
                QObject *context, std::function<void(const QVector<FileVerdict> &)> done);

} // namespace postreel
