// Checks of the open draft before it is posted: media that cannot share a Post, missing alt text.
// Invariant: a message takes no focus and is not repeated while its cause lasts; the question about alt text comes once
// per draft, so pressing Post again posts.
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
    // To be called when the media of the draft changed, or more is known of them.
    void checkMedia();
    // Returns true if it asks about missing alt text now; the caller does not post then.
    bool asksForAltText();
    // Removes the messages; to be called when another draft is opened, or none.
    void forget();

Q_SIGNALS:
    void splitRequested(); // one Post per file

private:
    Composer &m_composer;
    QPointer<MessageBar> m_share;
    QPointer<MessageBar> m_altText;
    bool m_reminds = false;
    bool m_mixWarningShown = false; // the media still cannot share a Post
    bool m_reminded = false;
};

} // namespace postreel
