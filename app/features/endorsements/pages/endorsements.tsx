import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { reasonedSchema } from "~/features/endorsements/contracts/endorsements";
import { endorsementKinds } from "~/features/endorsements/domain/endorsement";
import { endorsementsOfAddress } from "~/features/endorsements/services/findEndorsement.server";
import { flagEndorsement } from "~/features/endorsements/services/flagEndorsement.server";
import { publicEndorsements } from "~/features/endorsements/services/publicEndorsements.server";
import { Shown } from "~/features/endorsements/ui/wall/Shown";
import { inProcess } from "~/features/membership/registrations/place.server";
import { acts, intent } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { countriesIn } from "~/i18n/countryNames";
import { wholeFrom } from "~/kernel/fields";
import { localize } from "~/kernel/language/localized";
import { countryCodes } from "~/kernel/places/countries";
import { Refused, Saved } from "~/ui/forms/forms";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Hash } from "~/ui/text/text";

const kindAsked = z.enum(endorsementKinds).nullable().catch(null);
const countryAsked = z
  .enum(countryCodes as [string, ...string[]])
  .nullable()
  .catch(null);
const pageAsked = wholeFrom(1, 100_000).catch(1);
const nameAsked = wholeFrom(1, 1_000_000_000).nullable().catch(null);

export const loader = reads(
  inProcess,
  "anyone",
  async ({ actor, deps, language, process, standing, t, url }) => {
    const query = url.searchParams;
    const draft = query.get("draft");
    const kind = kindAsked.parse(query.get("kind"));
    const country = countryAsked.parse(query.get("country"));
    const wall = await publicEndorsements(
      deps,
      process,
      { isOrganizer: standing.organizer },
      {
        language,
        draft,
        kind,
        country,
        page: pageAsked.parse(query.get("page")),
        number: nameAsked.parse(query.get("name")),
      },
    );
    if (!wall && draft !== null) throw refuse("not_found");
    const there = wall?.shown?.countries.map((one) => one.country).filter((code) => code !== "") ?? [];
    const mine = actor && !standing.suspended ? await endorsementsOfAddress(deps, process, actor.email) : [];
    return {
      slug: process.slug,
      process: localize(process.title, language),
      title: t("endorsements:title"),
      isOrganizer: standing.organizer,
      wall,
      kind,
      country,
      countries: countriesIn(language, there),
      mayFlag: actor !== null && !standing.suspended,
      hasOwn: mine.length > 0,
      isWithdrawn: query.get("done") === "withdrawn",
    };
  },
);

export const action = acts(inProcess, "speaker", {
  flag: intent(reasonedSchema, ({ deps, actor, process, standing }, input) =>
    flagEndorsement(deps, actor, process, { isOrganizer: standing.organizer }, input),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ""} · ${data?.process.text ?? ""} · Codraft` },
];

export default function Endorsements() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  const { wall } = data;
  return (
    <>
      <Crumbs base={base} process={data.process}>
        {t("endorsements:title")}
      </Crumbs>
      <h1>{t("endorsements:title")}</h1>
      {data.isWithdrawn && (
        <p className="notice" role="status">
          {t("endorsements:own.withdrawn")}
        </p>
      )}
      <Refused intent="flag" />
      <Saved intent="flag">{t("endorsements:comments.flagged")}</Saved>
      <p className="lead">{wall ? t("endorsements:lead") : t("endorsements:notYet")}</p>
      {wall && (
        <p>
          <PageLink to={`${base}/drafts/${wall.draft}`}>
            {t("endorsements:version")} <bdi>{wall.draft}</bdi>
          </PageLink>{" "}
          <Hash value={wall.textHash} />
        </p>
      )}
      <p className="actions no-print">
        {wall && (
          <PageLink to={`${base}/endorsements/give`} className="btn">
            {t("endorsements:give.title")}
          </PageLink>
        )}
        {data.hasOwn && (
          <PageLink to={`${base}/endorsements/mine`} className="btn q">
            {t("endorsements:own.title")}
          </PageLink>
        )}
        {data.isOrganizer && (
          <PageLink to={`${base}/manage/endorsements`}>{t("endorsements:manage.title")}</PageLink>
        )}
      </p>
      {wall?.embargoUntil && (
        <p className="notice warn">
          {t(wall.shown ? "endorsements:embargo.organizers" : "endorsements:embargo.public")}{" "}
          <Moment at={wall.embargoUntil} />
        </p>
      )}
      {wall?.shown && <Shown data={data} base={base} shown={wall.shown} draft={wall.draft} />}
    </>
  );
}
