#pragma once

#include <QJsonArray>
#include <QWidget>

#include "common/store/posting_edits.h"
#include "desktop/widgets/workspace.h"

#include <deque>

class QGridLayout;
class QLineEdit;
class QToolButton;

namespace qm::desktop {

class AmountEdit;
class ChoiceBox;
class MonthEntries;

/// The parts of one purchase, a line each: entry, amount, memo. The last one, while its amount is empty, takes what the
/// others leave of the total. Return goes to the next line and makes it where something is left; `=` in an amount takes
/// the rest; Ctrl+Delete takes the line out.
class SplitParts final : public QWidget {
    Q_OBJECT

public:
    SplitParts(Workspace& workspace, MonthEntries& entries, QWidget* parent = nullptr);

    void clear();
    void addPart(const std::optional<Uuid>& posting, const std::optional<Uuid>& entry, const QString& amount,
        const QString& memo);
    void setTotal(const std::optional<Money>& total);
    /// An unsigned amount goes out, as the total does.
    void setOutgoing(bool isOutgoing);
    /// What the amounts that are typed leave; nothing without a total or where an amount is wrong.
    std::optional<Money> rest() const;
    /// As they would be recorded; lines with nothing in them are left out.
    std::vector<SplitPartEdit> parts() const;
    /// What is wrong with them, and where; no field: nothing.
    struct Wrong {
        QWidget* field = nullptr;
        QString sentence;
    };
    Wrong whatIsWrong() const;
    QJsonArray state() const;
    void showState(const QJsonArray& state);
    void takeFocus();
    QString amountTextOf(Money amount) const; ///< as a person would type it here

public slots:
    void addBlankPart();
    void giveRestToCurrent();

signals:
    void edited();
    /// Return in the last line, with nothing left to assign.
    void finished();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Part {
        std::optional<Uuid> posting;
        ChoiceBox* entry;
        AmountEdit* amount;
        QLineEdit* memo;
        QToolButton* remove;
        bool isBlank() const;
    };
    void remove(std::size_t place);
    void layOut();
    void showRest();
    void goOnFrom(std::size_t place);
    std::optional<std::size_t> placeOf(const QObject* field) const;
    bool takesRest(std::size_t place) const;

    Workspace& m_workspace;
    MonthEntries& m_entries;
    QGridLayout* m_grid;
    std::deque<Part> m_parts;
    std::optional<Money> m_total;
    bool m_isOutgoing = true;
    std::size_t m_current = 0;
};

} // namespace qm::desktop
