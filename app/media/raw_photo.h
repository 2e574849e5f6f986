// Whether what calls itself TIFF is a camera's RAW file: NEF, ARW, DNG, PEF, CR2 and their like.
// Invariant: any bytes are safe; what an editor exported as TIFF is none, whatever camera it names.
#pragma once

#include <QByteArrayView>

namespace postreel {

// `head`: the file's first bytes, beginning with those of a TIFF.
bool isRawPhoto(QByteArrayView head);

} // namespace postreel
