#include "app/sandbox/media_store.h"

#include "app/base/log.h"

#include <QDir>
#include <QTimer>
#include <algorithm>

namespace postreel::sandbox {

MediaStore::MediaStore(const QString &folder, Journal &journal, int probeLimitMs, QObject *parent)
    : QObject(parent), m_folder(folder), m_journal(journal), m_probe(probeLimitMs)
{
    connect(&m_assembler, &MediaAssembler::appended, this, &MediaStore::segmentAppended);
    connect(&m_assembler, &MediaAssembler::finished, this, &MediaStore::hashed);
    connect(&m_probe, &ContentProbe::looked, this, &MediaStore::looked);
    // Parts of requests that were interrupted by the end of the process are of no use.
    QDir(incomingFolder()).removeRecursively();
    QDir().mkpath(incomingFolder());
}

QString MediaStore::incomingFolder() const
{
    return m_folder % QStringLiteral("/incoming");
}

QString MediaStore::mediaFolder(const QString &id) const
{
    return m_folder % QStringLiteral("/media/") % id;
}

QString MediaStore::filePath(const QString &id) const
{
    return mediaFolder(id) % QStringLiteral("/file");
}

QString MediaStore::segmentPath(const QString &id, int index) const
{
    return mediaFolder(id) % QStringLiteral("/segment-") % QString::number(index);
}

const Media *MediaStore::find(const QString &id) const
{
    const auto found = m_media.find(id);
    return found == m_media.end() ? nullptr : &found->second;
}

QList<const Media *> MediaStore::all() const
{
    QList<const Media *> list;
    for (const auto &[id, media] : m_media)
        list.append(&media);
    return list;
}

bool MediaStore::write(const QString &id)
{
    return m_journal.write(m_media[id].line());
}

bool MediaStore::create(const Media &media)
{
    if (!QDir().mkpath(mediaFolder(media.id)))
        return false;
    m_media[media.id] = media;
    m_handed[media.id] = 0;
    m_assembler.begin(media.id, filePath(media.id), 0);
    return write(media.id);
}

MediaStore::AppendOutcome MediaStore::append(const QString &id, int index, ReceivedFile &file)
{
    Media &media = m_media[id];
    if (media.segments.contains(index))
        return appendAgain(media, index, file);
    if (media.receivedBytes() + file.bytes() > media.totalBytes)
        return AppendOutcome::TooMuch;
    if (index == 0)
        media.sniffed = mediaRules::sniff(file.head());
    if (!file.keepAs(segmentPath(id, index)))
        return AppendOutcome::DiskFull;
    media.segments[index] = {file.bytes(), 1, false};
    if (!m_journal.write(media.segmentLine(index)) || (index == 0 && !write(id))) {
        media.segments.remove(index);
        return AppendOutcome::DiskFull;
    }
    handOver(id);
    return AppendOutcome::Stored;
}

MediaStore::AppendOutcome MediaStore::appendAgain(Media &media, int index, ReceivedFile &file)
{
    Segment &segment = media.segments[index];
    qint64 offset = 0;
    for (auto it = media.segments.cbegin(); segment.assembled && it.key() < index; ++it)
        offset += it->bytes;
    const QString path = segment.assembled ? filePath(media.id) : segmentPath(media.id, index);
    if (file.bytes() != segment.bytes || !file.sameAs(path, offset))
        return AppendOutcome::Conflict;
    ++segment.appends;
    m_journal.write(media.segmentLine(index));
    return AppendOutcome::Repeated;
}

// Gives the assembler every segment whose predecessors it already has.
void MediaStore::handOver(const QString &id)
{
    const Media &media = m_media[id];
    int &handed = m_handed[id];
    while (media.segments.contains(handed)) {
        m_assembler.append(id, filePath(id), handed, segmentPath(id, handed));
        ++handed;
    }
    if (media.finalized())
        m_assembler.finish(id);
}

void MediaStore::segmentAppended(const QString &id, int index, bool ok)
{
    if (!ok) {
        qCWarning(logSandbox) << "The sandbox cannot write" << filePath(id);
        constexpr std::chrono::seconds retry{1};
        return QTimer::singleShot(retry, this, [this, id] { resumeAssemblyOf(id); });
    }
    Media &media = m_media[id];
    media.segments[index].assembled = true;
    m_journal.write(media.segmentLine(index));
    QFile::remove(segmentPath(id, index));
}

MediaStore::FinalizeOutcome MediaStore::finalize(const QString &id, qint64 nowMs, qint64 expiresMs,
                                                 const ProcessingScript &script, bool look)
{
    Media &media = m_media[id];
    if (media.finalized())
        return FinalizeOutcome::Already;
    if (media.hasGaps())
        return FinalizeOutcome::Incomplete;
    if (media.receivedBytes() != media.totalBytes)
        return FinalizeOutcome::WrongSum;
    media.finalizedMs = nowMs;
    media.expiresMs = expiresMs;
    media.script = script;
    media.verdict.state = look && m_probe.installed() && media.hasContentRules()
                              ? ContentVerdict::State::Running
                              : ContentVerdict::State::Unasked;
    if (!write(id)) {
        media.finalizedMs = 0;
        return FinalizeOutcome::DiskFull;
    }
    m_assembler.finish(id);
    return FinalizeOutcome::Finalized;
}

void MediaStore::hashed(const QString &id, const QByteArray &sha256)
{
    m_media[id].sha256 = sha256;
    write(id);
    m_handed.remove(id);
    lookAt(m_media[id]);
    const QList<Waiter> waiters = std::exchange(m_waiters, {});
    for (const Waiter &waiter : waiters) {
        if (!waiter.context)
            continue;
        if (assembled(waiter.id))
            waiter.then();
        else
            m_waiters.append(waiter);
    }
}

void MediaStore::lookAt(const Media &media)
{
    if (media.verdict.state == ContentVerdict::State::Running)
        m_probe.look(media.id, filePath(media.id), media.kind() == MediaKind::Gif);
}

void MediaStore::looked(const QString &id, const ProbeResult &look)
{
    Media &media = m_media[id];
    media.verdict = media.kind() == MediaKind::Gif ? evaluateGif(look) : evaluateVideo(look);
    write(id);
}

QByteArray MediaStore::firstBytes(const QString &id, qint64 most) const
{
    const Media *media = find(id);
    QFile whole(filePath(id));
    static_cast<void>(whole.open(QIODevice::ReadOnly));
    QByteArray bytes;
    for (int index = 0; media && bytes.size() < most && media->segments.contains(index); ++index) {
        const Segment &segment = media->segments.value(index);
        QFile alone(segmentPath(id, index));
        if (segment.assembled && whole.seek(bytes.size()))
            bytes += whole.read(std::min(segment.bytes, most - bytes.size()));
        else if (alone.open(QIODevice::ReadOnly))
            bytes += alone.read(most - bytes.size());
    }
    return bytes;
}

bool MediaStore::assembled(const QString &id) const
{
    if (!id.isEmpty()) {
        const Media *media = find(id);
        return media && !media->sha256.isEmpty();
    }
    for (const auto &[other, media] : m_media)
        if (media.finalized() && media.sha256.isEmpty())
            return false;
    return true;
}

void MediaStore::whenAssembled(const QString &id, QObject *context, const std::function<void()> &then)
{
    if (assembled(id))
        then();
    else
        m_waiters.append({id, context, then});
}

void MediaStore::setAltText(const QString &id, const QString &text)
{
    m_media[id].altText = text;
    write(id);
}

void MediaStore::setSubtitle(const QString &id, const SubtitleTrack &track)
{
    removeSubtitle(id, track.language);
    m_media[id].subtitles.append(track);
    write(id);
}

bool MediaStore::removeSubtitle(const QString &id, const QString &language)
{
    const auto removed = m_media[id].subtitles.removeIf(
        [&language](const SubtitleTrack &track) { return track.language == language; });
    write(id);
    return removed > 0;
}

QList<QJsonObject> MediaStore::snapshot() const
{
    QList<QJsonObject> lines;
    for (const auto &[id, media] : m_media) {
        lines.append(media.line());
        for (auto it = media.segments.begin(); it != media.segments.end(); ++it)
            lines.append(media.segmentLine(it.key()));
    }
    return lines;
}

void MediaStore::replay(const QJsonObject &line)
{
    const QString id = line.value(QStringLiteral("id")).toString();
    Media &media = m_media[id];
    if (line.value(QStringLiteral("kind")).toString() == QLatin1String("segment")) {
        media.segments[line.value(QStringLiteral("index")).toInt()] = {
            line.value(QStringLiteral("bytes")).toInteger(), line.value(QStringLiteral("appends")).toInt(),
            line.value(QStringLiteral("assembled")).toBool()};
        return;
    }
    const QMap<int, Segment> segments = media.segments;
    media = Media::fromLine(line);
    media.segments = segments;
}

void MediaStore::resumeAssembly()
{
    for (const auto &[id, media] : m_media) {
        if (!media.sha256.isEmpty()) {
            lookAt(media);
            continue;
        }
        resumeAssemblyOf(id);
    }
}

void MediaStore::resumeAssemblyOf(const QString &id)
{
    const Media &media = m_media[id];
    qint64 bytes = 0;
    int handed = 0;
    for (; media.segments.value(handed).assembled; ++handed)
        bytes += media.segments.value(handed).bytes;
    m_handed[id] = handed;
    m_assembler.begin(id, filePath(id), bytes);
    handOver(id);
}

} // namespace postreel::sandbox
