import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { declineSchema } from "~/features/workgroups/contracts/invitations";
import {
  acceptInvitation,
  declineInvitation,
  findInvitation,
  maskedAddress,
} from "~/features/workgroups/services/answerInvitation.server";
import { enterByInvitation, maySignIn } from "~/features/workgroups/services/enter/enterByInvitation.server";
import { whereToVote } from "~/features/workgroups/services/enter/whereToVote.server";
import { isBound } from "~/features/workgroups/services/inviteLetter.server";
import { acts, intent } from "~/http/action.server";
import { anywhere } from "~/http/place.server";
import { reads, refuse } from "~/http/route.server";
import { keepsSession, startCookie } from "~/http/session.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { fail } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { Field, LongText, Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { SignInLink } from "~/ui/frame/SignInLink";
import { Moment } from "~/ui/text/Moment";
import { Content } from "~/ui/text/text";

export const loader = reads(anywhere, "anyone", async ({ actor, deps, language, params, t }) => {
  const found = await findInvitation(deps, params.token ?? "");
  if (!found.ok) throw refuse(found.error.code);
  const { invitation, process, workgroup, inviter } = found.value;
  const isOther = actor !== null && actor.email !== invitation.email;
  return {
    title: t("workgroups:invitation.title"),
    token: params.token ?? "",
    process: localize(process.title, language),
    summary: localize(process.summary, language),
    role: invitation.role,
    workgroup: workgroup?.name ?? null,
    inviter: inviter ?? t("workgroups:invitation.organizers"),
    until: invitation.expiresAt,
    signedIn: actor !== null,
    other: isOther ? { sentTo: maskedAddress(invitation.email), you: actor.email } : null,
    /** The address that the link signs in by itself; null where it does not. */
    enters: actor === null && (await maySignIn(deps, invitation)) ? maskedAddress(invitation.email) : null,
    mayAccept: !isOther || !isBound(invitation.role),
  };
});

export const action = acts(anywhere, "anyone", {
  accept: intent(
    z.strictObject({}),
    async ({ actor, deps, params, to }) => {
      if (!actor) return fail({ code: "sign_in_needed" });
      const accepted = await acceptInvitation(deps, actor, params.token ?? "");
      if (!accepted.ok) return accepted;
      return redirect(to(await afterwards(deps, actor, accepted.value)));
    },
    "signed-in",
  ),
  // Who opened the mail is signed in by the button, never by opening the page: mail scanners open links.
  enter: intent(z.strictObject({}), async ({ actor, deps, params, request, to, url }) => {
    if (actor) return fail({ code: "other_person" });
    if (!keepsSession(deps.settings.origin, url)) return fail({ code: "not_secure" });
    const device = request.headers.get("User-Agent") ?? "";
    const entered = await enterByInvitation(deps, params.token ?? "", device);
    if (!entered.ok) return entered;
    const { actor: person, session } = entered.value;
    return redirect(to(await afterwards(deps, person, entered.value)), {
      headers: { "Set-Cookie": await startCookie(session) },
    });
  }),
  decline: intent(declineSchema, ({ actor, deps, params }, { words }) =>
    declineInvitation(deps, actor, params.token ?? "", words),
  ),
});

/** Where somebody goes who has accepted: to a ballot of theirs, else to what they were invited to, else to where they can vote. */
async function afterwards(deps: Deps, actor: Actor, { slug, workgroup }: Accepted): Promise<string> {
  const vote = await whereToVote(deps, actor, slug);
  const isTheirs = workgroup === null || vote?.endsWith("/ballot");
  return (isTheirs && vote) || (workgroup ? `/p/${slug}/workgroups/${workgroup}` : `/p/${slug}`);
}
type Accepted = { readonly slug: string; readonly workgroup: string | null };

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
        {t("workgroups:invitation.from", { inviter: data.inviter })} {t(`membership:role.${data.role}`)}
        {data.workgroup && (
          <>
            {" "}
            · <bdi>{data.workgroup}</bdi>
          </>
        )}
      </p>
      <p>{t(`workgroups:invitation.does.${data.role}`)}</p>
      <p className="quiet">
        {t("workgroups:invitation.until")} <Moment at={data.until} />
      </p>
      <p className="section">
        <Content view={data.summary} />
      </p>
      {data.other && (
        <div className="notice" role="note">
          <p>{t("workgroups:invitation.otherAddress", data.other)}</p>
          <p>{data.mayAccept ? t("workgroups:invitation.mayAccept") : t("errors:code.other_address")}</p>
        </div>
      )}
      <Refused intent="accept" />
      <Refused intent="enter" />
      <div className="actions">
        {data.enters && (
          <PostForm>
            <Submit intent="enter" kind="main">
              {t("workgroups:invitation.enter", { address: data.enters })}
            </Submit>
          </PostForm>
        )}
        {!data.signedIn && (
          <SignInLink back={`/invitations/${data.token}`} className={data.enters ? "btn q" : "btn"}>
            {t(data.enters ? "workgroups:invitation.elsewhere" : "workgroups:invitation.signIn")}
          </SignInLink>
        )}
        {data.signedIn && data.mayAccept && (
          <PostForm>
            <Submit intent="accept">{t("workgroups:invitation.accept")}</Submit>
          </PostForm>
        )}
      </div>
      <section className="section" aria-labelledby="decline">
        <h2 id="decline">{t("workgroups:invitation.declineTitle")}</h2>
        <p className="quiet">{t("workgroups:invitation.declineLead")}</p>
        <Refused intent="decline" />
        <PostForm>
          <Field label={t("workgroups:invitation.words")} of={["decline", "words"]}>
            <LongText name="words" maxLength={1000} rows={3} dir="auto" />
          </Field>
          <div className="actions">
            <Submit intent="decline" kind="q">
              {t("workgroups:invitation.decline")}
            </Submit>
          </div>
        </PostForm>
      </section>
    </div>
  );
}
