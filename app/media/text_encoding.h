// Which encoding a text file is in, and its text: by its byte order mark, by its own rules, else by what is
// plausible. Invariant: pure, and safe for any bytes; an encoding that is merely plausible is named as such,
// and without one there is no text.
#pragma once

#include <QByteArray>
#include <QString>

namespace postreel {

struct DecodedText
{
    QString encoding;     // "UTF-8", "UTF-16 LE", "Windows-1252"; empty: not to be told, or no text at all
    QString text;         // without its byte order mark, line ends as they were
    bool assumed = false; // the bytes allow other readings: a code page of one byte per character
    bool hasMark = false; // began with a byte order mark
    int brokenLine = 0;   // first line, from 1, with bytes that the encoding does not allow; 0: none
};

// `bytes`: the whole file. Takes time in proportion to its length.
DecodedText decodeText(const QByteArray &bytes);

} // namespace postreel
