import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Shaped } from "~/components/drafts/Shaped";
import { Field, Refused, Saved, Submit, Tick } from "~/components/forms";
import { Go } from "~/components/Go";
import { Moment } from "~/components/Moment";
import { CellTable } from "~/components/reviews/CellTable";
import { Requests } from "~/components/reviews/Requests";
import { VerdictMark } from "~/components/reviews/VerdictMark";
import { Crumbs } from "~/components/rounds";
import { SignInLink } from "~/components/SignInLink";
import { Paragraphs } from "~/components/text";
import { localize } from "~/contracts/localized";
import { nothingSchema } from "~/contracts/people";
import {
  askDocumentsSchema,
  closeRequestSchema,
  settleSchema,
  unsettleSchema,
  volunteerSchema,
} from "~/contracts/reviews";
import { cellValues, type JoinedCell } from "~/domain/reviews/cells";
import { acts, intent, type RouteContext, reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import type { Actor } from "~/services/deps";
import type { ProcessRow } from "~/services/people/scope.server";
import { askDocuments, closeRequest, requestsOf } from "~/services/reviewing/documentRequests.server";
import { findSystem, type SystemRow } from "~/services/reviewing/findSystem.server";
import { newestPublished, reviewedVersions } from "~/services/reviewing/reviewedVersions.server";
import { settleCell, unsettleCell } from "~/services/reviewing/settle.server";
import { systemPage } from "~/services/reviewing/systemPage.server";
import { ownReview, volunteer, withdrawReview } from "~/services/reviewing/volunteer.server";

export const loader = reads("anyone", async ({ actor, deps, language, params, scope, standing, t, url }) => {
  const process = scope.process as ProcessRow;
  const system = await findSystem(deps, process, params.system);
  if (!system) throw refuse("not_found");
  const all = await reviewedVersions(deps.db, process);
  const published = all.filter(({ draft }) => draft.state !== "working");
  const wanted = url.searchParams.get("draft");
  const at = wanted ? published.find(({ draft }) => draft.label === wanted) : newestPublished(published);
  if (wanted && !at) throw refuse("not_found");
  const own = actor && !standing.suspended ? await ownReview(deps.db, actor, system) : null;
  const mayAsk = standing.organizer || own?.state === "confirmed";
  const page = at ? await systemPage(deps, process, system, at, all, language, standing.organizer) : null;
  const nameOf = (number: number, name: string | null) => name ?? t("reviews:reviewer", { number });
  return {
    slug: process.slug,
    process: localize(process.title, language),
    isSignedIn: actor !== null && !standing.suspended,
    isOrganizer: standing.organizer,
    key: system.key,
    name: system.name,
    maker: system.maker,
    about: localize(system.about, language),
    links: system.links,
    draft: at?.draft.label ?? null,
    drafts: published.map(({ draft }) => draft.label).toReversed(),
    page: page && {
      ...page,
      reviewers: page.reviewers.map(({ id, number, name, affiliated }) => ({
        id,
        name: nameOf(number, name),
        affiliated,
      })),
    },
    own: own && { state: own.state, affiliated: own.affiliated, motivation: own.motivation },
    maySettle: standing.organizer || (own?.state === "confirmed" && !own.affiliated),
    mayAsk,
    requests: await requestsOf(deps.db, system, mayAsk),
    today: deps.now().toISOString().slice(0, 10),
  };
});

/** The system that the address names, for an action; answers alike where there is none. */
function onSystem(
  run: (
    context: RouteContext,
    process: ProcessRow,
    system: SystemRow,
  ) => ReturnType<Parameters<typeof intent>[1]>,
) {
  return async (context: RouteContext) => {
    const process = context.scope.process as ProcessRow;
    const system = await findSystem(context.deps, process, context.params.system);
    if (!system) return { ok: false, error: { code: "not_found" } } as const;
    return run(context, process, system);
  };
}

export const action = acts("signed-in", {
  volunteer: intent(volunteerSchema, (context, input) =>
    onSystem(({ deps, actor }, process, system) => volunteer(deps, actor as Actor, process, system, input))(
      context,
    ),
  ),
  withdraw: intent(nothingSchema, (context) =>
    onSystem(({ deps, actor }, process, system) => withdrawReview(deps, actor as Actor, process, system))(
      context,
    ),
  ),
  settle: intent(settleSchema, (context, input) =>
    onSystem(({ deps, actor, standing }, process, system) =>
      settleCell(deps, actor as Actor, process, system, input, standing.organizer),
    )(context),
  ),
  unsettle: intent(
    unsettleSchema,
    (context, input) =>
      onSystem(({ deps, actor }, process, system) =>
        unsettleCell(deps, actor as Actor, process, system, input),
      )(context),
    "organizer",
  ),
  ask: intent(askDocumentsSchema, (context, input) =>
    onSystem(({ deps, actor, language, standing }, process, system) =>
      askDocuments(deps, actor as Actor, process, system, input, {
        language,
        isOrganizer: standing.organizer,
      }),
    )(context),
  ),
  close: intent(closeRequestSchema, (context, input) =>
    onSystem(({ deps, actor, standing }, process, system) =>
      closeRequest(deps, actor as Actor, process, system, input, standing.organizer),
    )(context),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.name ?? ""} · Codraft` }];

type Data = ReturnType<typeof useLoaderData<typeof loader>>;
type Page = NonNullable<Data["page"]>;

export default function System() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  const here = `${base}/systems/${data.key}`;
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <Go to={`${base}/systems`}>{t("reviews:title")}</Go>
      </Crumbs>
      <h1>
        <bdi>{data.name}</bdi>
      </h1>
      <p className="lead">
        {data.maker && (
          <>
            {t("reviews:madeBy")} <bdi>{data.maker}</bdi>
          </>
        )}
      </p>
      {data.about.text && <Paragraphs view={data.about} />}
      {data.links.length > 0 && (
        <ul className="clean">
          {data.links.map(({ label, url }) => (
            <li key={url}>
              <a href={url} rel="nofollow noopener">
                <bdi>{label || url}</bdi>
              </a>
            </li>
          ))}
        </ul>
      )}
      {(["volunteer", "withdraw", "settle", "unsettle", "ask", "close"] as const).map((name) => (
        <Refused key={name} intent={name} />
      ))}
      {(["settle", "ask", "close"] as const).map((name) => (
        <Saved key={name} intent={name}>
          {t("common:saved")}
        </Saved>
      ))}
      {!data.page && <p className="section quiet">{t("reviews:noDraft")}</p>}
      {data.page && <Conclusion data={data} page={data.page} base={base} />}
      {data.page && data.page.conflicts.length > 0 && <Conflicts data={data} page={data.page} />}
      {data.page && (
        <section className="section" aria-labelledby="cells">
          <h2 id="cells">{t("reviews:cells")}</h2>
          <CellTable
            rows={data.page.rows}
            criteria={data.page.criteria}
            cells={data.page.assessed.cells as JoinedCell[]}
            said={data.page.said}
            reviewers={data.page.reviewers}
          />
          <Settled data={data} page={data.page} />
        </section>
      )}
      <Requests
        requests={data.requests}
        components={data.page?.rows ?? []}
        mayAsk={data.mayAsk}
        today={data.today}
      />
      <TakePart data={data} here={here} />
      <section className="section" aria-labelledby="talk">
        <h2 id="talk">{t("threads:here")}</h2>
        <p>
          <Go to={`${base}/threads?about=system:${data.key}`}>{t("threads:beginHere")}</Go>
        </p>
        {data.page && data.page.shaped.length > 0 && <Shaped base={base} clauses={data.page.shaped} />}
      </section>
    </>
  );
}

function Conclusion({ data, page, base }: { data: Data; page: Page; base: string }) {
  const { t, format } = useWords();
  const { assessed, reviewers } = page;
  return (
    <section className="section" aria-labelledby="conclusion">
      <h2 id="conclusion">{t("reviews:heldAgainst", { label: data.draft ?? "" })}</h2>
      <p>
        <VerdictMark verdict={assessed.verdict} />{" "}
        {assessed.asked > 0 &&
          t("reviews:progress", {
            done: assessed.done,
            asked: assessed.asked,
            share: format.percent(assessed.done / assessed.asked),
          })}
      </p>
      {data.drafts.length > 1 && (
        <p className="small">
          {t("reviews:otherDrafts")}{" "}
          {data.drafts
            .filter((label) => label !== data.draft)
            .map((label) => (
              <span key={label}>
                <Go to={`${base}/systems/${data.key}?draft=${encodeURIComponent(label)}`}>
                  <bdi>{label}</bdi>
                </Go>{" "}
              </span>
            ))}
        </p>
      )}
      <h3>{t("reviews:reviewers")}</h3>
      {reviewers.length === 0 && <p className="quiet">{t("reviews:noReviewers")}</p>}
      <ul className="clean">
        {reviewers.map((one) => (
          <li key={one.id}>
            <bdi>{one.name}</bdi>
            {one.affiliated && <span className="frag"> {t("reviews:affiliated")}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Conflicts({ data, page }: { data: Data; page: Page }) {
  const { t } = useWords();
  const titles = new Map(page.rows.map(({ key, title }) => [key, title]));
  const criteria = new Map(page.criteria.map(({ key, title }) => [key, title]));
  const names = new Map(page.reviewers.map(({ id, name }) => [id, name]));
  return (
    <section className="section" aria-labelledby="conflicts">
      <h2 id="conflicts">{t("reviews:conflicts")}</h2>
      <p className="quiet measure">{t("reviews:conflictsLead")}</p>
      {page.conflicts.map(({ component, criterion, said }) => (
        <article className="card section measure" key={`${component}/${criterion}`}>
          <h3>
            {titles.get(component)} · {criteria.get(criterion)}
          </h3>
          <ul className="clean">
            {said.map(({ review, value, note }) => (
              <li key={review}>
                <bdi>{names.get(review)}</bdi>: {t(`reviews:value.${value}`)}
                {note && (
                  <>
                    {" "}
                    — <bdi>{note}</bdi>
                  </>
                )}
              </li>
            ))}
          </ul>
          {data.maySettle && (
            <Form method="post">
              <input type="hidden" name="draft" value={data.draft ?? ""} />
              <input type="hidden" name="component" value={component} />
              <input type="hidden" name="criterion" value={criterion} />
              <Field label={t("reviews:settleAs")}>
                <select name="value" defaultValue={said[0]?.value}>
                  {cellValues.map((value) => (
                    <option key={value} value={value}>
                      {t(`reviews:value.${value}`)}
                    </option>
                  ))}
                </select>
              </Field>
              <Field label={t("reviews:settleReason")} of={["settle", "reason"]}>
                <textarea name="reason" required maxLength={1000} dir="auto" rows={2} />
              </Field>
              <div className="actions">
                <Submit intent="settle" kind="q">
                  {t("reviews:settle")}
                </Submit>
              </div>
            </Form>
          )}
        </article>
      ))}
    </section>
  );
}

function Settled({ data, page }: { data: Data; page: Page }) {
  const { t } = useWords();
  if (page.settled.length === 0) return null;
  const titles = new Map(page.rows.map(({ key, title }) => [key, title]));
  const criteria = new Map(page.criteria.map(({ key, title }) => [key, title]));
  return (
    <>
      <h3 className="section">{t("reviews:settled")}</h3>
      <ul className="clean measure">
        {page.settled.map((one) => (
          <li key={`${one.component}/${one.criterion}`}>
            {titles.get(one.component)} · {criteria.get(one.criterion)}: {t(`reviews:value.${one.value}`)} —{" "}
            <bdi>{one.reason}</bdi>{" "}
            <span className="small quiet">
              <Moment at={one.settledAt} />
            </span>
            {data.isOrganizer && !one.isCarried && (
              <Form method="post">
                <input type="hidden" name="draft" value={data.draft ?? ""} />
                <input type="hidden" name="component" value={one.component} />
                <input type="hidden" name="criterion" value={one.criterion} />
                <Submit intent="unsettle" kind="q mini">
                  {t("reviews:unsettle")}
                </Submit>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function TakePart({ data, here }: { data: Data; here: string }) {
  const { t } = useWords();
  const { own } = data;
  return (
    <section className="section measure" aria-labelledby="review">
      <h2 id="review">{t("reviews:takePart")}</h2>
      {!data.isSignedIn && (
        <>
          <p>{t("reviews:volunteerLead")}</p>
          <SignInLink back={here} className="btn q">
            {t("common:signIn")}
          </SignInLink>
        </>
      )}
      {own?.state === "confirmed" && (
        <div className="actions">
          <Go to={`${here}/review`} className="btn">
            {t("reviews:fillIn")}
          </Go>
          <Form method="post">
            <Submit intent="withdraw" kind="danger mini">
              {t("reviews:giveUp")}
            </Submit>
          </Form>
        </div>
      )}
      {own?.state === "declined" && <p className="notice">{t("reviews:declined")}</p>}
      {own?.state === "applied" && (
        <>
          <p className="notice" role="status">
            {t("reviews:applied")}
          </p>
          <Form method="post">
            <Submit intent="withdraw" kind="q mini">
              {t("reviews:takeBack")}
            </Submit>
          </Form>
        </>
      )}
      {data.isSignedIn && (!own || own.state === "withdrawn") && (
        <Form method="post">
          <p>{t("reviews:volunteerLead")}</p>
          <Tick name="affiliated" label={t("reviews:iAmAffiliated")} on={false} />
          <Field
            label={t("reviews:motivation")}
            hint={t("reviews:motivationHint")}
            of={["volunteer", "motivation"]}
          >
            <textarea name="motivation" maxLength={1000} dir="auto" rows={3} />
          </Field>
          <div className="actions">
            <Submit intent="volunteer">{t("reviews:volunteer")}</Submit>
          </div>
        </Form>
      )}
    </section>
  );
}
