import { readFileSync, statSync } from "node:fs";
import type { Witnesses, WitnessReply } from "~/features/recordlog/services/recordLogDeps";
import { type Policy, readPolicy } from "~/kernel/witness/policy";

/** Milliseconds that a witness is given to answer. */
const longestAnswer = 10_000;
/** Characters: a few lines of signatures. */
const mostCharacters = 20_000;

/** The witnesses of the operator's policy file, which is read again when it changes. No address ever comes from a form. */
export function witnessesIn(path: string | undefined): Witnesses {
  let known: { readonly of: number; readonly policy: Policy } | undefined;
  return {
    policy: () => {
      if (path === undefined) return null;
      const of = statSync(path).mtimeMs;
      if (known?.of !== of) known = { of, policy: policyIn(path) };
      return known.policy;
    },
    ask,
  };
}

function policyIn(path: string): Policy {
  const read = readPolicy(readFileSync(path, "utf8"));
  if (read.ok) return read.value;
  throw new Error(`WITNESSES: ${path} line ${read.error.line}: ${read.error.what}`);
}

async function ask(url: string, body: string): Promise<WitnessReply> {
  try {
    const answer = await fetch(`${url.replace(/\/$/, "")}/add-checkpoint`, {
      method: "POST",
      body,
      redirect: "error",
      signal: AbortSignal.timeout(longestAnswer),
    });
    const type = (answer.headers.get("Content-Type") ?? "").split(";")[0] ?? "";
    const text = await answer.text();
    return text.length > mostCharacters ? null : { status: answer.status, type, body: text };
  } catch {
    // It is asked again; that it is away stands on the page of the log.
    return null;
  }
}
