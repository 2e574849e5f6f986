// How X judges the content of a received file, and when: at the end of processing, or not until Create Post.
// Invariant: a file about which nothing is known is not refused; a verdict survives the round trip through
// the journal unchanged.
#pragma once

#include "app/sandbox/content_facts.h"
#include "app/sandbox/processing_script.h"

namespace postreel::sandbox {

struct ContentVerdict
{
    enum class State {
        Unasked, // the content is not checked
        Running, // ffprobe is running or queued
        Unknown, // ffprobe gave no result
        Known,
    };
    State state = State::Unasked;
    std::optional<ProcessingError> error; // processing fails with this error
    bool invalidId = false;               // processing succeeds, but Create Post calls the media id invalid
    QString reason;                       // what is wrong, for the inspection; empty: nothing
    qint64 durationMs = 0;                // checked against the limit of the posting account; 0: unknown
    QJsonObject facts;                    // what ffprobe reported, for the inspection

    // Returns the limit that the video exceeds, as text ("20 minutes", "90 seconds"); nothing if the account
    // may post it. As of 2026-09-01, Premium accounts may post 125 minutes and others 20. `longestSecs`
    // overrides this with the limit of an older X; 0: no override.
    std::optional<QString> tooLongFor(bool premium, qint64 longestSecs = 0) const;
    QLatin1String stateName() const;
    QJsonObject line() const; // the journal's entry
    static ContentVerdict fromLine(const QJsonObject &line);
};

// Applies X's rules for tweet_video and amplify_video.
ContentVerdict evaluateVideo(const ProbeResult &look);
// Applies X's rules for tweet_gif; needs the counted frames.
ContentVerdict evaluateGif(const ProbeResult &look);

// Returns, in one sentence, why these bytes are not subtitles that X accepts (UTF-8, SubRip or WebVTT);
// nothing if they are.
std::optional<QString> wrongWithSubtitles(const QByteArray &bytes);

} // namespace postreel::sandbox
