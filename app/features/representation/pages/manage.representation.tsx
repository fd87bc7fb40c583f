import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { campaignSchema, endCampaignSchema } from "~/features/membership/contracts/campaigns";
import { inProcess } from "~/features/membership/registrations/place.server";
import { beginCampaign, endCampaign } from "~/features/membership/services/campaigns.server";
import { stakeholderGroupsOf } from "~/features/processes/services/read.server";
import {
  groupQuestionsSchema,
  selfQuestionsSchema,
  targetsSchema,
} from "~/features/representation/contracts/representation";
import { campaignFigures } from "~/features/representation/services/campaignFigures.server";
import {
  seenNow,
  selfQuestionsOf,
  setGroupQuestions,
  setSelfQuestions,
  setTargets,
  targetsOf,
} from "~/features/representation/services/questions.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { localize } from "~/kernel/language/localized";
import { EditForm } from "~/ui/forms/EditForm";
import { Field, Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "organizer", async ({ deps, language, process, t }) => {
  const [groups, questions, targets, campaigns, seen] = await Promise.all([
    stakeholderGroupsOf(deps.db, process.id),
    selfQuestionsOf(deps.db, process.id),
    targetsOf(deps.db, process.id),
    campaignFigures(deps, process),
    seenNow(deps.db, process),
  ]);
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
  const { t, language, format } = useWords();
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
      <section className="section" aria-labelledby="campaigns">
        <h2 id="campaigns">{t("representation:manage.campaigns")}</h2>
        <p className="quiet measure">{t("representation:manage.campaignsLead")}</p>
        {data.campaigns.length > 0 && (
          <Scroll label={t("representation:manage.campaigns")}>
            <table>
              <TableHead
                columns={[
                  t("representation:manage.campaign"),
                  t("representation:manage.link"),
                  { label: t("representation:manage.invited"), kind: "n" },
                  { label: t("representation:manage.joined"), kind: "n" },
                  t("representation:manage.reached"),
                  t("representation:manage.end"),
                ]}
              />
              <tbody>
                {data.campaigns.map((one) => (
                  <tr key={one.code}>
                    <th scope="row">
                      <bdi>{one.name}</bdi>
                    </th>
                    <td>
                      <code>{`${data.origin}/p/${data.slug}/join?c=${one.code}`}</code>
                    </td>
                    <td className="n">{format.number(one.invited)}</td>
                    <td className="n">
                      {one.joined === null ? t("representation:few") : format.number(one.joined)}
                    </td>
                    <td className="small">
                      {data.groups.map(({ key, title }) => (
                        <span key={key}>
                          {title}:{" "}
                          {ownValue(one.groups, key) == null
                            ? t("representation:few")
                            : format.number(ownValue(one.groups, key) ?? 0)}
                          {"; "}
                        </span>
                      ))}
                    </td>
                    <td>
                      {one.isOver ? (
                        <span className="quiet">{t("representation:manage.ended")}</span>
                      ) : (
                        <PostForm>
                          <input type="hidden" name="code" value={one.code} />
                          <Submit intent="end" kind="q mini">
                            {t("representation:manage.end")}
                          </Submit>
                        </PostForm>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
        <PostForm key={data.campaigns.length}>
          <div className="row">
            <Field label={t("representation:manage.name")} of={["campaign", "name"]}>
              <input name="name" required maxLength={120} dir="auto" />
            </Field>
            <Field label={t("representation:manage.code")} of={["campaign", "code"]}>
              <input name="code" required maxLength={60} pattern="[a-z0-9\-]+" dir="ltr" />
            </Field>
          </div>
          <div className="actions">
            <Submit intent="campaign" kind="q">
              {t("common:add")}
            </Submit>
          </div>
        </PostForm>
      </section>
      <section className="section measure" aria-labelledby="targets">
        <h2 id="targets">{t("representation:manage.targets")}</h2>
        <EditForm
          intent="targets"
          row={{ seen: data.seen.targets, targets: data.targets, note: data.note }}
          read={({ seen = "", targets = "", note = "" }) => ({ seen, targets, note })}
          facts={({ targets, note }) => [
            [t("representation:manage.targetLines"), targets],
            [t("representation:manage.note"), note],
          ]}
          actions={<Submit intent="targets">{t("common:save")}</Submit>}
        >
          {({ targets, note }) => (
            <>
              <input type="hidden" name="language" value={language} />
              <Field
                label={t("representation:manage.targetLines")}
                hint={t("representation:manage.targetHint")}
                of={["targets", "targets"]}
              >
                <textarea name="targets" className="code" rows={8} defaultValue={targets} />
              </Field>
              <Field label={t("representation:manage.note")} of={["targets", "note"]}>
                <textarea name="note" rows={3} defaultValue={note} maxLength={1000} dir="auto" />
              </Field>
            </>
          )}
        </EditForm>
      </section>
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
      <section className="section measure" aria-labelledby="own">
        <h2 id="own">{t("representation:manage.own")}</h2>
        <p className="quiet">{t("representation:manage.ownLead")}</p>
        <EditForm
          intent="questions"
          row={{ seen: data.seen.questions, questions: data.questions }}
          read={({ seen = "", questions = "" }) => ({ seen, questions })}
          facts={({ questions }) => [[t("representation:manage.ownLines"), questions]]}
          actions={<Submit intent="questions">{t("common:save")}</Submit>}
        >
          {({ questions }) => (
            <>
              <input type="hidden" name="language" value={language} />
              <Field
                label={t("representation:manage.ownLines")}
                hint={t("representation:manage.ownHint")}
                of={["questions", "questions"]}
              >
                <textarea name="questions" className="code" rows={10} defaultValue={questions} />
              </Field>
            </>
          )}
        </EditForm>
      </section>
    </>
  );
}
