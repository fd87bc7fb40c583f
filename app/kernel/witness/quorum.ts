/** Who has to have seen a checkpoint, as far as counting them takes. */
export type Quorum = {
  /** By their names in the policy, with their verifier keys. */
  readonly witnesses: readonly { readonly name: string; readonly key: string }[];
  readonly groups: readonly {
    readonly name: string;
    readonly least: number;
    readonly members: readonly string[];
  }[];
  readonly quorum: string;
};

/**
 * Reads what of a policy it takes to count witnesses, in browsers, which have little else of it. The server read it as `readPolicy` does before
 * it was declared; null for what cannot be one, and where it asks for nobody.
 */
export function readQuorum(text: string): Quorum | null {
  const witnesses: { name: string; key: string }[] = [];
  const groups: { name: string; least: number; members: readonly string[] }[] = [];
  let quorum: string | null = null;
  for (const line of text.split("\n")) {
    const [word, name = "", third = "", ...rest] = line.split(/[ \t]+/).filter(Boolean);
    if (word === "witness") witnesses.push({ name, key: third });
    if (word === "group") {
      const least = third === "all" ? rest.length : third === "any" ? 1 : Number(third);
      if (!(least >= 1 && least <= rest.length)) return null;
      groups.push({ name, least, members: rest });
    }
    if (word === "quorum") quorum = name;
  }
  return quorum === null || quorum === "none" ? null : { witnesses, groups, quorum };
}

/** Whether enough are among these witnesses. A group has members that stand before it, so that counting ends. */
export function areEnough(
  { groups, quorum }: Pick<Quorum, "groups" | "quorum">,
  seenBy: ReadonlySet<string>,
): boolean {
  const has = (name: string, before = groups.length): boolean => {
    const place = groups.slice(0, before).findIndex((one) => one.name === name);
    const group = groups[place];
    return group ? group.members.filter((one) => has(one, place)).length >= group.least : seenBy.has(name);
  };
  return has(quorum);
}
