#pragma once

#include "desktop/widgets/checked_edit.h"

#include <functional>

namespace qm::desktop {

/// A line that is checked while it is typed, and by somebody else later: what was refused there stays marked until the
/// text is changed.
class RefusableEdit final : public CheckedEdit {
    Q_OBJECT

public:
    /// What is wrong with a text, a translated sentence; empty: nothing.
    using Check = std::function<QString(const QString& text)>;
    explicit RefusableEdit(Check check, QWidget* parent = nullptr) : CheckedEdit(parent), m_check(std::move(check)) { }

    /// Marks what stands there as wrong, and takes the focus.
    void refuse(const QString& why);
    /// It may be tried again.
    void forgive();
    /// confirm(), and from then on what is wrong is said wherever isMarked() is shown.
    bool ask();
    bool isMarked() const { return m_isAsked && !isValid(); }

protected:
    QString faultOf(const QString& text) const override;

private:
    Check m_check;
    QString m_refused;
    QString m_why;
    bool m_isAsked = false;
};

} // namespace qm::desktop
