#include "app/sandbox/response_source.h"

namespace postreel::sandbox {

ResponseSource::ResponseSource(const HttpResponse &answer, qint64 wallMs, Kind kind) : m_kind(kind)
{
    m_front = headBytes(answer, wallMs);
    if (m_kind == Kind::EndlessHeaders)
        m_front.chop(2); // leaves the head open by dropping the empty line
    m_total = m_front.size();
    if (answer.headOnly || m_kind == Kind::EndlessHeaders)
        return;
    m_total += answer.bodyBytes();
    if (answer.file.isEmpty()) {
        m_front += answer.body;
        return;
    }
    m_file.setFileName(answer.file);
    if (m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        m_file.seek(answer.fileOffset);
}

QByteArray ResponseSource::next(qint64 most)
{
    QByteArray piece;
    if (m_given < m_front.size()) {
        piece = m_front.mid(m_given, std::min(most, m_total - m_given));
    } else if (m_kind == Kind::EndlessHeaders) {
        while (piece.size() < 1024)
            piece += "X-Filler-" + QByteArray::number(m_given + piece.size()) + ": " + QByteArray(64, 'x') +
                     "\r\n";
    } else if (!atEnd()) {
        piece = m_file.read(std::min(most, m_total - m_given));
        if (piece.isEmpty()) // the file has shrunk since the head was sent: end early
            m_total = m_given;
    }
    m_given += piece.size();
    return piece;
}

} // namespace postreel::sandbox
