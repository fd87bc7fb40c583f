import { confirmedActs } from "~/features/confirmations/domain/confirmedActs";
import { overlaps } from "~/features/plans/domain/overlaps";
import type { NamedRule } from "~/features/rules/services/namedRule";
import { ruleName } from "~/features/rules/ui/ruleName";
import { useWords } from "~/i18n";
import { Choice, Field, Group, Refused, Submit, Tick } from "~/ui/forms/forms";
import { MomentField } from "~/ui/forms/MomentField";
import { PostForm } from "~/ui/forms/PostForm";
import { Moment } from "~/ui/text/Moment";

type PlannableRound = {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly workgroup: string | null;
  readonly rule: NamedRule;
  readonly version: number;
  readonly closesAt: Date | string | null;
  /** The plan that would be replaced. */
  readonly plan: number | null;
};

type Props = { readonly rounds: readonly PlannableRound[]; readonly opensBy: string };

/** Which rounds are counted together, and what is fixed beside their terms. */
export function PlanForm({ rounds, opensBy }: Props) {
  const words = useWords();
  const { t } = words;
  const number = (name: string, most: number) => (
    <input name={name} inputMode="numeric" maxLength={most} className="narrow" />
  );
  return (
    <PostForm>
      <Refused intent="prepare" />
      <p className="quiet measure">{t("plans:form.lead")}</p>
      <Group legend={t("plans:form.rounds")} of={["prepare", "rounds"]}>
        {rounds.map((round) => (
          <Tick
            key={round.id}
            name="rounds"
            value={round.id}
            on={round.plan === null}
            label={
              <>
                {t("rounds:number", { number: round.number })} ·{" "}
                <bdi>{round.workgroup ?? t("rounds:public")}</bdi> · <bdi>{round.title}</bdi>{" "}
                <span className="quiet small">
                  <bdi>{ruleName(words, round.rule)}</bdi> ·{" "}
                  {t("plans:form.version", { version: round.version })} ·{" "}
                  {round.closesAt ? (
                    <>
                      {t("plans:point.closes")} <Moment at={round.closesAt} />
                    </>
                  ) : (
                    t("plans:point.byHand")
                  )}
                  {round.plan !== null && <> · {t("plans:number", { number: round.plan })}</>}
                </span>
              </>
            }
          />
        ))}
      </Group>
      <MomentField
        name="opensBy"
        label={t("plans:form.opensBy")}
        hint={t("plans:form.opensHint")}
        of={["prepare", "opensBy"]}
        value={opensBy}
        required
      />
      <MomentField
        name="publishBy"
        label={t("plans:form.publishBy")}
        hint={t("plans:form.publishHint")}
        of={["prepare", "publishBy"]}
      />
      <Field label={t("plans:form.voters")} hint={t("plans:form.quorumHint")} of={["prepare", "voters"]}>
        {number("voters", 7)}
      </Field>
      <Field label={t("plans:form.turnout")} of={["prepare", "turnout"]}>
        {number("turnout", 3)}
      </Field>
      <details className="more">
        <summary>{t("plans:form.ofGroups")}</summary>
        <Field label={t("plans:form.groupVoters")} of={["prepare", "groupVoters"]}>
          {number("groupVoters", 7)}
        </Field>
        <Field label={t("plans:form.groupTurnout")} of={["prepare", "groupTurnout"]}>
          {number("groupTurnout", 3)}
        </Field>
        <Field label={t("plans:form.groups")} of={["prepare", "groups"]}>
          {number("groups", 3)}
        </Field>
      </details>
      <fieldset className="field">
        <legend>{t("plans:form.overlap")}</legend>
        {overlaps.map((one) => (
          <Choice
            key={one}
            name="overlap"
            value={one}
            label={t(`plans:overlap.${one}`)}
            on={one === "allowed"}
          />
        ))}
      </fieldset>
      <Group legend={t("plans:form.confirm")} of={["prepare", "confirm"]}>
        <p className="quiet small">{t("plans:form.confirmHint")}</p>
        {confirmedActs.map((act) => (
          <Tick key={act} name="confirm" value={act} on={false} label={t(`confirmations:act.${act}`)} />
        ))}
      </Group>
      <div className="actions">
        <Submit intent="prepare">{t("plans:form.next")}</Submit>
      </div>
    </PostForm>
  );
}
