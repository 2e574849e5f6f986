// A value, or the Error that stands in its place (std::expected is not in GCC 12).
// Invariant: exactly one of the two is there; value() of an error is a programming mistake and asserts.
#pragma once

#include "app/base/error.h"

#include <QtGlobal>
#include <utility>
#include <variant>

namespace postreel {

template <typename T>
class Result
{
public:
    Result(T value) : m_held(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_held(std::in_place_index<1>, std::move(error)) {}
    Result(ErrorKind kind, QString subject = {})
        : m_held(std::in_place_index<1>, Error{.kind = kind, .subject = std::move(subject)})
    {
    }

    bool ok() const { return m_held.index() == 0; }
    explicit operator bool() const { return ok(); }

    const T &value() const { return held(); }
    T take() { return std::move(std::get<0>(m_held)); }
    const T &operator*() const { return held(); }
    const T *operator->() const { return &held(); }

    // The error; its kind is None when there is a value.
    Error error() const { return ok() ? Error{} : std::get<1>(m_held); }

private:
    const T &held() const
    {
        Q_ASSERT(ok());
        return std::get<0>(m_held);
    }
    std::variant<T, Error> m_held;
};

struct Done // the value of a Result that carries none
{
    friend bool operator==(Done, Done) = default;
};

} // namespace postreel
