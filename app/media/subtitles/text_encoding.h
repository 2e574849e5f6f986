// Detects the encoding of a text file and decodes it: by its byte order mark, else by validity, else by uchardet's
// guess.
// Invariant: pure, and safe for any bytes; an encoding that is only guessed is marked as assumed, and without an encoding
// there is no text.
#pragma once

#include <QByteArray>
#include <QString>

namespace postreel {

struct DecodedText
{
    QString encoding;     // "UTF-8", "UTF-16 LE", "Windows-1252", "SHIFT_JIS"; empty: not known, or not a text
    QString text;         // without its byte order mark, line ends unchanged
    bool assumed = false; // other encodings are possible: a code page
    bool hasMark = false; // began with a byte order mark
    int brokenLine = 0;   // first line, from 1, with bytes that the encoding does not allow; 0: none
};

// `bytes`: the whole file. Takes linear time.
DecodedText decodeText(const QByteArray &bytes);

} // namespace postreel
