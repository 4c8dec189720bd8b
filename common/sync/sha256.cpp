#include "common/sync/sha256.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <cstdlib>

namespace qm {

namespace {

const EVP_MD* algorithm()
{
    static const EVP_MD* const md
        = EVP_MD_fetch(nullptr, "SHA256", nullptr); // fetched once: a fetch costs more than a hash
    if (!md)
        std::abort();
    return md;
}

} // namespace

Sha256::Sha256() : m_context(EVP_MD_CTX_new())
{
    EVP_DigestInit_ex2(static_cast<EVP_MD_CTX*>(m_context), algorithm(), nullptr);
}

Sha256::~Sha256()
{
    EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(m_context));
}

Sha256& Sha256::add(std::string_view data)
{
    EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(m_context), data.data(), data.size());
    return *this;
}

Hash Sha256::finish()
{
    Hash hash;
    unsigned length = 0;
    EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(m_context), hash.bytes.data(), &length);
    EVP_DigestInit_ex2(static_cast<EVP_MD_CTX*>(m_context), nullptr, nullptr);
    return hash;
}

Hash sha256(std::string_view data)
{
    thread_local Sha256 hasher;
    return hasher.add(data).finish();
}

std::string toHex(std::string_view bytes)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        out.push_back(digits[static_cast<std::uint8_t>(c) >> 4]);
        out.push_back(digits[static_cast<std::uint8_t>(c) & 15]);
    }
    return out;
}

std::string toBase64Url(std::string_view bytes)
{
    constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string out;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : bytes) {
        held = held << 8 | static_cast<std::uint8_t>(c);
        bits += 8;
        while (bits >= 6) {
            bits -= 6;
            out.push_back(digits[(held >> bits) & 63]);
        }
    }
    if (bits > 0)
        out.push_back(digits[(held << (6 - bits)) & 63]);
    return out;
}

std::string Hash::hex() const
{
    return toHex(view());
}

Hash Hash::fromBytes(std::string_view data)
{
    Hash hash;
    if (data.size() == hash.bytes.size())
        std::copy(data.begin(), data.end(), hash.bytes.begin());
    return hash;
}

bool Hash::parseHex(std::string_view hex, Hash& out)
{
    if (hex.size() != 64)
        return false;
    for (std::size_t i = 0; i < 64; ++i) {
        const char c = hex[i];
        int value = 0;
        if (c >= '0' && c <= '9')
            value = c - '0';
        else if (c >= 'a' && c <= 'f')
            value = c - 'a' + 10;
        else
            return false;
        out.bytes[i / 2] = static_cast<std::uint8_t>(i % 2 ? out.bytes[i / 2] | value : value << 4);
    }
    return true;
}

bool equalInConstantTime(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace qm
