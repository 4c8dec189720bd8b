#pragma once

#include <QWidget>

#include "desktop/widgets/workspace.h"

namespace qm::desktop {

/// One page of the window. It is made when it is first shown. While it is hidden it hears of no change; reload() is
/// called when it is shown again and after every change while it is shown.
class Page : public QWidget {
    Q_OBJECT

public:
    explicit Page(Workspace& workspace, QWidget* parent = nullptr) : QWidget(parent), m_workspace(workspace) { }

    /// Asks the services for what is shown now. Keeps selection, scroll position and what is being typed.
    virtual void reload() = 0;
    /// The page was chosen: puts the focus where the person's next key belongs.
    virtual void takeFocus() { setFocus(); }
    /// Search (Ctrl+F): puts the focus into the page's search field; false when it has none.
    virtual bool focusSearch() { return false; }
    /// Print, PDF or picture of the page; false when there is nothing of the kind.
    virtual bool canPrint() const { return false; }
    virtual void print(class QPrinter& printer) { Q_UNUSED(printer); }

signals:
    /// What reload() asked for is shown.
    void loaded();

protected:
    Workspace& m_workspace;
};

} // namespace qm::desktop
