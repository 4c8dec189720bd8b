#include <QCryptographicHash>
#include <QProcess>
#include <QStringList>

#include "tests/desktop/services/certificate.h"

namespace qm::test {

namespace {

QByteArray openssl(const QStringList& arguments, bool& isDone)
{
    QProcess process;
    process.start(QStringLiteral("openssl"), arguments);
    isDone = process.waitForFinished() && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    if (!isDone)
        qWarning("openssl: %s", process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

} // namespace

Certificate makeCertificate(
    const QString& folder, const QString& name, const QString& names, int days, const QString& algorithm)
{
    Certificate made { folder + '/' + name + ".pem", folder + '/' + name + ".key", {} };
    bool isDone = false;
    QStringList key { "genpkey", "-algorithm", algorithm, "-out", made.keyFile };
    if (algorithm == QLatin1String("EC"))
        key << "-pkeyopt"
            << "ec_paramgen_curve:prime256v1";
    openssl(key, isDone);
    if (isDone) {
        openssl({ "req", "-x509", "-new", "-key", made.keyFile, "-out", made.certificateFile, "-days",
                    QString::number(days), "-subj", "/CN=Quartermaster test", "-addext", "subjectAltName=" + names },
            isDone);
    }
    QByteArray publicKey;
    if (isDone)
        publicKey = openssl({ "pkey", "-in", made.keyFile, "-pubout", "-outform", "DER" }, isDone);
    if (!isDone)
        return {};
    made.keyHash = QCryptographicHash::hash(publicKey, QCryptographicHash::Sha256).toHex();
    return made;
}

} // namespace qm::test
