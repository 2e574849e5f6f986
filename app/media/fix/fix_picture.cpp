#include "app/media/fix/fix_picture.h"

#include <algorithm>
#include <cmath>

namespace postreel {

namespace {

constexpr qint64 startMs = 300;
constexpr int leastQuality = 6;      // of a JPEG, as ffmpeg's -q:v; what is still too large then is scaled down
constexpr double leastScale = 0.05;
constexpr double aim = 0.92;         // of the goal, so that the next try fits
constexpr double smoothPerSecond = 8; // frames of a GIF; with fewer it stutters

std::optional<LimitRule::Bound> mostOf(const QVector<LimitRule> &rules, const QString &category, Measure measure)
{
    for (const LimitRule &rule : rules)
        if (rule.category == category && rule.measure == measure && rule.max)
            return rule.max;
    return std::nullopt;
}

double scaleInto(const std::optional<LimitRule::Bound> &most, double width, double height)
{
    if (!most || width <= 0 || height <= 0)
        return 1;
    return std::min({1.0, double((*most)[0]) / width, double((*most)[1]) / height});
}

void setSides(FixPlan &plan, double width, double height)
{
    plan.width = std::max(1, int(width * plan.scale + 1e-6));
    plan.height = std::max(1, int(height * plan.scale + 1e-6));
}

void scaleBy(FixPlan &plan, double factor)
{
    const double width = plan.width / plan.scale;
    const double height = plan.height / plan.scale;
    plan.scale *= factor;
    setSides(plan, width, height);
}

// What the first estimate is based on.
struct GifSize
{
    double width = 0;
    double height = 0;
    int pictures = 0;
    double perSecond = 0;
    qint64 bytes = 0;
};

int keptPictures(const GifSize &gif, int keepEvery)
{
    return (gif.pictures + keepEvery - 1) / keepEvery;
}

// Drops frames as long as the GIF runs smoothly, then scales down. `surplus`: factor by which it is too large.
void reduce(FixPlan &plan, const GifSize &gif, double surplus)
{
    if (surplus <= 1)
        return;
    const double perSecond = gif.perSecond / plan.keepEvery;
    const int thinner = std::clamp(int(perSecond / smoothPerSecond), 1, int(std::ceil(surplus)));
    plan.keepEvery *= thinner;
    if (surplus > thinner)
        plan.scale *= std::sqrt(thinner / surplus);
}

GifSize gifSizeOf(const Inspection &seen)
{
    GifSize gif{.width = double(seen.facts.width),
                .height = double(seen.facts.height),
                .pictures = seen.streams.pictures,
                .bytes = seen.fingerprint.size};
    if (seen.facts.durationMs > 0)
        gif.perSecond = gif.pictures * 1000.0 / double(seen.facts.durationMs);
    return gif;
}

} // namespace

FixPlan planPicture(const Inspection &seen, const FixSpeeds &speeds, const QVector<LimitRule> &rules)
{
    constexpr double bytesPerPixel = 0.3; // of a photo at the best quality of JPEG
    const QString category = QStringLiteral("tweet_image");
    double width = seen.facts.width;
    double height = seen.facts.height;
    FixPlan plan{.kind = FixKind::Picture, .mediaType = QStringLiteral("image/jpeg")};
    plan.goalBytes = mostOf(rules, category, Measure::Bytes).value_or(LimitRule::Bound{})[0];
    plan.scale = scaleInto(mostOf(rules, category, Measure::FrameSize), width, height);
    setSides(plan, width, height);
    const double pixels = width * height;
    plan.estimatedBytes = std::max<qint64>(1000, qint64(pixels * plan.scale * plan.scale * bytesPerPixel));
    if (plan.goalBytes > 0)
        plan.estimatedBytes = std::min(plan.estimatedBytes, qint64(double(plan.goalBytes) * aim));
    plan.estimatedMs = startMs + qint64(pixels * 1000 / double(speeds.pixelsPerSecond));
    return plan;
}

bool isSmallGif(const Inspection &seen, const QVector<LimitRule> &rules)
{
    const QString category = QStringLiteral("tweet_gif");
    const GifSize gif = gifSizeOf(seen);
    const auto pixels = mostOf(rules, category, Measure::Pixels);
    const auto pictures = mostOf(rules, category, Measure::Pictures);
    return scaleInto(mostOf(rules, category, Measure::FrameSize), gif.width, gif.height) >= 1 &&
           (!pictures || gif.pictures <= (*pictures)[0]) &&
           (!pixels || gif.width * gif.height * gif.pictures <= double((*pixels)[0]));
}

FixPlan planGif(const Inspection &seen, const FixSpeeds &speeds, const QVector<LimitRule> &rules)
{
    constexpr double cautious = 0.8; // smaller frames take more bytes per pixel
    const QString category = QStringLiteral("tweet_gif");
    const GifSize gif = gifSizeOf(seen);
    FixPlan plan{.kind = FixKind::Gif, .mediaType = QStringLiteral("image/gif"), .lengthMs = seen.facts.durationMs};
    plan.goalBytes = mostOf(rules, category, Measure::Bytes).value_or(LimitRule::Bound{})[0];
    plan.scale = scaleInto(mostOf(rules, category, Measure::FrameSize), gif.width, gif.height);
    const auto pictures = mostOf(rules, category, Measure::Pictures);
    if (pictures && gif.pictures > (*pictures)[0])
        plan.keepEvery = int((gif.pictures + (*pictures)[0] - 1) / (*pictures)[0]);
    const auto share = [&] {
        return gif.pictures > 0 ? plan.scale * plan.scale * keptPictures(gif, plan.keepEvery) / gif.pictures : plan.scale * plan.scale;
    };
    if (const auto pixels = mostOf(rules, category, Measure::Pixels))
        reduce(plan, gif, gif.width * gif.height * gif.pictures * share() / double((*pixels)[0]));
    if (plan.goalBytes > 0)
        reduce(plan, gif, double(gif.bytes) * share() / (cautious * double(plan.goalBytes)));
    setSides(plan, gif.width, gif.height);
    plan.estimatedBytes = std::max<qint64>(1000, qint64(double(gif.bytes) * share()));
    if (plan.goalBytes > 0)
        plan.estimatedBytes = std::min(plan.estimatedBytes, plan.goalBytes);
    plan.estimatedMs = startMs + qint64(gif.width * gif.height * gif.pictures * 1000 / double(speeds.pixelsPerSecond));
    return plan;
}

std::optional<FixPlan> smallerPlan(FixPlan plan, qint64 bytes)
{
    const double surplus = double(bytes) / (double(std::max<qint64>(1, plan.goalBytes)) * aim);
    if (plan.kind == FixKind::Fit) {
        plan.videoBitRate = qint64(double(plan.videoBitRate) / std::max(1.02, surplus * aim * 1.02));
        return plan;
    }
    if (plan.kind == FixKind::Picture && plan.quality < leastQuality) {
        plan.quality = std::clamp(int(std::ceil(plan.quality * surplus)), plan.quality + 1, leastQuality);
        return plan;
    }
    scaleBy(plan, std::min(0.95, std::sqrt(1 / surplus)));
    if (plan.scale < leastScale)
        return std::nullopt;
    return plan;
}

} // namespace postreel
