// ffmpeg's arguments to extract one frame of a file as a JPEG.
// Invariant: pure; neither the content nor the name of a file can make ffmpeg read another file or the network.
#pragma once

#include <QStringList>

namespace postreel {

struct FrameRequest
{
    QString path;
    QString mediaType; // by content; empty: tried as a video
    qint64 atMs = -1;  // -1: at the start
    QString filter;    // "scale=…"
};

// The frame that is shown at that time, to standard output.
QStringList exactFrame(const FrameRequest &request);
// The key frame before that time: thirty times as fast in long videos, and good enough there for a filmstrip.
QStringList keyFrameBefore(const FrameRequest &request);
// The last frame within 2 s before that time: the video may end before its audio does.
QStringList lastFrameBefore(const FrameRequest &request);
// The most representative of the first 30 frames: many videos begin in black.
QStringList representativeFrame(const FrameRequest &request);

} // namespace postreel
