// The four calls of the chunked media upload, one small class each, in both wire forms.
// https://docs.x.com/x-api/media/media-upload
// Invariant: request() and read() are pure; the wire form is chosen by the caller and kept per upload.
#pragma once

#include "app/base/result.h"
#include "app/store/records.h"
#include "app/x/exchange.h"

namespace postreel {

// The result of INIT.
struct MediaTicket
{
    QString mediaId;  // decimal digits, never a number: 19 digits do not fit a double
    QString mediaKey; // may be empty
    qint64 expiresAfterMs = 0; // 0: unknown
    friend bool operator==(const MediaTicket &, const MediaTicket &) = default;
};

// The result of FINALIZE and STATUS.
struct MediaStatus
{
    enum class State { Ready, Processing, Failed };
    State state = State::Ready;
    QString mediaId;            // the media that it is about; empty: unknown
    QString name;               // X's word for the state; empty: no processing_info
    int percent = -1;           // 0…100; -1: unknown
    qint64 checkAfterMs = 2000; // 1,000…60,000
    QString mediaKey;
    qint64 expiresAfterMs = 0;
    Error error;                // of Failed: kind Rejected, X's words
};

class InitializeCall
{
public:
    using Value = MediaTicket;
    static constexpr Call call = Call::Initialize;
    InitializeCall(WireForm form, const MediaFacts &facts, qint64 totalBytes);
    Request request() const;
    static Result<MediaTicket> read(const Response &answer);

private:
    WireForm m_form;
    MediaFacts m_facts;
    qint64 m_totalBytes;
};

class AppendCall
{
public:
    using Value = Done;
    static constexpr Call call = Call::Append;
    // `bytes`: the whole range of the segment, in pieces; `index` 0…999.
    AppendCall(WireForm form, const QString &mediaId, int index, QVector<QByteArray> bytes);
    Request request() const;
    static Result<Done> read(const Response &answer);

private:
    WireForm m_form;
    QString m_mediaId;
    int m_index;
    QVector<QByteArray> m_bytes;
};

class FinalizeCall
{
public:
    using Value = MediaStatus;
    static constexpr Call call = Call::Finalize;
    FinalizeCall(WireForm form, const QString &mediaId);
    Request request() const;
    static Result<MediaStatus> read(const Response &answer);

private:
    WireForm m_form;
    QString m_mediaId;
};

// The same in both wire forms.
class StatusCall
{
public:
    using Value = MediaStatus;
    static constexpr Call call = Call::Status;
    explicit StatusCall(const QString &mediaId) : m_mediaId(mediaId) {}
    Request request() const;
    static Result<MediaStatus> read(const Response &answer);

private:
    QString m_mediaId;
};

} // namespace postreel
