#include "ui/window/details.h"

#include "ui/error_text.h"
#include "ui/line_parts.h"
#include "ui/window/elided_label.h"
#include "ui/window/segment_table.h"
#include "ui/window/timeline_table.h"
#include "ui/window/tones.h"
#include "ui/window/trouble_text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

namespace postreel {

namespace {

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QString shapeOf(const PostView &post)
{
    QString shape = post.id % u' ' % nameOf(post.state);
    for (const UploadView &upload : post.uploads)
        shape += u' ' % nameOf(upload.state);
    return shape;
}

} // namespace

Details::Details(QWidget *parent)
    : QWidget(parent), m_title(new ElidedLabel(this)), m_words(plainLabel(this)), m_link(plainLabel(this)),
      m_buttons(new QHBoxLayout), m_tabs(new QTabWidget(this)), m_segments(new SegmentTable(this)),
      m_timeline(new TimelineTable(this)), m_segmentView(makeTable(m_segments, tr("Segments")))
{
    setAccessibleName(tr("Details"));
    m_segmentView->horizontalHeader()->setSectionResizeMode(SegmentTable::State, QHeaderView::Stretch);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_segmentView, tr("Segments"));
    QTableView *timeline = makeTable(m_timeline, tr("Timeline"));
    timeline->horizontalHeader()->setStretchLastSection(true);
    m_tabs->addTab(timeline, tr("Timeline"));
    m_tabs->setAccessibleName(tr("Details"));
    layOut();
}

void Details::layOut()
{
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    m_title->setFont(strong);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto *close = new QToolButton(this);
    close->setIcon(glyphIcon(Glyph::Cross));
    close->setIconSize({12, 12});
    close->setAutoRaise(true);
    close->setToolTip(tr("Close details"));
    close->setAccessibleName(tr("Close details"));
    connect(close, &QToolButton::clicked, this, &Details::closeWanted);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(close);
    m_buttons->setSpacing(8);
    m_buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 12);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_words);
    column->addWidget(m_link);
    column->addLayout(m_buttons);
    column->addWidget(m_tabs, 1);
}

QTableView *Details::makeTable(QAbstractItemModel *model, const QString &name)
{
    auto *table = new QTableView(this);
    table->setModel(model);
    table->setAccessibleName(name);
    table->setFrameShape(QFrame::NoFrame);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->setSelectionBehavior(QTableView::SelectRows);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    table->horizontalHeader()->setHighlightSections(false);
    table->setHorizontalScrollMode(QTableView::ScrollPerPixel);
    return table;
}

void Details::setPost(const PostView &post)
{
    const bool other = post.id != m_post.id;
    m_post = post;
    if (other)
        setHistory(post.id, {});
    m_title->setText(titleOf(post));
    const QString words = wordsOf(post);
    m_words->setText(words);
    m_words->setAccessibleName(words);
    m_link->setVisible(post.url.isValid() && !post.url.isEmpty());
    m_link->setText(post.url.toDisplayString());
    m_link->setAccessibleName(tr("Link"));
    m_segments->setUploads(post.uploads);
    m_segmentView->setColumnHidden(SegmentTable::File, post.uploads.size() < 2);
    showActions();
    const QString shape = shapeOf(post);
    if (shape != m_shape) {
        m_shape = shape;
        Q_EMIT historyWanted(post.id);
    }
}

// The stage, then what is wrong, with X's own words.
QString Details::wordsOf(const PostView &post) const
{
    QStringList lines{lineOf({stageText(post), whoseOf(post)})};
    lines += troublesOf(post, QDateTime::currentMSecsSinceEpoch());
    return lines.join(u'\n');
}

void Details::showActions()
{
    const QVector<QueueAction> actions = actionsOf(m_post);
    if (actions == m_actions)
        return;
    m_actions = actions;
    while (m_buttons->count() > 1) { // all but the stretch
        QLayoutItem *item = m_buttons->takeAt(0);
        item->widget()->deleteLater();
        delete item;
    }
    for (const QueueAction action : actions) {
        auto *button = new QPushButton(glyphIcon(actionGlyph(action)), actionText(action), this);
        button->setAutoDefault(false);
        m_buttons->insertWidget(m_buttons->count() - 1, button);
        connect(button, &QPushButton::clicked, this, [this, action] { Q_EMIT acted(m_post.id, action); });
    }
}

void Details::setHistory(const QString &postId, const QVector<HistoryEntry> &entries)
{
    if (postId == m_post.id)
        m_timeline->setEntries(entries, m_post);
}

void Details::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closeWanted();
    else
        QWidget::keyPressEvent(event);
}

void Details::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(QRect(0, 0, width(), 1), tones::line(palette()));
}

} // namespace postreel
