// The picture of a media with a ring around its middle while it goes up.
// Invariant: the ring is full only when the upload is done, and then it is gone.
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
    // As large as it gets there with the aspect of the media.
    QSize sizeWithin(int width, int height) const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool hasRing() const;
    void paintRing(QPainter &painter) const;
    QPixmap pictureNow();

    PictureCache &m_pictures;
    UploadView m_view;
    QPixmap m_last;   // of `m_lastFile`, until it is there in another size
    QString m_lastFile;
};

} // namespace postreel
