#include "app/upload/segment_sender.h"

#include "app/base/log.h"
#include "app/upload/segment_plan.h"
#include "app/upload/silent_pause.h"
#include "app/x/media_calls.h"

#include <algorithm>

namespace postreel {

namespace {

// A read that takes longer gives its slot to other uploads: a share that hangs must not block all of them.
constexpr int slowReadMs = 2000;
// A server that answers 413 early and closes appears in Qt as no answer; two of those on an unproven size count as a
// 413.
constexpr int silentClosesBeforeSmaller = 2;
// A 413 to a segment that cannot be made smaller counts the third time.
constexpr int tooLargeBeforeFinal = 3;
constexpr qint64 tooLargeDelayMs = 1000;

} // namespace

SegmentSender::SegmentSender(UploadServices &services, std::function<const Upload &()> record,
                             std::function<bool(const Upload &)> keep, QObject *parent)
    : QObject(parent), m_services(services), m_record(std::move(record)), m_keep(std::move(keep))
{
    m_due.setSingleShot(true);
    m_end.setSingleShot(true);
    m_slowRead.setSingleShot(true);
    m_slowRead.setInterval(slowReadMs);
    connect(&m_due, &QTimer::timeout, this, &SegmentSender::requestSlots);
    connect(&m_end, &QTimer::timeout, this, &SegmentSender::abortAll);
    connect(&m_slowRead, &QTimer::timeout, this, &SegmentSender::releaseSlots);
}

SegmentSender::~SegmentSender()
{
    setOpen(false);
    abortAll();
}

QString SegmentSender::link() const
{
    return m_services.apiBaseOf(m_record().account).toString();
}

qint64 SegmentSender::provenBytes() const
{
    return m_services.settings.provenChunkOf(link());
}

// Whether the segment has the size that is being tried: without a response, smaller ones beside it say nothing about
// it.
bool SegmentSender::mayBeTooLarge(const Segment &segment) const
{
    const Upload &upload = m_record();
    const bool isTried = plan::isUnproven(upload, segment, provenBytes())
                         || (segment.length > provenBytes() && segment.length >= upload.chunkBytes);
    return isTried && plan::stepDown(segment.length, upload.totalBytes());
}

SendPriority SegmentSender::claim() const
{
    SendPriority claim = m_services.priorityOf(m_record());
    claim.bytesLeft = m_record().totalBytes() - m_record().ackedBytes();
    claim.inFlight = static_cast<int>(m_out.size());
    return claim;
}

// The segments to append next. An unproven size is tried whole, after proven ones at lower indexes; the size of
// proven ones follows the network and the requests that X still allows in this window.
QVector<Segment> SegmentSender::nextRanges() const
{
    const Upload &upload = m_record();
    if (const QVector<Segment> trial = plan::trialSegments(upload, provenBytes()); !trial.isEmpty())
        return trial;
    const Pacing &pacing = m_services.scheduler.pacing(link());
    const qint64 now = m_services.clock.serverMs();
    const RateWindow window = m_services.transport.rates().window(upload.account, Call::Append, now);
    const qint64 carried = pacing.bytesWithin(window.resetsAtMs - now);
    const qint64 budget = chunkForBudget(std::min(m_services.scheduler.bytesLeft(link()), carried), window.remaining);
    return {*plan::nextSegment(upload, std::max(pacing.nextChunk(), budget))};
}

// The index to send now: the one that tries a size, then the lowest unsent one, then a new one; -1: none.
int SegmentSender::nextIndex()
{
    const Upload &upload = m_record();
    const qint64 now = m_services.clock.monotonicMs();
    qint64 nearest = -1;
    int lowest = -1;
    for (const Segment &segment : upload.segments) {
        if (segment.acked || m_out.contains(segment.index))
            continue;
        const qint64 due = m_notBefore.value(segment.index, 0);
        if (due > now)
            nearest = nearest < 0 ? due : std::min(nearest, due);
        else if (plan::isUnproven(upload, segment, provenBytes()))
            return segment.index;
        else if (lowest < 0)
            lowest = segment.index;
    }
    if (lowest >= 0)
        return lowest;
    if (nearest >= 0)
        m_due.start(static_cast<int>(std::max<qint64>(1, nearest - now)));
    const bool mayCut = plan::mayCutNext(upload, provenBytes());
    return mayCut && plan::nextSegment(upload) ? static_cast<int>(upload.segments.size()) : -1;
}

// Registered with the scheduler only while it may send: most uploads of a long queue are done.
void SegmentSender::setOpen(bool open)
{
    m_open = open;
    if (open)
        m_services.scheduler.join(this);
    else
        m_services.scheduler.leave(this);
}

void SegmentSender::openConnections()
{
    const qint64 total = m_record().totalBytes();
    const qint64 proven = provenBytes();
    const int parallel = m_services.scheduler.pacing(link()).parallel() - m_services.scheduler.inFlight(link());
    const qint64 segments = total / plan::firstChunk(total, proven) + 1;
    m_services.transport.preconnect(m_services.apiBaseOf(m_record().account),
                                    static_cast<int>(std::min<qint64>(parallel, segments)));
}

void SegmentSender::requestSlots()
{
    m_end.stop();
    setOpen(!plan::allAcked(m_record()));
}

bool SegmentSender::hasNext()
{
    return m_open && m_out.size() < m_services.scheduler.pacing(link()).parallel() && nextIndex() >= 0;
}

void SegmentSender::sendNext()
{
    if (const int index = nextIndex(); index < 0 || !start(index))
        setOpen(false); // the owner has reported it; sending resumes when the disk can be written again
}

// Records the range and the try, then sends it. Returns false if that could not be recorded; nothing is sent then.
bool SegmentSender::start(int index)
{
    Upload next = m_record();
    if (index == next.segments.size()) {
        next.segments.append(nextRanges());
        index = static_cast<int>(next.segments.size()) - 1;
    }
    ++next.segments[index].tries;
    if (!m_keep(next))
        return false;
    const quint64 serial = ++m_lastSerial;
    m_out.insert(index, Out{.length = next.segments.at(index).length, .serial = serial, .link = link()});
    m_notBefore.remove(index);
    m_services.scheduler.acquireSlot(link());
    if (!m_slowRead.isActive())
        m_slowRead.start();
    readThenSend(index, serial);
    return true;
}

void SegmentSender::readThenSend(int index, quint64 serial)
{
    const Upload &upload = m_record();
    const Segment segment = upload.segments.at(index);
    m_services.reads.run<Result<QVector<QByteArray>>>(
        upload.sentFile(), this,
        [path = upload.sentFile(), print = upload.fingerprint, segment,
         sync = m_services.syncing()]() -> Result<QVector<QByteArray>> {
            if (const Result<Done> kept = sync(); !kept)
                return kept.error();
            return readRange(path, print, segment.offset, segment.length);
        },
        [this, index, serial](const Result<QVector<QByteArray>> &bytes) {
            if (m_out.value(index).serial != serial)
                return; // abandoned while it was being read
            if (bytes)
                return send(index, serial, bytes.value());
            unread(index, bytes.error());
        });
}

void SegmentSender::unread(int index, const Error &error)
{
    release(index);
    if (error.kind == ErrorKind::Storage)
        Q_EMIT notSaved(error);
    else if (m_open && error.kind == ErrorKind::FileChanged)
        Q_EMIT fileDiffers();
    else if (m_open)
        Q_EMIT happened(event::FileAway{error});
}

void SegmentSender::releaseSlots()
{
    for (Out &out : m_out)
        if (out.request == 0 && !std::exchange(out.slotReleased, true))
            m_services.scheduler.releaseSlot(out.link);
}

void SegmentSender::send(int index, quint64 serial, const QVector<QByteArray> &bytes)
{
    const Upload &upload = m_record();
    Out &leaving = m_out[index];
    if (std::exchange(leaving.slotReleased, false))
        m_services.scheduler.acquireSlot(leaving.link);
    leaving.concurrent = m_services.scheduler.inFlight(link());
    leaving.request = m_services.transport.send(
        m_services.apiBaseOf(upload.account), upload.account,
        AppendCall(upload.form, upload.mediaId, index, bytes).request(), this,
        [this, index, serial](const Response &answer) { answered(index, serial, answer); },
        [this, index, serial](qint64 bytesSent) {
            const auto out = m_out.find(index);
            if (out == m_out.end() || out->serial != serial)
                return;
            out->bytesSent = std::min(bytesSent, out->length);
            Q_EMIT progressed();
        });
}

void SegmentSender::answered(int index, quint64 serial, const Response &answer)
{
    const auto out = m_out.constFind(index);
    if (out == m_out.cend() || out->serial != serial)
        return;
    const Result<Done> done = AppendCall::read(answer);
    const Out sent = m_out.take(index);
    // Segments that started later shared the link with it, too.
    const int concurrent = std::max(sent.concurrent, m_services.scheduler.inFlight(link()));
    if (done) {
        m_failures.clear();
        m_streak.reset();
        // A short last segment neither proves nor disproves larger sizes.
        const bool whole = sent.length >= m_record().chunkBytes;
        if (whole && sent.length > provenBytes())
            m_services.settings.setProvenChunkOf(link(), sent.length);
        m_services.scheduler.pacing(link()).acked(m_services.clock.monotonicMs(), sent.length, answer.ms, concurrent);
        Q_EMIT acked(index, answer.ms);
        if (plan::allAcked(m_record()))
            m_services.scheduler.remember(link());
    } else {
        notePace(done.error(), concurrent);
        onFailed(index, done.error());
    }
    m_services.scheduler.releaseSlot(sent.link);
    if (m_open)
        requestSlots();
}

// Updates the pacing of the link after a failure.
void SegmentSender::notePace(const Error &error, int concurrent)
{
    Pacing &pacing = m_services.scheduler.pacing(link());
    if (error.kind == ErrorKind::NoAnswer)
        pacing.lost(concurrent);
    else if (error.kind == ErrorKind::Stalled || error.kind == ErrorKind::RateLimited)
        pacing.overloaded(m_services.clock.monotonicMs());
}

void SegmentSender::onFailed(int index, const Error &error)
{
    if (!m_open)
        return;
    const int failures = m_failures.value(index) + 1;
    const Advice advice = classifyNow(m_services.clock, Call::Append, error,
                                      {failures, m_record().attempts + 1, m_streak.count(error.kind)});
    if (advice.reaction == Reaction::None)
        return;
    m_failures.insert(index, failures);
    const bool silent = error.kind == ErrorKind::NoAnswer || error.kind == ErrorKind::Stalled;
    if (silent && failures >= silentClosesBeforeSmaller && mayBeTooLarge(m_record().segments.at(index)))
        return Q_EMIT happened(event::TooLarge{m_record().mediaId, index, true, error});
    switch (advice.reaction) {
    case Reaction::Again:
        if (advice.delayMs <= longestSilentPauseMs)
            return tryAgain(index, error, advice.delayMs);
        [[fallthrough]];
    case Reaction::Wait:
        return Q_EMIT happened(event::Wait{.reason = advice.reason,
                                           .untilAtMs = m_services.clock.wallMs() + advice.delayMs,
                                           .error = error});
    case Reaction::Smaller:
        return sendSmaller(index, error, failures);
    case Reaction::SignIn:
        return Q_EMIT happened(event::NeedSignIn{error});
    case Reaction::MediaGone:
        return Q_EMIT happened(event::MediaGone{error});
    case Reaction::Ask: // not for APPEND, whose range is simply sent again
    case Reaction::None:
        return;
    case Reaction::Final:
        return Q_EMIT happened(event::Refused{error});
    }
}

// X's edge sometimes answers 413 by mistake: where no smaller segment is possible, it is retried before it counts.
void SegmentSender::sendSmaller(int index, const Error &error, int failures)
{
    const bool hasSmaller = plan::stepDown(m_record().segments.at(index).length, m_record().totalBytes()).has_value();
    if (!hasSmaller && failures < tooLargeBeforeFinal)
        return tryAgain(index, error, tooLargeDelayMs * failures);
    m_failures.remove(index); // failures of this size say nothing about the smaller one
    m_services.settings.setProvenChunkOf(link(), 0);
    Q_EMIT happened(event::TooLarge{m_record().mediaId, index, false, error});
}

void SegmentSender::tryAgain(int index, const Error &error, qint64 delayMs)
{
    m_notBefore.insert(index, m_services.clock.monotonicMs() + delayMs);
    Q_EMIT retrying(index, m_record().segments.at(index).tries + 1, error, delayMs);
}

void SegmentSender::release(int index)
{
    const auto out = m_out.find(index);
    if (out == m_out.end())
        return;
    const Out released = *out;
    m_out.erase(out);
    if (!released.slotReleased)
        m_services.scheduler.releaseSlot(released.link);
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
        if (one.request != 0)
            m_services.transport.abort(one.request);
        if (!one.slotReleased)
            m_services.scheduler.releaseSlot(one.link);
    }
}

qint64 SegmentSender::bytesSent() const
{
    qint64 bytes = 0;
    for (const Out &out : m_out)
        bytes += out.bytesSent;
    return bytes;
}

} // namespace postreel
