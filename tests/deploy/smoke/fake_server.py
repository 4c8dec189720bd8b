"""A server over TLS that plays a proxy with a daemon behind it, well or failing in one named way.

    fake_server.py MODE CERTIFICATE KEY PORT_FILE SEEN_FILE

Listens on 127.0.0.1, at a free port that it writes to PORT_FILE. The password is in FAKE_PASSWORD. SEEN_FILE gets a line
"in ps" when the password is in any process's command line during a request, and one "sent to HOST" for each other host
that was given it.
"""

import base64
import glob
import os
import ssl
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODE, CERTIFICATE, KEY, PORT_FILE, SEEN_FILE = sys.argv[1:6]
PASSWORD = os.environ["FAKE_PASSWORD"]
REVISION = "1" * 40
AUTHORIZATION = "Basic " + base64.b64encode(f"admin:{PASSWORD}".encode()).decode()
HEALTH = '{"status":"%s","version":"1.0.0","revision":"%s","schema":{"ledger":2,"registry":3},"db":"ok"}'
LINKED = {
    "http-link": '<a href="http://ledger.test/">more</a>',
    "http-image": "<img src='http://ledger.test/image.png'>",
    "lost-link": '<a href="lost">more</a>',
    "other-host": '<a href="https://other.test:{port}/?a=1&amp;b=2">more</a>',
    "console-error": "<script>console.error('it hurts')</script>",
    "script-throws": "<script>throw new Error('it breaks')</script>",
    "mixed-content": "<script>new Image().src = 'http://ledger.test/' + 'picture'</script>",
    "late-404": "<script>fetch('late')</script>",
    "every-kind": '<a href="#top">top</a> <a href="mailto:a@b.test">us</a> <a href="./style.css#x">rules</a> <a href="//'
    'ledger.test:{port}/style.css">again</a>',
}


def note(line):
    with open(SEEN_FILE, "a", encoding="utf-8") as seen:
        seen.write(line + "\n")


def look_for_password_in_ps():
    for path in glob.glob("/proc/[0-9]*/cmdline"):
        try:
            with open(path, "rb") as file:
                if PASSWORD.encode() in file.read():
                    note("in ps")
        except OSError:
            pass  # that process has ended


class Handler(BaseHTTPRequestHandler):
    asked_for_health = 0
    refused_browser = False

    def log_message(self, *_):
        pass

    def answer(self, status, body, kind="text/plain; charset=utf-8", **headers):
        body = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if MODE != "no-hsts":
            self.send_header("Strict-Transport-Security", "max-age=0" if MODE == "empty-hsts" else "max-age=31536000")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def health(self):
        Handler.asked_for_health += 1
        if MODE == "daemon-503":
            return self.answer(503, HEALTH % ("draining", REVISION), "application/json")
        if MODE == "daemon-says-failing":
            return self.answer(200, HEALTH % ("failing", REVISION), "application/json")
        if MODE == "another-service":
            return self.answer(200, "hello")
        if MODE == "well-at-third-try" and Handler.asked_for_health < 3:
            return self.answer(404, "404 page not found\n")
        return self.answer(200, HEALTH % ("ok", REVISION), "application/json")

    def page(self):
        link = LINKED.get(MODE, "").format(port=self.server.server_port)
        style = "" if MODE == "no-stylesheet" else '<link rel="stylesheet" href="style.css">'
        self.answer(200, f"<!doctype html><title>Q</title>{style}<h1>Quartermaster</h1>{link}", "text/html")

    def style(self):
        if MODE == "lost-stylesheet":
            return self.answer(404, "404 page not found\n")
        if MODE == "http-in-stylesheet":
            return self.answer(200, "h1 { background: url( 'http://ledger.test/x.png') }", "text/css")
        if MODE == "stylesheet-of-wrong-kind":
            return self.answer(200, "h1 { color: red }", X_Content_Type_Options="nosniff")
        return self.answer(200, "h1 { color: red }", "text/css")

    def api(self):
        if MODE == "api-behind-password":
            return self.answer(401, "Unauthorized", WWW_Authenticate='Basic realm="q"')
        if MODE == "api-without-route":
            return self.answer(404, "404 page not found\n")
        if MODE == "api-open":
            return self.answer(200, '{"error":"unauthorized"}', "application/json")
        return self.answer(401, '{"error":{"code":"unauthorized"}}', "application/json", WWW_Authenticate="Bearer")

    def do_GET(self):
        look_for_password_in_ps()
        proxy = {"proxy-404": (404, "404 page not found\n"), "proxy-502": (502, "Bad Gateway"),
                 "proxy-503": (503, "no available server\n"), "proxy-429": (429, "Too Many Requests")}
        if MODE in proxy:
            return self.answer(*proxy[MODE])
        if MODE == "proxy-silent":
            return None
        if MODE == "browser-429-once" and "Mozilla" in self.headers.get("User-Agent", "") and not Handler.refused_browser:
            Handler.refused_browser = True
            return self.answer(429, "Too Many Requests")
        host = self.headers.get("Host", "").split(":")[0]
        if host != "ledger.test":
            if self.headers.get("Authorization"):
                note(f"sent to {host}")
            return self.answer(200, "elsewhere")
        if self.path.startswith("/v1/"):
            return self.api()
        if MODE != "open" and self.headers.get("Authorization") != AUTHORIZATION:
            return self.answer(401, "Unauthorized", WWW_Authenticate='Basic realm="q"')
        known = {"/healthz": self.health, "/": self.page, "/style.css": self.style}
        return known.get(self.path, lambda: self.answer(404, '{"error":"not_found"}', "application/json"))()


class Server(ThreadingHTTPServer):
    def handle_error(self, *_):
        pass  # a client that does not like the certificate goes away


server = Server(("127.0.0.1", 0), Handler)
if MODE != "no-tls":
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, KEY)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
with open(PORT_FILE + ".new", "w", encoding="utf-8") as port:
    port.write(str(server.server_port))
os.rename(PORT_FILE + ".new", PORT_FILE)
server.serve_forever()
