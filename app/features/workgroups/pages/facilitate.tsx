import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { removeSchema } from "~/features/processes/contracts/setup";
import { inviteMemberSchema } from "~/features/workgroups/contracts/invitations";
import { charterSchema } from "~/features/workgroups/contracts/workgroups";
import { inWorkgroup } from "~/features/workgroups/registrations/place.server";
import { invitePeople } from "~/features/workgroups/services/invitations.server";
import {
  invitationsOf,
  resendInvitation,
  revokeInvitation,
  shownInvitations,
} from "~/features/workgroups/services/sentInvitations.server";
import { calledIn } from "~/features/workgroups/services/shownAddress.server";
import { membersPage, saveWorkgroup } from "~/features/workgroups/services/workgroups.server";
import { InvitationList } from "~/features/workgroups/ui/InvitationList";
import { InviteLanguage } from "~/features/workgroups/ui/InviteLanguage";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { pageAsked } from "~/kernel/paging";
import { Field, LongText, Refused, Saved, Submit, Tick } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(
  inWorkgroup,
  "facilitator",
  async ({ deps, language, url, workgroup, process }) => {
    const [members, { rows: sent, ...paging }] = await Promise.all([
      membersPage(deps, workgroup.id, pageAsked(url, "members")),
      invitationsOf(deps, { process, workgroup }, pageAsked(url)),
    ]);
    const called = calledIn(members.rows.map(({ displayName: name, email }) => ({ name, email })));
    return {
      slug: process.slug,
      key: workgroup.key,
      name: workgroup.name,
      charter: workgroup.charter.text[language] ?? "",
      count: members.total,
      there: { page: members.page, pages: members.pages },
      paging,
      members: members.rows.map(({ id, role, affiliated }, at) => ({
        id,
        name: called[at] ?? "",
        role,
        affiliated,
      })),
      invitations: shownInvitations(sent, []),
    };
  },
);

export const action = acts(inWorkgroup, "facilitator", {
  charter: intent(charterSchema, ({ actor, deps, language, workgroup, process }, { charter }) => {
    const { key, name, system, maker } = workgroup;
    const input = { key, name, system, maker, charter };
    return saveWorkgroup(deps, actor, process, language, input);
  }),
  invite: intent(inviteMemberSchema, ({ actor, deps, process, workgroup }, { language, ...person }) =>
    invitePeople(deps, actor, process, {
      role: "member",
      workgroupId: workgroup.id,
      people: [person],
      language,
    }),
  ),
  revoke: intent(removeSchema, ({ actor, deps, process, workgroup }, { id }) =>
    revokeInvitation(deps, actor, { process, workgroup }, id),
  ),
  resend: intent(removeSchema, ({ actor, deps, process, workgroup }, { id }) =>
    resendInvitation(deps, actor, { process, workgroup }, id),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.name ?? ""} · Codraft` }];

/** What a facilitator looks after: the charter of their workgroup and who is in it. */
export default function Facilitate() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <div className="measure">
      <p className="crumb">
        <PageLink to={`/p/${data.slug}/workgroups/${data.key}`}>
          <bdi>{data.name}</bdi>
        </PageLink>
      </p>
      <h1>{t("workgroups:facilitate.title")}</h1>
      <p className="lead">{t("workgroups:facilitate.lead")}</p>
      <section className="section" aria-labelledby="charter">
        <h2 id="charter">{t("workgroups:charter")}</h2>
        <PostForm>
          <Saved intent="charter">{t("common:saved")}</Saved>
          <Refused intent="charter" />
          <Field label={t("workgroups:charter")} of={["charter", "charter"]}>
            <LongText name="charter" defaultValue={data.charter} maxLength={4000} rows={6} dir="auto" />
          </Field>
          <div className="actions">
            <Submit intent="charter">{t("common:save")}</Submit>
          </div>
        </PostForm>
      </section>
      <section className="section" aria-labelledby="members">
        <h2 id="members">{t("workgroups:members", { count: data.count })}</h2>
        <ul className="clean">
          {data.members.map((member) => (
            <li key={member.id}>
              <bdi>{member.name}</bdi>{" "}
              <span className="quiet small">
                {t(`membership:role.${member.role}`)}
                {member.affiliated && <> · {t("workgroups:people.affiliatedShort")}</>}
              </span>
            </li>
          ))}
        </ul>
        <Pager {...data.there} name="members" part="members" label={t("membership:role.member")} />
        <PostForm>
          <Saved intent="invite">{t("workgroups:people.sent", { count: 1 })}</Saved>
          <Refused intent="invite" />
          <div className="row">
            <Field label={t("accounts:signIn.email")} of={["invite", "email"]}>
              <input type="email" name="email" required maxLength={254} dir="ltr" />
            </Field>
            <Field label={t("workgroups:profile.displayName")} of={["invite", "name"]}>
              <input name="name" maxLength={80} />
            </Field>
            <Field label={t("workgroups:profile.affiliation")} of={["invite", "affiliation"]}>
              <input name="affiliation" maxLength={120} />
            </Field>
            <InviteLanguage of="invite" />
          </div>
          <Tick name="affiliated" label={t("workgroups:people.affiliated")} on={false} />
          <div className="actions">
            <Submit intent="invite">{t("workgroups:people.invite")}</Submit>
          </div>
        </PostForm>
      </section>
      <section className="section" aria-labelledby="sent">
        <h2 id="sent">{t("workgroups:people.list")}</h2>
        <InvitationList invitations={data.invitations} />
        <Pager {...data.paging} part="sent" />
      </section>
    </div>
  );
}
