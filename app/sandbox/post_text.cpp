#include "app/sandbox/post_text.h"

#include <QRegularExpression>
#include <QTextBoundaryFinder>
#include <algorithm>

namespace postreel::sandbox {

namespace {

int codePoints(const QString &text)
{
    return static_cast<int>(text.toUcs4().size());
}

const QRegularExpression &linkPattern()
{
    static const QRegularExpression pattern(QStringLiteral("https?://[^\\s<>\"]+"),
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern;
}

bool isLight(char32_t c)
{
    return c <= 4351 || (c >= 8192 && c <= 8205) || (c >= 8208 && c <= 8223) || (c >= 8242 && c <= 8247);
}

// X encodes only these three; quotes stay.
QString withEntities(QString text)
{
    return text.replace(u'&', QStringLiteral("&amp;"))
        .replace(u'<', QStringLiteral("&lt;"))
        .replace(u'>', QStringLiteral("&gt;"));
}

void appendLink(ShownText &shown, const PostLink &link)
{
    PostLink placed = link;
    placed.start = codePoints(shown.text);
    shown.text += link.url;
    placed.end = codePoints(shown.text);
    shown.links.append(placed);
}

} // namespace

ShownText shownText(const QString &sent, const QString &mediaLink, const QString &mediaKey,
                    const std::function<QString()> &newLetters)
{
    const auto newLink = [&newLetters]() -> QString {
        return QStringLiteral("https://t.co/") % newLetters();
    };
    ShownText shown;
    qsizetype from = 0;
    QRegularExpressionMatchIterator matches = linkPattern().globalMatch(sent);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        shown.text += withEntities(sent.mid(from, match.capturedStart() - from));
        appendLink(shown, {0, 0, newLink(), match.captured(), {}});
        from = match.capturedEnd();
    }
    shown.text += withEntities(sent.mid(from));
    if (!mediaLink.isEmpty()) {
        if (!shown.text.isEmpty())
            shown.text += u' ';
        appendLink(shown, {0, 0, newLink(), mediaLink, mediaKey});
    }
    return shown;
}

int leastWeight(const QString &text)
{
    // Anything that could be a link counts as 23 at most; X may recognise less of it as a link and count
    // more.
    static const QRegularExpression maybeLink(QStringLiteral("\\S+\\.\\S+"));
    int weight = 0;
    qsizetype from = 0;
    const auto addPlain = [&weight](const QString &piece) {
        QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, piece);
        qsizetype start = 0;
        for (qsizetype end = finder.toNextBoundary(); end > 0; end = finder.toNextBoundary()) {
            weight += isLight(piece.mid(start, end - start).toUcs4().constFirst()) ? 1 : 2;
            start = end;
        }
    };
    QRegularExpressionMatchIterator matches = maybeLink.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        addPlain(text.mid(from, match.capturedStart() - from));
        weight += static_cast<int>(std::min<qsizetype>(23, match.capturedLength()));
        from = match.capturedEnd();
    }
    addPlain(text.mid(from));
    return weight;
}

} // namespace postreel::sandbox
