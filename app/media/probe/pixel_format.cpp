#include "app/media/probe/pixel_format.h"

#include <QRegularExpression>

namespace postreel {

namespace {

// Depth and byte order are at the end of the name; 8-bit formats have neither.
const QRegularExpression &depthAtEnd()
{
    static const QRegularExpression pattern(QStringLiteral("^(.*[a-z])(9|10|12|14|16)(le|be)$"));
    return pattern;
}

} // namespace

int bitDepthOf(const QString &pixelFormat)
{
    if (const auto match = depthAtEnd().match(pixelFormat); match.hasMatch())
        return match.captured(2).toInt();
    // Packed formats name the bits of a whole pixel, and p010 and the like do not match the pattern above.
    static const QRegularExpression deep(
        QStringLiteral("^((rgb|bgr)48|(rgba|bgra|ayuv)64|ya16|p0?[24]?16|y216)"));
    static const QRegularExpression ten(QStringLiteral("^(p[024]10|y210|x2rgb10|x2bgr10|v210)"));
    if (deep.match(pixelFormat).hasMatch())
        return 16;
    if (ten.match(pixelFormat).hasMatch())
        return 10;
    return pixelFormat.isEmpty() ? 0 : 8;
}

QString withoutDepth(const QString &pixelFormat)
{
    const auto match = depthAtEnd().match(pixelFormat);
    return match.hasMatch() ? match.captured(1) : pixelFormat;
}

QString layoutOf(const QString &pixelFormat)
{
    static const QRegularExpression planar(QStringLiteral("^yuv(j|a?)(4)([0-4])([0-4])p"));
    if (const auto match = planar.match(pixelFormat); match.hasMatch()) {
        const QString layout = match.captured(2) % u':' % match.captured(3) % u':' % match.captured(4);
        return match.captured(1) == QLatin1String("a") ? layout % QLatin1String(" + alpha") : layout;
    }
    return isRgb(pixelFormat) ? QStringLiteral("RGB") : pixelFormat;
}

bool isRgb(const QString &pixelFormat)
{
    static const QRegularExpression rgb(QStringLiteral("^(gbr|rgb|bgr|argb|abgr|0rgb|0bgr|pal8)"));
    return rgb.match(pixelFormat).hasMatch();
}

} // namespace postreel
