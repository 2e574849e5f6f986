// What ffmpeg is told to make one picture of a file.
// Invariant: pure; no content and no name of a file can make ffmpeg read another file or the network.
#pragma once

#include <QStringList>

namespace postreel {

struct FrameRequest
{
    QString path;
    QString mediaType; // by content; empty: tried as a video
    qint64 atMs = -1;  // -1: from the beginning
    QString filter;    // "scale=…"
};

// The frame that is shown at that time; the picture goes to standard output.
QStringList exactFrame(const FrameRequest &wish);
// The key frame before that time: thirty times as fast in long films, where it is as good in a filmstrip.
QStringList keyFrameBefore(const FrameRequest &wish);
// The last frame that there is within 2 s before that time: a film may end before its sound does.
QStringList lastFrameBefore(const FrameRequest &wish);
// The most telling of the first frames: many videos begin in black.
QStringList tellingFrame(const FrameRequest &wish);

} // namespace postreel
