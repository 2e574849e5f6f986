// Parses the bytes of one HTTP/1.1 connection, however they are split; knows nothing of sockets.
// Invariant: it never holds more than maxHeadBytes of a message and never consumes a byte beyond the current
// message, so a pipelined next request stays with the caller.
#pragma once

#include "app/sandbox/http_message.h"

namespace postreel::sandbox {

class HttpParserSink
{
public:
    virtual ~HttpParserSink() = default;
    virtual void onHead(const HttpHead &head) = 0;
    // Bytes of the body, with the transfer coding removed.
    virtual void onBody(const char *data, qsizetype size) = 0;
    virtual void onEnd() = 0;
};

class HttpParser
{
public:
    static constexpr qsizetype maxHeadBytes = 64 * 1024;
    static constexpr qsizetype maxHeaders = 100;
    static constexpr qsizetype maxChunkLine = 1024;

    // Consumes bytes up to the end of the message, calling the sink, and returns how many. Consumes nothing
    // once the message is complete (call next()) or refused.
    qsizetype feed(const char *data, qsizetype size, HttpParserSink &sink);
    // Prepares for the next message; only after done().
    void next();

    bool done() const { return m_state == State::Done; }
    // The status to refuse with (400, 417, 431, 501, 505) if the bytes are not acceptable HTTP; else 0.
    int refusal() const { return m_refusal; }
    const char *reason() const { return m_reason; }

private:
    enum class State { Head, FixedBody, ChunkSize, ChunkData, ChunkEnd, Trailers, Done, Refused };

    qsizetype takeHead(const char *data, qsizetype size, HttpParserSink &sink);
    qsizetype takeBody(const char *data, qsizetype size, HttpParserSink &sink);
    qsizetype takeLine(const char *data, qsizetype size, HttpParserSink &sink);
    void endOfLine(HttpParserSink &sink);
    bool parseHead(HttpHead &head);
    bool parseRequestLine(const QByteArray &line, HttpHead &head);
    bool parseHeader(const QByteArray &line, HttpHead &head);
    bool parseFraming(HttpHead &head);
    bool parseLength(HttpHead &head);
    void finish(HttpParserSink &sink);
    bool refuse(int status, const char *reason);

    State m_state = State::Head;
    QByteArray m_line; // collected so far: the head, a chunk-size line or a trailer
    qint64 m_left = 0; // bytes still missing from the body or chunk
    qsizetype m_trailerBytes = 0;
    int m_refusal = 0;
    const char *m_reason = "";
};

} // namespace postreel::sandbox
