#pragma once

#include "common/store/posting_edits.h"
#include "desktop/models/typed_posting.h"
#include "desktop/widgets/posting_dialog.h"

namespace qm::desktop {

class AmountEdit;
class ChoiceBox;
class DayEdit;
class MonthEntries;
class PayeeEdit;
class SplitParts;

/// One purchase over several entries: day, payee, account and total, and its parts below, with what is left to assign.
class SplitEditor final : public PostingDialog {
    Q_OBJECT

public:
    /// A new purchase, with what was typed elsewhere.
    SplitEditor(Workspace& workspace, YearMonth ym, const TypedPosting& typed, QWidget* window);
    /// One that is there: a split, or a posting that is to become one.
    SplitEditor(Workspace& workspace, const PostingWhole& whole, QWidget* window);

protected:
    QJsonObject state() const override;
    void showState(const QJsonObject& state) override;
    void save() override;

private:
    SplitEditor(Workspace& workspace, const QString& draftName, YearMonth ym, QWidget* window);
    void makeFields();
    void showRest();
    void dayChanged();
    bool isRight();

    std::optional<Uuid> m_posting; ///< none: a new purchase
    bool m_isCleared = false;
    std::optional<Uuid> m_toAccount;
    MonthEntries* m_entries;
    DayEdit* m_day;
    PayeeEdit* m_payee;
    ChoiceBox* m_account;
    AmountEdit* m_total;
    SplitParts* m_parts;
    QLabel* m_rest;
};

} // namespace qm::desktop
