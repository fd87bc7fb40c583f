import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { JoinedCell } from "~/features/reviews/domain/cells";
import { systemActs } from "~/features/reviews/intents/systemActs.server";
import { onSystem } from "~/features/reviews/registrations/place.server";
import { systemChanges } from "~/features/reviews/services/cells/systemChanges.server";
import { requestsPage } from "~/features/reviews/services/documentRequests.server";
import { maySettle } from "~/features/reviews/services/settle.server";
import { systemShown } from "~/features/reviews/services/systemPage.server";
import { ownReview } from "~/features/reviews/services/volunteer.server";
import { CellTable } from "~/features/reviews/ui/CellTable";
import { Requests } from "~/features/reviews/ui/Requests";
import { Conflicts, Settled } from "~/features/reviews/ui/Settling";
import { AboutSystem } from "~/features/reviews/ui/system/AboutSystem";
import { CellChanges } from "~/features/reviews/ui/system/CellChanges";
import { Conclusion } from "~/features/reviews/ui/system/Conclusion";
import { TakePart } from "~/features/reviews/ui/system/TakePart";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { today } from "~/platform/clock.server";
import { Refused, Saved } from "~/ui/forms/forms";
import { Crumbs } from "~/ui/frame/Crumbs";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Nested } from "~/ui/frame/Nested";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(
  onSystem,
  "anyone",
  async ({ actor, deps, language, process, shared, standing, t, url, system }) => {
    const wanted = url.searchParams.get("draft");
    const [{ at, drafts, names, page }, changes] = await Promise.all([
      shared(systemShown, process, system, {
        wanted,
        withWorking: standing.organizer,
        language,
        rows: { rows: pageAsked(url), conflicts: pageAsked(url, "conflicts") },
      }),
      shared(systemChanges, process, system, pageAsked(url, "changes")),
    ]);
    const isWorking = at?.isWorking === true;
    if (wanted && !at) throw refuse("not_found");
    const own = actor && !standing.suspended ? await ownReview(deps.db, actor, system) : null;
    const mayAsk = standing.organizer || own?.state === "confirmed";
    const nameOf = (number: number, name: string | null) => name ?? t("reviews:reviewer", { number });
    return {
      slug: process.slug,
      process: localize(process.title, language),
      isSignedIn: actor !== null && !standing.suspended,
      isOrganizer: standing.organizer,
      id: system.id,
      key: system.key,
      name: system.name,
      maker: system.maker,
      about: localize(system.about, language),
      links: system.links,
      draft: at?.label ?? null,
      isWorking,
      drafts,
      changes,
      page: page && {
        ...page,
        names: {
          components: names.components,
          criteria: names.criteria,
          reviewers: Object.fromEntries(
            page.reviewers.map(({ id, number, name }) => [id, nameOf(number, name)]),
          ),
        },
        reviewers: page.reviewers.map(({ id, number, name, affiliated }) => ({
          id,
          name: nameOf(number, name),
          affiliated,
        })),
      },
      own: own && { id: own.id, state: own.state, affiliated: own.affiliated, motivation: own.motivation },
      maySettle: !isWorking && maySettle(own, standing.organizer),
      mayAsk,
      requests: await requestsPage(deps.db, system, mayAsk, pageAsked(url, "requests")),
      titles: names.components,
      today: today(deps),
    };
  },
);

export const action = systemActs;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.name ?? ""} · Codraft` }];

export default function System() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  const here = `${base}/systems/${data.key}`;
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/systems`}>{t("reviews:title")}</PageLink>
      </Crumbs>
      <h1>
        <bdi>{data.name}</bdi>
      </h1>
      <AboutSystem maker={data.maker} about={data.about} links={data.links} />
      {(["volunteer", "withdraw", "settle", "unsettle", "ask", "resend", "close"] as const).map((name) => (
        <Refused key={name} intent={name} />
      ))}
      {(["settle", "ask", "resend", "close"] as const).map((name) => (
        <Saved key={name} intent={name}>
          {t("common:saved")}
        </Saved>
      ))}
      {!data.page && <p className="section quiet">{t("reviews:noDraft")}</p>}
      {data.page && <Conclusion data={data} page={data.page} base={base} />}
      {data.page && data.page.conflicts.length > 0 && (
        <>
          <Conflicts
            draft={data.draft ?? ""}
            conflicts={data.page.conflicts}
            names={data.page.names}
            maySettle={data.maySettle}
            own={data.own?.id ?? null}
          />
          <Pager
            {...data.page.disputed}
            name="conflicts"
            part="conflicts"
            label={t("reviews:value.conflict")}
          />
        </>
      )}
      {data.page && (
        <section className="section" aria-labelledby="cells">
          <h2 id="cells">{t("reviews:cells")}</h2>
          <CellTable
            rows={data.page.rows}
            criteria={data.page.criteria}
            cells={data.page.assessed.cells as JoinedCell[]}
            said={data.page.said}
            reviewers={data.page.reviewers}
          />
          <Pager {...data.page.paging} part="cells" label={t("reviews:cells")} />
          <Settled
            draft={data.draft ?? ""}
            settled={data.page.settled}
            names={data.page.names}
            isOrganizer={data.isOrganizer && data.maySettle}
          />
        </section>
      )}
      {data.page && <CellChanges changes={data.changes} names={data.page.names} />}
      <Requests
        requests={data.requests}
        components={data.page?.components ?? []}
        titles={data.titles}
        mayAsk={data.mayAsk}
        today={data.today}
      />
      <TakePart data={data} here={here} />
      <section className="section" aria-labelledby="talk">
        <h2 id="talk">{t("common:threads.here")}</h2>
        <p>
          <PageLink to={`${base}/threads?about=system:${data.key}`}>
            {t("reviews:threads.beginHere")}
          </PageLink>
        </p>
        <p>
          <EntryLink of="systems" name={data.id} />
        </p>
        <Nested frame={(shaped) => data.page && shaped} />
      </section>
    </>
  );
}
