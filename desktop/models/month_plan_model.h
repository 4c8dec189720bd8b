#pragma once

#include <QAbstractTableModel>

#include "common/store/month_plan.h"
#include "desktop/services/catalogue.h"

#include <memory>

namespace qm::desktop {

/// A planned amount in a list of income and expenses: what goes out without its minus, as it is typed; what comes in
/// with a plus.
QString plannedAmountText(Money amount, const Currency& currency);
/// What of a planned amount is left, in words: `250.00 left`, `50.00 over`; of income `100.00 to come`, `20.00 more`.
QString remainingText(Money remaining, bool isOutgoing, const Currency& currency);

/// The preview of a month before it is made: one row an entry, with a tick, how it went before, and what is planned
/// now. Everything can be changed; nothing reaches the ledger from here.
class MonthPlanModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { NameColumn, CategoryColumn, DueColumn, BeforeColumn, ActualColumn, CarryColumn, PlannedColumn };

    using QAbstractTableModel::QAbstractTableModel;

    /// Lines that are there already are not ticked.
    void setPlan(MonthPlan plan, YearMonth ym, std::shared_ptr<const Catalogue> catalogue);
    /// Another month for the same lines: days are clamped anew.
    void setMonth(YearMonth ym);
    /// The ticked lines as they are to be made.
    std::vector<PlanLine> chosen() const;
    PlanSums sums() const; ///< of the ticked lines; what is too large for a ledger counts as nothing
    int thereAlready() const; ///< lines that the month has
    void tickAll(bool isTicked);
    /// Carries over what remained of every ticked line that has something, or of none.
    void carryAll(bool isCarried);
    bool hasBefore() const; ///< any line has been in a month before
    bool canCarry() const; ///< any line has something to carry over
    Qt::CheckState carried() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row {
        PlanLine line;
        bool isTicked = true;
        bool isCarried = false;
    };
    static bool hasRest(const PlanLine& line);
    static Money planned(const Row& row);
    bool isOutgoing(const PlanLine& line) const;
    QString text(const Row& row, int column) const;
    QString spoken(const Row& row, int column) const;
    QString dueText(const PlanLine& line) const;
    QString restText(const PlanLine& line) const;
    QVariant editValue(const Row& row, int column) const;
    bool setValue(Row& row, int column, const QVariant& value);
    bool setTick(Row& row, int column, bool isSet);
    void changed(int row);

    std::vector<Row> m_rows;
    std::optional<YearMonth> m_before;
    YearMonth m_ym;
    std::shared_ptr<const Catalogue> m_catalogue;
};

} // namespace qm::desktop
