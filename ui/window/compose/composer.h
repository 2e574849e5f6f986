// Where a Post is written: account, text, media, and the button that posts it.
// Invariant: knows no engine. It shows views and says what the person wants; every change of the text is
// told by textPaused() at the latest 400 ms after the last key, and before postRequested().
#pragma once

#include "app/engine/views.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QMimeData;
class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace postreel {

class AccountPicker;
class ElidedLabel;
class FlowLayout;
class MediaStrip;
class MessageArea;
class PostEdit;
class PictureCache;

class Composer : public QWidget
{
    Q_OBJECT
public:
    Composer(PictureCache &pictures, QWidget *parent);

    // `current`: key of the account to show; the first one when it is not among them.
    void setAccounts(const QVector<AccountView> &accounts, const QString &current);
    void setAccount(const QString &key, const QString &label = {});
    // As if the person had chosen it there.
    void chooseAccount(const QString &key);
    QString account() const; // key; empty: none

    // Shows another Post's text and media; tells nothing of it.
    void showDraft(const QString &text, const QVector<UploadView> &uploads);
    // Which draft it shows, by its titleInSentence(); empty: one that is begun here.
    void setTitle(const QString &title);
    bool hasTitle() const { return m_showsDraft; }
    void setUploads(const QVector<UploadView> &uploads);
    const QVector<UploadView> &uploads() const;
    QString text() const;
    bool isBlank() const; // neither text nor media

    // Why Post is off, as a sentence for its tooltip; empty when it is on.
    QString whyNotPost() const;
    // Tells a change of the text now rather than after the pause.
    void flush();
    // What the button and Ctrl+Return do; nothing while an input method composes or whyNotPost().
    void tryPost();

    void focusText();
    // Asks for the alt texts that are missing.
    void writeAltTexts();
    // Why subtitles were not added.
    void showSubtitleError(const QString &sentence);
    // No message changes it: what is told makes nothing else smaller.
    QSize minimumSizeHint() const override;
    // Where more width makes nothing better.
    int greatestWidth() const;
    MessageArea &messages() const { return *m_messages; }
    PictureCache &pictures() const { return m_pictures; }

Q_SIGNALS:
    void textPaused(const QString &text);
    void accountChosen(const QString &key);
    void connectRequested(); // "Connect X", the last entry of the accounts
    void sandboxRequested();
    void addMediaRequested();
    void mediaPasted(const QMimeData &data); // valid during the signal only
    void altTextChanged(const QString &uploadId, const QString &text);
    void trimRequested(const QString &uploadId);
    void soundRequested(const QString &uploadId, int stream); // one of several sound tracks
    void subtitlesAdded(const QString &uploadId, const QString &file, const QString &language);
    void subtitlesShown(bool shown);
    void titleChanged(const QString &uploadId, const QString &title, const QString &description);
    void removeRequested(const QString &uploadId);
    void fixRequested(const QString &uploadId);
    void stopFixingRequested(const QString &uploadId);
    void deadlineChosen(const QString &uploadId, qint64 atMs);
    void sendAnywayRequested(const QString &uploadId);
    void retryRequested(const QString &uploadId);
    void postRequested();
    void newPostRequested();
    void discardRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();
    QScrollArea *makeBody();
    QScrollArea *makeMessages();
    int sideMargin() const;
    int heightOfWords() const;
    void arrangeHead();
    void followCursor();
    void connectParts();
    void refresh();

    PictureCache &m_pictures;
    ElidedLabel *m_title;
    bool m_showsDraft = false; // it has a title of its own
    AccountPicker *m_account;
    QToolButton *m_new;
    PostEdit *m_edit;
    MediaStrip *m_strip;
    QPushButton *m_addMedia;
    QToolButton *m_discard;
    QPushButton *m_post;
    MessageArea *m_messages;
    QBoxLayout *m_head = nullptr; // title above account, or beside it
    FlowLayout *m_foot;
    QVBoxLayout *m_words = nullptr; // text and media, which scroll as one
    QScrollArea *m_body = nullptr;
    QTimer m_pause;
};

} // namespace postreel
