import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { endorsementIntents } from "~/features/endorsements/intents/endorsementIntents.server";
import { endorsementsOfAddress } from "~/features/endorsements/services/findEndorsement.server";
import { myEndorsement } from "~/features/endorsements/services/give/myEndorsement.server";
import { OwnEndorsement, OwnPage } from "~/features/endorsements/ui/OwnEndorsement";
import { inProcess } from "~/features/membership/registrations/place.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { countriesIn } from "~/i18n/countryNames";
import { localize } from "~/kernel/language/localized";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "signed-in", async ({ actor, deps, language, process, t }) => {
  const rows = await endorsementsOfAddress(deps, process, actor.email);
  const mine = await Promise.all(rows.map((row) => myEndorsement(deps, process, row)));
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t("endorsements:own.title"),
    mine: mine.map((own) => ({
      own,
      countryName: own.country ? (countriesIn(language, [own.country])[0]?.name ?? "") : "",
    })),
  };
});

/** Whoever is signed in has shown that the address is theirs, as the mail's link does. */
export const action = endorsementIntents("signed-in", async ({ actor, deps, process }, which, number) => {
  const mine = await endorsementsOfAddress(deps, process, actor.email);
  // What stands comes first: of a kind it is meant, whatever was declined before.
  return mine.find((one) => one.kind === which && one.number === (number ?? one.number)) ?? null;
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function MyEndorsements() {
  const { slug, process, mine } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  return (
    <OwnPage base={base} process={process}>
      {mine.map(({ own, countryName }) => (
        <OwnEndorsement key={`${own.number} ${own.state}`} base={base} own={own} countryName={countryName} />
      ))}
      {mine.length === 0 && <p className="lead">{t("endorsements:own.none")}</p>}
      {mine.every(({ own }) => own.state === "declined") && (
        <p>
          <PageLink to={`${base}/endorsements/give`}>{t("endorsements:give.title")}</PageLink>
        </p>
      )}
    </OwnPage>
  );
}
