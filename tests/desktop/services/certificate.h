#pragma once

#include <QString>

namespace qm::test {

/// A certificate of its own making and its key, in PEM files.
struct Certificate {
    QString certificateFile;
    QString keyFile;
    QByteArray keyHash; ///< SHA-256 of its public key (SubjectPublicKeyInfo), hex
};

/// Makes <folder>/<name>.pem and <name>.key for `names` ("DNS:localhost,IP:127.0.0.1"). `algorithm` as for `openssl
/// genpkey`. An empty certificateFile: openssl is not there or failed.
Certificate makeCertificate(const QString& folder, const QString& name,
    const QString& names = QStringLiteral("DNS:localhost,IP:127.0.0.1"), int days = 2,
    const QString& algorithm = QStringLiteral("EC"));

} // namespace qm::test
