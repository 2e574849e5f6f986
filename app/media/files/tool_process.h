// Runs ffmpeg and ffprobe on untrusted files.
// Invariant: a tool reads the file that it is given and nothing else, never prompts, has a lower priority than the window and
// the uploads, and is ended at its limits of time and memory.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QtGlobal>

class QProcess;

namespace postreel {

// Limits of a tool. Memory and CPU time are enforced on Unix only; 0: no limit.
struct ToolLimits
{
    qint64 memoryBytes = 1'500'000'000; // address space, which includes ffmpeg's mapped libraries
    int cpuSeconds = 0;
    int niceness = 10;                 // lower priority than the window and the uploads; Unix only
    int wallMs = 10'000;               // of runTool() only
    qsizetype outputBytes = 1'000'000; // of standard output, of runTool() only
};

// The tool's path; empty if it is not installed. `name`: "ffmpeg", "ffprobe".
QString toolPath(const QString &name);

// ffmpeg's options before -i: no network, no playlists, and the demuxer that the content requires, or a whitelist, so that
// a file cannot pose as a playlist, nor its name as a pattern. `mediaType`: by content; empty: not accepted by X.
QStringList inputOptions(const QString &mediaType);
// A path as ffmpeg's argument: the prefix "file:" makes it a file name even if it is "-y" or "http:x".
QString inputFile(const QString &path);

// Sets a lower priority, no standard input, and the limits that the system enforces. Call before start().
void prepareTool(QProcess &process, const ToolLimits &limits);

struct ToolRun
{
    enum class End {
        Done,      // with exit code 0
        Failed,    // with another exit code
        Crashed,   // or reached a limit that the system enforces
        TimedOut,  // and was killed
        TooMuch,   // wrote more than outputBytes, and was killed
        NotStarted // not installed, or the system could not start a process
    };
    End end = End::NotStarted;
    QByteArray output; // standard output; of a killed run, what it wrote until then
};
// Runs a tool to its end. Blocks for little more than wallMs at most; for worker threads.
ToolRun runTool(const QString &name, const QStringList &arguments, const ToolLimits &limits);

} // namespace postreel
