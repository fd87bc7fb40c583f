import type { Choice } from "~/features/rules/domain/ballotBox";
import { useWords } from "~/i18n";
import { useBegunWith } from "~/ui/forms/forms";
import { marks } from "./marks";

type Props = {
  component: string;
  criterion: string;
  label: string;
  /** As the page was read with. */
  value: string;
  /** As it stands on the page. */
  now: string;
  offered: readonly Choice[];
  set: (component: string, criterion: string, choice: "") => void;
};

const classes = { required: "yes", not_necessary: "no", cannot_judge: "unsure" } as const satisfies Record<
  Choice,
  string
>;

/** One answer. Chosen a second time it is blank again, as with the radio button for it. */
export function BallotCell({ component, criterion, label, value: stored, now, offered, set }: Props) {
  const { t } = useWords();
  const name = `choices.${component}.${criterion}`;
  const value = useBegunWith(name, stored);
  return (
    <span className="opt" role="radiogroup" aria-label={label}>
      {offered.map((choice) => (
        <label key={choice} className={classes[choice]}>
          <input
            type="radio"
            name={name}
            value={choice}
            defaultChecked={value === choice}
            onClick={() => now === choice && set(component, criterion, "")}
          />
          <span className="mark" aria-hidden="true">
            {marks[choice]}
          </span>
          <span className="word">{t(`votes:choice.${choice}`)}</span>
        </label>
      ))}
      <label className="none" title={t("votes:choice.blankLong")}>
        <input
          type="radio"
          name={name}
          value=""
          defaultChecked={value === ""}
          aria-label={t("votes:choice.blankLong")}
        />
        <span aria-hidden="true">–</span>
      </label>
    </span>
  );
}
