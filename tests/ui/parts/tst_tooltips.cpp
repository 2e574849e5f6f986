// What can be pressed and has a key says it in its tooltip.
#include "tests/support/test_main.h"
#include "tests/ui/sample_views.h"
#include "ui/window/compose/account_picker.h"
#include "ui/window/compose/composer.h"
#include "ui/window/main_window.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/parts/tooltips.h"
#include "ui/window/queue/details.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_pane.h"
#include "ui/window/queue/queue_view.h"
#include "ui/window/removal_bar.h"

#include <QAbstractButton>
#include <QAction>
#include <QHelpEvent>
#include <QMenuBar>
#include <QPushButton>
#include <QToolTip>

using namespace postreel;
using namespace postreel::testing;

namespace {

QString plain(QString text)
{
    text.remove(u'&').remove(u'…');
    return text.section(u'\t', 0, 0);
}

} // namespace

class TooltipsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatARowCutsOff();
    void theKeyStandsBehindTheWords();
    void nothingIsMarkup();
    void everyButtonTellsItsKey();
    void whatIsClosedOrDismissedTellsItsKey();
    void detailsTellTheKeysOfTheList();
    void aNameOfAnAccountIsNoMarkup();
};

void TooltipsTest::theKeyStandsBehindTheWords()
{
    QCOMPARE(withKey(QStringLiteral("Pause"), QStringLiteral("Space")), QStringLiteral("Pause (Space)"));
    QCOMPARE(withKey(QStringLiteral("Pause"), QKeySequence(Qt::CTRL | Qt::Key_P)), QStringLiteral("Pause (Ctrl+P)"));
    QCOMPARE(withKey(QStringLiteral("Pause"), QKeySequence()), QStringLiteral("Pause"));
}

void TooltipsTest::nothingIsMarkup()
{
    QCOMPARE(plainTooltip(QStringLiteral("<b>a & b")), QStringLiteral("<p>&lt;b&gt;a &amp; b"));
    QCOMPARE(plainTooltip({}), QString());
}

// The buttons of the window that do what an entry of the menus with a key does.
void TooltipsTest::everyButtonTellsItsKey()
{
    MainWindow window({});
    window.composer().setUploads({sampleUpload(QStringLiteral("u"), UploadState::Ready)});
    window.show();
    QStringList seen;
    for (const QAction *action : window.findChildren<QAction *>()) {
        if (action->shortcut().isEmpty())
            continue;
        for (const QAbstractButton *button : window.findChildren<QAbstractButton *>()) {
            if (plain(button->accessibleName()) != plain(action->text()))
                continue;
            const QString key = action->shortcut().toString(QKeySequence::NativeText);
            QVERIFY2(button->toolTip().endsWith(QLatin1Char('(') % key % u')'), qPrintable(button->toolTip()));
            seen << plain(action->text());
        }
    }
    seen.sort();
    seen.removeDuplicates();
    QCOMPARE(seen, (QStringList{QStringLiteral("Add media"), QStringLiteral("New Post"), QStringLiteral("Slow down")}));
}

void TooltipsTest::whatARowCutsOff()
{
    PictureCache pictures;
    QueueModel model;
    const QString title = QStringLiteral("The first hour of the harbour at dawn, with all of its boats and birds");
    model.putAll({samplePost(QStringLiteral("p"), PostState::Posted, title, {})});
    QueueView view(pictures, nullptr);
    view.setModel(&model);
    const auto tooltip = [&view, &model](int width) {
        view.resize(width, 400);
        view.show();
        QToolTip::hideText();
        const QPoint place = view.visualRect(model.index(0)).topLeft() + QPoint(4, 4);
        QHelpEvent asks(QEvent::ToolTip, place, view.viewport()->mapToGlobal(place));
        QCoreApplication::sendEvent(view.viewport(), &asks);
        return QToolTip::text();
    };
    QVERIFY2(tooltip(420).contains(title), qPrintable(tooltip(420)));
    tooltip(1400);
    QTRY_VERIFY2(!QToolTip::isVisible(), qPrintable(QToolTip::text())); // there is nothing to say
}

void TooltipsTest::whatIsClosedOrDismissedTellsItsKey()
{
    MainWindow window({});
    window.show();
    window.messages().addMessage(Severity::Active, QStringLiteral("words"));
    window.removalBar().setText(QStringLiteral("words"), {});
    window.queue().model().put(samplePost(QStringLiteral("p"), PostState::Posted, QStringLiteral("words")));
    window.queue().showDetails(QStringLiteral("p"));
    int seen = 0;
    for (const QAbstractButton *button : window.findChildren<QAbstractButton *>())
        if (button->accessibleName() == QLatin1String("Dismiss") || button->accessibleName() == QLatin1String("Close details")) {
            QCOMPARE(button->toolTip(), QString(button->accessibleName() % QStringLiteral(" (Esc)")));
            ++seen;
        }
    QCOMPARE(seen, 3);
}

void TooltipsTest::detailsTellTheKeysOfTheList()
{
    PictureCache pictures;
    Details details(pictures, nullptr);
    const PostView post = samplePost(QStringLiteral("p"), PostState::Posted, QStringLiteral("words"));
    details.setPost(post);
    int seen = 0;
    for (const PostAction action : actionsOf(post))
        for (const QPushButton *button : details.findChildren<QPushButton *>())
            if (button->text() == actionText(action) && !actionKey(action).isEmpty()) {
                QCOMPARE(button->toolTip(), withKey(actionText(action), actionKey(action)));
                ++seen;
            }
    QVERIFY(seen > 1);
}

void TooltipsTest::aNameOfAnAccountIsNoMarkup()
{
    PictureCache pictures;
    AccountPicker picker(pictures, nullptr);
    picker.setAccounts({{.key = QStringLiteral("a"), .label = QStringLiteral("@a"), .name = QStringLiteral("Tom & <b>Jerry")}},
                       QStringLiteral("a"));
    QCOMPARE(picker.toolTip(), QStringLiteral("<p>Tom &amp; &lt;b&gt;Jerry"));
}

POSTREEL_TEST_MAIN(TooltipsTest)
#include "tst_tooltips.moc"
