import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { endorsementIntents } from "~/features/endorsements/intents/endorsementIntents.server";
import { endorsementByToken } from "~/features/endorsements/services/findEndorsement.server";
import { myEndorsement } from "~/features/endorsements/services/give/myEndorsement.server";
import { OwnEndorsement, OwnPage } from "~/features/endorsements/ui/OwnEndorsement";
import { inProcess } from "~/features/membership/registrations/place.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { countriesIn } from "~/i18n/countryNames";
import { localize } from "~/kernel/language/localized";
import { PageLink } from "~/ui/text/PageLink";

/** Reads only: mail scanners fetch links, and what is confirmed is confirmed by the button. */
export const loader = reads(inProcess, "anyone", async ({ deps, language, params, process, t }) => {
  const row = await endorsementByToken(deps, process, params.token);
  const own = row && (await myEndorsement(deps, process, row));
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t("endorsements:own.title"),
    own,
    countryName: own?.country ? (countriesIn(language, [own.country])[0]?.name ?? "") : "",
  };
});

/** The link is of one endorsement: a form that names another is not about it. */
export const action = endorsementIntents("anyone", async ({ deps, params, process }, which, number) => {
  const row = await endorsementByToken(deps, process, params.token);
  return row && row.kind === which && (number === undefined || row.number === number) ? row : null;
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ""} · Codraft` },
  { name: "robots", content: "noindex" },
];

export default function EndorsementLink() {
  const { slug, process, own, countryName } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  return (
    <OwnPage base={base} process={process}>
      {own ? (
        <OwnEndorsement key={own.state} base={base} own={own} countryName={countryName} />
      ) : (
        <>
          <p className="lead">{t("endorsements:own.gone")}</p>
          <p>
            <PageLink to={`${base}/endorsements/give`}>{t("endorsements:own.newLink")}</PageLink>
          </p>
        </>
      )}
    </OwnPage>
  );
}
