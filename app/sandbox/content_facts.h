// What ffprobe says of a received file, as far as X's rules for videos and GIFs ask for it.
// Invariant: what ffprobe does not tell is empty or 0, never a guess; reading it touches no file.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace postreel::sandbox {

struct ContentFacts
{
    QString codec;       // of the picture, as ffmpeg calls it: "h264"; empty: the file has no video stream
    QString pixelFormat; // "yuv420p"
    QString fieldOrder;  // "progressive", "tt"
    int width = 0;       // pixels as coded
    int height = 0;
    int pixelWidth = 1; // shape of a pixel
    int pixelHeight = 1;
    qint64 milliFps = 0;   // average, in frames per 1,000 s
    qint64 frames = 0;     // counted; only when ffprobe was asked to
    qint64 durationMs = 0; // of the whole file
    QString audioCodec;    // empty: no sound
    QString audioProfile;  // "LC"
    int channels = 0;

    QJsonObject shown() const; // for people who look at the sandbox
};

// What came of asking ffprobe.
struct ContentLook
{
    enum class Outcome {
        Facts,
        Unreadable, // ffprobe says that the content is no media that it knows
        Unknown,    // ffprobe did not come to an end, or could not work: nothing is said against the file
    };
    Outcome outcome = Outcome::Unknown;
    ContentFacts facts;
};

// Out of `ffprobe -show_error -show_format -show_streams -of json`.
ContentLook readContentLook(const QByteArray &json);

} // namespace postreel::sandbox
