// Duration and size out of a file's header: in range or unknown, by few and small reads.
#include "app/media/probe/header_probe.h"
#include "tests/fuzz/byte_source.h"

#include <QIODevice>
#include <QStringList>
#include <cstring>

using namespace postreel;
using namespace postreel::fuzzing;

namespace {

// A file that counts how it is read.
class CountingFile : public QIODevice
{
public:
    explicit CountingFile(const QByteArray &bytes) : m_bytes(bytes)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    qint64 size() const override { return m_bytes.size(); }
    int reads() const { return m_reads; }

protected:
    qint64 readData(char *to, qint64 most) override
    {
        must(most <= 128, "a probe reads in small pieces");
        ++m_reads;
        const qint64 length = std::clamp<qint64>(m_bytes.size() - pos(), 0, most);
        if (length > 0)
            std::memcpy(to, m_bytes.constData() + pos(), static_cast<std::size_t>(length));
        return length;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    int m_reads = 0;
};

const QStringList types{"video/mp4", "video/quicktime", "image/jpeg", "image/png",
                        "image/gif", "image/bmp",       "image/webp", "video/webm"};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    ByteSource source(data, size);
    const QString type = types.at(source.below(types.size()));
    CountingFile file(source.rest());
    const HeaderFacts facts = probeHeader(file, type);
    must(file.reads() <= 4002, "the number of reads is bounded");
    must((facts.width > 0) == (facts.height > 0), "a frame has both sides or none");
    must(facts.width >= 0 && facts.width <= 1'000'000 && facts.height >= 0 && facts.height <= 1'000'000,
         "a side of the frame is in range");
    must(facts.durationMs >= -1 && facts.durationMs < 1'000'000'000, "a duration is in range or unknown");
    return 0;
}
