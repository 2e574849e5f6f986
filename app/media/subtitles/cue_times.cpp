#include "app/media/subtitles/cue_times.h"

#include <array>

namespace postreel {

namespace {

constexpr qint64 secondMs = 1000;
constexpr qint64 minuteMs = 60 * secondMs;
constexpr qint64 hourMs = 60 * minuteMs;

bool isDigit(QChar character)
{
    return character >= u'0' && character <= u'9';
}

void skipBlanks(QStringView &rest)
{
    while (!rest.isEmpty() && rest.front().isSpace())
        rest = rest.sliced(1);
}

bool takeOneOf(QStringView &rest, QStringView wanted)
{
    QStringView after = rest;
    skipBlanks(after);
    if (after.isEmpty() || !wanted.contains(after.front()))
        return false;
    rest = after.sliced(1);
    return true;
}

// Takes the digits that follow, after any blanks; fails if there are none or more than six.
std::optional<QStringView> takeDigits(QStringView &rest)
{
    constexpr qsizetype most = 6;
    skipBlanks(rest);
    qsizetype length = 0;
    while (length < rest.size() && isDigit(rest[length]))
        ++length;
    const QStringView digits = rest.first(length);
    rest = rest.sliced(length);
    return length == 0 || length > most ? std::nullopt : std::optional(digits);
}

struct CueTime
{
    qint64 ms;
    bool hasHours;
};

std::optional<CueTime> takeTime(QStringView &rest)
{
    std::array<qint64, 3> fields{};
    int count = 0;
    do {
        const auto digits = count < 3 ? takeDigits(rest) : std::nullopt;
        if (!digits)
            return std::nullopt;
        fields[static_cast<std::size_t>(count++)] = digits->toLongLong();
    } while (takeOneOf(rest, u":"));
    if (count < 2)
        return std::nullopt;
    const bool hasHours = count == 3;
    const qint64 minutes = fields[hasHours ? 1 : 0];
    const qint64 seconds = fields[hasHours ? 2 : 1];
    if (minutes >= 60 || seconds >= 60)
        return std::nullopt;
    qint64 fraction = 0;
    if (takeOneOf(rest, u".,")) {
        const auto digits = takeDigits(rest);
        if (!digits)
            return std::nullopt;
        fraction =
            digits->first(qMin(qsizetype(3), digits->size())).toString().leftJustified(3, u'0').toLongLong();
    }
    return CueTime{(hasHours ? fields[0] * hourMs : 0) + minutes * minuteMs + seconds * secondMs + fraction,
                   hasHours};
}

QString inForm(qint64 ms, bool hours, bool vtt)
{
    const auto padded = [](qint64 number, int digits) {
        return QString::number(number).rightJustified(digits, u'0');
    };
    const QString rest = padded(ms / minuteMs % 60, 2) % u':' % padded(ms / secondMs % 60, 2) %
                         (vtt ? u'.' : u',') % padded(ms % secondMs, 3);
    return vtt && !hours && ms < hourMs ? rest : QString(padded(ms / hourMs, 2) % u':' % rest);
}

} // namespace

QString CueTimes::canonical(bool vtt) const
{
    const QString times =
        inForm(startMs, startHours, vtt) % QLatin1String(" --> ") % inForm(endMs, endHours, vtt);
    return settings.isEmpty() ? times : QString(times % u' ' % settings);
}

std::optional<CueTimes> cueTimesOf(QStringView line)
{
    QStringView rest = line;
    const auto start = takeTime(rest);
    if (!start)
        return std::nullopt;
    skipBlanks(rest);
    bool arrow = false;
    for (const QStringView form : {QStringView(u"-->"), QStringView(u"->"), QStringView(u"\u2013>"),
                                   QStringView(u"\u2014>"), QStringView(u"\u2192")}) {
        if (!rest.startsWith(form))
            continue;
        rest = rest.sliced(form.size());
        arrow = true;
        break;
    }
    const auto end = arrow ? takeTime(rest) : std::nullopt;
    if (!end || (!rest.isEmpty() && !rest.front().isSpace()))
        return std::nullopt;
    return CueTimes{.startMs = start->ms,
                    .endMs = end->ms,
                    .startHours = start->hasHours,
                    .endHours = end->hasHours,
                    .settings = rest.toString().simplified()};
}

} // namespace postreel
