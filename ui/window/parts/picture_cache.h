// Small pictures for rows and cards, read and scaled on threads of their own.
// Invariant: get() never touches the disk; a picture is handed out only in the size it was asked for.
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
    Filling, // all of the size, and cropped to it
    Whole,   // in the middle of it, with nothing cut off
};

class PictureCache : public QObject
{
    Q_OBJECT
public:
    explicit PictureCache(QObject *parent = nullptr);
    ~PictureCache() override;

    // The picture of that file in `size` (logical pixels), transparent where it leaves something free; null while it is
    // being read and for a file that is none. ready() follows once for what was null.
    QPixmap get(const QString &file, const QSize &size, qreal devicePixelRatio, PictureFit fit = PictureFit::Filling);
    // The widget is repainted once the picture is there of what `file` names then.
    void updateWhenReady(QWidget *widget, const std::function<QString()> &file);

Q_SIGNALS:
    void ready(const QString &file);

private:
    void load(const QString &key, const QString &file, const QSize &pixels, qreal devicePixelRatio, PictureFit fit);
    QCache<QString, QPixmap> m_cache; // by file, size and fit; the cost of each is its kilobytes
    QSet<QString> m_loading;
    std::unique_ptr<QThreadPool> m_pool; // a picture on a stalled share may keep it for ever
    QueuedCalls m_read;
};

} // namespace postreel
