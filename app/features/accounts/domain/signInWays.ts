/**
 * The ways to sign in, each with the steps that finish it: pages at /sign-in/STEP/TICKET, to which the way itself
 * sends people. A way that signs in at once has none.
 */
type SignInSteps = {
  readonly mail: "code" | "link";
  readonly seat: never;
};

export type SignInWay = keyof SignInSteps;
export type SignInStep<Way extends SignInWay = SignInWay> = SignInSteps[Way];

/** One of the things that a way lets people choose among: the demo's seats. */
export type SignInChoice = { readonly value: string; readonly label: string };
