// The picture of a media with a ring around its middle while it goes up.
// Invariant: the ring is full only when the upload is done, and then it is gone.
#pragma once

#include "app/engine/views.h"

#include <QWidget>

namespace postreel {

class PictureCache;

class MediaPicture : public QWidget
{
    Q_OBJECT
public:
    MediaPicture(PictureCache &pictures, QWidget *parent);

    void setView(const UploadView &view);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool hasRing() const;
    void paintRing(QPainter &painter) const;
    PictureCache &m_pictures;
    UploadView m_view;
};

} // namespace postreel
