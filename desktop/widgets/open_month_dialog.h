#pragma once

#include "common/store/month_plan.h"
#include "desktop/widgets/sheet.h"
#include "desktop/widgets/workspace.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QStackedWidget;

namespace qm::desktop {

class EditTable;
class MonthPlanModel;

/// Opens a month, or adds entries to one that is there, after showing what would be made: everything in the preview can
/// be changed and unticked. Made as one action.
class OpenMonthDialog final : public Sheet {
    Q_OBJECT

public:
    /// Opens a month that is not there yet, by default the one a person most likely wants.
    OpenMonthDialog(Workspace& workspace, QWidget* parent);
    /// Adds entries of a template (FromTemplate) or of another month (Copied) to `into`.
    OpenMonthDialog(Workspace& workspace, YearMonth into, MonthStart start, QWidget* parent);

    /// What it begins with.
    void chooseSource(MonthStart start, const Uuid& source);

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
    QCheckBox* m_carry;
    QLabel* m_sums;
    QPushButton* m_main;
    LatestOnly m_plan;
    bool m_isEdited = false;
};

} // namespace qm::desktop
