#pragma once

#include <QJsonArray>
#include <QWidget>

#include "common/store/actions.h"
#include "common/store/payee_memory.h"
#include "desktop/models/typed_posting.h"
#include "desktop/widgets/workspace.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace qm::desktop {

class AmountEdit;
class ChoiceBox;
class DayEdit;
class PayeeEdit;

/// The blank row at the end of a month that records a posting by keyboard alone. Return records from any field; what is
/// wrong is said below the row, which keeps what was typed. A known payee brings entry, account and amount used last
/// with it; they show in the empty cells, are what is recorded, and give way to what is typed. What is typed is a draft
/// (`quickRow/2026-05`) until the ledger has it.
class QuickRow final : public QWidget {
    Q_OBJECT

public:
    explicit QuickRow(Workspace& workspace, QWidget* parent = nullptr);
    ~QuickRow() override;

    void setMonth(YearMonth ym);
    std::optional<YearMonth> month() const { return m_month; }
    /// The entry that the next posting is for; none: the person chooses.
    void setEntry(const std::optional<Uuid>& entry);
    void takeFocus();
    /// What stands in the row, with what was recalled and the account that is used otherwise.
    TypedPosting typed() const;
    bool isBlank() const;
    /// Blank again: what was in it is in good hands, or given up.
    void clear();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Wrong {
        QWidget* field;
        QString sentence;
    };
    void makeFields();
    void connectFields();
    void readEntries();
    void readLastDay();
    void nameAccounts();
    void ledgerChanged();
    void recall(const PayeeUse& use);
    void showHints();
    void edited();
    void record();
    void recordOn(QDate day);
    void send(PostingDraft draft);
    void recorded(const QJsonObject& typed, QDate day);
    void forgetUnconfirmed(const QJsonObject& typed);
    void giveBack(const QJsonObject& typed, const QString& sentence);
    std::optional<Wrong> whatIsWrong() const;
    std::optional<Wrong> whatIsWrongBesideTheDay() const;
    void showOutside(QDate day);
    void say(const QString& sentence, bool isWrong = true);
    void sayHowItWorks();
    void showTyped(const TypedPosting& typed);
    TypedPosting typedOnly() const;
    void keepDraft();
    void bringDraft();
    QDate usualDay() const;

    Money recalledAmount() const;
    std::optional<Uuid> entry() const;
    std::optional<Uuid> account() const;
    std::optional<Money> amount() const;
    bool isIncome() const;

    Workspace& m_workspace;
    QWidget* m_bar; ///< around the fields
    DayEdit* m_day;
    PayeeEdit* m_payee;
    AmountEdit* m_amount;
    ChoiceBox* m_entry;
    ChoiceBox* m_account;
    QLineEdit* m_memo;
    QToolButton* m_record;
    QLabel* m_sentence;
    QPushButton* m_offer;
    std::function<void()> m_takeOffer;

    std::optional<YearMonth> m_month;
    std::vector<Entry> m_entries;
    std::optional<PayeeUse> m_recalled;
    std::optional<Uuid> m_lastAccount; ///< recorded with here
    std::optional<Uuid> m_wantedEntry; ///< to be chosen when the entries are there
    QDate m_lastDay; ///< recorded with here, else the last one used in the month
    QJsonArray m_unconfirmed; ///< on their way into the ledger
    bool m_isStale = true;
    bool m_isFilling = false;
    LatestOnly m_entriesRequest;
    LatestOnly m_lastDayRequest;
};

} // namespace qm::desktop
