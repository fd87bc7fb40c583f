import { toBase64 } from "../hash/bytes";
import { fail, ok, type Result } from "../result";
import { algorithms, readVerifierKey, type VerifierKey, verifierKeyText } from "../tlog/verifierKey";
import { areEnough } from "./quorum";

/** A log or a witness: its key, and where it is asked. */
type Known = { readonly key: VerifierKey; readonly url: string | null };
export type Witness = Known & { readonly name: string };
/** Has seen what so many of its members have seen, which are witnesses or groups before it. */
export type Group = { readonly name: string; readonly least: number; readonly members: readonly string[] };

/** Which logs are known, which witnesses, and who has to have seen a checkpoint (C2SP's tlog-policy). */
export type Policy = {
  readonly logs: readonly Known[];
  readonly witnesses: readonly Witness[];
  readonly groups: readonly Group[];
  /** A witness or a group; null where nobody has to have seen it. */
  readonly quorum: string | null;
};

/** The line that cannot be read, from 1; 0 where the file lacks a quorum. */
export type PolicyFault = { readonly code: "unreadable"; readonly line: number; readonly what: string };

class Unreadable extends Error {}

/** Reads a policy file. */
export function readPolicy(text: string): Result<Policy, PolicyFault> {
  const reading = new Reading();
  const lines = text.split("\n");
  for (const [at, line] of lines.entries()) {
    try {
      reading.line(line);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return fail({ code: "unreadable", line: at + 1, what: error.message });
    }
  }
  if (reading.quorum === undefined) return fail({ code: "unreadable", line: 0, what: "it has no quorum" });
  const { logs, witnesses, groups, quorum } = reading;
  return ok({ logs, witnesses, groups, quorum });
}

class Reading {
  readonly logs: Known[] = [];
  readonly witnesses: Witness[] = [];
  readonly groups: Group[] = [];
  quorum: string | null | undefined;
  private readonly names = new Set<string>();
  private readonly members = new Set<string>();

  line(text: string): void {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a policy must not have
    if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(text)) throw new Unreadable("it has control characters");
    const [word = "", ...rest] = text.split(/[ \t]+/).filter(Boolean);
    if (word === "" || word.startsWith("#")) return;
    if (word === "log") this.log(rest);
    else if (word === "witness") this.witness(rest);
    else if (word === "group") this.group(rest);
    else if (word === "quorum") this.declare(rest);
    else throw new Unreadable("it begins with none of: log, witness, group, quorum");
  }

  private log([text = "", url, ...more]: readonly string[]): void {
    const key = this.key(text, algorithms.ed25519, this.logs);
    if (more.length > 0) throw new Unreadable("a log has a key and an address");
    this.logs.push({ key, url: url ?? null });
  }

  private witness([name = "", text = "", url, ...more]: readonly string[]): void {
    this.name(name);
    const key = this.key(text, algorithms.cosignature, this.witnesses);
    if (more.length > 0) throw new Unreadable("a witness has a name, a key and an address");
    this.witnesses.push({ name, key, url: url ?? null });
  }

  private group([name = "", threshold = "", ...members]: readonly string[]): void {
    for (const member of members) {
      if (!this.names.has(member)) throw new Unreadable(`nothing before it is called ${member}`);
      if (this.members.has(member)) throw new Unreadable(`${member} is a member twice`);
      this.members.add(member);
    }
    this.name(name);
    const least = leastOf(threshold, members.length);
    this.groups.push({ name, least, members });
  }

  private declare([name = "", ...more]: readonly string[]): void {
    if (this.quorum !== undefined) throw new Unreadable("it is a second quorum");
    if (more.length > 0 || (name !== "none" && !this.names.has(name)))
      throw new Unreadable("a quorum is a witness or a group before it, or none");
    this.quorum = name === "none" ? null : name;
  }

  private name(name: string): void {
    if (name === "" || name === "none") throw new Unreadable("it has no name");
    if (this.names.has(name)) throw new Unreadable(`something before it is called ${name}`);
    this.names.add(name);
  }

  private key(text: string, algorithm: VerifierKey["algorithm"], others: readonly Known[]): VerifierKey {
    const key = readVerifierKey(text);
    if (key?.algorithm !== algorithm) throw new Unreadable("it has no key of its kind");
    const bytes = toBase64(key.publicKey);
    if (others.some((one) => toBase64(one.key.publicKey) === bytes))
      throw new Unreadable("its key is there twice");
    return key;
  }
}

function leastOf(threshold: string, members: number): number {
  const least = threshold === "all" ? members : threshold === "any" ? 1 : Number(threshold);
  const isWritten = ["all", "any"].includes(threshold) || /^[1-9][0-9]{0,3}$/.test(threshold);
  if (!isWritten || members === 0 || least > members)
    throw new Unreadable("a group says how many of its members");
  return least;
}

/** A policy as its file has it. */
export function policyText({ logs, witnesses, groups, quorum }: Policy): string {
  const at = (url: string | null) => (url === null ? "" : ` ${url}`);
  return [
    ...logs.map(({ key, url }) => `log ${verifierKeyText(key)}${at(url)}`),
    ...witnesses.map(({ name, key, url }) => `witness ${name} ${verifierKeyText(key)}${at(url)}`),
    ...groups.map(({ name, least, members }) => {
      const threshold = least === members.length ? "all" : String(least);
      return `group ${name} ${threshold} ${members.join(" ")}`;
    }),
    `quorum ${quorum ?? "none"}`,
    "",
  ].join("\n");
}

/** Whether those who have to have seen a checkpoint are among these witnesses, by their names in the policy. */
export const hasQuorum = ({ groups, quorum }: Policy, seenBy: ReadonlySet<string>): boolean =>
  quorum === null || areEnough({ groups, quorum }, seenBy);
