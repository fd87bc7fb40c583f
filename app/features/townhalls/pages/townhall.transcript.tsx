import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { carrySchema } from "~/features/meetings/contracts/meeting";
import { atTownhall } from "~/features/meetings/registrations/place.server";
import { withdrawSchema } from "~/features/townhalls/contracts/transcriptChange";
import { carryToClause, targetOf } from "~/features/townhalls/services/carryToDraft.server";
import { clausesToName, clausesTouched } from "~/features/townhalls/services/clauses.server";
import {
  countPassages,
  passagesFrom,
  transcriptChanges,
} from "~/features/townhalls/services/transcripts.server";
import { withdrawalOf, withdrawTranscript } from "~/features/townhalls/services/withdrawTranscript.server";
import { CarryForm } from "~/features/townhalls/ui/CarryToDraftForm";
import { EarlierTranscript } from "~/features/townhalls/ui/EarlierTranscript";
import { TranscriptVersions } from "~/features/townhalls/ui/TranscriptVersions";
import { acts, intent } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { wholeNumber } from "~/kernel/wholeNumber";
import { Refused, useAnswer } from "~/ui/forms/forms";
import { Crumbs } from "~/ui/frame/Crumbs";
import { UserText } from "~/ui/text/Html";
import { PageLink } from "~/ui/text/PageLink";

const perPage = 200;

export const loader = reads(
  atTownhall,
  "anyone",
  async ({ deps, language, process, shared, standing, t, townhall, url }) => {
    const newest = townhall.transcriptVersion;
    const wanted = url.searchParams.get("version");
    const version = wanted === null ? newest : wholeNumber(wanted);
    const last = version === null ? 0 : await countPassages(deps.db, townhall.id, version);
    const withdrawn =
      version !== null && last === 0 ? await withdrawalOf(deps.db, townhall.id, version) : null;
    if (version === null || (last === 0 && !withdrawn)) throw refuse("not_found");
    const asked = Math.max(1, Math.min(last, wholeNumber(url.searchParams.get("from") ?? "") ?? 1));
    const from = Math.floor((asked - 1) / perPage) * perPage + 1;
    const [touched] = await clausesTouched(deps.db, townhall.id);
    return {
      slug: process.slug,
      process: localize(process.title, language),
      number: townhall.number,
      title: t("townhalls:transcript.title", { number: townhall.number }),
      recordingUrl: townhall.recordingUrl,
      from,
      last,
      version,
      newest,
      withdrawn,
      mayWithdraw: standing.organizer && version < newest && last > 0,
      changes: await transcriptChanges(deps, townhall),
      passages: (await passagesFrom(deps.db, townhall.id, version, from, perPage)).map(
        ({ townhallId: _, ...passage }) => passage,
      ),
      carry:
        standing.organizer && version === newest
          ? { ...(await shared(clausesToName, process, townhall.draftId)), shown: touched?.clause ?? null }
          : null,
    };
  },
);

export const action = acts(atTownhall, "organizer", {
  withdraw: intent(withdrawSchema, ({ deps, actor, process, townhall }, input) =>
    withdrawTranscript(deps, actor, process, townhall, input),
  ),
  carry: intent(carrySchema, async ({ deps, actor, process, townhall }, { what, clause, stance }) => {
    const target = targetOf(clause);
    if (!target) return { ok: false, error: { code: "not_found" } };
    return carryToClause(deps, actor, process, townhall, { what, ...target, stance });
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Transcript() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  const here = `${base}/townhalls/${data.number}/transcript`;
  const carried = useAnswer("carry");
  const at = (from: number) =>
    `${here}?${data.version === data.newest ? "" : `version=${data.version}&`}from=${from}`;
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/townhalls`}>{t("townhalls:list")}</PageLink> ›{" "}
        <PageLink to={`${base}/townhalls/${data.number}`}>
          {t("townhalls:title", { number: data.number })}
        </PageLink>
      </Crumbs>
      <h1>{data.title}</h1>
      {data.recordingUrl && (
        <p>
          <a href={data.recordingUrl} rel="noreferrer">
            {t("live:recording")}
          </a>
        </p>
      )}
      <EarlierTranscript here={here} {...data} />
      <Refused intent="carry" />
      {carried?.ok && (
        <p className="notice" role="status" data-answer="">
          <PageLink to={`${base}/comments/${(carried.value as { id: string }).id}`}>
            {t("townhalls:carry.done")}
          </PageLink>
        </p>
      )}
      <ol className="transcript section measure" start={data.from}>
        {data.passages.map((passage) => (
          <li key={passage.number} id={`t-${passage.number}`}>
            <p className="quiet small">
              <PageLink to={`${at(passage.number)}#t-${passage.number}`}>
                {passage.startsMs === null ? `#${passage.number}` : clock(passage.startsMs)}
              </PageLink>{" "}
              <bdi>{passage.speaker}</bdi>
            </p>
            <p>
              <UserText language={passage.language}>{passage.text}</UserText>
            </p>
            {data.carry && <CarryForm what={`passage:${passage.number}`} choices={data.carry} />}
          </li>
        ))}
      </ol>
      <p className="actions">
        {data.from > 1 && (
          <PageLink to={at(data.from - perPage)} className="btn q mini">
            {t("common:pages.previous")}
          </PageLink>
        )}
        {data.from + perPage <= data.last && (
          <PageLink to={at(data.from + perPage)} className="btn q mini">
            {t("common:pages.next")}
          </PageLink>
        )}
      </p>
      <TranscriptVersions here={here} changes={data.changes} />
    </>
  );
}

/** "1:02:03", as players show it. */
function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}
