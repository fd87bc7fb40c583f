import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { memberSchema, workgroupSchema } from "~/features/workgroups/contracts/workgroups";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import { changeMember, membersOf, saveWorkgroup } from "~/features/workgroups/services/workgroups.server";
import { blank, WorkgroupForm } from "~/features/workgroups/ui/WorkgroupForm";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import type { UserId, WorkgroupId } from "~/kernel/ids";
import { Refused, Saved, Submit, Tick } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

export const loader = reads(inProcess, "organizer", async ({ deps, language, process, t }) => {
  const groups = await workgroupsOf(deps.db, process.id);
  return {
    title: t("processes:manage.nav.workgroups"),
    groups: await Promise.all(
      groups.map(async ({ id, key, name, system, maker, charter }) => ({
        id,
        fields: { key, name, system, maker, charter: charter.text[language] ?? "" },
        members: (await membersOf(deps.db, id)).map(
          ({ id: userId, email, displayName, role, affiliated }) => ({
            userId,
            email,
            displayName,
            role,
            affiliated,
          }),
        ),
      })),
    ),
  };
});

export const action = acts(inProcess, "organizer", {
  save: intent(workgroupSchema, ({ actor, deps, language, process }, input) =>
    saveWorkgroup(deps, actor, process, language, input),
  ),
  member: intent(memberSchema, async ({ actor, deps, process }, input) => {
    const workgroup = (await workgroupsOf(deps.db, process.id)).find(
      ({ id }) => id === (input.workgroup as WorkgroupId),
    );
    if (!workgroup) return { ok: false, error: { code: "not_found" } };
    const { role, affiliated } = input;
    return changeMember(deps, actor, process, workgroup, {
      userId: input.userId as UserId,
      role,
      affiliated,
    });
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ManageWorkgroups() {
  const { groups } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <>
      <h1>{t("processes:manage.nav.workgroups")}</h1>
      <p className="lead">{t("workgroups:manage.lead")}</p>
      <Saved intent="save">{t("common:saved")}</Saved>
      <Saved intent="member">{t("common:saved")}</Saved>
      <Refused intent="save" />
      <Refused intent="member" />
      {groups.map((group) => (
        <section className="section" key={group.id} aria-labelledby={`group-${group.fields.key}`}>
          <h2 id={`group-${group.fields.key}`}>
            <bdi>{group.fields.name}</bdi>
          </h2>
          {group.members.length === 0 && <p className="quiet">{t("workgroups:manage.noMembers")}</p>}
          <ul className="clean">
            {group.members.map((member) => (
              <li key={member.userId}>
                <PostForm className="actions">
                  <input type="hidden" name="workgroup" value={group.id} />
                  <input type="hidden" name="userId" value={member.userId} />
                  <span>
                    <bdi>{member.displayName || member.email}</bdi>
                  </span>
                  <select name="role" defaultValue={member.role} aria-label={t("workgroups:manage.role")}>
                    {(["member", "facilitator", "removed"] as const).map((role) => (
                      <option key={role} value={role}>
                        {t(`membership:role.${role}`)}
                      </option>
                    ))}
                  </select>
                  <Tick name="affiliated" label={t("workgroups:people.affiliated")} on={member.affiliated} />
                  <Submit intent="member" kind="q mini">
                    {t("common:save")}
                  </Submit>
                </PostForm>
              </li>
            ))}
          </ul>
          <details className="more">
            <summary>{t("workgroups:manage.edit")}</summary>
            <WorkgroupForm fields={group.fields} isNew={false} />
          </details>
        </section>
      ))}
      <section className="section" aria-labelledby="new">
        <h2 id="new">{t("workgroups:manage.new")}</h2>
        <WorkgroupForm fields={blank} isNew known={groups.map(({ fields }) => fields.key)} />
      </section>
    </>
  );
}
