// Non-modal message bars: what was refused, what can be undone.
// Invariant: no bar takes the focus or blocks anything; each can be dismissed, also by Esc; at most four are shown. A
// new bar moves none of the others.
#pragma once

#include "ui/window/parts/stage_icon.h"

#include <QFrame>
#include <QPointer>
#include <functional>

class QLabel;

namespace postreel {

class FlowLayout;

class MessageBar : public QFrame
{
    Q_OBJECT
public:
    MessageBar(Severity severity, const QString &text, QWidget *parent);

    QString text() const { return m_text; }
    void setText(const QString &text);
    // A button that runs `action` and then dismisses the bar.
    void addAction(const QString &text, QObject *context, std::function<void()> action);
    void dismiss();

Q_SIGNALS:
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    const Severity m_severity;
    QString m_text;
    QLabel *m_label;
    FlowLayout *m_words; // text and buttons, side by side or stacked
    FlowLayout *m_buttons;
};

class MessageArea : public QWidget
{
    Q_OBJECT
public:
    explicit MessageArea(QWidget *parent);

    // The bar is deleted once it is dismissed, so hold it by QPointer.
    MessageBar *addMessage(Severity severity, const QString &text);
    // Reports what failed, with a button for the next step. `file`: the file concerned, or empty.
    MessageBar *addError(Severity severity, const Error &error, const QString &file = {});
    // The same, with `text` instead of the error's own sentence.
    MessageBar *addErrorIn(Severity severity, const QString &text, const Error &error);
    // Adds a button to a message that suggests adding a file.
    void offerToAdd(MessageBar &bar);
    // A bar that dismisses itself after 8 s, for messages that need no response.
    MessageBar *addBriefMessage(Severity severity, const QString &text);
    // Several sentences with one cause in one bar; from the sixth on only their number. Null if there are none.
    MessageBar *addMessages(Severity severity, const QStringList &sentences);
    QVector<MessageBar *> bars() const;

Q_SIGNALS:
    void addMediaRequested();

private:
    QVector<MessageBar *> m_bars;
};

} // namespace postreel
