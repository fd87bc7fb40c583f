/** Imports point one way: domain ← {contracts, db} ← services ← {http, routes, server}. */

const ioModules =
  "^(node:)?(fs|net|http|https|http2|tls|dgram|dns|child_process|cluster|worker_threads|os|process|readline|repl|inspector|vm|v8)(/|$)";
const ioPackages =
  "node_modules/(react|react-dom|react-i18next|i18next|@remix-run|drizzle-orm|postgres|@electric-sql|express|socket\\.io|socket\\.io-client|pino|nodemailer)/";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "domain-imports-domain-only",
      comment: "The rules of the game depend on nothing else of the application.",
      severity: "error",
      from: { path: "^app/domain/" },
      to: { path: "^(app|db|server|tests|locales)/", pathNot: "^app/domain/" },
    },
    {
      name: "domain-does-no-io",
      comment: "What is counted is a function of its input, so that anyone can count it again.",
      severity: "error",
      from: { path: "^app/domain/" },
      to: { path: [ioModules, ioPackages] },
    },
    {
      name: "contracts-import-domain-only",
      comment: "Contracts are shared by browser and server, and know neither.",
      severity: "error",
      from: { path: "^app/contracts/" },
      to: { path: "^(app|db|server|tests|locales)/", pathNot: "^app/(domain|contracts)/" },
    },
    {
      name: "db-imports-domain-and-contracts-only",
      comment:
        "Tables may use the types of what they store, not the services that store it. The demo is made by calling services, as the server would.",
      severity: "error",
      from: { path: "^db/", pathNot: "^db/demo/" },
      to: { path: "^(app|server|tests)/", pathNot: "^app/(domain|contracts)/" },
    },
    {
      name: "services-do-not-import-upwards",
      comment: "A service answers a route, a command and a test alike, so it knows none of them.",
      severity: "error",
      from: { path: "^app/services/" },
      to: {
        path: [
          "^app/(http|routes|components|realtime)/",
          "^app/(root|routes|entry)[.]",
          "^(server|tests|db/demo)/",
        ],
      },
    },
    {
      name: "presentation-imports-contracts-and-domain-only",
      comment: "What is shown gets its data from a route; it does not fetch it.",
      severity: "error",
      from: { path: "^app/(components|i18n|realtime)/" },
      to: {
        path: "^(app|db|server|tests)/",
        pathNot: ["^app/(components|i18n|realtime|domain|contracts)/", "[.](css|json|svg)$"],
      },
    },
    {
      name: "components-are-client-safe",
      comment: "A *.server file in a component would reach for the server from the browser.",
      severity: "error",
      from: { path: "^app/(components|contracts|domain)/" },
      to: { path: ["[.]server$", "[.]server[.]tsx?$"] },
    },
    {
      name: "nothing-imports-routes",
      comment: "Routes are found by app/routes.ts; what two of them share belongs in app/http or below.",
      severity: "error",
      from: { path: "^(app|db|server)/", pathNot: "^app/(routes/|routes[.]ts$)" },
      to: { path: "^app/routes/" },
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
        "The application runs without the packages of devDependencies, which only types may come from.",
      severity: "error",
      from: { path: "^(app|db|server)/", pathNot: "^db/drizzle[.]config[.]ts$" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only", "npm"], pathNot: "/@types/" },
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
