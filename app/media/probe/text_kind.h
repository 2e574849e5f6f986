// Detects which kind of text a file's first bytes are: subtitles, or plain text.
// Invariant: pure, and reads only the bytes given.
#pragma once

#include <QByteArrayView>

namespace postreel {

enum class TextKind { None, Plain, Srt, Vtt };

// SRT: a number, then a line of two times with --> between. VTT: the word WEBVTT. Both with or without the byte order mark
// of UTF-8. Plain: UTF-8 without control characters, or UTF-16 by its byte order mark.
TextKind textKindOf(QByteArrayView head);

} // namespace postreel
