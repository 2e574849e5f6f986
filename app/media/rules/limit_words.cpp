#include "app/media/rules/limit_words.h"

#include "app/base/enum_names.h"
#include "app/media/probe/pixel_format.h"
#include "app/media/probe/sound_choice.h"
#include "app/media/probe/stream_names.h"
#include "app/media/probe/value_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <numeric>

namespace postreel {

namespace {

constexpr EnumNames<Measure, 23> fieldNames{{
    {Measure::Bytes, "bytes"},
    {Measure::Duration, "duration"},
    {Measure::FrameSize, "frame size"},
    {Measure::Aspect, "aspect ratio"},
    {Measure::FrameRate, "frame rate"},
    {Measure::BitDepth, "bit depth"},
    {Measure::Gop, "key frames"},
    {Measure::Channels, "channels"},
    {Measure::Tracks, "sound tracks"},
    {Measure::Pictures, "frames"},
    {Measure::Pixels, "pixels"},
    {Measure::Content, "content"},
    {Measure::VideoCodec, "video codec"},
    {Measure::VideoProfile, "video profile"},
    {Measure::PixelFormat, "pixel format"},
    {Measure::DynamicRange, "dynamic range"},
    {Measure::PixelShape, "pixel shape"},
    {Measure::Scan, "interlacing"},
    {Measure::GopKind, "open GOP"},
    {Measure::AudioCodec, "audio codec"},
    {Measure::AudioProfile, "audio profile"},
    {Measure::TimeStamps, "time stamps"},
    {Measure::Damage, "damage"},
}};

constexpr QLatin1String truncated("cut short");
constexpr QLatin1String soundAlone("sound alone");
constexpr QLatin1String nothing("no video");
constexpr QLatin1String noPicture("no picture");
constexpr QLatin1String unseen("not looked at");
constexpr QLatin1String rawPhoto("RAW");

QString words(const char *text, int count = -1)
{
    return QCoreApplication::translate("Media", text, nullptr, count);
}

QString framesInWords(qint64 frames)
{
    return words(QT_TRANSLATE_N_NOOP("Media", "%n frame(s)"),
                 static_cast<int>(std::min<qint64>(frames, 1'000'000'000)));
}

QString ratioInWords(const LimitRule::Bound &bound)
{
    const qint64 shared = std::max<qint64>(1, std::gcd(bound[0], bound[1]));
    return QString::number(bound[0] / shared) % u':' % QString::number(bound[1] / shared);
}

QString inWords(Measure measure, const LimitRule::Bound &bound)
{
    constexpr double million = 1'000'000;
    switch (measure) {
    case Measure::Bytes:
        return bytesInWords(bound[0]);
    case Measure::Duration:
        return durationInWords(bound[0]);
    case Measure::FrameSize:
        return QString::number(bound[0]) % QChar(0x00D7) % QString::number(bound[1]);
    case Measure::Aspect:
        return ratioInWords(bound);
    case Measure::FrameRate:
        return words(QT_TRANSLATE_NOOP("Media", "%1 fps")).arg(shortNumber(double(bound[0]) / 1000, 2));
    case Measure::BitDepth:
        return words(QT_TRANSLATE_NOOP("Media", "%1 bit")).arg(bound[0]);
    case Measure::Gop:
        return words(QT_TRANSLATE_NOOP("Media", "every %1")).arg(framesInWords(bound[0]));
    case Measure::Pictures:
        return framesInWords(bound[0]);
    case Measure::Channels:
        return channelsInWords(bound[0]);
    case Measure::Tracks:
        return QString::number(bound[0]);
    case Measure::Pixels:
        return words(QT_TRANSLATE_NOOP("Media", "%1 million pixels"))
            .arg(shortNumber(double(bound[0]) / million));
    default:
        return {};
    }
}

// For a value so close to its limit that both read the same when rounded.
QString exactly(Measure measure, const LimitRule::Bound &bound)
{
    switch (measure) {
    case Measure::Bytes:
        return words(QT_TRANSLATE_NOOP("Media", "%1 bytes")).arg(QLocale().toString(bound[0]));
    case Measure::Duration:
        return words(QT_TRANSLATE_NOOP("Media", "%1 ms")).arg(QLocale().toString(bound[0]));
    case Measure::Pixels:
        return words(QT_TRANSLATE_NOOP("Media", "%1 pixels")).arg(QLocale().toString(bound[0]));
    default:
        return inWords(measure, bound);
    }
}

QString contentInWords(const QString &word)
{
    if (word == truncated)
        return words(QT_TRANSLATE_NOOP("Media", "cut short"));
    if (word == noPicture)
        return words(QT_TRANSLATE_NOOP("Media", "no picture in it"));
    if (word == soundAlone)
        return words(QT_TRANSLATE_NOOP("Media", "sound only"));
    if (word == nothing)
        return words(QT_TRANSLATE_NOOP("Media", "no video inside"));
    if (word == unseen)
        return words(QT_TRANSLATE_NOOP("Media", "unknown: checking it took too long"));
    if (word == rawPhoto)
        return words(QT_TRANSLATE_NOOP("Media", "a camera's RAW file"));
    return containerName(word);
}

QString inWords(Measure measure, const QString &word)
{
    switch (measure) {
    case Measure::Content:
        return contentInWords(word);
    case Measure::VideoCodec:
    case Measure::AudioCodec:
        return codecName(word);
    case Measure::AudioProfile:
        return word == QLatin1String("LC") ? QStringLiteral("AAC-LC") : word;
    case Measure::PixelFormat:
        return layoutOf(word);
    case Measure::PixelShape:
        return word == QLatin1String("1:1") ? words(QT_TRANSLATE_NOOP("Media", "square")) : word;
    case Measure::Scan:
        return word == QLatin1String("progressive") ? words(QT_TRANSLATE_NOOP("Media", "progressive"))
                                                    : words(QT_TRANSLATE_NOOP("Media", "interlaced"));
    case Measure::GopKind:
        return word == QLatin1String("closed") ? words(QT_TRANSLATE_NOOP("Media", "closed"))
                                               : words(QT_TRANSLATE_NOOP("Media", "open"));
    default:
        return word;
    }
}

// The user's next step where no fix helps.
QString nextStepInWords(Measure measure, const QString &word)
{
    const auto is = [&word](std::initializer_list<const char *> names) {
        return std::any_of(names.begin(), names.end(), [&word](const char *name) { return word == QLatin1String(name); });
    };
    if (measure != Measure::Content)
        return {};
    if (word == truncated || word == noPicture)
        return words(QT_TRANSLATE_NOOP("Media", "The file is incomplete: export or copy it again"));
    if (word == rawPhoto)
        return words(QT_TRANSLATE_NOOP("Media", "Export it as a JPEG from a photo program"));
    if (is({"HEIC", "AVIF", "Photoshop", "JPEG XL", "JPEG 2000", "ICO"}))
        return words(QT_TRANSLATE_NOOP("Media", "This computer's ffmpeg cannot read all of it: export it as JPEG or "
                                                "PNG"));
    if (word == QLatin1String("SVG"))
        return words(QT_TRANSLATE_NOOP("Media", "Export it as a PNG in the size you want"));
    return {};
}

QString unreadAnimation()
{
    return words(QT_TRANSLATE_NOOP("Media", "X shows only the first picture: make it a GIF or a video in a program "
                                            "that can read it"));
}

QString reencodedPicture(Measure measure)
{
    if (measure == Measure::DynamicRange)
        return words(QT_TRANSLATE_NOOP("Media", "Convert it from HDR to colours that every screen can show"));
    // All other rules apply only to H.264.
    return measure == Measure::VideoCodec ? words(QT_TRANSLATE_NOOP("Media", "Convert the picture to H.264"))
                                          : words(QT_TRANSLATE_NOOP("Media", "Encode the picture again"));
}
QString reencodedSound(Measure measure, const QString &limit)
{
    if (measure == Measure::Channels)
        return words(QT_TRANSLATE_NOOP("Media", "Mix the sound down to %1")).arg(limit);
    return measure == Measure::AudioCodec ? words(QT_TRANSLATE_NOOP("Media", "Convert the sound to AAC"))
                                          : words(QT_TRANSLATE_NOOP("Media", "Encode the sound again"));
}

// clang-format off
QString fixInWords(Measure measure, FixStep fix, const QString &limit)
{
    switch (fix) { // a table, one line each
    case FixStep::None:
    case FixStep::OneSound: // problemOfSounds() names it
    case FixStep::Retime:   // damage_words.h names these
    case FixStep::Keep:
        return {};
    case FixStep::Shrink: return words(QT_TRANSLATE_NOOP("Media", "Make it smaller than %1")).arg(limit);
    case FixStep::Trim: return words(QT_TRANSLATE_NOOP("Media", "Trim it to %1")).arg(limit);
    case FixStep::Lengthen: return words(QT_TRANSLATE_NOOP("Media", "Hold the last frame until %1")).arg(limit);
    case FixStep::Scale: return words(QT_TRANSLATE_NOOP("Media", "Scale it down to %1")).arg(limit);
    case FixStep::Enlarge: return words(QT_TRANSLATE_NOOP("Media", "Scale it up to %1")).arg(limit);
    case FixStep::Pad: return words(QT_TRANSLATE_NOOP("Media", "Add bars to make it %1")).arg(limit);
    case FixStep::Remux: return words(QT_TRANSLATE_NOOP("Media", "Convert it to MP4"));
    case FixStep::Video: return reencodedPicture(measure);
    case FixStep::SlowDown: return words(QT_TRANSLATE_NOOP("Media", "Reduce it to %1")).arg(limit);
    case FixStep::Deinterlace: return words(QT_TRANSLATE_NOOP("Media", "Deinterlace it"));
    case FixStep::Square: return words(QT_TRANSLATE_NOOP("Media", "Make its pixels square"));
    case FixStep::Audio: return reencodedSound(measure, limit);
    case FixStep::Thin: return words(QT_TRANSLATE_NOOP("Media", "Drop frames to get down to %1")).arg(limit);
    case FixStep::Convert: return words(QT_TRANSLATE_NOOP("Media", "Convert it to JPEG"));
    case FixStep::Animate: return words(QT_TRANSLATE_NOOP("Media", "X shows only the first picture: make it a GIF or a video"));
    }
    return {};
}
// clang-format on

} // namespace

QString copyItAgain()
{
    return words(QT_TRANSLATE_NOOP("Media", "The file is damaged: export or copy it again"));
}

QString fieldOf(Measure measure)
{
    return enumName(fieldNames, measure);
}

std::optional<Measure> measureOf(const QString &field)
{
    return enumValue(fieldNames, field);
}

bool isInWords(Measure measure)
{
    return measure >= Measure::Content;
}

QString contentWord(const MediaFacts &facts, const StreamFacts &streams)
{
    if (streams.truncated)
        return truncated;
    if (streams.empty)
        return noPicture;
    if (streams.unseen)
        return unseen;
    if (isVideo(facts) && streams.probed && !streams.video)
        return streams.audio ? soundAlone : nothing;
    return facts.mediaType.isEmpty() ? streams.container : facts.mediaType;
}

bool isNeverConverted(const QString &word)
{
    return word == rawPhoto || word == QLatin1String("SVG");
}

bool isNextStep(const Problem &problem)
{
    const bool content = problem.field == fieldOf(Measure::Content);
    for (const char *word : {"cut short", "RAW", "HEIC", "SVG"})
        if (content && problem.fix == nextStepInWords(Measure::Content, QLatin1String(word)))
            return true;
    return problem.fix == unreadAnimation() || problem.fix == copyItAgain();
}

bool dropsContent(const QVector<Problem> &problems)
{
    return std::any_of(problems.begin(), problems.end(),
                       [](const Problem &problem) { return problem.field == fieldOf(Measure::Damage); });
}

Problem problemOfSounds(const StreamFacts &streams)
{
    const qsizetype count = streams.sounds.size();
    QStringList names;
    QString kept;
    for (qsizetype i = 0; i < count; ++i) {
        names << nameOfSound(streams.sounds[i], i);
        if (streams.audio && streams.audio->stream == streams.sounds[i].stream)
            kept = names.last();
    }
    return {.field = fieldOf(Measure::Tracks),
            .value = QStringLiteral("%1 (%2)").arg(count).arg(names.join(QLatin1String("; "))),
            .limit = inWords(Measure::Tracks, LimitRule::Bound{1, 0}),
            //: %1 is a sound track: "English, stereo"
            .fix = words(QT_TRANSLATE_NOOP("Media", "Keep %1")).arg(kept)};
}

Problem problemOf(Measure measure, FixStep fix, const Bounds &bounds)
{
    QString value = inWords(measure, bounds.value);
    const QString limit = inWords(measure, bounds.limit);
    if (value == limit)
        value = exactly(measure, bounds.value);
    return {.field = fieldOf(measure),
            .value = value,
            .limit = bounds.least ? words(QT_TRANSLATE_NOOP("Media", "at least %1")).arg(limit) : limit,
            .fix = fix == FixStep::None && measure == Measure::Pictures ? unreadAnimation() : fixInWords(measure, fix, limit)};
}

Problem problemOf(Measure measure, FixStep fix, const QString &value, const QStringList &allowed)
{
    QStringList limits;
    for (const QString &word : allowed)
        limits << inWords(measure, word);
    limits.removeDuplicates();
    const QString limit = limits.join(QLatin1String(", "));
    return {.field = fieldOf(measure),
            .value = inWords(measure, value),
            .limit = limit,
            .fix = fix == FixStep::None ? nextStepInWords(measure, value) : fixInWords(measure, fix, limit)};
}

} // namespace postreel
