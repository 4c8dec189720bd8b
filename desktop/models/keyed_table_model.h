#pragma once

#include <QAbstractTableModel>

#include "common/ledger/uuid.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace qm::desktop {

/// A table of rows with ids. When it is filled anew, rows keep their place in the view: what is selected stays
/// selected, and an open editor stays open. `Row` has an `id`; rows of the table that have none stand behind these.
class KeyedTableModel : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

protected:
    /// Puts `now` into the place of `rows`, telling views what has moved.
    template <typename Row>
    void replaceRows(std::vector<Row>& rows, std::vector<Row> now)
    {
        std::unordered_map<Uuid, std::size_t> places;
        for (std::size_t i = 0; i < now.size(); ++i)
            places.emplace(now[i].id, i);
        for (std::size_t i = rows.size(); i-- > 0;) {
            if (places.contains(rows[i].id))
                continue;
            beginRemoveRows({}, int(i), int(i));
            rows.erase(rows.begin() + std::ptrdiff_t(i));
            endRemoveRows();
        }
        sortRows(rows, places);
        for (std::size_t i = 0; i < now.size(); ++i) {
            if (i < rows.size() && rows[i].id == now[i].id) {
                rows[i] = now[i];
                continue;
            }
            beginInsertRows({}, int(i), int(i));
            rows.insert(rows.begin() + std::ptrdiff_t(i), now[i]);
            endInsertRows();
        }
        if (rowCount() > 0)
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }

private:
    template <typename Row>
    void sortRows(std::vector<Row>& rows, const std::unordered_map<Uuid, std::size_t>& places)
    {
        const auto comesBefore
            = [&](const Row& a, const Row& b) { return places.find(a.id)->second < places.find(b.id)->second; };
        if (std::is_sorted(rows.begin(), rows.end(), comesBefore))
            return;
        emit layoutAboutToBeChanged();
        const std::vector<Row> before = rows;
        std::stable_sort(rows.begin(), rows.end(), comesBefore);
        const QModelIndexList held = persistentIndexList();
        for (const QModelIndex& old : held) {
            if (std::size_t(old.row()) >= before.size())
                continue;
            const auto there = std::find_if(
                rows.begin(), rows.end(), [&](const Row& row) { return row.id == before[std::size_t(old.row())].id; });
            changePersistentIndex(old, index(int(there - rows.begin()), old.column()));
        }
        emit layoutChanged();
    }
};

} // namespace qm::desktop
