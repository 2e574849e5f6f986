// The parts that all of the program's ffmpeg command lines share.
// Invariant: ffmpeg never prompts, reports its progress, and logs errors only.
#pragma once

#include "app/media/files/tool_process.h"

namespace postreel::ffmpeg {

inline QStringList words(const char *line)
{
    return QString::fromLatin1(line).split(u' ');
}

inline QString span(qint64 us)
{
    return us % 1000 == 0 ? QStringLiteral("%1ms").arg(us / 1000) : QStringLiteral("%1us").arg(us);
}

// `options`: input options, including those that select the demuxer (inputOptions()).
inline QStringList reading(const QString &file, const QStringList &options)
{
    return options + QStringList{QStringLiteral("-i"), inputFile(file)};
}

inline QStringList beginning()
{
    return words("-nostdin -hide_banner -loglevel repeat+error -y");
}

inline const QStringList &reporting()
{
    static const QStringList list = words("-nostats -progress pipe:1");
    return list;
}

inline QStringList writing(const QString &format, const QString &file)
{
    return {QStringLiteral("-f"), format, inputFile(file)};
}

} // namespace postreel::ffmpeg
