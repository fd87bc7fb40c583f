import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { acceptInvitation, findInvitation } from "~/features/workgroups/services/invitations.server";
import { acts, intent } from "~/http/action.server";
import { anywhere } from "~/http/place.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { SignInLink } from "~/ui/frame/SignInLink";
import { Content } from "~/ui/text/text";

export const loader = reads(anywhere, "anyone", async ({ actor, deps, language, params, t }) => {
  const found = await findInvitation(deps, params.token ?? "");
  if (!found) throw refuse("link_expired");
  return {
    title: t("workgroups:invitation.title"),
    token: params.token ?? "",
    process: localize(found.process.title, language),
    summary: localize(found.process.summary, language),
    role: found.invitation.role,
    workgroup: found.workgroup?.name ?? null,
    signedIn: actor !== null,
  };
});

export const action = acts(anywhere, "signed-in", {
  accept: intent(z.strictObject({}), async ({ actor, deps, params, to }) => {
    const accepted = await acceptInvitation(deps, actor, params.token ?? "");
    if (!accepted.ok) return accepted;
    const { slug, workgroup } = accepted.value;
    return redirect(to(workgroup ? `/p/${slug}/workgroups/${workgroup}` : `/p/${slug}`));
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Invitation() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <div className="measure">
      <h1>
        <Content view={data.process} />
      </h1>
      <p className="lead">
        {t("workgroups:invitation.lead")} {t(`membership:role.${data.role}`)}
        {data.workgroup && (
          <>
            , <bdi>{data.workgroup}</bdi>
          </>
        )}
      </p>
      <p className="section">
        <Content view={data.summary} />
      </p>
      <Refused intent="accept" />
      <div className="actions">
        {data.signedIn ? (
          <PostForm>
            <Submit intent="accept">{t("workgroups:invitation.accept")}</Submit>
          </PostForm>
        ) : (
          <SignInLink back={`/invitations/${data.token}`} className="btn">
            {t("workgroups:invitation.signIn")}
          </SignInLink>
        )}
      </div>
    </div>
  );
}
