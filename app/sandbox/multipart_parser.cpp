#include "app/sandbox/multipart_parser.h"

#include <QList>
#include <algorithm>
#include <string_view>

namespace postreel::sandbox {

namespace {

// The value of a parameter in a header such as `form-data; name="a"; filename="b.mp4"`.
QByteArray parameterOf(const QByteArray &header, const QByteArray &wanted)
{
    qsizetype at = header.indexOf(';');
    while (at >= 0) {
        qsizetype equals = header.indexOf('=', at);
        if (equals < 0)
            return {};
        const QByteArray name = header.mid(at + 1, equals - at - 1).trimmed().toLower();
        QByteArray value;
        qsizetype i = equals + 1;
        while (i < header.size() && header.at(i) == ' ')
            ++i;
        if (i < header.size() && header.at(i) == '"') {
            for (++i; i < header.size() && header.at(i) != '"'; ++i) {
                if (header.at(i) == '\\' && i + 1 < header.size() &&
                    (header.at(i + 1) == '"' || header.at(i + 1) == '\\'))
                    ++i;
                value += header.at(i);
            }
            at = header.indexOf(';', i);
        } else {
            at = header.indexOf(';', i);
            value = header.mid(i, at < 0 ? -1 : at - i).trimmed();
        }
        if (name == wanted)
            return value;
    }
    return {};
}

} // namespace

MultipartParser::MultipartParser(const QByteArray &boundary) : m_delimiter("\r\n--" + boundary.toStdString())
{
    // The first delimiter has no line break before it; adding one makes it look like all others.
    m_buffer = "\r\n";
}

QByteArray MultipartParser::boundaryOf(const QByteArray &contentType)
{
    const QByteArray boundary = parameterOf(contentType, "boundary");
    return boundary.size() <= 70 ? boundary : QByteArray();
}

bool MultipartParser::breakOff(const char *error)
{
    m_state = State::Broken;
    m_error = error;
    return false;
}

bool MultipartParser::feed(const char *data, qsizetype size, MultipartSink &sink)
{
    if (m_state == State::Epilogue)
        return true;
    m_buffer.append(data, static_cast<size_t>(size));
    m_position = 0;
    while (step(sink)) {
    }
    m_buffer.erase(0, m_position);
    return m_state != State::Broken;
}

// Advances the state machine by one step; false if it needs more bytes or has ended.
bool MultipartParser::step(MultipartSink &sink)
{
    switch (m_state) {
    case State::Preamble: {
        const size_t found = m_buffer.find(m_delimiter, m_position);
        const size_t held = found == std::string::npos ? m_buffer.size() : found + m_delimiter.size() - 1;
        if (held > static_cast<size_t>(maxPartHead))
            return breakOff("The multipart body does not begin with its boundary.");
        if (found == std::string::npos)
            return false;
        m_position = found + m_delimiter.size();
        m_state = State::AfterDelimiter;
        return true;
    }
    case State::AfterDelimiter:
        return takeDelimiterTail();
    case State::PartHeaders:
        return takeHeaders(sink);
    case State::PartData:
        return takeData(sink);
    case State::Epilogue:
        m_position = m_buffer.size();
        return false;
    case State::Broken:
        return false;
    }
    return false;
}

bool MultipartParser::takeDelimiterTail()
{
    const std::string_view rest = std::string_view(m_buffer).substr(m_position);
    if (rest.starts_with("--")) {
        m_state = State::Epilogue;
        return true;
    }
    const size_t padding = rest.find_first_not_of(" \t");
    if (std::min(rest.size(), padding) > 256)
        return breakOff("A multipart delimiter has no end.");
    if (padding == std::string_view::npos || rest.size() < padding + 2)
        return false;
    if (rest.substr(padding, 2) != "\r\n")
        return breakOff("A multipart delimiter is not followed by a line break.");
    m_position += padding + 2;
    m_state = State::PartHeaders;
    return true;
}

bool MultipartParser::takeHeaders(MultipartSink &sink)
{
    const size_t end = m_buffer.find("\r\n\r\n", m_position);
    const size_t held = (end == std::string::npos ? m_buffer.size() : end + 3) - m_position;
    if (held > static_cast<size_t>(maxPartHead))
        return breakOff("The head of a multipart part is too long.");
    if (end == std::string::npos)
        return false;
    const QByteArray block(m_buffer.data() + m_position, static_cast<qsizetype>(end - m_position));
    PartHead head;
    bool disposed = false;
    for (const QByteArray &raw : block.split('\n')) {
        const QByteArray line = raw.trimmed();
        const QByteArray name = line.left(line.indexOf(':')).toLower();
        if (name == "content-type")
            head.contentType = line.mid(13).trimmed();
        if (name != "content-disposition")
            continue;
        disposed = line.mid(20).trimmed().toLower().startsWith("form-data");
        head.name = parameterOf(line, "name");
        head.fileName = parameterOf(line, "filename");
    }
    if (!disposed || head.name.isEmpty())
        return breakOff("A multipart part has no Content-Disposition: form-data with a name.");
    m_position = end + 4;
    m_state = State::PartData;
    sink.onPart(head);
    return true;
}

bool MultipartParser::takeData(MultipartSink &sink)
{
    const size_t found = m_buffer.find(m_delimiter, m_position);
    const size_t keep = m_delimiter.size() - 1;
    size_t end = found;
    if (found == std::string::npos)
        end = m_buffer.size() - m_position > keep ? m_buffer.size() - keep : m_position;
    if (end > m_position)
        sink.onPartData(m_buffer.data() + m_position, static_cast<qsizetype>(end - m_position));
    m_position = end;
    if (found == std::string::npos)
        return false;
    m_position += m_delimiter.size();
    m_state = State::AfterDelimiter;
    sink.onPartEnd();
    return true;
}

} // namespace postreel::sandbox
