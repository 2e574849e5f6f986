#include "app/sandbox/body_reader.h"

#include <QJsonDocument>

namespace postreel::sandbox {

namespace {

BodyReader::Form formOf(const HttpHead &head)
{
    const QByteArray type = head.contentType();
    if (!head.hasBody())
        return BodyReader::Form::None;
    if (type == "application/json")
        return BodyReader::Form::Json;
    if (type == "application/x-www-form-urlencoded")
        return BodyReader::Form::UrlEncoded;
    return type == "multipart/form-data" ? BodyReader::Form::Multipart : BodyReader::Form::Other;
}

} // namespace

BodyReader::BodyReader(const HttpHead &head, const QString &folder) : m_form(formOf(head)), m_folder(folder)
{
    if (m_form != Form::Multipart)
        return;
    const QByteArray boundary = MultipartParser::boundaryOf(head.header("Content-Type"));
    if (boundary.isEmpty())
        refuse(400, QStringLiteral("The multipart body has no boundary."));
    else
        m_parts = std::make_unique<MultipartParser>(boundary);
}

void BodyReader::refuse(int status, const QString &reason)
{
    if (m_refusal != 0)
        return;
    m_refusal = status;
    m_reason = reason;
    m_media.reset();
    m_inMedia = false;
}

void BodyReader::feed(const char *data, qsizetype size)
{
    if (m_refusal != 0)
        return;
    if (m_parts) {
        if (!m_parts->feed(data, size, *this))
            refuse(400, QLatin1String(m_parts->error()));
        return;
    }
    if (m_raw.size() + size > maxKeptBytes) {
        m_raw.clear();
        refuse(413, QStringLiteral("The body is too large."));
        return;
    }
    m_raw.append(data, size);
}

void BodyReader::finish()
{
    m_finished = true;
    if (m_refusal != 0)
        return;
    if (m_parts && !m_parts->complete())
        refuse(400, QStringLiteral("The multipart body ends before its last boundary."));
    if (m_form == Form::UrlEncoded)
        splitForm();
    if (m_form != Form::Json)
        return;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(m_raw, &error);
    if (document.isObject())
        m_json = document.object();
    else
        refuse(400, QStringLiteral("The body is no JSON object: %1.").arg(error.errorString()));
}

void BodyReader::splitForm()
{
    for (const QByteArray &pair : m_raw.split('&')) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        QByteArray name = equals < 0 ? pair : pair.left(equals);
        QByteArray value = equals < 0 ? QByteArray() : pair.mid(equals + 1);
        name = QByteArray::fromPercentEncoding(name.replace('+', ' '));
        value = QByteArray::fromPercentEncoding(value.replace('+', ' '));
        if (m_fields.size() >= maxFields)
            return refuse(400, QStringLiteral("The form has too many fields."));
        if (field(name.constData()))
            return refuse(400, QStringLiteral("A field of the form is there twice."));
        m_fields.append({name, value, {}, {}, value.size()});
    }
}

const FormField *BodyReader::field(const char *name) const
{
    for (const FormField &candidate : m_fields)
        if (candidate.name == name)
            return &candidate;
    return nullptr;
}

QByteArray BodyReader::text(const char *name) const
{
    const FormField *found = field(name);
    return found ? found->value : QByteArray();
}

bool BodyReader::knows(const char *name) const
{
    const FormField *found = field(name);
    return m_finished || m_refusal != 0 || (found && (!m_inPart || found != &m_fields.last()));
}

void BodyReader::onPart(const PartHead &head)
{
    if (m_refusal != 0)
        return;
    if (m_fields.size() >= maxFields)
        return refuse(400, QStringLiteral("The form has too many fields."));
    if (field(head.name.constData()))
        return refuse(400, QStringLiteral("A field of the form is there twice."));
    m_fields.append({head.name, {}, head.fileName, head.contentType, 0});
    m_inPart = true;
    m_inMedia = head.name == "media";
    if (!m_inMedia)
        return;
    m_media = ReceivedFile::create(m_folder);
    if (!m_media)
        refuse(507, QStringLiteral("The sandbox cannot write to its folder."));
}

void BodyReader::onPartData(const char *data, qsizetype size)
{
    if (m_refusal != 0)
        return;
    FormField &current = m_fields.last();
    current.bytes += size;
    if (m_inMedia) {
        if (m_mediaLimit >= 0 && current.bytes > m_mediaLimit)
            refuse(413, {});
        else if (!m_media->write(data, size))
            refuse(507, QStringLiteral("The sandbox cannot write to its folder."));
        return;
    }
    if (current.bytes > maxFieldBytes)
        return refuse(413, QStringLiteral("A field of the form is too large."));
    current.value.append(data, size);
}

void BodyReader::onPartEnd()
{
    m_inPart = false;
    m_inMedia = false;
}

void BodyReader::unwrapJson()
{
    if (!m_json)
        return;
    for (auto it = m_json->begin(); it != m_json->end(); ++it) {
        const bool wholeNumber = it.key() == QLatin1String("segment_index");
        if (wholeNumber ? !it->isDouble() : !it->isString())
            return refuse(400, QStringLiteral("$.%1: is of the wrong type").arg(it.key()));
        const QByteArray text =
            wholeNumber ? QByteArray::number(it->toDouble(), 'g', 17) : it->toString().toUtf8();
        m_fields.append({it.key().toUtf8(), text, {}, {}, text.size()});
        if (it.key() != QLatin1String("media"))
            continue;
        const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
        m_media = ReceivedFile::create(m_folder);
        if (!decoded)
            return refuse(400, QStringLiteral("$.media: is no base64"));
        if (!m_media || !m_media->write(decoded.decoded.constData(), decoded.decoded.size()))
            return refuse(507, QStringLiteral("The sandbox cannot write to its folder."));
        m_fields.last().value.clear();
        m_fields.last().bytes = decoded.decoded.size();
        if (m_mediaLimit >= 0 && m_media->bytes() > m_mediaLimit)
            return refuse(413, {});
    }
    m_json.reset();
    m_raw.clear();
}

QJsonObject BodyReader::logged() const
{
    QJsonObject logged;
    for (const FormField &each : m_fields) {
        if (each.name != "media" && each.fileName.isEmpty()) {
            logged[QString::fromUtf8(each.name)] = QString::fromUtf8(each.value.left(4096));
            continue;
        }
        logged[QString::fromUtf8(each.name)] =
            QJsonObject{{QStringLiteral("bytes"), each.bytes},
                        {QStringLiteral("filename"), QString::fromUtf8(each.fileName)},
                        {QStringLiteral("content_type"), QString::fromUtf8(each.contentType)}};
    }
    return logged;
}

} // namespace postreel::sandbox
