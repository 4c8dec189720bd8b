<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>DisplayText</name>
    <message>
        <source>“%1” is not understood in an amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an amount is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the amount is too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too many brackets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an amount is missing at the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number is missing at the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing can be divided by zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too many digits after the decimal sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a bracket is not closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not an amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no decimals</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 has %n decimals</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>weekday, day of month</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>month, year</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>This cannot be right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is there already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several things have this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ledger does not allow this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The date lies outside the month.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The month is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something that this needs is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was changed meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is writing into the ledger&apos;s file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ledger&apos;s file cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ledger&apos;s file is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is not a Quartermaster ledger.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This comes from a newer version of Quartermaster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk or the system has failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refuses this device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer does not come from a Quartermaster server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server asks to come back later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ledger and its server do not agree.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another copy of this device sends changes, too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be done like this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Reopen the month to change something in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Look at it again and repeat what still fits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Try again in a moment, or close the other program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Make the file and its folder writable, or work on a copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Free some space and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Keep the file, and go on with a snapshot or a fresh copy from the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Update this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your changes are kept and will be sent later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your changes are kept. Connect again with a new invitation to send them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost. Check the ledger from the Server menu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>%1 is open on the computer “%2” (process %3). Two programs on different computers must not write into one file; if that one was ended or lost its power, go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it anyway</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>qm::desktop::AmountEdit</name>
    <message>
        <source>An amount is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not an amount: %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>qm::desktop::DayEdit</name>
    <message>
        <source>A day is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not a day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is in %2, not in %3.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>qm::desktop::MainWindow</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Posting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today&apos;s snapshot could not be made: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some of it was left as it is, because somebody changed it since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 – Quartermaster</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>qm::desktop::MonthNavigator</name>
    <message>
        <source>%1 is closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Templates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Postings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Months</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention (%1)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>qm::desktop::NoticeBar</name>
    <message>
        <source>Notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the notice</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>qm::desktop::SnapshotsDialog</name>
    <message>
        <source>&amp;Take one now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go back to this day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshots on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No snapshot of this ledger yet. One is made each day the program is used, in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One is made each day the program is used; the newest seven stay, in %1. Going back keeps the ledger as it is now in a file beside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ledger is as it was on %1. As it was before, it is kept in %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>qm::desktop::TroubleBar</name>
    <message>
        <source>What is wrong with the ledger&apos;s file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 was moved or deleted. What you see is all still here, but nothing can be recorded until there is a file again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another file was put in the place of %1. What you see is what was open before; nothing is recorded until you choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the new file, keep this one beside it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was open before is kept in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 or its folder can be read but not written. You can look at everything; to record something, make it writable or save a copy elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a copy of the ledger</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
