import type { PastedPeople } from "~/features/workgroups/ui/InvitationPreview";
import { useWords } from "~/i18n";
import { Field } from "~/ui/forms/forms";
import { InviteLanguage } from "./InviteLanguage";

export function PlaceFields({
  groups,
  campaigns,
  of,
  place,
}: {
  groups: readonly { id: string; name: string }[];
  campaigns: readonly { code: string; name: string }[];
  of: string;
  place?: PastedPeople;
}) {
  const { t } = useWords();
  return (
    <div className="row">
      <Field label={t("workgroups:people.as")} of={[of, "role"]}>
        <select name="role" defaultValue={place?.role ?? "participant"}>
          {(["participant", "member", "facilitator", "organizer"] as const).map((role) => (
            <option key={role} value={role}>
              {t(`membership:role.${role}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field
        label={t("workgroups:people.workgroup")}
        hint={t("workgroups:people.workgroupHint")}
        of={[of, "workgroup"]}
      >
        <select name="workgroup" defaultValue={place?.workgroup ?? ""}>
          <option value="">{t("workgroups:people.noWorkgroup")}</option>
          {groups.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <InviteLanguage of={of} chosen={place?.language} />
      {campaigns.length > 0 && (
        <Field label={t("workgroups:people.campaign")} of={[of, "campaign"]}>
          <select name="campaign" defaultValue={place?.campaign ?? ""}>
            <option value="">{t("workgroups:people.noCampaign")}</option>
            {campaigns.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </Field>
      )}
    </div>
  );
}
