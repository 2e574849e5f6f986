#include "app/media/text_encoding.h"

#include <QStringDecoder>
#include <array>
#include <functional>
#include <optional>

namespace postreel {

namespace {

// 0x80 to 0x9F of Windows-1252; above, it is Latin-1. U+FFFD: unassigned.
constexpr std::array<char16_t, 32> westernTable{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

// 0x80 to 0xBF of Windows-1251; above, it is the Russian alphabet in its order.
constexpr std::array<char16_t, 64> cyrillicTable{
    0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409, 0x2039, 0x040A,
    0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0xFFFD, 0x2122,
    0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0, 0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6,
    0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456,
    0x0491, 0x00B5, 0x00B6, 0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457};

struct Mark
{
    QByteArrayView bytes;
    QStringConverter::Encoding encoding;
};

// UTF-32 first: its little-endian mark begins with that of UTF-16.
constexpr std::array marks{
    Mark{QByteArrayView("\xFF\xFE\0\0", 4), QStringConverter::Utf32LE},
    Mark{QByteArrayView("\0\0\xFE\xFF", 4), QStringConverter::Utf32BE},
    Mark{QByteArrayView("\xEF\xBB\xBF", 3), QStringConverter::Utf8},
    Mark{QByteArrayView("\xFF\xFE", 2), QStringConverter::Utf16LE},
    Mark{QByteArrayView("\xFE\xFF", 2), QStringConverter::Utf16BE},
};

QString nameOfEncoding(QStringConverter::Encoding encoding)
{
    switch (encoding) {
    case QStringConverter::Utf16LE:
        return QStringLiteral("UTF-16 LE");
    case QStringConverter::Utf16BE:
        return QStringLiteral("UTF-16 BE");
    case QStringConverter::Utf32LE:
        return QStringLiteral("UTF-32 LE");
    case QStringConverter::Utf32BE:
        return QStringLiteral("UTF-32 BE");
    default:
        return QStringLiteral("UTF-8");
    }
}

// Index of the first character that stands for invalid bytes; -1: none.
qsizetype firstBroken(QStringView text, bool hasError)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (text[i].isSurrogate() && !pair)
            return i;
        if (hasError && text[i] == QChar::ReplacementCharacter)
            return i;
        i += pair ? 1 : 0;
    }
    return hasError ? text.size() : -1;
}

// Line number, from 1. CR, LF and CRLF end a line.
int lineAt(QStringView text, qsizetype at)
{
    int line = 1;
    for (qsizetype i = 0; i < at; ++i)
        line +=
            text[i] == u'\n' || (text[i] == u'\r' && (i + 1 == text.size() || text[i + 1] != u'\n')) ? 1 : 0;
    return line;
}

DecodedText decoded(QByteArrayView bytes, QStringConverter::Encoding encoding)
{
    const bool wide = encoding == QStringConverter::Utf16LE || encoding == QStringConverter::Utf16BE;
    // The byte order mark was removed before. Stateless, so that a character cut off at the end counts as broken.
    QStringDecoder decoder(encoding,
                           QStringConverter::Flag::Stateless | QStringConverter::Flag::ConvertInitialBom);
    DecodedText result{.encoding = nameOfEncoding(encoding), .text = decoder(bytes)};
    if (const qsizetype at = firstBroken(result.text, decoder.hasError() || (wide && bytes.size() % 2 != 0));
        at >= 0)
        result.brokenLine = lineAt(result.text, at);
    return result;
}

// UTF-16 without a mark: times and line ends of any language have a zero in every second byte.
std::optional<QStringConverter::Encoding> unmarkedWide(QByteArrayView bytes)
{
    if (bytes.size() < 4 || bytes.size() % 2 != 0)
        return std::nullopt;
    std::array<qsizetype, 2> zeros{};
    for (qsizetype i = 0; i < bytes.size(); ++i)
        zeros[static_cast<std::size_t>(i % 2)] += bytes[i] == '\0' ? 1 : 0;
    const qsizetype pairs = bytes.size() / 2;
    for (const int side : {0, 1}) {
        const auto high = static_cast<std::size_t>(side);
        if (zeros[high] * 5 > pairs && zeros[1 - high] * 50 < pairs)
            return side == 1 ? QStringConverter::Utf16LE : QStringConverter::Utf16BE;
    }
    return std::nullopt;
}

// Numbers of valid multi-byte characters, and of bytes that belong to none.
struct MultibyteCount
{
    qsizetype whole = 0;
    qsizetype stray = 0;
};

MultibyteCount countMultibyte(QByteArrayView bytes)
{
    MultibyteCount count;
    for (qsizetype i = 0; i < bytes.size();) {
        const auto first = static_cast<quint8>(bytes[i]);
        const qsizetype length = first < 0x80    ? 1
                                 : first >= 0xF0 ? 4
                                 : first >= 0xE0 ? 3
                                 : first >= 0xC2 ? 2
                                                 : 0;
        const bool fits = length > 0 && i + length <= bytes.size() && bytes.sliced(i, length).isValidUtf8();
        if (length != 1)
            ++(fits ? count.whole : count.stray);
        i += fits ? length : 1;
    }
    return count;
}

bool isAsciiLetter(quint8 byte)
{
    return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

// Statistics of the bytes above ASCII, for a guess at the code page.
struct HighBytes
{
    qsizetype all = 0;
    qsizetype latin = 0;    // ASCII letters, for comparison
    qsizetype unused = 0;   // unassigned in Windows-1252
    qsizetype inWords = 0;  // a symbol in Windows-1252, but between two letters
    qsizetype capitals = 0; // 0xC0 to 0xDF
    qsizetype russianA = 0; // 0xE0, in Russian about every twelfth letter
};

HighBytes countHighBytes(QByteArrayView bytes)
{
    HighBytes count;
    const auto isWord = [&](qsizetype at) {
        const auto byte = static_cast<quint8>(at >= 0 && at < bytes.size() ? bytes[at] : ' ');
        return isAsciiLetter(byte) || byte >= 0xC0;
    };
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<quint8>(bytes[i]);
        count.latin += isAsciiLetter(byte) ? 1 : 0;
        if (byte < 0x80)
            continue;
        ++count.all;
        count.unused += byte < 0xA0 && westernTable[byte - 0x80U] == 0xFFFD ? 1 : 0;
        count.inWords +=
            byte >= 0xA1 && byte < 0xC0 && byte != 0xAD && byte != 0xB7 && isWord(i - 1) && isWord(i + 1);
        count.capitals += byte >= 0xC0 && byte < 0xE0 ? 1 : 0;
        count.russianA += byte == 0xE0 ? 1 : 0;
    }
    return count;
}

DecodedText byTable(QByteArrayView bytes, const QString &name, const std::function<char16_t(quint8)> &high)
{
    DecodedText result{.encoding = name, .text = QString(bytes.size(), Qt::Uninitialized), .assumed = true};
    QChar *to = result.text.data();
    for (const char byte : bytes) {
        const auto code = static_cast<quint8>(byte);
        *to++ = QChar(code < 0x80 ? char16_t(code) : high(code));
    }
    return result;
}

// Decodes a text with one byte per character. Western texts have few letters outside ASCII; where these prevail it is
// another code page, and only the Russian one can be told from the rest by its letters alone.
DecodedText decodedCodePage(QByteArrayView bytes)
{
    const HighBytes high = countHighBytes(bytes);
    const bool western = high.all <= high.latin && high.unused == 0 && high.inWords * 50 <= high.all;
    if (western)
        return byTable(bytes, QStringLiteral("Windows-1252"),
                       [](quint8 byte) { return byte < 0xA0 ? westernTable[byte - 0x80U] : char16_t(byte); });
    const bool russian = high.all > high.latin && high.russianA * 30 > high.all &&
                         high.capitals * 100 > high.all && high.capitals * 2 < high.all;
    if (russian && !bytes.contains('\x98')) // unassigned in Windows-1251
        return byTable(bytes, QStringLiteral("Windows-1251"), [](quint8 byte) {
            return byte < 0xC0 ? cyrillicTable[byte - 0x80U] : char16_t(0x0410 + byte - 0xC0);
        });
    return {};
}

} // namespace

DecodedText decodeText(const QByteArray &bytes)
{
    for (const Mark &mark : marks) {
        if (!bytes.startsWith(mark.bytes))
            continue;
        DecodedText result = decoded(QByteArrayView(bytes).sliced(mark.bytes.size()), mark.encoding);
        result.hasMark = true;
        return result;
    }
    if (const auto wide = unmarkedWide(bytes))
        return decoded(bytes, *wide);
    if (bytes.isValidUtf8())
        return decoded(bytes, QStringConverter::Utf8);
    // A text with many valid multi-byte characters is UTF-8, even if a few are broken.
    const MultibyteCount count = countMultibyte(bytes);
    return count.whole > count.stray ? decoded(bytes, QStringConverter::Utf8) : decodedCodePage(bytes);
}

} // namespace postreel
