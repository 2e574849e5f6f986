// What X would say of files, without a Post.
#pragma once

#include "app/engine/views.h"
#include "app/media/fix_queue.h"
#include "app/media/limits.h"
#include "app/media/range_reader.h"

#include <functional>

namespace postreel {

// To whom, and how fast this computer fixes.
struct VerdictTerms
{
    Allowance allowance;
    FixSpeeds speeds;
};

// Answers a verdict for each of `files`, then for each of `subtitles`, the tracks of the first one. One read per file, so that
// one that hangs is told as itself and keeps no other from being read. Given up when `context` goes.
void checkFiles(const QStringList &files, const QStringList &subtitles, const VerdictTerms &terms, FileReads &reads,
                QObject *context, std::function<void(const QVector<FileVerdict> &)> done);

} // namespace postreel
