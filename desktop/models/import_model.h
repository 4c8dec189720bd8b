#pragma once

#include <QAbstractTableModel>

#include "desktop/services/import_session.h"

#include <set>

namespace qm::desktop {

/// The lines of one account of a bank's file: a tick and an entry each, which can be changed while the session does not
/// run. Reads the session's page in place, so that a hundred thousand lines cost nothing until they are shown.
class ImportModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { DayColumn, PayeeColumn, MemoColumn, AmountColumn, EntryColumn, StateColumn, columns };
    enum Role {
        ChosenRole = Qt::UserRole, ///< bool: will be imported
        LockedRole, ///< bool: cannot be imported, whatever the person says
        AmountRole, ///< minor units
        EntryRole, ///< the entry's id as text; empty: none
    };
    struct Counts {
        int lines = 0;
        int chosen = 0;
        int known = 0;
        int closed = 0;
        int twins = 0; ///< maybe typed by hand
        Money sum; ///< of what is chosen
        std::set<YearMonth> opens; ///< months that importing these opens
    };

    explicit ImportModel(QObject* parent = nullptr) : QAbstractTableModel(parent) { }

    /// Shows a page of that preview; null: nothing.
    void setPage(std::shared_ptr<ImportPreview> preview, std::size_t page, const Currency& currency);
    enum class Access { None, Read, Change };
    /// While the session works on the page it is not to be changed, or not even to be looked at; afterwards what stands
    /// in it may be new.
    void setAccess(Access access);
    const ImportPage* page() const { return m_preview ? &m_preview->pages[m_page] : nullptr; }

    const Counts& counts() const;
    bool isLocked(int row) const;
    /// The entries of the row's month; empty where the month is not there yet.
    const std::vector<Entry>& entriesOf(int row) const;
    /// Every entry name of the months of these rows, as they stand in the first month that has them.
    QStringList entryNames(const std::vector<int>& rows) const;
    void setChosen(const std::vector<int>& rows, bool isChosen);
    /// For each row the entry of that name in its own month; rows whose month has none stay. Empty: no entry. Returns
    /// how many rows have it now.
    int setEntryNamed(const std::vector<int>& rows, const QString& name);
    void setEntry(int row, const std::optional<Uuid>& entry);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : columns; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    void countsChanged();

private:
    ImportLine& line(int row) const { return m_preview->pages[m_page].lines[std::size_t(row)]; }
    ImportLine& changedLine(int row) const; ///< that is changed by the person
    QString text(int row, int column) const;
    QString entryText(int row) const;
    QString stateText(int row) const;
    Counts counted() const;
    void rowsChanged(const std::vector<int>& rows);

    std::shared_ptr<ImportPreview> m_preview;
    std::size_t m_page = 0;
    Currency m_currency;
    Access m_access = Access::Change;
    mutable std::optional<Counts> m_counts; ///< counted once after every change
};

} // namespace qm::desktop
