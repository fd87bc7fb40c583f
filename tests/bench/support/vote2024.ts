import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { type BallotBox, type Choice, packBox } from "~/features/rules/domain/ballotBox";
import { demoGroups } from "~server/demo/seats";

type Figure = {
  component: string;
  workgroup: string;
  criterion: string;
  required: string;
  not_necessary: string;
};

const read = (name: string) => readFileSync(new URL(`../../../db/demo/${name}`, import.meta.url), "utf8");

/** The published counts of 2024 laid on 22 seats, as the demo lays them. */
export function vote2024(): BallotBox {
  const list = JSON.parse(read("components.json")) as { key: string; title: { en: string } }[];
  const keyOf = new Map(list.map(({ key, title }) => [title.en, key]));
  const figures = parse(read("figures-2024.csv"), { columns: true }) as Figure[];
  const components = list.map(({ key }) => key);
  const workgroups = demoGroups.map(({ key, voters }) => ({
    key,
    isPublic: false,
    onRoll: voters,
    asked: new Set(components),
    offersNotNecessary: figures.some((figure) => figure.workgroup === key && figure.not_necessary !== "0"),
  }));
  const ballots = demoGroups.flatMap(({ key, name, voters }, workgroup) => {
    const seats = Array.from({ length: voters }, (_, i) => ({
      workgroup,
      id: `${name}, seat ${i + 1}`,
      affiliated: false,
      organization: null,
      choices: {} as Record<string, Record<string, Choice>>,
    }));
    const own = figures.filter((figure) => figure.workgroup === key);
    own.forEach(({ component, criterion, required, not_necessary }, start) => {
      const at = keyOf.get(component) as string;
      const said = Number(required) + Number(not_necessary);
      for (let i = 0; i < said; i++) {
        const choices = seats[(start + i) % seats.length]?.choices ?? {};
        choices[at] = { ...choices[at], [criterion]: i < Number(required) ? "required" : "not_necessary" };
      }
    });
    return seats;
  });
  return packBox({ components, criteria: ["use", "study", "modify", "share"], workgroups }, ballots);
}
