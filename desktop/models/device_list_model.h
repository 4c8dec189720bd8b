#pragma once

#include <QAbstractTableModel>

#include "common/sync/devices.h"

namespace qm::desktop {

/// The devices that share a ledger: this one first, then by who was seen last; those whose access has ended last.
class DeviceListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, LastSeen, Access, Program, ColumnCount };
    /// Whether something can still be done about the row: true for devices whose access has not ended.
    static constexpr int activeRole = Qt::UserRole;
    using QAbstractTableModel::QAbstractTableModel;

    void setDevices(std::vector<SharingDevice> devices);
    const SharingDevice& device(int row) const { return m_devices[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// A new name: changes nothing by itself, but asks for it.
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

signals:
    void renameWanted(int row, const QString& name);

private:
    QString text(const SharingDevice& device, int column) const;
    std::vector<SharingDevice> m_devices;
};

/// What a right allows, in words.
QString rightText(const std::string& right);

} // namespace qm::desktop
