// One handle of a filmstrip: the start or the end of the part, or the cover frame.
// Invariant: its value is a time of the video in ms, within its range; time runs from left to right in every language.
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
    // Updates the handle; emits nothing.
    void show(const TrimSelection &cut);
    void setCurrent(bool current);

Q_SIGNALS:
    void wanted(postreel::TrimHandle hand, qint64 ms); // by a key or assistive technology
    void entered(postreel::TrimHandle hand);           // got the focus

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
    bool m_current = false; // a click beside the handles moves it
};

} // namespace postreel
