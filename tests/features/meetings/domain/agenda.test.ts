import { expect, test } from "vitest";
import { townhallSchema } from "~/features/meetings/contracts/meeting";

test("An agenda has its minutes in the digits of whoever wrote it, and its titles as they were written", () => {
  const { agenda } = townhallSchema.shape;
  expect(agenda.parse("١٠ الافتتاح\n５ Votes of 2024\n20 القسم ٣")).toEqual([
    { minutes: 10, title: "الافتتاح" },
    { minutes: 5, title: "Votes of 2024" },
    { minutes: 20, title: "القسم ٣" },
  ]);
});
