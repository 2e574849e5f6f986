// What is wanted of a new Post and its media.
#pragma once

#include "app/engine/views.h"

#include <optional>

namespace postreel {

struct NewMedia
{
    QString file;    // absolute path
    QString altText; // ≤ 1,000 characters
    QString title;       // of a video
    QString description; // of a video
    struct Subtitle
    {
        QString file;
        QString language; // two capitals, "EN"
    };
    QVector<Subtitle> subtitles;
    qint64 coverMs = -1; // -1: X chooses the frame
    qint64 trimStartMs = 0; // the part of a video to keep
    qint64 trimEndMs = -1;  // -1: to its end
    int soundStream = -1;   // stream index of the sound track to keep; -1: detected
    qint64 deadlineAtMs = 0;   // "Post no later than", wall clock; 0: no deadline
    bool sendAnyway = false;
    std::optional<bool> fix; // fix without asking; nullopt: as set with setFixByItself()
};

struct NewPost
{
    QString account; // key of an AccountView; empty: not chosen yet
    QString text;
    QVector<NewMedia> media;
    bool submit = false;
    qint64 undoMs = 0;   // delay before the Post itself is sent
    qint64 atMs = 0;     // wall clock; 0: immediately
    QString onceKey;     // at most one Post per account and key; empty: none
    // Continues an unfinished Post with the same files, text and account instead of creating another.
    bool continueSame = false;
    // When the call was made, wall clock: a Post that was posted since then, while the files were checked, is
    // matched, too.
    qint64 askedAtMs = 0; // 0: only unfinished Posts are matched
};

} // namespace postreel
