#include "ui/window/compose/media_card.h"

#include "ui/line_parts.h"
#include "ui/media_mix.h"
#include "ui/quantities.h"
#include "ui/shown_words.h"
#include "ui/stage_text.h"
#include "ui/window/compose/card_layout.h"
#include "ui/window/compose/decision_buttons.h"
#include "ui/window/compose/media_card_accessible.h"
#include "ui/window/compose/media_picture.h"
#include "ui/window/compose/media_verdict.h"
#include "ui/window/compose/verdict_panel.h"
#include "ui/window/parts/elided_label.h"
#include "ui/window/parts/post_actions.h"
#include "ui/window/parts/secondary_text_color.h"
#include "ui/window/parts/theme_colors.h"

#include <QActionGroup>
#include <QDateTime>
#include <QMenu>
#include <QPainter>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace postreel {

namespace {

constexpr int minuteMs = 60'000;

} // namespace

MediaCard::MediaCard(PictureCache &pictures, QWidget *parent)
    : QFrame(parent), m_picture(new MediaPicture(pictures, this)), m_name(new ElidedLabel(this)),
      m_facts(new ElidedLabel(this)), m_verdict(new VerdictPanel(this)), m_more(new QToolButton(this)),
      m_menu(makeMenu()), m_minute(new QTimer(this))
{
    MediaCardAccessible::install();
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    m_name->setFont(strong);
    m_name->setElideMode(Qt::ElideMiddle);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    new SecondaryTextColor(m_facts);
    setGlyph(m_more, Glyph::Dots);
    m_more->setAutoRaise(true);
    m_more->setFocusPolicy(Qt::StrongFocus);
    // Not setMenu(): the styles would paint an arrow over the dots.
    connect(m_more, &QToolButton::clicked, m_menu,
            [this] { m_menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    layOut();
    connectDecisions();
}

void MediaCard::layOut()
{
    auto *words = new QVBoxLayout;
    words->setSpacing(3);
    words->addWidget(m_name);
    words->addWidget(m_facts);
    words->addWidget(m_verdict);
    words->addStretch(1);
    m_layout = new CardLayout(this, m_picture, words, m_more);
    m_layout->setContentsMargins(8, 8, 8, 8);
    setPictureRoom(0, 0);
}

void MediaCard::setPictureRoom(int beside, int above)
{
    constexpr int leastLines = 4;
    const int least = leastLines * fontMetrics().lineSpacing();
    m_layout->setPictureRoom(qMax(beside, least), qMax(above, least));
}

void MediaCard::connectDecisions()
{
    m_minute->setInterval(minuteMs);
    connect(m_minute, &QTimer::timeout, this, [this] {
        if (isVisible())
            setView(m_view);
    });
    connect(m_verdict, &VerdictPanel::fixRequested, this, &MediaCard::fixRequested);
    connect(m_verdict, &VerdictPanel::sendAnywayRequested, this, &MediaCard::sendAnywayRequested);
    connect(m_verdict, &VerdictPanel::stopFixingRequested, this, &MediaCard::stopFixingRequested);
    connect(m_verdict, &VerdictPanel::retryRequested, this, &MediaCard::retryRequested);
    DecisionButtons *decide = &m_verdict->decisions();
    connect(decide, &DecisionButtons::fixRequested, this, [this] { Q_EMIT fixRequested(m_view.id); });
    connect(decide, &DecisionButtons::sendAnywayRequested, this, [this] { Q_EMIT sendAnywayRequested(m_view.id); });
    connect(decide, &DecisionButtons::stopRequested, this, [this] { Q_EMIT stopFixingRequested(m_view.id); });
    connect(decide, &DecisionButtons::retryRequested, this, [this] { Q_EMIT retryRequested(m_view.id); });
}

QMenu *MediaCard::makeMenu()
{
    auto *menu = new QMenu(this);
    menu->addAction(glyphIcon(Glyph::Pencil), tr("Alt text…"), this,
                    [this] { Q_EMIT altTextRequested(m_view.id); });
    QAction *trim = menu->addAction(glyphIcon(Glyph::Scissors), tr("Trim and cover…"), this,
                                    [this] { Q_EMIT trimRequested(m_view.id); });
    connect(menu, &QMenu::aboutToShow, trim, [this, trim] {
        trim->setVisible(m_view.facts.mediaType.startsWith(QLatin1String("video/")));
    });
    addSoundMenu(menu);
    addTextActions(menu);
    menu->addSeparator();
    QAction *fix = menu->addAction(glyphIcon(actionGlyph(PostAction::Fix)), actionText(PostAction::Fix), this,
                                   [this] { Q_EMIT fixRequested(m_view.id); });
    QAction *outBy =
        menu->addAction(glyphIcon(Glyph::Clock), tr("Post no later than…"), this, [this] { Q_EMIT deadlineRequested(m_view.id); });
    QAction *anyway = menu->addAction(glyphIcon(actionGlyph(PostAction::SendAnyway)), actionText(PostAction::SendAnyway),
                                      this, [this] { Q_EMIT sendAnywayRequested(m_view.id); });
    menu->addAction(glyphIcon(Glyph::Trash), tr("Remove"), this, [this] { Q_EMIT removeRequested(m_view.id); });
    connect(menu, &QMenu::aboutToShow, anyway, [this, fix, outBy, anyway] {
        fix->setVisible(canBeFixed(m_view));
        outBy->setVisible(deadlineMatters(m_view));
        anyway->setVisible(m_view.state == UploadState::NeedsFix);
    });
    return menu;
}

// X plays only one sound track.
void MediaCard::addSoundMenu(QMenu *menu)
{
    QMenu *sounds = menu->addMenu(tr("Sound track"));
    connect(menu, &QMenu::aboutToShow, sounds, [this, sounds] {
        sounds->menuAction()->setVisible(m_view.facts.sounds.size() > 1);
        fillSoundMenu(sounds);
    });
}

void MediaCard::fillSoundMenu(QMenu *sounds)
{
    sounds->clear();
    auto *one = new QActionGroup(sounds);
    for (const SoundTrack &track : std::as_const(m_view.facts.sounds)) {
        QAction *action = sounds->addAction(QString(track.name).replace(u'&', QLatin1String("&&")));
        action->setCheckable(true);
        action->setChecked(track.stream == m_view.facts.sound);
        one->addAction(action);
        connect(action, &QAction::triggered, this, [this, stream = track.stream] { Q_EMIT soundRequested(m_view.id, stream); });
    }
}

// Which of several sound tracks is kept.
QString MediaCard::soundWords() const
{
    for (const SoundTrack &track : m_view.facts.sounds)
        if (track.stream == m_view.facts.sound)
            //: %1 is a sound track, such as "English, stereo"
            return tr("sound: %1").arg(track.name);
    return {};
}

// Texts that X shows with a video.
void MediaCard::addTextActions(QMenu *menu)
{
    QAction *subtitles =
        menu->addAction(glyphIcon(Glyph::Pencil), tr("Subtitles…"), this, [this] { Q_EMIT subtitlesRequested(m_view.id); });
    QAction *title = menu->addAction(glyphIcon(Glyph::Pencil), tr("Title and description…"), this,
                                     [this] { Q_EMIT titleRequested(m_view.id); });
    connect(menu, &QMenu::aboutToShow, subtitles, [this, subtitles, title] {
        for (QAction *action : {subtitles, title})
            action->setVisible(kindOf(m_view) == FileKind::Video);
    });
}

QVector<MediaCard::Offer> MediaCard::offers() const
{
    Q_EMIT m_menu->aboutToShow(); // updates the entries for the current view
    QVector<Offer> all;
    const auto add = [&all](QAction *action, const QString &below) {
        if (!action->isVisible() || !action->isEnabled() || action->isSeparator())
            return;
        const QString text = QString(action->text()).replace(QLatin1String("&&"), QLatin1String("&"));
        //: %1 is the name of a submenu, such as "Sound track", %2 an entry of it, such as "English, stereo"
        all.append({below.isEmpty() ? text : tr("%1: %2").arg(below, text), action});
    };
    const QList<QAction *> entries = m_menu->actions();
    for (QAction *entry : entries) {
        if (!entry->menu()) {
            add(entry, {});
            continue;
        }
        const QList<QAction *> below = entry->isVisible() ? entry->menu()->actions() : QList<QAction *>();
        for (QAction *one : below)
            add(one, entry->text());
    }
    return all;
}

QWidget *MediaCard::orderAfter(QWidget *previous)
{
    setTabOrder(m_verdict->orderAfter(previous), m_more);
    return m_more;
}

void MediaCard::setView(const UploadView &view)
{
    m_view = view;
    if (view.state != UploadState::NeedsFix)
        m_minute->stop();
    else if (!m_minute->isActive())
        m_minute->start();
    const QString name = shownName(view.file);
    m_picture->setView(view);
    m_name->setText(name);
    m_facts->setText(factsLine());
    //: %1 is a file name
    m_more->setAccessibleName(tr("More for %1").arg(name));
    m_more->setToolTip(tr("Alt text, subtitles, remove"));
    const MediaVerdict verdict = mediaVerdict(view, m_tracks, m_fits, QDateTime::currentMSecsSinceEpoch());
    m_verdict->setVerdict(verdict, view, name);
    m_verdict->setTracks(m_tracks);
    QStringList spoken{name, m_facts->text(), accessibleVerdictText(verdict)};
    spoken.removeAll(QString());
    setAccessibleName(spoken.join(QStringLiteral(", ")));
}

// "Uploading 40 %", but "No network · 40 %".
QString MediaCard::stageFacts() const
{
    const Stage stage = stageOf(m_view);
    if (stage.percent < 0 || stage.percent >= 100)
        return stage.words;
    if (m_view.state == UploadState::Sending || m_view.state == UploadState::Processing)
        //: %1 is a stage such as "Uploading", %2 a percentage
        return tr("%1 %2 %").arg(stage.words).arg(stage.percent);
    //: %1 is a percentage
    return lineOf({stage.words, tr("%1 %").arg(stage.percent)});
}

// What changes comes first, because the end is elided if there is not enough room.
QString MediaCard::factsLine() const
{
    QStringList facts;
    if (m_view.state != UploadState::Fixing) // the headline says it
        facts << stageFacts();
    facts << spanText(m_view.facts.durationMs) << (m_view.totalBytes > 0 ? bytesText(m_view.totalBytes) : QString());
    if (m_view.trimStartMs > 0 || m_view.trimEndMs >= 0)
        facts << tr("trimmed");
    else if (m_view.fixed)
        facts << tr("fixed");
    facts << soundWords();
    if (m_view.coverMs >= 0)
        facts << tr("has a cover");
    if (!m_view.altText.isEmpty())
        facts << tr("has alt text");
    if (!m_view.title.isEmpty() || !m_view.description.isEmpty())
        facts << tr("has a title");
    if (!m_tracks.isEmpty())
        facts << tr("%n subtitle track(s)", nullptr, static_cast<int>(m_tracks.size()));
    return lineOf(facts);
}

// The minute timer skips hidden cards.
void MediaCard::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    if (m_view.state == UploadState::NeedsFix)
        setView(m_view);
}

void MediaCard::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme::line(palette()), 1));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
}

} // namespace postreel
