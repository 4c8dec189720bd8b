#pragma once

#include <QAbstractTableModel>
#include <QSet>

#include "common/store/summary_table.h"

#include <memory>

namespace qm::desktop {

/// A summary as a table: the name, a column for each month (oldest first), the course over the months, the average and
/// the total. Rows of a kind or group can be folded away under it. Has no colours; a delegate draws by the roles.
class SummaryModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum class Showing { Actual, Planned, Both, Difference };
    Q_ENUM(Showing)
    enum class State {
        Plain,
        Nothing, ///< nothing planned and nothing happened, or nothing of what is shown
        Worse, ///< than planned; only where the plan is shown, too
    };
    Q_ENUM(State)
    enum Role {
        ValueRole = Qt::UserRole, ///< of the amount shown, in minor units as the ledger has it: qlonglong
        StateRole, ///< int of State
        LevelRole, ///< int of SummaryRow::Level
        DepthRole, ///< int: how far the name stands in
        FoldedRole, ///< bool; invalid where there is nothing to fold
        SecondTextRole, ///< what was planned, where both are shown
        SeriesRole, ///< QList<double>: the course over the months, what is usual for its kind above 0
        CopyTextsRole, ///< QStringList: the cell, in one or two columns of a spreadsheet
    };

    explicit SummaryModel(QObject* parent = nullptr);

    /// Keeps what is folded. Of the same rows and months only the values change.
    void setTable(std::shared_ptr<const Summary> summary, const Currency& currency);
    void setShowing(Showing showing);
    Showing showing() const { return m_showing; }
    const std::shared_ptr<const Summary>& summary() const { return m_summary; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    int monthCount() const;
    int trendColumn() const { return monthCount() + 1; }
    int averageColumn() const { return monthCount() + 2; }
    int totalColumn() const { return monthCount() + 3; }
    /// The month of a column; nothing for those of all months.
    std::optional<YearMonth> monthOf(int column) const;
    const SummaryRow& row(int row) const { return m_summary->table.rows[m_shown[std::size_t(row)]]; }
    bool canFold(int row) const;
    void toggle(int row);
    /// Names of what is folded, to be remembered.
    QStringList folded() const;
    void setFolded(const QStringList& folded);
    /// The longest text among the amounts, for the width of columns.
    QString widestText() const;
    /// What to put above copied columns.
    QStringList copyHeaders(int column) const;

private:
    static QString keyOf(const SummaryRow& row);
    std::vector<std::size_t> visibleRows() const;
    void showAnew();
    const SummaryCell& cell(const SummaryRow& row, int column) const;
    Money shownMoney(const SummaryCell& cell) const;
    QString text(const SummaryRow& row, const SummaryCell& cell) const;
    QString wholeText(const SummaryRow& row, int column) const;
    State state(const SummaryRow& row, const SummaryCell& cell) const;
    QStringList copyTexts(const SummaryRow& row, int column) const;
    QList<double> series(const SummaryRow& row) const;
    QVariant nameData(int row, int role) const;

    std::shared_ptr<const Summary> m_summary;
    Currency m_currency;
    Showing m_showing = Showing::Actual;
    std::vector<std::size_t> m_shown; ///< places in the table's rows
    QSet<QString> m_folded;
};

} // namespace qm::desktop
