#include "ui/window/parts/picture_cache.h"

#include "app/base/unjoined_threads.h"

#include <QImageReader>
#include <QPainter>
#include <QWidget>

namespace postreel {

namespace {

constexpr int keptKilobytes = 48'000; // about 900 pictures of rows, or 50 large ones
constexpr int largestSide = 20'000; // px; a larger picture is not decoded

QImage filled(const QImage &image, const QSize &pixels)
{
    const QImage filling = image.scaled(pixels, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    const QPoint corner((filling.width() - pixels.width()) / 2, (filling.height() - pixels.height()) / 2);
    return filling.copy(QRect(corner, pixels));
}

// At least one pixel, however extreme the aspect ratio.
QSize within(const QSize &own, const QSize &pixels)
{
    return own.scaled(pixels, Qt::KeepAspectRatio).expandedTo({1, 1});
}

QImage whole(const QImage &image, const QSize &pixels)
{
    const QImage fitting = image.scaled(within(image.size(), pixels), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    if (fitting.size() == pixels)
        return fitting;
    QImage middle(pixels, QImage::Format_ARGB32_Premultiplied);
    middle.fill(Qt::transparent);
    QPainter painter(&middle);
    painter.drawImage((pixels.width() - fitting.width()) / 2, (pixels.height() - fitting.height()) / 2, fitting);
    return middle;
}

QImage read(const QString &file, const QSize &pixels, PictureFit fit)
{
    QImageReader reader(file);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QSize own = reader.size();
    if (own.width() > largestSide || own.height() > largestSide)
        return {};
    if (own.isValid())
        reader.setScaledSize(fit == PictureFit::Whole ? within(own, pixels) : own.scaled(pixels, Qt::KeepAspectRatioByExpanding));
    const QImage image = reader.read();
    if (image.isNull())
        return {};
    return fit == PictureFit::Whole ? whole(image, pixels) : filled(image, pixels);
}

} // namespace

PictureCache::PictureCache(QObject *parent)
    : QObject(parent), m_cache(keptKilobytes), m_pool(std::make_unique<QThreadPool>())
{
    m_pool->setMaxThreadCount(2);
}

PictureCache::~PictureCache()
{
    constexpr int timeoutMs = 200;
    m_pool->clear();
    if (!m_pool->waitForDone(timeoutMs))
        startUnjoined([pool = std::shared_ptr<QThreadPool>(std::move(m_pool))] { pool->waitForDone(); });
}

QPixmap PictureCache::get(const QString &file, const QSize &size, qreal devicePixelRatio, PictureFit fit)
{
    if (file.isEmpty() || size.isEmpty())
        return {};
    const QSize pixels = size * devicePixelRatio;
    const QString key = file % u'\n' % QString::number(pixels.width()) % u'x' % QString::number(pixels.height()) %
                        (fit == PictureFit::Whole ? u"w" : u"f");
    if (const QPixmap *picture = m_cache.object(key))
        return *picture;
    if (!m_loading.contains(key)) {
        m_loading.insert(key);
        load(key, file, pixels, devicePixelRatio, fit);
    }
    return {};
}

void PictureCache::updateWhenReady(QWidget *widget, const std::function<QString()> &file)
{
    connect(this, &PictureCache::ready, widget, [widget, file](const QString &read) {
        if (read == file())
            widget->update();
    });
}

void PictureCache::load(const QString &key, const QString &file, const QSize &pixels, qreal devicePixelRatio, PictureFit fit)
{
    m_pool->start([this, calls = m_read.sender(), key, file, pixels, devicePixelRatio, fit] {
        calls.send([this, key, file, image = read(file, pixels, fit), devicePixelRatio] {
            m_loading.remove(key);
            auto picture = std::make_unique<QPixmap>(QPixmap::fromImage(image));
            picture->setDevicePixelRatio(devicePixelRatio);
            const int kilobytes = 1 + picture->width() * picture->height() * picture->depth() / 8'000;
            m_cache.insert(key, picture.release(), kilobytes);
            Q_EMIT ready(file);
        });
    });
}

} // namespace postreel
