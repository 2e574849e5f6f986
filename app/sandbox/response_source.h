// Produces the bytes of one response piece by piece: from memory, from a file, or as an endless head.
// Invariant: it never holds more of a file than one piece.
#pragma once

#include "app/sandbox/http_message.h"

#include <QFile>

namespace postreel::sandbox {

class ResponseSource
{
public:
    enum class Kind { Plain, EndlessHeaders };

    ResponseSource(const HttpResponse &answer, qint64 wallMs, Kind kind = Kind::Plain);

    // Returns at most `most` bytes (an endless head: about 1 KiB, regardless of `most`); empty at the end.
    QByteArray next(qint64 most);
    bool atEnd() const { return m_kind == Kind::Plain && m_given >= m_total; }
    // Size of head and body in bytes.
    qint64 total() const { return m_total; }
    // Truncates the response to that many bytes.
    void cutAt(qint64 bytes) { m_total = std::min(m_total, bytes); }

private:
    Kind m_kind;
    QByteArray m_front; // head, plus the body unless it comes from a file
    QFile m_file;
    qint64 m_total = 0;
    qint64 m_given = 0;
};

} // namespace postreel::sandbox
