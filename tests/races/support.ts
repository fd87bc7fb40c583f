import type { RoundRow } from "~/features/rounds/services/read.server";
import type { BallotInput } from "~/features/votes/services/castBallot.server";
import type { Person, Scenario } from "~tests/support/scenario";

export type Answer =
  | { readonly kind: "receipt"; readonly leaf: string }
  | { readonly kind: "refused"; readonly status: number }
  /** The connection broke: nobody was told anything. */
  | { readonly kind: "lost" };

/** Sends a ballot to a server as a browser's form does. */
export async function sendBallot(
  url: string,
  s: Pick<Scenario, "process">,
  round: RoundRow,
  voter: Person,
  input: BallotInput,
): Promise<Answer> {
  const body = new URLSearchParams({ intent: "cast", prev: input.prev ?? "", key: input.key });
  for (const [component, criteria] of Object.entries(input.choices))
    for (const [criterion, choice] of Object.entries(criteria))
      body.append(`choices.${component}.${criterion}`, choice);
  // The cookie's value as Remix writes it: base64 of the JSON text.
  const cookie = Buffer.from(JSON.stringify(voter.token)).toString("base64");
  try {
    const response = await fetch(`${url}/p/${s.process.slug}/rounds/${round.number}/ballot`, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { Cookie: `__Host-codraft=${encodeURIComponent(cookie)}`, Accept: "text/html" },
    });
    const leaf = /leaf=([0-9a-f]{64})/.exec(response.headers.get("location") ?? "")?.[1];
    await response.arrayBuffer();
    return leaf ? { kind: "receipt", leaf } : { kind: "refused", status: response.status };
  } catch {
    return { kind: "lost" };
  }
}
