#include "app/media/subtitles/text_encoding.h"

#include <QHash>
#include <QStringDecoder>
#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <type_traits>
#include <uchardet.h>

namespace postreel {

namespace {

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

// The name that uchardet gives to a text's encoding; empty: none.
QByteArray guessedCharset(QByteArrayView bytes)
{
    const std::unique_ptr<std::remove_pointer_t<uchardet_t>, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
    constexpr qsizetype enough = 256 * 1024; // it is slow where no encoding fits
    if (uchardet_handle_data(detector.get(), bytes.data(), static_cast<size_t>(std::min(bytes.size(), enough))) != 0)
        return {};
    uchardet_data_end(detector.get());
    return uchardet_get_charset(detector.get());
}

// Whether a text may be in the encoding that it was decoded with: no control characters of Latin-1, and hardly a symbol
// between two letters, where another code page has a letter.
bool isPlausible(QStringView text)
{
    constexpr qsizetype lettersPerSymbol = 50;
    qsizetype symbols = 0;
    qsizetype high = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == QChar::ReplacementCharacter || (c >= QChar(0x80) && c < QChar(0xA0)))
            return false;
        if (c < QChar(0x80))
            continue;
        ++high;
        const bool isSign = c == QChar(0xAA) || c == QChar(0xB5) || c == QChar(0xBA); // ª µ º are letters to Unicode
        const bool isPunctuation = c == QChar(0xB7) || (c.isPunct() && c >= QChar(0x2000)); // l·l, it’s, 、
        const bool stands = (c.isLetter() && !isSign) || c.isMark() || c.isDigit() || c == QChar::SoftHyphen || isPunctuation;
        const bool inWord = i > 0 && i + 1 < text.size() && text[i - 1].isLetter() && text[i + 1].isLetter();
        symbols += !stands && inWord ? 1 : 0;
    }
    return symbols * lettersPerSymbol <= high;
}

// Without a decoder (Qt built without ICU knows no code pages), or if it is not plausible: no encoding.
DecodedText decodedWith(QByteArrayView bytes, const QString &name, const QByteArray &charset)
{
    QStringDecoder decoder(charset.constData(), QStringConverter::Flag::Stateless);
    if (!decoder.isValid())
        return {};
    const QString text = decoder(bytes);
    return decoder.hasError() || !isPlausible(text) ? DecodedText{} : DecodedText{.encoding = name, .text = text, .assumed = true};
}

// Whether a text may be in a western language, which has few letters outside ASCII.
bool isWestern(QStringView text)
{
    const auto isHighLetter = [](QChar c) { return c.isLetter() && c >= QChar(0x80); };
    const auto isAsciiLetter = [](QChar c) { return c.isLetter() && c < QChar(0x80); };
    return std::count_if(text.begin(), text.end(), isHighLetter) <= std::count_if(text.begin(), text.end(), isAsciiLetter);
}

// The superset of an encoding that files of this name are really in; others as they are.
QByteArray supersetOf(const QByteArray &charset)
{
    static const QHash<QByteArray, QByteArray> supersets{
        {"UHC", "windows-949"}, {"ISO-8859-9", "windows-1254"}, {"ISO-8859-11", "windows-874"}, {"TIS-620", "windows-874"}};
    return supersets.value(charset, charset);
}

// Decodes a text in a code page. Of few letters outside ASCII anything may be guessed: Windows-1252, by far the most frequent
// one and a superset of Latin-1, counts where it says the same, and where the guess is not plausible.
DecodedText decodedCodePage(QByteArrayView bytes)
{
    DecodedText western = decodedWith(bytes, QStringLiteral("Windows-1252"), "windows-1252");
    if (!isWestern(western.text))
        western = {};
    const QByteArray charset = guessedCharset(bytes);
    if (charset.isEmpty() || charset == "ISO-8859-1" || charset == "ISO-8859-15")
        return western;
    const QString name = QString::fromLatin1(charset).replace(QLatin1String("WINDOWS-"), QLatin1String("Windows-"));
    const DecodedText guessed = decodedWith(bytes, name, supersetOf(charset));
    return guessed.encoding.isEmpty() || guessed.text == western.text ? western : guessed;
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
