// One handle of a filmstrip: the start or the end of the part that is wanted, or the frame of the cover.
// Invariant: its value is a moment of the film in ms and stays within its range; time runs from left to right, also
// where the window does not.
#pragma once

#include "ui/window/trim/trim_selection.h"

#include <QAbstractSlider>

namespace postreel {

class FilmstripHandle : public QAbstractSlider
{
    Q_OBJECT
public:
    FilmstripHandle(TrimHandle hand, qint64 milliFps, QWidget *parent);

    TrimHandle hand() const { return m_hand; }
    // Shows it; tells nothing.
    void show(const TrimSelection &cut);
    void setCurrent(bool current);

Q_SIGNALS:
    void wanted(postreel::TrimHandle hand, qint64 ms); // by a key or assistive technology
    void entered(postreel::TrimHandle hand);           // has the focus

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void paintEdge(QPainter &painter) const;
    void paintPin(QPainter &painter) const;

    const TrimHandle m_hand;
    const qint64 m_milliFps;
    bool m_current = false; // what a click elsewhere moves
};

} // namespace postreel
