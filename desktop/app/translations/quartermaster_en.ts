<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>AttentionText</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChangeText</name>
    <message numerus="yes">
        <source>%1: %n changes</source>
        <translation>
            <numerusform>%1: %n change</numerusform>
            <numerusform>%1: %n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 and %n more</source>
        <translation>
            <numerusform>%1: %2 and %n more</numerusform>
            <numerusform>%1: %2 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DisplayText</name>
    <message numerus="yes">
        <source>%1 has %n decimals</source>
        <translation>
            <numerusform>%1 has %n decimal</numerusform>
            <numerusform>%1 has %n decimals</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MonthText</name>
    <message numerus="yes">
        <source>late by %n days</source>
        <translation>
            <numerusform>late by %n day</numerusform>
            <numerusform>late by %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n days</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServerCommands</name>
    <message numerus="yes">
        <source>%n change(s) have not been sent yet; they stay in it, too.</source>
        <translation>
            <numerusform>%n change has not been sent yet; it stays in it, too.</numerusform>
            <numerusform>%n changes have not been sent yet; they stay in it, too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) differed from the server&apos;s and were put right. Both versions are kept beside the ledger&apos;s file.</source>
        <translation>
            <numerusform>%n row differed from the server&apos;s and was put right. Both versions are kept beside the ledger&apos;s file.</numerusform>
            <numerusform>%n rows differed from the server&apos;s and were put right. Both versions are kept beside the ledger&apos;s file.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncText</name>
    <message numerus="yes">
        <source>%n change(s) to send</source>
        <translation>
            <numerusform>%n change to send</numerusform>
            <numerusform>%n changes to send</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Offline, %n change(s) to send</source>
        <translation>
            <numerusform>Offline, %n change to send</numerusform>
            <numerusform>Offline, %n changes to send</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) wait to be sent.</source>
        <translation>
            <numerusform>%n change waits to be sent.</numerusform>
            <numerusform>%n changes wait to be sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::AccountsPage</name>
    <message numerus="yes">
        <source>%n archived</source>
        <translation>
            <numerusform>%n archived</numerusform>
            <numerusform>%n archived</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::AttentionPage</name>
    <message numerus="yes">
        <source>%n things need your attention.</source>
        <translation>
            <numerusform>%n thing needs your attention.</numerusform>
            <numerusform>%n things need your attention.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::BulkEditPanel</name>
    <message numerus="yes">
        <source>Move %n postings to another day</source>
        <translation>
            <numerusform>Move %n posting to another day</numerusform>
            <numerusform>Move %n postings to another day</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Edit %n postings</source>
        <translation>
            <numerusform>Edit %n posting</numerusform>
            <numerusform>Edit %n postings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n postings</source>
        <translation>
            <numerusform>Move %n posting</numerusform>
            <numerusform>Move %n postings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n postings</source>
        <translation>
            <numerusform>Change %n posting</numerusform>
            <numerusform>Change %n postings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::CategoryModel</name>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::ChangeView</name>
    <message numerus="yes">
        <source>%n changes in all</source>
        <translation>
            <numerusform>%n change in all</numerusform>
            <numerusform>%n changes in all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::CloseMonthDialog</name>
    <message numerus="yes">
        <source>%n entries were due and have no posting: %1</source>
        <translation>
            <numerusform>%n entry was due and has no posting: %1</numerusform>
            <numerusform>%n entries were due and have no posting: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n postings have no entry yet: %1</source>
        <translation>
            <numerusform>%n posting has no entry yet: %1</numerusform>
            <numerusform>%n postings have no entry yet: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n postings are not cleared yet.</source>
        <translation>
            <numerusform>%n posting is not cleared yet.</numerusform>
            <numerusform>%n postings are not cleared yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::CommandPalette</name>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::DuePanel</name>
    <message numerus="yes">
        <source>%n late</source>
        <translation>
            <numerusform>%n late</numerusform>
            <numerusform>%n late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n today</source>
        <translation>
            <numerusform>%n today</numerusform>
            <numerusform>%n today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the next seven days</source>
        <translation>
            <numerusform>%n in the next seven days</numerusform>
            <numerusform>%n in the next seven days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Record %n</source>
        <translation>
            <numerusform>Record %n</numerusform>
            <numerusform>Record %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Skip %n</source>
        <translation>
            <numerusform>Skip %n</numerusform>
            <numerusform>Skip %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::EntryTreeModel</name>
    <message numerus="yes">
        <source>%n postings</source>
        <translation>
            <numerusform>%n posting</numerusform>
            <numerusform>%n postings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::ExportDialog</name>
    <message numerus="yes">
        <source>%n posting(s) exported to %1.</source>
        <translation>
            <numerusform>%n posting exported to %1.</numerusform>
            <numerusform>%n postings exported to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::HistoryPage</name>
    <message numerus="yes">
        <source>%n changes were undone.</source>
        <translation>
            <numerusform>%n change was undone.</numerusform>
            <numerusform>%n changes were undone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::ImportAccountView</name>
    <message numerus="yes">
        <source>%n lines selected</source>
        <translation>
            <numerusform>%n line selected</numerusform>
            <numerusform>%n lines selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::ImportDialog</name>
    <message numerus="yes">
        <source>%n imported before.</source>
        <translation>
            <numerusform>%n imported before.</numerusform>
            <numerusform>%n imported before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n may be there already.</source>
        <translation>
            <numerusform>%n may be there already.</numerusform>
            <numerusform>%n may be there already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in closed months, left out.</source>
        <translation>
            <numerusform>%n in a closed month, left out.</numerusform>
            <numerusform>%n in closed months, left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Opens %n months, from %1 to %2.</source>
        <translation>
            <numerusform>Opens %n month, from %1 to %2.</numerusform>
            <numerusform>Opens %n months, from %1 to %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Import %n postings</source>
        <translation>
            <numerusform>&amp;Import %n posting</numerusform>
            <numerusform>&amp;Import %n postings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n postings were imported.</source>
        <translation>
            <numerusform>%n posting was imported.</numerusform>
            <numerusform>%n postings were imported.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::MonthActions</name>
    <message numerus="yes">
        <source>Its %n postings stay, without an entry.</source>
        <translation>
            <numerusform>Its %n posting stays, without an entry.</numerusform>
            <numerusform>Its %n postings stay, without an entry.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries were skipped: nothing is planned for them this month.</source>
        <translation>
            <numerusform>%n entry was skipped: nothing is planned for it this month.</numerusform>
            <numerusform>%n entries were skipped: nothing is planned for them this month.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n postings were recorded.</source>
        <translation>
            <numerusform>%n posting was recorded.</numerusform>
            <numerusform>%n postings were recorded.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::OpenMonthDialog</name>
    <message numerus="yes">
        <source>Add %n entries</source>
        <translation>
            <numerusform>Add %n entry</numerusform>
            <numerusform>Add %n entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries were added to %1.</source>
        <translation>
            <numerusform>%n entry was added to %1.</numerusform>
            <numerusform>%n entries were added to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is open, with %n entries.</source>
        <translation>
            <numerusform>%1 is open, with %n entry.</numerusform>
            <numerusform>%1 is open, with %n entries.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::PostingActions</name>
    <message numerus="yes">
        <source>%n chosen postings lie in closed months. Nothing was changed. Reopen a month to change something in it.</source>
        <translation>
            <numerusform>%n chosen posting lies in a closed month. Nothing was changed. Reopen the month to change something in it.</numerusform>
            <numerusform>%n chosen postings lie in closed months. Nothing was changed. Reopen a month to change something in it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n postings were deleted.</source>
        <translation>
            <numerusform>%n posting was deleted.</numerusform>
            <numerusform>%n postings were deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n postings were moved.</source>
        <translation>
            <numerusform>%n posting was moved.</numerusform>
            <numerusform>%n postings were moved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n postings were changed.</source>
        <translation>
            <numerusform>%n posting was changed.</numerusform>
            <numerusform>%n postings were changed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them have no entry now: the month has none that fits.</source>
        <translation>
            <numerusform>%n of them has no entry now: the month has none that fits.</numerusform>
            <numerusform>%n of them have no entry now: the month has none that fits.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kept their entry: their months have none that fits.</source>
        <translation>
            <numerusform>%n kept its entry: its month has none that fits.</numerusform>
            <numerusform>%n kept their entry: their months have none that fits.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in closed months were left out.</source>
        <translation>
            <numerusform>%n in a closed month was left out.</numerusform>
            <numerusform>%n in closed months were left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::PostingTable</name>
    <message numerus="yes">
        <source>%n postings were copied.</source>
        <translation>
            <numerusform>%n posting was copied.</numerusform>
            <numerusform>%n postings were copied.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::PostingsPage</name>
    <message numerus="yes">
        <source>%Ln postings</source>
        <translation>
            <numerusform>%Ln posting</numerusform>
            <numerusform>%Ln postings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Edit %Ln postings…</source>
        <translation>
            <numerusform>Edit %Ln posting…</numerusform>
            <numerusform>Edit %Ln postings…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::PrintPreview</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::ReconcilePanel</name>
    <message numerus="yes">
        <source>%n postings lie in closed months and cannot be ticked.</source>
        <translation>
            <numerusform>%n posting lies in a closed month and cannot be ticked.</numerusform>
            <numerusform>%n postings lie in closed months and cannot be ticked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::SalvageDialog</name>
    <message numerus="yes">
        <source>The server lacks %n row(s) that this copy has.</source>
        <translation>
            <numerusform>The server lacks %n row that this copy has.</numerusform>
            <numerusform>The server lacks %n rows that this copy has.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It has other values in %n row(s).</source>
        <translation>
            <numerusform>It has other values in %n row.</numerusform>
            <numerusform>It has other values in %n rows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It still has %n row(s) that were deleted here.</source>
        <translation>
            <numerusform>It still has %n row that was deleted here.</numerusform>
            <numerusform>It still has %n rows that were deleted here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open question(s) of the Attention page are known to this copy only: settle them before.</source>
        <translation>
            <numerusform>%n open question of the Attention page is known to this copy only: settle it before.</numerusform>
            <numerusform>%n open questions of the Attention page are known to this copy only: settle them before.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::SyncDetails</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::TemplatesPage</name>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::Workspace</name>
    <message numerus="yes">
        <source>%n changes were not finished.</source>
        <translation>
            <numerusform>%n change was not finished.</numerusform>
            <numerusform>%n changes were not finished.</numerusform>
        </translation>
    </message>
</context>
</TS>
