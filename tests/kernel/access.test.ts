import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allows, needs, type Standing, visitor } from "~/kernel/access";

const standings: fc.Arbitrary<Standing> = fc.record({
  signedIn: fc.boolean(),
  suspended: fc.boolean(),
  silenced: fc.boolean(),
  founder: fc.boolean(),
  organizer: fc.boolean(),
  moderator: fc.boolean(),
  participant: fc.boolean(),
  workgroupRole: fc.constantFrom("facilitator" as const, "member" as const, null),
  seated: fc.boolean(),
});
const met = (standing: Standing) => needs.filter((need) => allows(need, standing));

describe("access", () => {
  it("lets a visitor, and a suspended person, only read", () => {
    expect(met(visitor)).toEqual(["anyone"]);
    fc.assert(
      fc.property(standings, (standing) => {
        expect(met({ ...standing, suspended: true })).toEqual(["anyone"]);
        expect(met({ ...standing, signedIn: false })).toEqual(["anyone"]);
      }),
    );
  });

  it("takes the word from who is silenced, and nothing else: not the vote either", () => {
    fc.assert(
      fc.property(standings, (standing) => {
        const heard = met({ ...standing, silenced: false });
        const silenced = met({ ...standing, silenced: true });
        expect(silenced).toEqual(heard.filter((need) => need !== "speaker"));
      }),
    );
  });

  it("gives a seat to those on the roll alone, organizers included", () => {
    const organizer = { ...visitor, signedIn: true, organizer: true };
    expect(allows("seat", organizer)).toBe(false);
    expect(allows("seat", { ...organizer, seated: true })).toBe(true);
  });

  it("lets facilitators run their workgroup and organizers every one", () => {
    const person = { ...visitor, signedIn: true };
    expect(met({ ...person, workgroupRole: "member" })).toEqual([
      "anyone",
      "signed-in",
      "speaker",
      "participant",
      "member",
    ]);
    expect(met({ ...person, workgroupRole: "facilitator" })).toContain("facilitator");
    expect(met({ ...person, workgroupRole: "facilitator" })).not.toContain("organizer");
    expect(met({ ...person, organizer: true })).toEqual([
      "anyone",
      "signed-in",
      "speaker",
      "participant",
      "member",
      "facilitator",
      "moderator",
      "organizer",
    ]);
  });

  it("lets moderators moderate, and do nothing else of what organizers do", () => {
    const person = { ...visitor, signedIn: true, participant: true };
    expect(met({ ...person, moderator: true })).toEqual([...met(person), "moderator"]);
  });
});
