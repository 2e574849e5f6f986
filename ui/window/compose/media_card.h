// One media of the Post that is being written: picture, name, verdict and how far its upload is.
// Invariant: shows what the last view said; every button of it works in the state it is shown in.
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
    // Its subtitle tracks, and whether X takes it together with the media above it; shown with the next view.
    void setTracks(const QVector<UploadView> &tracks) { m_tracks = tracks; }
    void setFits(bool fits) { m_fits = fits; }
    // How high its picture may get.
    void setPictureRoom(int beside, int above);
    // Puts its buttons behind `previous` for the Tab key; answers its last one.
    QWidget *orderAfter(QWidget *previous);
    // What its menu shows now, those of a submenu after its name: "Sound track: English, stereo".
    struct Offer
    {
        QString name;
        QAction *action = nullptr; // until the next time that the menu is shown or this is asked
    };
    QVector<Offer> offers() const;

Q_SIGNALS:
    void altTextRequested(const QString &uploadId);
    void trimRequested(const QString &uploadId);
    void soundRequested(const QString &uploadId, int stream); // one of several sound tracks
    void subtitlesRequested(const QString &uploadId);
    void titleRequested(const QString &uploadId);
    void removeRequested(const QString &uploadId);
    void fixRequested(const QString &uploadId);
    void stopFixingRequested(const QString &uploadId);
    void outByRequested(const QString &uploadId);
    void sendAnywayRequested(const QString &uploadId);
    void retryRequested(const QString &uploadId);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void layOut();
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
    QTimer *m_minute; // while times of day are shown that are counted from now
};

} // namespace postreel
