#include "ui/window/compose/card_layout.h"

#include "ui/window/compose/media_picture.h"

#include <QStyle>

namespace postreel {

namespace {

constexpr int gap = 10;
constexpr int charactersBeside = 28;   // room for words beside a large picture; with less, they go below it
constexpr int charactersBesideSmall = 14; // the same for a picture that leaves half of the card free
constexpr double stillLarge = 0.8;    // of its maximum size: the picture may shrink this far to have the words beside it

int heightOf(const QLayoutItem &item, int width)
{
    return item.hasHeightForWidth() ? item.heightForWidth(width) : item.sizeHint().height();
}

} // namespace

CardLayout::CardLayout(QWidget *card, MediaPicture *picture, QLayout *words, QWidget *button)
    : ItemLayout(card), m_picture(picture)
{
    addWidget(picture);
    addChildLayout(words);
    addItem(words);
    addWidget(button);
}

void CardLayout::setPictureRoom(int beside, int above)
{
    if (m_roomBeside == beside && m_roomAbove == above)
        return;
    m_roomBeside = beside;
    m_roomAbove = above;
    invalidate();
}

QLayoutItem &CardLayout::wordsItem() const
{
    return *itemAt(1);
}

QLayoutItem &CardLayout::buttonItem() const
{
    return *itemAt(2);
}

Qt::Orientations CardLayout::expandingDirections() const
{
    return Qt::Horizontal;
}

int CardLayout::leastWordsWidth(int characters) const
{
    const int least = characters * parentWidget()->fontMetrics().averageCharWidth();
    return qMax(least, wordsItem().minimumSize().width());
}

CardLayout::Places CardLayout::placesIn(int width) const
{
    const QMargins margins = contentsMargins();
    const int inner = width - margins.left() - margins.right();
    const QSize button = buttonItem().sizeHint();
    Places places;
    const QSize whole = m_picture->sizeWithin(inner, m_roomAbove);
    const int words = leastWordsWidth(2 * whole.width() <= inner ? charactersBesideSmall : charactersBeside);
    const QSize smaller = m_picture->sizeWithin(inner - words - button.width() - 2 * gap, m_roomBeside);
    const bool beside = smaller.width() >= whole.width() * stillLarge;
    places.picture = QRect(QPoint(margins.left(), margins.top()), beside ? smaller : whole);
    QPoint corner = places.picture.topLeft();
    if (beside)
        corner.rx() += places.picture.width() + gap;
    else
        corner.ry() += places.picture.height() + gap;
    const int left = margins.left() + inner - button.width();
    const int wordsWidth = left - gap - corner.x();
    places.words = QRect(corner, QSize(wordsWidth, heightOf(wordsItem(), wordsWidth)));
    places.button = QRect(QPoint(left, corner.y()), button);
    const int bottom = qMax(places.picture.bottom(), qMax(places.words.bottom(), places.button.bottom()));
    places.height = bottom + 1 + margins.bottom();
    return places;
}

int CardLayout::heightForWidth(int width) const
{
    return placesIn(width).height;
}

QSize CardLayout::sizeHint() const
{
    const QMargins margins = contentsMargins();
    const int width =
        m_picture->sizeWithin(QWIDGETSIZE_MAX, m_roomBeside).width() + margins.left() + margins.right();
    return QSize(width, heightForWidth(width)).expandedTo(minimumSize());
}

QSize CardLayout::minimumSize() const
{
    const QMargins margins = contentsMargins();
    const QSize button = buttonItem().sizeHint();
    const QSize words = wordsItem().minimumSize();
    return {margins.left() + words.width() + gap + button.width() + margins.right(),
            margins.top() + qMax(words.height(), button.height()) + margins.bottom()};
}

void CardLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    const Places places = placesIn(rect.width());
    const auto placed = [this, &rect](const QRect &part) {
        return QStyle::visualRect(parentWidget()->layoutDirection(), rect, part.translated(rect.topLeft()));
    };
    itemAt(0)->setGeometry(placed(places.picture));
    wordsItem().setGeometry(placed(places.words));
    buttonItem().setGeometry(placed(places.button));
}

} // namespace postreel
