// Lays out a picture, words and a button. The words are beside the picture if there is room for both, else below it.
// Invariant: the picture keeps its aspect ratio and is never wider than the card or higher than its room; the button is
// at the trailing edge of the words.
#pragma once

#include "ui/window/parts/item_layout.h"

namespace postreel {

class MediaPicture;

class CardLayout : public ItemLayout
{
public:
    CardLayout(QWidget *card, MediaPicture *picture, QLayout *words, QWidget *button);

    // Maximum height of the picture, in px: with the words beside it, and with the words below it.
    void setPictureRoom(int beside, int above);

    Qt::Orientations expandingDirections() const override;
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    struct Places
    {
        QRect picture;
        QRect words;
        QRect button;
        int height = 0;
    };
    Places placesIn(int width) const;
    int leastWordsWidth(int characters) const;
    QLayoutItem &wordsItem() const;
    QLayoutItem &buttonItem() const;

    MediaPicture *m_picture;
    int m_roomBeside = 0;
    int m_roomAbove = 0;
};

} // namespace postreel
