#include "desktop/models/device_list_model.h"

#include "desktop/models/display_text.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace qm::desktop {

namespace {

QString platformText(const std::string& platform)
{
    if (platform == "linux")
        return QStringLiteral("Linux");
    if (platform == "winnt")
        return QStringLiteral("Windows");
    return platform == "darwin" ? QStringLiteral("macOS") : QString::fromStdString(platform);
}

} // namespace

QString rightText(const std::string& right)
{
    if (right == "owner")
        return QCoreApplication::translate("DeviceListModel", "Changes and invites");
    if (right == "editor")
        return QCoreApplication::translate("DeviceListModel", "Changes");
    return right == "viewer" ? QCoreApplication::translate("DeviceListModel", "Only looks") : QString();
}

void DeviceListModel::setDevices(std::vector<SharingDevice> devices)
{
    beginResetModel();
    m_devices = std::move(devices);
    std::stable_sort(m_devices.begin(), m_devices.end(), [](const SharingDevice& a, const SharingDevice& b) {
        const auto key = [](const SharingDevice& device) {
            return std::tuple(!device.isSelf, device.isRevoked, -device.seenAtMs);
        };
        return key(a) < key(b);
    });
    endResetModel();
}

int DeviceListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_devices.size());
}

int DeviceListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString DeviceListModel::text(const SharingDevice& device, int column) const
{
    switch (column) {
    case Name: {
        const QString name = QString::fromStdString(device.name);
        return device.isSelf ? tr("%1 (this device)").arg(name) : name;
    }
    case LastSeen:
        if (device.seenAtMs == 0)
            return tr("never");
        return agoText(
            std::max<qint64>(0, QDateTime::currentMSecsSinceEpoch() - static_cast<qint64>(device.seenAtMs)) / 1000);
    case Access: return device.isRevoked ? tr("Access has ended") : rightText(device.right);
    default: return QStringLiteral("%1 %2").arg(platformText(device.platform), QString::fromStdString(device.app));
    }
}

QVariant DeviceListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SharingDevice& one = device(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(one, index.column());
    case Qt::EditRole: return index.column() == Name ? QString::fromStdString(one.name) : text(one, index.column());
    case activeRole: return !one.isRevoked;
    default: return {};
    }
}

QVariant DeviceListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Device");
    case LastSeen: return tr("Last seen");
    case Access: return tr("What it may do");
    default: return tr("Program");
    }
}

Qt::ItemFlags DeviceListModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Name && !device(index.row()).isRevoked)
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool DeviceListModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const QString name = value.toString().trimmed();
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable) || name.isEmpty()
        || name == QString::fromStdString(device(index.row()).name))
        return false;
    emit renameWanted(index.row(), name);
    return true;
}

} // namespace qm::desktop
