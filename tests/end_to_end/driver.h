#pragma once

#include <QJsonObject>
#include <QObject>
#include <QSocketNotifier>

class QWidget;

/// Drives the program's window for a test in another process: a command a line on standard input, an answer a line on
/// standard output, each one JSON object. Keys and clicks go to real windows.
///
///   {"do":"texts"}                        everything that can be read on the screen now
///   {"do":"keys","keys":"Ctrl+N"}         a shortcut, to whatever has the focus
///   {"do":"type","text":"Market"}
///   {"do":"click","name":"Record"}        the control of that accessible name (or that begins so)
///   {"do":"focus","name":"Payee"}
///   {"do":"picture","file":"x.png"}
class Driver final : public QObject {
    Q_OBJECT

public:
    explicit Driver(QObject* parent = nullptr);

private:
    void read();
    QJsonObject answer(const QJsonObject& command);

    QSocketNotifier m_input;
    QByteArray m_rest;
};
