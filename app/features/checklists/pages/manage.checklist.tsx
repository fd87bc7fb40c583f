import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useRef } from "react";
import { checklistSchema } from "~/features/checklists/contracts/checklist";
import { checklistDesk } from "~/features/checklists/services/checklistDesk.server";
import {
  checklistShown,
  editChecklist,
  findChecklist,
} from "~/features/checklists/services/checklists.server";
import { ChecklistRows, type ComponentDemand, nothingAsked } from "~/features/checklists/ui/ChecklistRows";
import { checklistRows } from "~/features/drafts/services/heldChecklist.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { askedLevels } from "~/features/results/domain/checklist";
import { ChecklistEffect, type EffectData } from "~/features/reviews/ui/ChecklistEffect";
import { acts, intent } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { pageAsked, pageOf } from "~/kernel/paging";
import { versionOf } from "~/platform/version.server";
import { EditForm, type FieldValues } from "~/ui/forms/EditForm";
import { Refused, Saved, Submit, type Typed } from "~/ui/forms/forms";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(
  inProcess,
  "organizer",
  async ({ deps, language, params, process, shared, url }) => {
    const found = await findChecklist(deps, process, params.checklist, true);
    if (!found) throw refuse("not_found");
    const rows = checklistRows(found.checklist, found.compilation);
    const held = rows.map(({ component }) => component);
    const desk = await shared(checklistDesk, process, found.checklist, held, language);
    const { others, names, effect } = desk;
    return {
      slug: process.slug,
      number: found.checklist.number,
      draftLabel: found.checklist.draftLabel,
      isFrozen: found.draft !== null && found.draft.state !== "working",
      compilation: found.compilation?.number ?? null,
      names,
      reasons: found.checklist.reasons,
      seen: versionOf(checklistShown(found.checklist)),
      items: found.checklist.items,
      effect: { ...effect, systems: pageOf(effect.systems, pageAsked(url, "systems"), 100) },
      rows: [
        ...rows,
        ...others.map((component) => ({ component, band: null, item: null, verdict: "not-voted" as const })),
      ],
    };
  },
);

export const action = acts(inProcess, "organizer", {
  save: intent(checklistSchema, ({ actor, deps, params, process }, { items, seen }) => {
    const chosen = Object.entries(items).flatMap(([component, { level, framework, note }]) =>
      level === "none" ? [] : [{ component, level, framework, note }],
    );
    const reasons = Object.fromEntries(
      Object.entries(items).flatMap(([component, { reason }]) => (reason ? [[component, reason]] : [])),
    );
    return editChecklist(deps, actor, process, params.checklist, { items: chosen, reasons, seen });
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.draftLabel ?? ""} · Codraft` },
];

/** What is asked of each component. */
type Edited = { readonly seen: string; readonly of: Readonly<Record<string, ComponentDemand>> };

export default function ManageChecklist() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const of = (read: (row: (typeof data.rows)[number]) => ComponentDemand) =>
    Object.fromEntries(data.rows.map((row) => [row.component, read(row)]));
  const stored: Edited = {
    seen: data.seen,
    of: of(({ component, item }) => ({
      level: item?.level ?? "none",
      framework: item?.framework ?? "",
      note: item?.note ?? "",
      reason: ownValue(data.reasons, component) ?? "",
    })),
  };
  const readTyped = (typed: Typed): Edited => ({
    seen: typed.seen ?? "",
    of: of(({ component }) => {
      const field = (name: keyof ComponentDemand) => ownValue(typed, `items.${component}.${name}`);
      return {
        level: askedLevels.find((level) => level === field("level")) ?? "none",
        framework: field("framework") ?? "",
        note: field("note") ?? "",
        reason: field("reason") ?? "",
      };
    }),
  });
  const facts = (edited: Edited): FieldValues =>
    data.rows.map(({ component }) => {
      const { level, framework, note, reason } = ownValue(edited.of, component) ?? nothingAsked;
      const words = [t(`drafts:level.${level}`), framework, note, reason];
      return [ownValue(data.names, component) ?? component, words.filter(Boolean).join(" · ")];
    });
  const base = `/p/${data.slug}`;
  const form = useRef<HTMLFormElement>(null);
  return (
    <>
      <h1>
        {t("results:checklist.title")} <bdi>{data.draftLabel}</bdi>
      </h1>
      <p className="lead">
        {data.compilation === null ? (
          t("checklists:noVotes")
        ) : (
          <>
            {t("checklists:lead")}{" "}
            <PageLink to={`${base}/results/${data.compilation}`}>
              {t("results:number", { number: data.compilation })}
            </PageLink>
          </>
        )}{" "}
        · <PageLink to={`${base}/checklists/${data.number}`}>{t("common:round.publicPage")}</PageLink>
      </p>
      {data.isFrozen && <p className="notice warn measure">{t("checklists:frozen")}</p>}
      <Saved intent="save">{t("common:saved")}</Saved>
      <Refused intent="save" />
      <EditForm
        intent="save"
        row={stored}
        read={readTyped}
        facts={facts}
        form={form}
        actions={!data.isFrozen && <Submit intent="save">{t("common:save")}</Submit>}
      >
        {(begun) => <ChecklistRows rows={data.rows} names={data.names} begun={begun.of} />}
      </EditForm>
      <ChecklistEffect form={form} saved={data.items} data={data.effect as EffectData} />
    </>
  );
}
