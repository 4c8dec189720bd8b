#include "driver.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPixmap>
#include <QTest>

#include <cstdio>

#include <unistd.h>

namespace {

QString nameOf(QWidget* widget)
{
    QAccessibleInterface* const face = QAccessible::queryAccessibleInterface(widget);
    return face ? face->text(QAccessible::Name) : QString();
}

/// The front window first: a dialog before what it stands on.
QList<QWidget*> visibleWidgets()
{
    QList<QWidget*> found;
    QWidgetList windows = QApplication::topLevelWidgets();
    std::stable_sort(windows.begin(), windows.end(),
        [](const QWidget* a, const QWidget* b) { return a->isActiveWindow() > b->isActiveWindow(); });
    for (QWidget* const window : windows) {
        if (!window->isVisible())
            continue;
        for (QWidget* const widget : window->findChildren<QWidget*>()) {
            if (widget->isVisible())
                found << widget;
        }
    }
    return found;
}

/// Of that name, else the first whose name begins with it.
QWidget* named(const QString& name)
{
    QWidget* found = nullptr;
    for (QWidget* const widget : visibleWidgets()) {
        const QString own = nameOf(widget);
        if (!widget->isEnabled() || qobject_cast<QLabel*>(widget) || !own.startsWith(name))
            continue;
        if (own == name)
            return widget;
        if (!found)
            found = widget;
    }
    return found;
}

QJsonArray texts()
{
    QJsonArray all;
    for (QWidget* const widget : visibleWidgets()) {
        if (const auto* label = qobject_cast<QLabel*>(widget))
            all << label->text();
        else if (const auto* button = qobject_cast<QAbstractButton*>(widget))
            all << button->text();
        else if (const auto* edit = qobject_cast<QLineEdit*>(widget))
            all << edit->text();
        const auto* view = qobject_cast<QAbstractItemView*>(widget);
        if (!view || !view->model())
            continue;
        const QAbstractItemModel& model = *view->model();
        const std::function<void(const QModelIndex&)> add = [&](const QModelIndex& parent) {
            for (int row = 0; row < std::min(model.rowCount(parent), 200); ++row) {
                for (int column = 0; column < model.columnCount(parent); ++column)
                    all << model.index(row, column, parent).data().toString();
                add(model.index(row, 0, parent));
            }
        };
        add({});
    }
    return all;
}

QWidget* receiver()
{
    if (QWidget* const popup = QApplication::activePopupWidget())
        return popup->focusWidget() ? popup->focusWidget() : popup;
    // There is no window manager here, and the display minds only whose clock is ahead: the program's own word counts.
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    for (QWidget* const window : QApplication::topLevelWidgets()) {
        if (!QApplication::activeWindow() && window->isVisible())
            QApplication::setActiveWindow(window);
    }
    QT_WARNING_POP
    if (QWidget* const focus = QApplication::focusWidget())
        return focus;
    return QApplication::activeWindow();
}

} // namespace

Driver::Driver(QObject* parent) : QObject(parent), m_input(STDIN_FILENO, QSocketNotifier::Read)
{
    connect(&m_input, &QSocketNotifier::activated, this, &Driver::read);
}

void Driver::read()
{
    char bytes[4096];
    const ssize_t count = ::read(STDIN_FILENO, bytes, sizeof bytes);
    if (count <= 0) { // the test has ended
        m_input.setEnabled(false);
        QCoreApplication::quit();
        return;
    }
    m_rest += QByteArray(bytes, count);
    for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n')) {
        const QJsonObject command = QJsonDocument::fromJson(m_rest.left(end)).object();
        m_rest.remove(0, end + 1);
        const QByteArray reply = QJsonDocument(answer(command)).toJson(QJsonDocument::Compact);
        std::fwrite(reply.constData(), 1, std::size_t(reply.size()), stdout);
        std::fputc('\n', stdout);
        std::fflush(stdout);
    }
}

QJsonObject Driver::answer(const QJsonObject& command)
{
    const QString what = command.value(QStringLiteral("do")).toString();
    const QString name = command.value(QStringLiteral("name")).toString();
    const QJsonObject done { { QStringLiteral("done"), true } };
    const QJsonObject failed { { QStringLiteral("done"), false } };
    if (what == QLatin1String("texts"))
        return { { QStringLiteral("done"), true }, { QStringLiteral("texts"), texts() } };
    if (what == QLatin1String("picture")) {
        const QString file = command.value(QStringLiteral("file")).toString();
        return QApplication::topLevelWidgets().isEmpty() || !QApplication::activeWindow()
                || !QApplication::activeWindow()->grab().save(file)
            ? failed
            : done;
    }
    if (what == QLatin1String("click") || what == QLatin1String("focus")) {
        QWidget* const widget = named(name);
        if (!widget)
            return failed;
        widget->window()->activateWindow();
        if (what == QLatin1String("focus"))
            widget->setFocus();
        else
            QTest::mouseClick(widget, Qt::LeftButton);
        return done;
    }
    QWidget* const to = receiver();
    if (!to)
        return failed;
    if (what == QLatin1String("keys"))
        QTest::keySequence(to, QKeySequence(command.value(QStringLiteral("keys")).toString()));
    else if (what == QLatin1String("type"))
        QTest::keyClicks(to, command.value(QStringLiteral("text")).toString());
    else
        return failed;
    QTest::qWait(50); // as the fastest person does between two keys
    return done;
}
