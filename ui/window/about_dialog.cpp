#include "ui/window/about_dialog.h"

#include "ui/window/parts/glyphs.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>

namespace postreel {

namespace {

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

AboutDialog::AboutDialog(QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("About Postreel"));
    const int line = fontMetrics().height();
    auto *sign = new QLabel(this);
    sign->setPixmap(programIcon().pixmap(QSize(line * 4, line * 4), devicePixelRatioF()));
    //: %1 is a version such as 1.0.0
    QLabel *name = plainLabel(tr("Postreel %1").arg(QStringLiteral(POSTREEL_VERSION)), this);
    QFont large = font();
    large.setPointSizeF(font().pointSizeF() * 1.8);
    large.setWeight(QFont::DemiBold);
    name->setFont(large);
    QLabel *what = plainLabel(tr("Drag videos into a window, write the Post, watch it go up to X."), this);
    //: %1 is the version of the library Qt that the program runs with, such as 6.4.2
    QLabel *made = plainLabel(tr("Runs on Qt %1.\nMIT licence. Copyright © 2026 The Postreel authors.").arg(QLatin1String(qVersion())),
                              this);
    auto *words = new QVBoxLayout;
    words->setSpacing(line / 2);
    for (QLabel *label : {name, what, made})
        words->addWidget(label);
    words->addStretch(1);
    auto *head = new QHBoxLayout;
    head->setSpacing(line);
    head->addWidget(sign, 0, Qt::AlignTop);
    head->addLayout(words, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(line, line, line, line);
    column->setSpacing(line);
    column->addLayout(head, 1);
    column->addWidget(buttons);
    // As wide as its longest sentence in one line, but no wider than the parent window.
    const int wide = what->fontMetrics().horizontalAdvance(what->text()) + line * 8;
    const int width = parent ? qMin(wide, parent->window()->width()) : wide;
    resize(width, column->totalHeightForWidth(width));
}

} // namespace postreel
