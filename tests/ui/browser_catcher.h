// Stands in for the person's browser: notes what would have been opened.
// Invariant: takes http and https for as long as it lives, and nothing is opened meanwhile.
#pragma once

#include <QDesktopServices>
#include <QObject>
#include <QUrl>
#include <QVector>

namespace postreel::testing {

class BrowserCatcher : public QObject
{
    Q_OBJECT
public:
    BrowserCatcher()
    {
        for (const char *scheme : {"http", "https"})
            QDesktopServices::setUrlHandler(QLatin1String(scheme), this, "open");
    }
    ~BrowserCatcher() override
    {
        for (const char *scheme : {"http", "https"})
            QDesktopServices::unsetUrlHandler(QLatin1String(scheme));
    }
    QVector<QUrl> opened;

public Q_SLOTS:
    void open(const QUrl &url) { opened << url; }
};

} // namespace postreel::testing
