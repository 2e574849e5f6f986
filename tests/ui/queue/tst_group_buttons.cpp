// The groups of the queue: how many Posts each has, as it is read and as it is heard.
#include "tests/support/test_main.h"
#include "tests/ui/sample_views.h"
#include "ui/window/queue/group_buttons.h"
#include "ui/window/queue/queue_model.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace postreel;
using namespace postreel::testing;

namespace {

PostView post(const QString &id, PostState state, const QVector<UploadView> &uploads = {})
{
    return samplePost(id, state, QStringLiteral("text"), uploads);
}

QStringList spoken(const QWidget &groups)
{
    QStringList names;
    for (QToolButton *button : groups.findChildren<QToolButton *>())
        names << QAccessible::queryAccessibleInterface(button)->text(QAccessible::Name);
    return names;
}

} // namespace

class GroupButtonsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void counts();
    void manyAreCountedToo();
    void theyFollowTheList();
    void theCheckedOneIsHeard();
    void theArrowsGoOn();
};

void GroupButtonsTest::counts()
{
    GroupCounts counts;
    const auto all = [&counts] {
        QList<int> numbers;
        for (const QueueGroup group : queueGroups)
            numbers << counts.of(group);
        return numbers;
    };
    QCOMPARE(all(), (QList<int>{0, 0, 0, 0, 0}));
    const QVector<UploadView> sending{sampleUpload(QStringLiteral("u"), UploadState::Sending)};
    counts.put(post(QStringLiteral("a"), PostState::Draft));
    counts.put(post(QStringLiteral("b"), PostState::Draft, sending)); // at work, too
    counts.put(post(QStringLiteral("c"), PostState::WaitingForMedia, sending));
    counts.put(post(QStringLiteral("d"), PostState::Posted));
    counts.put(post(QStringLiteral("e"), PostState::Failed));
    counts.put(post(QStringLiteral("f"), PostState::Cancelled));
    QCOMPARE(all(), (QList<int>{6, 2, 2, 1, 1}));
    counts.put(post(QStringLiteral("c"), PostState::Posted));
    counts.put(post(QStringLiteral("c"), PostState::Posted)); // the same again
    QCOMPARE(all(), (QList<int>{6, 1, 2, 2, 1}));
    counts.remove(QStringLiteral("c"));
    counts.remove(QStringLiteral("c"));
    counts.remove(QStringLiteral("nobody"));
    QCOMPARE(all(), (QList<int>{5, 1, 2, 1, 1}));
}

void GroupButtonsTest::manyAreCountedToo()
{
    GroupCounts counts;
    for (int i = 0; i < 5'000; ++i)
        counts.put(post(QString::number(i), PostState::Draft));
    const PostView changed = post(QStringLiteral("17"), PostState::Posted);
    for (int i = 0; i < 1'000; ++i)
        counts.put(changed);
    QCOMPARE(counts.of(QueueGroup::Posted), 1);
    QCOMPARE(counts.of(QueueGroup::Drafts), 4'999);
}

void GroupButtonsTest::theyFollowTheList()
{
    QueueModel model;
    GroupButtons groups(model, nullptr);
    QCOMPARE(spoken(groups),
             (QStringList{QStringLiteral("All"), QStringLiteral("Active"), QStringLiteral("Drafts"),
                          QStringLiteral("Posted"), QStringLiteral("Failed")}));
    model.putAll({post(QStringLiteral("a"), PostState::Draft), post(QStringLiteral("b"), PostState::Draft),
                  post(QStringLiteral("c"), PostState::Failed)});
    QTRY_COMPARE(spoken(groups).join(u' '), QStringLiteral("All 3 Active Drafts 2 Posted Failed 1"));
    model.putAll({post(QStringLiteral("a"), PostState::Posted)});
    QTRY_COMPARE(spoken(groups).join(u' '), QStringLiteral("All 3 Active Drafts 1 Posted 1 Failed 1"));
    model.remove(QStringLiteral("c"));
    QTRY_COMPARE(spoken(groups).join(u' '), QStringLiteral("All 2 Active Drafts 1 Posted 1 Failed"));
    for (const QToolButton *button : groups.findChildren<QToolButton *>())
        QCOMPARE(button->text(), button->accessibleName()); // what is read is what is heard
}

void GroupButtonsTest::theCheckedOneIsHeard()
{
    QueueModel model;
    GroupButtons groups(model, nullptr);
    QSignalSpy chosen(&groups, &GroupButtons::chosen);
    const QList<QToolButton *> buttons = groups.findChildren<QToolButton *>();
    buttons.at(2)->click();
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().value<QueueGroup>(), QueueGroup::Drafts);
    for (QToolButton *button : buttons) {
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(button);
        QCOMPARE(face->role(), QAccessible::CheckBox);
        QCOMPARE(static_cast<bool>(face->state().checkable), true);
        QCOMPARE(static_cast<bool>(face->state().checked), button == buttons.at(2));
    }
}

void GroupButtonsTest::theArrowsGoOn()
{
    QueueModel model;
    GroupButtons groups(model, nullptr);
    groups.resize(600, 40);
    groups.show();
    groups.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&groups));
    QSignalSpy chosen(&groups, &GroupButtons::chosen);
    const QList<QToolButton *> buttons = groups.findChildren<QToolButton *>();
    buttons.first()->setFocus();
    QTest::keyClick(buttons.first(), Qt::Key_Right);
    QVERIFY(buttons.at(1)->isChecked() && buttons.at(1)->hasFocus());
    QCOMPARE(chosen.size(), 1);
}

POSTREEL_TEST_MAIN(GroupButtonsTest)
#include "tst_group_buttons.moc"
