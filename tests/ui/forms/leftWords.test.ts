import { expect, test } from "vitest";
import { pageOf } from "~/ui/forms/kept/keptWords";
import { isFormShown, leftWords, onForms, showForm } from "~/ui/forms/kept/leftWords";

const typed = (place: string, fields: Record<string, string>, begun: Record<string, string>) => ({
  place,
  kept: { fields, begun },
});

test("Words of which the form is gone are shown: what was typed, and nothing that the page had put there", () => {
  const ask = typed(
    "ask",
    { body: "Why so?", language: "en", title: "As it was" },
    { body: "", title: "As it was" },
  );
  const reply = typed("reply", { body: "  " }, { body: "" });
  const say = typed("say", { body: "Here still." }, { body: "" });
  const gone = showForm("say");
  expect(leftWords([ask, reply, say], isFormShown)).toEqual([{ place: "ask", texts: ["Why so?"] }]);
  gone();
  expect(leftWords([say], isFormShown)).toEqual([{ place: "say", texts: ["Here still."] }]);
});

test("A form that takes the place of another of its kind is there all the time, and who asks hears of both", () => {
  const heard: boolean[] = [];
  const hear = onForms(() => heard.push(isFormShown("ask")));
  const first = showForm("ask");
  const second = showForm("ask");
  first();
  expect(isFormShown("ask")).toBe(true);
  second();
  hear();
  showForm("ask")();
  expect(heard).toEqual([true, true, true, false]);
});

test("A page is the same in every language, and after an answer", () => {
  const page = pageOf({ pathname: "/p/one/threads/3", search: "?page=2" });
  expect(pageOf({ pathname: "/fr/p/one/threads/3", search: "?answered=abc&page=2" })).toBe(page);
  expect(pageOf({ pathname: "/p/one/threads/4", search: "?page=2" })).not.toBe(page);
});
