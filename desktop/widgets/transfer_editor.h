#pragma once

#include "desktop/models/typed_posting.h"
#include "desktop/widgets/posting_dialog.h"

class QLineEdit;

namespace qm::desktop {

class AmountEdit;
class ChoiceBox;
class DayEdit;
class MonthEntries;

/// A new transfer from one account to another, for an entry (as saving) or none.
class TransferEditor final : public PostingDialog {
    Q_OBJECT

public:
    TransferEditor(Workspace& workspace, YearMonth ym, const TypedPosting& typed, QWidget* window);

protected:
    QJsonObject state() const override;
    void showState(const QJsonObject& state) override;
    void save() override;

private:
    void makeFields();
    void dayChanged();
    bool isRight();

    MonthEntries* m_entries;
    ChoiceBox* m_from;
    ChoiceBox* m_to;
    AmountEdit* m_amount;
    DayEdit* m_day;
    ChoiceBox* m_entry;
    QLineEdit* m_memo;
};

} // namespace qm::desktop
