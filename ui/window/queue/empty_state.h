// The text in an empty list: what to do first, with buttons for it if possible.
// Invariant: a button is shown only if it does something.
#pragma once

#include "ui/window/parts/glyphs.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QSpacerItem;

namespace postreel {

class MainButton;

class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(QWidget *parent);

    // An empty `button` or `second` is hidden. `second`: a less prominent button below; `more`: further text below both.
    void setWords(Glyph glyph, const QString &title, const QString &text, const QString &button,
                  const QString &second = {}, const QString &more = {});
    // Hides the glyph if there is little room, so that the text fits.
    void setGlyphShown(bool shown);
    bool hasButton() const;
    void focusButton();

Q_SIGNALS:
    void clicked();
    void secondClicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    Glyph m_glyph = Glyph::Film;
    bool m_glyphShown = true;
    QSpacerItem *m_glyphRoom;
    QLabel *m_title;
    QLabel *m_text;
    MainButton *m_button;
    QPushButton *m_second;
    QLabel *m_more;
};

} // namespace postreel
