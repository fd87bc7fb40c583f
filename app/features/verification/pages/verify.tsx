import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CheckBundle } from "~/features/verification/ui/CheckBundle";
import { anywhere } from "~/http/place.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

/** A result of this site, by the address of its page. */
const resultPath = /^\/p\/[a-z0-9-]{1,100}\/results\/[1-9][0-9]{0,8}$/;

export const loader = reads(anywhere, "anyone", async ({ t, url }) => {
  const asked = url.searchParams.get("result") ?? "";
  return { title: t("verification:title"), result: resultPath.test(asked) ? asked : null };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function VerifyPage() {
  const { title, result } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <>
      <h1>{title}</h1>
      <p className="lead">{t("verification:lead")}</p>
      {result && (
        <p>
          <PageLink to={result}>{t("verification:back")}</PageLink> ·{" "}
          <a href={`${result}/files/bundle.zip`} download>
            {t("verification:save")}
          </a>
        </p>
      )}
      <noscript>
        <p className="notice">{t("verification:noScript")}</p>
      </noscript>
      <CheckBundle key={result} result={result} />
      <section className="section measure" aria-labelledby="elsewhere">
        <h2 id="elsewhere">{t("verification:elsewhere.title")}</h2>
        <p>{t("verification:elsewhere.lead")}</p>
        <p>
          <a href="/verify.py" download>
            verify.py
          </a>
        </p>
        <p>
          <code dir="ltr">python3 verify.py bundle.zip</code>
        </p>
      </section>
    </>
  );
}
