#include "syncd/operations/tls_key.h"

#include "common/sync/sha256.h"

#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <memory>

namespace qm::syncd {

Result<std::string> publicKeyText(const std::string& certificatePath)
{
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(certificatePath.c_str(), "re"), &std::fclose);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        file ? PEM_read_X509(file.get(), nullptr, nullptr, nullptr) : nullptr, &X509_free);
    unsigned char* bytes = nullptr;
    const int size = certificate ? i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &bytes) : 0;
    if (size <= 0)
        return Error { ErrorCode::Invalid, certificatePath + " is not a certificate in PEM form" };
    const Hash hash = sha256({ reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size) });
    OPENSSL_free(bytes);
    return "sha256:" + hash.hex();
}

} // namespace qm::syncd
