#include "ui/window/trim/frame_preview.h"

#include "ui/window/parts/picture_cache.h"
#include "ui/window/parts/theme_colors.h"

#include <QPainter>
#include <QPainterPath>

namespace postreel {

FramePreview::FramePreview(PictureCache &pictures, double aspect, QWidget *parent)
    : QWidget(parent), m_pictures(pictures), m_aspect(aspect)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&m_pictures, &PictureCache::ready, this, [this](const QString &file) {
        if (file == m_file)
            update();
    });
}

void FramePreview::showFile(const QString &file)
{
    m_file = file;
    m_words.clear();
    update();
}

void FramePreview::showWords(const QString &words)
{
    m_file.clear();
    m_words = words;
    m_shown = {};
    update();
}

QSize FramePreview::sizeHint() const
{
    return minimumSizeHint(); // shrinks before anything has to be scrolled
}

QSize FramePreview::minimumSizeHint() const
{
    return {200, 112};
}

QRect FramePreview::place() const
{
    const QSize size = QSizeF(m_aspect, 1).scaled(this->size(), Qt::KeepAspectRatio).toSize().expandedTo({1, 1});
    return {QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size};
}

void FramePreview::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QRect box = place();
    QPainterPath outline;
    outline.addRoundedRect(box, 6, 6);
    painter.fillPath(outline, theme::track(palette()));
    const QPixmap picture = m_pictures.get(m_file, box.size(), devicePixelRatioF());
    if (!picture.isNull())
        m_shown = picture;
    if (!m_shown.isNull()) {
        painter.setClipPath(outline);
        painter.drawPixmap(box, m_shown);
    }
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(box.adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap, m_words);
}

} // namespace postreel
