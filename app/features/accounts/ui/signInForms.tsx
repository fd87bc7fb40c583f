import type { ReactElement } from "react";
import type { SignInChoice, SignInStep, SignInWay } from "~/features/accounts/domain/signInWays";
import { CodeForm } from "./signIn/CodeForm";
import { LinkForm } from "./signIn/LinkForm";
import { MailForm } from "./signIn/MailForm";
import { SeatForm } from "./signIn/SeatForm";

export type BeginProps = {
  /** Where to go on once signed in; the form sends it as `redirectTo`. */
  readonly back: string;
  readonly choices: readonly SignInChoice[];
};

export type FinishProps = {
  readonly ticket: string;
  /** What the address says after its question mark: other sites send people back with it. */
  readonly query: Readonly<Record<string, string>>;
  readonly hasMailbox: boolean;
};

type Shows<Props> = (props: Props) => ReactElement | null;

/** The forms that begin to sign in, with the way's key as their intent. */
export const beginForms: Readonly<Record<SignInWay, Shows<BeginProps>>> = {
  mail: MailForm,
  seat: SeatForm,
};

/** The forms that finish, with the step's key as their intent. */
export const finishForms: Readonly<Record<SignInStep, Shows<FinishProps>>> = {
  code: CodeForm,
  link: LinkForm,
};
