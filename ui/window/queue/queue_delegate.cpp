#include "ui/window/queue/queue_delegate.h"

#include "ui/line_parts.h"
#include "ui/stage_text.h"
#include "ui/window/parts/paragraph.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/parts/placeholder.h"
#include "ui/window/parts/post_error_text.h"
#include "ui/window/parts/row_facts.h"
#include "ui/window/parts/stage_icon.h"
#include "ui/window/parts/theme_colors.h"
#include "ui/window/parts/tooltips.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/row_layout.h"
#include "ui/window/queue/segment_bar.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

namespace postreel {

namespace {

// One elided line, from the leading edge.
void paintFact(QPainter &painter, const QRect &rect, const QString &text, const QFont &font,
               const QColor &color, Qt::LayoutDirection direction)
{
    painter.setFont(font);
    painter.setPen(color);
    paintLine(painter, rect, text, Qt::ElideRight, direction);
}

} // namespace

const UploadView *pictured(const PostView &post)
{
    for (const UploadView &upload : post.uploads)
        if (upload.kind == UploadKind::Media)
            return &upload;
    return nullptr;
}

QueueDelegate::QueueDelegate(PictureCache &pictures, QObject *parent)
    : QStyledItemDelegate(parent), m_pictures(pictures)
{
}

QSize QueueDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Q_UNUSED(index)
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const int width = view ? view->viewport()->width() : option.rect.width();
    return {1, RowLayout::heightFor(option.font, width)};
}

void QueueDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const PostView post = postOf(index);
    const QVector<PostAction> actions = actionsOf(post);
    const RowLayout layout(option.rect, option.font, static_cast<int>(actions.size()), option.direction);
    painter->save();
    painter->setLayoutDirection(option.direction);
    paintBackground(*painter, option);
    paintThumbnail(*painter, layout.thumbnail, post, option.palette);
    paintWords(*painter, option, layout, post, index.data(QueueModel::EditedRole).toBool());
    if (progressOf(post).total > 0)
        paintSegmentBar(*painter, layout.bar, post, option.palette, option.direction);
    paintButtons(*painter, option, layout, actions, index);
    painter->restore();
}

void QueueDelegate::paintBackground(QPainter &painter, const QStyleOptionViewItem &option) const
{
    const QPalette &palette = option.palette;
    const QColor base = palette.color(QPalette::Base);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    if (selected || hovered)
        painter.fillRect(option.rect,
                         theme::mixed(palette.color(QPalette::Highlight), base, selected ? 0.14 : 0.05));
    painter.fillRect(QRect(option.rect.bottomLeft(), QSize(option.rect.width(), 1)),
                     theme::mixed(palette.color(QPalette::Text), base, 0.09));
    if (selected) {
        QRect edge = option.rect;
        edge.setWidth(3);
        painter.fillRect(QStyle::visualRect(option.direction, option.rect, edge), theme::accent(palette));
    }
    if (option.state.testFlag(QStyle::State_HasFocus) &&
        option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
        painter.setPen(QPen(theme::accent(palette), 1));
        painter.drawRect(option.rect.adjusted(0, 0, -1, -2));
    }
}

void QueueDelegate::paintThumbnail(QPainter &painter, const QRect &rect, const PostView &post,
                                   const QPalette &palette) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    constexpr int radius = 6;
    const UploadView *upload = pictured(post);
    const QPixmap picture =
        upload ? m_pictures.get(upload->thumbnail, rect.size(), painter.device()->devicePixelRatioF())
               : QPixmap();
    if (picture.isNull())
        return paintPlaceholder(painter, {.rect = rect, .radius = radius, .side = rect.height() * 22 / 62},
                                upload ? glyphOf(*upload) : Glyph::Pencil, palette);
    QPainterPath outline;
    outline.addRoundedRect(rect, radius, radius);
    painter.save();
    painter.setClipPath(outline);
    painter.drawPixmap(rect, picture);
    painter.restore();
}

void QueueDelegate::paintWords(QPainter &painter, const QStyleOptionViewItem &option, const RowLayout &layout,
                               const PostView &post, bool written) const
{
    const QPalette &palette = option.palette;
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    const StageIcon look = stageIconOf(post);
    const QColor stageColor = severityColor(look.severity, palette);
    const QFont small = RowLayout::smallFont(option.font);
    paintFact(painter, layout.title, titleOf(post), RowLayout::titleFont(option.font),
              palette.color(QPalette::Text), option.direction);
    paintGlyph(painter, look.glyph, layout.stageIcon, stageColor);
    const QString stage = stageText(post, nowMs);
    paintFact(painter, layout.stage, stage, small, stageColor, option.direction);
    QRect rest = layout.stage;
    const int used = QFontMetrics(small).horizontalAdvance(stage) + 10;
    if (option.direction == Qt::RightToLeft)
        rest.setRight(rest.right() - used);
    else
        rest.setLeft(rest.left() + used);
    paintFact(painter, rest, stageDetails(post, written, nowMs), small, theme::quiet(palette),
              option.direction);
    const QString trouble = errorTextOf(post, nowMs);
    paintFact(painter, layout.numbers, trouble.isEmpty() ? progressText(post, nowMs) : trouble, small,
              trouble.isEmpty() ? theme::quiet(palette) : stageColor, option.direction);
}

void QueueDelegate::paintButtons(QPainter &painter, const QStyleOptionViewItem &option,
                                 const RowLayout &layout, const QVector<PostAction> &actions,
                                 const QModelIndex &index) const
{
    const QPalette &palette = option.palette;
    const bool lively = option.state & (QStyle::State_MouseOver | QStyle::State_Selected);
    for (int i = 0; i < actions.size(); ++i) {
        const QRect &rect = layout.buttons.at(i);
        const int margin = rect.width() * 6 / 26;
        const bool hot = actions.at(i) == m_hotAction && m_hotIndex == index;
        if (hot) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(
                theme::mixed(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.15));
            painter.drawRoundedRect(rect, 5, 5);
        }
        const QColor color = lively ? palette.color(QPalette::Text) : theme::quiet(palette);
        paintGlyph(painter, actionGlyph(actions.at(i)), rect.adjusted(margin, margin, -margin, -margin), color);
    }
}

std::optional<PostAction> QueueDelegate::actionAt(const QModelIndex &index, const QPoint &position,
                                                  const QStyleOptionViewItem &option) const
{
    if (!index.isValid())
        return std::nullopt;
    const QVector<PostAction> actions = actionsOf(postOf(index));
    const RowLayout layout(option.rect, option.font, static_cast<int>(actions.size()), option.direction);
    const int button = layout.buttonAt(position);
    return button < 0 ? std::nullopt : std::optional(actions.at(button));
}

bool QueueDelegate::setHot(const QModelIndex &index, std::optional<PostAction> action)
{
    if (action == m_hotAction && m_hotIndex == index)
        return false;
    m_hotAction = action;
    m_hotIndex = index;
    return true;
}

// The full text of the elided lines; an error always, because most need more than one line.
QStringList QueueDelegate::elidedLines(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const PostView post = postOf(index);
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    const RowLayout layout(option.rect, option.font, static_cast<int>(actionsOf(post).size()), option.direction);
    const QFontMetrics small(RowLayout::smallFont(option.font));
    const QFontMetrics large(RowLayout::titleFont(option.font));
    const QString beside = stageDetails(post, index.data(QueueModel::EditedRole).toBool(), nowMs);
    const QString stage = lineOf({stageText(post, nowMs), beside});
    const QString trouble = errorTextOf(post, nowMs);
    const QString numbers = progressText(post, nowMs);
    QStringList lines;
    if (large.horizontalAdvance(titleOf(post)) > layout.title.width())
        lines << titleOf(post);
    if (small.horizontalAdvance(stage) > layout.stage.width())
        lines << stage;
    if (!trouble.isEmpty())
        lines << trouble;
    else if (small.horizontalAdvance(numbers) > layout.numbers.width())
        lines << numbers;
    return lines;
}

bool QueueDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                              const QModelIndex &index)
{
    QString words;
    if (const auto action = actionAt(index, event->pos(), option))
        words = withKey(actionText(*action), actionKey(*action));
    else if (index.isValid())
        words = elidedLines(option, index).join(u'\n');
    // As plain text: file names and X's words must never be interpreted as markup.
    QToolTip::showText(event->globalPos(), plainTooltip(words), view->viewport());
    return true;
}

} // namespace postreel
