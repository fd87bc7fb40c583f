import type { Data } from "~/features/endorsements/ui/desk/data";
import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { MomentField } from "~/ui/forms/MomentField";
import { PostForm } from "~/ui/forms/PostForm";
import { Moment } from "~/ui/text/Moment";

export function Embargo({ data: { embargoUntil } }: { data: Data }) {
  const { t } = useWords();
  return (
    <section className="section" aria-labelledby="embargo">
      <h2 id="embargo">{t("endorsements:manage.embargo")}</h2>
      <p className="measure">
        {embargoUntil ? (
          <>
            {t("endorsements:embargo.public")} <Moment at={embargoUntil} />
          </>
        ) : (
          t("endorsements:manage.noEmbargo")
        )}
      </p>
      <PostForm key={embargoUntil?.toISOString() ?? ""}>
        <MomentField
          name="until"
          label={t("endorsements:manage.until")}
          hint={t("endorsements:manage.untilHint")}
          of={["embargo", "until"]}
          value={embargoUntil}
        />
        <div className="actions">
          <Submit intent="embargo" kind="q">
            {t("common:save")}
          </Submit>
        </div>
      </PostForm>
    </section>
  );
}
