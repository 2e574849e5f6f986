// One step of "Connect X": its title, its text and its fields.
// Invariant: knows neither the other steps nor the engine; all texts are plain and wrap.
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
    // What is wrong with the input, as one sentence; empty: the step can be left. Does not show it.
    virtual QString trouble() const { return {}; }
    // The widget that gets the focus first; null: the Next button.
    virtual QWidget *first() const { return nullptr; }

Q_SIGNALS:
    void changed();

protected:
    void setTitle(const QString &title);
    QVBoxLayout *column() const { return m_column; }
    // Adds a paragraph to the column.
    QLabel *say(const QString &text = {});
    // Adds a row with `label` (with its mnemonic) and `edit`. `name`: the accessible name of `edit`.
    static void addRow(QFormLayout &form, const QString &label, const QString &name, QWidget *edit);
    static QFormLayout *makeForm();
    // Adds "I have an access token" to the column.
    QPushButton *addTokenButton();

private:
    QString m_titleText;
    QLabel *m_title;
    QVBoxLayout *m_column;
};

// A paragraph of plain text that wraps and can be selected with the mouse.
QLabel *paragraph(const QString &text, QWidget *parent);

} // namespace postreel
