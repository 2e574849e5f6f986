#include "app/sandbox/http_parser.h"

#include <algorithm>
#include <cstring>

namespace postreel::sandbox {

namespace {

bool isTokenByte(char c)
{
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
        return true;
    return c != '\0' && std::strchr("!#$%&'*+-.^_`|~", c) != nullptr;
}

bool isToken(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenByte);
}

bool isVisible(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return c == '\t' || (static_cast<uchar>(c) >= 0x20 && c != 0x7f); });
}

} // namespace

bool HttpParser::refuse(int status, const char *reason)
{
    m_state = State::Refused;
    m_refusal = status;
    m_reason = reason;
    return false;
}

void HttpParser::next()
{
    m_state = State::Head;
    m_line.clear();
    m_left = 0;
    m_trailerBytes = 0;
}

qsizetype HttpParser::feed(const char *data, qsizetype size, HttpParserSink &sink)
{
    qsizetype used = 0;
    while (used < size) {
        switch (m_state) {
        case State::Head:
            used += takeHead(data + used, size - used, sink);
            break;
        case State::FixedBody:
        case State::ChunkData:
            used += takeBody(data + used, size - used, sink);
            break;
        case State::ChunkSize:
        case State::ChunkEnd:
        case State::Trailers:
            used += takeLine(data + used, size - used, sink);
            break;
        case State::Done:
        case State::Refused:
            return used;
        }
    }
    return used;
}

void HttpParser::finish(HttpParserSink &sink)
{
    m_state = State::Done;
    sink.onEnd();
}

qsizetype HttpParser::takeHead(const char *data, qsizetype size, HttpParserSink &sink)
{
    // Skips empty lines before a request (RFC 9112, 2.2).
    if (m_line.isEmpty() && (*data == '\r' || *data == '\n'))
        return 1;
    const qsizetype before = m_line.size();
    const qsizetype taken = std::min(size, maxHeadBytes + 1 - before);
    m_line.append(data, taken);
    const qsizetype end = m_line.indexOf("\r\n\r\n", std::max<qsizetype>(0, before - 3));
    if (end < 0) {
        if (m_line.size() > maxHeadBytes)
            refuse(431, "The head of the request is too long.");
        return taken;
    }
    m_line.truncate(end);
    HttpHead head;
    if (!parseHead(head))
        return end + 4 - before;
    m_line.clear();
    m_left = head.contentLength;
    m_state = head.chunked ? State::ChunkSize : State::FixedBody;
    sink.onHead(head);
    if (!head.chunked && m_left == 0)
        finish(sink);
    return end + 4 - before;
}

qsizetype HttpParser::takeBody(const char *data, qsizetype size, HttpParserSink &sink)
{
    const qsizetype taken = static_cast<qsizetype>(std::min<qint64>(size, m_left));
    m_left -= taken;
    sink.onBody(data, taken);
    if (m_left == 0) {
        if (m_state == State::FixedBody)
            finish(sink);
        else
            m_state = State::ChunkEnd;
    }
    return taken;
}

qsizetype HttpParser::takeLine(const char *data, qsizetype size, HttpParserSink &sink)
{
    const void *newline = std::memchr(data, '\n', static_cast<size_t>(size));
    const qsizetype taken = newline ? static_cast<const char *>(newline) - data + 1 : size;
    if (m_line.size() + taken > maxChunkLine) {
        refuse(400, "A line of the chunked body is too long.");
        return taken;
    }
    m_line.append(data, taken);
    if (newline)
        endOfLine(sink);
    return taken;
}

void HttpParser::endOfLine(HttpParserSink &sink)
{
    if (!m_line.endsWith("\r\n")) {
        refuse(400, "A line of the chunked body does not end with CR LF.");
        return;
    }
    const QByteArray line = m_line.chopped(2);
    m_line.clear();
    if (m_state == State::ChunkEnd) {
        if (line.isEmpty())
            m_state = State::ChunkSize;
        else
            refuse(400, "A chunk is longer than it said.");
        return;
    }
    if (m_state == State::Trailers) {
        m_trailerBytes += line.size();
        if (line.isEmpty())
            finish(sink);
        else if (m_trailerBytes > maxHeadBytes)
            refuse(431, "The trailer is too long.");
        return;
    }
    const qsizetype extension = line.indexOf(';');
    const QByteArray digits = (extension < 0 ? line : line.left(extension)).trimmed();
    bool ok = !digits.isEmpty() && digits.size() <= 15 && digits.at(0) != '-' && digits.at(0) != '+';
    m_left = ok ? digits.toLongLong(&ok, 16) : 0;
    if (!ok || digits.startsWith("0x") || digits.startsWith("0X"))
        refuse(400, "A chunk has no valid size.");
    else
        m_state = m_left == 0 ? State::Trailers : State::ChunkData;
}

bool HttpParser::parseHead(HttpHead &head)
{
    if (m_line.contains('\0'))
        return refuse(400, "The head holds a NUL.");
    qsizetype start = 0;
    bool first = true;
    while (start <= m_line.size()) {
        qsizetype end = m_line.indexOf("\r\n", start);
        if (end < 0)
            end = m_line.size();
        const QByteArray line = m_line.mid(start, end - start);
        if (line.contains('\r') || line.contains('\n'))
            return refuse(400, "A line of the head does not end with CR LF.");
        if (first ? !parseRequestLine(line, head) : !parseHeader(line, head))
            return false;
        first = false;
        start = end + 2;
    }
    return parseFraming(head);
}

bool HttpParser::parseRequestLine(const QByteArray &line, HttpHead &head)
{
    const QList<QByteArray> words = line.split(' ');
    if (words.size() != 3 || !isToken(words.at(0)) || words.at(1).isEmpty() || !isVisible(words.at(1)))
        return refuse(400, "The request line is not METHOD TARGET VERSION.");
    if (!words.at(2).startsWith("HTTP/"))
        return refuse(400, "The request line names no HTTP version.");
    if (words.at(2) != "HTTP/1.1" && words.at(2) != "HTTP/1.0")
        return refuse(505, "Only HTTP/1.1 and HTTP/1.0 are spoken here.");
    head.method = words.at(0);
    head.target = words.at(1);
    head.minorVersion = words.at(2).endsWith('1') ? 1 : 0;
    // The absolute form, as a client sends it to a proxy.
    const qsizetype scheme = head.target.indexOf("://");
    if (scheme > 0 && !head.target.startsWith('/')) {
        const qsizetype slash = head.target.indexOf('/', scheme + 3);
        head.authority = head.target.mid(scheme + 3, slash < 0 ? -1 : slash - scheme - 3);
        head.target = slash < 0 ? QByteArray("/") : head.target.mid(slash);
    }
    if (!head.target.startsWith('/'))
        return refuse(400, "The target of the request is not a path.");
    return true;
}

bool HttpParser::parseHeader(const QByteArray &line, HttpHead &head)
{
    if (head.headers.size() >= maxHeaders)
        return refuse(431, "The request has too many headers.");
    const qsizetype colon = line.indexOf(':');
    // Refuses a space before the colon and folded lines, because both allow request smuggling.
    if (colon <= 0 || !isToken(line.left(colon)))
        return refuse(400, "A header has no valid name.");
    const QByteArray value = line.mid(colon + 1).trimmed();
    if (!isVisible(value))
        return refuse(400, "A header holds a control character.");
    head.headers.append({line.left(colon), value});
    return true;
}

bool HttpParser::parseLength(HttpHead &head)
{
    bool seen = false;
    for (const HttpHeader &header : std::as_const(head.headers)) {
        if (header.name.compare("Content-Length", Qt::CaseInsensitive) != 0)
            continue;
        const QByteArray &digits = header.value;
        const bool number =
            !digits.isEmpty() && digits.size() <= 18 &&
            std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
        const qint64 length = number ? digits.toLongLong() : -1;
        if (length < 0 || (seen && length != head.contentLength))
            return refuse(400, "Content-Length is not one number.");
        head.contentLength = length;
        seen = true;
    }
    return true;
}

bool HttpParser::parseFraming(HttpHead &head)
{
    if (!parseLength(head))
        return false;
    if (head.has("Transfer-Encoding")) {
        if (head.has("Content-Length"))
            return refuse(400, "Both Transfer-Encoding and Content-Length are given.");
        if (head.header("Transfer-Encoding").toLower() != "chunked")
            return refuse(501, "The only transfer coding known here is chunked.");
        head.chunked = true;
    }
    const QByteArray connection = head.header("Connection").toLower();
    head.keepAlive =
        head.minorVersion == 1 ? !connection.contains("close") : connection.contains("keep-alive");
    if (head.has("Expect")) {
        if (head.header("Expect").toLower() != "100-continue")
            return refuse(417, "The only expectation known here is 100-continue.");
        head.expectsContinue = head.hasBody();
    }
    if (head.minorVersion == 1 && !head.has("Host"))
        return refuse(400, "The Host header is missing.");
    if (std::count_if(head.headers.begin(), head.headers.end(), [](const HttpHeader &header) {
            return header.name.compare("Host", Qt::CaseInsensitive) == 0;
        }) > 1)
        return refuse(400, "There is more than one Host header.");
    return true;
}

} // namespace postreel::sandbox
