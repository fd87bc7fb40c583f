import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { signInByCode } from "~/features/accounts/services/signIn.server";
import { acts, intent } from "~/http/action.server";
import { anywhere } from "~/http/place.server";
import { reads, refuse } from "~/http/route.server";
import { startCookie } from "~/http/session.server";
import { useWords } from "~/i18n";
import { Field, Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { PageLink } from "~/ui/text/PageLink";

const requestId = z.uuid();

export const loader = reads(anywhere, "anyone", async ({ deps, params, t }) => {
  if (!requestId.safeParse(params.request).success) throw refuse("not_found");
  return { title: t("accounts:code.title"), hasMailbox: deps.settings.hasMailbox };
});

const code = z
  .string()
  .transform((text) => text.replace(/\s/g, ""))
  .pipe(z.string().regex(/^\d{6}$/, "accounts:code.shape"));

export const action = acts(anywhere, "anyone", {
  code: intent(z.strictObject({ code }), async ({ deps, params, request }, input) => {
    const id = requestId.safeParse(params.request);
    if (!id.success) return { ok: false, error: { code: "not_found" } };
    const device = request.headers.get("User-Agent") ?? "";
    const entered = await signInByCode(deps, { request: id.data, code: input.code, device });
    if (!entered.ok) return entered;
    return redirect(entered.value.redirectTo, {
      headers: { "Set-Cookie": await startCookie(entered.value.token) },
    });
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Code() {
  const { hasMailbox } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <div className="measure">
      <h1>{t("accounts:code.title")}</h1>
      <p className="lead">{t("accounts:code.lead")}</p>
      {hasMailbox && (
        <p className="notice">
          {t("accounts:code.mailbox")} <PageLink to="/mailbox">{t("common:mailbox")}</PageLink>
        </p>
      )}
      <PostForm reloadDocument>
        <Refused intent="code" />
        <Field label={t("accounts:code.label")} of={["code", "code"]}>
          <input
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9 ]{6,7}"
            required
            maxLength={7}
            dir="ltr"
          />
        </Field>
        <div className="actions">
          <Submit intent="code">{t("accounts:code.enter")}</Submit>
          <PageLink to="/sign-in">{t("accounts:code.again")}</PageLink>
        </div>
      </PostForm>
    </div>
  );
}
