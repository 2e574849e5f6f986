// Frames of a video side by side, with handles for the part to keep and for the cover frame.
// Invariant: decides nothing: shows the selection it was given, and emits where the user wants a handle; time runs from
// left to right in every language.
#pragma once

#include "app/engine/views.h"
#include "ui/window/trim/trim_selection.h"

#include <QWidget>
#include <array>

namespace postreel {

class FilmstripHandle;
class PictureCache;

class Filmstrip : public QWidget
{
    Q_OBJECT
public:
    static constexpr int frameCount = 10;
    static constexpr int framePixels = 90; // height

    // `aspect`: width / height of the frames. `milliFps`: 0: unknown. `mostMs`: the longest part that X takes; 0: unknown.
    Filmstrip(PictureCache &pictures, double aspect, qint64 milliFps, qint64 mostMs, QWidget *parent);

    void show(const TrimSelection &cut);
    void addFrame(const FilmstripFrame &frame); // ignored unless its index is below frameCount
    // The handle that a click beside the handles moves.
    void setCurrent(TrimHandle hand);
    TrimHandle current() const { return m_current; }
    QWidget *handle(TrimHandle hand) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void wanted(postreel::TrimHandle hand, qint64 ms);
    void entered(postreel::TrimHandle hand); // by the mouse or the focus: its frame is to be shown

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    QRect frames() const;
    double xOf(qint64 ms) const;
    qint64 msAt(double x) const;
    void placeHandles();
    TrimHandle handAt(const QPointF &point) const;
    bool isOn(TrimHandle hand, const QPointF &point) const;
    void paintFrames(QPainter &painter) const;
    void paintPart(QPainter &painter) const;
    void paintTimes(QPainter &painter) const;

    PictureCache &m_pictures;
    const double m_aspect;
    const qint64 m_mostMs;
    TrimSelection m_cut;
    std::array<QString, frameCount> m_files;
    std::array<FilmstripHandle *, 3> m_handles; // by TrimHandle
    TrimHandle m_current = TrimHandle::Start;
    bool m_dragging = false;
    double m_grip = 0; // px from the pointer to what it drags
};

} // namespace postreel
