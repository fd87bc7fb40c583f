import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { hideSchema, liftSchema, settleFlagSchema } from "~/features/comments/contracts/comments";
import { acceptSchema, reasonedSchema } from "~/features/endorsements/contracts/endorsements";
import {
  dismissEndorsementFlags,
  flaggedEndorsements,
} from "~/features/endorsements/services/flagEndorsement.server";
import {
  hideEndorsement,
  restoreEndorsement,
} from "~/features/endorsements/services/moderateEndorsement.server";
import { Name } from "~/features/endorsements/ui/EndorserList";
import { inProcess } from "~/features/membership/registrations/place.server";
import {
  dismissFlags,
  hideComment,
  liftRestraint,
  moderationDesk,
  restoreComment,
} from "~/features/moderation/services/moderate.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { countriesIn } from "~/i18n/countryNames";
import type { CommentId, UserId } from "~/kernel/ids";
import { Field, Refused, Saved, Submit } from "~/ui/forms/forms";
import { UserText } from "~/ui/text/Html";
import { Day, Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "organizer", async ({ deps, language, process, t }) => {
  const endorsements = await flaggedEndorsements(deps, process);
  const all = [...endorsements.flagged, ...endorsements.hidden];
  const codes = [...new Set(all.map(({ country }) => country).filter(Boolean))];
  return {
    slug: process.slug,
    title: t("moderation:desk"),
    countryNames: Object.fromEntries(countriesIn(language, codes).map(({ code, name }) => [code, name])),
    endorsements,
    ...(await moderationDesk(deps, process)),
  };
});

export const action = acts(inProcess, "organizer", {
  hide: intent(hideSchema, ({ deps, actor, process }, { comment, reason }) =>
    hideComment(deps, actor, process, comment as CommentId, reason),
  ),
  restore: intent(hideSchema, ({ deps, actor, process }, { comment, reason }) =>
    restoreComment(deps, actor, process, comment as CommentId, reason),
  ),
  dismiss: intent(settleFlagSchema, ({ deps, process }, { comment }) =>
    dismissFlags(deps, process, comment as CommentId),
  ),
  hideEndorsement: intent(reasonedSchema, ({ deps, actor, process }, input) =>
    hideEndorsement(deps, actor, process, input),
  ),
  restoreEndorsement: intent(reasonedSchema, ({ deps, actor, process }, input) =>
    restoreEndorsement(deps, actor, process, input),
  ),
  dismissEndorsement: intent(acceptSchema, ({ deps, process }, { number }) =>
    dismissEndorsementFlags(deps, process, number),
  ),
  lift: intent(liftSchema, ({ deps, actor, process }, { userId, reason }) =>
    liftRestraint(deps, actor, process, userId as UserId, reason),
  ),
});

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
        <div key={one}>
          <Refused intent={one} />
          <Saved intent={one}>{t("common:saved")}</Saved>
        </div>
      ))}
      <section className="section" aria-labelledby="flagged">
        <h2 id="flagged">{t("moderation:flagged")}</h2>
        {flagged.length + endorsements.flagged.length === 0 && (
          <p className="quiet">{t("moderation:noFlags")}</p>
        )}
        {flagged.map((one) => (
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
        {endorsements.flagged.map((one) => (
          <Flagged
            key={`${one.number} ${one.at}`}
            one={one}
            hide="hideEndorsement"
            dismiss="dismissEndorsement"
            of={{ number: one.number }}
          >
            <Endorsement one={one} base={base} countryName={countryNames[one.country] ?? one.country} />
          </Flagged>
        ))}
      </section>
      <section className="section" aria-labelledby="hidden">
        <h2 id="hidden">{t("moderation:hiddenOnes")}</h2>
        {hidden.length + endorsements.hidden.length === 0 && (
          <p className="quiet">{t("moderation:noneHidden")}</p>
        )}
        {hidden.map((one) => (
          <Hidden key={one.id} one={one} restore="restore" of={{ comment: one.id }}>
            <Said body={one.body} language={one.language} />
          </Hidden>
        ))}
        {endorsements.hidden.map((one) => (
          <Hidden key={one.number} one={one} restore="restoreEndorsement" of={{ number: one.number }}>
            <Endorsement one={one} base={base} countryName={countryNames[one.country] ?? one.country} />
          </Hidden>
        ))}
      </section>
      <section className="section" aria-labelledby="restrained">
        <h2 id="restrained">{t("moderation:restrained")}</h2>
        {restrained.length === 0 && <p className="quiet">{t("moderation:nobody")}</p>}
        {restrained.map((one) => (
          <div key={one.userId} className="comment">
            <p>
              <bdi>{one.name || one.email}</bdi> · {t(`comments:moderation.${one.kind}`)}
              {one.until && (
                <>
                  {" "}
                  · {t("moderation:until")} <Day at={one.until} />
                </>
              )}
            </p>
            <Form method="post">
              <input type="hidden" name="userId" value={one.userId} />
              <Field label={t("comments:moderation.reason")} of={["lift", "reason"]}>
                <input name="reason" required maxLength={600} />
              </Field>
              <Submit intent="lift" kind="q mini">
                {t("moderation:lift")}
              </Submit>
            </Form>
          </div>
        ))}
      </section>
    </>
  );
}

type Target = { readonly comment: string } | { readonly number: number };

/** What somebody asks moderators to look at: it is hidden with a reason, or left as it is. */
function Flagged({
  one,
  of,
  hide,
  dismiss,
  children,
}: {
  one: { readonly reason: string; readonly at: Date | string };
  of: Target;
  hide: "hide" | "hideEndorsement";
  dismiss: "dismiss" | "dismissEndorsement";
  children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <article className="comment">
      {children}
      <p className="quiet small">
        {t("comments:flagReason")}: <bdi>{one.reason}</bdi> · <Moment at={one.at} />
      </p>
      <Act intent={hide} of={of} label={t("comments:moderation.hide")} kind="danger mini" />
      <Form method="post">
        <TargetFields of={of} />
        <Submit intent={dismiss} kind="q mini">
          {t("moderation:dismiss")}
        </Submit>
      </Form>
    </article>
  );
}

/** What is hidden, why, and the form that puts it back. */
function Hidden({
  one,
  of,
  restore,
  children,
}: {
  one: { readonly reason: string; readonly at: Date | string | null };
  of: Target;
  restore: "restore" | "restoreEndorsement";
  children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <article className="comment">
      {children}
      <p className="quiet small">
        <bdi>{one.reason}</bdi>
        {one.at && (
          <>
            {" "}
            · <Moment at={one.at} />
          </>
        )}
      </p>
      <Act intent={restore} of={of} label={t("comments:moderation.restore")} kind="q mini" />
    </article>
  );
}

function Said({ body, language }: { body: string; language: string }) {
  return (
    <p className="pre">
      <UserText language={language}>{body}</UserText>
    </p>
  );
}

const TargetFields = ({ of }: { of: Target }) =>
  Object.entries(of).map(([field, value]) => <input key={field} type="hidden" name={field} value={value} />);

type Endorsed = ReturnType<typeof useLoaderData<typeof loader>>["endorsements"]["flagged"][number];

function Endorsement({
  one,
  base,
  countryName,
}: {
  one: Omit<Endorsed, "at">;
  base: string;
  countryName: string;
}) {
  const { t } = useWords();
  return (
    <>
      <p className="quiet small">
        <PageLink to={`${base}/manage/endorsements`}>{t("endorsements:title")}</PageLink> · #{one.number} ·{" "}
        {t(`endorsements:kind.${one.kind}`)}
      </p>
      <Name one={one} countryName={countryName} />
    </>
  );
}

function Act({
  intent: name,
  of,
  label,
  kind,
}: {
  intent: "hide" | "restore" | "hideEndorsement" | "restoreEndorsement";
  of: Target;
  label: string;
  kind: string;
}) {
  const { t } = useWords();
  return (
    <Form method="post">
      <TargetFields of={of} />
      <Field label={t("comments:moderation.reason")} of={[name, "reason"]}>
        <input name="reason" required maxLength={600} />
      </Field>
      <Submit intent={name} kind={kind}>
        {label}
      </Submit>
    </Form>
  );
}
