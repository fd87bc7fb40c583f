import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import {
  acceptSchema,
  embargoSchema,
  openSchema,
  reasonedSchema,
} from "~/features/endorsements/contracts/endorsements";
import { askAgain } from "~/features/endorsements/services/desk/askAgain.server";
import { checkEndorsement } from "~/features/endorsements/services/desk/checkEndorsement.server";
import { resendDecision } from "~/features/endorsements/services/desk/decisionLetters.server";
import { deskLists, endorsementDesk } from "~/features/endorsements/services/desk/endorsementDesk.server";
import {
  openableDrafts,
  openToEndorsements,
} from "~/features/endorsements/services/desk/openToEndorsements.server";
import { setEmbargo } from "~/features/endorsements/services/desk/setEmbargo.server";
import {
  hideEndorsement,
  restoreEndorsement,
} from "~/features/endorsements/services/moderateEndorsement.server";
import { Embargo } from "~/features/endorsements/ui/desk/Embargo";
import { Listed } from "~/features/endorsements/ui/desk/Listed";
import { Pairs } from "~/features/endorsements/ui/desk/Pairs";
import { Unasked } from "~/features/endorsements/ui/desk/Unasked";
import { Undelivered } from "~/features/endorsements/ui/desk/Undelivered";
import { Untold } from "~/features/endorsements/ui/desk/Untold";
import { Versions } from "~/features/endorsements/ui/desk/Versions";
import { Waiting } from "~/features/endorsements/ui/desk/Waiting";
import { inProcess } from "~/features/membership/registrations/place.server";
import { embargoOf } from "~/features/processes/services/embargo.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { countriesIn } from "~/i18n/countryNames";
import { wholeFrom } from "~/kernel/fields";
import { cut } from "~/kernel/text/cut";
import { Refused, Saved } from "~/ui/forms/forms";
import { Undo } from "~/ui/forms/undo/Undo";
import { undoneBy } from "~/ui/forms/undo/undoneBy";
import { PageLink } from "~/ui/text/PageLink";

const listAsked = z.enum(deskLists).catch("listed");
const pageAsked = wholeFrom(1, 100_000).catch(1);

export const loader = reads(inProcess, "organizer", async ({ deps, language, process, shared, t, url }) => {
  const list = listAsked.parse(url.searchParams.get("list"));
  const query = cut(url.searchParams.get("q") ?? "", 160);
  const page = pageAsked.parse(url.searchParams.get("page"));
  const [desk, openable] = await Promise.all([
    endorsementDesk(deps, process, { list, query, page }),
    shared(openableDrafts, process),
  ]);
  const codes = new Set([...desk.waiting, ...desk.found].map(({ country }) => country).filter(Boolean));
  const names = countriesIn(language, [...codes]);
  return {
    slug: process.slug,
    title: t("endorsements:manage.title"),
    list,
    lists: [...deskLists],
    query,
    desk,
    openable: openable.map(({ label }) => label),
    embargoUntil: embargoOf(deps, process),
    countryNames: Object.fromEntries(names.map(({ code, name }) => [code, name])),
  };
});

export const action = acts(inProcess, "organizer", {
  open: intent(openSchema, ({ deps, actor, process }, { draft }) =>
    openToEndorsements(deps, actor, process, draft),
  ),
  embargo: intent(embargoSchema, ({ deps, actor, process }, { until }) =>
    setEmbargo(deps, actor, process, until),
  ),
  accept: intent(acceptSchema, ({ deps, actor, process }, { number }) =>
    checkEndorsement(deps, actor, process, number, { accept: true }),
  ),
  decline: intent(reasonedSchema, ({ deps, actor, process }, { number, reason }) =>
    checkEndorsement(deps, actor, process, number, { accept: false, reason }),
  ),
  resend: intent(acceptSchema, ({ deps, actor, process }, { number }) =>
    resendDecision(deps, actor, process, number),
  ),
  askAgain: intent(acceptSchema, ({ deps, actor, process }, { number }) =>
    askAgain(deps, actor, process, number),
  ),
  hide: intent(reasonedSchema, async ({ deps, actor, process, t }, input) =>
    undoneBy(await hideEndorsement(deps, actor, process, input), "restore", {
      number: String(input.number),
      reason: t("endorsements:undo.reason"),
    }),
  ),
  restore: intent(reasonedSchema, async ({ deps, actor, process, t }, input) =>
    undoneBy(await restoreEndorsement(deps, actor, process, input), "hide", {
      number: String(input.number),
      reason: t("endorsements:undo.reason"),
    }),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ManageEndorsements() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  return (
    <>
      <h1>{t("endorsements:manage.title")}</h1>
      <p className="lead">
        {t("endorsements:manage.lead")}{" "}
        <PageLink to={`${base}/endorsements`}>{t("endorsements:manage.wall")}</PageLink>
      </p>
      <Undo acts={{ hide: t("endorsements:undo.hidden"), restore: t("endorsements:undo.shown") }} />
      {(["open", "embargo", "accept", "decline", "resend", "askAgain", "hide", "restore"] as const).map(
        (one) => (
          <div key={one}>
            <Refused intent={one} />
            {one !== "hide" && one !== "restore" && <Saved intent={one}>{t("common:saved")}</Saved>}
          </div>
        ),
      )}
      <Untold />
      <Waiting data={data} />
      <Undelivered data={data} />
      <Unasked data={data} />
      <Versions data={data} base={base} />
      <Embargo data={data} />
      <Listed data={data} base={base} />
      <Pairs data={data} base={base} />
    </>
  );
}
