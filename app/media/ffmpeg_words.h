// The pieces that every command line of ffmpeg's is made of.
// Invariant: it never asks, tells how far it is, and complains of what matters alone.
#pragma once

#include "app/media/tool_process.h"

namespace postreel::ffmpeg {

inline QStringList words(const char *line)
{
    return QString::fromLatin1(line).split(u' ');
}

inline QString span(qint64 us)
{
    return us % 1000 == 0 ? QStringLiteral("%1ms").arg(us / 1000) : QStringLiteral("%1us").arg(us);
}

// `options`: those that name its reader (inputOptions()), and others of the input.
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
