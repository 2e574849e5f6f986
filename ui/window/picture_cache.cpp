#include "ui/window/picture_cache.h"

#include "app/base/unjoined_threads.h"

#include <QImageReader>

namespace postreel {

namespace {

constexpr int keptKilobytes = 48'000; // some 900 of rows, or 50 large ones
constexpr int largestSide = 20'000; // what claims more is not decoded

QImage readFilling(const QString &file, const QSize &pixels)
{
    QImageReader reader(file);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QSize whole = reader.size();
    if (whole.width() > largestSide || whole.height() > largestSide)
        return {};
    if (whole.isValid())
        reader.setScaledSize(whole.scaled(pixels, Qt::KeepAspectRatioByExpanding));
    const QImage image = reader.read();
    if (image.isNull())
        return {};
    const QImage filling = image.scaled(pixels, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    const QPoint corner((filling.width() - pixels.width()) / 2, (filling.height() - pixels.height()) / 2);
    return filling.copy(QRect(corner, pixels));
}

} // namespace

PictureCache::PictureCache(QObject *parent)
    : QObject(parent), m_cache(keptKilobytes), m_pool(std::make_unique<QThreadPool>())
{
    m_pool->setMaxThreadCount(2);
}

PictureCache::~PictureCache()
{
    constexpr int patienceMs = 200;
    m_pool->clear();
    if (!m_pool->waitForDone(patienceMs))
        startUnjoined([pool = std::shared_ptr<QThreadPool>(std::move(m_pool))] { pool->waitForDone(); });
}

QPixmap PictureCache::get(const QString &file, const QSize &size, qreal devicePixelRatio)
{
    if (file.isEmpty() || size.isEmpty())
        return {};
    const QSize pixels = size * devicePixelRatio;
    const QString key =
        file % u'\n' % QString::number(pixels.width()) % u'x' % QString::number(pixels.height());
    if (const QPixmap *picture = m_cache.object(key))
        return *picture;
    if (!m_loading.contains(key)) {
        m_loading.insert(key);
        load(key, file, pixels, devicePixelRatio);
    }
    return {};
}

void PictureCache::load(const QString &key, const QString &file, const QSize &pixels, qreal devicePixelRatio)
{
    m_pool->start([this, calls = m_read.sender(), key, file, pixels, devicePixelRatio] {
        calls.send([this, key, file, image = readFilling(file, pixels), devicePixelRatio] {
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
