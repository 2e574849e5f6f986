// Shows one frame of a video, as large as there is room.
// Invariant: keeps the last frame until the next one is loaded, so that it does not flicker while a handle is dragged.
#pragma once

#include <QPixmap>
#include <QWidget>

namespace postreel {

class PictureCache;

class FramePreview : public QWidget
{
    Q_OBJECT
public:
    // `aspect`: width / height of the frames.
    FramePreview(PictureCache &pictures, double aspect, QWidget *parent);

    void showFile(const QString &file);
    // Shows a text instead of a frame.
    void showWords(const QString &words);
    QString words() const { return m_words; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QRect place() const;

    PictureCache &m_pictures;
    const double m_aspect;
    QString m_file;
    QString m_words;
    QPixmap m_shown;
};

} // namespace postreel
