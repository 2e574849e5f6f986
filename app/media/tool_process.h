// Starting ffmpeg and ffprobe on files that may be hostile.
// Invariant: a tool reads the one file that it is given and nothing else, never asks, yields behind the
// window and the uploads, and ends by itself at its limits of time and memory.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QtGlobal>

class QProcess;

namespace postreel {

// What a tool may use. Memory and processor time hold on Unix alone; 0: no limit.
struct ToolLimits
{
    qint64 memoryBytes = 1'500'000'000; // of address space: ffmpeg maps its libraries, too
    int cpuSeconds = 0;
    int niceness = 10;                 // how far it yields behind the window and the uploads
    int wallMs = 10'000;               // for runTool()
    qsizetype outputBytes = 1'000'000; // for runTool()
};

// The tool's path; empty when it is not installed. `name`: "ffmpeg", "ffprobe".
QString toolPath(const QString &name);

// ffmpeg's options before -i: no network, no playlists, and the reader by name where the content tells it, so
// that a file can neither pose as a playlist nor its name as a pattern. `mediaType`: by content; empty: none
// that X takes.
QStringList inputOptions(const QString &mediaType);
// What follows -i. "file:" keeps a name like "-y" or "http:x" a name.
QString inputFile(const QString &path);

// Lower priority, no standard input, and the limits that the system keeps. Before start().
void prepareTool(QProcess &process, const ToolLimits &limits);

struct ToolRun
{
    enum class End {
        Done,      // with exit code 0
        Failed,    // with another one
        Crashed,   // or reached a limit of the system's
        TimedOut,  // and was killed
        TooMuch,   // said more than outputBytes, and was killed
        NotStarted // not installed, or the system has no process left
    };
    End end = End::NotStarted;
    QByteArray output; // standard output; of a run that was killed, what it said until then
};
// Runs it to its end. Blocks for wallMs and a little at most; for worker threads.
ToolRun runTool(const QString &name, const QStringList &arguments, const ToolLimits &limits);

} // namespace postreel
