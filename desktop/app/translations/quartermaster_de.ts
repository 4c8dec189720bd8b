<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>ActText</name>
    <message>
        <source>Add an account</source>
        <translation>Konto anlegen</translation>
    </message>
    <message>
        <source>Change an account</source>
        <translation>Konto ändern</translation>
    </message>
    <message>
        <source>Delete an account</source>
        <translation>Konto löschen</translation>
    </message>
    <message>
        <source>Add a category</source>
        <translation>Kategorie anlegen</translation>
    </message>
    <message>
        <source>Change a category</source>
        <translation>Kategorie ändern</translation>
    </message>
    <message>
        <source>Delete a category</source>
        <translation>Kategorie löschen</translation>
    </message>
    <message>
        <source>Settle a conflict</source>
        <translation>Konflikt klären</translation>
    </message>
    <message>
        <source>Add an entry</source>
        <translation>Posten anlegen</translation>
    </message>
    <message>
        <source>Delete an entry</source>
        <translation>Posten löschen</translation>
    </message>
    <message>
        <source>Change an entry</source>
        <translation>Posten ändern</translation>
    </message>
    <message>
        <source>Skip entries</source>
        <translation>Posten auslassen</translation>
    </message>
    <message>
        <source>Make the example household</source>
        <translation>Beispielhaushalt anlegen</translation>
    </message>
    <message>
        <source>Import a statement</source>
        <translation>Kontoauszug importieren</translation>
    </message>
    <message>
        <source>Begin with the usual</source>
        <translation>Mit dem Üblichen beginnen</translation>
    </message>
    <message>
        <source>Start the ledger</source>
        <translation>Haushaltsbuch beginnen</translation>
    </message>
    <message>
        <source>Change the ledger</source>
        <translation>Haushaltsbuch ändern</translation>
    </message>
    <message>
        <source>Add a template to a month</source>
        <translation>Vorlage in einen Monat übernehmen</translation>
    </message>
    <message>
        <source>Close a month</source>
        <translation>Monat abschließen</translation>
    </message>
    <message>
        <source>Copy entries into a month</source>
        <translation>Posten in einen Monat kopieren</translation>
    </message>
    <message>
        <source>Change a month&apos;s note</source>
        <translation>Notiz eines Monats ändern</translation>
    </message>
    <message>
        <source>Open a month</source>
        <translation>Monat öffnen</translation>
    </message>
    <message>
        <source>Reopen a month</source>
        <translation>Monat wieder öffnen</translation>
    </message>
    <message>
        <source>Apply a parked change</source>
        <translation>Zurückgestelltes anwenden</translation>
    </message>
    <message>
        <source>Discard a parked change</source>
        <translation>Zurückgestelltes verwerfen</translation>
    </message>
    <message>
        <source>Move a parked change to another month</source>
        <translation>Zurückgestelltes in einen anderen Monat legen</translation>
    </message>
    <message>
        <source>Record a posting</source>
        <translation>Buchung erfassen</translation>
    </message>
    <message>
        <source>Mark postings as cleared</source>
        <translation>Buchungen bestätigen</translation>
    </message>
    <message>
        <source>Delete postings</source>
        <translation>Buchungen löschen</translation>
    </message>
    <message>
        <source>Duplicate a posting</source>
        <translation>Buchung duplizieren</translation>
    </message>
    <message>
        <source>Change postings</source>
        <translation>Buchungen ändern</translation>
    </message>
    <message>
        <source>Move postings</source>
        <translation>Buchungen verschieben</translation>
    </message>
    <message>
        <source>Record what was due</source>
        <translation>Fälliges buchen</translation>
    </message>
    <message>
        <source>Reconcile an account</source>
        <translation>Konto abstimmen</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Bring back what the server lost</source>
        <translation>Vom Server Verlorenes zurückholen</translation>
    </message>
    <message>
        <source>Record a split purchase</source>
        <translation>Aufgeteilten Einkauf erfassen</translation>
    </message>
    <message>
        <source>Change a split purchase</source>
        <translation>Aufgeteilten Einkauf ändern</translation>
    </message>
    <message>
        <source>Add a template</source>
        <translation>Vorlage anlegen</translation>
    </message>
    <message>
        <source>Delete a template</source>
        <translation>Vorlage löschen</translation>
    </message>
    <message>
        <source>Change a template</source>
        <translation>Vorlage ändern</translation>
    </message>
    <message>
        <source>Add a template entry</source>
        <translation>Posten einer Vorlage anlegen</translation>
    </message>
    <message>
        <source>Delete a template entry</source>
        <translation>Posten einer Vorlage löschen</translation>
    </message>
    <message>
        <source>Change a template entry</source>
        <translation>Posten einer Vorlage ändern</translation>
    </message>
    <message>
        <source>Record a transfer</source>
        <translation>Umbuchung erfassen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>AttentionText</name>
    <message>
        <source>none</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>Two values were given at the same time. One of them is shown; which is right?</source>
        <translation>Zwei Werte wurden gleichzeitig eingegeben. Einer davon wird gezeigt; welcher stimmt?</translation>
    </message>
    <message>
        <source>It was deleted and used at the same time. The deletion was undone.</source>
        <translation>Etwas wurde gleichzeitig gelöscht und verwendet. Das Löschen wurde rückgängig gemacht.</translation>
    </message>
    <message>
        <source>It was to be deleted and used at the same time. It was not deleted.</source>
        <translation>Etwas sollte gelöscht werden und wurde gleichzeitig verwendet. Es wurde nicht gelöscht.</translation>
    </message>
    <message>
        <source>An undo left this as it is, because somebody changed it since.</source>
        <translation>Das Rückgängigmachen hat dies so gelassen, weil es seitdem jemand geändert hat.</translation>
    </message>
    <message>
        <source>What somebody typed outweighs a deletion by somebody who had not seen it.</source>
        <translation>Eine Eingabe wiegt mehr als das Löschen durch jemanden, der sie nicht gesehen hatte.</translation>
    </message>
    <message>
        <source>An undo takes back only what nobody has changed since.</source>
        <translation>Rückgängig gemacht wird nur, was seitdem niemand geändert hat.</translation>
    </message>
    <message>
        <source>The later one counts, by the server&apos;s clock.</source>
        <translation>Es zählt die spätere Eingabe, nach der Uhr des Servers.</translation>
    </message>
    <message>
        <source>One of them waits to be sent: the server puts both in the order of time.</source>
        <translation>Eine davon ist noch nicht gesendet: Der Server bringt beide in die zeitliche Reihenfolge.</translation>
    </message>
    <message>
        <source>Both were given at the same moment, so the order of the devices decides.</source>
        <translation>Beide kamen im selben Augenblick, darum entscheidet die Reihenfolge der Geräte.</translation>
    </message>
    <message>
        <source>The shown value was given once more after the other, by the server&apos;s clock.</source>
        <translation>Der gezeigte Wert wurde nach dem anderen noch einmal eingegeben, nach der Uhr des Servers.</translation>
    </message>
    <message>
        <source>Keep %1</source>
        <translation>%1 behalten</translation>
    </message>
    <message>
        <source>Nothing changes. The other value stays in the history.</source>
        <translation>Nichts ändert sich. Der andere Wert bleibt im Verlauf.</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>Zurück zu %1</translation>
    </message>
    <message>
        <source>Take %1</source>
        <translation>%1 übernehmen</translation>
    </message>
    <message>
        <source>%1 becomes %2, on every device.</source>
        <comment>which value, what it becomes</comment>
        <translation>%1 wird zu %2, auf jedem Gerät.</translation>
    </message>
    <message>
        <source>Both: %1</source>
        <translation>Beides: %1</translation>
    </message>
    <message>
        <source>Adds up what the two changed. %1 becomes %2.</source>
        <comment>which value, what it becomes</comment>
        <translation>Rechnet beide Änderungen zusammen. %1 wird zu %2.</translation>
    </message>
    <message>
        <source>Another value</source>
        <translation>Anderer Wert</translation>
    </message>
    <message>
        <source>Neither of the two: type what is right.</source>
        <translation>Keiner von beiden: den richtigen Wert eingeben.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>It stays, with everything that stands on it.</source>
        <translation>Es bleibt, mit allem, was daran hängt.</translation>
    </message>
    <message>
        <source>Delete after all</source>
        <translation>Doch löschen</translation>
    </message>
    <message>
        <source>It goes, with everything that stands on it. Undo brings it back.</source>
        <translation>Es verschwindet, mit allem, was daran hängt. „Rückgängig“ bringt es zurück.</translation>
    </message>
    <message>
        <source>Settled: %1.</source>
        <translation>Geklärt: %1.</translation>
    </message>
    <message>
        <source>Settled.</source>
        <translation>Geklärt.</translation>
    </message>
    <message>
        <source>Settled: deleted after all.</source>
        <translation>Geklärt: doch gelöscht.</translation>
    </message>
    <message>
        <source>Settled: kept.</source>
        <translation>Geklärt: behalten.</translation>
    </message>
    <message>
        <source>Close anyway</source>
        <translation>Trotzdem abschließen</translation>
    </message>
    <message>
        <source>Apply now</source>
        <translation>Jetzt anwenden</translation>
    </message>
    <message>
        <source>The month is closed as it is now.</source>
        <translation>Der Monat wird so abgeschlossen, wie er jetzt ist.</translation>
    </message>
    <message>
        <source>It is done now, on what is there now.</source>
        <translation>Es wird jetzt ausgeführt, mit dem, was jetzt da ist.</translation>
    </message>
    <message>
        <source>Reopen %1 for it</source>
        <translation>%1 dafür wieder öffnen</translation>
    </message>
    <message>
        <source>The month is opened, this is applied, and it is closed again: one step.</source>
        <translation>Der Monat wird geöffnet, dies wird angewendet, und er wird wieder abgeschlossen: ein Schritt.</translation>
    </message>
    <message>
        <source>Record in</source>
        <translation>Buchen in</translation>
    </message>
    <message>
        <source>On the same day of that month, under the entry of that name if it has one.</source>
        <translation>Am selben Tag jenes Monats, unter dem gleichnamigen Posten, falls es ihn gibt.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>It changes nothing. It stays in the history.</source>
        <translation>Es ändert nichts. Es bleibt im Verlauf.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und noch %n</numerusform>
            <numerusform>und noch %n</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was closed by %2, %3.</source>
        <comment>month, device, when</comment>
        <translation>%1 wurde von %2 abgeschlossen, %3.</translation>
    </message>
    <message>
        <source>%1 is closed.</source>
        <translation>%1 ist abgeschlossen.</translation>
    </message>
    <message>
        <source>Deleted and used at the same time</source>
        <translation>Gleichzeitig gelöscht und verwendet</translation>
    </message>
    <message>
        <source>%1: %2 or %3?</source>
        <comment>which value, shown, other</comment>
        <translation>%1: %2 oder %3?</translation>
    </message>
    <message>
        <source>It needs something that is not there.</source>
        <translation>Es braucht etwas, das nicht da ist.</translation>
    </message>
    <message>
        <source>The month was closed meanwhile.</source>
        <translation>Der Monat wurde inzwischen abgeschlossen.</translation>
    </message>
    <message>
        <source>The month was changed meanwhile, so it was not closed.</source>
        <translation>Der Monat wurde inzwischen geändert und darum nicht abgeschlossen.</translation>
    </message>
    <message>
        <source>What it changes was deleted.</source>
        <translation>Was es ändert, wurde gelöscht.</translation>
    </message>
    <message>
        <source>Part of it was changed meanwhile, and it happens whole or not at all.</source>
        <translation>Ein Teil davon wurde inzwischen geändert, und es geht nur ganz oder gar nicht.</translation>
    </message>
    <message>
        <source>Its day would lie outside its month.</source>
        <translation>Der Tag läge außerhalb des Monats.</translation>
    </message>
    <message>
        <source>It could not be applied.</source>
        <translation>Es konnte nicht angewendet werden.</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Verwendet</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Shown now</source>
        <translation>Jetzt gezeigt</translation>
    </message>
    <message>
        <source>Not shown</source>
        <translation>Nicht gezeigt</translation>
    </message>
    <message>
        <source>Changed since</source>
        <translation>Seitdem geändert</translation>
    </message>
    <message>
        <source>Before both: %1</source>
        <translation>Vor beiden: %1</translation>
    </message>
    <message>
        <source>Parked · %1 · %2</source>
        <comment>who, when</comment>
        <translation>Zurückgestellt · %1 · %2</translation>
    </message>
    <message>
        <source>Settled: applied.</source>
        <translation>Geklärt: angewendet.</translation>
    </message>
    <message>
        <source>Settled: recorded in another month.</source>
        <translation>Geklärt: in einem anderen Monat gebucht.</translation>
    </message>
    <message>
        <source>Settled: discarded.</source>
        <translation>Geklärt: verworfen.</translation>
    </message>
    <message>
        <source>Set apart</source>
        <translation>Ausgesondert</translation>
    </message>
    <message>
        <source>A change that the server could not read</source>
        <translation>Eine Änderung, die der Server nicht lesen konnte</translation>
    </message>
    <message>
        <source>It has no effect and stays in this file, so that nothing is lost. Export it for a report, and do again what it was meant to do.</source>
        <translation>Sie hat keine Wirkung und bleibt in dieser Datei, damit nichts verloren geht. Für eine Meldung exportieren und das Gewollte noch einmal eingeben.</translation>
    </message>
    <message>
        <source>Two devices added an entry of this name and amount, and neither had seen the other&apos;s. Are they one?</source>
        <translation>Zwei Geräte haben einen Posten mit diesem Namen und Betrag angelegt, ohne voneinander zu wissen. Sind sie derselbe?</translation>
    </message>
    <message>
        <source>One</source>
        <translation>Der eine</translation>
    </message>
    <message>
        <source>The other</source>
        <translation>Der andere</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Beide behalten</translation>
    </message>
    <message>
        <source>They are two. Nothing changes.</source>
        <translation>Es sind zwei. Nichts ändert sich.</translation>
    </message>
    <message>
        <source>Delete the one</source>
        <translation>Den einen löschen</translation>
    </message>
    <message>
        <source>Its postings stay, without an entry. Undo brings it back.</source>
        <translation>Seine Buchungen bleiben, ohne Posten. „Rückgängig“ bringt ihn zurück.</translation>
    </message>
    <message>
        <source>Delete the other</source>
        <translation>Den anderen löschen</translation>
    </message>
</context>
<context>
    <name>BalanceChart</name>
    <message>
        <source>Balance of %1</source>
        <translation>Saldo von %1</translation>
    </message>
    <message>
        <source>Balance of all accounts</source>
        <translation>Saldo aller Konten</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>There is no month in this range.</source>
        <translation>In diesem Zeitraum gibt es keinen Monat.</translation>
    </message>
    <message>
        <source>%1 at the end of %2, %3 at the end of %4.</source>
        <translation>%1 Ende %2, %3 Ende %4.</translation>
    </message>
    <message>
        <source>End of %1
%2</source>
        <translation>Ende %1
%2</translation>
    </message>
</context>
<context>
    <name>ChangeText</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>none</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>%1 %2 → %3</source>
        <comment>which value, from, to</comment>
        <translation>%1 %2 → %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a thing, what was done to it</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Haushaltsbuch</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Template entry</source>
        <translation>Vorlagenposten</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Posten</translation>
    </message>
    <message>
        <source>Posting</source>
        <translation>Buchung</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n changes</source>
        <translation>
            <numerusform>%1: %n Änderung</numerusform>
            <numerusform>%1: %n Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Month %1 closed</source>
        <translation>Monat %1 abgeschlossen</translation>
    </message>
    <message>
        <source>Month %1 reopened</source>
        <translation>Monat %1 wieder geöffnet</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <translation>%1: %2 (%3)</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 and %n more</source>
        <translation>
            <numerusform>%1: %2 und noch %n</numerusform>
            <numerusform>%1: %2 und noch %n</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>an action, what it was about</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>This device</source>
        <translation>Dieses Gerät</translation>
    </message>
    <message>
        <source>A device not known here</source>
        <translation>Ein hier unbekanntes Gerät</translation>
    </message>
    <message>
        <source>Device %1</source>
        <translation>Gerät %1</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archiviert</translation>
    </message>
    <message>
        <source>The bank&apos;s reference</source>
        <translation>Kennung der Bank</translation>
    </message>
    <message>
        <source>Cleared</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>Due day</source>
        <translation>Fälligkeitstag</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Memo</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Opening balance</source>
        <translation>Anfangssaldo</translation>
    </message>
    <message>
        <source>Payee</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Planned amount</source>
        <translation>Geplanter Betrag</translation>
    </message>
    <message>
        <source>Place in the list</source>
        <translation>Platz in der Liste</translation>
    </message>
    <message>
        <source>Day and entry</source>
        <translation>Tag und Posten</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>card</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>cash</source>
        <translation>Bargeld</translation>
    </message>
    <message>
        <source>checking</source>
        <translation>Girokonto</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>abgeschlossen</translation>
    </message>
    <message>
        <source>expense</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>income</source>
        <translation>Einnahmen</translation>
    </message>
    <message>
        <source>loan</source>
        <translation>Kredit</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>Sparen</translation>
    </message>
    <message>
        <source>savings</source>
        <translation>Sparkonto</translation>
    </message>
    <message>
        <source>added</source>
        <translation>angelegt</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>reopened</source>
        <translation>wieder geöffnet</translation>
    </message>
    <message>
        <source>brought back</source>
        <translation>zurückgeholt</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>conflict settled</source>
        <translation>Konflikt geklärt</translation>
    </message>
    <message>
        <source>parked change decided</source>
        <translation>über Zurückgestelltes entschieden</translation>
    </message>
</context>
<context>
    <name>ComparisonChart</name>
    <message>
        <source>Beside the average</source>
        <translation>Im Vergleich zum Durchschnitt</translation>
    </message>
    <message>
        <source>A month beside the average</source>
        <translation>Ein Monat im Vergleich zum Durchschnitt</translation>
    </message>
    <message>
        <source>There is no month in this range.</source>
        <translation>In diesem Zeitraum gibt es keinen Monat.</translation>
    </message>
    <message>
        <source>%1 beside the average</source>
        <translation>%1 im Vergleich zum Durchschnitt</translation>
    </message>
    <message>
        <source>An average needs other months. Choose a longer range.</source>
        <translation>Ein Durchschnitt braucht weitere Monate. Einen längeren Zeitraum wählen.</translation>
    </message>
    <message>
        <source>Nothing was spent in these months.</source>
        <translation>In diesen Monaten wurde nichts ausgegeben.</translation>
    </message>
    <message>
        <source>%1: %2 in %3, %4 on average in the other months.</source>
        <translation>%1: %2 im %3, in den anderen Monaten durchschnittlich %4.</translation>
    </message>
    <message>
        <source>%1
%2: %3
Average of the others: %4</source>
        <translation>%1
%2: %3
Durchschnitt der anderen: %4</translation>
    </message>
    <message>
        <source>Average of the others</source>
        <translation>Durchschnitt der anderen</translation>
    </message>
</context>
<context>
    <name>ConnectText</name>
    <message>
        <source>The name %1 is not known.</source>
        <translation>Der Name %1 ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Look for a typing mistake, or check that this computer is in the network.</source>
        <translation>Bitte auf Tippfehler achten oder prüfen, ob dieser Computer im Netz ist.</translation>
    </message>
    <message>
        <source>Nothing answers at %1.</source>
        <translation>Unter %1 antwortet nichts.</translation>
    </message>
    <message>
        <source>The server is not running, or it is at another port. The port stands behind the name, as :8443.</source>
        <translation>Der Server läuft nicht, oder er hat einen anderen Port. Der Port steht hinter dem Namen, etwa :8443.</translation>
    </message>
    <message>
        <source>The network&apos;s proxy does not let the connection to %1 through.</source>
        <translation>Der Proxy des Netzes lässt die Verbindung zu %1 nicht durch.</translation>
    </message>
    <message>
        <source>Ask whoever looks after this network.</source>
        <translation>Bitte bei denen nachfragen, die dieses Netz betreuen.</translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation>Der Vorgang wurde angehalten.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>%1 does not speak HTTPS.</source>
        <translation>%1 spricht kein HTTPS.</translation>
    </message>
    <message>
        <source>It may be another program&apos;s port. Compare the address with the invitation.</source>
        <translation>Vielleicht ist es der Port eines anderen Programms. Bitte die Adresse mit der Einladung vergleichen.</translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 antwortet nicht.</translation>
    </message>
    <message>
        <source>Check that this computer is online and the server is running, and try again.</source>
        <translation>Bitte prüfen, ob dieser Computer online ist und der Server läuft, und es noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Nobody this computer trusts vouches for the certificate of %1.</source>
        <translation>Niemand, dem dieser Computer vertraut, bürgt für das Zertifikat von %1.</translation>
    </message>
    <message>
        <source>If it is your own server, paste its whole invitation link, or choose its certificate&apos;s file below. Otherwise do not connect.</source>
        <translation>Beim eigenen Server den ganzen Einladungslink einfügen oder unten seine Zertifikatsdatei wählen. Sonst bitte nicht verbinden.</translation>
    </message>
    <message>
        <source>The certificate of %1 has expired.</source>
        <translation>Das Zertifikat von %1 ist abgelaufen.</translation>
    </message>
    <message>
        <source>The server needs a new one. Is this computer&apos;s clock right?</source>
        <translation>Der Server braucht ein neues. Geht die Uhr dieses Computers richtig?</translation>
    </message>
    <message>
        <source>The certificate of %1 is not valid yet.</source>
        <translation>Das Zertifikat von %1 gilt noch nicht.</translation>
    </message>
    <message>
        <source>Is this computer&apos;s clock right? Set it, and try again.</source>
        <translation>Geht die Uhr dieses Computers richtig? Bitte stellen und es noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The certificate is not for the name %1.</source>
        <translation>Das Zertifikat gilt nicht für den Namen %1.</translation>
    </message>
    <message>
        <source>Use the name that stands in the certificate, or paste the whole invitation link.</source>
        <translation>Den Namen verwenden, der im Zertifikat steht, oder den ganzen Einladungslink einfügen.</translation>
    </message>
    <message>
        <source>This is not the server that the invitation was made by.</source>
        <translation>Das ist nicht der Server, von dem die Einladung stammt.</translation>
    </message>
    <message>
        <source>Another server answers at this address, or it has a new key. If it is yours, ask for a new invitation.</source>
        <translation>Unter dieser Adresse antwortet ein anderer Server, oder er hat einen neuen Schlüssel. Ist es der eigene, hilft eine neue Einladung.</translation>
    </message>
    <message>
        <source>No encrypted connection to %1 comes about.</source>
        <translation>Zu %1 kommt keine verschlüsselte Verbindung zustande.</translation>
    </message>
    <message>
        <source>It may be another program&apos;s port, or too old a server.</source>
        <translation>Vielleicht ist es der Port eines anderen Programms, oder der Server ist zu alt.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not accepted.</source>
        <translation>Das Zertifikat von %1 wird nicht anerkannt.</translation>
    </message>
    <message>
        <source>Ask whoever looks after the server.</source>
        <translation>Bitte bei denen nachfragen, die den Server betreuen.</translation>
    </message>
    <message>
        <source>The server does not accept this invitation.</source>
        <translation>Der Server nimmt diese Einladung nicht an.</translation>
    </message>
    <message>
        <source>A code holds for ten minutes and for one device, and closes after five wrong tries. Look for a typing mistake, or ask for a new invitation.</source>
        <translation>Ein Code gilt zehn Minuten und für ein Gerät; nach fünf falschen Versuchen ist er gesperrt. Bitte auf Tippfehler achten oder um eine neue Einladung bitten.</translation>
    </message>
    <message>
        <source>%1 sends us on to another address.</source>
        <translation>%1 leitet an eine andere Adresse weiter.</translation>
    </message>
    <message>
        <source>Nothing was sent there. Use the server&apos;s own address.</source>
        <translation>Dorthin wurde nichts gesendet. Bitte die eigene Adresse des Servers verwenden.</translation>
    </message>
    <message>
        <source>This is not a Quartermaster server.</source>
        <translation>Das ist kein Quartermaster-Server.</translation>
    </message>
    <message>
        <source>Another program or a proxy&apos;s page answers at %1. Compare the address with the invitation; in a guest network, sign in there first.</source>
        <translation>Unter %1 antwortet ein anderes Programm oder die Seite eines Proxys. Bitte die Adresse mit der Einladung vergleichen; in einem Gastnetz zuerst dort anmelden.</translation>
    </message>
    <message>
        <source>The server is busy.</source>
        <translation>Der Server ist beschäftigt.</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Bitte gleich noch einmal versuchen.</translation>
    </message>
    <message>
        <source>This program and the server do not fit together.</source>
        <translation>Dieses Programm und der Server passen nicht zusammen.</translation>
    </message>
    <message>
        <source>Update whichever of the two is older.</source>
        <translation>Bitte das ältere von beiden aktualisieren.</translation>
    </message>
</context>
<context>
    <name>DeviceListModel</name>
    <message>
        <source>Changes and invites</source>
        <translation>Ändert und lädt ein</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Ändert</translation>
    </message>
    <message>
        <source>Only looks</source>
        <translation>Sieht nur</translation>
    </message>
</context>
<context>
    <name>DisplayText</name>
    <message>
        <source>“%1” is not understood in an amount</source>
        <translation>„%1“ ist in einem Betrag nicht zu verstehen</translation>
    </message>
    <message>
        <source>an amount is missing</source>
        <translation>ein Betrag fehlt</translation>
    </message>
    <message>
        <source>the amount is too large</source>
        <translation>der Betrag ist zu groß</translation>
    </message>
    <message>
        <source>too many brackets</source>
        <translation>zu viele Klammern</translation>
    </message>
    <message>
        <source>an amount is missing at the end</source>
        <translation>am Ende fehlt ein Betrag</translation>
    </message>
    <message>
        <source>a number is missing at the end</source>
        <translation>am Ende fehlt eine Zahl</translation>
    </message>
    <message>
        <source>nothing can be divided by zero</source>
        <translation>durch null lässt sich nicht teilen</translation>
    </message>
    <message>
        <source>too many digits after the decimal sign</source>
        <translation>zu viele Nachkommastellen</translation>
    </message>
    <message>
        <source>a bracket is not closed</source>
        <translation>eine Klammer ist nicht geschlossen</translation>
    </message>
    <message>
        <source>“%1” is not an amount</source>
        <translation>„%1“ ist kein Betrag</translation>
    </message>
    <message>
        <source>%1 has no decimals</source>
        <translation>%1 hat keine Nachkommastellen</translation>
    </message>
    <message numerus="yes">
        <source>%1 has %n decimals</source>
        <translation>
            <numerusform>%1 hat %n Nachkommastelle</numerusform>
            <numerusform>%1 hat %n Nachkommastellen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>weekday, day of month</comment>
        <translation>%1 %2.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>month, year</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>vor %1 s</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>vor %1 min</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>um %1</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>am %1</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>This cannot be right.</source>
        <translation>Das kann nicht stimmen.</translation>
    </message>
    <message>
        <source>This is not there any more.</source>
        <translation>Das ist nicht mehr da.</translation>
    </message>
    <message>
        <source>This is there already.</source>
        <translation>Das gibt es schon.</translation>
    </message>
    <message>
        <source>Several things have this name.</source>
        <translation>Mehrere Dinge haben diesen Namen.</translation>
    </message>
    <message>
        <source>The ledger does not allow this.</source>
        <translation>Das lässt das Haushaltsbuch nicht zu.</translation>
    </message>
    <message>
        <source>The date lies outside the month.</source>
        <translation>Das Datum liegt außerhalb des Monats.</translation>
    </message>
    <message>
        <source>The month is closed.</source>
        <translation>Der Monat ist abgeschlossen.</translation>
    </message>
    <message>
        <source>Something that this needs is missing.</source>
        <translation>Es fehlt etwas, das hierfür nötig ist.</translation>
    </message>
    <message>
        <source>This was changed meanwhile.</source>
        <translation>Das wurde inzwischen geändert.</translation>
    </message>
    <message>
        <source>Another program is writing into the ledger&apos;s file.</source>
        <translation>Ein anderes Programm schreibt gerade in die Datei des Haushaltsbuchs.</translation>
    </message>
    <message>
        <source>The ledger&apos;s file cannot be written.</source>
        <translation>In die Datei des Haushaltsbuchs kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>The ledger&apos;s file is damaged.</source>
        <translation>Die Datei des Haushaltsbuchs ist beschädigt.</translation>
    </message>
    <message>
        <source>This file is not a Quartermaster ledger.</source>
        <translation>Diese Datei ist kein Quartermaster-Haushaltsbuch.</translation>
    </message>
    <message>
        <source>This comes from a newer version of Quartermaster.</source>
        <translation>Das stammt aus einer neueren Version von Quartermaster.</translation>
    </message>
    <message>
        <source>The disk or the system has failed.</source>
        <translation>Der Datenträger oder das System hat versagt.</translation>
    </message>
    <message>
        <source>The server cannot be reached.</source>
        <translation>Der Server ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>The server refuses this device.</source>
        <translation>Der Server weist dieses Gerät ab.</translation>
    </message>
    <message>
        <source>The answer does not come from a Quartermaster server.</source>
        <translation>Die Antwort kommt nicht von einem Quartermaster-Server.</translation>
    </message>
    <message>
        <source>The server asks to come back later.</source>
        <translation>Der Server bittet, es später noch einmal zu versuchen.</translation>
    </message>
    <message>
        <source>The ledger and its server do not agree.</source>
        <translation>Das Haushaltsbuch und sein Server stimmen nicht überein.</translation>
    </message>
    <message>
        <source>Another copy of this device sends changes, too.</source>
        <translation>Eine weitere Kopie dieses Geräts sendet auch Änderungen.</translation>
    </message>
    <message>
        <source>This cannot be done like this.</source>
        <translation>Das geht so nicht.</translation>
    </message>
    <message>
        <source>Nothing was changed. Reopen the month to change something in it.</source>
        <translation>Nichts wurde geändert. Um darin etwas zu ändern, den Monat wieder öffnen.</translation>
    </message>
    <message>
        <source>Nothing was changed. Look at it again and repeat what still fits.</source>
        <translation>Nichts wurde geändert. Bitte noch einmal ansehen und wiederholen, was noch passt.</translation>
    </message>
    <message>
        <source>Nothing was changed. Try again in a moment, or close the other program.</source>
        <translation>Nichts wurde geändert. Bitte gleich noch einmal versuchen oder das andere Programm schließen.</translation>
    </message>
    <message>
        <source>Nothing was changed. Make the file and its folder writable, or work on a copy.</source>
        <translation>Nichts wurde geändert. Bitte Datei und Ordner beschreibbar machen oder mit einer Kopie arbeiten.</translation>
    </message>
    <message>
        <source>Nothing was changed. Free some space and try again.</source>
        <translation>Nichts wurde geändert. Bitte Platz schaffen und es noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Nothing was changed. Keep the file, and go on with a snapshot or a fresh copy from the server.</source>
        <translation>Nichts wurde geändert. Bitte die Datei aufheben und mit einer Sicherung oder einer frischen Kopie vom Server weitermachen.</translation>
    </message>
    <message>
        <source>Nothing was changed. Update this program.</source>
        <translation>Nichts wurde geändert. Bitte dieses Programm aktualisieren.</translation>
    </message>
    <message>
        <source>Your changes are kept and will be sent later.</source>
        <translation>Die Änderungen bleiben erhalten und werden später gesendet.</translation>
    </message>
    <message>
        <source>Your changes are kept. Connect again with a new invitation to send them.</source>
        <translation>Die Änderungen bleiben erhalten. Um sie zu senden, mit einer neuen Einladung wieder verbinden.</translation>
    </message>
    <message>
        <source>Nothing is lost. Check the ledger from the Server menu.</source>
        <translation>Nichts ist verloren. Bitte das Haushaltsbuch über das Menü „Server“ prüfen.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
</context>
<context>
    <name>ExampleCommand</name>
    <message>
        <source>Open the e&amp;xample household</source>
        <translation>Be&amp;ispielhaushalt öffnen</translation>
    </message>
</context>
<context>
    <name>FileCommands</name>
    <message>
        <source>Ledgers (*.db)</source>
        <translation>Haushaltsbücher (*.db)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a ledger</source>
        <translation>Haushaltsbuch öffnen</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>Kopie speichern</translation>
    </message>
    <message>
        <source>Copy of %1</source>
        <translation>Kopie von %1</translation>
    </message>
    <message>
        <source>There is a file %1 already. It was left as it is: choose another name.</source>
        <translation>Eine Datei %1 gibt es schon. Sie blieb, wie sie war: Bitte einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>The copy is %1. You go on working in the ledger itself.</source>
        <translation>Die Kopie ist %1. Weitergearbeitet wird im Haushaltsbuch selbst.</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
    <message>
        <source>&amp;New ledger…</source>
        <translation>&amp;Neues Haushaltsbuch…</translation>
    </message>
    <message>
        <source>&amp;Open a ledger…</source>
        <translation>Haushaltsbuch ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Recent ledgers</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Save a &amp;copy…</source>
        <translation>&amp;Kopie speichern…</translation>
    </message>
    <message>
        <source>C&amp;lose the ledger</source>
        <translation>Haushaltsbuch &amp;schließen</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>Pay</source>
        <translation>Lohn</translation>
    </message>
    <message>
        <source>Living</source>
        <translation>Leben</translation>
    </message>
    <message>
        <source>Free time</source>
        <translation>Freie Zeit</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Wohnen</translation>
    </message>
    <message>
        <source>Food</source>
        <translation>Essen</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Verkehr</translation>
    </message>
    <message>
        <source>Insurance</source>
        <translation>Versicherungen</translation>
    </message>
    <message>
        <source>Leisure</source>
        <translation>Freizeit</translation>
    </message>
    <message>
        <source>Savings</source>
        <translation>Sparen</translation>
    </message>
    <message>
        <source>Checking account</source>
        <translation>Girokonto</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Bargeld</translation>
    </message>
    <message>
        <source>Usual month</source>
        <translation>Üblicher Monat</translation>
    </message>
    <message>
        <source>Salary</source>
        <translation>Gehalt</translation>
    </message>
    <message>
        <source>Rent</source>
        <translation>Miete</translation>
    </message>
    <message>
        <source>Electricity</source>
        <translation>Strom</translation>
    </message>
    <message>
        <source>Phone and internet</source>
        <translation>Telefon und Internet</translation>
    </message>
    <message>
        <source>Groceries</source>
        <translation>Lebensmittel</translation>
    </message>
    <message>
        <source>Bus and train</source>
        <translation>Bus und Bahn</translation>
    </message>
    <message>
        <source>Eating out</source>
        <translation>Essen gehen</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>Zurückgelegt</translation>
    </message>
</context>
<context>
    <name>FlowChart</name>
    <message>
        <source>Income and expense by month</source>
        <translation>Einnahmen und Ausgaben nach Monat</translation>
    </message>
    <message>
        <source>There is no month in this range.</source>
        <translation>In diesem Zeitraum gibt es keinen Monat.</translation>
    </message>
    <message>
        <source>What remains is %1 in all, %2 a month on average.</source>
        <translation>Insgesamt bleiben %1, im Durchschnitt %2 im Monat.</translation>
    </message>
    <message>
        <source>%1
Income %2
Expense %3</source>
        <translation>%1
Einnahmen %2
Ausgaben %3</translation>
    </message>
    <message>
        <source>
Saving %1</source>
        <translation>
Sparen %1</translation>
    </message>
    <message>
        <source>
Remains %1</source>
        <translation>
Rest %1</translation>
    </message>
    <message>
        <source>Income</source>
        <translation>Einnahmen</translation>
    </message>
    <message>
        <source>Expense</source>
        <translation>Ausgaben</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>The start of a ledger cannot be undone.</source>
        <translation>Der Anfang eines Haushaltsbuchs lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>It is parked: it has changed nothing. It is decided on the Attention page.</source>
        <translation>Dies ist zurückgestellt und hat nichts geändert. Entschieden wird es auf der Seite „Zu klären“.</translation>
    </message>
    <message>
        <source>It has changed nothing yet: it waits for the server.</source>
        <translation>Dies hat noch nichts geändert: Es wartet auf den Server.</translation>
    </message>
    <message>
        <source>It is undone already.</source>
        <translation>Dies ist schon rückgängig gemacht.</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>Noch nicht gesendet</translation>
    </message>
    <message>
        <source>Waiting for the server</source>
        <translation>Wartet auf den Server</translation>
    </message>
    <message>
        <source>Parked</source>
        <translation>Zurückgestellt</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Rückgängig gemacht</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Konflikt</translation>
    </message>
</context>
<context>
    <name>MonthCommands</name>
    <message>
        <source>&amp;Open a month…</source>
        <translation>Monat ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Close the month…</source>
        <translation>Monat &amp;abschließen…</translation>
    </message>
    <message>
        <source>&amp;Reopen the month…</source>
        <translation>Monat &amp;wieder öffnen…</translation>
    </message>
    <message>
        <source>Add a &amp;template…</source>
        <translation>&amp;Vorlage hinzufügen…</translation>
    </message>
    <message>
        <source>Copy entries &amp;from another month…</source>
        <translation>Posten aus anderem Monat &amp;kopieren…</translation>
    </message>
</context>
<context>
    <name>MonthPrint</name>
    <message>
        <source>This month is closed.</source>
        <translation>Dieser Monat ist abgeschlossen.</translation>
    </message>
    <message>
        <source>This month is open.</source>
        <translation>Dieser Monat ist offen.</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Geplant</translation>
    </message>
    <message>
        <source>Actual</source>
        <translation>Ist</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>Nothing is planned in this month.</source>
        <translation>In diesem Monat ist nichts geplant.</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Posten</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>Entries by category</source>
        <translation>Posten nach Kategorie</translation>
    </message>
    <message>
        <source>Posting</source>
        <translation>Buchung</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Without an entry</source>
        <translation>Ohne Posten</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>category, group</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>accounts of a transfer</comment>
        <translation>%1 nach %2</translation>
    </message>
</context>
<context>
    <name>MonthText</name>
    <message>
        <source>as planned</source>
        <translation>wie geplant</translation>
    </message>
    <message>
        <source>left</source>
        <comment>120.00 left</comment>
        <translation>übrig</translation>
    </message>
    <message>
        <source>over</source>
        <comment>50.00 over: spent more than planned</comment>
        <translation>darüber</translation>
    </message>
    <message>
        <source>to come</source>
        <comment>500.00 to come: income that is still missing</comment>
        <translation>steht noch aus</translation>
    </message>
    <message>
        <source>more</source>
        <comment>100.00 more: more than planned came in</comment>
        <translation>mehr</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>%1 übrig</translation>
    </message>
    <message>
        <source>%1 over</source>
        <translation>%1 darüber</translation>
    </message>
    <message>
        <source>%1 still to come</source>
        <translation>%1 steht noch aus</translation>
    </message>
    <message>
        <source>%1 more than planned</source>
        <translation>%1 mehr als geplant</translation>
    </message>
    <message>
        <source>%1, late</source>
        <comment>day of the month</comment>
        <translation>%1, überfällig</translation>
    </message>
    <message>
        <source>%1, today</source>
        <comment>day of the month</comment>
        <translation>%1, heute</translation>
    </message>
    <message>
        <source>late since yesterday</source>
        <translation>seit gestern überfällig</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>morgen</translation>
    </message>
    <message numerus="yes">
        <source>late by %n days</source>
        <translation>
            <numerusform>seit %n Tag überfällig</numerusform>
            <numerusform>seit %n Tagen überfällig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n days</source>
        <translation>
            <numerusform>in %n Tag</numerusform>
            <numerusform>in %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>Income</source>
        <translation>Einnahmen</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Sparen</translation>
    </message>
    <message>
        <source>Expense</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>No payee</source>
        <translation>Kein Empfänger</translation>
    </message>
</context>
<context>
    <name>PrintCommands</name>
    <message>
        <source>There is nothing to print here. Show a month or the summary first.</source>
        <translation>Hier gibt es nichts zu drucken. Zuerst einen Monat oder die Auswertung zeigen.</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>&amp;Drucken…</translation>
    </message>
    <message>
        <source>Save as P&amp;DF…</source>
        <translation>Als &amp;PDF speichern…</translation>
    </message>
</context>
<context>
    <name>PrintedDocument</name>
    <message>
        <source>Page %1 of %2</source>
        <translation>Seite %1 von %2</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>%1 is open on the computer “%2” (process %3). Two programs on different computers must not write into one file; if that one was ended or lost its power, go on.</source>
        <translation>%1 ist auf dem Computer „%2“ geöffnet (Prozess %3). Zwei Programme auf verschiedenen Computern dürfen nicht in eine Datei schreiben; wurde jenes beendet oder fiel dort der Strom aus, kann es hier weitergehen.</translation>
    </message>
    <message>
        <source>Open it anyway</source>
        <translation>Trotzdem öffnen</translation>
    </message>
</context>
<context>
    <name>ProgramCommands</name>
    <message>
        <source>Pre&amp;ferences…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>C&amp;ategories…</source>
        <translation>&amp;Kategorien…</translation>
    </message>
    <message>
        <source>Find an&amp;ything…</source>
        <translation>Alles d&amp;urchsuchen…</translation>
    </message>
    <message>
        <source>&amp;Shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Quartermaster</source>
        <translation>Ü&amp;ber Quartermaster</translation>
    </message>
</context>
<context>
    <name>RowDetails</name>
    <message>
        <source>Actual</source>
        <translation>Ist</translation>
    </message>
    <message>
        <source>no entry yet</source>
        <translation>noch kein Posten</translation>
    </message>
    <message>
        <source>Split with</source>
        <translation>Aufgeteilt mit</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>amount, entry</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Closed by</source>
        <translation>Abgeschlossen von</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>who, when</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>ServerCommands</name>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Disconnect this ledger from %1?</source>
        <translation>Dieses Haushaltsbuch von %1 trennen?</translation>
    </message>
    <message>
        <source>The ledger stays on this computer as it is. To share it again, this device needs a new invitation.</source>
        <translation>Das Haushaltsbuch bleibt auf diesem Computer, wie es ist. Um es wieder zu teilen, braucht dieses Gerät eine neue Einladung.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) have not been sent yet; they stay in it, too.</source>
        <translation>
            <numerusform>%n Änderung ist noch nicht gesendet; auch sie bleibt darin.</numerusform>
            <numerusform>%n Änderungen sind noch nicht gesendet; auch sie bleiben darin.</numerusform>
        </translation>
    </message>
    <message>
        <source>The ledger is disconnected. It is saved here only from now on.</source>
        <translation>Das Haushaltsbuch ist getrennt. Ab jetzt ist es nur noch hier gespeichert.</translation>
    </message>
    <message>
        <source>The ledger is being checked against the server&apos;s…</source>
        <translation>Das Haushaltsbuch wird mit dem des Servers verglichen…</translation>
    </message>
    <message>
        <source>The server does not know what this copy has seen. Nothing was changed.</source>
        <translation>Der Server kennt nicht, was diese Kopie gesehen hat. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>What can be brought back</source>
        <translation>Was sich zurückholen lässt</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) differed from the server&apos;s and were put right. Both versions are kept beside the ledger&apos;s file.</source>
        <translation>
            <numerusform>%n Zeile wich vom Server ab und wurde berichtigt. Beide Fassungen liegen neben der Datei des Haushaltsbuchs.</numerusform>
            <numerusform>%n Zeilen wichen vom Server ab und wurden berichtigt. Beide Fassungen liegen neben der Datei des Haushaltsbuchs.</numerusform>
        </translation>
    </message>
    <message>
        <source>This copy and the server&apos;s are the same, row by row.</source>
        <translation>Diese Kopie und die des Servers sind gleich, Zeile für Zeile.</translation>
    </message>
    <message>
        <source>&amp;Sync now</source>
        <translation>Jetzt &amp;abgleichen</translation>
    </message>
    <message>
        <source>&amp;Connect to a server…</source>
        <translation>Mit Server &amp;verbinden…</translation>
    </message>
    <message>
        <source>&amp;Devices…</source>
        <translation>&amp;Geräte…</translation>
    </message>
    <message>
        <source>&amp;Invite a device…</source>
        <translation>Gerät &amp;einladen…</translation>
    </message>
    <message>
        <source>C&amp;heck against the server</source>
        <translation>Am Server &amp;prüfen</translation>
    </message>
    <message>
        <source>&amp;Bring back what the server lost…</source>
        <translation>Auf dem Server Verlorenes &amp;zurückholen…</translation>
    </message>
    <message>
        <source>Disc&amp;onnect…</source>
        <translation>&amp;Trennen…</translation>
    </message>
</context>
<context>
    <name>SpendingChart</name>
    <message>
        <source>Spending by category</source>
        <translation>Ausgaben nach Kategorie</translation>
    </message>
    <message>
        <source>Nothing was spent in these months.</source>
        <translation>In diesen Monaten wurde nichts ausgegeben.</translation>
    </message>
    <message>
        <source>Most was spent on %1: %2 in %3.</source>
        <translation>Am meisten ausgegeben für %1: %2 (%3).</translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation>%1
%2</translation>
    </message>
</context>
<context>
    <name>SummaryPrint</name>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Geplant</translation>
    </message>
    <message>
        <source>Actual</source>
        <translation>Ist</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>Average a month</source>
        <translation>Im Monatsschnitt</translation>
    </message>
    <message>
        <source>Summary, %1</source>
        <translation>Auswertung, %1</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Auswertung</translation>
    </message>
</context>
<context>
    <name>SummaryText</name>
    <message>
        <source>Income</source>
        <translation>Einnahmen</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Sparen</translation>
    </message>
    <message>
        <source>Expense</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>Without an entry</source>
        <translation>Ohne Posten</translation>
    </message>
    <message>
        <source>What remains</source>
        <translation>Rest</translation>
    </message>
    <message>
        <source>Everything else</source>
        <translation>Alles Übrige</translation>
    </message>
    <message>
        <source>as planned</source>
        <translation>wie geplant</translation>
    </message>
    <message>
        <source>%1 over</source>
        <translation>%1 darüber</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>%1 übrig</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 mehr</translation>
    </message>
    <message>
        <source>%1 to come</source>
        <translation>%1 steht noch aus</translation>
    </message>
    <message>
        <source>%1 less</source>
        <translation>%1 weniger</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>first and last month</comment>
        <translation>%1 – %2</translation>
    </message>
</context>
<context>
    <name>SyncText</name>
    <message>
        <source>Saved here</source>
        <translation>Hier gespeichert</translation>
    </message>
    <message>
        <source>Synced %1</source>
        <comment>12 s ago</comment>
        <translation>Abgeglichen %1</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Syncing…</source>
        <translation>Abgleich…</translation>
    </message>
    <message>
        <source>Syncing: %1 %</source>
        <translation>Abgleich: %1 %</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) to send</source>
        <translation>
            <numerusform>%n Änderung zu senden</numerusform>
            <numerusform>%n Änderungen zu senden</numerusform>
        </translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message numerus="yes">
        <source>Offline, %n change(s) to send</source>
        <translation>
            <numerusform>Offline, %n Änderung zu senden</numerusform>
            <numerusform>Offline, %n Änderungen zu senden</numerusform>
        </translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Etwas ist zu klären</translation>
    </message>
    <message>
        <source>Everything is saved on this computer.</source>
        <translation>Alles ist auf diesem Computer gespeichert.</translation>
    </message>
    <message>
        <source>This ledger and the server&apos;s are the same.</source>
        <translation>Dieses Haushaltsbuch und das des Servers sind gleich.</translation>
    </message>
    <message>
        <source>Changes are being exchanged with the server.</source>
        <translation>Änderungen werden mit dem Server ausgetauscht.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) wait to be sent.</source>
        <translation>
            <numerusform>%n Änderung ist noch zu senden.</numerusform>
            <numerusform>%n Änderungen sind noch zu senden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Connect the ledger to a server of your household, and other desktops can share it.</source>
        <translation>Mit einem Server des Haushalts verbunden, lässt sich das Haushaltsbuch mit anderen Computern teilen.</translation>
    </message>
    <message>
        <source>Your changes are kept here. Update this program, or the server, whichever is older.</source>
        <translation>Die Änderungen bleiben hier erhalten. Bitte dieses Programm oder den Server aktualisieren, je nachdem, was älter ist.</translation>
    </message>
    <message>
        <source>Your changes are kept here and will be sent when there is room again.</source>
        <translation>Die Änderungen bleiben hier erhalten und werden gesendet, sobald wieder Platz ist.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::AboutDialog</name>
    <message>
        <source>Quartermaster</source>
        <translation>Quartermaster</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>About Quartermaster</source>
        <translation>Über Quartermaster</translation>
    </message>
    <message>
        <source>A household&apos;s ledger: plan each month, record what is really spent, and look back. Everything is in one file on this computer; your own server can keep a copy for your other computers.</source>
        <translation>Ein Haushaltsbuch: jeden Monat planen, tatsächliche Ausgaben erfassen und zurückblicken. Alles liegt in einer Datei auf diesem Computer; ein eigener Server kann eine Kopie für weitere Computer aufbewahren.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later (GPL-3.0-or-later). It comes without any warranty.</source>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder später (GPL-3.0-or-later). Ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>Built with Qt %1 (LGPL 3), SQLite (public domain), OpenSSL (Apache 2.0), nlohmann/json and CLI11 (MIT and BSD) and Zstandard (BSD).</source>
        <translation>Erstellt mit Qt %1 (LGPL 3), SQLite (gemeinfrei), OpenSSL (Apache 2.0), nlohmann/json und CLI11 (MIT und BSD) sowie Zstandard (BSD).</translation>
    </message>
</context>
<context>
    <name>qm::desktop::AccountEditor</name>
    <message>
        <source>Change %1</source>
        <translation>%1 ändern</translation>
    </message>
    <message>
        <source>Add an account</source>
        <translation>Konto hinzufügen</translation>
    </message>
    <message>
        <source>What was on it before its first posting here; what you owe is negative.</source>
        <translation>Der Stand vor der ersten Buchung hier; Schulden sind negativ.</translation>
    </message>
    <message>
        <source>0</source>
        <translation>0</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Add account</source>
        <translation>Konto hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>A&amp;rt</translation>
    </message>
    <message>
        <source>&amp;Opening balance</source>
        <translation>An&amp;fangssaldo</translation>
    </message>
    <message>
        <source>No&amp;te</source>
        <translation>N&amp;otiz</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Opening balance</source>
        <translation>Anfangssaldo</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>The account needs a name.</source>
        <translation>Das Konto braucht einen Namen.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::AccountListModel</name>
    <message>
        <source>Savings account</source>
        <translation>Sparkonto</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Bargeld</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Loan</source>
        <translation>Kredit</translation>
    </message>
    <message>
        <source>Checking account</source>
        <translation>Girokonto</translation>
    </message>
    <message>
        <source>Reconciled %1</source>
        <translation>Abgestimmt am %1</translation>
    </message>
    <message>
        <source>all cleared</source>
        <translation>alles bestätigt</translation>
    </message>
    <message>
        <source>%1 cleared</source>
        <translation>%1 bestätigt</translation>
    </message>
    <message>
        <source>%1, %2, balance %3, %4</source>
        <translation>%1, %2, Saldo %3, %4</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>archiviert</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archiviert</translation>
    </message>
</context>
<context>
    <name>qm::desktop::AccountRegister</name>
    <message>
        <source>Nothing was posted on this account yet.</source>
        <translation>Auf diesem Konto gibt es noch keine Buchung.</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Bearbeiten…</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>&amp;Verlauf</translation>
    </message>
    <message>
        <source>Show postings of the &amp;other account</source>
        <translation>Buchungen des &amp;anderen Kontos zeigen</translation>
    </message>
    <message>
        <source>Turn &amp;cleared</source>
        <translation>Bestätigung &amp;umschalten</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
</context>
<context>
    <name>qm::desktop::AccountsPage</name>
    <message>
        <source>No account yet</source>
        <translation>Noch kein Konto</translation>
    </message>
    <message>
        <source>An account is where money is: at the bank, on a card, in your purse. Add the one you pay from most.</source>
        <translation>Ein Konto ist, wo Geld liegt: bei der Bank, auf einer Karte, im Portemonnaie. Am besten mit dem beginnen, von dem am meisten bezahlt wird.</translation>
    </message>
    <message>
        <source>Reconcile…</source>
        <translation>Abstimmen…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Add account</source>
        <translation>Konto hinzufügen</translation>
    </message>
    <message>
        <source>Balances</source>
        <translation>Salden</translation>
    </message>
    <message>
        <source>Compares the account with the bank&apos;s statement (Ctrl+R)</source>
        <translation>Vergleicht das Konto mit dem Kontoauszug der Bank (Strg+R)</translation>
    </message>
    <message>
        <source>&amp;Accounts</source>
        <translation>&amp;Konten</translation>
    </message>
    <message>
        <source>Add an &amp;account…</source>
        <translation>Konto &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Reconcile an account…</source>
        <translation>Konto ab&amp;stimmen…</translation>
    </message>
    <message>
        <source>In all: %1</source>
        <translation>Insgesamt: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n archived</source>
        <translation>
            <numerusform>%n archiviert</numerusform>
            <numerusform>%n archiviert</numerusform>
        </translation>
    </message>
    <message>
        <source>Shows or hides archived accounts</source>
        <translation>Zeigt oder verbirgt archivierte Konten</translation>
    </message>
    <message>
        <source>Today %1</source>
        <translation>Heute %1</translation>
    </message>
    <message>
        <source>cleared %1</source>
        <translation>bestätigt %1</translation>
    </message>
    <message>
        <source>with what is to come %1</source>
        <translation>mit allem, was noch aussteht, %1</translation>
    </message>
    <message>
        <source>reconciled %1 at %2</source>
        <translation>abgestimmt am %1 mit %2</translation>
    </message>
    <message>
        <source>not reconciled yet</source>
        <translation>noch nicht abgestimmt</translation>
    </message>
    <message>
        <source>Use again</source>
        <translation>Wieder verwenden</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Offers the account for new postings again</source>
        <translation>Bietet das Konto wieder für neue Buchungen an</translation>
    </message>
    <message>
        <source>Offers the account no more; its postings stay</source>
        <translation>Bietet das Konto nicht mehr an; seine Buchungen bleiben</translation>
    </message>
    <message>
        <source>Go on reconciling…</source>
        <translation>Weiter abstimmen…</translation>
    </message>
    <message>
        <source>%1 is in use again.</source>
        <translation>%1 wird wieder verwendet.</translation>
    </message>
    <message>
        <source>%1 is archived. Its postings stay.</source>
        <translation>%1 ist archiviert. Die Buchungen bleiben.</translation>
    </message>
    <message>
        <source>Search its postings</source>
        <translation>Buchungen durchsuchen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>qm::desktop::AddEntryRow</name>
    <message>
        <source>Add an entry…</source>
        <translation>Posten hinzufügen…</translation>
    </message>
    <message>
        <source>New entry, as “Groceries”</source>
        <translation>Neuer Posten, etwa „Lebensmittel“</translation>
    </message>
    <message>
        <source>Name of the new entry</source>
        <translation>Name des neuen Postens</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Category of the new entry</source>
        <translation>Kategorie des neuen Postens</translation>
    </message>
    <message>
        <source>Due day</source>
        <translation>Fälligkeitstag</translation>
    </message>
    <message>
        <source>Due day of the new entry</source>
        <translation>Fälligkeitstag des neuen Postens</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Geplant</translation>
    </message>
    <message>
        <source>Planned amount of the new entry</source>
        <translation>Geplanter Betrag des neuen Postens</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
</context>
<context>
    <name>qm::desktop::AmountEdit</name>
    <message>
        <source>An amount is missing.</source>
        <translation>Ein Betrag fehlt.</translation>
    </message>
    <message>
        <source>Not an amount: %1.</source>
        <translation>Kein Betrag: %1.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::AttentionCard</name>
    <message>
        <source>The chosen question</source>
        <translation>Die gewählte Frage</translation>
    </message>
    <message>
        <source>Show its &amp;history</source>
        <translation>&amp;Verlauf zeigen</translation>
    </message>
    <message>
        <source>&amp;Use it</source>
        <translation>Ü&amp;bernehmen</translation>
    </message>
    <message>
        <source>Month to record it in</source>
        <translation>Monat, in dem gebucht wird</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Opens the question again</source>
        <translation>Öffnet die Frage wieder</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>The change as it is</source>
        <translation>Die Änderung, wie sie ist</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
</context>
<context>
    <name>qm::desktop::AttentionList</name>
    <message>
        <source>What needs attention</source>
        <translation>Was zu klären ist</translation>
    </message>
</context>
<context>
    <name>qm::desktop::AttentionModel</name>
    <message>
        <source>A change set apart</source>
        <translation>Eine ausgesonderte Änderung</translation>
    </message>
    <message>
        <source>The server could not read it.</source>
        <translation>Der Server konnte sie nicht lesen.</translation>
    </message>
    <message>
        <source>Added twice?</source>
        <translation>Doppelt angelegt?</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Geklärt</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>what, its question</comment>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>qm::desktop::AttentionPage</name>
    <message numerus="yes">
        <source>%n things need your attention.</source>
        <translation>
            <numerusform>%n Sache ist zu klären.</numerusform>
            <numerusform>%n Sachen sind zu klären.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>&amp;Waiting</source>
        <translation>&amp;Offen</translation>
    </message>
    <message>
        <source>&amp;Settled</source>
        <translation>&amp;Geklärt</translation>
    </message>
    <message>
        <source>Which to show</source>
        <translation>Was gezeigt wird</translation>
    </message>
    <message>
        <source>Nothing needs your attention</source>
        <translation>Nichts ist zu klären</translation>
    </message>
    <message>
        <source>When two devices change the same thing, or a change comes too late for a closed month, it waits here. Nothing is lost meanwhile.</source>
        <translation>Wenn zwei Geräte dasselbe ändern oder eine Änderung für einen abgeschlossenen Monat zu spät kommt, wartet sie hier. Verloren geht dabei nichts.</translation>
    </message>
    <message>
        <source>Nothing was settled yet</source>
        <translation>Noch nichts wurde geklärt</translation>
    </message>
    <message>
        <source>What was decided here stays readable here.</source>
        <translation>Was hier entschieden wurde, bleibt hier nachzulesen.</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Zu klären</translation>
    </message>
    <message>
        <source>&amp;Waiting (%1)</source>
        <translation>&amp;Offen (%1)</translation>
    </message>
    <message>
        <source>The entry was deleted.</source>
        <translation>Der Posten wurde gelöscht.</translation>
    </message>
    <message>
        <source>Export the change</source>
        <translation>Änderung exportieren</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON-Dateien (*.json)</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>In %1 geschrieben.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2 The change is kept as it was.</source>
        <translation>%1 konnte nicht geschrieben werden: %2 Die Änderung bleibt, wie sie war.</translation>
    </message>
    <message>
        <source>Attent&amp;ion</source>
        <translation>Zu &amp;klären</translation>
    </message>
</context>
<context>
    <name>qm::desktop::BulkEditPanel</name>
    <message>
        <source>Leave as it is</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Cleared</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Not cleared</source>
        <translation>Nicht bestätigt</translation>
    </message>
    <message>
        <source>&amp;Entry</source>
        <translation>P&amp;osten</translation>
    </message>
    <message>
        <source>&amp;Account</source>
        <translation>&amp;Konto</translation>
    </message>
    <message>
        <source>&amp;Payee</source>
        <translation>&amp;Empfänger</translation>
    </message>
    <message>
        <source>&amp;Memo</source>
        <translation>&amp;Zweck</translation>
    </message>
    <message>
        <source>&amp;Cleared</source>
        <translation>&amp;Bestätigt</translation>
    </message>
    <message>
        <source>&amp;Day</source>
        <translation>&amp;Tag</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Posten</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Payee</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Memo</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Without an entry</source>
        <translation>Ohne Posten</translation>
    </message>
    <message numerus="yes">
        <source>Move %n postings to another day</source>
        <translation>
            <numerusform>%n Buchung auf einen anderen Tag verschieben</numerusform>
            <numerusform>%n Buchungen auf einen anderen Tag verschieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Edit %n postings</source>
        <translation>
            <numerusform>%n Buchung bearbeiten</numerusform>
            <numerusform>%n Buchungen bearbeiten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n postings</source>
        <translation>
            <numerusform>%n Buchung verschieben</numerusform>
            <numerusform>%n Buchungen verschieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n postings</source>
        <translation>
            <numerusform>%n Buchung ändern</numerusform>
            <numerusform>%n Buchungen ändern</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::CategoriesDialog</name>
    <message>
        <source>Categories</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>What money is for. Archive one that is not needed any more: past months keep it. Alt+Up and Alt+Down move a category.</source>
        <translation>Wofür Geld da ist. Nicht mehr benötigte Kategorien archivieren: Vergangene Monate behalten sie. Alt+Auf und Alt+Ab verschieben eine Kategorie.</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
</context>
<context>
    <name>qm::desktop::CategoryModel</name>
    <message>
        <source>Income</source>
        <translation>Einnahmen</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Sparen</translation>
    </message>
    <message>
        <source>Expense</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>nicht verwendet</translation>
    </message>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n Posten</numerusform>
            <numerusform>%n Posten</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a category</source>
        <translation>Kategorie hinzufügen</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>archiviert</translation>
    </message>
    <message>
        <source>not archived</source>
        <translation>nicht archiviert</translation>
    </message>
    <message>
        <source>Empty: %1</source>
        <translation>Leer: %1</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>Verwendet von</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archiviert</translation>
    </message>
</context>
<context>
    <name>qm::desktop::ChangeView</name>
    <message>
        <source>→ gone</source>
        <translation>→ entfällt</translation>
    </message>
    <message>
        <source>&amp;Undo this</source>
        <translation>&amp;Rückgängig machen</translation>
    </message>
    <message>
        <source>Undo &amp;back to here</source>
        <translation>&amp;Bis hierher rückgängig machen</translation>
    </message>
    <message>
        <source>The chosen change</source>
        <translation>Die gewählte Änderung</translation>
    </message>
    <message>
        <source>Values of the change</source>
        <translation>Werte der Änderung</translation>
    </message>
    <message>
        <source>Undoes this and everything that was done here after it, one after the other.</source>
        <translation>Macht dies und alles, was hier danach geschah, nacheinander rückgängig.</translation>
    </message>
    <message>
        <source>Choose a change to see what it did.</source>
        <translation>Eine Änderung wählen, um zu sehen, was sie bewirkt hat.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>who, when</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>&amp;Do this again</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>What it did came with a snapshot: only that it was there is known here.</source>
        <translation>Ihre Wirkung kam mit einer Sicherung: Hier ist nur bekannt, dass es sie gab.</translation>
    </message>
    <message numerus="yes">
        <source>%n changes in all</source>
        <translation>
            <numerusform>%n Änderung insgesamt</numerusform>
            <numerusform>%n Änderungen insgesamt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::ChartCard</name>
    <message>
        <source>Copy as picture</source>
        <translation>Als Bild kopieren</translation>
    </message>
    <message>
        <source>Save as picture…</source>
        <translation>Als Bild speichern…</translation>
    </message>
    <message>
        <source>The chart is copied as a picture.</source>
        <translation>Das Diagramm ist als Bild kopiert.</translation>
    </message>
    <message>
        <source>Save the chart as a picture</source>
        <translation>Diagramm als Bild speichern</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG-Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>The chart is saved in %1.</source>
        <translation>Das Diagramm ist in %1 gespeichert.</translation>
    </message>
    <message>
        <source>The chart could not be saved in %1. Choose another folder and try again.</source>
        <translation>Das Diagramm konnte nicht in %1 gespeichert werden. Bitte einen anderen Ordner wählen und es noch einmal versuchen.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::ChartsPanel</name>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>Alle Konten</translation>
    </message>
</context>
<context>
    <name>qm::desktop::CloseMonthDialog</name>
    <message>
        <source>Close %1</source>
        <translation>%1 abschließen</translation>
    </message>
    <message>
        <source>A closed month is an archive: nobody changes it by mistake. You can reopen it at any time.</source>
        <translation>Ein abgeschlossener Monat ist ein Archiv: Niemand ändert ihn aus Versehen. Er lässt sich jederzeit wieder öffnen.</translation>
    </message>
    <message>
        <source>Close the month</source>
        <translation>Monat abschließen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>entry, day</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>%n entries were due and have no posting: %1</source>
        <translation>
            <numerusform>%n Posten war fällig und hat keine Buchung: %1</numerusform>
            <numerusform>%n Posten waren fällig und haben keine Buchung: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Show in the month</source>
        <translation>Im Monat zeigen</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Geplant</translation>
    </message>
    <message>
        <source>Actual</source>
        <translation>Ist</translation>
    </message>
    <message>
        <source>Remains</source>
        <translation>Rest</translation>
    </message>
    <message>
        <source>What remains, by category</source>
        <translation>Rest nach Kategorie</translation>
    </message>
    <message>
        <source>Nothing is left open.</source>
        <translation>Nichts ist mehr offen.</translation>
    </message>
    <message numerus="yes">
        <source>%n postings have no entry yet: %1</source>
        <translation>
            <numerusform>%n Buchung hat noch keinen Posten: %1</numerusform>
            <numerusform>%n Buchungen haben noch keinen Posten: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%n postings are not cleared yet.</source>
        <translation>
            <numerusform>%n Buchung ist noch nicht bestätigt.</numerusform>
            <numerusform>%n Buchungen sind noch nicht bestätigt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show postings</source>
        <translation>Buchungen zeigen</translation>
    </message>
    <message>
        <source>Close it anyway</source>
        <translation>Trotzdem abschließen</translation>
    </message>
    <message>
        <source>%1 is closed.</source>
        <translation>%1 ist abgeschlossen.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::CommandPalette</name>
    <message>
        <source>Nothing is found. Other words, or fewer, may help.</source>
        <translation>Nichts gefunden. Andere oder weniger Wörter helfen vielleicht.</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Alles durchsuchen</translation>
    </message>
    <message>
        <source>Find an action, a month, an entry, a payee …</source>
        <translation>Aktion, Monat, Posten, Empfänger suchen …</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Gefundenes</translation>
    </message>
    <message>
        <source>The month</source>
        <translation>Der Monat</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Postings</source>
        <translation>Buchungen</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Zu klären</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>%1, closed</source>
        <translation>%1, abgeschlossen</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>archiviert</translation>
    </message>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n Posten</numerusform>
            <numerusform>%n Posten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::ConnectDialog</name>
    <message>
        <source>Connect to a server</source>
        <translation>Mit Server verbinden</translation>
    </message>
    <message>
        <source>This is not an invitation&apos;s link, or a part of it is missing. Copy all of it.</source>
        <translation>Das ist kein Einladungslink, oder ein Teil davon fehlt. Bitte den ganzen Link kopieren.</translation>
    </message>
    <message>
        <source>An invitation comes from somebody whose device is connected already, or from whoever looks after the server. Paste its link, or type what it says.</source>
        <translation>Eine Einladung kommt von jemandem, dessen Gerät schon verbunden ist, oder von denen, die den Server betreuen. Den Link einfügen oder die Angaben eintippen.</translation>
    </message>
    <message>
        <source>%1 lets this device in no more. A new invitation connects it again, and what waits is sent.</source>
        <translation>%1 lässt dieses Gerät nicht mehr ein. Eine neue Einladung verbindet es wieder, und was noch wartet, wird gesendet.</translation>
    </message>
    <message>
        <source>The open ledger is connected to %1 already. With an invitation you can fetch another one.</source>
        <translation>Das offene Haushaltsbuch ist schon mit %1 verbunden. Mit einer Einladung lässt sich ein weiteres holen.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <translation>Was schiefging</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Ledgers</source>
        <translation>Haushaltsbücher</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>The ledger is being fetched…</source>
        <translation>Das Haushaltsbuch wird geholt…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten…</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird aufgebaut…</translation>
    </message>
    <message>
        <source>The ledger is being fetched: %1 %</source>
        <translation>Das Haushaltsbuch wird geholt: %1 %</translation>
    </message>
    <message>
        <source>The certificate&apos;s file cannot be used.</source>
        <translation>Die Zertifikatsdatei ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>It has to be a text file with a certificate in it (PEM).</source>
        <translation>Es muss eine Textdatei mit einem Zertifikat sein (PEM).</translation>
    </message>
    <message>
        <source>There is no ledger for this device on the server yet.</source>
        <translation>Auf dem Server gibt es noch kein Haushaltsbuch für dieses Gerät.</translation>
    </message>
    <message>
        <source>The invitation is used up. Start a ledger first and connect that, or ask for an invitation to one.</source>
        <translation>Die Einladung ist verbraucht. Zuerst ein Haushaltsbuch anlegen und dieses verbinden, oder um eine Einladung zu einem bitten.</translation>
    </message>
    <message>
        <source>Fetch “%1” into a new file here</source>
        <translation>„%1“ in eine neue Datei hier holen</translation>
    </message>
    <message>
        <source>Send “%1” to the server, to share it</source>
        <translation>„%1“ an den Server senden, um es zu teilen</translation>
    </message>
    <message>
        <source>There is no ledger for this device on the server yet. What now?</source>
        <translation>Auf dem Server gibt es noch kein Haushaltsbuch für dieses Gerät. Was jetzt?</translation>
    </message>
    <message>
        <source>The server knows this device now. What shall it do?</source>
        <translation>Der Server kennt dieses Gerät jetzt. Was soll es tun?</translation>
    </message>
    <message>
        <source>“%1” is connected to %2. Its changes are being sent.</source>
        <translation>„%1“ ist mit %2 verbunden. Die Änderungen werden gesendet.</translation>
    </message>
    <message>
        <source>%1 %2 The device is connected: trying again needs no new invitation.</source>
        <translation>%1 %2 Das Gerät ist verbunden: Ein neuer Versuch braucht keine neue Einladung.</translation>
    </message>
    <message>
        <source>The ledger is here, and stays together with the server&apos;s.</source>
        <translation>Das Haushaltsbuch ist hier und bleibt mit dem des Servers gleich.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::ConnectForm</name>
    <message>
        <source>Ser&amp;ver&apos;s address</source>
        <translation>Server-&amp;Adresse</translation>
    </message>
    <message>
        <source>The server&apos;s address is missing.</source>
        <translation>Die Adresse des Servers fehlt.</translation>
    </message>
    <message>
        <source>This is no server&apos;s address. It looks like https://box.lan:8443.</source>
        <translation>Das ist keine Server-Adresse. Sie sieht etwa so aus: https://box.lan:8443.</translation>
    </message>
    <message>
        <source>https://… or the whole invitation link</source>
        <translation>https://… oder der ganze Einladungslink</translation>
    </message>
    <message>
        <source>The link names the server&apos;s key: exactly that server is accepted.</source>
        <translation>Der Link nennt den Schlüssel des Servers: Nur genau dieser Server wird angenommen.</translation>
    </message>
    <message>
        <source>&amp;Code</source>
        <translation>&amp;Code</translation>
    </message>
    <message>
        <source>A code has eight letters, such as BCDF-GHJK.</source>
        <translation>Ein Code hat acht Buchstaben, etwa BCDF-GHJK.</translation>
    </message>
    <message>
        <source>This device&apos;s &amp;name</source>
        <translation>&amp;Name dieses Geräts</translation>
    </message>
    <message>
        <source>The device needs a name, so that the household knows it.</source>
        <translation>Das Gerät braucht einen Namen, damit der Haushalt es erkennt.</translation>
    </message>
    <message>
        <source>&amp;Fetch a ledger that is on the server, into a new file here</source>
        <translation>Haushaltsbuch vom Server in eine neue Datei hier &amp;holen</translation>
    </message>
    <message>
        <source>&amp;Keep this device&apos;s token in a file that only I can read</source>
        <translation>&amp;Token dieses Geräts in einer Datei aufbewahren, die nur ich lesen kann</translation>
    </message>
    <message>
        <source>The token lets this device in. It is kept beside the ledger: whoever reads that file can read and change the ledger at the server.</source>
        <translation>Das Token lässt dieses Gerät ein. Es liegt neben dem Haushaltsbuch: Wer diese Datei liest, kann das Haushaltsbuch auf dem Server lesen und ändern.</translation>
    </message>
    <message>
        <source>Without its token the device cannot come back. Tick this to connect.</source>
        <translation>Ohne sein Token kann das Gerät nicht wiederkommen. Zum Verbinden hier ankreuzen.</translation>
    </message>
    <message>
        <source>Certi&amp;ficate of an own authority</source>
        <translation>&amp;Zertifikat einer eigenen Zertifizierungsstelle</translation>
    </message>
    <message>
        <source>Certificate&apos;s &amp;file (PEM)</source>
        <translation>Zertifikats&amp;datei (PEM)</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Diese Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>D&amp;urchsuchen…</translation>
    </message>
    <message>
        <source>Choose the certificate&apos;s file</source>
        <translation>Zertifikatsdatei wählen</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <translation>Zertifikate (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>&amp;Send “%1” to the server, to share it</source>
        <translation>„%1“ an den Server &amp;senden, um es zu teilen</translation>
    </message>
</context>
<context>
    <name>qm::desktop::CsvForm</name>
    <message>
        <source>Between columns</source>
        <translation>Zwischen Spalten</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>Komma</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>Semikolon</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>Bar</source>
        <translation>Senkrechter Strich</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>Zeichensatz</translation>
    </message>
    <message>
        <source>UTF-16, little-endian</source>
        <translation>UTF-16, Little Endian</translation>
    </message>
    <message>
        <source>UTF-16, big-endian</source>
        <translation>UTF-16, Big Endian</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Datumsangaben</translation>
    </message>
    <message>
        <source>Day, month, year</source>
        <translation>Tag, Monat, Jahr</translation>
    </message>
    <message>
        <source>Month, day, year</source>
        <translation>Monat, Tag, Jahr</translation>
    </message>
    <message>
        <source>Year, month, day</source>
        <translation>Jahr, Monat, Tag</translation>
    </message>
    <message>
        <source>Decimal sign</source>
        <translation>Dezimalzeichen</translation>
    </message>
    <message>
        <source>Comma: 12,50</source>
        <translation>Komma: 12,50</translation>
    </message>
    <message>
        <source>Point: 12.50</source>
        <translation>Punkt: 12.50</translation>
    </message>
    <message>
        <source>Column of days</source>
        <translation>Spalte der Tage</translation>
    </message>
    <message>
        <source>Column of amounts</source>
        <translation>Spalte der Beträge</translation>
    </message>
    <message>
        <source>Column of money out</source>
        <translation>Spalte der Abgänge</translation>
    </message>
    <message>
        <source>Column of money in</source>
        <translation>Spalte der Zugänge</translation>
    </message>
    <message>
        <source>Column of payees</source>
        <translation>Spalte der Empfänger</translation>
    </message>
    <message>
        <source>Column of memos</source>
        <translation>Spalte der Zwecke</translation>
    </message>
    <message>
        <source>Column of debit or credit</source>
        <translation>Spalte für Soll oder Haben</translation>
    </message>
    <message>
        <source>Column of the bank&apos;s ids</source>
        <translation>Spalte der Bankkennungen</translation>
    </message>
    <message>
        <source>A row names the columns</source>
        <translation>Eine Zeile benennt die Spalten</translation>
    </message>
    <message>
        <source>Turn all signs round: what is positive in the file was spent</source>
        <translation>Alle Vorzeichen umkehren: Was in der Datei positiv ist, wurde ausgegeben</translation>
    </message>
    <message>
        <source>First rows of the file</source>
        <translation>Erste Zeilen der Datei</translation>
    </message>
    <message>
        <source>as detected</source>
        <translation>wie erkannt</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Column %1</source>
        <translation>Spalte %1</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>Komma</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>Semikolon</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>bar</source>
        <translation>senkrechter Strich</translation>
    </message>
    <message>
        <source>day first</source>
        <translation>Tag zuerst</translation>
    </message>
    <message>
        <source>month first</source>
        <translation>Monat zuerst</translation>
    </message>
    <message>
        <source>year first</source>
        <translation>Jahr zuerst</translation>
    </message>
    <message>
        <source>decimal comma</source>
        <translation>Dezimalkomma</translation>
    </message>
    <message>
        <source>decimal point</source>
        <translation>Dezimalpunkt</translation>
    </message>
    <message>
        <source>columns named in line %1</source>
        <translation>Spalten in Zeile %1 benannt</translation>
    </message>
    <message>
        <source>columns not named</source>
        <translation>Spalten nicht benannt</translation>
    </message>
</context>
<context>
    <name>qm::desktop::DayEdit</name>
    <message>
        <source>A day is missing.</source>
        <translation>Ein Tag fehlt.</translation>
    </message>
    <message>
        <source>“%1” is not a day.</source>
        <translation>„%1“ ist kein Tag.</translation>
    </message>
    <message>
        <source>%1 is in %2, not in %3.</source>
        <translation>%1 liegt im %2, nicht im %3.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::DetailsPanel</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Details</translation>
    </message>
    <message>
        <source>Select something to see its details and what was changed about it.</source>
        <translation>Etwas auswählen, um Details und Änderungen daran zu sehen.</translation>
    </message>
    <message>
        <source>The last months</source>
        <translation>Die letzten Monate</translation>
    </message>
    <message>
        <source>Behind: planned. In front: actual.</source>
        <translation>Hinten: geplant. Vorn: Ist.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>No note</source>
        <translation>Keine Notiz</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Show postings</source>
        <translation>Buchungen zeigen</translation>
    </message>
    <message>
        <source>Show history</source>
        <translation>Verlauf zeigen</translation>
    </message>
    <message>
        <source>Last changes</source>
        <translation>Letzte Änderungen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>who, when</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Undo this change</source>
        <translation>Diese Änderung rückgängig machen</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>Rückgängig gemacht.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::DeviceListModel</name>
    <message>
        <source>%1 (this device)</source>
        <translation>%1 (dieses Gerät)</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Access has ended</source>
        <translation>Zugang beendet</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>What it may do</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
</context>
<context>
    <name>qm::desktop::DevicesDialog</name>
    <message>
        <source>Asking the server…</source>
        <translation>Der Server wird gefragt…</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>&amp;Invite another…</source>
        <translation>Weiteres &amp;einladen…</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;End access…</source>
        <translation>&amp;Zugang beenden…</translation>
    </message>
    <message>
        <source>End its access</source>
        <translation>Zugang beenden</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>These devices share “%1”.</source>
        <translation>Diese Geräte teilen „%1“.</translation>
    </message>
    <message>
        <source>The server refuses this. Only a device that may invite can rename or remove others.</source>
        <translation>Der Server lehnt das ab. Nur ein Gerät, das einladen darf, kann andere umbenennen oder entfernen.</translation>
    </message>
    <message>
        <source>The devices are as they were. Press F5 to try again.</source>
        <translation>Die Geräte sind, wie sie waren. F5 versucht es noch einmal.</translation>
    </message>
    <message>
        <source>End the access of “%1”? It gets no more changes, and what it has not sent stays on it. To come back it needs a new invitation.</source>
        <translation>Den Zugang von „%1“ beenden? Das Gerät bekommt keine Änderungen mehr, und was es noch nicht gesendet hat, bleibt darauf. Um wiederzukommen, braucht es eine neue Einladung.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::DraftOffer</name>
    <message>
        <source>Go on with it</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Let it go</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>An unfinished change was kept.</source>
        <translation>Eine unfertige Änderung wurde aufbewahrt.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::DueDayEdit</name>
    <message>
        <source>A due day is a number from 1 to 31, or nothing. In a shorter month the last day counts.</source>
        <translation>Ein Fälligkeitstag ist eine Zahl von 1 bis 31 oder leer. In kürzeren Monaten zählt der letzte Tag.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::DuePanel</name>
    <message>
        <source>Tick all</source>
        <translation>Alle ankreuzen</translation>
    </message>
    <message>
        <source>What is due</source>
        <translation>Was fällig ist</translation>
    </message>
    <message>
        <source>Show or hide what is due (Ctrl+U)</source>
        <translation>Zeigt oder verbirgt, was fällig ist (Strg+U)</translation>
    </message>
    <message numerus="yes">
        <source>%n late</source>
        <translation>
            <numerusform>%n überfällig</numerusform>
            <numerusform>%n überfällig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n today</source>
        <translation>
            <numerusform>%n heute</numerusform>
            <numerusform>%n heute</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the next seven days</source>
        <translation>
            <numerusform>%n in den nächsten sieben Tagen</numerusform>
            <numerusform>%n in den nächsten sieben Tagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Record %n</source>
        <translation>
            <numerusform>%n buchen</numerusform>
            <numerusform>%n buchen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Skip %n</source>
        <translation>
            <numerusform>%n auslassen</numerusform>
            <numerusform>%n auslassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Tick none</source>
        <translation>Keine ankreuzen</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>gezeigt</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>verborgen</translation>
    </message>
</context>
<context>
    <name>qm::desktop::DueRow</name>
    <message>
        <source>Record</source>
        <translation>Buchen</translation>
    </message>
    <message>
        <source>Record it on its due day, as planned (Return)</source>
        <translation>Am Fälligkeitstag buchen, wie geplant (Eingabetaste)</translation>
    </message>
    <message>
        <source>Record &amp;&amp; edit</source>
        <translation>Buchen &amp;&amp; bearbeiten</translation>
    </message>
    <message>
        <source>Record it and change the posting (Ctrl+Return)</source>
        <translation>Buchen und die Buchung bearbeiten (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Plan nothing for it this month (Del)</source>
        <translation>Diesen Monat nichts dafür planen (Entf)</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a day, how far it is: Fri 1, late by 3 days</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Record %1</source>
        <translation>%1 buchen</translation>
    </message>
    <message>
        <source>Record and edit %1</source>
        <translation>%1 buchen und bearbeiten</translation>
    </message>
    <message>
        <source>Skip %1</source>
        <translation>%1 auslassen</translation>
    </message>
</context>
<context>
    <name>qm::desktop::EditTable</name>
    <message>
        <source>“%1” was not taken over. %2 It is kept with its cell.</source>
        <translation>„%1“ wurde nicht übernommen. %2 Es bleibt bei seiner Zelle aufbewahrt.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::EntryDelegate</name>
    <message>
        <source>A name is missing.</source>
        <translation>Ein Name fehlt.</translation>
    </message>
    <message>
        <source>Due day</source>
        <translation>Fälligkeitstag</translation>
    </message>
    <message>
        <source>Planned amount</source>
        <translation>Geplanter Betrag</translation>
    </message>
    <message>
        <source>Name of the entry</source>
        <translation>Name des Postens</translation>
    </message>
</context>
<context>
    <name>qm::desktop::EntryTree</name>
    <message>
        <source>Entries of the month</source>
        <translation>Posten des Monats</translation>
    </message>
</context>
<context>
    <name>qm::desktop::EntryTreeModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Geplant</translation>
    </message>
    <message>
        <source>Actual</source>
        <translation>Ist</translation>
    </message>
    <message>
        <source>Remaining</source>
        <translation>Rest</translation>
    </message>
    <message>
        <source>Transfers between accounts</source>
        <translation>Umbuchungen zwischen Konten</translation>
    </message>
    <message>
        <source>Without an entry</source>
        <translation>Ohne Posten</translation>
    </message>
    <message>
        <source>neither income nor expense</source>
        <translation>weder Einnahmen noch Ausgaben</translation>
    </message>
    <message>
        <source>choose an entry for each</source>
        <translation>bitte je einen Posten wählen</translation>
    </message>
    <message>
        <source>perhaps entered twice</source>
        <translation>vielleicht doppelt erfasst</translation>
    </message>
    <message>
        <source>one posting</source>
        <translation>eine Buchung</translation>
    </message>
    <message numerus="yes">
        <source>%n postings</source>
        <translation>
            <numerusform>%n Buchung</numerusform>
            <numerusform>%n Buchungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>accounts</comment>
        <translation>%1 an %2</translation>
    </message>
    <message>
        <source>%1, cleared</source>
        <comment>account</comment>
        <translation>%1, bestätigt</translation>
    </message>
</context>
<context>
    <name>qm::desktop::ExportDialog</name>
    <message>
        <source>Export the ledger</source>
        <translation>Haushaltsbuch exportieren</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <translation>Was schiefging</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Choose a &amp;file…</source>
        <translation>&amp;Datei wählen…</translation>
    </message>
    <message>
        <source>The whole ledger is written into one file. It can be read without Quartermaster.</source>
        <translation>Das ganze Haushaltsbuch wird in eine Datei geschrieben. Sie lässt sich ohne Quartermaster lesen.</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>No ledger is open. Open one first, then export it.</source>
        <translation>Es ist kein Haushaltsbuch geöffnet. Öffne erst eines, dann exportiere es.</translation>
    </message>
    <message numerus="yes">
        <source>%n posting(s) exported to %1.</source>
        <translation>
            <numerusform>%n Buchung nach %1 exportiert.</numerusform>
            <numerusform>%n Buchungen nach %1 exportiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Table (CSV)</source>
        <translation>&amp;Tabelle (CSV)</translation>
    </message>
    <message>
        <source>All postings, for a spreadsheet.</source>
        <translation>Alle Buchungen, für eine Tabellenkalkulation.</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>&amp;Everything (JSON)</source>
        <translation>&amp;Alles (JSON)</translation>
    </message>
    <message>
        <source>Months, entries, templates and postings, for other programs.</source>
        <translation>Monate, Posten, Vorlagen und Buchungen, für andere Programme.</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>&amp;Journal (hledger)</source>
        <translation>&amp;Journal (hledger)</translation>
    </message>
    <message>
        <source>All postings as a plain text journal.</source>
        <translation>Alle Buchungen als Journal in reinem Text.</translation>
    </message>
    <message>
        <source>Journal (*.journal)</source>
        <translation>Journal (*.journal)</translation>
    </message>
</context>
<context>
    <name>qm::desktop::HintLine</name>
    <message>
        <source>Hint</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>qm::desktop::HistoryList</name>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>Noch nicht gesendet</translation>
    </message>
</context>
<context>
    <name>qm::desktop::HistoryModel</name>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
</context>
<context>
    <name>qm::desktop::HistoryPage</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>&amp;All history</source>
        <translation>&amp;Gesamter Verlauf</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>Rückgängig gemacht.</translation>
    </message>
    <message>
        <source>Done again.</source>
        <translation>Wiederholt.</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>Verlauf durchsuchen</translation>
    </message>
    <message>
        <source>Changes of which device</source>
        <translation>Änderungen welches Geräts</translation>
    </message>
    <message>
        <source>All devices</source>
        <translation>Alle Geräte</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>Ver&amp;lauf</translation>
    </message>
    <message>
        <source>History of %1</source>
        <translation>Verlauf von %1</translation>
    </message>
    <message>
        <source>Searching. Back to %1 so far.</source>
        <translation>Suche läuft, bisher zurück bis %1.</translation>
    </message>
    <message>
        <source>Nothing in the history fits.</source>
        <translation>Im Verlauf passt nichts.</translation>
    </message>
    <message>
        <source>This is all of it.</source>
        <translation>Das ist alles.</translation>
    </message>
    <message>
        <source>Back to %1; scroll down for more.</source>
        <translation>Zurück bis %1; für mehr nach unten blättern.</translation>
    </message>
    <message>
        <source>Some of it was left as it is, because somebody changed it since.</source>
        <translation>Ein Teil blieb unverändert, weil er seither von jemandem geändert wurde.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%n changes were undone.</source>
        <translation>
            <numerusform>%n Änderung wurde rückgängig gemacht.</numerusform>
            <numerusform>%n Änderungen wurden rückgängig gemacht.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 It went no further: %2</source>
        <comment>how many were undone, why it stopped</comment>
        <translation>%1 Weiter ging es nicht: %2</translation>
    </message>
    <message>
        <source>%1 Some of it was left as it is, because somebody changed it since.</source>
        <translation>%1 Ein Teil blieb unverändert, weil er seither von jemandem geändert wurde.</translation>
    </message>
    <message>
        <source>History of what is sele&amp;cted</source>
        <translation>Verlauf des &amp;Gewählten</translation>
    </message>
</context>
<context>
    <name>qm::desktop::ImportAccountView</name>
    <message>
        <source>These lines are in %1. The ledger keeps %2 only, so they cannot be imported.</source>
        <translation>Diese Zeilen sind in %1. Das Haushaltsbuch führt nur %2, darum lassen sie sich nicht importieren.</translation>
    </message>
    <message>
        <source>Goes to &amp;account</source>
        <translation>Auf das &amp;Konto</translation>
    </message>
    <message>
        <source>%1 goes to &amp;account</source>
        <translation>%1 auf das &amp;Konto</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Account %1</source>
        <translation>Konto %1</translation>
    </message>
    <message>
        <source>Name of the new account</source>
        <translation>Name des neuen Kontos</translation>
    </message>
    <message>
        <source>Kind of the new account</source>
        <translation>Art des neuen Kontos</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Girokonto</translation>
    </message>
    <message>
        <source>Savings</source>
        <translation>Sparkonto</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Bargeld</translation>
    </message>
    <message>
        <source>Loan</source>
        <translation>Kredit</translation>
    </message>
    <message>
        <source>The bank&apos;s balance at the end: %1</source>
        <translation>Saldo der Bank am Ende: %1</translation>
    </message>
    <message>
        <source>&amp;Entry</source>
        <translation>&amp;Posten</translation>
    </message>
    <message>
        <source>Entry for the selected lines</source>
        <translation>Posten für die ausgewählten Zeilen</translation>
    </message>
    <message>
        <source>&amp;Tick</source>
        <translation>&amp;Ankreuzen</translation>
    </message>
    <message>
        <source>&amp;Leave out</source>
        <translation>&amp;Weglassen</translation>
    </message>
    <message>
        <source>A new account …</source>
        <translation>Neues Konto…</translation>
    </message>
    <message>
        <source>Choose an account</source>
        <translation>Konto wählen</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Space ticks a line, Enter chooses its entry.</source>
        <translation>Die Leertaste kreuzt eine Zeile an, die Eingabetaste wählt ihren Posten.</translation>
    </message>
    <message numerus="yes">
        <source>%n lines selected</source>
        <translation>
            <numerusform>%n Zeile ausgewählt</numerusform>
            <numerusform>%n Zeilen ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Set for the selected …</source>
        <translation>Für die Auswahl setzen…</translation>
    </message>
    <message>
        <source>no entry yet</source>
        <translation>noch kein Posten</translation>
    </message>
</context>
<context>
    <name>qm::desktop::ImportDialog</name>
    <message>
        <source>Import a bank&apos;s statement</source>
        <translation>Kontoauszug importieren</translation>
    </message>
    <message>
        <source>Statements (*.csv *.ofx *.qfx *.txt);;All files (*)</source>
        <translation>Kontoauszüge (*.csv *.ofx *.qfx *.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>&amp;Import …</source>
        <translation>&amp;Importieren…</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>%1 importieren</translation>
    </message>
    <message>
        <source>What is wrong with the file</source>
        <translation>Was mit der Datei nicht stimmt</translation>
    </message>
    <message>
        <source>Accounts of the file</source>
        <translation>Konten der Datei</translation>
    </message>
    <message>
        <source>&amp;Form of the file</source>
        <translation>&amp;Format der Datei</translation>
    </message>
    <message>
        <source>What would be imported</source>
        <translation>Was importiert würde</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>A table: %1</source>
        <translation>Eine Tabelle: %1</translation>
    </message>
    <message>
        <source>A statement in OFX</source>
        <translation>Ein Kontoauszug in OFX</translation>
    </message>
    <message>
        <source>The file is being read …</source>
        <translation>Die Datei wird gelesen…</translation>
    </message>
    <message>
        <source>The postings are being recorded …</source>
        <translation>Die Buchungen werden erfasst…</translation>
    </message>
    <message>
        <source>There is no transaction in this file.</source>
        <translation>In dieser Datei gibt es keine Umsätze.</translation>
    </message>
    <message numerus="yes">
        <source>%n imported before.</source>
        <translation>
            <numerusform>%n schon früher importiert.</numerusform>
            <numerusform>%n schon früher importiert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n may be there already.</source>
        <translation>
            <numerusform>%n ist vielleicht schon da.</numerusform>
            <numerusform>%n sind vielleicht schon da.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in closed months, left out.</source>
        <translation>
            <numerusform>%n in einem abgeschlossenen Monat, weggelassen.</numerusform>
            <numerusform>%n in abgeschlossenen Monaten, weggelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Opens %n months, from %1 to %2.</source>
        <translation>
            <numerusform>Öffnet %n Monat, von %1 bis %2.</numerusform>
            <numerusform>Öffnet %n Monate, von %1 bis %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>Opens %1.</source>
        <translation>Öffnet %1.</translation>
    </message>
    <message>
        <source>Choose where &quot;%1&quot; goes.</source>
        <translation>Wähle, auf welches Konto „%1“ kommt.</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Import %n postings</source>
        <translation>
            <numerusform>%n Buchung &amp;importieren</numerusform>
            <numerusform>%n Buchungen &amp;importieren</numerusform>
        </translation>
    </message>
    <message>
        <source>The file cannot be read like this. Nothing was changed. It says: %1.</source>
        <translation>So lässt sich die Datei nicht lesen. Nichts wurde geändert. Die Meldung: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n postings were imported.</source>
        <translation>
            <numerusform>%n Buchung wurde importiert.</numerusform>
            <numerusform>%n Buchungen wurden importiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>“%1” has changed or is gone since. What was chosen for its import cannot be brought back; nothing was imported.</source>
        <translation>„%1“ wurde seither geändert oder ist nicht mehr da. Was für den Import gewählt war, lässt sich nicht zurückholen; importiert wurde nichts.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::ImportModel</name>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Payee</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Memo</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Posten</translation>
    </message>
    <message>
        <source>In the ledger</source>
        <translation>Im Haushaltsbuch</translation>
    </message>
    <message>
        <source>no entry yet</source>
        <translation>noch kein Posten</translation>
    </message>
    <message>
        <source>In another currency</source>
        <translation>In anderer Währung</translation>
    </message>
    <message>
        <source>Imported before</source>
        <translation>Schon importiert</translation>
    </message>
    <message>
        <source>%1 is closed</source>
        <translation>%1 ist abgeschlossen</translation>
    </message>
    <message>
        <source>Maybe there: %1</source>
        <translation>Vielleicht da: %1</translation>
    </message>
    <message>
        <source>Maybe there: %1, %2</source>
        <translation>Vielleicht da: %1, %2</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>New, opens %1</source>
        <translation>Neu, öffnet %1</translation>
    </message>
</context>
<context>
    <name>qm::desktop::ImportTable</name>
    <message>
        <source>Lines of the statement</source>
        <translation>Zeilen des Kontoauszugs</translation>
    </message>
</context>
<context>
    <name>qm::desktop::InviteDialog</name>
    <message>
        <source>Invite a device</source>
        <translation>Gerät einladen</translation>
    </message>
    <message>
        <source>Make an invitation</source>
        <translation>Einladung erstellen</translation>
    </message>
    <message>
        <source>Another desktop can share “%1”. It gets a code that holds once, for ten minutes.</source>
        <translation>Ein anderer Computer kann „%1“ mitbenutzen. Er bekommt einen Code, der einmal gilt, zehn Minuten lang.</translation>
    </message>
    <message>
        <source>Change everything, and invite and remove devices</source>
        <translation>Alles ändern, Geräte einladen und entfernen</translation>
    </message>
    <message>
        <source>Change everything in the ledger</source>
        <translation>Alles im Haushaltsbuch ändern</translation>
    </message>
    <message>
        <source>Only look</source>
        <translation>Nur ansehen</translation>
    </message>
    <message>
        <source>The new device &amp;may</source>
        <translation>Das neue Gerät &amp;darf</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Time that is left</source>
        <translation>Verbleibende Zeit</translation>
    </message>
    <message>
        <source>On the other device: Server, Connect. Its address is %1. Or send the link: pasted there, it fills in all.</source>
        <translation>Auf dem anderen Gerät: Server, Verbinden. Die Adresse ist %1. Oder schick den Link: Dort eingefügt, füllt er alles aus.</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>&amp;Copy code</source>
        <translation>&amp;Code kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;link</source>
        <translation>&amp;Link kopieren</translation>
    </message>
    <message>
        <source>Code copied</source>
        <translation>Code kopiert</translation>
    </message>
    <message>
        <source>Link copied</source>
        <translation>Link kopiert</translation>
    </message>
    <message>
        <source>Only a device that may invite can do this. Ask somebody whose device may.</source>
        <translation>Das kann nur ein Gerät, das einladen darf. Bitte jemanden darum, dessen Gerät es darf.</translation>
    </message>
    <message>
        <source>No invitation was made.</source>
        <translation>Es wurde keine Einladung erstellt.</translation>
    </message>
    <message>
        <source>Make another one</source>
        <translation>Neue erstellen</translation>
    </message>
    <message>
        <source>holds for %1:%2</source>
        <translation>gilt noch %1:%2</translation>
    </message>
    <message>
        <source>This code has run out. Make another one.</source>
        <translation>Dieser Code ist abgelaufen. Erstelle einen neuen.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::LineageChart</name>
    <message>
        <source>Planned and actual over the last months</source>
        <translation>Geplant und Ist der letzten Monate</translation>
    </message>
    <message>
        <source>%1: not in this month</source>
        <translation>%1: nicht in diesem Monat</translation>
    </message>
    <message>
        <source>%1: planned %2, actual %3</source>
        <comment>month, amounts</comment>
        <translation>%1: geplant %2, tatsächlich %3</translation>
    </message>
</context>
<context>
    <name>qm::desktop::MainWindow</name>
    <message>
        <source>Today&apos;s snapshot could not be made: %1</source>
        <translation>Die heutige Sicherung konnte nicht angelegt werden: %1</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>Some of it was left as it is, because somebody changed it since.</source>
        <translation>Ein Teil blieb unverändert, weil er seither von jemandem geändert wurde.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>%1 – Quartermaster</source>
        <translation>%1 – Quartermaster</translation>
    </message>
    <message>
        <source>Snapsho&amp;ts…</source>
        <translation>Siche&amp;rungen…</translation>
    </message>
</context>
<context>
    <name>qm::desktop::MonthActions</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>“%1” was deleted.</source>
        <translation>„%1“ wurde gelöscht.</translation>
    </message>
    <message>
        <source>Its posting stays, without an entry.</source>
        <translation>Die Buchung bleibt, ohne Posten.</translation>
    </message>
    <message numerus="yes">
        <source>Its %n postings stay, without an entry.</source>
        <translation>
            <numerusform>%n Buchung bleibt, ohne Posten.</numerusform>
            <numerusform>Seine %n Buchungen bleiben, ohne Posten.</numerusform>
        </translation>
    </message>
    <message>
        <source>All parts of the split purchase “%1” were deleted.</source>
        <translation>Alle Teile des aufgeteilten Einkaufs „%1“ wurden gelöscht.</translation>
    </message>
    <message>
        <source>The posting “%1” was deleted.</source>
        <translation>Die Buchung „%1“ wurde gelöscht.</translation>
    </message>
    <message>
        <source>The entry was skipped: nothing is planned for it this month.</source>
        <translation>Der Posten wurde ausgelassen: Diesen Monat ist nichts dafür geplant.</translation>
    </message>
    <message numerus="yes">
        <source>%n entries were skipped: nothing is planned for them this month.</source>
        <translation>
            <numerusform>%n Posten wurde ausgelassen: Diesen Monat ist nichts dafür geplant.</numerusform>
            <numerusform>%n Posten wurden ausgelassen: Diesen Monat ist nichts dafür geplant.</numerusform>
        </translation>
    </message>
    <message>
        <source>The posting was recorded.</source>
        <translation>Die Buchung wurde erfasst.</translation>
    </message>
    <message numerus="yes">
        <source>%n postings were recorded.</source>
        <translation>
            <numerusform>%n Buchung wurde erfasst.</numerusform>
            <numerusform>%n Buchungen wurden erfasst.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::MonthEntries</name>
    <message>
        <source>no entry yet</source>
        <translation>noch kein Posten</translation>
    </message>
    <message>
        <source>%1 has not been opened yet.</source>
        <translation>%1 ist noch nicht geöffnet.</translation>
    </message>
    <message>
        <source>%1 is closed. Reopen it to change something in it.</source>
        <translation>%1 ist abgeschlossen. Zum Ändern wieder öffnen.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::MonthHead</name>
    <message>
        <source>Previous month</source>
        <translation>Voriger Monat</translation>
    </message>
    <message>
        <source>Next month</source>
        <translation>Nächster Monat</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>Close the month…</source>
        <translation>Monat abschließen…</translation>
    </message>
    <message>
        <source>Close the month</source>
        <translation>Monat abschließen</translation>
    </message>
    <message>
        <source>Note of the month</source>
        <translation>Notiz zum Monat</translation>
    </message>
    <message>
        <source>Add a note for this month</source>
        <translation>Notiz zu diesem Monat hinzufügen</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Abgeschlossen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>of %1 planned</source>
        <translation>von %1 geplant</translation>
    </message>
    <message>
        <source>nothing planned</source>
        <translation>nichts geplant</translation>
    </message>
    <message>
        <source>of %1</source>
        <comment>an amount: 2,850.00 of 5,080.00</comment>
        <translation>von %1</translation>
    </message>
    <message>
        <source>Income</source>
        <translation>Einnahmen</translation>
    </message>
    <message>
        <source>Expense</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Übrig</translation>
    </message>
    <message>
        <source>%1 planned</source>
        <translation>%1 geplant</translation>
    </message>
    <message>
        <source>%1 put aside</source>
        <translation>%1 zurückgelegt</translation>
    </message>
    <message>
        <source>more out than in</source>
        <translation>im Minus</translation>
    </message>
</context>
<context>
    <name>qm::desktop::MonthNavigator</name>
    <message>
        <source>%1 is closed</source>
        <translation>%1 ist abgeschlossen</translation>
    </message>
    <message>
        <source>%1, closed</source>
        <translation>%1, abgeschlossen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Postings</source>
        <translation>Buchungen</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Zu klären</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>Monate</translation>
    </message>
    <message>
        <source>Attention (%1)</source>
        <translation>Zu klären (%1)</translation>
    </message>
</context>
<context>
    <name>qm::desktop::MonthPage</name>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>%1 The entry was left as it is.</source>
        <translation>%1 Der Posten blieb, wie er war.</translation>
    </message>
    <message>
        <source>%1 has not been opened yet</source>
        <translation>%1 ist noch nicht geöffnet</translation>
    </message>
    <message>
        <source>Begin it from a template, with the entries of an earlier month, or blank. You see what it becomes before it is made.</source>
        <translation>Beginne ihn mit einer Vorlage, mit den Posten eines früheren Monats oder leer. Du siehst, was daraus wird, bevor er angelegt wird.</translation>
    </message>
    <message>
        <source>This month is closed: it is kept as it was, and nothing in it changes any more.</source>
        <translation>Dieser Monat ist abgeschlossen: Er bleibt, wie er war, und nichts darin ändert sich mehr.</translation>
    </message>
    <message>
        <source>Reopen…</source>
        <translation>Wieder öffnen…</translation>
    </message>
    <message>
        <source>“%1” may stand here twice: it was entered on two devices. Delete one of them if so.</source>
        <translation>„%1“ steht hier vielleicht doppelt: Es wurde auf zwei Geräten erfasst. Lösche dann eines davon.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Nothing is planned in %1 yet</source>
        <translation>Für %1 ist noch nichts geplant</translation>
    </message>
    <message>
        <source>A month is made of entries: what comes in, what it is spent on, and what is put aside. Postings then stand under their entries. The first entry may be your income.</source>
        <translation>Ein Monat besteht aus Posten: was hereinkommt, wofür es ausgegeben und was zurückgelegt wird. Die Buchungen stehen dann unter ihren Posten. Der erste Posten kann dein Einkommen sein.</translation>
    </message>
    <message>
        <source>Nothing was planned in %1</source>
        <translation>Für %1 war nichts geplant</translation>
    </message>
    <message>
        <source>The month was closed without entries and postings.</source>
        <translation>Der Monat wurde ohne Posten und Buchungen abgeschlossen.</translation>
    </message>
    <message>
        <source>This month is closed. Reopen it to change something in it.</source>
        <translation>Dieser Monat ist abgeschlossen. Zum Ändern wieder öffnen.</translation>
    </message>
    <message>
        <source>Nothing is due in this month.</source>
        <translation>In diesem Monat ist nichts fällig.</translation>
    </message>
    <message>
        <source>Show its &amp;history</source>
        <translation>&amp;Verlauf zeigen</translation>
    </message>
    <message>
        <source>Record what remains: %1</source>
        <translation>Rest buchen: %1</translation>
    </message>
    <message>
        <source>Put it on the &amp;entry</source>
        <translation>Dem &amp;Posten zuordnen</translation>
    </message>
    <message>
        <source>&amp;Cleared</source>
        <translation>&amp;Bestätigt</translation>
    </message>
    <message>
        <source>Without an entry</source>
        <translation>Ohne Posten</translation>
    </message>
    <message>
        <source>&amp;Month page</source>
        <translation>&amp;Monatsseite</translation>
    </message>
    <message>
        <source>&amp;Next month</source>
        <translation>&amp;Nächster Monat</translation>
    </message>
    <message>
        <source>&amp;This month</source>
        <translation>&amp;Dieser Monat</translation>
    </message>
    <message>
        <source>&amp;Add an entry…</source>
        <translation>Posten &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>What is &amp;due</source>
        <translation>&amp;Fälliges</translation>
    </message>
    <message>
        <source>&amp;Note of the month</source>
        <translation>No&amp;tiz zum Monat</translation>
    </message>
    <message>
        <source>E&amp;xpand all</source>
        <translation>Alle a&amp;usklappen</translation>
    </message>
    <message>
        <source>&amp;Edit the chosen cell</source>
        <translation>Gewählte &amp;Zelle bearbeiten</translation>
    </message>
    <message>
        <source>Show &amp;postings on their page</source>
        <translation>Buchungen auf ihrer &amp;Seite zeigen</translation>
    </message>
    <message>
        <source>&amp;Skip the entry this month</source>
        <translation>Posten diesen Monat aus&amp;lassen</translation>
    </message>
    <message>
        <source>Move the entry &amp;up</source>
        <translation>Posten nach &amp;oben</translation>
    </message>
    <message>
        <source>Move the entry do&amp;wn</source>
        <translation>Posten nach u&amp;nten</translation>
    </message>
    <message>
        <source>De&amp;lete the entry or posting</source>
        <translation>Posten oder Buchung lös&amp;chen</translation>
    </message>
    <message>
        <source>Pre&amp;vious month</source>
        <translation>&amp;Voriger Monat</translation>
    </message>
    <message>
        <source>Co&amp;llapse all</source>
        <translation>A&amp;lle zuklappen</translation>
    </message>
    <message>
        <source>Record a posting on the entr&amp;y</source>
        <translation>Auf den Posten &amp;buchen</translation>
    </message>
    <message>
        <source>%1 was closed meanwhile.</source>
        <translation>%1 wurde inzwischen abgeschlossen.</translation>
    </message>
    <message>
        <source>“%1” was not taken over. %2 It is kept with its cell.</source>
        <translation>„%1“ wurde nicht übernommen. %2 Es bleibt bei seiner Zelle aufbewahrt.</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Fortsetzen</translation>
    </message>
</context>
<context>
    <name>qm::desktop::MonthPlanModel</name>
    <message>
        <source>nothing left</source>
        <translation>nichts übrig</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>%1 übrig</translation>
    </message>
    <message>
        <source>%1 over</source>
        <translation>%1 darüber</translation>
    </message>
    <message>
        <source>%1 to come</source>
        <translation>%1 steht noch aus</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 mehr</translation>
    </message>
    <message>
        <source>%1 – is there already</source>
        <translation>%1 – schon vorhanden</translation>
    </message>
    <message>
        <source>%1, carried over</source>
        <translation>%1, übertragen</translation>
    </message>
    <message>
        <source>%1, not carried over</source>
        <translation>%1, nicht übertragen</translation>
    </message>
    <message>
        <source>%1, ticked</source>
        <translation>%1, angekreuzt</translation>
    </message>
    <message>
        <source>%1, not ticked</source>
        <translation>%1, nicht angekreuzt</translation>
    </message>
    <message>
        <source>%1 has an entry of this kind already. Tick it to add a second one.</source>
        <translation>%1 hat schon einen solchen Posten. Ankreuzen, um einen zweiten hinzuzufügen.</translation>
    </message>
    <message>
        <source>before</source>
        <translation>vorher</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Posten</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>Planned %1</source>
        <comment>planned amount of a month</comment>
        <translation>Geplant %1</translation>
    </message>
    <message>
        <source>Actual %1</source>
        <comment>actual amount of a month</comment>
        <translation>Ist %1</translation>
    </message>
    <message>
        <source>Carry over</source>
        <translation>Übertragen</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Geplant</translation>
    </message>
</context>
<context>
    <name>qm::desktop::NewLedgerDialog</name>
    <message>
        <source>Start a ledger</source>
        <translation>Haushaltsbuch anlegen</translation>
    </message>
    <message>
        <source>One file on this computer holds everything. The name can be changed later.</source>
        <translation>Eine Datei auf diesem Computer enthält alles. Der Name lässt sich später ändern.</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Zuhause</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Currency</source>
        <translation>&amp;Währung</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>There is no currency of this name. Its code has three letters, as EUR.</source>
        <translation>Es gibt keine Währung dieses Namens. Ihr Code hat drei Buchstaben, wie EUR.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::NoticeBar</name>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close the notice</source>
        <translation>Hinweis schließen</translation>
    </message>
</context>
<context>
    <name>qm::desktop::OpenMonthDialog</name>
    <message>
        <source>Add a template to %1</source>
        <translation>Vorlage zu %1 hinzufügen</translation>
    </message>
    <message>
        <source>Copy entries into %1</source>
        <translation>Posten nach %1 kopieren</translation>
    </message>
    <message>
        <source>What the month has already is not ticked, and stays as it is.</source>
        <translation>Was der Monat schon hat, ist nicht angekreuzt und bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Open a month</source>
        <translation>Monat öffnen</translation>
    </message>
    <message>
        <source>Look it over and change what is different this time. Nothing is made before you say so.</source>
        <translation>Sieh alles durch und ändere, was diesmal anders ist. Angelegt wird erst, wenn du es sagst.</translation>
    </message>
    <message>
        <source>Carry over what &amp;remained, for all of them</source>
        <translation>Bei allen den &amp;Rest übertragen</translation>
    </message>
    <message>
        <source>&amp;Month</source>
        <translation>&amp;Monat</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>&amp;Start with</source>
        <translation>&amp;Beginnen mit</translation>
    </message>
    <message>
        <source>Entries of the month</source>
        <translation>Posten des Monats</translation>
    </message>
    <message>
        <source>Sums of the ticked entries</source>
        <translation>Summen der angekreuzten Posten</translation>
    </message>
    <message>
        <source>Nothing – an empty month</source>
        <translation>Nichts – ein leerer Monat</translation>
    </message>
    <message>
        <source>The template “%1”</source>
        <translation>Die Vorlage „%1“</translation>
    </message>
    <message>
        <source>A copy of %1</source>
        <translation>Eine Kopie von %1</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>The month begins without entries. Add them as you go, or start with a template or another month.</source>
        <translation>Der Monat beginnt ohne Posten. Füge sie nach und nach hinzu oder beginne mit einer Vorlage oder einem anderen Monat.</translation>
    </message>
    <message>
        <source>There are no entries to take over.</source>
        <translation>Es gibt keine Posten zum Übernehmen.</translation>
    </message>
    <message>
        <source>In %1   Out %2   Left %3</source>
        <translation>Ein %1   Aus %2   Übrig %3</translation>
    </message>
    <message numerus="yes">
        <source>Add %n entries</source>
        <translation>
            <numerusform>%n Posten hinzufügen</numerusform>
            <numerusform>%n Posten hinzufügen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries were added to %1.</source>
        <translation>
            <numerusform>%n Posten wurde zu %1 hinzugefügt.</numerusform>
            <numerusform>%n Posten wurden zu %1 hinzugefügt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is open, with %n entries.</source>
        <translation>
            <numerusform>%1 ist geöffnet, mit %n Posten.</numerusform>
            <numerusform>%1 ist geöffnet, mit %n Posten.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is open.</source>
        <translation>%1 ist geöffnet.</translation>
    </message>
    <message>
        <source>Start over with it</source>
        <translation>Damit neu beginnen</translation>
    </message>
    <message>
        <source>Keep my changes</source>
        <translation>Meine Änderungen behalten</translation>
    </message>
    <message>
        <source>You have changed the list below. Another start makes it anew.</source>
        <translation>Die Liste unten ist geändert. Ein anderer Anfang stellt sie neu auf.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::PaletteModel</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>Monate</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Posten</translation>
    </message>
    <message>
        <source>Payees</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>thing, where it belongs</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, %2, not possible now</source>
        <comment>thing, where it belongs</comment>
        <translation>%1, %2, jetzt nicht möglich</translation>
    </message>
</context>
<context>
    <name>qm::desktop::PayeeEdit</name>
    <message>
        <source>Known payees</source>
        <translation>Bekannte Empfänger</translation>
    </message>
</context>
<context>
    <name>qm::desktop::PostingActions</name>
    <message numerus="yes">
        <source>%n chosen postings lie in closed months. Nothing was changed. Reopen a month to change something in it.</source>
        <translation>
            <numerusform>%n gewählte Buchung liegt in einem abgeschlossenen Monat. Nichts wurde geändert. Öffne den Monat wieder, um darin etwas zu ändern.</numerusform>
            <numerusform>%n gewählte Buchungen liegen in abgeschlossenen Monaten. Nichts wurde geändert. Öffne einen Monat wieder, um darin etwas zu ändern.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 postings lie in closed months. Nothing was changed yet.</source>
        <translation>%1 von %2 Buchungen liegen in abgeschlossenen Monaten. Noch wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Leave these out</source>
        <translation>Diese weglassen</translation>
    </message>
    <message>
        <source>Nothing had to be changed.</source>
        <translation>Es war nichts zu ändern.</translation>
    </message>
    <message numerus="yes">
        <source>%n postings were deleted.</source>
        <translation>
            <numerusform>%n Buchung wurde gelöscht.</numerusform>
            <numerusform>%n Buchungen wurden gelöscht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n postings were moved.</source>
        <translation>
            <numerusform>%n Buchung wurde verschoben.</numerusform>
            <numerusform>%n Buchungen wurden verschoben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n postings were changed.</source>
        <translation>
            <numerusform>%n Buchung wurde geändert.</numerusform>
            <numerusform>%n Buchungen wurden geändert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them have no entry now: the month has none that fits.</source>
        <translation>
            <numerusform>%n davon hat jetzt keinen Posten: Im Monat passt keiner.</numerusform>
            <numerusform>%n davon haben jetzt keinen Posten: Im Monat passt keiner.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kept their entry: their months have none that fits.</source>
        <translation>
            <numerusform>%n behielt ihren Posten: In ihrem Monat passt keiner.</numerusform>
            <numerusform>%n behielten ihren Posten: In ihren Monaten passt keiner.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in closed months were left out.</source>
        <translation>
            <numerusform>%n in einem abgeschlossenen Monat wurde weggelassen.</numerusform>
            <numerusform>%n in abgeschlossenen Monaten wurden weggelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The list has changed meanwhile. Nothing was done: look over what is chosen, and do it again.</source>
        <translation>Die Liste hat sich inzwischen geändert. Nichts wurde getan: Sieh die Auswahl durch und versuche es noch einmal.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::PostingCells</name>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Payee</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Posten</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Memo</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Buchen</translation>
    </message>
    <message>
        <source>Record the posting</source>
        <translation>Buchung erfassen</translation>
    </message>
    <message>
        <source>Record the posting (Return)</source>
        <translation>Buchung erfassen (Eingabe)</translation>
    </message>
    <message>
        <source>A day is missing.</source>
        <translation>Ein Tag fehlt.</translation>
    </message>
    <message>
        <source>An amount is missing.</source>
        <translation>Ein Betrag fehlt.</translation>
    </message>
    <message>
        <source>%1 has no entry “%2”.</source>
        <translation>%1 hat keinen Posten „%2“.</translation>
    </message>
    <message>
        <source>There is no account “%1”.</source>
        <translation>Es gibt kein Konto „%1“.</translation>
    </message>
    <message>
        <source>An account is missing. Add one on the page of accounts.</source>
        <translation>Ein Konto fehlt. Lege auf der Seite der Konten eines an.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::PostingDialog</name>
    <message>
        <source>Record</source>
        <translation>Buchen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>archiviert</translation>
    </message>
</context>
<context>
    <name>qm::desktop::PostingEditor</name>
    <message>
        <source>Cleared: it is on the bank&apos;s statement</source>
        <translation>Bestätigt: steht auf dem Kontoauszug</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Umbuchung</translation>
    </message>
    <message>
        <source>Posting</source>
        <translation>Buchung</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>%1 is closed. Reopen it to change something in it.</source>
        <translation>%1 ist abgeschlossen. Zum Ändern wieder öffnen.</translation>
    </message>
    <message>
        <source>no entry yet</source>
        <translation>noch kein Posten</translation>
    </message>
    <message>
        <source>&amp;Day</source>
        <translation>&amp;Tag</translation>
    </message>
    <message>
        <source>Pa&amp;yee</source>
        <translation>&amp;Empfänger</translation>
    </message>
    <message>
        <source>&amp;Amount</source>
        <translation>&amp;Betrag</translation>
    </message>
    <message>
        <source>&amp;Entry</source>
        <translation>&amp;Posten</translation>
    </message>
    <message>
        <source>&amp;From account</source>
        <translation>&amp;Von Konto</translation>
    </message>
    <message>
        <source>A&amp;ccount</source>
        <translation>&amp;Konto</translation>
    </message>
    <message>
        <source>&amp;To account</source>
        <translation>&amp;Auf Konto</translation>
    </message>
    <message>
        <source>&amp;Memo</source>
        <translation>&amp;Zweck</translation>
    </message>
    <message>
        <source>&amp;Split…</source>
        <translation>Au&amp;fteilen…</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Imported from a bank&apos;s statement, %1</source>
        <translation>Aus einem Kontoauszug importiert, %1</translation>
    </message>
    <message>
        <source>Recorded %1</source>
        <comment>when</comment>
        <translation>Erfasst %1</translation>
    </message>
    <message>
        <source>Recorded %1 on %2</source>
        <comment>when, on which device</comment>
        <translation>Erfasst %1 auf %2</translation>
    </message>
    <message>
        <source>There is no entry “%1” in this month.</source>
        <translation>In diesem Monat gibt es keinen Posten „%1“.</translation>
    </message>
    <message>
        <source>Choose an account.</source>
        <translation>Wähle ein Konto.</translation>
    </message>
    <message>
        <source>Choose the account that it goes to.</source>
        <translation>Wähle das Konto, auf das es geht.</translation>
    </message>
    <message>
        <source>A transfer goes from one account to another one.</source>
        <translation>Eine Umbuchung geht von einem Konto auf ein anderes.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::PostingEditors</name>
    <message>
        <source>&amp;New posting</source>
        <translation>&amp;Neue Buchung</translation>
    </message>
    <message>
        <source>&amp;Split a purchase…</source>
        <translation>&amp;Einkauf aufteilen…</translation>
    </message>
    <message>
        <source>&amp;Transfer between accounts…</source>
        <translation>&amp;Umbuchung zwischen Konten…</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>&amp;Duplizieren</translation>
    </message>
    <message>
        <source>Select a posting to duplicate it.</source>
        <translation>Wähle eine Buchung aus, um sie zu duplizieren.</translation>
    </message>
    <message>
        <source>Duplicated.</source>
        <translation>Dupliziert.</translation>
    </message>
    <message>
        <source>Edit it</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>What you typed was not recorded.</source>
        <translation>Deine Eingabe wurde nicht gebucht.</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Fortsetzen</translation>
    </message>
</context>
<context>
    <name>qm::desktop::PostingFilterBar</name>
    <message>
        <source>Search payee, memo, entry, category, account or amount</source>
        <translation>Empfänger, Zweck, Posten, Kategorie, Konto oder Betrag suchen</translation>
    </message>
    <message>
        <source>Search postings</source>
        <translation>Buchungen suchen</translation>
    </message>
    <message>
        <source>First month</source>
        <translation>Erster Monat</translation>
    </message>
    <message>
        <source>From any month</source>
        <translation>Ab irgendeinem Monat</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>Letzter Monat</translation>
    </message>
    <message>
        <source>To any month</source>
        <translation>Bis irgendeinen Monat</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>Alle Konten</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>All categories</source>
        <translation>Alle Kategorien</translation>
    </message>
    <message>
        <source>Least amount</source>
        <translation>Kleinster Betrag</translation>
    </message>
    <message>
        <source>Amount from</source>
        <translation>Betrag von</translation>
    </message>
    <message>
        <source>Largest amount</source>
        <translation>Größter Betrag</translation>
    </message>
    <message>
        <source>Amount to</source>
        <translation>Betrag bis</translation>
    </message>
    <message>
        <source>No entry yet</source>
        <translation>Noch kein Posten</translation>
    </message>
    <message>
        <source>Only postings without an entry</source>
        <translation>Nur Buchungen ohne Posten</translation>
    </message>
    <message>
        <source>Not cleared</source>
        <translation>Nicht bestätigt</translation>
    </message>
    <message>
        <source>Only postings that are not cleared</source>
        <translation>Nur Buchungen, die nicht bestätigt sind</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>Umbuchungen</translation>
    </message>
    <message>
        <source>Only transfers between accounts</source>
        <translation>Nur Umbuchungen zwischen Konten</translation>
    </message>
    <message>
        <source>Only postings of this entry. A click shows those of all entries.</source>
        <translation>Nur Buchungen dieses Postens. Ein Klick zeigt die aller Posten.</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>Show all postings again</source>
        <translation>Wieder alle Buchungen zeigen</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>archiviert</translation>
    </message>
    <message>
        <source>Entry: %1</source>
        <translation>Posten: %1</translation>
    </message>
</context>
<context>
    <name>qm::desktop::PostingShelf</name>
    <message>
        <source>Bring it back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Let it go</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>This was being recorded when the program ended. See whether it is in the list.</source>
        <translation>Das wurde gerade erfasst, als das Programm endete. Sieh nach, ob es in der Liste steht.</translation>
    </message>
    <message>
        <source>“%1” is not recorded. %2</source>
        <translation>„%1“ ist nicht gebucht. %2</translation>
    </message>
    <message>
        <source>“%1” was put aside.</source>
        <translation>„%1“ wurde beiseitegelegt.</translation>
    </message>
    <message>
        <source>“%1” was taken out of the row.</source>
        <translation>„%1“ wurde aus der Zeile genommen.</translation>
    </message>
    <message>
        <source>Show the month</source>
        <translation>Monat zeigen</translation>
    </message>
</context>
<context>
    <name>qm::desktop::PostingTable</name>
    <message>
        <source>Postings</source>
        <translation>Buchungen</translation>
    </message>
    <message numerus="yes">
        <source>%n postings were copied.</source>
        <translation>
            <numerusform>%n Buchung wurde kopiert.</numerusform>
            <numerusform>%n Buchungen wurden kopiert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>qm::desktop::PostingTableModel</name>
    <message>
        <source>Transfer from %1</source>
        <translation>Umbuchung von %1</translation>
    </message>
    <message>
        <source>Transfer to %1</source>
        <translation>Umbuchung auf %1</translation>
    </message>
    <message>
        <source>No entry yet</source>
        <translation>Noch kein Posten</translation>
    </message>
    <message>
        <source>cleared</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>not cleared</source>
        <translation>nicht bestätigt</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>von %1 auf %2</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Payee</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Posten</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Memo</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>Cleared</source>
        <translation>Bestätigt</translation>
    </message>
</context>
<context>
    <name>qm::desktop::PostingsPage</name>
    <message>
        <source>Nothing is found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
    <message>
        <source>No posting has all that is asked for.</source>
        <translation>Keine Buchung erfüllt alle Bedingungen.</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>No posting yet</source>
        <translation>Noch keine Buchung</translation>
    </message>
    <message>
        <source>Here stands everything that was really spent or came in, of all months.</source>
        <translation>Hier steht alles, was tatsächlich ausgegeben wurde oder hereinkam, aus allen Monaten.</translation>
    </message>
    <message>
        <source>Number and sum of postings</source>
        <translation>Anzahl und Summe der Buchungen</translation>
    </message>
    <message>
        <source>Change account, entry, payee, memo or cleared of all chosen postings (Return)</source>
        <translation>Konto, Posten, Empfänger, Zweck oder Bestätigung aller gewählten Buchungen ändern (Eingabe)</translation>
    </message>
    <message>
        <source>More than %1 postings are only shown by day. Narrow them down with a filter first.</source>
        <translation>Mehr als %1 Buchungen werden nur nach Tag geordnet gezeigt. Grenze sie erst mit einem Filter ein.</translation>
    </message>
    <message>
        <source>&amp;Postings</source>
        <translation>&amp;Buchungen</translation>
    </message>
    <message>
        <source>%1 found so far…</source>
        <translation>bisher %1 gefunden…</translation>
    </message>
    <message>
        <source>%1 of %2 postings chosen</source>
        <translation>%1 von %2 Buchungen gewählt</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>chosen postings, sum</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>postings, sum</comment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln postings</source>
        <translation>
            <numerusform>%Ln Buchung</numerusform>
            <numerusform>%Ln Buchungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Edit %Ln postings…</source>
        <translation>
            <numerusform>%Ln Buchung bearbeiten…</numerusform>
            <numerusform>%Ln Buchungen bearbeiten…</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>B&amp;earbeiten…</translation>
    </message>
    <message>
        <source>&amp;Move to another day…</source>
        <translation>Auf einen anderen &amp;Tag verschieben…</translation>
    </message>
    <message>
        <source>Turn &amp;cleared</source>
        <translation>Bestätigt &amp;umschalten</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>&amp;Verlauf</translation>
    </message>
    <message>
        <source>&amp;Go to %1</source>
        <translation>&amp;Gehe zu %1</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
</context>
<context>
    <name>qm::desktop::PreferencesDialog</name>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Another language takes effect at the next start.</source>
        <translation>Eine andere Sprache gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>Das Fenster</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>&amp;Aussehen</translation>
    </message>
    <message>
        <source>L&amp;anguage</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Keep a &amp;snapshot of each of the last seven days</source>
        <translation>Je eine S&amp;icherung der letzten sieben Tage behalten</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Ledgers lie in</source>
        <translation>Haushaltsbücher liegen in</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>This ledger</source>
        <translation>Dieses Haushaltsbuch</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Show its folder</source>
        <translation>Ordner zeigen</translation>
    </message>
</context>
<context>
    <name>qm::desktop::PrintPreview</name>
    <message>
        <source>With &amp;postings</source>
        <translation>Mit &amp;Buchungen</translation>
    </message>
    <message>
        <source>Print %1</source>
        <translation>%1 drucken</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n Seite</numerusform>
            <numerusform>%n Seiten</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>&amp;Drucken…</translation>
    </message>
    <message>
        <source>Save as P&amp;DF…</source>
        <translation>Als &amp;PDF speichern…</translation>
    </message>
    <message>
        <source>P&amp;aper:</source>
        <translation>P&amp;apier:</translation>
    </message>
    <message>
        <source>A4</source>
        <translation>A4</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>Letter</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Als PDF speichern</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>The PDF is saved in %1.</source>
        <translation>Das PDF ist in %1 gespeichert.</translation>
    </message>
    <message>
        <source>The PDF could not be saved in %1. A file that was there is still as it was. Choose another folder and try again.</source>
        <translation>Das PDF konnte nicht in %1 gespeichert werden. Eine Datei, die dort lag, ist noch wie vorher. Wähle einen anderen Ordner und versuche es noch einmal.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::QuickRow</name>
    <message>
        <source>New posting</source>
        <translation>Neue Buchung</translation>
    </message>
    <message>
        <source>%1 is closed. Reopen it to record something in it.</source>
        <translation>%1 ist abgeschlossen. Zum Buchen wieder öffnen.</translation>
    </message>
    <message>
        <source>%1 has not been opened yet.</source>
        <translation>%1 ist noch nicht geöffnet.</translation>
    </message>
    <message>
        <source>Recorded in %1.</source>
        <translation>Im %1 gebucht.</translation>
    </message>
    <message>
        <source>Show the month</source>
        <translation>Monat zeigen</translation>
    </message>
    <message>
        <source>%1 is in %2.</source>
        <translation>%1 liegt im %2.</translation>
    </message>
    <message>
        <source>Put it into %1</source>
        <translation>Im %1 buchen</translation>
    </message>
    <message>
        <source>%1 is in %2, which is closed.</source>
        <translation>%1 liegt im %2, der abgeschlossen ist.</translation>
    </message>
    <message>
        <source>%1 is in %2, which has not been opened yet.</source>
        <translation>%1 liegt im %2, der noch nicht geöffnet ist.</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Gehe zu %1</translation>
    </message>
    <message>
        <source>Return records it. Ctrl+Shift+S splits it, Ctrl+Shift+T makes a transfer.</source>
        <translation>Die Eingabetaste bucht. Strg+Umschalt+S teilt auf, Strg+Umschalt+T macht eine Umbuchung.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::RangeChooser</name>
    <message>
        <source>Months</source>
        <translation>Monate</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Dieses Jahr</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>Letzte 12 Monate</translation>
    </message>
    <message>
        <source>All months</source>
        <translation>Alle Monate</translation>
    </message>
    <message>
        <source>From – to</source>
        <translation>Von – bis</translation>
    </message>
    <message>
        <source>First month</source>
        <translation>Erster Monat</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>Letzter Monat</translation>
    </message>
</context>
<context>
    <name>qm::desktop::ReconcilePanel</name>
    <message>
        <source>Tick &amp;all</source>
        <translation>&amp;Alle ankreuzen</translation>
    </message>
    <message>
        <source>&amp;Record the difference</source>
        <translation>&amp;Differenz buchen</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>&amp;Fertig</translation>
    </message>
    <message>
        <source>Take the bank&apos;s statement, and tick every posting that stands on it.</source>
        <translation>Nimm den Kontoauszug und kreuze jede Buchung an, die darauf steht.</translation>
    </message>
    <message>
        <source>&amp;Day of the statement</source>
        <translation>&amp;Tag des Auszugs</translation>
    </message>
    <message>
        <source>&amp;Balance on it</source>
        <translation>&amp;Saldo darauf</translation>
    </message>
    <message>
        <source>Day of the statement</source>
        <translation>Tag des Kontoauszugs</translation>
    </message>
    <message>
        <source>Balance on the statement</source>
        <translation>Saldo auf dem Kontoauszug</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>S&amp;päter</translation>
    </message>
    <message>
        <source>Goes back to the postings; what is ticked is kept (Esc)</source>
        <translation>Zurück zu den Buchungen; die Häkchen bleiben (Esc)</translation>
    </message>
    <message>
        <source>&amp;Give up</source>
        <translation>Ver&amp;werfen</translation>
    </message>
    <message>
        <source>Forgets the ticks; no posting is changed</source>
        <translation>Vergisst die Häkchen; keine Buchung wird geändert</translation>
    </message>
    <message>
        <source>Records a posting of that amount on the day of the statement</source>
        <translation>Erfasst eine Buchung über diesen Betrag am Tag des Kontoauszugs</translation>
    </message>
    <message>
        <source>Postings that are not cleared</source>
        <translation>Buchungen, die nicht bestätigt sind</translation>
    </message>
    <message>
        <source>Reconcile %1</source>
        <translation>%1 abstimmen</translation>
    </message>
    <message>
        <source>Type the day and the balance of the statement.</source>
        <translation>Gib den Tag und den Saldo des Kontoauszugs ein.</translation>
    </message>
    <message>
        <source>%1 difference – it agrees.</source>
        <translation>Differenz %1 – es stimmt.</translation>
    </message>
    <message>
        <source>%1 is missing here.</source>
        <translation>%1 fehlt hier.</translation>
    </message>
    <message>
        <source>%1 is too much here.</source>
        <translation>%1 ist hier zu viel.</translation>
    </message>
    <message numerus="yes">
        <source>%n postings lie in closed months and cannot be ticked.</source>
        <translation>
            <numerusform>%n Buchung liegt in einem abgeschlossenen Monat und lässt sich nicht ankreuzen.</numerusform>
            <numerusform>%n Buchungen liegen in abgeschlossenen Monaten und lassen sich nicht ankreuzen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Tick what stands on the statement, or look for what is missing.</source>
        <translation>Kreuze an, was auf dem Auszug steht, oder suche, was fehlt.</translation>
    </message>
    <message>
        <source>Tick &amp;none</source>
        <translation>&amp;Keine ankreuzen</translation>
    </message>
    <message>
        <source>Difference to the statement</source>
        <translation>Differenz zum Kontoauszug</translation>
    </message>
    <message>
        <source>The difference was recorded, without an entry yet.</source>
        <translation>Die Differenz wurde gebucht, noch ohne Posten.</translation>
    </message>
    <message>
        <source>%1 is reconciled up to %2.</source>
        <translation>%1 ist bis %2 abgestimmt.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::ReopenMonthDialog</name>
    <message>
        <source>Reopen %1</source>
        <translation>%1 wieder öffnen</translation>
    </message>
    <message>
        <source>Say why, in a few words: the month&apos;s note and the history keep it.</source>
        <translation>Sag in wenigen Worten, warum: Die Notiz zum Monat und der Verlauf bewahren es auf.</translation>
    </message>
    <message>
        <source>&amp;Why</source>
        <translation>&amp;Warum</translation>
    </message>
    <message>
        <source>A receipt was missing</source>
        <translation>Ein Beleg fehlte</translation>
    </message>
    <message>
        <source>Reopen the month</source>
        <translation>Monat wieder öffnen</translation>
    </message>
    <message>
        <source>%1 is open again.</source>
        <translation>%1 ist wieder offen.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::SalvageDialog</name>
    <message>
        <source>is deleted there, as it is here</source>
        <translation>wird dort gelöscht, wie hier</translation>
    </message>
    <message>
        <source>gets the values that it has here</source>
        <translation>bekommt die Werte von hier</translation>
    </message>
    <message>
        <source>comes back</source>
        <translation>kommt zurück</translation>
    </message>
    <message>
        <source>This copy is being compared with the server&apos;s…</source>
        <translation>Diese Kopie wird mit der des Servers verglichen…</translation>
    </message>
    <message>
        <source>Bring back what the server lost</source>
        <translation>Zurückbringen, was der Server verlor</translation>
    </message>
    <message>
        <source>What would be brought back</source>
        <translation>Was zurückgebracht würde</translation>
    </message>
    <message>
        <source>In the ledger</source>
        <translation>Im Haushaltsbuch</translation>
    </message>
    <message>
        <source>At the server</source>
        <translation>Auf dem Server</translation>
    </message>
    <message>
        <source>&amp;Bring it back</source>
        <translation>&amp;Zurückbringen</translation>
    </message>
    <message>
        <source>There is nothing to bring back: an ordinary exchange keeps this copy and the server&apos;s the same.</source>
        <translation>Es gibt nichts zurückzubringen: Ein gewöhnlicher Abgleich hält diese Kopie und die des Servers gleich.</translation>
    </message>
    <message numerus="yes">
        <source>The server lacks %n row(s) that this copy has.</source>
        <translation>
            <numerusform>Dem Server fehlt %n Zeile, die diese Kopie hat.</numerusform>
            <numerusform>Dem Server fehlen %n Zeilen, die diese Kopie hat.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It has other values in %n row(s).</source>
        <translation>
            <numerusform>Er hat in %n Zeile andere Werte.</numerusform>
            <numerusform>Er hat in %n Zeilen andere Werte.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It still has %n row(s) that were deleted here.</source>
        <translation>
            <numerusform>Er hat noch %n Zeile, die hier gelöscht wurde.</numerusform>
            <numerusform>Er hat noch %n Zeilen, die hier gelöscht wurden.</numerusform>
        </translation>
    </message>
    <message>
        <source>The server has all rows of this copy.</source>
        <translation>Der Server hat alle Zeilen dieser Kopie.</translation>
    </message>
    <message numerus="yes">
        <source>%n open question(s) of the Attention page are known to this copy only: settle them before.</source>
        <translation>
            <numerusform>%n offene Frage der Seite „Zu klären“ kennt nur diese Kopie: Kläre sie vorher.</numerusform>
            <numerusform>%n offene Fragen der Seite „Zu klären“ kennt nur diese Kopie: Kläre sie vorher.</numerusform>
        </translation>
    </message>
    <message>
        <source>If another device may still have everything, let that one sync first.</source>
        <translation>Wenn ein anderes Gerät vielleicht noch alles hat, lass erst dieses abgleichen.</translation>
    </message>
    <message>
        <source>This file is kept beside the new one as it is.</source>
        <translation>Diese Datei bleibt, wie sie ist, neben der neuen erhalten.</translation>
    </message>
    <message>
        <source>It is brought back and is being sent. The file as it was is kept in %1.</source>
        <translation>Es ist zurückgebracht und wird gesendet. Die Datei, wie sie war, bleibt in %1 erhalten.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::Sheet</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>qm::desktop::ShortcutsDialog</name>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Find an action or a key</source>
        <translation>Aktion oder Taste suchen</translation>
    </message>
    <message>
        <source>Actions and their shortcuts</source>
        <translation>Aktionen und ihre Tastenkürzel</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>action, keys</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Lists and fields</source>
        <translation>Listen und Felder</translation>
    </message>
    <message>
        <source>Change what stands in a cell, or take what was typed</source>
        <translation>Zelle ändern oder Eingabe übernehmen</translation>
    </message>
    <message>
        <source>Give up what was typed</source>
        <translation>Eingabe verwerfen</translation>
    </message>
    <message>
        <source>Go to the next field</source>
        <translation>Zum nächsten Feld</translation>
    </message>
    <message>
        <source>Tick or untick</source>
        <translation>Häkchen setzen oder entfernen</translation>
    </message>
    <message>
        <source>Delete or archive the row</source>
        <translation>Zeile löschen oder archivieren</translation>
    </message>
    <message>
        <source>Move the row up</source>
        <translation>Zeile nach oben</translation>
    </message>
    <message>
        <source>Move the row down</source>
        <translation>Zeile nach unten</translation>
    </message>
    <message>
        <source>Do what the dialog is for, from any of its fields</source>
        <translation>Tun, wofür der Dialog da ist, aus jedem seiner Felder</translation>
    </message>
</context>
<context>
    <name>qm::desktop::SnapshotsDialog</name>
    <message>
        <source>&amp;Take one now</source>
        <translation>&amp;Jetzt sichern</translation>
    </message>
    <message>
        <source>&amp;Go back to this day</source>
        <translation>&amp;Zurück zu diesem Tag</translation>
    </message>
    <message>
        <source>Snapshots on this computer</source>
        <translation>Sicherungen auf diesem Computer</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>No snapshot of this ledger yet. One is made each day the program is used, in %1.</source>
        <translation>Noch keine Sicherung dieses Haushaltsbuchs. An jedem Tag, an dem das Programm benutzt wird, entsteht eine, in %1.</translation>
    </message>
    <message>
        <source>One is made each day the program is used; the newest seven stay, in %1. Going back keeps the ledger as it is now in a file beside it.</source>
        <translation>An jedem Tag, an dem das Programm benutzt wird, entsteht eine; die neuesten sieben bleiben, in %1. Beim Zurückgehen bleibt der jetzige Stand in einer Datei daneben erhalten.</translation>
    </message>
    <message>
        <source>The ledger is as it was on %1. As it was before, it is kept in %2.</source>
        <translation>Das Haushaltsbuch ist, wie es am %1 war. Der Stand davor bleibt in %2 erhalten.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::SplitEditor</name>
    <message>
        <source>Split a purchase</source>
        <translation>Einkauf aufteilen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>%1 is closed. Reopen it to change something in it.</source>
        <translation>%1 ist abgeschlossen. Zum Ändern wieder öffnen.</translation>
    </message>
    <message>
        <source>&amp;Day</source>
        <translation>&amp;Tag</translation>
    </message>
    <message>
        <source>Pa&amp;yee</source>
        <translation>&amp;Empfänger</translation>
    </message>
    <message>
        <source>&amp;Total</source>
        <translation>&amp;Summe</translation>
    </message>
    <message>
        <source>A&amp;ccount</source>
        <translation>&amp;Konto</translation>
    </message>
    <message>
        <source>&amp;Add a part</source>
        <translation>Teil &amp;hinzufügen</translation>
    </message>
    <message>
        <source>Give it the &amp;rest</source>
        <translation>&amp;Rest zuteilen</translation>
    </message>
    <message>
        <source>The part with the cursor takes what is left. The key = in its amount does it, too.</source>
        <translation>Der Teil mit dem Cursor bekommt, was übrig ist. Die Taste = in seinem Betrag tut es auch.</translation>
    </message>
    <message>
        <source>All of it is assigned</source>
        <translation>Alles ist zugeteilt</translation>
    </message>
    <message>
        <source>%1 left to assign</source>
        <translation>%1 noch zuzuteilen</translation>
    </message>
    <message>
        <source>%1 more than the total</source>
        <translation>%1 mehr als die Summe</translation>
    </message>
    <message>
        <source>The total is missing.</source>
        <translation>Die Summe fehlt.</translation>
    </message>
    <message>
        <source>Choose the account that it was paid from.</source>
        <translation>Wähle das Konto, von dem bezahlt wurde.</translation>
    </message>
    <message>
        <source>There is no part yet.</source>
        <translation>Es gibt noch keinen Teil.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::SplitParts</name>
    <message>
        <source>Entry</source>
        <translation>Posten</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Memo</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>no entry yet</source>
        <translation>noch kein Posten</translation>
    </message>
    <message>
        <source>Take this part out (Ctrl+Delete)</source>
        <translation>Diesen Teil herausnehmen (Strg+Entf)</translation>
    </message>
    <message>
        <source>Entry of part %1</source>
        <translation>Posten von Teil %1</translation>
    </message>
    <message>
        <source>Amount of part %1</source>
        <translation>Betrag von Teil %1</translation>
    </message>
    <message>
        <source>Memo of part %1</source>
        <translation>Zweck von Teil %1</translation>
    </message>
    <message>
        <source>Take part %1 out</source>
        <translation>Teil %1 herausnehmen</translation>
    </message>
    <message>
        <source>There is no entry “%1” in this month.</source>
        <translation>In diesem Monat gibt es keinen Posten „%1“.</translation>
    </message>
    <message>
        <source>This part has no amount.</source>
        <translation>Dieser Teil hat keinen Betrag.</translation>
    </message>
    <message>
        <source>The parts do not add up to the total.</source>
        <translation>Die Teile ergeben nicht die Summe.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::StatementModel</name>
    <message>
        <source>Transfer from %1</source>
        <translation>Umbuchung von %1</translation>
    </message>
    <message>
        <source>Transfer to %1</source>
        <translation>Umbuchung auf %1</translation>
    </message>
    <message>
        <source>in a closed month</source>
        <translation>in einem abgeschlossenen Monat</translation>
    </message>
    <message>
        <source>ticked</source>
        <translation>angekreuzt</translation>
    </message>
    <message>
        <source>not ticked</source>
        <translation>nicht angekreuzt</translation>
    </message>
    <message>
        <source>This posting lies in a closed month. Reopen the month to mark it as cleared.</source>
        <translation>Diese Buchung liegt in einem abgeschlossenen Monat. Öffne ihn wieder, um sie zu bestätigen.</translation>
    </message>
    <message>
        <source>On the statement</source>
        <translation>Auf dem Auszug</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Payee</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Posten</translation>
    </message>
    <message>
        <source>Memo</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
</context>
<context>
    <name>qm::desktop::SummaryModel</name>
    <message>
        <source>%1, %2: %3, nothing planned</source>
        <translation>%1, %2: %3, nichts geplant</translation>
    </message>
    <message>
        <source>%1, %2: %3 of %4 planned, %5</source>
        <translation>%1, %2: %3 von %4 geplant, %5</translation>
    </message>
    <message>
        <source>%1, actual</source>
        <translation>%1, Ist</translation>
    </message>
    <message>
        <source>%1, planned</source>
        <translation>%1, geplant</translation>
    </message>
    <message>
        <source>%1, folded</source>
        <translation>%1, eingeklappt</translation>
    </message>
    <message>
        <source>%1, unfolded</source>
        <translation>%1, ausgeklappt</translation>
    </message>
    <message>
        <source>not planned</source>
        <translation>nicht geplant</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>short month, year</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>Trend</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Schnitt</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
</context>
<context>
    <name>qm::desktop::SummaryPage</name>
    <message>
        <source>Amounts</source>
        <translation>Beträge</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Actual</source>
        <translation>Ist</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Geplant</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beides</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>No month of the ledger lies in this range.</source>
        <translation>In diesem Zeitraum liegt kein Monat des Haushaltsbuchs.</translation>
    </message>
    <message>
        <source>Show all months</source>
        <translation>Alle Monate zeigen</translation>
    </message>
    <message>
        <source>&amp;Summary</source>
        <translation>&amp;Auswertung</translation>
    </message>
    <message>
        <source>Copy the summary &amp;table</source>
        <translation>&amp;Tabelle der Auswertung kopieren</translation>
    </message>
    <message>
        <source>Copy a c&amp;hart as picture</source>
        <translation>Diagramm als &amp;Bild kopieren</translation>
    </message>
    <message>
        <source>Save a c&amp;hart as picture…</source>
        <translation>Diagramm als Bild &amp;speichern…</translation>
    </message>
    <message>
        <source>Nothing to sum up yet</source>
        <translation>Noch nichts auszuwerten</translation>
    </message>
    <message>
        <source>Here stand all categories by months, planned and actual, with charts. Open a first month, and this page fills by itself.</source>
        <translation>Hier stehen alle Kategorien nach Monaten, geplant und tatsächlich, mit Diagrammen. Öffne einen ersten Monat, und diese Seite füllt sich von selbst.</translation>
    </message>
    <message>
        <source>The table is copied. Paste it into a spreadsheet or a text.</source>
        <translation>Die Tabelle ist kopiert. Füge sie in eine Tabellenkalkulation oder einen Text ein.</translation>
    </message>
    <message>
        <source>Summary cha&amp;rts</source>
        <translation>Aus&amp;wertung als Diagramm</translation>
    </message>
</context>
<context>
    <name>qm::desktop::SummaryTableView</name>
    <message>
        <source>Categories by months</source>
        <translation>Kategorien nach Monaten</translation>
    </message>
</context>
<context>
    <name>qm::desktop::SyncDetails</name>
    <message>
        <source>Exchange with the server</source>
        <translation>Abgleich mit dem Server</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>This device</source>
        <translation>Dieses Gerät</translation>
    </message>
    <message>
        <source>Last synced</source>
        <translation>Letzter Abgleich</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>Zu senden</translation>
    </message>
    <message>
        <source>Tried again</source>
        <translation>Neuer Versuch</translation>
    </message>
    <message>
        <source>&amp;Sync now</source>
        <translation>Jetzt &amp;abgleichen</translation>
    </message>
    <message>
        <source>De&amp;vices…</source>
        <translation>&amp;Geräte…</translation>
    </message>
    <message>
        <source>&amp;Connect…</source>
        <translation>&amp;Verbinden…</translation>
    </message>
    <message>
        <source>&amp;What can be done…</source>
        <translation>&amp;Was sich tun lässt…</translation>
    </message>
    <message>
        <source>D&amp;isconnect…</source>
        <translation>&amp;Trennen…</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n Änderung</numerusform>
            <numerusform>%n Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>by itself, at %1</source>
        <translation>von selbst, um %1</translation>
    </message>
    <message>
        <source>&amp;Connect again…</source>
        <translation>Wieder &amp;verbinden…</translation>
    </message>
</context>
<context>
    <name>qm::desktop::SyncStatus</name>
    <message>
        <source>State of the exchange with the server</source>
        <translation>Stand des Abgleichs mit dem Server</translation>
    </message>
</context>
<context>
    <name>qm::desktop::TemplateEntryModel</name>
    <message>
        <source>Add an entry</source>
        <translation>Posten hinzufügen</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Empty: %1</source>
        <translation>Leer: %1</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Posten</translation>
    </message>
    <message>
        <source>Due day</source>
        <translation>Fälligkeitstag</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Geplant</translation>
    </message>
</context>
<context>
    <name>qm::desktop::TemplatesPage</name>
    <message>
        <source>&amp;Make a template of this month</source>
        <translation>Vorlage aus diesem Monat &amp;erstellen</translation>
    </message>
    <message>
        <source>Like %1</source>
        <translation>Wie %1</translation>
    </message>
    <message>
        <source>&amp;New template</source>
        <translation>&amp;Neue Vorlage</translation>
    </message>
    <message>
        <source>Rename the tem&amp;plate</source>
        <translation>Vorlage &amp;umbenennen</translation>
    </message>
    <message>
        <source>&amp;Duplicate the template</source>
        <translation>Vorlage &amp;duplizieren</translation>
    </message>
    <message>
        <source>De&amp;lete the template</source>
        <translation>Vorlage &amp;löschen</translation>
    </message>
    <message>
        <source>No templates yet</source>
        <translation>Noch keine Vorlagen</translation>
    </message>
    <message>
        <source>A template holds what comes back every month – rent, pay, insurance – so that a new month is planned in a moment.</source>
        <translation>Eine Vorlage enthält, was jeden Monat wiederkommt – Miete, Gehalt, Versicherung –, sodass ein neuer Monat im Nu geplant ist.</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>New template</source>
        <translation>Neue Vorlage</translation>
    </message>
    <message>
        <source>Name of the template</source>
        <translation>Name der Vorlage</translation>
    </message>
    <message>
        <source>Use for a new month</source>
        <translation>Für neuen Monat verwenden</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Entries of the template</source>
        <translation>Posten der Vorlage</translation>
    </message>
    <message>
        <source>Sums of the template</source>
        <translation>Summen der Vorlage</translation>
    </message>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n Posten</numerusform>
            <numerusform>%n Posten</numerusform>
        </translation>
    </message>
    <message>
        <source>In %1   Out %2   Left %3</source>
        <translation>Ein %1   Aus %2   Übrig %3</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (Kopie)</translation>
    </message>
    <message>
        <source>The template “%1” was deleted.</source>
        <translation>Die Vorlage „%1“ wurde gelöscht.</translation>
    </message>
    <message>
        <source>The category “%1” is new: an expense.</source>
        <translation>Die Kategorie „%1“ ist neu: Ausgaben.</translation>
    </message>
    <message>
        <source>Categories…</source>
        <translation>Kategorien…</translation>
    </message>
    <message>
        <source>U&amp;se the template for a new month…</source>
        <translation>Vorlage für einen neuen Monat verwende&amp;n…</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Fortsetzen</translation>
    </message>
</context>
<context>
    <name>qm::desktop::TransferEditor</name>
    <message>
        <source>Transfer between accounts</source>
        <translation>Umbuchung zwischen Konten</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>no entry, it is only moved</source>
        <translation>kein Posten, nur umgebucht</translation>
    </message>
    <message>
        <source>&amp;From account</source>
        <translation>&amp;Von Konto</translation>
    </message>
    <message>
        <source>&amp;To account</source>
        <translation>&amp;Auf Konto</translation>
    </message>
    <message>
        <source>&amp;Amount</source>
        <translation>&amp;Betrag</translation>
    </message>
    <message>
        <source>&amp;Day</source>
        <translation>&amp;Tag</translation>
    </message>
    <message>
        <source>&amp;Entry, as saving</source>
        <translation>&amp;Posten, etwa Sparen</translation>
    </message>
    <message>
        <source>&amp;Memo</source>
        <translation>&amp;Zweck</translation>
    </message>
    <message>
        <source>Choose the account that it comes from.</source>
        <translation>Wähle das Konto, von dem es kommt.</translation>
    </message>
    <message>
        <source>Choose the account that it goes to.</source>
        <translation>Wähle das Konto, auf das es geht.</translation>
    </message>
    <message>
        <source>A transfer goes from one account to another one.</source>
        <translation>Eine Umbuchung geht von einem Konto auf ein anderes.</translation>
    </message>
    <message>
        <source>There is no entry “%1” in this month.</source>
        <translation>In diesem Monat gibt es keinen Posten „%1“.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::TroubleBar</name>
    <message>
        <source>What is wrong with the ledger&apos;s file</source>
        <translation>Was mit der Datei des Haushaltsbuchs nicht stimmt</translation>
    </message>
    <message>
        <source>The file %1 was moved or deleted. What you see is all still here, but nothing can be recorded until there is a file again.</source>
        <translation>Die Datei %1 wurde verschoben oder gelöscht. Was du siehst, ist alles noch da, aber gebucht werden kann erst, wenn es wieder eine Datei gibt.</translation>
    </message>
    <message>
        <source>Put it back</source>
        <translation>Zurücklegen</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>Kopie speichern…</translation>
    </message>
    <message>
        <source>Another file was put in the place of %1. What you see is what was open before; nothing is recorded until you choose.</source>
        <translation>An die Stelle von %1 wurde eine andere Datei gelegt. Du siehst, was vorher geöffnet war; bis du wählst, wird nichts gebucht.</translation>
    </message>
    <message>
        <source>Open the new file, keep this one beside it</source>
        <translation>Neue Datei öffnen, diese daneben aufheben</translation>
    </message>
    <message>
        <source>What was open before is kept in %1.</source>
        <translation>Was vorher geöffnet war, bleibt in %1 erhalten.</translation>
    </message>
    <message>
        <source>The file %1 or its folder can be read but not written. You can look at everything; to record something, make it writable or save a copy elsewhere.</source>
        <translation>Die Datei %1 oder ihr Ordner lässt sich lesen, aber nicht beschreiben. Du kannst alles ansehen; um zu buchen, mach sie beschreibbar oder speichere anderswo eine Kopie.</translation>
    </message>
</context>
<context>
    <name>qm::desktop::WelcomePage</name>
    <message>
        <source>Welcome to Quartermaster</source>
        <translation>Willkommen bei Quartermaster</translation>
    </message>
    <message>
        <source>Plan each month, record what is really spent, and look back. Everything stays on this computer.</source>
        <translation>Plane jeden Monat, buche, was tatsächlich ausgegeben wird, und blicke zurück. Alles bleibt auf diesem Computer.</translation>
    </message>
    <message>
        <source>Start a ledger</source>
        <translation>Haushaltsbuch anlegen</translation>
    </message>
    <message>
        <source>A name and a currency, and your first month is there.</source>
        <translation>Ein Name und eine Währung, und dein erster Monat ist da.</translation>
    </message>
    <message>
        <source>Open the example household</source>
        <translation>Beispielhaushalt öffnen</translation>
    </message>
    <message>
        <source>Two years of a family&apos;s months, to look around and try everything.</source>
        <translation>Zwei Jahre einer Familie, zum Umsehen und Ausprobieren.</translation>
    </message>
    <message>
        <source>Connect to a server</source>
        <translation>Mit einem Server verbinden</translation>
    </message>
    <message>
        <source>Your household has a ledger on its own server: bring it here.</source>
        <translation>Dein Haushalt hat ein Haushaltsbuch auf einem eigenen Server: Hol es hierher.</translation>
    </message>
    <message>
        <source>Recent ledgers</source>
        <translation>Letzte Haushaltsbücher</translation>
    </message>
    <message>
        <source>&amp;Recent ledgers</source>
        <translation>&amp;Letzte Haushaltsbücher</translation>
    </message>
    <message>
        <source>Open a &amp;file…</source>
        <translation>&amp;Datei öffnen…</translation>
    </message>
    <message>
        <source>%1   in %2</source>
        <comment>file, folder</comment>
        <translation>%1   in %2</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
</context>
<context>
    <name>qm::desktop::Workspace</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Month</source>
        <translation>&amp;Monat</translation>
    </message>
    <message>
        <source>&amp;Posting</source>
        <translation>B&amp;uchung</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>&amp;Server</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message numerus="yes">
        <source>%n changes were not finished.</source>
        <translation>
            <numerusform>%n Änderung wurde nicht fertig.</numerusform>
            <numerusform>%n Änderungen wurden nicht fertig.</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Fortsetzen</translation>
    </message>
</context>
</TS>
