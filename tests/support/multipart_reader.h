// Takes a multipart/form-data body apart again, by RFC 7578 and apart from the code that wrote it.
// Invariant: a body that is not exactly a multipart one gives no part at all.
#pragma once

#include <QByteArray>
#include <QVector>

namespace postreel::testing {

struct FormPart
{
    QByteArray headers;
    QByteArray name;
    QByteArray fileName; // null: no file part
    QByteArray bytes;
};

inline QByteArray quotedAfter(const QByteArray &text, const QByteArray &key)
{
    const QByteArray mark = key + "=\"";
    const qsizetype start = text.indexOf(mark);
    if (start < 0)
        return {};
    const qsizetype from = start + mark.size();
    return text.mid(from, text.indexOf('"', from) - from);
}

inline QVector<FormPart> formParts(const QByteArray &contentType, const QByteArray &body)
{
    const QByteArray prefix = "multipart/form-data; boundary=";
    if (!contentType.startsWith(prefix))
        return {};
    const QByteArray mark = "--" + contentType.mid(prefix.size());
    const QByteArray first = mark + "\r\n";
    const QByteArray next = "\r\n" + mark;
    const QByteArray last = next + "--\r\n";
    if (!body.startsWith(first) || !body.endsWith(last))
        return {};
    QVector<FormPart> parts;
    qsizetype at = first.size();
    while (at < body.size()) {
        const qsizetype headEnd = body.indexOf("\r\n\r\n", at);
        const qsizetype partEnd = body.indexOf(next, headEnd);
        if (headEnd < 0 || partEnd < 0)
            return {};
        FormPart part{.headers = body.mid(at, headEnd - at), .name = {}, .fileName = {}, .bytes = {}};
        part.name = quotedAfter(part.headers, "; name");
        part.fileName = quotedAfter(part.headers, "; filename");
        part.bytes = body.mid(headEnd + 4, partEnd - headEnd - 4);
        parts.append(part);
        at = partEnd + next.size() + 2;
        if (body.mid(at - 2, 2) == "--")
            return parts;
    }
    return {};
}

} // namespace postreel::testing
