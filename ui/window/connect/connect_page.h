// One step of "Connect X": its title, its words, and what it asks.
// Invariant: knows neither the steps around it nor the engine; all words are plain text and wrap.
#pragma once

#include <QWidget>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace postreel {

class ConnectPage : public QWidget
{
    Q_OBJECT
public:
    ConnectPage(const QString &title, QWidget *parent);

    QString title() const { return m_titleText; }
    // What is wrong with what was put in, as one sentence; empty: the step can be left. Marks nothing by itself.
    virtual QString trouble() const { return {}; }
    // Where the keyboard begins; null: at the button that goes on.
    virtual QWidget *first() const { return nullptr; }

Q_SIGNALS:
    void changed();

protected:
    void setTitle(const QString &title);
    QVBoxLayout *column() const { return m_column; }
    // A paragraph at the end of the column.
    QLabel *say(const QString &text = {});
    // A line of its own for `edit`, with `label` (and its mnemonic) before it.
    static void addRow(QFormLayout &form, const QString &label, const QString &name, QWidget *edit);
    static QFormLayout *makeForm();
    // "I have an access token", at the end of the column.
    QPushButton *addTokenButton();

private:
    QString m_titleText;
    QLabel *m_title;
    QVBoxLayout *m_column;
};

// A paragraph of plain text that wraps and can be marked with the mouse.
QLabel *paragraph(const QString &text, QWidget *parent);

} // namespace postreel
