#!/usr/bin/env python3
"""Counts an approval again, by the steps of ../approvals.md: from its log, under the version of its rule.

    approval.py entries.jsonl terms.json result.json

The log is checked as verify.py does. How many could have taken part (`onRoll`) is the one figure that the
log does not hold; it is taken from the result. Exit code: 0 the same result, 1 another, 2 wrong usage.
"""
import json, math, sys
from fractions import Fraction
from verify import Log, canonical, load, sha256

SIDES = ("approve", "reservations", "object")


def wilson(successes, of):  # for showing: nothing is decided by it
    z, share = 1.959963984540054, successes / of
    spread = z * math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
    middle, scale = share + (z * z) / (2 * of), 10_000 / (1 + (z * z) / of)
    low, high = math.floor((middle - spread) * scale + 1e-9), math.ceil((middle + spread) * scale - 1e-9)
    return [max(0, low), min(10_000, high)]


def text_of(share):
    return str(share.numerator) if share.denominator == 1 else f"{share.numerator}/{share.denominator}"


def falls_short(share, asked):
    wanted = Fraction(asked["threshold"])
    return share < wanted if asked["comparison"] == "at-least" else share <= wanted


def shortfalls_1(rule, part, key, counts, taken, share, on_roll):
    group, region = rule["group"], rule["region"]
    asked = {"groups": group, "total": rule["total"]}.get(part, region if taken >= group["leastPositions"] else None)
    if part == "groups" and taken == 0:
        return asked, ["nobody"]
    short = ["too-few"] if part == "groups" and taken < group["leastPositions"] else []
    short += ["turnout"] if part == "groups" and taken < Fraction(group["leastTurnout"]) * on_roll else []
    if asked and share is None:
        short.append("no-sides")
    elif asked and falls_short(share, asked):
        short.append("share")
    return asked, short


def shortfalls_2(rule, part, key, counts, taken, share, on_roll):
    group, region, sides = rule["group"], rule["region"], sum(counts[side] for side in SIDES)
    named = region if region and key in region["named"] else None
    asked = {"groups": group, "total": rule["total"]}.get(part, named)
    if not asked:
        return None, []
    if share is None:
        return asked, ["silent"]
    short = ["few-sides"] if sides < group["leastSides"] else []
    short += ["turnout"] if part == "groups" and sides < Fraction(group["leastTurnout"]) * on_roll else []
    return asked, short + (["share"] if falls_short(share, asked) else [])


SHORTFALLS = {1: shortfalls_1, 2: shortfalls_2}


def judge(rule, part, key, placed, on_roll):
    counts = {name: 0 for name in (*SIDES, "abstain")}
    for choices in placed:
        counts[choices["position"]["draft"]] += 1
    sides, approving = sum(counts[side] for side in SIDES), counts["approve"] + counts["reservations"]
    share = Fraction(approving, sides) if sides else None
    asked, short = SHORTFALLS[rule["version"]](rule, part, key, counts, len(placed), share, on_roll)
    return {"counts": counts, "taken": len(placed), "onRoll": on_roll,
            "share": None if share is None else text_of(share),
            "interval": wilson(approving, sides) if sides else None,
            "shortfalls": short, "isMet": None if not asked else "no" if short else "yes"}


def count(log, terms, said):
    rule = said["rule"]
    entries = dict(zip(log.leaves, log.entries))
    placed = [json.loads(entries[leaf])["choices"] for leaf, kind in log.last.values() if kind == "cast"]
    named_in = lambda part, key: [one for one in placed if key in one.get(part, {})]
    result = {name: said[name] for name in ("process", "approval", "log", "draft", "draftHash", "rule")}
    result["v"] = rule["version"]
    result["total"] = judge(rule, "total", None, placed, said["total"]["onRoll"])
    for part, of in (("groups", "groups"), ("regions", "region")):
        result[part] = {key: judge(rule, part, key, named_in(of, key), said[part][key]["onRoll"])
                        for key in terms[part]}
    overlap = [str(len(one.get("groups", {}))) for one in placed]
    result["overlap"] = {size: overlap.count(size) for size in overlap}
    consensus = Fraction(1)
    for one in result["groups"].values():
        consensus *= Fraction(one["counts"]["approve"] + one["counts"]["reservations"] + 1, one["taken"] + 2)
    result["consensus"] = text_of(consensus)
    decided = [result["total"], *result["groups"].values(), *result["regions"].values()]
    result["isMet"] = "no" if any(one["isMet"] == "no" for one in decided) else "yes"
    return result


def main():
    if len(sys.argv) != 4:
        print(__doc__)
        return 2
    try:
        log, terms, said = Log(open(sys.argv[1], "rb").read()), load(sys.argv[2]), load(sys.argv[3])
        again = count(log, terms, said)
        wrong = [problem for problems in log.broken.values() for problem in problems]
        wrong += [] if log.closed_at is not None else ["the log is not closed"]
        wrong += [] if log.name == said["log"] else ["the result is of another log"]
        wrong += [] if sha256(canonical(terms).encode()) in log.named["terms"] else ["the log names other terms"]
        wrong += [] if sha256(canonical(said["rule"]).encode()) in log.named["rule"] else ["the log names another rule"]
        wrong += [] if sha256(canonical(said).encode()) in log.named["result"] else ["the log names another result"]
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        print(f"FAIL this cannot be read: {error}")
        return 1
    wrong += [f"{name}: counted {json.dumps(again[name])}, said {json.dumps(said.get(name))}"
              for name in again if again[name] != said.get(name)]
    for problem in wrong:
        print(f"FAIL {problem}")
    if not wrong:
        verdict = "approved" if again["isMet"] == "yes" else "not approved"
        print(f"ok   {again['total']['taken']} positions, rule version {again['v']}: {verdict}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
