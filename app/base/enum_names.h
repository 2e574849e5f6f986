// Maps enumerators to names and back with one table; the names are stored, printed in events and read back.
// Invariant: every enumerator is in the table exactly once, so a name survives a reordering of the enum.
#pragma once

#include <QString>
#include <QStringList>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace postreel {

template <typename E, std::size_t N>
using EnumNames = std::array<std::pair<E, std::string_view>, N>;

// Empty for a value that is not in the table.
template <typename E, std::size_t N>
QString enumName(const EnumNames<E, N> &names, E value)
{
    for (const auto &[candidate, name] : names)
        if (candidate == value)
            return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
    return {};
}

// nullopt for an unknown name; names are case-sensitive.
template <typename E, std::size_t N>
std::optional<E> enumValue(const EnumNames<E, N> &names, const QString &name)
{
    for (const auto &[value, candidate] : names)
        if (name == QLatin1String(candidate.data(), static_cast<qsizetype>(candidate.size())))
            return value;
    return std::nullopt;
}

template <typename E, std::size_t N>
QStringList enumNameList(const EnumNames<E, N> &names)
{
    QStringList list;
    for (const auto &[value, name] : names)
        list << enumName(names, value);
    return list;
}

} // namespace postreel
