#include "ui/problem_text.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace postreel {

namespace {

class Problems
{
    Q_DECLARE_TR_FUNCTIONS(ProblemText)

public:
    static QString of(const Problem &problem);

private:
    using Words = QString (*)(const QString &);
    struct Form
    {
        QLatin1String field;
        Words value;
        Words limit;
        const char *unit = nullptr; // unit in value and limit that the words replace
    };
    static const std::array<Form, 19> forms;
    static QString asItIs(const QString &text) { return text; }
    static QString against(const QString &what, const QString &limit);
    static QString ofContent(const QString &value, const QString &limit);
    static QString ofChannels(const QString &value, const QString &limit);
    static QString ofTracks(const QString &value, const QString &limit);
    static QString ofForm(const Form &form, const Problem &problem);
};

// %1 is the value, or the limit, of that property.
// clang-format off
const std::array<Problems::Form, 19> Problems::forms{{
    {QLatin1String("bytes"), asItIs, asItIs},
    {QLatin1String("duration"), [](const QString &text) { return tr("%1 long").arg(text); }, asItIs},
    {QLatin1String("frame size"), [](const QString &text) { return tr("%1 pixels").arg(text); }, asItIs},
    {QLatin1String("aspect ratio"), [](const QString &text) { return tr("Aspect ratio %1").arg(text); }, asItIs},
    {QLatin1String("frame rate"), [](const QString &text) { return tr("%1 frames a second").arg(text); }, asItIs, "%1 fps"},
    {QLatin1String("bit depth"), [](const QString &text) { return tr("%1-bit colour").arg(text); }, [](const QString &text) { return tr("%1-bit").arg(text); }, "%1 bit"},
    {QLatin1String("key frames"), [](const QString &text) { return tr("A key frame %1").arg(text); }, [](const QString &text) { return tr("one %1").arg(text); }},
    {QLatin1String("frames"), asItIs, asItIs},
    {QLatin1String("pixels"), asItIs, asItIs},
    {QLatin1String("video codec"), [](const QString &text) { return tr("%1 video").arg(text); }, asItIs},
    {QLatin1String("video profile"), [](const QString &text) { return tr("Video profile %1").arg(text); }, asItIs},
    {QLatin1String("pixel format"), [](const QString &text) { return tr("%1 colour").arg(text); }, asItIs},
    {QLatin1String("dynamic range"), [](const QString &text) { return tr("%1 video").arg(text); }, asItIs},
    {QLatin1String("pixel shape"), [](const QString &text) { return tr("%1 pixels").arg(text); }, [](const QString &text) { return tr("%1 ones").arg(text); }},
    {QLatin1String("interlacing"), [](const QString &text) { return tr("%1 video").arg(text); }, asItIs},
    {QLatin1String("open GOP"), [](const QString &text) { return tr("%1 GOPs").arg(text); }, [](const QString &text) { return tr("%1 ones").arg(text); }},
    {QLatin1String("audio codec"), [](const QString &text) { return tr("%1 sound").arg(text); }, asItIs},
    {QLatin1String("audio profile"), [](const QString &text) { return tr("Sound profile %1").arg(text); }, asItIs},
    {QLatin1String("damage"), asItIs, asItIs},
}};
// clang-format on

QString capital(QString text)
{
    if (!text.isEmpty())
        text[0] = text.at(0).toUpper();
    return text;
}

// Compares with a phrase of app/media, which is translated.
bool isSaid(const QString &value, const char *source)
{
    return value == QCoreApplication::translate("Media", source);
}

// "MP4, MOV, WebM" → "MP4, MOV or WebM": any of them would do.
QString anyOf(const QString &limit)
{
    const qsizetype last = limit.lastIndexOf(QLatin1String(", "));
    //: %1 are one or more words with commas between them, %2 is one more
    return last < 0 ? limit : Problems::tr("%1 or %2").arg(limit.left(last), limit.mid(last + 2));
}

QString Problems::against(const QString &what, const QString &limit)
{
    //: %1 is what a file is, such as "HEVC video", %2 what X takes in its place, such as "H.264"
    return limit.isEmpty() ? capital(what) : tr("%1; X takes %2").arg(capital(what), anyOf(limit));
}

QString Problems::ofContent(const QString &value, const QString &limit)
{
    // For these, another kind of file would not help.
    if (isSaid(value, "cut short"))
        return tr("The file is cut short");
    if (isSaid(value, "no picture in it"))
        return tr("There is no picture in the file");
    if (isSaid(value, "no video inside"))
        return tr("There is no video in the file");
    if (isSaid(value, "sound only"))
        return tr("Sound only, without a picture");
    if (isSaid(value, "unknown: checking it took too long"))
        return tr("Unknown kind of file: checking it took too long");
    if (isSaid(value, "unknown"))
        return against(tr("Unknown kind of file"), limit);
    if (isSaid(value, "a camera's RAW file"))
        return against(value, limit);
    //: %1 is a kind of file such as "Matroska"
    return against(tr("%1 file").arg(value), limit);
}

QString Problems::ofChannels(const QString &value, const QString &limit)
{
    const bool counted = value.contains(u' ');
    //: %1 is a number of channels such as "3 channels"
    return against(counted ? tr("%1 of sound").arg(value)
                           //: %1 is an arrangement of loudspeakers such as "5.1" or "stereo"
                           : tr("%1 sound").arg(value),
                   limit);
}

// "2 (English, stereo; German, stereo)"
QString Problems::ofTracks(const QString &value, const QString &limit)
{
    //: %1 is a number, two or more, %2 are the names of the tracks in brackets
    return against(tr("%1 sound tracks %2").arg(value.section(u' ', 0, 0), value.section(u' ', 1)), limit);
}

QString Problems::ofForm(const Form &form, const Problem &problem)
{
    const QString unit = form.unit ? QCoreApplication::translate("Media", form.unit).remove(QLatin1String("%1")) : QString();
    const auto worded = [&unit](Words words, QString text) {
        if (!unit.isEmpty())
            text.remove(unit);
        return text.isEmpty() ? text : words(text);
    };
    return against(worded(form.value, problem.value), worded(form.limit, problem.limit));
}

QString Problems::of(const Problem &problem)
{
    const QString &field = problem.field;
    const auto form = std::find_if(forms.begin(), forms.end(), [&field](const Form &each) { return each.field == field; });
    if (form != forms.end())
        return ofForm(*form, problem);
    if (field == QLatin1String("content"))
        return ofContent(problem.value, problem.limit);
    if (field == QLatin1String("channels"))
        return ofChannels(problem.value, problem.limit);
    if (field == QLatin1String("sound tracks"))
        return ofTracks(problem.value, problem.limit);
    if (field == QLatin1String("time stamps"))
        //: %1 is what is wrong, such as "a gap of 5 s at 2 s", %2 what is right, such as "12 s that really play"
        return tr("Faulty timing: %1 (%2)").arg(problem.value, problem.limit);
    //: %1 is a property such as "Text encoding", %2 its value such as "UTF-16"
    return against(tr("%1 %2").arg(field, problem.value), problem.limit);
}

} // namespace

QString problemText(const Problem &problem)
{
    return Problems::of(problem);
}

QString problemWithFix(const Problem &problem)
{
    //: %1 is what is wrong with a file, %2 what helps, such as "Reduce it to 60 fps"
    return problem.fix.isEmpty() ? problemText(problem) : Problems::tr("%1 (%2)").arg(problemText(problem), problem.fix);
}

bool isRefusal(Verdict verdict)
{
    return verdict == Verdict::MayBeRefused || verdict == Verdict::WillBeRefused;
}

QString verdictText(Verdict verdict, bool headersAlone)
{
    if (verdict == Verdict::Ready && headersAlone)
        return Problems::tr("Ready, as far as Postreel can tell without ffmpeg");
    // A table, one line each.
    // clang-format off
    switch (verdict) {
    case Verdict::Unknown: return Problems::tr("Checking");
    case Verdict::Ready: return Problems::tr("Ready");
    case Verdict::MayBeRefused: return Problems::tr("X may refuse this");
    case Verdict::WillBeRefused: return Problems::tr("X won't take this as it is");
    }
    // clang-format on
    return {};
}

} // namespace postreel
