// The media of the Post that is being written, one card each, in their order: a single one as large as it may get, several
// beside one another where there is room.
// Invariant: a card stays the same widget as long as its upload is there, so focus and menus survive updates.
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

    void setUploads(const QVector<UploadView> &uploads); // those of UploadKind::Media are shown
    const QVector<UploadView> &uploads() const { return m_uploads; }
    const QVector<UploadView> &tracks() const { return m_tracks; } // the subtitles of all of them
    // Asks for the alt text of those that have none, one after the other.
    void askMissingAltTexts();
    // Why subtitles were not added, where they were to be; false: nobody sees it there any more.
    bool showSubtitleError(const QString &sentence);
    // How high a picture may get.
    void setPictureRoom(int beside, int above);
    // Puts the buttons of its cards behind `previous` for the Tab key; answers the last one, or `previous`.
    QWidget *orderAfter(QWidget *previous);

Q_SIGNALS:
    void altTextChanged(const QString &uploadId, const QString &text);
    void trimRequested(const QString &uploadId);
    void soundRequested(const QString &uploadId, int stream); // one of several sound tracks
    void subtitlesAdded(const QString &uploadId, const QString &file, const QString &language);
    void subtitlesShown(bool shown); // in a dialog, behind which nothing can be pressed
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
    QPointer<SubtitlesDialog> m_subtitles; // deletes itself; so does that one
    QPointer<AltTextDialog> m_altText;
    QVector<MediaCard *> m_cards;
    QGridLayout *m_grid;
    QVector<MediaCard *> m_inGrid; // as it was laid out last
    int m_columns = 1;
    int m_roomBeside = 0;
    int m_roomAbove = 0;
};

} // namespace postreel
