import { stances } from "~/features/comments/domain/comment";
import type { SuggestionPage } from "~/features/suggestions/services/suggestionPage.server";
import { useWords } from "~/i18n";
import { leastTold } from "~/kernel/figures/roundedToFive";
import { Choice, Field, Group, LongText, Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Html } from "~/ui/text/Html";
import { Moment } from "~/ui/text/Moment";
import { useShownCount } from "~/ui/text/useShownCount";

type Data = Pick<SuggestionPage, "weights" | "groups" | "reasons" | "own" | "mine" | "isOpen">;

/** Who is for a suggestion, against it or neither; and the form to say so. */
export function Positions({ data, maySpeak }: { data: Data; maySpeak: boolean }) {
  const { t, language } = useWords();
  const shown = useShownCount();
  const counted = data.groups.filter((one) => stances.some((stance) => one[stance] !== null));
  return (
    <section className="note" aria-labelledby="positions">
      <h2 id="positions">{t("suggestions:positions.title")}</h2>
      <ul className="clean tight">
        {stances.map((stance) => (
          <li key={stance}>{t(`suggestions:positions.count.${stance}`, { count: data.weights[stance] })}</li>
        ))}
      </ul>
      {data.groups.length > 0 && (
        <details className="more">
          <summary className="small">{t("suggestions:positions.byGroup")}</summary>
          <p className="quiet small">{t("suggestions:positions.protected", { least: leastTold })}</p>
          {counted.length > 0 && (
            <dl className="small">
              {counted.map((one) => (
                <div key={one.key}>
                  <dt>{one.title}</dt>
                  {stances.map((stance) => (
                    <dd key={stance}>
                      {t(`suggestions:positions.group.${stance}`, { figure: shown(one[stance]) })}
                    </dd>
                  ))}
                </div>
              ))}
            </dl>
          )}
        </details>
      )}
      {data.reasons.map(({ stance, name, at, html, language: written }) => (
        <div key={`${at}`} className="small">
          <p className="quiet">
            {t(`suggestions:positions.by.${stance}`, { name: name ?? t("suggestions:positions.somebody") })} ·{" "}
            <Moment at={at} />
          </p>
          <Html html={html} language={written} />
        </div>
      ))}
      {maySpeak && !data.mine && data.isOpen && (
        <PostForm className="no-print" preventScrollReset>
          <Refused intent="weigh" />
          <input type="hidden" name="language" value={language} />
          <Saved intent="weigh">{t("suggestions:positions.stored")}</Saved>
          <Group legend={t("suggestions:positions.yours")} of={["weigh", "stance"]}>
            {stances.map((stance) => (
              <Choice
                key={stance}
                name="stance"
                value={stance}
                label={t(`comments:stance.${stance}`)}
                on={stance === (data.own?.stance ?? "support")}
              />
            ))}
          </Group>
          <Field
            label={t("suggestions:positions.reason")}
            hint={t("suggestions:positions.reasonHint")}
            of={["weigh", "reason"]}
          >
            <LongText
              name="reason"
              maxLength={2000}
              rows={2}
              dir="auto"
              defaultValue={data.own?.reason ?? ""}
            />
          </Field>
          <Submit intent="weigh" kind="q mini">
            {t("suggestions:positions.do")}
          </Submit>
        </PostForm>
      )}
    </section>
  );
}
