import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { inProcess } from "~/features/membership/registrations/place.server";
import { openProcess, openProcessPage } from "~/features/opendata/services/openProcess.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { seen } from "~/kernel/fields";
import { localize } from "~/kernel/language/localized";
import { ActPage, Told } from "~/ui/forms/ActPage";
import { Content } from "~/ui/text/text";

export const loader = reads(inProcess, "organizer", async ({ actor, deps, language, process, t }) => ({
  ...(await openProcessPage(deps, actor, process)),
  title: t("opendata:openProcess.title"),
  slug: process.slug,
  name: localize(process.title, language),
  address: `${deps.settings.origin}/p/${process.slug}`,
}));

export const action = acts(inProcess, "organizer", {
  open: intent(z.strictObject({ seen }), async ({ actor, deps, process, to }, input) => {
    const opened = await openProcess(deps, actor, process, input.seen);
    return opened.ok ? redirect(to(`/p/${process.slug}`)) : opened;
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function OpenProcess() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <ActPage
      act={data}
      title={data.title}
      lead={<Content view={data.name} />}
      intent="open"
      button={t("opendata:openProcess.button")}
      back={`/p/${data.slug}/manage`}
      points={[
        {
          label: t("opendata:openProcess.what"),
          said: (
            <>
              <p>
                {t("opendata:openProcess.pages")} <bdi dir="ltr">{data.address}</bdi>
              </p>
              <p>{t("opendata:openProcess.all")}</p>
              <p>{t("opendata:openProcess.log", { count: data.entries })}</p>
            </>
          ),
        },
        { label: t("opendata:openProcess.where"), said: <p>{t("opendata:openProcess.lists")}</p> },
        { label: t("opendata:openProcess.next"), said: <p>{t("opendata:openProcess.rounds")}</p> },
        { label: t("common:act.told"), said: <Told count={data.told} /> },
      ]}
      forGood={[t("opendata:openProcess.stays"), t("common:act.recorded")]}
    />
  );
}
