#include "app/media/cure_plan.h"

#include "app/media/cure_film.h"
#include "app/media/cure_picture.h"

#include <algorithm>

namespace postreel {

namespace {

bool wants(const Inspection &seen, Cure cure)
{
    return std::any_of(seen.broken.begin(), seen.broken.end(), [cure](const BrokenRule &rule) { return rule.cure == cure; });
}

CurePlan planText(const Inspection &seen)
{
    constexpr qint64 atOnceMs = 50;
    if (seen.broken.isEmpty() || wants(seen, Cure::None))
        return {};
    return {.kind = CureKind::Text,
            .mediaType = seen.facts.mediaType,
            .estimatedBytes = seen.fingerprint.size,
            .estimatedMs = atOnceMs};
}

} // namespace

CurePlan planCure(const Inspection &seen, const CureWish &wish, const CureSpeeds &speeds, const Allowance &allowance)
{
    const QString &category = seen.facts.mediaCategory;
    const bool picture = category == QLatin1String("tweet_image") || wants(seen, Cure::Convert);
    const bool gif = category == QLatin1String("tweet_gif");
    const bool moves = wants(seen, Cure::Animate);
    if (seen.error)
        return {};
    if (category == QLatin1String("subtitles"))
        return planText(seen);
    const QVector<LimitRule> rules = limitsFor(allowance);
    if (!picture && !gif)
        return planFilm(seen, wish, speeds, rules);
    if (seen.broken.isEmpty() || wants(seen, Cure::None))
        return {};
    if (moves && !isSmallGif(seen, rules))
        return planFilm(seen, wish, speeds, rules);
    return picture && !moves ? planPicture(seen, speeds, rules) : planGif(seen, speeds, rules);
}

} // namespace postreel
