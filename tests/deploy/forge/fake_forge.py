"""The part of a Forgejo server's API that provision-secrets uses, over TLS, with one account and one repository.

    fake_forge.py MODE CERTIFICATE KEY PORT_FILE STATE_FILE

Listens on 127.0.0.1, at a free port that it writes to PORT_FILE. After each request STATE_FILE holds its tokens, secrets
and variables as JSON, with "in_ps": true once a secret value was seen in a process's command line. FAKE_PASSWORD is the
account's password. MODE: well; secret-refused (its store answers 403); token-useless (no package can be read with it).
"""

import base64
import glob
import json
import os
import re
import secrets
import ssl
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODE, CERTIFICATE, KEY, PORT_FILE, STATE_FILE = sys.argv[1:6]
ACCOUNT = "Basic " + base64.b64encode(f"bot:{os.environ['FAKE_PASSWORD']}".encode()).decode()
state = {"tokens": {}, "secrets": {}, "variables": {}, "in_ps": False, "requests": []}


def look_in_ps():
    known = [os.environ["FAKE_PASSWORD"], *state["tokens"].values(), *state["secrets"].values()]
    for path in glob.glob("/proc/[0-9]*/cmdline"):
        try:
            with open(path, "rb") as file:
                text = file.read().decode(errors="replace")
        except OSError:
            continue  # that process has ended
        state["in_ps"] = state["in_ps"] or any(value in text for value in known)


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, status, body=None):
        text = json.dumps(body).encode() if body is not None else b""
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def handle_one(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = json.loads(body) if body else {}
        look_in_ps()
        path = self.path.removeprefix("/api/v1/")
        state["requests"].append(f"{self.command} {path}")
        routes = [
            ("DELETE", r"users/bot/tokens/(.+)", self.delete_token),
            ("POST", r"users/bot/tokens", self.make_token),
            ("PUT", r"repos/home/ledger/actions/secrets/(\w+)", self.put_secret),
            ("GET", r"repos/home/ledger/actions/secrets", self.list_secrets),
            ("(PUT|POST)", r"repos/home/ledger/actions/variables/(\w+)", self.put_variable),
            ("GET", r"packages/bot", self.packages),
        ]
        for method, pattern, action in routes:
            found = re.fullmatch(pattern, path)
            if re.fullmatch(method, self.command) and found:
                if action != self.packages and self.headers.get("Authorization") != ACCOUNT:
                    self.answer(401)
                else:
                    action(body, *found.groups())
                break
        else:
            self.answer(404)
        with open(STATE_FILE + ".new", "w", encoding="utf-8") as file:
            json.dump(state, file)
        os.rename(STATE_FILE + ".new", STATE_FILE)

    do_GET = do_PUT = do_POST = do_DELETE = handle_one

    def delete_token(self, _, name):
        self.answer(204 if state["tokens"].pop(name, None) else 404)

    def make_token(self, body):
        if body["name"] in state["tokens"] or body["scopes"] != ["read:package", "write:package"]:
            return self.answer(400)
        state["tokens"][body["name"]] = secrets.token_hex(20)
        return self.answer(201, {"id": 1, "name": body["name"], "sha1": state["tokens"][body["name"]]})

    def put_secret(self, body, name):
        if MODE == "secret-refused":
            return self.answer(403)
        status = 204 if name in state["secrets"] else 201
        state["secrets"][name] = body["data"]
        return self.answer(status)

    def list_secrets(self, _):
        self.answer(200, [{"name": name, "created_at": "2026-01-01T00:00:00Z"} for name in state["secrets"]])

    def put_variable(self, body, name):
        if (name in state["variables"]) != (self.command == "PUT"):
            return self.answer(404)
        state["variables"][name] = body["value"]
        return self.answer(204)

    def packages(self, _):
        token = self.headers.get("Authorization", "").removeprefix("token ")
        self.answer(200 if token in state["tokens"].values() and MODE != "token-useless" else 401, [])


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(CERTIFICATE, KEY)
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
with open(PORT_FILE + ".new", "w", encoding="utf-8") as port:
    port.write(str(server.server_port))
os.rename(PORT_FILE + ".new", PORT_FILE)
server.serve_forever()
