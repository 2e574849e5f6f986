// Which kind of text a file's first bytes are: subtitles by their rules, or just text.
// Invariant: pure, and looks at no more than the bytes given.
#pragma once

#include <QByteArrayView>

namespace postreel {

enum class TextKind { None, Plain, Srt, Vtt };

// SRT: a number, then a line of two times with --> between. VTT: the word WEBVTT. Both in UTF-8, with or
// without a byte order mark. Plain: no control characters, or UTF-16 by its mark.
TextKind textKindOf(QByteArrayView head);

} // namespace postreel
