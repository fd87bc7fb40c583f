/**
 * Imports point one way. docs/architecture.md has the picture; this file is what is checked.
 *
 * Features stand in an order, and each imports only features before it; features of one line do not import each other.
 * That holds for their pages and their tables (db/schema/FEATURE.ts) too.
 */
const order = [
  // people
  ["accounts"],
  ["recordlog"],
  ["processes"],
  ["membership"],
  ["notices"],
  ["confirmations"],
  ["workgroups"],
  // vote
  ["components", "rules"],
  ["rounds"],
  ["plans"],
  ["votes"],
  ["results"],
  // text
  ["drafts", "records"],
  ["meetings", "reviews"],
  ["checklists", "comments"],
  ["evidence", "moderation"],
  ["threads", "faq"],
  // decision
  ["approvals", "endorsements", "live"],
  ["townhalls", "representation", "translation"],
  ["suggestions"],
  ["calls", "release", "discussion"],
  // what shows all the others
  ["timeline", "search", "feeds", "verification"],
  ["report", "opendata"],
  ["profile", "overview"],
];

/** Features of lines before this one are assembled by app/registries, the others read what it assembles. */
const shared = order.findIndex((line) => line.includes("timeline"));

const anyOf = (names) => `(${names.join("|")})`;
const filesOf = (features) => [`^app/features/${anyOf(features)}/`, `^db/schema/${anyOf(features)}[.]`];

/** For each feature: no import of one that stands later or on the same line. */
const features = order.flatMap((line, at) =>
  line.map((feature) => ({
    name: `order-${feature}`,
    comment: "A feature imports only features that stand before it.",
    severity: "error",
    from: { path: filesOf([feature]) },
    to: {
      path: filesOf([...line, ...order.slice(at + 1).flat()].filter((other) => other !== feature)),
    },
  })),
);

/** Layers inside a feature, from the inner to the outer one; those of one line do not import each other. */
const layers = [["domain"], ["contracts"], ["services", "ui"], ["registrations"], ["intents"], ["pages"]];
const inside = layers.flatMap((line, at) =>
  line.map((layer) => ({
    name: `layer-${layer}`,
    comment: `A file of ${layer} imports no layer that stands after it.`,
    severity: "error",
    from: { path: `^app/features/[^/]+/${layer}/` },
    to: {
      path: `^app/features/[^/]+/${anyOf([...line, ...layers.slice(at + 1).flat()].filter((other) => other !== layer))}/`,
      // What a component shows is typed by the service that reads it.
      ...(layer === "ui" ? { dependencyTypesNot: ["type-only"] } : {}),
    },
  })),
);

const ioModules =
  "^(node:)?(fs|net|http|https|http2|tls|dgram|dns|child_process|cluster|worker_threads|os|process|readline|repl|inspector|vm|v8)(/|$)";
const ioPackages =
  "node_modules/(react|react-dom|react-i18next|i18next|@remix-run|drizzle-orm|postgres|@electric-sql|express|socket\\.io|socket\\.io-client|pino|nodemailer)/";
const pure = "^app/(kernel/|features/[^/]+/domain/)";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...features,
    ...inside,
    {
      name: "private-folders",
      comment: "A subfolder of a feature's layer is the feature's own.",
      severity: "error",
      from: { path: "^app/features/([^/]+)/" },
      to: { path: "^app/features/[^/]+/[^/]+/[^/]+/", pathNot: "^app/features/$1/" },
    },
    {
      name: "pages-are-private",
      comment: "Pages are found by app/routes.ts; what two of them share belongs in a layer below.",
      severity: "error",
      from: { pathNot: ["^app/routes[.]ts$", "^app/features/[^/]+/ui/"] },
      to: { path: "^app/features/[^/]+/pages/" },
    },
    {
      name: "components-are-typed-by-their-own-pages",
      comment:
        "A component may name the type of what a page of its feature loads, and nothing else of pages.",
      severity: "error",
      from: { path: "^app/features/([^/]+)/ui/" },
      to: { path: "^app/features/[^/]+/pages/", pathNot: "^app/features/$1/pages/" },
    },
    {
      name: "kernel-imports-kernel-only",
      comment: "The kernel depends on nothing else of the application.",
      severity: "error",
      from: { path: "^app/kernel/" },
      to: { path: "^(app|db|server|tests|locales)/", pathNot: "^app/kernel/" },
    },
    {
      name: "pure-rules",
      comment: "What is counted is a function of its input, so that anyone can count it again.",
      severity: "error",
      from: { path: pure },
      to: { path: [ioModules, ioPackages] },
    },
    {
      name: "domain-imports-domain-only",
      comment: "Rules know rules and the kernel, no table and nothing that asks one.",
      severity: "error",
      from: { path: "^app/features/[^/]+/domain/" },
      to: { path: "^(app|db|server|tests|locales)/", pathNot: pure },
    },
    {
      name: "contracts-know-neither-side",
      comment: "Contracts are shared by browser and server, and know neither.",
      severity: "error",
      from: { path: "^app/features/[^/]+/contracts/" },
      to: {
        path: "^(app|db|server|tests|locales)/",
        pathNot: "^app/(kernel/|features/[^/]+/(domain|contracts)/)",
      },
    },
    {
      name: "db-knows-the-kernel-and-rules",
      comment: "Tables may use the types of what they store, not the services that store it.",
      severity: "error",
      from: { path: "^db/" },
      to: { path: "^(app|server|tests)/", pathNot: "^app/(kernel/|features/[^/]+/(domain|contracts)/)" },
    },
    {
      name: "the-server-touches-no-table",
      comment:
        "Tables are touched by services and registrations. What loads the demo gives rows the dates that they had.",
      severity: "error",
      from: { path: "^server/", pathNot: "^server/demo/" },
      to: { path: "^db/schema/" },
    },
    {
      name: "the-ground-knows-no-feature",
      comment: "What every feature stands on knows none of them.",
      severity: "error",
      from: { path: "^app/(kernel|platform|i18n|ui|realtime|http)/" },
      to: { path: "^app/(features|registries)/" },
    },
    {
      name: "platform-is-below-pages",
      comment: "kernel ← db ← platform ← i18n ← {ui, realtime, http}.",
      severity: "error",
      from: { path: "^app/platform/" },
      to: { path: "^app/(i18n|ui|realtime|http)/" },
    },
    {
      name: "shared-parts-of-pages-do-not-fetch",
      comment: "What is shown gets its data from a route; it does not fetch it.",
      severity: "error",
      from: { path: "^app/(ui|i18n|realtime)/" },
      to: { path: "^(app/http|db|server|tests)/" },
    },
    {
      name: "services-are-below-pages",
      comment: "A service answers a route, a command and a test alike, so it knows none of them.",
      severity: "error",
      from: { path: "^app/features/[^/]+/services/" },
      to: { path: ["^app/(http|ui|realtime)/", "^app/(root|routes|entry)[.]", "^(server|tests)/"] },
    },
    {
      name: "registries-are-assembled-once",
      comment: "What features register is read by the features that show all of it, and by the server.",
      severity: "error",
      from: { path: filesOf(order.slice(0, shared).flat()) },
      to: { path: "^app/registries/" },
    },
    {
      name: "registries-take-registrations-only",
      comment: "A registry knows what a feature registers, not how it works.",
      severity: "error",
      from: { path: "^app/registries/" },
      to: {
        path: "^app/features/[^/]+/(services|ui|intents|pages)/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "browser-code-stays-in-the-browser",
      comment: "A *.server file in what the browser loads would reach for the server from there.",
      severity: "error",
      from: { path: ["^app/(ui|kernel)/", "^app/features/[^/]+/(ui|contracts|domain)/"] },
      to: { path: ["[.]server$", "[.]server[.]tsx?$"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "nothing-imports-tests",
      comment: "The application runs without its tests.",
      severity: "error",
      from: { path: "^(app|db|server)/" },
      to: { path: "^tests/" },
    },
    {
      name: "no-development-packages",
      comment:
        "What is built runs without the packages of devDependencies: only what the build takes in may come from them, which is types, data, styles, fonts, Remix, i18next and what browsers alone run. Vite and tsx serve in development alone, and the fonts are cut by the build.",
      severity: "error",
      from: {
        path: "^(app|db|server)/",
        pathNot:
          "^(db/drizzle[.]config|app/routes|server/devServer)[.]ts$|^server/(work/fromSource|scripts/cutFonts)[.]js$|[.]client[.]tsx?$",
      },
      to: {
        dependencyTypes: ["npm-dev"],
        dependencyTypesNot: ["type-only", "npm"],
        pathNot: [
          "/@types/",
          "[.](json|css|woff2)$",
          "node_modules/(@remix-run/(node|express|react)|i18next)/",
        ],
      },
    },
    {
      name: "no-circular",
      comment: "Files that import each other cannot be read one after the other. Types may.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-unresolvable",
      comment: "An import that leads nowhere, or only by luck of another package's installation.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: ["^virtual:", "[?](url|raw)$", "/build/server"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(build|data)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json", ".d.ts"],
    },
  },
};
