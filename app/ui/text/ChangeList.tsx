import type { ReactNode } from "react";
import { useWords } from "~/i18n";
import type { Paging } from "~/kernel/paging";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Moment } from "./Moment";
import { Pager } from "./Pager";

export type ChangeShown = {
  readonly id: string;
  readonly at: Date | string;
  /** Who changed it; null for who shows no name. */
  readonly by: string | null;
  readonly reason: string;
  /** What it is that was changed. */
  readonly what: ReactNode;
  readonly is: "made" | "changed" | "removed";
  /** What differs, or all of it where there was nothing before or is nothing now. */
  readonly facts: readonly {
    readonly label: string;
    readonly before: ReactNode;
    readonly after: ReactNode;
  }[];
};

/** Whether something was made, changed or removed, by what stood there before and stands there now. */
export const whatHappened = ({ before, after }: { before: unknown; after: unknown }): ChangeShown["is"] =>
  before === null ? "made" : after === null ? "removed" : "changed";

/** Who changed what, when and why, from what to what; the newest first. Nothing where nothing was changed. */
export function ChangeList({
  part,
  title,
  changes,
  paging,
}: {
  /** The part of the page, and what its address calls the page of the list. */
  part: string;
  title: string;
  changes: readonly ChangeShown[];
  paging: Paging;
}) {
  const { t } = useWords();
  if (changes.length === 0) return null;
  return (
    <section className="section" aria-labelledby={part}>
      <h2 id={part}>{title}</h2>
      <ol className="clean measure changes">
        {changes.map((one) => (
          <li key={one.id}>
            <p>
              <strong>{one.what}</strong> <span className="chip">{t(`common:changes.${one.is}`)}</span>
            </p>
            <ChangedFacts facts={one.facts} reason={one.reason} />
            <p className="small quiet">
              <bdi>{one.by ?? t("common:changes.unnamed")}</bdi>
              <br />
              <Moment at={one.at} /> · <EntryLink of="changes" name={one.id} />
            </p>
          </li>
        ))}
      </ol>
      <Pager {...paging} name={part} part={part} label={title} />
    </section>
  );
}

/** What differs, from what to what, and why. */
export function ChangedFacts({ facts, reason }: Pick<ChangeShown, "facts" | "reason">) {
  const { t } = useWords();
  return (
    <dl className="small changed">
      {facts.map(({ label, before, after }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {before && <del>{before}</del>} {after && <ins>{after}</ins>}
          </dd>
        </div>
      ))}
      {reason && (
        <div>
          <dt>{t("common:changes.reason")}</dt>
          <dd dir="auto">{reason}</dd>
        </div>
      )}
    </dl>
  );
}
