import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { requestSignIn } from "~/features/accounts/services/signIn.server";
import { restrainedAddress } from "~/features/membership/services/restraints.server";
import {
  confirmAddress,
  findAddressChange,
  requestAddress,
} from "~/features/profile/services/changeAddress.server";
import { signInRequests, users } from "~db/schema/accounts";
import { restraints } from "~db/schema/membership";
import { type Person, refusal, type Scenario, scenario, signUp, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testClock, testDeps } from "~tests/support/testDeps";

const clock = testClock();
let db: TestDb;
let s: Scenario;
let person: Person;
let next: string;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  s = await scenario(testDeps(db, { now: clock.now }), { members: 0 });
  person = s.participant;
  next = `new-${person.email}`;
});
afterAll(() => db.close());

const ask = (email = next) => requestAddress(s.deps, person, { email, language: "en" });
const linkTo = (email: string) => {
  const mail = s.deps.mails.filter(({ to }) => to === email).at(-1);
  return there(/profile\/address\/([0-9a-f]{64})/.exec(mail?.text ?? "")?.[1]);
};
const addressNow = async () => {
  const [row] = await db.db.select().from(users).where(eq(users.id, person.id));
  return row?.email;
};

describe("Somebody can change their address", () => {
  test("once both addresses have confirmed it, in either order, each by its own link", async () => {
    value(await ask());
    expect(value(await confirmAddress(s.deps, linkTo(next)))).toEqual({ isChanged: false });
    expect(await addressNow()).toBe(person.email);
    expect(value(await confirmAddress(s.deps, linkTo(person.email)))).toEqual({ isChanged: true });
    expect(await addressNow()).toBe(next);
  });

  test("by each link once, for a day, and by no link of an earlier request", async () => {
    value(await ask());
    const first = linkTo(next);
    value(await confirmAddress(s.deps, first));
    expect(refusal(await confirmAddress(s.deps, first))).toBe("address_confirmed");
    value(await ask());
    expect(refusal(await findAddressChange(s.deps, first))).toBe("link_expired");
    const second = linkTo(next);
    clock.forward(24 * 60 * 60 * 1000);
    expect(refusal(await confirmAddress(s.deps, second))).toBe("link_expired");
    expect(refusal(await confirmAddress(s.deps, "0".repeat(64)))).toBe("link_expired");
    expect(await addressNow()).toBe(person.email);
  });

  test("to none that another account has, which only that address comes to hear", async () => {
    const other = await signUp(s.deps, `taken-${s.process.slug}`);
    value(await ask(other.email));
    const told = s.deps.mails.filter(({ to }) => to === other.email).at(-1);
    expect(told?.subject).toBe("This address has an account already");
    expect(told?.text).not.toContain("/profile/address/");
    // One that was free when it was asked for may be taken by now.
    value(await ask());
    await signUp(s.deps, next.replace("@example.org", ""));
    value(await confirmAddress(s.deps, linkTo(next)));
    expect(refusal(await confirmAddress(s.deps, linkTo(person.email)))).toBe("address_taken");
    expect(await addressNow()).toBe(person.email);
  });

  test("and nothing that was mailed to the old one lets anybody in any more, while a restraint goes along", async () => {
    value(await requestSignIn(s.deps, { email: person.email, redirectTo: "/", language: "en" }));
    await db.db.insert(restraints).values({
      processId: s.process.id,
      address: restrainedAddress(person.email),
      userId: person.id,
      kind: "suspend",
      until: null,
    });
    value(await ask());
    value(await confirmAddress(s.deps, linkTo(person.email)));
    value(await confirmAddress(s.deps, linkTo(next)));
    expect(await db.db.select().from(signInRequests).where(eq(signInRequests.email, person.email))).toEqual(
      [],
    );
    const held = await db.db.select().from(restraints).where(eq(restraints.userId, person.id));
    expect(held.map(({ address }) => address)).toEqual([restrainedAddress(next)]);
  });

  test("and of a restraint at either address the harder one stays", async () => {
    const restrained = (address: string, kind: "slow" | "suspend", until: Date | null) => ({
      ...{ processId: s.process.id, address: restrainedAddress(address), kind, until },
      userId: address === person.email ? person.id : null,
    });
    const tomorrow = new Date(s.deps.now().getTime() + 24 * 3600 * 1000);
    await db.db
      .insert(restraints)
      .values([restrained(person.email, "suspend", null), restrained(next, "slow", tomorrow)]);
    value(await ask());
    value(await confirmAddress(s.deps, linkTo(person.email)));
    value(await confirmAddress(s.deps, linkTo(next)));
    const held = await db.db.select().from(restraints).where(eq(restraints.processId, s.process.id));
    expect(held).toMatchObject([
      { address: restrainedAddress(next), userId: person.id, kind: "suspend", until: null },
    ]);
  });

  test("not to the one that they have, nor more often than anybody means to", async () => {
    expect(refusal(await ask(person.email))).toBe("invalid");
    for (const at of [1, 2, 3, 4, 5]) value(await ask(`n${at}-${person.email}`));
    expect(refusal(await ask())).toBe("too_many");
  });
});
