import type { Exploration } from "~/features/results/domain/explorationQuery";
import type { ResultView } from "~/features/results/services/view/resultView.server";
import { groupName, type Names } from "~/features/results/ui/words";
import { type PresetName, presetNames } from "~/features/rules/domain/presets";
import { ruleName } from "~/features/rules/ui/ruleName";
import { useWords } from "~/i18n";

type Props = {
  readonly chosen: Exploration;
  readonly choose: (chosen: Exploration) => void;
  readonly view: ResultView;
  readonly names: Names;
  readonly hasAffiliated: boolean;
};

/** What is counted in another way: the rule, whose ballots, and whether those who belong to the makers count. */
export function Chosen({ chosen, choose, view, names, hasAffiliated }: Props) {
  const words = useWords();
  const { t } = words;
  const { head, rule } = view;
  const others = presetNames.filter((name) => name !== rule.preset);
  const voting = head.workgroups.filter(({ voted }) => voted > 0);
  const leave = (key: string, isOut: boolean) =>
    choose({
      ...chosen,
      without: isOut ? [...chosen.without, key] : chosen.without.filter((one) => one !== key),
    });
  return (
    <div className="stack">
      <label>
        {t("results:explore.rule")}{" "}
        <select
          value={chosen.rule}
          onChange={({ target }) => choose({ ...chosen, rule: target.value as PresetName | "declared" })}
        >
          <option value="declared">{t("results:explore.declared", { rule: ruleName(words, rule) })}</option>
          {others.map((name) => (
            <option key={name} value={name}>
              {t(`rules:name.${name}`)}
            </option>
          ))}
        </select>
      </label>
      {voting.length > 1 && (
        <fieldset>
          <legend>{t("results:explore.groups")}</legend>
          {voting.map((group) => (
            <label className="check" key={group.key}>
              <input
                type="checkbox"
                checked={!chosen.without.includes(group.key)}
                onChange={({ target }) => leave(group.key, !target.checked)}
              />
              <bdi>{groupName(words, names, group)}</bdi>
            </label>
          ))}
        </fieldset>
      )}
      {hasAffiliated && (
        <label className="check">
          <input
            type="checkbox"
            checked={chosen.exclude === "nobody"}
            onChange={({ target }) =>
              choose({ ...chosen, exclude: target.checked ? "nobody" : "affiliated" })
            }
          />
          <span>{t("results:explore.affiliated")}</span>
        </label>
      )}
    </div>
  );
}
