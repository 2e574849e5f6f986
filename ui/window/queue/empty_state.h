// What an empty list says: what to do first, and the button for it where there is one.
// Invariant: a button is shown only when it does something.
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

    // An empty `button` shows none; `second` is a quieter one below it, `more` what a person may read after both.
    void setWords(Glyph glyph, const QString &title, const QString &text, const QString &button,
                  const QString &second = {}, const QString &more = {});
    // Where there is little room, the words come first.
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
