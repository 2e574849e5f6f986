#include "ui/file_text.h"

#include "ui/quantities.h"
#include "ui/timecode.h"

#include <QCoreApplication>

namespace postreel {

namespace {

class FileWords
{
    Q_DECLARE_TR_FUNCTIONS(FileText)

public:
    explicit FileWords(const ErrorContext &told) : m_told(told) {}

    ErrorMessage missing() const;
    ErrorMessage notAFile() const;
    ErrorMessage unreadable() const;
    ErrorMessage empty() const;
    ErrorMessage tooBig() const;
    ErrorMessage changed() const;
    ErrorMessage away() const;
    ErrorMessage noFfmpeg() const;
    ErrorMessage notFixed() const;
    ErrorMessage noFix() const;
    ErrorMessage notAVideo() const;
    ErrorMessage noSuchFrame() const;
    ErrorMessage nameNotUtf8() const;
    ErrorMessage tooLate() const;

private:
    QString named(const QString &withName, const QString &without) const { return m_told.named(withName, without); }

    const ErrorContext &m_told;
};

ErrorMessage FileWords::missing() const
{
    //: %1 is a file name in isolates; so in all sentences below.
    const QString gone = named(tr("The file %1 cannot be found."), tr("The file cannot be found."));
    if (m_told.is(ErrorSituation::NotDone))
        return {joined(gone, tr("It may have been moved or renamed: add it again from where it is now.")), true};
    //: %1 is what to do then, such as "then retry"; so in all sentences below that have it near their end
    return m_told.saying(gone, tr("It may have been moved or renamed: put it back, %1."),
                         tr("It may have been moved or renamed: put it back."));
}

ErrorMessage FileWords::notAFile() const
{
    const QString what = named(tr("%1 is a folder or a device, not a file."), tr("This is a folder or a device, not a file."));
    if (m_told.is(ErrorSituation::NotDone))
        return {joined(what, tr("Nothing was added: open it, and add the files in it.")), true};
    return m_told.saying(what, tr("Put the file back in its place, %1."), tr("Put the file back in its place."));
}

ErrorMessage FileWords::unreadable() const
{
    return m_told.saying(named(tr("The file %1 cannot be read."), tr("The file cannot be read.")),
                         tr("Change its permissions so that you may read it, %1."),
                         tr("Change its permissions so that you may read it."));
}

ErrorMessage FileWords::empty() const
{
    return m_told.saying(named(tr("The file %1 is empty (0 bytes), so there is nothing to upload."),
                               tr("The file is empty (0 bytes), so there is nothing to upload.")),
                         tr("Export or copy it once more, %1."), tr("Export or copy it once more."));
}

ErrorMessage FileWords::tooBig() const
{
    return m_told.saying(named(tr("The file %1 is larger than 8 GB, the most that can be sent to X."),
                               tr("The file is larger than 8 GB, the most that can be sent to X.")),
                         tr("Make it smaller, %1."), tr("Make it smaller."));
}

ErrorMessage FileWords::changed() const
{
    if (m_told.is(ErrorSituation::NotDone)) // nothing of it was sent yet
        return m_told.saying(named(tr("The file %1 changed while it was being read: another program is still writing it."),
                                   tr("The file changed while it was being read: another program is still writing it.")),
                             tr("Wait until that is done, %1."));
    const QString what = named(tr("The file %1 has changed in the meantime, so what was already sent no longer matches it."),
                               tr("The file has changed in the meantime, so what was already sent no longer matches it."));
    if (m_told.step() == NextStep::Retry)
        return {joined(what, tr("Retry to start over with the file as it is now.")), true};
    return m_told.saying(what, tr("Put the old one back, %1."));
}

ErrorMessage FileWords::away() const
{
    const QString what = named(tr("The file %1 cannot be reached."), tr("The file cannot be reached."));
    if (m_told.step() == NextStep::FindFile)
        return {joined(what, tr("Put the card back in or reconnect the share, and the upload continues where it stopped. If "
                                "the file is somewhere else now, find it.")),
                true};
    return m_told.saying(what, tr("Put the card back in or reconnect the share, %1."),
                         tr("Put the card back in or reconnect the share."));
}

ErrorMessage FileWords::noFfmpeg() const
{
    return m_told.saying(tr("This needs ffmpeg, which is not installed."), tr("Install the package ffmpeg, %1."),
                         tr("Install the package ffmpeg."));
}

ErrorMessage FileWords::notFixed() const
{
    return m_told.saying(named(tr("%1 could not be fixed; the original is untouched."),
                               tr("The file could not be fixed; the original is untouched.")),
                         tr("Convert it with another program, %1."), tr("Convert it with another program."));
}

ErrorMessage FileWords::noFix() const
{
    return m_told.saying(named(tr("Postreel has no fix for %1."), tr("Postreel has no fix for this file.")),
                         tr("Replace it with a file that X takes, %1."), tr("Replace it with a file that X takes."));
}

ErrorMessage FileWords::notAVideo() const
{
    return m_told.saying(named(tr("Only a video can have a cover, and %1 is not one."),
                               tr("Only a video can have a cover, and this file is not one.")),
                         tr("Leave out the cover, or choose a video, %1."), tr("Leave out the cover, or choose a video."));
}

ErrorMessage FileWords::noSuchFrame() const
{
    const Error &error = m_told.error();
    const auto choose = [this](const QString &happened) {
        return m_told.saying(happened, tr("Choose an earlier time, %1."), tr("Choose an earlier time."));
    };
    if (!error.wantedMs || !error.lengthMs)
        return choose(tr("The video has no frame at that time."));
    const bool close = spanText(*error.wantedMs) == spanText(*error.lengthMs);
    const auto shown = [close](qint64 ms) { return close ? timecodeText(ms) : spanText(ms); };
    const QString length = shown(*error.lengthMs);
    const QString wanted = shown(*error.wantedMs);
    if (m_told.name().isEmpty())
        //: %1 and %2 are times of a video, such as 0:05
        return choose(tr("The video is %1 long: there is no frame at %2.").arg(length, wanted));
    //: %1 is a file name, %2 and %3 are times of a video, such as 0:05
    return choose(tr("The video %1 is %2 long: there is no frame at %3.").arg(m_told.name(), length, wanted));
}

ErrorMessage FileWords::nameNotUtf8() const
{
    return m_told.saying(named(tr("The name of the file %1 is not valid UTF-8, so the file cannot be opened."),
                               tr("The name of the file is not valid UTF-8, so the file cannot be opened.")),
                         tr("Rename it, %1."), tr("Rename it."));
}

ErrorMessage FileWords::tooLate() const
{
    const QString what = named(tr("%1 was not added: its Post had already been sent or discarded."),
                               tr("The file was not added: its Post had already been sent or discarded."));
    if (m_told.is(ErrorSituation::NotDone))
        return {joined(what, tr("Add it to another Post.")), true};
    return {what, false};
}

} // namespace

// clang-format off
ErrorMessage fileMessage(const ErrorContext &told)
{
    const FileWords words(told);
    switch (told.error().kind) { // a table, one line each; all other kinds are not about a file
    case ErrorKind::Missing: return words.missing();
    case ErrorKind::NotAFile: return words.notAFile();
    case ErrorKind::Unreadable: return words.unreadable();
    case ErrorKind::Empty: return words.empty();
    case ErrorKind::TooBig: return words.tooBig();
    case ErrorKind::FileChanged: return words.changed();
    case ErrorKind::FileAway: return words.away();
    case ErrorKind::NoFfmpeg: return words.noFfmpeg();
    case ErrorKind::FixFailed: return words.notFixed();
    case ErrorKind::NothingToFix: return words.noFix();
    case ErrorKind::NotAVideo: return words.notAVideo();
    case ErrorKind::NoSuchFrame: return words.noSuchFrame();
    case ErrorKind::NameNotUtf8: return words.nameNotUtf8();
    case ErrorKind::TooLate: return words.tooLate();
    default: return {}; }
}
// clang-format on

} // namespace postreel
