import type { useLoaderData } from "@remix-run/react";
import type { loader } from "~/features/discussion/pages/manage.moderation";
import { Name } from "~/features/endorsements/ui/EndorserList";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

export type Endorsed = ReturnType<
  typeof useLoaderData<typeof loader>
>["endorsements"]["flagged"]["rows"][number];

export function Endorsement({
  one,
  base,
  countryName,
}: {
  one: Omit<Endorsed, "at">;
  base: string;
  countryName: string;
}) {
  const { t } = useWords();
  return (
    <>
      <p className="quiet small">
        <PageLink to={`${base}/manage/endorsements`}>{t("endorsements:title")}</PageLink> · #{one.number} ·{" "}
        {t(`endorsements:kind.${one.kind}`)}
      </p>
      <Name one={one} countryName={countryName} />
    </>
  );
}
