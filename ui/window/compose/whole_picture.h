// The picture of a media in its own shape, for whoever has to see all of it.
// Invariant: nothing of it is cut off; until there is one, an icon stands in its place.
#pragma once

#include "app/engine/views.h"

#include <QWidget>

namespace postreel {

class PictureCache;

class WholePicture : public QWidget
{
    Q_OBJECT
public:
    // `most`: no wider and no higher than this.
    WholePicture(PictureCache &pictures, const UploadView &media, const QSize &most, QWidget *parent);

    // What is known of the media now: its picture and its shape come later than its file.
    void setView(const UploadView &media);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    PictureCache &m_pictures;
    const QSize m_most;
    UploadView m_view;
};

} // namespace postreel
