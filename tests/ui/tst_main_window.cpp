#include "sample_views.h"
#include "tests/support/test_main.h"
#include "ui/window/compose/composer.h"
#include "ui/window/main_window.h"
#include "ui/window/parts/message_area.h"
#include "ui/window/queue/details.h"
#include "ui/window/queue/queue_model.h"
#include "ui/window/queue/queue_pane.h"
#include "ui/window/queue/queue_view.h"
#include "ui/window/queue/welcome_bar.h"

#include <QAccessible>
#include <QClipboard>
#include <QDialog>
#include <QFileDialog>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QTemporaryDir>
#include <QToolButton>

using namespace postreel;
using namespace postreel::testing;

namespace {

QWidget *named(const QWidget &window, const char *name)
{
    for (QWidget *widget : window.findChildren<QWidget *>())
        if (widget->accessibleName() == QLatin1String(name))
            return widget;
    return nullptr;
}

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void accessibleNames();
    void everyControlHasAName();
    void whatCanBeFixedCanBeChosen();
    void f6ChangesPanes();
    void keyPosts();
    void stacksWhenNarrow();
    void remembersItsPlace();
    void aNarrowSessionKeepsTheSizesBeside();
    void closingTellsTheText();
    void firstStartOffersTheSandbox();
    void theOfferStaysUntilAnAccountIsChosen();
    void aClosedDialogGivesTheKeyboardToTheText();
    void emptyQueueExplains();
    void detailsComeWhenWanted();
    void pauseAllTurnsIntoResumeAll();
    void diagnosticsHoldNoTexts();

private:
    QString file(const char *name, const QByteArray &content = "x");
    std::unique_ptr<QTemporaryDir> m_folder;
};

void MainWindowTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

QString MainWindowTest::file(const char *name, const QByteArray &content)
{
    QFile made(m_folder->filePath(QString::fromUtf8(name)));
    return made.open(QIODevice::WriteOnly) && made.write(content) == content.size() ? made.fileName()
                                                                                    : QString();
}

void MainWindowTest::accessibleNames()
{
    MainWindow window({});
    window.show();
    const std::initializer_list<std::pair<const char *, QAccessible::Role>> table{
        {"Post text", QAccessible::EditableText},
        {"Add media", QAccessible::Button},
        {"Post", QAccessible::Button},
        {"Queue", QAccessible::List},
        {"Account", QAccessible::ComboBox},
        {"Pause all", QAccessible::Button},
    };
    for (const auto &[name, role] : table) {
        QWidget *widget = named(window, name);
        QVERIFY2(widget && widget->isVisible(), name);
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        QCOMPARE(face->text(QAccessible::Name), QString::fromLatin1(name));
        QCOMPARE(face->role(), role);
    }
}

void MainWindowTest::everyControlHasAName()
{
    MainWindow window({});
    window.queue().model().put(samplePost(QStringLiteral("p"), PostState::Failed, QStringLiteral("t"),
                                          {sampleUpload(QStringLiteral("u"), UploadState::Failed)}));
    window.composer().setUploads({sampleUpload(QStringLiteral("u"), UploadState::NeedsFix)});
    window.messages().addMessage(Severity::Warning, QStringLiteral("words"));
    window.show();
    window.queue().showDetails(QStringLiteral("p"));
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        const bool inside = widget->inherits("QAbstractItemView") == false && widget->parentWidget() &&
                            (widget->parentWidget()->inherits("QAbstractScrollArea") ||
                             widget->parentWidget()->inherits("QComboBox"));
        if (inside || widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() ||
            widget->inherits("QTabBar"))
            continue;
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        QVERIFY2(!face->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
    }
}

void MainWindowTest::whatCanBeFixedCanBeChosen()
{
    MainWindow window({});
    window.show();
    static_cast<QAbstractButton *>(named(window, "Add media"))->click();
    auto *dialog = window.findChild<QFileDialog *>();
    QVERIFY(dialog);
    const QString patterns = dialog->nameFilters().value(0);
    for (const char *pattern : {"*.mp4", "*.png", "*.mkv", "*.avi", "*.mts", "*.mpg"})
        QVERIFY2(patterns.contains(QLatin1String(pattern)), pattern);
}

void MainWindowTest::f6ChangesPanes()
{
    MainWindow window({});
    window.queue().model().put(samplePost(QStringLiteral("p"), PostState::Posted, QStringLiteral("t")));
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QVERIFY(named(window, "Post text")->hasFocus());
    QTest::keyClick(&window, Qt::Key_F6);
    QVERIFY(named(window, "Queue")->hasFocus());
    QCOMPARE(window.queue().view().currentPost(), QStringLiteral("p"));
    QTest::keyClick(&window, Qt::Key_F6);
    QVERIFY(named(window, "Post text")->hasFocus());
}

void MainWindowTest::keyPosts()
{
    MainWindow window({});
    window.composer().setAccounts({{QStringLiteral("a"), QStringLiteral("@a"), false}}, {});
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QSignalSpy post(&window.composer(), &Composer::postRequested);
    QWidget *edit = named(window, "Post text");
    QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(post.size(), 0);
    QTest::keyClicks(edit, QStringLiteral("hi"));
    QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(post.size(), 1);
    QCOMPARE(window.composer().text(), QStringLiteral("hi"));
}

void MainWindowTest::stacksWhenNarrow()
{
    MainWindow window({});
    window.resize(1000, 700);
    window.show();
    auto *splitter = qobject_cast<QSplitter *>(window.centralWidget());
    QVERIFY(splitter);
    QCOMPARE(splitter->orientation(), Qt::Horizontal);
    window.resize(719, 700);
    QCOMPARE(splitter->orientation(), Qt::Vertical);
    window.resize(480, 700);
    QCOMPARE(window.width(), 480);
    window.resize(720, 700);
    QCOMPARE(splitter->orientation(), Qt::Horizontal);
}

void MainWindowTest::remembersItsPlace()
{
    QSettings settings(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    QList<int> sizes;
    {
        MainWindow window({.settings = &settings, .cacheFolder = {}, .logFile = {}});
        window.resize(760, 620);
        window.show();
        auto *splitter = qobject_cast<QSplitter *>(window.centralWidget());
        splitter->setSizes({400, 355});
        sizes = splitter->sizes();
        window.close();
    }
    MainWindow window({.settings = &settings, .cacheFolder = {}, .logFile = {}});
    window.show();
    QCOMPARE(window.size(), QSize(760, 620));
    QCOMPARE(qobject_cast<QSplitter *>(window.centralWidget())->sizes(), sizes);
}

// The panes as they stood side by side are there again after a session in which they never did.
void MainWindowTest::aNarrowSessionKeepsTheSizesBeside()
{
    QSettings settings(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    const WindowOptions options{.settings = &settings, .cacheFolder = {}, .logFile = {}};
    const auto sizesOf = [](const MainWindow &one) { return qobject_cast<QSplitter *>(one.centralWidget())->sizes(); };
    QList<int> beside;
    {
        MainWindow window(options);
        window.resize(1000, 700);
        window.show();
        qobject_cast<QSplitter *>(window.centralWidget())->setSizes({600, 395});
        beside = sizesOf(window);
        window.resize(600, 700);
        window.close();
    }
    {
        MainWindow window(options);
        window.show();
        QCOMPARE(window.width(), 600);
        window.close();
    }
    MainWindow window(options);
    window.show();
    window.resize(1000, 700);
    QCOMPARE(sizesOf(window), beside);
}

void MainWindowTest::closingTellsTheText()
{
    MainWindow window({});
    window.show();
    QSignalSpy closing(&window, &MainWindow::aboutToClose);
    window.close();
    QCOMPARE(closing.size(), 1);
}

void MainWindowTest::firstStartOffersTheSandbox()
{
    MainWindow window({});
    window.queue().setOffer(true);
    window.show();
    QSignalSpy wanted(&window.queue(), &QueuePane::sandboxRequested);
    auto *button = qobject_cast<QAbstractButton *>(named(window, "Try it in the sandbox"));
    QVERIFY(button && button->isVisible());
    button->click();
    QCOMPARE(wanted.size(), 1);
    window.queue().setOffer(false);
    QVERIFY(!button->isVisible());
}

// A drop before an account was chosen takes the place of the welcome, not its two ways on.
void MainWindowTest::theOfferStaysUntilAnAccountIsChosen()
{
    MainWindow window({});
    window.queue().setOffer(true);
    window.show();
    window.queue().model().put(samplePost(QStringLiteral("p"), PostState::Draft, QStringLiteral("t"), {}));
    auto *bar = window.queue().findChild<WelcomeBar *>();
    QVERIFY(bar && bar->isVisible());
    QSignalSpy sandbox(&window.queue(), &QueuePane::sandboxRequested);
    QSignalSpy connectX(&window.queue(), &QueuePane::connectRequested);
    const QRect list = window.queue().view().geometry();
    for (QPushButton *button : bar->findChildren<QPushButton *>())
        button->click();
    QCOMPARE(sandbox.size(), 1);
    QCOMPARE(connectX.size(), 1);
    window.queue().setOffer(false);
    QVERIFY(!bar->isVisible());
    QCoreApplication::processEvents();
    QCOMPARE(window.queue().view().geometry().topLeft(), list.topLeft()); // no row moved
}

void MainWindowTest::aClosedDialogGivesTheKeyboardToTheText()
{
    MainWindow window({});
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QWidget *text = window.focusWidget();
    window.composer().findChild<QToolButton *>()->setFocus();
    {
        QDialog dialog(&window);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        dialog.reject();
        QTRY_COMPARE(window.focusWidget(), text);
    }
    window.queue().model().put(samplePost(QStringLiteral("p"), PostState::Posted, QStringLiteral("t"), {}));
    window.queue().view().setFocus();
    QDialog dialog(&window);
    dialog.open();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    dialog.reject();
    QTRY_COMPARE(window.focusWidget(), &window.queue().view()); // who works there goes on there
}

void MainWindowTest::emptyQueueExplains()
{
    MainWindow window({});
    window.show();
    QVERIFY(!named(window, "Pause all")->isEnabled());
    window.queue().model().put(samplePost(QStringLiteral("p"), PostState::Posted, QStringLiteral("t")));
    QVERIFY(named(window, "Pause all")->isEnabled());
    auto *search = qobject_cast<QLineEdit *>(named(window, "Search the queue"));
    QVERIFY(search->isVisible());
    search->setText(QStringLiteral("nothing like it"));
    QCOMPARE(window.queue().view().model()->rowCount(), 0);
    search->clear();
    qobject_cast<QToolButton *>(named(window, "Failed"))->click(); // none of them
    QCOMPARE(window.queue().view().model()->rowCount(), 0);
    QTRY_VERIFY(named(window, "Posted 1"));
    qobject_cast<QToolButton *>(named(window, "Posted 1"))->click();
    QCOMPARE(window.queue().view().model()->rowCount(), 1);
}

void MainWindowTest::detailsComeWhenWanted()
{
    MainWindow window({});
    PostView post = samplePost(QStringLiteral("p"), PostState::WaitingForMedia, QStringLiteral("words"),
                               {sampleUpload(QStringLiteral("u"), UploadState::Sending)});
    window.queue().model().putAll(
        {post, samplePost(QStringLiteral("q"), PostState::Posted, QStringLiteral("other"))});
    window.show();
    QVERIFY(!window.findChild<Details *>());
    QSignalSpy history(&window.queue(), &QueuePane::historyRequested);
    window.queue().showDetails(QStringLiteral("p"));
    auto *details = window.findChild<Details *>();
    QVERIFY(details && details->isVisible());
    QCOMPARE(history.size(), 1);
    window.queue().model().putAll({post}); // nothing new of its states
    QCOMPARE(history.size(), 1);
    post.uploads[0] = sampleUpload(QStringLiteral("u"), UploadState::Failed);
    post.uploads[0].error =
        Error{.kind = ErrorKind::Rejected, .detail = QStringLiteral("InvalidMedia: word for word")};
    window.queue().model().putAll({post});
    QCOMPARE(history.size(), 2);
    QString words;
    for (const QLabel *label : details->findChildren<QLabel *>())
        words += label->text();
    QVERIFY2(words.contains(QStringLiteral("InvalidMedia: word for word")), qPrintable(words));
    window.queue().showDetails(QStringLiteral("q"));
    QCOMPARE(details->postId(), QStringLiteral("q"));
    post.sandbox = true;
    post.state = PostState::Posted;
    post.accountLabel = QStringLiteral("Sandbox");
    window.queue().model().putAll({post});
    window.queue().showDetails(QStringLiteral("p"));
    words.clear();
    for (const QLabel *label : details->findChildren<QLabel *>())
        words += label->text();
    QVERIFY2(words.contains(QStringLiteral("Posted in the sandbox, not on X")), qPrintable(words));
    QVERIFY2(!words.contains(QStringLiteral("Sandbox")), qPrintable(words)); // said once
    QSignalSpy actionTriggered(&window.queue(), &QueuePane::actionTriggered);
    details->findChildren<QPushButton *>().last()->click();
    QCOMPARE(actionTriggered.size(), 1);
    QTest::keyClick(details, Qt::Key_Escape);
    QVERIFY(!details->isVisible());
}

void MainWindowTest::pauseAllTurnsIntoResumeAll()
{
    MainWindow window({});
    window.queue().model().put(
        samplePost(QStringLiteral("p"), PostState::WaitingForMedia, QStringLiteral("t")));
    window.show();
    QSignalSpy wanted(&window, &MainWindow::pauseAllRequested);
    auto *button = qobject_cast<QToolButton *>(named(window, "Pause all"));
    button->click();
    window.queue().setPaused(true);
    QCOMPARE(button->accessibleName(), QStringLiteral("Resume all"));
    button->click();
    QCOMPARE(wanted.size(), 2);
    QCOMPARE(wanted.at(0).first().toBool(), true);
    QCOMPARE(wanted.at(1).first().toBool(), false);
}

void MainWindowTest::diagnosticsHoldNoTexts()
{
    const QString log = file("postreel.log", "x Authorization: Bearer abc.def\n");
    MainWindow window({.settings = nullptr, .cacheFolder = {}, .logFile = log});
    window.queue().model().put(samplePost(QStringLiteral("p"), PostState::Failed,
                                          QStringLiteral("secret words"),
                                          {sampleUpload(QStringLiteral("u"), UploadState::Failed)}));
    for (QAction *menu : window.menuBar()->actions())
        for (QAction *action : menu->menu()->actions())
            if (action->text().contains(QStringLiteral("diagnostics")))
                action->trigger();
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY(copied.contains(QStringLiteral("Postreel " POSTREEL_VERSION)));
    QVERIFY(copied.contains(QStringLiteral("Post Failed")));
    QVERIFY(copied.contains(QStringLiteral("Bearer [redacted]")));
    for (const char *word : {"abc.def", "secret words", "harbour"})
        QVERIFY2(!copied.contains(QLatin1String(word)), word);
}

POSTREEL_TEST_MAIN(MainWindowTest)
#include "tst_main_window.moc"
