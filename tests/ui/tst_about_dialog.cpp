// What "About Postreel" tells, and that it can be copied.
#include "named_controls.h"
#include "tests/support/test_main.h"
#include "ui/window/about_dialog.h"

#include <QAccessible>
#include <QLabel>
#include <QPushButton>

using namespace postreel;
using namespace postreel::testing;

class AboutDialogTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsWhatItIs();
    void fitsIntoANarrowWindow();
};

void AboutDialogTest::tellsWhatItIs()
{
    AboutDialog dialog(nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QString all;
    for (const QLabel *label : dialog.findChildren<QLabel *>()) {
        all += label->text() % u'\n';
        if (!label->text().isEmpty())
            QVERIFY2(label->textInteractionFlags().testFlag(Qt::TextSelectableByKeyboard), qPrintable(label->text()));
    }
    for (const QString &told : {QStringLiteral(POSTREEL_VERSION), QString(QStringLiteral("Qt ") % QLatin1String(qVersion())),
                                QStringLiteral("MIT licence")})
        QVERIFY2(all.contains(told), qPrintable(all));
    int seen = 0;
    QCOMPARE(namelessControl(dialog, seen), QString());
    QVERIFY(seen >= 4);
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QVERIFY(!dialog.isVisible());
}

void AboutDialogTest::fitsIntoANarrowWindow()
{
    QWidget window;
    window.resize(320, 400);
    AboutDialog dialog(&window);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QVERIFY(dialog.width() <= 320);
    for (const QLabel *label : dialog.findChildren<QLabel *>())
        if (label->wordWrap())
            QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
}

POSTREEL_TEST_MAIN(AboutDialogTest)
#include "tst_about_dialog.moc"
