import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { endSession } from "~/features/accounts/services/sessions.server";
import { endCookie, readToken } from "~/http/session.server";
import { safeRedirect } from "~/i18n/languagePath";

/** Ends the session here and in the database. */
export const action = Object.assign(
  async ({ request, context }: ActionFunctionArgs) => {
    const token = await readToken(request);
    if (token) await endSession(context.deps, token);
    const form = await request.formData().catch(() => undefined);
    const to = safeRedirect(form?.get("to"));
    return redirect(to, { headers: { "Set-Cookie": await endCookie() } });
  },
  { access: { need: "anyone" as const } },
);
