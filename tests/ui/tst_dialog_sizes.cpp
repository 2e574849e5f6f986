// The dialogs in the smallest window, with the usual and with large letters, in both directions: nothing is clipped, out of
// reach, or wider than the window.
#include "appearance.h"
#include "layout_faults.h"
#include "sample_views.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/window/about_dialog.h"
#include "ui/window/compose/alt_text_dialog.h"
#include "ui/window/compose/deadline_dialog.h"
#include "ui/window/compose/subtitles_dialog.h"
#include "ui/window/compose/title_dialog.h"
#include "ui/window/connect/connect_browser_page.h"
#include "ui/window/connect/connect_end_page.h"
#include "ui/window/limits/speed_limit_dialog.h"
#include "ui/window/parts/picture_cache.h"
#include "ui/window/parts/window_style.h"
#include "ui/window/trim/trim_dialog.h"

#include <QVBoxLayout>
#include <memory>

using namespace postreel;
using namespace postreel::testing;

namespace {

constexpr QSize smallest(480, 600);

QDialog *speedLimit(PictureCache &)
{
    const TimetableRow hours{.days = 31, .fromMinute = 480, .toMinute = 1080, .bytesPerSecond = 1'000'000};
    return new SpeedLimitDialog(2'000'000, {hours, {.days = 96, .bytesPerSecond = 0}}, nullptr);
}

QDialog *trim(PictureCache &pictures)
{
    const TrimSubject film{.file = text("/films/harbour at dawn, the long take with the ferry.mp4"),
                           .facts = {.durationMs = 3'000'000, .width = 160, .height = 90, .milliFps = 25'000, .mostMs = 600'000},
                           .startMs = 5000,
                           .endMs = 2'000'000,
                           .coverMs = 8000};
    return new TrimDialog(film, pictures, nullptr);
}

QDialog *subtitles(PictureCache &)
{
    auto *dialog = new SubtitlesDialog(sampleUpload(text("u"), UploadState::Ready), nullptr);
    UploadView track = sampleUpload(text("t"), UploadState::NeedsFix, text("/films/harbour.de.srt"));
    track.kind = UploadKind::Subtitle;
    track.language = text("DE");
    track.verdict = Verdict::WillBeRefused;
    track.problems = {{text("text encoding"), text("UTF-16 LE"), text("UTF-8"), {}}};
    track.offer.kind = FixKind::Text;
    dialog->setTracks({track});
    return dialog;
}

QDialog *altText(PictureCache &pictures)
{
    return new AltTextDialog(pictures, sampleUpload(text("u"), UploadState::Ready), nullptr);
}

QDialog *title(PictureCache &)
{
    return new TitleDialog(sampleUpload(text("u"), UploadState::Ready), nullptr);
}

QDialog *outBy(PictureCache &)
{
    return new DeadlineDialog(text("harbour at dawn.mp4"), 1'900'000'000'000, 1'899'000'000'000, nullptr);
}

QDialog *about(PictureCache &)
{
    return new AboutDialog(nullptr);
}

QDialog *holding(ConnectPage *page)
{
    auto *dialog = new QDialog;
    auto *area = new QScrollArea(dialog);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(page);
    (new QVBoxLayout(dialog))->addWidget(area);
    return dialog;
}

QDialog *browserPage(PictureCache &)
{
    return holding(new BrowserPage(nullptr));
}

QDialog *endPage(PictureCache &)
{
    auto *page = new EndPage(nullptr);
    page->show({.end = SignInEnd::SignedIn,
                .account = {.key = text("api.x.com/1"), .userId = text("1"), .handle = text("ann")},
                .kept = StoreOutcome::Refused},
               {});
    return holding(page);
}

using Maker = QDialog *(*)(PictureCache &);

} // namespace

class DialogSizesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new WindowStyle); }
    void everythingHasItsPlace_data();
    void everythingHasItsPlace();
};

void DialogSizesTest::everythingHasItsPlace_data()
{
    QTest::addColumn<Maker>("make");
    QTest::addColumn<int>("points");
    QTest::addColumn<Qt::LayoutDirection>("direction");
    const std::pair<const char *, Maker> all[] = {{"speed limit", speedLimit}, {"trim", trim},          {"subtitles", subtitles},
                                                  {"alt text", altText},       {"title", title},        {"out by", outBy},
                                                  {"about", about},            {"browser", browserPage}, {"end", endPage}};
    for (const auto &[name, make] : all)
        for (const int points : {10, 20})
            for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft})
                QTest::addRow("%s, %d pt, %s", name, points, direction == Qt::LeftToRight ? "left to right" : "right to left")
                    << make << points << direction;
}

void DialogSizesTest::everythingHasItsPlace()
{
    QFETCH(Maker, make);
    QFETCH(int, points);
    QFETCH(Qt::LayoutDirection, direction);
    const Appearance appearance(points, direction);
    PictureCache pictures;
    const std::unique_ptr<QDialog> dialog(make(pictures));
    dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    dialog->resize(smallest);
    dialog->show();
    settle();
    QStringList faults = layoutFaults(*dialog);
    if (dialog->width() > smallest.width() || dialog->height() > smallest.height())
        faults << QStringLiteral("it is %1x%2").arg(dialog->width()).arg(dialog->height());
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

POSTREEL_TEST_MAIN(DialogSizesTest)
#include "tst_dialog_sizes.moc"
