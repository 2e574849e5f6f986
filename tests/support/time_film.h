// A film whose brightness tells the time, made by ffmpeg, and how bright a picture of it is.
// Invariant: every second is one brightness, `step` brighter than the one before; the first is darkest.
#pragma once

#include <QProcess>
#include <QStandardPaths>
#include <QString>
#include <QtGlobal>

namespace postreel::testing {

inline bool canMakeFilms()
{
    return !QStandardPaths::findExecutable(QStringLiteral("ffmpeg")).isEmpty();
}

inline QByteArray ffmpegPrints(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral("ffmpeg"),
                  QStringList{QStringLiteral("-nostdin"), QStringLiteral("-loglevel"), QStringLiteral("error"),
                              QStringLiteral("-y")}
                      + arguments);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        qFatal("ffmpeg: %s", process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

struct TimeFilm
{
    int seconds = 10;
    int step = 20;
    int rate = 10;
    int keyFrameEvery = 1000; // frames
    QString size = QStringLiteral("160x90");

    static constexpr int darkest = 20;

    int brightnessAt(qint64 ms) const { return darkest + step * static_cast<int>(ms / 1000); }

    // With sound that lasts `soundSeconds`; 0: without any. The suffix says which container.
    QString write(const QString &path, int soundSeconds = 0) const
    {
        const QString picture = QStringLiteral("nullsrc=size=%1:rate=%2:duration=%3,geq=lum='%4+%5*floor(T)':cb=128:cr=128")
                                    .arg(size)
                                    .arg(rate)
                                    .arg(seconds)
                                    .arg(darkest)
                                    .arg(step);
        QStringList arguments{QStringLiteral("-f"), QStringLiteral("lavfi"), QStringLiteral("-i"), picture};
        if (soundSeconds > 0)
            arguments << QStringLiteral("-f") << QStringLiteral("lavfi") << QStringLiteral("-i")
                      << QStringLiteral("sine=duration=%1").arg(soundSeconds);
        arguments << QStringLiteral("-c:v") << QStringLiteral("libx264") << QStringLiteral("-preset")
                  << QStringLiteral("ultrafast") << QStringLiteral("-pix_fmt") << QStringLiteral("yuv420p")
                  << QStringLiteral("-g") << QString::number(keyFrameEvery) << QStringLiteral("-sc_threshold")
                  << QStringLiteral("0") << QStringLiteral("file:") % path;
        ffmpegPrints(arguments);
        return path;
    }
};

// The brightness of the middle of a picture, on the scale of TimeFilm.
inline int brightnessOf(const QString &picture)
{
    const QByteArray pixel = ffmpegPrints({QStringLiteral("-i"), QStringLiteral("file:") % picture,
                                           QStringLiteral("-vf"),
                                           QStringLiteral("scale=1:1:out_range=tv,format=yuv420p"),
                                           QStringLiteral("-f"), QStringLiteral("rawvideo"), QStringLiteral("pipe:1")});
    return static_cast<uchar>(pixel.at(0));
}

} // namespace postreel::testing
