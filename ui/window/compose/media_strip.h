// The media of the open draft, one card each, in order: a single one as large as possible, several side by side if
// there is room.
// Invariant: a card stays the same widget as long as its upload exists, so focus and menus survive updates.
#pragma once

#include "app/engine/views.h"

#include <QPointer>
#include <QWidget>

class QGridLayout;

namespace postreel {

class AltTextDialog;
class MediaCard;
class PictureCache;
class SubtitlesDialog;

class MediaStrip : public QWidget
{
    Q_OBJECT
public:
    MediaStrip(PictureCache &pictures, QWidget *parent);

    void setUploads(const QVector<UploadView> &uploads); // shows those of UploadKind::Media
    const QVector<UploadView> &uploads() const { return m_uploads; }
    const QVector<UploadView> &tracks() const { return m_tracks; } // subtitles of all media
    // Asks for the alt text of each media without one, one after the other.
    void askMissingAltTexts();
    // Shows in the subtitles dialog why subtitles were not added; returns false if that is closed.
    bool showSubtitleError(const QString &sentence);
    // Maximum height of a picture, in px: with the words beside it, and with the words below it.
    void setPictureRoom(int beside, int above);
    // Places the buttons of its cards after `previous` in the tab order; returns the last one, or `previous`.
    QWidget *orderAfter(QWidget *previous);

Q_SIGNALS:
    void altTextChanged(const QString &uploadId, const QString &text);
    void trimRequested(const QString &uploadId);
    void soundRequested(const QString &uploadId, int stream); // of the one to keep, if there are several
    void subtitlesAdded(const QString &uploadId, const QString &file, const QString &language);
    void subtitlesShown(bool shown); // in a modal dialog: nothing behind it can be clicked
    void titleChanged(const QString &uploadId, const QString &title, const QString &description);
    void removeRequested(const QString &uploadId);
    void fixRequested(const QString &uploadId);
    void stopFixingRequested(const QString &uploadId);
    void deadlineChosen(const QString &uploadId, qint64 atMs);
    void sendAnywayRequested(const QString &uploadId);
    void retryRequested(const QString &uploadId);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    MediaCard *cardOf(const QString &uploadId) const;
    MediaCard *makeCard();
    void arrange();
    void updateDialogs();
    void askOutBy(const QString &uploadId);
    void askAltTexts(const QStringList &uploadIds);
    void askTitle(const QString &uploadId);
    void showSubtitles(const QString &uploadId);
    QVector<UploadView> tracksOf(const QString &uploadId) const;

    PictureCache &m_pictures;
    QVector<UploadView> m_uploads;
    QVector<UploadView> m_tracks;
    QPointer<SubtitlesDialog> m_subtitles; // both dialogs delete themselves
    QPointer<AltTextDialog> m_altText;
    QVector<MediaCard *> m_cards;
    QGridLayout *m_grid;
    QVector<MediaCard *> m_inGrid; // as last laid out
    int m_columns = 1;
    int m_roomBeside = 0;
    int m_roomAbove = 0;
};

} // namespace postreel
