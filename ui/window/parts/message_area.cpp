#include "ui/window/parts/message_area.h"

#include "ui/error_text.h"
#include "ui/window/parts/accessible_role.h"
#include "ui/window/parts/double_click_guard.h"
#include "ui/window/parts/flow_layout.h"
#include "ui/window/parts/paragraph.h"
#include "ui/window/parts/sizes.h"
#include "ui/window/parts/theme_colors.h"
#include "ui/window/parts/tooltips.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QTimer>
#include <QToolButton>

namespace postreel {

namespace {
constexpr int mostBars = 4;
constexpr int mostSentences = 5;
constexpr int charactersBesideButtons = 20;
constexpr int gap = 8;
} // namespace

MessageBar::MessageBar(Severity severity, const QString &text, QWidget *parent)
    : QFrame(parent), m_severity(severity), m_label(new QLabel(this)), m_words(new FlowLayout(nullptr, gap)), m_buttons(new FlowLayout(nullptr, gap))
{
    setAccessibleRole(this, QAccessible::Notification);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_label->setFocusPolicy(Qt::NoFocus);
    auto *close = new QToolButton(this);
    setSmallGlyph(close, Glyph::Cross);
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::StrongFocus);
    close->setToolTip(withKey(tr("Dismiss"), QKeySequence(Qt::Key_Escape)));
    close->setAccessibleName(tr("Dismiss"));
    connect(close, &QToolButton::clicked, this, &MessageBar::dismiss);
    m_words->addFiller(m_label, 0);
    m_words->addLayout(m_buttons);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 6, 6, 6);
    layout->setSpacing(gap);
    layout->addSpacing(glyphSide(font()) + gap);
    layout->addLayout(m_words, 1);
    layout->addWidget(close, 0, Qt::AlignTop);
    setTabOrder(this, close);
    setText(text);
}

void MessageBar::setText(const QString &text)
{
    if (text == m_text)
        return; // nothing to announce
    m_text = text;
    showParagraph(*m_label, text);
    const int oneLine = m_label->fontMetrics().horizontalAdvance(text.section(u'\n', 0, 0)) + 1;
    m_words->setPreferredWidth(m_label, qMin(oneLine, charactersBesideButtons * m_label->fontMetrics().averageCharWidth()));
    setAccessibleName(text);
}

void MessageBar::addAction(const QString &text, QObject *context, std::function<void()> action)
{
    auto *button = new QPushButton(text, this);
    button->setAccessibleName(text);
    button->setAutoDefault(false);
    m_buttons->addWidget(button);
    setTabOrder(this, button);
    connect(button, &QPushButton::clicked, context, std::move(action));
    connect(button, &QPushButton::clicked, this, &MessageBar::dismiss);
}

void MessageBar::dismiss()
{
    hide();
    Q_EMIT dismissed();
}

void MessageBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

void MessageBar::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = severityColor(m_severity, palette());
    painter.setPen(QPen(theme::mixed(color, palette().color(QPalette::Window), 0.45), 1));
    painter.setBrush(theme::mixed(color, palette().color(QPalette::Window), 0.10));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const int side = glyphSide(font());
    const int middle = m_label->mapTo(this, m_label->rect().topLeft()).y() + m_label->fontMetrics().height() / 2;
    const QRect icon(10, m_label->height() < 2 * side ? (height() - side) / 2 : middle - side / 2, side, side);
    const bool calm = m_severity == Severity::Quiet || m_severity == Severity::Active;
    paintGlyph(painter,
               calm                   ? Glyph::Info
               : m_severity == Severity::Good ? Glyph::Check
                                      : Glyph::Warning,
               QStyle::visualRect(layoutDirection(), rect(), icon), color);
}

MessageArea::MessageArea(QWidget *parent) : QWidget(parent)
{
    DoubleClickGuard::watch(); // another bar may appear where one was dismissed
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    hide();
}

MessageBar *MessageArea::addMessage(Severity severity, const QString &text)
{
    // At the top, as the area grows upwards; a bar that replaces another takes its place.
    int place = 0;
    const auto replace = [this, &place](MessageBar *bar) {
        place = layout()->indexOf(bar);
        bar->dismiss();
        layout()->removeWidget(bar);
    };
    // The same text is shown only once.
    for (MessageBar *bar : bars())
        if (!text.isEmpty() && bar->text() == text)
            replace(bar);
    while (m_bars.size() >= mostBars)
        replace(m_bars.first());
    auto *bar = new MessageBar(severity, text, this);
    m_bars << bar;
    static_cast<QBoxLayout *>(layout())->insertWidget(place, bar);
    setTabOrder(this, bar); // tab order by position, not at the end of the window
    connect(bar, &MessageBar::dismissed, this, [this, bar] {
        m_bars.removeOne(bar);
        bar->deleteLater();
        setVisible(!m_bars.isEmpty());
    });
    show();
    bar->show(); // showing it announces it
    QAccessibleEvent alert(bar, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    return bar;
}

MessageBar *MessageArea::addError(Severity severity, const Error &error, const QString &file)
{
    return addErrorIn(severity, sentence(error, file), error);
}

MessageBar *MessageArea::addErrorIn(Severity severity, const QString &text, const Error &error)
{
    MessageBar *bar = addMessage(severity, text);
    if (nextStepOf(error, ErrorSituation::NotDone) == NextStep::AddMedia)
        offerToAdd(*bar);
    return bar;
}

void MessageArea::offerToAdd(MessageBar &bar)
{
    bar.addAction(tr("Add media…"), this, [this] { Q_EMIT addMediaRequested(); });
}

MessageBar *MessageArea::addBriefMessage(Severity severity, const QString &text)
{
    constexpr int briefMs = 8000;
    MessageBar *bar = addMessage(severity, text);
    QTimer::singleShot(briefMs, bar, &MessageBar::dismiss);
    return bar;
}

MessageBar *MessageArea::addMessages(Severity severity, const QStringList &sentences)
{
    if (sentences.isEmpty())
        return nullptr;
    QStringList shown = sentences.mid(0, mostSentences);
    const auto more = static_cast<int>(sentences.size() - shown.size());
    if (more > 0)
        shown << tr("…and %n more file(s).", nullptr, more);
    return addMessage(severity, shown.join(u'\n'));
}

QVector<MessageBar *> MessageArea::bars() const
{
    return m_bars;
}

} // namespace postreel
