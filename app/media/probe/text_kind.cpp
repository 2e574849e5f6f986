#include "app/media/probe/text_kind.h"

#include <QByteArray>
#include <QList>
#include <algorithm>

namespace postreel {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool allDigits(QByteArrayView text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}

// "00:00:01,000"; a point in place of the comma is common.
bool isSrtTime(QByteArrayView text)
{
    if (text.startsWith('-')) // of cues that were moved too far; the cues are judged elsewhere
        text = text.sliced(1);
    const QList<QByteArray> fields = text.toByteArray().replace(',', '.').split(':');
    if (fields.size() != 3 || !allDigits(fields[0]) || !allDigits(fields[1]))
        return false;
    const QList<QByteArray> seconds = fields[2].split('.');
    return seconds.size() == 2 && allDigits(seconds[0]) && allDigits(seconds[1]);
}

// Returns the next line without its end, and moves `rest` past it. CR, LF and CRLF end a line.
QByteArrayView takeLine(QByteArrayView &rest)
{
    const auto *const end =
        std::find_if(rest.begin(), rest.end(), [](char c) { return c == '\n' || c == '\r'; });
    const QByteArrayView line = rest.first(end - rest.begin());
    rest = rest.sliced(line.size());
    const bool both = rest.size() > 1 && rest[0] == '\r' && rest[1] == '\n';
    rest = rest.sliced(std::min<qsizetype>(rest.size(), both ? 2 : 1));
    return line;
}

bool isSrt(QByteArrayView text)
{
    constexpr qsizetype longest = 200; // of a line of times with positions
    QByteArrayView line;
    while (!text.empty() && line.empty())
        line = takeLine(text).trimmed();
    if (!allDigits(line))
        return false;
    const QByteArrayView times = takeLine(text);
    if (times.size() > longest)
        return false;
    const qsizetype arrow = times.toByteArray().indexOf("-->");
    if (arrow < 0)
        return false;
    const QByteArray end = times.sliced(arrow + 3).trimmed().toByteArray();
    return isSrtTime(times.first(arrow).trimmed()) && isSrtTime(end.split(' ').first());
}

bool isVtt(QByteArrayView text)
{
    constexpr QByteArrayView word("WEBVTT");
    if (!text.startsWith(word))
        return false;
    const QByteArrayView after = text.sliced(word.size());
    return after.empty() || QByteArrayView(" \t\r\n").contains(after.front());
}

bool isPlain(QByteArrayView text)
{
    return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
        const auto code = static_cast<unsigned char>(c);
        return code == 0x7F || (code < 0x20 && !(code >= 0x09 && code <= 0x0D) && code != 0x1B);
    });
}

bool isUtf8(QByteArrayView text)
{
    // The head may end within a character.
    for (qsizetype cut = 0; cut < 4 && cut < text.size(); ++cut)
        if (text.chopped(cut).isValidUtf8())
            return true;
    return false;
}

} // namespace

TextKind textKindOf(QByteArrayView head)
{
    if (head.startsWith(QByteArrayView("\xFF\xFE")) || head.startsWith(QByteArrayView("\xFE\xFF")))
        return TextKind::Plain;
    if (head.startsWith(QByteArrayView("\xEF\xBB\xBF")))
        head = head.sliced(3);
    if (isVtt(head))
        return TextKind::Vtt;
    if (isSrt(head))
        return TextKind::Srt;
    return isPlain(head) && isUtf8(head) ? TextKind::Plain : TextKind::None;
}

} // namespace postreel
