import { endorsableDrafts } from "~/features/endorsements/services/findEndorsement.server";
import { countWithCountries } from "~/features/endorsements/services/listEndorsements.server";
import { publicApprovals } from "~/features/opendata/services/record/publicApprovals.server";
import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import { standingOfResult } from "~/features/results/domain/standingOfResult";
import { findCompilation, resultNames } from "~/features/results/services/resultPage.server";
import { markedTitle, standingWords } from "~/features/results/services/standingWords";
import { bands } from "~/features/rules/domain/bands";
import { intlTag } from "~/i18n/intlTag";
import { isolated } from "~/i18n/translate";
import { parseFraction, toNumber } from "~/kernel/figures/fraction";
import { ownValue } from "~/kernel/keyed";
import { displayNames, numberFormat } from "~/kernel/language/intl";
import { directionOf, type Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { wholeNumber } from "~/kernel/wholeNumber";
import type { Deps } from "~/platform/deps";
import type { Bar, Picture } from "./picture";

export type Embedded = { readonly picture: Picture; readonly path: string };
type World = { readonly deps: Deps; readonly process: ProcessRow; readonly language: Language };

/**
 * A picture to embed by its name: "results/1", "approvals/1" or "endorsements". Null where there is none,
 * or none that the public may see.
 */
export async function embedded(
  deps: Deps,
  process: ProcessRow,
  name: string,
  language: Language,
): Promise<Embedded | null> {
  const world: World = { deps, process, language };
  const [kind, number, ...rest] = name.split("/");
  if (rest.length > 0) return null;
  if (kind === "endorsements" && number === undefined) return endorsementsPicture(world);
  if (number === undefined || wholeNumber(number) === null) return null;
  if (kind === "results") return resultPicture(world, number);
  return kind === "approvals" ? approvalPicture(world, Number(number)) : null;
}

function frame({ deps, process, language }: World, path: string) {
  return {
    language,
    direction: directionOf(language),
    none: deps.translator(language)("opendata:picture.none"),
    source: localize(process.title, language).text,
    host: new URL(deps.settings.origin).host,
    path,
  };
}

const percent = (share: number, language: Language) =>
  numberFormat(intlTag(language), { style: "percent" }).format(share);
const score = (points: number, language: Language) =>
  numberFormat(intlTag(language), { maximumFractionDigits: 1 }).format(points);

async function resultPicture(world: World, number: string): Promise<Embedded | null> {
  const { deps, process, language } = world;
  const compilation = await findCompilation(deps, process, number, false);
  if (!compilation) return null;
  const t = deps.translator(language);
  const names = await resultNames(deps, process, language);
  const scored = compilation.result.components.map((one) => ({ ...one, points: pointsOf(one.score) }));
  const most = Math.max(1, ...scored.map(({ points }) => points));
  const bars = scored
    .toSorted((a, b) => b.points - a.points)
    .map(
      ({ component, points, band }): Bar => ({
        label: ownValue(names.components, component) ?? component,
        share: points / most,
        says: `${score(points, language)} · ${t(`rules:band.${band}`)}`,
        shade: bands.indexOf(band),
      }),
    );
  const { path, ...rest } = frame(world, `/p/${process.slug}/results/${compilation.number}`);
  const required = bars.filter(({ shade }) => shade === 0).length;
  const standing = standingOfResult(compilation.result);
  const title = markedTitle(t, localize(compilation.title, language).text, standing);
  const description = t("opendata:picture.result", { components: bars.length, required });
  return {
    path,
    picture: { ...rest, title, description: `${description} ${standingWords(t, standing)}.`, bars },
  };
}

const pointsOf = (score: string): number => {
  const points = parseFraction(score);
  return points ? toNumber(points) : 0;
};

async function approvalPicture(world: World, number: number): Promise<Embedded | null> {
  const { deps, process, language } = world;
  const all = await publicApprovals(deps, process);
  const found = all.find(({ round }) => round.number === number)?.result;
  if (!found) return null;
  const t = deps.translator(language);
  const groups = new Map(
    (await stakeholderGroupsOf(deps.db, process.id)).map(({ key, title }) => [
      key,
      localize(title, language).text,
    ]),
  );
  const parts = [
    ...Object.entries(found.groups).map(([key, one]) => ({ label: groups.get(key) ?? key, one })),
    { label: t("approvals:total"), one: found.total },
  ];
  const bars = parts.map(({ label, one }): Bar => {
    const share = one.share === null ? 0 : pointsOf(one.share);
    const verdict = one.isMet === null ? "" : ` · ${t(`opendata:picture.${one.isMet ? "met" : "notMet"}`)}`;
    return {
      label,
      share,
      says: `${one.share === null ? "–" : percent(share, language)}${verdict}`,
      interval: one.interval && [one.interval[0] / 10_000, one.interval[1] / 10_000],
      shade: one.isMet === false ? 2 : 0,
    };
  });
  const { path, ...rest } = frame(world, `/p/${process.slug}/approvals/${number}`);
  const description = t("opendata:picture.approval", { draft: isolated(found.draft) });
  return { path, picture: { ...rest, title: description, description, bars } };
}

/** Countries that a picture has a bar for. */
const mostCountries = 8;

async function endorsementsPicture(world: World): Promise<Embedded | null> {
  const { deps, process, language } = world;
  const [draft] = await endorsableDrafts(deps.db, process);
  const found = draft && (await countWithCountries(deps, process, draft, { isOrganizer: false }, language));
  if (!draft || !found) return null;
  const t = deps.translator(language);
  const { counts } = found;
  const names = displayNames(language, "region");
  const countries = found.countries.filter(({ country }) => country !== "").slice(0, mostCountries);
  const counted = [
    { label: t("endorsements:kinds.organization"), count: counts.organizations, shade: 0 },
    { label: t("endorsements:kinds.person"), count: counts.people, shade: 0 },
    ...countries.map(({ country, total }) => ({
      label: names.of(country) ?? country,
      count: total,
      shade: 3,
    })),
  ];
  const most = Math.max(1, ...counted.map(({ count }) => count));
  const bars = counted
    .filter(({ count }) => count > 0)
    .map(
      ({ label, count, shade }): Bar => ({ label, share: count / most, says: score(count, language), shade }),
    );
  const { path, ...rest } = frame(world, `/p/${process.slug}/endorsements`);
  const title = t("opendata:picture.endorsements", { draft: isolated(draft.label), total: counts.total });
  return { path, picture: { ...rest, title, description: title, bars } };
}
