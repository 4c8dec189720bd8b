#pragma once

#include <string>
#include <utility>
#include <variant>

namespace qm {

/// What went wrong, for a program to decide on. The sentence for a person is made from it once, at the edge.
enum class ErrorCode {
    Invalid, ///< input that cannot be right: malformed, out of range, not UTF-8
    NotFound, ///< names something that is not there
    Exists, ///< names something that is there already
    Ambiguous, ///< a name that several things carry
    Rule, ///< refused by a rule of the ledger (closed month, date outside month ...)
    OutsideMonth, ///< a date that does not lie in its month
    Closed, ///< the month is closed
    Depends, ///< refers to something that is missing or deleted
    Changed, ///< somebody else changed it meanwhile
    Busy, ///< another program holds the file
    ReadOnly, ///< the file or its folder cannot be written
    DiskFull, ///< no space left; nothing was changed
    Corrupt, ///< the file is damaged or breaks its own rules
    NotALedger, ///< a file of another kind
    TooNew, ///< written by a newer program
    Io, ///< any other failure of the disk or the system
    Offline, ///< the server cannot be reached; nothing is lost
    Refused, ///< the server says no (revoked, forbidden, unknown)
    Protocol, ///< an answer that is not ours (a proxy's page, cut, malformed)
    Later, ///< the server asks to come back later
    Mismatch, ///< verification failed
    Forked, ///< another copy of this device has sent changes under the same identity
    Usage, ///< wrong use of a command
};

struct Error {
    ErrorCode code = ErrorCode::Invalid;
    std::string detail; ///< English: which thing, then what is wrong
};

/// A value or an Error, with the member names of std::expected, which g++ 12 lacks in C++20 mode.
template <typename T = void>
class [[nodiscard]] Result {
public:
    using value_type = T;
    Result(T value) : m_value(std::in_place_index<0>, std::move(value)) { }
    Result(Error error) : m_value(std::in_place_index<1>, std::move(error)) { }
    bool has_value() const { return m_value.index() == 0; }
    explicit operator bool() const { return has_value(); }
    T& value() & { return std::get<0>(m_value); }
    const T& value() const& { return std::get<0>(m_value); }
    T&& value() && { return std::get<0>(std::move(m_value)); }
    T& operator*() & { return *std::get_if<0>(&m_value); }
    const T& operator*() const& { return *std::get_if<0>(&m_value); }
    T&& operator*() && { return std::move(*std::get_if<0>(&m_value)); }
    T* operator->() { return std::get_if<0>(&m_value); }
    const T* operator->() const { return std::get_if<0>(&m_value); }
    const Error& error() const { return std::get<1>(m_value); }

private:
    std::variant<T, Error> m_value;
};

template <>
class [[nodiscard]] Result<void> {
public:
    using value_type = void;
    Result() = default;
    Result(Error error) : m_error(std::move(error)), m_failed(true) { }
    bool has_value() const { return !m_failed; }
    explicit operator bool() const { return has_value(); }
    const Error& error() const { return m_error; }

private:
    Error m_error;
    bool m_failed = false;
};

/// Leaves the function with the error of `expression`, if it has one.
#define QM_TRY(expression)                                                                                             \
    do {                                                                                                               \
        if (const auto& qmTried = (expression); !qmTried)                                                              \
            return qmTried.error();                                                                                    \
    } while (false)

#define QM_CONCAT_(a, b) a##b
#define QM_CONCAT(a, b) QM_CONCAT_(a, b)
/// `QM_ASSIGN(auto x, f())`: x is the value of f(), or the function is left with its error.
#define QM_ASSIGN(declaration, expression)                                                                             \
    auto QM_CONCAT(qmResult, __LINE__) = (expression);                                                                 \
    if (!QM_CONCAT(qmResult, __LINE__))                                                                                \
        return QM_CONCAT(qmResult, __LINE__).error();                                                                  \
    declaration = *std::move(QM_CONCAT(qmResult, __LINE__))

} // namespace qm
