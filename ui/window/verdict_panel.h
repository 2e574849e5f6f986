// Whether X takes a media, on its card: icon and headline, what can be decided, and the reasons folded below.
// Invariant: stays open or folded whatever news come; shows nothing when there is nothing to say.
#pragma once

#include "ui/window/media_verdict.h"

#include <QWidget>

class QLabel;

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
    // Puts its buttons behind `previous` for the Tab key; answers its last one.
    QWidget *orderAfter(QWidget *previous);

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintWords();

    MediaVerdict m_verdict;
    GlyphLabel *m_icon;
    QLabel *m_headline;
    QLabel *m_notes;
    DecisionButtons *m_decide;
    ReasonList *m_reasons;
    Disclosure *m_why;
};

} // namespace postreel
