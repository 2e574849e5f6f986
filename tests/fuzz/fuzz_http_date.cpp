// Dates of HTTP: one that is read is a moment that can be written and read again.
#include "app/sandbox/http_message.h"
#include "app/x/http_date.h"
#include "tests/fuzz/byte_source.h"

using namespace postreel;
using namespace postreel::fuzzing;

namespace {

void checkSame(qint64 wallMs)
{
    const QDateTime again = httpDate(sandbox::httpDate(wallMs));
    must(again.isValid(), "a date that was written can be read");
    must(again.toMSecsSinceEpoch() == wallMs, "a date that was written is read as the same moment");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    ByteSource source(data, size);
    constexpr qint64 year9999Seconds = 253'402'300'799;
    if (source.byte() % 2 == 0) {
        checkSame(static_cast<qint64>(static_cast<quint64>(source.number()) % year9999Seconds) * 1000);
        return 0;
    }
    const QDateTime date = httpDate(source.rest());
    if (!date.isValid())
        return 0;
    must(date.timeSpec() == Qt::UTC, "a date of HTTP is in UTC");
    must(date.date().year() >= 0 && date.date().year() <= 9999, "a year has four digits");
    checkSame(date.toMSecsSinceEpoch());
    return 0;
}
