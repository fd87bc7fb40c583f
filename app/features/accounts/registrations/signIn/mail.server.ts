import { redirect } from "@remix-run/node";
import { z } from "zod";
import { requestSignIn, signInByCode, signInByLink } from "~/features/accounts/services/signIn.server";
import { intent } from "~/http/action.server";
import { safeRedirect } from "~/i18n/languagePath";
import { browserZone, email, id } from "~/kernel/fields";
import { plainDigits } from "~/kernel/text/digits";
import { deviceOf, enter, type SignInProvider } from "./provider.server";

const code = z
  .string()
  .transform((text) => plainDigits(text).replace(/[\s\p{Cf}-]/gu, ""))
  .pipe(z.string().regex(/^\d{6}$/, "accounts:code.shape"));

const isRequest = (ticket: string) => id.safeParse(ticket).success;

/** A mail with a link and a code; either is enough. */
export const byMail: SignInProvider<"mail"> = {
  key: "mail",
  variables: [],
  isOffered: () => true,
  formOrigins: () => [],
  choices: async () => [],
  announced: ({ hasMailbox, origin }) =>
    hasMailbox
      ? `with any e-mail address; the mail is shown at ${origin}/mailbox.`
      : "with your e-mail address.",
  begin: intent(
    z.strictObject({ email, redirectTo: z.string().max(2000).optional() }),
    async ({ deps, language, to }, input) => {
      const redirectTo = safeRedirect(input.redirectTo);
      const asked = await requestSignIn(deps, { email: input.email, redirectTo, language });
      return asked.ok ? redirect(to(`/sign-in/code/${asked.value.request}`)) : asked;
    },
  ),
  finish: {
    code: {
      title: (t) => t("accounts:code.title"),
      isTicket: isRequest,
      act: intent(z.strictObject({ code, zone: browserZone }), async ({ deps, params, request }, input) => {
        const { ticket = "" } = params;
        if (!isRequest(ticket)) return { ok: false, error: { code: "not_found" } };
        const device = deviceOf(request);
        return enter(await signInByCode(deps, { request: ticket, ...input, device }));
      }),
    },
    link: {
      title: (t) => t("accounts:link.title"),
      isTicket: (ticket) => ticket !== "",
      act: intent(z.strictObject({ zone: browserZone }), async ({ deps, params, request }, { zone }) =>
        enter(await signInByLink(deps, params.ticket ?? "", deviceOf(request), zone)),
      ),
    },
  },
};
