#pragma once

#include "desktop/widgets/page.h"

class QLabel;
class QListWidget;

namespace qm::desktop {

class ChoiceCard;

/// The three ways in, and the ledgers that were open before.
class WelcomePage final : public Page {
    Q_OBJECT

public:
    explicit WelcomePage(Workspace& workspace, QWidget* parent = nullptr);
    /// Starting, opening, closing and copying ledger files.
    static void addCommands(Workspace& workspace, QWidget* window);

    void reload() override;
    void takeFocus() override;

protected:
    void changeEvent(QEvent* event) override;

private:
    ChoiceCard* addCard(
        const QString& iconName, const QString& headline, const QString& words, const QString& commandId);
    QWidget* makeRecent();
    void fitRecent();

    ChoiceCard* m_start;
    QListWidget* m_recent;
    QWidget* m_recentPart;
};

} // namespace qm::desktop
