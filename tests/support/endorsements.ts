import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { type Given, giveSchema } from "~/features/endorsements/contracts/endorsements";
import { checkEndorsement } from "~/features/endorsements/services/desk/checkEndorsement.server";
import { openToEndorsements } from "~/features/endorsements/services/desk/openToEndorsements.server";
import {
  type EndorsementRow,
  endorsementByToken,
} from "~/features/endorsements/services/findEndorsement.server";
import { confirmEndorsement } from "~/features/endorsements/services/give/confirmEndorsement.server";
import { giveEndorsement } from "~/features/endorsements/services/give/giveEndorsement.server";
import { endorsements } from "~db/schema/endorsements";
import { draftCalled, published } from "./draftScenario";
import { type Scenario, scenario, there, value } from "./scenario";
import type { TestDeps } from "./testDeps";

/** A process that asks for endorsements of its version 0.9. */
export async function endorsable(deps: TestDeps): Promise<Scenario> {
  const s = await scenario(deps, { members: 0 });
  await published(s, "0.9");
  value(await openToEndorsements(deps, s.organizer, s.process, "0.9"));
  return s;
}

/** Publishes a version and asks for endorsements of it. */
export async function openedNext(s: Scenario, label: string): Promise<DraftRow> {
  await published(s, label, `### The freedoms\n\nWhoever receives ${label} may use it for any purpose.\n`);
  value(await openToEndorsements(s.deps, s.organizer, s.process, label));
  return draftCalled(s, label);
}

export const freshEmail = () => `${randomUUID().slice(0, 8)}@example.org`;

/** What the form of a person sends, parsed as it would be. */
export function formOf(more: Record<string, string> = {}): Given {
  return giveSchema.parse({
    draft: "0.9",
    kind: "person",
    name: "Maren Example",
    affiliation: "",
    country: "",
    statement: "",
    language: "en",
    email: freshEmail(),
    isPublic: "yes",
    ...more,
  });
}

/** What the form of an organization sends; each has a domain of its own. */
export function organizationForm(more: Record<string, string> = {}): Given {
  const domain = `o-${randomUUID().slice(0, 8)}.example`;
  const form = { kind: "organization", name: "Example Foundation", domain, email: `office@${domain}` };
  return formOf({ ...form, signatory: "Ada Signs", authority: "Director", ...more });
}

/** The token of the newest mail to an address. */
export function tokenTo(deps: TestDeps, email: string): string {
  for (const { to, text } of deps.mails.toReversed()) {
    const token = to === email && /endorsements\/link\/([0-9a-f]{64})/.exec(text)?.[1];
    if (token) return token;
  }
  throw new Error(`no link was mailed to ${email}`);
}

/** The endorsement behind the newest link to an address. */
export async function behindLink(s: Scenario, email: string): Promise<EndorsementRow> {
  return there(await endorsementByToken(s.deps, s.process, tokenTo(s.deps, email)));
}

/** Sends a form and confirms it by the link of the mail. */
export async function given(s: Scenario, form: Given): Promise<EndorsementRow> {
  value(await giveEndorsement(s.deps, s.process, form));
  const row = await behindLink(s, form.email);
  value(await confirmEndorsement(s.deps, s.process, row));
  return rowOf(s, row.id);
}

/** An organization that an organizer took. */
export async function accepted(s: Scenario, form: Given): Promise<EndorsementRow> {
  const { id, number } = await given(s, form);
  value(await checkEndorsement(s.deps, s.organizer, s.process, number, { accept: true }));
  return rowOf(s, id);
}

export async function rowOf(s: Scenario, id: EndorsementRow["id"]): Promise<EndorsementRow> {
  const [row] = await s.deps.db.select().from(endorsements).where(eq(endorsements.id, id));
  return there(row);
}
