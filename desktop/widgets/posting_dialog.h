#pragma once

#include <QDialog>
#include <QJsonObject>
#include <QPushButton>

#include "desktop/widgets/choice_box.h"
#include "desktop/widgets/workspace.h"

class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QVBoxLayout;

namespace qm::desktop {

class FieldDrafts;

/// What the editors of postings, splits and transfers share: a window that blocks nothing, keeps what is typed as a
/// draft until it is recorded or given up, says below its fields what is wrong, and closes once the ledger has it.
class PostingDialog : public QDialog {
    Q_OBJECT

public:
    ~PostingDialog() override;

    const QString& draftName() const { return m_draftName; }
    /// Shows what was kept of an unfinished change, if something was.
    void bringDraft();

    void reject() override;

signals:
    void recorded();
    /// It was closed with a change in it, which is kept under that name.
    void givenUp(const QString& draftName);

protected:
    PostingDialog(Workspace& workspace, const QString& draftName, QWidget* window);

    /// What stands in the fields, and the other way round.
    virtual QJsonObject state() const = 0;
    virtual void showState(const QJsonObject& state) = 0;
    /// Checks and records it.
    virtual void save() = 0;

    /// The fields are filled with what is there: from now on changes are drafts, and an older draft is offered.
    void begin();
    void edited();
    void say(const QString& sentence, bool isWrong = true);
    /// Puts the cursor where something is wrong, and says it.
    void refuse(QWidget* field, const QString& sentence);
    /// Nothing can be changed, for that reason.
    void setReadOnly(const QString& reason);
    void setSaveText(const QString& text) { m_save->setText(text); }
    QPushButton* addButton(const QString& text, const QString& iconName);

    template <typename Work>
    void record(Work work)
    {
        if (!m_save->isEnabled())
            return; // it is on its way
        m_save->setEnabled(false);
        whenDone(this, m_workspace.ledger.act(std::move(work)), [this](auto done) {
            m_save->setEnabled(true);
            if (done)
                finish();
            else
                say(ErrorText::of(done.error()).text());
        });
    }

    Workspace& m_workspace;
    QVBoxLayout* m_content; ///< for the fields
    QWidget* m_fields; ///< what becomes read-only

private:
    void finish();

    QString m_draftName;
    FieldDrafts* m_drafts;
    QLabel* m_sentence;
    QDialogButtonBox* m_buttons;
    QPushButton* m_save;
};

/// As accountChoices(), and `own` also when it is archived: what is there already stays as it is.
std::vector<ChoiceBox::Choice> accountChoicesWith(const Catalogue& catalogue, const std::optional<Uuid>& own);
/// A label above its field, the whole of a cell of an editor's grid.
QWidget* labelled(const QString& label, QWidget* field);

} // namespace qm::desktop
