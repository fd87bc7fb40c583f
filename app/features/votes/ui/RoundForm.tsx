import type { Reveal } from "~/features/rounds/domain/values";
import { presetNames } from "~/features/rules/domain/presets";
import { ruleName } from "~/features/rules/ui/ruleName";
import { useWords } from "~/i18n";
import { Choice, Field, Group, LongText, Refused, Submit, Tick } from "~/ui/forms/forms";
import { MomentField } from "~/ui/forms/MomentField";
import { PostForm } from "~/ui/forms/PostForm";

export type RoundValues = {
  title: string;
  workgroup: string;
  preset: string;
  rule: string;
  leastVoters: string;
  leastTurnout: string;
  asked: readonly string[];
  offersNotNecessary: boolean;
  offersCannotJudge: boolean;
  attribution: "named" | "pseudonymous";
  reveal: Reveal;
  closesAt: string;
};

type Props = {
  intent: "draft" | "edit";
  groups: readonly { id: string; name: string }[];
  components: readonly { key: string; title: string }[];
  values: RoundValues;
};

/** Everything a round promises its voters; after opening none of it can be changed. */
export function RoundForm({ intent, groups, components, values }: Props) {
  const words = useWords();
  const { t } = words;
  return (
    <PostForm>
      <Refused intent={intent} />
      <Field label={t("votes:round.title")} of={[intent, "title"]}>
        <input name="title" defaultValue={values.title} required maxLength={120} />
      </Field>
      <Field label={t("votes:round.workgroup")} of={[intent, "workgroup"]}>
        <select name="workgroup" defaultValue={values.workgroup}>
          {groups.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          <option value="public">{t("rounds:public")}</option>
        </select>
      </Field>
      <Group legend={t("votes:round.rule")} of={[intent, "preset"]}>
        {presetNames.map((name) => (
          <Choice
            key={name}
            name="preset"
            value={name}
            label={
              <>
                {ruleName(words, { preset: name, name })} <code>{name}</code>
              </>
            }
            hint={t(`votes:preset.${name}`)}
            on={values.preset === name}
          />
        ))}
        <details className="more" open={values.rule !== ""}>
          <summary>{t("votes:round.ownRule")}</summary>
          <Field label={t("votes:round.ruleJson")} hint={t("votes:round.ruleHint")} of={[intent, "rule"]}>
            <LongText name="rule" className="code" defaultValue={values.rule} />
          </Field>
        </details>
      </Group>
      <Field
        label={t("votes:round.leastVoters")}
        hint={t("votes:round.leastHint")}
        of={[intent, "leastVoters"]}
      >
        <input
          name="leastVoters"
          inputMode="numeric"
          defaultValue={values.leastVoters}
          maxLength={7}
          className="narrow"
        />
      </Field>
      <Field label={t("votes:round.leastTurnout")} of={[intent, "leastTurnout"]}>
        <input
          name="leastTurnout"
          inputMode="numeric"
          defaultValue={values.leastTurnout}
          maxLength={3}
          className="narrow"
        />
      </Field>
      <fieldset className="field">
        <legend>{t("votes:round.choices")}</legend>
        <Tick name="offersNotNecessary" label={t("votes:round.offer")} on={values.offersNotNecessary} />
        <Tick
          name="offersCannotJudge"
          label={t("votes:round.offerCannotJudge")}
          on={values.offersCannotJudge}
        />
      </fieldset>
      <fieldset className="field">
        <legend>{t("votes:round.attribution")}</legend>
        {(["pseudonymous", "named"] as const).map((one) => (
          <Choice
            key={one}
            name="attribution"
            value={one}
            label={t(`votes:rounds.attribution.${one}`)}
            on={values.attribution === one}
          />
        ))}
      </fieldset>
      <fieldset className="field">
        <legend>{t("votes:round.reveal")}</legend>
        {(["at-publication", "at-close", "at-plan-close"] as const).map((one) => (
          <Choice
            key={one}
            name="reveal"
            value={one}
            label={t(`votes:reveal.${one}`)}
            on={values.reveal === one}
          />
        ))}
      </fieldset>
      <MomentField
        name="closesAt"
        label={t("votes:round.closesAt")}
        hint={t("votes:round.closesHint")}
        of={[intent, "closesAt"]}
        value={values.closesAt}
      />
      <Group legend={t("votes:round.asked")} of={[intent, "asked"]}>
        <details className="more">
          <summary>{t("votes:round.askedCount", { count: values.asked.length })}</summary>
          {components.map(({ key, title }) => (
            <Tick key={key} name="asked" value={key} label={title} on={values.asked.includes(key)} />
          ))}
        </details>
      </Group>
      <div className="actions">
        <Submit intent={intent}>{t("votes:round.save")}</Submit>
      </div>
    </PostForm>
  );
}
