#include "ui/window/queue/queue_pane.h"

#include "ui/stage_text.h"
#include "ui/window/parts/content_sized_scroll_area.h"
#include "ui/window/parts/flow_layout.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/parts/sizes.h"
#include "ui/window/queue/details.h"
#include "ui/window/queue/empty_state.h"
#include "ui/window/queue/group_buttons.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_view.h"
#include "ui/window/queue/row_layout.h"
#include "ui/window/queue/welcome_bar.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QSplitter>
#include <QToolButton>
#include <algorithm>

namespace postreel {

namespace {

bool isProcessing(const PostView &post)
{
    const UploadView *leading = leadingUpload(post);
    return leading && leading->state == UploadState::Processing && post.state != PostState::Posted;
}

// Takes the height that the others leave, and asks for no more than its minimum.
class ModestSplitter : public QSplitter
{
public:
    using QSplitter::QSplitter;
    QSize sizeHint() const override { return minimumSizeHint(); }
};

} // namespace

QueuePane::QueuePane(PictureCache &pictures, QWidget *parent)
    : QWidget(parent), m_model(new QueueModel(this)), m_filter(new QueueFilter(this)),
      m_title(new QLabel(tr("Queue"), this)), m_pauseAll(new QToolButton(this)), m_search(new QLineEdit(this)),
      m_groups(new GroupButtons(*m_model, this)), m_splitter(new ModestSplitter(Qt::Vertical, this)),
      m_view(new QueueView(pictures, this)), m_empty(new EmptyState(this)), m_welcome(new WelcomeBar(this)),
      m_pictures(pictures)
{
    m_filter->setSourceModel(m_model);
    m_view->setModel(m_filter);
    m_pauseAll->setAutoRaise(true);
    m_pauseAll->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_pauseAll->setFocusPolicy(Qt::StrongFocus);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search the queue"));
    QAction *search = m_search->addAction(glyphIcon(Glyph::Search), QLineEdit::LeadingPosition);
    search->setText(tr("Search")); // the accessible name of its button
    connect(search, &QAction::triggered, m_search, qOverload<>(&QLineEdit::setFocus));
    m_search->setClearButtonEnabled(true);
    if (auto *clear = m_search->findChild<QAction *>(QStringLiteral("_q_qlineeditclearaction")))
        clear->setText(tr("Clear the search")); // Qt does not name this button
    m_search->setMinimumWidth(10 * fontMetrics().averageCharWidth());
    m_tick.setInterval(1000);
    layOut();
    connectParts();
    connect(&pictures, &PictureCache::ready, m_view->viewport(), qOverload<>(&QWidget::update));
    setPaused(false);
    showList();
}

// Title, search and "Pause all", and the groups below; each wraps as needed.
QWidget *QueuePane::makeHead()
{
    QFont large = font();
    large.setPointSizeF(font().pointSizeF() * 1.3);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
    auto *first = new QWidget(this);
    auto *parts = new FlowLayout(first);
    parts->setContentsMargins(12, 10, 12, 0);
    parts->addWidget(m_title);
    parts->addStretch();
    parts->addWidget(m_search);
    parts->addWidget(m_pauseAll);
    first->setMaximumWidth(rowWidth(font()) + 2 * RowLayout::padding); // search and "Pause all" stay near the rows
    auto *leading = new QHBoxLayout;
    leading->addWidget(first, 1);
    leading->addStretch(0);
    auto *head = new QWidget(this);
    auto *lines = new QVBoxLayout(head);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(4);
    lines->addLayout(leading);
    lines->addWidget(m_groups);
    return head;
}

void QueuePane::layOut()
{
    // On top of the list rather than in its place: assistive technology always finds a list. A sibling of it, since a
    // list has only rows as accessible children.
    auto *list = new QWidget(m_splitter);
    auto *over = new QGridLayout(list);
    over->setContentsMargins(0, 0, 0, 0);
    over->addWidget(m_view, 0, 0);
    auto *page = new ContentSizedScrollArea(m_empty, 1, list); // only the list determines the minimum size of the pane
    page->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    over->addWidget(page, 0, 0);
    m_splitter->addWidget(list);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(4);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_head = new ContentSizedScrollArea(makeHead(), leastHead(), this);
    column->addWidget(m_head);
    column->addWidget(m_splitter, 1);
    // Below the list, so that no row moves when it comes or goes.
    column->addWidget(new ContentSizedScrollArea(m_welcome, fontMetrics().lineSpacing() * 3 / 2, this));
}

void QueuePane::connectParts()
{
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_filter->setSearch(words);
        showList();
    });
    connect(m_groups, &GroupButtons::chosen, this, [this](QueueGroup group) {
        m_filter->setGroup(group);
        showList();
    });
    connect(m_pauseAll, &QToolButton::clicked, this, [this] { Q_EMIT pauseAllRequested(!m_paused); });
    connect(m_view, &QueueView::actionTriggered, this, &QueuePane::actionTriggered);
    connect(m_view, &QueueView::actionTriggeredForAll, this, &QueuePane::actionTriggeredForAll);
    connect(m_view, &QueueView::detailsRequested, this, &QueuePane::showDetails);
    connect(m_view, &QueueView::shownUploadsChanged, this, &QueuePane::reportShownUploads);
    connect(m_view, &QueueView::clicked, this, [this](const QModelIndex &index) {
        // The press may have shown them already, by changing the current row.
        if (const QString postId = index.data(QueueModel::IdRole).toString(); !isShown(postId))
            showDetails(postId);
    });
    connect(m_view, &QueueView::currentPostChanged, this, [this](const QString &postId) {
        const bool shown = m_details && m_details->isVisible();
        if (shown || (m_view->hasFocus() && !m_detailsClosed))
            showDetails(postId);
    });
    connect(m_empty, &EmptyState::clicked, this, &QueuePane::sandboxRequested);
    connect(m_empty, &EmptyState::secondClicked, this, &QueuePane::connectRequested);
    connect(m_welcome, &WelcomeBar::sandboxRequested, this, &QueuePane::sandboxRequested);
    connect(m_welcome, &WelcomeBar::connectRequested, this, &QueuePane::connectRequested);
    connect(m_model, &QueueModel::dataChanged, this, &QueuePane::changed);
    connect(m_filter, &QueueFilter::rowsInserted, this, &QueuePane::showList);
    connect(m_filter, &QueueFilter::rowsRemoved, this, &QueuePane::showList);
    connect(m_model, &QueueModel::rowsRemoved, this, &QueuePane::showList); // by then the filter has removed it too
    connect(&m_tick, &QTimer::timeout, this, &QueuePane::tick);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_detailsHeight = -1; });
}

void QueuePane::changed(const QModelIndex &first, const QModelIndex &last)
{
    for (int row = first.row(); row <= last.row(); ++row) {
        const PostView &post = m_model->postAt(row);
        if (isProcessing(post) && !m_tick.isActive())
            m_tick.start();
        if (isShown(post.id)) {
            m_details->setPost(post);
            reportShownUploads(); // its files may have changed
        }
    }
}

bool QueuePane::isShown(const QString &postId) const
{
    return m_details && m_details->isVisible() && m_details->postId() == postId;
}

void QueuePane::tick()
{
    bool any = false;
    for (int row = 0; row < m_model->rowCount() && !any; ++row)
        any = isProcessing(m_model->postAt(row));
    if (!any)
        m_tick.stop();
    m_view->viewport()->update();
}

void QueuePane::showList()
{
    const bool none = m_model->rowCount() == 0;
    m_empty->setVisible(m_filter->rowCount() == 0);
    m_welcome->setVisible(m_offer && !none);
    m_search->setVisible(!none);
    m_groups->setVisible(!none);
    m_pauseAll->setEnabled(!none || m_paused);
    if (none && m_offer)
        m_empty->setWords(Glyph::Film, tr("Try it first, without an account"),
                          tr("The sandbox is a copy of X inside this program: everything works, and nothing "
                             "leaves this computer."),
                          tr("Try it in the sandbox"), tr("Connect X…"),
                          tr("Posting to X itself takes an X developer account with some credit: a Post "
                             "costs $0.015, one with a link $0.20."));
    else if (none)
        m_empty->setWords(
            Glyph::Film, tr("Nothing here yet"),
            tr("Drop a video anywhere on this window. It starts to upload while you write your Post."), {});
    else
        m_empty->setWords(Glyph::Search, tr("No Posts here"), tr("Nothing matches this filter and search."), {});
}

void QueuePane::setPaused(bool all)
{
    m_paused = all;
    const QString text = all ? tr("Resume all") : tr("Pause all");
    if (m_pauseAll->text() != text) { // called for every status; setting a name notifies of a change even if it is the same
        m_pauseAll->setText(text);
        m_pauseAll->setAccessibleName(text);
        setGlyph(m_pauseAll, all ? Glyph::Play : Glyph::Pause);
    }
    m_pauseAll->setEnabled(all || m_model->rowCount() > 0); // a pause outlives the last Post
}

void QueuePane::setOffer(bool offer)
{
    m_offer = offer;
    showList();
}

QModelIndex QueuePane::rowOf(const QString &postId) const
{
    const int row = m_model->rowOf(postId);
    return row < 0 ? QModelIndex() : m_filter->mapFromSource(m_model->index(row));
}

void QueuePane::setHistory(const QString &postId, const QVector<HistoryEntry> &entries)
{
    if (m_details)
        m_details->setHistory(postId, entries);
}

void QueuePane::setShowsMore(bool more)
{
    m_more = more;
    if (m_details)
        m_details->setShowsMore(more);
}

QStringList QueuePane::shownUploads() const
{
    return m_view->shownUploads() +
           (m_details && m_details->isVisible() ? m_details->shownUploads() : QStringList());
}

void QueuePane::reportShownUploads()
{
    const QStringList shown = shownUploads();
    if (std::exchange(m_shownUploads, shown) != shown)
        Q_EMIT shownUploadsChanged();
}

void QueuePane::focusList()
{
    if (!m_view->currentIndex().isValid())
        m_view->setCurrentIndex(m_filter->index(0, 0));
    if (m_empty->isVisible() && m_empty->hasButton())
        m_empty->focusButton();
    else
        m_view->setFocus(Qt::ShortcutFocusReason);
}

// Title and glyph are hidden where there is not room for them.
void QueuePane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    constexpr int charactersWithTitle = 48; // with less, the title would take a line of its own
    m_title->setVisible(width() >= charactersWithTitle * fontMetrics().averageCharWidth());
    constexpr int linesWithGlyph = 16;
    m_empty->setGlyphShown(height() >= linesWithGlyph * fontMetrics().lineSpacing());
    makeRoomForDetails();
    // Queued: the splitter has its height only then.
    QMetaObject::invokeMethod(
        this,
        [this] {
            fitDetails();
            keepInSight();
        },
        Qt::QueuedConnection);
}

int QueuePane::leastHead() const
{
    return 2 * fontMetrics().lineSpacing();
}

// However the head wraps, only its minimum height counts, as it can be scrolled.
QSize QueuePane::minimumSizeHint() const
{
    const QSize whole = QWidget::minimumSizeHint();
    const int head = m_head->isHidden() ? 0 : m_head->minimumSizeHint().height();
    return {whole.width(), whole.height() - qMax(0, head - leastHead())};
}

void QueuePane::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
}

} // namespace postreel
