// Message bars that block nothing: what was refused, what can be undone.
// Invariant: no bar takes the focus or blocks; each can be dismissed, also by Esc; at most four are shown. A new one moves none of
// those that stand.
#pragma once

#include "ui/window/parts/row_facts.h"

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
    FlowLayout *m_words; // and the buttons, all of them beside or below
    FlowLayout *m_buttons;
};

class MessageArea : public QWidget
{
    Q_OBJECT
public:
    explicit MessageArea(QWidget *parent);

    // The bar is gone once it is dismissed, so hold it by QPointer.
    MessageBar *addMessage(Severity severity, const QString &text);
    // What did not come about because of an error, with a button for the next step. `file`: that it is about, or empty.
    MessageBar *addError(Severity severity, const Error &error, const QString &file = {});
    // The same where more than its sentence is told.
    MessageBar *addErrorIn(Severity severity, const QString &text, const Error &error);
    // The button for words that end in adding a file.
    void offerToAdd(MessageBar &bar);
    // One that goes by itself after a while, for what needs no answer.
    MessageBar *addBriefMessage(Severity severity, const QString &text);
    // Several sentences of one cause in one bar; from the sixth on only their number.
    MessageBar *addMessages(Severity severity, const QStringList &sentences);
    QVector<MessageBar *> bars() const;

Q_SIGNALS:
    void addMediaRequested();

private:
    QVector<MessageBar *> m_bars;
};

} // namespace postreel
