import { cellValues } from "~/features/reviews/domain/cells";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Field, LongText, Submit, useTyped } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Labelled } from "~/ui/text/Labelled";
import { Moment } from "~/ui/text/Moment";

export type Names = {
  readonly components: Readonly<Record<string, string>>;
  readonly criteria: Readonly<Record<string, string>>;
  /** By the id of a review. */
  readonly reviewers: Readonly<Record<string, string>>;
};
type Place = { readonly component: string; readonly criterion: string };
type Value = (typeof cellValues)[number];
export type Conflict = Place & {
  readonly said: readonly { readonly review: string; readonly value: Value; readonly note: string }[];
};
export type SettledShown = Place & {
  /** In the record. */
  readonly key: string;
  readonly value: Value;
  readonly reason: string;
  readonly settledAt: Date | string;
  /** The review of whoever settled it; null for an organizer. */
  readonly by: string | null;
  readonly isCarried: boolean;
  readonly isOpen: boolean;
};

/** Cells on which reviewers disagree, with what each says, and the form for those who may settle them. */
export function Conflicts({
  draft,
  conflicts,
  names,
  maySettle,
  own,
}: {
  draft: string;
  conflicts: readonly Conflict[];
  names: Names;
  maySettle: boolean;
  /** The reader's own review: who is a side of a conflict does not settle it. */
  own: string | null;
}) {
  const { t } = useWords();
  return (
    <section className="section" aria-labelledby="conflicts">
      <h2 id="conflicts">{t("reviews:conflicts")}</h2>
      <p className="quiet measure">{t("reviews:conflictsLead")}</p>
      {conflicts.map(({ said, ...place }) => (
        <article className="card section measure" key={`${place.component}/${place.criterion}`}>
          <h3>
            <PlaceName place={place} names={names} />
          </h3>
          <ul className="clean">
            {said.map(({ review, value, note }) => (
              <li key={review}>
                <Labelled label={<bdi>{ownValue(names.reviewers, review)}</bdi>}>
                  {t(`reviews:value.${value}`)}
                </Labelled>
                {note && (
                  <>
                    {" "}
                    — <bdi>{note}</bdi>
                  </>
                )}
              </li>
            ))}
          </ul>
          {maySettle &&
            (said.some(({ review }) => review === own) ? (
              <p className="small quiet">{t("reviews:youAreASide")}</p>
            ) : (
              <SettleForm draft={draft} place={place} stands={null} />
            ))}
        </article>
      ))}
    </section>
  );
}

/** What was settled and why, by whom, and whether a reviewer has said something else since. */
export function Settled({
  draft,
  settled,
  names,
  isOrganizer,
}: {
  draft: string;
  settled: readonly SettledShown[];
  names: Names;
  isOrganizer: boolean;
}) {
  const { t } = useWords();
  if (settled.length === 0) return null;
  return (
    <>
      <h3 className="section">{t("reviews:settled")}</h3>
      <ul className="clean measure">
        {settled.map((one) => (
          <li key={`${one.component}/${one.criterion}`}>
            <Labelled label={<PlaceName place={one} names={names} />}>
              {t(`reviews:value.${one.value}`)}
            </Labelled>{" "}
            — <bdi>{one.reason}</bdi>{" "}
            <span className="small quiet">
              <bdi>{one.by ? ownValue(names.reviewers, one.by) : t("reviews:byOrganizer")}</bdi> ·{" "}
              <Moment at={one.settledAt} /> · <EntryLink of="settled-cells" name={one.key} />
            </span>
            {one.isOpen && <p className="small frag">{t("reviews:openAgain")}</p>}
            {isOrganizer && !one.isOpen && (
              <details className="more small">
                <summary>{t("reviews:settleAnew")}</summary>
                <SettleForm draft={draft} place={one} stands={one.value} />
              </details>
            )}
            {isOrganizer && !one.isOpen && !one.isCarried && <Unsettle draft={draft} place={one} />}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Begins with what stands; of an open conflict nothing is chosen, so that no side has an advantage. */
function SettleForm({ draft, place, stands }: { draft: string; place: Place; stands: Value | null }) {
  const { t } = useWords();
  const asked = useTyped("settle", ["component", place.component]);
  const typed = asked?.criterion === place.criterion ? asked : undefined;
  return (
    <PostForm>
      <PlaceFields draft={draft} place={place} />
      <Field label={t("reviews:settleAs")} of={["settle", "value"]}>
        <select name="value" defaultValue={typed?.value ?? stands ?? ""} required>
          {stands === null && <option value="">{t("reviews:settleChoose")}</option>}
          {cellValues.map((value) => (
            <option key={value} value={value}>
              {t(`reviews:value.${value}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t("reviews:settleReason")} of={["settle", "reason"]}>
        <LongText name="reason" defaultValue={typed?.reason} required maxLength={1000} dir="auto" rows={2} />
      </Field>
      <div className="actions">
        <Submit intent="settle" kind="q">
          {t("reviews:settle")}
        </Submit>
      </div>
    </PostForm>
  );
}

/** Opens a settled cell again; what was settled stays in the history, with why it was opened. */
function Unsettle({ draft, place }: { draft: string; place: Place }) {
  const { t } = useWords();
  const asked = useTyped("unsettle", ["component", place.component]);
  const typed = asked?.criterion === place.criterion ? asked : undefined;
  return (
    <details className="more small" open={typed !== undefined}>
      <summary>{t("reviews:unsettle")}</summary>
      <PostForm>
        <PlaceFields draft={draft} place={place} />
        <Field label={t("reviews:unsettleReason")} of={["unsettle", "reason"]}>
          <LongText
            name="reason"
            defaultValue={typed?.reason}
            required
            maxLength={1000}
            dir="auto"
            rows={2}
          />
        </Field>
        <Submit intent="unsettle" kind="q mini">
          {t("reviews:unsettle")}
        </Submit>
      </PostForm>
    </details>
  );
}

const PlaceFields = ({ draft, place }: { draft: string; place: Place }) => (
  <>
    <input type="hidden" name="draft" value={draft} />
    <input type="hidden" name="component" value={place.component} />
    <input type="hidden" name="criterion" value={place.criterion} />
  </>
);

export const PlaceName = ({ place, names }: { place: Place; names: Names }) => (
  <>
    {ownValue(names.components, place.component) ?? place.component} ·{" "}
    {ownValue(names.criteria, place.criterion) ?? place.criterion}
  </>
);
