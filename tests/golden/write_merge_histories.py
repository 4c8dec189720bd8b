#!/usr/bin/env python3
"""Writes histories of the reference model of the merge (SYNC.md 3.7) as JSON lines, for merge_model_test.cpp.

The model itself is not part of the repository; its file is given by --model. One line is one simulated household:

  seed, faults   which run of the model it is
  devices        device names in the order in which ties are decided
  log            the server's log without system records; entry 1 is the first, entries are named by their number:
                 [device, eff, unseen, indivisible, ops, outcome, state]
                 unseen    earlier entries that its author had not seen, when the server took it
                 outcome   "applied", "conflict" or the reason it parked for
                 state     first 8 hex digits of SHA-256 over the rows after it (see state_text)
  conflicts      at the end: ["field", row, cell, loser, loser's value, winner, winner's value],
                 ["delete_undone", loser, winner], ["delete_blocked", loser], ["undo_skipped", by, row, cell]
  parked         at the end: entries that still wait
  state          at the end: what state_text() says

Rows are M2026-05, E1, E2, ... and P1, P2, ... in the order of their first appearance. Operations:
  ["create", row, {cell: value}]  ["set", row, cell, value]  ["delete", [row, ...]]  ["close", month]
  ["reopen", month]  ["undo", entry, [[row, cell, value], ...]]  ["unpark", entry, "apply" or "discard"]
An entry that is not in the log has the number 0.
"""
import argparse
import hashlib
import importlib.util
import json
import sys

REASONS = (
    ("missing", "depends"),
    ("closed", "month_closed"),
    ("month changed", "month_changed"),
    ("target deleted", "deleted"),
    ("conflicts with indivisible", "indivisible"),
    ("indivisible meets", "indivisible"),
    ("edit meets unseen indivisible", "indivisible"),
    ("date outside", "date_outside_month"),
)


def load_model(path):
    spec = importlib.util.spec_from_file_location("model", path)
    model = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(model)
    return model


def record_on_accept(model):
    """What an author had seen is known best when the server takes the change set: later branch records add to it.
    So is the state after it. Both are kept in the log entry, which restores and copies take along."""
    accept = model.Server.accept

    def recording(server, cs, now, age=None, eff=None, origin=None):
        is_known = cs["id"] in server.known
        seen = server.seen_fn(cs)
        unseen = [e["cs"]["id"] for e in server.log if not seen(e["cs"]["id"])] if not is_known else None
        entry = accept(server, cs, now, age, eff, origin)
        if not is_known:
            entry["unseen"] = unseen
            entry["after"] = server.st.clone()
        return entry

    model.Server.accept = recording


class Names:
    def __init__(self, log):
        self.rows = {}
        self.counts = {"E": 0, "P": 0}
        self.entries = {entry["cs"]["id"]: number for number, entry in enumerate(log, 1)}

    def row(self, key):
        kind, name = key
        if kind == "M":
            return "M" + name
        if key not in self.rows:
            self.counts[kind] += 1
            self.rows[key] = kind + str(self.counts[kind])
        return self.rows[key]

    def entry(self, change):
        return self.entries.get(change, 0)

    def value(self, cell, value):
        return [self.row(("E", value[0])), value[1]] if cell == "slot" else value


def op_of(op, names):
    kind = op[0]
    if kind == "create":
        return ["create", names.row(op[1]), {cell: names.value(cell, value) for cell, value in sorted(op[2].items())}]
    if kind == "set":
        return ["set", names.row(op[1]), op[2], names.value(op[2], op[3])]
    if kind == "delete":
        return ["delete", [names.row(key) for key in op[1]]]
    if kind in ("close", "reopen"):
        return [kind, op[1][1]]
    if kind == "undo":
        sets = []
        for _, key, cell, old, subject in op[2]:
            assert subject == op[1]
            sets.append([names.row(key), cell, names.value(cell, old)])
        return ["undo", names.entry(op[1]), sets]
    assert kind == "resolve_park", kind
    return ["unpark", names.entry(op[1]), op[2]]


def outcome_of(entry):
    if entry["outcome"] == "parked":
        why = entry["effects"][0][2][0]
        return next(reason for start, reason in REASONS if why.startswith(start))
    return "conflict" if any(effect[0] == "conf" for effect in entry["effects"]) else "applied"


def state_text(state, names):
    """A line for each row: its cells with their writer and eff, then the deletions that name it (- when they no
    longer hold)."""
    lines = []
    for key, row in state.rows.items():
        line = names.row(key)
        for cell, c in sorted(row.cells.items()):
            value = json.dumps(names.value(cell, c.v), separators=(",", ":"))
            line += f" {cell}={value}@{names.entry(c.w)},{c.eff}"
        for number, live in sorted((names.entry(d), d in row.dels) for d in row.hist | row.dels):
            line += f" {'x' if live else '-'}{number}"
        lines.append(line)
    return "\n".join(sorted(lines))


def conflict_of(conflict, names):
    kind = conflict[0]
    if kind == "field":
        _, key, cell, loser, winner = conflict
        return ["field", names.row(key), cell, names.entry(loser[0]), names.value(cell, loser[1]),
                names.entry(winner[0]), names.value(cell, winner[1])]
    if kind == "delete_vs_edit":
        return ["delete_undone", names.entry(conflict[1]), names.entry(conflict[2])]
    assert kind == "delete_blocked", kind
    return ["delete_blocked", names.entry(conflict[1])]


def history_of(model, seed, devices, steps, faults):
    """The history of one run; None when the model itself fails there (it has no answer to compare with)."""
    simulation = model.Sim(seed, devices, steps, faults)
    try:
        if simulation.run():
            return None
    except (AssertionError, KeyError, IndexError, RecursionError):
        return None
    server = simulation.srv
    log = [entry for entry in server.log if entry["outcome"] != "system"]
    state = server.st
    if not log or any("note" not in row.cells for key, row in state.rows.items() if key[0] == "M"):
        return None  # a close or reopen made half a month: the model has no rule for a month that is not there
    names = Names(log)
    named = sorted({entry["cs"]["dev"] for entry in log})
    lines = []
    for number, entry in enumerate(log, 1):
        cs = entry["cs"]
        ops = [op_of(op, names) for op in cs["ops"]]
        unseen = sorted(names.entry(change) for change in entry["unseen"] if change in names.entries)
        assert all(other < number for other in unseen)
        text = state_text(entry["after"], names)
        lines.append([named.index(cs["dev"]), entry["eff"], unseen, int(bool(cs.get("indiv"))), ops, outcome_of(entry),
                      hashlib.sha256(text.encode()).hexdigest()[:8]])
    conflicts = []
    for key, conflict in state.conf.items():
        if conflict[0] == "undo_skipped":
            conflicts.append(["undo_skipped", names.entry(key[1]), names.row(key[2]), key[3]])
        else:
            conflicts.append(conflict_of(conflict, names))
    return {"seed": seed, "faults": faults, "devices": named, "log": lines,
            "conflicts": sorted(conflicts, key=json.dumps), "parked": sorted(names.entry(p) for p in state.parked),
            "state": state_text(state, names)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", required=True, help="the model's Python file")
    parser.add_argument("--count", type=int, required=True, help="histories to write")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--only", type=int, help="this seed only")
    parser.add_argument("--out", required=True, help="file to write")
    arguments = parser.parse_args()
    model = load_model(arguments.model)
    record_on_accept(model)
    written = entries = skipped = 0
    seed = arguments.only if arguments.only is not None else arguments.seed
    with open(arguments.out, "w", encoding="utf-8") as out:
        while written < arguments.count:
            # Every third household has a faulty network, restored servers and restored or cloned devices.
            history = history_of(model, seed, devices=2 + seed % 3, steps=40 + seed % 5 * 15, faults=seed % 3 == 0)
            seed += 1
            if history is None:
                skipped += 1
                continue
            out.write(json.dumps(history, separators=(",", ":")) + "\n")
            written += 1
            entries += len(history["log"])
            if arguments.only is not None:
                break
    print(f"{written} histories with {entries} entries; {skipped} seeds without one", file=sys.stderr)


if __name__ == "__main__":
    main()
