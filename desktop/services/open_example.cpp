#include <QDir>
#include <QFile>
#include <QPromise>

#include "desktop/services/open_example.h"

namespace qm::desktop {

QString examplePath(const ProgramFolders& folders)
{
    return QDir(folders.dataDir).filePath(QStringLiteral("example-household.db"));
}

QFuture<Result<>> openExample(LedgerService& ledger, const ProgramFolders& folders, const ExampleOptions& options)
{
    const QString path = examplePath(folders);
    if (QFile::exists(path))
        return ledger.open(path);
    auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    const auto answer = [promise](Result<> result) {
        promise->addResult(std::move(result));
        promise->finish();
    };
    auto made = QtConcurrent::run([path, options]() -> Result<> {
        if (!QDir().mkpath(QFileInfo(path).absolutePath()))
            return Error { ErrorCode::ReadOnly, "the folder of " + path.toStdString() + " cannot be made" };
        return makeExample(path.toStdString(), options);
    });
    whenDone(&ledger, std::move(made), [&ledger, path, answer](Result<> done) {
        if (!done && done.error().code != ErrorCode::Exists) // made twice at once: one of them is there
            answer(std::move(done));
        else
            whenDone(&ledger, ledger.open(path), answer);
    });
    return promise->future();
}

} // namespace qm::desktop
