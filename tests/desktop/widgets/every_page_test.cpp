#include "open_window.h"
#include "pseudo_translator.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSet>
#include <QTabBar>

#include "desktop/widgets/theme.h"

using namespace qm;
using namespace qm::desktop;

namespace {

constexpr std::array pages { PageId::Welcome, PageId::Month, PageId::Templates, PageId::Accounts, PageId::Postings,
    PageId::Summary, PageId::Attention, PageId::History };
constexpr std::array pageNames { "welcome", "month", "templates", "accounts", "postings", "summary", "attention",
    "history" };

/// A household in Greek letters: what stands on the screen in Latin ones is the program's own.
void fillInGreek(Ledger& ledger)
{
    const auto checked = [](const auto& result) {
        if (!result)
            qFatal("%s", result.error().detail.c_str());
        return *result;
    };
    const Uuid account = checked(addAccount(ledger, { "Τρέχων", "checking", { 100'000 }, "" }));
    checked(addAccount(ledger, { "Μετρητά", "cash", {}, "" }));
    const Uuid food = checked(addCategory(ledger, { "Τρόφιμα", "Ζωή", "expense" }));
    const Uuid pay = checked(addCategory(ledger, { "Μισθός", "", "income" }));
    const Uuid templ = checked(addTemplate(ledger, "Συνήθης", ""));
    checked(addTemplateEntry(ledger, templ, { "Αγορά", food, { -40'000 }, 3 }));
    checked(addTemplateEntry(ledger, templ, { "Δουλειά", pay, { 250'000 }, 1 }));
    const QDate today = QDate::currentDate();
    const YearMonth ym { today.year(), unsigned(today.month()) };
    const Uuid month = checked(openMonth(ledger, ym, MonthStart::FromTemplate, templ, false));
    for (const Entry& entry : checked(ledger.entries(month)))
        checked(addPosting(ledger,
            { today.toString(Qt::ISODate).toStdString(), { -12'345 }, account, entry.id, {}, "Φούρνος", "σημείωση" }));
    checked(
        addPosting(ledger, { today.toString(Qt::ISODate).toStdString(), { -500 }, account, {}, {}, "Περίπτερο", "" }));
}

bool isInternal(const QWidget* widget)
{
    // Parts that belong to another control, which answers for them.
    for (const QWidget* parent = widget->parentWidget(); parent; parent = parent->parentWidget()) {
        if (qobject_cast<const QComboBox*>(parent) || qobject_cast<const QAbstractSpinBox*>(parent))
            return true;
    }
    return qobject_cast<const QScrollBar*>(widget) || qobject_cast<const QHeaderView*>(widget)
        || widget->objectName().startsWith(QLatin1String("qt_"));
}

QString nameOf(const QWidget* widget)
{
    QString path;
    for (const QWidget* w = widget; w && !w->isWindow(); w = w->parentWidget())
        path.prepend(QStringLiteral("/%1%2").arg(QString::fromLatin1(w->metaObject()->className()),
            w->objectName().isEmpty() ? QString() : QLatin1Char('#') + w->objectName()));
    return path;
}

std::vector<QWidget*> visibleWidgets(QWidget* window)
{
    std::vector<QWidget*> found;
    for (QWidget* const widget : window->findChildren<QWidget*>()) {
        if (widget->isVisibleTo(window) && !isInternal(widget))
            found.push_back(widget);
    }
    return found;
}

/// Texts that a widget shows by itself.
QStringList textsOf(QWidget* widget)
{
    QStringList texts { widget->toolTip(), widget->accessibleName(), widget->accessibleDescription() };
    if (const auto* label = qobject_cast<QLabel*>(widget))
        texts << label->text();
    if (const auto* button = qobject_cast<QAbstractButton*>(widget))
        texts << button->text();
    if (const auto* edit = qobject_cast<QLineEdit*>(widget))
        texts << edit->placeholderText();
    if (const auto* tabs = qobject_cast<QTabBar*>(widget)) {
        for (int i = 0; i < tabs->count(); ++i)
            texts << tabs->tabText(i);
    }
    if (const auto* box = qobject_cast<QComboBox*>(widget)) {
        for (int i = 0; i < box->count(); ++i)
            texts << box->itemText(i);
    }
    const auto* view = qobject_cast<QAbstractItemView*>(widget);
    if (const QAbstractItemModel* model = view ? view->model() : nullptr) {
        for (int column = 0; column < model->columnCount(); ++column) {
            texts << model->headerData(column, Qt::Horizontal).toString();
            for (int row = 0; row < std::min(model->rowCount(), 30); ++row)
                texts << model->index(row, column).data().toString();
        }
    }
    return texts;
}

/// Latin letters outside of the pseudo-locale's brackets, and of what is a name everywhere.
QString untranslatedIn(QString text)
{
    static const QRegularExpression tag(QStringLiteral("<[^>]*>"));
    static const QRegularExpression names(QStringLiteral("Quartermaster|EUR|CSV|JSON|OFX|QFX|PDF|PNG|SVG|hledger|Ctrl|"
                                                         "Alt|Shift|Del|F\\d+|PgUp|PgDown|PgDn|/\\S+|\\b[A-Z]{3}\\b"));
    static const QRegularExpression letters(QStringLiteral("[A-Za-z]{2,}"));
    text.remove(tag);
    text.remove(names);
    QString outside;
    int depth = 0;
    for (const QChar c : text) {
        depth += c == QLatin1Char('[') ? 1 : 0;
        if (depth == 0)
            outside += c;
        depth -= c == QLatin1Char(']') && depth > 0 ? 1 : 0;
    }
    return letters.match(outside).captured();
}

double luminance(const QColor& colour)
{
    const auto part
        = [](double value) { return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); };
    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double one = luminance(a);
    const double two = luminance(b);
    return (std::max(one, two) + 0.05) / (std::min(one, two) + 0.05);
}

} // namespace

/// What holds for every page, whoever wrote it.
class EveryPageTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::Greek));
        QCoreApplication::installTranslator(&m_translator);
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void everyControlHasAName_data() { addPages(); }
    void everyControlHasAName()
    {
        QFETCH(int, page);
        OpenWindow& home = windowOn(page);

        QStringList nameless;
        for (QWidget* const widget : visibleWidgets(home.window.get())) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isEnabled())
                continue;
            QAccessibleInterface* const face = QAccessible::queryAccessibleInterface(widget);
            const QString name = face ? face->text(QAccessible::Name) : QString();
            if (name.trimmed().isEmpty())
                nameless << nameOf(widget);
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    }

    void tabReachesEveryControl_data() { addPages(); }
    void tabReachesEveryControl()
    {
        QFETCH(int, page);
        OpenWindow& home = windowOn(page);
        QSet<QWidget*> wanted;
        for (QWidget* const widget : visibleWidgets(home.window.get())) {
            if ((widget->focusPolicy() & Qt::TabFocus) && widget->isEnabled() && !widget->focusProxy())
                wanted << widget;
        }

        QSet<QWidget*> reached;
        QWidget* widget = home.window.get();
        for (int i = 0; i < 5000; ++i) {
            widget = widget->nextInFocusChain();
            reached << widget;
        }

        QStringList missing;
        for (QWidget* const one : wanted - reached)
            missing << nameOf(one);
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
    }

    void everyTextIsTranslated_data() { addPages(); }
    void everyTextIsTranslated()
    {
        QFETCH(int, page);
        OpenWindow& home = windowOn(page);

        QStringList found;
        for (QWidget* const widget : visibleWidgets(home.window.get())) {
            for (const QString& text : textsOf(widget)) {
                if (const QString word = untranslatedIn(text); !word.isEmpty())
                    found << QStringLiteral("%1: “%2” in “%3”").arg(nameOf(widget), word, text.left(80));
            }
        }
        for (const QAction* const action : home.workspace.commands()) {
            for (const QString& text : { action->text(), action->toolTip(), action->statusTip() }) {
                if (const QString word = untranslatedIn(text); !word.isEmpty())
                    found << QStringLiteral("%1: “%2”").arg(action->objectName(), text);
            }
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }

    void noTextIsCut_data() { addPages(); }
    void noTextIsCut()
    {
        QFETCH(int, page);
        OpenWindow& home = windowOn(page);
        for (int i = 0; i < 2; ++i) { // the first time the details go, and make room
            home.window->resize(1024, 700);
            home.settle();
        }

        QStringList cut;
        for (QWidget* const widget : visibleWidgets(home.window.get())) {
            const auto* label = qobject_cast<QLabel*>(widget);
            const bool isText = (label && !label->text().isEmpty() && !label->wordWrap())
                || (qobject_cast<QAbstractButton*>(widget)
                    && !qobject_cast<QAbstractButton*>(widget)->text().isEmpty());
            const QSize wanted = widget->minimumSizeHint().expandedTo(label ? label->sizeHint() : QSize());
            if (isText && widget->width() < wanted.width())
                cut << QStringLiteral("%1: %2 of %3 pixels, “%4”")
                           .arg(nameOf(widget))
                           .arg(widget->width())
                           .arg(wanted.width())
                           .arg(label ? label->text() : qobject_cast<QAbstractButton*>(widget)->text());
        }
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
        QStringList wide;
        for (QWidget* const widget : visibleWidgets(home.window.get())) {
            if (widget->minimumSizeHint().width() > 600)
                wide << QStringLiteral("%1: %2").arg(nameOf(widget)).arg(widget->minimumSizeHint().width());
        }
        QVERIFY2(home.window->width() <= 1024,
            qPrintable(QStringLiteral("%1 pixels\n%2").arg(home.window->width()).arg(wide.join(QLatin1Char('\n')))));
    }

    void everyTextStandsOut_data() { addPages(); }
    void everyTextStandsOut()
    {
        QFETCH(int, page);
        OpenWindow& home = windowOn(page);
        for (const ThemeChoice choice : { ThemeChoice::Light, ThemeChoice::Dark }) {
            applyTheme(*qApp, choice);
            home.settle();
            QStringList faint;
            for (QWidget* const widget : visibleWidgets(home.window.get())) {
                const bool isText = qobject_cast<QLabel*>(widget) || qobject_cast<QAbstractButton*>(widget)
                    || qobject_cast<QLineEdit*>(widget);
                const double ratio = contrast(widget->palette().color(widget->foregroundRole()),
                    widget->palette().color(widget->backgroundRole()));
                if (isText && ratio < 4.5)
                    faint << QStringLiteral("%1: %2").arg(nameOf(widget)).arg(ratio);
            }
            QVERIFY2(faint.isEmpty(), qPrintable(faint.join(QLatin1Char('\n'))));
        }
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void everyColourOfTextStandsOut()
    {
        for (const ThemeChoice choice : { ThemeChoice::Dark, ThemeChoice::Light }) {
            applyTheme(*qApp, choice);
            const Theme& now = theme();
            for (const QColor& ground : { now.window, now.surface, now.raised, now.selected }) {
                for (const QColor& text : { now.text, now.muted, now.accent, now.income, now.over, now.warning })
                    QVERIFY2(contrast(text, ground) >= 4.5,
                        qPrintable(QStringLiteral("%1 on %2: %3")
                                       .arg(text.name(), ground.name())
                                       .arg(contrast(text, ground))));
            }
            QVERIFY(contrast(now.onAccent, now.accent) >= 4.5);
            for (int i = 0; i < 8; ++i)
                QVERIFY2(contrast(now.series(i), now.surface) >= 3, qPrintable(now.series(i).name()));
        }
    }

    void everyActionHasAMenuAndShortcutsDoNotClash()
    {
        OpenWindow& home = windowOn(int(PageId::Month));
        QMap<QString, QString> owners;
        QStringList clashes;
        for (const QAction* const action : home.workspace.commands()) {
            QVERIFY2(home.window->menuBar()
                         ->actions()
                         .at(int(Workspace::menuOf(action)))
                         ->menu()
                         ->actions()
                         .contains(const_cast<QAction*>(action)),
                qPrintable(action->objectName()));
            for (const QKeySequence& keys : action->shortcuts()) {
                const QString text = keys.toString();
                if (owners.contains(text))
                    clashes << QStringLiteral("%1: %2 and %3").arg(text, owners[text], action->objectName());
                owners[text] = action->objectName();
            }
        }
        QVERIFY2(clashes.isEmpty(), qPrintable(clashes.join(QLatin1Char('\n'))));
    }

    void cleanupTestCase()
    {
        m_home.reset();
        m_empty.reset();
        QCoreApplication::removeTranslator(&m_translator);
    }

private:
    static void addPages()
    {
        QTest::addColumn<int>("page");
        for (std::size_t i = 0; i < pages.size(); ++i)
            QTest::newRow(pageNames[i]) << int(pages[i]);
    }
    OpenWindow& windowOn(int page)
    {
        if (page == int(PageId::Welcome)) {
            if (!m_empty)
                m_empty = std::make_unique<OpenWindow>();
            return *m_empty;
        }
        if (!m_home)
            m_home = std::make_unique<OpenWindow>(fillInGreek);
        m_home->showPage(PageId(page));
        return *m_home;
    }

    PseudoTranslator m_translator;
    std::unique_ptr<OpenWindow> m_empty;
    std::unique_ptr<OpenWindow> m_home;
};

QTEST_MAIN(EveryPageTest)
#include "every_page_test.moc"
