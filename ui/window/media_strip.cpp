#include "ui/window/media_strip.h"

#include "ui/window/alt_text_dialog.h"
#include "ui/window/media_card.h"
#include "ui/window/out_by_dialog.h"

#include <QDateTime>
#include <QEvent>
#include <QVBoxLayout>

namespace postreel {

MediaStrip::MediaStrip(PictureCache &pictures, QWidget *parent)
    : QScrollArea(parent), m_pictures(pictures), m_column(nullptr)
{
    auto *content = new QWidget(this);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Media of the Post"));
    content->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    content->installEventFilter(this);
    hide();
}

void MediaStrip::setUploads(const QVector<UploadView> &uploads)
{
    m_uploads.clear();
    for (const UploadView &upload : uploads)
        if (upload.kind == UploadKind::Media && upload.state != UploadState::Cancelled)
            m_uploads << upload;
    QVector<MediaCard *> cards;
    QWidget *last = this;
    for (const UploadView &upload : m_uploads) {
        MediaCard *card = cardOf(upload.id);
        if (!card)
            card = makeCard();
        card->setView(upload);
        cards << card;
        m_column->insertWidget(static_cast<int>(cards.size()) - 1, card);
        last = card->orderAfter(last);
        card->show();
    }
    for (MediaCard *card : std::as_const(m_cards))
        if (!cards.contains(card)) {
            card->hide();
            card->deleteLater();
        }
    m_cards = cards;
    setVisible(!m_cards.isEmpty());
    updateGeometry();
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
    auto *card = new MediaCard(m_pictures, widget());
    connect(card, &MediaCard::altTextWanted, this, &MediaStrip::askAltText);
    connect(card, &MediaCard::trimWanted, this, &MediaStrip::trimWanted);
    connect(card, &MediaCard::removeWanted, this, &MediaStrip::removeWanted);
    connect(card, &MediaCard::fixWanted, this, &MediaStrip::fixWanted);
    connect(card, &MediaCard::stopFixingWanted, this, &MediaStrip::stopFixingWanted);
    connect(card, &MediaCard::outByWanted, this, &MediaStrip::askOutBy);
    connect(card, &MediaCard::sendAnywayWanted, this, &MediaStrip::sendAnywayWanted);
    connect(card, &MediaCard::retryWanted, this, &MediaStrip::retryWanted);
    return card;
}

void MediaStrip::askOutBy(const QString &uploadId)
{
    const MediaCard *card = cardOf(uploadId);
    if (!card)
        return;
    auto *dialog = new OutByDialog(card->view().file, card->view().outByAtMs, QDateTime::currentMSecsSinceEpoch(), window());
    connect(dialog, &OutByDialog::accepted, this,
            [this, dialog, uploadId] { Q_EMIT outByChosen(uploadId, dialog->outByMs()); });
    dialog->open();
}

void MediaStrip::askAltText(const QString &uploadId)
{
    const MediaCard *card = cardOf(uploadId);
    if (!card)
        return;
    auto *dialog = new AltTextDialog(card->view().file, card->view().altText, window());
    connect(dialog, &AltTextDialog::accepted, this,
            [this, dialog, uploadId] { Q_EMIT altTextChanged(uploadId, dialog->text()); });
    dialog->open();
}

// As high as its cards, so that the text keeps the rest of the pane.
QSize MediaStrip::sizeHint() const
{
    return {200, widget()->heightForWidth(viewport()->width()) > 0
                     ? widget()->heightForWidth(viewport()->width())
                     : widget()->sizeHint().height()};
}

bool MediaStrip::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

} // namespace postreel
