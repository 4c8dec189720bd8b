#pragma once

#include <QObject>
#include <QPointer>

#include "desktop/models/typed_posting.h"
#include "desktop/widgets/workspace.h"

#include <map>

namespace qm::desktop {

class PostingDialog;
class QuickRow;

/// The editors of postings that are open, one for each posting, the commands that open them, and the way
/// back to changes that were left unfinished.
class PostingEditors final : public QObject {
    Q_OBJECT

public:
    /// Adds the commands of the Posting menu, and opens the editor wherever the workspace is asked for one. All of it
    /// belongs to `owner`; editors stand over `window`.
    static void addCommands(Workspace& workspace, QObject* owner, QWidget* window);

private:
    PostingEditors(Workspace& workspace, QObject* owner, QWidget* window);

    void addOwnCommands(QObject* owner);
    enum class Draft { Offer, GoOn };
    void openPosting(const Uuid& posting, Draft draft = Draft::Offer);
    /// The parts of a split, or a posting that is to become one.
    void openSplit(const Uuid& posting, Draft draft = Draft::Offer);
    void openNew(const QString& draftName, const TypedPosting& typed, Draft draft = Draft::Offer);
    void goOn(const QString& draftName);
    PostingDialog* show(PostingDialog* editor, Draft draft);
    bool raise(const QString& draftName);
    void split();
    void transfer();
    void duplicate();
    QuickRow* quickRow() const; ///< the one that is shown; null: none
    TypedPosting typedInRow() const;
    YearMonth month() const;

    Workspace& m_workspace;
    QWidget* m_window;
    std::optional<Uuid> m_selected; ///< the posting that is selected on the page
    std::map<QString, QPointer<PostingDialog>> m_open; ///< by the name of their draft
};

} // namespace qm::desktop
