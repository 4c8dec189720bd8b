#pragma once

#include <QJsonObject>

#include "common/store/month_plan.h"
#include "desktop/widgets/sheet.h"
#include "desktop/widgets/workspace.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QStackedWidget;

namespace qm::desktop {

class EditTable;
class FieldDrafts;
class MonthPlanModel;

/// Opens a month, or adds entries to one that is there, after showing what would be made: everything in the preview can
/// be changed and unticked. Made as one action. Changes are kept when something else is chosen to start with, until the
/// person says so, and are a draft (`openMonth/new`, `openMonth/2026-05`) until the month is made.
class OpenMonthDialog final : public Sheet {
    Q_OBJECT

public:
    /// Opens a month that is not there yet, by default the one a person most likely wants.
    OpenMonthDialog(Workspace& workspace, QWidget* parent);
    /// Adds entries of a template (FromTemplate) or of another month (Copied) to `into`.
    OpenMonthDialog(Workspace& workspace, YearMonth into, MonthStart start, QWidget* parent);

    /// Goes on with what was left unfinished; null: what it was for is not there any more.
    static OpenMonthDialog* ofDraft(Workspace& workspace, const QString& draftName, QWidget* parent);

    /// What it begins with.
    void chooseSource(MonthStart start, const Uuid& source);
    void reject() override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    OpenMonthDialog(Workspace& workspace, std::optional<YearMonth> into, QWidget* parent);
    QWidget* makeChoices();
    QWidget* makePreview();
    QWidget* makeFoot();
    void fillMonths();
    void fillSources(std::optional<MonthStart> only);
    void addSource(const QString& text, MonthStart start, const Uuid& source);
    YearMonth month() const;
    MonthStart start() const;
    Uuid source() const;
    bool isAdding() const { return m_into.has_value(); }
    void monthChanged();
    QWidget* makeQuestion();
    void sourceChanged();
    void startOver();
    void keepChanges();
    QJsonValue changes() const;
    void bringChanges(const QJsonValue& changes);
    void applyChanges();
    void askForPlan();
    void showPlan(MonthPlan plan);
    void showSums();
    void make();
    void made(std::int64_t entries);

    Workspace& m_workspace;
    std::optional<YearMonth> m_into;
    QComboBox* m_month;
    QComboBox* m_source;
    MonthPlanModel* m_model;
    EditTable* m_table;
    QStackedWidget* m_preview;
    QLabel* m_empty;
    QWidget* m_question; ///< shown while another source is chosen than that of the preview
    QCheckBox* m_carry;
    QLabel* m_sums;
    QPushButton* m_main;
    FieldDrafts* m_drafts;
    LatestOnly m_plan;
    QStringList m_names; ///< of the lines, as they were planned
    int m_plannedSource = -1; ///< the place in m_source that the preview is of
    QJsonObject m_toApply; ///< changes that wait for their plan
    bool m_isEdited = false;
};

} // namespace qm::desktop
