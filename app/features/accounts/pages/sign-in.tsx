import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { beginnings, waysToShow } from "~/features/accounts/registrations/signIn.server";
import { beginForms } from "~/features/accounts/ui/signInForms";
import { acts } from "~/http/action.server";
import { anywhere } from "~/http/place.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { safeRedirect } from "~/i18n/languagePath";

export const loader = reads(anywhere, "anyone", async ({ deps, url, t, to }) => ({
  title: t("accounts:signIn.title"),
  redirectTo: safeRedirect(url.searchParams.get("redirectTo") ?? to("/")),
  ways: await waysToShow(deps),
}));

export const action = acts(anywhere, "anyone", beginnings());

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function SignIn() {
  const { redirectTo, ways } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <div className="measure">
      <h1>{t("accounts:signIn.title")}</h1>
      <p className="lead">{t("accounts:signIn.lead")}</p>
      {ways.map(({ key, choices }) => {
        const Form = beginForms[key];
        return <Form key={key} back={redirectTo} choices={choices} />;
      })}
    </div>
  );
}
