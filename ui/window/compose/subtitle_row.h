// One subtitle track of a video: its language and file, what is wrong with it, and what can be done about it.
// Invariant: shows what the last view said; every button of it works in the state it is shown in.
#pragma once

#include "app/engine/views.h"

#include <QFrame>

class QLabel;
class QToolButton;

namespace postreel {

class DecisionButtons;

class SubtitleRow : public QFrame
{
    Q_OBJECT
public:
    explicit SubtitleRow(QWidget *parent);

    void setView(const UploadView &track);
    const UploadView &view() const { return m_view; }
    // Puts its buttons behind `previous` for the Tab key; answers its last one.
    QWidget *orderAfter(QWidget *previous);

Q_SIGNALS:
    void removeRequested(const QString &trackId);
    void fixRequested(const QString &trackId);
    void stopFixingRequested(const QString &trackId);
    void sendAnywayRequested(const QString &trackId);
    void retryRequested(const QString &trackId);

private:
    UploadView m_view;
    QLabel *m_name;
    QLabel *m_state;
    DecisionButtons *m_decide;
    QToolButton *m_remove;
};

// What is to be said of a track that goes out as it is, with its language; empty when nothing is.
QString trackWarning(const UploadView &track);
// What holds a track up, with its language: "German subtitles: Failed. …"; empty when nothing does.
QString trackErrorText(const UploadView &track);

} // namespace postreel
