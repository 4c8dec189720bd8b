#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qm::syncd::http {

/// The head of a request that has passed every guard of head.cpp.
struct Head {
    std::string method; ///< GET, HEAD or POST
    std::string target; ///< path and query as sent
    std::string path; ///< as sent: a path with an escape in it is none of ours
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case, values as sent
    std::size_t contentLength = 0;
    bool isKeptAlive = true; ///< the client would send another request on this connection
    bool expectsContinue = false;

    /// The value of the only header of that name (in lower case), or null.
    const std::string* header(std::string_view name) const;
};

struct Request {
    Head head;
    std::multimap<std::string, std::string> query; ///< decoded
    std::string body; ///< as sent, whole
    std::string peer; ///< the address at the other end of the connection
    bool isTls = false;
    std::shared_ptr<void> context; ///< what admit() gave
    bool isWoken = false; ///< it has waited already

    /// The value of the only parameter of that name; empty when there is none.
    std::string parameter(const std::string& name) const;
};

/// Not an answer yet: the request is handed to answer() again once `isDue` is set and the server told so, or when its
/// time is over. Meanwhile it takes no thread. The server lets go of `isDue` when the client does.
struct Wait {
    std::shared_ptr<const std::atomic<bool>> isDue;
    std::int64_t forMs = 0;
};

struct Response {
    int status = 200;
    std::string body;
    std::string contentType = "application/json";
    std::vector<std::pair<std::string, std::string>> headers;
    std::optional<Wait> wait; ///< then nothing else counts
};

/// What becomes of a request whose head has come.
struct Admission {
    std::optional<Response> refusal; ///< answered now, unread body or not, and the connection is closed
    std::size_t bodyBytesMax = 0;
    std::shared_ptr<void> context; ///< handed back with the request
};

/// A request that never became one.
struct Refusal {
    int status = 400;
    std::string_view code; ///< for the answer and the log
    std::string_view allow; ///< methods, for 405
};

/// What the server asks of the daemon. Called on several threads at once. Exceptions are answered with 500 and no word
/// of their text.
class Handler {
public:
    virtual ~Handler() = default;
    /// Before the body is read, so that a stranger cannot make the server hold one.
    virtual Admission admit(const Head& head, const std::string& peer, bool isTls) = 0;
    virtual Response answer(Request& request) = 0;
    virtual Response refuse(const Refusal& refusal, const std::string& peer, bool isTls) = 0;
    /// An exception left admit() or answer().
    virtual Response failed(std::string_view what) = 0;
};

} // namespace qm::syncd::http
