// Takes a multipart/form-data body apart while it streams in (RFC 7578).
// Invariant: it holds at most one delimiter's length of part data, or maxPartHead of a part's head,
// beyond the bytes just fed; data of a part is handed on, never kept.
#pragma once

#include <QByteArray>
#include <string>

namespace postreel::sandbox {

struct PartHead
{
    QByteArray name;
    QByteArray fileName;    // decoded from the quoted string; empty when there is none
    QByteArray contentType; // empty when there is none
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
    // The boundary of a Content-Type value, empty when it has none or an impossible one.
    static QByteArray boundaryOf(const QByteArray &contentType);

    // False once the body is broken; what is wrong is then in error().
    bool feed(const char *data, qsizetype size, MultipartSink &sink);
    // The closing delimiter has been seen.
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
    std::string m_delimiter; // CR LF -- boundary
    std::string m_buffer;
    size_t m_position = 0;
    const char *m_error = "";
};

} // namespace postreel::sandbox
