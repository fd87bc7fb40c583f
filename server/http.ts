import { randomBytes, randomUUID } from "node:crypto";
import { pathToFileURL } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { AppLoadContext, ServerBuild } from "@remix-run/node";
import compression from "compression";
import { sql } from "drizzle-orm";
import express, { type Request, type RequestHandler, type Response } from "express";
import helmet from "helmet";
import { readSession } from "~/features/accounts/registrations/session.server";
import { formOrigins } from "~/features/accounts/registrations/signIn.server";
import { remember } from "~/http/once";
import type { Deps } from "~/platform/deps";
import type { DbHandle } from "~db/client";
import { projectPath } from "~db/projectFolder";
import { builtAssets, builtFiles } from "./assets";
import { doors, letInByTurns } from "./crowded";
import { startVite } from "./devServer";
import type { Env } from "./env";
import { jobLines, type RunningJobs } from "./jobs";
import { chooseLanguage } from "./language";
import { limitBody, limitRate } from "./limits";
import { sameSiteOnly } from "./origin";
import { keepToOneself } from "./ownAnswers";
import { keepPrefetched } from "./prefetched";
import { answerForCrash, refuseMalformed } from "./refusals";
import { routedAnswers, routedHandler } from "./routing";
import { type Source, visitorCache } from "./visitors/cache";
import { following } from "./visitors/following";
import { sharing } from "./visitors/sharing";
import { withoutSecrets } from "./withoutSecrets";

type Locals = {
  after?: number;
  nonce: string;
  requestId: string;
  ready: () => Promise<boolean>;
  source?: Source;
};

/** The HTTP side of the server: protection first, then files, then Remix. */
export async function createApp(
  env: Env,
  deps: Deps,
  database: DbHandle,
  jobs: RunningJobs,
): Promise<express.Express> {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", env.TRUST_PROXY);
  app.use(identify(deps));
  app.use(protect(env, formOrigins(deps.settings)));
  app.use(refuseMalformed());

  app.get("/healthz", (_request, response) => {
    response.type("text/plain").send("ok\n");
  });
  app.get("/readyz", (_request, response) => {
    database.db
      .execute(sql`select 1`)
      .then(() => response.type("text/plain").send(`ready\n${jobLines(jobs)}`))
      .catch(() => response.status(503).type("text/plain").send("The database does not answer.\n"));
  });

  const vite = env.NODE_ENV === "development" ? await startVite() : undefined;
  if (vite) app.use(vite.middlewares);
  if (!vite) {
    app.use("/assets", ...builtAssets(projectPath("build/client/assets")));
    app.use(builtFiles(projectPath("build/client")));
  }
  app.use(["/api", "/embed", "/log", "/preview", "/preview.png"], forAnyPage());
  app.use(sameSiteOnly(env.APP_ORIGIN));
  app.use(limitRate({ deps, people: env.PEOPLE_PER_ADDRESS }));
  app.use(limitBody());
  app.use(chooseLanguage());
  app.use(keepToOneself());
  app.use(keepPrefetched());
  app.use(compression());
  app.use(trackBackpressure());

  const followed = following(database);
  const { enter, recognize } = doors();
  const shared = sharing({ deps, followed });
  const getLoadContext = (request: Request, response: Response): AppLoadContext => {
    const { after, nonce, requestId, ready } = response.locals as Locals;
    return {
      deps,
      nonce,
      requestId,
      ready,
      ...(after === undefined ? {} : { after }),
      readSession: async (asking) => {
        const person = await readSession(deps, asking);
        recognize(asking.headers.get("cookie"), person !== null);
        return person;
      },
      once: remember(),
      isScripted: request.path.endsWith(".data"),
      // What a form does must not be held against what others read before.
      ...(request.method === "GET" ? { shared: shared() } : {}),
    };
  };
  const mode = env.NODE_ENV;
  if (vite) {
    const build = async () => (await vite.ssrLoadModule("virtual:remix/server-build")) as ServerBuild;
    app.all("*", createRequestHandler({ build, mode, getLoadContext }));
  } else {
    const build = (await import(pathToFileURL(projectPath("build/server/index.js")).href)) as ServerBuild;
    app.use(visitorCache({ deps, followed, answer: routedAnswers({ build, mode }), enter }));
    app.use(letInByTurns(deps, { enter }));
    app.all("*", routedHandler({ build, mode, getLoadContext }));
  }
  app.use(answerForCrash(deps.log));
  return app;
}

function identify(deps: Deps): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    response.locals.requestId = requestId;
    response.locals.nonce = randomBytes(16).toString("base64");
    response.set("X-Request-Id", requestId);
    const started = performance.now();
    response.on("finish", () => {
      // Paths alone: queries and bodies may hold addresses, tokens or choices.
      const [whole = ""] = request.originalUrl.split("?");
      const path = withoutSecrets(whole);
      const { source } = response.locals as Locals;
      const fields = { requestId, method: request.method, path, status: response.statusCode, source };
      const ms = Math.round(performance.now() - started);
      if (!path.startsWith("/assets/")) deps.log.info({ ...fields, ms }, "request");
    });
    next();
  };
}

/**
 * Remix writes a body as fast as it comes, whether or not the reader takes it. Loaders that send much ask
 * `ready` before each piece of it. This comes after compression: it is what is compressed that must be taken.
 */
export function trackBackpressure(): RequestHandler {
  return (_request, response, next) => {
    const { write } = response;
    let isFull = false;
    const waiting: (() => void)[] = [];
    const goOn = () => {
      isFull = false;
      for (const one of waiting.splice(0)) one();
    };
    response.on("drain", goOn);
    response.on("close", goOn);
    response.write = function (this: Response, ...args: unknown[]) {
      const takesMore = (write as (...all: unknown[]) => boolean).apply(this, args);
      isFull = !takesMore;
      return takesMore;
    } as typeof response.write;
    response.locals.ready = async () => {
      if (isFull && !response.closed) await new Promise<void>((resolve) => waiting.push(resolve));
      return !response.closed;
    };
    next();
  };
}

function protect(env: Env, formOrigins: readonly string[]): RequestHandler {
  const isDev = env.NODE_ENV === "development";
  const isHttps = env.APP_ORIGIN?.startsWith("https:") ?? false;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", (_request, response) => `'nonce-${(response as Response).locals.nonce}'`],
        styleSrc: isDev ? ["'self'", "'unsafe-inline'"] : ["'self'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: isDev ? ["'self'", "ws:"] : ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'", ...formOrigins],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        ...(isHttps ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: "same-origin" },
    crossOriginEmbedderPolicy: false,
  });
}

/**
 * What other sites' pages may read and show: the API, the pictures to embed and of previews, the files of record logs. None looks at a cookie,
 * and none runs a script.
 */
function forAnyPage(): RequestHandler {
  return (request, response, next) => {
    response.removeHeader("X-Frame-Options");
    response.set({
      "Cross-Origin-Resource-Policy": "cross-origin",
      "Content-Security-Policy":
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors *",
    });
    if (request.method !== "OPTIONS") return next();
    response
      .set({
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
        "Access-Control-Allow-Headers": "Accept-Language, If-None-Match",
        "Access-Control-Max-Age": "86400",
      })
      .status(204)
      .end();
  };
}
