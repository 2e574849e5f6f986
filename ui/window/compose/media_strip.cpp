#include "ui/window/compose/media_strip.h"

#include "ui/media_mix.h"
#include "ui/window/compose/alt_text_dialog.h"
#include "ui/window/compose/deadline_dialog.h"
#include "ui/window/compose/media_card.h"
#include "ui/window/compose/subtitles_dialog.h"
#include "ui/window/compose/title_dialog.h"

#include <QDateTime>
#include <QGridLayout>
#include <QResizeEvent>
#include <memory>

namespace postreel {

namespace {
constexpr int charactersOfCard = 40; // minimum width of a card beside another one
} // namespace

MediaStrip::MediaStrip(PictureCache &pictures, QWidget *parent)
    : QWidget(parent), m_pictures(pictures), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(8);
    setAccessibleName(tr("Media of the Post"));
    hide();
}

void MediaStrip::setPictureRoom(int beside, int above)
{
    m_roomBeside = beside;
    m_roomAbove = above;
    arrange();
}

// A card that has no room for its words beside the picture is as high as both together.
void MediaStrip::arrange()
{
    const auto cards = static_cast<int>(m_cards.size());
    const int least = charactersOfCard * fontMetrics().averageCharWidth();
    const int columns = cards > 1 && width() >= 2 * least + m_grid->spacing() ? 2 : 1;
    const int cardWidth = (width() - (columns - 1) * m_grid->spacing()) / columns;
    const int most = cards == 1 ? m_roomBeside : columns == 1 ? 0 : qMin(m_roomBeside, cardWidth / 2);
    for (MediaCard *card : std::as_const(m_cards))
        card->setPictureRoom(most, qMin(most, m_roomAbove));
    if (m_inGrid == m_cards && m_columns == columns)
        return;
    m_inGrid = m_cards;
    m_columns = columns;
    while (const std::unique_ptr<QLayoutItem> place{m_grid->takeAt(0)}) {
    }
    for (int i = 0; i < cards; ++i)
        m_grid->addWidget(m_cards.at(i), i / columns, i % columns, Qt::AlignTop);
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, columns - 1);
}

void MediaStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        arrange();
}

QWidget *MediaStrip::orderAfter(QWidget *previous)
{
    for (MediaCard *card : std::as_const(m_cards))
        previous = card->orderAfter(previous);
    return previous;
}

void MediaStrip::setUploads(const QVector<UploadView> &uploads)
{
    m_uploads.clear();
    m_tracks.clear();
    QVector<FileKind> kinds;
    for (const UploadView &upload : uploads) {
        if (upload.state == UploadState::Cancelled)
            continue;
        if (upload.kind == UploadKind::Subtitle)
            m_tracks << upload;
        if (upload.kind != UploadKind::Media)
            continue;
        m_uploads << upload;
        kinds << kindOf(upload);
    }
    const QVector<qsizetype> misfits = misfitsAmong(kinds);
    QVector<MediaCard *> cards;
    for (const UploadView &upload : m_uploads) {
        MediaCard *card = cardOf(upload.id);
        if (!card)
            card = makeCard();
        card->setTracks(tracksOf(upload.id));
        card->setFits(!misfits.contains(cards.size()));
        card->setView(upload);
        cards << card;
        card->show();
    }
    for (MediaCard *card : std::as_const(m_cards))
        if (!cards.contains(card)) {
            card->hide();
            card->deleteLater();
        }
    m_cards = cards;
    arrange();
    updateDialogs();
    setVisible(!m_cards.isEmpty());
}

void MediaStrip::updateDialogs()
{
    if (m_subtitles && !cardOf(m_subtitles->videoId()))
        m_subtitles->close();
    else if (m_subtitles)
        m_subtitles->setTracks(tracksOf(m_subtitles->videoId()));
    if (const MediaCard *card = m_altText ? cardOf(m_altText->uploadId()) : nullptr)
        m_altText->setView(card->view());
}

MediaCard *MediaStrip::cardOf(const QString &uploadId) const
{
    for (MediaCard *card : m_cards)
        if (card->view().id == uploadId)
            return card;
    return nullptr;
}

MediaCard *MediaStrip::makeCard()
{
    auto *card = new MediaCard(m_pictures, this);
    connect(card, &MediaCard::trimRequested, this, &MediaStrip::trimRequested);
    connect(card, &MediaCard::soundRequested, this, &MediaStrip::soundRequested);
    connect(card, &MediaCard::altTextRequested, this, [this](const QString &uploadId) { askAltTexts({uploadId}); });
    connect(card, &MediaCard::subtitlesRequested, this, &MediaStrip::showSubtitles);
    connect(card, &MediaCard::titleRequested, this, &MediaStrip::askTitle);
    connect(card, &MediaCard::removeRequested, this, &MediaStrip::removeRequested);
    connect(card, &MediaCard::fixRequested, this, &MediaStrip::fixRequested);
    connect(card, &MediaCard::stopFixingRequested, this, &MediaStrip::stopFixingRequested);
    connect(card, &MediaCard::deadlineRequested, this, &MediaStrip::askOutBy);
    connect(card, &MediaCard::sendAnywayRequested, this, &MediaStrip::sendAnywayRequested);
    connect(card, &MediaCard::retryRequested, this, &MediaStrip::retryRequested);
    return card;
}

void MediaStrip::askOutBy(const QString &uploadId)
{
    const MediaCard *card = cardOf(uploadId);
    if (!card)
        return;
    auto *dialog = new DeadlineDialog(card->view().file, card->view().deadlineAtMs, QDateTime::currentMSecsSinceEpoch(), window());
    connect(dialog, &DeadlineDialog::accepted, this,
            [this, dialog, uploadId] { Q_EMIT deadlineChosen(uploadId, dialog->deadlineMs()); });
    dialog->open();
}

// Asks for the first one now, and for the others after it was written.
void MediaStrip::askAltTexts(const QStringList &uploadIds)
{
    const MediaCard *card = cardOf(uploadIds.value(0));
    if (!card)
        return;
    auto *dialog = new AltTextDialog(m_pictures, card->view(), window());
    m_altText = dialog;
    connect(dialog, &AltTextDialog::accepted, this, [this, dialog, uploadIds] {
        Q_EMIT altTextChanged(uploadIds.first(), dialog->text());
        askAltTexts(uploadIds.mid(1));
    });
    dialog->open();
}

void MediaStrip::askMissingAltTexts()
{
    QStringList missing;
    for (const UploadView &upload : std::as_const(m_uploads))
        if (upload.altText.isEmpty())
            missing << upload.id;
    askAltTexts(missing);
}

void MediaStrip::askTitle(const QString &uploadId)
{
    const MediaCard *card = cardOf(uploadId);
    if (!card)
        return;
    auto *dialog = new TitleDialog(card->view(), window());
    connect(dialog, &TitleDialog::accepted, this,
            [this, dialog, uploadId] { Q_EMIT titleChanged(uploadId, dialog->title(), dialog->description()); });
    dialog->open();
}

void MediaStrip::showSubtitles(const QString &uploadId)
{
    const MediaCard *card = cardOf(uploadId);
    if (!card)
        return;
    m_subtitles = new SubtitlesDialog(card->view(), window());
    m_subtitles->setTracks(tracksOf(uploadId));
    connect(m_subtitles, &SubtitlesDialog::addRequested, this,
            [this, uploadId](const QString &file, const QString &language) {
                Q_EMIT subtitlesAdded(uploadId, file, language);
            });
    connect(m_subtitles, &SubtitlesDialog::removeRequested, this, &MediaStrip::removeRequested);
    connect(m_subtitles, &SubtitlesDialog::fixRequested, this, &MediaStrip::fixRequested);
    connect(m_subtitles, &SubtitlesDialog::stopFixingRequested, this, &MediaStrip::stopFixingRequested);
    connect(m_subtitles, &SubtitlesDialog::sendAnywayRequested, this, &MediaStrip::sendAnywayRequested);
    connect(m_subtitles, &SubtitlesDialog::retryRequested, this, &MediaStrip::retryRequested);
    connect(m_subtitles, &QDialog::finished, this, [this] { Q_EMIT subtitlesShown(false); });
    m_subtitles->open();
    Q_EMIT subtitlesShown(true);
}

bool MediaStrip::showSubtitleError(const QString &sentence)
{
    if (m_subtitles)
        m_subtitles->showError(sentence);
    return !m_subtitles.isNull();
}

QVector<UploadView> MediaStrip::tracksOf(const QString &uploadId) const
{
    QVector<UploadView> tracks;
    for (const UploadView &track : m_tracks)
        if (track.parentId == uploadId)
            tracks << track;
    return tracks;
}

} // namespace postreel
