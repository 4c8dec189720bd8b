#include <QFile>
#include <QSaveFile>

#include "desktop/services/token_file.h"

#include <algorithm>
#include <cerrno>

namespace qm::desktop {

namespace {

constexpr qint64 tokenBytesMax = 1000;

/// What may stand in an Authorization header.
bool isToken(const QByteArray& text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

} // namespace

Result<std::string> TokenFile::read() const
{
    QFile file(QString::fromStdString(m_path));
    if (!file.open(QIODevice::ReadOnly)) {
        if (!file.exists())
            return Error { ErrorCode::NotFound, m_path + ": there is no such file" };
        return Error { ErrorCode::Io, m_path + ": " + file.errorString().toStdString() };
    }
    const QByteArray text = file.read(tokenBytesMax).trimmed();
    if (!isToken(text))
        return Error { ErrorCode::Invalid, m_path + ": there is no token in it" };
    return text.toStdString();
}

Result<> TokenFile::write(const std::string& token) const
{
    QSaveFile file(QString::fromStdString(m_path));
    // The rights are set before the token is in it.
    const bool isWritten = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(QByteArray::fromStdString(token + '\n')) >= 0 && file.commit();
    if (isWritten)
        return {};
    const ErrorCode code = file.error() == QFileDevice::ResourceError || errno == ENOSPC          ? ErrorCode::DiskFull
        : file.error() == QFileDevice::OpenError || file.error() == QFileDevice::PermissionsError ? ErrorCode::ReadOnly
                                                                                                  : ErrorCode::Io;
    return Error { code, m_path + ": " + file.errorString().toStdString() };
}

Result<> TokenFile::remove() const
{
    QFile file(QString::fromStdString(m_path));
    if (file.remove() || !file.exists())
        return {};
    return Error { ErrorCode::Io, m_path + ": " + file.errorString().toStdString() };
}

} // namespace qm::desktop
