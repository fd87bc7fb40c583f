import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { inProcess } from "~/features/membership/registrations/place.server";
import { readSealing } from "~/features/plans/contracts/sealing";
import { planView } from "~/features/plans/services/planView.server";
import { proposedSealing, sealingPage, sealPlan } from "~/features/plans/services/sealPlan.server";
import { SealingAct } from "~/features/plans/ui/SealingAct";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { seen } from "~/kernel/fields";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "organizer", async ({ deps, language, process, t, url }) => {
  const page = await sealingPage(deps, process, readSealing(url.searchParams));
  const base = { slug: process.slug, title: t("plans:form.title") };
  // What was chosen may fit no more, as when one of the rounds has opened meanwhile.
  if (!page.ok) return { ...base, refused: page.error.code, seen: "", view: null };
  const { plan, planning, seen } = page.value;
  return { ...base, refused: null, seen, view: planView(planning, plan, language) };
});

export const action = acts(inProcess, "organizer", {
  seal: intent(z.strictObject({ seen }), async ({ actor, deps, process, to, url }, input) => {
    const sealing = readSealing(url.searchParams) ?? (await proposedSealing(deps, process));
    const sealed = await sealPlan(deps, actor, process, sealing, input.seen);
    return sealed.ok ? redirect(to(`/p/${process.slug}/plans/${sealed.value.number}`)) : sealed;
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function SealPlan() {
  const { slug, title, seen, view, refused } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  if (view) return <SealingAct base={base} act={{ seen, blocked: null, view }} />;
  return (
    <>
      <h1>{title}</h1>
      <p className="notice bad measure">{refused && t(`errors:code.${refused}`)}</p>
      <div className="actions">
        <PageLink to={`${base}/manage/plans`} className="btn q">
          {t("plans:sealing.back")}
        </PageLink>
      </div>
    </>
  );
}
