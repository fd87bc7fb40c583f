import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { confirmAddress, findAddressChange } from "~/features/profile/services/changeAddress.server";
import { shownAddress } from "~/features/workgroups/services/shownAddress.server";
import { acts, intent } from "~/http/action.server";
import { anywhere } from "~/http/place.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { nothingSchema } from "~/kernel/fields";
import { Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { usePosted } from "~/ui/forms/posted";
import { PageLink } from "~/ui/text/PageLink";

/** Changes nothing: mail scanners fetch links. Once confirmed the link is used, and its page only says what was done. */
export const loader = reads(anywhere, "anyone", async ({ deps, params, t }) => {
  const found = await findAddressChange(deps, params.token ?? "");
  const title = t("profile:address.title");
  if (found.ok) {
    const { change, from } = found.value;
    return { title, from: shownAddress(from), to: shownAddress(change.email), isUsed: false };
  }
  if (found.error.code !== "address_confirmed") throw refuse(found.error.code);
  return { title, from: "", to: "", isUsed: true };
});

export const action = acts(anywhere, "anyone", {
  confirm: intent(nothingSchema, ({ deps, params }) => confirmAddress(deps, params.token ?? "")),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Address() {
  const { from, to, isUsed } = useLoaderData<typeof loader>();
  const answer = usePosted<{ ok: boolean; value?: { isChanged: boolean } }>();
  const { t } = useWords();
  const done = answer?.ok ? (answer.value?.isChanged ? "changed" : "waits") : isUsed ? "used" : null;
  return (
    <div className="measure">
      <h1>{t("profile:address.title")}</h1>
      <Refused intent="confirm" />
      {done ? (
        <>
          <p className="lead">{t(`profile:address.${done}`)}</p>
          <p>
            <PageLink to="/profile">{t("representation:profile.title")}</PageLink>
          </p>
        </>
      ) : (
        <>
          <p className="lead">{t("profile:address.fromTo", { from, to })}</p>
          <PostForm>
            <div className="actions">
              <Submit intent="confirm">{t("profile:address.confirm")}</Submit>
            </div>
          </PostForm>
        </>
      )}
    </div>
  );
}
