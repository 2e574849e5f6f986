// The verdict on a media, in its card: icon and headline, the decision buttons, and the collapsed reasons.
// Invariant: the reasons stay expanded or collapsed when the view changes; shows nothing if there is nothing to say.
#pragma once

#include "ui/window/compose/media_verdict.h"

#include <QMap>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace postreel {

class DecisionButtons;
class Disclosure;
class GlyphLabel;
class ReasonList;

class VerdictPanel : public QWidget
{
    Q_OBJECT
public:
    explicit VerdictPanel(QWidget *parent);

    // `name`: the name of the file, for assistive technology.
    void setVerdict(const MediaVerdict &verdict, const UploadView &media, const QString &name);
    DecisionButtons &decisions() const { return *m_decide; }
    // Shows decision buttons for each subtitle track that an error stops; the verdict describes the error.
    void setTracks(const QVector<UploadView> &tracks);

    // Places its buttons after `previous` in the tab order; returns the last one.
    QWidget *orderAfter(QWidget *previous);

Q_SIGNALS:
    void fixRequested(const QString &trackId);
    void stopFixingRequested(const QString &trackId);
    void sendAnywayRequested(const QString &trackId);
    void retryRequested(const QString &trackId);

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintWords();
    DecisionButtons *decisionsOf(const QString &trackId);

    MediaVerdict m_verdict;
    GlyphLabel *m_icon;
    QLabel *m_headline;
    QLabel *m_notes;
    DecisionButtons *m_decide;
    QVBoxLayout *m_ofTracks;
    QMap<QString, DecisionButtons *> m_trackDecisions; // by track id
    ReasonList *m_reasons;
    Disclosure *m_why;
};

} // namespace postreel
