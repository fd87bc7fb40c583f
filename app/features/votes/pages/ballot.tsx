import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { onRound } from "~/features/rounds/registrations/place.server";
import { ownBallot, withdrawBallot } from "~/features/rounds/services/ballots.server";
import { useSeatName } from "~/features/rounds/ui/useSeatName";
import { VoidNotice } from "~/features/rounds/ui/VoidNotice";
import { blankWeighs } from "~/features/rules/domain/score";
import { namedRule } from "~/features/rules/services/namedRule";
import { ruleName } from "~/features/rules/ui/ruleName";
import { castSchema, withdrawSchema } from "~/features/votes/contracts/ballot";
import { ballotForm, saveBallot } from "~/features/votes/services/ballotView.server";
import { castBallot } from "~/features/votes/services/castBallot.server";
import { BallotForm } from "~/features/votes/ui/ballot/BallotForm";
import { BallotReview } from "~/features/votes/ui/ballot/BallotReview";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

/** Who is not on the roll is shown the round, which says why there is no ballot for them, and what they can do. */
export const loader = reads(
  onRound("components"),
  "signed-in",
  async ({ actor, deps, language, process, round, shared, standing, to, workgroup, url }) => {
    if (!standing.seated) throw redirect(to(`/p/${process.slug}/rounds/${round.number}`));
    const [form, own] = await Promise.all([shared(ballotForm, round), ownBallot(deps, actor, round)]);
    return {
      slug: process.slug,
      process: localize(process.title, language),
      question: localize(process.question, language),
      number: round.number,
      title: localize(round.title, language),
      workgroup: workgroup?.name ?? null,
      rule: namedRule(round.rule),
      ruleHash: round.ruleHash,
      score: round.rule.score,
      blankWeighs: blankWeighs(round.rule),
      attribution: round.attribution,
      offersNotNecessary: round.offersNotNecessary,
      offersCannotJudge: round.offersCannotJudge,
      closesAt: round.closesAt,
      voidedAt: round.voidedAt,
      isOpen: form.isOpen,
      components: form.components.map((one) => ({
        key: one.key,
        category: one.category,
        title: localize(one.title, language),
        description: localize(one.description, language),
      })),
      criteria: form.criteria.map(({ key, title }) => ({ key, title: localize(title, language).text })),
      own,
      /** Sent back with the form: however often it arrives, it is one ballot. */
      formKey: deps.newId(),
      isReview: url.searchParams.get("step") === "review" && own?.saved !== null,
    };
  },
);

export const action = acts(onRound("components"), "seat", {
  save: intent(castSchema, ({ actor, deps, round }, input) => saveBallot(deps, actor, round, input)),
  // A button that fills, without a script: the page comes back filled, under its own address.
  fill: intent(castSchema, async ({ actor, deps, round, process, to, url }, input) => {
    const saved = await saveBallot(deps, actor, round, input, url.searchParams.get("fill") ?? "");
    if (!saved.ok) return saved;
    const at = saved.value.at ? `#c-${encodeURIComponent(saved.value.at)}` : "";
    return redirect(`${to(`/p/${process.slug}/rounds/${round.number}/ballot`)}${at}`);
  }),
  review: intent(castSchema, async ({ actor, deps, round, process, to }, input) => {
    const saved = await saveBallot(deps, actor, round, input);
    if (!saved.ok) return saved;
    return redirect(to(`/p/${process.slug}/rounds/${round.number}/ballot?step=review`));
  }),
  cast: intent(castSchema, async ({ actor, deps, round, process, to }, input) => {
    const cast = await castBallot(deps, actor, round, input);
    if (!cast.ok) {
      // What was refused stays theirs: a reload shows these choices again, not those of another tab.
      await saveBallot(deps, actor, round, input);
      return cast;
    }
    return redirect(to(`/p/${process.slug}/rounds/${round.number}/receipt?leaf=${cast.value.leaf}`));
  }),
  withdraw: intent(withdrawSchema, async ({ actor, deps, round, process, to }, input) => {
    const gone = await withdrawBallot(deps, actor, round, input);
    if (!gone.ok) return gone;
    return redirect(to(`/p/${process.slug}/rounds/${round.number}/receipt?leaf=${gone.value.leaf}`));
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title.text ?? ""} · Codraft` },
];

export default function Ballot() {
  const data = useLoaderData<typeof loader>();
  const words = useWords();
  const { t } = words;
  const seatName = useSeatName();
  const base = `/p/${data.slug}`;
  const here = `${base}/rounds/${data.number}`;
  const { own } = data;
  const group = data.workgroup ? <bdi>{data.workgroup}</bdi> : t("rounds:public");
  const blank = t(`votes:blankWeighs.${data.blankWeighs}`, {
    required: data.score.required,
    notNecessary: data.score.not_necessary,
  });
  const terms = (
    <p className="quiet small sentence">
      {data.closesAt && (
        <>
          {t("rounds:closes")} <Moment at={data.closesAt} /> ·{" "}
        </>
      )}
      {data.isOpen && !data.closesAt && `${t("rounds:closesByHand")} · `}
      {t("rounds:countedBy")}{" "}
      <PageLink to={`${base}/rules/${data.ruleHash}`}>{ruleName(words, data.rule)}</PageLink> ·{" "}
      {t(`votes:attribution.${data.attribution}`, { seat: seatName(own?.seat ?? "") })}
    </p>
  );
  const head = (
    <>
      <h1>{data.isReview ? t("votes:review.title") : t("votes:title")}</h1>
      <p className="lead">{data.isReview ? t("votes:review.lead") : <Content view={data.question} />}</p>
      {data.isReview ? (
        terms
      ) : (
        <>
          <p className="quiet measure">{t("votes:blank")}</p>
          <details className="small ballot-how">
            <summary>{t("votes:how")}</summary>
            <p className="quiet measure">{blank}</p>
            {terms}
          </details>
        </>
      )}
      <VoidNotice since={data.voidedAt} />
      {!data.isOpen && !data.voidedAt && <p className="notice warn">{t("votes:notOpen")}</p>}
      {own?.cast && !data.isReview && (
        <p className="notice">
          {data.isOpen && t("votes:already")} <Moment at={own.cast.at} />.{" "}
          <PageLink to={`${here}/receipt?leaf=${own.cast.leaf}`}>{t("votes:receipt")}</PageLink>
        </p>
      )}
      {(["save", "fill", "review", "cast", "withdraw"] as const).map((one) => (
        <Refused key={one} intent={one} />
      ))}
      <Saved intent="save">{t("votes:savedForLater")}</Saved>
    </>
  );
  return (
    <>
      {data.isReview && own?.saved ? (
        <>
          <Crumbs base={base} process={data.process}>
            <PageLink to={here}>{group}</PageLink> › {t("rounds:number", { number: data.number })}
          </Crumbs>
          {head}
          <BallotReview
            {...data}
            choices={own.saved.choices}
            notes={own.saved.notes}
            prev={own.prev}
            base={here}
            blank={blank}
          />
        </>
      ) : (
        <BallotForm
          {...data}
          base={here}
          savedAt={own?.saved?.at ?? null}
          choices={own?.saved?.choices ?? own?.cast?.choices ?? {}}
          notes={own?.saved?.notes ?? own?.cast?.notes ?? {}}
          prev={own?.prev ?? null}
        >
          {head}
        </BallotForm>
      )}
      {own?.cast && data.isOpen && !data.isReview && (
        <section className="section" aria-labelledby="withdraw">
          <h2 id="withdraw">{t("votes:withdraw.title")}</h2>
          <p className="quiet measure">{t("votes:withdraw.lead")}</p>
          <PostForm className="actions">
            <input type="hidden" name="prev" value={own.prev ?? ""} />
            <input type="hidden" name="key" value={data.formKey} />
            <Submit intent="withdraw" kind="danger">
              {t("votes:withdraw.do")}
            </Submit>
          </PostForm>
        </section>
      )}
    </>
  );
}
