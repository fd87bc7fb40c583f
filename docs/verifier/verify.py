#!/usr/bin/env python3
"""Checks a Codraft ballot log by the numbered steps of ../ballot-log.md.

    verify.py entries.jsonl [--receipt LEAF|FILE] [--checkpoint SIZE:ROOT] [--rule rule.json]
              [--terms terms.json] [--result result.json] [--open]

A receipt is a leaf (64 hex digits) or a JSON file with "leaf" and, as far as known, "log", "index"
and "size", "root", "proof" (the hashes in the order in which the receipt page shows them). --open
takes a log without a close entry as one that is not over. Says of each step what held and what did
not. Exit code: 0 everything held, 1 something did not, 2 wrong usage. Python 3.8 and nothing else.
"""
import argparse, hashlib, json, re, sys, unicodedata
from collections import defaultdict


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def node_hash(left, right):
    return sha256(b"\1" + bytes.fromhex(left) + bytes.fromhex(right))


def root_of(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"")
    k = 1 << ((len(leaves) - 1).bit_length() - 1)  # the largest power of two smaller than their number
    return node_hash(root_of(leaves[:k]), root_of(leaves[k:]))


def climb(leaf, index, size, proof):
    """The root to which an inclusion proof leads, or None when it does not fit."""
    if size < 2 or not proof:
        return leaf if (index, size, len(proof)) == (0, 1, 0) else None
    k, last = 1 << ((size - 1).bit_length() - 1), proof[-1]
    at, of = (index, k) if index < k else (index - k, size - k)
    below = climb(leaf, at, of, proof[:-1])
    return below and (node_hash(below, last) if index < k else node_hash(last, below))


def canonical(value):
    """RFC 8785 without booleans and fractions, all text in NFC; ValueError for anything else."""
    if isinstance(value, str):
        value.encode("utf-8")  # ValueError for a lone surrogate
        return json.dumps(unicodedata.normalize("NFC", value), ensure_ascii=False)
    if value is None or type(value) is int and abs(value) < 2**53:
        return json.dumps(value)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: unicodedata.normalize("NFC", key).encode("utf-16-be"))
        return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in keys) + "}"
    raise ValueError(f"{value!r} has no canonical form")


def load(path):
    return json.loads(open(path, "rb").read())


def is_hash(value):
    return isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value) is not None


FIELDS = {"open": "rule terms", "roll": "voter affiliated", "cast": "voter prev choices notes",
          "withdraw": "voter prev", "close": "size root", "result": "result", "erasure": "voter"}
POSITIONS = {"approve", "reservations", "object", "abstain"}
REGIONS = {"AF", "AN", "AS", "EU", "NA", "OC", "SA"}


def is_position(said):  # of an approval: a position, and the groups and the region in which it counts
    groups, region = said.get("groups", {}), said.get("region", {})
    return (set(said) <= {"position", "groups", "region"} and all(isinstance(row, dict) for row in said.values())
            and list(said.get("position", {})) == ["draft"] and said["position"]["draft"] in POSITIONS
            and len(region) <= 1 and set(region) <= REGIONS
            and all(value == "counts" for value in [*groups.values(), *region.values()]))


FITS = {"v": lambda value: type(value) is int and value == 1, "kind": list(FIELDS).__contains__,
        "log": lambda value: isinstance(value, str), "affiliated": ("yes", "no").__contains__,
        "choices": lambda rows: isinstance(rows, dict) and (is_position(rows) or all(
            isinstance(row, dict) and row and set(map(str, row.values())) <= {"required", "not_necessary", "cannot_judge"}
            for row in rows.values())),
        "size": lambda value: type(value) is int}


def misfits(entry):
    names = {"v", "log", "nonce", "kind", *FIELDS.get(str(entry.get("kind")), "").split()}
    null = {"prev", "notes"} if entry.get("kind") == "cast" else set()
    return sorted(set(entry) ^ names) or sorted(name for name in names if not (
        FITS.get(name, is_hash)(entry[name]) or entry[name] is None and name in null))


class Log:  # a file, checked line by line; `broken` says what did not hold, by step
    def __init__(self, data):
        self.broken, self.named = defaultdict(list), {"rule": [], "terms": [], "result": []}
        self.leaves, self.entries, self.roll, self.last = [], [], {}, {}
        self.name, self.closed_at, self.known, self.cast, self.reasons, self.withheld = None, None, "", 0, 0, 0
        *lines, rest = data.decode("utf-8").split("\n")
        if not lines:
            raise ValueError("it has no whole line; this is no ballot log")
        self.broken[1] += ["the last line has no end: the file may be cut"] if rest else []
        for i, line in enumerate(lines):
            row = json.loads(line)
            if not isinstance(row, dict) or not isinstance(row.get("entry"), str):
                raise ValueError(f"line {i + 1} holds no entry; this is no ballot log")
            self.read(i, row)

    def read(self, i, row):
        def must(step, fits, text):
            self.broken[step] += [] if fits else [f"entry {i}: {text}"]
            return fits
        must(1, type(row.get("index")) is int and row["index"] == i, f"its line says index {row.get('index')}")
        self.leaves.append(sha256(b"\0" + row["entry"].encode("utf-8", "replace")))
        self.entries.append(row["entry"])
        must(3, row.get("leaf") == self.leaves[i], f"its hash is {self.leaves[i]}, not {row.get('leaf')}")
        try:
            entry = json.loads(row["entry"])
            fits = isinstance(entry, dict) and canonical(entry) == row["entry"]
        except (ValueError, RecursionError):
            fits = False
        if not must(2, fits, "its text is not canonical JSON"):
            return
        if not must(4, not misfits(entry), f"missing, unknown or unfit fields: {', '.join(misfits(entry))}"):
            return
        kind, voter, closed = entry["kind"], entry.get("voter"), self.closed_at is not None
        self.name = self.name or entry["log"]
        must(4, entry["log"] == self.name, f"it belongs to log {entry['log']}, not {self.name}")
        must(5, (kind == "open") == (i == 0), f"kind {kind}; a log opens with its first entry, and once")
        must(5, not voter or (voter in self.roll) != (kind == "roll"), f"voter {voter} twice or not on the roll")
        if kind == "roll":
            self.roll.setdefault(voter, entry["affiliated"])
        must(7, (kind in ("result", "erasure")) == closed, f"kind {kind} on the wrong side of the close entry")
        if kind in ("cast", "withdraw"):
            before = self.last.get(voter, (None,))[0]
            must(6, entry["prev"] == before, f"it follows {entry['prev']}; its voter's last is {before}")
            self.last[voter] = (self.leaves[i], kind)
            self.cast += kind == "cast"
        if kind == "close" and not closed:
            self.closed_at, root = i, root_of(self.leaves[:i])
            must(7, (entry["size"], entry["root"]) == (i, root), f"before it are {i} entries, root {root}")
        given, want = {key: row[key] for key in ("notes", "salt") if key in row}, entry.get("notes")
        must(9, not given or sha256(canonical(given).encode()) == want, "other reasons than were cast")
        self.reasons += bool(given)
        self.withheld += want is not None and not given
        for name in self.named.keys() & entry.keys():
            self.named[name].append(entry[name])

    def check_checkpoint(self, size, root):
        if not 0 <= size <= len(self.leaves) or root_of(self.leaves[:size]) != root:
            self.broken[8].append(f"the root over the first {size} entries is not {root}")
        self.known += f"; the first {size} have root {root}"

    def check_receipt(self, leaf, log=None, index=None, size=None, root=None, proof=None):
        at = self.leaves.index(leaf) if leaf in self.leaves else None
        print(f"entry {at}: {self.entries[at]}" if at is not None else f"no entry has leaf {leaf}")
        if at is None or index not in (None, at) or log not in (None, self.name):
            self.broken[12].append(f"the receipt does not fit: log {log}, index {index}, leaf {leaf}")
        if proof is not None:
            if climb(leaf, at if index is None else index, size, proof) != root:
                self.broken[12].append("the proof does not lead from the leaf to the root")
            self.check_checkpoint(size, root)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--open", action="store_true")
    for name in ("log", "--receipt", "--checkpoint", "--rule", "--terms", "--result"):
        parser.add_argument(name)
    args = parser.parse_args()
    try:
        log = Log(open(args.log, "rb").read())
        if log.closed_at is None and not args.open:
            log.broken[7].append("there is no close entry: this is a part of a log; the rest is unknown")
        files = {name: load(path) for name, path in vars(args).items() if name in log.named and path}
        for name, value in files.items():
            if sha256(canonical(value).encode()) not in log.named[name]:
                log.broken[10].append(f"the {name} given is not one that the log names")
        for one in files.get("result", {}).get("rounds", []):
            if one["log"] == log.name:
                log.check_checkpoint(one["size"], one["root"])
        if args.checkpoint:
            log.check_checkpoint(int(args.checkpoint.split(":")[0]), args.checkpoint.split(":")[-1])
        if args.receipt:
            log.check_receipt(**{"leaf": args.receipt} if is_hash(args.receipt) else load(args.receipt))
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        print(f"FAIL     this cannot be read: {error}")
        return 1
    votes = [kind for _, kind in log.last.values()].count("cast")
    held = {
        1: f"{len(log.leaves)} entries, numbered without gaps",
        2: "every entry is in its canonical form",
        3: "every leaf is the hash of its entry",
        4: f"every entry has the fields of its kind and belongs to log {log.name}",
        5: f"opened once, at the beginning; {len(log.roll)} on the roll, each once and before they vote",
        6: "every ballot and withdrawal follows its voter's last one",
        7: "not closed; more may follow" if log.closed_at is None else
           f"closed at entry {log.closed_at}, with the size and root of everything before it",
        8: f"the root over all {len(log.leaves)} entries is {root_of(log.leaves)}{log.known}",
        9: f"entries with reasons that match: {log.reasons}; with reasons that are not given: {log.withheld}",
        10: f"the log names what was given: {', '.join(files)}" if files else "",
        11: "" if any(log.broken.values()) else f"ballots that count: {votes}; replaced or withdrawn: {log.cast - votes}",
        12: "the receipt fits the log" if args.receipt else "",
    }
    for step, text in held.items():
        for problem in log.broken[step]:
            print(f"FAIL {step:>2}  {problem}")
        if not log.broken[step]:
            print(f"ok   {step:>2}  {text}" if text else f"--   {step:>2}  not checked")
    return 1 if any(log.broken.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
