import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { WordDiff } from "~/features/drafts/ui/WordDiff";
import { reviewSchema, translationSchema, xliffSchema } from "~/features/translation/contracts/translation";
import { onTranslation } from "~/features/translation/registrations/place.server";
import {
  reviewTranslation,
  saveTranslation,
  translationUnits,
} from "~/features/translation/services/translate.server";
import { mayTranslate } from "~/features/translation/services/translators.server";
import { importXliff } from "~/features/translation/services/xliff.server";
import { acts, type IntentAnswer, intent } from "~/http/action.server";
import { type RouteContext, reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { directionOf, type Language, languageNames } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { compareWords } from "~/kernel/text/wordDiff";
import { AsTyped, Field, Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Crumbs } from "~/ui/frame/Crumbs";
import { PageLink } from "~/ui/text/PageLink";

const perPage = 40;

export const loader = reads(onTranslation, "anyone", async (context) => {
  const { actor, back, deps, into, process, standing, url } = context;
  const units = await translationUnits(deps, context.units, into);
  const page = Math.max(1, Number(url.searchParams.get("page")) || 1);
  const counts = { missing: 0, draft: 0, reviewed: 0, stale: 0 };
  for (const { state } of units) counts[state]++;
  return {
    slug: process.slug,
    process: localize(process.title, context.language),
    back,
    name: context.units.name,
    isDraft: context.params.entry === undefined,
    into,
    from: process.sourceLanguage as Language,
    mayEdit: await mayTranslate(deps, process, actor, standing.organizer, into),
    counts,
    total: units.length,
    page,
    pages: Math.ceil(units.length / perPage),
    units: units.slice((page - 1) * perPage, page * perPage).map(({ id, source, state, row }) => ({
      id,
      state,
      source,
      texts: row?.texts ?? {},
      revision: row?.revision ?? 0,
      isOwn: actor !== null && row?.translatorId === actor.id,
      since:
        state === "stale" && row
          ? Object.entries(source).flatMap(([name, now]) => {
              const before = ownValue(row.basedOn, name);
              return now === before ? [] : [{ name, words: compareWords(before ?? "", now) }];
            })
          : [],
    })),
  };
});

type OnTranslation = RouteContext<typeof onTranslation, "signed-in">;

/** Runs what a translator of the language asked for; to others it is as if nothing were there. */
function asTranslator<Input>(run: (context: OnTranslation, input: Input) => Promise<IntentAnswer>) {
  return async (context: OnTranslation, input: Input) => {
    const { actor, deps, into, process, standing } = context;
    if (!(await mayTranslate(deps, process, actor, standing.organizer, into))) throw refuse("not_found");
    return run(context, input);
  };
}

export const action = acts(onTranslation, "signed-in", {
  save: intent(
    translationSchema,
    asTranslator(({ deps, actor, process, units, into }, input) =>
      saveTranslation(deps, actor, process, units, into, input),
    ),
  ),
  review: intent(
    reviewSchema,
    asTranslator(({ deps, actor, process, units, into }, input) =>
      reviewTranslation(deps, actor, process, units, into, input),
    ),
  ),
  xliff: intent(
    xliffSchema,
    asTranslator(({ deps, actor, process, units, into }, { xliff }) =>
      importXliff(deps, actor, process, units, into, xliff),
    ),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.name ?? ""} · ${languageNames[data?.into ?? "en"]} · Codraft` },
];

type Answered = {
  error?: { current?: { texts: Record<string, string> }; problem?: { code: string; unit: string | null } };
  value?: { units?: number };
};

export default function Translate() {
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<Answered>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  const here = `${base}/${data.back}/translate/${data.into}`;
  const problem = answer?.error?.problem;
  const current = answer?.error?.current;
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/${data.back}`}>
          <bdi>{data.name}</bdi>
        </PageLink>
      </Crumbs>
      <h1>
        {languageNames[data.from]} → <span lang={data.into}>{languageNames[data.into]}</span>
      </h1>
      <p className="lead">
        {t("translation:progress", { reviewed: data.counts.reviewed, units: data.total })} ·{" "}
        {(["draft", "stale", "missing"] as const)
          .map((state) => `${t(`translation:state.${state}`)}: ${data.counts[state]}`)
          .join(" · ")}
      </p>
      {!data.mayEdit && <p className="notice measure">{t("translation:readOnly")}</p>}
      {(["save", "review", "xliff"] as const).map((one) => (
        <div key={one}>
          <Refused intent={one} />
          <Saved intent={one}>
            {one === "xliff"
              ? t("translation:imported", { count: answer?.value?.units ?? 0 })
              : t("common:saved")}
          </Saved>
        </div>
      ))}
      {problem && (
        <p className="notice bad" role="alert">
          {t(`translation:xliff.${problem.code as "not-xliff"}`)}{" "}
          {problem.unit && (
            <>
              {t("translation:xliff.unit")} <code>{problem.unit}</code>
            </>
          )}
        </p>
      )}
      {current && (
        <div className="notice warn">
          <p>{t("common:conflict.theirs")}</p>
          {Object.entries(current.texts).map(([name, text]) => (
            <p key={name} lang={data.into} dir={directionOf(data.into)} className="pre">
              {text}
            </p>
          ))}
        </div>
      )}
      {data.isDraft && (
        <details className="more no-print">
          <summary>{t("translation:xliff.title")}</summary>
          <p>
            <a href={`${here}/file`} download>
              {t("translation:xliff.export")}
            </a>
          </p>
          {data.mayEdit && (
            <PostForm>
              <Field
                label={t("translation:xliff.import")}
                hint={t("translation:xliff.hint")}
                of={["xliff", "xliff"]}
              >
                <textarea name="xliff" className="code" required />
              </Field>
              <Submit intent="xliff" kind="q">
                {t("translation:xliff.do")}
              </Submit>
            </PostForm>
          )}
        </details>
      )}
      {data.units.map((unit) => (
        <section
          key={unit.id}
          className="unit"
          id={`u-${unit.id}`}
          aria-label={unit.source.heading || unit.id}
        >
          <p className={`small ${unit.state === "stale" ? "frag" : "quiet"}`}>
            {t(`translation:state.${unit.state}`)}
          </p>
          {unit.since.map(({ name, words }) => (
            <div key={name}>
              <p className="quiet small">{t("translation:since")}</p>
              <WordDiff parts={words} language={data.from} />
            </div>
          ))}
          <PostForm preventScrollReset>
            <input type="hidden" name="unit" value={unit.id} />
            <input type="hidden" name="revision" value={unit.revision} />
            {Object.entries(unit.source).map(([name, source]) =>
              source === "" ? null : (
                <div className="two" key={name}>
                  <p className="pre" lang={data.from} dir={directionOf(data.from)}>
                    {source}
                  </p>
                  {data.mayEdit ? (
                    <AsTyped key={unit.revision}>
                      <textarea
                        name={`texts.${name}`}
                        defaultValue={ownValue(unit.texts, name) ?? ""}
                        lang={data.into}
                        dir={directionOf(data.into)}
                        rows={Math.min(14, 1 + Math.ceil(source.length / 48))}
                        aria-label={`${languageNames[data.into]}: ${source.slice(0, 60)}`}
                      />
                    </AsTyped>
                  ) : (
                    <p className="pre" lang={data.into} dir={directionOf(data.into)}>
                      {ownValue(unit.texts, name) ?? (
                        <span className="quiet">{t("common:translation.missing")}</span>
                      )}
                    </p>
                  )}
                </div>
              ),
            )}
            {data.mayEdit && (
              <div className="actions">
                <Submit intent="save" kind="q mini">
                  {t("common:save")}
                </Submit>
              </div>
            )}
          </PostForm>
          {data.mayEdit && unit.state === "draft" && (
            <PostForm preventScrollReset>
              <input type="hidden" name="unit" value={unit.id} />
              <input type="hidden" name="revision" value={unit.revision} />
              {unit.isOwn ? (
                <p className="quiet small">{t("translation:second")}</p>
              ) : (
                <Submit intent="review" kind="mini">
                  {t("translation:review")}
                </Submit>
              )}
            </PostForm>
          )}
        </section>
      ))}
      {data.pages > 1 && (
        <p className="actions">
          {data.page > 1 && (
            <PageLink to={`${here}?page=${data.page - 1}`}>{t("drafts:previousPage")}</PageLink>
          )}
          {data.page < data.pages && (
            <PageLink to={`${here}?page=${data.page + 1}`}>{t("drafts:nextPage")}</PageLink>
          )}
        </p>
      )}
    </>
  );
}
