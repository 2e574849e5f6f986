#include "app/media/subtitles/subtitle_cues.h"

#include "app/media/subtitles/cue_times.h"

#include <QStringList>
#include <algorithm>

namespace postreel {

namespace {

struct Cue
{
    QStringList before; // VTT: notes and styles before it, with the blank lines after them
    QString id;         // VTT only; SRT is renumbered
    CueTimes times;
    bool readable = true; // its times could be parsed
    QStringList text;
    int line = 0;

    bool isEmpty() const
    {
        return std::all_of(text.begin(), text.end(),
                           [](const QString &one) { return one.trimmed().isEmpty(); });
    }
};

bool isNumber(QStringView line)
{
    const QStringView digits = line.trimmed();
    return !digits.isEmpty() &&
           std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool isControl(QChar c)
{
    const char16_t code = c.unicode();
    return (code < 0x20 && code != u'\t' && code != u'\n' && code != u'\r') ||
           (code >= 0x7F && code <= 0x9F) || code == 0xFEFF || code >= 0xFFFE;
}

bool startsBlock(QStringView line, QStringView word)
{
    return line.startsWith(word) && (line.size() == word.size() || line[word.size()].isSpace());
}

class CueReader
{
public:
    explicit CueReader(const QString &text);
    CueSheet read();

private:
    void cleanLines(const QString &text);
    void readLine(int at);
    void readTimes(int at);
    void checkTimes(int at, Cue &cue);
    void readText(int at);
    bool isBlank(int at) const;
    bool isTimes(int at) const;
    int nextFilled(int at) const;
    void note(CueFault fault, int at, const QString &seen = {});
    void checkNumber(int at, const QString &number);
    void checkCues();
    QString written() const;
    qint64 endsMs() const;

    QStringList m_lines;
    bool m_vtt = false;
    bool m_inCue = false;   // since the last blank line
    bool m_inBlock = false; // VTT: a note or a style, up to a blank line
    int m_numberAt = -1;    // line of the number or name of the next cue; -1: none
    qint64 m_lastNumber = -1;
    QStringList m_header;  // VTT: up to the first blank line
    QStringList m_pending; // VTT: notes and styles since the last cue
    QVector<Cue> m_cues;
    QVector<FoundFault> m_faults;
};

CueReader::CueReader(const QString &text)
{
    cleanLines(text);
    m_vtt = startsBlock(m_lines.first(), u"WEBVTT");
}

void CueReader::cleanLines(const QString &text)
{
    QString line;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool pair = c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n';
        if (c == u'\n' || c == u'\r') {
            if (c == u'\r' && !pair)
                note(CueFault::LoneReturns, static_cast<int>(m_lines.size()));
            m_lines << std::exchange(line, {});
            i += pair ? 1 : 0;
        } else if (isControl(c)) {
            note(CueFault::ControlCharacters, static_cast<int>(m_lines.size()));
        } else {
            line += c;
        }
    }
    m_lines << line;
}

void CueReader::note(CueFault fault, int at, const QString &seen)
{
    const auto known = std::find_if(m_faults.begin(), m_faults.end(),
                                    [&](const FoundFault &other) { return other.fault == fault; });
    if (known == m_faults.end())
        m_faults.append({.fault = fault, .line = at + 1, .more = 0, .seen = seen});
    else
        ++known->more;
}

// In VTT, a line of blanks is part of the cue's text; SRT has no rule, and players end the cue there.
bool CueReader::isBlank(int at) const
{
    const bool counts = m_vtt && (m_inCue || m_inBlock);
    return m_lines[at].isEmpty() || (!counts && m_lines[at].trimmed().isEmpty());
}

// Also true for invalid times, if the line cannot be meant to be anything else.
bool CueReader::isTimes(int at) const
{
    if (at >= m_lines.size())
        return false;
    const QStringView line = QStringView(m_lines[at]).trimmed();
    const bool arrow = line.contains(u"-->");
    const bool hasSign = !line.isEmpty() && QStringView(u"-+\u2212").contains(line.front()); // of cues that were moved too far
    const QStringView number = line.mid(hasSign ? 1 : 0);
    const bool beginsWithNumber = !number.isEmpty() && number.front() >= u'0' && number.front() <= u'9';
    return (arrow && (m_vtt || beginsWithNumber)) || cueTimesOf(line);
}

int CueReader::nextFilled(int at) const
{
    while (at < m_lines.size() && m_lines[at].trimmed().isEmpty())
        ++at;
    return at;
}

CueSheet CueReader::read()
{
    int at = 0;
    if (m_vtt) {
        m_header << m_lines[at++];
        for (; at < m_lines.size() && !m_lines[at].isEmpty() && !isTimes(at); ++at)
            m_header << m_lines[at];
        m_inCue = at < m_lines.size() && !m_lines[at].isEmpty(); // times follow the header directly
    }
    for (; at < m_lines.size(); ++at)
        readLine(at);
    const bool any = std::any_of(m_cues.begin(), m_cues.end(), [](const Cue &cue) { return cue.readable; });
    if (!any && !m_vtt)
        return {};
    checkCues();
    std::stable_sort(m_faults.begin(), m_faults.end(),
                     [](const FoundFault &a, const FoundFault &b) { return a.line < b.line; });
    const bool fixable = std::all_of(m_faults.begin(), m_faults.end(),
                                      [](const FoundFault &found) { return isFixable(found.fault); });
    return {.kind = m_vtt ? QStringLiteral("text/vtt") : QStringLiteral("text/srt"),
            .cues = static_cast<int>(m_cues.size()),
            .endsMs = endsMs(),
            .faults = m_faults,
            .fixed = m_faults.isEmpty() ? m_lines.join(u'\n')
                      : fixable         ? written()
                                         : QString()};
}

void CueReader::readLine(int at)
{
    if (isBlank(at)) {
        m_inCue = false;
        if (std::exchange(m_inBlock, false))
            m_pending << QString();
    } else if (isTimes(at)) {
        readTimes(at);
    } else {
        readText(at);
    }
}

void CueReader::readTimes(int at)
{
    if (m_inCue || m_inBlock)
        note(CueFault::BlankLineMissing, m_numberAt >= 0 ? m_numberAt : at);
    if (m_numberAt >= 0 && m_numberAt + 1 < at)
        note(CueFault::BlankLineWithin, at - 1);
    if (m_inBlock)
        m_pending << QString();
    Cue cue;
    cue.before = std::exchange(m_pending, {});
    cue.line = at;
    if (m_numberAt >= 0)
        cue.id = m_lines[m_numberAt];
    if (!m_vtt)
        checkNumber(at, cue.id);
    checkTimes(at, cue);
    m_cues.append(cue);
    m_numberAt = -1;
    m_inBlock = false;
    m_inCue = true;
}

void CueReader::checkTimes(int at, Cue &cue)
{
    const QString line = m_lines[at].simplified();
    const auto times = cueTimesOf(line);
    cue.readable = times.has_value();
    if (!times)
        return note(CueFault::BadTime, at, line);
    cue.times = *times;
    if (line != times->canonical(m_vtt))
        note(CueFault::TimeForm, at, line);
    if (times->endMs <= times->startMs)
        note(CueFault::EndBeforeStart, at);
}

void CueReader::checkNumber(int at, const QString &number)
{
    if (number.isEmpty())
        return note(CueFault::NumberMissing, at);
    const qint64 value = number.trimmed().toLongLong(); // 0 if it is too large, which counts as out of order, too
    if (value <= m_lastNumber)
        note(CueFault::NumberOrder, m_numberAt);
    m_lastNumber = value;
}

void CueReader::readText(int at)
{
    const bool opens = !m_inCue && !m_inBlock;
    if (m_vtt &&
        (m_inBlock || (opens && (startsBlock(m_lines[at], u"NOTE") || startsBlock(m_lines[at], u"STYLE") ||
                                 startsBlock(m_lines[at], u"REGION"))))) {
        m_inBlock = true;
        m_pending << m_lines[at];
        return;
    }
    // The line directly above the times is the number, or in VTT any name; blank lines may separate a number from the times.
    const bool number = isNumber(m_lines[at]);
    if (isTimes(at + 1) ? number || (m_vtt && opens) : number && opens && isTimes(nextFilled(at + 1))) {
        m_numberAt = at;
        return;
    }
    if (m_cues.isEmpty())
        return note(CueFault::TextOutside, at);
    if (opens)
        note(CueFault::BlankLineWithin, at - 1);
    m_cues.last().text << m_lines[at];
    m_inCue = true;
}

void CueReader::checkCues()
{
    qint64 lastMs = 0;
    for (const Cue &cue : std::as_const(m_cues)) {
        if (cue.isEmpty())
            note(CueFault::EmptyCue, cue.line);
        else if (cue.readable && cue.times.startMs < lastMs)
            note(CueFault::CueOrder, cue.line);
        if (cue.readable && !cue.isEmpty())
            lastMs = cue.times.startMs;
    }
    QVector<Cue> filled;
    QStringList before;
    for (Cue &cue : m_cues) {
        before += std::exchange(cue.before, {});
        if (cue.isEmpty())
            continue;
        cue.before = std::exchange(before, {});
        filled.append(cue);
    }
    m_pending = before + m_pending;
    m_cues = filled;
    std::stable_sort(m_cues.begin(), m_cues.end(),
                     [](const Cue &a, const Cue &b) { return a.times.startMs < b.times.startMs; });
    if (m_cues.isEmpty())
        note(CueFault::NoCues, 0);
}

qint64 CueReader::endsMs() const
{
    qint64 last = -1;
    for (const Cue &cue : m_cues)
        last = std::max(last, cue.readable ? cue.times.endMs : -1);
    return last;
}

QString CueReader::written() const
{
    QStringList lines = m_header;
    if (m_vtt)
        lines << QString();
    int number = 0;
    for (const Cue &cue : m_cues) {
        lines << cue.before;
        if (!m_vtt)
            lines << QString::number(++number);
        else if (!cue.id.isEmpty())
            lines << cue.id;
        lines << cue.times.canonical(m_vtt) << cue.text << QString();
    }
    lines << m_pending;
    if (!lines.last().isEmpty())
        lines << QString();
    return lines.join(u'\n');
}

} // namespace

CueSheet readCues(const QString &text)
{
    return CueReader(text).read();
}

} // namespace postreel
