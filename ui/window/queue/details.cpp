#include "ui/window/queue/details.h"

#include "ui/next_text.h"
#include "ui/window/parts/disclosure.h"
#include "ui/window/parts/double_click_guard.h"
#include "ui/window/parts/elided_label.h"
#include "ui/window/parts/flow_layout.h"
#include "ui/window/parts/paragraph.h"
#include "ui/window/parts/post_error_text.h"
#include "ui/window/parts/row_facts.h"
#include "ui/window/parts/secondary_text_color.h"
#include "ui/window/parts/sizes.h"
#include "ui/window/parts/theme_colors.h"
#include "ui/window/parts/tooltips.h"
#include "ui/window/queue/file_list.h"
#include "ui/window/queue/segment_table.h"
#include "ui/window/queue/timeline_table.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <optional>

namespace postreel {

namespace {

constexpr int rowsOfMore = 8; // visible rows of a table; the rest scrolls
constexpr int leastLines = 2; // minimum below the title: as high as a button

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

Details::Details(PictureCache &pictures, QWidget *parent)
    : QWidget(parent), m_head(new QHBoxLayout), m_title(new ElidedLabel(this)),
      m_scroll(new QScrollArea(this)), m_inside(new QWidget), m_files(new FileList(pictures, m_inside)),
      m_facts(new QGridLayout), m_account(addFact(tr("Account"))), m_now(addFact(tr("Now"))),
      m_next(addFact(tr("Next"))), m_trouble(plainLabel(m_inside)), m_link(plainLabel(m_inside)),
      m_buttons(new FlowLayout), m_tabs(new QTabWidget(m_inside)), m_segments(new SegmentTable(this)),
      m_timeline(new TimelineTable(this)), m_segmentView(makeTable(m_segments, tr("Segments")))
{
    DoubleClickGuard::watch();
    setAccessibleName(tr("Details"));
    makeMore();
    layOut();
}

void Details::layOutHead()
{
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    m_title->setFont(strong);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto *close = new QToolButton(this);
    setSmallGlyph(close, Glyph::Cross);
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::StrongFocus);
    close->setToolTip(withKey(tr("Close details"), QKeySequence(Qt::Key_Escape)));
    close->setAccessibleName(tr("Close details"));
    connect(close, &QToolButton::clicked, this, &Details::closeRequested);
    m_head->setContentsMargins(16, 8, 16, 4);
    m_head->addWidget(m_title, 1);
    m_head->addWidget(close);
}

void Details::layOut()
{
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 1, 0, 0); // room for the line at the top
    whole->setSpacing(0);
    layOutHead();
    whole->addLayout(m_head);
    whole->addWidget(m_scroll, 1);
    m_facts->setContentsMargins(0, 0, 0, 0);
    m_facts->setHorizontalSpacing(12);
    m_facts->setVerticalSpacing(4);
    m_facts->setColumnStretch(1, 1);
    auto *column = new QVBoxLayout(m_inside);
    column->setContentsMargins(16, 0, 16, 10);
    column->setSpacing(8);
    column->addWidget(m_files);
    column->addLayout(m_facts);
    column->addWidget(m_trouble);
    column->addWidget(m_link);
    column->addLayout(m_buttons);
    column->addWidget(m_more, 0, Qt::AlignLeading);
    column->addWidget(m_tabs);
    column->addStretch(1);
    for (QWidget *part : std::initializer_list<QWidget *>{m_files, m_trouble, m_link})
        part->setMaximumWidth(readableWidth(font()));
    m_tabs->setMaximumWidth(rowWidth(font()));
    m_link->setAccessibleName(tr("Link"));
    m_scroll->setAccessibleName(tr("Details"));
    m_scroll->setMinimumHeight(fontMetrics().lineSpacing());
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(m_inside);
    m_scroll->setFocusPolicy(Qt::NoFocus); // its content takes the focus, and it scrolls to it
    m_scroll->viewport()->setAutoFillBackground(false);
    m_inside->setAutoFillBackground(false);
}

void Details::makeMore()
{
    m_segmentView->horizontalHeader()->setSectionResizeMode(SegmentTable::State, QHeaderView::Stretch);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_segmentView, tr("Segments"));
    QTableView *timeline = makeTable(m_timeline, tr("Timeline"));
    timeline->horizontalHeader()->setStretchLastSection(true);
    m_tabs->addTab(timeline, tr("Timeline"));
    m_tabs->setAccessibleName(tr("More"));
    m_tabs->tabBar()->setAccessibleName(tr("More"));
    m_tabs->setFixedHeight((fontMetrics().height() + 8) *
                           (rowsOfMore + 2)); // plus the tabs and the table header
    m_more = new Disclosure(tr("&More"), m_tabs, m_inside);
    connect(m_more, &Disclosure::toggled, this, &Details::moreShown);
}

Details::Fact Details::addFact(const QString &name)
{
    const Fact fact{new QLabel(name, m_inside), plainLabel(m_inside)};
    new SecondaryTextColor(fact.name);
    const int row = m_facts->rowCount();
    fact.value->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    m_facts->addWidget(fact.name, row, 0, Qt::AlignTop);
    m_facts->addWidget(fact.value, row, 1);
    return fact;
}

void Details::setFact(const Fact &fact, const QString &value)
{
    fact.name->setVisible(!value.isEmpty());
    fact.value->setVisible(!value.isEmpty());
    showParagraph(*fact.value, value);
    //: %1 is "Account", "Now" or "Next", %2 what is told of it
    fact.value->setAccessibleName(tr("%1: %2").arg(fact.name->text(), value));
}

QTableView *Details::makeTable(QAbstractItemModel *model, const QString &name)
{
    auto *table = new QTableView(m_inside);
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
    if (other) {
        setHistory(post.id, {});
        m_scroll->verticalScrollBar()->setValue(0);
    }
    m_title->setText(titleOf(post));
    m_files->setUploads(post.uploads);
    const bool open = post.account.isEmpty() && post.state != PostState::Posted;
    setFact(m_account, open ? tr("Not chosen yet") : accountTextOf(post));
    setFact(m_now, nowText(post));
    setFact(m_next, nextText(post));
    const QString trouble = errorTextsOf(post, QDateTime::currentMSecsSinceEpoch()).join(u'\n');
    m_trouble->setVisible(!trouble.isEmpty());
    showParagraph(*m_trouble, trouble);
    m_link->setVisible(post.url.isValid() && !post.url.isEmpty());
    m_link->setText(post.url.toDisplayString());
    m_segments->setUploads(post.uploads);
    m_segmentView->setColumnHidden(SegmentTable::File, post.uploads.size() < 2);
    showActions();
    const QString shape = shapeOf(post);
    if (shape != m_shape) {
        m_shape = shape;
        Q_EMIT historyRequested(post.id);
    }
}

// The focused button keeps the focus; if its action is gone, the first button gets it.
void Details::showActions()
{
    const QVector<PostAction> actions = actionsOf(m_post);
    if (actions == m_actions)
        return;
    std::optional<PostAction> focused;
    for (int i = 0; i < m_buttons->count(); ++i)
        if (m_buttons->itemAt(i)->widget()->hasFocus())
            focused = m_actions.at(i);
    m_actions = actions;
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        item->widget()->hide(); // at once: deleteLater() is too late
        item->widget()->deleteLater();
        delete item;
    }
    QWidget *before = m_link;
    for (const PostAction action : actions) {
        QPushButton *button = makeButton(action);
        m_buttons->addWidget(button);
        button->show(); // a hidden button cannot take the focus
        setTabOrder(before, button);
        before = button;
        if (focused && (action == *focused || (action == actions.first() && !actions.contains(*focused))))
            button->setFocus();
    }
}

QPushButton *Details::makeButton(PostAction action)
{
    auto *button = new QPushButton(actionText(action), m_inside);
    setGlyph(button, actionGlyph(action));
    button->setAutoDefault(false);
    button->setAccessibleName(button->text());
    if (const QString key = actionKey(action); !key.isEmpty())
        button->setToolTip(withKey(button->text(), key));
    connect(button, &QPushButton::clicked, this, [this, action] { Q_EMIT actionTriggered(m_post.id, action); });
    return button;
}

void Details::setHistory(const QString &postId, const QVector<HistoryEntry> &entries)
{
    if (postId == m_post.id)
        m_timeline->setEntries(entries, m_post);
}

QStringList Details::shownUploads() const
{
    QStringList shown;
    for (const UploadView &upload : m_post.uploads)
        shown << upload.id;
    return shown;
}

void Details::setShowsMore(bool more)
{
    m_more->setOpen(more);
}

int Details::wholeHeightFor(int width) const
{
    return m_head->sizeHint().height() + m_inside->heightForWidth(width) + layout()->contentsMargins().top();
}

int Details::leastHeightFor(int width) const
{
    return std::min(wholeHeightFor(width),
                    m_head->sizeHint().height() + leastLines * fontMetrics().lineSpacing());
}

void Details::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closeRequested();
    else
        QWidget::keyPressEvent(event);
}

void Details::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(QRect(0, 0, width(), 1), theme::line(palette()));
}

} // namespace postreel
