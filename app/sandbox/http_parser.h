// Takes the bytes of one HTTP/1.1 connection apart, however they are cut, without knowing a socket.
// Invariant: it never holds more than maxHeadBytes of a message, and never consumes a byte beyond the
// message that it is in, so a pipelined next request stays with the caller.
#pragma once

#include "app/sandbox/http_message.h"

namespace postreel::sandbox {

class HttpParserSink
{
public:
    virtual ~HttpParserSink() = default;
    virtual void onHead(const HttpHead &head) = 0;
    // Bytes of the body, transfer coding undone.
    virtual void onBody(const char *data, qsizetype size) = 0;
    virtual void onEnd() = 0;
};

class HttpParser
{
public:
    static constexpr qsizetype maxHeadBytes = 64 * 1024;
    static constexpr qsizetype maxHeaders = 100;
    static constexpr qsizetype maxChunkLine = 1024;

    // Consumes bytes up to the end of the message and returns how many; calls the sink on the way.
    // Consumes nothing once the message is complete (call next()) or refused.
    qsizetype feed(const char *data, qsizetype size, HttpParserSink &sink);
    // Makes ready for the next message; only after done().
    void next();

    bool done() const { return m_state == State::Done; }
    // The status to refuse with (400, 413, 431, 501, 505) once the bytes are no HTTP; else 0.
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
    QByteArray m_line; // what is there of the head, of a chunk-size line or of a trailer
    qint64 m_left = 0; // bytes of body or chunk still to come
    qsizetype m_trailerBytes = 0;
    int m_refusal = 0;
    const char *m_reason = "";
};

} // namespace postreel::sandbox
