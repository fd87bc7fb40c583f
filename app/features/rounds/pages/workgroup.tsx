import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { openTurnouts, remind } from "~/features/rounds/services/roll/remind.server";
import { roundsPage } from "~/features/rounds/services/roundViews.server";
import { RoundList } from "~/features/rounds/ui/RoundList";
import { Turnouts } from "~/features/rounds/ui/Turnouts";
import { inWorkgroup } from "~/features/workgroups/registrations/place.server";
import { publicMembers } from "~/features/workgroups/services/workgroups.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { allows } from "~/kernel/access";
import { id } from "~/kernel/fields";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { Crumbs } from "~/ui/frame/Crumbs";
import { EntryLink } from "~/ui/frame/EntryLink";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";
import { Paragraphs } from "~/ui/text/text";

export const loader = reads(
  inWorkgroup,
  "anyone",
  async ({ deps, language, process, workgroup, shared, standing, url }) => {
    const [{ rows, ...paging }, members] = await Promise.all([
      shared(roundsPage, process, language, {
        part: "all",
        page: pageAsked(url),
        workgroupId: workgroup.id,
      }),
      publicMembers(deps, workgroup.id, pageAsked(url, "members")),
    ]);
    const mayFacilitate = allows("facilitator", standing);
    const open = mayFacilitate ? rows.filter(({ phase }) => phase === "open").map(({ id }) => id) : [];
    return {
      ...paging,
      slug: process.slug,
      process: localize(process.title, language),
      id: workgroup.id,
      key: workgroup.key,
      name: workgroup.name,
      system: workgroup.system,
      maker: workgroup.maker,
      charter: localize(workgroup.charter, language),
      members,
      isMember: standing.workgroupRole !== null,
      mayFacilitate,
      turnouts: await openTurnouts(deps, open, language),
      rounds: rows,
    };
  },
);

export const action = acts(inWorkgroup, "facilitator", {
  remind: intent(z.strictObject({ round: id }), ({ actor, deps, process, workgroup }, { round }) =>
    remind(deps, actor, process, workgroup, round),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.name ?? ""} · Codraft` }];

export default function Workgroup() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/workgroups`}>{t("common:nav.workgroups")}</PageLink> › <bdi>{data.name}</bdi>
      </Crumbs>
      <h1>
        <bdi>{data.name}</bdi>
      </h1>
      <p className="lead">
        {t("workgroups:examines")} <bdi>{data.system}</bdi>
        {data.maker && <bdi> ({data.maker})</bdi>}
      </p>
      {data.isMember && (
        <p className="notice">
          {t("rounds:workgroups.youAreMember")} {t("workgroups:membersVote")}{" "}
          <PageLink to="/profile/parts">{t("rounds:workgroups.leave")}</PageLink>
        </p>
      )}
      {data.mayFacilitate && (
        <div className="actions">
          <PageLink to={`${base}/workgroups/${data.key}/facilitate`} className="btn q">
            {t("workgroups:facilitate.title")}
          </PageLink>
        </div>
      )}
      <Turnouts rounds={data.turnouts} />
      <div className="cols section">
        <div>
          {data.charter.text && (
            <section aria-labelledby="charter">
              <h2 id="charter">{t("workgroups:charter")}</h2>
              <Paragraphs view={data.charter} />
            </section>
          )}
          <section className="section" aria-labelledby="rounds">
            <h2 id="rounds">{t("rounds:workgroups.rounds")}</h2>
            <RoundList base={base} rounds={data.rounds} empty={t("rounds:workgroups.noRounds")} />
            <Pager page={data.page} pages={data.pages} part="rounds" />
          </section>
        </div>
        <aside className="note">
          <p className="no-print">
            <PageLink to={`${base}/threads?about=workgroup:${data.key}`}>{t("common:threads.here")}</PageLink>
          </p>
          <p>
            <EntryLink of="workgroups" name={data.id} />
          </p>
          <h2>{t("workgroups:members", { count: data.members.count })}</h2>
          <p>{t("rounds:workgroups.affiliated", { count: data.members.affiliated })}</p>
          <ul className="clean" id="named">
            {data.members.named.map((member) => (
              <li key={`${member.displayName} ${member.affiliation}`}>
                <bdi>{member.displayName}</bdi>
                {member.affiliation && (
                  <span className="quiet small">
                    {" "}
                    · <bdi>{member.affiliation}</bdi>
                  </span>
                )}
              </li>
            ))}
          </ul>
          <Pager
            {...data.members.paging}
            name="members"
            part="named"
            label={t("workgroups:members", { count: data.members.count })}
          />
          <p className="small">{t("rounds:workgroups.consent")}</p>
        </aside>
      </div>
    </>
  );
}
