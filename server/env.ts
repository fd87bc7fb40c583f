import { z } from "zod";
import { readVariables } from "~/features/accounts/registrations/signIn.server";

const list = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim().toLowerCase())
      .filter(Boolean),
  );
const optional = z
  .string()
  .optional()
  .transform((text) => text || undefined);

/** Of the process that signs record logs: `http://HOST:PORT`, or `unix:` and the path of a socket. */
const signerAddress = z.union([z.url({ protocol: /^https?$/ }), z.string().regex(/^unix:\/.+/)]);

/** Every variable the server reads; the README has the same table in words. */
const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default("0.0.0.0"),
  APP_ORIGIN: optional.pipe(
    z
      .url({ protocol: /^https?$/ })
      .transform((address) => new URL(address).origin)
      .optional(),
  ),
  DATABASE_URL: optional,
  DATABASE_OWNER_URL: optional,
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
  DATA_DIR: z.string().default("data"),
  CODRAFT_KEYS: optional,
  WITNESSES: optional,
  SIGNER: optional.pipe(signerAddress.optional()),
  SIGNER_SECRET: z.string().default(""),
  TRANSLATION_URL: optional.pipe(z.url({ protocol: /^https?$/ }).optional()),
  TRANSLATION_KEY: optional,
  SOURCE_URL: optional.pipe(z.url({ protocol: /^https?$/ }).optional()),
  SMTP_URL: optional,
  MAIL_FROM: z.string().default("Codraft <codraft@localhost>"),
  MAILS_AT_ONCE: z.coerce.number().int().min(1).max(100).default(4),
  FOUNDERS: list,
  SOCKETS_PER_ADDRESS: z.coerce.number().int().min(1).max(100_000).default(400),
  PEOPLE_PER_ADDRESS: z.coerce.number().int().min(1).max(100_000).default(500),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  CODRAFT_DEMO: z.enum(["auto", "on", "off"]).default("auto"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
});

export type Env = z.infer<typeof schema> & {
  /** What the ways to sign in need, by variable. */
  readonly signIn: Readonly<Record<string, string>>;
};

/** Reads the environment once. Throws with a line a variable when something is wrong. */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  const parsed = schema.safeParse(source);
  const { values, problems } = readVariables(source);
  if (parsed.success && problems.length === 0) return { ...parsed.data, signIn: values };
  const issues = parsed.error?.issues ?? [];
  const lines = [...issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`), ...problems];
  throw new Error(`The environment is not usable:\n${lines.map((line) => `  ${line}`).join("\n")}`);
}

/**
 * Whether demo data and its ready seats exist here: on request, or by itself in evaluation (no
 * database and no mail server named).
 */
export function isDemo(env: Env): boolean {
  if (env.CODRAFT_DEMO !== "auto") return env.CODRAFT_DEMO === "on";
  return !env.DATABASE_URL && !env.SMTP_URL;
}

/** Where keys are: beside the data, never in it, so that who puts back the data does not put back the keys. */
export const keysFolder = (env: Pick<Env, "CODRAFT_KEYS" | "DATA_DIR">) =>
  env.CODRAFT_KEYS ?? `${env.DATA_DIR}.keys`;

const onThisMachine = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/**
 * Refuses to listen to others without a name of its own: links in mails and feeds would lead to localhost. The demo may,
 * to be looked at from another machine. Commands, which listen to nobody, do not ask.
 */
export function requireOrigin(env: Env): Env {
  const isNamed = env.APP_ORIGIN !== undefined;
  if (isNamed || env.NODE_ENV !== "production" || isDemo(env) || onThisMachine.test(env.HOST)) return env;
  throw new Error(
    "The environment is not usable:\n  APP_ORIGIN: is missing. Links in mails and feeds begin with it. " +
      "Set it to the public address, or HOST=127.0.0.1 to listen to this machine alone.",
  );
}
