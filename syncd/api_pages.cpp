#include "syncd/api.h"

#include "common/sql/migrate.h"
#include "syncd/build_info.h"

namespace qm::syncd {

namespace {

constexpr std::size_t shownRevision = 12; // hex digits of git's; /healthz has all of them

} // namespace

/// Without a token, as the rest of `/v1/` is not: the container's own check and a proxy ask it, and it tells nothing
/// of any ledger. The age of a backup is a metric: a stale one must not take the service off the proxy.
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
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>Quartermaster</title>
<link rel="icon" type="image/svg+xml" href="icon.svg">
<link rel="stylesheet" href="style.css">
</head>
<body>
<header>
<img src="icon.svg" alt="" width="56" height="56">
<div>
<h1>Quartermaster</h1>
<p>The server of a household’s ledger</p>
</div>
</header>
<main>
<section class="state )")
        + (isWell ? "well" : "ill") + "\" aria-label=\"State\">\n<h2>"
        + (isWell              ? "This server is running"
                : m_isDraining ? "This server is being stopped"
                               : "This server cannot read its files")
        + "</h2>\n<p>"
        + (isWell ? "Desktops that are connected keep each other up to date through it."
                  : "Nothing is lost: desktops keep what is typed and send it later. Whoever looks after the server "
                    "finds "
                    "the reason in its log.")
        + "</p>\n<dl>\n<div><dt>Version</dt><dd>" + buildVersion() + "</dd></div>\n<div><dt>Built from</dt><dd><code>"
        + std::string(buildRevision()).substr(0, shownRevision) + R"(</code></dd></div>
<div><dt>For programs</dt><dd><a href="healthz">healthz</a></dd></div>
</dl>
</section>
<section aria-labelledby="connect">
<h2 id="connect">Connect a desktop</h2>
<ol>
<li>
<h3>Get an invitation</h3>
<p>Ask somebody whose desktop is connected to choose <b>Invite a device</b> in Quartermaster, or ask whoever looks after
this server. An invitation is a code of eight letters. It is good for one device and for ten minutes.</p>
</li>
<li>
<h3>Open Quartermaster on the new computer</h3>
<p>Choose <b>Connect to a server</b>. It stands on the first page, and later in the menu <b>Server</b>.</p>
</li>
<li>
<h3>Enter this page’s address and the code</h3>
<p>The address is the one in the line at the top of this browser. Pasting a whole invitation link fills in both.</p>
</li>
</ol>
<p class="aside">From then on the desktop works by itself, also without a network, and both show the same ledger whenever
they can reach this server.</p>
</section>
<section aria-labelledby="care">
<h2 id="care">If you look after this server</h2>
<p>This makes an invitation:</p>
<pre><code>docker exec quartermaster quartermaster-syncd invite</code></pre>
<p>Without Docker it is <code>quartermaster-admin invite</code>. With <code>--ledger NAME</code> it invites to a ledger that
is here; without, the desktop brings its own.</p>
</section>
</main>
<footer>
<p>No ledger is shown here: what a household plans and spends is seen in the desktop program only.</p>
</footer>
</body>
</html>
)";
    return answer;
}

Answer Api::style()
{
    Answer answer;
    answer.contentType = "text/css; charset=utf-8";
    answer.body = R"(:root {
  color-scheme: light dark;
  --window: #f4f5f3; --surface: #fff; --raised: #eef1ee; --line: #d9deda;
  --text: #1d2420; --muted: #59645e; --accent: #0b6b5b; --on-accent: #fff; --over: #b3341f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --window: #171b19; --surface: #1f2422; --raised: #2a302d; --line: #3a423e;
    --text: #e8ece9; --muted: #a5b0aa; --accent: #57c2ab; --on-accent: #0d1f1a; --over: #ff8f7a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 44rem; padding: clamp(1.5rem, 6vw, 4rem) clamp(1rem, 4vw, 2rem) 2rem;
  background: var(--window); color: var(--text); font: 1rem/1.55 system-ui, "Noto Sans", "DejaVu Sans", sans-serif;
}
header { display: flex; align-items: center; gap: 1rem; margin-bottom: 1.75rem; }
header img { flex: none; border-radius: 14px; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; letter-spacing: -.01em; }
header p, footer, .aside, dt { color: var(--muted); }
header p { margin: .1rem 0 0; }
section {
  margin-bottom: 1rem; padding: 1.25rem clamp(1rem, 4vw, 1.5rem); background: var(--surface);
  border: 1px solid var(--line); border-radius: 12px;
}
h2 { margin: 0 0 .5rem; font-size: 1.125rem; line-height: 1.3; }
h3 { margin: 0; font-size: 1rem; }
p { margin: 0 0 .75rem; }
section > :last-child { margin-bottom: 0; }
.state h2::before { display: inline-block; width: 1.35em; content: "●"; color: var(--accent); }
.state.ill h2::before { content: "▲"; color: var(--over); }
dl { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 1rem 0 0; padding-top: 1rem; border-top: 1px solid var(--line); }
dt { font-size: .8125rem; }
dd { margin: 0; overflow-wrap: anywhere; }
ol { counter-reset: step; list-style: none; margin: 1rem 0; padding: 0; }
li { position: relative; counter-increment: step; padding: 0 0 1.1rem 2.9rem; }
li:last-child { padding-bottom: 0; }
li p { margin: .15rem 0 0; }
li::before {
  position: absolute; left: 0; top: -.1rem; width: 1.9rem; height: 1.9rem; content: counter(step); border-radius: 50%;
  background: var(--accent); color: var(--on-accent); font-weight: 600; line-height: 1.9rem; text-align: center;
}
li:not(:last-child)::after {
  position: absolute; left: .95rem; top: 2.1rem; bottom: .35rem; content: ""; border-left: 1px solid var(--line);
}
a { color: var(--accent); }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
code { font-family: ui-monospace, "Noto Sans Mono", "DejaVu Sans Mono", monospace; font-size: .875em; }
p code { padding: .1em .3em; background: var(--raised); border-radius: 4px; overflow-wrap: anywhere; }
pre { margin: 0 0 .75rem; padding: .75rem 1rem; background: var(--raised); border-radius: 8px; white-space: pre-wrap; overflow-wrap: anywhere; }
footer { padding: .5rem clamp(1rem, 4vw, 1.5rem); font-size: .875rem; }
)";
    return answer;
}

Answer Api::icon()
{
    // Three lines of a ledger, the last one longer than planned.
    Answer answer;
    answer.contentType = "image/svg+xml";
    answer.body = R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
<rect width="64" height="64" rx="14" fill="#0b6b5b"/>
<path d="M16 20h32M16 32h32M16 44h32" stroke="#fff" stroke-opacity=".3" stroke-width="6" stroke-linecap="round"/>
<path d="M16 20h20M16 32h13M16 44h27" stroke="#fff" stroke-width="6" stroke-linecap="round"/>
</svg>
)";
    return answer;
}

} // namespace qm::syncd
