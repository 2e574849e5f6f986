// The style of the desktop with what Postreel does in its own way in every window and dialog, also those made later: icons
// are our glyphs or none, what has the focus by keyboard is seen to have it, flat buttons too, and the words of a button do
// not touch its frame, however large they are.
// Invariant: whatever style is below, its colours stay as they are, and so do its sizes but for that.
#pragma once

#include <QProxyStyle>

class QStyleOptionButton;

namespace postreel {

class WindowStyle : public QProxyStyle
{
    Q_OBJECT
public:
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returned) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                           const QWidget *widget) const override;
    QIcon standardIcon(StandardPixmap icon, const QStyleOption *option, const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;

private:
    void drawIconAndText(const QStyleOptionButton &button, QPainter *painter, const QWidget *widget) const;
};

} // namespace postreel
