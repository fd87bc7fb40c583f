import { useFetcher } from "@remix-run/react";
import type { Answer } from "~/ui/forms/forms";

type Reacted = {
  readonly id: string;
  readonly reactions: readonly { readonly kind: string; readonly count: number }[];
  readonly reacted: readonly string[];
};

/**
 * The reactions to a comment as they will be once what was just pressed is stored: it is shown at once, wherever the comment is on
 * the page, and sent beside it. Pressed again, one's own is taken back.
 */
export function useReactions({ id, reactions, reacted }: Reacted) {
  const fetcher = useFetcher<Answer>({ key: `react ${id}` });
  const kind = fetcher.formData?.get("kind");
  if (typeof kind !== "string") return { fetcher, reactions, reacted };
  const isOn = !reacted.includes(kind);
  const before = reactions.find((one) => one.kind === kind)?.count ?? 0;
  const count = Math.max(0, before + (isOn ? 1 : -1));
  const others = reactions.filter((one) => one.kind !== kind);
  return {
    fetcher,
    reactions: count > 0 ? [...others, { kind, count }].sort((a, b) => (a.kind < b.kind ? -1 : 1)) : others,
    reacted: isOn ? [...reacted, kind] : reacted.filter((one) => one !== kind),
  };
}
