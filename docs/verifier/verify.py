#!/usr/bin/env python3
"""Checks a published result of Codraft, or one ballot log, without asking the server that published it.

    verify.py RESULT-URL|BUNDLE.zip [--key VKEY|FILE]... [--receipt LEAF|FILE]... [--kept FILE]... [--quick] [--json]
    verify.py entries.jsonl [--receipt LEAF|FILE] [--checkpoint SIZE:ROOT] [--rule rule.json]
              [--terms terms.json] [--result result.json] [--open]

The first checks a bundle by the steps of ../bundle.md: signatures, the record log, plans, ballot logs, and the
count by its own implementation of ../rules.md. --key is the verifier key of the log (or of its receipts) that you
have from elsewhere, --receipt a receipt that you saved or a leaf that you wrote down, --kept a checkpoint that you
kept. Without --key the bundle names its own key, which is said. --quick leaves out how firm the bands are, which
takes longest where there are thousands of ballots.
Exit code: 0 it holds, 1 it does not, 2 wrong usage, 3 it holds as far as it goes and something could not be
checked, 4 it could not be fetched or read.

The second checks one log by the numbered steps of ../ballot-log.md. A receipt is a leaf (64 hex digits) or a JSON
file with "leaf" and, as far as known, "log", "index" and "size", "root", "proof" (the hashes in the order in which
the receipt page shows them). --open takes a log without a close entry as one that is not over. Exit code: 0
everything held, 1 something did not, 2 wrong usage.

Python 3.8 and nothing else.
"""
import argparse, base64, datetime, hashlib, io, json, math, os, re, struct, sys, unicodedata, urllib.error, urllib.request
import zipfile, zlib
from collections import defaultdict
from fractions import Fraction


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def node_hash(left, right):
    return sha256(b"\1" + bytes.fromhex(left) + bytes.fromhex(right))


def root_of(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"")
    k = 1 << ((len(leaves) - 1).bit_length() - 1)  # the largest power of two smaller than their number
    return node_hash(root_of(leaves[:k]), root_of(leaves[k:]))


class Tree:
    """Roots of all beginnings of a list of leaves; what is full in them is hashed once."""
    def __init__(self, leaves):
        self.levels = [leaves]
        while len(self.levels[-1]) > 1:
            below = self.levels[-1]
            self.levels.append(list(map(node_hash, below[:len(below) // 2 * 2:2], below[1::2])))

    def root(self, size):
        root = None
        for level in self.levels:
            if size % 2:
                root = level[size - 1] if root is None else node_hash(level[size - 1], root)
            size //= 2
        return sha256(b"") if root is None else root


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
        if len({unicodedata.normalize("NFC", key) for key in keys}) < len(keys):
            raise ValueError("two keys are one in NFC")
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


def check_log(arguments):
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--open", action="store_true")
    for name in ("log", "--receipt", "--checkpoint", "--rule", "--terms", "--result"):
        parser.add_argument(name)
    args = parser.parse_args(arguments)
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


# --- A bundle: a result and all that it is made of, by the steps of ../bundle.md ---

STEPS = ("files signature record witnesses kept plan terms ballots closing standing count robustness receipts").split()
MOST_BYTES, SKEW = 256 * 1024 * 1024, 60_000
BANDS = ["required", "likely-required", "maybe", "likely-not-required", "not-required"]
STRENGTH = ["cannot_judge", "not_necessary", "required"]
ANSWERS = frozenset(STRENGTH)
NAMED = {"manifest.json", "checkpoint", "policy", "record.jsonl", "components.json", "rule.json", "result.json"}
NUMBERED = re.compile(r"(keys/[1-9][0-9]{0,8}|plan/[1-9][0-9]{0,8}\.json|rounds/[1-9][0-9]{0,8}/(entries\.jsonl|terms\.json|seats\.jsonl|anchors\.jsonl))")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")


class Found:  # what the steps find
    def __init__(self):
        self.faults, self.unchecked, self.done, self.about, self.has_witnesses = [], [], {}, None, False

    def fault(self, step, code, where=""):
        self.faults.append((step, code, str(where)))

    def not_checked(self, code, where=""):
        self.unchecked.append((code, str(where)))

    def has(self, step):
        return any(one[0] == step for one in self.faults)

    def ended(self, step, skipped=False):
        self.done[step] = "skipped" if skipped else "fails" if self.has(step) else "holds"


# Shapes: what is asked of a value before anything is read in it.

def is_whole(value):
    return type(value) is int and 0 <= value < 2**53


def is_text(value):
    return isinstance(value, str)


def is_moment(value):
    return is_text(value) and MOMENT.fullmatch(value) is not None


def is_deadline(value):
    return value == "by-hand" or is_moment(value)


def null_or(fits):
    return lambda value: value is None or fits(value)


def one_of(*values):
    return lambda value: is_text(value) and value in values


def list_of(fits):
    return lambda value: isinstance(value, list) and all(map(fits, value))


def shape(must, may=None, loose=False):
    may = may or {}
    return lambda value: (isinstance(value, dict) and all(name in value and fits(value[name]) for name, fits in must.items())
                          and all(fits(value[name]) for name, fits in may.items() if name in value)
                          and (loose or set(value) <= set(must) | set(may)))


def is_listed_file(value):
    return isinstance(value, list) and len(value) == 3 and is_text(value[0]) and is_whole(value[1]) and is_hash(value[2])


MANIFEST = shape({"format": one_of("codraft-bundle/1"), "process": is_text, "result": is_whole, "page": is_text,
                  "files": list_of(is_listed_file)})
STANDING = {"plan": null_or(is_whole), "standing": is_text, "omitted": lambda value: isinstance(value, list)}
COUNTED = shape({"number": is_whole, "workgroup": is_text, "log": is_text, "size": is_whole, "root": is_hash, "ruleHash": is_hash})
RESULT = shape({"format": one_of("codraft-result/1"), "process": is_text, "compilation": is_whole, "ruleHash": is_hash,
                "criteria": list_of(is_text), "rounds": list_of(COUNTED),
                "components": list_of(shape({"component": is_text}, loose=True))},
               {"plan": shape({**STANDING, "doc": null_or(is_hash)}), "ties": one_of("by-choices")}, loose=True)
COMPONENTS = shape({"format": one_of("codraft-components/1"),
                    "components": list_of(shape({"key": is_text, "since": is_whole, "retired": null_or(is_whole)})),
                    "moves": list_of(shape({"from": is_text, "to": is_text, "version": is_whole}))})
TERMS = shape({"process": is_text, "round": is_whole, "workgroup": is_text, "componentVersion": is_whole,
               "asked": list_of(is_text), "criteria": list_of(is_text), "notNecessary": one_of("offered", "not-offered"),
               "attribution": one_of("named", "pseudonymous"), "reveal": one_of("at-close", "at-publication", "at-plan-close"),
               "closesAt": is_deadline}, {"cannotJudge": one_of("offered"), "plan": is_hash})
SEAT = shape({"voter": is_text, "label": is_text, "organization": null_or(is_text)})
LINE = shape({"index": is_whole, "leaf": is_hash, "entry": is_text},
             {"salt": is_text, "notes": lambda value: isinstance(value, dict) and all(map(is_text, value.values()))})
def is_anchored(value):
    return isinstance(value, list) and len(value) == 2 and is_text(value[0]) and is_hash(value[1])


def is_row(fits):
    return lambda value: isinstance(value, list) and len(value) == 3 and is_text(value[0]) and is_text(value[1]) and fits(value[2])


ANCHOR = shape({"entry": is_whole, "salt": is_hash, "size": is_whole, "root": is_hash})
PEOPLE = {"by": null_or(is_hash), "second": null_or(is_hash)}
KINDS = {  # of entries of a record log, with what is read of each
    "begin": {"process": is_text, "keys": list_of(is_text), "receipts": list_of(is_text), "adopted": one_of("yes", "no")},
    "keys": {"keys": list_of(is_text), "receipts": list_of(is_text), "reason": is_text},
    "policy": {"policy": is_hash, **PEOPLE}, "anchor": {"logs": list_of(is_anchored)},
    "plan": {"plan": is_whole, "doc": is_hash, "rounds": list_of(is_text), **PEOPLE},
    "open": {"ballots": is_text, "plan": null_or(is_whole), "rule": is_hash, "terms": is_hash, "size": is_whole, "root": is_hash,
             **PEOPLE},
    "extend": {"ballots": is_text, "former": is_deadline, "until": is_moment, **PEOPLE},
    "roll": {"ballots": is_text, "added": is_whole, "removed": is_whole, "size": is_whole, "reason": is_text},
    "close": {"ballots": is_text, "size": is_whole, "root": is_hash, "leaf": is_hash, "how": one_of("deadline", "by-hand"),
              **PEOPLE},
    "void": {"ballots": is_text, "reason": is_text},
    "count": {"count": is_whole, "rule": is_hash, "ballots": list_of(is_text), **STANDING},
    "result": {"count": is_whole, "result": is_hash, "replaces": null_or(is_whole), **STANDING, **PEOPLE},
    "version": PEOPLE, "gates": PEOPLE, "snapshot": PEOPLE, "decision": PEOPLE,
    "rows": {"act": is_text, "rows": list_of(is_row(null_or(is_hash)))},
    "withheld": {"rows": list_of(is_row(one_of("hidden", "erased", "shown")))},
    "gap": {"from": is_whole, "count": is_whole}}


def is_share(value):  # of a roll
    return is_text(value) and THRESHOLD.fullmatch(value) is not None and 0 <= Fraction(value) <= 1


THRESHOLD = re.compile(r"-?[0-9]{1,9}(/[1-9][0-9]{0,8})?")
ENOUGH = {"voters": is_whole, "share": is_share}
PLANNED = shape({"log": is_text, "workgroup": is_text, "asked": list_of(is_text), "notNecessary": one_of("offered", "not-offered"),
                 "attribution": one_of("named", "pseudonymous"), "roll": one_of("frozen", "joins"), "opensBy": is_moment,
                 "closesAt": is_deadline, "reveal": one_of("at-close", "at-publication", "at-plan-close")}, {"cannotJudge": one_of("offered")})


def is_positive(value):
    return is_whole(value) and value > 0


PLAN = shape({"format": one_of("codraft-plan/1"), "process": is_text, "plan": is_positive, "rule": is_hash,
              "components": shape({"version": is_whole, "hash": is_hash}), "criteria": list_of(is_text),
              "rounds": lambda value: list_of(PLANNED)(value) and value, "overlap": one_of("allowed", "refused"),
              "quorum": shape({**ENOUGH, "workgroup": shape(ENOUGH), "workgroups": is_whole}),
              "confirm": list_of(one_of("open", "close", "publish", "gates", "decision"))},
             {"publishBy": is_moment, "anchorMinutes": is_positive, "replaces": is_positive})


def is_step(value):
    return shape({"band": one_of(*BANDS), "comparison": one_of("at-least", "more-than"),
                  "threshold": lambda text: is_text(text) and THRESHOLD.fullmatch(text) is not None})(value)


def falls(bands):
    places = [BANDS.index(band) for band in bands]
    return all(before < here for before, here in zip(places, places[1:]))


def is_ladder(rule):
    steps, otherwise = rule.get("steps"), rule.get("otherwise")
    if not (list_of(is_step)(steps) and 1 <= len(steps) <= 4 and one_of(*BANDS)(otherwise)):
        return False
    heights = [Fraction(step["threshold"]) for step in steps]
    return (falls([step["band"] for step in steps] + [otherwise])
            and all(before >= here for before, here in zip(heights, heights[1:])))


def is_classification(value):
    if not isinstance(value, dict):
        return False
    method, names = value.get("method"), set(value)
    if method == "k-means":
        return names == {"method", "bands"} and list_of(one_of(*BANDS))(value["bands"]) and 2 <= len(value["bands"]) <= 5 \
            and falls(value["bands"])
    if method == "workgroup-majority":
        majority = value.get("majority")
        return names == {"method", "majority", "steps", "otherwise"} and is_ladder(value) and isinstance(majority, dict) \
            and is_step({**majority, "band": BANDS[0]}) and set(majority) == {"comparison", "threshold"}
    return method in ("share", "mean-multiples") and names == {"method", "steps", "otherwise"} and is_ladder(value)


def is_name(most):
    return lambda value: is_text(value) and value == value.strip() and 1 <= len(value.encode("utf-16-le")) // 2 <= most


def is_points(value):
    return type(value) is int and -1000 <= value <= 1000


def is_rule(value):
    fits = shape({"version": lambda one: type(one) is int and one == 1, "name": is_name(80), "count": one_of("cell", "person"),
                  "score": shape({"required": lambda one: is_points(one) and one >= 1, "not_necessary": is_points}),
                  "unit": one_of("voter", "workgroup"), "merge": lambda one: isinstance(one, dict) and len(one) <= 200,
                  "exclude": one_of("nobody", "affiliated"), "publicBallots": one_of("apart", "as-workgroup"),
                  "classify": is_classification},
                 {"quorum": shape({"voters": lambda one: is_whole(one) and one <= 1_000_000, "turnout": is_share})})
    if not fits(value) or value["score"]["not_necessary"] >= value["score"]["required"]:
        return False
    names = [*value["merge"], *value["merge"].values()]
    return (all(map(is_name(200), names)) and all(end_of(value["merge"], key) is not None for key in value["merge"])
            and (value["classify"]["method"] != "workgroup-majority" or value["count"] == "person"))


def end_of(merge, key):
    """Where a chain of merges ends; None where it runs in a circle."""
    seen = set()
    while key in merge:
        if key in seen:
            return None
        seen.add(key)
        key = merge[key]
    return key


# Signatures: Ed25519 (RFC 8032) in whole numbers, keys and notes as C2SP's signed-note has them.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
EIGHT = 2707385501144840649318225287225658788936804267575313519463743609750303402022
SMALL = {0, 1, P - 1, EIGHT, P - EIGHT}  # under such a key one signature holds for every message


def plus(one, other):
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % P, (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(factor, point):
    result = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            result = plus(result, point)
        point, factor = plus(point, point), factor >> 1
    return result


def point_of(data):
    y, odd = int.from_bytes(data, "little") & (2**255 - 1), data[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or y >= P or (x == 0 and odd):
        return None
    x = x if x & 1 == odd else -x % P
    return x, y, 1, x * y % P


def is_public_key(data):
    y = int.from_bytes(data, "little") & (2**255 - 1)
    return len(data) == 32 and y < P and y not in SMALL


def is_signed_by(key, message, signature):
    if len(signature) != 64 or not is_public_key(key):
        return False
    base, public, s = point_of(b"\x58" + b"\x66" * 31), point_of(key), int.from_bytes(signature[32:], "little")
    if public is None or s >= ORDER:
        return False
    hashed = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    away = (-public[0] % P, public[1], 1, -public[3] % P)
    x, y, z, _ = plus(times(s, base), times(hashed, away))
    scale = pow(z, P - 2, P)
    return ((y * scale % P) | ((x * scale % P & 1) << 255)).to_bytes(32, "little") == signature[:32]


def from_base64(text):
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        return None
    return data if base64.b64encode(data).decode() == text else None


def is_key_name(name):
    return name != "" and not re.search(r"[\s+]", name)


def read_key(text, algorithm=1):
    """(name, id, public key) of a verifier key that signs notes (or, as 4, checkpoints with a time); None for any other."""
    match = re.fullmatch(r"([^+]+)\+([0-9a-f]{8})\+(.+)", text)
    data = match and from_base64(match.group(3))
    if not data or len(data) != 33 or data[0] != algorithm or not is_key_name(match.group(1)) or not is_public_key(data[1:]):
        return None
    identity = hashlib.sha256(match.group(1).encode() + b"\n" + data).hexdigest()[:8]
    return (match.group(1), identity, data[1:]) if identity == match.group(2) else None


def read_note(note):
    """(text, [(name, id, bytes)]) of a signed note; None where it is none."""
    try:
        note.encode("utf-8")
    except UnicodeEncodeError:
        return None
    at = note.rfind("\n\n")
    text, lines = note[:at + 1], note[at + 2:-1].split("\n")
    if at == -1 or not note.endswith("\n") or len(lines) > 100 or re.search("[\0-\x09\x0b-\x1f]", text):
        return None
    signatures = []
    for line in lines:
        match = re.fullmatch("— ([^\\s]+) ([^\\s]+)", line)
        data = match and from_base64(match.group(2))
        if not data or len(data) < 5 or not is_key_name(match.group(1)):
            return None
        signatures.append((match.group(1), data[:4].hex(), data[4:]))
    return text, signatures


def signature_fault(note, keys):
    text, seen = note[0].encode(), set()
    for name, identity, data in note[1]:
        key = next((key for key in keys if key[:2] == (name, identity)), None)
        if key and key[:2] not in seen:
            if not is_signed_by(key[2], text, data):
                return "signature"
            seen.add(key[:2])
    return None if seen else "unsigned"


def read_policy(text):
    """(log keys, witnesses as [(name, key)], groups, quorum) of a tlog-policy; None where it is none. `none` is None."""
    logs, witnesses, groups, quorum, members, publics = [], [], {}, [], set(), (set(), set())

    def key(words, at, algorithm, known):
        found = read_key(words[at], algorithm) if at < len(words) <= at + 2 else None
        if not found or found[2] in known:
            raise ValueError
        known.add(found[2])
        return found

    def fresh(name):
        if name == "none" or name in groups or name in dict(witnesses):
            raise ValueError
        return name
    try:
        for line in text.split("\n"):
            if re.search("[\0-\x08\x0a-\x1f\x7f]", line):
                return None
            words = [word for word in re.split("[ \t]+", line) if word]
            if not words or words[0].startswith("#"):
                continue
            if words[0] == "log":
                logs.append(key(words, 1, 1, publics[0]))
            elif words[0] == "witness":
                witnesses.append((fresh(words[1]), key(words, 2, 4, publics[1])))
            elif words[0] == "group":
                within, named = words[3:], set(groups) | set(dict(witnesses))
                if len(set(within)) < len(within) or members & set(within) or set(within) - named:
                    return None
                members |= set(within)
                least = {"all": len(within), "any": 1}.get(words[2]) or (re.fullmatch("[1-9][0-9]{0,3}", words[2]) and int(words[2]))
                if not within or not least or least > len(within):
                    return None
                groups[fresh(words[1])] = (least, within)
            elif words[0] == "quorum" and len(words) == 2 and not quorum:
                if words[1] != "none" and words[1] not in groups and words[1] not in dict(witnesses):
                    return None
                quorum.append(words[1])
            else:
                return None
    except (ValueError, IndexError):
        return None
    return (logs, witnesses, groups, None if quorum == ["none"] else quorum[0]) if quorum else None


def cosigned(note, keys):
    """Names of the keys under which witnesses signed a note; None where a line that names one does not hold."""
    seen = {}
    for name, identity, data in note[1]:
        key = next((key for key in keys if key[:2] == (name, identity)), None)
        if key and key[:2] not in seen:
            time = int.from_bytes(data[:8], "big")
            said = f"cosignature/v1\ntime {time}\n{note[0]}".encode()
            if len(data) != 72 or not 0 < time < 2**53 or not is_signed_by(key[2], said, data[8:]):
                return None
            seen[key[:2]] = True
    return seen


def check_witnesses(bundle, record, keys, found):
    declared, text = record.of("policy"), bundle["policy"]
    if text is None or not declared:
        if declared:
            found.fault("witnesses", "missing")
        if text is not None:
            found.fault("witnesses", "undeclared")
        return bool(declared) or text is not None
    if sha256(text.encode()) != declared[-1]["policy"]:
        found.fault("witnesses", "altered")
    policy = read_policy(text)
    if policy is None:
        found.fault("witnesses", "unreadable")
        return True
    logs, witnesses, groups, quorum = policy
    if not {key[:2] for key in logs} & {key[:2] for key in keys.at(0, len(record.entries))}:
        found.fault("witnesses", "log")
    seen = cosigned(read_note(bundle["checkpoint"]), [key for _, key in witnesses])
    if seen is None:
        found.fault("witnesses", "signature")
        return True
    by = {name for name, key in witnesses if key[:2] in seen}
    has = lambda name: sum(map(has, groups[name][1])) >= groups[name][0] if name in groups else name in by
    if quorum is not None and not has(quorum):
        found.fault("witnesses", "quorum")
    return quorum is not None


def read_checkpoint(text):
    lines = text.split("\n")
    if len(lines) < 4 or lines[0] == "" or not re.fullmatch("0|[1-9][0-9]{0,15}", lines[1]) or int(lines[1]) >= 2**53:
        return None
    root = from_base64(lines[2])
    return (lines[0], int(lines[1]), root.hex()) if root is not None and len(root) == 32 else None


def read_signed(text, step, where, keys, found):
    note = read_note(text)
    checkpoint = note and read_checkpoint(note[0])
    if not checkpoint:
        found.fault(step, "checkpoint", where)
        return None
    fault = keys is not None and signature_fault(note, keys.at(0, checkpoint[1]))
    if fault:
        found.fault(step, fault, where)
    return checkpoint


class Keys:
    """The keys of a log and its receipts by its number of entries: the first of the lists that an entry names, from there on."""
    def __init__(self, named, own):
        self.named, self.own = named, own  # (index, key, receipts' key); keys that the reader brought, where the log names none of them

    def at(self, what, size):
        if self.own[what]:
            return self.own[what]
        held = [one for one in self.named if one[0] < size] or self.named[:1]
        return [key for key in [one[1 + what] for one in held[-1:]] if key]


def lists_in(text, index):
    """What an entry says of keys; None for one that says nothing of them."""
    if index and '"kind":"keys"' not in text:
        return None
    try:
        entry = json.loads(text)
        if index and entry.get("kind") != "keys":
            return None
        return [entry.get(name) if list_of(is_text)(entry.get(name)) else [] for name in ("keys", "receipts")]
    except (ValueError, AttributeError, RecursionError):
        return None if index else [[], []]


def keys_for(origin, texts, brought, found):
    def read(text):
        key = read_key(text)
        if not key and ("signature", "key", text) not in found.faults:
            found.fault("signature", "key", text)
        return key
    names = (origin, origin + "/receipts")
    pinned = [key for key in map(read, brought) if key]
    named = []
    for index, text in enumerate(texts):
        lists = lists_in(text, index)
        if lists:
            first = [read(one[0]) if one else None for one in lists]
            named.append((index, *(key if key and key[0] == name else None for key, name in zip(first, names))))
    own = []
    for what, name in enumerate(names):
        brought_of = [key for key in pinned if key[0] == name]
        known = {one[1 + what][1] for one in named if one[1 + what]}
        own.append([] if any(key[1] in known for key in brought_of) else brought_of)
    if not any(key[0] == origin for key in pinned):
        if brought:
            found.fault("signature", "other-log")
        else:
            found.not_checked("pin")
    return Keys(named, own)


def check_changes(bundle, signed, keys, record, found):
    """Each change of the key is covered by a checkpoint of a beginning of the log, signed by the key before."""
    changes = {after[0]: before[1] for before, after in zip(keys.named, keys.named[1:])}
    for index, former in changes.items():
        note = read_note(bundle["handovers"].get(index, ""))
        kept = note and read_checkpoint(note[0])
        fits = (kept and former and signature_fault(note, [former]) is None and kept[0] == signed[0]
                and index < kept[1] <= signed[1] and record.root_at(kept[1]) == kept[2])
        if not fits:
            found.fault("record", "handover", index)
    for index in bundle["handovers"]:
        if index not in changes:
            found.fault("record", "handover", index)


# Reading the files.

def strict(text):
    """JSON in which no object has a key twice and no number is none."""
    def pairs(found):
        if len(dict(found)) < len(found):
            raise ValueError("a key twice")
        return dict(found)

    def number(text):
        raise ValueError(text)
    return json.loads(text, object_pairs_hook=pairs, parse_constant=number)


def read_canonical(text):
    """The value of a canonical text; ValueError for any other."""
    try:
        # Most texts are plain: for them it is enough that they come out again as they are, with their keys in order.
        if text.isascii() and not any(word in text for word in ("\\u", "true", "false", ".")):
            value = READ_PLAIN(text)
            if WRITE_PLAIN(value) == text:
                return value
        value = json.loads(text)
        if canonical(value) == text:
            return value
    except RecursionError:
        pass
    raise ValueError("not canonical")


def is_canonical(text):
    try:
        read_canonical(text)
        return True
    except ValueError:
        return False


def small(text):
    """A number that has a canonical form; ValueError for others."""
    if len(text) > 17 or abs(int(text)) >= 2**53:
        raise ValueError("a number too large")
    return int(text)


# Made once, and not for each of thousands of lines.
READ_PLAIN = json.JSONDecoder(parse_int=small, parse_constant=small).decode
WRITE_PLAIN = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


class Files:
    def __init__(self, files, found):
        self.files, self.found = files, found

    def unfit(self, path):
        self.found.fault(*(("files", "manifest") if path == "manifest.json" else ("files", "text", path)))

    def text(self, path):
        if path not in self.files:
            self.found.fault(*(("files", "manifest") if path == "manifest.json" else ("files", "missing", path)))
            return None
        try:
            return self.files[path].decode("utf-8")
        except UnicodeDecodeError:
            return self.unfit(path)

    def lines(self, path):
        text = self.text(path)
        if text is not None and text != "" and not text.endswith("\n"):
            return self.unfit(path)
        return text if text is None else text.split("\n")[:-1]

    def canonical(self, path):
        text = self.text(path)
        return text if text is None or is_canonical(text) else self.unfit(path)

    def json(self, path, fits):
        text = self.canonical(path)
        if text is None:
            return None
        value = json.loads(text)
        return value if fits(value) else self.unfit(path)

    def rows(self, path, fits):
        def read(line):
            try:
                value = strict(line)
                return value if fits(value) else None
            except (ValueError, RecursionError):
                return None
        lines = self.lines(path)
        rows = lines if lines is None else list(map(read, lines))
        if rows and None in rows:
            self.unfit(path)
        return rows


def unpack(data, found):
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        listed = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
        found.fault("files", "zip")
        return None
    if sum(one.file_size for one in listed) > MOST_BYTES:
        found.fault("files", "size")
        return None
    files = {}
    for one in listed:
        if one.filename not in NAMED and not NUMBERED.fullmatch(one.filename):
            found.fault("files", "path", one.filename)
        elif one.filename in files:
            found.fault("files", "twice", one.filename)
        else:
            try:
                files[one.filename] = archive.read(one)
            except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, EOFError, NotImplementedError):
                files[one.filename] = b""  # what cannot be unpacked is not what the manifest says
    return files


def read_bundle(data, found):
    files = unpack(data, found)
    if files is None or found.has("files"):
        return None
    reader = Files(files, found)
    manifest = reader.json("manifest.json", MANIFEST)
    if manifest is None:
        return None
    listed = [path for path, _, _ in manifest["files"]]
    if len(set(listed)) < len(listed):
        found.fault("files", "manifest")
    for path, size, hashed in manifest["files"]:
        if path not in files:
            found.fault("files", "missing", path)
        elif (len(files[path]), sha256(files[path])) != (size, hashed):
            found.fault("files", "altered", path)
    for path in files:
        if path != "manifest.json" and path not in listed:
            found.fault("files", "unlisted", path)
    if found.has("files"):
        return None
    result = reader.json("result.json", RESULT)
    components = reader.json("components.json", COMPONENTS)
    rule = reader.canonical("rule.json")
    checkpoint, record = reader.text("checkpoint"), reader.lines("record.jsonl")
    policy = reader.text("policy") if "policy" in files else None
    if result is None:
        return None
    if (result["process"], result["compilation"]) != (manifest["process"], manifest["result"]):
        found.fault("files", "manifest")
    for name in ("number", "log"):
        if len({one[name] for one in result["rounds"]}) < len(result["rounds"]):
            reader.unfit("result.json")
            break
    rounds, expected = [], set()
    for counted in result["rounds"]:
        paths = [f"rounds/{counted['number']}/{name}" for name in ("entries.jsonl", "terms.json", "seats.jsonl")]
        anchored = f"rounds/{counted['number']}/anchors.jsonl"
        expected.update([*paths, anchored])
        lines, terms, seats = reader.rows(paths[0], LINE), reader.json(paths[1], TERMS), reader.rows(paths[2], SEAT)
        rounds.append({"number": counted["number"], "lines": lines, "terms": terms, "seats": seats, "counted": counted,
                       "anchors": reader.rows(anchored, ANCHOR) if anchored in files else [],
                       "termsText": files.get(paths[1], b"")})
    for path in files:
        if path.startswith("rounds/") and path not in expected:
            found.fault("files", "extra", path)
    plans = {int(path[5:-5]): reader.text(path) for path in files if path.startswith("plan/")}
    handovers = {int(path[5:]): reader.text(path) for path in files if path.startswith("keys/")}
    if found.has("files"):
        return None
    return {"manifest": manifest, "result": result, "resultText": files["result.json"], "components": components,
            "rule": rule, "checkpoint": checkpoint, "policy": policy, "record": record, "rounds": rounds, "plans": plans,
            "handovers": handovers}


# The record log.

class Record:
    def __init__(self, entries, leaves):
        self.entries, self.leaves = entries, leaves

    def of(self, kind, **fields):
        return [one for one in self.entries if one["kind"] == kind and all(one[key] == value for key, value in fields.items())]

    def root_at(self, size):
        return None if size > len(self.leaves) else root_of(self.leaves[:size])

    def is_adopted(self, entry):
        return self.entries[0]["adopted"] == "yes" and self.entries[0]["at"] == entry["at"]


def leaf_of(text):
    return sha256(b"\0" + re.sub("[\ud800-\udfff]", "\ufffd", text).encode("utf-8"))


def read_record(texts, checkpoint, found):
    origin, size, root = checkpoint
    entries, before = [], ""

    def problem(text, index):
        if not is_canonical(text):
            return "canonical", None
        value = json.loads(text)
        value = value if isinstance(value, dict) else {}
        kind, at = value.get("kind"), value.get("at")
        if (type(value.get("v")) is not int or value["v"] != 1 or value.get("log") != origin
                or type(value.get("index")) is not int or value["index"] != index):
            return "place", None
        if not is_text(kind) or kind not in KINDS:
            return "kind", None
        if (kind == "begin") != (index == 0):
            return "begin", None
        if not is_moment(at) or at < before:
            return "time", None
        return (None, value) if shape(KINDS[kind], loose=True)(value) else ("fields", None)
    for index, text in enumerate(texts):
        code, entry = problem(text, index)
        if code:
            found.fault("record", code, index)
        else:
            entries.append(entry)
            before = entry["at"]
    for entry in entries:
        if entry["kind"] == "rows" and entry["act"] == "unexplained":
            found.not_checked("unexplained", entry["index"])
    leaves = list(map(leaf_of, texts))
    if len(texts) != size:
        found.fault("record", "size")
    elif root_of(leaves) != root:
        found.fault("record", "root")
    return None if found.has("record") else Record(entries, leaves)


def hold_beginning(known, step, where, origin, record, found):
    if known[0] != origin:
        found.fault(step, "other-log", where)
    elif record.root_at(known[1]) is None:
        found.fault(step, "longer", where)
    elif record.root_at(known[1]) != known[2]:
        found.fault(step, "fork", where)


# Plans.

def read_plans(texts, record, found):
    sealed = []
    opened = {one["ballots"]: one["index"] for one in record.of("open")}
    entries = record.of("plan")
    for entry in entries:
        number = entry["plan"]
        if any(plan["plan"] == number for _, plan in sealed):
            found.fault("plan", "again", number)
        if number not in texts:
            found.fault("plan", "missing", number)
            continue
        text = texts[number]
        if sha256(text.encode()) != entry["doc"]:
            found.fault("plan", "altered", number)
        plan = json.loads(text) if is_canonical(text) else None
        if not PLAN(plan) or plan["plan"] != number:
            found.fault("plan", "unreadable", number)
            continue
        logs = [one["log"] for one in plan["rounds"]]
        if logs != entry["rounds"]:
            found.fault("plan", "rounds", number)
        if any(opened.get(log, math.inf) < entry["index"] for log in logs):
            found.fault("plan", "late", number)
        sealed.append((entry, plan))
    for number in texts:
        if all(entry["plan"] != number for entry in entries):
            found.fault("plan", "unknown", number)
    for entry, plan in sealed:
        if "replaces" not in plan:
            continue
        replaced = next((other for _, other in sealed if other["plan"] == plan["replaces"]), None)
        if replaced is None:
            found.fault("plan", "replaces", plan["plan"])
        elif any(opened.get(one["log"], math.inf) < entry["index"] for one in replaced["rounds"]):
            found.fault("plan", "replaced", replaced["plan"])
    named = set()
    for _, plan in in_force(sealed):
        for one in plan["rounds"]:
            if one["log"] in named:
                found.fault("plan", "twice", one["log"])
            named.add(one["log"])
    check_eyes(sealed, record, found)
    return sealed


ACTS = {"open": "open", "close": "close", "extend": "close", "result": "publish", "gates": "gates", "decision": "decision"}


def check_eyes(sealed, record, found):  # the two organizers that plans ask for
    under = {one["ballots"]: one["plan"] for one in record.of("open")}
    for entry in record.entries:
        kind, by, second = entry["kind"], entry.get("by"), entry.get("second")
        if second is not None and by == second:
            found.fault("plan", "one-person", entry["index"])
        if kind not in ACTS or by is not None and second is not None or record.is_adopted(entry):
            continue
        if kind in ("gates", "decision"):
            plans = [plan for _, plan in in_force(sealed, entry["index"])]
        else:
            number = under.get(entry["ballots"]) if kind in ("close", "extend") else entry["plan"]
            plans = [plan for _, plan in sealed if plan["plan"] == number]
        by_hand = lambda plan: kind == "extend" and entry["former"] == "by-hand" or kind == "close" and any(one["log"] == entry["ballots"] and one["closesAt"] == "by-hand" for one in plan["rounds"])
        if any(ACTS[kind] in plan["confirm"] and (ACTS[kind] != "close" or by_hand(plan)) for plan in plans):
            found.fault("plan", "alone", entry["index"])
    for _, plan in sealed:
        replaced = next((other for _, other in sealed if other["plan"] == plan.get("replaces")), None)
        if replaced and not set(replaced["confirm"]) <= set(plan["confirm"]):
            found.fault("plan", "loosened", plan["plan"])


def in_force(sealed, before=math.inf):
    earlier = [(entry, plan) for entry, plan in sealed if entry["index"] < before]
    return [(entry, plan) for entry, plan in earlier if all(other.get("replaces") != plan["plan"] for _, other in earlier)]


# Rounds: terms, ballot logs, opening and closing.

def is_answered(row):
    try:
        return isinstance(row, dict) and ANSWERS.issuperset(row.values())
    except TypeError:  # a list or an object in place of a word
        return False


ENTRY = {"open": {"rule": is_hash, "terms": is_hash}, "roll": {"voter": is_text, "affiliated": one_of("yes", "no")},
         "cast": {"voter": is_text, "prev": null_or(is_hash), "notes": null_or(is_hash),
                  "choices": lambda rows: isinstance(rows, dict) and all(map(is_answered, rows.values()))},
         "withdraw": {"voter": is_text, "prev": is_hash}, "close": {"size": is_positive, "root": is_hash},
         "result": {"result": is_hash}, "erasure": {"voter": is_text}}
COMMON = {"v": lambda value: type(value) is int and value == 1, "kind": is_text, "log": is_text, "nonce": is_text}
FITS_KIND = {kind: shape({**COMMON, **fields}) for kind, fields in ENTRY.items()}


def said_in(text):
    """What an entry says, and whether its text is canonical; it says nothing where it is no object."""
    try:
        value, fits = read_canonical(text), True
    except ValueError:
        try:
            value, fits = json.loads(text), False
        except (ValueError, RecursionError):
            return {}, False
    return (value if isinstance(value, dict) else {}), fits


def read_log(round_, record):
    """What a ballot log adds up to: `problems`, `roll`, the `ballots` that count, `rule`, `terms`, `results`."""
    log = round_["counted"]["log"]
    lines, leaves, said, problems = round_["lines"], [], [], []
    roll, last, results, rule, terms, closed = {}, {}, [], None, None, None
    for at, line in enumerate(lines):
        leaves.append(line["leaf"])
        if line["index"] != at:
            problems.append(("index-gap", at))
        if leaf_of(line["entry"]) != line["leaf"]:
            problems.append(("leaf-mismatch", at))
        entry, fits = said_in(line["entry"])
        said.append(entry)
        kind = entry.get("kind")
        if not fits or not is_text(kind) or kind not in FITS_KIND or not FITS_KIND[kind](entry):
            problems.append(("not-canonical", at))
            continue
        if entry["log"] != log:
            problems.append(("other-log", at))
        if at == 0 and kind != "open":
            problems.append(("open-missing", at))
        if closed is not None and kind not in ("result", "erasure"):
            problems.append(("after-close", at))
        if kind == "open":
            problems += [("open-again", at)] if at else []
            rule, terms = entry["rule"], entry["terms"]
        elif kind == "roll":
            problems += [("roll-again", at)] if entry["voter"] in roll else []
            roll.setdefault(entry["voter"], entry["affiliated"])
        elif kind in ("cast", "withdraw"):
            problems += [] if entry["voter"] in roll else [("voter-not-on-roll", at)]
            problems += [] if last.get(entry["voter"], (None,))[0] == entry["prev"] else [("prev-mismatch", at)]
            last[entry["voter"]] = (line["leaf"], at, entry.get("choices"))
        elif kind == "close":
            if (entry["size"], entry["root"]) != (at, root_of(leaves[:-1])):
                problems.append(("close-mismatch", at))
            closed = at if closed is None else closed
        elif closed is None:
            problems.append(("before-close", at))
        if kind == "result":
            results.append(entry["result"])
    if not lines:
        problems.append(("open-missing", 0))
    ballots = [(voter, at, choices) for voter, (_, at, choices) in last.items() if choices is not None]
    first = lambda kind: next(iter(record.of(kind, ballots=log)), None)
    round_.update(log=log, leaves=leaves, said=said, tree=Tree(leaves), problems=problems, roll=roll, ballots=ballots, rule=rule, opened=terms, results=results,
                  closed=closed, open=first("open"), close=first("close"), extensions=record.of("extend", ballots=log))


def check_terms(bundle, found):
    listed = [one["key"] for one in bundle["components"]["components"]]
    moves = {one["from"]: one["to"] for one in bundle["components"]["moves"]}
    are_ways = all(key in listed for key in [*moves, *moves.values()]) and len(moves) == len(bundle["components"]["moves"])
    # A component that moves to itself stays.
    if not are_ways or any(end_of({a: b for a, b in moves.items() if a != b}, key) is None for key in moves):
        found.fault("terms", "moves")
    for one in bundle["rounds"]:
        terms, number = one["terms"], one["number"]
        if one["open"] and sha256(one["termsText"]) != one["open"]["terms"]:
            found.fault("terms", "altered", number)
        if terms["round"] != number or terms["process"] != bundle["result"]["process"]:
            found.fault("terms", "place", number)
        if terms["criteria"] != bundle["result"]["criteria"]:
            found.fault("terms", "criteria", number)
        workgroup = f"public-{number}" if terms["workgroup"] == "public" else terms["workgroup"]
        if one["counted"]["workgroup"] != workgroup:
            found.fault("terms", "workgroup", number)
        if not all(key in listed for key in terms["asked"]):
            found.fault("terms", "asked", number)


def check_ballots(bundle, found):
    for one in bundle["rounds"]:
        number, asked, criteria = one["number"], set(one["terms"]["asked"]), set(one["terms"]["criteria"])
        for kind, index in one["problems"]:
            found.fault("ballots", kind, f"{number}:{index}")
        for _, index, choices in one["ballots"]:
            if not all(key in asked and criteria.issuperset(row) for key, row in choices.items()):
                found.fault("ballots", "choices", f"{number}:{index}")
        for index, line in enumerate(one["lines"]):
            if "salt" not in line and "notes" not in line:
                continue
            try:
                given = sha256(canonical({"salt": line.get("salt", ""), "notes": line.get("notes", {})}).encode())
            except ValueError:
                given = ""
            if given != one["said"][index].get("notes"):
                found.fault("ballots", "reasons", f"{number}:{index}")


def milliseconds(moment):
    try:
        at = datetime.datetime.strptime(moment, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=datetime.timezone.utc)
        return (at - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)) // datetime.timedelta(milliseconds=1)
    except ValueError:
        return math.nan


def check_closing(bundle, record, found):
    for one in bundle["rounds"]:
        number, log, opened, closed = one["number"], one["log"], one["open"], one["close"]
        lines, leaves, terms = one["lines"], one["leaves"], one["terms"]

        def fault(code):
            found.fault("closing", code, number)
        if not opened:
            fault("not-opened")
        if not closed:
            fault("not-closed")
        if len(record.of("open", ballots=log)) > 1 or len(record.of("close", ballots=log)) > 1:
            fault("again")
        if not opened or not closed:
            continue
        if opened["index"] > closed["index"]:
            fault("order")
        kinds = [entry.get("kind") for entry in one["said"]]
        size = opened["size"]
        is_opening = (len(leaves) >= size and one["tree"].root(size) == opened["root"]
                      and kinds[:size] == ["open", *["roll"] * (size - 1)][:size])
        if not is_opening or (one["rule"], one["opened"]) != (opened["rule"], opened["terms"]):
            fault("opening")
        if one["counted"]["ruleHash"] != opened["rule"]:
            fault("rule")
        if "roll" in kinds[size:] and terms["workgroup"] != "public":
            fault("roll")
        size = closed["size"]
        if not (size < len(lines) and leaves[size] == closed["leaf"] and kinds[size] == "close"
                and one["tree"].root(size) == closed["root"]):
            fault("closing")
        if (one["counted"]["size"], one["counted"]["root"]) != (size, closed["root"]):
            fault("counted")
        until, in_order = terms["closesAt"], True
        for extension in one["extensions"]:
            former = extension["at"] if extension["former"] == "by-hand" else extension["former"]
            in_order &= (extension["former"] == until and milliseconds(extension["until"]) > milliseconds(former)
                         and opened["index"] < extension["index"] < closed["index"])
            until = extension["until"]
        if not in_order:
            fault("extended")
        if until == "by-hand":
            early = closed["how"] != "by-hand"
        else:
            early = closed["how"] != "deadline" or milliseconds(closed["at"]) + SKEW < milliseconds(until)
        if early:
            fault("early")


def check_anchors(bundle, record, plans, found):
    anchors = record.of("anchor")
    for one in bundle["rounds"]:
        if not one["open"] or not one["close"]:
            continue
        number, log, leaves, least = one["number"], one["log"], one["leaves"], one["open"]["size"]
        commits = lambda anchor: [commit for name, commit in anchor["logs"] if name == log]
        often = next((plan.get("anchorMinutes") for _, plan in plans if plan["plan"] == one["open"]["plan"]), None)
        moments = [milliseconds(entry["at"]) for entry in [one["open"]] + [anchor for anchor in anchors if commits(anchor) and (
            one["open"]["index"] < anchor["index"] < one["close"]["index"])] + [one["close"]]]
        if often and any(later - before > 2 * often * 60_000 for before, later in zip(moments, moments[1:])):
            found.not_checked("sparse", number)
        for anchor in anchors:
            index, given_for = anchor["index"], commits(anchor)
            meanwhile = one["open"]["index"] < index < one["close"]["index"]
            where = f"{number}:{index}"
            if not given_for:
                if meanwhile:
                    found.fault("closing", "unanchored", where)
                continue
            openings = [row for row in one["anchors"] if row["entry"] == index]
            if len(given_for) > 1 or len(openings) > 1:
                found.fault("closing", "anchor-again", where)
            if not meanwhile:
                found.fault("closing", "anchor-order", where)
            if not openings:
                found.fault("closing", "anchor-missing", where)
                continue
            size, root = openings[0]["size"], openings[0]["root"]
            said = canonical({"ballots": log, "root": root, "size": size}).encode()
            if sha256(b"\2" + bytes.fromhex(openings[0]["salt"]) + said) != given_for[0]:
                found.fault("closing", "anchor-altered", where)
            if len(leaves) < size or one["tree"].root(size) != root or not least <= size <= one["close"]["size"]:
                found.fault("closing", "anchored", where)
            least = size
        for row in one["anchors"]:
            if not any(anchor["index"] == row["entry"] and commits(anchor) for anchor in anchors):
                found.fault("closing", "anchor-extra", f"{number}:{row['entry']}")


def check_rolls(bundle, record, found):
    for one in bundle["rounds"]:
        opened, closed = one["open"], one["close"]
        if not opened or not closed:
            continue
        seats = opened["size"] - 1
        for told in record.of("roll", ballots=one["log"]):
            index, size = told["index"], told["size"]
            later = [anchor["index"] for anchor in record.of("anchor")
                     if anchor["index"] > index and any(name == one["log"] for name, _ in anchor["logs"])]
            anchored = next((row["size"] for row in one["anchors"] if row["entry"] == next(iter(later), None)), 0)
            there = sum(entry.get("kind") == "roll" for entry in one["said"][:anchored])
            so = opened["index"] < index < closed["index"] and seats + told["added"] - told["removed"] == size == there
            if one["terms"]["workgroup"] != "public" or not so:
                found.fault("closing", "roll", f"{one['number']}:{index}")
            seats = size


# The count, by ../rules.md.

def gather(bundle):
    """Workgroups and ballots of all rounds, brought to one list of components."""
    result, moves = bundle["result"], {}
    for move in bundle["components"]["moves"]:
        if move["from"] != move["to"]:
            moves[move["from"]] = move["to"]
    asked = {key for one in bundle["rounds"] for key in one["terms"]["asked"]}
    ends = {key: end_of(moves, key) for key in asked}
    targets = set(ends.values())
    components = [one["key"] for one in bundle["components"]["components"] if one["key"] in targets]
    groups, voters = {}, []
    for one in bundle["rounds"]:
        terms = one["terms"]
        group = groups.setdefault(one["counted"]["workgroup"], {
            "key": one["counted"]["workgroup"], "public": terms["workgroup"] == "public", "onRoll": 0, "asked": set(), "offers": False})
        group["onRoll"] += len(one["roll"])
        group["asked"] |= {end_of(moves, key) for key in terms["asked"]}
        group["offers"] |= terms["notNecessary"] == "offered"
        seats = {seat["voter"]: seat for seat in one["seats"]}
        again = terms["workgroup"] != "public" and any(
            other is not one and other["terms"]["workgroup"] == terms["workgroup"] for other in bundle["rounds"])
        for voter, _, choices in one["ballots"]:
            cells = {}
            for component, row in choices.items():
                end = ends[component]
                for criterion, choice in row.items():
                    place = end, criterion
                    if place not in cells or STRENGTH.index(choice) > STRENGTH.index(cells[place]):
                        cells[place] = choice
            seat = seats.get(voter, {"label": voter[:12], "organization": None})
            voters.append({"group": group["key"], "affiliated": one["roll"][voter] == "yes", "cells": cells,
                           "id": f"{seat['label']} ({one['number']})" if again else seat["label"],
                           "organization": seat["organization"] if terms["attribution"] == "named" else None})
    mapping = [move for move in bundle["components"]["moves"] if move["from"] in asked]
    return {"components": components, "criteria": result["criteria"], "groups": list(groups.values()), "voters": voters,
            "mapping": mapping}


def together(box, rule):
    return [one for one in box["groups"] if not one["public"] or rule["publicBallots"] == "as-workgroup"]


def counts(voter, rule):
    return not (voter["affiliated"] and rule["exclude"] == "affiliated")


def reaches(step, part, whole):
    height = Fraction(step["threshold"]) * whole
    return part >= height if step["comparison"] == "at-least" else part > height


def climb_ladder(ladder, part, whole):
    return next((step["band"] for step in ladder["steps"] if reaches(step, part, whole)), ladder["otherwise"])


def cut(values, runs):
    """Exact k-means in one dimension: for each value its run, 0 the highest; of equal cuts the one with larger lower runs."""
    times = defaultdict(int)
    for value in values:
        times[value] += 1
    distinct = sorted(times, reverse=True)
    runs, number = min(runs, len(distinct)), [0]
    total = [Fraction(0)]
    for value in distinct:
        number.append(number[-1] + times[value])
        total.append(total[-1] + value * times[value])
    gain = lambda a, b: (total[b] - total[a]) ** 2 / (number[b] - number[a])
    best, starts = [None] + [gain(0, i) for i in range(1, len(distinct) + 1)], []
    for c in range(2, runs + 1):
        following, start = [None] * (len(distinct) + 1), [0] * (len(distinct) + 1)
        for i in range(c, len(distinct) + 1) if c < runs else [len(distinct)]:  # of the last run only its end matters
            for j in range(c - 1, i):
                if best[j] is not None and (following[i] is None or best[j] + gain(j, i) > following[i]):
                    following[i], start[i] = best[j] + gain(j, i), j
        best = following
        starts.append(start)
    run_of, end = {}, len(distinct)
    for c in range(runs - 1, -1, -1):
        begin = starts[c - 1][end] if c else 0
        run_of.update({value: c for value in distinct[begin:end]})
        end = begin
    return [run_of[value] for value in values]


def classify(rule, scores):
    way = rule["classify"]
    points = [one["points"] for one in scores]
    if way["method"] == "k-means":
        runs = cut(points, len(way["bands"]))
        return [way["bands"][run + len(way["bands"]) - len(set(runs))] for run in runs]
    if way["method"] == "mean-multiples":
        if sum(points) <= 0:
            return [way["otherwise"]] * len(points)
        return [climb_ladder(way, value * len(points), sum(points)) for value in points]
    parts = ("points", "most") if way["method"] == "share" else ("groupsFor", "groupsAsked")
    return [climb_ladder(way, one[parts[0]], one[parts[1]]) if one[parts[1]] else way["otherwise"] for one in scores]


def text_of(number):
    number = Fraction(number)
    return str(number.numerator) if number.denominator == 1 else f"{number.numerator}/{number.denominator}"


def count(box, rule):
    """Every figure of a result that ballots and rule decide, but for how firm its bands are."""
    ends = {key: end_of(rule["merge"], key) for key in box["components"]}
    target = {key: end if end in ends else key for key, end in ends.items()}
    remaining = [key for key in box["components"] if target[key] == key]
    worth = {"required": rule["score"]["required"], "not_necessary": rule["score"]["not_necessary"], "cannot_judge": 0}
    groups, joined = {}, [one["key"] for one in together(box, rule)]
    for one in box["groups"]:
        zero = lambda: {key: 0 for key in remaining}
        groups[one["key"]] = {**one, "voted": 0, "requiring": zero(), "refusing": zero(), "askedOf": {target.get(key) for key in one["asked"]},
                              "cells": {(key, c): [0, 0] for key in remaining for c in box["criteria"]}}
    judged, excluded = {"voters": 0, "cells": 0, "of": {key: 0 for key in remaining}}, 0
    for voter in box["voters"]:
        if not counts(voter, rule):
            excluded += 1
            continue
        group, said = groups[voter["group"]], {}
        group["voted"] += 1
        for (component, criterion), choice in voter["cells"].items():
            key = target[component]
            said.setdefault(key, set()).add(choice)
            if choice != "cannot_judge":
                group["cells"][key, criterion][choice == "not_necessary"] += 1
        unjudged = sum(choice == "cannot_judge" for choice in voter["cells"].values())
        if unjudged and voter["group"] in joined:
            judged["voters"] += 1
            judged["cells"] += unjudged
        for key, choices in said.items():
            group["requiring"][key] += "required" in choices
            group["refusing"][key] += "not_necessary" in choices and "required" not in choices
            judged["of"][key] += voter["group"] in joined and choices == {"cannot_judge"}
    for group in groups.values():
        def points(key):
            if rule["count"] == "person":
                return worth["required"] * group["requiring"][key] + worth["not_necessary"] * group["refusing"][key]
            return sum(worth["required"] * yes + worth["not_necessary"] * no
                       for (component, _), (yes, no) in group["cells"].items() if component == key)
        group["points"] = {key: points(key) for key in remaining}
    each = worth["required"] * (1 if rule["count"] == "person" else len(box["criteria"]))

    def scores(of):
        rows = []
        for key in remaining:
            asked = [groups[one] for one in of if groups[one]["voted"] and key in groups[one]["askedOf"]]
            weigh = lambda group: Fraction(1, group["voted"]) if rule["unit"] == "workgroup" else 1
            majority = rule["classify"].get("majority")
            rows.append({"points": sum((group["points"][key] * weigh(group) for group in asked), Fraction(0)),
                         "most": sum((each * group["voted"] * weigh(group) for group in asked), Fraction(0)),
                         "groupsAsked": len(asked),
                         "groupsFor": sum(reaches(majority, group["requiring"][key], group["voted"]) for group in asked) if majority else 0})
        shown = "groupsFor" if rule["classify"]["method"] == "workgroup-majority" else "points"
        return classify(rule, rows), [Fraction(one[shown]) for one in rows]

    def cells(of, key):
        rows = {}
        for c in box["criteria"]:
            yes, no = (sum(groups[one]["cells"][key, c][at] for one in of) for at in (0, 1))
            rows[c] = {"required": yes, "not_necessary": no, "points": worth["required"] * yes + worth["not_necessary"] * no}
        return rows
    bands, values = scores(joined)
    components = []
    for key, band, value in zip(remaining, bands, values):
        workgroups = {}
        for name, group in groups.items():
            divisor = group["voted"] if rule["unit"] == "workgroup" and group["voted"] else 1
            workgroups[name] = {"asked": "yes" if key in group["askedOf"] else "no", "score": text_of(Fraction(group["points"][key], divisor)),
                                "requiring": group["requiring"][key], "byCriterion": cells([name], key)}
        components.append({
            "component": key, "band": band, "score": text_of(value), "byCriterion": cells(joined, key), "byWorkgroup": workgroups,
            "votersAsked": sum(groups[one]["voted"] for one in joined if key in groups[one]["askedOf"]),
            "votersRequiring": sum(groups[one]["requiring"][key] for one in joined),
            **({"votersNotJudging": judged["of"][key]} if judged["of"][key] else {})})
    apart = []
    for name in groups:
        if name not in joined:
            own, shown = scores([name])
            apart.append({"workgroup": name, "components": [
                {"component": key, "band": band, "score": text_of(value)} for key, band, value in zip(remaining, own, shown)]})
    return {
        "criteria": box["criteria"], "components": components, "apart": apart, "excluded": excluded,
        "workgroups": [{"key": one["key"], "isPublic": "yes" if one["public"] else "no", "onRoll": one["onRoll"],
                        "voted": sum(voter["group"] == one["key"] for voter in box["voters"]), "asked": len(one["asked"]),
                        "notNecessary": "offered" if one["offers"] else "not-offered"} for one in box["groups"]],
        "mean": text_of(sum(values) / len(values)) if values else "0",
        "voters": sum(groups[one]["voted"] for one in joined), "onRoll": sum(groups[one]["onRoll"] for one in joined),
        "cellsAnswered": sum(sum(cell) for one in joined for cell in groups[one]["cells"].values()),
        "cellsAsked": sum(groups[one]["voted"] * len(groups[one]["asked"] & set(box["components"])) * len(box["criteria"]) for one in joined),
        **({"notJudged": {"voters": judged["voters"], "cells": judged["cells"]}} if judged["cells"] else {})}


ROBUST = ("agreeing", "variants", "under", "flip")


def differing(one, other):
    names = sorted(set(one) | set(other))
    text = lambda value: canonical(value)
    return [name for name in names if (name in one) != (name in other) or name in one and text(one[name]) != text(other[name])]


def recount(bundle, box, rule, found):
    result = bundle["result"]
    rounds = [{"number": one["number"], "workgroup": one["counted"]["workgroup"], "log": one["log"],
               "size": len(one["lines"]) if one["closed"] is None else one["closed"],
               "root": "" if one["closed"] is None else one["said"][one["closed"]]["root"],
               "ruleHash": one["rule"]} for one in bundle["rounds"]]
    declared = rounds and all(one["ruleHash"] == result["ruleHash"] for one in rounds)
    again = {**count(box, rule), "format": "codraft-result/1", "process": result["process"], "compilation": result["compilation"],
             "rule": rule, "ruleHash": result["ruleHash"], "declaredBefore": "yes" if declared else "no", "rounds": rounds,
             "mapping": box["mapping"]}
    said = {name: value for name, value in result.items() if name not in ("plan", "components", "severalTimes", "ties")}
    ours = again.pop("components")
    for name in differing(again, said):
        found.fault("count", name)
    if "severalTimes" in result and not is_positive(result["severalTimes"]):
        found.fault("count", "severalTimes")  # whose seats they are nobody outside knows; none would not be said
    theirs = result["components"]
    if [one["component"] for one in ours] != [one["component"] for one in theirs]:
        found.fault("count", "components")
        return
    for one, other in zip(ours, theirs):
        for name in differing(one, {name: value for name, value in other.items() if name not in ROBUST}):
            found.fault("count", name, one["component"])


# How firm the bands are: other reasonable counts, and the fewest voters whose absence changes a band.

def ladder(*steps):
    return [{"band": band, "comparison": comparison, "threshold": threshold} for band, comparison, threshold in steps]


def preset(name, count_by, refusing, way):
    return {"version": 1, "name": name, "count": count_by, "score": {"required": 1, "not_necessary": refusing}, "unit": "voter",
            "classify": way}


MEANS = {"method": "mean-multiples", "otherwise": BANDS[4], "steps": ladder(
    (BANDS[0], "at-least", "2"), (BANDS[1], "at-least", "3/2"), (BANDS[2], "at-least", "1"), (BANDS[3], "at-least", "1/2"))}
PRESETS = [
    preset("person-share", "person", 0, {"method": "share", "otherwise": BANDS[4], "steps": ladder(
        (BANDS[0], "at-least", "2/3"), (BANDS[1], "more-than", "1/2"), (BANDS[2], "at-least", "1/3"), (BANDS[3], "at-least", "1/6"))}),
    preset("net-mean", "cell", -1, MEANS), preset("positive-mean", "cell", 0, MEANS),
    preset("workgroup-majority", "person", 0, {
        "method": "workgroup-majority", "majority": {"comparison": "more-than", "threshold": "1/2"}, "otherwise": BANDS[4],
        "steps": ladder((BANDS[0], "at-least", "1"), (BANDS[1], "at-least", "3/4"), (BANDS[2], "at-least", "1/2"),
                        (BANDS[3], "at-least", "1/4"))}),
    preset("two-clusters", "cell", -1, {"method": "k-means", "bands": [BANDS[0], BANDS[4]]})]
MOST_CHOICES = 60_000


def utf16(text):  # the order in which result files sort
    return text.encode("utf-16-be", "surrogatepass")


def merged(box, rule):
    """What remains of the components, and under which of them each is counted."""
    ends = {key: end_of(rule["merge"], key) for key in box["components"]}
    target = {key: end if end in ends else key for key, end in ends.items()}
    return [key for key in box["components"] if target[key] == key], target


class Said:
    """What one voter gave each component that remains: cells required and not necessary."""
    def __init__(self, voter, place, target):
        self.group, self.yes, self.no = voter["group"], [0] * len(place), [0] * len(place)
        for (component, _), choice in voter["cells"].items():
            at = place[target[component]]
            self.yes[at] += choice == "required"
            self.no[at] += choice == "not_necessary"

    def points(self, rule):
        yes, no = rule["score"]["required"], rule["score"]["not_necessary"]
        if rule["count"] == "person":
            return [yes if one else no if other else 0 for one, other in zip(self.yes, self.no)]
        return [yes * one + no * other for one, other in zip(self.yes, self.no)]


class Sums:
    """Sums over voters, by group: enough to classify, and to take voters away again."""
    def __init__(self, box, rule, remaining, target):
        self.rule, self.size = rule, len(remaining)
        self.each = rule["score"]["required"] * (1 if rule["count"] == "person" else len(box["criteria"]))
        self.keys = [one["key"] for one in together(box, rule)]
        self.asked = {one["key"]: [key in {target.get(each) for each in one["asked"]} for key in remaining] for one in box["groups"]}
        self.voted = {key: 0 for key in self.asked}
        self.points = {key: [0] * self.size for key in self.asked}
        self.requiring = {key: [0] * self.size for key in self.asked}

    def add(self, group, voted, points, requiring):
        self.voted[group] += voted
        self.points[group] = [a + b for a, b in zip(self.points[group], points)]
        self.requiring[group] = [a + b for a, b in zip(self.requiring[group], requiring)]

    def bands(self, removed=()):
        """Bands without these voters, each as (group, points, requires)."""
        voted, points, requiring = dict(self.voted), dict(self.points), dict(self.requiring)
        for group, less, fewer in removed:
            voted[group] -= 1
            points[group] = [a - b for a, b in zip(points[group], less)]
            requiring[group] = [a - b for a, b in zip(requiring[group], fewer)]
        groups, scale = [key for key in self.keys if voted[key]], 1
        if self.rule["unit"] == "workgroup":
            for key in groups:
                scale = scale * voted[key] // math.gcd(scale, voted[key])
        weight = {key: scale // voted[key] if self.rule["unit"] == "workgroup" else 1 for key in groups}
        majority, rows = self.rule["classify"].get("majority"), []
        for i in range(self.size):
            asked = [key for key in groups if self.asked[key][i]]
            rows.append({"points": sum(points[key][i] * weight[key] for key in asked),
                         "most": sum(self.each * voted[key] * weight[key] for key in asked), "groupsAsked": len(asked),
                         "groupsFor": sum(reaches(majority, requiring[key][i], voted[key]) for key in asked) if majority else 0})
        return classify(self.rule, rows)


class Classes:
    """Voters who are left out together by any other count, summed: so that many counts read the ballots once."""
    def __init__(self, box, merge):
        self.box, self.merge, self.sums = box, merge, {}
        self.remaining, self.target = merged(box, {"merge": merge})
        place = {key: at for at, key in enumerate(self.remaining)}
        self.said = [Said(voter, place, self.target) for voter in box["voters"]]
        for voter, said in zip(box["voters"], self.said):
            key = voter["group"], voter["affiliated"], voter["organization"]
            sums = self.sums.setdefault(key, [0] + [[0] * len(place) for _ in range(4)])
            sums[0] += 1
            for at, (yes, no) in enumerate(zip(said.yes, said.no)):
                if yes or no:
                    sums[1][at] += yes
                    sums[2][at] += no
                    sums[3][at] += yes > 0
                    sums[4][at] += no > 0 and not yes

    def summed(self, rule, keep=lambda group, organization: True):
        sums = Sums(self.box, rule, self.remaining, self.target)
        yes, no = rule["score"]["required"], rule["score"]["not_necessary"]
        for (group, affiliated, organization), (voted, *cells, requiring, refusing) in self.sums.items():
            if keep(group, organization) and not (affiliated and rule["exclude"] == "affiliated"):
                of, against = (requiring, refusing) if rule["count"] == "person" else cells
                sums.add(group, voted, [yes * one + no * other for one, other in zip(of, against)], requiring)
        return sums

    def bands(self, rule, keep=lambda group, organization: True):
        return dict(zip(self.remaining, self.summed(rule, keep).bands()))


def other_counts(box, rule, classes):
    """(variant, its name, bands, way of classifying) of every other reasonable count."""
    plain = lambda one: canonical({**one, "name": ""})
    for other in PRESETS:
        other = {**other, "merge": rule["merge"], "exclude": rule["exclude"], "publicBallots": rule["publicBallots"]}
        if plain(other) != plain(rule):
            yield {"kind": "rule", "name": other["name"]}, other["name"], classes.bands(other), other["classify"]
    voting = {voter["group"] for voter in box["voters"]}
    voting = [one["key"] for one in together(box, rule) if one["key"] in voting]
    for name in voting if len(voting) > 1 else []:
        yield ({"kind": "without-workgroup", "name": name}, f"without-workgroup:{name}",
               classes.bands(rule, lambda group, _: group != name), rule["classify"])
    for name in sorted({voter["organization"] for voter in box["voters"] if voter["organization"]}, key=utf16):
        yield ({"kind": "without-organization", "name": name}, f"without-organization:{name}",
               classes.bands(rule, lambda _, organization: organization != name), rule["classify"])
    if any(voter["affiliated"] for voter in box["voters"]):
        kind, exclude = ("without-affiliated", "affiliated") if rule["exclude"] == "nobody" else ("with-affiliated", "nobody")
        yield {"kind": kind}, kind, classes.bands({**rule, "exclude": exclude}), rule["classify"]
    if rule["merge"]:
        yield {"kind": "merges-undone"}, "merges-undone", Classes(box, {}).bands({**rule, "merge": {}}), rule["classify"]


def supports(band, other, way):
    possible = way["bands"] if way["method"] == "k-means" else [step["band"] for step in way["steps"]] + [way["otherwise"]]
    away = lambda one: abs(BANDS.index(band) - BANDS.index(one))
    return away(other) == min(map(away, possible))


class Movers:
    """Voters who are counted together, in the order in which they are tried, and how few of them change a band."""
    def __init__(self, box, rule, ties, classes):
        self.rule, self.sums, joined = rule, classes.summed(rule), {one["key"]: at for at, one in enumerate(box["groups"])}
        keys = {one["key"] for one in together(box, rule)}
        all_ = [(voter, (voter["group"], said.points(rule), [int(yes > 0) for yes in said.yes]))
                for voter, said in zip(box["voters"], classes.said) if voter["group"] in keys and counts(voter, rule)]
        order = ((lambda one: (joined[one[1][0]], [-n for n in one[1][1]], [-n for n in one[1][2]])) if ties == "by-choices"
                 else lambda one: (joined[one[1][0]], utf16(one[0]["id"])))
        self.all = [mover for _, mover in sorted(all_, key=order)]
        self.now = self.sums.bands()
        self.searched = None

    def bands(self, chosen):
        return self.sums.bands([self.all[index] for index in chosen])

    def flip(self, chosen, exact, to):
        groups = defaultdict(int)
        for index in chosen:
            groups[self.all[index][0]] += 1
        return {"voters": len(chosen), "exact": "yes" if exact else "no", "to": to, "workgroups": dict(groups)}

    def flips(self):
        way = self.rule["classify"]["method"]
        if self.rule["unit"] != "voter" or way not in ("share", "mean-multiples"):
            return self.search()
        self.totals = [sum(points) for _, points, _ in self.all]
        no_mean = self.to_no_mean() if way == "mean-multiples" else None
        return self.search() if no_mean == [] else [self.summed_flip(i, no_mean) for i in range(self.sums.size)]

    def band_alone(self, i, chosen):
        """The band of one component where every voter counts one: of sums alone."""
        gone, way, sums = set(chosen), self.rule["classify"], self.sums
        left = [mover for index, mover in enumerate(self.all) if index not in gone]
        part = sum(points[i] for group, points, _ in left if sums.asked[group][i])
        if way["method"] == "share":
            whole = sums.each * sum(sums.asked[group][i] for group, _, _ in left)
            return climb_ladder(way, part, whole) if whole else way["otherwise"]
        whole = sum(self.totals) - sum(self.totals[index] for index in gone)
        return climb_ladder(way, part * sums.size, whole) if whole > 0 else way["otherwise"]

    def to_no_mean(self):
        total, chosen = sum(self.totals), []
        for index in sorted(range(len(self.all)), key=lambda index: (-self.totals[index], index)):
            if total <= 0:
                break
            total -= self.totals[index]
            chosen.append(index)
        return chosen if len(chosen) < len(self.all) else None

    def edges(self, band):
        """The thresholds next to a band: the one that it passed last, and the one above that it missed."""
        steps = self.rule["classify"]["steps"]
        at = next((at for at, step in enumerate(steps) if step["band"] == band), None)
        above = steps[-1] if at is None else steps[at - 1] if at else None
        return ([(True, steps[at])] if at is not None else []) + ([(False, above)] if above else [])

    def summed_flip(self, i, no_mean):
        way, band, sums = self.rule["classify"], self.now[i], self.sums
        is_mean, crossings = way["method"] == "mean-multiples", []
        for passed, step in self.edges(band):
            height, weights = Fraction(step["threshold"]), []
            for (group, points, _), total in zip(self.all, self.totals):
                asked = sums.asked[group][i]
                weights.append((points[i] * asked * sums.size * height.denominator - total * height.numerator) if is_mean
                               else (points[i] * height.denominator - sums.each * height.numerator) * asked)
            chosen = fewest(weights, passed, step["comparison"])
            if chosen:
                crossings.append((chosen, self.band_alone(i, chosen)))
        best = min(((chosen, to) for chosen, to in crossings if to != band), key=lambda one: len(one[0]), default=None)
        asked = [index for index, mover in enumerate(self.all) if sums.asked[mover[0]][i]]
        nothing = no_mean if is_mean else asked if 0 < len(asked) < len(self.all) else None
        off = nothing is not None and band != way["otherwise"]
        if best and not (off and len(nothing) < len(best[0])):
            return self.flip(best[0], True, best[1])
        if off:
            return self.flip(nothing, True, way["otherwise"])
        return self.search()[i] if crossings else None

    def search(self):
        if self.searched is None:
            self.searched = self.search_all()
        return self.searched

    def search_all(self):
        flips, kinds, exact = [None] * self.sums.size, {}, True
        for index, (group, points, requires) in enumerate(self.all):
            kinds.setdefault((group, tuple(points), tuple(requires)), []).append(index)
        kinds = list(kinds.values())
        for size in (1, 2, 3):
            if size >= len(self.all) or None not in flips:
                break
            choices = 1
            for at in range(size):
                choices = choices * (len(kinds) + at) // (at + 1)
            if choices > MOST_CHOICES:
                exact = False
                break
            for chosen in selections(kinds, size):
                for i, then in enumerate(self.bands(chosen)):
                    if flips[i] is None and then != self.now[i]:
                        flips[i] = self.flip(chosen, True, then)
        for i, known in enumerate(flips):
            chosen = known is None and self.greedy(i)
            if chosen:
                flips[i] = self.flip(chosen, exact and len(chosen) <= 3, self.bands(chosen)[i])
        return flips

    def greedy(self, i):
        worth = lambda index: self.all[index][1][i] * 2 + self.all[index][2][i]
        ranked, found = sorted(range(len(self.all)), key=lambda index: (-worth(index), index)), []
        for order in (ranked, ranked[::-1]):
            size = first_where(len(order) - 1, lambda size: self.bands(order[:size])[i] != self.now[i])
            found += [order[:size]] if size else []
        return min(found, key=len, default=None)


def fewest(weights, passed, comparison):
    """Takes the largest contributions away until the test turns; None where it does not, or nobody is left."""
    total, chosen = sum(weights), []
    passes = lambda: total >= 0 if comparison == "at-least" else total > 0
    for index in sorted(range(len(weights)), key=lambda index: (-weights[index] if passed else weights[index], index)):
        if passes() != passed:
            break
        if weights[index] <= 0 if passed else weights[index] >= 0:
            return None
        total -= weights[index]
        chosen.append(index)
    return chosen if passes() != passed and 0 < len(chosen) < len(weights) else None


def selections(kinds, size, start=0, taken=()):
    if size == 0:
        yield list(taken)
        return
    for kind in range(start, len(kinds)):
        used = sum(index in kinds[kind] for index in taken)
        if used < len(kinds[kind]):
            yield from selections(kinds, size - 1, kind, (*taken, kinds[kind][used]))


def first_where(most, passes):
    """The first number from 1 that passes: one by one while few, by doubling and halving when many."""
    low = high = 1
    while high <= most and not passes(high):
        low, high = high + 1, high + 1 if high < 64 else high * 2
    if high > most:
        if low > most or not passes(most):
            return None
        high = most
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if passes(middle) else (middle + 1, high)
    return high


def robustness(box, rule, ties):
    """Of each component how many other counts agree with its band, and the fewest voters whose absence changes it."""
    classes = Classes(box, rule["merge"])
    movers = Movers(box, rule, ties, classes)
    others, rows = list(other_counts(box, rule, classes)), []
    for component, band, flip in zip(classes.remaining, movers.now, movers.flips()):
        under = [{"variant": variant, "name": name, "band": bands[component],
                  "agrees": "yes" if supports(band, bands[component], way) else "no"}
                 for variant, name, bands, way in others if component in bands]
        rows.append({"agreeing": sum(one["agrees"] == "yes" for one in under), "variants": len(under), "under": under, "flip": flip})
    return rows


def check_robustness(bundle, box, rule, found):
    result = bundle["result"]
    ours = robustness(box, rule, result.get("ties"))
    if len(ours) != len(result["components"]):
        return  # that is said of the count
    erased = any('"kind":"erasure"' in line["entry"] for one in bundle["rounds"] for line in one["lines"])
    for one, other in zip(ours, result["components"]):
        for name in differing(one, {name: other[name] for name in ROBUST if name in other}):
            if name == "flip" and erased and "ties" not in result:
                found.not_checked("erased", f"{other['component']}/flip")
            else:
                found.fault("robustness", name, other["component"])


# How the result stands to the plans.

def check_standing(bundle, record, plans, box, rule, found):
    result = bundle["result"]
    before = {}
    for entry in record.of("result"):
        if entry["standing"] not in ("complete", "incomplete") or entry["plan"] is None or record.is_adopted(entry):
            continue
        earlier = before.get(entry["plan"])
        fits = entry["replaces"] is None if earlier is None else (
            (earlier["standing"], entry["standing"], entry["replaces"]) == ("incomplete", "complete", earlier["count"]))
        if not fits:
            found.fault("standing", "second", entry["count"])
        before[entry["plan"]] = entry
    check_too_soon(record, plans, found)
    for one in bundle["rounds"]:
        if sha256(bundle["resultText"]) not in one["results"]:
            found.fault("standing", "unmarked", one["number"])
    published, counted = record.of("result", count=result["compilation"]), record.of("count", count=result["compilation"])
    if len(published) > 1 or len(counted) > 1:
        found.fault("standing", "again")
    if not published:
        found.fault("standing", "unrecorded")
    if not counted:
        found.fault("standing", "uncounted")
    if not published or not counted:
        return
    standing_in = lambda one: canonical({name: one[name] for name in ("plan", "standing", "omitted")})
    plan = result.get("plan") or {"plan": None, "standing": "unplanned", "omitted": [], "doc": None}
    entry, made = published[0], counted[0]
    if sha256(bundle["resultText"]) != entry["result"]:
        found.fault("standing", "exchanged")
    if standing_in(entry) != standing_in(plan):
        found.fault("standing", "result")
    logs = [one["log"] for one in result["rounds"]]
    if standing_in(made) != standing_in(plan) or (made["rule"], made["ballots"]) != (result["ruleHash"], logs):
        found.fault("standing", "count")
    if made["index"] > entry["index"]:
        found.fault("standing", "order")
    doc = next((sealed["doc"] for sealed, one in plans if one["plan"] == plan["plan"]), None)
    if "plan" in result and plan["doc"] != doc:
        found.fault("standing", "doc")
    if record.is_adopted(made):
        found.not_checked("adopted")
    elif box and canonical(standing_at(bundle, record, plans, box, rule, made)) != standing_in(plan):
        found.fault("standing", "standing")
    for omission in plan["omitted"]:
        if isinstance(omission, dict) and omission.get("code") == "log-broken":
            found.not_checked("omission", omission.get("round") or "")


def check_too_soon(record, plans, found):
    for made in record.of("count"):
        if record.is_adopted(made):
            continue
        for _, plan in in_force(plans, made["index"]):
            waits = any(one["reveal"] == "at-plan-close" and one["log"] in made["ballots"] for one in plan["rounds"])
            if waits and any(missing_code(record, one, made) in ("still-open", "not-yet-opened") for one in plan["rounds"]):
                found.fault("standing", "too-soon", made["count"])
                break


def standing_at(bundle, record, plans, box, rule, made):
    result = bundle["result"]
    unplanned = {"plan": None, "standing": "unplanned", "omitted": []}
    earlier = [entry for entry, _ in plans if entry["index"] < made["index"]]
    if not earlier:
        return unplanned
    logs = [one["log"] for one in result["rounds"]]
    shared = lambda plan: sum(one["log"] in logs for one in plan["rounds"])
    nearest = sorted(((-shared(plan), plan["plan"], entry, plan) for entry, plan in in_force(plans, made["index"]) if shared(plan)),
                     key=lambda one: one[:2])
    if not nearest:
        after = any(one["open"] and one["open"]["index"] > earlier[0]["index"] for one in bundle["rounds"])
        return {**unplanned, "standing": "explored"} if after else unplanned
    _, _, entry, plan = nearest[0]
    claimed = [one for one in (result.get("plan") or {"omitted": []})["omitted"] if isinstance(one, dict)]
    omitted = []
    for one in plan["rounds"]:
        if one["log"] in logs:
            round_ = next(each for each in bundle["rounds"] if each["log"] == one["log"])
            is_good = is_kept(bundle, round_, one, entry, plan, made) and missing_code(record, one, made) != "void"
            code = None if is_good else "departed"
        else:
            code = missing_code(record, one, made)
            if code == "left-out" and any((each.get("round"), each.get("code")) == (one["log"], "log-broken") for each in claimed):
                code = "log-broken"
        omitted += [{"round": one["log"], "code": code}] if code else []
    named = [one["log"] for one in plan["rounds"]]
    omitted += [{"round": log, "code": "added"} for log in logs if log not in named]
    omitted += [] if result["ruleHash"] == plan["rule"] else [{"round": None, "code": "rule"}]
    groups = [(sum(voter["group"] == one["key"] for voter in box["voters"]), one["onRoll"]) for one in box["groups"]]
    joined = together(box, rule)
    voters = sum(counts(voter, rule) and voter["group"] in [one["key"] for one in joined] for voter in box["voters"])
    enough = lambda quorum, voted, roll: voted >= max(quorum["voters"], math.ceil(Fraction(quorum["share"]) * roll))
    quorum = plan["quorum"]
    if not enough(quorum, voters, sum(one["onRoll"] for one in joined)):
        omitted.append({"round": None, "code": "quorum"})
    if sum(enough(quorum["workgroup"], *one) for one in groups) < quorum["workgroups"]:
        omitted.append({"round": None, "code": "quorum-workgroups"})
    unavoidable = {"never-opened", "void", "log-broken", "quorum", "quorum-workgroups"}
    standing = "complete" if not omitted else "incomplete" if {one["code"] for one in omitted} <= unavoidable else "explored"
    return {"plan": plan["plan"], "standing": standing, "omitted": omitted}


def is_void(record, log, made):
    """Declared void while it was open; of one that had closed it counts for nothing."""
    is_open = False
    for one in record.entries[:made["index"]]:
        if one.get("ballots") != log or one["kind"] not in ("open", "close", "void"):
            continue
        if one["kind"] == "void" and is_open:
            return True
        is_open = one["kind"] == "open" or one["kind"] == "void" and is_open
    return False


def missing_code(record, planned, made):
    if record.of("void", ballots=planned["log"]) and is_void(record, planned["log"], made):
        return "void"
    before = lambda kind: any(one["index"] < made["index"] for one in record.of(kind, ballots=planned["log"]))
    if before("close"):
        return "left-out"
    if before("open"):
        return "still-open"
    now = milliseconds(made["at"])
    lost = milliseconds(planned["opensBy"]) < now or planned["closesAt"] != "by-hand" and milliseconds(planned["closesAt"]) <= now
    return "never-opened" if lost else "not-yet-opened"


def is_kept(bundle, one, planned, entry, plan, made):
    terms, opened = one["terms"], one["open"]
    if not opened or opened["plan"] != plan["plan"] or terms.get("plan") != entry["doc"]:
        return False
    until = [extension["until"] for extension in one["extensions"] if extension["index"] < made["index"]]
    closes = until[-1] if until else terms["closesAt"]
    version = terms["componentVersion"]
    listed = [row["key"] for row in bundle["components"]["components"]
              if row["since"] <= version and (row["retired"] is None or row["retired"] > version)]
    return (opened["rule"] == plan["rule"]
            and plan["components"] == {"version": version, "hash": sha256(canonical(listed).encode())}
            and terms["criteria"] == plan["criteria"] and terms["workgroup"] == planned["workgroup"]
            and terms["asked"] == planned["asked"] and terms["notNecessary"] == planned["notNecessary"]
            and terms.get("cannotJudge") == planned.get("cannotJudge") and terms["attribution"] == planned["attribution"]
            and planned["roll"] == ("joins" if terms["workgroup"] == "public" else "frozen")
            and terms["reveal"] == planned["reveal"] and (closes == planned["closesAt"] or closes in until)
            and milliseconds(opened["at"]) <= milliseconds(planned["opensBy"]))


# Receipts.

RECEIPT = re.compile("codraft-receipt/v1\nballots ([^\n]+)\nindex (0|[1-9][0-9]{0,8})\nleaf ([^\n]+)\nkind (?:cast|withdraw)\n"
                     "time [^\n]+\nrecord ([^\\s]+) (0|[1-9][0-9]{0,14}) ([^\\s]+)\n")


def note_of(text):
    try:
        value = json.loads(text)
        receipt = value.get("receipt") if isinstance(value, dict) else None
        return receipt if is_text(receipt) else ""
    except (ValueError, RecursionError):
        return text


def check_receipts(texts, bundle, origin, keys, record, found):
    for where, text in enumerate(texts, 1):
        if is_hash(text.strip()):
            if not any(text.strip() in one["leaves"] for one in bundle["rounds"]):
                found.fault("receipts", "missing", where)
            continue
        note = read_note(note_of(text))
        match = note and RECEIPT.fullmatch(note[0])
        leaf, root = (from_base64(match.group(3)), from_base64(match.group(6))) if match else (None, None)
        if not leaf or len(leaf) != 32 or not root or len(root) != 32:
            found.fault("receipts", "unreadable", where)
            continue
        fault = signature_fault(note, keys.at(1, int(match.group(5))))
        if fault:
            found.fault("receipts", fault, where)
        hold_beginning((match.group(4), int(match.group(5)), root.hex()), "receipts", where, origin, record, found)
        one = next((one for one in bundle["rounds"] if one["log"] == match.group(1)), None)
        if one is None:
            found.not_checked("receipt", where)
        elif one["leaves"][int(match.group(2)):][:1] != [leaf.hex()]:
            found.fault("receipts", "missing", where)


def verify_bundle(data, keys=(), kept=(), receipts=(), quick=False):
    """Checks a bundle step by step; nothing is asked of anybody."""
    found = Found()
    bundle = read_bundle(data, found)
    found.ended("files")
    signed = bundle and read_signed(bundle["checkpoint"], "signature", "", None, found)
    if signed:
        keys = keys_for(signed[0], bundle["record"], keys, found)
        read_signed(bundle["checkpoint"], "signature", "", keys, found)
    if bundle:
        found.ended("signature")
    record = signed and read_record(bundle["record"], signed, found)
    if record:
        check_changes(bundle, signed, keys, record, found)
    if signed:
        found.ended("record")
    if not record:
        for step in STEPS:
            found.done.setdefault(step, "skipped")
        return found
    found.has_witnesses = check_witnesses(bundle, record, keys, found)
    found.ended("witnesses")
    for where, text in enumerate(kept, 1):
        checkpoint = read_signed(text, "kept", where, keys, found)
        if checkpoint:
            hold_beginning(checkpoint, "kept", where, signed[0], record, found)
    found.ended("kept")
    plans = read_plans(bundle["plans"], record, found)
    found.ended("plan")
    for one in bundle["rounds"]:
        read_log(one, record)
    check_terms(bundle, found)
    found.ended("terms")
    check_ballots(bundle, found)
    found.ended("ballots")
    check_closing(bundle, record, found)
    check_anchors(bundle, record, plans, found)
    check_rolls(bundle, record, found)
    found.ended("closing")
    rule = json.loads(bundle["rule"])
    is_named = sha256(bundle["rule"].encode()) == bundle["result"]["ruleHash"] and (
        canonical(bundle["result"].get("rule")) == bundle["rule"])
    if not is_named:
        found.fault("count", "rule")
    if not is_rule(rule):
        found.fault("count", "rule-unfit")
    can_count = not found.has("ballots") and not found.has("terms") and not found.has("count")
    box = gather(bundle) if can_count else None
    check_standing(bundle, record, plans, box, rule, found)
    found.ended("standing", not can_count and not found.has("standing"))
    if can_count:
        recount(bundle, box, rule, found)
        if quick:
            found.not_checked("robustness")
        elif ("count", "components", "") not in found.faults:
            check_robustness(bundle, box, rule, found)
    found.ended("count", not can_count and not found.has("count"))
    found.ended("robustness", quick or not can_count)
    check_receipts(receipts, bundle, signed[0], keys, record, found)
    found.ended("receipts")
    result = bundle["result"]
    found.about = {"page": bundle["manifest"]["page"], "process": result["process"], "result": result["compilation"],
                   "standing": (result.get("plan") or {"standing": "unplanned"})["standing"], "entries": len(record.entries),
                   "ballots": sum(len(one["ballots"]) for one in bundle["rounds"]), "bundle": bundle}
    return found


WORDS = {
    "zip": "this is no bundle, or it is damaged", "size": "there is more than can be unpacked, or more or less than was signed",
    "path": "a file that no bundle has", "twice": "there twice", "manifest": "the list of files is missing or of another result",
    "missing": "what has to be there is not there", "altered": "not what was committed to", "unlisted": "a file that the list does not name",
    "text": "a file that is not what it has to be", "extra": "files of a round that the result does not count",
    "checkpoint": "not a signed checkpoint", "key": "a key that cannot be one, or under which anybody could sign",
    "other-log": "of another log", "unsigned": "not signed by the key", "signature": "the signature does not hold",
    "canonical": "not in its canonical form", "place": "it stands in another place than it says", "kind": "of an unknown kind",
    "begin": "a log begins once", "time": "its time goes back", "fields": "its fields are not those of its kind",
    "root": "it has another root than was signed",
    "handover": "another key was announced, and not under the key before it", "longer": "it knows of more entries than there are: the log was cut",
    "fork": "the log had other entries then: there are two histories", "again": "there twice",
    "unreadable": "it cannot be read", "rounds": "other rounds than the record log has", "late": "sealed after one of its rounds had opened",
    "unknown": "the record log does not know it", "replaces": "it replaces a plan that is not there",
    "replaced": "replaced after one of its rounds had opened", "moves": "votes move in a way that cannot be",
    "criteria": "other criteria than the result", "workgroup": "another workgroup", "asked": "it asked what is not on the list",
    "choices": "an answer to what was not asked", "reasons": "other reasons than were cast", "unmarked": "its log does not end with this result",
    "not-opened": "the record log does not say that it opened", "not-closed": "the record log does not say that it closed",
    "order": "in another order than can be", "opening": "it opened with other entries than were signed",
    "rule": "another rule than was declared", "roll": "a seat came onto a roll that was frozen",
    "closing": "it closed with other entries than were signed", "counted": "the result names another closing",
    "extended": "a deadline was moved in another way than in public", "early": "closed before its deadline",
    "unrecorded": "the record log has no such result", "uncounted": "the record log has no such count",
    "exchanged": "the record log has it with another text", "result": "the record log says that it stands otherwise to the plans",
    "count": "the count in the record log is of other rounds, another rule or another standing", "doc": "it names another plan",
    "second": "a second result of one plan", "standing": "it stands otherwise to the plans than it says",
    "undeclared": "the record log does not ask for witnesses", "log": "it is of another log",
    "quorum": "fewer witnesses have signed than the process asks for",
    "unanchored": "an anchor that was made meanwhile leaves it out", "anchor-missing": "what an anchor was of is not told",
    "anchor-altered": "what is told of an anchor is not what it was of", "anchored": "the log does not begin with what an anchor was of",
    "anchor-again": "anchored twice at once", "anchor-order": "anchored while it was not open", "anchor-extra": "there is no such anchor",
    "too-soon": "counted while another round of the plan could be voted in",
    "alone": "one organizer did what the plan wants two for", "one-person": "one organizer confirmed what they had asked for themselves",
    "loosened": "it takes the place of a plan that asks two organizers for more",
    "rule-unfit": "no rule can be like this",
}
UNCHECKED = {
    "pin": "the key is named by the bundle itself: compare it with one that you have from elsewhere (--key)",
    "adopted": "the record log was begun after this count was made: how it stood to the plans then is not proved",
    "omission": "it is said that a log is broken, and it is not in the bundle",
    "erased": "accounts were erased and seats renamed: whom it names of those who would do equally cannot be counted again",
    "robustness": "how firm the bands are was not looked at (--quick)",
    "receipt": "the receipt is of a round that this result does not count",
    "unexplained": "this entry says that public rows changed without an act that explains it",
    "sparse": "this round was anchored less often than its plan says: what changed meanwhile shows in receipts alone",
}


def fetch(source):
    if not re.match("https?://", source):
        with open(source, "rb") as file:
            return file.read(MOST_BYTES + 1)
    address = source.split("#")[0].split("?")[0].rstrip("/")
    address += "" if address.endswith(".zip") else "/files/bundle.zip"
    with urllib.request.urlopen(urllib.request.Request(address, headers={"User-Agent": "codraft-verify"}), timeout=120) as answer:
        return answer.read(MOST_BYTES + 1)


def given(value):
    """What an option names: the text of a file, or the value itself."""
    if not os.path.isfile(value):
        return value
    with open(value, "rb") as file:
        return file.read().decode("utf-8")


def check_bundle(arguments):
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("source")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true")
    for name in ("--key", "--receipt", "--kept"):
        parser.add_argument(name, action="append", default=[])
    args = parser.parse_args(arguments)
    try:
        data = fetch(args.source)
        keys = [line for value in args.key for line in given(value).split()]
        kept, receipts = map(given, args.kept), map(given, args.receipt)
        found = verify_bundle(data, keys, list(kept), list(receipts), args.quick)
    except (OSError, urllib.error.URLError, ValueError) as error:
        print(f"FAIL     {args.source} cannot be read: {error}")
        return 4
    if args.json:
        print(json.dumps({"faults": found.faults, "unchecked": found.unchecked, "steps": found.done}))
    else:
        tell(found, args)
    return 1 if found.faults else 3 if found.unchecked else 0


def tell(found, args):
    given_to = {"kept": args.kept, "receipts": args.receipt, "witnesses": found.has_witnesses}
    for step in STEPS:
        outcome = found.done[step]
        if outcome == "holds" and given_to.get(step, True):
            print(f"ok   {step}")
        elif outcome != "fails":
            print(f"--   {step:<11} not checked")
        for _, code, where in (fault for fault in found.faults if fault[0] == step):
            print(f"FAIL {step:<11} {code} {where}".rstrip() + f": {WORDS.get(code, 'it is counted otherwise')}")
    for code, where in found.unchecked:
        print(f"?    {code} {where}".rstrip() + f": {UNCHECKED[code]}")
    if not found.about:
        return
    about = found.about
    print(f"     result {about['result']} of {about['process']}, {about['standing']}: {about['ballots']} ballots, "
          f"{about['entries']} entries of the record log")
    for text in map(given, args.receipt):
        for one in about["bundle"]["rounds"]:
            note = read_note(note_of(text))
            match = note and RECEIPT.fullmatch(note[0])
            leaf = from_base64(match.group(3)) if match else None
            leaf = leaf.hex() if leaf else text.strip()
            if leaf in one["leaves"]:
                at = one["leaves"].index(leaf)
                counts_now = "counts" if any(index == at for _, index, _ in one["ballots"]) else "was replaced or withdrawn"
                print(f"     round {one['number']}, entry {at}, {counts_now}: {one['lines'][at]['entry']}")


def main():
    sources = [one for one in sys.argv[1:] if not one.startswith("-")]
    is_bundle = any(re.match("https?://", one) or one.endswith(".zip") for one in sources)
    return (check_bundle if is_bundle else check_log)(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
