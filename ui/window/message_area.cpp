#include "ui/window/message_area.h"

#include "ui/error_text.h"
#include "ui/window/flow_layout.h"
#include "ui/window/paragraph.h"
#include "ui/window/second_press.h"
#include "ui/window/sizes.h"
#include "ui/window/spoken_role.h"
#include "ui/window/tones.h"
#include "ui/window/tooltips.h"

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

MessageBar::MessageBar(Mood mood, const QString &text, QWidget *parent)
    : QFrame(parent), m_mood(mood), m_label(new QLabel(this)), m_words(new FlowLayout(nullptr, gap)), m_buttons(new FlowLayout(nullptr, gap))
{
    setSpokenRole(this, QAccessible::Notification);
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
        return; // nothing to tell
    m_text = text;
    showParagraph(*m_label, text);
    const int oneLine = m_label->fontMetrics().horizontalAdvance(text.section(u'\n', 0, 0)) + 1;
    m_words->setWish(m_label, qMin(oneLine, charactersBesideButtons * m_label->fontMetrics().averageCharWidth()));
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
    const QColor color = moodColor(m_mood, palette());
    painter.setPen(QPen(tones::mixed(color, palette().color(QPalette::Window), 0.45), 1));
    painter.setBrush(tones::mixed(color, palette().color(QPalette::Window), 0.10));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const int side = glyphSide(font());
    const int middle = m_label->mapTo(this, m_label->rect().topLeft()).y() + m_label->fontMetrics().height() / 2;
    const QRect icon(10, m_label->height() < 2 * side ? (height() - side) / 2 : middle - side / 2, side, side);
    const bool calm = m_mood == Mood::Quiet || m_mood == Mood::Active;
    paintGlyph(painter,
               calm                   ? Glyph::Info
               : m_mood == Mood::Good ? Glyph::Check
                                      : Glyph::Warning,
               QStyle::visualRect(layoutDirection(), rect(), icon), color);
}

MessageArea::MessageArea(QWidget *parent) : QWidget(parent)
{
    SecondPress::watch(); // where one was dismissed, another one may stand
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    hide();
}

MessageBar *MessageArea::tell(Mood mood, const QString &text)
{
    // Above those that stand, as the area grows upward; where one gives way to it, in the place of that one.
    int place = 0;
    const auto replace = [this, &place](MessageBar *bar) {
        place = layout()->indexOf(bar);
        bar->dismiss();
        layout()->removeWidget(bar);
    };
    // The same words twice say no more than once.
    for (MessageBar *bar : bars())
        if (!text.isEmpty() && bar->text() == text)
            replace(bar);
    while (m_bars.size() >= mostBars)
        replace(m_bars.first());
    auto *bar = new MessageBar(mood, text, this);
    m_bars << bar;
    static_cast<QBoxLayout *>(layout())->insertWidget(place, bar);
    setTabOrder(this, bar); // its place is where it is seen, not at the end of the window
    connect(bar, &MessageBar::dismissed, this, [this, bar] {
        m_bars.removeOne(bar);
        bar->deleteLater();
        setVisible(!m_bars.isEmpty());
    });
    show();
    bar->show(); // by which it is spoken
    QAccessibleEvent alert(bar, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    return bar;
}

MessageBar *MessageArea::tellError(Mood mood, const Error &error, const QString &file)
{
    return tellErrorIn(mood, sentence(error, file), error);
}

MessageBar *MessageArea::tellErrorIn(Mood mood, const QString &text, const Error &error)
{
    MessageBar *bar = tell(mood, text);
    if (nextStepOf(error, Standing::NotDone) == NextStep::AddMedia)
        offerToAdd(*bar);
    return bar;
}

void MessageArea::offerToAdd(MessageBar &bar)
{
    bar.addAction(tr("Add media…"), this, [this] { Q_EMIT addMediaWanted(); });
}

MessageBar *MessageArea::tellBriefly(Mood mood, const QString &text)
{
    constexpr int briefMs = 8000;
    MessageBar *bar = tell(mood, text);
    QTimer::singleShot(briefMs, bar, &MessageBar::dismiss);
    return bar;
}

MessageBar *MessageArea::tellAll(Mood mood, const QStringList &sentences)
{
    if (sentences.isEmpty())
        return nullptr;
    QStringList shown = sentences.mid(0, mostSentences);
    const auto more = static_cast<int>(sentences.size() - shown.size());
    if (more > 0)
        shown << tr("…and %n more file(s).", nullptr, more);
    return tell(mood, shown.join(u'\n'));
}

QVector<MessageBar *> MessageArea::bars() const
{
    return m_bars;
}

} // namespace postreel
