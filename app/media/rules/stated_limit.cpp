#include "app/media/rules/stated_limit.h"

#include <QRegularExpression>

namespace postreel {

namespace {

// A unit of time in ms; 0: not a unit of time.
qint64 timeUnit(const QString &word)
{
    if (word.startsWith(QLatin1String("ms")) || word.startsWith(QLatin1String("milli")))
        return 1;
    if (word.startsWith(u's'))
        return 1000;
    if (word.startsWith(u'm'))
        return 60'000;
    return word.startsWith(u'h') ? 3'600'000 : 0;
}

// A unit of size in bytes.
qint64 sizeUnit(const QString &word)
{
    if (word.startsWith(u'k'))
        return 1000;
    if (word.startsWith(u'm'))
        return 1'000'000;
    return word.startsWith(u'g') ? 1'000'000'000 : 1;
}

qint64 product(const QString &number, qint64 unit)
{
    constexpr double most = 1e15; // beyond any limit of a video
    const double value = QString(number).remove(u',').toDouble() * double(unit);
    return value > 0 && value < most ? qRound64(value) : 0;
}

qint64 durationIn(const QString &words)
{
    static const QRegularExpression maximum(QStringLiteral("duration[^.]{0,40}?maximum:? ?(\\d{2,9})\\b"));
    if (const auto match = maximum.match(words); match.hasMatch())
        return product(match.captured(1), 1);
    static const QRegularExpression longer(
        QStringLiteral("(?:longer than|maximum (?:length|duration) (?:of|is)|exceeds?(?: the)?)[^.\\d]{0,20}"
                       "(\\d{1,6}(?:\\.\\d{1,3})?)[ -]?(ms|milliseconds?|seconds?|secs?|s|minutes?|mins?|m|hours?|h)\\b"));
    const auto match = longer.match(words);
    return match.hasMatch() ? product(match.captured(1), timeUnit(match.captured(2))) : 0;
}

qint64 bytesIn(const QString &words)
{
    static const QRegularExpression larger(
        QStringLiteral("(?:exceeds?(?: the)?|larger than|bigger than|maximum (?:file )?size (?:of|is)|limit of)[^.\\d]{0,20}"
                       "(\\d[\\d,]{0,14}(?:\\.\\d{1,3})?) ?(bytes|kb|mb|gb)\\b"));
    const auto match = larger.match(words);
    return match.hasMatch() ? product(match.captured(1), sizeUnit(match.captured(2))) : 0;
}

// How long a stated limit counts, in ms: X changes its limits, and states them again.
constexpr qint64 countsMs = 7LL * 24 * 3600 * 1000;

} // namespace

StatedLimit parse(const QString &words)
{
    const QString plain = words.left(2000).toLower();
    return {.durationMs = durationIn(plain), .bytes = bytesIn(plain)};
}

Allowance allowedBy(const StatedLimits &said, Tier tier, qint64 nowMs)
{
    const auto counts = [&](qint64 atMs) {
        return said.premium == (tier == Tier::Premium) && std::abs(nowMs - atMs) < countsMs;
    };
    return {.tier = tier,
            .statedDurationMs = counts(said.durationAtMs) ? said.durationMs : 0,
            .statedBytes = counts(said.bytesAtMs) ? said.bytes : 0};
}

StatedLimits merge(const StatedLimits &said, const StatedLimit &limit, Tier tier, qint64 nowMs, bool *news)
{
    const Allowance before = allowedBy(said, tier, nowMs);
    const auto lower = [](qint64 told, qint64 known) { return told > 0 && (known == 0 || told < known); };
    *news = lower(limit.durationMs, before.statedDurationMs) || lower(limit.bytes, before.statedBytes);
    return {.durationMs = limit.durationMs > 0 ? limit.durationMs : before.statedDurationMs,
            .bytes = limit.bytes > 0 ? limit.bytes : before.statedBytes,
            .premium = tier == Tier::Premium,
            .durationAtMs = limit.durationMs > 0 ? nowMs : said.durationAtMs,
            .bytesAtMs = limit.bytes > 0 ? nowMs : said.bytesAtMs};
}

StatedLimits disproved(StatedLimits said, qint64 durationMs, qint64 bytes)
{
    if (durationMs > said.durationMs)
        said.durationMs = 0;
    if (bytes > said.bytes)
        said.bytes = 0;
    return said;
}

} // namespace postreel
