// The editor of a Post: account, text, media, and the button that posts it.
// Invariant: does not use the engine. It shows views and emits what the user requests; textPaused() is emitted for
// every change of the text, at most 400 ms after the last key, and before postRequested().
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

    // `current`: key of the account to show; the first one if it is not in the list.
    void setAccounts(const QVector<AccountView> &accounts, const QString &current);
    void setAccount(const QString &key, const QString &label = {});
    // Like a choice of the user: emits accountChosen().
    void chooseAccount(const QString &key);
    QString account() const; // key; empty: none

    // Shows another Post's text and media; does not emit textPaused().
    void showDraft(const QString &text, const QVector<UploadView> &uploads);
    // titleInSentence() of the draft that is shown; empty: a new one.
    void setTitle(const QString &title);
    bool hasTitle() const { return m_showsDraft; }
    void setUploads(const QVector<UploadView> &uploads);
    const QVector<UploadView> &uploads() const;
    QString text() const;
    bool isBlank() const; // neither text nor media

    // Why posting is disabled, as a sentence for a tooltip; empty: it is enabled.
    QString whyNotPost() const;
    // Emits a pending text change now rather than after the pause.
    void flush();
    // The action of the Post button and of Ctrl+Return; does nothing while an input method composes or posting is disabled.
    void tryPost();

    void focusText();
    // Asks for the missing alt texts.
    void writeAltTexts();
    // `sentence`: why subtitles were not added.
    void showSubtitleError(const QString &sentence);
    // Does not depend on the messages, so that a message makes nothing else smaller.
    QSize minimumSizeHint() const override;
    // Maximum useful width, in px.
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
    void soundRequested(const QString &uploadId, int stream); // of the one to keep, if there are several
    void subtitlesAdded(const QString &uploadId, const QString &file, const QString &language);
    void subtitlesShown(bool shown);
    void titleChanged(const QString &uploadId, const QString &title, const QString &description);
    void removeRequested(const QString &uploadId);
    void fixRequested(const QString &uploadId);
    void stopFixingRequested(const QString &uploadId);
    void deadlineChosen(const QString &uploadId, qint64 atMs); // ms since the epoch; 0: no deadline
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
    bool m_showsDraft = false; // it has a title
    AccountPicker *m_account;
    QToolButton *m_new;
    PostEdit *m_edit;
    MediaStrip *m_strip;
    QPushButton *m_addMedia;
    QToolButton *m_discard;
    QPushButton *m_post;
    MessageArea *m_messages;
    QBoxLayout *m_head = nullptr; // title above account, or side by side
    FlowLayout *m_foot;
    QVBoxLayout *m_words = nullptr; // text and media, which scroll together
    QScrollArea *m_body = nullptr;
    QTimer m_pause;
};

} // namespace postreel
