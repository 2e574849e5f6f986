// The media of the Post that is being written, one card each, in their order.
// Invariant: a card stays the same widget as long as its upload is there, so focus and menus survive updates.
#pragma once

#include "app/engine/views.h"

#include <QScrollArea>

class QVBoxLayout;

namespace postreel {

class MediaCard;
class PictureCache;

class MediaStrip : public QScrollArea
{
    Q_OBJECT
public:
    MediaStrip(PictureCache &pictures, QWidget *parent);

    void setUploads(const QVector<UploadView> &uploads); // those of UploadKind::Media are shown
    const QVector<UploadView> &uploads() const { return m_uploads; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void altTextChanged(const QString &uploadId, const QString &text);
    void trimWanted(const QString &uploadId);
    void removeWanted(const QString &uploadId);
    void fixWanted(const QString &uploadId);
    void stopFixingWanted(const QString &uploadId);
    void outByChosen(const QString &uploadId, qint64 atMs);
    void sendAnywayWanted(const QString &uploadId);
    void retryWanted(const QString &uploadId);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    MediaCard *cardOf(const QString &uploadId) const;
    MediaCard *makeCard();
    void askOutBy(const QString &uploadId);
    void askAltText(const QString &uploadId);

    PictureCache &m_pictures;
    QVector<UploadView> m_uploads;
    QVector<MediaCard *> m_cards;
    QVBoxLayout *m_column;
};

} // namespace postreel
