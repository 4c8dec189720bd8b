#pragma once

#include <QObject>

#include "common/formats/statement.h"
#include "common/store/import_proposals.h"
#include "desktop/services/import_choices.h"
#include "desktop/services/ledger_service.h"

#include <map>
#include <set>

namespace qm::desktop {

/// One account of a bank's file, as it would be imported. The vectors have one item a line.
struct ImportPage {
    std::string bankAccountId;
    std::string kind; ///< bank, card or empty
    std::string currency; ///< empty: the file does not say
    bool isForeign = false; ///< of another currency than the ledger: cannot be imported
    std::optional<Money> closingBalance;
    std::optional<ImportTarget> target; ///< none: the person has to say
    std::vector<ImportLine> lines; ///< `isChosen` and `entry` as the person wants them
    bool isTargetChosen = false; ///< by the person
    std::set<std::size_t> changed; ///< lines that the person has ticked or given an entry
    std::vector<ImportState> states;
    std::vector<std::optional<ImportTwin>> twins;
};

/// A bank's file beside what the ledger already has. Nothing of it is written yet.
struct ImportPreview {
    StatementFormat format = StatementFormat::Auto;
    CsvShape csv; ///< as read, for CSV only
    std::vector<std::string> notes; ///< of the reader, English
    std::vector<ImportPage> pages;
    /// Entries of the months of the file that are there; the import opens the others.
    std::map<YearMonth, std::vector<Entry>> entries;
};

/// Reads a bank's file, compares it with the open ledger, and imports what is chosen as one action. All of it on the
/// long thread; results arrive as signals. The window's thread.
class ImportSession final : public QObject {
    Q_OBJECT

public:
    explicit ImportSession(LedgerService& ledger, QObject* parent = nullptr);
    ~ImportSession() override; ///< cancels what runs

    /// Reads the file, or reads it again in another form.
    void read(const QString& path, const ReadOptions& options = {}) { read(path, options, {}); }
    /// Reads it as it was chosen before; what does not fit any more is left as proposed.
    void read(const QString& path, const ImportChoices& choices);
    /// Gives up reading; what was read before stays. Comparing and importing end by themselves.
    void cancel();
    /// Where a page goes: compares it anew.
    void setTarget(std::size_t page, const ImportTarget& target);
    /// The ledger has changed: compares all pages anew. Ticks and entries chosen so far are kept where they still fit.
    void compareAgain();
    /// Imports every chosen line of pages that have a target; remembers the targets.
    void import();

    /// What the person has changed of the preview so far. Not while Work::Comparing.
    ImportChoices choices() const;

    const QString& path() const { return m_path; }
    const ReadOptions& options() const { return m_options; }
    enum class Work {
        None,
        Reading, ///< the preview before stays as it is meanwhile
        Comparing, ///< the preview must not be looked at
        Importing, ///< it may be looked at
    };
    Work work() const { return m_work; }
    /// The last one that could be read; null before. Its lines may be changed while there is no work.
    const std::shared_ptr<ImportPreview>& preview() const { return m_preview; }
    /// The first rows of the file, from its header on, as a table; empty for what is none.
    const std::vector<std::vector<std::string>>& sample() const { return m_sample; }

signals:
    void workChanged();
    /// Other pages, or none. Told before the end of the work that read them.
    void previewChanged();
    /// The same pages, compared anew.
    void compared();
    /// What was asked for could not be done; the preview is as before.
    void failed(const qm::Error& error);
    /// `change`: what to undo to take it back.
    void imported(qint64 postings, const qm::Uuid& change);

private:
    struct Reading {
        Result<ImportPreview> preview;
        std::vector<std::vector<std::string>> sample;
    };
    void read(const QString& path, const ReadOptions& options, const ImportChoices& choices);
    std::shared_ptr<Progress> begin(Work work);
    void finish();

    LedgerService& m_ledger;
    QString m_path;
    ReadOptions m_options;
    std::shared_ptr<ImportPreview> m_preview;
    std::vector<std::vector<std::string>> m_sample;
    std::shared_ptr<Progress> m_progress; ///< of what runs
    Work m_work = Work::None;
    LatestOnly m_request;
};

} // namespace qm::desktop
