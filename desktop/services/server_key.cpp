#include <QByteArray>

#include "desktop/services/server_key.h"

#include <openssl/x509.h>

#include <memory>

namespace qm::desktop {

Result<Hash> parseServerKey(std::string_view text)
{
    constexpr std::string_view prefix = "sha256:";
    const Error unclear { ErrorCode::Invalid, "the server's key is given as sha256: and 64 hex digits" };
    if (!text.starts_with(prefix))
        return unclear;
    text.remove_prefix(prefix.size());
    Hash hash;
    if (text.size() == 64)
        return Hash::parseHex(text, hash) ? Result<Hash>(hash) : unclear;
    QByteArray coded(text.data(), static_cast<qsizetype>(text.size()));
    coded.replace('-', '+').replace('_', '/');
    const auto bytes = QByteArray::fromBase64Encoding(coded, QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes || bytes.decoded.size() != 32)
        return unclear;
    return Hash::fromBytes({ bytes.decoded.constData(), 32 });
}

std::string serverKeyText(const Hash& key)
{
    return "sha256:" + key.hex();
}

Result<Hash> serverKeyOf(std::string_view certificateDer)
{
    // Through OpenSSL itself: QSslKey knows RSA, DSA, DH and EC keys only, and a server may have an Ed25519 one.
    const auto* in = reinterpret_cast<const unsigned char*>(certificateDer.data());
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        d2i_X509(nullptr, &in, static_cast<long>(certificateDer.size())), &X509_free);
    if (!certificate)
        return Error { ErrorCode::Invalid, "the server's certificate cannot be read" };
    unsigned char* out = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &out);
    if (size <= 0)
        return Error { ErrorCode::Invalid, "the server's certificate has no public key" };
    const Hash hash = sha256({ reinterpret_cast<const char*>(out), static_cast<std::size_t>(size) });
    OPENSSL_free(out);
    return hash;
}

} // namespace qm::desktop
