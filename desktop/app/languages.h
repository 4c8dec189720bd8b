#pragma once

#include <QString>

class QCoreApplication;

namespace qm::desktop {

/// Has the program speak `language` (`de`, `en`; empty: the system's) and show dates and amounts as there. Before the
/// first widget.
void speak(QCoreApplication& application, const QString& language);

} // namespace qm::desktop
