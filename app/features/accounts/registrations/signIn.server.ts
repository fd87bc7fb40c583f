import type { SignInChoice, SignInStep, SignInWay } from "~/features/accounts/domain/signInWays";
import type { Intent } from "~/http/action.server";
import { keepsSession } from "~/http/session.server";
import { ownValue } from "~/kernel/keyed";
import { fail } from "~/kernel/result";
import type { Deps, Settings } from "~/platform/deps";
import { byMail } from "./signIn/mail.server";
import type { SignInFinish, SignInProvider, SignInProviders } from "./signIn/provider.server";
import { bySeat } from "./signIn/seat.server";

/** Every way to sign in. Pages, forms, start and the Content-Security-Policy go by it. */
export const signInProviders: SignInProviders = { mail: byMail, seat: bySeat };

const listed = (providers: SignInProviders) => Object.values(providers) as readonly SignInProvider[];

/** The ways that are offered here. */
export function offeredWays(settings: Settings, providers = signInProviders): readonly SignInProvider[] {
  return listed(providers).filter(
    ({ variables, isOffered }) =>
      variables.every((name) => ownValue(settings.signIn, name) !== undefined) && isOffered(settings),
  );
}

/** The sites that forms may lead to, besides this one. */
export const formOrigins = (settings: Settings, providers = signInProviders): readonly string[] => [
  ...new Set(offeredWays(settings, providers).flatMap((way) => way.formOrigins(settings))),
];

type Values = Readonly<Record<string, string>>;
type Environment = Readonly<Record<string, string | undefined>>;

/** The variables of all ways that are set. A way of which some are set and others not is a problem, said by variable. */
export function readVariables(
  env: Environment,
  providers = signInProviders,
): { readonly values: Values; readonly problems: readonly string[] } {
  const values = listed(providers).flatMap(({ variables }) =>
    variables.flatMap((name): [string, string][] => {
      const value = ownValue(env, name);
      return value ? [[name, value]] : [];
    }),
  );
  const problems = listed(providers).flatMap(({ key, variables }) => {
    const missing = variables.filter((name) => !ownValue(env, name));
    if (missing.length === variables.length) return [];
    return missing.map((name) => `${name}: signing in by ${key} needs it as well`);
  });
  return { values: Object.fromEntries(values), problems };
}

export type OfferedWay = { readonly key: SignInWay; readonly choices: readonly SignInChoice[] };

/** What the page for signing in offers. */
export const waysToShow = (
  deps: Pick<Deps, "db" | "settings">,
  providers = signInProviders,
): Promise<OfferedWay[]> =>
  Promise.all(
    offeredWays(deps.settings, providers).map(async ({ key, choices }) => ({
      key,
      choices: await choices(deps),
    })),
  );

type Acts = Readonly<Record<string, Intent>>;

/** What the forms of the page for signing in ask for, by the key of the way. */
export const beginnings = (providers = signInProviders): Acts =>
  Object.fromEntries(listed(providers).map(({ key, begin }) => [key, whereOffered(key, begin, providers)]));

/** What the forms of the pages that finish ask for, by the key of the step. */
export const endings = (providers = signInProviders): Acts =>
  Object.fromEntries(
    stepsOf(listed(providers)).map(({ way, step, finish }) => [
      step,
      whereOffered(way, onStep(step, finish.act), providers),
    ]),
  );

/** The step that an address names, with its ticket; null where none is offered. */
export function stepAt(
  settings: Settings,
  { step, ticket = "" }: { readonly step?: string; readonly ticket?: string },
  providers = signInProviders,
): { readonly step: SignInStep; readonly finish: SignInFinish } | null {
  const found = stepsOf(offeredWays(settings, providers)).find((one) => one.step === step);
  return found?.finish.isTicket(ticket) ? found : null;
}

function stepsOf(ways: readonly SignInProvider[]) {
  return ways.flatMap(({ key, finish }) =>
    Object.entries(finish).map(([step, one]) => ({ way: key, step: step as SignInStep, finish: one })),
  );
}

/**
 * A form that is sent where its way is not offered finds nothing. Where the browser would drop the session's cookie, it is
 * refused before a mail is sent or a code used up.
 */
function whereOffered(way: SignInWay, act: Intent, providers: SignInProviders): Intent {
  return {
    ...act,
    run: async (context, fields) => {
      const { deps, url } = context;
      if (!offeredWays(deps.settings, providers).some(({ key }) => key === way))
        return fail({ code: "not_found" });
      if (!keepsSession(deps.settings.origin, url)) return fail({ code: "not_secure" });
      return act.run(context, fields);
    },
  };
}

/** A step's form is sent to its own address. */
function onStep(step: string, act: Intent): Intent {
  return {
    ...act,
    run: async (context, fields) =>
      context.params.step === step ? act.run(context, fields) : fail({ code: "not_found" }),
  };
}
