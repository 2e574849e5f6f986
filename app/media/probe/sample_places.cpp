// Finds where the samples of a track lie in the file, see sample_track.h.
#include "app/media/probe/sample_track.h"

#include <array>

namespace postreel {

namespace {

// Reads the runs of stsc during a walk through all chunks in order.
class ChunkRuns
{
public:
    ChunkRuns(QIODevice &device, const Table &runs) : m_bytes(device), m_runs(runs) {}

    // Number of samples in a chunk. Chunks count from 0 and must be asked for in ascending order.
    qint64 samplesIn(qint64 chunk)
    {
        while (m_next < m_runs.count && begin(m_next) <= chunk) {
            m_samples = readBig<quint32>(m_bytes.at(m_runs.place(m_next) + 4, 4), 0);
            ++m_next;
        }
        return m_samples;
    }

private:
    qint64 begin(qint64 run) { return qint64(readBig<quint32>(m_bytes.at(m_runs.place(run), 4), 0)) - 1; }

    ByteWindow m_bytes;
    Table m_runs;
    qint64 m_next = 0;
    qint64 m_samples = 0;
};

} // namespace

QVector<SamplePlace> placesOf(QIODevice &device, const Track &track, qint64 most)
{
    const qint64 samples = std::min<qint64>(track.samples, maxFramesScanned);
    const qint64 stride = std::max<qint64>(1, samples / most);
    ChunkRuns runs(device, track.chunkRuns);
    ByteWindow chunks(device);
    ByteWindow sizes(device);
    QVector<SamplePlace> places;
    qint64 sample = 0;
    for (qint64 chunk = 0; chunk < track.chunks.count && sample < samples; ++chunk) {
        qint64 offset = chunkAt(chunks, track.chunks, chunk);
        const qint64 behind = std::min(samples, sample + runs.samplesIn(chunk));
        for (; sample < behind; ++sample) {
            const qint64 bytes =
                track.sizeOfAll > 0 ? track.sizeOfAll : readBig<quint32>(sizes.at(track.sizes.place(sample), 4), 0);
            if (sample % stride == 0)
                places << SamplePlace{sample, offset, bytes};
            offset += bytes;
        }
    }
    return places;
}

bool isCompressedSound(const Track &track)
{
    static constexpr std::array known{boxTag("mp4a"), boxTag("ac-3"), boxTag("ec-3"), boxTag("alac"), boxTag("fLaC"), boxTag("Opus")};
    constexpr qsizetype behindCountAndLength = 12;
    const quint32 codec = readBig<quint32>(QByteArrayView(track.description), behindCountAndLength);
    return track.sizeOfAll == 0 && std::find(known.begin(), known.end(), codec) != known.end();
}

void readDescription(const Track &track, SampleTables &tables)
{
    const QByteArray &words = track.description;
    const qsizetype avc = words.indexOf("avcC");
    const qsizetype hevc = words.indexOf("hvcC");
    constexpr qsizetype nameBytes = 4;
    if (avc >= 0 && words.size() > avc + nameBytes + 6) {
        tables.lengthBytes = (quint8(words[avc + nameBytes + 4]) & 3) + 1;
        // In "avc3" they are within the samples.
        tables.parameterSets = (quint8(words[avc + nameBytes + 5]) & 31) > 0 || words.contains("avc3");
    } else if (hevc >= 0 && words.size() > hevc + nameBytes + 22) {
        tables.lengthBytes = (quint8(words[hevc + nameBytes + 21]) & 3) + 1;
    }
}

} // namespace postreel
