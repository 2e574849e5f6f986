// What X would say of a received file, and when: as the end of processing, or not before Create Post.
// Invariant: a file of which nothing is known is refused nothing; a verdict survives its journal line
// unchanged.
#pragma once

#include "app/sandbox/content_facts.h"
#include "app/sandbox/processing_script.h"

namespace postreel::sandbox {

struct ContentVerdict
{
    enum class State {
        Unasked, // nobody looks at this file
        Running, // ffprobe is at it, or will be
        Unknown, // ffprobe could not tell
        Known,
    };
    State state = State::Unasked;
    std::optional<ProcessingError> error; // processing fails with it
    bool invalidId = false;               // processed all right, but Create Post calls its id invalid
    QString reason;                       // what is wrong, for the inspection; empty: nothing
    qint64 durationMs = 0;                // whose limit depends on who posts; 0: unknown
    QJsonObject facts;                    // what ffprobe told, for the inspection

    // The limit in minutes that a Post of this user would break, as of 2026-09-01.
    // "20 minutes", if it is longer than what an account may post; `longestSecs`: an older X's limit, 0: that of today.
    std::optional<QString> tooLongFor(bool premium, qint64 longestSecs = 0) const;
    QLatin1String stateName() const;
    QJsonObject line() const; // for the journal
    static ContentVerdict fromLine(const QJsonObject &line);
};

// X's rules for a tweet_video or amplify_video.
ContentVerdict evaluateVideo(const ContentLook &look);
// Those for a tweet_gif; its frames have to be counted.
ContentVerdict evaluateGif(const ContentLook &look);

// Why these bytes are no subtitles that X takes (UTF-8, SubRip or WebVTT), in one sentence; nothing if they
// are.
std::optional<QString> wrongWithSubtitles(const QByteArray &bytes);

} // namespace postreel::sandbox
