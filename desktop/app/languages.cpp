#include "desktop/app/languages.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace qm::desktop {

void speak(QCoreApplication& application, const QString& language)
{
    const QLocale system = QLocale::system();
    // The system's own region stays where only the language is another.
    const QLocale wanted
        = language.isEmpty() || QLocale(language).language() == system.language() ? system : QLocale(language);
    QLocale::setDefault(wanted);
    for (const QString& folder : { QStringLiteral(":/i18n"), QLibraryInfo::path(QLibraryInfo::TranslationsPath) }) {
        const QString name
            = folder.startsWith(QLatin1Char(':')) ? QStringLiteral("quartermaster") : QStringLiteral("qtbase");
        auto* translator = new QTranslator(&application);
        if (translator->load(wanted, name, QStringLiteral("_"), folder))
            QCoreApplication::installTranslator(translator);
        else
            delete translator;
    }
}

} // namespace qm::desktop
