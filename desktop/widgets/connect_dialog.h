#pragma once

#include "desktop/models/connect_text.h"
#include "desktop/services/sync_service.h"
#include "desktop/widgets/workspace.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace qm::desktop {

class ConnectForm;

/// Connects the open ledger to a server, or fetches a server's ledger into a new file and opens that. An invitation
/// that was used for nothing in the end gives its device up again.
class ConnectDialog final : public QDialog {
    Q_OBJECT

public:
    explicit ConnectDialog(Workspace& workspace, QWidget* parent);
    ~ConnectDialog() override;

    /// Opens it; with what an invitation's link says filled in, when `link` is one.
    static void openWithLink(Workspace& workspace, QWidget* parent, const QString& link);

    void reject() override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    enum class Stage { Form, Pairing, Choosing, Connecting, Fetching, FetchFailed, GivingUp };

    void buildPages();
    QWidget* formPage();
    QWidget* choicePage();
    void fit();
    void setStage(Stage stage);
    void goOn();
    void pairNow();
    void paired(const PairAttempt& attempt);
    void offerChoice();
    void takeChoice();
    void connectOwn();
    void fetch(const PairedLedger& chosen);
    void fetchAgain();
    void fetched(const Result<>& done);
    void openFetched();
    void fail(const ConnectText& why);
    void giveUp();
    void showProgress();
    bool canSend() const;
    const PairedLedger* ledgerOfOpen() const;

    Workspace& m_workspace;
    ConnectForm* m_form;
    QWidget* m_first;
    QWidget* m_second;
    QLabel* m_choiceHead;
    QListWidget* m_choices;
    QLabel* m_doing;
    QProgressBar* m_bar;
    QLabel* m_fault;
    QPushButton* m_go;
    QPushButton* m_cancel;
    QTimer m_timer;
    Stage m_stage = Stage::Form;
    std::shared_ptr<Progress> m_progress;
    std::optional<PairedDevice> m_device; ///< of which no use is made yet
    std::optional<PairedLedger> m_chosen;
    QString m_path; ///< of the file that is fetched into
    bool m_isClosing = false; ///< the person wants out while something is under way
};

} // namespace qm::desktop
