import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { giveUpSchema, leaveSchema } from "~/features/profile/contracts/parts";
import { leave, leaveRoll } from "~/features/profile/services/leave.server";
import { readParts } from "~/features/profile/services/parts.server";
import { Leave } from "~/features/profile/ui/Leave";
import { OpenSeats } from "~/features/profile/ui/OpenSeats";
import { acts, intent } from "~/http/action.server";
import { anywhere } from "~/http/place.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { Refused, Saved } from "~/ui/forms/forms";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

export const loader = reads(anywhere, "signed-in", async ({ deps, actor, language, t }) => ({
  title: t("profile:parts.title"),
  ...(await readParts(deps, actor, language)),
}));

export const action = acts(anywhere, "signed-in", {
  leave: intent(leaveSchema, ({ deps, actor }, input) => leave(deps, actor, input)),
  giveUp: intent(giveUpSchema, ({ deps, actor }, { round }) => leaveRoll(deps, actor, round)),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

/** Where somebody takes part, and the way out of each. */
export default function Parts() {
  const { processes, seats } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <div className="measure">
      <p className="crumb">
        <PageLink to="/profile">{t("representation:profile.title")}</PageLink>
      </p>
      <h1>{t("profile:parts.title")}</h1>
      <p className="lead">{t("profile:parts.lead")}</p>
      <Saved intent="leave">{t("profile:parts.left")}</Saved>
      <Saved intent="giveUp">{t("profile:parts.gaveUp")}</Saved>
      <Refused intent="leave" />
      <Refused intent="giveUp" />
      {processes.length === 0 && <p className="quiet">{t("profile:parts.none")}</p>}
      {processes.map((process) => (
        <section key={process.id} className="section" aria-labelledby={`process-${process.slug}`}>
          <h2 id={`process-${process.slug}`}>
            <PageLink to={`/p/${process.slug}`}>
              <Content view={process.title} />
            </PageLink>
          </h2>
          <p className="quiet">{t(`membership:role.${process.role}`)}</p>
          <ul className="clean">
            {process.workgroups.map((group) => (
              <li key={group.id}>
                <PageLink to={`/p/${process.slug}/workgroups/${group.key}`}>
                  <bdi>{group.name}</bdi>
                </PageLink>{" "}
                <span className="quiet small">{t(`membership:role.${group.role}`)}</span>
                <Leave process={process.id} workgroup={group.id} />
              </li>
            ))}
          </ul>
          <Leave process={process.id} workgroup="" />
        </section>
      ))}
      {seats.length > 0 && (
        <section className="section" aria-labelledby="seats">
          <h2 id="seats">{t("profile:parts.seats")}</h2>
          <p className="quiet">{t("profile:parts.seatsLead")}</p>
          <OpenSeats seats={seats} mayGiveUp />
        </section>
      )}
    </div>
  );
}
