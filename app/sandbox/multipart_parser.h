// Parses a multipart/form-data body as a stream (RFC 7578).
// Invariant: beyond the bytes just fed it holds at most one delimiter's length of part data, or maxPartHead
// of a part's head; part data is passed on, never kept.
#pragma once

#include <QByteArray>
#include <string>

namespace postreel::sandbox {

struct PartHead
{
    QByteArray name;
    QByteArray fileName;    // unquoted; empty if absent
    QByteArray contentType; // empty if absent
};

class MultipartSink
{
public:
    virtual ~MultipartSink() = default;
    virtual void onPart(const PartHead &head) = 0;
    virtual void onPartData(const char *data, qsizetype size) = 0;
    virtual void onPartEnd() = 0;
};

class MultipartParser
{
public:
    static constexpr qsizetype maxPartHead = 8 * 1024;

    explicit MultipartParser(const QByteArray &boundary);
    // The boundary in a Content-Type value; empty if it is missing or longer than 70 bytes.
    static QByteArray boundaryOf(const QByteArray &contentType);

    // False once the body is malformed; error() then says why.
    bool feed(const char *data, qsizetype size, MultipartSink &sink);
    // True once the closing delimiter has been seen.
    bool complete() const { return m_state == State::Epilogue; }
    const char *error() const { return m_error; }

private:
    enum class State { Preamble, AfterDelimiter, PartHeaders, PartData, Epilogue, Broken };

    bool step(MultipartSink &sink);
    bool takeDelimiterTail();
    bool takeHeaders(MultipartSink &sink);
    bool takeData(MultipartSink &sink);
    bool breakOff(const char *error);

    State m_state = State::Preamble;
    std::string m_delimiter; // CR LF "--" boundary
    std::string m_buffer;
    size_t m_position = 0;
    const char *m_error = "";
};

} // namespace postreel::sandbox
