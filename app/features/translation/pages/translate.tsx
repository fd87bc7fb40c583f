import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { EditingTogether } from "~/features/drafts/ui/EditingTogether";
import {
  reviewSchema,
  sendBackSchema,
  translationSchema,
  xliffSchema,
} from "~/features/translation/contracts/translation";
import type { LeftOut, XliffProblem } from "~/features/translation/domain/readXliff";
import { unitStates } from "~/features/translation/domain/unitsAsked";
import { onTranslation } from "~/features/translation/registrations/place.server";
import { askMachine, machineRequestOf } from "~/features/translation/services/machine/requests.server";
import { suggestByMachine } from "~/features/translation/services/machine/suggest.server";
import {
  reviewTranslation,
  saveTranslation,
  sendBackTranslation,
} from "~/features/translation/services/translate.server";
import { readTranslation } from "~/features/translation/services/translationPage.server";
import { mayTranslate } from "~/features/translation/services/translators.server";
import { importXliff } from "~/features/translation/services/xliff.server";
import { MachineTools } from "~/features/translation/ui/MachineTools";
import { OthersTranslating, TheirWording } from "~/features/translation/ui/Together";
import { Unit } from "~/features/translation/ui/Unit";
import { UnitsFilter } from "~/features/translation/ui/UnitsFilter";
import { XliffLeft, XliffRefused, XliffTools } from "~/features/translation/ui/XliffTools";
import { acts, type IntentAnswer, intent } from "~/http/action.server";
import { type RouteContext, reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { nothingSchema } from "~/kernel/fields";
import { localize } from "~/kernel/language/localized";
import { ownName } from "~/kernel/language/ownName";
import { pageAsked } from "~/kernel/paging";
import { fail } from "~/kernel/result";
import { cut } from "~/kernel/text/cut";
import { Refused, Saved } from "~/ui/forms/forms";
import { useLanguageName } from "~/ui/forms/languages/languageName";
import { usePosted } from "~/ui/forms/posted";
import { Crumbs } from "~/ui/frame/Crumbs";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(onTranslation, "anyone", async (context) => {
  const { actor, back, deps, into, process, standing, url } = context;
  const asked = {
    state: unitStates.find((one) => one === url.searchParams.get("state")) ?? null,
    words: cut(url.searchParams.get("q") ?? "", 200),
  };
  const mayEdit = await mayTranslate(deps, process, actor, standing.organizer, into);
  const page = pageAsked(url);
  return {
    asked,
    mayEdit,
    slug: process.slug,
    scope: context.units.id,
    process: localize(process.title, context.language),
    back,
    name: context.units.name,
    isDraft: context.draft !== null,
    machine:
      mayEdit && deps.machine
        ? { request: context.draft && (await machineRequestOf(deps, context.draft, into)) }
        : null,
    into,
    intoName: ownName(into),
    from: process.sourceLanguage,
    ...(await readTranslation(deps, process, context.units, into, { actor, page, asked, mayEdit })),
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

export const action = acts(onTranslation, "speaker", {
  save: intent(
    translationSchema,
    asTranslator(({ deps, actor, process, units, into }, input) =>
      saveTranslation(deps, actor, process, units, { language: into, input }),
    ),
  ),
  review: intent(
    reviewSchema,
    asTranslator(({ deps, actor, process, units, into }, input) =>
      reviewTranslation(deps, actor, process, units, { language: into, input }),
    ),
  ),
  sendBack: intent(
    sendBackSchema,
    asTranslator(({ deps, actor, process, units, into }, input) =>
      sendBackTranslation(deps, actor, process, units, { language: into, input }),
    ),
  ),
  machine: intent(
    reviewSchema,
    asTranslator(({ deps, actor, process, units, into }, input) =>
      suggestByMachine(deps, actor, process, units, { language: into, input }),
    ),
  ),
  machineAll: intent(
    nothingSchema,
    asTranslator(async ({ deps, actor, process, draft, into }) =>
      draft ? askMachine(deps, actor, process, draft, into) : fail({ code: "not_found" }),
    ),
  ),
  xliff: intent(
    xliffSchema,
    asTranslator(({ deps, actor, process, units, into }, { xliff }) =>
      importXliff(deps, actor, process, units, { language: into, xml: xliff }),
    ),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.name ?? ""} · ${data?.intoName ?? ""} · Codraft` },
];

type Answered = {
  error?: { current?: { texts: Record<string, string> }; problem?: XliffProblem };
  value?: { units?: number; left?: readonly LeftOut[] };
};

export default function Translate() {
  const data = useLoaderData<typeof loader>();
  const answer = usePosted<Answered>();
  const { t } = useWords();
  const nameOf = useLanguageName();
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
      <h1>{t("translation:heading", { from: nameOf(data.from), into: data.intoName })}</h1>
      <p className="lead">
        {t("translation:progress", { reviewed: data.counts.reviewed, units: data.total })} ·{" "}
        {(["draft", "machine", "stale", "missing"] as const)
          .filter((state) => state !== "machine" || data.counts.machine > 0)
          .map((state) =>
            t("common:labelled", { label: t(`translation:state.${state}`), value: data.counts[state] }),
          )
          .join(" · ")}
      </p>
      {!data.mayEdit && <p className="notice measure">{t("translation:readOnly")}</p>}
      {(["save", "review", "sendBack", "machine", "machineAll", "xliff"] as const).map((one) => (
        <div key={one}>
          <Refused intent={one} />
          <Saved intent={one}>
            {one === "xliff"
              ? t("translation:imported", { count: answer?.value?.units ?? 0 })
              : t("common:saved")}
          </Saved>
        </div>
      ))}
      {problem && <XliffRefused problem={problem} />}
      <XliffLeft left={answer?.value?.left ?? []} />
      {current && <TheirWording texts={current.texts} into={data.into} />}
      {data.machine && data.isDraft && (
        <MachineTools request={data.machine.request} missing={data.counts.missing + data.counts.stale} />
      )}
      {data.isDraft && <XliffTools here={here} mayEdit={data.mayEdit} />}
      <UnitsFilter here={here} asked={data.asked} counts={data.counts} total={data.total} />
      {data.found === 0 && <p className="section quiet">{t("translation:list.none")}</p>}
      <EditingTogether draft={data.scope} into={data.into}>
        <OthersTranslating parts={data.units.map(({ id, source }) => ({ id, name: source.heading || id }))} />
        {data.units.map((unit) => (
          <Unit
            key={unit.id}
            base={base}
            unit={unit}
            from={data.from}
            into={data.into}
            mayEdit={data.mayEdit}
            hasMachine={data.machine !== null}
          />
        ))}
      </EditingTogether>
      <Pager page={data.page} pages={data.pages} />
    </>
  );
}
