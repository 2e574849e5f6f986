#include "tests/support/test_main.h"
#include "tests/ui/sample_views.h"
#include "ui/stage_text.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/parts/theme_colors.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_view.h"
#include "ui/window/queue/row_layout.h"
#include "ui/window/queue/segment_bar.h"

#include <QImage>
#include <QMenu>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace postreel;
using namespace postreel::testing;

// Counts how often a row is read.
class CountingModel : public QueueModel
{
public:
    QVariant data(const QModelIndex &index, int role) const override
    {
        ++reads;
        return QueueModel::data(index, role);
    }
    mutable int reads = 0;
};

class QueueViewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyStateHasAnAction();
    void keys_data();
    void keys();
    void tellsWhosePicturesAreSeen();
    void enterShowsDetailsOfWhatGoesOn();
    void clicksOnPaintedButtons();
    void contextMenuHoldsTheSameActions();
    void rowsMirror();
    void rowsFitEveryWidth();
    void rowsGrowWhereTheyAreNarrow();
    void barRunsAddUp();
    void theBarSaysWhatTheNumberSays();
    void tonesAreReadable_data();
    void tonesAreReadable();
    void picturesComeLater();
    void paintingReadsTheVisibleRowsAlone();
};

void QueueViewTest::everyStateHasAnAction()
{
    for (const QString &post : postStateNames())
        for (const QString &upload : uploadStateNames()) {
            const PostView view = samplePost(QStringLiteral("p"), postStateOf(post), QStringLiteral("t"),
                                             {sampleUpload(QStringLiteral("u"), uploadStateOf(upload))});
            const QVector<PostAction> actions = actionsOf(view);
            QVERIFY2(!actions.isEmpty(), qPrintable(post));
            for (const PostAction action : actions) {
                QVERIFY(!actionText(action).isEmpty());
                QCOMPARE(actions.count(action), 1);
            }
            QVERIFY(!stageText(view).isEmpty());
        }
}

void QueueViewTest::keys_data()
{
    QTest::addColumn<PostState>("state");
    QTest::addColumn<UploadState>("upload");
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("action"); // -1: none
    const auto row = [](const char *name, PostState state, UploadState upload, QKeyCombination key,
                        int action) { QTest::newRow(name) << state << upload << key.toCombined() << action; };
    const auto number = [](PostAction action) { return static_cast<int>(action); };
    row("space pauses", PostState::WaitingForMedia, UploadState::Sending, Qt::Key_Space,
        number(PostAction::Pause));
    row("space resumes", PostState::Paused, UploadState::Paused, Qt::Key_Space, number(PostAction::Resume));
    row("space on a done one", PostState::Posted, UploadState::Ready, Qt::Key_Space, -1);
    row("delete cancels", PostState::WaitingForMedia, UploadState::Sending, Qt::Key_Delete,
        number(PostAction::Cancel));
    row("delete discards", PostState::Draft, UploadState::Sending, Qt::Key_Delete,
        number(PostAction::Discard));
    row("delete removes", PostState::Posted, UploadState::Ready, Qt::Key_Delete, number(PostAction::Remove));
    row("F sends first", PostState::WaitingForMedia, UploadState::Sending, Qt::Key_F,
        number(PostAction::SendFirst));
    row("R retries", PostState::Failed, UploadState::Failed, Qt::Key_R, number(PostAction::Retry));
    row("R on a running one", PostState::WaitingForMedia, UploadState::Sending, Qt::Key_R, -1);
    row("S sends anyway", PostState::WaitingForMedia, UploadState::NeedsFix, Qt::Key_S,
        number(PostAction::SendAnyway));
    row("S on a running one", PostState::WaitingForMedia, UploadState::Sending, Qt::Key_S, -1);
    row("E edits", PostState::WaitingForMedia, UploadState::Sending, Qt::Key_E, number(PostAction::Edit));
    row("enter opens", PostState::Posted, UploadState::Ready, Qt::Key_Return, number(PostAction::Open));
    row("enter edits a draft", PostState::Draft, UploadState::Ready, Qt::Key_Enter,
        number(PostAction::Edit));
    row("copy", PostState::Posted, UploadState::Ready, Qt::CTRL | Qt::Key_C, number(PostAction::CopyLink));
    row("copy without a link", PostState::Draft, UploadState::Ready, Qt::CTRL | Qt::Key_C, -1);
}

void QueueViewTest::keys()
{
    QFETCH(PostState, state);
    QFETCH(UploadState, upload);
    QFETCH(int, key);
    QFETCH(int, action);
    PictureCache pictures;
    QueueModel model;
    model.put(samplePost(QStringLiteral("p"), state, QStringLiteral("text"),
                         {sampleUpload(QStringLiteral("u"), upload)}));
    QueueView view(pictures, nullptr);
    view.setModel(&model);
    view.setCurrentIndex(model.index(0));
    QSignalSpy actionTriggered(&view, &QueueView::actionTriggered);
    const auto combination = QKeyCombination::fromCombined(key);
    QTest::keyClick(&view, combination.key(), combination.keyboardModifiers());
    QCOMPARE(actionTriggered.size(), action < 0 ? 0 : 1);
    if (action >= 0) {
        QCOMPARE(actionTriggered.first().at(0).toString(), QStringLiteral("p"));
        QCOMPARE(actionTriggered.first().at(1).value<PostAction>(), static_cast<PostAction>(action));
    }
}

void QueueViewTest::tellsWhosePicturesAreSeen()
{
    PictureCache pictures;
    QueueModel model;
    QVector<PostView> posts;
    for (int i = 0; i < 500; ++i)
        posts << samplePost(QStringLiteral("p%1").arg(i), PostState::Posted, QStringLiteral("text"),
                            {sampleUpload(QStringLiteral("u%1").arg(i), UploadState::Ready)});
    model.putAll(posts);
    QueueView view(pictures, nullptr);
    view.setModel(&model);
    view.resize(500, 300);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const auto uploadAt = [&model](int row) { return model.postAt(row).uploads.first().id; };
    QTRY_VERIFY(view.shownUploads().contains(uploadAt(0)));
    QVERIFY(view.shownUploads().size() < 10);
    view.scrollToBottom();
    QTRY_VERIFY(view.shownUploads().contains(uploadAt(499)));
    QVERIFY(view.shownUploads().size() < 10);
    view.hide();
    QTRY_VERIFY(view.shownUploads().isEmpty());
}

void QueueViewTest::enterShowsDetailsOfWhatGoesOn()
{
    PictureCache pictures;
    QueueModel model;
    model.put(samplePost(QStringLiteral("p"), PostState::WaitingForMedia, QStringLiteral("text"),
                         {sampleUpload(QStringLiteral("u"), UploadState::Sending)}));
    QueueView view(pictures, nullptr);
    view.setModel(&model);
    view.setCurrentIndex(model.index(0));
    QSignalSpy actionTriggered(&view, &QueueView::actionTriggered);
    QSignalSpy details(&view, &QueueView::detailsRequested);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(details.size(), 1);
    QCOMPARE(actionTriggered.size(), 0);
}

void QueueViewTest::clicksOnPaintedButtons()
{
    PictureCache pictures;
    QueueModel model;
    const PostView post = samplePost(QStringLiteral("p"), PostState::Posted, QStringLiteral("text"));
    model.put(post);
    QueueView view(pictures, nullptr);
    view.setModel(&model);
    view.resize(500, 300);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QSignalSpy actionTriggered(&view, &QueueView::actionTriggered);
    const QVector<PostAction> actions = actionsOf(post);
    const RowLayout layout(view.visualRect(model.index(0)), view.font(), static_cast<int>(actions.size()),
                           Qt::LeftToRight);
    for (const QRect &button : layout.buttons)
        QTest::mouseClick(view.viewport(), Qt::LeftButton, Qt::NoModifier, button.center());
    QCOMPARE(actionTriggered.size(), actions.size());
    for (int i = 0; i < actions.size(); ++i)
        QCOMPARE(actionTriggered.at(i).at(1).value<PostAction>(), actions.at(i));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, Qt::NoModifier, layout.title.center());
    QCOMPARE(actionTriggered.size(), actions.size());
}

void QueueViewTest::contextMenuHoldsTheSameActions()
{
    PictureCache pictures;
    QueueModel model;
    const PostView post = samplePost(QStringLiteral("p"), PostState::Failed, QStringLiteral("text"));
    model.put(post);
    QueueView view(pictures, nullptr);
    view.setModel(&model);
    view.setCurrentIndex(model.index(0));
    view.show();
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QCoreApplication::sendEvent(view.viewport(), &event);
    auto *menu = view.findChild<QMenu *>();
    QVERIFY(menu);
    QSignalSpy actionTriggered(&view, &QueueView::actionTriggered);
    const QVector<PostAction> actions = actionsOf(post);
    for (int i = 0; i < actions.size(); ++i) {
        QVERIFY(menu->actions().at(i)->text().startsWith(actionText(actions.at(i))));
        menu->actions().at(i)->trigger();
        QCOMPARE(actionTriggered.last().at(1).value<PostAction>(), actions.at(i));
    }
    menu->close();
}

void QueueViewTest::rowsMirror()
{
    const QRect row(0, 0, 600, RowLayout::heightFor(QFont(), 600));
    const RowLayout left(row, QFont(), 3, Qt::LeftToRight);
    const RowLayout right(row, QFont(), 3, Qt::RightToLeft);
    const auto mirrored = [&row](const QRect &rect) {
        return QStyle::visualRect(Qt::RightToLeft, row, rect);
    };
    QCOMPARE(right.thumbnail, mirrored(left.thumbnail));
    QCOMPARE(right.title, mirrored(left.title));
    QCOMPARE(right.buttons.first(), mirrored(left.buttons.first()));
    for (const QRect &part :
         {left.thumbnail, left.title, left.stage, left.bar, left.numbers, left.buttons.last()})
        QVERIFY(row.contains(part));
    QVERIFY(!left.title.intersects(left.buttons.first()));
}

// In every width and font: nothing lies over anything else, the title can be read, and what is pressed grows with the font.
void QueueViewTest::rowsFitEveryWidth()
{
    int hit = 0;
    for (const int points : {10, 20}) {
        QFont font;
        font.setPointSize(points);
        for (const int width : {300, 480, 719, 1000, 2500}) {
            const QRect row(0, 100, width, RowLayout::heightFor(font, width));
            const RowLayout layout(row, font, 7, Qt::LeftToRight);
            QVector<QRect> parts = layout.buttons + QVector<QRect>{layout.thumbnail, layout.title, layout.stageIcon,
                                                                   layout.stage, layout.bar, layout.numbers};
            for (qsizetype i = 0; i < parts.size(); ++i) {
                QVERIFY2(row.contains(parts.at(i)), qPrintable(QString::number(width)));
                for (qsizetype k = i + 1; k < parts.size(); ++k)
                    QVERIFY(!parts.at(i).intersects(parts.at(k)));
            }
            const int letter = QFontMetrics(RowLayout::titleFont(font)).averageCharWidth();
            QVERIFY2(layout.title.width() >= 8 * letter, qPrintable(QString::number(width)));
            QVERIFY(layout.buttons.last().right() - layout.title.left() <= 140 * letter); // beside its title
        }
        const RowLayout layout(QRect(0, 0, 700, RowLayout::heightFor(font, 700)), font, 1, Qt::LeftToRight);
        QVERIFY(layout.buttons.first().width() > hit);
        hit = layout.buttons.first().width();
    }
}

// A list that gets too narrow for the actions beside the titles makes room for them below, in all rows.
void QueueViewTest::rowsGrowWhereTheyAreNarrow()
{
    PictureCache pictures;
    QueueModel model;
    QVector<PostView> posts;
    for (int i = 0; i < 3; ++i)
        posts << samplePost(QString::number(i), PostState::Posted, QStringLiteral("text"));
    model.putAll(posts);
    QueueView view(pictures, nullptr);
    QFont font = view.font();
    font.setPointSize(20);
    view.setFont(font);
    view.setModel(&model);
    view.resize(1200, 800);
    view.show();
    const int wide = view.visualRect(model.index(0)).height();
    QCOMPARE(view.visualRect(model.index(1)).top(), wide);
    view.resize(460, 800);
    const int narrow = view.visualRect(model.index(0)).height();
    QVERIFY(narrow > wide);
    QCOMPARE(view.visualRect(model.index(1)).top(), narrow);
    view.resize(1200, 800);
    QCOMPARE(view.visualRect(model.index(2)).top(), 2 * wide);
}

void QueueViewTest::barRunsAddUp()
{
    const UploadView sending = sampleUpload(QStringLiteral("u"), UploadState::Sending);
    const QVector<BarRun> runs = barRuns(QList{sending, sampleUpload(QStringLiteral("v"), UploadState::Ready)});
    QCOMPARE(runs.size(), 6); // sent, moving, in flight, again, its rest, and the whole second upload
    QCOMPARE(runs.at(0).kind, BarRun::Sent);
    QCOMPARE(runs.at(0).to, 20.0 / 84.0);
    QCOMPARE(runs.at(1).kind, BarRun::Moving);
    QCOMPARE(runs.at(1).to, 20.7 / 84.0); // half of the estimate, for it is one of two in flight
    QCOMPARE(runs.at(2).kind, BarRun::InFlight);
    QCOMPARE(runs.at(3).kind, BarRun::Again);
    QCOMPARE(runs.at(4).kind, BarRun::AgainRest);
    QCOMPARE(runs.at(5).from, 0.5);
    QCOMPARE(runs.at(5).to, 1.0);
    QVERIFY(barRuns(QVector<UploadView>()).isEmpty());
    QVERIFY(barRuns(QList{UploadView{}}).isEmpty());
}

void QueueViewTest::theBarSaysWhatTheNumberSays()
{
    for (const UploadState state : {UploadState::Fixing, UploadState::Processing}) {
        UploadView upload = sampleUpload(QStringLiteral("u"), state);
        upload.percent = 12;
        upload.fixPercent = 12;
        const PostView post = samplePost(QStringLiteral("p"), PostState::WaitingForMedia, {}, {upload});
        const QVector<BarRun> runs = barRuns(post);
        QCOMPARE(runs.size(), 1);
        QCOMPARE(runs.first().to, stageOf(post).percent / 100.0);
        QCOMPARE(stageOf(post).percent, 12);
    }
}

void QueueViewTest::tonesAreReadable_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << QPalette(QColor(239, 239, 239));
    QPalette dark(QColor(45, 46, 50));
    dark.setColor(QPalette::Base, QColor(30, 31, 34));
    QTest::newRow("dark") << dark;
    QPalette contrast(Qt::black);
    contrast.setColor(QPalette::Base, Qt::black);
    contrast.setColor(QPalette::Text, Qt::yellow);
    QTest::newRow("high contrast") << contrast;
}

void QueueViewTest::tonesAreReadable()
{
    QFETCH(QPalette, palette);
    for (const QColor &tone : {theme::quiet(palette), theme::good(palette), theme::warning(palette),
                               theme::bad(palette), theme::accent(palette)})
        QVERIFY2(theme::contrast(tone, palette.color(QPalette::Base)) >= 4.5, qPrintable(tone.name()));
}

void QueueViewTest::picturesComeLater()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.png"));
    QImage picture(400, 100, QImage::Format_RGB32);
    picture.fill(Qt::green);
    QVERIFY(picture.save(file));
    PictureCache pictures;
    QSignalSpy ready(&pictures, &PictureCache::ready);
    QVERIFY(pictures.get(file, {40, 30}, 2.0).isNull());
    QVERIFY(pictures.get(file, {40, 30}, 2.0).isNull()); // asked twice, read once
    QTRY_COMPARE(ready.size(), 1);
    const QPixmap got = pictures.get(file, {40, 30}, 2.0);
    QCOMPARE(got.size(), QSize(80, 60));
    QCOMPARE(got.devicePixelRatio(), 2.0);
    QVERIFY(pictures.get(folder.filePath(QStringLiteral("none.png")), {40, 30}, 1.0).isNull());
    QTRY_COMPARE(ready.size(), 2);
}

void QueueViewTest::paintingReadsTheVisibleRowsAlone()
{
    PictureCache pictures;
    const auto readsPerFrame = [&pictures](int rows) {
        CountingModel model;
        QVector<PostView> posts;
        for (int i = 0; i < rows; ++i) {
            PostView post = samplePost(QString::number(i), PostState::WaitingForMedia,
                                       QStringLiteral("Post number %1 with some words of text").arg(i),
                                       {sampleUpload(QStringLiteral("u%1").arg(i), UploadState::Sending)});
            post.activityAtMs = i;
            posts << post;
        }
        model.putAll(posts);
        QueueView view(pictures, nullptr);
        view.setModel(&model);
        view.resize(700, 900);
        QImage image(view.size(), QImage::Format_ARGB32_Premultiplied);
        view.render(&image); // fonts and layout
        model.reads = 0;
        constexpr int frames = 20;
        for (int i = 0; i < frames; ++i) {
            view.scrollTo(model.index(i * (rows - 1) / (frames - 1)));
            view.render(&image);
        }
        return model.reads / frames;
    };
    const int few = readsPerFrame(50);
    const int many = readsPerFrame(2000);
    QVERIFY(few > 0);
    QVERIFY2(many <= few + few / 4, qPrintable(QStringLiteral("%1 reads, not %2").arg(many).arg(few)));
}

POSTREEL_TEST_MAIN(QueueViewTest)
#include "tst_queue_view.moc"
