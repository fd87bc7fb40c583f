import { describe, expect, test } from "vitest";
import type { Mail, MailRefusal } from "~/platform/deps";
import { afterRefusal, handOver } from "~/platform/jobs/mailQueue";

const now = new Date("2030-01-01T12:00:00.000Z");
const letter: Mail = { to: "somebody@example.org", subject: "Asked", text: "Do you endorse it?" };
const forNow: MailRefusal = { code: "EAI_AGAIN", isFinal: false };
const forGood: MailRefusal = { code: "550", isFinal: true };

describe("a mail that was refused", () => {
  test("is tried again after pauses that double up to four hours, for three days", () => {
    const pauses: number[] = [];
    let last: Date | null = null;
    for (let attempts = 0; ; attempts++) {
      const next = afterRefusal(attempts, forNow, last ?? now);
      expect(next.attempts).toBe(attempts + 1);
      if (next.mail === "failed") break;
      pauses.push((next.mailAfter.getTime() - (last ?? now).getTime()) / 60_000);
      last = next.mailAfter;
    }
    expect(pauses.slice(0, 10)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 240, 240]);
    const days = ((last ?? now).getTime() - now.getTime()) / 86_400_000;
    expect(days).toBeGreaterThan(2.5);
    expect(days).toBeLessThan(3.5);
  });

  test("for good is given up at once", () => {
    expect(afterRefusal(0, forGood, now)).toEqual({ mail: "failed", attempts: 1, mailAfter: now });
  });
});

describe("handing a mail over", () => {
  const noted: (MailRefusal | null)[] = [];
  const note = async (refusal: MailRefusal | null) => {
    noted.push(refusal);
  };
  const server = (refusal: MailRefusal | null) => ({
    mail: async (_letter: Mail, refused?: (why: MailRefusal) => void) => {
      if (refusal) refused?.(refusal);
      return refusal === null;
    },
  });

  test("notes what became of it", async () => {
    noted.length = 0;
    expect(await handOver(server(null), (mail) => mail(letter), note)).toBe(true);
    expect(await handOver(server(forNow), (mail) => mail(letter), note)).toBe(false);
    expect(await handOver(server(forGood), (mail) => mail(letter), note)).toBe(false);
    expect(noted).toEqual([null, forNow, forGood]);
  });

  test("of a letter that cannot be made notes that it is to be tried again, and throws it on", async () => {
    noted.length = 0;
    const broken = () => Promise.reject(new Error("no words"));
    await expect(handOver(server(null), broken, note)).rejects.toThrow("no words");
    expect(noted).toEqual([{ code: "", isFinal: false }]);
  });

  test("that ends in the middle notes nothing: it may have gone out", async () => {
    noted.length = 0;
    const dying = { mail: () => Promise.reject(new Error("killed")) };
    await expect(handOver(dying, (mail) => mail(letter), note)).rejects.toThrow("killed");
    expect(noted).toEqual([]);
  });
});
