#include "ui/window/compose/account_picker.h"

#include "ui/line_parts.h"
#include "ui/shown_words.h"
#include "ui/window/parts/accessible_factory.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/parts/sizes.h"
#include "ui/window/parts/tooltips.h"

#include <QAccessibleWidget>
#include <QKeyEvent>
#include <QStandardItemModel>
#include <QStylePainter>

namespace postreel {

namespace {

constexpr int PictureRole = Qt::UserRole + 1;
constexpr int OfferRole = Qt::UserRole + 2; // an Offer: no account, but a way to get one
constexpr int AbsentRole = Qt::UserRole + 3; // true: the account of the open draft, which is not signed in here

enum Offer { None, Sandbox, ConnectX };

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

} // namespace

QString AccountPicker::sandboxText()
{
    return tr("Sandbox (nothing leaves this computer)");
}

AccountPicker::AccountPicker(PictureCache &pictures, QWidget *parent) : QComboBox(parent), m_pictures(pictures)
{
    installAccessible<AccountPicker, AccountPickerFace>();
    connect(this, &QComboBox::currentTextChanged, this, [this](const QString &text) {
        QAccessibleValueChangeEvent event(this, text);
        QAccessible::updateAccessibility(&event);
    });
    connect(this, &QComboBox::activated, this, &AccountPicker::activate);
    connect(&m_pictures, &PictureCache::ready, this, &AccountPicker::showPictures);
    const int side = glyphSide(font()) + 4;
    setIconSize({side, side});
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon); // a long name is elided, see paintEvent()
    setMinimumContentsLength(4);
}

void AccountPicker::setAccounts(const QVector<AccountView> &accounts, const QString &current)
{
    // The account of a draft may be signed out, or become another one: until it is told which, its name stays.
    const bool keeps = !current.isEmpty() && account() == current && !currentData(AbsentRole).toBool();
    const QString label = keeps ? currentText() : QString();
    clear();
    if (accounts.isEmpty())
        addItem(tr("Choose where it goes"), QString());
    bool hasSandbox = false;
    for (const AccountView &account : accounts) {
        hasSandbox = hasSandbox || account.sandbox;
        addItem(account.sandbox ? sandboxText() : lineOf({account.label}), account.key);
        const int index = count() - 1;
        setItemData(index, account.picture, PictureRole);
        if (!account.name.isEmpty()) { // plain text: a tooltip would interpret a name as markup
            setItemData(index, plainTooltip(shownWords(account.name)), Qt::ToolTipRole);
            setItemData(index, shownWords(account.name), Qt::AccessibleDescriptionRole);
        }
    }
    addOffers(hasSandbox);
    showPictures();
    const bool arrived = !m_awaited.isEmpty() && findData(m_awaited) >= 0;
    arrived ? choose(m_awaited) : choose(current, label);
}

// The sandbox and "Connect X" can always be chosen.
void AccountPicker::addOffers(bool hasSandbox)
{
    insertSeparator(count());
    if (!hasSandbox) {
        addItem(sandboxText());
        setItemData(count() - 1, Sandbox, OfferRole);
    }
    addItem(tr("Connect X…"));
    setItemData(count() - 1, ConnectX, OfferRole);
}

void AccountPicker::choose(const QString &accountKey, const QString &label)
{
    if (!label.isEmpty() || accountKey != m_awaited)
        m_awaitedLabel = label;
    removeItem(findData(true, AbsentRole));
    const int found = accountKey.isEmpty() ? -1 : findData(accountKey);
    m_awaited = found < 0 ? accountKey : QString();
    setCurrentIndex(found < 0 ? addAbsent() : found);
    m_shown = currentIndex();
    setToolTip(currentData(Qt::ToolTipRole).toString());
    // Without one, Qt reports the tooltip's markup.
    setAccessibleDescription(currentData(Qt::AccessibleDescriptionRole).toString());
}

// Keeps the draft's account even if it is not signed in. Returns the index to select.
int AccountPicker::addAbsent()
{
    if (m_awaited.isEmpty() || m_awaitedLabel.isEmpty())
        return 0;
    //: %1 is a handle such as @name
    insertItem(0, lineOf({tr("%1 (not signed in here)").arg(m_awaitedLabel)}), m_awaited);
    setItemData(0, true, AbsentRole);
    return 0;
}

QString AccountPicker::account() const
{
    return currentData().toString();
}

void AccountPicker::activate(int index)
{
    if (const int offer = itemData(index, OfferRole).toInt(); offer != None) {
        setCurrentIndex(m_shown);
        if (offer == Sandbox)
            Q_EMIT sandboxRequested();
        else
            Q_EMIT connectRequested();
        return;
    }
    choose(itemData(index).toString());
    Q_EMIT chosen(account());
}

// Keys and the wheel step through the accounts: reaching the end of them must not choose an offer. In the opened list,
// the offers are enabled.
void AccountPicker::setOffersEnabled(bool enabled)
{
    auto *items = qobject_cast<QStandardItemModel *>(model());
    for (int index = 0; items && index < count(); ++index)
        if (itemData(index, OfferRole).toInt() != None)
            items->item(index)->setEnabled(enabled);
}

void AccountPicker::keyPressEvent(QKeyEvent *event)
{
    setOffersEnabled(false);
    QComboBox::keyPressEvent(event);
    setOffersEnabled(true);
}

void AccountPicker::wheelEvent(QWheelEvent *event)
{
    setOffersEnabled(false);
    QComboBox::wheelEvent(event);
    setOffersEnabled(true);
}

// Elides the text: Qt would cut it off in the middle of a letter.
void AccountPicker::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    constexpr int aroundWords = 4; // px, as the styles leave around the text
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    const QRect field = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    const int icon = option.currentIcon.isNull() ? 0 : option.iconSize.width() + aroundWords;
    option.currentText = fontMetrics().elidedText(option.currentText, Qt::ElideRight, field.width() - icon - aroundWords);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

void AccountPicker::showPictures()
{
    for (int index = 0; index < count(); ++index) {
        const QString file = itemData(index, PictureRole).toString();
        if (file.isEmpty() || !itemIcon(index).isNull())
            continue;
        const QPixmap picture = m_pictures.get(file, iconSize(), devicePixelRatioF());
        if (!picture.isNull())
            setItemIcon(index, QIcon(picture));
    }
}

} // namespace postreel
