#pragma once

#include <QObject>

#include "desktop/widgets/workspace.h"

#include <unordered_map>

namespace qm::desktop {

class ChoiceBox;

/// The entries of one month, as choices of an editor's boxes. Where the month changes, a box goes over to the entry
/// there that is like the one it had: of its lineage, else of its name.
class MonthEntries final : public QObject {
    Q_OBJECT

public:
    explicit MonthEntries(Workspace& workspace, QObject* parent = nullptr);

    /// Fills the box, now and whenever the entries change, until it is gone.
    void serve(ChoiceBox* box);
    /// Chooses it in a box, once it is there if the entries are still being read.
    void choose(ChoiceBox* box, const std::optional<Uuid>& entry);
    /// What is chosen in a box, or is to be once the entries are there.
    std::optional<Uuid> chosen(const ChoiceBox* box) const;
    void setMonth(YearMonth ym);
    /// Entries have changed.
    void readAgain();
    void setEntries(YearMonth ym, std::vector<Entry> entries);
    std::optional<YearMonth> month() const { return m_month; }
    const std::vector<Entry>& entries() const { return m_entries; }
    /// The entry is of an income category.
    bool isIncome(const std::optional<Uuid>& entry) const;
    /// Why nothing can be recorded in the month, a sentence; empty: it is open.
    QString obstacle() const;

signals:
    void changed();

private:
    void fill(ChoiceBox* box, const std::vector<Entry>& before);

    Workspace& m_workspace;
    std::optional<YearMonth> m_month;
    std::vector<Entry> m_entries;
    std::vector<QPointer<ChoiceBox>> m_boxes;
    std::unordered_map<const ChoiceBox*, Uuid> m_wanted; ///< not there yet
    struct Like {
        Uuid lineage;
        std::string name;
    };
    std::unordered_map<const ChoiceBox*, Like> m_like; ///< also through a month that has none like it
    LatestOnly m_request;
    bool m_isReading = false;
};

} // namespace qm::desktop
