#include "app/sandbox/json_schema.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <cmath>

namespace postreel::sandbox {

namespace {

QString typeName(JsonSchema::Kind kind)
{
    switch (kind) {
    case JsonSchema::Kind::String:
        return QStringLiteral("string");
    case JsonSchema::Kind::Integer:
        return QStringLiteral("integer");
    case JsonSchema::Kind::Number:
        return QStringLiteral("number");
    case JsonSchema::Kind::Boolean:
        return QStringLiteral("boolean");
    case JsonSchema::Kind::Object:
    case JsonSchema::Kind::AnyObject:
        return QStringLiteral("object");
    case JsonSchema::Kind::Array:
        return QStringLiteral("array");
    }
    return {};
}

bool isWhole(const QJsonValue &value)
{
    return value.isDouble() && std::floor(value.toDouble()) == value.toDouble();
}

QString typeOf(const QJsonValue &value)
{
    if (value.isString())
        return QStringLiteral("string");
    if (value.isDouble())
        return isWhole(value) ? QStringLiteral("integer") : QStringLiteral("number");
    if (value.isBool())
        return QStringLiteral("boolean");
    if (value.isArray())
        return QStringLiteral("array");
    return value.isObject() ? QStringLiteral("object") : QStringLiteral("null");
}

bool isKind(const QJsonValue &value, JsonSchema::Kind kind)
{
    switch (kind) {
    case JsonSchema::Kind::String:
        return value.isString();
    case JsonSchema::Kind::Integer:
        return isWhole(value);
    case JsonSchema::Kind::Number:
        return value.isDouble();
    case JsonSchema::Kind::Boolean:
        return value.isBool();
    case JsonSchema::Kind::Object:
    case JsonSchema::Kind::AnyObject:
        return value.isObject();
    case JsonSchema::Kind::Array:
        return value.isArray();
    }
    return false;
}

} // namespace

JsonSchema idShape(bool required)
{
    return {.kind = JsonSchema::Kind::String, .required = required, .pattern = "^[0-9]{1,19}\\z"};
}

std::optional<QString> JsonSchema::check(const QJsonValue &value, const QString &path) const
{
    if (!isKind(value, kind))
        return QStringLiteral("%1: %2 found, %3 expected").arg(path, typeOf(value), typeName(kind));
    switch (kind) {
    case Kind::String:
        return checkString(value.toString(), path);
    case Kind::Integer: {
        const double number = value.toDouble();
        if (number < static_cast<double>(least))
            return QStringLiteral("%1: must have a minimum value of %2").arg(path).arg(least);
        if (most >= 0 && number > static_cast<double>(most))
            return QStringLiteral("%1: must have a maximum value of %2").arg(path).arg(most);
        return std::nullopt;
    }
    case Kind::Object:
        return checkObject(value, path);
    case Kind::Array:
        return checkArray(value, path);
    case Kind::Number:
    case Kind::Boolean:
    case Kind::AnyObject:
        return std::nullopt;
    }
    return std::nullopt;
}

std::optional<QString> JsonSchema::checkString(const QString &text, const QString &path) const
{
    if (pattern && !QRegularExpression(QLatin1String(pattern)).match(text).hasMatch())
        return QStringLiteral("%1: does not match the regex pattern %2").arg(path, QLatin1String(pattern));
    if (!choices.isEmpty() && !choices.contains(text))
        return QStringLiteral("%1: does not have a value in the enumeration [%2]")
            .arg(path, choices.join(QStringLiteral(", ")));
    // Lengths count code points, as JSON Schema defines.
    const qsizetype length = text.toUcs4().size();
    if (length < least)
        return QStringLiteral("%1: must be at least %2 characters long").arg(path).arg(least);
    if (most >= 0 && length > most)
        return QStringLiteral("%1: may only be %2 characters long").arg(path).arg(most);
    return std::nullopt;
}

std::optional<QString> JsonSchema::checkObject(const QJsonValue &value, const QString &path) const
{
    const QJsonObject object = value.toObject();
    for (const auto &[name, shape] : members) {
        const QString key = QLatin1String(name);
        if (!object.contains(key)) {
            if (shape.required)
                return QStringLiteral("%1.%2: is missing but it is required").arg(path, key);
            continue;
        }
        if (std::optional<QString> wrong = shape.check(object.value(key), path % u'.' % key))
            return wrong;
    }
    for (const QString &key : object.keys()) {
        const bool known = std::any_of(members.begin(), members.end(), [&key](const auto &member) {
            return key == QLatin1String(member.first);
        });
        if (!known)
            return QStringLiteral("%1.%2: is not defined in the schema and the schema does not allow "
                                  "additional properties")
                .arg(path, key);
    }
    return std::nullopt;
}

std::optional<QString> JsonSchema::checkArray(const QJsonValue &value, const QString &path) const
{
    const QJsonArray array = value.toArray();
    if (array.size() < least)
        return QStringLiteral("%1: there must be a minimum of %2 items in the array").arg(path).arg(least);
    if (most >= 0 && array.size() > most)
        return QStringLiteral("%1: there must be a maximum of %2 items in the array").arg(path).arg(most);
    if (items.isEmpty())
        return std::nullopt;
    for (qsizetype i = 0; i < array.size(); ++i)
        if (std::optional<QString> wrong =
                items.first().check(array.at(i), QStringLiteral("%1[%2]").arg(path).arg(i)))
            return wrong;
    return std::nullopt;
}

} // namespace postreel::sandbox
