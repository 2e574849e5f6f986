#include "app/media/probe/header_probe.h"

namespace postreel {

HeaderFacts probeHeader(QIODevice &device, const QString &mediaType)
{
    if (mediaType == QLatin1String("video/mp4") || mediaType == QLatin1String("video/quicktime"))
        return probeIsoMedia(device);
    if (mediaType.startsWith(QLatin1String("image/")))
        return probePicture(device, mediaType);
    return {};
}

} // namespace postreel
