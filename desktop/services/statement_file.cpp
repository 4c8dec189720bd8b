#include <QFile>
#include <QFileInfo>

#include "desktop/services/statement_file.h"

#include <algorithm>

namespace qm::desktop {

Result<std::string> readStatementFile(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (!file.exists())
        return Error { ErrorCode::NotFound, path + ": there is no such file" };
    if (QFileInfo(file).isDir())
        return Error { ErrorCode::Invalid, path + " is a folder, not a statement" };
    if (!file.open(QIODevice::ReadOnly))
        return Error { ErrorCode::Io, path + ": " + file.errorString().toStdString() };
    // One byte more than is read of any statement, so that a larger file is noticed and refused by its reader.
    std::string bytes(
        static_cast<std::size_t>(std::clamp<qint64>(file.size() + 1, 1, qint64(statementBytesMax) + 1)), '\0');
    std::size_t size = 0;
    while (size < bytes.size()) {
        const qint64 count = file.read(bytes.data() + size, static_cast<qint64>(bytes.size() - size));
        if (count < 0)
            return Error { ErrorCode::Io, path + ": " + file.errorString().toStdString() };
        if (count == 0)
            break;
        size += static_cast<std::size_t>(count);
    }
    bytes.resize(size);
    return bytes;
}

ImportLine importLineOf(const StatementLine& line)
{
    std::string memo = line.memo;
    if (!line.checkNumber.empty() && memo.find(line.checkNumber) == std::string::npos
        && line.payee.find(line.checkNumber) == std::string::npos)
        memo += (memo.empty() ? "Check " : ", check ") + line.checkNumber;
    return { line.date, line.amount, line.payee, memo, line.bankId, true };
}

std::string accountOfKey(const std::string& bankAccountId)
{
    return "account_of:" + bankAccountId;
}

} // namespace qm::desktop
