#include "ui/window/account_picker.h"

#include <QAccessibleWidget>

namespace postreel {

namespace {

class AccountPickerFace final : public QAccessibleWidget
{
public:
    explicit AccountPickerFace(AccountPicker *picker) : QAccessibleWidget(picker, QAccessible::ComboBox) {}

    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? picker()->currentText() : QAccessibleWidget::text(kind);
    }
    QStringList actionNames() const override { return {showMenuAction(), setFocusAction()}; }
    void doAction(const QString &name) override
    {
        if (name == showMenuAction())
            picker()->showPopup();
        else
            QAccessibleWidget::doAction(name);
    }

private:
    AccountPicker *picker() const { return static_cast<AccountPicker *>(widget()); }
};

QAccessibleInterface *faceOf(const QString &, QObject *object)
{
    auto *picker = qobject_cast<AccountPicker *>(object);
    return picker ? new AccountPickerFace(picker) : nullptr;
}

} // namespace

AccountPicker::AccountPicker(QWidget *parent) : QComboBox(parent)
{
    QAccessible::installFactory(faceOf); // once, however often it is asked
    connect(this, &QComboBox::currentTextChanged, this, [this](const QString &text) {
        QAccessibleValueChangeEvent event(this, text);
        QAccessible::updateAccessibility(&event);
    });
}

} // namespace postreel
