import { type Placed, type Position, positions } from "~/features/approvals/domain/position";
import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import { type Region, regions } from "~/kernel/places/regions";
import { Field, Group, LongText, Refused, Submit, Tick } from "~/ui/forms/forms";
import { OtherLanguage } from "~/ui/forms/languages/LanguageField";
import { WrittenOptions } from "~/ui/forms/options";
import { PostForm } from "~/ui/forms/PostForm";
import { Content } from "~/ui/text/text";

/** A position on the draft, and where it counts. Shows what was said before, or refused just now. */
export function PositionForm({
  prev,
  formKey,
  groups,
  offered,
  placed,
  notes,
  isNamed,
}: {
  prev: string | null;
  formKey: string;
  groups: readonly { readonly key: string; readonly title: LocalizedView }[];
  /** Where it may count by the roll as the approval opened; null: wherever its voter says. */
  offered: { readonly groups: readonly string[]; readonly region: Region | null } | null;
  placed: { readonly position: Position | null } & Omit<Placed, "position">;
  notes: Readonly<Record<string, string>>;
  /** Whether an objection would stand under the person's name. */
  isNamed: boolean;
}) {
  const { t, language } = useWords();
  const offeredGroups = groups.filter(({ key }) => !offered || offered.groups.includes(key));
  const offeredRegions = regions.filter((region) => !offered || offered.region === region);
  const isNowhere = offeredGroups.length + offeredRegions.length === 0;
  const hint = isNowhere
    ? "approvals:form.countsNowhere"
    : offered
      ? "approvals:form.countsOnRoll"
      : "approvals:form.countsHint";
  return (
    <PostForm sendsLater>
      <Refused intent="take" />
      <input type="hidden" name="prev" value={prev ?? ""} />
      <input type="hidden" name="key" value={formKey} />
      <Group legend={t("approvals:form.position")} of={["take", "position"]}>
        {positions.map((one) => (
          <label className="check" key={one}>
            <input
              type="radio"
              name="position"
              value={one}
              defaultChecked={placed.position === one}
              required
            />
            <span>
              {t(`approvals:position.${one}`)}
              <span className="quiet small"> — {t(`approvals:position.hint.${one}`)}</span>
            </span>
          </label>
        ))}
      </Group>
      <div className="card stack for-objection">
        <p className="small">
          {t(isNamed ? "approvals:form.objection.named" : "approvals:form.objection.unnamed")}{" "}
          {t("approvals:form.objection.apart")}
        </p>
        <p className="small">{t("approvals:form.objection.onlyThen")}</p>
        <Field label={t("approvals:form.reason")} of={["take", "reason"]}>
          <LongText name="reason" defaultValue={notes.reason ?? ""} maxLength={5000} dir="auto" />
        </Field>
        <Field label={t("approvals:objection.wouldChange")} of={["take", "change"]}>
          <LongText name="change" defaultValue={notes.change ?? ""} maxLength={5000} dir="auto" />
        </Field>
        <Field label={t("approvals:form.language")}>
          <select name="language" defaultValue={notes.language ?? language}>
            <WrittenOptions />
          </select>
        </Field>
        <OtherLanguage intent="take" />
      </div>
      <Group legend={t("approvals:form.counts")} of={["take", "groups"]}>
        <p className="hint">{t(hint)}</p>
        {offeredGroups.map(({ key, title }) => (
          <Tick
            key={key}
            name="groups"
            value={key}
            label={<Content view={title} />}
            on={placed.groups.includes(key)}
          />
        ))}
      </Group>
      <Field label={t("approvals:form.region")}>
        <select name="region" defaultValue={placed.region ?? ""}>
          <option value="">{t("approvals:form.noRegion")}</option>
          {offeredRegions.map((region) => (
            <option key={region} value={region}>
              {t(`common:region.${region}`)}
            </option>
          ))}
        </select>
      </Field>
      <div className="actions">
        <Submit intent="take">{prev ? t("approvals:form.change") : t("approvals:form.do")}</Submit>
      </div>
    </PostForm>
  );
}
