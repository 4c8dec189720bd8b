#pragma once

#include <QDialog>
#include <QJsonObject>

#include "desktop/services/import_session.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QTabWidget;
class QToolButton;

namespace qm::desktop {

class CsvForm;
class FieldDrafts;
class ImportAccountView;
class Workspace;

/// Shows what a bank's file would bring, a page for each of its accounts, and writes nothing before the person agrees.
/// Beside the window, not in its way.
class ImportDialog final : public QDialog {
    Q_OBJECT

public:
    ImportDialog(Workspace& workspace, const QString& path, QWidget* parent);

    /// The dialog over the file of a draft, with what was chosen in it; null when it is another file by now, or gone.
    static ImportDialog* ofDraft(Workspace& workspace, const QString& draftName, QWidget* parent);
    /// Adds File > Import, and lets files be dropped on the window.
    static void addCommands(Workspace& workspace, QWidget* window);

    ImportSession& session() { return m_session; }
    /// Not while it is being recorded: that ends by itself, and is told with the way back.
    void reject() override;

private:
    QWidget* head();
    QWidget* foot();
    void read(const ReadOptions& options);
    QJsonValue changes() const;
    void bringChanges(const QJsonValue& kept);
    void keep();
    void showPreview();
    void showWork();
    void showSums();
    void showFault(const Error& error);
    void imported(qint64 postings, const Uuid& change);
    ImportAccountView* view(int tab) const;

    Workspace& m_workspace;
    ImportSession m_session;
    QLabel* m_title = nullptr;
    QLabel* m_form = nullptr;
    QToolButton* m_correct = nullptr;
    FieldDrafts* m_drafts;
    QJsonObject m_toBring; ///< changes that wait for the file to be read
    QWidget* m_offer = nullptr;
    CsvForm* m_csv = nullptr;
    QLabel* m_fault = nullptr;
    QTabWidget* m_tabs = nullptr;
    QLabel* m_sums = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_import = nullptr;
    bool m_isUnreadable = false; ///< in the form that was asked for last
};

} // namespace qm::desktop
