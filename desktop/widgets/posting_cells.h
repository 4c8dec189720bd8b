#pragma once

#include <QWidget>

#include "common/store/actions.h"
#include "common/store/payee_memory.h"
#include "desktop/models/typed_posting.h"
#include "desktop/widgets/workspace.h"

class QLineEdit;
class QToolButton;

namespace qm::desktop {

class AmountEdit;
class ChoiceBox;
class DayEdit;
class MonthEntries;
class PayeeEdit;

/// The cells of the quick row, and what stands in them: what is typed, else what was used with the payee last, else
/// what is usual. The latter two show as hints in the empty cells.
class PostingCells final : public QWidget {
    Q_OBJECT

public:
    explicit PostingCells(Workspace& workspace, QWidget* parent = nullptr);
    ~PostingCells() override;

    /// Blank, for that month.
    void setMonth(YearMonth ym);
    std::optional<YearMonth> month() const { return m_month; }
    /// Another ledger is open.
    void forgetMonth();
    /// Accounts and entries may be others.
    void reload();
    void takeFocus();
    void setEntry(const std::optional<Uuid>& entry);

    TypedPosting typed() const; ///< by the person alone
    TypedPosting meant() const; ///< with what was recalled and what is usual
    bool isBlank() const { return typed().isBlank(); }
    /// Puts it into the cells, in the place of what is there; told by no signal.
    void fill(const TypedPosting& typed);

    QDate day() const;
    bool isDayValid() const;
    struct Wrong {
        QWidget* field;
        QString sentence;
    };
    std::optional<Wrong> whatIsWrong() const;
    std::optional<Wrong> whatIsWrongBesideTheDay() const;
    /// Only while nothing is wrong beside the day.
    PostingDraft draftOn(QDate day) const;
    /// The next posting is likely near it.
    void used(const PostingDraft& draft);
    /// The day that is typed is where the next posting begins.
    void keepDay();

signals:
    void edited();
    void recordWanted();
    void escaped();
    void outsideMonth(QDate day);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeFields();
    void connectFields();
    void readLastDay();
    QDate usualDay() const;
    void recall(const PayeeUse& use);
    void showHints();
    void showAmountHint();
    void textChanged();
    std::optional<Uuid> entry() const;
    std::optional<Uuid> account() const;
    std::optional<Money> amount() const;

    Workspace& m_workspace;
    DayEdit* m_day;
    PayeeEdit* m_payee;
    AmountEdit* m_amount;
    ChoiceBox* m_entry;
    ChoiceBox* m_account;
    QLineEdit* m_memo;
    QToolButton* m_record;
    MonthEntries* m_entries;

    std::optional<YearMonth> m_month;
    std::optional<PayeeUse> m_recalled;
    std::optional<Uuid> m_lastAccount; ///< recorded with here
    QDate m_lastDay; ///< recorded with here, else the last one used in the month
    bool m_isFilling = false;
    LatestOnly m_lastDayRequest;
};

} // namespace qm::desktop
