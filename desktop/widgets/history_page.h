#pragma once

#include "desktop/models/history_model.h"
#include "desktop/widgets/page.h"

#include <QTimer>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSplitter;

namespace qm::desktop {

class ChangeView;
class HistoryList;

/// Everything that was ever changed, newest first, with a way back to each point: of the whole ledger, or of one thing.
class HistoryPage final : public Page {
    Q_OBJECT

public:
    explicit HistoryPage(Workspace& workspace, QWidget* parent = nullptr);
    static void addCommands(Workspace& workspace, QObject* owner, std::function<HistoryPage&()> page);

    void reload() override;
    void takeFocus() override;
    bool focusSearch() override;

    /// Only what was done to that row; `name` may be empty.
    void showOnly(const RowKey& row, const QString& name);
    void showAll();
    HistoryModel& model() { return m_model; }

private:
    QWidget* makeHead();
    void readDevices();
    void showDevices(const std::vector<Ledger::KnownDevice>& devices);
    void applyFilter();
    void showProgress();
    void showChosen(const QModelIndex& index);
    void selectRowOf(const HistoryLine& line);
    void keepChosen();
    void undo(const Uuid& change, const QString& done);
    void undoBack(const Uuid& change);

    HistoryModel m_model;
    QLabel* m_title;
    QPushButton* m_all;
    QLineEdit* m_search;
    QComboBox* m_devices;
    HistoryList* m_list;
    ChangeView* m_change;
    QLabel* m_foot;
    QSplitter* m_splitter;
    QTimer m_typing; ///< a search starts when the typing pauses
    std::optional<RowKey> m_row;
    std::optional<Uuid> m_chosen;
    int m_scrolled = 0;
    LatestOnly m_devicesRequest;
    LatestOnly m_nameRequest;
};

} // namespace qm::desktop
