import { type MetaFunction, redirect } from "@remix-run/node";
import { z } from "zod";
import { signInByLink } from "~/features/accounts/services/signIn.server";
import { acts, intent } from "~/http/action.server";
import { anywhere } from "~/http/place.server";
import { reads } from "~/http/route.server";
import { startCookie } from "~/http/session.server";
import { useWords } from "~/i18n";
import { Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { PageLink } from "~/ui/text/PageLink";

/** Looks nothing up: mail scanners fetch links, and a link is used by the button alone. */
export const loader = reads(anywhere, "anyone", async ({ t }) => ({ title: t("accounts:link.title") }));

export const action = acts(anywhere, "anyone", {
  enter: intent(z.strictObject({}), async ({ deps, params, request }) => {
    const device = request.headers.get("User-Agent") ?? "";
    const entered = await signInByLink(deps, params.token ?? "", device);
    if (!entered.ok) return entered;
    return redirect(entered.value.redirectTo, {
      headers: { "Set-Cookie": await startCookie(entered.value.token) },
    });
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function SignInLink() {
  const { t } = useWords();
  return (
    <div className="measure">
      <h1>{t("accounts:link.title")}</h1>
      <p className="lead">{t("accounts:link.lead")}</p>
      <PostForm reloadDocument>
        <Refused intent="enter" />
        <div className="actions">
          <Submit intent="enter">{t("accounts:link.enter")}</Submit>
          <PageLink to="/sign-in">{t("accounts:code.again")}</PageLink>
        </div>
      </PostForm>
    </div>
  );
}
