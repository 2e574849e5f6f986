// Whether a Post on the own timeline is the one that we sent and got no answer for.
// Invariant: pure; a Post that was already counted as ours, or is older than the request, never matches.
#pragma once

#include "app/store/records.h"
#include "app/x/post_calls.h"

#include <QSet>

namespace postreel {

// X's clock and ours may differ by the time a request takes, so a look starts this much before `sentAtMs`.
inline constexpr qint64 lookBackMs = 120'000;

struct PostQuery
{
    QString text;
    bool withMedia = false;
    QStringList mediaKeys; // of the uploads attached, as far as X told them
    QString replyTo;       // id of the previous part of a thread; empty: none
    qint64 sentAtMs = 0;   // X's clock
};

// The id of the Post that matches, or an empty string.
QString recognise(const PostQuery &sought, const QVector<OwnPost> &timeline, const QSet<QString> &alreadyOurs);

// What is looked for after the request for the present part of a Post went unanswered; `sentAtMs`: X's clock, the first
// request for it.
PostQuery postQueryOf(const Post &post, const QVector<Upload> &uploads, qint64 sentAtMs);

} // namespace postreel
