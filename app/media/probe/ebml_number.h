// EBML's variable-width numbers, as used in Matroska and WebM.
// Invariant: pure, and safe for any bytes.
#pragma once

#include <QByteArrayView>

namespace postreel {

inline constexpr int mostEbmlWidth = 8;

struct EbmlNumber
{
    quint64 value = 0;
    int width = 0;       // bytes; 0: no number
    bool allSet = false; // as a length: unknown
};

// Reads the number at the start of `bytes`. `keepsMarker`: keeps the bit that marks the width, as in element IDs.
inline EbmlNumber ebmlNumber(QByteArrayView bytes, bool keepsMarker)
{
    const int first = bytes.isEmpty() ? 0 : static_cast<quint8>(bytes[0]);
    int width = 1;
    while (width <= mostEbmlWidth && !(first & (0x80 >> (width - 1))))
        ++width;
    if (width > mostEbmlWidth || bytes.size() < width)
        return {};
    EbmlNumber number{.value = quint64(first & (0xFF >> width)), .width = width};
    for (int i = 1; i < width; ++i)
        number.value = number.value << 8 | static_cast<quint8>(bytes[i]);
    number.allSet = number.value == (quint64(1) << (7 * width)) - 1;
    if (keepsMarker)
        number.value |= quint64(1) << (7 * width);
    return number;
}

} // namespace postreel
