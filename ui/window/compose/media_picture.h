// The picture of a media, with a progress ring in its middle during the upload.
// Invariant: the ring is full only when the upload is done, and is then hidden.
#pragma once

#include "app/engine/views.h"

#include <QPixmap>
#include <QWidget>

namespace postreel {

class PictureCache;

class MediaPicture : public QWidget
{
    Q_OBJECT
public:
    MediaPicture(PictureCache &pictures, QWidget *parent);

    void setView(const UploadView &view);
    // The largest size within `width` and `height` (px) that has the aspect ratio of the media.
    QSize sizeWithin(int width, int height) const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool hasRing() const;
    void paintRing(QPainter &painter) const;
    QPixmap pictureNow();

    PictureCache &m_pictures;
    UploadView m_view;
    QPixmap m_last;   // picture of `m_lastFile`, shown until it is loaded in another size
    QString m_lastFile;
};

} // namespace postreel
