import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { demoSeatsOf } from "~/features/accounts/services/demoSeats.server";
import { requestSignIn, signInAsDemo } from "~/features/accounts/services/signIn.server";
import { acts, intent } from "~/http/action.server";
import { anywhere } from "~/http/place.server";
import { reads } from "~/http/route.server";
import { startCookie } from "~/http/session.server";
import { useWords } from "~/i18n";
import { safeRedirect } from "~/i18n/languagePath";
import { email } from "~/kernel/fields";
import { Field, Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

export const loader = reads(anywhere, "anyone", async ({ deps, url, t, to }) => ({
  title: t("accounts:signIn.title"),
  redirectTo: safeRedirect(url.searchParams.get("redirectTo") ?? to("/")),
  seats: await demoSeatsOf(deps),
}));

const redirectTo = z.string().max(2000).optional();

export const action = acts(anywhere, "anyone", {
  request: intent(z.strictObject({ email, redirectTo }), async ({ deps, language, to }, input) => {
    const asked = await requestSignIn(deps, {
      email: input.email,
      redirectTo: safeRedirect(input.redirectTo),
      language,
    });
    return asked.ok ? redirect(to(`/sign-in/code/${asked.value.request}`)) : asked;
  }),
  seat: intent(z.strictObject({ seat: email, redirectTo }), async ({ deps, request }, input) => {
    const device = request.headers.get("User-Agent") ?? "";
    const entered = await signInAsDemo(deps, input.seat, device, safeRedirect(input.redirectTo));
    if (!entered.ok) return entered;
    return redirect(entered.value.redirectTo, {
      headers: { "Set-Cookie": await startCookie(entered.value.token) },
    });
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function SignIn() {
  const { redirectTo: back, seats } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <div className="measure">
      <h1>{t("accounts:signIn.title")}</h1>
      <p className="lead">{t("accounts:signIn.lead")}</p>
      <PostForm>
        <Refused intent="request" />
        <input type="hidden" name="redirectTo" value={back} />
        <Field label={t("accounts:signIn.email")} of={["request", "email"]}>
          <input type="email" name="email" autoComplete="email" required maxLength={254} dir="ltr" />
        </Field>
        <div className="actions">
          <Submit intent="request">{t("accounts:signIn.send")}</Submit>
        </div>
      </PostForm>
      {seats.length > 0 && (
        <section className="section" aria-labelledby="seats">
          <h2 id="seats">{t("accounts:seats.title")}</h2>
          <p className="quiet">{t("accounts:seats.lead")}</p>
          <PostForm reloadDocument>
            <Refused intent="seat" />
            <input type="hidden" name="intent" value="seat" />
            <input type="hidden" name="redirectTo" value={back} />
            <ul className="clean">
              {seats.map((seat) => (
                <li key={seat.email}>
                  <button type="submit" name="seat" value={seat.email} className="btn q">
                    <bdi>{seat.name}</bdi>
                  </button>
                </li>
              ))}
            </ul>
          </PostForm>
        </section>
      )}
    </div>
  );
}
