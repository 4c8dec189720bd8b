#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace qm {

/// A SHA-256 value: 32 bytes.
struct Hash {
    std::array<std::uint8_t, 32> bytes {};
    friend auto operator<=>(const Hash&, const Hash&) = default;
    std::string_view view() const { return { reinterpret_cast<const char*>(bytes.data()), bytes.size() }; }
    std::string hex() const; ///< 64 lower-case characters
    static Hash fromBytes(std::string_view bytes); ///< anything but 32 bytes is all zero
    static bool parseHex(std::string_view hex, Hash& out);
};

Hash sha256(std::string_view data);

/// SHA-256 fed in parts; finish() makes it ready for the next message.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    Sha256& add(std::string_view data);
    Hash finish();

private:
    void* m_context; // EVP_MD_CTX
};

/// Compares without telling by time where two texts differ.
bool equalInConstantTime(std::string_view a, std::string_view b);

std::string toHex(std::string_view bytes);
std::string toBase64Url(std::string_view bytes);

} // namespace qm
