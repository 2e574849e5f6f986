// A double click does what its first press was meant for, and nothing else, however much changes in between.
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "tests/ui/double_click.h"
#include "tests/ui/sample_views.h"
#include "ui/window/compose/media_card.h"
#include "ui/window/main_window.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/queue/details.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_pane.h"
#include "ui/window/queue/queue_view.h"
#include "ui/window/queue/row_layout.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QVBoxLayout>

using namespace postreel;
using namespace postreel::testing;

namespace {

PostView draft(const char *id, UploadState upload)
{
    PostView post = samplePost(text(id), PostState::Draft, text("words"), {sampleUpload(text("u"), upload)});
    if (upload == UploadState::NeedsFix) {
        post.uploads[0].verdict = Verdict::WillBeRefused;
        post.uploads[0].offer.kind = FixKind::Video;
    }
    return post;
}

PostView onItsWay(const char *id)
{
    return samplePost(text(id), PostState::WaitingForMedia, text("words"), {sampleUpload(text("u"), UploadState::Sending)});
}

struct QueueViewFixture
{
    PictureCache pictures;
    QueueModel model;
    QueueView view{pictures, nullptr};
    QStringList actionTriggered;

    explicit QueueViewFixture(const QVector<PostView> &posts)
    {
        model.putAll(posts);
        view.setModel(&model);
        view.resize(500, 400);
        view.show();
        if (!QTest::qWaitForWindowExposed(&view))
            qFatal("the list is not shown");
        QObject::connect(&view, &QueueView::actionTriggered, &view, [this](const QString &post, PostAction action) {
            actionTriggered << post % u' ' % actionText(action);
        });
    }
    QPoint placeOf(int row, PostAction action) const
    {
        const QVector<PostAction> actions = actionsOf(model.postAt(row));
        const RowLayout layout(view.visualRect(model.index(row)), view.font(), static_cast<int>(actions.size()), Qt::LeftToRight);
        return layout.buttons.at(actions.indexOf(action)).center();
    }
};

QPushButton *buttonOf(const QWidget &parent, const QString &start)
{
    for (QPushButton *button : parent.findChildren<QPushButton *>())
        if (button->isVisible() && button->text().startsWith(start))
            return button;
    qFatal("no button %s", qPrintable(start));
}

} // namespace

class DoubleClickGuardTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ofARowsButton_data();
    void ofARowsButton();
    void ofARowThatGoes();
    void comesLateOrElsewhere();
    void keysAreNotHeldBack();
    void ofAMovedRow();
    void inTheDetails();
    void ofARowReachesNoDetails();
    void onTheCard();
    void ofAMessage();
    void ofTheSameButton();
};

void DoubleClickGuardTest::ofARowsButton_data()
{
    QTest::addColumn<PostView>("before");
    QTest::addColumn<PostAction>("action");
    QTest::addColumn<PostView>("after");
    QTest::newRow("Post becomes Pause") << draft("p", UploadState::Ready) << PostAction::Post << onItsWay("p");
    QTest::newRow("Fix becomes another one") << draft("p", UploadState::NeedsFix) << PostAction::Fix << draft("p", UploadState::Ready);
    QTest::newRow("Edit stays") << draft("p", UploadState::Ready) << PostAction::Edit << draft("p", UploadState::Ready);
}

void DoubleClickGuardTest::ofARowsButton()
{
    QFETCH(PostView, before);
    QFETCH(PostAction, action);
    QFETCH(PostView, after);
    QueueViewFixture fixture({before});
    connect(&fixture.view, &QueueView::actionTriggered, this, [&] { fixture.model.put(after); });
    pressTwice(*fixture.view.viewport(), fixture.placeOf(0, action));
    QCOMPARE(fixture.actionTriggered, QStringList{text("p ") % actionText(action)});
}

void DoubleClickGuardTest::ofARowThatGoes()
{
    QueueViewFixture fixture({draft("p", UploadState::Ready), draft("q", UploadState::Ready), draft("r", UploadState::Ready)});
    connect(&fixture.view, &QueueView::actionTriggered, this, [&](const QString &post) { fixture.model.remove(post); });
    pressTwice(*fixture.view.viewport(), fixture.placeOf(1, PostAction::Discard));
    QCOMPARE(fixture.actionTriggered.size(), 1);
    QCOMPARE(fixture.model.rowCount(), 2);
}

void DoubleClickGuardTest::comesLateOrElsewhere()
{
    QueueViewFixture fixture({draft("p", UploadState::Ready), draft("q", UploadState::Ready)});
    const QPoint place = fixture.placeOf(0, PostAction::Edit);
    pressTwice(*fixture.view.viewport(), place, 1000);
    QCOMPARE(fixture.actionTriggered.size(), 2);
    pressTwice(*fixture.view.viewport(), place, 200, fixture.placeOf(1, PostAction::Edit) - place);
    QCOMPARE(fixture.actionTriggered.size(), 4);
    QVERIFY(fixture.actionTriggered.at(2) != fixture.actionTriggered.at(3));
}

void DoubleClickGuardTest::keysAreNotHeldBack()
{
    QueueViewFixture fixture({draft("p", UploadState::Ready)});
    fixture.view.setCurrentIndex(fixture.model.index(0));
    connect(&fixture.view, &QueueView::actionTriggered, this, [&] { QTest::keyClick(&fixture.view, Qt::Key_E); }, Qt::SingleShotConnection);
    pressTwice(*fixture.view.viewport(), fixture.placeOf(0, PostAction::Post));
    QCOMPARE(fixture.actionTriggered.size(), 2); // that of the key was the second
}

// A click on a row makes room for something, and another row comes to stand there.
void DoubleClickGuardTest::ofAMovedRow()
{
    QueueViewFixture fixture({onItsWay("p"), onItsWay("q"), onItsWay("r")});
    QSignalSpy wanted(&fixture.view, &QueueView::detailsRequested);
    const QPoint place = fixture.view.visualRect(fixture.model.index(1)).topLeft() + QPoint(160, 12);
    pressTwice(*fixture.view.viewport(), place);
    QCOMPARE(wanted.size(), 1); // as long as it stays, it is opened
    const QString pressed = fixture.model.postAt(1).id;
    connect(&fixture.view, &QueueView::clicked, this, [&] { fixture.model.remove(fixture.model.postAt(0).id); }, Qt::SingleShotConnection);
    pressTwice(*fixture.view.viewport(), place);
    QCOMPARE(fixture.model.rowCount(), 2);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(fixture.view.currentPost(), pressed);
}

void DoubleClickGuardTest::inTheDetails()
{
    PictureCache pictures;
    Details details(pictures, nullptr);
    PostView post = onItsWay("p");
    details.setPost(post);
    details.resize(500, 400);
    details.show();
    QVERIFY(QTest::qWaitForWindowExposed(&details));
    QStringList actionTriggered;
    connect(&details, &Details::actionTriggered, this, [&](const QString &, PostAction action) {
        actionTriggered << actionText(action);
        post.state = PostState::Paused;
        post.uploads[0].state = UploadState::Paused;
        details.setPost(post);
    });
    const QPushButton *pause = buttonOf(details, actionText(PostAction::Pause));
    pressTwice(*pause, middleOf(*pause));
    QCOMPARE(actionTriggered, QStringList{actionText(PostAction::Pause)});
}

void DoubleClickGuardTest::ofARowReachesNoDetails()
{
    MainWindow window({});
    QVector<PostView> posts;
    for (int i = 0; i < 10; ++i) {
        posts << draft("p", UploadState::Ready);
        posts.last().id += QString::number(i);
    }
    window.queue().model().putAll(posts);
    window.resize(1080, 720);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QStringList actionTriggered;
    connect(&window.queue(), &QueuePane::actionTriggered, this, [&actionTriggered](const QString &, PostAction action) { actionTriggered << actionText(action); });
    QueueView &view = window.queue().view();
    window.queue().showDetails(posts.first().id);
    QCoreApplication::processEvents();
    auto *details = window.findChild<Details *>();
    const QPushButton *discard = buttonOf(*details, actionText(PostAction::Discard));
    const QPoint place = view.viewport()->mapFromGlobal(discard->mapToGlobal(middleOf(*discard)));
    window.queue().hideDetails();
    QCoreApplication::processEvents();
    QVERIFY(view.indexAt(place).isValid());
    pressTwice(*view.viewport(), place);
    QVERIFY2(!actionTriggered.contains(actionText(PostAction::Discard)), qPrintable(actionTriggered.join(u'|')));
}

void DoubleClickGuardTest::onTheCard()
{
    PictureCache pictures;
    MediaCard card(pictures, nullptr);
    UploadView upload = draft("p", UploadState::NeedsFix).uploads.first();
    card.setView(upload);
    card.resize(360, 400);
    card.show();
    QVERIFY(QTest::qWaitForWindowExposed(&card));
    QSignalSpy stopped(&card, &MediaCard::stopFixingRequested);
    QSignalSpy fixed(&card, &MediaCard::fixRequested);
    connect(&card, &MediaCard::fixRequested, this, [&] {
        upload.state = UploadState::Fixing;
        card.setView(upload);
    });
    const QPushButton *fix = buttonOf(card, text("Fix it"));
    pressTwice(*fix, middleOf(*fix));
    QCOMPARE(fixed.size(), 1);
    QCOMPARE(stopped.size(), 0);
}

void DoubleClickGuardTest::ofAMessage()
{
    QWidget window;
    auto *column = new QVBoxLayout(&window);
    auto *area = new MessageArea(&window);
    column->addStretch(1);
    column->addWidget(area);
    window.resize(400, 300);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    for (const char *words : {"one", "two", "three"})
        area->addMessage(Severity::Active, text(words));
    for (int round = 0; round < 4; ++round)
        QCoreApplication::processEvents();
    const QToolButton *dismiss = area->bars().first()->findChild<QToolButton *>();
    pressTwice(*dismiss, middleOf(*dismiss));
    QCOMPARE(area->bars().size(), 2);
}

// What it does may be another thing by the second press, as with “Pause all” and “Resume all”.
void DoubleClickGuardTest::ofTheSameButton()
{
    MessageArea watches(nullptr);
    QPushButton button(text("Next"));
    button.resize(200, 40);
    button.show();
    QVERIFY(QTest::qWaitForWindowExposed(&button));
    QSignalSpy pressed(&button, &QPushButton::clicked);
    pressTwice(button, middleOf(button));
    QCOMPARE(pressed.size(), 2);
    connect(&button, &QPushButton::clicked, this, [&button] { button.setText(text("Resume all")); });
    pressTwice(button, middleOf(button));
    QCOMPARE(pressed.size(), 3);
}

POSTREEL_TEST_MAIN(DoubleClickGuardTest)
#include "tst_double_click_guard.moc"
