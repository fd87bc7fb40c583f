import { type MetaFunction, redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { positionSchema, withdrawPositionSchema } from "~/features/approvals/contracts/approvals";
import { type ApprovalResult, overlapClasses, overlapIn } from "~/features/approvals/domain/overlap";
import { approvalPage, ownPosition } from "~/features/approvals/services/approvalPage.server";
import { findApproval } from "~/features/approvals/services/findApproval.server";
import { takePosition, withdrawPosition } from "~/features/approvals/services/takePosition.server";
import { ApprovalRuleText } from "~/features/approvals/ui/ApprovalRuleText";
import { PositionForm } from "~/features/approvals/ui/PositionForm";
import { type BarRow, PositionKey, ResultBars } from "~/features/approvals/ui/ResultBars";
import { ResultTable } from "~/features/approvals/ui/ResultTable";
import { onRound } from "~/features/rounds/registrations/place.server";
import { acts, intent } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { parseFraction, toNumber } from "~/kernel/figures/fraction";
import { directionOf } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { Refused, Submit } from "~/ui/forms/forms";
import { Crumbs } from "~/ui/frame/Crumbs";
import { SignInLink } from "~/ui/frame/SignInLink";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content, Hash } from "~/ui/text/text";

export const loader = reads(
  onRound("approval"),
  "anyone",
  async ({ actor, deps, language, process, round, standing }) => {
    const found = await findApproval(deps, round, standing.organizer);
    if (!found) throw refuse("not_found");
    const mayTakePart = actor !== null && !standing.suspended;
    const [page, own] = await Promise.all([
      approvalPage(deps, process, found, language),
      mayTakePart ? ownPosition(deps, actor, found) : null,
    ]);
    const threshold = parseFraction(page.rule.group.threshold);
    return {
      slug: process.slug,
      process: localize(process.title, language),
      isSignedIn: mayTakePart,
      ...page,
      threshold: threshold ? toNumber(threshold) : null,
      own,
      formKey: mayTakePart ? deps.newId() : "",
    };
  },
);

export const action = acts(onRound("approval"), "participant", {
  take: intent(positionSchema, async ({ actor, deps, round, process, to }, input) => {
    const found = await findApproval(deps, round, false);
    if (!found) return { ok: false, error: { code: "not_found" } };
    const taken = await takePosition(deps, actor, found, input);
    if (!taken.ok) return taken;
    const here = `/p/${process.slug}/approvals/${found.round.number}`;
    return redirect(to(`${here}/receipt?leaf=${taken.value.leaf}`));
  }),
  withdraw: intent(withdrawPositionSchema, async ({ actor, deps, round, process, to }, input) => {
    const found = await findApproval(deps, round, false);
    if (!found) return { ok: false, error: { code: "not_found" } };
    const gone = await withdrawPosition(deps, actor, found, input);
    if (!gone.ok) return gone;
    const here = `/p/${process.slug}/approvals/${found.round.number}`;
    return redirect(to(`${here}/receipt?leaf=${gone.value.leaf}`));
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title.text ?? ""} · Codraft` },
];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Approval() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/approvals`}>{t("approvals:title")}</PageLink> ›{" "}
        {t("rounds:approvals.number", { number: data.number })}
      </Crumbs>
      <h1>
        <Content view={data.title} />
      </h1>
      <p className="lead">
        {t("approvals:asks")}{" "}
        <PageLink to={`${base}/drafts/${data.draft}`}>
          <bdi>{data.draft}</bdi>
        </PageLink>
        ?
      </p>
      <p className="small quiet">
        {t("approvals:bound")} <Hash value={data.draftHash} /> · {t(`approvals:phase.${data.phase}`)}
        {data.phase === "open" && data.closesAt && (
          <>
            {" "}
            · {t("rounds:closes")} <Moment at={data.closesAt} />
          </>
        )}
        {data.closedAt && (
          <>
            {" "}
            · <Moment at={data.closedAt} />
          </>
        )}
      </p>
      <Refused intent="withdraw" />
      {data.result && <Result data={data} result={data.result as ApprovalResult} base={base} />}
      {data.phase === "open" && <TakePart data={data} base={base} />}
      {data.phase === "closing" && <p className="notice">{t("approvals:closing")}</p>}
      <section className="section" aria-labelledby="rule">
        <h2 id="rule">{t("approvals:rule.title")}</h2>
        <p className="quiet measure">
          {t("approvals:rule.lead")} <Hash value={data.ruleHash} />
        </p>
        <ApprovalRuleText rule={data.rule} />
      </section>
    </>
  );
}

function TakePart({ data, base }: { data: Data; base: string }) {
  const { t } = useWords();
  const { own } = data;
  const here = `${base}/approvals/${data.number}`;
  if (!data.isSignedIn)
    return (
      <section className="section card measure" aria-labelledby="take">
        <h2 id="take">{t("approvals:form.title")}</h2>
        <p>{t("approvals:form.signInLead")}</p>
        <div className="actions">
          <SignInLink back={here} className="btn">
            {t("common:signIn")}
          </SignInLink>
        </div>
      </section>
    );
  if (!own?.isEligible) return <p className="notice section measure">{t("errors:code.joined_late")}</p>;
  const before = own.kept?.placed ?? own.taken?.placed;
  return (
    <section className="section measure" aria-labelledby="take">
      <h2 id="take">{t("approvals:form.title")}</h2>
      {own.taken && (
        <div className="notice">
          <p>
            {t("approvals:form.taken")} <Moment at={own.taken.at} />.{" "}
            <PageLink to={`${here}/receipt?leaf=${own.taken.leaf}`}>{t("votes:receipt")}</PageLink>
          </p>
        </div>
      )}
      <p className="quiet">{t("approvals:form.lead")}</p>
      <PositionForm
        key={own.prev ?? "first"}
        place={`${data.slug}-${data.number}-${own.person}`}
        prev={own.prev}
        formKey={data.formKey}
        groups={data.groups}
        placed={before ?? { position: null, groups: own.groups, region: own.region }}
        notes={own.kept?.notes ?? own.taken?.notes ?? {}}
        isNamed={own.isNamed}
      />
      {own.taken && (
        <Form method="post" className="actions">
          <input type="hidden" name="prev" value={own.prev ?? ""} />
          <input type="hidden" name="key" value={data.formKey} />
          <Submit intent="withdraw" kind="danger">
            {t("approvals:form.withdraw")}
          </Submit>
        </Form>
      )}
    </section>
  );
}

function Result({ data, result, base }: { data: Data; result: ApprovalResult; base: string }) {
  const { t, language, format } = useWords();
  const shares = data.shares;
  const here = `${base}/approvals/${data.number}`;
  const rowsOf = (
    keys: readonly { key: string; label: string }[],
    tallied: ApprovalResult["groups"],
    share: Readonly<Record<string, number | null>>,
  ): BarRow[] =>
    keys.flatMap(({ key, label }) => {
      const one = tallied[key];
      return one ? [{ key, label, tallied: one, share: share[key] ?? null }] : [];
    });
  const groups = rowsOf(
    data.groups.map(({ key, title }) => ({ key, label: title.text })),
    result.groups,
    shares?.groups ?? {},
  );
  const total = {
    key: "total",
    label: t("approvals:total"),
    tallied: result.total,
    share: shares?.total ?? null,
  };
  const regions = rowsOf(
    Object.keys(result.regions).map((key) => ({ key, label: t(`common:region.${key as "AF"}`) })),
    result.regions,
    shares?.regions ?? {},
  ).filter(({ tallied }) => tallied.taken > 0);
  const short = [...groups, ...regions, total].filter(({ tallied }) => tallied.isMet === false);
  return (
    <>
      <p className={`notice section measure ${result.isMet ? "" : "warn"}`} role="status">
        <strong>{t(result.isMet ? "approvals:verdict.approved" : "approvals:verdict.notApproved")}</strong>{" "}
        {t(result.isMet ? "approvals:result.met" : "approvals:result.notMet", {
          groups: format.list(short.map(({ label }) => label)),
        })}
      </p>
      <section className="section" aria-labelledby="groups">
        <h2 id="groups">{t("approvals:result.groups")}</h2>
        <PositionKey />
        <ResultBars rows={groups} threshold={data.threshold} title={t("approvals:result.groups")} />
        <ResultTable
          rows={[...groups, total]}
          title={t("approvals:result.groups")}
          what={t("approvals:table.group")}
        />
        <p className="small quiet measure">
          {t("approvals:result.approving")} {t("approvals:result.rounded")}
        </p>
        <dl className="facts">
          <div>
            <dt>{t("approvals:result.consensus")}</dt>
            <dd>{format.number(shares?.consensus ?? 0, 3)}</dd>
          </div>
          <div>
            <dt>{t("approvals:result.taken")}</dt>
            <dd>{format.number(result.total.taken)}</dd>
          </div>
          <div>
            <dt>{t("approvals:result.roll")}</dt>
            <dd>
              <small>{t("approvals:result.upTo", { people: result.total.onRoll })}</small>
            </dd>
          </div>
        </dl>
        <p className="small quiet measure">{t("approvals:result.consensusWhy")}</p>
        <Overlap data={data} result={result} />
      </section>
      {regions.length > 0 && (
        <section className="section" aria-labelledby="regions">
          <h2 id="regions">{t("approvals:result.regions")}</h2>
          <ResultTable
            rows={regions}
            title={t("approvals:result.regions")}
            what={t("approvals:table.region")}
          />
        </section>
      )}
      <section className="section" aria-labelledby="objections">
        <h2 id="objections">{t("approvals:result.objections")}</h2>
        {result.total.counts.object === 0 && <p className="quiet">{t("approvals:result.noObjections")}</p>}
        <ul className="clean measure">
          {data.objections.map((one) => (
            <li key={one.id}>
              <PageLink to={`${base}/comments/${one.id}`}>
                <span lang={one.language} dir={directionOf(one.language)}>
                  {one.beginning}
                </span>
                {one.beginning === "" && t("comments:emptied")}
              </PageLink>{" "}
              <span className="small quiet">{t(`comments:state.${one.state}`)}</span>
            </li>
          ))}
        </ul>
        {data.hiddenObjections > 0 && (
          <p className="quiet">
            <PageLink to={`${base}/moderation`}>
              {t("approvals:result.hiddenObjections", { number: data.hiddenObjections })}
            </PageLink>
          </p>
        )}
      </section>
      <section className="section" aria-labelledby="check">
        <h2 id="check">{t("approvals:check.title")}</h2>
        <p className="measure">{t("approvals:check.lead")}</p>
        <ul className="clean">
          <li>
            <PageLink to={`${here}/log`}>{t("rounds:logPage.title")}</PageLink>
          </li>
          <li>
            <a href={inLanguage(language, `${here}/files/result.json`)} download>
              result.json
            </a>{" "}
            {data.resultHash && <Hash value={data.resultHash} />}
          </li>
          <li>
            <PageLink to={`${here}/receipt`}>{t("rounds:receiptPage.title")}</PageLink>
          </li>
        </ul>
      </section>
    </>
  );
}

/** In how many groups positions count, and which groups count many of the same. */
function Overlap({ data, result }: { data: Data; result: ApprovalResult }) {
  const { t, format } = useWords();
  const counts = overlapIn(result.overlap);
  const nameOf = (key: string) => data.groups.find((group) => group.key === key)?.title.text ?? key;
  return (
    <>
      <h3 className="section">{t("approvals:result.overlapTitle")}</h3>
      <dl className="facts">
        {overlapClasses.map((one) => (
          <div key={one}>
            <dt>{t(`approvals:result.overlapIn.${one}`)}</dt>
            <dd>{format.number(counts[one])}</dd>
          </div>
        ))}
      </dl>
      <p className="small quiet measure">{t("approvals:result.overlap")}</p>
      {data.pairs.length === 0 ? (
        <p className="small quiet measure">{t("approvals:result.noPairs")}</p>
      ) : (
        <>
          <p className="small">{t("approvals:result.pairs")}</p>
          <ul>
            {data.pairs.map(({ one, other, positions }) => (
              <li key={`${one} ${other}`}>
                <bdi>{format.list([nameOf(one), nameOf(other)])}</bdi>: {format.number(positions)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
