// The body of one request while it comes in: JSON and forms are kept, the media part goes to a file.
// Invariant: whatever a client sends, no more than maxKeptBytes of it are held in memory.
#pragma once

#include "app/sandbox/http_message.h"
#include "app/sandbox/multipart_parser.h"
#include "app/sandbox/received_file.h"

#include <QJsonObject>
#include <memory>
#include <optional>

namespace postreel::sandbox {

struct FormField
{
    QByteArray name;
    QByteArray value;       // empty for the media part
    QByteArray fileName;    // may be empty
    QByteArray contentType; // may be empty
    qint64 bytes = 0;
};

class BodyReader : private MultipartSink
{
public:
    static constexpr qsizetype maxKeptBytes = 12 * 1024 * 1024; // 8 MB in base64 and the JSON around it
    static constexpr qsizetype maxFieldBytes = 64 * 1024;
    static constexpr qsizetype maxFields = 32;

    enum class Form { None, Json, UrlEncoded, Multipart, Other };

    // `folder` is where the media part is put.
    BodyReader(const HttpHead &head, const QString &folder);

    void feed(const char *data, qsizetype size);
    void finish();
    // More media than this answers 413.
    void setMediaLimit(qint64 bytes) { m_mediaLimit = bytes; }

    Form form() const { return m_form; }
    // The status to refuse with (400, 413, 507), 0 while all is well, and X's sentence.
    int refusal() const { return m_refusal; }
    QString reason() const { return m_reason; }

    const QByteArray &raw() const { return m_raw; }
    // The JSON object; nothing when the body is no JSON object.
    const std::optional<QJsonObject> &json() const { return m_json; }
    const QList<FormField> &fields() const { return m_fields; }
    const FormField *field(const char *name) const;
    QByteArray text(const char *name) const;
    // The part named "media" has begun.
    bool hasMedia() const { return m_media != nullptr; }
    ReceivedFile *media() const { return m_media.get(); }
    // Turns a JSON body with the media in base64 into the fields that a multipart body would have.
    void unwrapJson();
    // Fields for the log: text as strings, media as {bytes, filename, content_type}.
    QJsonObject logged() const;
    bool finished() const { return m_finished; }
    // A field that is complete, or will not come any more.
    bool knows(const char *name) const;

private:
    void onPart(const PartHead &head) override;
    void onPartData(const char *data, qsizetype size) override;
    void onPartEnd() override;
    void refuse(int status, const QString &reason);
    void splitForm();

    Form m_form = Form::None;
    QString m_folder;
    std::unique_ptr<MultipartParser> m_parts;
    QByteArray m_raw;
    std::optional<QJsonObject> m_json;
    QList<FormField> m_fields;
    std::unique_ptr<ReceivedFile> m_media;
    bool m_inMedia = false;
    bool m_inPart = false;
    bool m_finished = false;
    qint64 m_mediaLimit = -1;
    int m_refusal = 0;
    QString m_reason;
};

} // namespace postreel::sandbox
