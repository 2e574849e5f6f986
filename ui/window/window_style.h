// The style of the desktop with what Postreel does in its own way in every window and dialog, also those made later: icons
// are our glyphs or none, and what has the focus by keyboard is seen to have it, flat buttons too.
// Invariant: whatever style is below, its colours and sizes stay as they are.
#pragma once

#include <QProxyStyle>

namespace postreel {

class WindowStyle : public QProxyStyle
{
    Q_OBJECT
public:
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returned) const override;
    QIcon standardIcon(StandardPixmap icon, const QStyleOption *option, const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
};

} // namespace postreel
