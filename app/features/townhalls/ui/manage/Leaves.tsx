import type { ComponentProps } from "react";
import { MinutesForm } from "~/features/townhalls/ui/MinutesForm";
import { OutcomeForm } from "~/features/townhalls/ui/OutcomeForm";
import { useWords } from "~/i18n";
import { ClausesForm } from "./ClausesForm";
import { TranscriptForm } from "./TranscriptForm";

type Props = {
  readonly data: ComponentProps<typeof MinutesForm> &
    ComponentProps<typeof ClausesForm> & {
      readonly outcomes: readonly NonNullable<ComponentProps<typeof OutcomeForm>["outcome"]>[];
      readonly passages: number;
    };
} & Pick<ComponentProps<typeof TranscriptForm>, "typed" | "read">;

/** What a meeting leaves: of one that was called off there is nothing. */
export function Leaves({ data, typed, read }: Props) {
  const { t } = useWords();
  return (
    <>
      <section className="section" aria-labelledby="minutes">
        <h2 id="minutes">{t("townhalls:record.minutes")}</h2>
        <div className="note">
          <MinutesForm minutes={data.minutes} />
        </div>
      </section>
      <section className="section" aria-labelledby="outcomes">
        <h2 id="outcomes">{t("townhalls:manage.outcomes")}</h2>
        {data.outcomes.map((one) => (
          <OutcomeForm key={one.id} outcome={one} />
        ))}
        <OutcomeForm key={data.outcomes.length} outcome={null} />
      </section>
      {data.clauses.length > 0 && <ClausesForm clauses={data.clauses} touched={data.touched} />}
      <TranscriptForm passages={data.passages} typed={typed} read={read} />
    </>
  );
}
