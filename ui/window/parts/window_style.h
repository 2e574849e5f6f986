// A proxy over the desktop's style, for every window and dialog: icons are the program's glyphs or none, keyboard focus
// is always visible, on flat buttons too, and a button's text never touches its frame, however large it is.
// Invariant: the colours, and all other sizes, are those of the underlying style.
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
