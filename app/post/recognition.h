// Recognises, on the account's timeline, the Post of a request that got no response.
// Invariant: pure; a Post that is already known as ours, or is more than lookBackMs older than the request, never
// matches.
#pragma once

#include "app/store/records.h"
#include "app/x/post_calls.h"

#include <QSet>

namespace postreel {

// X's clock and ours may differ by the duration of a request, so a lookup starts this much before `sentAtMs`.
inline constexpr qint64 lookBackMs = 120'000;

struct PostQuery
{
    QString text;
    bool withMedia = false;
    QStringList mediaKeys; // of the attached uploads, as far as X returned them
    QString replyTo;       // id of the previous part of a thread; empty: none
    qint64 sentAtMs = 0;   // X's clock
};

// The id of the matching Post; empty: none.
QString recognise(const PostQuery &sought, const QVector<OwnPost> &timeline, const QSet<QString> &alreadyOurs);

// The query for the current part of a Post, whose request got no response. `sentAtMs`: time of the first request, on
// X's clock.
PostQuery postQueryOf(const Post &post, const QVector<Upload> &uploads, qint64 sentAtMs);

} // namespace postreel
