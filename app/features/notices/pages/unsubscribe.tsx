import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { findUnsubscribe, unsubscribe } from "~/features/notices/services/readNotices.server";
import { acts, intent } from "~/http/action.server";
import { anywhere } from "~/http/place.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Refused, Submit, useAnswer } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Content } from "~/ui/text/text";

export const loader = reads(anywhere, "anyone", async ({ deps, language, params, t }) => {
  const found = await findUnsubscribe(deps, params.token);
  if (!found) throw refuse("not_found");
  return { process: localize(found.title, language), title: t("notices:unsubscribe.title") };
});

/** By the button of the page, or by a mail program's one click (RFC 8058), which names no intent. */
export const action = acts(
  anywhere,
  "anyone",
  {
    unsubscribe: intent(
      z.strictObject({ "List-Unsubscribe": z.literal("One-Click").optional() }),
      ({ deps, params }) => unsubscribe(deps, params.token),
    ),
  },
  "unsubscribe",
);

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Unsubscribe() {
  const { process } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const isDone = useAnswer("unsubscribe")?.ok ?? false;
  return (
    <>
      <h1>{t("notices:unsubscribe.title")}</h1>
      <p className="lead">
        <Content view={process} />
      </p>
      <Refused intent="unsubscribe" />
      {isDone ? (
        <p className="notice" role="status">
          {t("notices:unsubscribe.done")}
        </p>
      ) : (
        <PostForm className="section">
          <p>{t("notices:unsubscribe.lead")}</p>
          <Submit intent="unsubscribe">{t("notices:unsubscribe.do")}</Submit>
        </PostForm>
      )}
    </>
  );
}
