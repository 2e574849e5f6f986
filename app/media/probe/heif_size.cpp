#include "app/media/probe/heif_size.h"

#include "app/media/files/bytes.h"
#include "app/media/probe/iso_boxes.h"

#include <QIODevice>

namespace postreel {

namespace {

constexpr int mostBoxes = 2000; // a phone's photo has at most one property per tile

bool isParent(quint32 type)
{
    return type == boxTag("meta") || type == boxTag("iprp") || type == boxTag("ipco");
}

void take(QIODevice &device, const IsoBox &box, HeifSize &told)
{
    if (box.type == boxTag("imir"))
        told.turned = true;
    if (box.type == boxTag("irot")) {
        const QByteArray quarters = readAt(device, box.body, 1);
        told.turned = told.turned || (!quarters.isEmpty() && quarters[0] != '\0');
    }
    if (box.type != boxTag("ispe"))
        return;
    constexpr quint32 largest = 1'000'000; // beyond it the header is wrong
    const QByteArray body = readAt(device, box.body, 12);
    const quint32 width = readBig<quint32>(body, 4);
    const quint32 height = readBig<quint32>(body, 8);
    if (width > largest || height > largest)
        return;
    if (qint64(width) * height > qint64(told.size.width()) * told.size.height())
        told.size = QSize(int(width), int(height));
}

} // namespace

HeifSize heifSize(QIODevice &device)
{
    HeifSize told{.size = QSize(0, 0)};
    qint64 at = 0;
    for (int i = 0; i < mostBoxes; ++i) {
        const auto box = isoBoxAt(device, at, device.size());
        if (!box)
            break;
        constexpr qint64 versionBytes = 4;
        if (isParent(box->type)) { // its children are visited next
            at = box->body + (box->type == boxTag("meta") ? versionBytes : 0);
            continue;
        }
        take(device, *box, told);
        at = box->end;
    }
    return told;
}

} // namespace postreel
