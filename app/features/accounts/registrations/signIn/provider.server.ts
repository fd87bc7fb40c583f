import { redirect } from "@remix-run/node";
import type { SignInChoice, SignInStep, SignInWay } from "~/features/accounts/domain/signInWays";
import type { SignedIn } from "~/features/accounts/services/signIn.server";
import type { Intent, IntentAnswer } from "~/http/action.server";
import type { RouteContext } from "~/http/route.server";
import { startCookie } from "~/http/session.server";
import type { Refusal } from "~/kernel/refusals";
import type { Result } from "~/kernel/result";
import type { Deps, Settings } from "~/platform/deps";

/** A step that finishes signing in: its page shows a form, and only the form's button does something. */
export type SignInFinish = {
  readonly title: (t: RouteContext["t"]) => string;
  /** Whether there can be such a page. Nothing is looked up: mail scanners open links. */
  readonly isTicket: (ticket: string) => boolean;
  /** Signs in, with `enter`. What stands in the address is in `params.ticket` and `url`. */
  readonly act: Intent;
};

/** A way to sign in. app/features/accounts/ui/signInForms.tsx has what it shows. */
export type SignInProvider<Way extends SignInWay = SignInWay> = {
  readonly key: Way;
  /** Variables of the environment that it needs; it is offered only where they are set. */
  readonly variables: readonly string[];
  /** Whether it is offered here, once its variables are set. */
  readonly isOffered: (settings: Settings) => boolean;
  /** Other sites that its form leads to. Browsers let forms go nowhere else. */
  readonly formOrigins: (settings: Settings) => readonly string[];
  readonly choices: (deps: Pick<Deps, "db" | "settings">) => Promise<readonly SignInChoice[]>;
  /** What the person who starts the server is told about it, after "Sign in at …". */
  readonly announced: (settings: Settings) => string;
  /** Begins, by the form on the page for signing in. Some sign in at once. */
  readonly begin: Intent;
  readonly finish: { readonly [Step in SignInStep<Way>]: SignInFinish };
};

export type SignInProviders = { readonly [Way in SignInWay]: SignInProvider<Way> };

/** The answer to somebody who has signed in: their session, and where they wanted to go. */
export async function enter(entered: Result<SignedIn, Refusal>): Promise<IntentAnswer> {
  if (!entered.ok) return entered;
  return redirect(entered.value.redirectTo, {
    headers: { "Set-Cookie": await startCookie(entered.value.token) },
  });
}

export const deviceOf = (request: Request) => request.headers.get("User-Agent") ?? "";
