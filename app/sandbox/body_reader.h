// Reads the body of one request as it arrives: JSON and form fields stay in memory, the media part is written
// to a file.
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
    static constexpr qsizetype maxKeptBytes = 12 * 1024 * 1024; // 8 MB in base64 plus the surrounding JSON
    static constexpr qsizetype maxFieldBytes = 64 * 1024;
    static constexpr qsizetype maxFields = 32;

    enum class Form { None, Json, UrlEncoded, Multipart, Other };

    // The media part is written to a file in `folder`.
    BodyReader(const HttpHead &head, const QString &folder);

    void feed(const char *data, qsizetype size);
    void finish();
    // A larger media part is refused with 413. -1 (the default): no limit.
    void setMediaLimit(qint64 bytes) { m_mediaLimit = bytes; }

    Form form() const { return m_form; }
    // The status to refuse the request with (400, 413, 507), 0 if there is no error; reason() is X's sentence
    // for it.
    int refusal() const { return m_refusal; }
    QString reason() const { return m_reason; }

    const QByteArray &raw() const { return m_raw; }
    // The body if it is a JSON object, else nothing.
    const std::optional<QJsonObject> &json() const { return m_json; }
    const QList<FormField> &fields() const { return m_fields; }
    const FormField *field(const char *name) const;
    QByteArray text(const char *name) const;
    // True once the part named "media" has begun.
    bool hasMedia() const { return m_media != nullptr; }
    ReceivedFile *media() const { return m_media.get(); }
    // Converts a JSON body with base64 media into the fields that a multipart body would have.
    void unwrapJson();
    // Fields for the log: text as strings (4,096 bytes at most), files as {bytes, filename, content_type}.
    QJsonObject logged() const;
    bool finished() const { return m_finished; }
    // True once that field is complete, or can no longer arrive.
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
