import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { campaignSchema, endCampaignSchema } from "~/features/membership/contracts/campaigns";
import { inProcess } from "~/features/membership/registrations/place.server";
import { beginCampaign, endCampaign } from "~/features/membership/services/campaigns.server";
import {
  groupQuestionsSchema,
  selfQuestionsSchema,
  targetsSchema,
} from "~/features/representation/contracts/representation";
import {
  setGroupQuestions,
  setSelfQuestions,
  setTargets,
} from "~/features/representation/services/questions.server";
import { representationDesk } from "~/features/representation/services/representationDesk.server";
import { Campaigns } from "~/features/representation/ui/manage/Campaigns";
import { OwnQuestions } from "~/features/representation/ui/manage/OwnQuestions";
import { Targets } from "~/features/representation/ui/manage/Targets";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Field, Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "organizer", async ({ deps, language, process, shared, t }) => {
  const { groups, questions, targets, campaigns, seen } = await shared(representationDesk, process);
  return {
    slug: process.slug,
    title: t("processes:manage.nav.representation"),
    origin: deps.settings.origin,
    groups: groups.map(({ key, title, question }) => ({
      key,
      title: localize(title, language).text,
      question: question ? localize(question, language).text : "",
    })),
    targets: targets.map(({ breakdown, key, percent }) => `${breakdown}:${key} ${percent}`).join("\n"),
    note: process.targetsNote ? localize(process.targetsNote, language).text : "",
    questions: questions
      .map(({ key, title, options }) =>
        [
          `${key}: ${localize(title, language).text}`,
          ...options.map((one) => `- ${one.key}: ${localize(one.title, language).text}`),
        ].join("\n"),
      )
      .join("\n"),
    campaigns,
    seen,
  };
});

export const action = acts(inProcess, "organizer", {
  targets: intent(targetsSchema, ({ actor, deps, process }, input) =>
    setTargets(deps, actor, process, input),
  ),
  groups: intent(groupQuestionsSchema, ({ actor, deps, process }, input) =>
    setGroupQuestions(deps, actor, process, input),
  ),
  questions: intent(selfQuestionsSchema, ({ actor, deps, process }, input) =>
    setSelfQuestions(deps, actor, process, input),
  ),
  campaign: intent(campaignSchema, ({ actor, deps, process }, input) =>
    beginCampaign(deps, actor, process, input),
  ),
  end: intent(endCampaignSchema, ({ actor, deps, process }, { code }) =>
    endCampaign(deps, actor, process, code),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

const intents = ["targets", "groups", "questions", "campaign", "end"] as const;

export default function ManageRepresentation() {
  const data = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  return (
    <>
      <h1>{t("processes:manage.nav.representation")}</h1>
      <p className="lead">
        {t("representation:manage.lead")}{" "}
        <PageLink to={`/p/${data.slug}/people`}>{t("common:round.publicPage")}</PageLink>
      </p>
      {intents.map((name) => (
        <div key={name}>
          <Refused intent={name} />
          <Saved intent={name}>{t("common:saved")}</Saved>
        </div>
      ))}
      <Campaigns data={data} />
      <Targets data={data} />
      <section className="section measure" aria-labelledby="groups">
        <h2 id="groups">{t("representation:manage.groupQuestions")}</h2>
        <p className="quiet">{t("representation:manage.groupQuestionsLead")}</p>
        <PostForm>
          <input type="hidden" name="language" value={language} />
          {data.groups.map(({ key, title, question }) => (
            <Field key={key} label={title}>
              <input name={`questions.${key}`} defaultValue={question} maxLength={300} dir="auto" />
            </Field>
          ))}
          <div className="actions">
            <Submit intent="groups">{t("common:save")}</Submit>
          </div>
        </PostForm>
      </section>
      <OwnQuestions data={data} />
    </>
  );
}
