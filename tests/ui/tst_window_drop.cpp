#include "appearance.h"
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "ui/window/compose/composer.h"
#include "ui/window/compose/drop_overlay.h"
#include "ui/window/main_window.h"
#include "ui/window/parts/message_area.h"

#include <QDateTime>
#include <QDragEnterEvent>
#include <QFile>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace postreel;
using namespace postreel::testing;

namespace {

// What a window system does when something is dragged in and let go.
void drag(MainWindow &window, const QMimeData &mime, const QPoint &position)
{
    QDragEnterEvent enter(position, Qt::CopyAction | Qt::MoveAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &enter);
    QDragMoveEvent move(position, Qt::CopyAction | Qt::MoveAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &move);
}

void drop(MainWindow &window, const QMimeData &mime, const QPoint &position)
{
    drag(window, mime, position);
    QDropEvent event(position, Qt::CopyAction | Qt::MoveAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &event);
    QCOMPARE(event.dropAction(), Qt::CopyAction); // never let the file manager take the file away
}

QWidget *named(const QWidget &window, const char *name)
{
    for (QWidget *widget : window.findChildren<QWidget *>())
        if (widget->accessibleName() == QLatin1String(name))
            return widget;
    return nullptr;
}

} // namespace

class WindowDropTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void dropChoosesByItsPlace();
    void overlayOffersOnlyWhatFits();
    void badFilesOfADropAreTold();
    void textIsNotTakenForFiles();
    void leavingHidesTheOverlay();
    void itsWordsHaveRoom_data();
    void itsWordsHaveRoom();

private:
    QString file(const char *name, const QByteArray &content = "x");
    std::unique_ptr<QTemporaryDir> m_folder;
};

void WindowDropTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

QString WindowDropTest::file(const char *name, const QByteArray &content)
{
    QFile made(m_folder->filePath(QString::fromUtf8(name)));
    return made.open(QIODevice::WriteOnly) && made.write(content) == content.size() ? made.fileName()
                                                                                    : QString();
}

void WindowDropTest::dropChoosesByItsPlace()
{
    MainWindow window({.settings = nullptr, .cacheFolder = m_folder->path(), .logFile = {}});
    window.resize(1000, 700);
    window.show();
    QSignalSpy accepted(&window.fileImporter(), &FileImporter::accepted);
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(file("a.png")), QUrl::fromLocalFile(file("b \"'\n🎬 فيلم.png"))});
    drop(window, mime, {200, 300});
    QTRY_COMPARE(accepted.size(), 1);
    QCOMPARE(accepted.at(0).at(0).toStringList().size(), 2);
    QCOMPARE(accepted.at(0).at(1).value<Purpose>(), Purpose::Attach);
    drop(window, mime, {800, 300});
    QTRY_COMPARE(accepted.size(), 2);
    QCOMPARE(accepted.at(1).at(1).value<Purpose>(), Purpose::OneEach);
    QVERIFY(window.messages().bars().isEmpty());
}

void WindowDropTest::overlayOffersOnlyWhatFits()
{
    MainWindow window({});
    window.resize(1000, 700);
    window.show();
    QMimeData videos;
    videos.setUrls({QUrl(QStringLiteral("file:///a.mp4")), QUrl(QStringLiteral("file:///b.mp4"))});
    drag(window, videos, {200, 300});
    auto *overlay = window.findChild<DropOverlay *>();
    QVERIFY(overlay && overlay->isVisible());
    QCOMPARE(overlay->geometry(), window.rect());
    QCOMPARE(overlay->targetAt({200, 300}), Purpose::OneEach);
    QVERIFY(!named(*overlay, "Attach to this Post")->isVisible());
    QVERIFY(named(*overlay, "One Post per file")->isVisible());
    QMimeData unknown; // their names do not tell
    unknown.setUrls({QUrl(QStringLiteral("file:///photo1")), QUrl(QStringLiteral("file:///photo2"))});
    drag(window, unknown, {200, 300});
    QCOMPARE(overlay->targetAt({200, 300}), Purpose::Attach);
    QMimeData one;
    one.setUrls({QUrl(QStringLiteral("file:///a.mp4"))});
    drag(window, one, {200, 300});
    QCOMPARE(overlay->targetAt({200, 300}), Purpose::Attach);
    window.composer().setUploads({sampleUpload(QStringLiteral("u"), UploadState::Sending)});
    drag(window, one, {200, 300});
    QCOMPARE(overlay->targetAt({200, 300}), Purpose::OneEach);
}

void WindowDropTest::badFilesOfADropAreTold()
{
    MainWindow window({});
    window.show();
    QSignalSpy accepted(&window.fileImporter(), &FileImporter::accepted);
    QSignalSpy elsewhere(&window.fileImporter(), &FileImporter::remoteUrlsFound);
    QFile empty(file("empty.mp4", "")); // and old: no recording that has just begun
    QVERIFY(empty.open(QIODevice::Append));
    QVERIFY(empty.setFileTime(QDateTime::currentDateTime().addSecs(-3600), QFileDevice::FileModificationTime));
    QMimeData mime;
    mime.setUrls({QUrl(QStringLiteral("https://example.org/x.mp4")),
                  QUrl(QStringLiteral("mtp://phone/y.mp4")), QUrl::fromLocalFile(m_folder->path()),
                  QUrl::fromLocalFile(empty.fileName()), QUrl::fromLocalFile(file("good.mp4"))});
    drop(window, mime, {200, 300});
    QTRY_COMPARE(accepted.size(), 1);
    QCOMPARE(accepted.first().first().toStringList(),
             QStringList{m_folder->filePath(QStringLiteral("good.mp4"))});
    QString told;
    for (const MessageBar *bar : window.messages().bars())
        told += bar->text() + u'\n';
    // What is elsewhere is offered to be copied, by who owns an engine.
    QCOMPARE(elsewhere.size(), 1);
    QCOMPARE(elsewhere.first().first().value<QList<QUrl>>(), mime.urls().mid(0, 2));
    for (const char *word : {"empty.mp4", "folder"})
        QVERIFY2(told.contains(QLatin1String(word)), word);
    QVERIFY(QApplication::activeModalWidget() == nullptr);
}

void WindowDropTest::textIsNotTakenForFiles()
{
    MainWindow window({});
    window.show();
    QMimeData mime;
    mime.setText(QStringLiteral("words"));
    QDragEnterEvent enter({200, 300}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QCoreApplication::sendEvent(&window, &enter);
    QVERIFY(!enter.isAccepted());
    QVERIFY(!window.findChild<DropOverlay *>());
}

void WindowDropTest::leavingHidesTheOverlay()
{
    MainWindow window({});
    window.show();
    QMimeData mime;
    mime.setUrls({QUrl(QStringLiteral("file:///a.mp4"))});
    drag(window, mime, {200, 300});
    QVERIFY(window.findChild<DropOverlay *>()->isVisible());
    QDragLeaveEvent leave;
    QCoreApplication::sendEvent(&window, &leave);
    QVERIFY(!window.findChild<DropOverlay *>()->isVisible());
}

void WindowDropTest::itsWordsHaveRoom_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("points");
    for (const QSize &size : {QSize(480, 600), QSize(720, 600), QSize(1080, 720)})
        for (const int points : {10, 20})
            QTest::addRow("%dx%d, %d pt", size.width(), size.height(), points) << size << points;
}

void WindowDropTest::itsWordsHaveRoom()
{
    QFETCH(QSize, size);
    QFETCH(int, points);
    const Appearance appearance(points, Qt::LeftToRight);
    QWidget window;
    window.resize(size);
    DropOverlay overlay(&window);
    overlay.resize(size);
    for (const bool attachable : {true, false}) {
        overlay.offer(attachable, 12);
        for (const QWidget *card : overlay.findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
            if (card->isHidden())
                continue;
            const DropTargetPlaces places =
                dropTargetPlaces(card->size(), card->font(), card->accessibleName(), card->accessibleDescription());
            const int line = QFontMetrics(dropTitleFont(card->font())).height();
            const QRect explained = QFontMetrics(card->font()).boundingRect(QRect(0, 0, places.explanation.width(), 5000),
                                                                            Qt::TextWordWrap, card->accessibleDescription());
            QVERIFY(places.explanation.height() >= explained.height());
            QVERIFY(places.glyph.isEmpty() || places.glyph.bottom() < places.title.top());
            QVERIFY(places.title.height() >= line);
            QVERIFY(places.title.bottom() < places.explanation.top());
            QVERIFY(card->rect().contains(places.title));
            QVERIFY(card->rect().contains(places.explanation));
        }
    }
}

POSTREEL_TEST_MAIN(WindowDropTest)
#include "tst_window_drop.moc"
