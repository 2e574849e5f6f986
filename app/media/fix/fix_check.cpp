#include "app/media/fix/fix_check.h"

#include "app/media/fix/fix_time.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

namespace postreel {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("Media", text);
}

bool isFilm(const FixPlan &plan)
{
    return plan.mediaType == QLatin1String("video/mp4");
}

// Describes the first rule that the result still breaks, except those that could not be fixed in the source.
QString brokenStill(const Inspection &fixed, const Inspection &source)
{
    const auto expected = [&source](const BrokenRule &rule) {
        return std::any_of(source.broken.begin(), source.broken.end(), [&rule](const BrokenRule &other) {
            return other.measure == rule.measure && other.fix == FixStep::None;
        });
    };
    for (qsizetype i = 0; i < fixed.broken.size(); ++i) {
        if (expected(fixed.broken[i]))
            continue;
        const Problem problem = fixed.problems.value(i);
        return words(QT_TRANSLATE_NOOP("Media", "X would still refuse the result: %1 is %2")).arg(problem.field, problem.value);
    }
    return {};
}

// Tolerance: one frame or audio packet, and rounding by containers.
qint64 slackMs(const Inspection &source)
{
    constexpr qint64 exactMs = 40;
    constexpr qint64 containerMs = 60;
    constexpr qint64 roughContainerMs = 500; // estimates its length, or includes other streams
    qint64 frameMs = exactMs;
    if (source.streams.video && source.streams.video->milliFps > 0)
        frameMs = std::max(exactMs, 1'000'000 / source.streams.video->milliFps);
    return frameMs + (source.streams.container == QLatin1String("mov") ? containerMs : roughContainerMs);
}

QString wrongLength(const Inspection &fixed, const Inspection &source, const FixPlan &plan)
{
    const qint64 got = fixed.facts.durationMs;
    if (plan.lengthMs <= 0 || got < 0 || std::abs(got - plan.lengthMs) <= slackMs(source))
        return {};
    const auto seconds = [](qint64 ms) { return QLocale().toString(double(ms) / 1000, 'f', 2); };
    return words(QT_TRANSLATE_NOOP("Media", "The result is %1 s long instead of %2 s"))
        .arg(seconds(got), seconds(plan.lengthMs));
}

// For complete copies only. The source's scan may have ended before its last frame, or counted one that cannot be shown.
bool lostFrames(const Inspection &fixed, const Inspection &source, const FixPlan &plan)
{
    constexpr double most = 0.01;
    const double had = source.streams.scan.frames;
    return plan.copiesVideo && plan.startMs == 0 && plan.endMs < 0 && double(fixed.streams.scan.frames) < had * (1 - most) - 1;
}

} // namespace

QString wrongWith(const Inspection &fixed, const Inspection &source, const FixPlan &plan)
{
    if (fixed.error || fixed.facts.mediaType != plan.mediaType)
        return words(QT_TRANSLATE_NOOP("Media", "The result cannot be read"));
    if (isFilm(plan) && !fixed.streams.video)
        return words(QT_TRANSLATE_NOOP("Media", "The result has no picture"));
    if (isFilm(plan) && fixed.streams.audio.has_value() != source.streams.audio.has_value())
        return words(QT_TRANSLATE_NOOP("Media", "The result has lost its sound"));
    if (isFilm(plan) && lostFrames(fixed, source, plan))
        return words(QT_TRANSLATE_NOOP("Media", "The result has lost part of its picture"));
    if (const QString broken = brokenStill(fixed, source); !broken.isEmpty())
        return broken;
    return wrongLength(fixed, source, plan);
}

DecodedPart decodedPart(const FixPlan &plan, const Inspection &source)
{
    // About a second of decoding after an encoding, which made every frame itself; some seconds after a copy, which has the
    // faults of its source.
    const double mostPixels = plan.copiesVideo ? 2e9 : 2e8;
    constexpr qint64 tailMs = 5000;
    if (!isFilm(plan))
        return {};
    if (pixelsOf(plan, source) <= mostPixels)
        return {};
    return {.tailMs = tailMs, .keyFramesAlone = plan.copiesVideo};
}

} // namespace postreel
