#include "app/base/secret_windows.h"

#include <QVector>
#include <algorithm>
#include <cctype>
#include <optional>

namespace postreel {

namespace {

constexpr qsizetype windowLetters = 16;

// An escape may hide a letter, and plain text may look like an escape ("100%" before a secret that starts with "ab"), so each
// text is read both ways.
enum class Reading { AsItStands, Unescaped };

struct Spelled
{
    QByteArray letters;
    QVector<qsizetype> from; // where each letter starts in the text
    QVector<qsizetype> to;   // and where it ends
};

// One decoded letter, and how many bytes of the text it takes.
struct Unit
{
    uchar letter = 0;
    qsizetype bytes = 1;
};

std::optional<uchar> hexAt(const QByteArray &text, qsizetype at)
{
    if (at + 2 > text.size())
        return std::nullopt;
    bool read = false;
    const uint byte = text.mid(at, 2).toUInt(&read, 16);
    const bool digits = std::isxdigit(static_cast<uchar>(text[at])) && std::isxdigit(static_cast<uchar>(text[at + 1]));
    return read && digits ? std::optional(static_cast<uchar>(byte)) : std::nullopt;
}

// Decodes %41, also %2541 and deeper.
std::optional<Unit> percentAt(const QByteArray &text, qsizetype at)
{
    qsizetype hex = at + 1;
    while (hex + 4 <= text.size() && text[hex] == '2' && text[hex + 1] == '5' && hexAt(text, hex + 2))
        hex += 2;
    const auto byte = hexAt(text, hex);
    return byte ? std::optional(Unit{*byte, hex + 2 - at}) : std::nullopt;
}

std::optional<Unit> entityAt(const QByteArray &text, qsizetype at)
{
    constexpr qsizetype longest = 16;
    const QByteArray word = text.mid(at + 1, longest).toLower();
    const qsizetype end = word.indexOf(';');
    if (end < 0)
        return std::nullopt;
    const QByteArray name = word.left(end);
    static const std::pair<const char *, char> names[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    for (const auto &[known, letter] : names)
        if (name == known)
            return Unit{static_cast<uchar>(letter), end + 2};
    bool read = false;
    const uint code = name.startsWith("#x") ? name.mid(2).toUInt(&read, 16) : name.startsWith('#') ? name.mid(1).toUInt(&read) : 0;
    return read && code < 256 ? std::optional(Unit{static_cast<uchar>(code), end + 2}) : std::nullopt;
}

// Decodes what follows backslashes: \u0041, \x41, and the line breaks and tabs of JSON and C.
std::optional<Unit> escapeAt(const QByteArray &text, qsizetype at)
{
    const char kind = text[at];
    if (kind == 'n' || kind == 'r' || kind == 't')
        return Unit{'\n', 1};
    const bool wide = (kind == 'u' || kind == 'U') && text.mid(at + 1, 2) == "00";
    if (!wide && kind != 'x' && kind != 'X')
        return std::nullopt;
    const qsizetype before = wide ? 3 : 1;
    const auto byte = hexAt(text, at + before);
    return byte ? std::optional(Unit{*byte, before + 2}) : std::nullopt;
}

Unit unitAt(const QByteArray &text, qsizetype at)
{
    std::optional<Unit> unit;
    if (text[at] == '%')
        unit = percentAt(text, at);
    else if (text[at] == '&')
        unit = entityAt(text, at);
    else if (text[at] == '=' && text.mid(at + 1, 2).toUpper() == "3D") // quoted-printable
        unit = Unit{'=', 3};
    return unit.value_or(Unit{static_cast<uchar>(text[at]), 1});
}

// White space may wrap a secret, and so may the "=" at the end of a quoted-printable line; elsewhere dropping them changes
// nothing.
bool separates(uchar letter)
{
    return letter == ' ' || (letter >= '\t' && letter <= '\r') || letter == '=';
}

// Maps to lower case, and the two alphabets of Base64 to one.
char foldedOf(uchar letter)
{
    if (letter >= 'A' && letter <= 'Z')
        return static_cast<char>(letter - 'A' + 'a');
    return letter == '-' ? '+' : letter == '_' ? '/' : static_cast<char>(letter);
}

Spelled spelledPlainly(const QByteArray &text, Reading reading)
{
    Spelled spelled;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype from = at;
        std::optional<Unit> unit;
        if (reading == Reading::Unescaped && text[at] == '\\') {
            while (at < text.size() && text[at] == '\\')
                ++at;
            if (at == text.size())
                break;
            unit = escapeAt(text, at);
        }
        if (!unit)
            unit = reading == Reading::Unescaped ? unitAt(text, at) : Unit{static_cast<uchar>(text[at]), 1};
        at += unit->bytes;
        if (separates(unit->letter))
            continue;
        spelled.letters += foldedOf(unit->letter);
        spelled.from << from;
        spelled.to << at;
    }
    return spelled;
}

// The letters of an encoding with `bits` bits per letter that depend on the secret alone when it starts `shift` bytes after the
// start of a group.
QByteArray encodedCore(const QByteArray &secret, int shift, int bits, QByteArrayView alphabet)
{
    const QByteArray padded = QByteArray(secret).prepend(shift, '\0');
    QByteArray core;
    const qsizetype first = (shift * 8 + bits - 1) / bits;
    for (qsizetype letter = first; (letter + 1) * bits <= padded.size() * 8; ++letter) {
        uint value = 0;
        for (qsizetype bit = letter * bits; bit < (letter + 1) * bits; ++bit)
            value = value << 1 | (static_cast<uchar>(padded[bit / 8]) >> (7 - bit % 8) & 1U);
        core += alphabet[value];
    }
    return core;
}

} // namespace

QByteArray base64Core(const QByteArray &secret, int shift)
{
    return encodedCore(secret, shift, 6, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
}

namespace {

std::vector<QByteArray> formsOf(const QByteArray &secret)
{
    constexpr QByteArrayView base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::vector<QByteArray> forms{spelledPlainly(secret, Reading::AsItStands).letters,
                                  spelledPlainly(secret, Reading::Unescaped).letters,
                                  secret.toHex()};
    if (secret.contains(' ')) // as form encoding writes it
        forms.push_back(spelledPlainly(QByteArray(secret).replace(' ', '+'), Reading::Unescaped).letters);
    for (int shift = 0; shift < 3; ++shift)
        forms.push_back(spelledPlainly(base64Core(secret, shift), Reading::AsItStands).letters);
    for (int shift = 0; shift < 5; ++shift)
        forms.push_back(spelledPlainly(encodedCore(secret, shift, 5, base32), Reading::AsItStands).letters);
    return forms;
}

void takeIn(SecretWindow &window, char letter)
{
    window.first = window.first << 8 | window.last >> 56;
    window.last = window.last << 8 | static_cast<uchar>(letter);
}

// Marks the bytes that a run of windows covers, including separators between its letters.
void markRuns(const Spelled &spelled, const SecretWindows &windows, QByteArray &marks)
{
    SecretWindow window;
    qsizetype marked = 0;
    for (qsizetype i = 0; i < spelled.letters.size(); ++i) {
        takeIn(window, spelled.letters[i]);
        if (i + 1 < windowLetters || !windows.contains(window))
            continue;
        const qsizetype from = std::max(marked, spelled.from[i + 1 - windowLetters]);
        std::fill(marks.begin() + from, marks.begin() + spelled.to[i], '\1');
        marked = spelled.to[i];
    }
}

// Returns the text itself if it contains no window.
QByteArray redactedOnce(const QByteArray &text, const SecretWindows &windows)
{
    QByteArray marks(text.size(), '\0');
    markRuns(spelledPlainly(text, Reading::AsItStands), windows, marks);
    markRuns(spelledPlainly(text, Reading::Unescaped), windows, marks);
    if (!marks.contains('\1'))
        return text;
    QByteArray clean;
    for (qsizetype at = 0; at < text.size(); ++at)
        if (marks[at] == '\0')
            clean += text[at];
        else if (at == 0 || marks[at - 1] == '\0')
            clean += "[redacted]";
    return clean;
}

} // namespace

std::vector<SecretWindow> windowsOf(const QByteArray &secret)
{
    std::vector<SecretWindow> windows;
    for (const QByteArray &form : formsOf(secret)) {
        SecretWindow window;
        for (qsizetype i = 0; i < form.size(); ++i) {
            takeIn(window, form[i]);
            if (i + 1 >= windowLetters)
                windows.push_back(window);
        }
    }
    return windows;
}

QByteArray redactWindows(const QByteArray &text, const SecretWindows &windows)
{
    if (windows.empty())
        return text;
    // What was cut out may leave another escape, so repeat. This ends: "[redacted]" is shorter than any run.
    QByteArray before = text;
    QByteArray clean = redactedOnce(before, windows);
    while (clean.size() != before.size()) {
        before = clean;
        clean = redactedOnce(before, windows);
    }
    return clean;
}

} // namespace postreel
