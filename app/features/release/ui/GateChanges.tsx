import { useWords } from "~/i18n";
import type { Paged } from "~/kernel/paging";
import { ChangeList, type ChangeShown, whatHappened } from "~/ui/text/ChangeList";
import { Content } from "~/ui/text/text";
import { type GateSaid, gateFacts } from "./gateFacts";

export type GateChangeShown = Pick<ChangeShown, "id" | "at" | "by" | "reason"> & {
  readonly before: GateSaid | null;
  readonly after: GateSaid | null;
};

/** How the gates came to be as they are: declared, loosened, postponed, removed, by whom, when and why. */
export function GateChanges({ changes: { rows, ...paging } }: { changes: Paged<GateChangeShown> }) {
  const words = useWords();
  const shown = rows.map(({ before, after, ...row }): ChangeShown => {
    const gate = after ?? before;
    return {
      ...row,
      is: whatHappened({ before, after }),
      what: gate && <Content view={gate.title} />,
      facts: gateFacts(words, { before, after }),
    };
  });
  const title = words.t("release:changes.title");
  return <ChangeList part="changes" title={title} changes={shown} paging={paging} />;
}
