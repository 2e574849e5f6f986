// What is spoken by itself is a notification with a name, and the status line speaks no more than that
// something begins or ends. That it is heard is shown by e2e/heard_rows: without a screen nobody listens.
#include "tests/support/test_main.h"
#include "ui/window/parts/elided_label.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/queue/queue_pane.h"
#include "ui/window/removal_bar.h"
#include "ui/window/status_line.h"

#include <QAccessible>
#include <QAction>
#include <QTest>
#include <QToolButton>

using namespace postreel;

namespace {

QStringList notifications(QAccessibleInterface *face)
{
    QStringList names;
    for (int i = 0; i < face->childCount(); ++i) {
        QAccessibleInterface *child = face->child(i);
        if (child->role() == QAccessible::Notification && !child->state().invisible)
            names << child->text(QAccessible::Name);
        names += notifications(child);
    }
    return names;
}

} // namespace

class SpokenTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void barsAreNotifications();
    void theStatusIsSpokenWhenItsKindChanges();
    void theStatusLineHasNames();
    void pauseAllHasANewNameOnlyWhenItDoesAnotherThing();
};

void SpokenTest::barsAreNotifications()
{
    QWidget window;
    MessageArea area(&window);
    RemovalBar removals(&window);
    window.show();
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(&window);
    QCOMPARE(notifications(face), QStringList());
    MessageBar *bar = area.addMessage(Severity::Good, QStringLiteral("Goes out in 5 seconds."));
    removals.setText(QStringLiteral("Draft discarded"), {});
    QCOMPARE(notifications(face),
             (QStringList{QStringLiteral("Goes out in 5 seconds."), QStringLiteral("Draft discarded")}));
    bar->setText(QStringLiteral("Goes out in 4 seconds."));
    removals.clear();
    QCOMPARE(notifications(face), QStringList{QStringLiteral("Goes out in 4 seconds.")});
}

void SpokenTest::theStatusIsSpokenWhenItsKindChanges()
{
    // From one to the next: whether that is spoken.
    const std::initializer_list<std::pair<StatusView, bool>> steps{
        {{}, false},
        {{.bytesPerSecond = 1'000'000, .timeLeftMs = 60'000, .active = 3, .uploading = 1, .unfinished = 3},
         true},
        {{.bytesPerSecond = 1'200'000, .timeLeftMs = 50'000, .active = 3, .uploading = 1, .unfinished = 3},
         false},
        {{.active = 3, .unfinished = 2}, false}, // between two of them
        {{.active = 3, .uploading = 2, .unfinished = 2}, false},
        {{.active = 3, .waiting = true}, true},
        {{.active = 3, .waiting = true, .paused = true}, true},
        {{}, true},
    };
    WorkKind last = WorkKind::Nothing;
    for (const auto &[status, spoken] : steps)
        QCOMPARE(std::exchange(last, workKind(status)) != workKind(status), spoken);
}

void SpokenTest::theStatusLineHasNames()
{
    QAction fixture(QStringLiteral("Slow down"));
    StatusLine line(&fixture, nullptr);
    line.setAccount(QStringLiteral("@a"));
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(&line);
    QCOMPARE(face->role(), QAccessible::StatusBar);
    QCOMPARE(face->text(QAccessible::Name), QStringLiteral("Status"));
    int spoken = 0;
    for (ElidedLabel *label : line.findChildren<ElidedLabel *>()) {
        const QAccessibleInterface *part = QAccessible::queryAccessibleInterface(label);
        spoken += part->role() == QAccessible::Notification ? 1 : 0;
        QVERIFY(part->role() == QAccessible::StaticText || part->role() == QAccessible::Notification);
        QCOMPARE(part->text(QAccessible::Name), label->text());
    }
    QCOMPARE(spoken, 1); // what goes on; the rest is read by who wants to know
}

// It is asked at every status, several times a second, and each name that is set is told as a new one.
void SpokenTest::pauseAllHasANewNameOnlyWhenItDoesAnotherThing()
{
    PictureCache pictures;
    QueuePane pane(pictures, nullptr);
    QToolButton *button = nullptr;
    for (QToolButton *one : pane.findChildren<QToolButton *>())
        if (one->accessibleName() == QLatin1String("Pause all"))
            button = one;
    QVERIFY(button);
    const QString mark = QStringLiteral("not set since");
    button->setAccessibleName(mark);
    pane.setPaused(false);
    QCOMPARE(button->accessibleName(), mark);
    pane.setPaused(true);
    QCOMPARE(button->accessibleName(), QStringLiteral("Resume all"));
    button->setAccessibleName(mark);
    pane.setPaused(true);
    QCOMPARE(button->accessibleName(), mark);
    pane.setPaused(false);
    QCOMPARE(button->accessibleName(), QStringLiteral("Pause all"));
}

POSTREEL_TEST_MAIN(SpokenTest)
#include "tst_spoken.moc"
