// A media of the open draft: picture, name, verdict and upload progress.
// Invariant: shows the latest view; every button that is shown works in that state.
#pragma once

#include "app/engine/views.h"

#include <QFrame>

class QAction;
class QMenu;
class QTimer;
class QToolButton;

namespace postreel {

class CardLayout;
class ElidedLabel;
class MediaPicture;
class PictureCache;
class VerdictPanel;

class MediaCard : public QFrame
{
    Q_OBJECT
public:
    MediaCard(PictureCache &pictures, QWidget *parent);

    void setView(const UploadView &view);
    const UploadView &view() const { return m_view; }
    // The subtitle tracks of the media, and whether X takes it together with the media above it; shown by the next setView().
    void setTracks(const QVector<UploadView> &tracks) { m_tracks = tracks; }
    void setFits(bool fits) { m_fits = fits; }
    // Maximum height of the picture, in px: with the words beside it, and with the words below it.
    void setPictureRoom(int beside, int above);
    // Places its buttons after `previous` in the tab order; returns the last one.
    QWidget *orderAfter(QWidget *previous);
    // The entries that its menu would show now; those of a submenu have its name in front: "Sound track: English, stereo".
    struct Offer
    {
        QString name;
        QAction *action = nullptr; // valid until the menu is shown or offers() is called again
    };
    QVector<Offer> offers() const;

Q_SIGNALS:
    void altTextRequested(const QString &uploadId);
    void trimRequested(const QString &uploadId);
    void soundRequested(const QString &uploadId, int stream); // of the one to keep, if there are several
    void subtitlesRequested(const QString &uploadId);
    void titleRequested(const QString &uploadId);
    void removeRequested(const QString &uploadId);
    void fixRequested(const QString &uploadId);
    void stopFixingRequested(const QString &uploadId);
    void deadlineRequested(const QString &uploadId);
    void sendAnywayRequested(const QString &uploadId);
    void retryRequested(const QString &uploadId);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void layOut();
    QString stageFacts() const;
    QString factsLine() const;
    QMenu *makeMenu();
    void addSoundMenu(QMenu *menu);
    void fillSoundMenu(QMenu *sounds);
    QString soundWords() const;
    void addTextActions(QMenu *menu);
    void connectDecisions();

    UploadView m_view;
    QVector<UploadView> m_tracks;
    bool m_fits = true;
    CardLayout *m_layout = nullptr;
    MediaPicture *m_picture;
    ElidedLabel *m_name;
    ElidedLabel *m_facts;
    VerdictPanel *m_verdict;
    QToolButton *m_more;
    QMenu *m_menu; // of m_more
    QTimer *m_minute; // updates times of day that are counted from now
};

} // namespace postreel
