#include "desktop/app/screenshots.h"

#include "desktop/app/languages.h"
#include "desktop/services/draft_store.h"
#include "desktop/services/preferences.h"
#include "desktop/services/sync_service.h"
#include "desktop/widgets/main_window.h"
#include "desktop/widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>

namespace qm::desktop {

int renderScreenshots(QApplication& application, const StartArguments& arguments)
{
    Q_UNUSED(application);
    Q_UNUSED(arguments);
    return 1;
}

} // namespace qm::desktop
