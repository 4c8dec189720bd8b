#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QPointer>

#include <utility>

namespace qm::desktop {

/// Calls `done` with the result on the receiver's thread; not at all when the receiver is gone by then.
template <typename T, typename Done>
void whenDone(QObject* receiver, QFuture<T> future, Done done)
{
    auto* watcher = new QFutureWatcher<T>(receiver); // owned by the receiver
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver, [watcher, done = std::move(done)]() mutable {
        watcher->deleteLater();
        done(watcher->future().takeResult());
    });
    watcher->setFuture(std::move(future));
}

/// Of several requests for one thing only the newest is answered: a page that is asked to reload while it still loads
/// never shows the older state last.
class LatestOnly {
public:
    template <typename T, typename Done>
    void start(QObject* receiver, QFuture<T> future, Done done)
    {
        delete m_watcher.data(); // drops an answer that is still to come
        auto* watcher = new QFutureWatcher<T>(receiver);
        m_watcher = watcher;
        QObject::connect(watcher, &QFutureWatcherBase::finished, receiver, [watcher, done = std::move(done)]() mutable {
            watcher->deleteLater();
            done(watcher->future().takeResult());
        });
        watcher->setFuture(std::move(future));
    }
    void cancel() { delete m_watcher.data(); }

private:
    QPointer<QObject> m_watcher;
};

} // namespace qm::desktop
