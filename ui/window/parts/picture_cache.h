// Small pictures for rows and cards, read and scaled on worker threads.
// Invariant: get() never accesses the disk; a picture is returned only in the requested size.
#pragma once

#include "app/base/queued_calls.h"

#include <QCache>
#include <QObject>
#include <QPixmap>
#include <QSet>
#include <QThreadPool>
#include <functional>
#include <memory>

class QWidget;

namespace postreel {

enum class PictureFit {
    Filling, // fills the size, cropped to it
    Whole,   // centred in the size, nothing cropped
};

class PictureCache : public QObject
{
    Q_OBJECT
public:
    explicit PictureCache(QObject *parent = nullptr);
    ~PictureCache() override;

    // The picture in `file`, in `size` (logical px), transparent where it does not fill it. Null while it is being
    // read, and if the file is not a picture. ready() is emitted once reading has ended, also without a picture.
    QPixmap get(const QString &file, const QSize &size, qreal devicePixelRatio, PictureFit fit = PictureFit::Filling);
    // Repaints the widget when the picture is ready that `file` names at that time.
    void updateWhenReady(QWidget *widget, const std::function<QString()> &file);

Q_SIGNALS:
    void ready(const QString &file);

private:
    void load(const QString &key, const QString &file, const QSize &pixels, qreal devicePixelRatio, PictureFit fit);
    QCache<QString, QPixmap> m_cache; // by file, size and fit; the cost is in kilobytes
    QSet<QString> m_loading;
    std::unique_ptr<QThreadPool> m_pool; // a picture on a stalled share may block a thread for ever
    QueuedCalls m_read;
};

} // namespace postreel
