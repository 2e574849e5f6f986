#include "app/media/probe/raw_photo.h"

#include "app/media/files/bytes.h"

#include <vector>

namespace postreel {

namespace {

enum Tag : quint16 {
    NewSubfileType = 254,
    Compression = 259,
    PhotometricInterpretation = 262,
    Make = 271,
    SubDirectories = 330,
    DngVersion = 50706,
};

class Tiff
{
public:
    explicit Tiff(QByteArrayView head) : m_head(head), m_little(head.startsWith('I')) {}

    // Walks all directories, including sub-directories, as far as they lie within the head.
    bool isRaw()
    {
        constexpr int mostDirectories = 20;
        m_open.push_back(number(4, 4));
        for (int i = 0; i < mostDirectories && !m_open.empty(); ++i) {
            const qint64 at = m_open.back();
            m_open.pop_back();
            if (saysRaw(at, i == 0))
                return true;
        }
        return false;
    }

private:
    qint64 number(qint64 at, int width) const
    {
        if (at < 0 || at + width > m_head.size())
            return 0;
        if (width == 2)
            return m_little ? readLittle<quint16>(m_head, at) : readBig<quint16>(m_head, at);
        return m_little ? readLittle<quint32>(m_head, at) : readBig<quint32>(m_head, at);
    }
    bool saysRaw(qint64 at, bool first)
    {
        constexpr qint64 entryBytes = 12;
        const qint64 count = at > 0 ? number(at, 2) : 0;
        bool preview = false; // a reduced version of another picture
        bool camera = false;
        bool holdsOthers = false;
        for (qint64 i = 0; i < count; ++i) {
            const qint64 entry = at + 2 + i * entryBytes;
            const qint64 value = number(entry + 8, number(entry + 2, 2) == 3 ? 2 : 4);
            switch (number(entry, 2)) {
            case DngVersion:
                return true;
            case PhotometricInterpretation:
                if (value == 32803 || value == 34892) // sensor data: colour filter array, linear raw
                    return true;
                break;
            case Compression:
                if (value == 34713 || value == 32767 || value == 65535) // Nikon's, Sony's, Pentax's
                    return true;
                break;
            case NewSubfileType:
                preview = value == 1;
                break;
            case Make:
                camera = true;
                break;
            case SubDirectories:
                holdsOthers = true;
                openAll(number(entry + 4, 4), entry + 8);
                break;
            }
        }
        return first && preview && camera && holdsOthers;
    }
    void openAll(qint64 count, qint64 at)
    {
        constexpr qint64 most = 8;
        const qint64 list = count > 1 ? number(at, 4) : at;
        for (qint64 i = 0; i < std::min(count, most); ++i)
            m_open.push_back(number(list + 4 * i, 4));
    }

    QByteArrayView m_head;
    bool m_little;
    std::vector<qint64> m_open;
};

} // namespace

bool isRawPhoto(QByteArrayView head)
{
    return Tiff(head).isRaw();
}

} // namespace postreel
