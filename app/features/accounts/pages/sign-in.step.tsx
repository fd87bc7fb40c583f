import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { endings, stepAt } from "~/features/accounts/registrations/signIn.server";
import { finishForms } from "~/features/accounts/ui/signInForms";
import { acts } from "~/http/action.server";
import { anywhere } from "~/http/place.server";
import { reads, refuse } from "~/http/route.server";

/** Looks nothing up: mail scanners fetch links, and a link is used by the button alone. */
export const loader = reads(anywhere, "anyone", async ({ deps: { settings }, params, t, url }) => {
  const found = stepAt(settings, params);
  if (!found) throw refuse("not_found");
  return {
    step: found.step,
    title: found.finish.title(t),
    ticket: params.ticket ?? "",
    query: Object.fromEntries(url.searchParams),
    hasMailbox: settings.hasMailbox,
  };
});

export const action = acts(anywhere, "anyone", endings());

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function SignInStep() {
  const { step, title, ...shown } = useLoaderData<typeof loader>();
  const Form = finishForms[step];
  return (
    <div className="measure">
      <h1>{title}</h1>
      <Form {...shown} />
    </div>
  );
}
