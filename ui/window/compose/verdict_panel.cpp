#include "ui/window/compose/verdict_panel.h"

#include "ui/window/compose/decision_buttons.h"
#include "ui/window/compose/subtitle_language.h"
#include "ui/window/compose/subtitle_row.h"
#include "ui/window/parts/disclosure.h"
#include "ui/window/parts/paragraph.h"
#include "ui/window/parts/theme_colors.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace postreel {

// One glyph, as high as a line of text.
class GlyphLabel : public QWidget
{
public:
    explicit GlyphLabel(QWidget *parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); }

    void setLook(Glyph glyph, const QColor &color)
    {
        m_glyph = glyph;
        m_color = color;
        update();
    }
    QSize sizeHint() const override { return {fontMetrics().height(), fontMetrics().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        Q_UNUSED(event)
        QPainter painter(this);
        paintGlyph(painter, m_glyph, QRectF(rect()).adjusted(1, 1, -1, -1), m_color);
    }

private:
    Glyph m_glyph = Glyph::Check;
    QColor m_color;
};

// Lines with a dot before each, so that a wrapped line is recognised as one.
class ReasonList : public QWidget
{
public:
    explicit ReasonList(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this))
    {
        m_column->setContentsMargins(0, 0, 0, 0);
        m_column->setSpacing(4);
    }

    void setLines(const QStringList &lines)
    {
        while (m_lines.size() > lines.size())
            delete m_lines.takeLast();
        while (m_lines.size() < lines.size()) {
            auto *line = new QLabel(this);
            line->setTextFormat(Qt::PlainText);
            line->setWordWrap(true);
            line->setIndent(0);
            // Room for the dot, on the side where the line begins.
            const int room = fontMetrics().height();
            line->setContentsMargins(isRightToLeft() ? QMargins(0, 0, room, 0) : QMargins(room, 0, 0, 0));
            m_column->addWidget(line);
            m_lines << line;
        }
        for (qsizetype i = 0; i < lines.size(); ++i)
            showParagraph(*m_lines.at(i), lines.at(i));
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        Q_UNUSED(event)
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme::quiet(palette()));
        const qreal high = fontMetrics().height();
        for (const QLabel *line : std::as_const(m_lines)) {
            const qreal middle = isRightToLeft() ? line->geometry().right() - high / 2 : line->x() + high / 2;
            painter.drawEllipse(QPointF(middle, line->y() + high / 2), high / 9, high / 9);
        }
    }

private:
    QVBoxLayout *m_column;
    QVector<QLabel *> m_lines;
};

VerdictPanel::VerdictPanel(QWidget *parent)
    : QWidget(parent), m_icon(new GlyphLabel(this)), m_headline(new QLabel(this)), m_notes(new QLabel(this)),
      m_decide(new DecisionButtons(this)), m_ofTracks(new QVBoxLayout), m_reasons(new ReasonList(this)), m_why(new Disclosure(tr("Why"), m_reasons, this))
{
    for (QLabel *label : {m_headline, m_notes}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    auto *head = new QHBoxLayout;
    head->setSpacing(6);
    head->addWidget(m_icon, 0, Qt::AlignTop);
    head->addWidget(m_headline, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(m_notes);
    column->addWidget(m_decide);
    column->addLayout(m_ofTracks);
    column->addWidget(m_why, 0, Qt::AlignLeft);
    column->addWidget(m_reasons);
}

void VerdictPanel::setVerdict(const MediaVerdict &verdict, const UploadView &media, const QString &name)
{
    m_verdict = verdict;
    showParagraph(*m_headline, verdict.headline);
    showParagraph(*m_notes, verdict.notes.join(u'\n'));
    m_icon->setVisible(!verdict.headline.isEmpty() && verdict.glyph.has_value());
    m_headline->setVisible(!verdict.headline.isEmpty());
    m_notes->setVisible(!verdict.notes.isEmpty());
    m_reasons->setLines(verdict.reasons);
    m_why->setVisible(!verdict.reasons.isEmpty());
    m_reasons->setVisible(!verdict.reasons.isEmpty() && m_why->isChecked());
    //: %1 is a file name; why X would refuse it
    m_why->setAccessibleName(tr("Why: %1").arg(name));
    m_decide->setView(media, name);
    paintWords();
}

void VerdictPanel::setTracks(const QVector<UploadView> &tracks)
{
    QMap<QString, DecisionButtons *> before = std::exchange(m_trackDecisions, {});
    for (const UploadView &track : tracks) {
        if (trackErrorText(track).isEmpty())
            continue;
        DecisionButtons *known = before.take(track.id);
        m_trackDecisions.insert(track.id, known ? known : decisionsOf(track.id));
        m_trackDecisions.value(track.id)->setView(track, languageName(track.language));
    }
    qDeleteAll(before);
}

DecisionButtons *VerdictPanel::decisionsOf(const QString &trackId)
{
    auto *decide = new DecisionButtons(this);
    m_ofTracks->addWidget(decide);
    connect(decide, &DecisionButtons::fixRequested, this, [this, trackId] { Q_EMIT fixRequested(trackId); });
    connect(decide, &DecisionButtons::stopRequested, this, [this, trackId] { Q_EMIT stopFixingRequested(trackId); });
    connect(decide, &DecisionButtons::sendAnywayRequested, this, [this, trackId] { Q_EMIT sendAnywayRequested(trackId); });
    connect(decide, &DecisionButtons::retryRequested, this, [this, trackId] { Q_EMIT retryRequested(trackId); });
    return decide;
}

void VerdictPanel::paintWords()
{
    const QColor color = severityColor(m_verdict.severity, palette());
    m_icon->setLook(m_verdict.glyph.value_or(Glyph::Info), color);
    QPalette tinted = m_headline->palette();
    tinted.setColor(QPalette::WindowText, color);
    m_headline->setPalette(tinted);
}

QWidget *VerdictPanel::orderAfter(QWidget *previous)
{
    QWidget *last = m_decide->orderAfter(previous);
    for (DecisionButtons *decide : std::as_const(m_trackDecisions))
        last = decide->orderAfter(last);
    setTabOrder(last, m_why);
    return m_why;
}

void VerdictPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintWords();
}

} // namespace postreel
