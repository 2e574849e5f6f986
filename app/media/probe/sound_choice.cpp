#include "app/media/probe/sound_choice.h"

#include "app/media/files/tool_process.h"
#include "app/media/probe/value_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QtEndian>
#include <algorithm>
#include <cstdlib>
#include <tuple>

namespace postreel {

namespace {

constexpr qint64 sampleMs = 4000; // analysed at each place
constexpr int rate = 8000;

QString words(const char *text)
{
    return QCoreApplication::translate("Media", text);
}

// Absolute value of the loudest 16-bit sample; -1: nothing could be read.
int loudestAt(const QString &path, const QString &mediaType, int stream, qint64 fromMs)
{
    QStringList arguments = QStringLiteral("-nostdin -v quiet").split(u' ') + inputOptions(mediaType);
    if (fromMs > 0)
        arguments << QStringLiteral("-ss") << QStringLiteral("%1ms").arg(fromMs);
    arguments << QStringLiteral("-t") << QStringLiteral("%1ms").arg(sampleMs) << QStringLiteral("-i") << inputFile(path)
              << QStringLiteral("-map") << QStringLiteral("0:%1").arg(stream);
    arguments += QStringLiteral("-vn -sn -dn -ac 1 -ar %1 -f s16le pipe:1").arg(rate).split(u' ');
    const ToolRun run = runTool(QStringLiteral("ffmpeg"), arguments, {.cpuSeconds = 5, .wallMs = 8000});
    if (run.output.size() < 2)
        return -1;
    int loudest = 0;
    for (qsizetype at = 0; at + 1 < run.output.size(); at += 2)
        loudest = std::max(loudest, std::abs(int(qFromLittleEndian<qint16>(run.output.constData() + at))));
    return loudest;
}

// Audio that cannot be read does not count as silent.
bool isSilent(const QString &path, const QString &mediaType, int stream, qint64 durationMs)
{
    constexpr int silence = 33; // of 32,768: 60 dB below full scale
    constexpr double places[] = {0, 0.5, 0.85};
    for (const double place : places) {
        const qint64 fromMs = qint64(place * double(std::max<qint64>(durationMs, 0)));
        const int loudest = loudestAt(path, mediaType, stream, fromMs);
        if (loudest < 0 || loudest > silence)
            return false;
        if (durationMs <= sampleMs) // this was all of it
            return true;
    }
    return true;
}

} // namespace

std::optional<AudioFacts> chosenSound(const QVector<AudioFacts> &sounds)
{
    if (sounds.isEmpty())
        return std::nullopt;
    const auto defaults = std::count_if(sounds.cbegin(), sounds.cend(), [](const AudioFacts &each) { return each.isDefault; });
    const auto rank = [defaults](const AudioFacts &sound) {
        const bool marked = defaults == 1 && sound.isDefault; // does not count if several are
        const bool readable = !sound.codec.isEmpty(); // not the spatial sound of a phone, which ffmpeg does not know
        return std::tuple(readable, !sound.silent, marked, !sound.commentary, sound.channels);
    };
    return *std::max_element(sounds.cbegin(), sounds.cend(),
                             [&rank](const AudioFacts &a, const AudioFacts &b) { return rank(a) < rank(b); });
}

void dropEmptySound(const StreamTimes &sound, StreamFacts &streams)
{
    if (!streams.audio || !sound.whole || !sound.packets.isEmpty())
        return;
    streams.sounds.removeIf([stream = streams.audio->stream](const AudioFacts &each) { return each.stream == stream; });
    streams.audio = chosenSound(streams.sounds);
}

void listen(const QString &path, const QString &mediaType, qint64 durationMs, StreamFacts &streams)
{
    constexpr int mostTracks = 8;
    // Usually one iteration suffices, because the track that is kept anyway is not silent.
    for (int looks = 0; streams.sounds.size() > 1 && looks < mostTracks; ++looks) {
        const int stream = streams.audio->stream;
        const auto kept = std::find_if(streams.sounds.begin(), streams.sounds.end(),
                                       [stream](const AudioFacts &each) { return each.stream == stream; });
        if (kept == streams.sounds.end() || kept->silent || !isSilent(path, mediaType, stream, durationMs))
            return;
        kept->silent = true;
        streams.audio = chosenSound(streams.sounds);
    }
}

QString nameOfSound(const AudioFacts &sound, qsizetype index)
{
    const QLocale::Language language = QLocale::codeToLanguage(sound.language);
    QStringList parts;
    if (language != QLocale::AnyLanguage && language != QLocale::C)
        parts << QLocale::languageToString(language);
    if (!sound.title.isEmpty())
        parts << QChar(0x201C) % sound.title % QChar(0x201D);
    if (parts.isEmpty())
        //: %1 is the number of a sound track
        parts << words(QT_TRANSLATE_NOOP("Media", "track %1")).arg(index + 1);
    if (sound.channels > 0)
        parts << channelsInWords(sound.channels);
    if (sound.silent)
        parts << words(QT_TRANSLATE_NOOP("Media", "silent"));
    return parts.join(QLatin1String(", "));
}

QVector<SoundTrack> soundTracks(const StreamFacts &streams)
{
    QVector<SoundTrack> tracks;
    if (streams.sounds.size() > 1)
        for (qsizetype i = 0; i < streams.sounds.size(); ++i)
            tracks << SoundTrack{.stream = streams.sounds[i].stream, .name = nameOfSound(streams.sounds[i], i)};
    return tracks;
}

} // namespace postreel
