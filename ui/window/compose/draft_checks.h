// What is asked of the open draft before it is posted: media that cannot share a Post, alt text that is missing.
// Invariant: each is told once in a draft, takes no focus and holds nothing back twice: whoever presses Post again posts.
#pragma once

#include <QObject>
#include <QPointer>

namespace postreel {

class Composer;
class MessageBar;

class DraftChecks : public QObject
{
    Q_OBJECT
public:
    DraftChecks(Composer &composer, QObject *parent);

    void setRemindsOfAltText(bool reminds) { m_reminds = reminds; }
    // After the media of the draft changed, or are known better.
    void checkMedia();
    // Whether it asked about missing alt text just now, in place of posting.
    bool asksForAltText();
    // Another draft is open, or none.
    void forget();

Q_SIGNALS:
    void splitRequested(); // one Post per file

private:
    Composer &m_composer;
    QPointer<MessageBar> m_share;
    QPointer<MessageBar> m_altText;
    bool m_reminds = false;
    bool m_mixWarningShown = false; // and still so
    bool m_reminded = false;
};

} // namespace postreel
