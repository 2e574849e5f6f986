#include "app/upload/segment_sender.h"

#include "app/base/log.h"
#include "app/upload/segment_plan.h"
#include "app/x/error_mapping.h"
#include "app/x/media_calls.h"
#include "app/x/retry_ladder.h"

#include <QRandomGenerator>
#include <algorithm>

namespace postreel {

namespace {

constexpr int segmentsAtATime = 2;
// A server that answers 413 early and closes reaches Qt as "no answer"; twice on a size that was never
// taken is hint enough.
constexpr int silentClosesBeforeSmaller = 2;
// 404 happens in X's outages, too; only a lasting one means that the media is gone.
constexpr int notFoundBeforeGone = 4;

} // namespace

SegmentSender::SegmentSender(UploadServices &services, std::function<const Upload &()> record,
                             std::function<bool(const Upload &)> keep, QObject *parent)
    : QObject(parent), m_services(services), m_record(std::move(record)), m_keep(std::move(keep))
{
    m_due.setSingleShot(true);
    m_end.setSingleShot(true);
    connect(&m_due, &QTimer::timeout, this, &SegmentSender::sendMore);
    connect(&m_end, &QTimer::timeout, this, &SegmentSender::abortAll);
}

SegmentSender::~SegmentSender()
{
    setOpen(false);
    abortAll();
}

QString SegmentSender::base() const
{
    return m_services.apiBaseOf(m_record().account).toString();
}

bool SegmentSender::isProven(int index) const
{
    return m_record().segments.at(index).length <= m_services.settings.provenChunkOf(base());
}

// The lowest index that may leave now: one that is to be sent again, or the next range; -1: none.
int SegmentSender::nextIndex()
{
    const Upload &upload = m_record();
    const qint64 now = m_services.clock.monotonicMs();
    qint64 nearest = -1;
    for (const Segment &segment : upload.segments) {
        if (segment.acked || m_out.contains(segment.index))
            continue;
        const qint64 due = m_notBefore.value(segment.index, 0);
        if (due <= now)
            return segment.index;
        nearest = nearest < 0 ? due : std::min(nearest, due);
    }
    if (nearest >= 0)
        m_due.start(static_cast<int>(std::max<qint64>(1, nearest - now)));
    const bool mayCut = plan::mayCutNext(upload, m_services.settings.provenChunkOf(base()));
    return mayCut && plan::nextSegment(upload) ? static_cast<int>(upload.segments.size()) : -1;
}

// Listens for free slots only while it may send: most uploads of a long queue are done.
void SegmentSender::setOpen(bool open)
{
    if (std::exchange(m_open, open) == open)
        return;
    if (open)
        m_freed = connect(&m_services.slots_, &SendSlots::freed, this, [this] {
            if (m_open)
                sendMore();
        }, Qt::QueuedConnection);
    else
        disconnect(m_freed);
}

void SegmentSender::sendMore()
{
    setOpen(true);
    m_end.stop();
    while (m_open && m_out.size() < segmentsAtATime) {
        const int index = nextIndex();
        if (index < 0 && plan::allAcked(m_record()))
            return setOpen(false);
        if (index < 0 || !m_services.slots_.take())
            return;
        if (!begin(index)) {
            m_services.slots_.giveBack();
            setOpen(false); // the owner has told the person; the next Resume or Retry tries the disk again
            return;
        }
    }
}

// Records the range and the try, then lets it leave. False: it could not be recorded, so nothing leaves.
bool SegmentSender::begin(int index)
{
    Upload next = m_record();
    if (index == next.segments.size())
        next.segments.append(*plan::nextSegment(next));
    ++next.segments[index].tries;
    if (!m_keep(next))
        return false;
    const quint64 serial = ++m_lastSerial;
    m_out.insert(index, Out{.length = next.segments.at(index).length, .serial = serial});
    m_notBefore.remove(index);
    readThenSend(index, serial);
    return true;
}

void SegmentSender::readThenSend(int index, quint64 serial)
{
    const Upload &upload = m_record();
    const Segment segment = upload.segments.at(index);
    m_services.reads.run<Result<QByteArray>>(
        upload.file, this,
        [path = upload.file, print = upload.fingerprint, segment] {
            return readRange(path, print, segment.offset, segment.length);
        },
        [this, index, serial](const Result<QByteArray> &bytes) {
            if (m_out.value(index).serial != serial)
                return; // given up while it was being read
            if (bytes)
                return depart(index, serial, bytes.value());
            release(index);
            if (m_open)
                Q_EMIT failed(bytes.error().kind == ErrorKind::FileChanged
                                  ? UploadEvent(event::FileChanged{bytes.error()})
                                  : UploadEvent(event::FileAway{bytes.error()}));
        });
}

void SegmentSender::depart(int index, quint64 serial, const QByteArray &bytes)
{
    const Upload &upload = m_record();
    m_out[index].flight = m_services.transport.send(
        m_services.apiBaseOf(upload.account), upload.account,
        AppendCall(upload.form, upload.mediaId, index, bytes).request(), this,
        [this, index, serial](const Answer &answer) { answered(index, serial, answer); },
        [this, index, serial](qint64 handed) {
            const auto out = m_out.find(index);
            if (out == m_out.end() || out->serial != serial)
                return;
            out->handed = std::min(handed, out->length);
            Q_EMIT progressed();
        });
}

void SegmentSender::answered(int index, quint64 serial, const Answer &answer)
{
    const auto out = m_out.constFind(index);
    if (out == m_out.cend() || out->serial != serial)
        return;
    const Result<Done> done = AppendCall::read(answer);
    const qint64 length = out->length;
    m_out.remove(index);
    if (done) {
        m_failures.clear();
        // A segment that is short because its file ends proves nothing about larger ones, nor against them.
        const bool whole = length >= m_record().chunkBytes;
        if (whole && length > m_services.settings.provenChunkOf(base()))
            m_services.settings.setProvenChunkOf(base(), length);
        Q_EMIT acked(index, answer.ms);
    } else {
        judge(index, done.error());
    }
    m_services.slots_.giveBack();
    if (m_open)
        sendMore();
}

void SegmentSender::judge(int index, const Error &error)
{
    if (error.kind == ErrorKind::Aborted || !m_open)
        return;
    const int failures = ++m_failures[index];
    const QString mediaId = m_record().mediaId;
    const bool silent = error.kind == ErrorKind::NoAnswer || error.kind == ErrorKind::Stalled;
    if (silent && failures >= silentClosesBeforeSmaller && !isProven(index)
        && plan::stepDown(m_record().segments.at(index).length, m_record().totalBytes()))
        return Q_EMIT failed(event::TooLarge{mediaId, index, true, error});
    if (saysMediaGone(error) || (error.kind == ErrorKind::NotFound && failures >= notFoundBeforeGone))
        return Q_EMIT failed(event::MediaGone{error});
    const Advice advice = adviceFor(Call::Append, error, std::max(failures, m_record().attempts + 1),
                                    QRandomGenerator::global()->generateDouble(), m_services.clock.serverMs());
    switch (advice.reaction) {
    case Reaction::Again:
        return tryAgain(index, error, advice.delayMs);
    case Reaction::Smaller:
        m_failures.remove(index); // they say nothing of the smaller one
        m_services.settings.setProvenChunkOf(base(), 0);
        return Q_EMIT failed(event::TooLarge{mediaId, index, false, error});
    case Reaction::Wait:
        return Q_EMIT failed(event::Wait{.reason = advice.reason,
                                         .untilAtMs = m_services.clock.wallMs() + advice.delayMs,
                                         .error = error});
    case Reaction::SignIn:
        return Q_EMIT failed(event::NeedSignIn{error});
    case Reaction::Final:
        return Q_EMIT failed(event::Refused{error});
    }
}

void SegmentSender::tryAgain(int index, const Error &error, qint64 delayMs)
{
    m_notBefore.insert(index, m_services.clock.monotonicMs() + delayMs);
    Q_EMIT retrying(index, m_record().segments.at(index).tries + 1, error, delayMs);
}

void SegmentSender::release(int index)
{
    if (m_out.remove(index))
        m_services.slots_.giveBack();
}

void SegmentSender::finishWithin(qint64 ms)
{
    setOpen(false);
    m_due.stop();
    if (!m_out.isEmpty())
        m_end.start(static_cast<int>(ms));
}

void SegmentSender::abortAll()
{
    setOpen(false);
    m_due.stop();
    m_end.stop();
    const QHash<int, Out> out = std::exchange(m_out, {});
    m_notBefore.clear();
    m_failures.clear();
    for (const Out &one : out) {
        if (one.flight != 0)
            m_services.transport.abort(one.flight);
        m_services.slots_.giveBack();
    }
}

qint64 SegmentSender::handedBytes() const
{
    qint64 bytes = 0;
    for (const Out &out : m_out)
        bytes += out.handed;
    return bytes;
}

} // namespace postreel
