#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include "tests/desktop/cli/cli.h"

namespace qm::test {

QJsonObject Run::json() const
{
    return QJsonDocument::fromJson(out).object();
}

QString Run::text() const
{
    return QStringLiteral("exit %1\n%2\n%3")
        .arg(code)
        .arg(QString::fromUtf8(out.left(2000)), QString::fromUtf8(err.left(2000)));
}

Run runProgram(const QString& program, const QStringList& arguments, int timeoutMs)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(timeoutMs)) {
        process.kill();
        process.waitForFinished();
        return { -1, process.readAllStandardOutput(), process.readAllStandardError() + "did not end in time" };
    }
    const int code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return { code, process.readAllStandardOutput(), process.readAllStandardError() };
}

Run Cli::run(const QStringList& arguments) const
{
    return runProgram(QStringLiteral(QM_CLI), QStringList { "--ledger", m_ledger } + arguments);
}

QJsonObject Cli::json(const QStringList& arguments) const
{
    const Run done = run(QStringList { "--json" } + arguments);
    if (!QTest::qVerify(done.code == 0, qPrintable(arguments.join(' ')), qPrintable(done.text()), __FILE__, __LINE__))
        return {};
    return done.json();
}

QString Cli::add(const QStringList& arguments) const
{
    return json(arguments)["id"].toString();
}

bool Cli::init(const QString& currency) const
{
    return run({ "init", "--name", "Home", "--currency", currency }).code == 0;
}

bool Cli::initHousehold() const
{
    const QList<QStringList> steps { { "account", "add", "Checking", "--opening", "1000" },
        { "account", "add", "Savings", "--kind", "savings" }, { "category", "add", "Groceries", "--group", "Food" },
        { "category", "add", "Salary", "--kind", "income" }, { "month", "open", "2026-05" },
        { "entry", "add", "--month", "2026-05", "--name", "Groceries", "--category", "Groceries", "--planned", "-400" },
        { "entry", "add", "--month", "2026-05", "--name", "Pay", "--category", "Salary", "--planned", "2500" } };
    return init()
        && std::all_of(steps.begin(), steps.end(), [this](const QStringList& step) { return run(step).code == 0; });
}

} // namespace qm::test
