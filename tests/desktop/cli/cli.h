#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace qm::test {

/// One run of quartermaster-cli.
struct Run {
    int code = -1; ///< -1: did not end by itself
    QByteArray out;
    QByteArray err;
    QJsonObject json() const; ///< of what it printed; empty when it is not one document
    QString text() const; ///< everything, for a failed test's message
};

/// quartermaster-cli on one ledger, in an environment of its own.
class Cli {
public:
    explicit Cli(QString ledger) : m_ledger(std::move(ledger)) { }

    const QString& ledger() const { return m_ledger; }
    Run run(const QStringList& arguments) const;
    /// With --json: the document it printed; fails the running test when it does not exit 0.
    QJsonObject json(const QStringList& arguments) const;
    /// The id that a command which makes something tells.
    QString add(const QStringList& arguments) const;
    bool init(const QString& currency = QStringLiteral("EUR")) const;
    /// Checking, Savings, Groceries, Salary, and 2026-05 with an entry Groceries (-400.00) and Pay (2500.00).
    bool initHousehold() const;
    QJsonArray list(const QStringList& arguments, const QString& key) const { return json(arguments)[key].toArray(); }

private:
    QString m_ledger;
};

/// Runs any program to its end.
Run runProgram(const QString& program, const QStringList& arguments, int timeoutMs = 60'000);

} // namespace qm::test
