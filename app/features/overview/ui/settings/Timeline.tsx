import type { Data } from "~/features/overview/ui/settings/data";
import { streams } from "~/features/processes/domain/streams";
import { useWords } from "~/i18n";
import type { Paging } from "~/kernel/paging";
import { Field, Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Day } from "~/ui/text/Moment";
import { Pager } from "~/ui/text/Pager";
import { Content } from "~/ui/text/text";

/** The milestones of a process, where organizers add and remove them. */
export function Timeline({
  milestones,
  paging: { page, pages },
}: {
  readonly milestones: Data["milestones"]["rows"];
  readonly paging: Paging;
}) {
  const { t } = useWords();
  return (
    <section className="section" aria-labelledby="timeline">
      <h2 id="timeline">{t("overview:timeline")}</h2>
      {milestones.length === 0 && <p className="quiet">{t("overview:settings.noTimeline")}</p>}
      <ul className="clean measure">
        {milestones.map((one) => (
          <li key={one.id}>
            <PostForm className="actions">
              <input type="hidden" name="id" value={one.id} />
              <span>
                <Content view={one.title} /> · {t(`common:stream.${one.stream}`)} · <Day at={one.startsOn} />
                {one.endsOn && (
                  <>
                    {" – "}
                    <Day at={one.endsOn} />
                  </>
                )}
              </span>
              <Submit intent="remove" kind="q mini">
                {t("common:remove")}
              </Submit>
            </PostForm>
          </li>
        ))}
      </ul>
      <Pager page={page} pages={pages} part="timeline" />
      <PostForm>
        <Refused intent="milestone" />
        <div className="row">
          <Field label={t("overview:settings.milestone")} of={["milestone", "title"]}>
            <input name="title" required maxLength={160} />
          </Field>
          <Field label={t("overview:settings.stream")}>
            <select name="stream" defaultValue="release">
              {streams.map((stream) => (
                <option key={stream} value={stream}>
                  {t(`common:stream.${stream}`)}
                </option>
              ))}
            </select>
          </Field>
          <Field label={t("overview:settings.startsOn")} of={["milestone", "startsOn"]}>
            <input type="date" name="startsOn" required />
          </Field>
          <Field label={t("overview:settings.endsOn")} of={["milestone", "endsOn"]}>
            <input type="date" name="endsOn" />
          </Field>
        </div>
        <div className="actions">
          <Submit intent="milestone" kind="q">
            {t("common:add")}
          </Submit>
        </div>
      </PostForm>
    </section>
  );
}
