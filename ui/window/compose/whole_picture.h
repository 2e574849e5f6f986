// The whole picture of a media, in its own aspect ratio.
// Invariant: nothing is cropped; until the picture is available, an icon is shown.
#pragma once

#include "app/engine/views.h"

#include <QWidget>

namespace postreel {

class PictureCache;

class WholePicture : public QWidget
{
    Q_OBJECT
public:
    // `most`: maximum size, in px.
    WholePicture(PictureCache &pictures, const UploadView &media, const QSize &most, QWidget *parent);

    // Shows the current state of the media: picture and dimensions are known later than the file.
    void setView(const UploadView &media);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    PictureCache &m_pictures;
    const QSize m_most;
    UploadView m_view;
};

} // namespace postreel
