// Sample tables and the walks that tell whether a file is whole: bounded by the file's own bytes, whatever it
// claims.
#include "app/media/probe/film_truncation.h"
#include "app/media/probe/picture_structure.h"
#include "tests/fuzz/byte_source.h"

#include <QBuffer>
#include <QStringList>

using namespace postreel;
using namespace postreel::fuzzing;

namespace {

const QStringList pictures{"image/jpeg", "image/png",  "image/gif", "image/webp",
                           "image/bmp",  "image/tiff", ""};

void walkFilm(QBuffer &file)
{
    const auto moov = movieBoxOf(file);
    const SampleTables tables = moov ? readSampleTables(file, *moov) : SampleTables{};
    const qint64 size = file.size();
    must(tables.frames.frames.size() <= size, "a table has no more frames than the file has bytes");
    must(tables.samplesEnd >= 0, "samples end within the numbers");
    const FrameScan scan = scanOf(tables.frames);
    must(scan.frames <= size && scan.longestGop <= scan.frames, "a GOP is no longer than the film");
    must(scan.peakMilliFps >= 0, "no rate is below 0");
    const bool truncated = isoFilmIsTruncated(file, moov ? std::optional(tables) : std::nullopt);
    must(truncated || moov.has_value(), "a film without a movie box is not whole");
    must(truncated || tables.samplesEnd <= size, "the samples of a whole film lie within it");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    ByteSource source(data, size);
    const int kind = source.below(3 + pictures.size());
    QBuffer file;
    file.setData(source.rest());
    file.open(QIODevice::ReadOnly);
    if (kind == 0) {
        walkFilm(file);
    } else if (kind == 1) {
        must(matroskaIsTruncated(file) || file.size() > 8, "nothing is no Matroska");
    } else if (kind == 2) {
        must(transportStreamIsTruncated(file) || file.size() % 188 == 0 || file.size() % 192 == 0 ||
                 file.size() % 204 == 0,
             "a transport stream is made of packets");
    } else {
        const PictureStructure whole = pictureStructure(file, pictures.at(kind - 3));
        must(whole.orientation >= 1 && whole.orientation <= 8, "an orientation is one of EXIF's");
        must(whole.pictures >= 0 && whole.pictures <= file.size(), "a GIF has no more frames than bytes");
    }
    return 0;
}
