import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { moderationActs } from "~/features/discussion/intents/moderationActs.server";
import { Endorsement } from "~/features/discussion/ui/moderation/Endorsement";
import { Flagged } from "~/features/discussion/ui/moderation/Flagged";
import { Hidden } from "~/features/discussion/ui/moderation/Hidden";
import { LongestPager } from "~/features/discussion/ui/moderation/LongestPager";
import { Said } from "~/features/discussion/ui/moderation/Said";
import { flaggedEndorsements } from "~/features/endorsements/services/flagEndorsement.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { moderationDesk } from "~/features/moderation/services/moderationDesk.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { countriesIn } from "~/i18n/countryNames";
import { ownValue } from "~/kernel/keyed";
import { pageAsked } from "~/kernel/paging";
import { Field, Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Undo } from "~/ui/forms/undo/Undo";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "moderator", async ({ deps, language, process, standing, t, url }) => {
  const asked = {
    flagged: pageAsked(url, "flagged"),
    hidden: pageAsked(url, "hidden"),
    restrained: pageAsked(url, "restrained"),
  };
  const [endorsements, desk] = await Promise.all([
    flaggedEndorsements(deps, process, { isOrganizer: standing.organizer }, asked),
    moderationDesk(deps, process, asked),
  ]);
  const all = [...endorsements.flagged.rows, ...endorsements.hidden.rows];
  const codes = [...new Set(all.map(({ country }) => country).filter(Boolean))];
  return {
    slug: process.slug,
    title: t("moderation:desk"),
    countryNames: Object.fromEntries(countriesIn(language, codes).map(({ code, name }) => [code, name])),
    endorsements,
    ...desk,
  };
});

export const action = moderationActs;

const intents = [
  "hide",
  "restore",
  "dismiss",
  "hideEndorsement",
  "restoreEndorsement",
  "dismissEndorsement",
  "lift",
] as const;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ManageModeration() {
  const { slug, flagged, hidden, restrained, endorsements, countryNames } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <h1>{t("moderation:desk")}</h1>
      <p className="lead">
        {t("moderation:deskLead")}{" "}
        <PageLink to={`${base}/moderation`}>{t("drafts:moderation.title")}</PageLink>
      </p>
      {intents.map((one) => (
        <Refused key={one} intent={one} />
      ))}
      <Saved intent="lift">{t("common:saved")}</Saved>
      <Undo
        acts={{
          hide: t("moderation:undo.hidden"),
          hideEndorsement: t("moderation:undo.hidden"),
          dismiss: t("moderation:undo.dismissed"),
          dismissEndorsement: t("moderation:undo.dismissed"),
          restore: t("moderation:undo.shown"),
          restoreEndorsement: t("moderation:undo.shown"),
        }}
      />
      <section className="section" aria-labelledby="flagged">
        <h2 id="flagged">{t("moderation:flagged")}</h2>
        {flagged.total + endorsements.flagged.total === 0 && (
          <p className="quiet">{t("moderation:noFlags")}</p>
        )}
        {flagged.rows.map((one) => (
          <Flagged
            key={`${one.id} ${one.at}`}
            one={one}
            hide="hide"
            dismiss="dismiss"
            of={{ comment: one.id }}
          >
            <Said body={one.body} language={one.language} />
          </Flagged>
        ))}
        {endorsements.flagged.rows.map((one) => (
          <Flagged
            key={`${one.number} ${one.at}`}
            one={one}
            hide="hideEndorsement"
            dismiss="dismissEndorsement"
            of={{ number: one.number }}
          >
            <Endorsement
              one={one}
              base={base}
              countryName={ownValue(countryNames, one.country) ?? one.country}
            />
          </Flagged>
        ))}
        <LongestPager name="flagged" lists={[flagged, endorsements.flagged]} />
      </section>
      <section className="section" aria-labelledby="hidden">
        <h2 id="hidden">{t("moderation:hiddenOnes")}</h2>
        {hidden.total + endorsements.hidden.total === 0 && (
          <p className="quiet">{t("moderation:noneHidden")}</p>
        )}
        {hidden.rows.map((one) => (
          <Hidden key={one.id} one={one} restore="restore" of={{ comment: one.id }}>
            <Said body={one.body} language={one.language} />
          </Hidden>
        ))}
        {endorsements.hidden.rows.map((one) => (
          <Hidden key={one.number} one={one} restore="restoreEndorsement" of={{ number: one.number }}>
            <Endorsement
              one={one}
              base={base}
              countryName={ownValue(countryNames, one.country) ?? one.country}
            />
          </Hidden>
        ))}
        <LongestPager name="hidden" lists={[hidden, endorsements.hidden]} />
      </section>
      <section className="section" aria-labelledby="restrained">
        <h2 id="restrained">{t("moderation:restrained")}</h2>
        {restrained.total === 0 && <p className="quiet">{t("moderation:nobody")}</p>}
        {restrained.rows.map((one) => (
          <div key={one.address} className="comment">
            <p>
              {one.email === null ? t("moderation:erased") : <bdi>{one.name || one.email}</bdi>} ·{" "}
              {t(`comments:moderation.${one.kind}`)}
              {one.until && (
                <>
                  {" "}
                  · {t("moderation:until")} <Day at={one.until} />
                </>
              )}
            </p>
            <PostForm>
              <input type="hidden" name="address" value={one.address} />
              <Field label={t("comments:moderation.reason")} of={["lift", "reason"]}>
                <input name="reason" required maxLength={600} />
              </Field>
              <Submit intent="lift" kind="q mini">
                {t("moderation:lift")}
              </Submit>
            </PostForm>
          </div>
        ))}
        <LongestPager name="restrained" lists={[restrained]} />
      </section>
    </>
  );
}
