#include "ui/window/connect/connect_page.h"

#include <QFormLayout>
#include <QLabel>
#include <QPushButton>

namespace postreel {

QPushButton *ConnectPage::addTokenButton()
{
    auto *button = new QPushButton(tr("I have an &access token"), this);
    button->setAccessibleName(tr("I have an access token"));
    button->setAutoDefault(false);
    m_column->addWidget(button, 0, Qt::AlignLeading);
    return button;
}

QLabel *paragraph(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

ConnectPage::ConnectPage(const QString &title, QWidget *parent)
    : QWidget(parent), m_title(paragraph({}, this)), m_column(new QVBoxLayout(this))
{
    QFont large = font();
    large.setPointSizeF(font().pointSizeF() * 1.3);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
    m_column->setContentsMargins(20, 16, 20, 12);
    m_column->setSpacing(12);
    m_column->addWidget(m_title);
    setTitle(title);
}

void ConnectPage::setTitle(const QString &title)
{
    m_titleText = title;
    m_title->setText(title);
    setAccessibleName(title);
}

QLabel *ConnectPage::say(const QString &text)
{
    QLabel *label = paragraph(text, this);
    m_column->addWidget(label);
    return label;
}

QFormLayout *ConnectPage::makeForm()
{
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow); // otherwise texts wrap at their own width
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    return form;
}

void ConnectPage::addRow(QFormLayout &form, const QString &label, const QString &name, QWidget *edit)
{
    auto *words = new QLabel(label, edit->parentWidget());
    words->setBuddy(edit);
    edit->setAccessibleName(name);
    form.addRow(words, edit);
}

} // namespace postreel
