#include "desktop/widgets/about_dialog.h"

#include "desktop/widgets/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace qm::desktop {

AboutDialog::AboutDialog(QWidget* parent)
    : Sheet(tr("Quartermaster"), tr("Version %1").arg(QStringLiteral(QM_VERSION)), parent)
{
    setWindowTitle(tr("About Quartermaster"));
    const auto add = [&](const QString& text, bool isMuted) {
        QLabel* const label = isMuted ? mutedLabel(text, this) : new QLabel(text, this);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        body()->addWidget(label);
    };
    add(tr("A household's ledger: plan each month, record what is really spent, and look back. Everything is in one "
           "file "
           "on this computer; your own server can keep a copy for your other computers."),
        false);
    add(tr("Free software under the GNU General Public License, version 3 or later (GPL-3.0-or-later). It comes "
           "without "
           "any warranty."),
        false);
    add(tr("Built with Qt %1 (LGPL 3), SQLite (public domain), OpenSSL (Apache 2.0), nlohmann/json and CLI11 (MIT and "
           "BSD) and Zstandard (BSD).")
            .arg(QString::fromLatin1(qVersion())),
        true);
    body()->addStretch();
    addCloseButton()->setDefault(true);
    const int width = 120 * unit;
    resize(width, layout()->totalHeightForWidth(width));
}

} // namespace qm::desktop
