import { expect, test } from "vitest";
import { calledIn } from "~/features/workgroups/services/shownAddress.server";

const ana = { name: "Ana", email: "ana@example.org" };

test("Two people of the same name can be told apart by those who decide about them", () => {
  const other = { name: "ANA", email: "ana@xn--bcher-kva.example" };
  expect(calledIn([ana, { name: "Ben", email: "ben@example.org" }, other])).toEqual([
    "Ana <ana@example.org>",
    "Ben",
    "ANA <ana@bücher.example>",
  ]);
});

test("One person in several lines is called by their name alone, and one without a name by their address", () => {
  expect(calledIn([ana, ana])).toEqual(["Ana", "Ana"]);
  expect(calledIn([{ name: "", email: "ana@xn--bcher-kva.example" }])).toEqual(["ana@bücher.example"]);
});
