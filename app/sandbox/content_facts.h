// What ffprobe reports about a received file, as far as X's rules for videos and GIFs need it.
// Invariant: a value that ffprobe does not report is empty or 0, never a guess; parsing reads no file.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace postreel::sandbox {

struct ContentFacts
{
    QString codec;       // of the video stream, as ffmpeg names it: "h264"; empty: no video stream
    QString pixelFormat; // "yuv420p"
    QString fieldOrder;  // "progressive", "tt"
    int width = 0;       // coded size in px
    int height = 0;
    int pixelWidth = 1; // pixel (sample) aspect ratio
    int pixelHeight = 1;
    qint64 milliFps = 0;   // average, in frames per 1,000 s; 0: unknown
    qint64 frames = 0;     // counted; 0 unless ffprobe was told to count
    qint64 durationMs = 0; // of the whole file; 0: unknown
    QString audioCodec;    // empty: no audio stream
    QString audioProfile;  // "LC"
    int channels = 0;

    QJsonObject shown() const; // for the inspection
};

// The outcome of one ffprobe run.
struct ProbeResult
{
    enum class Outcome {
        Facts,
        Unreadable, // ffprobe reports that the content is in no format that it can read
        Unknown,    // ffprobe failed or did not finish; the file is not refused for it
    };
    Outcome outcome = Outcome::Unknown;
    ContentFacts facts;
};

// Parses the output of `ffprobe -show_error -show_format -show_streams -of json`.
ProbeResult readProbeResult(const QByteArray &json);

} // namespace postreel::sandbox
