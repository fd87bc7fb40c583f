import type { RoundKindKey } from "~/features/rounds/domain/roundKinds";

const words = {
  components: {
    number: "rounds:number",
    closing: {
      title: "rounds:closing.title",
      button: "rounds:closing.button",
      counted: null,
    },
    extending: { first: "rounds:extending.give.title", later: "rounds:extending.title" },
    scheduling: { title: "rounds:scheduling.title", everyone: "rounds:scheduling.everyone" },
  },
  approval: {
    number: "rounds:approvals.number",
    closing: {
      title: "rounds:closing.titleApproval",
      button: "rounds:closing.buttonApproval",
      counted: "rounds:closing.counted",
    },
    extending: { first: "rounds:extending.give.titleApproval", later: "rounds:extending.titleApproval" },
    scheduling: { title: "rounds:scheduling.titleApproval", everyone: "rounds:scheduling.takingPart" },
  },
} as const;

/** What the pages that all kinds of rounds share call one of each. */
export const roundWords: Readonly<Record<RoundKindKey, (typeof words)[keyof typeof words]>> = words;
