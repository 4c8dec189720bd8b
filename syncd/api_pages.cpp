#include "syncd/api.h"

#include "common/sql/migrate.h"
#include "syncd/build_info.h"

namespace qm::syncd {

Answer Api::health()
{
    const bool answers = m_registry.answers();
    Answer answer;
    answer.status = answers && !m_isDraining ? 200 : 503;
    const nlohmann::ordered_json json { { "status",
                                            m_isDraining  ? "draining"
                                                : answers ? "ok"
                                                          : "failing" },
        { "version", buildVersion() }, { "revision", buildRevision() },
        { "schema", { { "ledger", sql::ledgerSchema().newest() }, { "registry", sql::registrySchema().newest() } } },
        { "db", answers ? "ok" : "silent" } };
    answer.body = json.dump();
    return answer;
}

Answer Api::home()
{
    // Relative addresses only: behind a proxy we do not know under which name or scheme people see this page.
    const bool isWell = m_registry.answers() && !m_isDraining;
    Answer answer;
    answer.contentType = "text/html; charset=utf-8";
    answer.body = std::string(R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Quartermaster</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
<main>
<h1>Quartermaster</h1>
<p>This server keeps a household's ledgers and lets its devices exchange changes. The ledgers themselves are seen in
the desktop program only.</p>
<dl>
<dt>State</dt><dd class=")")
        + (isWell ? "well\">running" : "ill\">not answering") + "</dd>\n<dt>Version</dt><dd>" + buildVersion()
        + "</dd>\n<dt>Built from</dt><dd><code>" + buildRevision() + R"(</code></dd>
</dl>
<p>To connect a device, run <code>quartermaster-syncd invite</code> on this server, or make an invitation on a device
that is connected already.</p>
</main>
</body>
</html>
)";
    return answer;
}

Answer Api::style()
{
    Answer answer;
    answer.contentType = "text/css; charset=utf-8";
    answer.body = R"(:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 40rem; margin: 10vh auto; padding: 0 1.5rem; }
h1 { font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; }
dt { opacity: .7; }
dd { margin: 0; overflow-wrap: anywhere; }
dd.well::before { content: "● "; color: #2e8b57; }
dd.ill::before { content: "▲ "; color: #c0392b; }
code { font-family: ui-monospace, monospace; font-size: .9em; }
)";
    return answer;
}

} // namespace qm::syncd
