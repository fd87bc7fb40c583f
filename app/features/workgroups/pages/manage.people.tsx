import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { type InProcess, inProcess } from "~/features/membership/registrations/place.server";
import { campaignsOf } from "~/features/membership/services/campaigns.server";
import { removeSchema } from "~/features/processes/contracts/setup";
import { inviteManySchema, inviteOneSchema } from "~/features/workgroups/contracts/invitations";
import {
  type InviteInput,
  invitePeople,
  knownInvitees,
} from "~/features/workgroups/services/invitations.server";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import { readInvitees } from "~/features/workgroups/services/readInvitees.server";
import {
  invitationsOf,
  resendInvitation,
  revokeInvitation,
  shownInvitations,
} from "~/features/workgroups/services/sentInvitations.server";
import { shownAddress } from "~/features/workgroups/services/shownAddress.server";
import { InvitationList } from "~/features/workgroups/ui/InvitationList";
import {
  PastedFields,
  type PastedPeople,
  Preview,
  type PreviewPerson,
} from "~/features/workgroups/ui/InvitationPreview";
import { InvitationsSent } from "~/features/workgroups/ui/InvitationsSent";
import { PlaceFields } from "~/features/workgroups/ui/PlaceFields";
import { acts, intent, preview, refusedTable, shownTable } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import type { WorkgroupId } from "~/kernel/ids";
import { pageAsked } from "~/kernel/paging";
import { FileIntoField, tableFiles } from "~/ui/forms/FileIntoField";
import { Field, LongText, Refused, Submit, Tick } from "~/ui/forms/forms";
import { LineProblems } from "~/ui/forms/LineProblems";
import { PostForm } from "~/ui/forms/PostForm";
import { usePosted } from "~/ui/forms/posted";
import { HowRead } from "~/ui/table/HowRead";
import { useTableAnswer } from "~/ui/table/useTableAnswer";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(inProcess, "organizer", async ({ deps, process, t, url }) => {
  const [groups, { rows: sent, ...paging }, campaigns] = await Promise.all([
    workgroupsOf(deps.db, process.id),
    invitationsOf(deps, { process, workgroup: null }, pageAsked(url)),
    campaignsOf(deps.db, process),
  ]);
  return {
    title: t("processes:manage.nav.people"),
    slug: process.slug,
    groups: groups.map(({ id, name }) => ({ id, name })),
    campaigns: campaigns.filter(({ endedAt }) => endedAt === null).map(({ code, name }) => ({ code, name })),
    invitations: shownInvitations(sent, groups),
    paging,
  };
});

type Place = Omit<InviteInput, "people" | "workgroupId"> & { workgroup: string | null };

function invite(
  { actor, deps, process }: InProcess<"organizer">,
  { workgroup, ...place }: Place,
  people: InviteInput["people"],
) {
  const workgroupId = workgroup as WorkgroupId | null;
  return invitePeople(deps, actor, process, { ...place, workgroupId, people });
}

export const action = acts(inProcess, "organizer", {
  one: intent(inviteOneSchema, (context, { role, workgroup, campaign, language, ...person }) =>
    invite(context, { role, workgroup, campaign, language }, [person]),
  ),
  preview: preview(inviteManySchema, async ({ deps, process }, input) => {
    const read = readInvitees(input.csv, input);
    if (read.problems.length > 0) return refusedTable("preview", input, read);
    const workgroupId = input.workgroup as WorkgroupId | null;
    const known = await knownInvitees(deps, process.id, { role: input.role, workgroupId });
    const shown = shownTable(input, read, (row) => ({
      ...row,
      email: shownAddress(row.email),
      known: known.get(row.email) ?? null,
    }));
    const fresh = read.rows.filter(({ email }) => !known.has(email)).length;
    return shown.ok ? { ok: true, value: { ...shown.value, fresh } } : shown;
  }),
  many: intent(inviteManySchema, async (context, input) => {
    const read = readInvitees(input.csv, input);
    if (read.problems.length > 0) return refusedTable("many", input, read);
    const { role, workgroup, campaign, language } = input;
    return invite(
      context,
      { role, workgroup, campaign, language },
      read.rows.map(({ line: _, ...person }) => person),
    );
  }),
  revoke: intent(removeSchema, ({ actor, deps, process }, { id }) =>
    revokeInvitation(deps, actor, { process, workgroup: null }, id),
  ),
  resend: intent(removeSchema, ({ actor, deps, process }, { id }) =>
    resendInvitation(deps, actor, { process, workgroup: null }, id),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];
type PeopleAnswer = {
  intent: string;
  ok: boolean;
  value?: { sent?: number; waiting?: number; passedOver?: number; undelivered?: number; fresh?: number };
};

export default function ManagePeople() {
  const { slug, groups, campaigns, invitations, paging } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const answer = usePosted<PeopleAnswer>();
  const { read, problems, more } = useTableAnswer<PreviewPerson, PastedPeople>();
  const pasted = read?.pasted;
  const sent = answer?.ok && (answer.intent === "one" || answer.intent === "many") ? answer.value : undefined;
  return (
    <>
      <h1>{t("processes:manage.nav.people")}</h1>
      <p className="lead">{t("workgroups:people.lead")}</p>
      <p>
        <PageLink to={`/p/${slug}/manage/members`}>{t("workgroups:people.everybody")}</PageLink>
      </p>
      {sent && <InvitationsSent sent={sent} />}
      {(["one", "many", "preview"] as const).map((name) => (
        <Refused key={name} intent={name} />
      ))}
      <LineProblems problems={problems} more={more} />
      {read && (
        <HowRead intent="preview" layout={read.layout} told={read.pasted}>
          <PastedFields pasted={read.pasted} />
        </HowRead>
      )}
      {read?.rows && (
        <Preview
          people={read.rows}
          count={read.count}
          fresh={answer?.value?.fresh ?? 0}
          pasted={read.pasted}
        />
      )}
      <section className="section" aria-labelledby="one">
        <h2 id="one">{t("workgroups:people.one")}</h2>
        <PostForm>
          <PlaceFields groups={groups} campaigns={campaigns} of="one" />
          <div className="row">
            <Field label={t("accounts:signIn.email")} of={["one", "email"]}>
              <input type="email" name="email" required maxLength={254} dir="ltr" />
            </Field>
            <Field label={t("workgroups:profile.displayName")} of={["one", "name"]}>
              <input name="name" maxLength={80} />
            </Field>
            <Field label={t("workgroups:profile.affiliation")} of={["one", "affiliation"]}>
              <input name="affiliation" maxLength={120} />
            </Field>
          </div>
          <Tick name="affiliated" label={t("workgroups:people.affiliated")} on={false} />
          <div className="actions">
            <Submit intent="one">{t("workgroups:people.invite")}</Submit>
          </div>
        </PostForm>
      </section>
      <section className="section" aria-labelledby="many">
        <h2 id="many">{t("workgroups:people.many")}</h2>
        <PostForm previews="preview" encType="multipart/form-data">
          <PlaceFields groups={groups} campaigns={campaigns} of="preview" place={pasted} />
          <Field
            label={t("workgroups:people.csv")}
            hint={t("workgroups:people.csvHint")}
            of={["preview", "csv"]}
          >
            <LongText
              name="csv"
              className="code"
              defaultValue={pasted?.csv}
              placeholder="name@example.org"
              dir="auto"
            />
          </Field>
          <FileIntoField into="csv" accept={tableFiles} />
          <div className="actions">
            <Submit intent="preview">{t("workgroups:people.preview")}</Submit>
          </div>
        </PostForm>
      </section>
      <section className="section" aria-labelledby="sent">
        <h2 id="sent">{t("workgroups:people.list")}</h2>
        <InvitationList invitations={invitations} />
        <Pager {...paging} part="sent" />
      </section>
    </>
  );
}
