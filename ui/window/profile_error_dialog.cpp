#include "ui/window/profile_error_dialog.h"

#include <QDir>
#include <QPushButton>

namespace postreel {

namespace {
constexpr int tryEveryMs = 3000;
}

ProfileErrorDialog::ProfileErrorDialog(const QString &profile, std::function<bool()> usable, QObject *parent)
    : QObject(parent), m_usable(std::move(usable))
{
    m_box.setIcon(QMessageBox::Warning);
    m_box.setWindowTitle(tr("Postreel"));
    m_box.setTextFormat(Qt::PlainText);
    //: %1: the folder with the Posts and settings
    m_box.setText(tr("Postreel cannot write to its folder %1.").arg(QDir::toNativeSeparators(profile)));
    m_box.setInformativeText(tr("Your Posts and drafts are kept there, so nothing can be uploaded until Postreel can "
                                "write to it: give yourself permission, free up space on its disk, or reconnect it. "
                                "Nothing is lost in the meantime."));
    auto *again = m_box.addButton(tr("&Try again"), QMessageBox::ActionRole);
    again->disconnect(); // from the box, which would close even if the profile still cannot be used
    connect(again, &QPushButton::clicked, this, &ProfileErrorDialog::tryAgain);
    QPushButton *quit = m_box.addButton(tr("&Quit"), QMessageBox::RejectRole);
    m_box.setDefaultButton(again);
    m_box.setEscapeButton(quit);
    connect(&m_box, &QMessageBox::finished, this, [this] { end(false); });
    m_timer.setInterval(tryEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &ProfileErrorDialog::tryAgain);
    m_timer.start();
}

void ProfileErrorDialog::tryAgain()
{
    if (!m_usable())
        return;
    end(true);
}

void ProfileErrorDialog::end(bool usable)
{
    m_timer.stop();
    m_box.disconnect(this);
    m_box.hide();
    Q_EMIT ended(usable);
}

} // namespace postreel
