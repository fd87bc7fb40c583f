import { z } from "zod";
import { draftLabel } from "~/features/drafts/contracts/drafts";
import { endorsementKinds } from "~/features/endorsements/domain/endorsement";
import { isAddressOf, isFreeMail, siteDomain } from "~/features/endorsements/domain/mailDomains";
import {
  block,
  contentLanguage,
  email,
  line,
  momentOfAct,
  momentOrNone,
  nameLine,
  number,
} from "~/kernel/fields";
import { countryCodes } from "~/kernel/places/countries";

/** Shapes of the forms around endorsements. */
const looksLikeLink = /https?:|www\.|\[url/i;
/** A name has letters in it and leads nowhere. */
const plainLine = (most: number) =>
  nameLine(most).refine((text) => !looksLikeLink.test(text), "endorsements:problem.link");
const name = (most: number) =>
  plainLine(most).refine((text) => /\p{L}/u.test(text) && text.length >= 2, "errors:field.empty");
/** Two links are more than a sentence of support needs. */
const statement = block(1200).refine(
  (text) => (text.match(/https?:|www\./gi) ?? []).length < 2,
  "endorsements:problem.links",
);
/** That of the statement. */
const language = contentLanguage;
const kind = z.enum(endorsementKinds);

export const giveSchema = z
  .strictObject({
    /** The version that was shown with the form. */
    draft: draftLabel,
    kind,
    name: name(160),
    affiliation: plainLine(160).default(""),
    country: z.union([z.enum(countryCodes as [string, ...string[]]), z.literal("")], "errors:field.invalid"),
    statement,
    language,
    email,
    domain: line(300).default(""),
    signatory: plainLine(160).default(""),
    authority: plainLine(160).default(""),
    isPublic: z.literal("yes", "endorsements:problem.public"),
    /** Nobody sees this field; whoever fills it is no person. */
    homepage: z.string().max(2000).default(""),
  })
  .superRefine((given, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (given.kind === "person") return;
    const domain = siteDomain(given.domain);
    if (!domain) refuse("domain", "endorsements:problem.domain");
    else if (isFreeMail(domain)) refuse("domain", "endorsements:problem.freeMail");
    else if (!isAddressOf(given.email, domain)) refuse("email", "endorsements:problem.otherDomain");
    if (given.signatory === "") refuse("signatory", "errors:field.empty");
    if (given.authority === "") refuse("authority", "errors:field.empty");
  })
  // What belongs to the other kind is left out, whatever the form held.
  .transform(({ isPublic: _, ...given }) =>
    given.kind === "person"
      ? { ...given, domain: "", signatory: "", authority: "" }
      : { ...given, affiliation: "", domain: siteDomain(given.domain) ?? "" },
  );
export type Given = z.infer<typeof giveSchema>;

/** Which of somebody's two: as a person, or for an organization. */
export const whichSchema = z.strictObject({ which: kind });
export const answerSchema = z.strictObject({
  which: kind,
  draft: draftLabel,
  answer: z.enum(["yes", "no"]),
});
export const correctSchema = z.strictObject({
  which: kind,
  name: name(160).optional(),
  /** Of an organization. */
  signatory: plainLine(160).optional(),
  authority: plainLine(160).optional(),
  affiliation: plainLine(160).default(""),
  statement,
  language,
});
export const withdrawSchema = z.strictObject({
  which: kind,
  /** Of one kind there may be others that were declined. */
  number: number.optional(),
  sure: z.literal("yes", "endorsements:problem.sure"),
});

const reason = line(600).pipe(z.string().min(1, "errors:field.empty"));
export const acceptSchema = z.strictObject({ number });
export const reopenSchema = z.strictObject({ number, at: momentOfAct });
export const reasonedSchema = z.strictObject({ number, reason });
export const openSchema = z.strictObject({ draft: draftLabel });
/** A moment, in UTC by the time it is read (`momentsInUtc`); empty: none. */
export const embargoSchema = z.strictObject({
  until: momentOrNone,
});
