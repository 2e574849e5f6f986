// One subtitle track of a video: its language and file, its problems, and the possible decisions.
// Invariant: shows the latest view; every button that is shown works in that state.
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
    // Places its buttons after `previous` in the tab order; returns the last one.
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

// The problems of a track that can be sent as it is, with its language; empty if there are none.
QString trackWarning(const UploadView &track);
// The error that stops a track, with its language: "German subtitles: Failed. …"; empty if there is none.
QString trackErrorText(const UploadView &track);

} // namespace postreel
