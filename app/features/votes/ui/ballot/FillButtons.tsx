import type { MouseEvent } from "react";
import type { Choice } from "~/features/rules/domain/ballotBox";
import { type Fill, fillText } from "~/features/votes/domain/fill";
import { useWords } from "~/i18n";
import type { BallotComponent } from "./BallotForm";
import { marks } from "./marks";

type Filling = (fill: Fill) => void;

/** What a button that fills does: in the page; without a script it sends the form, which comes back filled. */
const filling = (one: Fill, fill: Filling) => ({
  type: "submit" as const,
  name: "intent",
  value: "fill",
  formAction: `?fill=${encodeURIComponent(fillText(one))}`,
  onClick: (event: MouseEvent) => {
    event.preventDefault();
    fill(one);
  },
});

/** One tap for all criteria of a component. */
export function FillRow({
  component: { key, title },
  offered,
  forAll,
  fill,
}: {
  component: BallotComponent;
  offered: readonly Choice[];
  forAll: Choice | null;
  fill: Filling;
}) {
  const { t } = useWords();
  return (
    <fieldset
      className="fill-row"
      aria-label={t("common:labelled", { label: title.text, value: t("votes:all.label") })}
    >
      {offered.map((choice) => (
        <button
          key={choice}
          {...filling({ kind: "row", component: key, choice }, fill)}
          data-choice={choice}
          aria-pressed={forAll === choice}
          title={t(`votes:forAll.${choice}`)}
        >
          <span className="mark" aria-hidden="true">
            {forAll === choice ? marks[choice] : "○"}
          </span>
          <span className="word">{t(`votes:choice.${choice}`)}</span>
        </button>
      ))}
    </fieldset>
  );
}

/** All that is still blank under a criterion, or blank again what was answered there. */
export function FillColumn({
  criterion: { key, title },
  offered,
  fill,
}: {
  criterion: { key: string; title: string };
  offered: readonly Choice[];
  fill: Filling;
}) {
  const { t } = useWords();
  const close = (event: MouseEvent) => event.currentTarget.closest("details")?.removeAttribute("open");
  const does = (choice: Choice | "") => {
    const { onClick, ...rest } = filling({ kind: "column", criterion: key, choice }, fill);
    return {
      ...rest,
      onClick: (event: MouseEvent) => {
        onClick(event);
        close(event);
      },
    };
  };
  return (
    <details className="fill-column" name="fill-column">
      <summary>
        {t("votes:fill.open")} <span className="skip">{title}</span>
      </summary>
      <div className="fill-items">
        {offered.map((choice) => (
          <button key={choice} {...does(choice)}>
            {marks[choice]} {t(`votes:fill.${choice}`)}
          </button>
        ))}
        <button {...does("")}>– {t("votes:fill.blank")}</button>
      </div>
    </details>
  );
}
