import { defaultPreset, type PresetName } from "~/features/rules/domain/presets";

type Listed = { readonly key: string; readonly category: "code" | "data" | "model" | "other" };

/** What a process begins with: all of it can be changed before its first round opens. */
export type Template = {
  /** By what each component is voted on. */
  readonly criteria: readonly string[];
  /** Who is counted separately. */
  readonly groups: readonly string[];
  /** What is voted on. */
  readonly components: readonly Listed[];
  /** By which ready rule the form of a round begins. */
  readonly rule: PresetName;
};

const of = (category: Listed["category"], ...keys: string[]): Listed[] =>
  keys.map((key) => ({ key, category }));

/**
 * What one can begin a process with, in the order in which it is offered. Each has a name and a sentence, and each key words, in
 * `locales/LNG/templates.json`.
 */
export const templates = {
  blank: { criteria: ["part"], groups: ["everyone"], components: [], rule: defaultPreset },
  "software-licence": {
    criteria: ["use", "study", "modify", "share"],
    groups: ["author", "distributor", "user", "lawyer"],
    components: [
      ...of("code", "source-text", "build-scripts"),
      ...of(
        "other",
        "any-purpose",
        "any-person",
        "changed-copies",
        "rights-with-copy",
        "patents",
        "no-royalty",
      ),
      ...of("other", "other-software", "credit"),
    ],
    rule: "workgroup-majority",
  },
  "data-sharing": {
    criteria: ["find", "access", "combine", "reuse"],
    groups: ["data-holder", "data-user", "data-subject", "steward"],
    components: [
      ...of("data", "description", "identifier", "open-format", "provenance", "quality", "sample"),
      ...of("code", "interface"),
      ...of("other", "terms-of-use", "consent", "contact", "upkeep"),
    ],
    rule: "person-share",
  },
  accessibility: {
    criteria: ["perceive", "operate", "understand", "own-tools"],
    groups: ["disabled-person", "maker", "tool-maker", "buyer"],
    components: [
      ...of("other", "text-for-pictures", "captions", "contrast", "larger-text", "keyboard", "no-time-limit"),
      ...of("other", "plain-language", "headings", "mistakes", "steady-pages", "statement"),
    ],
    rule: "person-share",
  },
  "ai-system": {
    criteria: ["use", "study", "modify", "share"],
    groups: ["developer", "deployer", "end-user", "subject"],
    components: [
      ...of("data", "training-data", "data-description", "evaluation-data"),
      ...of("code", "preparation-code", "training-code", "inference-code"),
      ...of("model", "weights", "architecture", "model-documentation"),
    ],
    rule: "person-share",
  },
} as const satisfies Readonly<Record<string, Template>>;

export type TemplateKey = keyof typeof templates;
export const templateKeys = Object.keys(templates) as [TemplateKey, ...TemplateKey[]];
