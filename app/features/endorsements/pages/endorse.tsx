import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readProfile } from "~/features/accounts/services/profile.server";
import { giveSchema } from "~/features/endorsements/contracts/endorsements";
import { newestEndorsable } from "~/features/endorsements/services/findEndorsement.server";
import { giveEndorsement } from "~/features/endorsements/services/give/giveEndorsement.server";
import { GiveForm } from "~/features/endorsements/ui/GiveForm";
import { inProcess } from "~/features/membership/registrations/place.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { countriesIn } from "~/i18n/countryNames";
import { localize } from "~/kernel/language/localized";
import { Crumbs } from "~/ui/frame/Crumbs";
import { PageLink } from "~/ui/text/PageLink";
import { Hash } from "~/ui/text/text";

const nothing = { email: "", name: "", affiliation: "", country: "" };

export const loader = reads(
  inProcess,
  "anyone",
  async ({ actor, deps, language, process, standing, t, url }) => {
    const draft = await newestEndorsable(deps.db, process);
    const person = actor && !standing.suspended ? await readProfile(deps, actor) : null;
    return {
      slug: process.slug,
      process: localize(process.title, language),
      title: t("endorsements:give.title"),
      draft: draft && { label: draft.label, textHash: draft.textHash },
      countries: countriesIn(language),
      known: person
        ? {
            email: person.email,
            name: person.displayName,
            affiliation: person.affiliation,
            country: person.country,
          }
        : nothing,
      isSent: url.searchParams.get("sent") === "yes",
    };
  },
);

export const action = acts(inProcess, "anyone", {
  give: intent(giveSchema, async ({ deps, language, process, to }, given) => {
    const done = await giveEndorsement(deps, process, given, language);
    return done.ok ? redirect(to(`/p/${process.slug}/endorsements/give?sent=yes`)) : done;
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ""} · ${data?.process.text ?? ""} · Codraft` },
];

export default function Endorse() {
  const { slug, process, draft, countries, known, isSent } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  return (
    <div className="measure">
      <Crumbs base={base} process={process}>
        <PageLink to={`${base}/endorsements`}>{t("endorsements:title")}</PageLink>
      </Crumbs>
      <h1>{t("endorsements:give.title")}</h1>
      {isSent ? (
        <>
          <div className="notice" role="status">
            <p>
              <strong>{t("endorsements:sent.title")}</strong>
            </p>
            <p>{t("endorsements:sent.lead")}</p>
          </div>
          <p>
            <PageLink to={`${base}/endorsements`}>{t("endorsements:sent.wall")}</PageLink> ·{" "}
            <PageLink to={`${base}/endorsements/give`}>{t("endorsements:sent.again")}</PageLink>
          </p>
        </>
      ) : draft ? (
        <>
          <p className="lead">{t("endorsements:give.lead", { label: draft.label })}</p>
          <p>
            <PageLink to={`${base}/drafts/${draft.label}`}>
              {t("endorsements:own.read", { label: draft.label })}
            </PageLink>{" "}
            <Hash value={draft.textHash} />
          </p>
          <p className="quiet small">{t("endorsements:give.already")}</p>
          <GiveForm draft={draft.label} countries={countries} known={known} />
        </>
      ) : (
        <p className="lead">{t("endorsements:notYet")}</p>
      )}
    </div>
  );
}
