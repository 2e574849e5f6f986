#include "ui/window/queue/file_list.h"

#include "ui/line_parts.h"
#include "ui/quantities.h"
#include "ui/shown_words.h"
#include "ui/window/parts/elided_label.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/parts/placeholder.h"
#include "ui/window/parts/secondary_text_color.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace postreel {

namespace {

// The picture of an upload, or a glyph for its kind.
class Picture : public QWidget
{
public:
    Picture(PictureCache &pictures, QWidget *parent) : QWidget(parent), m_pictures(pictures)
    {
        const int height = 2 * fontMetrics().height() + 4; // as high as the text beside it
        setFixedSize(height * 16 / 10, height);
        pictures.updateWhenReady(this, [this] { return m_view.thumbnail; });
    }

    void setView(const UploadView &view)
    {
        m_view = view;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        constexpr int radius = 4;
        const QPixmap picture = m_pictures.get(m_view.thumbnail, size(), devicePixelRatioF());
        if (picture.isNull())
            return paintPlaceholder(painter, {.rect = rect(), .radius = radius, .side = height() / 2}, glyphOf(m_view),
                                    palette());
        QPainterPath outline;
        outline.addRoundedRect(rect(), radius, radius);
        painter.setClipPath(outline);
        painter.drawPixmap(rect(), picture);
    }

private:
    PictureCache &m_pictures;
    UploadView m_view;
};

QString sizeOf(const UploadView &upload)
{
    return lineOf({upload.totalBytes > 0 ? bytesText(upload.totalBytes) : QString(),
                   spanText(upload.facts.durationMs)});
}

} // namespace

class FileList::Row : public QWidget
{
public:
    Row(PictureCache &pictures, QWidget *parent)
        : QWidget(parent), m_picture(new Picture(pictures, this)), m_name(new ElidedLabel(this)),
          m_size(new ElidedLabel(this))
    {
        m_name->setElideMode(Qt::ElideMiddle);
        for (ElidedLabel *label : {m_name, m_size})
            label->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        new SecondaryTextColor(m_size);
        auto *words = new QVBoxLayout;
        words->setSpacing(0);
        words->addStretch(1);
        words->addWidget(m_name);
        words->addWidget(m_size);
        words->addStretch(1);
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(10);
        row->addWidget(m_picture);
        row->addLayout(words, 1);
    }

    void setView(const UploadView &view)
    {
        m_picture->setView(view);
        m_name->setText(shownName(view.file));
        m_size->setText(sizeOf(view));
        m_size->setVisible(!m_size->text().isEmpty());
    }

private:
    Picture *m_picture;
    ElidedLabel *m_name;
    ElidedLabel *m_size;
};

FileList::FileList(PictureCache &pictures, QWidget *parent)
    : QWidget(parent), m_pictures(pictures), m_column(new QVBoxLayout(this))
{
    setAccessibleName(tr("Files"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(6);
}

void FileList::setUploads(const QVector<UploadView> &uploads)
{
    while (m_rows.size() > uploads.size())
        delete m_rows.takeLast();
    while (m_rows.size() < uploads.size()) {
        m_rows << new Row(m_pictures, this);
        m_column->addWidget(m_rows.last());
    }
    for (int i = 0; i < uploads.size(); ++i)
        m_rows.at(i)->setView(uploads.at(i));
    setVisible(!uploads.isEmpty());
}

} // namespace postreel
