// Mends one file and says how long that took, or says only what ffmpeg would be told.
//
//   mend_file FILE FOLDER          the cured file's path and ms, a line each
//   mend_file --plain FILE RESULT  ffmpeg's arguments, one a line; of one pass
#include "app/media/cure_arguments.h"
#include "app/media/cures.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <cstdio>

using namespace postreel;

namespace {

int plain(const QString &file, const QString &result)
{
    const Inspection seen = inspect(file, UploadKind::Media);
    const CurePlan plan = planCure(seen, {}, {}, {});
    if (plan.kind == CureKind::None)
        return 1;
    const auto passes = passesOf(plan, seen, {.source = file, .result = result}, {});
    for (const QString &argument : passes.last().arguments)
        std::printf("%s\n", qPrintable(argument));
    return 0;
}

int mend(QCoreApplication &application, const QString &file, const QString &folder)
{
    FileReads reads;
    Cures cures(folder, reads);
    Inspection seen = inspect(file, UploadKind::Media); // at the drop, as in the program
    if (seen.wantsScan)
        seen = scanned(file, std::move(seen), {});
    QElapsedTimer clock;
    clock.start();
    cures.mend({.id = QStringLiteral("1"), .file = file, .seen = seen}, &application, [](const CureProgress &) {},
               [&clock](const Result<QString> &mended) {
                   if (mended)
                       std::printf("%s\n%lld\n", qPrintable(*mended), static_cast<long long>(clock.elapsed()));
                   else
                       std::fprintf(stderr, "%s: %s\n", qPrintable(nameOf(mended.error().kind)), qPrintable(mended.error().said));
                   QCoreApplication::exit(mended ? 0 : 1);
               });
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == QLatin1String("--plain"))
        return plain(arguments[2], arguments[3]);
    if (arguments.size() == 3)
        return mend(application, arguments[1], arguments[2]);
    std::fprintf(stderr, "usage: mend_file FILE FOLDER | mend_file --plain FILE RESULT\n");
    return 2;
}
