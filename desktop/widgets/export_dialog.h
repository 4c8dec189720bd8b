#pragma once

#include <QDialog>

#include "desktop/services/ledger_export.h"
#include "desktop/widgets/workspace.h"

#include <QTimer>

class QButtonGroup;
class QLabel;
class QProgressBar;
class QPushButton;

namespace qm::desktop {

/// The whole ledger as a file in an open format: asks which, asks where, writes it in the background.
class ExportDialog final : public QDialog {
    Q_OBJECT

public:
    ExportDialog(Workspace& workspace, QWidget* parent);
    ~ExportDialog() override; ///< stops what is still being written: no file comes of it

    static void addCommands(Workspace& workspace, QWidget* window);

    ExportFormat format() const;
    void setFormat(ExportFormat format);
    /// In the chosen format. Closes when it is done.
    void exportTo(const QString& path);

private:
    QWidget* newFormats();
    void choosePath();
    void done(const QString& path, const Result<std::optional<Exported>>& exported);
    void setRunning(bool isRunning);

    Workspace& m_workspace;
    QButtonGroup* m_formats;
    QWidget* m_choices;
    QLabel* m_error;
    QProgressBar* m_bar;
    QPushButton* m_choose;
    std::shared_ptr<Progress> m_progress;
    QTimer m_look; ///< how far it is
};

} // namespace qm::desktop
