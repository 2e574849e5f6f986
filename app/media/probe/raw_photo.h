// Tells cameras' RAW files that are stored as TIFF (NEF, ARW, DNG, PEF, CR2 and the like) from real TIFF files.
// Invariant: any bytes are safe; a TIFF exported by an editor is not RAW, whatever camera it names.
#pragma once

#include <QByteArrayView>

namespace postreel {

// `head`: the file's first bytes, which begin with the signature of TIFF.
bool isRawPhoto(QByteArrayView head);

} // namespace postreel
