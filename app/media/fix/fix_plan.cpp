#include "app/media/fix/fix_plan.h"

#include "app/media/fix/fix_film.h"
#include "app/media/fix/fix_picture.h"

#include <algorithm>

namespace postreel {

namespace {

bool wants(const Inspection &seen, FixStep fix)
{
    return std::any_of(seen.broken.begin(), seen.broken.end(), [fix](const BrokenRule &rule) { return rule.fix == fix; });
}

FixPlan planText(const Inspection &seen)
{
    constexpr qint64 atOnceMs = 50;
    if (seen.broken.isEmpty() || wants(seen, FixStep::None))
        return {};
    return {.kind = FixKind::Text,
            .mediaType = seen.facts.mediaType,
            .estimatedBytes = seen.fingerprint.size,
            .estimatedMs = atOnceMs};
}

} // namespace

FixPlan planFix(const Inspection &seen, const FixRequest &request, const FixSpeeds &speeds, const Allowance &allowance)
{
    const QString &category = seen.facts.mediaCategory;
    const bool picture = category == QLatin1String("tweet_image") || wants(seen, FixStep::Convert);
    const bool gif = category == QLatin1String("tweet_gif");
    const bool moves = wants(seen, FixStep::Animate);
    if (seen.error)
        return {};
    if (category == QLatin1String("subtitles"))
        return planText(seen);
    const QVector<LimitRule> rules = limitsFor(allowance);
    if (!picture && !gif)
        return planFilm(seen, request, speeds, rules);
    if (seen.broken.isEmpty() || wants(seen, FixStep::None))
        return {};
    if (moves && !isSmallGif(seen, rules))
        return planFilm(seen, request, speeds, rules);
    return picture && !moves ? planPicture(seen, speeds, rules) : planGif(seen, speeds, rules);
}

} // namespace postreel
