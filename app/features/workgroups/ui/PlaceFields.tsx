import { useState } from "react";
import { type InvitationRole, invitationRoles } from "~/features/workgroups/domain/invitationRoles";
import type { PastedPeople } from "~/features/workgroups/ui/InvitationPreview";
import { useWords } from "~/i18n";
import { Field } from "~/ui/forms/forms";
import { InviteLanguage } from "./InviteLanguage";

/** What most are invited as comes first. */
const roles = invitationRoles.toReversed();
/** Roles that somebody has in a workgroup. */
const ofWorkgroup: readonly InvitationRole[] = ["member", "facilitator"];

/** As what people are invited, and into which workgroup: choosing one of the two keeps the other in step with it. */
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
  const [role, setRole] = useState<InvitationRole>(
    (place?.role as InvitationRole | undefined) ?? "participant",
  );
  const chooseWorkgroup = (workgroup: string) => {
    if (workgroup !== "" && role === "participant") setRole("member");
    if (workgroup === "" && ofWorkgroup.includes(role)) setRole("participant");
  };
  return (
    <div className="row">
      <Field label={t("workgroups:people.as")} of={[of, "role"]}>
        <select name="role" value={role} onChange={({ target }) => setRole(target.value as InvitationRole)}>
          {roles.map((one) => (
            <option key={one} value={one}>
              {t(`membership:role.${one}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field
        label={t("workgroups:people.workgroup")}
        hint={t("workgroups:people.workgroupHint")}
        of={[of, "workgroup"]}
      >
        <select
          name="workgroup"
          defaultValue={place?.workgroup ?? ""}
          onChange={({ target }) => chooseWorkgroup(target.value)}
        >
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
