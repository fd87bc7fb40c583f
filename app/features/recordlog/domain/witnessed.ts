import type { VerifierKey } from "~/kernel/tlog/verifierKey";
import { hasQuorum, type Policy, type Witness } from "~/kernel/witness/policy";

/**
 * How a witness answered last: it saw the checkpoint; it did not answer or could not; it does not know the log or its key; it has seen
 * more than was signed here; it has seen another tree.
 */
export const witnessAnswers = ["saw", "away", "unknown", "ahead", "other"] as const;
export type WitnessAnswer = (typeof witnessAnswers)[number];

const second = 1000;
const longestPause = 600 * second;

/** Milliseconds until a witness that did not sign is asked again: from five seconds to ten minutes. */
export const pauseAfter = (failures: number) => Math.min(5 * second * 2 ** (failures - 1), longestPause);

/** A witness is asked for the same size again, so that its signature says that the log still stands. */
export const sameSizeAfter = 24 * 3_600_000;

/** The names that an organizer can ask for: each stakeholder group's witness or group, without what only joins all of them. */
export function offeredNames({ witnesses, groups, quorum }: Policy): readonly string[] {
  const joining = groups.find(({ name }) => name === quorum);
  const within = new Set(groups.flatMap((group) => (group === joining ? [] : group.members)));
  return [...witnesses, ...groups.filter((group) => group !== joining)]
    .map(({ name }) => name)
    .filter((name) => !within.has(name));
}

/** The policy of a log: so many of these have to have seen a checkpoint. Nobody has to where none is named. */
export function requiredPolicy(
  operator: Policy,
  log: VerifierKey,
  { names, least }: { readonly names: readonly string[]; readonly least: number },
): Policy {
  const needed = new Set(names);
  // Members stand before their group, so that going backwards finds the members of members.
  for (const group of operator.groups.toReversed())
    if (needed.has(group.name)) for (const member of group.members) needed.add(member);
  const [only] = names;
  const joining = names.length > 1 ? freeName(operator) : null;
  return {
    logs: [{ key: log, url: null }],
    witnesses: operator.witnesses
      .filter(({ name }) => needed.has(name))
      .map(({ name, key }) => ({ name, key, url: null })),
    groups: [
      ...operator.groups.filter(({ name }) => needed.has(name)),
      ...(joining === null ? [] : [{ name: joining, least, members: names }]),
    ],
    quorum: joining ?? only ?? null,
  };
}

function freeName({ witnesses, groups }: Policy): string {
  const taken = new Set([...witnesses, ...groups].map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? "required" : `required-${number}`;
    if (!taken.has(name)) return name;
  }
}

/** What an organizer asked for, out of the policy that came of it. */
export function chosenOf({ groups, quorum }: Policy): {
  readonly names: readonly string[];
  readonly least: number;
} {
  const joining = groups.at(-1);
  if (joining?.name === quorum && joining.members.length > 1)
    return { names: joining.members, least: joining.least };
  return quorum === null ? { names: [], least: 0 } : { names: [quorum], least: 1 };
}

/** A signature of a witness below a checkpoint. */
export type Sight = { readonly size: number; readonly witness: string; readonly at: Date };

/** The largest size of which all that the policy asks for was seen; null where there is none yet. */
export function witnessedSize(
  policy: Policy,
  sights: readonly Sight[],
  keyText: (witness: Witness) => string,
): number | null {
  const sizes = [...new Set(sights.map(({ size }) => size))].toSorted((a, b) => b - a);
  const has = (size: number) => {
    const by = new Set(sights.filter((one) => one.size === size).map(({ witness }) => witness));
    const names = policy.witnesses.filter((one) => by.has(keyText(one))).map(({ name }) => name);
    return hasQuorum(policy, new Set(names));
  };
  return sizes.find(has) ?? null;
}
