// A double click does what its first press was meant for, and nothing else, however much changes in between.
#include "double_click.h"
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/window/details.h"
#include "ui/window/main_window.h"
#include "ui/window/media_card.h"
#include "ui/window/message_area.h"
#include "ui/window/picture_cache.h"
#include "ui/window/queue_model.h"
#include "ui/window/queue_pane.h"
#include "ui/window/queue_view.h"
#include "ui/window/row_layout.h"

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
        post.uploads[0].offer.kind = CureKind::Video;
    }
    return post;
}

PostView onItsWay(const char *id)
{
    return samplePost(text(id), PostState::WaitingForMedia, text("words"), {sampleUpload(text("u"), UploadState::Sending)});
}

struct ListRoom
{
    PictureCache pictures;
    QueueModel model;
    QueueView view{pictures, nullptr};
    QStringList acted;

    explicit ListRoom(const QVector<PostView> &posts)
    {
        model.putAll(posts);
        view.setModel(&model);
        view.resize(500, 400);
        view.show();
        if (!QTest::qWaitForWindowExposed(&view))
            qFatal("the list is not shown");
        QObject::connect(&view, &QueueView::acted, &view, [this](const QString &post, QueueAction action) {
            acted << post % u' ' % actionText(action);
        });
    }
    QPoint placeOf(int row, QueueAction action) const
    {
        const QVector<QueueAction> actions = actionsOf(model.postAt(row));
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

class SecondPressTest : public QObject
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

void SecondPressTest::ofARowsButton_data()
{
    QTest::addColumn<PostView>("before");
    QTest::addColumn<QueueAction>("action");
    QTest::addColumn<PostView>("after");
    QTest::newRow("Post becomes Pause") << draft("p", UploadState::Ready) << QueueAction::Post << onItsWay("p");
    QTest::newRow("Fix becomes another one") << draft("p", UploadState::NeedsFix) << QueueAction::Fix << draft("p", UploadState::Ready);
    QTest::newRow("Edit stays") << draft("p", UploadState::Ready) << QueueAction::Edit << draft("p", UploadState::Ready);
}

void SecondPressTest::ofARowsButton()
{
    QFETCH(PostView, before);
    QFETCH(QueueAction, action);
    QFETCH(PostView, after);
    ListRoom room({before});
    connect(&room.view, &QueueView::acted, this, [&] { room.model.put(after); });
    pressTwice(*room.view.viewport(), room.placeOf(0, action));
    QCOMPARE(room.acted, QStringList{text("p ") % actionText(action)});
}

void SecondPressTest::ofARowThatGoes()
{
    ListRoom room({draft("p", UploadState::Ready), draft("q", UploadState::Ready), draft("r", UploadState::Ready)});
    connect(&room.view, &QueueView::acted, this, [&](const QString &post) { room.model.remove(post); });
    pressTwice(*room.view.viewport(), room.placeOf(1, QueueAction::Discard));
    QCOMPARE(room.acted.size(), 1);
    QCOMPARE(room.model.rowCount(), 2);
}

void SecondPressTest::comesLateOrElsewhere()
{
    ListRoom room({draft("p", UploadState::Ready), draft("q", UploadState::Ready)});
    const QPoint place = room.placeOf(0, QueueAction::Edit);
    pressTwice(*room.view.viewport(), place, 1000);
    QCOMPARE(room.acted.size(), 2);
    pressTwice(*room.view.viewport(), place, 200, room.placeOf(1, QueueAction::Edit) - place);
    QCOMPARE(room.acted.size(), 4);
    QVERIFY(room.acted.at(2) != room.acted.at(3));
}

void SecondPressTest::keysAreNotHeldBack()
{
    ListRoom room({draft("p", UploadState::Ready)});
    room.view.setCurrentIndex(room.model.index(0));
    connect(&room.view, &QueueView::acted, this, [&] { QTest::keyClick(&room.view, Qt::Key_E); }, Qt::SingleShotConnection);
    pressTwice(*room.view.viewport(), room.placeOf(0, QueueAction::Post));
    QCOMPARE(room.acted.size(), 2); // that of the key was the second
}

// A click on a row makes room for something, and another row comes to stand there.
void SecondPressTest::ofAMovedRow()
{
    ListRoom room({onItsWay("p"), onItsWay("q"), onItsWay("r")});
    QSignalSpy wanted(&room.view, &QueueView::detailsWanted);
    const QPoint place = room.view.visualRect(room.model.index(1)).topLeft() + QPoint(160, 12);
    pressTwice(*room.view.viewport(), place);
    QCOMPARE(wanted.size(), 1); // as long as it stays, it is opened
    const QString pressed = room.model.postAt(1).id;
    connect(&room.view, &QueueView::clicked, this, [&] { room.model.remove(room.model.postAt(0).id); }, Qt::SingleShotConnection);
    pressTwice(*room.view.viewport(), place);
    QCOMPARE(room.model.rowCount(), 2);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(room.view.currentPost(), pressed);
}

void SecondPressTest::inTheDetails()
{
    PictureCache pictures;
    Details details(pictures, nullptr);
    PostView post = onItsWay("p");
    details.setPost(post);
    details.resize(500, 400);
    details.show();
    QVERIFY(QTest::qWaitForWindowExposed(&details));
    QStringList acted;
    connect(&details, &Details::acted, this, [&](const QString &, QueueAction action) {
        acted << actionText(action);
        post.state = PostState::Paused;
        post.uploads[0].state = UploadState::Paused;
        details.setPost(post);
    });
    const QPushButton *pause = buttonOf(details, actionText(QueueAction::Pause));
    pressTwice(*pause, middleOf(*pause));
    QCOMPARE(acted, QStringList{actionText(QueueAction::Pause)});
}

void SecondPressTest::ofARowReachesNoDetails()
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
    QStringList acted;
    connect(&window.queue(), &QueuePane::acted, this, [&acted](const QString &, QueueAction action) { acted << actionText(action); });
    QueueView &view = window.queue().view();
    window.queue().showDetails(posts.first().id);
    QCoreApplication::processEvents();
    auto *details = window.findChild<Details *>();
    const QPushButton *discard = buttonOf(*details, actionText(QueueAction::Discard));
    const QPoint place = view.viewport()->mapFromGlobal(discard->mapToGlobal(middleOf(*discard)));
    window.queue().hideDetails();
    QCoreApplication::processEvents();
    QVERIFY(view.indexAt(place).isValid());
    pressTwice(*view.viewport(), place);
    QVERIFY2(!acted.contains(actionText(QueueAction::Discard)), qPrintable(acted.join(u'|')));
}

void SecondPressTest::onTheCard()
{
    PictureCache pictures;
    MediaCard card(pictures, nullptr);
    UploadView upload = draft("p", UploadState::NeedsFix).uploads.first();
    card.setView(upload);
    card.resize(360, 400);
    card.show();
    QVERIFY(QTest::qWaitForWindowExposed(&card));
    QSignalSpy stopped(&card, &MediaCard::stopFixingWanted);
    QSignalSpy fixed(&card, &MediaCard::fixWanted);
    connect(&card, &MediaCard::fixWanted, this, [&] {
        upload.state = UploadState::Fixing;
        card.setView(upload);
    });
    const QPushButton *fix = buttonOf(card, text("Fix it"));
    pressTwice(*fix, middleOf(*fix));
    QCOMPARE(fixed.size(), 1);
    QCOMPARE(stopped.size(), 0);
}

void SecondPressTest::ofAMessage()
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
        area->tell(Mood::Active, text(words));
    for (int round = 0; round < 4; ++round)
        QCoreApplication::processEvents();
    const QToolButton *dismiss = area->bars().first()->findChild<QToolButton *>();
    pressTwice(*dismiss, middleOf(*dismiss));
    QCOMPARE(area->bars().size(), 2);
}

// What it does may be another thing by the second press, as with “Pause all” and “Resume all”.
void SecondPressTest::ofTheSameButton()
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

POSTREEL_TEST_MAIN(SecondPressTest)
#include "tst_second_press.moc"
