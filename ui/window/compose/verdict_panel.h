// Whether X takes a media, on its card: icon and headline, what can be decided, and the reasons folded below.
// Invariant: stays open or folded whatever news come; shows nothing when there is nothing to say.
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

    // `name`: of the file, for assistive technology.
    void setVerdict(const MediaVerdict &verdict, const UploadView &media, const QString &name);
    DecisionButtons &decisions() const { return *m_decide; }
    // What can be decided about those of its subtitle tracks that are held up: the words above speak of them.
    void setTracks(const QVector<UploadView> &tracks);

    // Puts its buttons behind `previous` for the Tab key; answers its last one.
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
    QMap<QString, DecisionButtons *> m_trackDecisions; // by track
    ReasonList *m_reasons;
    Disclosure *m_why;
};

} // namespace postreel
