// Films, pictures and sounds of every kind: those that X takes, may refuse and refuses, made by ffmpeg when
// asked for. Invariant: a kind is made once per shelf, within seconds, and lies in the shelf's folder.
#pragma once

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

namespace postreel::testing {

struct FilmKind
{
    const char *name;
    const char *suffix;
    // Of ffmpeg, split at blanks. Words in capitals stand for: FILM 320×240 of 30 fps as input 0, SOUND a
    // stereo tone, NOISE as input for what does not shrink, X264 and AAC what X takes.
    const char *arguments;
};

inline constexpr FilmKind filmKinds[] = {
    // Those that X takes.
    {"high", "mp4", "FILM SOUND -t 2 X264 AAC -movflags +faststart"},
    {"moov last", "mp4", "FILM SOUND -t 2 X264 AAC"},
    {"fragmented", "mp4", "FILM SOUND -t 2 X264 AAC -g 30 -movflags +frag_keyframe+empty_moov"},
    {"mov", "mov", "FILM SOUND -t 2 X264 AAC"},
    {"main", "mp4", "FILM SOUND -t 2 X264 -profile:v main AAC"},
    {"baseline", "mp4", "FILM SOUND -t 2 X264 -profile:v baseline AAC"},
    {"no audio", "mp4", "FILM -t 2 X264"},
    {"mono", "mp4", "FILM SOUND -t 2 X264 AAC -ac 1"},
    {"ts", "ts", "FILM SOUND -t 2 X264 AAC"},
    {"m2ts", "m2ts", "FILM SOUND -t 2 X264 AAC -mpegts_m2ts_mode 1"},
    {"59.94 fps", "mp4", "-f lavfi -i testsrc2=size=320x240:rate=60000/1001 SOUND -t 2 X264 AAC"},
    {"60 fps", "mp4", "-f lavfi -i testsrc2=size=320x240:rate=60 SOUND -t 2 X264 AAC"},
    {"720p", "mp4", "-f lavfi -i testsrc2=size=1280x720:rate=30 SOUND -t 1 X264 AAC"},
    {"ragged size", "mp4", "-f lavfi -i testsrc2=size=322x246:rate=30 -t 1 X264"},
    {"turned", "mp4", "FILM SOUND -t 2 X264 AAC"},
    // Those that it may refuse.
    {"1080p", "mp4", "-f lavfi -i testsrc2=size=1920x1080:rate=30 SOUND -t 1 X264 AAC"},
    {"hevc", "mov",
     "FILM SOUND -t 2 -c:v libx265 -preset ultrafast -x265-params log-level=error:open-gop=0 -tag:v hvc1 "
     "AAC"},
    {"vp9 opus", "webm", "FILM SOUND -t 2 -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus"},
    {"vp8 vorbis", "webm", "FILM SOUND -t 2 -c:v libvpx -deadline realtime -cpu-used 8 -c:a libvorbis"},
    {"odd size", "webm",
     "-f lavfi -i testsrc2=size=321x241:rate=30 -t 1 -c:v libvpx-vp9 -deadline realtime -cpu-used 8"},
    {"mp3", "mp4", "FILM SOUND -t 2 X264 -c:a libmp3lame"},
    {"pcm", "mov", "FILM SOUND -t 2 X264 -c:a pcm_s16le"},
    {"variable rate", "mp4", "FILM SOUND -t 4 -vf select='lt(mod(n,10),4)' -vsync vfr X264 AAC"},
    // Those that it refuses.
    {"prores pcm", "mov", "FILM SOUND -t 1 -c:v prores_ks -pix_fmt yuv422p10le -c:a pcm_s16le"},
    {"4:4:4", "mp4", "FILM SOUND -t 2 -c:v libx264 -preset veryfast -pix_fmt yuv444p AAC"},
    {"10 bit", "mp4", "FILM SOUND -t 2 -c:v libx264 -preset veryfast -pix_fmt yuv420p10le AAC"},
    {"120 fps", "mp4", "-f lavfi -i testsrc2=size=320x240:rate=120 SOUND -t 2 X264 AAC"},
    {"hevc 120 fps", "mov",
     "-f lavfi -i testsrc2=size=320x240:rate=120 SOUND -t 1 -c:v libx265 -preset ultrafast -x265-params "
     "log-level=error -tag:v hvc1 AAC"},
    {"hdr", "mp4",
     "FILM SOUND -t 1 -c:v libx265 -preset ultrafast -x265-params log-level=error -pix_fmt yuv420p10le "
     "-tag:v hvc1"
     " -color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc AAC"},
    {"mpeg4", "mp4", "FILM SOUND -t 2 -c:v mpeg4 AAC"},
    {"interlaced", "mp4", "FILM SOUND -t 2 X264 -flags +ilme+ildct -x264opts tff=1 AAC"},
    {"anamorphic", "mp4", "FILM SOUND -t 2 -vf setsar=4/3 X264 AAC"},
    {"5.1", "mp4", "FILM SOUND -t 2 X264 AAC -ac 6"},
    {"aac main", "mp4", "FILM SOUND -t 2 X264 AAC -profile:a aac_main"},
    {"aac ltp", "mp4", "FILM SOUND -t 2 X264 AAC -profile:a aac_ltp -strict -2"},
    {"fragments that differ", "mp4",
     "FILM -t 20 X264 -g 900 -x264opts scenecut=0 -force_key_frames 1 -movflags +frag_keyframe"},
    {"open gop", "mp4", "FILM SOUND -t 4 X264 -bf 3 -x264opts open-gop=1:keyint=30:scenecut=0 AAC"},
    {"open gop ts", "ts", "FILM SOUND -t 4 X264 -bf 3 -x264opts open-gop=1:keyint=30:scenecut=0 AAC"},
    {"long gop", "mp4", "-f lavfi -i testsrc2=size=64x64:rate=30 -t 20 X264 -x264opts keyint=600:scenecut=0"},
    {"long gop webm", "webm",
     "-f lavfi -i testsrc2=size=64x64:rate=30 -t 20 -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 600"},
    {"short", "mp4", "FILM SOUND -t 0.2 X264 AAC"},
    {"3 h", "mp4", "-f lavfi -i color=size=64x64:rate=1 -t 10800 X264 -g 250"},
    {"ribbon", "mp4", "-f lavfi -i testsrc2=size=640x64:rate=30 -t 1 X264"},
    {"tiny", "mp4", "-f lavfi -i testsrc2=size=16x16:rate=30 -t 1 X264"},
    {"audio only", "mp4", "SOUND -t 2 AAC"},
    {"audio with cover", "mp4",
     "SOUND FILM -map 0:a -map 1:v -frames:v 1 -t 2 AAC -c:v mjpeg -disposition:v attached_pic"},
    {"longer second sound", "mp4",
     "FILM -f lavfi -t 2 -i sine=440 -f lavfi -t 8 -i sine=880 -map 0 -map 1 -map 2 -t 8 -frames:v 60 -c:v mpeg4 -q:v 3 AAC"},
    {"browser's recording", "webm",
     "FILM SOUND -t 2 -c:v libvpx -deadline realtime -cpu-used 8 -c:a libopus -live 1"},
    // Other containers.
    {"mkv", "mkv", "FILM SOUND -t 2 X264 AAC"},
    {"mkv vp9", "mkv", "FILM SOUND -t 1 -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus"},
    {"mkv audio", "mka", "SOUND -t 2 AAC"},
    {"avi", "avi", "FILM SOUND -t 2 -c:v mpeg4 -c:a libmp3lame"},
    {"flv", "flv", "FILM SOUND -t 2 X264 AAC"},
    {"mpeg", "mpg", "FILM SOUND -t 2 -c:v mpeg2video -c:a mp2"},
    {"ogg", "ogv", "FILM SOUND -t 2 -c:v libtheora -c:a libvorbis"},
    {"windows media", "wmv", "FILM SOUND -t 2 -c:v wmv2 -c:a wmav2"},
    {"mxf", "mxf", "-f lavfi -i testsrc2=size=320x240:rate=25 SOUND -t 2 -c:v mpeg2video -c:a pcm_s16le"},
    // Pictures.
    {"jpeg", "jpg", "FILM -frames:v 1"},
    {"png", "png", "FILM -frames:v 1"},
    {"webp", "webp", "FILM -frames:v 1 -c:v libwebp"},
    {"bmp", "bmp", "FILM -frames:v 1"},
    {"tiff", "tiff", "FILM -frames:v 1"},
    {"jpeg 2000", "jp2", "FILM -frames:v 1"},
    {"turned photo", "jpg", "FILM -frames:v 1"},
    {"gif", "gif", "-f lavfi -i testsrc2=size=160x120:rate=10 -t 2"},
    {"400 frames", "gif", "-f lavfi -i color=size=64x64:rate=20 -t 20"},
    {"wide gif", "gif", "-f lavfi -i color=size=1280x1080:rate=10 -t 25"},
    {"30 MB gif", "gif",
     "-f rawvideo -pix_fmt rgb8 -video_size 1000x1000 -framerate 10 -i NOISE -frames:v 24"},
};

inline bool haveFfmpeg()
{
    return !QStandardPaths::findExecutable(QStringLiteral("ffmpeg")).isEmpty();
}

// `arguments` are split at blanks; the file comes last.
inline QString runFfmpeg(const QString &arguments, const QString &path)
{
    QProcess process;
    QStringList list{QStringLiteral("-nostdin"), QStringLiteral("-loglevel"), QStringLiteral("error"),
                     QStringLiteral("-y")};
    process.start(QStringLiteral("ffmpeg"),
                  list << arguments.split(u' ', Qt::SkipEmptyParts) << QStringLiteral("file:") % path);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        qFatal("ffmpeg: %s", process.readAllStandardError().constData());
    return path;
}

// Where the test programs of one build share what ffmpeg makes of the same arguments: each start of it costs a quarter of a
// second. Empty for arguments that read a file, and without the folder that ctest names.
inline QString sharedFilm(const QString &arguments, const QString &suffix)
{
    const QString folder = qEnvironmentVariable("POSTREEL_TEST_FILMS");
    if (folder.isEmpty() || arguments.contains(QLatin1String(" /")) || arguments.contains(QDir::tempPath()))
        return {};
    const QFileInfo ffmpeg(QStandardPaths::findExecutable(QStringLiteral("ffmpeg")));
    const QString key = arguments % u' ' % QString::number(ffmpeg.size()) % u' ' % ffmpeg.lastModified().toString(Qt::ISODate);
    return folder % u'/' % QString::fromLatin1(QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha1).toHex()) % u'.' % suffix;
}

// As runFfmpeg(), but what another test program has made already is copied.
inline QString makeWithFfmpeg(const QString &arguments, const QString &path)
{
    const QString shared = sharedFilm(arguments, QFileInfo(path).suffix());
    QFile::remove(path);
    if (!shared.isEmpty() && QFile::copy(shared, path))
        return path;
    runFfmpeg(arguments, path);
    const QString own = shared % u'.' % QString::number(QCoreApplication::applicationPid());
    if (!shared.isEmpty() && QDir().mkpath(QFileInfo(shared).path()) && QFile::copy(path, own) && !QFile::rename(own, shared))
        QFile::remove(own); // another one was quicker
    return path;
}

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

// A quarter turn clockwise in the header of the first track: not every ffmpeg can be asked for it.
inline QByteArray turnedFilm(QByteArray mp4)
{
    constexpr qsizetype matrixAt = 4 + 40; // behind the type of a track header of version 0
    const qsizetype at = mp4.indexOf("tkhd");
    const qint32 turn[] = {0, 0x10000, 0, -0x10000, 0, 0};
    for (qsizetype i = 0; i < 6; ++i)
        qToBigEndian(turn[i], mp4.data() + at + matrixAt + 4 * i);
    return mp4;
}

// EXIF's orientation 6 behind the first marker: to be shown turned a quarter clockwise.
inline QByteArray turnedPhoto(const QByteArray &jpeg)
{
    const QByteArray tiff = QByteArray("MM\0*\0\0\0\x08", 8) +
                            QByteArray("\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0", 14) + QByteArray(4, '\0');
    const QByteArray exif = QByteArray("Exif\0\0", 6) + tiff;
    return jpeg.left(2) + QByteArray("\xFF\xE1\0", 3) + char(exif.size() + 2) + exif + jpeg.mid(2);
}

class FilmShelf
{
public:
    QString folder() const { return m_folder.path(); }
    QString path(const QString &name) const { return m_folder.filePath(name); }

    // The file of a kind, made when it is asked for first. Wants ffmpeg.
    QString film(const QString &name) const
    {
        for (const FilmKind &kind : filmKinds)
            if (name == QLatin1String(kind.name))
                return made(kind);
        qFatal("no kind of film is called %s", qPrintable(name));
    }
    // A file with other bytes, under another name.
    QString written(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(name));
        return file.fileName();
    }
    // The first `percent` of a kind's bytes.
    QString truncated(const QString &name, int percent) const
    {
        const QString whole = film(name);
        const QByteArray bytes = contentOf(whole);
        return written(QStringLiteral("%1 % of ").arg(percent) % whole.section(u'/', -1),
                       bytes.first(bytes.size() * percent / 100));
    }

private:
    QString made(const FilmKind &kind) const
    {
        const QString name = QLatin1String(kind.name);
        const QString file = path(QString(name).replace(u':', u'-') % u'.' % QLatin1String(kind.suffix));
        if (QFile::exists(file))
            return file;
        QString arguments = QLatin1String(kind.arguments);
        arguments.replace(QLatin1String("FILM"), QLatin1String("-f lavfi -i testsrc2=size=320x240:rate=30"))
            .replace(QLatin1String("SOUND"),
                     QLatin1String("-f lavfi -i sine=frequency=440:sample_rate=48000"))
            .replace(QLatin1String("X264"), QLatin1String("-c:v libx264 -preset veryfast -pix_fmt yuv420p"))
            .replace(QLatin1String("AAC"),
                     QLatin1String(name == QLatin1String("5.1") || name == QLatin1String("mono")
                                       ? "-c:a aac"
                                       : "-c:a aac -ac 2"))
            .replace(QLatin1String("NOISE"), noiseFile());
        makeWithFfmpeg(arguments, file);
        if (name == QLatin1String("turned"))
            written(file.section(u'/', -1), turnedFilm(contentOf(file)));
        if (name == QLatin1String("turned photo"))
            written(file.section(u'/', -1), turnedPhoto(contentOf(file)));
        return file;
    }
    // Bytes that no encoding shortens.
    QString noiseFile() const
    {
        const QString file = path(QStringLiteral("noise.raw"));
        if (QFile::exists(file))
            return file;
        QByteArray noise(24'000'000, Qt::Uninitialized);
        quint32 x = 1;
        for (char &c : noise) {
            x ^= x << 13;
            x ^= x >> 17;
            x ^= x << 5;
            c = static_cast<char>(x);
        }
        return written(QStringLiteral("noise.raw"), noise);
    }

    QTemporaryDir m_folder;
};

} // namespace postreel::testing
